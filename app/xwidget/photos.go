package xwidget

import (
	"errors"
	"image"
	"slices"
	"sync"
	"time"
)

// LoadPhoto reads and decodes a photo, no larger than largest pixels on a
// side. It is called off Fyne's goroutine, for one photo at a time. It fails
// with [ErrPhotoAway] for one that may come yet.
type LoadPhoto func(key string, largest int) (image.Image, error)

// ErrPhotoAway is that of a photo that another computer has and this one has
// not.
var ErrPhotoAway = errors.New("the photo is not on this computer yet")

// Photos loads photos in the background and keeps the ones used last. Get,
// Failed, Away, Again and OnLoaded belong to Fyne's goroutine. Give each page its own: its
// widgets listen to it for as long as it lives.
type Photos struct {
	load   LoadPhoto
	loaded []func(key string)
	// asking is true while Get runs, which returns what comes at once.
	asking   bool
	run      func(func())
	capacity int
	entries  map[photoKey]*photo
	// order holds the keys from the one used longest ago to the one used last.
	order []photoKey

	// pictures is how many widgets ask once, and are not drawn anew by a list.
	pictures int

	mu      sync.Mutex
	waiting []photoKey
	working bool
	asked   int // how often a photo was asked for that has to be loaded
}

type photoKey struct {
	key     string
	largest int
}

type photo struct {
	image  image.Image
	loaded bool
	away   bool // not on this computer when it was loaded last
}

const (
	// mostWaiting is how many photos are waited for: those asked for before
	// have been scrolled away.
	mostWaiting = 24
	// rests is how many times as long as a photo took nothing is loaded while
	// further ones are asked for: what draws the scrolling needs the processor
	// more.
	rests = 3
)

// NewPhotos keeps up to capacity photos, and loads them by run, which is to
// start work beside the UI.
func NewPhotos(capacity int, load LoadPhoto, run func(func())) *Photos {
	return &Photos{load: load, run: run, capacity: max(1, capacity), entries: map[photoKey]*photo{}}
}

// OnLoaded has f called on Fyne's goroutine whenever a photo has come, or could
// not be loaded.
func (p *Photos) OnLoaded(f func(key string)) { p.loaded = append(p.loaded, f) }

// Get returns a photo, or nil while it is being loaded or when it cannot be.
func (p *Photos) Get(key string, largest int) image.Image {
	if p == nil || key == "" {
		return nil
	}
	k := photoKey{key, largest}
	if e, ok := p.entries[k]; ok {
		p.touch(k)
		return e.image
	}
	e := &photo{}
	p.entries[k] = e
	p.order = append(p.order, k)
	p.evict()
	p.asking = true
	p.enqueue(k)
	p.asking = false
	return e.image
}

// Failed reports whether a photo was asked for and could not be loaded.
func (p *Photos) Failed(key string, largest int) bool {
	if p == nil {
		return false
	}
	e, ok := p.entries[photoKey{key, largest}]
	return ok && e.loaded && e.image == nil
}

// Away reports whether a photo was asked for and is not on this computer yet.
func (p *Photos) Away(key string, largest int) bool {
	if p == nil {
		return false
	}
	e, ok := p.entries[photoKey{key, largest}]
	return ok && e.away
}

// Again looks once more for the photos that were away. What shows them is told
// of those that have come, and of no others.
func (p *Photos) Again() {
	for _, k := range slices.Clone(p.order) {
		if e := p.entries[k]; e != nil && e.away && !p.waits(k) {
			p.enqueue(k)
		}
	}
}

// waits tells whether a photo stands in line.
func (p *Photos) waits(k photoKey) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Contains(p.waiting, k)
}

func (p *Photos) touch(k photoKey) {
	if i := slices.Index(p.order, k); i >= 0 {
		p.order = append(slices.Delete(p.order, i, i+1), k)
	}
}

// evict forgets what was used longest ago, but nothing that is still to come:
// somebody waits for it.
func (p *Photos) evict() {
	for i := 0; len(p.order) > p.capacity && i < len(p.order); {
		if k := p.order[i]; p.entries[k].loaded {
			delete(p.entries, k)
			p.order = slices.Delete(p.order, i, i+1)
		} else {
			i++
		}
	}
}

// enqueue puts a photo first in line: what was asked for last is what is seen
// now. What rows of a list asked for too long ago is forgotten, to be asked for
// again.
func (p *Photos) enqueue(k photoKey) {
	p.mu.Lock()
	p.asked++
	p.waiting = append(p.waiting, k)
	var over []photoKey
	if n := len(p.waiting) - max(mostWaiting, p.pictures); n > 0 {
		over, p.waiting = p.waiting[:n], slices.Clone(p.waiting[n:])
	}
	start := !p.working
	p.working = true
	p.mu.Unlock()
	for _, o := range over {
		p.forget(o)
	}
	if start {
		p.run(p.work)
	}
}

func (p *Photos) forget(k photoKey) {
	delete(p.entries, k)
	if i := slices.Index(p.order, k); i >= 0 {
		p.order = slices.Delete(p.order, i, i+1)
	}
}

func (p *Photos) next() (k photoKey, asked int, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := len(p.waiting)
	if n == 0 {
		p.working = false
		return k, 0, false
	}
	k = p.waiting[n-1]
	p.waiting = p.waiting[:n-1]
	return k, p.asked, true
}

func (p *Photos) work() {
	for {
		k, asked, ok := p.next()
		if !ok {
			return
		}
		began := time.Now()
		img, err := p.load(k.key, k.largest)
		if err != nil {
			img = nil
		}
		Enter(func() { p.done(k, img, errors.Is(err, ErrPhotoAway)) })
		p.mu.Lock()
		scrolling := p.asked != asked
		p.mu.Unlock()
		if scrolling {
			RealTime(rests*time.Since(began), func() { p.run(p.work) })
			return
		}
	}
}

func (p *Photos) done(k photoKey, img image.Image, away bool) {
	e, wanted := p.entries[k]
	if !wanted {
		return
	}
	still := away && e.away
	e.image, e.loaded, e.away = img, true, away
	if p.asking || still {
		return
	}
	for _, f := range p.loaded {
		f(k.key)
	}
}

// reload fills a list's rows again whenever a photo has come.
func (p *Photos) reload(l *listView) {
	if p != nil {
		p.OnLoaded(func(string) { l.refill() })
	}
}
