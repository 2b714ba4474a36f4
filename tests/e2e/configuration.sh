#!/bin/bash
# Whom root becomes; that an installed configuration is the one read. Seconds: 3.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"

small root
run() { # options: as ptce, of this tree
    "$PTCE" --contract "$CONTRACT" --now $now --settle 0 --root root "$@"
}
if [ "$(id -u)" -ne 0 ]; then
    skip "root becomes the user" "not root"
    # Nobody but root can become somebody else, and that is said.
    check "another user is refused" ends_with 2 run --user root -q collect
    check "and it says why" grep -q 'only root can run as the user root' said
    mkdir -p root/outputs
    check "who is that user already goes on" ends_with 0 run --user "$(id -un)" -q collect
    exit
fi

chmod 755 "$work"
cp "$PTCE" ptce && cp -R "$CONTRACT" contract
PTCE=$work/ptce CONTRACT=$work/contract
warned() { ends_with 0 run collect && grep -q 'lancé par root' said && [ "$(grep -c root: said)" -le 1 ]; }
check "root without a user is warned" warned
rm -rf root && small root
check "there is no such user" ends_with 2 run --user nobody-at-all -q collect
named() { grep -q 'there is no user nobody-at-all' said; }
check "and it says so" named
check "nothing was made" test ! -e root/outputs

chown -R nobody root
printf 'user = nobody\nroot = %s\n' "$work/root" >ptce.conf
check "root becomes the user of the configuration" \
    ends_with 0 "$PTCE" --config ptce.conf --contract "$CONTRACT" --now $now --settle 0 -q run $month
theirs() { [ -f root/outputs/latest/edition.json ] && [ -z "$(find root/outputs ! -user nobody)" ]; }
check "everything it made is that user's" theirs
for_good() { # every id, also the saved ones, and no group of root's
    local pid line
    run_slow() { exec "$PTCE" --config ptce.conf --contract "$CONTRACT" --now $now --settle 0 -q run $month; }
    mkdir -p stub
    # shellcheck disable=SC2016  # expanded by the stub
    printf '#!/bin/sh\ncat /proc/$PPID/status >%s/ids-$$\nexit 1\n' "$work/ids" >stub/gnuplot
    chmod 755 stub stub/gnuplot
    mkdir -p ids && chmod 777 ids
    jobs_of $month 44 >root/inputs/returns/84-auvergne-rhone-alpes/second.csv
    PATH=$work/stub:$PATH run_slow &
    pid=$!
    wait $pid
    line=$(cat ids/ids-* | grep -E '^(Uid|Gid|Groups):' | sort -u)
    echo "$line"
    [ -n "$line" ] || return 1
    ! echo "$line" | grep -qE '(^|[[:space:]])0([[:space:]]|$)'
}
check "for good: no id and no group of root's is left" for_good
refuses_root() { rm -rf other && small other && ends_with 3 "$PTCE" --user nobody --contract "$CONTRACT" --root other -q collect && grep -q 'Permission denied' said; }
check "and it has root's rights no more" refuses_root
