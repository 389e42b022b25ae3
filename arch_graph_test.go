package main_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// module is the module path; rules write "~" for it.
const module = "settle.example/settle"

// listed is the part of a `go list -json` record that the tests here read.
type listed struct {
	ImportPath   string
	Dir          string
	Name         string
	Standard     bool
	GoFiles      []string
	CgoFiles     []string
	IgnoredFiles []string `json:"IgnoredGoFiles"`
	Imports      []string
	TestImports  []string
	XTestImports []string
}

// graph is who imports whom: all packages that Settle is built from, its own,
// other people's and the standard library's, by import path.
type graph map[string]*listed

// load asks the go command for the graph of every package below the module
// root (-e: a tree that does not compile is for the compiler to judge), and adds what files for other systems import, so that a rule broken
// only on Windows is found on Linux too.
func load(t *testing.T) graph {
	t.Helper()
	cmd := exec.Command("go", "list", "-e", "-deps", "-json", "./...")
	out, err := cmd.Output()
	if err != nil {
		if exit, ok := errors.AsType[*exec.ExitError](err); ok {
			t.Fatalf("go list does not understand the tree; mend that first:\n%s", exit.Stderr)
		}
		t.Fatalf("go list did not start: %v", err)
	}
	g := graph{}
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		p := new(listed)
		if err := dec.Decode(p); errors.Is(err, io.EOF) {
			return g
		} else if err != nil {
			t.Fatalf("go list answered something other than JSON: %v", err)
		}
		if own(p.ImportPath) {
			p.Imports = append(p.Imports, otherSystems(t, p)...)
		}
		g[p.ImportPath] = p
	}
}

// otherSystems returns what the files of p that this system leaves out import.
func otherSystems(t *testing.T, p *listed) []string {
	t.Helper()
	var paths []string
	for _, name := range p.IgnoredFiles {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, spec := range parse(t, p, name, parser.ImportsOnly).Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatalf("%s imports %s, which is not a string: %v", name, spec.Path.Value, err)
			}
			paths = append(paths, path)
		}
	}
	return paths
}

func parse(t *testing.T, p *listed, name string, mode parser.Mode) *ast.File {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, name), nil, mode)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return f
}

// own reports whether path is a package of this module.
func own(path string) bool { return path == module || strings.HasPrefix(path, module+"/") }

// standard reports whether path is in the standard library: no dot in its
// first element, as the go command itself decides. "C" stands for cgo.
func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}

// ours lists the module's own packages in order.
func (g graph) ours() []*listed {
	var ps []*listed
	for path, p := range g {
		if own(path) {
			ps = append(ps, p)
		}
	}
	slices.SortFunc(ps, func(a, b *listed) int { return strings.Compare(a.ImportPath, b.ImportPath) })
	return ps
}

// chain returns a shortest way from a package to one that bars matches, both
// ends included, or nil. What a library brings along is judged too.
func (g graph) chain(from string, bars func(string) bool) []string {
	came := map[string]string{from: ""}
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		p := g[queue[0]]
		if p == nil {
			continue
		}
		for _, dep := range slices.Sorted(slices.Values(p.Imports)) {
			if _, seen := came[dep]; seen {
				continue
			}
			came[dep] = queue[0]
			if bars(dep) {
				return trail(came, dep)
			}
			queue = append(queue, dep)
		}
	}
	return nil
}

func trail(came map[string]string, end string) []string {
	var steps []string
	for at := end; at != ""; at = came[at] {
		steps = append(steps, at)
	}
	slices.Reverse(steps)
	return steps
}

// matches reports whether an import path fits a pattern: "~/sync/..." is a
// package of ours and all below it, "std" any of the standard library, and
// anything else is the path itself, with "/..." for all below it.
func matches(pattern, path string) bool {
	if pattern == "std" {
		return standard(path)
	}
	pattern = strings.Replace(pattern, "~", module, 1)
	if base, all := strings.CutSuffix(pattern, "/..."); all {
		return path == base || strings.HasPrefix(path, base+"/")
	}
	return path == pattern
}

func matchesAny(patterns []string, path string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return matches(p, path) })
}

// short writes an import path as the rules do.
func short(path string) string {
	if path == module {
		return "main.go"
	}
	return strings.TrimPrefix(path, module+"/")
}

func arrows(steps []string) string {
	names := make([]string, len(steps))
	for i, s := range steps {
		names[i] = short(s)
	}
	return strings.Join(names, " → ")
}
