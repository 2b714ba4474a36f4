/* The checks on a pole's series: each looks at one point and what came before it. */
#include <assert.h>
#include <stdlib.h>

#include "aggregate/history.h"
#include "aggregate/history_stats.h"
#include "base/decimal.h"
#include "model/period.h"

static int64_t value_at(const struct history_series *s, int at, int field)
{
    return s->points[at].values[field];
}

static bool has(const struct history_series *s, int at, int field)
{
    return VALUE_IS_SET(value_at(s, at, field));
}

static bool slipped(const struct history_series *s, int at, int field)
{
    return (s->points[at].slipped >> field & 1) != 0;
}

/* The last point before `at`, at most `months` back (0 = any), that declares the field and, when
 * `sound` is asked, is not out of scale; -1. */
static int before(const struct history_series *s, int at, int field, int64_t months, bool sound)
{
    for (int i = at - 1; i >= 0; i--) {
        if (months > 0 && s->points[at].time - s->points[i].time > months)
            return -1;
        if (has(s, i, field) && !(sound && slipped(s, i, field)))
            return i;
    }
    return -1;
}

static void add_time(const struct history_frame *f, const struct history_series *s, int32_t time,
                     struct buf *out)
{
    char text[40];
    if (s->t->is_register)
        day_format(time, text);
    else
        period_words(time, f->lang, text, sizeof text);
    buf_text(out, text);
}

static void add_joined(const struct history_frame *f, const struct history_series *s, int at,
                       struct buf *out)
{
    const char *word = s->t->is_register ? (f->lang == LANG_EN ? " on " : " le ")
                                         : (f->lang == LANG_EN ? " in " : " en ");
    buf_text(out, word);
    add_time(f, s, s->points[at].time, out);
}

static int decimals_of(const struct history_series *s, int field)
{
    return s->t->fields[field].decimals;
}

static void check_gap(const struct history_frame *f, const struct history_series *s,
                      const struct rule *r, int at, struct history_verdict *out)
{
    int32_t month = s->points[at].time;
    if (at == 0)
        return;
    int32_t last = s->points[at - 1].time;
    out->broken = month - last > 1 && month - last <= r->months &&
                  register_expects(f->poles, &f->poles->poles[s->pole], s->t, month - 1) &&
                  claims_state(f->claims, s->table, s->pole, month - 1) == CLAIM_NONE;
    if (out->broken)
        add_time(f, s, last, out->other);
}

/* The values of a field before `at`, newest first, of those in scale; not more than months back. */
static size_t collect(const struct history_series *s, int at, int field, int64_t months,
                      int64_t ret_values[HISTORY_MONTHS])
{
    size_t n = 0;
    for (int i = before(s, at, field, 0, true); i >= 0 && n < HISTORY_MONTHS;
         i = before(s, i, field, 0, true)) {
        if (months > 0 && s->points[at].time - s->points[i].time > months)
            break;
        ret_values[n++] = value_at(s, i, field);
    }
    return n;
}

static void check_scale(const struct history_frame *f, const struct history_series *s,
                        const struct rule *r, int at, struct history_verdict *out)
{
    int64_t past[HISTORY_MONTHS];
    int64_t value = value_at(s, at, r->field);
    if (!VALUE_IS_SET(value))
        return;
    size_t n = collect(s, at, r->field, r->months, past);
    if (n == 0 || (int64_t)n < r->span.points)
        return;
    int64_t usual = history_stats_median(past, n);
    int last = before(s, at, r->field, r->months, false);
    bool stays = slipped(s, last, r->field) &&
                 !history_stats_beyond(value, value_at(s, last, r->field), r->span.absolute,
                                       value_at(s, last, r->field), r->span.relative);
    bool in_scale = !history_stats_scaled(value, usual, r->span.relative) ||
                    !history_stats_beyond(value, usual, r->span.absolute, 0, 0);
    if (in_scale)
        return;
    s->points[at].slipped |= UINT64_C(1) << r->field;
    out->broken = !stays; /* told when it began */
    if (out->broken)
        history_add_number(f, usual, decimals_of(s, r->field), out->other);
}

/* A pole whose headcount moves much each month is not asked each month: its own spread is a limit
 * too, once it has a history. */
static int64_t own_spread(const struct history_series *s, const struct rule *r, int at)
{
    int64_t past[HISTORY_MONTHS];
    int64_t moves[HISTORY_MONTHS];
    size_t n = collect(s, at, r->field, 0, past);
    if (r->span.spread == 0 || n < 2 || (int64_t)n - 1 < r->span.points)
        return 0;
    for (size_t i = 0; i + 1 < n; i++)
        moves[i] = past[i] - past[i + 1];
    int64_t limit;
    return __builtin_mul_overflow(history_stats_deviation(moves, n - 1), r->span.spread, &limit)
               ? INT64_MAX
               : limit;
}

static bool moves_from(const struct history_series *s, const struct rule *r, int at, int from)
{
    int64_t was = value_at(s, from, r->field);
    int64_t spread = own_spread(s, r, at);
    int64_t absolute = spread > r->span.absolute ? spread : r->span.absolute;
    return history_stats_beyond(value_at(s, at, r->field), was, absolute, was, r->span.relative);
}

/* Far from the month before; behind a value out of scale, far from the one before that too. */
static void check_change(const struct history_frame *f, const struct history_series *s,
                         const struct rule *r, int at, struct history_verdict *out)
{
    int last = before(s, at, r->field, r->months, false);
    int sound = before(s, at, r->field, r->months, true);
    if (!has(s, at, r->field) || last < 0 || slipped(s, at, r->field))
        return;
    out->broken =
        moves_from(s, r, at, last) && (sound == last || sound < 0 || moves_from(s, r, at, sound));
    if (!out->broken)
        return;
    history_add_number(f, value_at(s, last, r->field), decimals_of(s, r->field), out->other);
    add_joined(f, s, last, out->other);
}

/* field ÷ other in thousandths, -1 when it is not known or stands on too few. */
static int64_t share_at(const struct history_series *s, const struct rule *r, int at)
{
    int64_t whole = value_at(s, at, r->other);
    int64_t share = -1;
    if (!has(s, at, r->field) || !VALUE_IS_SET(whole) || whole <= 0 || whole < r->span.least ||
        slipped(s, at, r->field) || slipped(s, at, r->other))
        return -1;
    int scale = 3 + decimals_of(s, r->other) - decimals_of(s, r->field);
    if (decimal_ratio(value_at(s, at, r->field), whole, scale, &share) == -1)
        return -1;
    return share;
}

static void add_share(const struct history_frame *f, int64_t share, struct buf *out)
{
    history_add_number(f, share, 1, out);
    buf_text(out, f->lang == LANG_EN ? "%" : "\xC2\xA0%");
}

static void check_share(const struct history_frame *f, const struct history_series *s,
                        const struct rule *r, int at, struct history_verdict *out)
{
    int last = before(s, at, r->field, r->months, false);
    int64_t now = share_at(s, r, at);
    int64_t was = last < 0 ? -1 : share_at(s, r, last);
    if (now < 0 || was < 0)
        return;
    out->broken = history_stats_beyond(now, was, r->span.absolute, 0, 0);
    if (!out->broken)
        return;
    add_share(f, now, out->value);
    add_share(f, was, out->other);
    add_joined(f, s, last, out->other);
}

static void check_stock_flow(const struct history_frame *f, const struct history_series *s,
                             const struct rule *r, int at, struct history_verdict *out)
{
    int last = before(s, at, r->field, 1, true);
    if (last < 0 || !has(s, at, r->field) || !has(s, at, r->fields[0]) ||
        !has(s, at, r->fields[1]) || slipped(s, at, r->field))
        return;
    int64_t expected = value_at(s, last, r->field);
    if (!decimal_add(&expected, value_at(s, at, r->fields[0])) ||
        !decimal_add(&expected, -value_at(s, at, r->fields[1])))
        return;
    out->broken = history_stats_beyond(value_at(s, at, r->field), expected, r->span.absolute,
                                       expected, r->span.relative);
    if (out->broken)
        history_add_number(f, expected, decimals_of(s, r->field), out->other);
}

static bool same_figures(const struct history_series *s, const struct rule *r, int a, int b)
{
    bool same = s->points[a].time - s->points[b].time == 1 && has(s, a, r->field) &&
                value_at(s, a, r->field) == value_at(s, b, r->field);
    for (int i = 0; same && i < r->n_fields; i++)
        same = value_at(s, a, r->fields[i]) == value_at(s, b, r->fields[i]);
    return same;
}

/* Told when the run is `months` long, and again each time it is that much longer. */
static void check_repeated(const struct history_frame *f, const struct history_series *s,
                           const struct rule *r, int at, struct history_verdict *out)
{
    int first = at;
    while (first > 0 && same_figures(s, r, first, first - 1))
        first--;
    int run = at - first + 1;
    out->broken = r->months > 1 && run > 1 && run % r->months == 0 &&
                  value_at(s, at, r->field) >= r->span.least;
    if (out->broken)
        add_time(f, s, s->points[first].time, out->other);
}

static void check_revision(const struct history_frame *f, const struct history_series *s,
                           const struct rule *r, int at, struct history_verdict *out)
{
    int64_t was = s->points[at].replaced[r->field];
    if (!has(s, at, r->field) || !VALUE_IS_SET(was))
        return;
    out->broken = history_stats_beyond(value_at(s, at, r->field), was, r->span.absolute, was,
                                       r->span.relative);
    if (out->broken)
        history_add_number(f, was, decimals_of(s, r->field), out->other);
}

/* Forward along the chain, the pair both ways, into an end from anywhere. */
static bool may_lead(const struct span *s, int64_t from, int64_t to)
{
    bool paired =
        (from == s->pair[0] && to == s->pair[1]) || (from == s->pair[1] && to == s->pair[0]);
    bool ends = (s->ends >> to & 1) != 0;
    bool ended = (s->ends >> from & 1) != 0;
    bool forward = s->rank[from] >= 0 && s->rank[to] >= s->rank[from];
    return from == to || paired || (ends && !ended) || forward;
}

static void check_transition(const struct history_frame *f, const struct history_series *s,
                             const struct rule *r, int at, struct history_verdict *out)
{
    const struct codelist *codes = s->t->fields[r->field].codes;
    int last = before(s, at, r->field, 0, false);
    if (last < 0 || !has(s, at, r->field))
        return;
    int64_t from = value_at(s, last, r->field);
    int64_t to = value_at(s, at, r->field);
    out->broken = !may_lead(&r->span, from, to);
    if (!out->broken)
        return;
    buf_text(out->value, codes->entries[to].label[f->lang]);
    buf_text(out->other, codes->entries[from].label[f->lang]);
}

history_check *history_series_check(enum check check)
{
    static history_check *const checks[CHECKS] = {
        [CHECK_GAP] = check_gap,
        [CHECK_SCALE] = check_scale,
        [CHECK_CHANGE] = check_change,
        [CHECK_SHARE] = check_share,
        [CHECK_STOCK_FLOW] = check_stock_flow,
        [CHECK_REPEATED] = check_repeated,
        [CHECK_REVISION] = check_revision,
        [CHECK_TRANSITION] = check_transition,
    };
    return checks[check];
}
