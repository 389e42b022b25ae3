package main

import (
	"io"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// completionCmd prints what a shell needs to complete settlectl's commands.
type completionCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Each script hands the words so far to settlectl itself, so that it always fits the version that is there.
var completions = map[string]string{
	"bash": `# settlectl completion bash > /etc/bash_completion.d/settlectl
_settlectl() {
	local IFS=$'\n'
	COMPREPLY=($(settlectl _complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _settlectl settlectl
`,
	"zsh": `#compdef settlectl
# settlectl completion zsh > "${fpath[1]}/_settlectl"
_settlectl() {
	local -a next
	next=(${(f)"$(settlectl _complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)"})
	if (( ${#next} )); then
		compadd -- $next
	else
		_files
	fi
}
compdef _settlectl settlectl
`,
	"fish": `# settlectl completion fish > ~/.config/fish/completions/settlectl.fish
function __settlectl
	set -l words (commandline -opc) (commandline -ct)
	settlectl _complete -- $words[2..-1] 2>/dev/null
end
complete -c settlectl -a '(__settlectl)'
`,
}

// Run prints it.
func (c *completionCmd) Run(e *env) error {
	_, err := io.WriteString(e.out, completions[c.Shell])
	return err
}

// completeCmd prints what may come next, for the scripts of completionCmd.
type completeCmd struct {
	Words []string `arg:"" optional:"" help:"The words so far, the last one unfinished."`
}

// Run prints it.
func (c *completeCmd) Run(e *env) error {
	words := c.Words
	if len(words) > 0 && words[0] == "--" {
		words = words[1:]
	}
	p := &paper{w: e.out}
	for _, w := range candidates(e.model, words) {
		p.f("%s\n", w)
	}
	return p.err
}

// candidates is the commands and flags with which the last word may go on, and the values of a flag that has few.
func candidates(app *kong.Application, words []string) []string {
	if len(words) == 0 {
		words = []string{""}
	}
	node, flags := app.Node, slices.Clone(app.Flags)
	var open *kong.Flag // waits for its value
	for _, w := range words[:len(words)-1] {
		switch {
		case open != nil:
			open = nil
		case strings.HasPrefix(w, "-"):
			name, _, given := strings.Cut(strings.TrimLeft(w, "-"), "=")
			if f := flagNamed(flags, name); f != nil && !f.IsBool() && !given {
				open = f
			}
		default:
			if next := childNamed(node, w); next != nil {
				node, flags = next, append(flags, next.Flags...)
			}
		}
	}
	last := words[len(words)-1]
	var all []string
	switch {
	case open != nil:
		all = open.EnumSlice()
	case strings.HasPrefix(last, "-"):
		for _, f := range flags {
			if !f.Hidden {
				all = append(all, "--"+f.Name)
			}
		}
	default:
		for _, child := range node.Children {
			if !child.Hidden {
				all = append(all, child.Name)
			}
		}
		for _, p := range node.Positional {
			all = append(all, p.EnumSlice()...)
		}
	}
	all = slices.DeleteFunc(all, func(s string) bool { return !strings.HasPrefix(s, last) })
	slices.Sort(all)
	return slices.Compact(all)
}

func flagNamed(flags []*kong.Flag, name string) *kong.Flag {
	for _, f := range flags {
		if f.Name == name {
			return f
		}
	}
	return nil
}

func childNamed(node *kong.Node, name string) *kong.Node {
	for _, c := range node.Children {
		if c.Name == name {
			return c
		}
	}
	return nil
}
