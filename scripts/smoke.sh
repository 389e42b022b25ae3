#!/usr/bin/env bash
# Tries the real desktop on a virtual screen, built with Fyne's thread check:
# opens every screen and pokes it, then does the main job with mouse and
# keyboard (smoke_job.sh). Fails on a widget touched from the wrong goroutine,
# on a panic, and on anything that does not come.
set -euo pipefail
cd "$(dirname "$0")/.."
export SETTLE_KEYRING=off # a person's own keyring is none of its business
# shellcheck source=scripts/demo.sh
. scripts/demo.sh

desktop=$PWD/bin/settle-checked

found_demo
go build -tags no_metadata -o "$desktop" .
start_screen 1280x800

# poke NAME DATA ROUTE KEYS opens a screen, walks the keyboard round it and
# scrolls; it changes nothing.
poke() {
  open_screen "$desktop" "$2" "$3" "$4" --size 1280x800
  press Tab Tab Tab Tab shift+Tab
  move 800 500
  scroll_down 10
  press Escape
  still
  close_app
  say "  $1 is well"
}

say 'Every screen'
each_screen poke
# The main job looks at what the window did with settlectl, on the same folder.
job=$work/job

# told JQ COMMAND… prints what settlectl answers to COMMAND, by a jq filter.
told() {
  local filter=$1
  shift
  "$ctl" --data "$job" --now "$now" --json "$@" 2>>"$work/ctl.log" | jq -r "$filter"
}

answers() { [ "$(told "${@:2}")" = "$1" ]; }

# expect WHAT WANT JQ COMMAND… waits up to ten seconds until settlectl answers
# WANT, and says WHAT was done.
expect() {
  local what=$1
  shift
  until_true 10 answers "$@" || fail "$what: settlectl says \"$(told "${@:2}")\", not \"$1\""
  say "  $what"
}

say 'The main job'
# shellcheck source=scripts/smoke_job.sh
. scripts/smoke_job.sh
say 'The desktop did its work.'
