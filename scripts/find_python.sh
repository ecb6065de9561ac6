#!/usr/bin/env bash
# Runs the Python that the portal uses with the given arguments: 3.11, else a newer one.
for python in python3.11 python3 /usr/bin/python3; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        exec "$python" "$@"
    fi
done
echo "Python 3.11 or newer is needed (Debian 12: apt-get install python3 python3-venv)" >&2
exit 1
