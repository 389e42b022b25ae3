package bookings

import (
	"context"

	"settle.example/settle/marketplace"
)

// pageRows is how many bookings are read at a time while one scrolls.
const pageRows = 100

// pages is any number of bookings in the order of their dates, of which only those that were looked at are read. They
// come with the latest first night first; the other way round they are read from the end.
type pages struct {
	s      *screen
	loaded func()

	total   int
	c       choices
	reading int              // grows with every renewal: what an older one asked for is dropped
	at      map[int]*page    // by number, from the latest first night on
	asked   map[int]struct{} // being read
}

// page is some bookings, and the renewal that read them: older ones are shown until newer ones are here.
type page struct {
	rows    []marketplace.BookingRow
	reading int
}

func newPages(s *screen, loaded func()) *pages {
	return &pages{s: s, loaded: loaded, at: map[int]*page{}, asked: map[int]struct{}{}}
}

// renew says that there may be other bookings, or other choices, from now on.
func (p *pages) renew(total int, c choices) {
	if c != p.c {
		p.at = map[int]*page{}
	}
	p.total, p.c = total, c
	p.reading++
	p.asked = map[int]struct{}{}
}

// row is the i-th booking of the list; ok is false until it was read, which this begins.
func (p *pages) row(i int) (r marketplace.BookingRow, ok bool) {
	if !p.c.desc {
		i = p.total - 1 - i
	}
	if i < 0 {
		return r, false
	}
	n := i / pageRows
	if have := p.at[n]; have == nil || have.reading != p.reading {
		p.read(n)
	}
	have := p.at[n]
	if have == nil || i%pageRows >= len(have.rows) {
		return r, false
	}
	return have.rows[i%pageRows], true
}

// read reads a page beside the UI, once.
func (p *pages) read(n int) {
	if _, already := p.asked[n]; already {
		return
	}
	p.asked[n] = struct{}{}
	f, reading := p.c.filter(p.s.desk), p.reading
	f.Offset, f.Limit = n*pageRows, pageRows
	work := p.s.desk.Work()
	work.Start(func(ctx context.Context) {
		rows, err := p.s.data.Bookings(ctx, f)
		work.Deliver(func() {
			if reading != p.reading {
				return
			}
			if err != nil {
				p.s.desk.Fail(err)
				return
			}
			p.at[n] = &page{rows: rows, reading: reading}
			p.loaded()
		})
	})
}
