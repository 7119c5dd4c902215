#!/bin/sh
# Let this user's desktop open .rvpacket files with ReviewApp: packaging/linux/associate.sh [/path/to/reviewapp]
# Without a path, "reviewapp" has to be found in PATH when a file is double-clicked. Nothing needs root, and
# "associate.sh --remove" takes it all away again.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
type=application-vnd.reviewapp.packet

refresh() {
  # Desktops without these tools notice the files at the next login.
  command -v update-mime-database >/dev/null 2>&1 && update-mime-database "$data/mime"
  command -v update-desktop-database >/dev/null 2>&1 && update-desktop-database -q "$data/applications"
  return 0
}

if [ "${1:-}" = --remove ]; then
  rm -f "$data/applications/reviewapp.desktop" "$data/mime/packages/reviewapp-packet.xml" \
    "$data/icons/hicolor/scalable/apps/reviewapp.svg" "$data/icons/hicolor/scalable/mimetypes/$type.svg"
  refresh
  exit 0
fi

program=${1:-reviewapp}
case $program in
  */*) [ -x "$program" ] || { echo "$program cannot be run." >&2; exit 2; }
       program=$(cd "$(dirname "$program")" && pwd)/$(basename "$program") ;;
esac
case $program in
  *[\"\`\$\\%]*) echo "A path with quotes, \$, % or backslashes cannot stand in a .desktop file." >&2; exit 2 ;;
esac
mkdir -p "$data/applications" "$data/mime/packages" "$data/icons/hicolor/scalable/apps" \
  "$data/icons/hicolor/scalable/mimetypes"
# Quoted as the Desktop Entry Specification asks for a path that may hold blanks.
while IFS= read -r line; do
  case $line in
    Exec=*) printf 'Exec="%s" %%f\n' "$program" ;;
    *) printf '%s\n' "$line" ;;
  esac
done < "$here/reviewapp.desktop" > "$data/applications/reviewapp.desktop"
cp "$here/reviewapp-packet.xml" "$data/mime/packages/reviewapp-packet.xml"
cp "$here/reviewapp.svg" "$data/icons/hicolor/scalable/apps/reviewapp.svg"
cp "$here/$type.svg" "$data/icons/hicolor/scalable/mimetypes/$type.svg"
refresh
echo "Files ending in .rvpacket now open with $program."
