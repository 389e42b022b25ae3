package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/alecthomas/kong"

	"settle.example/settle/app/setup"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// env is what a command works with.
type env struct {
	ctx      context.Context
	out, err io.Writer
	json     bool
	now      time.Time // zero is the clock's
	dir      string
	model    *kong.Application
}

// Exit codes of settlectl.
const (
	exitDone    = 0
	exitFailed  = 1
	exitUsage   = 2
	exitRefused = 3
	exitPart    = 4
)

// errPart says that a part was done, which has been told already.
var errPart = errors.New("done in part")

// errTold says that it failed, which has been told already.
var errTold = errors.New("failed")

// fail tells an error in one sentence and answers the exit code.
func (e *env) fail(err error) int {
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errPart):
		return exitPart
	case errors.Is(err, errTold):
		return exitFailed
	}
	if u := (usageError{}); errors.As(err, &u) {
		e.say("settlectl: %s; see settlectl --help", u.Error())
		return exitUsage
	}
	if own := (*marketplace.Error)(nil); !errors.As(err, &own) && errors.Is(err, context.Canceled) {
		e.say("Stopped. What was said to be done is done, and nothing is half done.")
		return exitFailed
	}
	e.say("%s", marketplace.Sentence(err))
	switch marketplace.CodeOf(err) {
	case marketplace.Invalid, marketplace.NotFound:
		return exitUsage
	case marketplace.Refused, marketplace.NotAllowed, marketplace.NotFree, marketplace.OverCap, marketplace.Changed, marketplace.Locked:
		return exitRefused
	}
	return exitFailed
}

// say tells a person something.
func (e *env) say(format string, args ...any) {
	_, _ = fmt.Fprintf(e.err, format+"\n", args...) // when nobody listens there is nobody to tell
}

// folder is the data folder.
func (e *env) folder() (string, error) {
	if e.dir != "" {
		return e.dir, nil
	}
	return setup.Folder()
}

// time is what counts as now.
func (e *env) time() time.Time {
	if e.now.IsZero() {
		return time.Now()
	}
	return e.now
}

// with opens the system in the data folder for f.
func (e *env) with(f func(s *sqlite.Store, me marketplace.Me) error) error {
	dir, err := e.folder()
	if err != nil {
		return err
	}
	var s *sqlite.Store
	if err := e.unlocking(func(o sqlite.Options) (err error) {
		s, err = setup.Open(e.ctx, dir, o)
		return err
	}); err != nil {
		return err
	}
	me, err := s.Me(e.ctx)
	if err == nil {
		e.mark(me)
		err = f(s, me)
	}
	return errors.Join(err, s.Close())
}

// mark tells people that what follows is a rehearsal.
func (e *env) mark(me marketplace.Me) {
	if me.Rehearsal && !e.json {
		e.say("Rehearsal system: %s", me.System)
	}
}

// reference is the places, organisations and rents that come with Settle.
func (e *env) reference() (*assets.Reference, error) { return assets.Builtin() }
