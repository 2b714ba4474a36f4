#include <string.h>

#include "model/contract_report.h"

static const char *const kind_names[] = {
    [REPORT_CHART_LINES] = "lines",     [REPORT_CHART_YEARS] = "years",
    [REPORT_CHART_PANELS] = "panels",   [REPORT_CHART_BARS] = "bars",
    [REPORT_CHART_PAIRS] = "pairs",     [REPORT_CHART_DOTS] = "dots",
    [REPORT_CHART_STACKED] = "stacked", [REPORT_CHART_MAP] = "map"};
enum { KINDS = sizeof kind_names / sizeof kind_names[0], DEFAULT_MONTHS = 25, MAX_FILE = 40 };

static const char *const chart_keys[] = {"file",     "kind",    "for",    "series",  "breakdown",
                                         "months",   "share",   "plural", "subject", "of",
                                         "some",     "all",     "none",   "measure", "shape",
                                         "universe", "reading", "credit", NULL};

/* How many series a kind draws. */
static const struct {
    int least;
    int most;
} series_of[KINDS] = {
    [REPORT_CHART_LINES] = {1, MAX_CHART_SERIES},
    [REPORT_CHART_YEARS] = {1, 2},
    [REPORT_CHART_PANELS] = {1, 1},
    [REPORT_CHART_BARS] = {1, 1},
    [REPORT_CHART_PAIRS] = {2, 2},
    [REPORT_CHART_DOTS] = {1, 1},
    [REPORT_CHART_STACKED] = {1, 1},
    [REPORT_CHART_MAP] = {2, 2},
};

static void check_file(struct reading *g, const char *file)
{
    size_t len = strlen(file);
    if (len == 0 || len > MAX_FILE || strspn(file, "abcdefghijklmnopqrstuvwxyz0123456789-") != len)
        (void)load_fail(&g->load, "file \"%s\": 1 to %d of a to z, 0 to 9 and -", file, MAX_FILE);
    if (report_chart(g->report, file) != NULL)
        (void)load_fail(&g->load, "file \"%s\" stands twice", file);
}

/* "for": ["france", "regions"] */
static void read_places(struct reading *g, json_t *object, struct report_chart *c)
{
    size_t n = 0;
    const char **places = load_list(&g->load, object, "for", &n);
    for (size_t i = 0; i < n && load_ok(&g->load); i++) {
        bool is_france = strcmp(places[i], "france") == 0;
        if (!is_france && strcmp(places[i], "regions") != 0)
            (void)load_fail(&g->load, "for: \"%s\" is not france or regions", places[i]);
        c->national = c->national || is_france;
        c->regional = c->regional || !is_france;
    }
    if (load_ok(&g->load) && n == 0)
        (void)load_fail(&g->load, "\"for\" is missing or empty");
}

/* "plural": ["fr", "en"] */
static void read_plural(struct reading *g, json_t *object, struct report_chart *c)
{
    size_t n = 0;
    const char **langs = load_list(&g->load, object, "plural", &n);
    for (size_t i = 0; i < n && load_ok(&g->load); i++)
        c->plural[strcmp(langs[i], "fr") == 0 ? LANG_FR : LANG_EN] = true;
}

/* Rows: members of a breakdown, else the regions. */
static void read_rows(struct reading *g, json_t *object, struct report_chart *c)
{
    const char *id = load_text(&g->load, object, "breakdown");
    c->breakdown = -1;
    if (id != NULL) {
        struct report_item it;
        report_set_breakdown(g, &it, id, strlen(id));
        c->breakdown = it.breakdown;
    }
    if (!load_ok(&g->load))
        return;
    bool is_crossed = c->breakdown != -1 && g->contract.breakdowns[c->breakdown].by == BY_CROSS;
    if (is_crossed != (c->kind == REPORT_CHART_STACKED))
        (void)load_fail(&g->load, "a crossed breakdown goes with stacked bars, and they with it");
    if (c->breakdown == -1 && c->regional && c->kind != REPORT_CHART_LINES &&
        c->kind != REPORT_CHART_YEARS)
        (void)load_fail(&g->load, "a region's chart cannot have the regions as its rows");
}

static void read_series(struct reading *g, json_t *object, struct report_chart *c, size_t number)
{
    struct loader *l = &g->load;
    json_t *list = json_object_get(object, "series");
    size_t n = json_array_size(list);
    if (n < (size_t)series_of[c->kind].least || n > (size_t)series_of[c->kind].most) {
        (void)load_fail(l, "needs %d to %d series", series_of[c->kind].least,
                        series_of[c->kind].most);
        return;
    }
    for (size_t i = 0; i < n && load_ok(l); i++) {
        struct report_item *it = &c->series[i];
        load_place(l, "charts[%zu].series[%zu]", number, i);
        report_read_item(g, json_array_get(list, i), it);
        if (load_ok(l) && it->indicator == -1)
            (void)load_fail(l, "\"indicator\" is missing");
        it->window = it->window == 0 ? WINDOW_MONTH : it->window;
        report_check(g, it->indicator, it->window,
                     c->breakdown == -1 ? it->breakdown : c->breakdown);
        c->n_series++;
    }
    load_place(l, "charts[%zu]", number);
}

static void read_texts(struct reading *g, json_t *object, struct report_chart *c)
{
    struct loader *l = &g->load;
    const struct {
        const char *key;
        const char **texts;
        bool needed;
    } texts[] = {
        {"subject", c->subject, true},
        {"of", c->of, c->share || c->kind == REPORT_CHART_STACKED || c->kind == REPORT_CHART_MAP},
        {"some", c->some, c->kind == REPORT_CHART_DOTS || c->kind == REPORT_CHART_PAIRS},
        {"all", c->all, false},
        {"none", c->none, false},
        {"measure", c->measure, true},
        {"shape", c->shape, true},
        {"universe", c->universe, true},
        {"reading", c->reading, true},
        {"credit", c->credit, false},
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        load_texts(l, object, texts[i].key, texts[i].texts);
        if (load_ok(l) && texts[i].needed && texts[i].texts[0] == NULL)
            (void)load_fail(l, "\"%s\" is missing", texts[i].key);
    }
}

static void read_chart(struct reading *g, json_t *object, struct report_chart *c, size_t number)
{
    struct loader *l = &g->load;
    load_keys(l, object, chart_keys);
    const char *file = load_text_needed(l, object, "file");
    const char *name = load_text_needed(l, object, "kind");
    int kind = report_name(kind_names, KINDS, name, strlen(name));
    if (load_ok(l) && kind == -1)
        (void)load_fail(l, "unknown kind \"%s\"", name);
    if (!load_ok(l))
        return;
    check_file(g, file);
    c->file = file;
    c->kind = (enum report_chart_kind)kind;
    c->months = (int)load_int(l, object, "months", DEFAULT_MONTHS);
    c->share = load_bool(l, object, "share");
    if (load_ok(l) && (c->months < 2 || c->months > DEFAULT_MONTHS))
        (void)load_fail(l, "\"months\" must be 2 to %d", DEFAULT_MONTHS);
    read_places(g, object, c);
    read_plural(g, object, c);
    read_rows(g, object, c);
    if (load_ok(l))
        read_series(g, object, c, number);
    read_texts(g, object, c);
}

void report_read_charts(struct reading *g, json_t *list)
{
    struct loader *l = &g->load;
    size_t n = json_array_size(list);
    g->report->charts = arena_array(&l->contract->arena, n + 1, sizeof *g->report->charts);
    for (size_t i = 0; i < n && load_ok(l); i++) {
        load_place(l, "charts[%zu]", i);
        read_chart(g, json_array_get(list, i), &g->report->charts[i], i);
        g->report->n_charts++;
    }
}

const struct report_chart *report_chart(const struct report *r, const char *file)
{
    for (int i = 0; i < r->n_charts; i++)
        if (strcmp(r->charts[i].file, file) == 0)
            return &r->charts[i];
    return NULL;
}
