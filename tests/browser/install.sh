#!/bin/sh
# A browser for the browser tests: the chromium that is there, else Debian's where root may install it, else none (they skip).
set -eu
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null && exit 0
[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || { echo "no chromium: the browser tests will be skipped"; exit 0; }
apt-get update -q >/dev/null
DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends chromium fonts-dejavu-core fonts-noto-color-emoji >/dev/null
