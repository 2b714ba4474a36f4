// csv-spectrum.mjs SUITE FOLDER CELLS CONTRACT: see csv-spectrum.sh.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const [suite, folder, cells, contract] = process.argv.slice(2);
const columns = ["id_financement", "code_pole", "nom_financeur", "type_financeur", "finalite"];

// A quote within a cell that has none around it: other readers let it pass, we say where it stands.
const refused = new Map([["location_coordinates", "stray-quote, line 2"]]);

// The suite's answer as rows of cells; a file of one row is one object there.
function expected(name) {
    const answer = JSON.parse(readFileSync(`${suite}/json/${name}.json`, "utf8"));
    return [answer].flat().map((row) => Object.values(row));
}

// The file with labels of ours, every other byte as it is.
function relabelled(name) {
    const bytes = readFileSync(`${suite}/csvs/${name}.csv`);
    const end = bytes.indexOf(bytes.includes("\r\n") ? "\r\n" : "\n");
    const labels = bytes.subarray(0, end).toString().split(",");
    const file = `${folder}/${name}.csv`;
    writeFileSync(file, Buffer.concat([Buffer.from(columns.slice(0, labels.length).join(",")), bytes.subarray(end)]));
    return file;
}

const files = readdirSync(`${suite}/csvs`).filter((file) => file.endsWith(".csv")).sort();
let failed = 0;
for (const name of files.map((file) => file.slice(0, -4))) {
    const run = spawnSync(cells, [contract, relabelled(name)], { encoding: "utf8" });
    const want = JSON.stringify(expected(name));
    let got = run.stdout;
    try { got = JSON.stringify(JSON.parse(run.stdout)); } catch { /* shown as it is */ }
    const right = run.status === 0 &&
        (refused.has(name) ? run.stderr.includes(refused.get(name)) : got === want && run.stderr === "");
    if (!right) {
        failed++;
        console.log(`# expected ${refused.get(name) ?? want}\n# found    ${got} ${run.stderr}`);
    }
    console.log(`${right ? "ok" : "not ok"} csv-spectrum ${name}`);
}
if (files.length === 0) console.log("not ok csv-spectrum: no files");
process.exit(failed > 0 || files.length === 0 ? 1 : 0);
