#!/bin/bash
# The sshd configuration of cron/ beside Debian's own, in a real sshd on the loopback: a chamber lands in its drop folder, can
# neither see another's nor do anything but SFTP, and ptce takes what it sends. In a tree of its own: the
# machine's files are only seen through an overlay. Seconds: 10.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"

cat >inside <<'X2'
set -u
port=$((20000 + $$ % 20000))
mkdir -p /run/sshd /etc/ssh/ptce-keys /var/lib/ptce/inputs/returns /etc/ssh/sshd_config.d
chmod 755 /var/lib/ptce /var/lib/ptce/inputs /var/lib/ptce/inputs/returns
getent group ptce >/dev/null || groupadd ptce
groupadd ptce-sftp
for chamber in cress84:84-auvergne-rhone-alpes cress53:53-bretagne; do
    name=${chamber%%:*} folder=${chamber#*:}
    useradd --no-create-home --home-dir "/$folder" --shell /usr/sbin/nologin --groups ptce-sftp "$name"
    install -d -o "$name" -g ptce -m 2750 "/var/lib/ptce/inputs/returns/$folder"
    ssh-keygen -q -t ed25519 -N '' -f "/root/$name"
    install -m 644 "/root/$name.pub" "/etc/ssh/ptce-keys/$name"
done
ssh-keygen -q -t ed25519 -N '' -f /root/host
cp /ptce/sshd_ptce.conf /etc/ssh/sshd_config.d/ptce.conf
config="-f /etc/ssh/sshd_config -p $port -o ListenAddress=127.0.0.1 -o PidFile=/root/sshd.pid -h /root/host"
sshd=$(command -v sshd)
# shellcheck disable=SC2086
"$sshd" -t $config || { echo "no: sshd -t"; exit 1; }
# shellcheck disable=SC2086
"$sshd" -D -e $config 2>/root/sshd.log &
trap 'kill $!' EXIT
for _ in 1 2 3 4 5 6 7 8 9 10; do
    ssh-keyscan -p "$port" 127.0.0.1 >/root/known 2>/dev/null && [ -s /root/known ] && break
    sleep 0.3
done
client="-o BatchMode=yes -o UserKnownHostsFile=/root/known -o StrictHostKeyChecking=yes -o IdentitiesOnly=yes -o ConnectTimeout=5"
put() { # USER, commands: sftp's, which stop at the first that fails
    # shellcheck disable=SC2086
    sftp -q -b - $client -i "/root/$1" -P "$port" "$1@127.0.0.1"
}
say() { if [ "$2" -eq 0 ]; then echo "yes: $1"; else echo "no: $1"; fi; }
drop=/var/lib/ptce/inputs/returns/84-auvergne-rhone-alpes


out=$(printf 'put /ptce/emplois.csv\nput /ptce/poles.csv\nls -l\npwd\n' | put cress84 2>&1)
rc=$?
[ $rc -eq 0 ] || { echo "$out"; tail -n 5 /root/sshd.log; }
say "a chamber sends a file" $rc
case $out in *"working directory: /84-auvergne-rhone-alpes"*) rc=0 ;; *) rc=1; echo "$out" ;; esac
say "and lands in its folder" $rc
[ "$(stat -c '%U %G %a' $drop/emplois.csv)" = "cress84 ptce 640" ]
say "the file is its own, the group's to read, nobody else's" $?
printf 'ls /53-bretagne\n' | put cress84 >/dev/null 2>&1
[ $? -ne 0 ]
say "it cannot list another's folder" $?
printf 'put /ptce/emplois.csv /53-bretagne/x.csv\n' | put cress84 >/dev/null 2>&1
[ $? -ne 0 ] && [ -z "$(ls -A /var/lib/ptce/inputs/returns/53-bretagne)" ]
say "nor write into it" $?
printf 'put /ptce/emplois.csv /x.csv\n' | put cress84 >/dev/null 2>&1
[ ! -e /var/lib/ptce/inputs/returns/x.csv ]
say "nor beside it" $?
printf 'get /../../../../etc/passwd /root/stolen\n' | put cress84 >/dev/null 2>&1
[ ! -e /root/stolen ]
say "nor see the machine's files" $?
printf 'symlink /../../../../../etc/shadow l.csv\n' | put cress84 >/dev/null 2>&1
# shellcheck disable=SC2086
timeout 20 ssh -n $client -i /root/cress84 -p "$port" cress84@127.0.0.1 'id >/tmp/was-here' >/dev/null 2>&1
[ ! -e /tmp/was-here ]
say "it has no shell" $?
# shellcheck disable=SC2086
timeout 5 ssh -n $client -i /root/cress84 -p "$port" -N -o ExitOnForwardFailure=yes -R 127.0.0.1:0:127.0.0.1:22 cress84@127.0.0.1 >/root/forward 2>&1
[ $? -ne 124 ]
say "and no forwarding" $?
# shellcheck disable=SC2086
sftp -q -b /dev/null $client -i /root/cress53 -P "$port" cress84@127.0.0.1 >/dev/null 2>&1
[ $? -ne 0 ]
say "another chamber's key does not open it" $?
/ptce/ptce --contract /ptce/contract --root /var/lib/ptce --settle 0 --user root -q collect >/root/said 2>&1
[ "$(ls /var/lib/ptce/outputs/archive/84 | wc -l)" -eq 2 ] && ls /var/lib/ptce/outputs/receipts/84/*emplois.csv.txt >/dev/null
rc=$?
[ $rc -eq 0 ] || { cat /root/said; ls -R /var/lib/ptce/outputs; }
say "ptce takes it in and answers; the link is not followed" $rc
X2

mkdir ptce
small model
cp model/inputs/returns/84-*/poles.csv ptce/ && cp "model/inputs/returns/84-auvergne-rhone-alpes/emplois-$month.csv" ptce/emplois.csv
cp "$PTCE" ptce/ptce && cp -R "$CONTRACT" ptce/contract && cp "$top/cron/sshd_ptce.conf" ptce/
play 120 11
