// No rules: sums by region, origin and stage.      polars.js FILE…
const pl = require("nodejs-polars");

const parts = process.argv.slice(2).map((file) =>
    pl
        .scanCSV(file, { sep: ";", inferSchemaLength: 0 })
        .select(
            pl.lit(/returns\/([0-9A-Z]+)-/.exec(file)[1]).alias("region"),
            pl.col("type_financeur"),
            pl.col("etape"),
            pl.col("montant").str.replace(",", "").cast(pl.Int64).alias("cents"),
        ),
);
const sums = pl.concat(parts).groupBy(["region", "type_financeur", "etape"]).agg(pl.col("cents").sum()).collectSync();
for (const row of sums.sort(["region", "type_financeur", "etape"]).rows()) console.log(row.join(","));
