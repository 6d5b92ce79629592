#!/usr/bin/env bash
# Looks for the browser that draws charts into files, and installs the system's where it may: as root or with sudo that
# asks for no password, where there is apt. Without one everything else works; so this never fails.
set -uo pipefail

if [ -n "${BROWSER_PATH:-}" ] && command -v "$BROWSER_PATH" >/dev/null; then exit 0; fi
for name in chromium-headless-shell chrome-headless-shell chromium chromium-browser google-chrome google-chrome-stable chrome; do
  if command -v "$name" >/dev/null; then exit 0; fi
done
for path in "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
  if [ -x "$path" ]; then exit 0; fi
done

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi
}

install_browser() {
  command -v apt-get >/dev/null || return 1
  as_root true || return 1
  echo "No browser was found that draws charts into files; installing the package chromium-headless-shell ..." >&2
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >/dev/null 2>&1
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium-headless-shell >/dev/null 2>&1 ||
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null 2>&1
}

if ! install_browser; then
  echo "No browser was found that could draw charts into files: visitors get PNG and SVG from their own, but no PDF," >&2
  echo "and no press kit can be written. To mend it: sudo apt-get install chromium-headless-shell, or set BROWSER_PATH." >&2
fi
exit 0
