#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "model/contract_report.h"
#include "model/limits.h"

static const char *const row_names[] = {
    [REPORT_COVER] = "cover",           [REPORT_CONTENTS] = "contents",
    [REPORT_NOTES] = "notes",           [REPORT_DEFINITIONS] = "definitions",
    [REPORT_COVERAGE] = "coverage",     [REPORT_PICTURES] = "pictures",
    [REPORT_CHARTS] = "charts",         [REPORT_REVISIONS] = "revisions",
    [REPORT_POLES] = "poles",           [REPORT_REGIONS] = "regions",
    [REPORT_MEMBERS] = "members",       [REPORT_MONTHS] = "months",
    [REPORT_INDICATORS] = "indicators", [REPORT_CROSSED] = "crossed"};

static const char *const report_keys[] = {"$comment",  "sheets", "notes",
                                          "sentences", "charts", NULL};
static const char *const sheet_keys[] = {
    "tab",     "regional_tab", "title",     "universe", "rows",    "breakdowns", "months", "lines",
    "columns", "notes",        "indicator", "window",   "reading", "charts",     NULL};
static const char *const table_chart_keys[] = {"sheet", "column", "type", "title", NULL};

enum { TAB_MAX = 31 }; /* Excel's */

bool report_rows_are_figures(enum report_rows rows)
{
    return rows >= REPORT_REGIONS;
}

static struct report_item *read_items(struct reading *g, json_t *sheet, const char *key, int i,
                                      int *ret_count)
{
    struct loader *l = &g->load;
    json_t *list = json_object_get(sheet, key);
    size_t n = json_array_size(list);
    load_place(l, "sheets[%d]", i);
    if (n == 0 || n > MAX_FIELDS)
        (void)load_fail(l, "needs 1 to %d %s", MAX_FIELDS, key);
    struct report_item *items = arena_array(&l->contract->arena, n + 1, sizeof *items);
    for (size_t k = 0; k < n && load_ok(l); k++) {
        load_place(l, "sheets[%d].%s[%zu]", i, key, k);
        report_read_item(g, json_array_get(list, k), &items[k]);
        *ret_count = (int)k + 1;
    }
    return items;
}

static void check_tab(struct reading *g, const char *tab)
{
    size_t len = strlen(tab);
    bool good = len > 0 && len <= TAB_MAX;
    for (size_t i = 0; i < len; i++)
        good = good && (isalnum((unsigned char)tab[i]) || tab[i] == '_') && tab[i] > 0;
    if (!good)
        (void)load_fail(&g->load, "tab \"%s\": 1 to %d letters A to Z, digits or _", tab, TAB_MAX);
    int same = 0;
    for (int i = 0; i < g->report->n_sheets; i++)
        same += strcmp(g->report->sheets[i].tab, tab) == 0;
    if (same > 0)
        (void)load_fail(&g->load, "tab \"%s\" stands twice", tab);
}

static void read_breakdowns(struct reading *g, json_t *object, struct report_sheet *s)
{
    size_t n = 0;
    const char **names = load_list(&g->load, object, "breakdowns", &n);
    size_t most = s->rows == REPORT_CROSSED ? 1 : MAX_SHEET_BREAKDOWNS;
    if (n == 0 || n > most)
        (void)load_fail(&g->load, "needs 1 to %zu breakdowns", most);
    for (size_t i = 0; i < n && load_ok(&g->load); i++) {
        struct report_item it;
        report_set_breakdown(g, &it, names[i], strlen(names[i]));
        if (!load_ok(&g->load))
            return;
        const struct breakdown *b = &g->contract.breakdowns[it.breakdown];
        bool crossed = s->rows == REPORT_CROSSED;
        if (crossed ? b->by != BY_CROSS : b->codes == NULL)
            (void)load_fail(&g->load, "breakdown \"%s\" cannot be rows here", b->id);
        s->breakdowns[s->n_breakdowns++] = it.breakdown;
        s->national_only = s->national_only || b->national_only;
    }
}

/* A crossed sheet has one indicator and window for all of its cells: kept as its only column. */
static void read_crossed(struct reading *g, json_t *object, struct report_sheet *s)
{
    struct report_item *it = arena_array(&g->load.contract->arena, 1, sizeof *it);
    *it = (struct report_item){
        .indicator = -1, .window = WINDOW_MONTH, .breakdown = g->total, .note = REPORT_NO_NOTE};
    const char *id = load_text_needed(&g->load, object, "indicator");
    const char *window = load_text(&g->load, object, "window");
    report_set_indicator(g, it, id, strlen(id));
    if (window != NULL)
        report_set_window(g, it, window, strlen(window));
    s->columns = it;
    s->n_columns = 1;
    if (!load_ok(&g->load))
        return;
    const struct breakdown *b = &g->contract.breakdowns[s->breakdowns[0]];
    report_check(g, it->indicator, it->window, s->breakdowns[0]);
    report_check(g, it->indicator, it->window, b->first);
    report_check(g, it->indicator, it->window, b->second);
}

/* The columns, and that each gives what the rows leave open and nothing that they fix. */
static void read_columns(struct reading *g, json_t *object, struct report_sheet *s, int i)
{
    struct loader *l = &g->load;
    s->columns = read_items(g, object, "columns", i, &s->n_columns);
    for (int k = 0; k < s->n_columns && load_ok(l); k++) {
        struct report_item *c = &s->columns[k];
        load_place(l, "sheets[%d].columns[%d]", i, k);
        if ((c->indicator == -1) != (s->rows == REPORT_INDICATORS))
            (void)load_fail(l, "an indicator stands in a column unless the rows are indicators");
        if (c->breakdown != g->total && (s->rows == REPORT_MEMBERS || s->rows == REPORT_INDICATORS))
            (void)load_fail(l, "the rows already give the breakdown");
        if (s->rows != REPORT_INDICATORS && c->window == 0)
            c->window = WINDOW_MONTH;
        if (s->rows == REPORT_POLES && load_ok(l) &&
            (g->contract.indicators[c->indicator].by_pole & c->window) == 0)
            (void)load_fail(l, "the catalogue does not publish it pole by pole");
        if (s->rows == REPORT_MEMBERS)
            for (int b = 0; b < s->n_breakdowns; b++)
                report_check(g, c->indicator, c->window, s->breakdowns[b]);
        else
            report_check(g, c->indicator, c->window, c->breakdown);
    }
}

static void read_lines(struct reading *g, json_t *object, struct report_sheet *s, int i)
{
    s->lines = read_items(g, object, "lines", i, &s->n_lines);
    for (int k = 0; k < s->n_lines && load_ok(&g->load); k++) {
        struct report_item *line = &s->lines[k];
        load_place(&g->load, "sheets[%d].lines[%d]", i, k);
        if (line->indicator == -1)
            (void)load_fail(&g->load, "\"indicator\" is missing");
        report_check(g, line->indicator, line->window, line->breakdown);
    }
}

static void read_sheet_notes(struct reading *g, json_t *object, struct report_sheet *s)
{
    size_t n = 0;
    const char **ids = load_list(&g->load, object, "notes", &n);
    if (n > MAX_SHEET_NOTES)
        (void)load_fail(&g->load, "more than %d notes", MAX_SHEET_NOTES);
    for (size_t i = 0; i < n && load_ok(&g->load); i++)
        s->notes[s->n_notes++] = report_note(g, ids[i]);
}

static int find_sheet(const struct report *r, const char *tab)
{
    for (int i = 0; i < r->n_sheets; i++)
        if (strcmp(r->sheets[i].tab, tab) == 0)
            return i;
    return -1;
}

static void read_table_charts(struct reading *g, json_t *object, struct report_sheet *s, int i)
{
    struct loader *l = &g->load;
    json_t *list = json_object_get(object, "charts");
    size_t n = json_array_size(list);
    s->charts = arena_array(&l->contract->arena, n + 1, sizeof *s->charts);
    if (n == 0)
        (void)load_fail(l, "\"charts\" is missing or empty");
    for (size_t k = 0; k < n && load_ok(l); k++) {
        struct report_table_chart *c = &s->charts[s->n_charts++];
        json_t *chart = json_array_get(list, k);
        load_place(l, "sheets[%d].charts[%zu]", i, k);
        load_keys(l, chart, table_chart_keys);
        load_texts(l, chart, "title", c->title);
        const char *tab = load_text_needed(l, chart, "sheet");
        const char *type = load_text_needed(l, chart, "type");
        c->line = strcmp(type, "line") == 0;
        c->sheet = find_sheet(g->report, tab);
        c->column = (int)load_int(l, chart, "column", 0);
        if (c->sheet == -1 || !report_rows_are_figures(g->report->sheets[c->sheet].rows))
            (void)load_fail(l, "there is no sheet of figures \"%s\" before this one", tab);
        else if (c->column < 0 || c->column >= g->report->sheets[c->sheet].n_columns)
            (void)load_fail(l, "the sheet has no such column");
        else if (c->title[0] == NULL || (!c->line && strcmp(type, "bar") != 0))
            (void)load_fail(l, "a chart has a title, and the type line or bar");
    }
}

static void read_sheet(struct reading *g, json_t *object, struct report_sheet *s, int i)
{
    struct loader *l = &g->load;
    load_keys(l, object, sheet_keys);
    s->tab = load_text_needed(l, object, "tab");
    check_tab(g, s->tab);
    s->regional_tab = load_text(l, object, "regional_tab");
    if (s->regional_tab != NULL)
        check_tab(g, s->regional_tab);
    load_texts(l, object, "title", s->title);
    load_texts(l, object, "universe", s->universe);
    const char *rows = load_text_needed(l, object, "rows");
    int kind = report_name(row_names, REPORT_CROSSED + 1, rows, strlen(rows));
    if (kind == -1 || s->title[0] == NULL) {
        (void)load_fail(l, "rows \"%s\" are not supported, or the title is missing", rows);
        return;
    }
    s->rows = (enum report_rows)kind;
    read_sheet_notes(g, object, s);
    if (s->rows == REPORT_MEMBERS || s->rows == REPORT_CROSSED)
        read_breakdowns(g, object, s);
    s->months = (int)load_int(l, object, "months", 13);
    if (s->months < 1 || s->months > SERIES_MONTHS)
        (void)load_fail(l, "\"months\" must be 1 to %d", SERIES_MONTHS);
    if (s->rows == REPORT_CROSSED)
        read_crossed(g, object, s);
    else if (report_rows_are_figures(s->rows) || s->rows == REPORT_POLES)
        read_columns(g, object, s, i);
    if (s->rows == REPORT_INDICATORS && load_ok(l))
        read_lines(g, object, s, i);
    if (s->rows == REPORT_CHARTS && load_ok(l))
        read_table_charts(g, object, s, i);
    load_place(l, "sheets[%d].reading", i);
    if (load_ok(l) && json_object_get(object, "reading") != NULL)
        report_read_sentence(g, json_object_get(object, "reading"), &s->reading);
}

static void read_report(struct reading *g, json_t *root)
{
    struct loader *l = &g->load;
    json_t *sheets = json_object_get(root, "sheets");
    size_t n = json_array_size(sheets);
    load_keys(l, root, report_keys);
    g->total = contract_breakdown(&g->contract, "total");
    if (g->total == -1)
        (void)load_fail(l, "the catalogue has no breakdown \"total\"");
    if (load_ok(l))
        report_read_notes(g, json_object_get(root, "notes"));
    if (load_ok(l))
        report_read_sentences(g, json_object_get(root, "sentences"));
    if (load_ok(l))
        report_read_charts(g, json_object_get(root, "charts"));
    load_place(l, "%s", "");
    if (n == 0)
        (void)load_fail(l, "\"sheets\" is missing or empty");
    g->report->sheets = arena_array(&l->contract->arena, n + 1, sizeof *g->report->sheets);
    for (size_t i = 0; i < n && load_ok(l); i++) {
        load_place(l, "sheets[%zu]", i);
        read_sheet(g, json_array_get(sheets, i), &g->report->sheets[i], (int)i);
        g->report->n_sheets++;
    }
}

struct report *report_new(const struct contract *c, const char *folder, struct err *err)
{
    struct reading g = {.contract = *c, .report = mem_alloc(sizeof *g.report)};
    g.contract.arena = (struct arena){0};
    g.load = (struct loader){.contract = &g.contract, .file = "report.json", .err = err};
    json_t *root = load_json(&g.load, folder);
    if (load_ok(&g.load))
        read_report(&g, root);
    json_decref(root);
    g.report->arena = g.contract.arena;
    if (load_ok(&g.load))
        return g.report;
    report_free(g.report);
    return NULL;
}

void report_free(struct report *r)
{
    if (r == NULL)
        return;
    arena_release(&r->arena);
    free(r);
}
