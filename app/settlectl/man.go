package main

import (
	"strings"

	"github.com/alecthomas/kong"

	"settle.example/settle/app/setup"
)

// manCmd prints the manual page.
type manCmd struct{}

// Run prints it in the man macros of roff.
func (c *manCmd) Run(e *env) error {
	p := &paper{w: e.out}
	p.f(".TH SETTLECTL 1 \"\" \"Settle %s\" \"Settle\"\n", setup.Version)
	p.section("NAME", "settlectl \\- rooms and a welcome for colleagues from overseas, without a window")
	p.section("SYNOPSIS", ".B settlectl\n[\\fIflags\\fR] \\fIcommand\\fR")
	p.section("DESCRIPTION", roff(description)+"\n"+roff(manDescription))
	p.f(".SH FLAGS\n")
	p.flags(e.model.Flags)
	for _, g := range groups {
		p.f(".SH %s\n", strings.ToUpper(roff(g.Title)))
		for _, n := range e.model.Children {
			if n.Group != nil && n.Group.Key == g.Key && !n.Hidden {
				p.command(n)
			}
		}
	}
	for _, s := range manSections {
		p.section(s[0], s[1])
	}
	return p.err
}

const manDescription = "It works on the same data folder as the desktop, also at the same time. What it reports goes to standard output: a table, or with --json one JSON value. What it has to say goes to standard error."

// manSections follow the commands.
var manSections = [][2]string{
	{"IDS", "Rooms, arrivals, bookings, offers and pairings are named by an id, which lists show. Any beginning of it that no other has will do, from 6 digits on."},
	{"JSON", "Fields are in snake_case. An id stands under the name of its kind. Dates are YYYY\\-MM\\-DD, instants RFC 3339 in UTC, money whole pence. A figure that is withheld is null."},
	{"EXIT STATUS", ".IP 0 4\nall is done\n.IP 1 4\nit failed: the disk, the rights, damaged data\n.IP 2 4\nit was called wrongly, or given what is not there\n.IP 3 4\na rule says no: over the cap, not free, not allowed\n.IP 4 4\na part was done: an import with refused rows"},
	{"ENVIRONMENT", ".IP SETTLE_PASSPHRASE_FILE 4\na file whose first line is the passphrase that locks the data folder; without it the terminal asks\n.IP SETTLE_KEYRING 4\noff keeps the key out of the system's keyring, for a server or a script"},
	{"FILES", ".IP \"Linux\" 10\n$XDG_DATA_HOME/settle, else ~/.local/share/settle\n.IP \"macOS\" 10\n~/Library/Application Support/Settle\n.IP \"Windows\" 10\n%LocalAppData%\\eSettle"},
	{"EXAMPLES", `.nf
settlectl found \-\-system "Surrey Heartlands" \-\-org RA2 \-\-person "Ada Price" \-\-rehearsal
settlectl import rooms rooms.csv \-\-unavailable busy.csv \-\-rejects rejects.csv
settlectl search rooms \-\-arrive 2026\-12\-07 \-\-leave 2027\-01\-04 \-\-near "Royal Surrey" \-\-with wifi,desk
settlectl book request \-\-room 1a2b3c \-\-arrival 4d5e6f \-\-arrive 2026\-12\-07 \-\-leave 2027\-01\-04
settlectl bundle export /media/stick/here.bundle \-\-since /media/stick/there.bundle
settlectl report nights \-\-by month,host_org \-\-format pdf \-\-out nights.pdf
.fi`},
}

func (p *paper) section(name, text string) { p.f(".SH %s\n%s\n", name, text) }

func (p *paper) flags(flags []*kong.Flag) {
	for _, f := range flags {
		if f.Hidden {
			continue
		}
		value := ""
		if !f.IsBool() {
			value = " \\fI" + roff(f.FormatPlaceHolder()) + "\\fR"
		}
		p.f(".TP\n\\fB\\-\\-%s\\fR%s\n%s\n", roff(f.Name), value, roff(f.Help))
	}
}

// command writes a command with its arguments and flags, or its subcommands.
func (p *paper) command(n *kong.Node) {
	var leaves []*kong.Node
	if leaves = n.Leaves(true); len(leaves) == 0 {
		leaves = []*kong.Node{n}
	}
	for _, leaf := range leaves {
		arguments := ""
		for _, a := range leaf.Positional {
			arguments += " \\fI" + roff(strings.ToUpper(a.Name)) + "\\fR"
		}
		p.f(".SS settlectl %s%s\n%s\n", roff(path(leaf)), arguments, roff(leaf.Help))
		p.flags(leaf.Flags)
	}
}

// path is the words of a command, without its arguments.
func path(n *kong.Node) string {
	if n.Parent == nil || n.Parent.Type == kong.ApplicationNode {
		return n.Name
	}
	return path(n.Parent) + " " + n.Name
}

// roff is a text in which nothing is a macro or an escape.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	return s
}
