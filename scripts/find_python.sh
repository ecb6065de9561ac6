#!/usr/bin/env bash
# Runs the Python that the portal uses with the given arguments: 3.11, else a newer one.
# The system's first: Debian builds it with optimisations, one compiled without them takes twice as
# long. One that cannot make .venv is passed over, unless packages.sh adds what it lacks: for root.
set -euo pipefail
needed='import sys; assert sys.version_info >= (3, 11)'
if [ "$(id -u)" -ne 0 ] || ! command -v dpkg-query >/dev/null; then
    needed+='; import ensurepip, venv'
fi
for python in /usr/bin/python3 python3.11 python3; do
    if "$python" -c "$needed" 2>/dev/null; then
        exec "$python" "$@"
    fi
done
echo "Python 3.11 or newer is needed (Debian 12: apt-get install python3 python3-venv)" >&2
exit 1
