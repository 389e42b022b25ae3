#!/usr/bin/env bash
# Builds and opens the desktop; on a machine without a display it says so and
# shows the main job in the terminal instead.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "$(uname -s)" = Linux ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  scripts/deps.sh cgo
  printf 'There is no display here, so the window cannot open. Showing the main job in the terminal instead.\n' >&2
  exec go run ./app/settlectl demo
fi

scripts/deps.sh window
mkdir -p bin
printf 'Building Settle (several minutes the first time, seconds after that).\n' >&2
go build -tags migrated_fynedo -o bin/settle .
exec bin/settle "$@"
