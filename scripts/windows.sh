#!/usr/bin/env bash
# Builds the desktop and settlectl for 64-bit Windows into bin/windows.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/deps.sh windows
mkdir -p bin/windows
export GOOS=windows GOARCH=amd64 CGO_ENABLED=1 CC=x86_64-w64-mingw32-gcc
printf 'Building for Windows (several minutes the first time).\n' >&2
go build -trimpath -ldflags '-s -w' -o bin/windows/settlectl.exe ./app/settlectl
go build -trimpath -tags migrated_fynedo -ldflags '-s -w -H=windowsgui' -o bin/windows/settle.exe .
printf 'Built bin/windows/settle.exe and bin/windows/settlectl.exe.\n' >&2
