#!/bin/bash
# What README.md, the man page and cron/README.md tell people to type works; what they name is there.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"

mkdir bin
# shellcheck disable=SC2016  # expanded by the inner shell
printf '#!/bin/sh\nexec "%s" --contract "$CONTRACT" --now %s --settle 0 "$@"\n' "$PTCE" "$now" >bin/ptce
chmod +x bin/ptce
export PATH=$work/bin:$PATH
mkdir pipeline # as the examples see it: fewer drawings
contract_of_few pipeline/contract

# The lines of the ```sh blocks of a file whose first word is ptce or make.
commands_of() { awk '/^```sh$/ { on = 1; next } /^```/ { on = 0 } on && /^(ptce|make) /' "$1" | sed 's/[[:space:]]*#.*//'; }

# The lines of the man page's displays (.Dl) of the same kind.
commands_of_page() { sed -n 's/^\.Dl \(\$ \)\{0,1\}\(ptce .*\)/\2/p; /^\.Bd/,/^\.Ed/s/^\(\$ \)\{0,1\}\(ptce .*\)/\2/p' "$1" | sed 's/\\e/\\/g; s/\\-/-/g'; }

# Run one in a folder that has the sample campaign, the contract, and the file it speaks of; that folder
# plays the root.
run_line() {
    local line rc file
    rm -rf here
    case $1 in "ptce explain"*) cp -Rp drawn here ;; *) sample here ;; esac # it speaks of an edition
    ln -s "$work/pipeline" here/pipeline
    for file in $1; do
        case $file in *.csv) cp here/inputs/returns/84-*/2026-11-09_emplois_2026-10.csv "here/$file" ;; esac
    done
    line=$(printf '%s\n' "$1" | sed 's|--root [^ ]*|--root .|')
    (cd here && export CONTRACT=$work/pipeline/contract && eval "$line")
    rc=$?
    [ $rc -le 1 ] || { echo "status $rc: $line"; return 1; }
}
target_exists() { make -C "$top" -n "$1" >/dev/null; }

sample drawn
check "the sample campaign runs" ends_with 1 ptce --root drawn -q run "$month"

# docs/ is made from the contract: make docs writes it anew.
examples_are_whole() { ! grep -n '«  »\|{[a-z]*}' "$top/docs/messages.md"; }
is_current() { ptce contract "$1" >page && diff "$top/docs/$2" page; }
check "docs/messages.md is what the contract says" is_current messages messages.md
check "docs/guide-de-depot.md is what the contract says" is_current guide guide-de-depot.md
check "no example leaves a part of its sentence open" examples_are_whole

n=0
for page in README.md cron/README.md pipeline/man/ptce.1; do
    [ -f "$top/$page" ] || { skip "$page" "not written yet"; continue; }
    case $page in *.1) commands_of_page "$top/$page" ;; *) commands_of "$top/$page" ;; esac >lines
    while IFS= read -r line; do
        n=$((n + 1))
        case $line in
        "make "*) check "$page: $line" target_exists "$(echo "$line" | cut -d' ' -f2)" ;;
        *) check "$page: $line" run_line "$line" ;;
        esac
    done <lines
done
check "there are examples" test "$n" -ge 5

links_resolve() {
    local page target
    for page in "$top"/*.md "$top"/cron/*.md; do
        grep -o ']([^)#]*' "$page" | sed 's/^](//' | grep -v '^http' >targets
        while read -r target; do
            [ -e "$(dirname "$page")/$target" ] || { echo "$page: $target is not there"; return 1; }
        done <targets
    done
}
check "links in README and cron/README point to files" links_resolve

picture_is_ours() { # README's picture is what the program draws of the sample campaign
    local picture
    picture=$(grep -o '!\[[^]]*]([^)]*)' "$top/README.md" | sed 's/.*(\(.*\))/\1/' | head -n 1)
    [ -n "$picture" ] || { echo "no picture"; return 1; }
    [ -f drawn/outputs/latest/graphiques/"$(basename "$picture")" ] || { echo "no chart $(basename "$picture")"; return 1; }
}
check "README's picture is one of the charts" picture_is_ours

sheets_are_named() { # every sheet README names is in the workbook
    unzip -p "drawn/outputs/latest/ptce-france-$month.xlsx" xl/workbook.xml | grep -o '<sheet name="[^"]*"' |
        sed 's/.*"\(.*\)"/\1/' | sort >sheets
    sed -n '/^| sheet/,/^$/p' "$top/README.md" | sed -n '3,$p' | cut -d'|' -f2 | tr -d ' ' | tr ',' '\n' | grep . | sort >named
    [ -s named ] && diff sheets named
}
check "README names the sheets that there are" sheets_are_named

# --help, the man page and the program know the same options and commands.
options_agree() {
    ptce --help | grep -o -- '--[a-z-]*' | grep -v -e "--quiet" -e "--verbose" | sort -u >helped # long forms of -q, -v
    grep '^\.It .*Fl -' "$top/pipeline/man/ptce.1" | grep -o 'Fl -[a-z-]*' | sed 's/Fl -/--/' | sort -u >paged
    [ -s helped ] && diff helped paged
}
check "--help and the man page list the same options" options_agree
commands_agree() {
    ptce --help | sed -n '/^usage/,/^options/s/^  \([a-z-]*\) .*/\1/p' | sort -u >helped
    sed -n '/^\.Ss Commands/,/^\.Ss Options/s/^\.It Cm \([a-z-]*\).*/\1/p' "$top/pipeline/man/ptce.1" | sort -u >paged
    [ -s helped ] && diff helped paged
}
check "and the same commands" commands_agree
help_target() { make -C "$top" help | grep -q 'make check'; }
check "make help lists the targets" help_target
