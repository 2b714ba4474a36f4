#include "aggregate/measure.h"
#include "base/decimal.h"
#include "model/period.h"

static int64_t value_of(const struct cube_row *row, int field, int lag)
{
    const int64_t *values = lag == 0 ? row->values : row->before[lag];
    return values == NULL ? VALUE_BLANK : values[field];
}

/* The sum of those declared, VALUE_BLANK when none is. */
static int64_t sum_of(const struct filter *f, const struct cube_row *row)
{
    int64_t sum = VALUE_BLANK;
    for (int i = 0; i < f->n_fields; i++) {
        int64_t v = value_of(row, f->fields[i], f->lag);
        if (!VALUE_IS_SET(v))
            continue;
        if (!VALUE_IS_SET(sum))
            sum = v;
        else if (!decimal_add(&sum, v))
            return INT64_MAX; /* it is only compared */
    }
    return sum;
}

bool filters_pass_rest(const struct filters *f, const struct cube_row *row)
{
    for (int i = 0; i < f->count; i++) {
        const struct filter *one = &f->list[i];
        if (one->is_mark)
            continue;
        int64_t v = one->field == -1 ? sum_of(one, row) : value_of(row, one->field, one->lag);
        if (!VALUE_IS_SET(v) || (one->field == -1 ? v < one->minimum : (one->in >> v & 1) == 0))
            return false;
    }
    return true;
}

/* The value beside the highest year among the pole's rows up to the month's end; of two rows with
 * the same year, that of the later. */
static int64_t latest_value(const struct term *term, const struct cube_row *row)
{
    int64_t best = VALUE_BLANK;
    int64_t value = VALUE_BLANK;
    int32_t end = period_last_day(row->month);
    for (int i = 0; i < row->history->n_rows && row->history->rows[i].day <= end; i++) {
        const int64_t *values = row->history->rows[i].values;
        int64_t year = values[term->latest_by];
        if (VALUE_IS_SET(year) && VALUE_IS_SET(values[term->field]) && year >= best &&
            year <= period_year(row->month)) {
            best = year;
            value = values[term->field];
        }
    }
    return VALUE_IS_SET(best) && best >= period_year(row->month) - term->years ? value
                                                                               : VALUE_BLANK;
}

static int64_t term_value(const struct term *term, const struct cube_row *row)
{
    if (term->field == -1)
        return 1;
    return term->latest_by == -1 ? value_of(row, term->field, term->lag) : latest_value(term, row);
}

enum says measure_row(const struct measure *m, const struct cube_row *row, int64_t *ret,
                      bool *overflow)
{
    int declared = 0;
    int matched = 0;
    *ret = 0;
    for (int i = 0; i < m->n_terms; i++) {
        const struct term *term = &m->terms[i];
        if (!filters_pass(&term->where, row))
            continue;
        matched++;
        int64_t v = term_value(term, row);
        if (!VALUE_IS_SET(v))
            continue;
        declared++;
        if (!decimal_add(ret, term->sign < 0 ? -v : v))
            *overflow = true;
    }
    if (matched == 0)
        return SAYS_NONE;
    return declared > 0 && !(m->need_all && declared < matched) ? SAYS_VALUE : SAYS_NOTHING;
}
