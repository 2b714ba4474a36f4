/* A receipt as lines of a partial: H, then C and F for its causes and their places, P and U for its
 * poles and units, X for the overrides it used. */
#include <string.h>

#include "aggregate/lines.h"
#include "aggregate/partial.h"

static void format_finding(const struct finding *f, struct buf *out)
{
    buf_text(out, "F");
    int64_t numbers[] = {f->code, f->severity, f->table, f->field,
                         f->rule, f->line,     f->row,   f->column};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        line_number(out, numbers[i]);
    line_text(out, f->value);
    line_text(out, f->other);
    line_text(out, f->variant);
    line_text(out, f->suggestion);
    line_text(out, f->unit);
    buf_char(out, '\n');
}

static void format_overrides(const struct receipt *r, struct buf *out)
{
    for (uint32_t i = 0; i < r->n_overrides; i++) {
        if (r->overrides[i] == 0)
            continue;
        buf_text(out, "O");
        line_number(out, i);
        line_number(out, (int64_t)r->overrides[i]);
        buf_char(out, '\n');
    }
}

void receipt_format(const struct receipt *r, struct buf *out)
{
    buf_text(out, "H");
    line_text(out, r->reading);
    line_text(out, r->sha256);
    int64_t numbers[] = {(int64_t)r->lines,      (int64_t)r->rows[0],    (int64_t)r->rows[1],
                         (int64_t)r->rows[2],    (int64_t)r->rows_error, (int64_t)r->rows_warning,
                         (int64_t)r->unreadable, (int64_t)r->again};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        line_number(out, numbers[i]);
    buf_char(out, '\n');
    for (int i = 0; i < r->n_causes; i++) {
        for (int k = 0; k < r->causes[i].n_places; k++)
            format_finding(&r->causes[i].places[k], out);
        buf_text(out, "C");
        line_number(out, (int64_t)r->causes[i].count - r->causes[i].n_places);
        buf_char(out, '\n');
    }
    format_overrides(r, out);
    for (uint32_t i = 0; i < r->poles.count; i++) {
        buf_text(out, "P");
        line_text(out, map_key(&r->poles, i));
        buf_char(out, '\n');
    }
    for (uint32_t i = 0; i < r->n_units; i++) {
        const struct unit *u = &r->units[i];
        int flags = u->bad | u->nil << 1 | u->used << 2 | u->replaced << 3 | u->kept << 4 |
                    u->held << 5 | u->repeated << 6 | u->released << 7;
        buf_text(out, "U");
        int64_t unit[] = {u->table, u->pole, u->time, u->line, u->rows, flags};
        for (size_t k = 0; k < sizeof unit / sizeof *unit; k++)
            line_number(out, unit[k]);
        buf_char(out, '\n');
    }
}

static bool read_numbers(char **f, int n, int64_t low, int64_t high, int64_t *ret)
{
    for (int i = 0; i < n; i++)
        if (!line_int(f[i], low, high, &ret[i]))
            return false;
    return true;
}

static bool read_head(struct receipt *r, char **f, int n)
{
    int64_t v[8];
    if (n != 10 || !read_numbers(f + 2, 8, 0, INT64_MAX, v))
        return false;
    (void)snprintf(r->reading, sizeof r->reading, "%s", f[0]);
    (void)snprintf(r->sha256, sizeof r->sha256, "%s", f[1]);
    r->lines = (uint64_t)v[0];
    for (int t = 0; t < MAX_TABLES; t++)
        r->rows[t] = (uint64_t)v[1 + t];
    r->rows_error = (uint64_t)v[4];
    r->rows_warning = (uint64_t)v[5];
    r->unreadable = v[6] != 0;
    r->again = v[7] != 0;
    return true;
}

static bool read_finding(struct receipt *r, char **f, int n, const struct contract *c)
{
    int64_t v[8];
    if (n != 13 || !read_numbers(f, 8, -1, UINT32_MAX, v))
        return false;
    if (v[0] < 0 || v[0] >= FINDING_CODES || v[1] < 0 || v[1] >= SEVERITIES ||
        v[2] >= c->n_tables || v[5] < 0 || v[6] < 0 || v[7] < 0)
        return false;
    if (v[2] < 0 ? v[3] >= 0 || v[4] >= 0
                 : v[3] >= c->tables[v[2]].n_fields || v[4] >= c->tables[v[2]].n_rules)
        return false;
    struct finding finding = {.code = (enum finding_code)v[0],
                              .severity = (enum severity)v[1],
                              .table = (int)v[2],
                              .field = (int)v[3],
                              .rule = (int)v[4],
                              .line = (uint32_t)v[5],
                              .row = (uint32_t)v[6],
                              .column = (uint32_t)v[7],
                              .value = line_string(f[8]),
                              .other = line_string(f[9]),
                              .variant = line_string(f[10]),
                              .suggestion = line_string(f[11]),
                              .unit = line_string(f[12])};
    receipt_add(r, &finding);
    return true;
}

/* The findings of the last cause that were counted and not kept. */
static bool read_count(struct receipt *r, char **f, int n)
{
    int64_t more;
    if (n != 1 || r->n_causes == 0 || !line_int(f[0], 0, INT64_MAX, &more))
        return false;
    struct cause *c = &r->causes[r->n_causes - 1];
    c->count += (uint64_t)more;
    r->by_severity[c->places[0].severity] += (uint64_t)more;
    return true;
}

static bool read_unit(struct receipt *r, char **f, int n, const struct contract *c)
{
    int64_t v[6];
    if (n != 6 || !read_numbers(f, 6, INT32_MIN, UINT32_MAX, v) || v[0] < 0 ||
        v[0] >= c->n_tables || v[1] < 0 || v[1] >= r->poles.count || v[5] < 0 || v[5] > 255)
        return false;
    if (r->n_units == r->units_cap) {
        r->units_cap = r->units_cap == 0 ? 64 : r->units_cap * 2;
        r->units = mem_resize(r->units, r->units_cap, sizeof *r->units);
    }
    r->units[r->n_units++] = (struct unit){.table = (int)v[0],
                                           .pole = (uint32_t)v[1],
                                           .time = (int32_t)v[2],
                                           .line = (uint32_t)v[3],
                                           .rows = (uint32_t)v[4],
                                           .bad = (v[5] & 1) != 0,
                                           .nil = (v[5] & 2) != 0,
                                           .used = (v[5] & 4) != 0,
                                           .replaced = (v[5] & 8) != 0,
                                           .kept = (v[5] & 16) != 0,
                                           .held = (v[5] & 32) != 0,
                                           .repeated = (v[5] & 64) != 0,
                                           .released = (v[5] & 128) != 0};
    return true;
}

static bool read_override(struct receipt *r, char **f, int n)
{
    int64_t i;
    int64_t uses;
    if (n != 2 || !line_int(f[0], 0, MAX_OVERRIDES - 1, &i) || !line_int(f[1], 1, INT64_MAX, &uses))
        return false;
    receipt_count_override(r, (uint32_t)i);
    r->overrides[i] += (uint64_t)uses - 1;
    return true;
}

bool receipt_line(struct receipt *r, char kind, char **fields, int n, const struct contract *c)
{
    switch (kind) {
    case 'H': return read_head(r, fields, n);
    case 'F': return read_finding(r, fields, n, c);
    case 'C': return read_count(r, fields, n);
    case 'P': return n == 1 && (map_put(&r->poles, fields[0], strlen(fields[0])), true);
    case 'O': return read_override(r, fields, n);
    case 'U': return read_unit(r, fields, n, c);
    default: return false;
    }
}
