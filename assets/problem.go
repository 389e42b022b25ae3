package assets

import (
	"fmt"
	"strings"
)

// maxProblems is how many problems of one load are named; the rest are counted.
const maxProblems = 20

// Problem is one thing that is wrong in a reference file.
type Problem struct {
	File   string // name in the folder, as "sites.csv"
	Line   int    // 1 is the first line of the file; 0 when the whole file is meant
	Column string // heading of the column; empty when the whole line is meant
	Reason string // what is wrong and what to do, without a full stop
}

// Error says where the problem lies, what is wrong and what to do.
func (p Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ", line %d", p.Line)
	}
	if p.Column != "" {
		fmt.Fprintf(&b, ", column %s", p.Column)
	}
	b.WriteString(": ")
	b.WriteString(p.Reason)
	b.WriteString(".")
	return b.String()
}

// Problems is what Load returns when files cannot be used: each problem in
// the order in which it was met, at most 20 of them.
type Problems struct {
	List []Problem
	More int // how many further problems were met
}

// Error joins the problems, one a line.
func (p *Problems) Error() string {
	lines := make([]string, 0, len(p.List)+1)
	for _, x := range p.List {
		lines = append(lines, x.Error())
	}
	if p.More > 0 {
		lines = append(lines, fmt.Sprintf("And %d more.", p.More))
	}
	return strings.Join(lines, "\n")
}

// add records a problem, or counts it once enough are named.
func (p *Problems) add(file string, line int, column, format string, args ...any) {
	if len(p.List) >= maxProblems {
		p.More++
		return
	}
	p.List = append(p.List, Problem{File: file, Line: line, Column: column, Reason: fmt.Sprintf(format, args...)})
}

// err returns the problems as an error, or nil when there are none.
func (p *Problems) err() error {
	if len(p.List) == 0 {
		return nil
	}
	return p
}

// count is the number of problems met so far.
func (p *Problems) count() int { return len(p.List) + p.More }
