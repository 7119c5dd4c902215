#!/bin/sh
# Does the .deb work where nothing else is? packaging/linux/try.sh FILE.deb [FOLDER [RELEASE]], as root, with debootstrap.
# A bare Debian is made in FOLDER/RELEASE (bookworm), or taken when it is there; the package is installed, used by an
# ordinary account, and removed. FOLDER (build/try) keeps the log and pictures of the window. Mounts go when it ends.
set -eu
deb=$(realpath "${1:?Build it first: make installers}")
folder=${2:-$(dirname "$0")/../../build/try}
release=${3:-bookworm}
mkdir -p "$folder"
folder=$(realpath "$folder")
root=$folder/$release

if [ ! -d "$root/etc" ]; then
  debootstrap --variant=minbase --include=ca-certificates "$release" "$root" > "$folder/debootstrap.log"
fi
cp /etc/resolv.conf "$root/etc/resolv.conf"
mkdir -p "$root/try"
cp "$deb" "$(dirname "$0")/try-inside.sh" "$root/try/"
echo "Some minutes; what happens stands in $folder/try.log"
unshare --mount sh -c '
  mount --make-rprivate /; mount -t proc proc "$0/proc"; mount --rbind /dev "$0/dev"
  exec chroot "$0" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
    sh /try/try-inside.sh "/try/$1"
' "$root" "$(basename "$deb")" > "$folder/try.log" 2>&1 && failed=0 || failed=$?
cat "$folder/try.log"
cp "$root"/try/*.png "$folder" 2>/dev/null || true
exit "$failed"
