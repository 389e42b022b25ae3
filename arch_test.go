// Package main_test guards the shape of the whole: which package may import
// which, and that each says what it is for.
package main_test

import (
	"fmt"
	"go/parser"
	"slices"
	"strings"
	"testing"
)

// A rule forbids arrows between packages and says why. Patterns are those of
// matches.
type rule struct {
	from   []string // the packages bound by it
	except []string // and those of them that are not
	only   []string // what they may import themselves; empty means anything
	never  []string // what they may not reach, by whatever way
	direct []string // what they may not import themselves
	tests  bool     // their tests are bound by direct as well
	why    string
}

const (
	fyne       = "fyne.io/..."
	fyneApp    = "fyne.io/fyne/v2/app"
	sqlite     = "github.com/mattn/go-sqlite3"
	memberlist = "github.com/hashicorp/memberlist"
)

var rules = []rule{
	{
		from: []string{"~"}, only: []string{"std", "fyne.io/...", "~/app"},
		why: "main.go only opens the door: what is behind it is wired in app, where tests reach it",
	},
	{
		from: []string{"~/..."}, except: []string{"~"}, tests: true,
		direct: []string{fyneApp, "github.com/go-gl/..."},
		why:    "only main.go may bring OpenGL in, so that every test builds and runs without it",
	},
	{
		from: []string{"~/marketplace"}, only: []string{"std"},
		why: "the rules of the market need nothing but the standard library: what they decide must not hang on a library's version",
	},
	{
		from: []string{"~/marketplace/..."}, except: []string{"~/marketplace/sqlite/..."},
		never: []string{"~/sync/...", "~/app/...", "~/marketplace/sqlite/...", "database/sql/...", sqlite, fyne},
		why:   "the market decides what is true; how that is stored, sent and shown is decided elsewhere",
	},
	{
		from: []string{"~/marketplace/sqlite/..."}, only: []string{"std", "~/marketplace/...", "~/sync/oplog", "~/sync/identity", sqlite, "golang.org/x/sys/...", "golang.org/x/image/...", "golang.org/x/text/...", "github.com/klauspost/compress/..."},
		why: "the store keeps the log and its projections, signs and seals what it writes: it knows the market, the log's bytes and the keys, no window and no network",
	},
	{
		from: []string{"~/..."}, except: []string{"~/marketplace/sqlite/..."}, direct: []string{"database/sql/...", sqlite},
		why: "one package talks to the database, so that one place answers for durability",
	},
	{
		from: []string{"~/sync/..."}, never: []string{"~/marketplace/...", "~/app/...", "~/assets/...", "database/sql/...", sqlite, fyne},
		why: "replication carries entries without understanding them: it must work for kinds that are not thought of yet",
	},
	{
		from: []string{"~/sync/oplog"}, never: []string{"~/sync/identity", "~/sync/replica", "~/sync/gossip", "~/sync/simnet"}, direct: []string{"net/...", "os/..."},
		why: "the log is pure: bytes in, bytes out, so that its vectors prove it on any machine",
	},
	{
		from: []string{"~/sync/identity"}, never: []string{"~/sync/replica", "~/sync/gossip", "~/sync/simnet"}, direct: []string{"net/..."},
		why: "keys and seals are the ground that replication stands on, not the other way round",
	},
	{
		from: []string{"~/sync/replica"}, never: []string{"~/sync/gossip", "~/sync/simnet", memberlist}, direct: []string{"net/...", "os/..."},
		why: "the engine is a state machine: with network, disk and clock outside, a failure replays byte for byte",
	},
	{
		from: []string{"~/..."}, except: []string{"~/sync/gossip"}, direct: []string{memberlist},
		why: "gossip only hints; behind one package it can be changed without touching what is true",
	},
	{
		from: []string{"~/app/ui/..."}, never: []string{"~/marketplace/sqlite/...", "~/sync/...", "database/sql/...", sqlite, memberlist}, direct: []string{"net", "net/http/...", "os/exec"},
		why: "a screen asks through the small interface it declares: it never waits for a query or a network of its own",
	},
	{
		from: []string{"~/app/xwidget/..."}, never: []string{"~/marketplace/...", "~/sync/...", "~/app/ui/...", "~/assets/..."},
		why: "a widget shows what it is given: without domain types it can be used and tested anywhere",
	},
	{
		from: []string{"~/app/look/..."}, never: []string{"~/marketplace/...", "~/sync/...", "~/app/ui/...", "~/app/xwidget/..."},
		why: "the theme lies under every widget",
	},
	{
		from: []string{"~/app/settlectl/..."}, never: []string{fyne, "github.com/go-gl/...", "~/app/ui/...", "~/app/xwidget/...", "~/app/look/..."},
		why: "settlectl runs on servers that have no display and no OpenGL",
	},
	{
		from: []string{"~/assets/..."}, only: []string{"std", "~/assets/..."},
		why: "reference data is for everyone, so it depends on no one",
	},
}

// TestArrows walks the real graph.
func TestArrows(t *testing.T) {
	for _, broken := range violations(load(t), rules) {
		t.Error(broken)
	}
}

// violations lists every forbidden arrow in g, each with its reason.
func violations(g graph, rules []rule) []string {
	var found []string
	for _, p := range g.ours() {
		for _, r := range rules {
			if !matchesAny(r.from, p.ImportPath) || matchesAny(r.except, p.ImportPath) {
				continue
			}
			for _, arrow := range r.broken(g, p) {
				found = append(found, fmt.Sprintf("%s\n\tis forbidden: %s", arrow, r.why))
			}
		}
		for _, dep := range p.Imports {
			if a, b := screen(p.ImportPath), screen(dep); a != "" && b != "" && a != b {
				found = append(found, arrows([]string{p.ImportPath, dep})+
					"\n\tis forbidden: screens meet in the shell, by a Route, and never know one another")
			}
		}
	}
	return found
}

// broken returns the arrows of p that r forbids.
func (r rule) broken(g graph, p *listed) []string {
	var found []string
	if steps := g.chain(p.ImportPath, func(dep string) bool { return matchesAny(r.never, dep) }); steps != nil {
		found = append(found, arrows(steps))
	}
	imports := p.Imports
	if r.tests {
		imports = slices.Concat(p.Imports, p.TestImports, p.XTestImports)
	}
	for _, dep := range imports {
		barred := matchesAny(r.direct, dep) || len(r.only) > 0 && dep != "C" && !matchesAny(r.only, dep)
		if barred {
			found = append(found, arrows([]string{p.ImportPath, dep}))
		}
	}
	return found
}

// shared are the packages under app/ui that are no screens: what several of
// them say or show alike, and what their tests use.
var shared = map[string]bool{"listing": true, "standing": true, "uitest": true}

// screen names the screen that a package belongs to, or "" for none: the
// shell, app/ui itself, is none.
func screen(path string) string {
	rest, ok := strings.CutPrefix(path, module+"/app/ui/")
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(rest, "/")
	if shared[name] {
		return ""
	}
	return name
}

// TestArrowsAreSeen gives the rules a small tree with one forbidden arrow
// each, so that a rule that has gone blind is noticed.
func TestArrowsAreSeen(t *testing.T) {
	cases := []struct {
		name string
		tree map[string][]string
		want string // "" means that nothing is forbidden
	}{
		{"a sound tree", map[string][]string{
			"~": {"~/app", fyneApp}, "~/app": {"~/marketplace/sqlite", "~/app/ui/home"},
			"~/app/ui/home": {"~/marketplace", "~/app/xwidget"}, "~/marketplace/sqlite": {"~/marketplace", "~/sync/oplog", sqlite, "database/sql"},
			"~/marketplace": {"time"}, "~/app/xwidget": {"~/app/look", "fyne.io/fyne/v2"},
		}, ""},
		{"the domain uses a library", map[string][]string{"~/marketplace": {"golang.org/x/text/language"}}, "marketplace → golang.org/x/text/language"},
		{"the domain reaches SQL through another", map[string][]string{
			"~/marketplace/report": {"~/marketplace/x"}, "~/marketplace/x": {"example.org/orm"}, "example.org/orm": {"database/sql"},
		}, "marketplace/report → marketplace/x → example.org/orm → database/sql"},
		{"replication knows the market", map[string][]string{"~/sync/replica": {"~/marketplace"}}, "sync/replica → marketplace"},
		{"the log opens a connection", map[string][]string{"~/sync/oplog": {"net"}}, "sync/oplog → net"},
		{"the engine opens a connection", map[string][]string{"~/sync/replica": {"net/http"}}, "sync/replica → net/http"},
		{"a screen asks the database", map[string][]string{"~/app/ui/find": {"~/marketplace/sqlite"}}, "app/ui/find → marketplace/sqlite"},
		{"a screen knows another", map[string][]string{"~/app/ui/find": {"~/app/ui/home"}}, "app/ui/find → app/ui/home"},
		{"a widget knows a room", map[string][]string{"~/app/xwidget": {"~/marketplace"}}, "app/xwidget → marketplace"},
		{"OpenGL outside main.go", map[string][]string{"~/app": {fyneApp}}, "app → fyne.io/fyne/v2/app"},
		{"a window in settlectl", map[string][]string{"~/app/settlectl": {"~/app"}, "~/app": {"fyne.io/fyne/v2"}}, "app/settlectl → app → fyne.io/fyne/v2"},
		{"main.go skips app", map[string][]string{"~": {"~/marketplace/sqlite"}}, "main.go → marketplace/sqlite"},
		{"gossip in two places", map[string][]string{"~/app": {memberlist}}, "app → github.com/hashicorp/memberlist"},
		{"the store knows a window", map[string][]string{"~/marketplace/sqlite": {"fyne.io/fyne/v2"}}, "marketplace/sqlite → fyne.io/fyne/v2"},
		{"reference data knows the market", map[string][]string{"~/assets": {"~/marketplace"}}, "assets → marketplace"},
		{"the theme knows a widget", map[string][]string{"~/app/look": {"~/app/xwidget"}}, "app/look → app/xwidget"},
		{"keys know the engine", map[string][]string{"~/sync/identity": {"~/sync/replica"}}, "sync/identity → sync/replica"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			g := graph{}
			for path, imports := range c.tree {
				p := &listed{ImportPath: strings.Replace(path, "~", module, 1)}
				for _, dep := range imports {
					p.Imports = append(p.Imports, strings.Replace(dep, "~", module, 1))
				}
				g[p.ImportPath] = p
			}
			got := violations(g, rules)
			if c.want == "" && len(got) > 0 {
				t.Errorf("a sound tree was refused:\n%s", strings.Join(got, "\n"))
			}
			if all := strings.Join(got, "\n"); !strings.Contains(all, c.want) {
				t.Errorf("the arrow %q was not seen; seen:\n%s", c.want, all)
			}
		})
	}
}

// TestPackageComments wants each package to say what it is for, in one file.
func TestPackageComments(t *testing.T) {
	for _, p := range load(t).ours() {
		var said []string
		for _, name := range slices.Concat(p.GoFiles, p.CgoFiles) {
			f := parse(t, p, name, parser.ParseComments|parser.PackageClauseOnly)
			if f.Doc != nil && strings.TrimSpace(f.Doc.Text()) != "" {
				said = append(said, name)
			}
		}
		switch {
		case len(p.GoFiles)+len(p.CgoFiles) == 0: // tests only
		case len(said) == 0:
			t.Errorf("%s has no package comment: say in a sentence what it is for, above the package clause of its main file", short(p.ImportPath))
		case len(said) > 1:
			t.Errorf("%s has a package comment in %s: keep it in one place", short(p.ImportPath), strings.Join(said, " and "))
		}
	}
}
