#!/bin/sh
# Make the virtual environment given as $1, with exactly the packages of requirements.lock.
# Every way it can fail on a strange machine ends in a sentence that says what to do.
set -eu
venv=$1
python=${PYTHON:-python3}

fail() {
    printf 'OMA cannot be set up: %s\n%s\n' "$1" "$2" >&2
    exit 1
}

[ "$(uname -sm)" = "Linux x86_64" ] ||
    fail "this is $(uname -sm), and the embedded broker and database are built for Linux on x86-64." \
        "Use such a machine or virtual machine, or the container images (deploy/docker)."
command -v "$python" >/dev/null ||
    fail "$python is not installed." "Debian, Ubuntu: apt-get install python3 python3-venv"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "$("$python" --version) is too old; 3.11 or newer is needed." \
        "Install a newer one and name it: make PYTHON=/path/to/python3.11"
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
    fail "this Python cannot make virtual environments." \
        "Debian, Ubuntu: apt-get install $("$python" -c 'import sys; print("python3.%d-venv" % sys.version_info[1])')"

# The embedded database is a program that is linked to these two.
[ -n "${MONGODB_URL:-}" ] || grep -qs '^MONGODB_URL=.' .env ||
    "$python" -c 'import ctypes; ctypes.CDLL("libssl.so.3"); ctypes.CDLL("libcurl.so.4")' 2>/dev/null ||
    fail "the embedded database needs OpenSSL 3 and libcurl 4, which are not here." \
        "Debian, Ubuntu: apt-get install libssl3 libcurl4. Or set MONGODB_URL to a MongoDB of your own."

# An environment that was moved, or whose Python is gone, is made anew.
"$venv/bin/python" -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear "$venv"

echo "Installing the locked packages into $venv ..."
export PIP_DISABLE_PIP_VERSION_CHECK=1
pip() { "$venv/bin/python" -m pip -q "$@"; }

# uv installs the same wheels by the same hashes in a third of the time, but knows nothing of pip's configuration:
# where a mirror or a proxy is set up for pip alone, pip does it.
install_by_uv() {
    awk '/^[^ ]/ { wanted = /^uv==/ } wanted' requirements.lock >"$venv/uv.lock" &&
        pip install --require-hashes -r "$venv/uv.lock" &&
        "$venv/bin/uv" pip install -q --no-config --python "$venv/bin/python" --require-hashes -r requirements.lock
}
install_by_uv 2>"$venv/uv.log" || pip install --require-hashes -r requirements.lock ||
    fail "not every package could be installed (see above)." \
        "Check the network and the free disk space (3 GB), then run the same command again."
pip install --no-deps --no-build-isolation -e .
