package setup

import (
	"context"
	"errors"
	"time"

	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// Version is this version of Settle, as FyneApp.toml has it for the packaged desktop.
const Version = "0.1.0"

// Open opens the system kept in dir. now, where it is not zero, is taken for the present time; only a rehearsal system
// allows that, and a real one is refused before anything is done in it at a wrong time. It fails as sqlite.Open does,
// and with Refused.
func Open(ctx context.Context, dir string, now time.Time) (*sqlite.Store, error) {
	s, err := sqlite.Open(ctx, dir, sqlite.Options{})
	if err != nil || now.IsZero() {
		return s, err
	}
	me, err := s.Me(ctx)
	if err = errors.Join(err, s.Close()); err != nil {
		return nil, err
	}
	if !me.Rehearsal {
		return nil, NotRehearsal()
	}
	return sqlite.Open(ctx, dir, sqlite.Options{Now: func() time.Time { return now }})
}

// NotRehearsal says that the time of a real system cannot be set.
func NotRehearsal() error {
	return marketplace.Errorf(marketplace.Refused, "Only a rehearsal system lets the time be set, and this one is real. Leave --now out.")
}
