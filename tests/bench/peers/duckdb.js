// The rules of rules.md as SQL.      duckdb.js THREADS CODES FILE…
const { DuckDBInstance } = require("@duckdb/node-api");

const [threads, codes, ...files] = process.argv.slice(2);
const quoted = (s) => `'${s.replaceAll("'", "''")}'`;
const list = (name) => `(select code from read_csv(${quoted(`${codes}/${name}.csv`)}, all_varchar = true))`;

// JSON: objects in an array, every value as its text, amounts with the comma that the rules below ask for.
const columns = ["id_financement", "code_pole", "mois", "type_financeur", "finalite", "nature", "etape", "montant",
    "date_evenement", "montant_total_projet"];
const names = files.map(quoted).join(", ");
const source = files[0].endsWith(".json")
    ? `(select * replace (replace(montant, '.', ',') as montant, replace(montant_total_projet, '.', ',') as montant_total_projet)
        from read_json([${names}], format = 'auto', filename = true, columns = {${columns.map((c) => `${c}: 'VARCHAR'`).join(", ")}}))`
    : `read_csv([${names}], delim = ';', header = true, all_varchar = true, filename = true)`;

const sql = `
with raw as (
    select *, regexp_extract(filename, '/returns/([0-9A-Z]+)-', 1) as region,
        try_cast(replace(montant, ',', '.') as decimal(18, 2)) as amount,
        try_cast(date_evenement as date) as day,
        try_cast(mois || '-01' as date) as month
    from ${source}
), twice as (
    select filename as f, id_financement as i, etape as e, date_evenement as d from raw group by all having count(*) > 1
), judged as (
    select raw.*,
        id_financement is null or code_pole is null
        or not regexp_full_match(code_pole, 'PTCE-[0-9A-Z]{2}-[0-9]{3}')
        or month is null or not regexp_full_match(mois, '[0-9]{4}-[0-9]{2}') or month > date '2026-11-01'
        or type_financeur is null or type_financeur not in ${list("type_financeur")}
        or finalite is null or finalite not in ${list("finalite")}
        or nature is null or nature not in ${list("nature")}
        or etape is null or etape not in ${list("etape")}
        or montant is null or not regexp_full_match(montant, '[0-9]+(,[0-9]{1,2})?') or amount is null or amount <= 0
        or (montant_total_projet is not null and not regexp_full_match(montant_total_projet, '[0-9]+(,[0-9]{1,2})?'))
        or day is null or not regexp_full_match(date_evenement, '[0-9]{4}-[0-9]{2}-[0-9]{2}')
        or twice.i is not null as bad,
        (amount < 100 or amount > 5000000)::int + (abs(date_diff('month', month, day)) > 1)::int as warnings
    from raw left join twice on filename = f and id_financement = i and etape = e and date_evenement = d
), units as (
    select filename, code_pole, mois, bool_or(bad) as bad from judged group by all
), newest as (
    select max(filename) as filename, code_pole, mois from units where not bad group by all
)
select region, mois, origin.group, cast(100 * sum(case when etape = 'accorde' then amount else 0 end) as bigint) as f01,
    cast(100 * sum(case etape when 'verse' then amount when 'reverse' then -amount else 0 end) as bigint) as f02,
    sum(warnings) as warnings
from judged semi join newest using (filename, code_pole, mois)
    join read_csv(${quoted(`${codes}/type_financeur.csv`)}, all_varchar = true) as origin on origin.code = type_financeur
    join read_csv(${quoted(`${codes}/nature.csv`)}, all_varchar = true) as kind on kind.code = nature
where kind.group = 'subvention'
group by all order by all`;

(async () => {
    const instance = await DuckDBInstance.create(":memory:", { threads });
    const connection = await instance.connect();
    const result = await connection.runAndReadAll(sql);
    for (const row of result.getRows()) console.log(row.slice(0, 5).join(","));
})();
