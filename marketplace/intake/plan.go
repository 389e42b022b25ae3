package intake

import (
	"context"
	"errors"

	"settle.example/settle/marketplace"
)

// Doer does a command, as a marketplace.Store does.
type Doer interface {
	Do(context.Context, marketplace.Command) (marketplace.Receipt, error)
}

// Plan is what an import comes to, before it is done. Accepted is New and Updated together.
type Plan struct {
	Commands  []marketplace.Command // one for each row that is accepted
	New       int
	Updated   int
	Unchanged int // rows that say what is here already
	Rejected  []Reject
	Remarks   []Remark

	table   *Table
	mapping Mapping
	lines   []int // the line of each command
}

// Accepted is the number of rows that the import takes.
func (p *Plan) Accepted() int { return p.New + p.Updated }

// Rows is the number of rows that the plan is made of.
func (p *Plan) Rows() int { return p.Accepted() + p.Unchanged + len(p.Rejected) }

// Reject is a row that an import does not take.
type Reject struct {
	Line   int
	Field  string           // the column it is about, if it is about one
	Code   marketplace.Code // over_cap, invalid …
	Reason string           // a sentence or two: what is wrong and what to do
	Cells  []string         // as in the file
}

// Remark is something about a row that a person should know and that keeps nothing out.
type Remark struct {
	Line int // 0: about the file as a whole, or another one
	Text string
}

// batchRows is how many rows an import does, or tries, in one transaction.
const batchRows = 500

// row is a row that parses, and what it asks for.
type row struct {
	source  *Row
	command marketplace.Command
}

func (p *Plan) reject(r *Row, field string, code marketplace.Code, reason string) {
	p.Rejected = append(p.Rejected, Reject{r.Line, field, code, reason, r.Cells})
}

func (p *Plan) remark(r *Row, text string) { p.Remarks = append(p.Remarks, Remark{r.Line, text}) }

// gather reads the rows of the table and finds out what each comes to. read answers the reader with what is wrong in it,
// the command, and the key of its reference, which no other row may have; one is what a row is of.
func (p *Plan) gather(ctx context.Context, store Doer, one string, read func(*Row) (*reader, marketplace.Command, [16]byte)) error {
	var rows []row
	seen := map[[16]byte]int{}
	for i := range p.table.Rows {
		source := &p.table.Rows[i]
		r, c, key := read(source)
		if line := seen[key]; r.reason == "" && line != 0 {
			r.fail("ref", "The reference %s stands in line %d already. Give each %s a reference of its own.", short(r.text("ref")), line, one)
		}
		if r.reason != "" {
			p.reject(source, r.field, marketplace.Invalid, r.reason)
			continue
		}
		seen[key] = source.Line
		for _, text := range r.remarks {
			p.remark(source, text)
		}
		rows = append(rows, row{source, c})
	}
	return p.try(ctx, store, rows)
}

// try finds out what each row comes to, without writing.
func (p *Plan) try(ctx context.Context, store Doer, rows []row) error {
	for len(rows) > 0 {
		if err := ctx.Err(); err != nil {
			return stopped(err)
		}
		n := min(len(rows), batchRows)
		results, err := run(ctx, store, commands(rows[:n]), false)
		if err != nil {
			return err
		}
		for i, r := range results {
			p.sort(rows[i], r)
		}
		rows = rows[n:]
	}
	return nil
}

func (p *Plan) sort(r row, result outcome) {
	switch {
	case result.err != nil:
		p.reject(r.source, p.fieldOf(result.err), marketplace.CodeOf(result.err), marketplace.Sentence(result.err))
		return
	case result.drafts == 0:
		p.Unchanged++
		return
	case result.birth:
		p.New++
	default:
		p.Updated++
	}
	p.Commands = append(p.Commands, r.command)
	p.lines = append(p.lines, r.source.Line)
}

// inFile leads from what the marketplace calls a field to what a file may call it.
var inFile = map[string][]string{"rent": {"rent_week"}, "area": {"rental_area"}, "org": {"host_org", "trust_ods"}, "group": {"profession"}, "at": {"arrival_local"}}

// fieldOf is the column that an error is about, if it is about one.
func (p *Plan) fieldOf(err error) string {
	var e *marketplace.Error
	if !errors.As(err, &e) {
		return ""
	}
	for _, field := range append(inFile[e.Field], e.Field) {
		if p.mapping.has(field) {
			return field
		}
	}
	return ""
}

// outcome is what a command of a batch came to.
type outcome struct {
	drafts int
	birth  bool // the first draft begins something
	err    error
}

// run does commands in one transaction, or with write false finds out what they would come to.
func run(ctx context.Context, store Doer, all []marketplace.Command, write bool) ([]outcome, error) {
	outcomes := make([]outcome, len(all))
	batch := marketplace.Batch{Commands: all, Each: func(i int, drafts []marketplace.Draft, err error) {
		outcomes[i] = outcome{drafts: len(drafts), birth: len(drafts) > 0 && drafts[0].Subject.IsZero(), err: err}
	}}
	var c marketplace.Command = marketplace.Preview(batch)
	if write {
		c = batch
	}
	_, err := store.Do(ctx, c)
	return outcomes, err
}

func commands(rows []row) []marketplace.Command {
	all := make([]marketplace.Command, len(rows))
	for i, r := range rows {
		all[i] = r.command
	}
	return all
}
