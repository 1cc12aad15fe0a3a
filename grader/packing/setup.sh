#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image of the autograder.
set -euo pipefail
source_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
environment=$(dirname "$source_folder")/venv
cd "$source_folder"
# shellcheck source=/dev/null
. ./settings

# The packer's version first: the libraries in requirements.txt are known to exist for it. They demand OLDEST_PYTHON.
versions=("$PYTHON_VERSION" 3.14 3.13 3.12 3.11)

# Whether this Python is new enough and can make a virtual environment.
fits() {
    "$1" -c 'import sys, ensurepip, venv
sys.exit(sys.version_info[:2] < tuple(map(int, sys.argv[1].split("."))))' "$OLDEST_PYTHON" 2>/dev/null
}

# An environment with everything in it, or none: libraries of these versions may not exist for this Python.
installs() {
    rm -rf "$environment"
    "$1" -m venv "$environment" &&
        "$environment/bin/pip" install --no-cache-dir --disable-pip-version-check -r requirements.txt && return
    rm -rf "$environment"
    return 1
}

tried=" "
try_all() {
    local name
    for name in "${versions[@]/#/python}" python3; do
        case $tried in *" $name "*) continue ;; esac
        if fits "$name"; then
            tried="$tried$name "
            if installs "$name"; then return; fi
            echo "setup.sh: $name cannot be used: pip says above what is missing for it." >&2
        fi
    done
    return 1
}

set_up() {
    local version
    if try_all; then return; fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get update || true
    for version in "${versions[@]}" 3; do
        apt-get install -y --no-install-recommends "python$version" "python$version-venv" || continue
        if try_all; then return; fi
    done
    return 1
}

if ! set_up; then
    if [ "$tried" = " " ]; then
        echo "setup.sh: no Python $OLDEST_PYTHON or newer can be installed here, and the libraries in requirements.txt" \
            "need one. Choose an image with one, such as a newer Ubuntu." >&2
    else
        echo "setup.sh: the libraries in requirements.txt cannot be installed for any Python here (tried:${tried% }). They" \
            "were taken from Python $PYTHON_VERSION: choose an image with that one, or pack the zip with a Python that" \
            "the image has." >&2
    fi
    exit 1
fi

# Hidden tests and reference are for root alone: code that is graded runs as another user.
chmod -R go= "$source_folder"
# For the log of the build: the levels of isolation that this machine offers.
"$environment/bin/grader" doctor --course "$source_folder/course" || true
