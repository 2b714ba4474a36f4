#include <string.h>

#include "base/decimal.h"
#include "model/period.h"
#include "validate/validator.h"

/* What a check found: `other` is what {other}, {sum} say in the rule's message. */
struct outcome {
    bool broken;
    bool is_error; /* set when the check knows better than the rule's severity */
    struct buf *other;
};

typedef void check_function(const struct validator *v, const struct rule *r, struct outcome *out);

static const struct field *field_at(const struct validator *v, int field)
{
    return &v->t->fields[field];
}

static void check_sum(const struct validator *v, const struct rule *r, struct outcome *out)
{
    int64_t total = v->values[r->field];
    int64_t sum = 0;
    bool partial = false;
    if (!VALUE_IS_SET(total))
        return;
    for (int i = 0; i < r->n_fields; i++) {
        int64_t part = v->column_of[r->fields[i]] < 0 ? VALUE_BLANK : v->values[r->fields[i]];
        if (part == VALUE_BAD)
            return;
        if (part == VALUE_BLANK)
            partial = partial || (r->optional >> i & 1) == 0;
        else if (!decimal_add(&sum, part))
            sum = INT64_MAX;
    }
    if (partial && !r->partial_at_most)
        return;
    out->broken = partial ? sum > total : sum != total;
    if (out->broken)
        field_format(field_at(v, r->field), sum, ',', out->other);
}

static void check_compare(const struct validator *v, const struct rule *r, struct outcome *out)
{
    int64_t a = v->values[r->field];
    int64_t b = v->values[r->other];
    if (!VALUE_IS_SET(a) || !VALUE_IS_SET(b))
        return;
    switch (r->compare) {
    case COMPARE_LE: out->broken = a > b; break;
    case COMPARE_LT: out->broken = a >= b; break;
    case COMPARE_GE: out->broken = a < b; break;
    case COMPARE_GT: out->broken = a <= b; break;
    case COMPARE_EQ: out->broken = a != b; break;
    }
    if (out->broken)
        field_format(field_at(v, r->other), b, ',', out->other);
}

static void check_cohesive(const struct validator *v, const struct rule *r, struct outcome *out)
{
    bool any = v->values[r->field] != VALUE_BLANK;
    bool all = any;
    for (int i = 0; i < r->n_fields; i++) {
        bool set = v->column_of[r->fields[i]] >= 0 && v->values[r->fields[i]] != VALUE_BLANK;
        any = any || set;
        all = all && set;
    }
    out->broken = any && !all;
}

static void check_range(const struct validator *v, const struct rule *r, struct outcome *out)
{
    int64_t a = v->values[r->field];
    if (VALUE_IS_SET(a))
        out->broken = (r->has_minimum && a < r->minimum) || (r->has_maximum && a > r->maximum);
}

static void check_consistency(const struct validator *v, const struct rule *r, struct outcome *out)
{
    int64_t child = v->values[r->field];
    int64_t parent = v->values[r->other];
    if (!VALUE_IS_SET(child) || !VALUE_IS_SET(parent))
        return;
    const char *is = codelist_parent(field_at(v, r->field)->codes, (int)child, r->parent_column);
    const char *said = field_at(v, r->other)->codes->entries[parent].code;
    out->broken = strcmp(is, said) != 0;
    if (out->broken)
        buf_text(out->other, said);
}

static void check_month_window(const struct validator *v, const struct rule *r, struct outcome *out)
{
    int64_t month = v->values[r->field];
    if (!VALUE_IS_SET(month))
        return;
    out->is_error = month > v->setting->month;
    out->broken = out->is_error || month < v->setting->month - r->months;
}

static void check_ratio(const struct validator *v, const struct rule *r, struct outcome *out)
{
    int64_t a = v->values[r->field];
    int64_t b = v->values[r->other];
    if (!VALUE_IS_SET(a) || !VALUE_IS_SET(b) || b == 0)
        return;
    int64_t scale = decimal_pow10(field_at(v, r->field)->decimals);
    int64_t unit = decimal_pow10(field_at(v, r->other)->decimals);
    int64_t left;
    int64_t right;
    if (__builtin_mul_overflow(a, unit * 1000, &left) || __builtin_mul_overflow(b, scale, &right))
        return; /* far beyond what the range rules let pass */
    int64_t low;
    int64_t high;
    bool fits = !__builtin_mul_overflow(right, r->minimum, &low) &&
                !__builtin_mul_overflow(right, r->maximum, &high);
    out->broken = fits && ((r->has_minimum && left < low) || (r->has_maximum && left > high));
    if (out->broken)
        field_format(field_at(v, r->other), b, ',', out->other);
}

static void check_zero(const struct validator *v, const struct rule *r, struct outcome *out)
{
    int64_t other = v->values[r->other];
    out->broken = v->values[r->field] == 0 && VALUE_IS_SET(other) && other != 0;
    if (out->broken)
        field_format(field_at(v, r->other), other, ',', out->other);
}

static void check_near_month(const struct validator *v, const struct rule *r, struct outcome *out)
{
    int64_t day = v->values[r->field];
    int64_t month = v->values[r->other];
    if (!VALUE_IS_SET(day) || !VALUE_IS_SET(month))
        return;
    int64_t first = period_last_day((int32_t)(month - r->months - 1)) + 1;
    int64_t last = period_last_day((int32_t)(month + r->months));
    out->broken = day < first || day > last;
    if (out->broken)
        field_format(field_at(v, r->other), month, ',', out->other);
}

static const struct {
    check_function *run;
    enum finding_code code;
} functions[CHECK_OVER_TIME] = {
    [CHECK_SUM] = {check_sum, FINDING_SUM_COLUMNS},
    [CHECK_COMPARE] = {check_compare, FINDING_COMPARE_COLUMNS},
    [CHECK_COHESIVE] = {check_cohesive, FINDING_COHESIVE_COLUMNS},
    [CHECK_SIRET] = {NULL, FINDING_SIRET_VALUE}, /* on the cell's text: cells.c */
    [CHECK_RANGE] = {check_range, FINDING_PLAUSIBILITY},
    [CHECK_CONSISTENCY] = {check_consistency, FINDING_CODE_CONSISTENCY},
    [CHECK_MONTH_WINDOW] = {check_month_window, FINDING_PLAUSIBILITY},
    [CHECK_RATIO] = {check_ratio, FINDING_PLAUSIBILITY},
    [CHECK_ZERO] = {check_zero, FINDING_COMPARE_COLUMNS},
    [CHECK_NEAR_MONTH] = {check_near_month, FINDING_PLAUSIBILITY},
};

void checks_run(struct validator *v)
{
    struct buf other = {0};
    for (int i = 0; i < v->n_rules; i++) {
        const struct rule *r = v->rules[i];
        struct outcome out = {.is_error = r->is_error, .other = &other};
        functions[r->check].run(v, r, &out);
        if (!out.broken)
            continue;
        struct finding more = {.rule = (int)(r - v->t->rules) + 1,
                               .severity = out.is_error ? SEVERITY_ERROR : SEVERITY_WARNING,
                               .other = buf_str(&other)};
        enum finding_code code = functions[r->check].code;
        if (code == FINDING_PLAUSIBILITY && out.is_error)
            code = FINDING_CONSTRAINT_ERROR;
        note_field(v, code, r->field, &more);
        buf_cut(&other, 0);
    }
    buf_release(&other);
}
