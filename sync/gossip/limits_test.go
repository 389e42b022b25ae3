package gossip_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"settle.example/settle/sync/gossip"
)

var noon = time.Date(2026, time.December, 7, 12, 0, 0, 0, time.UTC)

func TestGate(t *testing.T) {
	limits := gossip.Limits{Connections: 10, Handshakes: 6, HandshakesPerAddress: 3, HandshakeRate: 2, TotalRate: 100}
	t.Run("handshakes from one address", func(t *testing.T) {
		g := gossip.NewGate(limits)
		for i, want := range []bool{true, true, true, false} {
			if g.Begin("a", noon) != want {
				t.Errorf("the %d. was not %v", i+1, want)
			}
		}
		if !g.Begin("b", noon) {
			t.Error("another address was kept out too")
		}
		g.Shaken("a", true)
		if !g.Begin("a", noon) {
			t.Error("there was room again")
		}
	})
	t.Run("handshakes in all", func(t *testing.T) {
		g := gossip.NewGate(limits)
		for i := range 7 {
			if got := g.Begin(fmt.Sprint(i), noon); got != (i < 6) {
				t.Errorf("the %d.: %v", i+1, got)
			}
		}
	})
	t.Run("connections in all", func(t *testing.T) {
		g := gossip.NewGate(limits)
		for i := range 11 {
			from := fmt.Sprint(i)
			got := g.Begin(from, noon)
			if got != (i < 10) {
				t.Errorf("the %d.: %v", i+1, got)
			}
			if got {
				g.Shaken(from, true)
			}
		}
		g.Closed()
		if !g.Begin("late", noon) {
			t.Error("there was room again")
		}
	})
	t.Run("the rate of one address", func(t *testing.T) {
		g := gossip.NewGate(limits)
		began := 0
		for i := range 100 { // over ten seconds
			if g.Begin("a", noon.Add(time.Duration(i)*100*time.Millisecond)) {
				began++
				g.Shaken("a", false)
			}
		}
		if want := 4*2 + 2*10; began < want-1 || began > want {
			t.Errorf("%d began, want the burst and the rate: %d", began, want)
		}
	})
}

// Whatever comes, the gate's books stay small and even out at the end.
func TestGateStaysSmall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limits := gossip.DefaultLimits()
		g := gossip.NewGate(limits)
		now := noon
		var shaking []string
		open := 0
		for range rapid.IntRange(1, 300).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 500).Draw(t, "ms")) * time.Millisecond)
			from := fmt.Sprint(rapid.IntRange(0, 9).Draw(t, "from"))
			switch rapid.IntRange(0, 2).Draw(t, "do") {
			case 0:
				if g.Begin(from, now) {
					shaking = append(shaking, from)
				}
			case 1:
				if len(shaking) > 0 {
					well := rapid.Bool().Draw(t, "well")
					g.Shaken(shaking[0], well)
					shaking = shaking[1:]
					if well {
						open++
					}
				}
			case 2:
				if open > 0 {
					g.Closed()
					open--
				}
			}
			if len(shaking) > limits.Handshakes || open+len(shaking) > limits.Connections || g.Callers() > 10 {
				t.Fatalf("%d shaking, %d open, %d callers", len(shaking), open, g.Callers())
			}
		}
	})
	t.Run("many addresses", func(t *testing.T) {
		g := gossip.NewGate(gossip.Limits{Connections: 1 << 20, Handshakes: 1 << 20, HandshakesPerAddress: 1, HandshakeRate: 1, TotalRate: 1 << 20})
		for i := range 20_000 {
			from := fmt.Sprint(i)
			if g.Begin(from, noon.Add(time.Duration(i)*time.Millisecond)) {
				g.Shaken(from, false)
			}
		}
		if n := g.Callers(); n > 4096 {
			t.Errorf("%d addresses are remembered", n)
		}
		if !g.Begin("late", noon.Add(time.Hour)) {
			t.Error("nobody new was let in an hour later")
		}
	})
}

func TestCallers(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.7:1234":           "192.0.2.7",
		"[::ffff:192.0.2.7]:1234":  "192.0.2.7",
		"[2001:db8:1:2:3::4]:1234": "2001:db8:1:2::/64",
		"[fe80::1%eth0]:1234":      "fe80::/64",
		"pipe":                     "pipe",
	} {
		if got := gossip.CallerOf(address); got != want {
			t.Errorf("%s is counted as %s, want %s", address, got, want)
		}
	}
}
