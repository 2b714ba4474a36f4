/* The row under way in canonical form (model/canonical.h): made only when it is asked for. */
#include "validate/validator.h"

static const char *cell_in(struct validator *v, int field, struct buf *text)
{
    const struct field *f = &v->t->fields[field];
    buf_cut(text, 0);
    if (!VALUE_IS_SET(v->values[field]))
        return NULL;
    if (f->type == FIELD_STRING && f->codes == NULL) {
        const struct cell *cell = &v->row->cells[v->column_of[field]];
        cell_text(v, field, cell, text);
    } else {
        field_format(f, v->values[field], '.', text);
    }
    return text->len == 0 ? NULL : arena_text(&v->setting->canonical->arena, text->data);
}

void canonical_take(struct validator *v, uint32_t unit)
{
    struct canonical *c = v->setting->canonical;
    const char **cells = canonical_add(c, v->table, unit, v->t->n_fields);
    struct buf text = {0};
    for (int i = 0; i < v->t->n_fields; i++) {
        if (v->column_of[i] < 0)
            continue;
        c->columns[v->table] |= UINT64_C(1) << i;
        cells[i] = cell_in(v, i, &text);
    }
    buf_release(&text);
}
