#!/bin/sh
# The part of try.sh that runs in the bare Debian: try-inside.sh FILE.deb. The first thing that fails ends it.
set -eu
deb=$1 patience=60
work=/home/tester
export DEBIAN_FRONTEND=noninteractive
say() { echo "== $*"; }
fail() { echo "FAILED: $*" >&2; exit 1; }
as_tester() { su tester -c "cd $work && $*"; }
quiet() { "$@" > /try/apt.log 2>&1 || { tail -20 /try/apt.log >&2; fail "$*"; }; }
# Two pictures in a row that are the same, and more than an empty page: the window has settled.
picture() {
  i=0
  until sleep 1; DISPLAY=:99 scrot -o "/try/$1.png"
        cmp -s "/try/$1.png" /try/last.png && [ "$(stat -c %s "/try/$1.png")" -gt 20000 ]; do
    i=$((i + 1)); [ $i -gt "$patience" ] && fail "the window never settled"
    cp "/try/$1.png" /try/last.png
  done
  rm /try/last.png
}

dpkg -s reviewapp > /dev/null 2>&1 && quiet apt-get purge -y reviewapp  # a try before this one failed
say "Nothing of ours and no Python is here"
for word in python3 reviewapp gcc; do
  if command -v "$word" > /dev/null; then fail "$word is installed"; fi
done
id tester > /dev/null 2>&1 || useradd --create-home --shell /bin/sh tester
rm -rf $work/* $work/.local $work/.config

say "Installing with what it depends on, and no more"
quiet apt-get update
quiet apt-get install -y --no-install-recommends "$deb"
dpkg -s reviewapp | grep -E '^(Version|Installed-Size|Depends)'
[ -s /usr/share/doc/reviewapp/licences/OVERVIEW.txt ] || fail "the licences"
[ -z "$(ls /var/lib/dpkg/info/reviewapp.*inst /var/lib/dpkg/info/reviewapp.*rm 2> /dev/null)" ] || fail "it runs scripts as root"
command -v python3 > /dev/null && fail "it brought a Python along"

say "Every library is found, none opens internet connections"
find /usr/lib/reviewapp -type f \( -name '*.so*' -o -name reviewapp \) | while read -r file; do
  LD_LIBRARY_PATH=/usr/lib/reviewapp/_internal ldd "$file" 2> /dev/null | grep 'not found' && fail "$file lacks a library"
  ldd "$file" 2> /dev/null | grep -E 'libssl|libcurl|libgnutls|Qt6Network|Qt6Web' && fail "$file is linked with a network library"
  true
done || exit 1
find /usr/lib/reviewapp | grep -iE 'Qt6?(Network|Web|Qml|Quick)|libssl|_ssl\.' && fail "a network part is in the folder"

say "The commands"
as_tester reviewapp --version
as_tester reviewapp demo demo > /try/demo.log
tail -3 /try/demo.log
ls $work/demo/*.pdf | wc -l
as_tester 'reviewapp verify demo/Review_signed.pdf --pins demo/keys.txt'
as_tester 'reviewapp verify demo/Works-council-pack.pdf; test $? = 1'
# The pictures come from processes of its own; the first lot is enough.
as_tester 'reviewapp gallery pictures 2> /dev/null | head -n 2; test -s pictures/home-light-100-en.png'
as_tester 'echo "She wrote 400 prompts last month." | reviewapp check -; test $? = 1'
as_tester 'echo "Checked the dose against the chart and stopped the order." | reviewapp check -'

say "A vault of one's own, and a PDF"
cat > $work/own.sh <<'END'
set -e
export REVIEWAPP_VAULT=$HOME/own REVIEWAPP_PASSPHRASE='seven calm herons walking'
reviewapp init --name 'Ruth Ansell' > recovery.txt
reviewapp person add 'Tom Hesketh' --role 'Clinical pharmacist'
reviewapp notice 'Tom Hesketh' --given 2026-03-01
reviewapp note 'Tom Hesketh' 'Checked the draft against the chart and rang the ward.' --date 2026-03-03 \
  --ai-part drafted --response revised --competency J5 --basis saw_it --told-on 2026-03-04
reviewapp review new 'Tom Hesketh' --from 2026-03-01 --to 2026-11-20
reviewapp review cite 1 1
reviewapp review write 1 strength 'Opens the chart before the draft.' --competency J5
reviewapp export 1 --out reviews
head -c 8 reviews/*.pdf
reviewapp backup
reviewapp doctor
END
as_tester 'sh own.sh'

say "The window, on a screen without anything else"
quiet apt-get install -y --no-install-recommends xvfb xdotool scrot shared-mime-info desktop-file-utils libglib2.0-bin strace
command -v python3 > /dev/null && fail "a tool of this test brought a Python along"
rm -f /tmp/.X99-lock
Xvfb :99 -screen 0 1280x860x24 -nolisten tcp > /dev/null 2>&1 &
screen=$!
cat > $work/window.sh <<END
export DISPLAY=:99 REVIEWAPP_VAULT=\$HOME/demo/vault REVIEWAPP_PASSPHRASE="\$(cat demo/passphrase.txt)"
strace -f -qq -e trace=socket -o sockets.txt reviewapp > window.log 2>&1 &
echo \$! > window.pid
END
i=0
until [ -e /tmp/.X11-unix/X99 ]; do i=$((i + 1)); [ $i -gt "$patience" ] && fail "no screen"; sleep 1; done
as_tester 'sh window.sh'
i=0
until window=$(DISPLAY=:99 xdotool search --onlyvisible --name ReviewApp 2> /dev/null); do
  i=$((i + 1)); [ $i -gt "$patience" ] && { cat $work/window.log; fail "no window"; }
  sleep 1
done
picture window-home
DISPLAY=:99 xdotool mousemove 96 65 click 1
picture window-capture
watched=$(cat $work/window.pid)
kill "$(cat "/proc/$watched/task/$watched/children")"
while [ -e "/proc/$watched" ]; do sleep 1; done
kill $screen
cat $work/window.log
if grep -E 'AF_INET|AF_NETLINK|AF_PACKET' $work/sockets.txt; then fail "the window asked for an internet socket"; fi
echo "sockets asked for: $(grep -oE 'AF_[A-Z0-9]+' $work/sockets.txt | sort | uniq -c | tr '\n' ' ')"

say "The desktop knows the files"
grep -h vnd.reviewapp /usr/share/mime/globs2 || fail "the database of file types"
grep -h vnd.reviewapp /usr/share/applications/mimeinfo.cache || fail "the database of programs"
packet=$(find $work/demo -name '*.rvpacket' | head -n 1)
gio info -a standard::content-type "$packet" | tail -n 1
desktop-file-validate /usr/share/applications/reviewapp.desktop

say "Removing it leaves people's data alone"
before=$(find $work -type f -exec md5sum {} + | sort | md5sum)
quiet apt-get purge -y reviewapp
[ "$before" = "$(find $work -type f -exec md5sum {} + | sort | md5sum)" ] || fail "something of the user's changed"
[ ! -e /usr/lib/reviewapp ] && [ ! -e /usr/bin/reviewapp ] || fail "something was left"
grep -h vnd.reviewapp /usr/share/mime/globs2 && fail "the file type was left"
say "All of it worked"
