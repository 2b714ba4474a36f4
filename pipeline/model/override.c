#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "model/override.h"
#include "model/period.h"

static const enum finding_code downgraded[] = {FINDING_SUM_COLUMNS, FINDING_COMPARE_COLUMNS,
                                               FINDING_COHESIVE_COLUMNS, FINDING_CODE_CONSISTENCY};
enum { N_DOWNGRADED = sizeof downgraded / sizeof *downgraded };

static const char *const names[] = {"region", "code", "column", "pole",
                                    "from",   "to",   "reason", "signed_by"};
enum { REGION, CODE, COLUMN, POLE, FROM, TO, REASON, SIGNED_BY, COLUMNS };

bool override_may_downgrade(enum finding_code code)
{
    for (int i = 0; i < N_DOWNGRADED; i++)
        if (downgraded[i] == code)
            return true;
    return false;
}

/* One line of the file under way, for its complaints. */
struct line {
    const struct contract *c;
    const char *path;
    size_t number;
    const char *cells[COLUMNS];
    struct err *err;
};

static int fail(const struct line *l, int column, const char *why)
{
    return err_set(l->err, "override-error: %s: line %zu: %s \"%s\" %s", l->path, l->number,
                   names[column], l->cells[column], why);
}

static int read_region(const struct line *l, struct override *o)
{
    const char *text = l->cells[REGION];
    o->region = CODE_NONE;
    if (strcmp(text, "*") == 0)
        return 0;
    o->region = codelist_find(contract_list(l->c, "regions"), text, strlen(text));
    return o->region != CODE_NONE ? 0 : fail(l, REGION, "is neither the code of a region nor *");
}

static const struct rule *find_rule(const struct contract *c, const char *id)
{
    for (int t = 0; t < c->n_tables; t++)
        for (int i = 0; i < c->tables[t].n_rules; i++)
            if (strcmp(c->tables[t].rules[i].id, id) == 0)
                return &c->tables[t].rules[i];
    return NULL;
}

static int read_code(const struct line *l, struct override *o)
{
    o->code_text = l->cells[CODE];
    o->code = finding_by_name(o->code_text);
    if (o->code == FINDING_CODES)
        return find_rule(l->c, o->code_text) != NULL
                   ? 0
                   : fail(l, CODE, "is neither the code of a finding nor the id of a rule");
    if (finding_severity(o->code) == SEVERITY_INFO)
        return fail(l, CODE, "is an information: there is nothing to let pass");
    if (o->code == FINDING_OVERRIDE_EXPIRED)
        return fail(l, CODE, "cannot be overridden");
    if (finding_severity(o->code) == SEVERITY_ERROR && !override_may_downgrade(o->code))
        return fail(l, CODE,
                    "leaves nothing to count and cannot be downgraded; sum-columns-value, "
                    "compare-columns-value, cohesive-columns-value and code-consistency can");
    return 0;
}

static int read_column(const struct line *l, struct override *o)
{
    o->column = l->cells[COLUMN];
    for (int t = 0; t < l->c->n_tables; t++)
        if (table_field(&l->c->tables[t], o->column) != -1)
            return 0;
    return o->column[0] == '\0' ? 0 : fail(l, COLUMN, "is no column of the contract");
}

static int read_pole(const struct line *l, struct override *o)
{
    const struct table *t = &l->c->tables[TABLE_POLES];
    const struct pattern *pattern = t->fields[t->pole_field].pattern;
    o->pole = l->cells[POLE];
    bool good =
        o->pole[0] == '\0' || pattern == NULL || pattern_matches(pattern, o->pole, strlen(o->pole));
    return good ? 0 : fail(l, POLE, "is not the code of a pole");
}

static int read_day(const struct line *l, int column, int32_t *ret_day)
{
    const char *text = l->cells[column];
    return day_parse(text, strlen(text), ret_day) == 0
               ? 0
               : fail(l, column, "is no date like 2026-06-30");
}

static int read_line(const struct line *l, struct override *o)
{
    if (read_region(l, o) == -1 || read_code(l, o) == -1 || read_column(l, o) == -1 ||
        read_pole(l, o) == -1 || read_day(l, FROM, &o->from) == -1 || read_day(l, TO, &o->to) == -1)
        return -1;
    if (o->to < o->from)
        return fail(l, TO, "is before its beginning");
    o->reason = l->cells[REASON];
    o->signed_by = l->cells[SIGNED_BY];
    if (o->reason[0] == '\0')
        return fail(l, REASON, "must say why");
    return o->signed_by[0] == '\0' ? fail(l, SIGNED_BY, "must say who answers for it") : 0;
}

static int read_lines(struct overrides *o, const char *path, struct err *err)
{
    int at[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
        at[i] = csvfile_column(&o->file, names[i]);
        if (at[i] == -1)
            return err_set(err, "override-error: %s: the column %s is missing", path, names[i]);
    }
    if (o->file.n_rows > MAX_OVERRIDES)
        return err_set(err, "override-error: %s: more than %d lines", path, MAX_OVERRIDES);
    o->list = mem_array(o->file.n_rows, sizeof *o->list);
    for (size_t r = 0; r < o->file.n_rows; r++) {
        struct line line = {.c = o->contract, .path = path, .number = r + 2, .err = err};
        for (int i = 0; i < COLUMNS; i++)
            line.cells[i] = csvfile_cell(&o->file, r, at[i]);
        if (read_line(&line, &o->list[o->count]) == -1)
            return -1;
        o->count++;
    }
    return 0;
}

int overrides_read(struct overrides *ret, const struct contract *c, const char *path,
                   struct err *err)
{
    struct err why = {0};
    int rc = 0;
    *ret = (struct overrides){.contract = c};
    if (file_exists(path)) {
        if (csvfile_read(&ret->file, path, MAX_OVERRIDES_BYTES, &why) == -1 ||
            digest_file(path, ret->digest, &why) == -1)
            rc = err_set(err, "override-error: %s", why.text);
        else
            rc = read_lines(ret, path, err);
    }
    if (rc == -1)
        overrides_release(ret);
    return rc;
}

void overrides_release(struct overrides *o)
{
    csvfile_release(&o->file);
    free(o->list);
    *o = (struct overrides){0};
}

static bool fits(const struct overrides *all, const struct override *o,
                 const struct override_about *about, const struct finding *f)
{
    const struct table *t = f->table < 0 ? NULL : &all->contract->tables[f->table];
    const char *rule = t == NULL || f->rule < 0 ? NULL : t->rules[f->rule].id;
    const char *column = t == NULL || f->field < 0 ? "" : t->fields[f->field].name;
    if (o->region != CODE_NONE && o->region != about->region)
        return false;
    if (o->code != FINDING_CODES ? o->code != f->code
                                 : rule == NULL || strcmp(o->code_text, rule) != 0)
        return false;
    if (o->column[0] != '\0' && strcmp(o->column, column) != 0)
        return false;
    return o->pole[0] == '\0' || (about->pole != NULL && strlen(o->pole) == about->pole_len &&
                                  strncasecmp(o->pole, about->pole, about->pole_len) == 0);
}

/* The override in force; else the one that ended last, in *ret_expired. */
static const struct override *find(const struct overrides *all, const struct override_about *about,
                                   const struct finding *f, const struct override **ret_expired)
{
    *ret_expired = NULL;
    for (int i = 0; i < all->count; i++) {
        const struct override *o = &all->list[i];
        if (!fits(all, o, about, f) || about->day < o->from)
            continue;
        if (about->day <= o->to)
            return o;
        if (*ret_expired == NULL || o->to > (*ret_expired)->to)
            *ret_expired = o;
    }
    return NULL;
}

/* Say in the receipt that an override applies, or applied until its end. */
static void say(const struct overrides *all, const struct override_about *about,
                struct receipt *receipt, const struct finding *f, enum finding_code code,
                const char *other)
{
    struct buf title = {0};
    buf_printf(&title, "%s [%s]", finding_title(all->contract, f, about->lang),
               finding_name(f->code));
    struct finding said = {.code = code,
                           .severity = finding_severity(code),
                           .table = f->table,
                           .field = f->field,
                           .rule = -1,
                           .line = f->line,
                           .row = f->row,
                           .column = f->column,
                           .value = title.data,
                           .other = other,
                           .unit = f->unit};
    receipt_add(receipt, &said);
    buf_release(&title);
}

static void say_applied(const struct overrides *all, const struct override *o,
                        const struct override_about *about, struct receipt *receipt,
                        const struct finding *f)
{
    struct buf other = {0};
    buf_printf(&other, "%s (%s)", o->signed_by, o->reason);
    say(all, about, receipt, f, FINDING_OVERRIDE_APPLIED, other.data);
    receipt_count_override(receipt, (uint32_t)(o - all->list));
    buf_release(&other);
}

bool override_apply(const struct overrides *all, const struct override_about *about,
                    struct receipt *receipt, struct finding *f)
{
    const struct override *expired;
    bool can = f->severity == SEVERITY_WARNING ||
               (f->severity == SEVERITY_ERROR && override_may_downgrade(f->code));
    if (all == NULL || all->count == 0 || !can || f->code == FINDING_OVERRIDE_EXPIRED)
        return false;
    const struct override *o = find(all, about, f, &expired);
    if (o != NULL) {
        say_applied(all, o, about, receipt, f);
        if (f->severity == SEVERITY_WARNING)
            return true;
        f->severity = SEVERITY_WARNING;
    } else if (expired != NULL) {
        char day[DAY_TEXT];
        day_format(expired->to, day);
        say(all, about, receipt, f, FINDING_OVERRIDE_EXPIRED, day);
    }
    return false;
}

static bool is_in_force(const struct override *o, const struct delivery *d)
{
    int32_t day = instant_day(d->received);
    return (o->region == CODE_NONE || o->region == d->region) && day >= o->from && day <= o->to;
}

void overrides_part(const struct overrides *o, struct deliveries *list)
{
    for (int i = 0; o != NULL && i < list->count; i++) {
        struct delivery *d = &list->list[i];
        for (int k = 0; k < o->count && d->same_as >= 0; k++)
            if (is_in_force(&o->list[k], d) != is_in_force(&o->list[k], &list->list[d->same_as]))
                d->same_as = -1;
    }
}
