package gossip

import (
	"context"
	"crypto"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"settle.example/settle/sync/oplog"
	"settle.example/settle/sync/replica"
)

// Config is what a Node has to know. LAN returns one that lacks only the first
// four fields.
type Config struct {
	// System is the id of the system that this machine takes part in.
	System oplog.Hash
	// Key is the device's ed25519 key, as identity.Device is one. Its public
	// half is the device's id.
	Key crypto.Signer
	// Log is the store. Its methods are called from two goroutines, one of which
	// writes.
	Log replica.Log
	// Admission says who may take part.
	Admission Admission

	// Proof is shown to who does not know this device: see replica.Config.
	Proof []*oplog.Run
	// AlwaysOn says that this machine is up day and night: others prefer it, and
	// it fetches photos in advance.
	AlwaysOn bool

	// Listen is the address to accept connections at, as ":7946". Empty means
	// that no port is opened: this machine dials others and takes full part
	// through them, but enters no pool.
	Listen string
	// Advertise is the address that others in the pool reach this machine at, if
	// it is not that of Listen or of the first network card: "number:port".
	Advertise string
	// Pool names the pool to enter: machines that can all dial one another,
	// usually those of one trust. Those of other pools are linked to all the same.
	// Empty is a name like any other.
	Pool string
	// Peers are addresses known from the start, as an invitation names them.
	Peers []Address
	// Book keeps addresses between runs. Nil keeps none.
	Book AddressBook
	// Discover announces this machine on the local network by multicast DNS and
	// looks for others there: the service's name and port, addresses and the
	// device's id are to be seen, nothing else.
	Discover bool
	// Network connects; nil stands for FromEnvironment.
	Network Network

	// Degree is how many links to dial and keep, chosen at random by device, for
	// news to reach everybody in few steps.
	Degree int
	// MaxLinks is how many links to members may stand at once, dialled or not.
	MaxLinks int
	// Limits bound what others can make this machine do.
	Limits Limits
	// Pace sets how soon things are noticed and tried again.
	Pace Pace
	// Engine bounds the engine's memory and patience; the zero value stands for
	// replica.DefaultLimits.
	Engine replica.Limits

	// Twin is called when another machine shows this device's own key, as after a
	// copy of the disk. It must not wait.
	Twin func()
	// Notice is called with what the engine has to tell. It must not wait.
	Notice func(Notice)
	// Logger takes what is worth a line. Devices appear as the first eight digits
	// of their id, addresses never. Nil logs nothing.
	Logger *slog.Logger
}

// Notice is what the engine has to tell, with what only the node knows.
type Notice struct {
	replica.Notice
	// Address is where this machine calls the peer, if one is concerned; empty
	// where it does not.
	Address string
}

// Admission is what membership says of devices. Its methods may be called from
// several goroutines.
type Admission interface {
	// Standing says whether the device may take part. It is asked often, holding
	// others up, and must answer from memory. Call Node.MembersChanged when an
	// answer changes.
	Standing(device oplog.DeviceID) replica.Standing
	// Admit decides on the proof of an unknown device, as replica.Admit has it. If
	// that makes the device a member it is stored, folded and returned as Stored,
	// and Standing answers Member from then on. A proof that does not hold is no
	// error and stores nothing; it fails with ErrUsed where another device took part
	// by what the proof rests on. From is the address that the device called from,
	// without the port, or is called at.
	Admit(ctx context.Context, from string, proof []*oplog.Run) (replica.Stored, error)
}

// ErrUsed is Admission.Admit's for a proof by which another device takes part.
var ErrUsed = errors.New("another device took part by this proof")

// Pace sets how soon things are noticed and tried again.
type Pace struct {
	Gossip    time.Duration // between rounds of passing hints and addresses on within the pool
	Probe     time.Duration // between probes, of one member of the pool each
	Patience  time.Duration // for the answer to a probe
	Exchange  time.Duration // between exchanges of all addresses with one member of the pool
	Dial      time.Duration // for a connection to another machine, handshake included
	Seek      time.Duration // between looks at which links and members of the pool are missing
	Retry     time.Duration // before an address that failed is tried again; doubles at each failure
	RetryCap  time.Duration // and at most this long
	Heartbeat time.Duration // a link that is silent for three of these is dead
	Save      time.Duration // between writes of the address book
	Discover  time.Duration // between looks at the local network
	Refused   time.Duration // between lines of the log on what was refused
}

// LANPace suits the networks that machines of a trust stand in, and the internet
// between trusts: a healed network is whole again within a minute.
func LANPace() Pace {
	return Pace{
		Gossip: 200 * time.Millisecond, Probe: time.Second, Patience: 500 * time.Millisecond,
		Exchange: 30 * time.Second, Dial: 8 * time.Second, Seek: time.Second,
		Retry: time.Second, RetryCap: 15 * time.Second, Heartbeat: 10 * time.Second,
		Save: 30 * time.Second, Discover: time.Minute, Refused: 10 * time.Second,
	}
}

// LAN returns the configuration of a desktop that listens on port 7946 of every
// address.
func LAN() Config {
	return Config{
		Listen: ":7946", Discover: true, Degree: 6, MaxLinks: 128,
		Limits: DefaultLimits(), Pace: LANPace(),
	}
}

// Loopback returns the configuration of a machine that talks to others of the
// same computer only, soon: for tests and demonstrations.
func Loopback() Config {
	c := LAN()
	c.Listen, c.Discover, c.Network = "127.0.0.1:0", false, &TCP{}
	c.Pace.Gossip, c.Pace.Probe, c.Pace.Patience = 50*time.Millisecond, 250*time.Millisecond, 200*time.Millisecond
	c.Pace.Exchange, c.Pace.Dial, c.Pace.Seek = 2*time.Second, 2*time.Second, 50*time.Millisecond
	c.Pace.Retry, c.Pace.RetryCap = 50*time.Millisecond, time.Second
	c.Pace.Heartbeat, c.Pace.Save, c.Pace.Refused = time.Second, time.Second, time.Second
	c.Limits.HandshakeRate, c.Limits.TotalRate, c.Limits.HandshakesPerAddress = 1000, 1000, 64
	return c
}

// check reports what a person could have set wrong, and fills in what is left
// out.
func (c *Config) check() error {
	switch {
	case c.Key == nil, c.Log == nil, c.Admission == nil:
		return errors.New("gossip: Key, Log and Admission are needed")
	case c.Degree < 1, c.MaxLinks < 1:
		return errors.New("gossip: Degree and MaxLinks are at least 1")
	case c.Advertise != "":
		if err := CheckAddress(c.Advertise); err != nil {
			return fmt.Errorf("the address to be reached at: %w", err)
		}
	}
	if c.Network == nil {
		c.Network = FromEnvironment()
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Engine == (replica.Limits{}) {
		c.Engine = replica.DefaultLimits()
	}
	return CheckPool(c.Pool)
}
