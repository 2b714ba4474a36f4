/* The truth: the units that must be in use, and the verdict each file must get. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "campaign.h"

static void open_in(struct out *out, const char *folder, const char *name)
{
    static char paths[N_TABLES + 1][PATH_MAX];
    static int n;
    char *path = paths[n++];

    (void)snprintf(path, PATH_MAX, "%s/%s.csv", folder, name);
    out_open(out, path);
}

void truth_open(struct truth *truth, const char *folder)
{
    truth->wanted = folder != NULL;
    if (!truth->wanted)
        return;
    out_directory(folder);
    for (int i = 0; i < N_TABLES; i++) {
        open_in(&truth->files[i], folder, table_names[i]);
        sheet_begin(&truth->sheets[i], &truth->files[i], style_find("truth"), table_columns[i]);
        sheet_header(&truth->sheets[i]);
    }
    open_in(&truth->verdicts, folder, "expected");
    out_text(&truth->verdicts, "region,file,verdict,rows,errors\n");
}

void truth_verdict(struct truth *truth, const struct world *world, const char *name,
                   struct verdict verdict)
{
    if (!truth->wanted)
        return;
    out_row(&truth->verdicts);
    out_text(&truth->verdicts, world->region->code);
    out_byte(&truth->verdicts, ',');
    out_text(&truth->verdicts, name);
    out_byte(&truth->verdicts, ',');
    out_text(&truth->verdicts, verdict.word);
    for (int i = 0; i < 2; i++) {
        char number[32] = "";
        long n = i == 0 ? verdict.rows : verdict.errors;
        if (n >= 0)
            (void)snprintf(number, sizeof number, "%ld", n);
        out_byte(&truth->verdicts, ',');
        out_text(&truth->verdicts, number);
    }
    out_byte(&truth->verdicts, '\n');
}

void truth_region(struct truth *truth, const struct world *world)
{
    size_t poles = (size_t)world->n_poles;

    if (!truth->wanted)
        return;
    for (int i = 0; i < world->n_rows; i++)
        if (world->rows[i].delivered)
            row_register(&truth->sheets[T_POLES], world, &world->rows[i]);
    for (int m = 0; m < world->n_months; m++)
        for (int i = 0; i < world->n_poles; i++)
            if (world->jobs[(size_t)m * poles + (size_t)i].delivered)
                row_jobs(&truth->sheets[T_JOBS], world, i, m, NULL);
    for (size_t i = 0; i < world->n_events; i++) {
        const struct event *event = &world->events[i];

        if (!event->dropped &&
            world->funding_delivered[(size_t)event->month * poles + (size_t)event->pole])
            row_event(&truth->sheets[T_FUNDING], world, event, NULL);
    }
}

void truth_close(struct truth *truth)
{
    if (!truth->wanted)
        return;
    for (int i = 0; i < N_TABLES; i++)
        out_close(&truth->files[i]);
    out_close(&truth->verdicts);
}
