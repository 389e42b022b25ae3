package oplog_test

import (
	"crypto/ed25519"
	"fmt"
	"time"

	"settle.example/settle/sync/oplog"
)

// A device writes two entries in one transaction; a replica checks them.
func Example() {
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	now := time.Date(2026, 12, 7, 12, 0, 0, 0, time.UTC)

	w, err := oplog.NewWriter(key, oplog.Hash{}, oplog.Tip{}, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	facts, _ := oplog.Marshal(map[uint]string{1: "GU2"})
	founded, _ := w.Append(now, oplog.Draft{Kind: "system.founded", Version: 1, Facts: facts})
	listed, _ := w.Append(now, oplog.Draft{Kind: "room.listed", Version: 1, Facts: facts})
	heads, _ := w.Heads()

	run := oplog.Run{
		Device: founded.Device, First: founded.Seq, Prev: founded.Prev,
		Records: []oplog.Record{founded.Record, listed.Record},
		Hash:    heads[0].Hash, Signature: heads[0].Signature,
	}
	verified, err := oplog.VerifyRun(founded.Hash, oplog.Tip{}, &run)
	fmt.Println(len(verified.Links), verified.Links[1].Kind, verified.Links[1].Birth(), err)

	run.Records = run.Records[:1]
	_, err = oplog.VerifyRun(founded.Hash, oplog.Tip{}, &run)
	fmt.Println(err)
	// Output:
	// 2 room.listed true <nil>
	// entry 1: the entries do not match what their device signed
}
