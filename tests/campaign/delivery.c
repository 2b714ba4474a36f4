/* One file: its rows, in its style, with its fault; and what it delivers. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "campaign.h"

/* A file being written; the bad unit is (table, pole, month) or the register row. */
struct writing {
    struct world *world;
    const struct delivery *delivery;
    struct out out;
    struct sheet sheet;
    int bad_table, bad_pole, bad_month, bad_row; /* -1: none */
    bool bad_seen, rejected;
    int good_units;
    long rows;
    char text[32];
};

static bool pole_in(const struct delivery *delivery, int pole)
{
    return delivery->from_pole == 0 ||
           (pole + 1 >= delivery->from_pole && pole + 1 <= delivery->to_pole);
}

static struct jobs *jobs_of(const struct world *world, int pole, int month)
{
    return &world->jobs[(size_t)month * (size_t)world->n_poles + (size_t)pole];
}

static bool row_in(const struct writing *w, int i)
{
    const struct register_row *row = &w->world->rows[i];
    int month = world_row_month(w->world, row);

    return month >= w->delivery->from && month <= w->delivery->to &&
           pole_in(w->delivery, row->pole);
}

static bool unit_in(const struct writing *w, enum table table, int pole, int month)
{
    if (!pole_in(w->delivery, pole))
        return false;
    if (table == T_JOBS)
        return jobs_of(w->world, pole, month)->present;
    return world_has_funding(w->world, pole, month);
}

/* The table the fault is in. */
static enum table fault_table(const struct delivery *delivery)
{
    if (delivery->fault != F_SIRET && (delivery->tables & JOBS) != 0 && delivery->fault != F_CODE)
        return T_JOBS;
    if ((delivery->tables & FUNDING) != 0)
        return T_FUNDING;
    return (delivery->tables & JOBS) != 0 ? T_JOBS : T_POLES;
}

/* Choose the bad unit: the asked one, or the next there is. */
static void find_bad(struct writing *w)
{
    const struct delivery *delivery = w->delivery;
    int count = w->world->n_poles, months = delivery->to - delivery->from + 1;
    int wanted = delivery->pole > 0 ? delivery->pole - 1 : 0;

    w->bad_table = w->bad_row = w->bad_pole = -1;
    if (delivery->fault < F_SUM || delivery->fault > F_FOREIGN)
        return;
    w->bad_table = (int)fault_table(delivery);
    if (w->bad_table == T_POLES) {
        for (int i = 0; i < w->world->n_rows; i++)
            if (row_in(w, i) && (w->bad_row == -1 || w->world->rows[i].pole <= wanted))
                w->bad_row = i;
        return;
    }
    for (int i = 0; i < count * months; i++) {
        int pole = (wanted + i) % count;
        int month = delivery->from + (delivery->month - delivery->from + i / count) % months;

        if (!unit_in(w, (enum table)w->bad_table, pole, month))
            continue;
        w->bad_pole = pole;
        w->bad_month = month;
        return;
    }
    w->bad_table = -1;
}

static bool is_bad(const struct writing *w, enum table table, int pole, int month)
{
    return w->bad_table == (int)table && w->delivery->fault != F_UNKNOWN &&
           w->delivery->fault != F_FOREIGN && w->bad_pole == pole && w->bad_month == month;
}

/* Spoil a cell of the row that comes next. */
static void set_fault(struct writing *w, enum table table, const struct jobs *jobs)
{
    static const char *const columns[N_TABLES][2] = {
        /* text in a number, wrong code */
        {"nb_membres", "statut"},
        {"cdi", "statut_donnee"},
        {"montant", "finalite"},
    };
    static const char *const texts[N_TABLES][2] = {
        {"une vingtaine", "operationel"},
        {"douze", "valide"},
        {"environ 5000", "ingenierie_sociale"},
    };
    int kind = w->delivery->fault == F_CODE;
    const char *column = columns[table][kind];

    w->sheet.fault_text = texts[table][kind];
    if (w->delivery->fault == F_SUM && jobs != NULL) {
        (void)snprintf(w->text, sizeof w->text, "%d", jobs->women + 3);
        w->sheet.fault_text = w->text;
        column = "femmes";
    } else if (w->delivery->fault == F_SIRET && table == T_POLES) {
        w->sheet.fault_text = "7,32829E+13";
        column = "siret_porteur";
    }
    w->sheet.fault = sheet_find_column(&w->sheet, column);
    w->bad_seen = true;
}

/* The quote that is never closed stands in the second cell of the first row: the name of a pole,
 * the month of jobs, the pole of funding. It costs that row, and all of a funding file, whose rows
 * might be of any pole. */
static bool set_quote(struct writing *w)
{
    if (w->delivery->fault != F_QUOTE || w->sheet.rows)
        return false;
    w->sheet.fault = 1;
    w->sheet.fault_text = "\"sans fin";
    return true;
}

static void write_register(struct writing *w)
{
    for (int i = 0; i < w->world->n_rows; i++) {
        if (!row_in(w, i))
            continue;
        bool quoted = set_quote(w);
        if (i == w->bad_row)
            set_fault(w, T_POLES, NULL);
        else if (!w->rejected && !quoted)
            w->world->rows[i].delivered = true;
        w->good_units += i != w->bad_row && !quoted;
        row_register(&w->sheet, w->world, &w->world->rows[i]);
        w->sheet.fault = -1;
    }
}

static void write_jobs(struct writing *w)
{
    for (int m = w->delivery->from; m <= w->delivery->to; m++) {
        for (int i = 0; i < w->world->n_poles; i++) {
            struct jobs *jobs = jobs_of(w->world, i, m);

            if (!unit_in(w, T_JOBS, i, m))
                continue;
            bool quoted = set_quote(w);
            if (is_bad(w, T_JOBS, i, m)) {
                set_fault(w, T_JOBS, jobs);
            } else if (!quoted) {
                jobs->delivered |= !w->rejected;
                w->good_units++;
            }
            row_jobs(&w->sheet, w->world, i, m, NULL);
            w->sheet.fault = -1;
        }
    }
    if (w->delivery->other != NULL && w->bad_table == T_JOBS)
        row_jobs(&w->sheet, w->world, w->bad_pole, w->bad_month, w->delivery->other);
}

static void write_events(struct writing *w, int month)
{
    struct world *world = w->world;
    size_t start = (size_t)month * (size_t)world->n_poles;

    for (size_t i = world->month_start[month]; i < world->month_start[month + 1]; i++) {
        const struct event *event = &world->events[i];

        if (event->dropped || !pole_in(w->delivery, event->pole))
            continue;
        (void)set_quote(w);
        if (is_bad(w, T_FUNDING, event->pole, month)) {
            if (!w->bad_seen)
                set_fault(w, T_FUNDING, NULL);
        } else {
            world->funding_delivered[start + (size_t)event->pole] |= !w->rejected;
            w->good_units++;
        }
        row_event(&w->sheet, world, event, NULL);
        w->sheet.fault = -1;
    }
}

static void write_funding(struct writing *w)
{
    const struct world *world = w->world;

    for (int m = w->delivery->from; m <= w->delivery->to; m++)
        write_events(w, m);
    if (w->delivery->other == NULL || w->bad_table != T_FUNDING)
        return;
    for (size_t i = world->month_start[w->bad_month]; i < world->month_start[w->bad_month + 1]; i++)
        if (world->events[i].pole == w->bad_pole && !world->events[i].dropped)
            row_event(&w->sheet, world, &world->events[i], w->delivery->other);
}

static void write_table(struct writing *w, enum table table, const struct style *style)
{
    static void (*const writers[N_TABLES])(struct writing *) = {
        write_register,
        write_jobs,
        write_funding,
    };
    static const char *const required[N_TABLES] = {"statut", "cdd", "nature"};

    sheet_begin(&w->sheet, &w->out, style, tables_sent(w->world, table));
    if (w->delivery->fault == F_COLUMN)
        w->sheet.skip = sheet_find_column(&w->sheet, required[table]);
    if (style->json == JSON_ARRAY || style->json == JSON_OBJECT)
        out_text(&w->out, "[\n");
    if (w->delivery->fault == F_JSON)
        out_text(&w->out, "{\"code_pole\":\"PTCE-00-000\" \"mois\":\"2026-10\"},\n");
    sheet_header(&w->sheet);
    if (w->delivery->fault != F_HEADER)
        writers[table](w);
    w->rows += w->sheet.n_rows;
    sheet_footer(&w->sheet);
    if (style->json == JSON_ARRAY || style->json == JSON_OBJECT)
        out_text(&w->out, "\n]");
}

static void write_tables(struct writing *w, const struct style *style)
{
    bool first = true;

    for (int table = 0; table < N_TABLES; table++) {
        if ((w->delivery->tables & 1u << table) == 0)
            continue;
        if (style->json == JSON_OBJECT) {
            out_text(&w->out, first ? "{\"" : ",\n\"");
            out_text(&w->out, table_names[table]);
            out_text(&w->out, "\": ");
        }
        write_table(w, (enum table)table, style);
        first = false;
    }
    if (style->json == JSON_OBJECT)
        out_byte(&w->out, '}');
    if (style->json == JSON_OBJECT || style->json == JSON_ARRAY)
        out_byte(&w->out, '\n');
}

/* Make the changes a corrected return brings, except to its bad unit. */
static void correct(struct writing *w)
{
    const struct delivery *delivery = w->delivery;

    for (int m = delivery->from; m <= delivery->to; m++) {
        for (int i = 0; i < w->world->n_poles; i++) {
            if (!pole_in(delivery, i))
                continue;
            if ((delivery->tables & JOBS) != 0 && !is_bad(w, T_JOBS, i, m))
                world_correct_jobs(w->world, i, m);
            if ((delivery->tables & FUNDING) != 0 && !is_bad(w, T_FUNDING, i, m))
                world_correct_funding(w->world, i, m);
        }
    }
}

static const char *verdict_of(const struct writing *w)
{
    if (w->delivery->fault == F_DUPLICATE)
        return "duplicate";
    if (w->delivery->fault == F_HEADER)
        return "warning";
    if (w->rejected || (w->bad_seen && w->good_units == 0))
        return "rejected";
    if (w->bad_seen || (w->delivery->other != NULL && w->bad_table != -1))
        return "partial";
    return "ok";
}

struct verdict delivery_write(struct world *world, const struct delivery *delivery,
                              const char *folder)
{
    static const char workbook[] = "PK\003\004\024\000\006\000\010\000\000\000!\000"
                                   "[Content_Types].xml\000\001\002xl/workbook.xml\377\376";
    struct writing w = {.world = world, .delivery = delivery};
    const struct style *style = style_find(delivery->style);
    char path[PATH_MAX];

    /* a line of its own that is lost costs no other, but in funding, whose rows might be of any
     * pole */
    bool lost_line =
        (delivery->fault == F_QUOTE || (delivery->fault == F_JSON && style->json == JSON_LINES)) &&
        (delivery->tables & FUNDING) == 0;
    w.bad_seen = lost_line;
    w.rejected = delivery->fault >= F_QUOTE && delivery->fault <= F_EMPTY && !lost_line;
    find_bad(&w);
    if (delivery->correction)
        correct(&w);
    (void)snprintf(path, sizeof path, "%s/%s", folder, delivery->name);
    out_open(&w.out, path);
    w.out.cp1252 = style->cp1252;
    if (delivery->fault == F_XLSX) {
        out_bytes(&w.out, workbook, sizeof workbook - 1);
        out_text(&w.out, delivery->name); /* no two workbooks are the same file */
    } else if (delivery->fault != F_EMPTY) {
        write_tables(&w, style);
    }
    out_close(&w.out);
    bool one_cell = delivery->fault >= F_SUM && delivery->fault <= F_CODE;
    bool foreseen = one_cell || delivery->fault == F_NONE;
    return (struct verdict){.word = verdict_of(&w),
                            .rows = foreseen ? w.rows : -1,
                            .errors = foreseen ? w.bad_seen : -1};
}
