package gossip

import (
	"log/slog"
	"time"
)

// strangerLines is of how many strangers' links a second the log hears one by
// one. Of all else it hears in one line every Pace.Refused: a flood of callers
// must not fill the disk.
const strangerLines = 1

// refused is what was refused, as far as the log has been told.
type refused struct {
	at                           time.Time
	handshakes, turnedAway, junk uint64
	strangers                    uint64 // whose links ended without a line
	lines                        bucket
}

// mayTell reports whether the end of a stranger's link gets a line of its own.
func (r *refused) mayTell(now time.Time) bool {
	may := r.lines.take(strangerLines, now)
	if !may {
		r.strangers++
	}
	return may
}

// tellRefused writes a line if more was refused since the last one.
func (l *loop) tellRefused(now time.Time) {
	c, r := l.node.counters, &l.refused
	handshakes, turnedAway, junk := c.handshakesFailed.Load(), c.turnedAway.Load(), c.packetsBad.Load()+c.hintsDropped.Load()
	if now.Sub(r.at) < l.node.config.Pace.Refused || handshakes == r.handshakes && turnedAway == r.turnedAway && junk == r.junk && r.strangers == 0 {
		return
	}
	l.node.logger.LogAttrs(l.node.ctx, slog.LevelWarn, "refused", slog.Uint64("handshakes_failed", handshakes-r.handshakes),
		slog.Uint64("turned_away", turnedAway-r.turnedAway), slog.Uint64("bad_packets", junk-r.junk), slog.Uint64("strangers", r.strangers))
	r.at, r.handshakes, r.turnedAway, r.junk, r.strangers = now, handshakes, turnedAway, junk, 0
}
