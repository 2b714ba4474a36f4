// json-test-suite.mjs MODULES FOLDER: see json-test-suite.sh.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [modules, folder] = process.argv.slice(2);
const { parsing } = await import(pathToFileURL(`${modules}/json-test-suite/index.js`));

// What JSON allows and we do not, on purpose.
const ours = new Map([
    ["y_object_duplicated_key.json", "duplicate-property"], // which one counts?
    ["y_object_duplicated_key_and_value.json", "duplicate-property"],
    ["y_object_escaped_null_in_key.json", "format-error"], // no text of ours holds a NUL
    ["y_string_null_escape.json", "format-error"],
]);

function parsed(text) {
    try { return JSON.parse(text); } catch { return undefined; }
}

// What is to come out of a text that is good JSON.
function expectation(name, text) {
    if (ours.has(name)) return ours.get(name);
    const value = parsed(text);
    return value !== null && typeof value === "object" ? "nesting-error" : "extra-label";
}

// Each text as it is; one in brackets also without them, since most of the suite's scalars are in lists.
const tests = [];
for (const { name, input } of parsing) {
    const good = name.startsWith("y_");
    const inner = /^\s*\[([^]*)\]\s*$/.exec(input)?.[1];
    const want = good ? expectation(name, input) : name.startsWith("n_") ? "refused" : "any";
    tests.push({ name, text: input, want });
    if (inner === undefined || inner.trim() === "" || (good && parsed(inner) === undefined)) continue;
    tests.push({ name: `${name} inside`, text: inner, want: good ? expectation(name, inner) : want });
}

mkdirSync(`${folder}/root`);
const row = '{"code_pole": "PTCE-84-001", "mois": "2026-10", "effectif_total": 112, "etp_total": 98.40, ' +
    '"cdi": 74, "cdd": 22, "femmes": 61, "hommes": 51, "statut_donnee": "definitif"';
tests.forEach((t, i) => {
    t.file = `${folder}/${i}.json`;
    writeFileSync(t.file, `[\n${row}, "remarque": ${t.text}}\n]\n`);
});

function reports(files) {
    const run = spawnSync(process.env.PTCE, ["--contract", process.env.CONTRACT, "--root", `${folder}/root`,
        "--now", "2026-11-12T06:00:00Z", "--format", "json", "check", ...files],
        { encoding: "utf8", maxBuffer: 1 << 28, timeout: 60000 });
    const all = parsed(run.stdout)?.tasks ?? [];
    return run.signal === null && all.length === files.length ? all : undefined;
}

function verdict(test, report) {
    if (report === undefined) return "no report";
    const codes = report.causes.map((cause) => cause.type);
    const faults = ["format-error", "duplicate-property", "encoding-error"].filter((c) => codes.includes(c));
    const accepted = report.state.startsWith("conforme");
    const seen = `state ${report.state}, ${codes.join(" ")}`;
    switch (test.want) {
    case "any": return "";
    case "refused": // a value too deep, or a whole one before the fault, is refused first
        return !accepted && (faults.length > 0 || codes.includes("nesting-error")) ? "" : seen;
    case "extra-label": return accepted && codes.includes("extra-label") && faults.length === 0 ? "" : seen;
    case "nesting-error": return !accepted && codes.includes("nesting-error") && faults.length === 0 ? "" : seen;
    default: return !accepted && codes.includes(test.want) ? "" : seen;
    }
}

// All in one call; one by one when that ends early.
const together = reports(tests.map((t) => t.file));
let failed = 0;
tests.forEach((test, i) => {
    const why = verdict(test, together ? together[i] : reports([test.file])?.[0]);
    if (why !== "") failed++;
    console.log(why === "" ? `ok json-test-suite ${test.name}`
        : `# ${test.want} expected, not ${why}: ${JSON.stringify(test.text.slice(0, 60))}\nnot ok json-test-suite ${test.name}`);
});
process.exit(failed > 0 ? 1 : 0);
