# shellcheck shell=bash
# A virtual screen, and a hand for it. Sourced by the scripts that try the real
# desktop; eyes.sh adds reading what stands on the screen.
#
# Everything started here is ended by its process id when the script ends.
# Every wait is bounded: what does not come fails with a sentence.

work=$(mktemp -d "${TMPDIR:-/tmp}/settle-screen.XXXXXX")
screen_pid=
app_pid=
app_window=
app_log=$work/app.log
asked=0 # how often the desktop was asked, by descriptor 9, to say when it has settled

say() { printf '%s\n' "$*" >&2; }

# fail SENTENCE… keeps a picture and the desktop's log, says where, and ends.
fail() {
  say "FAILED: $*"
  if [ -n "$screen_pid" ]; then
    keep=$(mktemp -d "${TMPDIR:-/tmp}/settle-failed.XXXXXX")
    import -window root "$keep/screen.png" 2>/dev/null || true
    cp "$work"/*.log "$keep"/ 2>/dev/null || true
    say "The screen as it was, and the logs: $keep"
    tail -n 20 "$app_log" >&2 2>/dev/null || true
  fi
  exit 1
}

end_process() {
  [ -n "$1" ] || return 0
  kill "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

clean_up() {
  end_process "$app_pid"
  end_process "$screen_pid"
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# until_true SECONDS COMMAND… tries ten times a second until COMMAND succeeds.
until_true() {
  local end=$((SECONDS + $1))
  shift
  while ! "$@"; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.1
  done
}

# start_screen WIDTHxHEIGHT: the X server picks a free number itself.
start_screen() {
  end_process "$screen_pid"
  : >"$work/display"
  Xvfb -displayfd 3 -screen 0 "${1}x24" +extension GLX -nolisten tcp -noreset \
    3>"$work/display" >"$work/xvfb.log" 2>&1 &
  screen_pid=$!
  until_true 20 test -s "$work/display" || fail "the virtual screen did not start: $(cat "$work/xvfb.log")"
  DISPLAY=:$(tr -d '[:space:]' <"$work/display")
  export DISPLAY
  unset WAYLAND_DISPLAY
  setxkbmap gb # a British keyboard: it has the pound sign
}

find_window() {
  kill -0 "$app_pid" 2>/dev/null || return 0
  app_window=$(xdotool search --onlyvisible --pid "$app_pid" 2>/dev/null | tail -n 1)
  [ -n "$app_window" ]
}

# open_app BINARY ARGUMENT… starts the desktop in a home of its own, waits for
# its window and gives it the keyboard.
open_app() {
  [ -x "$1" ] || fail "there is no desktop to open at $1"
  mkdir -p "$work/home/.cache" "$work/run"
  chmod 700 "$work/run"
  rm -f "$work/asks"
  mkfifo "$work/asks"
  exec 9<>"$work/asks"
  asked=0
  env -u DBUS_SESSION_BUS_ADDRESS HOME="$work/home" XDG_CONFIG_HOME="$work/home/.config" \
    XDG_DATA_HOME="$work/home/.local/share" XDG_CACHE_HOME="$work/home/.cache" XDG_RUNTIME_DIR="$work/run" \
    LANG=en_GB.UTF-8 FYNE_SCALE="${FYNE_SCALE:-1}" "$1" --answer "${@:2}" <"$work/asks" >"$app_log" 2>&1 9<&- &
  app_pid=$!
  app_window=
  until_true 30 find_window || fail "no window came from: $*"
  [ -n "$app_window" ] || fail "the desktop ended before its window came: $*"
  xdotool windowfocus --sync "$app_window" || fail "the window does not take the keyboard"
  still
}

# app_is_well fails when the desktop has gone, or has written down a panic or
# a widget touched from the wrong goroutine.
app_is_well() {
  local seen
  seen=$(grep -nE 'Error in Fyne call thread|^panic:|^fatal error:|SIGSEGV|DATA RACE|^goroutine [0-9]+ \[running\]' "$app_log" | head -n 3 || true)
  [ -z "$seen" ] || fail "the desktop complained: $seen"
  kill -0 "$app_pid" 2>/dev/null || fail "the desktop has gone"
}

# close_app ends the desktop, which must have been well until then.
close_app() {
  app_is_well
  end_process "$app_pid"
  app_pid=
}

answered() { grep -qx "settled $asked" "$app_log" || ! kill -0 "$app_pid" 2>/dev/null; }

look() { import -window root -depth 8 rgb:"$1"; }

# unmoved tells whether the screen is as it was at the look before, a blinking
# text cursor aside.
unmoved() {
  mv "$work/now.rgb" "$work/before.rgb"
  look "$work/now.rgb"
  local bytes
  bytes=$(cmp -l "$work/before.rgb" "$work/now.rgb" | head -n 600 | wc -l || true)
  [ "$bytes" -lt 600 ]
}

# heard waits until the desktop has dealt with every key and click so far and
# nothing loads any more, which it answers. It counts, so never in a subshell.
heard() {
  asked=$((asked + 1))
  printf 'settled %d\n' "$asked" >&9
  until_true 60 answered || fail 'the desktop is still at work after a minute'
}

# still waits for that, and until nothing moves on the screen.
still() {
  heard
  look "$work/now.rgb"
  sleep 0.05
  until_true 10 unmoved || true
}

# shot FILE.png pictures the whole screen, which must show something.
shot() {
  import -window root -strip -define png:compression-level=9 "$1" || fail "no picture could be taken for $1"
  [ "$(identify -format %k "$1")" -gt 16 ] || fail "the picture $1 is blank"
}

# The hand waits until the desktop knows where it is: a press in the same
# moment as the move that leads there is not seen by the toolkit. (xdotool's own
# --sync waits for fifteen seconds where the pointer is there already.)
move() {
  xdotool mousemove $(($1 - 1)) "$2" mousemove "$1" "$2"
  heard
}
click() { move "$1" "$2" && xdotool mousedown "${3:-1}" sleep 0.05 mouseup "${3:-1}"; }
scroll_down() { xdotool click --repeat "${1:-5}" --delay 20 5; }
press() { xdotool key --delay 40 "$@"; }
type_text() { LC_ALL=C.UTF-8 xdotool type --delay 25 -- "$1"; }
