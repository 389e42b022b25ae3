# shellcheck shell=bash
# The demo system that the pictures and the smoke test look at, and the list of
# screens to open on it. Sourced; brings eyes.sh with it.

# shellcheck source=scripts/eyes.sh
. "$(dirname "${BASH_SOURCE[0]}")/eyes.sh"

# One day for all, so that pictures change only when screens do.
now=2026-11-24T09:00:00Z
ctl=$PWD/bin/settlectl
demo=$work/demo

# found_demo builds settlectl and founds the demo system with it.
found_demo() {
  mkdir -p bin
  go build -o "$ctl" ./app/settlectl
  TMPDIR=$work "$ctl" --data "$demo" --now "$now" demo >"$work/demo.log" 2>&1 ||
    fail "the demo system could not be founded: $(tail -n 3 "$work/demo.log")"
}

# first_id KIND prints the id of the first room, booking, arrival or offer.
first_id() {
  "$ctl" --data "$demo" --now "$now" --json "${1}s" |
    jq -er --arg kind "$1" '[.. | objects | .[$kind] | strings] | first' ||
    fail "the demo system has no $1 to look at"
}

# fill ROUTE prints it with {room} and the like replaced.
fill() {
  local route=$1 kind id
  for kind in room booking arrival offer; do
    if [[ $route == *"{$kind}"* ]]; then
      id=$(first_id "$kind")
      route=${route//"{$kind}"/$id}
    fi
  done
  printf '%s\n' "$route"
}

# each_screen COMMAND… runs COMMAND NAME DATA ROUTE KEYS for every screen.
each_screen() {
  local name data route keys
  grep -v '^#' scripts/screens.txt >"$work/screens"
  while read -r name data route keys <&4; do
    route=$(fill "$route")
    "$@" "$name" "$data" "$route" "$keys"
  done 4<"$work/screens"
}

# open_screen BINARY DATA ROUTE KEYS FLAG… opens the desktop there and presses
# the keys.
open_screen() {
  local binary=$1 data=$2 route=$3 keys=$4
  shift 4
  if [ "$data" = empty ]; then
    rm -rf "$work/empty"
    open_app "$binary" --data "$work/empty" "$@"
  else
    open_app "$binary" --data "$demo" --now "$now" --route "$route" "$@"
  fi
  if [ -n "$keys" ]; then
    # shellcheck disable=SC2086 # a list of keys, split on purpose
    press $keys
    still
  fi
}
