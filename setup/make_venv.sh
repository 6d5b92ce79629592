#!/usr/bin/env bash
# Makes a virtual environment with the newest Python from 3.11 on that this machine has. Debian and Ubuntu ship
# Python without the module that does it: then its package is installed, which needs root or sudo.
set -euo pipefail
venv=$1

newest_python() {
  for name in python3.14 python3.13 python3.12 python3.11 python3; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return
    fi
  done
  echo "Python 3.11 or newer is needed and was not found. Install it, for example: sudo apt install python3" >&2
  exit 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else return 1; fi
}

install_venv_module() {
  local package="$1-venv"
  echo "Python's venv module is missing; installing the package $package ..." >&2
  command -v apt-get >/dev/null || return 1
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 || return 1
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$package" >&2
}

python=$(newest_python)
rm -rf "$venv"
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  install_venv_module "$python" || { echo "Install it by hand and run make again: sudo apt install $python-venv" >&2; exit 1; }
fi
"$python" -m venv "$venv"
