// tableschema.cjs TABLES FOLDER: see tableschema.sh. FOLDER holds N.TABLE.csv.
const { Schema, Table } = require("tableschema");
const fs = require("node:fs");

const [tables, folder] = process.argv.slice(2);
let failed = 0;

function say(right, name, why) {
    if (!right) failed++;
    console.log(right ? `ok tableschema ${name}` : `# ${why}\nnot ok tableschema ${name}`);
}

// The package knows version 1 of the standard: what came with version 2 is given as version 1 knows it,
// a list as the text that stands in the cell.
function version1(descriptor) {
    const fields = descriptor.fields.map((field) => field.type === "list" ? { ...field, type: "string" } : field);
    return { ...descriptor, fields };
}

async function check(name) {
    const descriptor = version1(JSON.parse(fs.readFileSync(`${tables}/${name}.json`, "utf8")));
    const schema = await Schema.load(descriptor);
    say(schema.valid, `${name}: the schema`, schema.errors.join("; "));
    if (!schema.valid) return;
    for (const file of fs.readdirSync(folder).filter((f) => f.endsWith(`.${name}.csv`)).sort()) {
        const path = `${folder}/${file}`;
        const labels = fs.readFileSync(path, "utf8").split("\n", 1)[0].split(",");
        // Rows have the columns the file had: the schema of those, in their order.
        const fields = labels.map((label) => descriptor.fields.find((field) => field.name === label));
        if (fields.includes(undefined)) {
            say(false, `${name}: ${file}`, `columns that are not the contract's: ${labels}`);
            continue;
        }
        const part = { ...descriptor, fields };
        if (!descriptor.primaryKey.every((key) => labels.includes(key))) delete part.primaryKey;
        delete part.foreignKeys; // the poles' codes are in the register, not here
        try {
            const table = await Table.load(path, { schema: await Schema.load(part, { strict: true }), delimiter: "," });
            const rows = await table.read({ keyed: true });
            say(rows.length > 0, `${name}: ${file}, ${rows.length} rows`, "no row");
        } catch (error) {
            say(false, `${name}: ${file}`, [error.message, ...(error.errors ?? []).slice(0, 3)].join("; ").slice(0, 400));
        }
    }
}

(async () => {
    const names = fs.readdirSync(tables).filter((f) => f.endsWith(".json")).map((f) => f.slice(0, -5));
    for (const name of names) await check(name);
    process.exit(failed > 0 || names.length === 0 ? 1 : 0);
})();
