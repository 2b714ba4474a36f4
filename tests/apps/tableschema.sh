#!/bin/bash
# Another implementation of Table Schema (npm tableschema) reads the contract's tables, and casts the rows that
# this program accepted and wrote in canonical form: what we hand out is what the contract says.
set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
modules=$("$here/../tools/npm.sh" tableschema@1.12.6) || { echo "not ok tableschema: no package"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/root"

# What no program of ours has written, so that there are rows whatever else fails.
cat >"$work/0.emplois.csv" <<'ROWS'
code_pole,mois,effectif_total,etp_total,cdi,cdd,interim,femmes,hommes,statut_donnee
PTCE-84-001,2026-10,112,98.40,74,22,4,61,51,definitif
PTCE-84-002,2026-10,47,41.75,30,11,,28,19,provisoire
ROWS
cat >"$work/0.financements.csv" <<'ROWS'
id_financement,code_pole,mois,type_financeur,nom_financeur,finalite,nature,etape,montant,date_evenement
F-2026-014,PTCE-84-001,2026-10,region,"Région Auvergne, Rhône-Alpes",ingenierie,numeraire,accorde,25000.00,2026-10-06
ROWS
cat >"$work/0.poles.csv" <<'ROWS'
code_pole,nom_pole,date_effet,statut,code_region,code_departement,secteur_principal,en_qpv
PTCE-84-001,Pôle Énergies citoyennes du Forez,2024-03-01,operationnel,84,42,energie,true
ROWS

# The last files of a few regions, as accepted.
if "$PTCE" --help 2>&1 | grep -q -- --rows; then
    n=0
    for table in emplois financements poles; do
        for region in 04-la-reunion 11-ile-de-france 76-occitanie; do
            file=$(find "$top/inputs/returns/$region" -type f -name "*$table*" | LC_ALL=C sort | tail -n 1)
            [ -n "$file" ] || continue
            n=$((n + 1))
            rows=$work/$n.$table.csv
            "$PTCE" --contract "$CONTRACT" --root "$work/root" --now 2026-11-12T06:00:00Z --rows csv --table "$table" \
                check "$file" >"$rows" 2>"$work/said"
            rc=$?
            if [ $rc -gt 1 ]; then
                sed 's/^/# /' "$work/said"
                echo "not ok tableschema rows of ${file#"$top"/}: status $rc"
            elif [ "$(wc -l <"$rows")" -lt 2 ]; then # nothing accepted: nothing to cast
                rm "$rows"
            fi
        done
    done
    [ $n -gt 0 ] || echo "not ok tableschema: no files in inputs/returns"
fi
NODE_PATH=$modules node "$here/tableschema.cjs" "$CONTRACT/tables" "$work"
