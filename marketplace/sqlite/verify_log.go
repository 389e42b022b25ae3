package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
	"settle.example/settle/sync/oplog"
)

// logs walks each device's log from its first entry.
func (v *verification) logs(ctx context.Context) error {
	m, err := readMeta(ctx, v.q)
	if err != nil {
		return err
	}
	var logs []deviceLog
	var ids []marketplace.DeviceID
	err = v.q.each(ctx, `SELECT id, key, seq, hash, clock FROM device ORDER BY key`, nil, func(scan scanner) error {
		var l deviceLog
		var id marketplace.DeviceID
		err := scan(&l.number, &id, &l.tip.Seq, &l.tip.Hash, &l.tip.Clock)
		logs, ids = append(logs, l), append(ids, id)
		return err
	})
	for i := range logs {
		if err != nil {
			return err
		}
		err = v.log(ctx, ids[i], logs[i], m.system)
	}
	if astray := v.total/2 - v.report.Entries; err == nil && astray > 0 {
		v.problem(true, "%s in no log. %s", count(astray, "entry stands", "entries stands"), adviceRestore)
	}
	return err
}

// log checks one chain: each entry's hash, what it follows, and the signed heads on the way.
func (v *verification) log(ctx context.Context, id marketplace.DeviceID, l deviceLog, system oplog.Hash) error {
	v.report.Devices++
	at := oplog.Position{Device: oplog.DeviceID(id), Seq: 1, Prev: system}
	tip := oplog.Tip{}
	broken := uint64(0)
	heads, err := v.heads(ctx, l.number)
	if err != nil {
		return err
	}
	err = v.q.each(ctx, `SELECT id, hash, body FROM entry WHERE id BETWEEN ? AND ? ORDER BY id`,
		[]any{rowID(l.number, 0), rowID(l.number, maxSeq)}, func(scan scanner) error {
			var row int64
			var hash oplog.Hash
			var body []byte
			if err := scan(&row, &hash, &body); err != nil {
				return err
			}
			v.report.Entries++
			v.step()
			if broken != 0 {
				return nil
			}
			if at.Seq == 1 && hash == system {
				at.Prev = oplog.Hash{}
			}
			e, err := oplog.DecodeBody(at, body)
			if err != nil || seqOfRow(row) != at.Seq || at.Hash(body) != hash || e.Clock <= tip.Clock {
				broken = seqOfRow(row)
				return nil
			}
			tip = oplog.Tip{Seq: at.Seq, Hash: hash, Clock: e.Clock}
			if signature, ok := heads[at.Seq]; ok {
				v.report.Signatures++
				head := oplog.SignedHead{Device: at.Device, Seq: at.Seq, Hash: hash, Signature: signature}
				if head.Verify() != nil {
					broken = at.Seq
				}
			}
			at.Seq, at.Prev = at.Seq+1, hash
			return nil
		})
	_, signed := heads[l.tip.Seq]
	if err == nil && !signed && l.tip.Seq > 0 {
		if signed, err = v.proven(ctx, l, system); err != nil {
			return err
		}
	}
	switch {
	case err != nil:
		return err
	case broken != 0:
		v.problem(true, "Entry %d in the log of %s is not what was signed. %s", broken, v.whose(id), adviceRestore)
	case tip != l.tip || !signed && l.tip.Seq > 0:
		v.problem(true, "The log of %s ends at entry %d and should end at %d. %s", v.whose(id), tip.Seq, l.tip.Seq, adviceRestore)
	}
	return nil
}

// proven tells whether the log ends where a fork's proof has it end.
func (v *verification) proven(ctx context.Context, l deviceLog, system oplog.Hash) (bool, error) {
	a, b, err := proofOf(ctx, v.q, l.number)
	if err != nil || a == nil {
		return false, err
	}
	v.report.Signatures += 2
	at, hash, err := oplog.VerifyFork(system, a, b)
	return err == nil && at == l.tip.Seq && hash == l.tip.Hash, nil
}

func (v *verification) heads(ctx context.Context, device int64) (map[uint64]oplog.Signature, error) {
	heads := map[uint64]oplog.Signature{}
	err := v.q.each(ctx, `SELECT seq, signature FROM head WHERE device = ?`, []any{device}, func(scan scanner) error {
		var seq uint64
		var signature oplog.Signature
		err := scan(&seq, &signature)
		heads[seq] = signature
		return err
	})
	return heads, err
}
