package markettest

import (
	"math/rand/v2"
	"time"

	"settle.example/settle/marketplace"
)

// HistoryOptions say how large a history is. The zero HistoryOptions make a small one: 8 rooms, half a year.
type HistoryOptions struct {
	Seed  uint64
	Rooms int
	Days  int // up to the world's Start
	// Options are those of the world; Now is overwritten.
	Options Options
}

// History makes a world with a past, the same for the same options: hosts who list rooms and block nights, leads who
// record arrivals and ask for beds, volunteers who meet people; requests that are accepted, declined or forgotten,
// stays that are cancelled, cut short, moved on or kept. Every act is a command of the person who would do it, a device
// each. It ends at [Start].
func History(tb TB, o HistoryOptions) *World {
	tb.Helper()
	if o.Rooms == 0 {
		o.Rooms = 8
	}
	if o.Days == 0 {
		o.Days = 182
	}
	o.Options.Now = Start.AddDate(0, 0, -o.Days)
	w := NewWorldWith(tb, o.Options)
	h := &history{World: w, random: rand.New(rand.NewPCG(o.Seed, 7)), due: map[marketplace.Date][]func(){}}
	h.people(o.Rooms)
	last := marketplace.DateOf(Start)
	for day := w.Today(); day <= last; day++ {
		w.AdvanceTo(day)
		for i := 0; i < len(h.due[day]); i++ { // what is due may bring more for the same day
			h.due[day][i]()
		}
		delete(h.due, day)
		h.recruit(o.Rooms)
	}
	return w
}

type history struct {
	*World
	random     *rand.Rand
	due        map[marketplace.Date][]func()
	leads      []*Device
	hosts      map[marketplace.ID]*Device // by room
	rooms      []marketplace.ID
	offers     []marketplace.ID
	volunteers map[marketplace.ID]*Device // by offer
}

// in plans something for some days from now.
func (h *history) in(days int, f func()) {
	on := h.Today() + marketplace.Date(days)
	h.due[on] = append(h.due[on], f)
}

// chance is true so many times in a hundred.
func (h *history) chance(percent int) bool { return h.random.IntN(100) < percent }

func pick[T any](h *history, from []T) T { return from[h.random.IntN(len(from))] }

// try does a command a few minutes after the last, and lets it be where it is refused.
func (h *history) try(d *Device, c marketplace.Command) (marketplace.Receipt, bool) {
	h.Advance(time.Duration(1+h.random.IntN(5)) * time.Minute)
	r, err := d.Try(c)
	return r, err == nil
}

// people brings in leads, hosts with their rooms, and volunteers.
func (h *history) people(rooms int) {
	h.hosts, h.volunteers = map[marketplace.ID]*Device{}, map[marketplace.ID]*Device{}
	orgs := []string{"RA2", "RXX", "RTP"}
	for _, org := range orgs {
		h.leads = append(h.leads, h.Join("A lead of "+org, org, marketplace.RoleLead))
	}
	for len(h.rooms) < rooms {
		host := h.Join("A host", pick(h, orgs), marketplace.RoleHost|marketplace.RoleVolunteer)
		home := host.Home()
		for range min(1+h.random.IntN(2), rooms-len(h.rooms)) {
			h.list(host, home)
		}
		if h.chance(40) {
			h.volunteer(host)
		}
	}
}

func (h *history) list(host *Device, home marketplace.ID) {
	area := pick(h, Areas())
	id := host.Room(func(c *marketplace.ListRoom) {
		c.Facts.Home, c.Facts.Area = home, area.Area
		c.Facts.Cell = marketplace.Cell{Lat: 5115 + int32(h.random.IntN(30)), Lon: -80 + int32(h.random.IntN(80))}
		c.Facts.Features = marketplace.Features(h.random.Uint32N(1 << 22))
		c.Facts.Bathroom = marketplace.Bathroom(1 + h.random.IntN(2))
		c.Week = area.Average * marketplace.Pence(60+h.random.IntN(30)) / 100
	})
	h.rooms = append(h.rooms, id)
	h.hosts[id] = host
	h.keepUp(id)
	if h.chance(50) {
		from := h.random.IntN(120)
		h.in(h.random.IntN(60), func() {
			h.try(host, marketplace.BlockDates{Room: id, Ranges: []marketplace.Range{h.Stay(from, 3+h.random.IntN(12))}})
		})
	}
}

// keepUp has the host say every few months that the listing is still true, sometimes with another rent or a pause.
func (h *history) keepUp(id marketplace.ID) {
	h.in(100+h.random.IntN(60), func() {
		host := h.hosts[id]
		switch {
		case h.chance(10):
			h.try(host, marketplace.MoveRoom{Room: id, To: marketplace.RoomPaused})
			h.in(14, func() { h.try(host, marketplace.MoveRoom{Room: id, To: marketplace.RoomLive}) })
		case h.chance(30):
			h.try(host, marketplace.PriceRoom{Room: id, Week: h.Room(id).Week * 98 / 100})
		default:
			h.try(host, marketplace.ReconfirmRoom{Room: id})
		}
		h.keepUp(id)
	})
}

// recruit has the leads record arrivals: enough that most rooms are used most of the time.
func (h *history) recruit(rooms int) {
	for range 3 {
		if h.random.IntN(90) >= rooms {
			continue
		}
		lead := pick(h, h.leads)
		landing := time.Duration(20+h.random.IntN(40))*24*time.Hour + time.Duration(h.random.IntN(14*60))*time.Minute
		arrival := lead.Arrival(func(c *marketplace.RecordArrival) {
			c.Facts.Group = pick(h, []string{"nurse", "nurse", "midwife", "doctor", "ahp", "msw"})
			c.Facts.At = h.Instant() + marketplace.Instant(landing/time.Second)
			c.Facts.Airport = pick(h, []string{"LHR", "LGW"})
			c.Facts.Nights = pick(h, []int{14, 28, 28, 56, 84})
		})
		h.in(h.random.IntN(5), func() { h.place(lead, arrival, 3) })
		h.in(h.random.IntN(5), func() { h.welcome(lead, arrival) })
	}
}
