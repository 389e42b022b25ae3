// Package arrivals is the recruitment lead's cohort as a grid: who comes when, and who has no bed, no pickup and no
// buddy yet.
package arrivals
