#include <stdlib.h>
#include <string.h>

#include "base/csvfile.h"
#include "base/decimal.h"
#include "model/indicator.h"
#include "model/period.h"
#include "model/revision.h"

static const char header[] =
    FIGURE_KEY_HEADER ",previous_edition,before,now,difference,cause,before_flag,now_flag\n";
enum {
    AT_PREVIOUS = FIGURE_KEY_COLUMNS,
    AT_BEFORE,
    AT_NOW,
    AT_DIFFERENCE,
    AT_CAUSE,
    AT_BEFORE_FLAG,
    AT_NOW_FLAG,
    N_COLUMNS
};

static const struct {
    const char *name;
    const char *words[2];
} causes[CAUSES] = {
    {"late-return", {"retour tardif", "late return"}},
    {"correction", {"correction", "correction"}},
    {"register", {"registre des pôles", "register of poles"}},
    {"contract", {"contrat de données", "data contract"}},
    {"override", {"dérogation", "override"}},
    {"program", {"version du programme", "program version"}},
};

const char *cause_name(enum revision_cause cause)
{
    for (int i = 0; i < CAUSES; i++)
        if (cause == 1U << i)
            return causes[i].name;
    return "";
}

void cause_words(unsigned bits, enum lang lang, struct buf *out)
{
    bool first = true;
    for (int i = 0; i < CAUSES; i++) {
        if ((bits >> i & 1) == 0)
            continue;
        buf_printf(out, "%s%s", first ? "" : ", ", causes[i].words[lang]);
        first = false;
    }
}

struct revision *revisions_add(struct revisions *r)
{
    if (r->count == r->cap) {
        r->cap = r->cap == 0 ? 256 : r->cap * 2;
        r->list = mem_resize(r->list, r->cap, sizeof *r->list);
    }
    r->list[r->count] = (struct revision){0};
    return &r->list[r->count++];
}

void revisions_release(struct revisions *r)
{
    free(r->list);
    *r = (struct revisions){0};
}

/* The figure's coordinates. */
static struct figure key_of(const struct revision *r)
{
    return figure_at(r->indicator, r->window, r->region, r->breakdown, r->member, r->month);
}

static void add_number(struct buf *out, int64_t value, int decimals)
{
    char text[DECIMAL_TEXT];
    buf_char(out, ',');
    if (VALUE_IS_SET(value))
        buf_add(out, text, decimal_format(value, decimals, '.', "", text));
}

void revisions_format(const struct revisions *r, const struct contract *c, struct buf *out)
{
    buf_text(out, header);
    for (size_t i = 0; i < r->count; i++) {
        const struct revision *v = &r->list[i];
        struct figure key = key_of(v);
        int decimals = c->indicators[v->indicator].decimals;
        figure_format_key(&key, c, out);
        buf_printf(out, ",%s", r->previous);
        add_number(out, v->before, decimals);
        add_number(out, v->now, decimals);
        add_number(out, v->difference, decimals);
        for (int k = 0, first = 1; k < CAUSES; k++) {
            if ((v->causes >> k & 1) == 0)
                continue;
            buf_printf(out, "%c%s", first ? ',' : '+', causes[k].name);
            first = 0;
        }
        buf_printf(out, ",%s,%s\n", figure_flag_name(v->before_flag),
                   figure_flag_name(v->now_flag));
    }
}

static bool read_causes(const char *text, unsigned *ret)
{
    while (*text != '\0') {
        size_t len = strcspn(text, "+");
        int k = 0;
        while (k < CAUSES &&
               (strlen(causes[k].name) != len || strncmp(causes[k].name, text, len) != 0))
            k++;
        if (k == CAUSES)
            return false;
        *ret |= 1U << k;
        text += len + (text[len] == '+');
    }
    return *ret != 0;
}

static bool read_number(const char *text, int decimals, int64_t *ret)
{
    *ret = VALUE_BLANK;
    return text[0] == '\0' || decimal_parse(text, strlen(text), decimals, ret) == 0;
}

static bool read_row(const struct csvfile *f, size_t row, const struct contract *c,
                     struct revision *r)
{
    const char *cell[N_COLUMNS];
    struct figure key = {0};
    for (int i = 0; i < N_COLUMNS; i++)
        cell[i] = csvfile_cell(f, row, i);
    if (!figure_parse_key(&key, c, cell))
        return false;
    int decimals = c->indicators[key.indicator].decimals;
    *r = (struct revision){.indicator = key.indicator,
                           .window = key.window,
                           .region = key.region,
                           .breakdown = key.breakdown,
                           .member = key.member,
                           .month = key.month};
    return read_number(cell[AT_BEFORE], decimals, &r->before) &&
           read_number(cell[AT_NOW], decimals, &r->now) &&
           read_number(cell[AT_DIFFERENCE], decimals, &r->difference) &&
           read_causes(cell[AT_CAUSE], &r->causes) &&
           figure_parse_flag(cell[AT_BEFORE_FLAG], &r->before_flag) &&
           figure_parse_flag(cell[AT_NOW_FLAG], &r->now_flag);
}

int revisions_read(struct revisions *ret, const struct contract *c, const char *path,
                   struct err *err)
{
    struct csvfile f;
    *ret = (struct revisions){0};
    if (csvfile_read(&f, path, MAX_EDITION_FILE, err) == -1)
        return -1;
    int rc = 0;
    if (f.n_columns != N_COLUMNS)
        rc = err_set(err, "%s: not a file of revisions", path);
    for (size_t i = 0; rc == 0 && i < f.n_rows; i++)
        if (!read_row(&f, i, c, revisions_add(ret)))
            rc = err_set(err, "%s: row %zu does not fit the contract", path, i + 2);
    if (rc == 0 && f.n_rows > 0)
        (void)snprintf(ret->previous, sizeof ret->previous, "%s", csvfile_cell(&f, 0, AT_PREVIOUS));
    csvfile_release(&f);
    if (rc == -1)
        revisions_release(ret);
    return rc;
}

const struct revision *revisions_find(const struct revisions *r, const struct figure *f)
{
    size_t low = 0;
    size_t high = r->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        struct figure key = key_of(&r->list[mid]);
        int order = figure_compare(&key, f);
        if (order == 0)
            return &r->list[mid];
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

/* A revision more of an indicator and window. False when the sum does not fit. */
static bool sum_up(struct revision_summary *s, const struct revision *r, const struct contract *c,
                   int64_t *sum)
{
    s->figures++;
    if (r->region != REGION_FRANCE || c->breakdowns[r->breakdown].by != BY_TOTAL ||
        !VALUE_IS_SET(r->difference))
        return true;
    int64_t size = r->difference < 0 ? -r->difference : r->difference;
    if (s->totals++ == 0 || size >= s->largest) {
        s->largest = size;
        s->month = r->month;
    }
    return decimal_add(sum, size);
}

int revisions_summary(const struct revisions *r, const struct contract *c,
                      struct revision_summary **ret_list, struct err *err)
{
    int n = 0;
    struct revision_summary *list = mem_array(r->count + 1, sizeof *list);
    for (size_t i = 0; i < r->count; n++) {
        const struct revision *first = &r->list[i];
        struct revision_summary *s = &list[n];
        int64_t sum = 0;
        bool fits = true;
        *s = (struct revision_summary){.indicator = first->indicator,
                                       .window = first->window,
                                       .mean = VALUE_BLANK,
                                       .largest = VALUE_BLANK};
        for (; i < r->count && r->list[i].indicator == first->indicator &&
               r->list[i].window == first->window;
             i++)
            fits = sum_up(s, &r->list[i], c, &sum) && fits;
        if (!fits) {
            free(list);
            return err_set(err, "the revisions of %s are too large to be added up",
                           c->indicators[first->indicator].id);
        }
        if (s->totals > 0)
            (void)decimal_ratio(sum, (int64_t)s->totals, 0, &s->mean);
    }
    *ret_list = list;
    return n;
}

int revisions_format_summary(const struct revisions *r, const struct contract *c, struct buf *out,
                             struct err *err)
{
    struct revision_summary *list = NULL;
    int n = revisions_summary(r, c, &list, err);
    if (list == NULL)
        return -1;
    buf_text(out, "indicator,window,figures,totals,mean_absolute,largest_absolute,largest_month\n");
    for (int i = 0; i < n; i++) {
        const struct revision_summary *s = &list[i];
        char month[PERIOD_TEXT] = "";
        if (s->totals > 0)
            period_format(s->month, month);
        buf_printf(out, "%s,%s,%zu,%zu", c->indicators[s->indicator].id,
                   figure_window_name(s->window), s->figures, s->totals);
        add_number(out, s->mean, c->indicators[s->indicator].decimals);
        add_number(out, s->largest, c->indicators[s->indicator].decimals);
        buf_printf(out, ",%s\n", month);
    }
    free(list);
    return 0;
}
