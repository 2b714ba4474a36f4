#!/bin/bash
# The power goes: ext4 and xfs of their own, on a loop device, are shut down without flushing at calls of
# a run and right after its end (FS_IOC_SHUTDOWN), and mounted again. Nothing is empty, cut or mixed then,
# a plain run ends as if nothing had been, and what a run that ended well had said is there.
#
# Their journals take folders along that nobody synced. So a third file system has none, and its device is copied when
# the run has ended: what the kernel had not written by then is lost, names too. Links it may lose whatever is synced:
# nothing but a journal takes along what one says (of 60 links, their folder synced after each, 60 were lost). The next
# run sets them again.
#
# In a mount namespace of its own: one that another test copies would hold what is unmounted here.
if [ -z "${OWN_MOUNTS:-}" ] && [ "$(id -u)" -eq 0 ]; then
    OWN_MOUNTS=1 exec unshare -m bash "$0"
fi
# shellcheck source=../faults/helpers
. "$(dirname "$0")/../faults/helpers"

from_october
choose 'rename|fsync|symlink' first
awk 'NR % 5 == 2; END { print "end" }' points >some && mv some points

cleanup() { umount "$work/disk" "$work/copy" 2>/dev/null; rm -rf "$work"; }

link=$(printf '\tl ')

make_ext4() { mkfs.ext4 -q -F -I 256 "$1"; }
make_xfs() { mkfs.xfs -q -f "$1"; }
# Without noauto_da_alloc ext4 forgives a rename that was not synced before.
mount_ext4() { mount -o loop,noauto_da_alloc disk.ext4 disk; }
mount_xfs() { mount -o loop disk.xfs disk; }
make_bare() { mkfs.ext4 -q -F -O ^has_journal "$1"; }
mount_bare() { mount -o loop disk.bare disk; }

cut_at() { # KIND N
    local kind=$1 n=$2 root=disk/root folder=disk/root rc
    [ "$n" != end ] || { n=1 folder=disk/cut; }
    rm -rf $root && cp -a start $root && mkdir -p disk/cut && sync -f $root || return 1
    # before call N of the run, or, when it has ended, before the one that makes disk/cut/now
    # shellcheck disable=SC2016  # expanded by the inner shell
    "$inject" cut.log $folder cut "$n" sh -c '"$@"; echo $? >ended; : >disk/cut/now' sh "$PTCE" --contract "$CONTRACT" \
        --now "$now" --settle 0 --jobs 1 --root $root -q run "$month" >cut.said 2>&1
    rc=$(cat ended)
    grep -q '^fired 1' cut.log || { echo "no cut: $(tail -n 1 cut.log)"; return 1; }
    umount disk && "mount_$kind" || return 1
    rm -rf after-cut && cp -a $root after-cut && held after-cut || return 1
    if [ $folder = disk/cut ]; then
        [ "$rc" -eq "$usual" ] || { echo "it had ended with $rc"; return 1; }
        diff after after-cut.tree || { echo "it had ended well, and not all is there"; return 1; }
    fi
    the_run $root >cut.said 2>&1
    [ $? -eq "$usual" ] || { echo "the next run: $(cat cut.said)"; return 1; }
    tree $root >next.tree
    diff after next.tree
}

cuts() { # KIND
    local n bad=0 count=0
    while read -r n; do
        count=$((count + 1))
        cut_at "$1" "$n" >why 2>&1 </dev/null || { bad=$((bad + 1)); echo "call $n: $(awk -F '\t' -v n="$n" '$1 == n { print $3, $4 }' log): $(head -n 4 why)"; }
    done <points
    [ $count -ge 10 ] && [ $bad -eq 0 ]
}

copied_at_the_end() {
    local rc
    cp -a start disk/root && sync -f disk/root || return 1
    the_run disk/root >cut.said 2>&1
    rc=$?
    cp --sparse=always disk.bare copy.bare
    [ $rc -eq "$usual" ] || { echo "the run: status $rc, $(cat cut.said)"; return 1; }
    e2fsck -fy copy.bare >fsck.said 2>&1
    mount -o loop copy.bare copy || return 1
    rm -rf after-cut && cp -a copy/root after-cut && umount copy || return 1
    tree after-cut | grep -v "$link" >after-cut.tree
    diff <(grep -v "$link" after) after-cut.tree || return 1
    rm -f after-cut/outputs/latest "after-cut/outputs/$month"
    the_run after-cut >cut.said 2>&1
    tree after-cut >next.tree
    diff after next.tree
}

mkdir disk copy
for kind in ext4 xfs bare; do
    name="$kind: cut at $(wc -l <points) calls"
    [ $kind != bare ] || name="no journal: cut at the end"
    truncate -s 320M disk.$kind
    if [ "$(id -u)" -ne 0 ]; then
        skip "$name" "only root can mount"
    elif ! why=$("make_$kind" disk.$kind 2>&1 && "mount_$kind" 2>&1); then
        skip "$name" "$why"
    else
        if [ $kind = bare ]; then
            check "$name" copied_at_the_end
        else
            check "$name" cuts $kind
        fi
        umount disk
    fi
    rm -f disk.$kind
done
