/*
 * Draw the charts of a file of figures, without a run around it:
 *
 *     draw-figures CONTRACT FIGURES.csv PERIOD FOLDER [JOBS [LANG]]
 *
 * Prints a line a chart: file, headline, Lecture. Ends with 1 and a line on standard error when
 * they could not be drawn.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/child.h"
#include "base/file.h"
#include "model/contract.h"
#include "publish/chart.h"
#include "publish/chart_table.h"

/* The table of a chart, beside its files. */
static int put_table(const struct chart *c, enum lang lang, const char *folder, struct err *err)
{
    struct buf name = {0};
    struct buf text = {0};
    chart_table_csv(&c->table, lang, &text);
    buf_printf(&name, "%s.csv", c->file);
    int rc = file_put(folder, name.data, buf_str(&text), text.len, 0644, err);
    buf_release(&name);
    buf_release(&text);
    return rc;
}

int main(int argc, char **argv)
{
    struct err err = {0};
    struct edition edition = {.number = 1};
    struct chart_list charts = {0};
    int rc = EXIT_FAILURE;
    if (argc < 5) {
        (void)fputs("draw-figures CONTRACT FIGURES.csv PERIOD FOLDER [JOBS [LANG]]\n", stderr);
        return EXIT_FAILURE;
    }
    (void)signal(SIGPIPE, SIG_IGN);
    struct run run = {.contract_path = argv[1], .jobs = child_processors()};
    if (argc > 5)
        run.jobs = (int)strtol(argv[5], NULL, 10);
    if (argc > 6 && strcmp(argv[6], "en") == 0)
        run.lang = LANG_EN;
    struct contract *contract = contract_new(argv[1], &err);
    run.contract = contract;
    if (contract == NULL || period_parse(argv[3], strlen(argv[3]), &run.period) == -1)
        goto out;
    edition.period = run.period;
    if (figures_read(&edition.figures, contract, argv[2], &err) == -1 ||
        charts_write(&run, &edition, argv[4], &charts, &err) == -1)
        goto out;
    for (size_t i = 0; i < charts.count; i++)
        if (put_table(&charts.list[i], run.lang, argv[4], &err) == -1)
            goto out;
    for (size_t i = 0; i < charts.count; i++)
        printf("%s\t%s\t%s\n", charts.list[i].file, charts.list[i].headline,
               charts.list[i].reading);
    rc = EXIT_SUCCESS;
out:
    if (rc != EXIT_SUCCESS)
        (void)fprintf(stderr, "draw-figures: %s\n", err.text);
    chart_list_release(&charts);
    figures_release(&edition.figures);
    contract_free(contract);
    return rc;
}
