#!/bin/bash
# The template of a region, filled in by LibreOffice set to French as somebody does who types, and saved as CSV sheet
# by sheet: ptce check finds nothing to say, not even a remark. Titles are closed, zeros and dates come through.
set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
ptce() { "$PTCE" --contract "$CONTRACT" --root root --now 2026-12-02T06:00:00Z --settle 0 "$@"; }
ok() { if [ "$1" -eq 0 ]; then echo "ok template: $2"; else echo "not ok template: $2"; fi; }

mkdir root
cp -R "$top/inputs" root/inputs
ptce -q collect
ptce -q template --output template.xlsx 84 2026-11
ok $? "it is written"

# A profile of our own: French, and the macro.
basic=profile/user/basic/Standard
mkdir -p profile/user
cat >profile/user/registrymodifications.xcu <<'XCU'
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>fr-FR</value></prop></item>
</oor:items>
XCU

office() { timeout -k 5 200 soffice "-env:UserInstallation=file://$work/profile" --headless --norestore "$@" >office.log 2>&1; }
office --convert-to csv --outdir opened template.xlsx # the first start makes the rest of the profile
[ -s opened/template.csv ]
ok $? "LibreOffice opens it"
mkdir -p "$basic"
cat >profile/user/basic/script.xlc <<'XLC'
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
 <library:library library:name="Standard" library:link="false"/>
</library:libraries>
XLC
cat >"$basic/script.xlb" <<'XLB'
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Fill"/>
</library:library>
XLB
{
    echo '<?xml version="1.0" encoding="UTF-8"?>'
    echo '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">'
    echo '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Fill" script:language="StarBasic">'
    sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g' "$here/template/Fill.bas"
    echo '</script:module>'
} >"$basic/Fill.xba"
office "macro:///Standard.Fill.Main(\"$work\")"
for table in emplois financements poles; do [ ! -f "saved-$table.csv" ] || mv "saved-$table.csv" "$table.csv"; done
[ -s emplois.csv ] && [ -s financements.csv ] && [ -s poles.csv ]
ok $? "LibreOffice fills it in and saves its sheets"
[ "$(cat titles.txt 2>/dev/null)" = "closed closed closed" ]
ok $? "titles cannot be changed"
rows=$(grep -c '^PTCE-84-' emplois.csv)
[ "$rows" -gt 5 ] && [ $((rows + 1)) -eq "$(wc -l <emplois.csv)" ]
ok $? "a row for each pole ($rows), no other"
for table in emplois financements poles; do
    ptce --region 84 --format json check "$table.csv" >"$table.json" 2>said
    rc=$?
    said=$(sed -n '/^ "stats": {/,/^ }/p' "$table.json" | tr -d ' \n')
    [ $rc -eq 0 ] && [ "$said" = '"stats":{"tasks":1,"errors":0,"warnings":0,"infos":0},' ]
    bad=$?
    [ $bad -eq 0 ] || { sed 's/^/# /' said; ptce --region 84 check "$table.csv" | sed 's/^/# /'; head -n 3 "$table.csv" | sed 's/^/# /'; }
    ok $bad "$table.csv is accepted without a finding"
done
grep -q '^0042;.*;00552017600016;' financements.csv || grep -q '^0042;.*00552017600016' financements.csv
ok $? "zeros in front of an identifier and a SIRET"
grep -q ';2026-11-05;' financements.csv
ok $? "a date typed as 05/11/2026 is saved as 2026-11-05"
grep -q ';01;' poles.csv
ok $? "zeros in front of a département's code"
