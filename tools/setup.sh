#!/bin/sh
# Makes the virtual environment and installs exactly what the lock file says. Quick when nothing changed.
set -eu
VENV=${1:-.venv}
PYTHON=${PYTHON:-python3}

say() { printf '%s\n' "maatje: $*" >&2; }

"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    say "python 3.11 or newer is needed; found $("$PYTHON" --version 2>&1)"
    exit 1
}

if ! "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "installing python3-venv"
        apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
    else
        say "python3-venv is missing; ask your administrator: apt-get install python3-venv"
        exit 1
    fi
fi

[ -x "$VENV/bin/python" ] || "$PYTHON" -m venv "$VENV"
export PIP_DISABLE_PIP_VERSION_CHECK=1
# uv installs the same hashed list several times faster; without it pip does the same work.
if [ ! -x "$VENV/bin/uv" ]; then
    awk '/^uv==/ {on = 1; print; next} on && !/^ / {exit} on && !/#/ {print}' requirements-dev.txt > "$VENV/uv.txt"
    "$VENV/bin/python" -m pip install -q --no-deps --require-hashes -r "$VENV/uv.txt" 2>/dev/null || true
fi
if [ -x "$VENV/bin/uv" ]; then
    "$VENV/bin/uv" pip install -q --python "$VENV/bin/python" --require-hashes -r requirements-dev.txt
    "$VENV/bin/uv" pip install -q --python "$VENV/bin/python" --no-deps --no-build-isolation -e .
else
    "$VENV/bin/python" -m pip install -q --require-hashes -r requirements-dev.txt
    "$VENV/bin/python" -m pip install -q --no-deps --no-build-isolation -e .
fi
