#!/usr/bin/env node
/*
 * Make the geographic code lists of the contract: regions, regions_2013, departements, communes.
 *
 *     node tests/tools/make-geography.mjs             write pipeline/contract/codes/
 *     node tests/tools/make-geography.mjs --check     write nothing; fail if a list would change
 *
 * The source is one pinned release of an npm package, fetched with `npm pack` into a temporary folder and refused if
 * its digest is not the one below. The package knows today's geography only; the regions of before 2016 are the small
 * table OLD_REGIONS, checked here against the package and against the known merger of regions. SOURCES.md, in the
 * contract, credits the data. Needs node 18, npm and tar; on a new release, change the four constants and read the diff.
 */

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGE = "@etalab/decoupage-administratif";
const VERSION = "6.0.0";
const SHA512 =
  "XavYsFlbcM/prKr8hNHPKER94IHw/dsxNM4nxjWMYk6PLFACpEedvn/7wK8Baozm0dCYhWWcf+7bcWpA5pmCaQ==";
const COUNTS = { regions: 18, regions_2013: 27, departements: 101 };

const CODES = join(dirname(fileURLToPath(import.meta.url)), "../../pipeline/contract/codes");

/* The zones of the package that chambers cover; the overseas collectivities are in no region. */
const GROUPS = { metro: "metro", drom: "outre-mer" };

/* Names that English has a word for; every other name stays as it is. */
const ENGLISH = {
  "Guyane": "French Guiana",
  "La Réunion": "Réunion",
  "Normandie": "Normandy",
  "Bretagne": "Brittany",
  "Corse": "Corsica",
  "Picardie": "Picardy",
  "Haute-Normandie": "Upper Normandy",
  "Basse-Normandie": "Lower Normandy",
  "Bourgogne": "Burgundy",
};

/* The 22 metropolitan regions in force until 31 December 2015: code, name, the region that took it over on 1 January
 * 2016, its départements. Overseas regions did not change and come from the package. Facts of INSEE's Code officiel
 * géographique of 2013, and of law 2015-29 of 16 January 2015. */
const OLD_REGIONS = [
  ["11", "Île-de-France", "11", "75 77 78 91 92 93 94 95"],
  ["21", "Champagne-Ardenne", "44", "08 10 51 52"],
  ["22", "Picardie", "32", "02 60 80"],
  ["23", "Haute-Normandie", "28", "27 76"],
  ["24", "Centre", "24", "18 28 36 37 41 45"],
  ["25", "Basse-Normandie", "28", "14 50 61"],
  ["26", "Bourgogne", "27", "21 58 71 89"],
  ["31", "Nord-Pas-de-Calais", "32", "59 62"],
  ["41", "Lorraine", "44", "54 55 57 88"],
  ["42", "Alsace", "44", "67 68"],
  ["43", "Franche-Comté", "27", "25 39 70 90"],
  ["52", "Pays de la Loire", "52", "44 49 53 72 85"],
  ["53", "Bretagne", "53", "22 29 35 56"],
  ["54", "Poitou-Charentes", "75", "16 17 79 86"],
  ["72", "Aquitaine", "75", "24 33 40 47 64"],
  ["73", "Midi-Pyrénées", "76", "09 12 31 32 46 65 81 82"],
  ["74", "Limousin", "75", "19 23 87"],
  ["82", "Rhône-Alpes", "84", "01 07 26 38 42 69 73 74"],
  ["83", "Auvergne", "84", "03 15 43 63"],
  ["91", "Languedoc-Roussillon", "76", "11 30 34 48 66"],
  ["93", "Provence-Alpes-Côte d'Azur", "93", "04 05 06 13 83 84"],
  ["94", "Corse", "94", "2A 2B"],
].map(([code, nom, successor, list]) => ({ code, nom, successor, departements: list.split(" ") }));

function fail(message) {
  throw new Error(message);
}

/* Fetch the pinned package into `dir`; return a function that reads one of its JSON files. */
function fetchPackage(dir) {
  const out = execFileSync(
    "npm",
    ["pack", `${PACKAGE}@${VERSION}`, "--json", "--ignore-scripts", "--pack-destination", dir],
    { cwd: dir, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
  );
  const name = JSON.parse(out)[0].filename.replace(/^@/, "").replaceAll("/", "-");
  const tarball = join(dir, name);
  const digest = createHash("sha512").update(readFileSync(tarball)).digest("base64");
  if (digest !== SHA512) fail(`${name}: SHA-512 is ${digest}, expected ${SHA512}`);
  execFileSync("tar", ["-xzf", tarball, "-C", dir]);
  return (file) => JSON.parse(readFileSync(join(dir, "package/data", file), "utf8"));
}

/* Codes are ASCII and sort as bytes, whatever the locale. */
function byCode(a, b) {
  return a.code < b.code ? -1 : a.code > b.code ? 1 : 0;
}

/* A name as we print it, with the typographic apostrophe. */
function label(name) {
  return name.normalize("NFC").replaceAll("'", "\u2019");
}

/* The five columns every code list begins with. `rows` have code, nom, group; order is their rank by code. */
function listed(rows) {
  return [...rows].sort(byCode).map((row, i) => ({
    ...row,
    label_fr: label(row.nom),
    label_en: label(ENGLISH[row.nom] ?? row.nom),
    order: String(i + 1),
  }));
}

function covered(entries) {
  return entries
    .filter((e) => e.zone in GROUPS)
    .map((e) => ({ ...e, group: GROUPS[e.zone] }));
}

function makeLists(read) {
  const regions = listed(covered(read("regions.json")));
  const overseas = regions.filter((r) => r.group === "outre-mer");
  const current = covered(read("departements.json"));

  const old = OLD_REGIONS.map((r) => ({ ...r, group: "metro" })).concat(
    overseas.map((r) => ({
      code: r.code,
      nom: r.nom,
      group: r.group,
      successor: r.code,
      departements: current.filter((d) => d.region === r.code).map((d) => d.code),
    })),
  );
  const departements = listed(
    current.map((d) => {
      const held = old.filter((r) => r.departements.includes(d.code));
      if (held.length !== 1) fail(`département ${d.code}: in ${held.length} regions of 2013`);
      return { ...d, region_2013: held[0].code };
    }),
  );
  const known = new Set(departements.map((d) => d.code));
  const communes = read("communes.json")
    .filter((c) => c.type === "commune-actuelle" || c.type === "arrondissement-municipal")
    .filter((c) => known.has(c.departement))
    .map((c) => ({ code: c.code, label_fr: label(c.nom), departement: c.departement }))
    .sort(byCode);
  return { regions, regions_2013: listed(old), departements, communes };
}

function checkLists(lists) {
  for (const [name, count] of Object.entries(COUNTS)) {
    if (lists[name].length !== count) fail(`${name}: ${lists[name].length} rows, expected ${count}`);
  }
  for (const [name, rows] of Object.entries(lists)) {
    const codes = new Set(rows.map((r) => r.code));
    if (codes.size !== rows.length) fail(`${name}: a code appears twice`);
    if (rows.some((r) => !r.code || !r.label_fr)) fail(`${name}: a row has no code or no name`);
  }
  const regions = new Set(lists.regions.map((r) => r.code));
  const departements = new Map(lists.departements.map((d) => [d.code, d]));
  for (const d of lists.departements) {
    if (!regions.has(d.region)) fail(`département ${d.code}: region ${d.region} is not known`);
  }
  for (const old of lists.regions_2013) {
    for (const code of old.departements) {
      const now = departements.get(code)?.region;
      if (now !== old.successor) {
        fail(`département ${code}: region ${old.code} of 2013 became ${old.successor}, it is in ${now}`);
      }
    }
  }
  const inhabited = new Set(lists.communes.map((c) => c.departement));
  for (const code of departements.keys()) {
    if (!inhabited.has(code)) fail(`département ${code}: no commune`);
  }
}

const COLUMNS = {
  regions: ["code", "label_fr", "label_en", "order", "group"],
  regions_2013: ["code", "label_fr", "label_en", "order", "group"],
  departements: ["code", "label_fr", "label_en", "order", "group", "region", "region_2013"],
  communes: ["code", "label_fr", "departement"],
};

function toCsv(columns, rows) {
  const cell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map((row) => columns.map((c) => cell(row[c])).join(","));
  return [columns.join(","), ...lines].join("\n") + "\n";
}

/* Write a list, or with `check` compare it; return whether it is, or now is, as it should be. */
function settle(name, text, check) {
  const path = join(CODES, `${name}.csv`);
  if (!check) {
    writeFileSync(path, text);
    return true;
  }
  const same = readFileSync(path, "utf8") === text;
  if (!same) console.error(`${name}.csv: differs from what the source gives`);
  return same;
}

function main(args) {
  const check = args[0] === "--check";
  if (args.length > (check ? 1 : 0)) fail("usage: make-geography.mjs [--check]");
  const dir = mkdtempSync(join(tmpdir(), "geography-"));
  try {
    const lists = makeLists(fetchPackage(dir));
    checkLists(lists);
    const results = Object.keys(COLUMNS).map((name) =>
      settle(name, toCsv(COLUMNS[name], lists[name]), check),
    );
    return results.every(Boolean) ? 0 : 1;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (e) {
  console.error(`make-geography: ${e.message}`);
  process.exitCode = 1;
}
