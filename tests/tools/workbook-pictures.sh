#!/bin/bash
# The pages of the sample's national workbook that README.md shows, drawn anew into docs/classeur by LibreOffice with
# French number formats: run it when the workbooks have changed, and look at them.
#
#     tests/tools/workbook-pictures.sh          needs soffice and pdftoppm (libreoffice-calc-nogui, poppler-utils)
set -eu -o pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/office/user"
cat >"$work/office/user/registrymodifications.xcu" <<'XCU'
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>fr-FR</value></prop></item></oor:items>
XCU
cp -Rp "$top/inputs" "$work"
"${PTCE:-$top/build/release/ptce}" --root "$work" --contract "$top/pipeline/contract" --now 2026-11-12T06:00:00Z \
    --settle 0 -q run 2026-10 >/dev/null || [ $? -eq 1 ]
soffice "-env:UserInstallation=file://$work/office" --headless --convert-to pdf --outdir "$work" \
    "$work/outputs/latest/ptce-france-2026-10.xlsx" >/dev/null 2>&1
pages=$(pdfinfo "$work/ptce-france-2026-10.pdf" | sed -n 's/^Pages: *//p')
for page in $(seq "$pages"); do
    case $(pdftotext -f "$page" -l "$page" "$work/ptce-france-2026-10.pdf" - | head -n 1) in
    'Pôles territoriaux de'*) name=couverture ;;
    'Tableau '*' : Points clés'*) name=points-cles ;;
    'Tableau '*' : Emplois par région'*) name=emplois-par-region ;;
    *'régions réunissent'*) name=carte ;;
    'Effectif total par région'*) name=graphique-modifiable ;;
    *) continue ;;
    esac
    pdftoppm -f "$page" -l "$page" -singlefile -r 75 -png "$work/ptce-france-2026-10.pdf" "$top/docs/classeur/$name"
    echo "docs/classeur/$name.png"
done
