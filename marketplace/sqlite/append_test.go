package sqlite_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/markettest"
	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/oplog"
)

// history lets people of two trusts, on several devices, some of them offline for a while, do what people do.
func history(w *markettest.World, random *rand.Rand, acts int) {
	host := w.Join("Siân Rees", "RA2", marketplace.RoleHost)
	lead := w.Join("Tom Price", "RXX", marketplace.RoleLead)
	helper := w.Join("Ann Lee", "RXX", marketplace.RoleVolunteer)
	people := []*markettest.Device{w.Founder, host, lead, helper}
	pick := func(ids []marketplace.ID) marketplace.ID { return ids[random.IntN(len(ids))] }
	var bookings []marketplace.ID
	host.Room()
	lead.Arrival()
	helper.Offer()
	for range acts {
		w.Advance(time.Duration(random.IntN(7200)) * time.Second)
		try := func(d *markettest.Device, c marketplace.Command) marketplace.Receipt {
			r, _ := d.Try(c) // a refusal is a part of life here
			return r
		}
		switch random.IntN(14) {
		case 0:
			host.Room()
		case 1:
			lead.Arrival()
		case 2:
			r := try(lead, marketplace.RequestBooking{Room: pick(w.RoomIDs()), Arrivals: []marketplace.ID{pick(w.ArrivalIDs())}, Dates: w.Stay(2+random.IntN(60), 7+random.IntN(40))})
			bookings = append(bookings, r.Began...)
		case 3:
			try(host, marketplace.BlockDates{Room: pick(w.RoomIDs()), Ranges: []marketplace.Range{w.Stay(random.IntN(90), 1+random.IntN(9))}})
		case 4:
			try(w.Founder, marketplace.MoveRoom{Room: pick(w.RoomIDs()), To: marketplace.RoomSuspended, Reason: marketplace.ReasonSafety})
		case 5:
			try(host, marketplace.MoveRoom{Room: pick(w.RoomIDs()), To: marketplace.RoomPaused})
			try(host, marketplace.MoveRoom{Room: pick(w.RoomIDs()), To: marketplace.RoomLive})
		case 6:
			d := people[random.IntN(len(people))]
			people = append(people, d.Second())
		case 7:
			people[random.IntN(len(people)-1)+1].Offline()
		case 8:
			for _, d := range people {
				d.Online()
			}
		case 9:
			try(lead, marketplace.AskVolunteer{Offer: pick(w.OfferIDs()), Arrival: pick(w.ArrivalIDs()), At: w.Instant() + 5*86400})
		case 10:
			try(w.Founder, marketplace.ChangeRoles{Person: helper.Person, Org: "RXX", Roles: marketplace.RoleVolunteer | marketplace.RoleLead})
		default:
			if len(bookings) == 0 {
				continue
			}
			b := pick(bookings)
			try(host, marketplace.AcceptBooking{Booking: b})
			if random.IntN(2) == 0 {
				try(lead, marketplace.ConfirmBooking{Booking: b})
			} else {
				try(lead, marketplace.CancelBooking{Booking: b, Reason: marketplace.ReasonPlansChanged})
			}
		}
	}
	for _, d := range people {
		d.Online()
	}
}

func TestDigestIsTheSameWhateverTheOrder(t *testing.T) {
	dir := t.TempDir()
	round := 0
	rapid.Check(t, func(rt *rapid.T) {
		round++
		seed := rapid.Uint64().Draw(rt, "seed")
		l := newLogs(rt, filepath.Join(dir, fmt.Sprint(round)), false)
		history(l.world, rand.New(rand.NewPCG(seed, 1)), rapid.IntRange(1, 60).Draw(rt, "acts"))
		l.take()
		var digests [3]string
		for i := range digests {
			random := rand.New(rand.NewPCG(seed, uint64(2+i)))
			s, err := sqlite.Follow(context.Background(), filepath.Join(dir, fmt.Sprint(round, "-", i)), l.system, true, sqlite.Options{Now: l.world.Now})
			if err != nil {
				rt.Fatalf("follow: %v", err)
			}
			if err := sqlite.Volatile(s); err != nil {
				rt.Fatalf("%v", err)
			}
			fill(t, s, random, l.runs(random, i == 0))
			digests[i] = digest(t, s)
			if i == 2 {
				if err := s.Rebuild(context.Background()); err != nil {
					rt.Fatalf("rebuild: %v", err)
				}
				if again := digest(t, s); again != digests[i] {
					rt.Fatalf("a rebuild gives another digest")
				}
				report, err := s.Verify(context.Background(), nil)
				if err != nil || len(report.Problems) > 0 {
					rt.Fatalf("verify: %v %v", err, report.Problems)
				}
			}
			if err := s.Close(); err != nil {
				rt.Fatalf("close: %v", err)
			}
		}
		if digests[0] != digests[1] || digests[0] != digests[2] {
			rt.Fatalf("equal sets of entries have different digests: %v", digests)
		}
	})
}

// TestErasureIsJudgedByWhoseEntriesItNames: it may arrive before the device whose entries they are is known.
func TestErasureIsJudgedByWhoseEntriesItNames(t *testing.T) {
	l := newLogs(t, t.TempDir(), false)
	lead := l.world.Join("Tom Price", "RXX", marketplace.RoleLead)
	laptop := lead.Second()
	lead.Do(marketplace.EraseSubject{Subject: laptop.Arrival()})
	l.take()
	var of, others []*oplog.Run
	for _, run := range l.runs(rand.New(rand.NewPCG(1, 1)), true) {
		if marketplace.DeviceID(run.Device) == laptop.ID {
			of = append(of, run)
		} else {
			others = append(others, run)
		}
	}
	var digests []string
	for _, order := range [][][]*oplog.Run{{others, of}, {of, others}} {
		s := l.follow(t, t.TempDir(), true)
		for _, runs := range order {
			if _, err := s.Append(t.Context(), runs...); err != nil {
				t.Fatal(err)
			}
		}
		digests = append(digests, digest(t, s))
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if digests[0] != digests[1] {
		t.Error("an erasure that came before the device whose entries it names is judged otherwise")
	}
}
