// Package booking is the page of one booking: where it stands and what happens next, what this person may do about it,
// the way in once it is confirmed, what a lodger's stay asks of both sides, their messages, and its history.
package booking
