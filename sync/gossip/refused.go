package gossip

import (
	"log/slog"
	"time"
)

// refusedEvery is how often the log hears of what was refused before it had a
// name: one line for all of it, or a flood would fill the disk.
const refusedEvery = 10 * time.Second

// refused is what was refused, as far as the log has been told.
type refused struct {
	at                           time.Time
	handshakes, turnedAway, junk uint64
}

// tellRefused writes a line if more was refused since the last one.
func (l *loop) tellRefused(now time.Time) {
	c, told := l.node.counters, &l.refused
	next := refused{at: now, handshakes: c.handshakesFailed.Load(), turnedAway: c.turnedAway.Load(), junk: c.packetsBad.Load() + c.hintsDropped.Load()}
	if now.Sub(told.at) < refusedEvery || next.handshakes == told.handshakes && next.turnedAway == told.turnedAway && next.junk == told.junk {
		return
	}
	l.node.logger.LogAttrs(l.node.ctx, slog.LevelWarn, "refused",
		slog.Uint64("handshakes_failed", next.handshakes-told.handshakes),
		slog.Uint64("turned_away", next.turnedAway-told.turnedAway),
		slog.Uint64("bad_packets", next.junk-told.junk))
	*told = next
}
