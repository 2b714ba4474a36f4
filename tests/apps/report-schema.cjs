// report-schema.cjs SCHEMA REPORT RECEIPTS: see report-schema.sh.
const fs = require("node:fs");
const Ajv = require("ajv/dist/2020");

const [schema, report, receipts] = process.argv.slice(2);
const keeps = new Ajv({ allErrors: true }).compile(JSON.parse(fs.readFileSync(schema, "utf8")));

function check(name, value) {
    const good = keeps(value);
    if (!good) console.log(`# ${JSON.stringify(keeps.errors.slice(0, 3))}`);
    console.log(`${good ? "ok" : "not ok"} report-schema ${name}`);
}

const corpus = JSON.parse(fs.readFileSync(report, "utf8"));
check(`the corpus, ${corpus.tasks.length} files`, corpus);
if (corpus.tasks.length < 300) console.log("not ok report-schema: most of the corpus is missing");

const files = fs.readdirSync(receipts, { recursive: true }).filter((name) => name.endsWith(".json"));
const wrong = files.filter((name) => !keeps(JSON.parse(fs.readFileSync(`${receipts}/${name}`, "utf8"))));
console.log(`${files.length > 50 && wrong.length === 0 ? "ok" : "not ok"} report-schema ${files.length} receipts`);

// A schema that lets anything through proves nothing.
const broken = structuredClone(corpus);
broken.tasks[0].verdict = "conforme";
console.log(`${keeps(broken) ? "not ok" : "ok"} report-schema: a key it does not name is refused`);
