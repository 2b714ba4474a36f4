/*
 * The cells of CSV files as the reader hands them on, before anything is made of them: JSON, for
 * each file a list of rows, each a list of texts. Of each file the first row stands in the place of
 * the labels, so it must name columns of the contract.
 *
 *     cells CONTRACT FILE…
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/contract.h"
#include "read/read.h"

static void put_text(const struct cell *cell)
{
    putchar('"');
    for (uint32_t i = 0; i < cell->len; i++) {
        unsigned char c = (unsigned char)cell->text[i];
        if (c < 0x20 || c == '"' || c == '\\')
            printf("\\u%04x", c);
        else
            putchar(c);
    }
    putchar('"');
}

static void put_row(void *ctx, const struct record *row)
{
    bool *first = ctx;
    printf("%s[", *first ? "" : ", ");
    for (int i = 0; i < row->n; i++) {
        printf("%s", i == 0 ? "" : ", ");
        put_text(&row->cells[i]);
    }
    printf("]");
    *first = false;
}

static void pass_labels(void *ctx, int table, const struct record *labels, enum labels_kind kind)
{
    (void)ctx;
    (void)table;
    (void)labels;
    (void)kind;
}

static void say_finding(void *ctx, const struct finding *f)
{
    (void)ctx;
    fprintf(stderr, "%s, line %u\n", finding_name(f->code), f->line);
}

/* Read again in another encoding: nothing has been written, the first block is looked at before. */
static void pass_restart(void *ctx)
{
    (void)ctx;
}

static int put_file(const struct contract *c, const char *path, struct err *err)
{
    bool first = true;
    struct reading about;
    struct read_options options = {.tables = (unsigned)READ_ALL_TABLES};
    struct sink sink = {.ctx = &first,
                        .labels = pass_labels,
                        .row = put_row,
                        .finding = say_finding,
                        .restart = pass_restart};
    printf("[");
    if (read_delivery(c, path, &options, &sink, &about, err) == -1)
        return -1;
    printf("]\n");
    return 0;
}

int main(int argc, char **argv)
{
    struct err err = {0};
    struct contract *c = argc < 3 ? NULL : contract_new(argv[1], &err);
    int rc = c == NULL ? -1 : 0;
    for (int i = 2; i < argc && rc == 0; i++)
        rc = put_file(c, argv[i], &err);
    if (rc == -1)
        fprintf(stderr, "cells: %s\n", argc < 3 ? "cells CONTRACT FILE…" : err.text);
    contract_free(c);
    return rc == 0 && fflush(stdout) == 0 ? 0 : 1;
}
