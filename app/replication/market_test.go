package replication_test

import (
	"cmp"
	"testing"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/oplog"
)

// market has the founder of a system, as a host, and two leads act until the founder's store holds so many entries or
// a few more: homes, rooms with prices and nights that are not free, arrivals, and stays that are asked for, accepted and
// confirmed. Addresses and names are sealed, as they are for people.
func market(b testing.TB, host *sqlite.Store, entries int) *sqlite.Store {
	b.Helper()
	leads := []*sqlite.Store{join(b, invited(b, host, lead)), join(b, invited(b, host, lead))}
	for _, l := range leads {
		hand(b, l, host)
	}
	for held(b, host) < uint64(entries) {
		rooms := list(b, host, 100)
		for n, l := range leads {
			hand(b, host, l)
			var requests []marketplace.RequestBooking
			for k, arrival := range all(b, l, repeat(anArrival(), len(rooms))) {
				from := marketplace.DateOf(now()) + marketplace.Date(35+40*n)
				requests = append(requests, marketplace.RequestBooking{
					Room: rooms[k], Arrivals: []marketplace.ID{arrival}, Dates: marketplace.Range{From: from, To: from + 28},
				})
			}
			bookings := all(b, l, requests)
			hand(b, l, host)
			all(b, host, each(bookings, func(id marketplace.ID) marketplace.AcceptBooking { return marketplace.AcceptBooking{Booking: id} }))
			hand(b, host, l)
			all(b, l, each(bookings, func(id marketplace.ID) marketplace.ConfirmBooking { return marketplace.ConfirmBooking{Booking: id} }))
			hand(b, l, host)
		}
	}
	return host
}

// list lists so many rooms, each with a calendar.
func list(b testing.TB, s *sqlite.Store, n int) []marketplace.ID {
	b.Helper()
	today := marketplace.DateOf(now())
	homes := all(b, s, repeat(marketplace.AddHome{LodgerLimit: 2, Address: "1 Mill Lane, Guildford"}, n))
	rooms := all(b, s, each(homes, func(home marketplace.ID) marketplace.ListRoom {
		c := aRoom(home)
		c.Facts.Cell.Lat += int32(home[0] % 30)
		c.Live, c.Safety = true, marketplace.RoomSafety{
			VouchedBy: "Ward manager", Gas: today - 60, SmokeAlarm: today - 5, COAlarm: today - 5, Electrical: today - 400,
		}
		return c
	}))
	all(b, s, each(rooms, func(room marketplace.ID) marketplace.BlockDates {
		return marketplace.BlockDates{Room: room, Ranges: []marketplace.Range{{From: today + 200, To: today + 214}}}
	}))
	all(b, s, each(rooms, func(room marketplace.ID) marketplace.PriceRoom { return marketplace.PriceRoom{Room: room, Week: 10900} }))
	return rooms
}

// all does commands in one act, and answers what each began first.
func all[C marketplace.Command](b testing.TB, s *sqlite.Store, commands []C) []marketplace.ID {
	b.Helper()
	drafts := make([]int, len(commands))
	var refused error
	batch := marketplace.Batch{Each: func(i int, d []marketplace.Draft, err error) { drafts[i], refused = len(d), cmp.Or(refused, err) }}
	for _, c := range commands {
		batch.Commands = append(batch.Commands, c)
	}
	began := do(b, s, batch).Began
	if refused != nil {
		b.Fatal(refused)
	}
	ids := make([]marketplace.ID, len(commands))
	for i, n := range drafts {
		ids[i] = began[0]
		began = began[n:]
	}
	return ids
}

func repeat[T any](t T, n int) []T {
	ts := make([]T, n)
	for i := range ts {
		ts[i] = t
	}
	return ts
}

func each[C marketplace.Command](ids []marketplace.ID, command func(marketplace.ID) C) []C {
	commands := make([]C, len(ids))
	for i, id := range ids {
		commands[i] = command(id)
	}
	return commands
}

// hand gives one store what another holds and it lacks, without a network.
func hand(b testing.TB, from, to *sqlite.Store) {
	b.Helper()
	has := vector(b, to)
	pass(b, from, has, func(runs []*oplog.Run) {
		if done, err := to.Append(b.Context(), runs...); err != nil || len(done.Faults) > 0 {
			b.Fatalf("append: %v %v", err, done.Faults)
		}
	})
}

// pass reads all that a store holds beyond a vector.
func pass(b testing.TB, from *sqlite.Store, beyond oplog.VersionVector, f func([]*oplog.Run)) {
	b.Helper()
	var ranges []oplog.Range
	for device, seq := range vector(b, from) {
		if has := beyond[device]; has < seq {
			ranges = append(ranges, oplog.Range{Device: device, From: has + 1, To: seq})
		}
	}
	for len(ranges) > 0 {
		runs, err := from.ReadRuns(b.Context(), ranges, 1<<20)
		if err != nil {
			b.Fatal(err)
		}
		if len(runs) == 0 {
			return
		}
		f(runs)
		for _, r := range runs {
			for i := range ranges {
				if ranges[i].Device == r.Device {
					ranges[i].From = r.Last() + 1
				}
			}
		}
	}
}

func vector(b testing.TB, s *sqlite.Store) oplog.VersionVector {
	b.Helper()
	v, err := s.Vector(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	return v
}

// held counts the entries of a store.
func held(b testing.TB, s *sqlite.Store) uint64 {
	b.Helper()
	return total(vector(b, s))
}

func total(v oplog.VersionVector) (n uint64) {
	for _, seq := range v {
		n += seq
	}
	return n
}
