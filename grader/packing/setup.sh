#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image of the autograder.
set -euo pipefail
source_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
environment=$(dirname "$source_folder")/venv
cd "$source_folder"
# shellcheck source=/dev/null
. ./settings

# Python 3.11 or newer that can make a virtual environment: the packer's version first.
find_python() {
    local name
    for name in "python$PYTHON_VERSION" python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

if ! python=$(find_python); then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update || true
    for name in "python$PYTHON_VERSION" python3.12 python3.11 python3; do
        apt-get install -y --no-install-recommends "$name" "$name-venv" || continue
        if python=$(find_python); then break; fi
    done
fi
if [ -z "${python:-}" ]; then
    echo "setup.sh: no Python 3.11 or newer can be installed here. Choose an image with one, such as a newer Ubuntu." >&2
    exit 1
fi

rm -rf "$environment"
"$python" -m venv "$environment"
"$environment/bin/pip" install --no-cache-dir --disable-pip-version-check -r requirements.txt

# Hidden tests and reference are for root alone: code that is graded runs as another user.
chmod -R go= "$source_folder"
# For the log of the build: the levels of isolation that this machine offers.
"$environment/bin/grader" doctor --course "$source_folder/course" || true
