#!/bin/bash
# Every cell of the sample campaign's national workbook and of one region's: a change of the contract or
# of the writer shows as lines of a diff. Run with UPDATE=1 to rewrite tests/golden; read the diff.
# shellcheck source=helpers
. "$(dirname "$0")/helpers"

sample sample
check "the sample campaign runs" ends_with 1 ptce --root sample -q run "$month"
golden() { # book, expected
    "$top/tests/tools/xlsx-cells.sh" "sample/outputs/latest/$1" >got
    [ "$(wc -l <got)" -gt 1000 ] || { echo "only $(wc -l <got) cells"; return 1; }
    [ -z "${UPDATE:-}" ] || cp got "$top/tests/golden/$2"
    diff "$top/tests/golden/$2" got
}
check "France" golden "ptce-france-$month.xlsx" france.tsv
check "Bretagne" golden "ptce-53-bretagne-$month.xlsx" 53.tsv
