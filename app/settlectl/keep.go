package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"settle.example/settle/app/replication"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

// digestCmd prints the digest.
type digestCmd struct{}

// Run prints it.
func (c *digestCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		digest, err := s.Digest(e.ctx)
		if err != nil {
			return err
		}
		if n, err := waiting(e, s); err != nil {
			return err
		} else if n > 0 {
			e.say("%d entries wait for others, so an equal digest elsewhere is no proof yet.", n)
		}
		return e.answer(struct {
			Digest string `json:"digest"`
		}{digest}, func(p *paper) { p.f("%s\n", digest) })
	})
}

// waiting counts the entries that lack what they need, of those that the audit shows.
func waiting(e *env, s *sqlite.Store) (int, error) {
	rows, err := s.Audit(e.ctx)
	n := 0
	for _, r := range rows {
		if r.Outcome == marketplace.Waiting {
			n++
		}
	}
	return n, err
}

// verifyCmd checks the data.
type verifyCmd struct {
	Rebuild bool `help:"Make anew what was made from the log, where only that is wrong."`
}

// Run checks it.
func (c *verifyCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		r, err := s.Verify(e.ctx, nil)
		if err != nil {
			return err
		}
		rebuilt := false
		if r.Stale && c.Rebuild {
			if err := s.Rebuild(e.ctx); err != nil {
				return err
			}
			if r, err = s.Verify(e.ctx, nil); err != nil {
				return err
			}
			rebuilt = true
		}
		err = e.answer(struct {
			Devices    int      `json:"devices"`
			Entries    int      `json:"entries"`
			Signatures int      `json:"signatures"`
			Private    int      `json:"private_parts"`
			Subjects   int      `json:"subjects"`
			Problems   []string `json:"problems"`
			Stale      bool     `json:"stale"`
			Rebuilt    bool     `json:"rebuilt,omitempty"`
		}{r.Devices, r.Entries, r.Signatures, r.Private, r.Subjects, list(r.Problems), r.Stale, rebuilt}, func(p *paper) {
			p.f("%d entries of %d devices under %d signatures, %d private parts, %d folds.\n", r.Entries, r.Devices, r.Signatures, r.Private, r.Subjects)
			if len(r.Problems) == 0 {
				p.f("All is well.\n")
			}
		})
		if err != nil || len(r.Problems) == 0 {
			return err
		}
		for _, p := range r.Problems {
			e.say("%s", p)
		}
		if r.Stale {
			e.say("The log itself is whole: settlectl verify --rebuild puts this right.")
		}
		return errTold
	})
}

// backupCmd copies all data into one file.
type backupCmd struct {
	File string `arg:"" type:"path" help:"The backup; it must not be there yet."`
}

// Run copies it.
func (c *backupCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, _ marketplace.Me) error {
		if err := s.Backup(e.ctx, c.File, nil); err != nil {
			return err
		}
		info, err := os.Stat(c.File)
		if err != nil {
			return err
		}
		return e.answer(struct {
			File  string `json:"file"`
			Bytes int64  `json:"bytes"`
		}{c.File, info.Size()}, func(p *paper) {
			p.f("The backup is %s. It holds no key: keep the recovery file with it, or it opens for reading alone.\n", c.File)
		})
	})
}

// statusCmd says what is here.
type statusCmd struct{}

// Run says it.
func (c *statusCmd) Run(e *env) error {
	return e.with(func(s *sqlite.Store, me marketplace.Me) error {
		vector, err := s.Vector(e.ctx)
		if err != nil {
			return err
		}
		audit, err := s.Audit(e.ctx)
		if err != nil {
			return err
		}
		counts := map[marketplace.Outcome]int{}
		for _, r := range audit {
			counts[r.Outcome]++
		}
		size := int64(0)
		if files, err := filepath.Glob(filepath.Join(s.Dir(), "settle.db*")); err == nil {
			for _, f := range files {
				if info, err := os.Stat(f); err == nil {
					size += info.Size()
				}
			}
		}
		shared, err := replication.Now(e.ctx, s)
		if err != nil {
			return err
		}
		sharedAt := ""
		if !shared.SharedAt.IsZero() {
			sharedAt = instant(marketplace.InstantOf(shared.SharedAt))
		}
		_, lost := os.Stat(filepath.Join(s.Dir(), sqlite.RecoveryName))
		out := struct {
			System     string   `json:"system"`
			Rehearsal  bool     `json:"rehearsal"`
			Person     string   `json:"person"`
			Name       string   `json:"name"`
			Org        string   `json:"org"`
			Roles      []string `json:"roles"`
			Device     string   `json:"device"`
			Folder     string   `json:"folder"`
			Bytes      int64    `json:"bytes"`
			Devices    int      `json:"devices"`
			Entries    uint64   `json:"entries"`
			Waiting    int      `json:"waiting"`
			Unreadable int      `json:"needs_newer_settle"`
			NoEffect   int      `json:"without_effect"`
			Recovery   bool     `json:"recovery_file_beside_data"`
			Connected  bool     `json:"connected"`
			Listens    string   `json:"listens,omitempty"`
			Linked     int      `json:"linked"`
			InStep     int      `json:"in_step"`
			Waits      uint64   `json:"waits_to_be_shared"`
			SharedAt   string   `json:"shared_at,omitempty"`
			Trouble    string   `json:"trouble,omitempty"`
			TroubleAt  string   `json:"trouble_at,omitempty"`
		}{
			me.System, me.Rehearsal, me.Person.String(), me.Name, me.Org, list(me.Roles.Names()), me.Device.String(), s.Dir(), size, len(vector),
			vector.Entries(), counts[marketplace.Waiting], counts[marketplace.Unreadable], counts[marketplace.Void], lost == nil,
			shared.Connected, shared.Listens, shared.Linked(), shared.InStep, shared.Waits(), sharedAt, string(shared.Trouble), shared.TroubleAt,
		}
		return e.answer(out, func(p *paper) {
			lines(p, "System", out.System, "You", fmt.Sprintf("%s, %s (%s)", me.Name, me.OrgName, strings.Join(out.Roles, ", ")), "Data", out.Folder,
				"Size", fmt.Sprintf("%.1f MiB", float64(size)/(1<<20)), "Devices", fmt.Sprint(out.Devices), "Entries", fmt.Sprint(out.Entries),
				"Waiting", fmt.Sprint(out.Waiting), "Needs a newer Settle", fmt.Sprint(out.Unreadable), "Without effect", fmt.Sprint(out.NoEffect),
				"Connected", yes(out.Connected), "Computers", fmt.Sprintf("%d connected, %d in step", out.Linked, out.InStep), "Waits to be shared", fmt.Sprint(out.Waits))
			if sentence := trouble(shared); sentence != "" {
				p.f("%s\n", sentence)
			}
			if out.Recovery {
				p.f("The recovery file is still beside the data: keep it apart from this computer.\n")
			}
		})
	})
}
