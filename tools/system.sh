#!/bin/sh
# The system packages that only the tests need: a browser, a PostgreSQL server, a tool that reads PDF, emoji in colour.
set -eu

missing=""
command -v chromium >/dev/null || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v pdftotext >/dev/null || missing="$missing poppler-utils"
ls /usr/share/fonts/truetype/noto/NotoColorEmoji.ttf >/dev/null 2>&1 || missing="$missing fonts-noto-color-emoji"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    printf '%s\n' "maatje: the tests need these system packages; ask your administrator: apt-get install$missing" >&2
    exit 1
fi
printf '%s\n' "maatje: installing$missing" >&2
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086
apt-get install -y -qq --no-install-recommends $missing >/dev/null
