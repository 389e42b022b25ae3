#!/usr/bin/env bash
# Installs what a make target needs, Go itself aside:
#
#   scripts/deps.sh GROUP…
#
#   cgo     a C compiler (for SQLite)
#   window  cgo, and the headers that the desktop is built against
#   screen  a virtual screen, a hand and an eye to try the desktop on it
#   shell   the checker for the scripts here
#   windows a C compiler that makes programs for Windows
#   netns   what makes networks apart from the machine's own, and listens to them
#   keyring a keyring, and a session bus for it
#   data    what reads settlectl's JSON in the scripts here
#
# On Debian and Ubuntu missing packages are installed, with sudo unless you are
# root. Elsewhere it looks whether the things are there and, where they are
# not, says in a sentence what to install.
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }

need_go() {
  command -v go >/dev/null || {
    say "Settle needs Go 1.26 or newer on your PATH: install it from your system's packages or from the Go project's download page, then try again."
    exit 1
  }
}

packages() {
  case $1 in
    cgo) echo gcc libc6-dev ;;
    window) echo gcc libc6-dev pkg-config libgl1-mesa-dev xorg-dev libwayland-dev libxkbcommon-dev ;;
    screen) echo xvfb libgl1-mesa-dri xdotool imagemagick tesseract-ocr tesseract-ocr-eng ;;
    shell) echo shellcheck ;;
    windows) echo gcc-mingw-w64-x86-64 ;;
    netns) echo iproute2 nftables procps tcpdump tshark ;;
    keyring) echo dbus-daemon gnome-keyring libsecret-tools ;;
    data) echo jq ;;
    *)
      say "deps.sh knows no group \"$1\": use cgo, window, screen, shell, windows, netns, keyring or data."
      exit 2
      ;;
  esac
}

install_debian() {
  local missing=() p
  for p in "$@"; do
    dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing+=("$p")
  done
  [ ${#missing[@]} -eq 0 ] && return
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
      say "These packages are missing and you are neither root nor have sudo. Ask someone who is to run: apt-get install ${missing[*]}"
      exit 1
    }
    root=(sudo)
  fi
  say "Installing ${missing[*]}"
  "${root[@]}" apt-get update -q >&2 </dev/null
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" >&2 </dev/null
}

# present says whether a group's things are there on a system whose packages
# we cannot name.
present() {
  case $1 in
    cgo) command -v cc >/dev/null || command -v gcc >/dev/null || command -v clang >/dev/null ;;
    window)
      present cgo || return 1
      [ "$(uname -s)" != Linux ] && return 0
      command -v pkg-config >/dev/null &&
        pkg-config --exists gl x11 xcursor xrandr xinerama xi xxf86vm wayland-client xkbcommon
      ;;
    screen) command -v Xvfb >/dev/null && command -v xdotool >/dev/null && command -v import >/dev/null && command -v tesseract >/dev/null ;;
    shell) command -v shellcheck >/dev/null ;;
    windows) command -v x86_64-w64-mingw32-gcc >/dev/null ;;
    netns) command -v ip >/dev/null && command -v nft >/dev/null && command -v tcpdump >/dev/null && command -v tshark >/dev/null ;;
    keyring) command -v dbus-run-session >/dev/null && command -v gnome-keyring-daemon >/dev/null && command -v secret-tool >/dev/null ;;
    data) command -v jq >/dev/null ;;
  esac
}

advice() {
  case $1:$(uname -s) in
    cgo:Darwin | window:Darwin) echo "Install Apple's command line tools with: xcode-select --install" ;;
    cgo:Linux) echo "Install a C compiler (gcc) with your system's package manager." ;;
    window:Linux) echo "Install gcc, pkg-config and the development files of OpenGL (Mesa), X11 (with Xcursor, Xrandr, Xinerama, Xi and Xxf86vm), Wayland and xkbcommon with your system's package manager." ;;
    cgo:* | window:*) echo "Install a C compiler for Windows, such as MinGW-w64 from MSYS2, and put its bin folder on your PATH." ;;
    screen:Linux) echo "Install Xvfb, Mesa's software renderer, xdotool, ImageMagick and Tesseract with English with your system's package manager." ;;
    screen:*) echo "The virtual screen (Xvfb) is there on Linux only; use a Linux machine or container for this target." ;;
    shell:*) echo "Install shellcheck." ;;
    windows:*) echo "Install MinGW-w64, so that x86_64-w64-mingw32-gcc is on your PATH." ;;
    netns:Linux) echo "Install iproute2, nftables, tcpdump and tshark." ;;
    netns:*) echo "Network namespaces are there on Linux only; use a Linux machine or container for this target." ;;
    keyring:Linux) echo "Install GNOME Keyring, a D-Bus daemon and secret-tool." ;;
    keyring:*) echo "This tries a keyring of Linux; use a Linux machine or container for this target." ;;
    data:*) echo "Install jq." ;;
  esac
}

need_go
for group in "$@"; do
  list=$(packages "$group")
  if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
    # shellcheck disable=SC2086 # a list of package names, split on purpose
    install_debian $list
  elif ! present "$group"; then
    say "Something that this target needs is missing. $(advice "$group") Then try again."
    exit 1
  fi
done
