// Package standing says where a booking stands and what happens next, in the same words on every screen that shows
// bookings: its tone, its deadline as people tell the time, and who has to do what.
package standing
