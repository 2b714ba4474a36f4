#!/bin/bash
# make install: what it puts in place works from there, with its own contract; the wrapper for cron is
# quiet when all is well, speaks when someone must act, and keeps the status.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"

# Built with another PREFIX in a copy of the build folder, so that the tests' own program stays.
variant=$(basename "$BUILD")
compiler=()
[ "${variant#*-}" = "$variant" ] || compiler=(CC="${variant#*-}")
cp -Rp "$BUILD" build
install_to() { # DESTDIR, PREFIX, SYSCONFDIR
    [ -n "$1$2" ] && [ -n "$1$3" ] || return 1 # never into this machine
    make -C "$top" install VARIANT="${variant%%-*}" "${compiler[@]}" B="$work/build" DESTDIR="$1" PREFIX="$2" SYSCONFDIR="$3"
}

prefix=$work/opt
check "make install PREFIX=…" install_to "" "$prefix" "$work/etc"
in_place() {
    find opt etc
    [ -x opt/bin/ptce ] && [ -x opt/lib/ptce/ptce-cron ] && [ -f opt/share/man/man1/ptce.1 ] &&
        [ -f opt/share/man/man5/ptce.conf.5 ] &&
        [ -f etc/cron.d/ptce ] && [ -f etc/logrotate.d/ptce ] && cmp "$top/cron/ptce.conf" etc/ptce/ptce.conf && diff -r "$top/pipeline/contract" opt/share/ptce/contract
}
check "program, wrapper, contract, man pages, configuration, cron files" in_place
printf '# mine\nuser = %s\n' "$(id -un)" >etc/ptce/ptce.conf # the packaged one names a user that is not here
again() { install_to "" "$prefix" "$work/etc" && head -n 1 etc/ptce/ptce.conf | grep -qx '# mine'; }
check "a second install leaves the configuration alone" again
crontab_points_there() {
    cat etc/cron.d/ptce
    grep -v '^#' etc/cron.d/ptce | grep -o '/[^ ]*ptce-cron' | sort -u >wrappers
    [ "$(cat wrappers)" = "$prefix/lib/ptce/ptce-cron" ]
}
check "the crontab's wrapper is the one installed" crontab_points_there

small root
check "the installed program runs with its installed contract" \
    ends_with 0 env -C / "$prefix/bin/ptce" --root "$work/root" --now "$now" --settle 0 -q run
made() { [ -f root/outputs/latest/ptce-france-$month.xlsx ]; }
check "and makes the edition" made
check "its contract is in order" ends_with 0 "$prefix/bin/ptce" contract
if command -v mandoc >/dev/null; then
    renders() {
        mandoc -T utf8 -W warning opt/share/man/man5/ptce.conf.5 >/dev/null || return 1
        mandoc -T utf8 -W warning opt/share/man/man1/ptce.1 >page || return 1
        col -b <page 2>/dev/null | grep -q '^EXIT STATUS' || grep -q 'EXIT' page
    }
    check "the man page renders without a warning" renders
else
    skip "the man page" "no mandoc"
fi

check "make install DESTDIR=… PREFIX=/usr" install_to "$work/dest" /usr /etc
staged() {
    find dest
    [ -x dest/usr/bin/ptce ] && [ -f dest/etc/cron.d/ptce ] && grep -q ' /usr/lib/ptce/ptce-cron' dest/etc/cron.d/ptce &&
        ! grep -rqI "$work" dest && [ -z "$(find dest -type f -perm /022)" ]
}
check "stays below DESTDIR and does not speak of it" staged

# ---- the wrapper, with a program that ends as it is told
mkdir -p cron
cat >stub <<'X'
#!/bin/sh
echo "$*" >>called
case $* in
*status*) echo "who is late"; exit 0 ;;
*config*mail) cat mailto 2>/dev/null; exit 0 ;;
esac
mkdir -p outputs
printf '{ "editions": [%s]\n' "$(cat edition)" >outputs/status.json
echo "said something"
exit "$(cat status)"
X
chmod +x stub
cron() { # status, arguments
    echo "$1" >cron/status
    [ -e cron/edition ] || echo '"2026-10.1"' >cron/edition
    shift
    rm -f cron/called
    env PTCE_ROOT="$work/cron" PTCE_LOG="$work/cron/ptce.log" PTCE_PROGRAM="$work/stub" PTCE_TRIES=2 PTCE_WAIT=0 PTCE_LOG_MAX=4000 PTCE_PATH="$work/bin:$PATH" \
        "$prefix/lib/ptce/ptce-cron" "$@" >mail 2>&1
}
ends() { # status, said: quiet or a word, then command
    local status=$1 word=$2 got
    shift 2
    cron "$status" "$@"
    got=$?
    cat mail
    [ $got -eq "$status" ] || { echo "status $got, not $status"; return 1; }
    if [ "$word" = quiet ]; then [ ! -s mail ]; else grep -q "$word" mail; fi
}
check "cron: collect done is quiet" ends 0 quiet collect
check "cron: run done is quiet" ends 0 quiet run
check "cron: collect with errors in returns is quiet" ends 1 quiet collect
check "cron: run with errors says who is late" ends 1 'who is late' run 2026-10
echo >cron/edition
check "cron: run with errors and no new edition is quiet" ends 1 quiet run
rm cron/edition
check "cron: a failure of collect speaks" ends 3 'said something' collect
check "cron: a failure of run speaks" ends 3 'status 3' run
check "cron: wrong usage speaks" ends 2 'said something' run octobre
check "cron: collect while busy is quiet once" ends 75 quiet collect
check "cron: and speaks the second time" ends 75 'still at work' collect
check "cron: run while busy speaks" ends 75 'still at work' run
tried_twice() { [ "$(grep -c 'run' cron/called)" -eq 2 ]; }
check "cron: after trying again" tried_twice
passes_on() { cron 0 run 2026-09 && grep -q -- 'run 2026-09$' cron/called; }
check "cron: passes the month on" passes_on
logged() { grep -q '^20[0-9T:-]*Z run\[[0-9]*\]: said something$' cron/ptce.log && grep -q 'ended with status 3' cron/ptce.log; }
check "cron: the log has times, what was said, the status" logged
mkdir -p bin
# shellcheck disable=SC2016  # expanded by the stub
printf '#!/bin/sh\ncat >"%s/sent"\n[ ! -e "%s/down" ]\n' "$work" "$work" >bin/sendmail
chmod +x bin/sendmail
echo 'a@example.org' >cron/mailto
mailed() { ends 3 quiet run && grep -qx 'To: a@example.org' sent && grep -qx 'Subject: ptce run: status 3' sent && grep -q 'said something' sent; }
check "cron: the report goes to the address of the configuration" mailed
touch down
check "cron: and to cron when it cannot be sent" ends 3 'said something' run
rm cron/mailto down
set_aside() { yes filling | head -n 500 >>cron/ptce.log && cron 0 collect && [ -s cron/ptce.log.1 ] && [ "$(wc -l <cron/ptce.log)" -lt 5 ]; }
check "cron: a log that has grown large is set aside" set_aside
unknown() { ! cron 0 publish && grep -q usage mail; }
check "cron: an unknown command is usage" unknown

# And with the program that was installed.
really() {
    rm -rf root && small root
    printf 'root = %s\nuser = %s\n' "$work/root" "$(id -un)" >etc/ptce/ptce.conf
    env PTCE_LOG="$work/root/ptce.log" PTCE_WAIT=0 "$prefix/lib/ptce/ptce-cron" run 2026-10 >mail 2>&1
    local rc=$?
    cat mail
    [ $rc -eq 0 ] && [ ! -s mail ] && [ -f root/outputs/latest/data/figures.csv ] && grep -q 'ended with status 0' root/ptce.log
}
check "cron: the installed program, for real" really
