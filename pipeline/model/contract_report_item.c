#include <stdio.h>
#include <string.h>

#include "model/contract_report.h"

static const char *const value_names[REPORT_VALUES] = {
    [REPORT_VALUE] = "value",
    [REPORT_PREVIOUS] = "previous",
    [REPORT_CHANGE] = "change",
    [REPORT_CHANGE_PERCENT] = "change_percent",
    [REPORT_YEAR_AGO] = "year_ago",
    [REPORT_CONSTANT_CHANGE] = "constant_change",
    [REPORT_CONSTANT_POLES] = "constant_poles",
    [REPORT_CONSTANT_YEAR_CHANGE] = "constant_year_change",
    [REPORT_CONSTANT_YEAR_POLES] = "constant_year_poles"};
static const char *const window_names[] = {"month", "ytd", "12m"};
static const unsigned windows[] = {WINDOW_MONTH, WINDOW_YEAR_TO_DATE, WINDOW_12_MONTHS};

static const char *const item_keys[] = {"indicator", "window", "breakdown", "member", "value",
                                        "title",     "note",   "alone",     NULL};
static const char *const note_keys[] = {"id", "fr", "en", NULL};
static const char *const sentence_keys[] = {"fr", "en", NULL};

enum { PARTS_MAX = 24 };

int report_name(const char *const *names, size_t count, const char *name, size_t len)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(names[i]) == len && memcmp(names[i], name, len) == 0)
            return (int)i;
    return -1;
}

static int find_note(const struct report *r, const char *id)
{
    for (int i = 0; i < r->n_notes; i++)
        if (strcmp(r->notes[i].id, id) == 0)
            return i;
    return -1;
}

static bool has_breakdown(const struct indicator *ind, int breakdown)
{
    for (int i = 0; i < ind->n_breakdowns; i++)
        if (ind->breakdowns[i] == breakdown)
            return true;
    return false;
}

void report_set_indicator(struct reading *g, struct report_item *it, const char *id, size_t len)
{
    char name[32];
    (void)snprintf(name, sizeof name, "%.*s", (int)len, id);
    it->indicator = contract_indicator(&g->contract, name);
    if (it->indicator == -1)
        (void)load_fail(&g->load, "unknown indicator \"%s\"", name);
}

void report_set_window(struct reading *g, struct report_item *it, const char *name, size_t len)
{
    int i = report_name(window_names, 3, name, len);
    if (i == -1)
        (void)load_fail(&g->load, "unknown window \"%.*s\"", (int)len, name);
    else
        it->window = windows[i];
}

void report_set_breakdown(struct reading *g, struct report_item *it, const char *id, size_t len)
{
    char name[64];
    (void)snprintf(name, sizeof name, "%.*s", (int)len, id);
    it->breakdown = contract_breakdown(&g->contract, name);
    if (it->breakdown == -1)
        (void)load_fail(&g->load, "unknown breakdown \"%s\"", name);
}

/* The member with this code; without one, the breakdown as a whole, as KIND_DISTINCT has it. */
static void set_member(struct reading *g, struct report_item *it, const char *code, size_t len)
{
    if (it->breakdown == -1)
        return;
    const struct breakdown *b = &g->contract.breakdowns[it->breakdown];
    it->member = b->by == BY_TOTAL ? 0 : -1;
    if (len == 0)
        return;
    struct buf have = {0};
    for (int m = 0; m < b->n_members && it->member == -1; m++) {
        buf_cut(&have, 0);
        breakdown_member_code(&g->contract, it->breakdown, m, &have);
        if (have.len == len && memcmp(have.data, code, len) == 0)
            it->member = m;
    }
    buf_release(&have);
    if (it->member == -1)
        (void)load_fail(&g->load, "breakdown \"%s\" has no member \"%.*s\"", b->id, (int)len, code);
}

/* An indicator must be published in the window and breakdown that are asked of it. */
void report_check(struct reading *g, int indicator, unsigned window, int breakdown)
{
    if (!load_ok(&g->load) || indicator == -1)
        return;
    const struct indicator *ind = &g->contract.indicators[indicator];
    if (window != 0 && (ind->windows & window) == 0)
        (void)load_fail(&g->load, "%s has no such window", ind->id);
    if (breakdown != -1 && !has_breakdown(ind, breakdown))
        (void)load_fail(&g->load, "%s has no breakdown \"%s\"", ind->id,
                        g->contract.breakdowns[breakdown].id);
}

int report_note(struct reading *g, const char *id)
{
    int n = find_note(g->report, id);
    if (n == -1)
        (void)load_fail(&g->load, "there is no note \"%s\"", id);
    return n;
}

/* Read a column or a row of indicators. */
void report_read_item(struct reading *g, json_t *object, struct report_item *it)
{
    struct loader *l = &g->load;
    *it = (struct report_item){.indicator = -1, .breakdown = g->total, .note = REPORT_NO_NOTE};
    load_keys(l, object, item_keys);
    const char *text = load_text(l, object, "indicator");
    if (text != NULL)
        report_set_indicator(g, it, text, strlen(text));
    text = load_text(l, object, "window");
    if (text != NULL)
        report_set_window(g, it, text, strlen(text));
    text = load_text(l, object, "breakdown");
    if (text != NULL)
        report_set_breakdown(g, it, text, strlen(text));
    text = load_text(l, object, "member");
    set_member(g, it, text, text == NULL ? 0 : strlen(text));
    text = load_text(l, object, "value");
    int value =
        text == NULL ? REPORT_VALUE : report_name(value_names, REPORT_VALUES, text, strlen(text));
    if (value == -1)
        (void)load_fail(l, "unknown value \"%s\"", text);
    else
        it->value = (enum report_value)value;
    load_texts(l, object, "title", it->title);
    text = load_text(l, object, "note");
    if (text != NULL)
        it->note = report_note(g, text);
    it->alone = load_bool(l, object, "alone");
}

void report_read_notes(struct reading *g, json_t *list)
{
    struct loader *l = &g->load;
    size_t n = json_array_size(list);
    g->report->notes = arena_array(&l->contract->arena, n + 1, sizeof *g->report->notes);
    for (size_t i = 0; i < n && load_ok(l); i++) {
        struct report_note *note = &g->report->notes[i];
        json_t *object = json_array_get(list, i);
        load_place(l, "notes[%zu]", i);
        load_keys(l, object, note_keys);
        note->id = load_text_needed(l, object, "id");
        note->text[0] = load_text_needed(l, object, "fr");
        note->text[1] = load_text_needed(l, object, "en");
        if (find_note(g->report, note->id) != -1)
            (void)load_fail(l, "\"%s\" stands twice", note->id);
        g->report->n_notes++;
    }
}

/* Between braces: month, territory, or ID, ID:window, ID:window:breakdown,
 * ID:window:breakdown:member. */
static void read_placeholder(struct reading *g, const char *text, size_t len, struct report_part *p)
{
    const char *part[4] = {"", "", "", ""};
    size_t lens[4] = {0, 0, 0, 0};
    const char *end = text + len;
    if (len == 5 && memcmp(text, "month", 5) == 0) {
        p->month = true;
        return;
    }
    if (len == 9 && memcmp(text, "territory", 9) == 0) {
        p->territory = true;
        return;
    }
    for (int i = 0; i < 4 && text <= end; i++) {
        const char *colon = memchr(text, ':', (size_t)(end - text));
        const char *stop = colon == NULL || i == 3 ? end : colon;
        part[i] = text;
        lens[i] = (size_t)(stop - text);
        text = stop + 1;
    }
    struct report_item *it = &p->figure;
    it->window = WINDOW_MONTH;
    report_set_indicator(g, it, part[0], lens[0]);
    if (lens[1] > 0)
        report_set_window(g, it, part[1], lens[1]);
    if (lens[2] > 0)
        report_set_breakdown(g, it, part[2], lens[2]);
    if (load_ok(&g->load))
        set_member(g, it, part[3], lens[3]);
    report_check(g, it->indicator, it->window, it->breakdown);
}

static void read_sentence(struct reading *g, json_t *object, const char *lang, int which,
                          struct report_sentence *s)
{
    struct loader *l = &g->load;
    const char *text = load_text_needed(l, object, lang);
    s->parts[which] = arena_array(&l->contract->arena, PARTS_MAX, sizeof *s->parts[which]);
    while (*text != '\0' && load_ok(l)) {
        if (s->n_parts[which] == PARTS_MAX) {
            (void)load_fail(l, "more than %d numbers", PARTS_MAX);
            return;
        }
        struct report_part *p = &s->parts[which][s->n_parts[which]++];
        size_t plain = strcspn(text, "{");
        *p = (struct report_part){.figure = {.indicator = -1, .breakdown = g->total}};
        p->text = arena_copy(&l->contract->arena, text, plain);
        text += plain;
        if (*text == '\0')
            return;
        size_t len = strcspn(text, "}");
        if (text[len] == '\0') {
            (void)load_fail(l, "a brace is not closed");
            return;
        }
        read_placeholder(g, text + 1, len - 1, p);
        if (load_ok(l) && p->figure.indicator != -1)
            s->national_only =
                s->national_only || g->contract.breakdowns[p->figure.breakdown].national_only;
        text += len + 1;
    }
}

void report_read_sentence(struct reading *g, json_t *object, struct report_sentence *s)
{
    load_keys(&g->load, object, sentence_keys);
    read_sentence(g, object, "fr", 0, s);
    if (load_ok(&g->load))
        read_sentence(g, object, "en", 1, s);
}

void report_read_sentences(struct reading *g, json_t *list)
{
    struct loader *l = &g->load;
    size_t n = json_array_size(list);
    g->report->sentences = arena_array(&l->contract->arena, n + 1, sizeof *g->report->sentences);
    for (size_t i = 0; i < n && load_ok(l); i++) {
        json_t *object = json_array_get(list, i);
        load_place(l, "sentences[%zu]", i);
        report_read_sentence(g, object, &g->report->sentences[i]);
        g->report->n_sentences++;
    }
}
