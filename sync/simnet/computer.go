package simnet

import (
	"context"
	"crypto/ed25519"
	"math/rand/v2"
	"slices"
	"time"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
	"settle.example/settle/sync/replica/replicatest"
)

// Computer is a Host whose disk is a log in memory and on which an engine runs:
// all that replication needs, with entries that nobody reads.
type Computer struct {
	Key    ed25519.PrivateKey
	Disk   *replicatest.Log
	Config replica.Config
	// Knows is what this replica's membership says; nil: everybody is a member.
	Knows func(oplog.DeviceID) replica.Standing
	// Admits decides on a stranger's proof; nil: it does not hold.
	Admits func(proof []*oplog.Run) replica.Standing
	// Engine is what runs now.
	Engine *replica.Engine
}

// NewComputer returns the computer of the invented device of that name.
func NewComputer(name string, disk *replicatest.Log) *Computer {
	return &Computer{
		Key: replicatest.Key(name), Disk: disk,
		Config: replica.Config{System: replicatest.System, Self: replicatest.ID(name), Limits: replica.DefaultLimits()},
	}
}

// Start implements Host.
func (c *Computer) Start(time.Time) Machine {
	ctx := context.Background()
	held, err := c.Disk.Held(ctx)
	if err != nil {
		held = nil
	}
	cuts, err := c.Disk.Cuts(ctx)
	if err != nil {
		cuts = nil
	}
	c.Engine = replica.New(c.Config, held, cuts)
	return c.Engine
}

// Log implements Host.
func (c *Computer) Log() replica.Log { return c.Disk }

// Crash implements Host.
func (c *Computer) Crash(rnd *rand.Rand, during replica.Task) { c.Disk.Crash(rnd, during) }

// Standing implements Host.
func (c *Computer) Standing(device oplog.DeviceID) replica.Standing {
	if c.Knows == nil {
		return replica.Member
	}
	return c.Knows(device)
}

// Admit implements Host.
func (c *Computer) Admit(proof []*oplog.Run) replica.Standing {
	if c.Admits == nil {
		return replica.Unknown
	}
	return c.Admits(proof)
}

// Forked reports whether this computer's own log was cut, so that it must not
// write to it any more.
func (c *Computer) Forked() bool {
	cuts, err := c.Disk.Cuts(context.Background())
	return err == nil && slices.ContainsFunc(cuts, func(cut replica.Cut) bool { return cut.Device == c.Config.Self })
}

// Write commits drafts as this computer's own, for Node.Act.
func (c *Computer) Write(drafts ...oplog.Draft) func(time.Time) []replica.Held {
	return func(now time.Time) []replica.Held {
		held, err := c.Disk.Write(c.Key, now, drafts...)
		if err != nil {
			return nil
		}
		return []replica.Held{held}
	}
}
