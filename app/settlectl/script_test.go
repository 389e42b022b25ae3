package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"settle.example/settle/app/setup"
	"settle.example/settle/assets"
	"settle.example/settle/marketplace"
	"settle.example/settle/marketplace/sqlite"
)

type scriptCommand = func(ts *testscript.TestScript, neg bool, args []string)

// scriptCommands are what the scripts use beside settlectl.
func scriptCommands() map[string]scriptCommand {
	return map[string]scriptCommand{"ends": ends, "says": says, "json": jsonIs, "keep": keep, "latin": latin, "spoil": spoil, "cut": cutFile, "ahead": ahead, "starts": starts, "snake": snake, "joins": joins, "meet": meet, "copies": copies, "await": await}
}

// ends CODE COMMAND … runs a command that must end with an exit code.
func ends(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: ends CODE COMMAND …")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	code := 0
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		code = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if code != want {
		ts.Fatalf("it ended with %d, want %d", code, want)
	}
}

// says WORDS … checks that standard error is one plain message, beside the mark of a rehearsal, with these words.
func says(ts *testscript.TestScript, neg bool, args []string) {
	var said []string
	for l := range strings.Lines(ts.ReadFile("stderr")) {
		if !strings.HasPrefix(l, "Rehearsal system: ") {
			said = append(said, strings.TrimSpace(l))
		}
	}
	if neg || len(said) != 1 || !strings.HasSuffix(said[0], ".") && !strings.HasSuffix(said[0], "--help") {
		ts.Fatalf("that is not one plain message: %q", said)
	}
	for _, words := range args {
		if !strings.Contains(said[0], words) {
			ts.Fatalf("it says %q, without %q", said[0], words)
		}
	}
}

// answered is what stands at a path in the JSON on standard output: fields and indexes with dots between, "count" for how many.
func answered(ts *testscript.TestScript, path string) any {
	v, err := at(ts.ReadFile("stdout"), path)
	ts.Check(err)
	return v
}

// at is what stands at a path in one JSON value.
func at(text, path string) (any, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if d.More() {
		return nil, errors.New("there is more than one JSON value")
	}
	for step := range strings.SplitSeq(path, ".") {
		switch at := v.(type) {
		case map[string]any:
			next, ok := at[step]
			if !ok {
				return nil, fmt.Errorf("there is no %s in %v", step, at)
			}
			v = next
		case []any:
			if step == "count" {
				v = len(at)
				continue
			}
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(at) {
				return nil, fmt.Errorf("there is no %s of %d", step, len(at))
			}
			v = at[i]
		default:
			return nil, fmt.Errorf("there is nothing at %s", path)
		}
	}
	return v, nil
}

// await PATH WANT COMMAND … runs a command again and again until it answers with WANT, or with anything for "*", at the
// path: what other processes bring takes its time. It gives up after a minute.
func await(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: await PATH WANT COMMAND …")
	}
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	last := "nothing"
	for end := time.Now().Add(time.Minute); time.Now().Before(end); <-tick.C {
		if ts.Exec(args[2], args[3:]...) != nil {
			continue
		}
		v, err := at(ts.ReadFile("stdout"), args[0])
		if err != nil {
			continue
		}
		got, err := json.Marshal(v)
		ts.Check(err)
		if last = strings.Trim(string(got), `"`); last == args[1] || args[1] == "*" {
			return
		}
	}
	ts.Fatalf("%s never became %s; it is %s", args[0], args[1], last)
}

// json PATH WANT checks a value of the answer.
func jsonIs(ts *testscript.TestScript, neg bool, args []string) {
	got, err := json.Marshal(answered(ts, args[0]))
	ts.Check(err)
	if same := strings.Trim(string(got), `"`) == args[1]; same == neg {
		ts.Fatalf("%s is %s, want %s", args[0], got, args[1])
	}
}

// keep NAME PATH keeps a value of the answer in an environment variable.
func keep(ts *testscript.TestScript, _ bool, args []string) {
	s, ok := answered(ts, args[1]).(string)
	if !ok {
		ts.Fatalf("%s is no text", args[1])
	}
	ts.Setenv(args[0], s)
	ts.Setenv(args[0]+"_SHORT", s[:min(6, len(s))])
}

// latin FILE writes the file anew in Latin-1, with the byte-order mark that some programs put before it all the same.
func latin(ts *testscript.TestScript, _ bool, args []string) {
	out := []byte{0xef, 0xbb, 0xbf}
	for _, r := range ts.ReadFile(args[0]) {
		if r > 0xff {
			ts.Fatalf("%q is not in Latin-1", r)
		}
		out = append(out, byte(r))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out, 0o600))
}

// spoil FILE writes nonsense over every fourth page of a database but the first.
func spoil(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	b, err := os.ReadFile(path)
	ts.Check(err)
	for page := 4096; page+4096 <= len(b); page += 4 * 4096 {
		copy(b[page:], strings.Repeat("nonsense", 512))
	}
	ts.Check(os.WriteFile(path, b, 0o600))
}

// cut FILE BYTES takes so many bytes from the end of a file, as a copy that was broken off.
func cutFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: cut FILE BYTES")
	}
	n, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	info, err := os.Stat(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), info.Size()-n))
}

// starts FILE WORDS checks how a file begins, byte for byte.
func starts(ts *testscript.TestScript, _ bool, args []string) {
	b, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	want, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	if !strings.HasPrefix(string(b), want) {
		ts.Fatalf("it starts with %q", b[:min(len(b), 20)])
	}
}

// ahead DIR founds a real system whose clock was three days ahead and was set back since.
func ahead(ts *testscript.TestScript, _ bool, args []string) {
	ref, err := assets.Builtin()
	ts.Check(err)
	now := func() time.Time { return time.Now().Add(72 * time.Hour) }
	s, err := setup.Found(context.Background(), ts.MkAbs(args[0]), ref, setup.Founding{
		System: "Trial", Person: "Ada Price", Org: "RA2", Roles: marketplace.RoleCoordinator | marketplace.RoleRegistrar | marketplace.RoleHost,
		Recovery: filepath.Join(ts.MkAbs("."), "ahead-recovery.txt"),
	}, sqlite.Options{Now: now})
	ts.Check(err)
	ts.Check(s.Close())
}

// snake checks that the answer is one JSON value whose fields are in snake_case and hold what the contract says.
func snake(ts *testscript.TestScript, _ bool, _ []string) {
	d := json.NewDecoder(strings.NewReader(ts.ReadFile("stdout")))
	var v any
	ts.Check(d.Decode(&v))
	if d.More() {
		ts.Fatalf("there is more than one JSON value")
	}
	var walk func(name string, v any)
	walk = func(name string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for field, inside := range v {
				if strings.Trim(field, "abcdefghijklmnopqrstuvwxyz_0123456789") != "" {
					ts.Fatalf("the field %q is not in snake_case", field)
				}
				walk(field, inside)
			}
		case []any:
			for _, inside := range v {
				walk(name, inside)
			}
		case float64:
			if strings.HasSuffix(name, "_pence") && v != float64(int64(v)) {
				ts.Fatalf("%s is %v, which is no whole number of pence", name, v)
			}
		case string:
			if _, err := time.Parse(time.RFC3339, v); err != nil && (name == "deadline" || strings.HasSuffix(name, "_at")) {
				ts.Fatalf("%s is %q, which is no instant", name, v)
			}
			if _, err := time.Parse(time.DateOnly, v); err != nil && (name == "arrive" || name == "leave" || strings.HasSuffix(name, "_on")) {
				ts.Fatalf("%s is %q, which is no date", name, v)
			}
		}
	}
	walk("", v)
}
