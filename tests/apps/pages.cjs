// pages.cjs OUTPUTS PICTURES: see pages.sh.
const fs = require("node:fs");
const path = require("node:path");
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const [outputs, pictures] = process.argv.slice(2);
const edition = `${outputs}/latest`;
const regions = fs.readdirSync(`${edition}/regions`).sort();
const pages = {
    france: `${edition}/index.html`,
    list: `${outputs}/index.html`,
    ...Object.fromEntries(regions.map((name) => [path.basename(name, ".html"), `${edition}/regions/${name}`])),
};
const looks = {
    wide: { viewport: { width: 1280, height: 900 } },
    phone: { viewport: { width: 390, height: 844 } },
    dark: { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
};

function say(good, name, why) {
    if (!good && why) console.log(`# ${JSON.stringify(why).slice(0, 3000)}`);
    console.log(`${good ? "ok" : "not ok"} pages ${name}`);
}

async function violations(page) {
    await page.evaluate(axe);
    const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    return found.violations.map((v) => ({ rule: v.id, where: v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200)) }));
}

async function look(browser, name, file, as) {
    const context = await browser.newContext(looks[as]);
    const page = await context.newPage();
    const said = [];
    page.on("console", (m) => ["error", "warning"].includes(m.type()) && said.push(m.text()));
    page.on("pageerror", (e) => said.push(String(e)));
    page.on("requestfailed", (r) => said.push(`failed: ${r.url()}`));
    page.on("request", (r) => r.url().startsWith("file:") || said.push(`not a file: ${r.url()}`));
    await page.goto(`file://${file}`, { waitUntil: "load" });
    if (as === "wide") await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
    const found = await violations(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    const broken = await page.evaluate(() => [...document.images].filter((i) => i.naturalWidth === 0).map((i) => i.src));
    say(found.length === 0, `${name}, ${as}: no violation`, found);
    say(said.length === 0 && broken.length === 0, `${name}, ${as}: nothing on the console, every picture shown`, [said, broken]);
    say(wide <= 0, `${name}, ${as}: nothing wider than the screen`, wide);
    if (process.env.PICTURES && ["france", "list", "84-auvergne-rhone-alpes"].includes(name)) {
        await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = false)));
        await page.screenshot({ path: `${pictures}/${name}-${as}.png`, fullPage: true });
        if (as === "wide") {
            await page.pdf({ path: `${pictures}/${name}.pdf`, preferCSSPageSize: true });
        }
    }
    await context.close();
}

// A test that finds nothing wrong proves nothing: a page made worse must be found.
async function mutant(browser, what, change) {
    const file = `${pictures}/mutant.html`;
    fs.writeFileSync(file, change(fs.readFileSync(pages.list, "utf8")));
    const page = await (await browser.newContext()).newPage();
    await page.goto(`file://${file}`);
    say((await violations(page)).length > 0, `${what} is found`);
    fs.rmSync(file);
    await page.context().close();
}

async function main() {
    const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
    for (const [name, file] of Object.entries(pages)) {
        const as = ["france", "list", "84-auvergne-rhone-alpes"].includes(name) ? Object.keys(looks) : ["wide"];
        for (const a of as) await look(browser, name, file, a);
    }
    await mutant(browser, "a page without language", (html) => html.replace(/ (xml:)?lang="fr"/g, ""));
    await mutant(browser, "text too pale to read", (html) => html.replace("</style>", "p, td { color: #cccccc; background: #ffffff; }</style>"));
    await mutant(browser, "a picture without text", (html) => html.replace("</main>", '<img src="a.png" /></main>'));
    await browser.close();
}
main().catch((e) => {
    say(false, String(e));
    process.exit(1);
});
