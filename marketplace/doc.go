// Package marketplace is Settle's domain: rooms, bookings, arrivals, a welcome offered and taken up, the nights
// provided, and the rules that every replica agrees on.
//
// It is pure and uses the standard library only. A person's act is a [Command]; deciding it yields [Draft] entries
// or an [Error]. Stored entries fold into aggregates ([FoldSystem], [FoldHome], [FoldRoom], [FoldArrival],
// [FoldOffer]); a fold depends on the entries and their order alone, never on the time of day, so that two replicas
// that hold the same entries hold the same aggregates. What depends on the time (a deadline that lapsed, nights
// slept up to today) is derived when it is read.
//
// Storage, sealing, signing and the screens are elsewhere: they implement [View] and [Queries], or call them.
package marketplace
