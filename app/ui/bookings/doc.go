// Package bookings is every booking at a glance: a board by state, with what presses first, and a list to sort, filter
// and scroll through.
package bookings
