#!/bin/bash
# The real thing: the package is built, looked at by lintian, installed, runs the sample campaign as its own
# user; Debian's cron starts it at a faked time after another user has dropped files in; then it is
# removed and purged, and the archive is still there. In a tree of its own: the machine's files are only
# seen through an overlay. Seconds: 60.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"

# Another PREFIX, in a copy of the build folder.
cp -Rp "$BUILD" build
export DEBFULLNAME="L'équipe nationale" DEBEMAIL=plan@example.org
check "make deb" make -C "$top" deb DEB_BUILD="$work/build" DEB_ROOT="$work/pkg" DEB="$work/ptce.deb"
check "lintian finds no error" lintian --allow-root --fail-on error ptce.deb
filled_in() { # who answers for it is who was named, and nothing is left to be filled in
    dpkg-deb -f ptce.deb Maintainer | grep -qxF "$DEBFULLNAME <$DEBEMAIL>" || { dpkg-deb -f ptce.deb; return 1; }
    dpkg-deb -R ptce.deb content && ! grep -rnE '@[A-Z]+@' content/DEBIAN content/etc &&
        zcat content/usr/share/doc/ptce/changelog.gz | grep -qF " -- $DEBFULLNAME <$DEBEMAIL>  " && ! grep -rn example "$top/cron/deb"
}
check "it names who answers for it, and no placeholder" filled_in

cat >inside <<'X2'
set -u
say() { if [ "$2" -eq 0 ]; then echo "yes: $1"; else echo "no: $1"; fi; }
quiet() { "$@" >/root/said 2>&1; local rc=$?; [ $rc -eq 0 ] || { echo "status $rc: $*"; tail -n 20 /root/said; }; return $rc; }
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
rm -rf /etc/ptce /var/lib/ptce /var/log/ptce
quiet dpkg -i /ptce/ptce.deb
say "it installs" $?
[ "$(stat -c '%U %a' /var/lib/ptce/outputs) $(stat -c '%U %a' /var/lib/ptce/inputs/returns)" = "ptce 755 root 755" ]
say "its folders belong to whom they should" $?
[ "$(stat -c '%U %a' /etc/cron.d/ptce)" = "root 644" ] && [ -z "$(tail -c 1 /etc/cron.d/ptce | tr -d '\n')" ]
say "cron's file: root's, 644, ends with a line end" $?
! grep -E '^[^#]*[*0-9]' /etc/cron.d/ptce | awk '$2 ~ /(^|,)(\*|0*[23])(,|-|\/|$)/ { print; bad = 1 } END { exit !bad }' >/root/said
say "no time between 02:00 and 03:59" $?
PATH=/usr/bin:/bin quiet man -w ptce.conf
say "its manual is found" $?

# ---- the sample campaign, started by root, by hand
cp -R /ptce/inputs/. /var/lib/ptce/inputs/
ptce --now 2026-11-12T06:00:00Z --settle 0 run 2026-10 >/root/said 2>&1
rc=$?
[ $rc -eq 1 ] || { echo "status $rc"; tail -n 5 /root/said; }
[ $rc -eq 1 ] && [ -f /var/lib/ptce/outputs/latest/ptce-france-2026-10.xlsx ] && [ -z "$(find /var/lib/ptce/outputs -mindepth 1 ! -user ptce)" ]
say "it runs the sample campaign, as the user ptce" $?
ptce --now 2026-11-12T07:00:00Z --lang en doctor >/root/said 2>&1
rc=$?
grep -v '^ok' /root/said
[ $rc -eq 0 ] && grep -q '^ok *cron' /root/said
say "ptce doctor finds nothing amiss" $?

# ---- cron, with files that another user drops in
rm -rf /var/lib/ptce/inputs/returns/* /var/lib/ptce/outputs/* /var/lib/ptce/inputs/overrides.csv
useradd --no-create-home --shell /usr/sbin/nologin cress84
install -d -o cress84 -g ptce -m 2750 /var/lib/ptce/inputs/returns/84-auvergne-rhone-alpes
setpriv --reuid=cress84 --regid=ptce --clear-groups sh -c 'umask 027; cp /ptce/drop/*.csv /var/lib/ptce/inputs/returns/84-auvergne-rhone-alpes'
find /var/lib/ptce/inputs/returns -name '*.csv' -exec touch -d '2 hours ago' {} +
# cron takes the time it is shown from 06:04:57 on; what it starts, with an environment of its own, the true one.
faketime -f "@$(date +%F) 06:04:57" cron -f -L 15 >/root/cron.log 2>&1 &
cron=$!
for _ in $(seq 1 80); do
    grep -q 'ended with status' /var/log/ptce/ptce.log 2>/dev/null && break
    sleep 1
done
kill $cron
wait $cron 2>/dev/null
out=/var/lib/ptce/outputs
grep -q 'run\[[0-9]*\]: ended with status [01]$' /var/log/ptce/ptce.log
rc=$?
[ $rc -eq 0 ] || { cat /var/log/ptce/ptce.log /root/cron.log; ls -R $out | head; }
say "cron has started the daily run" $rc
[ -f "$out/latest/ptce-france-$(cat /ptce/month).xlsx" ] && [ -f "$out/latest/index.html" ]
say "the edition is there" $?
[ "$(find $out/receipts/84 -name '*.txt' | wc -l)" -eq 2 ]
say "the receipts are there" $?
grep -q "\"$(cat /ptce/month).1\"" $out/status.json && grep -q '"failing": false' $out/status.json
say "the status says so" $?
[ -z "$(find $out -mindepth 1 ! -user ptce)" ] && [ "$(stat -c '%U' /var/lib/ptce/inputs/returns/84-*/poles.csv)" = cress84 ]
say "all of it is ptce's, what was sent still the sender's" $?
quiet logrotate -f /etc/logrotate.d/ptce && [ -e /var/log/ptce/ptce.log.1 ]
say "the log is rotated" $?
quiet su -s /bin/sh ptce -c 'ptce verify'
say "and verify finds nothing wrong" $?

# ---- an upgrade keeps what was changed, a purge keeps the archive
sed -i 's/^deadline.*/deadline = 12/' /etc/ptce/ptce.conf
quiet dpkg -i --force-confdef --force-confold /ptce/ptce.deb && [ "$(ptce config deadline)" = 12 ]
say "an upgrade keeps the configuration" $?
quiet dpkg -r ptce && [ ! -e /usr/bin/ptce ] && [ ! -e /usr/share/ptce ] && [ -e /etc/ptce/ptce.conf ]
say "it is removed" $?
quiet dpkg -P ptce && [ ! -e /etc/ptce ] && [ ! -e /etc/cron.d/ptce ] && [ ! -e /var/log/ptce ] &&
    [ "$(find $out/archive/84 -name '*.csv' | wc -l)" -eq 2 ] && [ -f "$out/latest/edition.json" ]
say "a purge takes configuration and log, and keeps archive and editions" $?
X2

mkdir -p ptce/drop
last=$(date -d "$(date +%Y-%m-01) -1 month" +%Y-%m) # the month that is due after the 10th …
[ "$(date +%-d)" -gt 10 ] || last=$(date -d "$last-01 -1 month" +%Y-%m)
echo "$last" >ptce/month
small model "$last"
cp model/inputs/returns/84-*/*.csv ptce/drop
cp -R "$top/inputs" ptce/inputs && cp ptce.deb ptce/
machine() { dpkg -l ptce; ls -ld /etc/ptce /etc/cron.d/ptce /var/lib/ptce /var/log/ptce /usr/bin/ptce /usr/share/ptce; grep -E '^(ptce|cress84):' /etc/passwd /etc/group; } 2>&1
machine >before
play 400 17
check "the machine is as it was" diff before <(machine)
