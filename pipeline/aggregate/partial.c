#include <stdlib.h>
#include <string.h>

#include "aggregate/lines.h"
#include "aggregate/partial.h"
#include "base/digest.h"

void partial_release(struct partial *p)
{
    for (int i = 0; i < p->n_receipts; i++)
        receipt_release(&p->receipts[i]);
    for (int i = 0; i < p->n_rows; i++) {
        free(p->rows[i].code);
        free(p->rows[i].name);
        free(p->rows[i].values);
    }
    free(p->receipts);
    free(p->rows);
    free(p->states);
    cube_free(p->cube);
    trace_release(&p->trace);
    *p = (struct partial){0};
}

static void format_row(const struct register_row *r, int n_fields, struct buf *out)
{
    buf_text(out, "R");
    line_text(out, r->code);
    line_text(out, r->name);
    line_number(out, r->day);
    line_number(out, r->received);
    line_number(out, r->sequence);
    for (int i = 0; i < n_fields; i++)
        line_number(out, r->values[i]);
    buf_char(out, '\n');
}

static void format_perimeter(const struct perimeter *p, const struct contract *c, struct buf *out)
{
    for (int i = 0; i < c->n_indicators; i++) {
        for (int a = 0; a < AGAINSTS; a++) {
            const struct pair *pair = &p->pairs[i][a];
            int64_t v[] = {i,
                           a,
                           pair->poles,
                           pair->numerator[0],
                           pair->numerator[1],
                           pair->denominator[0],
                           pair->denominator[1]};
            if (pair->poles == 0)
                continue;
            buf_char(out, 'K');
            for (size_t k = 0; k < sizeof v / sizeof *v; k++)
                line_number(out, v[k]);
            buf_char(out, '\n');
        }
    }
}

static void format_pole_sums(const struct pole_sums *s, struct buf *out)
{
    for (size_t i = 0; i < s->count; i++) {
        const struct pole_sum *one = &s->list[i];
        buf_char(out, 'E');
        line_number(out, one->pole);
        line_number(out, one->indicator);
        line_number(out, one->window);
        line_number(out, one->value);
        buf_char(out, '\n');
    }
}

/* Sums one behind the other go on one line, as many as it holds. */
enum { SUM_FIELDS = 4, MAX_RUN = (MAX_LINE_FIELDS - 3) / SUM_FIELDS };

static void format_slot(const struct cube *cube, int number, struct buf *out)
{
    const struct slot *slot = &cube->slots[number];
    int run = 0; /* sums on the line under way */
    for (int i = 0; i < slot->n_members * CUBE_MONTHS; i++) {
        const struct sum *sum = &cube->sums[slot->first + (size_t)i];
        if (run > 0 && (sum->poles == 0 || run == MAX_RUN)) {
            buf_char(out, '\n');
            run = 0;
        }
        if (sum->poles == 0)
            continue;
        if (run++ == 0) {
            buf_char(out, 'S');
            line_number(out, number);
            line_number(out, i);
        }
        line_number(out, sum->numerator);
        line_number(out, sum->denominator);
        line_number(out, sum->poles);
        if (cube->dominants != NULL)
            line_number(out, cube_largest_at(cube, slot->first + (size_t)i));
    }
    if (run > 0)
        buf_char(out, '\n');
}

static void format_cube(const struct cube *cube, struct buf *out)
{
    for (int s = 0; s < cube->n_slots; s++)
        format_slot(cube, s, out);
    for (size_t i = 0; i < cube->n_samples; i++) {
        buf_text(out, "M");
        line_number(out, (int64_t)cube->samples[i].at);
        line_number(out, cube->samples[i].value);
        buf_char(out, '\n');
    }
    format_perimeter(&cube->perimeter, cube->contract, out);
    format_pole_sums(&cube->pole_sums, out);
    if (cube->overflow)
        buf_text(out, "X\n");
}

static void format_state(const struct unit_state *s, struct buf *out)
{
    int64_t v[] = {s->table, s->pole, s->month, s->state, s->received, s->provisional, s->weight};
    buf_char(out, 'V');
    for (size_t i = 0; i < sizeof v / sizeof *v; i++)
        line_number(out, v[i]);
    buf_char(out, '\n');
}

static size_t count_lines(const struct buf *b)
{
    size_t n = 0;
    for (const char *p = b->data; p != NULL && (p = strchr(p, '\n')) != NULL; p++)
        n++;
    return n;
}

static void digest_text(const char *text, size_t len, char ret_hex[DIGEST_HEX])
{
    struct digest *d = digest_new();
    digest_add(d, text, len);
    digest_finish(d, ret_hex);
}

void partial_seal(struct buf *out)
{
    char sha256[DIGEST_HEX];
    digest_text(out->data, out->len, sha256);
    buf_printf(out, "end\t%zu\t%s\n", count_lines(out), sha256);
}

void partial_format(const struct partial *p, const struct partial_frame *frame, struct buf *out)
{
    const struct contract *c = frame->contract;
    const struct codelist *regions = contract_list(c, "regions");
    buf_printf(out, "ptce-partial 5\t%s\t%s\t%d\n", c->digest, regions->entries[frame->region].code,
               (int)frame->period);
    for (int i = 0; i < p->n_receipts; i++)
        receipt_format(&p->receipts[i], out);
    for (int i = 0; i < p->n_rows; i++)
        format_row(&p->rows[i], c->tables[TABLE_POLES].n_fields, out);
    for (int i = 0; i < p->n_states; i++)
        format_state(&p->states[i], out);
    if (p->cube != NULL)
        format_cube(p->cube, out);
    trace_format(&p->trace, out);
    partial_seal(out);
}

/* Reading it back. */

struct parse {
    struct partial *p;
    const struct partial_frame *frame;
    int rows_cap;
    int states_cap;
};

static bool parse_row(struct parse *x, char **f, int n)
{
    int n_fields = x->frame->contract->tables[TABLE_POLES].n_fields;
    struct partial *p = x->p;
    int64_t day;
    int64_t sequence;
    if (n != 5 + n_fields)
        return false;
    if (p->n_rows == x->rows_cap) {
        x->rows_cap = x->rows_cap == 0 ? 64 : x->rows_cap * 2;
        p->rows = mem_resize(p->rows, (size_t)x->rows_cap, sizeof *p->rows);
    }
    struct register_row *r = &p->rows[p->n_rows++];
    *r = (struct register_row){.code = mem_text(f[0]),
                               .name = mem_text(f[1]),
                               .values = mem_array((size_t)n_fields, sizeof *r->values)};
    bool ok = line_int(f[2], INT32_MIN, INT32_MAX, &day) &&
              line_int(f[3], INT64_MIN, INT64_MAX, &r->received) &&
              line_int(f[4], 0, MAX_DELIVERIES_PER_SECOND, &sequence);
    for (int i = 0; ok && i < n_fields; i++)
        ok = line_int(f[5 + i], INT64_MIN, INT64_MAX, &r->values[i]);
    const struct table *t = &x->frame->contract->tables[TABLE_POLES];
    for (int i = 0; ok && i < n_fields; i++)
        if (t->fields[i].type == FIELD_STRING && t->fields[i].codes != NULL &&
            VALUE_IS_SET(r->values[i]))
            ok = r->values[i] >= 0 && r->values[i] < t->fields[i].codes->count;
    r->day = ok ? (int32_t)day : 0;
    r->sequence = ok ? (int)sequence : 0;
    return ok;
}

static bool parse_state(struct parse *x, char **f, int n)
{
    struct partial *p = x->p;
    int64_t v[7];
    if (n != 7 || x->frame->poles == NULL || !line_int(f[0], 0, MAX_TABLES - 1, &v[0]) ||
        !line_int(f[1], 0, x->frame->poles->count - 1, &v[1]) ||
        !line_int(f[2], 0, INT32_MAX, &v[2]) || !line_int(f[3], CLAIM_NONE, CLAIM_GOOD, &v[3]) ||
        !line_int(f[4], INT32_MIN, INT32_MAX, &v[4]) || !line_int(f[5], 0, 1, &v[5]) ||
        !line_int(f[6], INT64_MIN, INT64_MAX, &v[6]) || (VALUE_IS_SET(v[6]) && v[6] < 0))
        return false;
    if (p->n_states == x->states_cap) {
        x->states_cap = x->states_cap == 0 ? 256 : x->states_cap * 2;
        p->states = mem_resize(p->states, (size_t)x->states_cap, sizeof *p->states);
    }
    p->states[p->n_states++] = (struct unit_state){.table = (int)v[0],
                                                   .pole = (int)v[1],
                                                   .month = (int32_t)v[2],
                                                   .state = (enum claim)v[3],
                                                   .received = (int32_t)v[4],
                                                   .provisional = v[5] != 0,
                                                   .weight = v[6]};
    return true;
}

static bool parse_sample(struct parse *x, char **f, int n)
{
    struct cube *cube = x->p->cube;
    int64_t at;
    int64_t value;
    if (n != 2 || cube == NULL || cube->n_sums == 0 ||
        !line_int(f[0], 0, (int64_t)cube->n_sums - 1, &at) ||
        !line_int(f[1], -INT64_MAX, INT64_MAX, &value))
        return false;
    cube_add_sample(cube, (uint64_t)at, value);
    return true;
}

static bool parse_pair(struct parse *x, char **f, int n)
{
    struct cube *cube = x->p->cube;
    int64_t v[7];
    if (n != 7 || cube == NULL || !line_int(f[0], 0, cube->contract->n_indicators - 1, &v[0]) ||
        !line_int(f[1], 0, AGAINSTS - 1, &v[1]) || !line_int(f[2], 1, UINT32_MAX, &v[2]))
        return false;
    for (int i = 3; i < 7; i++)
        if (!line_int(f[i], -INT64_MAX, INT64_MAX, &v[i]))
            return false;
    struct pair *pair = &cube->perimeter.pairs[v[0]][v[1]];
    if (pair->poles != 0)
        return false;
    *pair = (struct pair){
        .numerator = {v[3], v[4]}, .denominator = {v[5], v[6]}, .poles = (uint32_t)v[2]};
    return true;
}

static bool parse_pole_sum(struct parse *x, char **f, int n)
{
    struct cube *cube = x->p->cube;
    int64_t v[4];
    if (n != 4 || cube == NULL || x->frame->poles == NULL ||
        !line_int(f[0], 0, x->frame->poles->count - 1, &v[0]) ||
        !line_int(f[1], 0, cube->contract->n_indicators - 1, &v[1]) ||
        !line_int(f[2], WINDOW_MONTH, WINDOW_12_MONTHS, &v[2]) ||
        !line_int(f[3], -INT64_MAX, INT64_MAX, &v[3]) ||
        x->frame->poles->poles[v[0]].region != x->frame->region)
        return false;
    pole_sums_add(&cube->pole_sums, &(struct pole_sum){(int)v[0], (int)v[1], (unsigned)v[2], v[3]});
    return true;
}

static bool parse_sum(struct cube *cube, size_t at, char **f)
{
    struct sum *sum = &cube->sums[at];
    int64_t poles;
    if (sum->poles != 0 || !line_int(f[0], -INT64_MAX, INT64_MAX, &sum->numerator) ||
        !line_int(f[1], -INT64_MAX, INT64_MAX, &sum->denominator) ||
        !line_int(f[2], 1, UINT32_MAX, &poles))
        return false;
    sum->poles = (uint32_t)poles;
    return cube->dominants == NULL || line_int(f[3], 0, INT64_MAX, &cube->dominants[at].most);
}

static bool parse_sums(struct parse *x, char **f, int n)
{
    struct cube *cube = x->p->cube;
    int64_t slot;
    int64_t from;
    int each = cube != NULL && cube->dominants != NULL ? SUM_FIELDS : SUM_FIELDS - 1;
    int count = (n - 2) / each;
    if (cube == NULL || count < 1 || n != 2 + count * each ||
        !line_int(f[0], 0, cube->n_slots - 1, &slot))
        return false;
    const struct slot *s = &cube->slots[slot];
    if (!line_int(f[1], 0, (int64_t)s->n_members * CUBE_MONTHS - count, &from))
        return false;
    for (int i = 0; i < count; i++)
        if (!parse_sum(cube, s->first + (size_t)from + (size_t)i, f + 2 + i * each))
            return false;
    return true;
}

static bool parse_receipt_line(struct parse *x, char kind, char **f, int n)
{
    struct partial *p = x->p;
    if (kind == 'H') {
        if (p->n_receipts == x->frame->n_deliveries)
            return false;
        p->receipts[p->n_receipts++] = (struct receipt){0};
    }
    return p->n_receipts > 0 &&
           receipt_line(&p->receipts[p->n_receipts - 1], kind, f, n, x->frame->contract);
}

static bool parse_line(struct parse *x, char kind, char **f, int n)
{
    switch (kind) {
    case 'R': return parse_row(x, f, n);
    case 'V': return parse_state(x, f, n);
    case 'S': return parse_sums(x, f, n);
    case 'M': return parse_sample(x, f, n);
    case 'K': return parse_pair(x, f, n);
    case 'E': return parse_pole_sum(x, f, n);
    case 'T':
        return x->frame->poles != NULL &&
               trace_line(&x->p->trace, x->p->cube, x->frame->poles->count, f, n);
    case 'X':
        if (x->p->cube != NULL)
            x->p->cube->overflow = true;
        return x->p->cube != NULL && n == 0;
    default: return parse_receipt_line(x, kind, f, n);
    }
}

int partial_parse(struct partial *ret, const struct partial_frame *frame, const char *text,
                  size_t len, struct err *err)
{
    const struct codelist *regions = contract_list(frame->contract, "regions");
    const char *code = regions->entries[frame->region].code;
    struct buf head = {0};
    *ret = (struct partial){.region = frame->region};
    ret->receipts = mem_array((size_t)frame->n_deliveries, sizeof *ret->receipts);
    if (frame->poles != NULL)
        ret->cube = cube_new(frame->contract, frame->period);
    struct parse x = {.p = ret, .frame = frame};
    struct line_reader reader = {.text = text, .end = text + len};
    buf_printf(&head, "ptce-partial 5\t%s\t%s\t%d", frame->contract->digest, code,
               (int)frame->period);
    bool ok = line_next(&reader) && strcmp(reader.line.data, head.data) == 0;
    bool ended = false;
    for (const char *here = reader.text; ok && line_next(&reader); here = reader.text) {
        char *fields[MAX_LINE_FIELDS];
        int n = line_split(reader.line.data, fields);
        int64_t lines;
        char sha256[DIGEST_HEX];
        if (strcmp(fields[0], "end") == 0) {
            digest_text(text, (size_t)(here - text), sha256);
            ended = n == 3 && line_int(fields[1], 0, INT64_MAX, &lines) &&
                    (size_t)lines == reader.count - 1 && strcmp(fields[2], sha256) == 0;
            break;
        }
        ok = n >= 1 && strlen(fields[0]) == 1 && parse_line(&x, fields[0][0], fields + 1, n - 1);
    }
    if (!ok || !ended || reader.text != reader.end)
        (void)err_set(err, "the partial result of region %s is damaged at line %zu", code,
                      reader.count);
    buf_release(&head);
    buf_release(&reader.line);
    if (err_is_set(err)) {
        partial_release(ret);
        return -1;
    }
    return 0;
}
