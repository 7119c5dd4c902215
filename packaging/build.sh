#!/bin/sh
# The folder that runs by itself and the .deb made from it, into dist/: packaging/build.sh [python3]; `make installers`.
# Everything it makes on the way lies in build/. The same commit on the same Debian gives the same bytes.
set -eu
cd "$(dirname "$0")/.."
python=${1:-python3}
venv=build/venv

[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
echo "Fetching what the installers are made of (packaging/requirements.txt)"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r packaging/requirements.txt
# Four fifths of the vault's driver are notes for a debugger.
find "$venv" -path '*/sqlcipher3/*.so' -exec strip --strip-debug {} +

# The day of the commit stands for the day of the build, and hashes are not salted: nothing depends on when or where.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)}
export SOURCE_DATE_EPOCH PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE=1 LC_ALL=C.UTF-8 TZ=UTC
umask 022

rm -rf dist build/work
"$venv/bin/python" -m PyInstaller --noconfirm --log-level ERROR --distpath dist --workpath build/work packaging/reviewapp.spec
echo "dist/reviewapp: $(du -sh dist/reviewapp | cut -f1), runs as dist/reviewapp/reviewapp"
if [ "$(uname -s)" = Linux ]; then
  "$venv/bin/python" packaging/linux/deb.py dist/reviewapp dist
fi
