package ui

import "context"

// Pages gives a list of any length its rows by index, from memory: it fetches a page when a row of it is asked for and
// says when it came. It keeps the pages that were asked for last. All methods are for the UI goroutine.
type Pages[T any] struct {
	// Count and Fetch read from the store; they run beside the UI.
	Count func(ctx context.Context) (int, error)
	Fetch func(ctx context.Context, offset, limit int) ([]T, error)
	// Changed is called when rows came or the number of rows changed; Failed with an error.
	Changed func()
	Failed  func(error)

	work    *Work
	counted Latest
	era     int // of the present answers: what was asked before a Reset is dropped
	total   int
	ready   bool
	pages   map[int][]T
	order   []int // of pages, least recently asked first
	asked   map[int]bool
}

const (
	pageSize  = 200
	pagesKept = 16
)

// NewPages makes an empty list; Reset fills it.
func NewPages[T any](work *Work, count func(context.Context) (int, error), fetch func(ctx context.Context, offset, limit int) ([]T, error)) *Pages[T] {
	return &Pages[T]{Count: count, Fetch: fetch, work: work, pages: map[int][]T{}, asked: map[int]bool{}}
}

// Reset counts and fetches anew. What is shown stays until the new rows are there.
func (p *Pages[T]) Reset() {
	Load(p.work, &p.counted, func(ctx context.Context) (beginning[T], error) {
		total, err := p.Count(ctx)
		if err != nil {
			return beginning[T]{}, err
		}
		rows, err := p.Fetch(ctx, 0, pageSize)
		return beginning[T]{total, rows}, err
	}, func(got beginning[T], err error) {
		if err != nil {
			p.Failed(err)
			return
		}
		p.era++
		p.total, p.ready = got.total, true
		p.pages, p.order, p.asked = map[int][]T{0: got.rows}, []int{0}, map[int]bool{}
		p.Changed()
	})
}

// beginning is the answer to a Reset: how many rows there are, and the first page.
type beginning[T any] struct {
	total int
	rows  []T
}

// Ready tells whether the rows were counted yet.
func (p *Pages[T]) Ready() bool { return p.ready }

// Len is how many rows there are.
func (p *Pages[T]) Len() int { return p.total }

// At is a row, or false while it is being fetched.
func (p *Pages[T]) At(i int) (row T, ok bool) {
	n := i / pageSize
	rows, ok := p.pages[n]
	if !ok {
		p.ask(n)
		return row, false
	}
	p.use(n)
	if i-n*pageSize >= len(rows) {
		return row, false
	}
	return rows[i-n*pageSize], true
}

func (p *Pages[T]) ask(n int) {
	if p.asked[n] {
		return
	}
	p.asked[n] = true
	era := p.era
	p.work.Start(func(ctx context.Context) {
		rows, err := p.Fetch(ctx, n*pageSize, pageSize)
		p.work.Deliver(func() {
			if era != p.era {
				return
			}
			delete(p.asked, n)
			if err != nil {
				p.Failed(err)
				return
			}
			p.pages[n] = rows
			p.use(n)
			p.Changed()
		})
	})
}

// use marks a page as asked for last, and lets go of the one that was not for longest.
func (p *Pages[T]) use(n int) {
	if len(p.order) > 0 && p.order[len(p.order)-1] == n {
		return
	}
	kept := p.order[:0]
	for _, o := range p.order {
		if o != n {
			kept = append(kept, o)
		}
	}
	p.order = append(kept, n)
	if len(p.order) > pagesKept {
		delete(p.pages, p.order[0])
		p.order = p.order[1:]
	}
}
