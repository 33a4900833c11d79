#!/bin/sh
# The whole check, in the order in which a fault is cheapest to find. CI runs this and nothing else.
set -eu
BIN=${1:-.venv/bin}

step() { printf '\n== %s\n' "$*"; }

step "format";  "$BIN/ruff" format --check .
step "lint";    "$BIN/ruff" check .
step "types";   "$BIN/mypy"
step "arrows";  "$BIN/lint-imports"
step "flows";   "$BIN/maatje" flows check
step "words";   "$BIN/maatje" flows words
step "tests";   "$BIN/python" -m pytest -q -n 2 --dist loadfile
