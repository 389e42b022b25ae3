#!/usr/bin/env bash
# Builds the pinned lint tool into .bin once, and prints its path.
#
# It is built from source with the Go at hand, which takes a few minutes the
# first time on a new machine and nothing after that.
set -euo pipefail
cd "$(dirname "$0")/.."

version=v2.15.0
tool=$PWD/.bin/golangci-lint-$version

if [ ! -x "$tool" ]; then
  printf 'Building golangci-lint %s into .bin (a few minutes, once).\n' "$version" >&2
  build=$(mktemp -d)
  trap 'rm -rf "$build"' EXIT
  GOBIN=$build go install "github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$version"
  mkdir -p .bin
  mv "$build/golangci-lint" "$tool"
fi
printf '%s\n' "$tool"
