package intake

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"settle.example/settle/marketplace"
)

// Result is what an import came to.
type Result struct {
	Accepted  int
	Unchanged int
	Rejected  int
}

// Result is what the plan would come to.
func (p *Plan) Result() Result {
	return Result{Accepted: p.Accepted(), Unchanged: p.Unchanged, Rejected: len(p.Rejected)}
}

// Apply does the plan, 500 rows in a transaction, and calls progress (unless it is nil) after each with the number of
// rows done and of all. Where ctx ends or the store fails it stops between two transactions: the result is what is in,
// and importing the same file again goes on from there. A row that is refused now, because somebody changed something
// since the plan was made, is added to p.Rejected.
func (p *Plan) Apply(ctx context.Context, store Doer, progress func(done, all int)) (Result, error) {
	result := Result{Unchanged: p.Unchanged, Rejected: len(p.Rejected)}
	all := len(p.Commands)
	for done := 0; done < all; {
		if err := ctx.Err(); err != nil {
			return result, p.stoppedAfter(done, err)
		}
		n := min(all-done, batchRows)
		outcomes, err := run(ctx, store, p.Commands[done:done+n], true)
		if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
			return result, p.stoppedAfter(done, err)
		}
		if err != nil {
			return result, err
		}
		for i, o := range outcomes {
			switch {
			case o.err != nil:
				p.rejectLate(p.lines[done+i], o.err)
				result.Rejected++
			case o.drafts == 0:
				result.Unchanged++
			default:
				result.Accepted++
			}
		}
		done += n
		if progress != nil {
			progress(done, all)
		}
	}
	return result, nil
}

func (p *Plan) rejectLate(line int, err error) {
	i := slices.IndexFunc(p.table.Rows, func(r Row) bool { return r.Line == line })
	if i >= 0 {
		p.reject(&p.table.Rows[i], p.fieldOf(err), marketplace.CodeOf(err), marketplace.Sentence(err))
	}
}

func (p *Plan) stoppedAfter(done int, cause error) error {
	if done == 0 {
		return stopped(cause)
	}
	e := marketplace.Errorf(marketplace.Unavailable, "The import was stopped after %d of %d rows. Import the same file again to go on.", done, len(p.Commands))
	e.Err = cause
	return e
}

func stopped(cause error) error {
	e := marketplace.Errorf(marketplace.Unavailable, "The import was stopped. Nothing was changed.")
	e.Err = cause
	return e
}

// String is the result in a sentence: "438 accepted, 366 rejected, nothing unchanged."
func (r Result) String() string {
	return fmt.Sprintf("%s accepted, %s rejected, %s unchanged.", count(r.Accepted), count(r.Rejected), count(r.Unchanged))
}

func count(n int) string {
	if n == 0 {
		return "nothing"
	}
	return fmt.Sprint(n)
}
