package main

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	qrcode "github.com/skip2/go-qrcode"

	"settle.example/settle/marketplace/sqlite"
	"settle.example/settle/sync/identity"
	"settle.example/settle/sync/oplog"
)

// scriptNow is the time of scripts that join.
func scriptNow() time.Time { return time.Date(2026, time.November, 24, 9, 0, 0, 0, time.UTC) }

// joins FILE|CODE NEW DATA takes an invitation up in the folder NEW and exchanges everything with DATA.
func joins(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: joins FILE|CODE NEW DATA")
	}
	i, err := identity.ReadInvitation(ts.MkAbs(args[0]))
	if err != nil {
		i, err = identity.ParseInvitation([]byte(args[0]))
	}
	ts.Check(err)
	s, err := sqlite.Join(context.Background(), ts.MkAbs(args[1]), i, sqlite.Options{Now: scriptNow})
	ts.Check(err)
	ts.Check(s.Close())
	meet(ts, false, args[1:])
}

// meet A B brings two data folders to the same entries.
func meet(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: meet A B")
	}
	ctx := context.Background()
	var stores []*sqlite.Store
	for _, dir := range args {
		s, err := sqlite.Open(ctx, ts.MkAbs(dir), sqlite.Options{Now: scriptNow})
		ts.Check(err)
		stores = append(stores, s)
	}
	a, b := stores[0], stores[1]
	for range 3 { // what one learns makes the other write, and be told of
		ts.Check(errors.Join(give(ctx, b, a), give(ctx, a, b)))
	}
	ts.Check(errors.Join(a.Close(), b.Close()))
}

// give hands on what one store has and another lacks.
func give(ctx context.Context, from, to *sqlite.Store) error {
	has, err := from.Vector(ctx)
	if err != nil {
		return err
	}
	knows, err := to.Vector(ctx)
	if err != nil {
		return err
	}
	var runs []*oplog.Run
	for _, missing := range knows.Missing(has) {
		if err := from.Runs(ctx, missing, func(r *oplog.Run) error {
			runs = append(runs, r)
			return nil
		}); err != nil {
			return err
		}
	}
	done, err := to.Append(ctx, runs...)
	return errors.Join(append(done.Faults, err)...)
}

// TestACodeFitsAQRCodeOfModerateDensity: 57 dots wide, which a telephone reads from a screen.
func TestACodeFitsAQRCodeOfModerateDensity(t *testing.T) {
	device, err := identity.New()
	if err != nil {
		t.Fatal(err)
	}
	node := oplog.DeviceID{1}
	code, err := identity.Invitation{
		System: oplog.Hash{1}, Subject: oplog.ID{1}, Inviter: device.ID(), Seq: 1 << 20, OneUse: identity.NewOneUseKey(), Until: scriptNow(),
		Addresses: []identity.Address{{HostPort: "settle-node.trust.invented.example:7946", Device: node}},
	}.Code()
	if err != nil {
		t.Fatal(err)
	}
	q, err := qrcode.New(code, qrcode.Medium)
	if err != nil {
		t.Fatal(err)
	}
	if q.VersionNumber > 10 {
		t.Errorf("%d letters make a QR code of version %d", len(code), q.VersionNumber)
	}
}

// copies FROM TO copies a data folder, as a copied disk does.
func copies(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: copies FROM TO")
	}
	ts.Check(os.CopyFS(ts.MkAbs(args[1]), os.DirFS(ts.MkAbs(args[0]))))
}
