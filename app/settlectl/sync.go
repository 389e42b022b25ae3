package main

import (
	"errors"
	"os"
	"strings"
	"time"

	"settle.example/settle/app/replication"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// syncCmd talks to the others until all is shared.
type syncCmd struct {
	Once    bool          `help:"End as soon as this computer is in step with those that can be reached."`
	Timeout time.Duration `default:"1m" help:"How long to try."`
	networkFlags
}

// syncOut is how far a sync came.
type syncOut struct {
	InStep  bool   `json:"in_step"`
	Peers   int    `json:"peers_in_step"`
	Entries uint64 `json:"entries"`
	New     uint64 `json:"new_entries"`
	Waits   uint64 `json:"waits_to_be_shared"`
}

// Run talks.
func (c *syncCmd) Run(e *env) error {
	if !c.Once {
		return usageError{errors.New("say --once; to stay connected run settlectl node")}
	}
	if c.Timeout <= 0 {
		return usageError{errors.New("--timeout is a time such as 30s")}
	}
	return e.with(func(s *sqlite.Store, me marketplace.Me) error {
		o, err := c.options(e, me)
		if err != nil {
			return err
		}
		return e.catchUp(s, o, c.Timeout)
	})
}

// lookEvery is how often a waiting command looks how far things are.
const lookEvery = 100 * time.Millisecond

// catchUp connects until this computer is in step with all that it reaches, and tells how far it came.
func (e *env) catchUp(s *sqlite.Store, o replication.Options, timeout time.Duration) error {
	before, err := s.Vector(e.ctx)
	if err != nil {
		return err
	}
	service, err := replication.Start(e.ctx, s, o)
	look := func() replication.Status { return replication.Read(s.Dir()) }
	switch {
	case errors.Is(err, replication.ErrElsewhere): // it is connected already: look how far that is
	case err != nil:
		return err
	default:
		look = func() replication.Status { return service.Look(e.ctx) }
	}
	status, done := e.untilInStep(look, timeout)
	if service != nil {
		if err := service.CloseSoon(); err != nil {
			return err
		}
	}
	after, err := s.Vector(e.ctx)
	if err != nil {
		return err
	}
	out := syncOut{done, status.InStep, after.Entries(), after.Entries() - min(before.Entries(), after.Entries()), status.Waits()}
	if err := e.answer(out, func(p *paper) {
		p.f("%s here, %d of them new. In step with %s.\n", countOf(int(out.Entries), "entry", "entries"), out.New, countOf(out.Peers, "other computer", "other computers"))
	}); err != nil || done {
		return err
	}
	if sentence := trouble(status); sentence != "" {
		e.say("%s", sentence)
	} else {
		e.say("Not in step after %s: no other computer could be reached, or there was more to send. Nothing is lost; try again when the network is there.", timeout)
	}
	return errTold
}

// othersTime is how long others have to answer where a computer of another system did.
const othersTime = 3 * time.Second

// untilInStep waits until everything is shared with all that are linked, twice in a row: links come one after another.
func (e *env) untilInStep(look func() replication.Status, timeout time.Duration) (replication.Status, bool) {
	deadline := time.NewTimer(timeout)
	defer deadline.Stop()
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	var foreign time.Time // when only another system's computer had answered
	for well := 0; ; {
		s := look()
		if s.InStep > 0 && s.InStep == s.Linked() {
			well++
		} else {
			well = 0
		}
		if well > 1 {
			return s, true
		}
		switch t := s.Trouble; {
		case t == replication.TroubleRevoked, t == replication.TroubleCopied, t == replication.TroubleUsed:
			return s, false // waiting mends none of these
		case t != replication.TroubleSystem || s.Linked() > 0:
			foreign = time.Time{}
		case foreign.IsZero():
			foreign = time.Now()
		case time.Since(foreign) > othersTime:
			return s, false
		}
		select {
		case <-tick.C:
		case <-deadline.C:
			return s, false
		case <-e.ctx.Done():
			return s, false
		}
	}
}

// joinCmd takes an invitation up.
type joinCmd struct {
	Invitation string        `arg:"" help:"The invitation's file, or its code."`
	Timeout    time.Duration `default:"1m" help:"How long to look for the others now."`
	networkFlags
}

// Run joins, and waits until this computer takes part.
func (c *joinCmd) Run(e *env) error {
	if !e.now.IsZero() {
		return usageError{errors.New("--now is not for join: joining is always of this moment")}
	}
	if c.Timeout <= 0 {
		return usageError{errors.New("--timeout is a time such as 30s")}
	}
	invitation, err := invitationOf(c.Invitation)
	if err != nil {
		return err
	}
	dir, err := e.folder()
	if err != nil {
		return err
	}
	var s *sqlite.Store
	if err := e.unlocking(func(o sqlite.Options) (err error) {
		s, err = replication.Join(e.ctx, dir, invitation, o)
		return err
	}); err != nil {
		return err
	}
	return errors.Join(c.finish(e, s), s.Close())
}

// invitationOf reads a file of that name, or a code.
func invitationOf(text string) (replication.Invitation, error) {
	if info, err := os.Stat(text); err == nil && info.Mode().IsRegular() {
		return replication.ReadInvitation(text)
	}
	if !strings.HasPrefix(strings.ToUpper(strings.TrimSpace(text)), "SETTLE") {
		return replication.Invitation{}, marketplace.Errorf(marketplace.Invalid, "There is no file %s, and it is no code either. Look where the invitation lies, or type its code, which begins with SETTLE.", line(text))
	}
	return replication.ParseInvitation(text)
}

func (c *joinCmd) finish(e *env, s *sqlite.Store) error {
	o, err := c.options(e, marketplace.Me{})
	if err != nil {
		return err
	}
	service, err := e.start(s, o)
	if err != nil {
		return err
	}
	status, inStep := e.untilInStep(func() replication.Status { return service.Look(e.ctx) }, c.Timeout)
	if err := service.CloseSoon(); err != nil {
		return err
	}
	_, waits, err := replication.Waits(e.ctx, s)
	if err != nil {
		return err
	}
	if waits {
		sentence := trouble(status)
		if sentence == "" {
			sentence = "No computer of the system could be reached."
		}
		if status.Trouble == replication.TroubleUsed {
			e.say("%s Take the new one up in another folder: what is in %s can be deleted.", sentence, line(s.Dir()))
			return errTold
		}
		e.say("%s The invitation is taken up: settlectl sync --once tries again, settlectl node goes on until it is done, and where no network leads settlectl bundle takes its place.", sentence)
	} else if err := replication.Joined(e.ctx, s); err != nil {
		return err
	}
	me, err := s.Me(e.ctx)
	if err != nil {
		return err
	}
	if err := e.answer(struct {
		Device string `json:"device"`
		Member bool   `json:"member"`
		InStep bool   `json:"in_step"`
		System string `json:"system,omitempty"`
		Person string `json:"person,omitempty"`
	}{s.Device().String(), !waits, inStep, me.System, me.Name}, func(p *paper) {
		if !waits {
			p.f("This computer takes part in %s as %s's.\n", line(me.System), line(me.Name))
		}
	}); err != nil || !waits {
		return err
	}
	return errTold
}
