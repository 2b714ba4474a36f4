#include <stdlib.h>
#include <string.h>

#include "aggregate/lines.h"
#include "aggregate/partial.h"

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

static void format_cube(const struct cube *cube, struct buf *out)
{
    for (int s = 0; s < cube->n_slots; s++) {
        const struct slot *slot = &cube->slots[s];
        for (int i = 0; i < slot->n_members * CUBE_MONTHS; i++) {
            const struct sum *sum = &cube->sums[slot->first + (size_t)i];
            if (sum->poles == 0)
                continue;
            buf_text(out, "S");
            line_number(out, s);
            line_number(out, i);
            line_number(out, sum->numerator);
            line_number(out, sum->denominator);
            line_number(out, sum->poles);
            buf_char(out, '\n');
        }
    }
    if (cube->overflow)
        buf_text(out, "O\n");
}

static size_t count_lines(const struct buf *b)
{
    size_t n = 0;
    for (const char *p = b->data; p != NULL && (p = strchr(p, '\n')) != NULL; p++)
        n++;
    return n;
}

void partial_format(const struct partial *p, const struct partial_frame *frame, struct buf *out)
{
    const struct contract *c = frame->contract;
    const struct codelist *regions = contract_list(c, "regions");
    buf_printf(out, "ptce-partial 2\t%s\t%s\t%d\n", c->digest, regions->entries[frame->region].code,
               (int)frame->period);
    for (int i = 0; i < p->n_receipts; i++)
        receipt_format(&p->receipts[i], out);
    for (int i = 0; i < p->n_rows; i++)
        format_row(&p->rows[i], c->tables[TABLE_POLES].n_fields, out);
    for (int i = 0; i < p->n_states; i++) {
        buf_text(out, "V");
        line_number(out, p->states[i].table);
        line_number(out, p->states[i].pole);
        line_number(out, p->states[i].month);
        line_number(out, p->states[i].state);
        buf_char(out, '\n');
    }
    if (p->cube != NULL)
        format_cube(p->cube, out);
    trace_format(&p->trace, out);
    buf_printf(out, "end\t%zu\n", count_lines(out));
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
    int64_t v[4];
    if (n != 4 || x->frame->poles == NULL || !line_int(f[0], 0, MAX_TABLES - 1, &v[0]) ||
        !line_int(f[1], 0, x->frame->poles->count - 1, &v[1]) ||
        !line_int(f[2], 0, INT32_MAX, &v[2]) || !line_int(f[3], CLAIM_NONE, CLAIM_GOOD, &v[3]))
        return false;
    if (p->n_states == x->states_cap) {
        x->states_cap = x->states_cap == 0 ? 256 : x->states_cap * 2;
        p->states = mem_resize(p->states, (size_t)x->states_cap, sizeof *p->states);
    }
    p->states[p->n_states++] = (struct unit_state){
        .table = (int)v[0], .pole = (int)v[1], .month = (int32_t)v[2], .state = (enum claim)v[3]};
    return true;
}

static bool parse_sum(struct parse *x, char **f, int n)
{
    struct cube *cube = x->p->cube;
    int64_t slot;
    int64_t at;
    int64_t poles;
    if (n != 5 || cube == NULL || !line_int(f[0], 0, cube->n_slots - 1, &slot))
        return false;
    const struct slot *s = &cube->slots[slot];
    if (!line_int(f[1], 0, s->n_members * CUBE_MONTHS - 1, &at))
        return false;
    struct sum *sum = &cube->sums[s->first + (size_t)at];
    if (sum->poles != 0 || !line_int(f[2], -INT64_MAX, INT64_MAX, &sum->numerator) ||
        !line_int(f[3], -INT64_MAX, INT64_MAX, &sum->denominator) ||
        !line_int(f[4], 1, UINT32_MAX, &poles))
        return false;
    sum->poles = (uint32_t)poles;
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
    case 'S': return parse_sum(x, f, n);
    case 'T':
        return x->frame->poles != NULL &&
               trace_line(&x->p->trace, x->p->cube, x->frame->poles->count, f, n);
    case 'O':
        if (x->p->cube != NULL)
            x->p->cube->overflow = true;
        return x->p->cube != NULL;
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
    buf_printf(&head, "ptce-partial 2\t%s\t%s\t%d", frame->contract->digest, code,
               (int)frame->period);
    bool ok = line_next(&reader) && strcmp(reader.line.data, head.data) == 0;
    bool ended = false;
    while (ok && line_next(&reader)) {
        char *fields[MAX_LINE_FIELDS];
        int n = line_split(reader.line.data, fields);
        int64_t lines;
        if (strcmp(fields[0], "end") == 0) {
            ended = n == 2 && line_int(fields[1], 0, INT64_MAX, &lines) &&
                    (size_t)lines == reader.count - 1;
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
