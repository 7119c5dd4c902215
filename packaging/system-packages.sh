#!/bin/sh
# Install the Debian packages named as arguments that are missing; when that is not allowed, print the
# one line that does it and exit 3. Other systems are left alone.
command -v dpkg-query >/dev/null 2>&1 || exit 0
missing=""
for package in "$@"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "install ok installed" && continue
  # Newer releases renamed some libraries (time64): the new name provides the old one.
  dpkg-query -W -f='${Status}' "${package}t64" 2>/dev/null | grep -q "install ok installed" && continue
  missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ]; then run=""; elif sudo -n true 2>/dev/null; then run="sudo"; else run="no"; fi
if [ "$run" = no ]; then
  echo "Some system packages are missing. Install them with:" >&2
  echo "  sudo apt-get install -y$missing" >&2
  exit 3
fi
echo "Installing system packages:$missing"
{ $run apt-get update -qq && DEBIAN_FRONTEND=noninteractive $run apt-get install -y -qq --no-install-recommends $missing; } \
  >/dev/null 2>&1 && exit 0
echo "The system packages could not be installed. Try it by hand:" >&2
echo "  sudo apt-get install -y$missing" >&2
exit 3
