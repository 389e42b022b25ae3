package main

import "time"

// settles is how long a picture must stand to be a frame: one that is still being copied to the screen changes sooner.
const settles = 3 * time.Millisecond

// counter counts frames among pictures that are looked at more often than they change.
type counter struct {
	shown, seen uint64        // the last frame, and the last look
	since       time.Duration // when seen came
	first, last time.Duration // when the first and the last frame came
	frames      int
}

func (c *counter) see(picture uint64, at time.Duration) {
	if picture != c.seen {
		c.seen, c.since = picture, at
		return
	}
	if picture == c.shown || at-c.since < settles {
		return
	}
	c.shown, c.last = picture, c.since
	if c.frames++; c.frames == 1 {
		c.first = c.since
	}
}

// rate is the frames a second between the first and the last.
func (c *counter) rate() float64 {
	if c.frames < 2 {
		return 0
	}
	return float64(c.frames-1) / (c.last - c.first).Seconds()
}
