package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

// maxAudit is how many entries the audit shows.
const maxAudit = 1000

// Audit implements marketplace.Queries: the latest first, at most 1,000.
func (s *Store) Audit(ctx context.Context) ([]marketplace.AuditRow, error) {
	rows := []marketplace.AuditRow{}
	err := s.ask(ctx, func(a *asking) error {
		if err := a.each(ctx, "SELECT id, hash, body, outcome, why FROM entry WHERE outcome <> 0 ORDER BY clock DESC, id DESC LIMIT ?", []any{maxAudit},
			func(scan scanner) error {
				e, err := scanEntry(ctx, a.querier, scan)
				if err != nil {
					return err
				}
				rows = append(rows, marketplace.AuditRow{
					Verdict: marketplace.Verdict{Ref: e.entry.Ref, Outcome: e.outcome, Why: e.why},
					Kind:    e.entry.Kind, At: e.entry.Clock.Instant(), Subject: e.entry.Subject,
				})
				return nil
			}); err != nil {
			return err
		}
		for i := range rows {
			_, author := a.sys.StandingOf(rows[i].Ref)
			var err error
			if rows[i].By, err = a.person(ctx, author.Person); err != nil {
				return err
			}
		}
		return nil
	})
	return rows, err
}
