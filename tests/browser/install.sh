#!/bin/sh
# A browser for the browser tests: the chromium that is there, else Debian's where root may install it, else none (they skip).
# Its headless shell is enough, and has less to install and to do; older releases have the whole browser only.
set -eu
for browser in chromium-headless-shell chromium chromium-browser google-chrome; do
    command -v "$browser" >/dev/null && exit 0
done
[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || { echo "no chromium: the browser tests will be skipped"; exit 0; }
apt-get update -q >/dev/null
browser=chromium-headless-shell
apt-cache show "$browser" >/dev/null 2>&1 || browser=chromium
DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$browser" fonts-dejavu-core fonts-noto-color-emoji >/dev/null
