// opendata.cjs SCHEMA DATA: see opendata.sh.
const fs = require("node:fs");
const crypto = require("node:crypto");
const Ajv = require("ajv/dist/2020");
const formats = require("ajv-formats");
const { Package } = require("datapackage");

const [schema, data] = process.argv.slice(2);
const ajv = new Ajv({ allErrors: true });
formats(ajv);
const keeps = ajv.compile(JSON.parse(fs.readFileSync(schema, "utf8")));
const read = () => JSON.parse(fs.readFileSync(`${data}/datapackage.json`, "utf8"));

function say(good, name, why) {
    if (!good && why) console.log(`# ${JSON.stringify(why).slice(0, 2000)}`);
    console.log(`${good ? "ok" : "not ok"} opendata ${name}`);
}

const descriptor = read();
say(keeps(descriptor), "datapackage.json keeps to the schema", keeps.errors);

// A schema that lets anything through proves nothing.
const mutants = {
    "a hash that is none": (d) => (d.resources[0].hash = "9e8b8f"),
    "a column of any type": (d) => (d.resources[0].schema.fields[0].type = "any"),
    "a person among the contributors": (d) => (d.contributors[0].email = "a@b.fr"),
    "no licence": (d) => delete d.licenses,
    "a time without zone": (d) => (d.created = "2026-11-12"),
};
for (const [name, change] of Object.entries(mutants)) {
    const d = read();
    change(d);
    say(!keeps(d), `${name} is refused`);
}

for (const r of descriptor.resources) {
    const bytes = fs.readFileSync(`${data}/${r.path}`);
    const hash = `sha256:${crypto.createHash("sha256").update(bytes).digest("hex")}`;
    say(hash === r.hash && bytes.length === r.bytes, `${r.path}: hash and size are the file's`, [hash, r.hash, bytes.length]);
}
const csv = fs.readdirSync(data).filter((name) => name.endsWith(".csv"));
say(csv.length >= 5 && csv.every((name) => descriptor.resources.some((r) => r.path === name)), `every file is described`, csv);

async function readAll() {
    const pack = await Package.load(read(), { basePath: data });
    say(pack.valid, "another implementation finds the descriptor valid", pack.errors.map(String));
    for (const r of pack.resources) {
        try {
            const rows = await r.read({ relations: true });
            say(rows.length > 0 || /^revisions|^held-back$/.test(r.name), // a first edition has none
                `${r.name}: ${rows.length} rows cast, foreign keys found`);
        } catch (e) {
            say(false, `${r.name}: ${e}`, (e.errors || []).slice(0, 3).map(String));
        }
    }
}
readAll();
