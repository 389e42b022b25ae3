#!/usr/bin/env bash
# Tries a real keyring, GNOME's, on a session bus of its own and with an empty
# home: a system's device key is sealed with a secret that only the keyring
# holds. Everything that is started here ends with the bus.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "${1:-}" != inside ]; then
  mkdir -p bin
  go build -o bin/settlectl ./app/settlectl
  work=$(mktemp -d "${TMPDIR:-/tmp}/settle-keyring.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  mkdir -m 700 "$work/run"
  env -u SETTLE_KEYRING -u DISPLAY -u WAYLAND_DISPLAY HOME="$work" XDG_RUNTIME_DIR="$work/run" XDG_DATA_HOME="$work/share" \
    XDG_CONFIG_HOME="$work/config" XDG_CACHE_HOME="$work/cache" dbus-run-session -- "$PWD/scripts/keyring.sh" inside
  exit
fi

say() { printf '  %s\n' "$*"; }
fail() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}

gnome-keyring-daemon --unlock --components=secrets --daemonize <<<'a password of the account' >/dev/null 2>"$HOME/keyring.log" ||
  fail "the keyring did not start: $(cat "$HOME/keyring.log")"

data=$HOME/data
ctl() { bin/settlectl --data "$data" "$@"; }
# invites runs whatever needs the device's key, with the environment as given.
invites() {
  rm -f "$HOME/invitation"
  env "$@" bin/settlectl --data "$data" invite --person 'Alex Example' --org S9B9J --roles host --out "$HOME/invitation" >"$HOME/out.txt" 2>"$HOME/err.txt"
}
# refused WHY SENTENCE
refused() {
  grep -qF "$2" "$HOME/err.txt" || fail "$1, it says: $(cat "$HOME/err.txt")"
  say "$1: $(cat "$HOME/err.txt")"
}

ctl found --system Keyring --org S9B9J --person 'Sam Example' >/dev/null 2>"$HOME/err.txt" || fail "nothing is founded: $(cat "$HOME/err.txt")"
id=$(sed -n 2p "$data/keys/device.key")
[ "$(head -n 1 "$data/keys/device.key")" = 'settle device key 1 secret' ] || fail 'the key is not sealed with a secret'
secret=$(secret-tool lookup service Settle username "$id")
[ -n "$secret" ] || fail 'the keyring holds no secret'
! grep -rqF -- "$secret" "$data" || fail 'the secret lies in the data folder'
say 'the key is sealed, and its secret is in the keyring alone'

invites || fail "with the keyring nothing can be written: $(cat "$HOME/err.txt")"
say 'what is written is signed with it'

! invites SETTLE_KEYRING=off || fail 'without the keyring the key opens'
refused 'with the keyring out of reach' 'which does not answer'
secret-tool clear service Settle
! invites || fail 'without its secret the key opens'
refused 'with the secret gone' 'the keyring here has none for it'
printf '%s' "$secret" | secret-tool store --label Settle --collection login service Settle username "$id"
invites || fail "with the secret back the key does not open: $(cat "$HOME/err.txt")"
say 'with the secret back it opens again'

printf 'a phrase of four words\n' >"$HOME/phrase"
ctl passphrase set --passphrase-file "$HOME/phrase" >/dev/null 2>"$HOME/err.txt" || fail "no passphrase can be set: $(cat "$HOME/err.txt")"
[ -z "$(secret-tool lookup service Settle username "$id" || true)" ] || fail 'the secret stays behind in the keyring'
invites "SETTLE_PASSPHRASE_FILE=$HOME/phrase" SETTLE_KEYRING=off || fail "the passphrase does not open the key: $(cat "$HOME/err.txt")"
say 'a passphrase takes the place of the secret, which leaves the keyring'
