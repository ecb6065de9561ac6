#!/usr/bin/env bash
# The system packages of Debian 12: `scripts/packages.sh run test`.
# root: what is missing is installed. Others: the command that root has to run, and exit 1.
set -euo pipefail
cd "$(dirname "$0")/.."

packages_of() {
    case $1 in
    # Pango and HarfBuzz draw the PDF files, Liberation Serif is their typeface.
    run) echo libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation2 ;;
    # A private PostgreSQL server; a browser, and what its driver is linked with; pdftotext.
    test) echo postgresql chromium-headless-shell libatomic1 poppler-utils ;;
    *) echo "unknown group $1" >&2 && exit 2 ;;
    esac
}

there_anyhow() { # on a system that is not Debian: are the parts there under whatever name?
    case $1 in
    run) scripts/find_python.sh -c '
import ctypes.util, subprocess, sys
libraries = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")
fonts = subprocess.run(["fc-list", "Liberation Serif"], capture_output=True, text=True).stdout
sys.exit(not (all(map(ctypes.util.find_library, libraries)) and fonts))' 2>/dev/null ;;
    test) command -v initdb chromium-headless-shell pdftotext >/dev/null ;;
    esac
}

if ! command -v dpkg-query >/dev/null; then
    for group in "$@"; do
        echo "Not Debian. Needed is what Debian 12 calls: $(packages_of "$group")" >&2
        there_anyhow "$group" || exit 1
    done
    exit 0
fi

missing=()
if ! scripts/find_python.sh -c 'import ensurepip, venv' 2>/dev/null; then
    missing+=(python3 python3-venv)
fi
for group in "$@"; do
    for package in $(packages_of "$group"); do
        state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
        [ "$state" = installed ] || missing+=("$package")
    done
done
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
    echo "System packages are missing. Run this as root, then try again:" >&2
    echo "  apt-get update && apt-get install -y --no-install-recommends ${missing[*]}" >&2
    exit 1
fi
echo "== Installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get -o DPkg::Lock::Timeout=300 -qq update
apt-get -o DPkg::Lock::Timeout=300 -qq install -y --no-install-recommends "${missing[@]}" >/dev/null
