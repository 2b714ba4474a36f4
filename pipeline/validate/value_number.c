#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/decimal.h"
#include "base/text.h"
#include "validate/values.h"

enum { NUMBER_MAX = 40 };

/* A number pulled apart: its digits and the marks between them. */
struct numeral {
    char digits[NUMBER_MAX];
    int n;
    int behind; /* digits behind the decimal mark, -1 = no mark */
    int groups; /* marks or spaces between thousands */
    int dots;
    int commas;
    int thousand; /* "k€": times 1,000 */
    bool negative;
    bool changed;  /* not written plainly */
    bool currency; /* with the sign ¤ */
};

/* Behind the spaces at text. */
static size_t skip_spaces(const char *text, size_t len)
{
    size_t i = 0;
    size_t n;
    while (i < len && (n = value_space(text + i, len - i)) > 0)
        i += n;
    return i;
}

/* A unit that the column allows: "€", "EUR", "k€", "M€", "euros", "ETP". Its length, 0 = none. */
static size_t take_unit(const char *text, size_t len, const char *unit, struct numeral *m)
{
    static const struct {
        const char *text;
        const char *unit;
        int thousand;
    } units[] = {{"€", "EUR", 0},     {"k€", "EUR", 3},       {"M€", "EUR", 6},
                 {"euros", "EUR", 0}, {"euro", "EUR", 0},     {"kEUR", "EUR", 3},
                 {"EUR", "EUR", 0},   {"\xC2\xA4", "EUR", 0}, {"k\xC2\xA4", "EUR", 3},
                 {"ETP", "ETP", 0}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t n = strlen(units[i].text);
        if (len < n || strncasecmp(text, units[i].text, n) != 0 || strcmp(unit, units[i].unit) != 0)
            continue;
        m->thousand = units[i].thousand;
        m->currency = units[i].text[n - 1] == '\xA4';
        m->changed = true;
        return n;
    }
    return 0;
}

/* A sign, and a unit before the number: "€ 12,50", "−5", "+12". Returns their length. */
static size_t take_front(const char *text, size_t len, const char *unit, struct numeral *m)
{
    size_t i = take_unit(text, len, unit, m);
    i += i > 0 ? skip_spaces(text + i, len - i) : 0;
    if (i < len && (text[i] == '-' || text[i] == '+')) {
        m->negative = text[i] == '-';
        m->changed = m->changed || text[i] == '+';
        return i + 1;
    }
    if (len - i >= 3 && memcmp(text + i, "\xE2\x88\x92", 3) == 0) {
        m->negative = m->changed = true;
        return i + 3;
    }
    return i;
}

/* Take the numeral apart; the places of its marks are judged by the caller. */
static bool take_numeral(const char *text, size_t len, const char *unit, struct numeral *m)
{
    size_t i = take_front(text, len, unit, m);
    bool has_unit = m->changed && i > 0 && text[i - 1] != '+' && !m->negative;
    int since_mark = 0; /* digits since the last mark */
    m->behind = -1;
    while (i < len) {
        char c = text[i];
        size_t space = value_space(text + i, len - i);
        if (c >= '0' && c <= '9') {
            if (m->n == NUMBER_MAX - 1)
                return false;
            m->digits[m->n++] = c;
            since_mark++;
            i++;
        } else if (c == '.' || c == ',') {
            m->dots += c == '.';
            m->commas += c == ',';
            bool grouped = m->groups > 0 || m->dots + m->commas > 1;
            if (m->n == 0 || (grouped && since_mark != 3))
                return false;
            since_mark = 0;
            i++;
        } else if (space > 0 && i + space < len && text[i + space] >= '0' &&
                   text[i + space] <= '9') {
            if (m->dots + m->commas > 0 || m->n == 0 || (m->groups > 0 && since_mark != 3) ||
                (m->groups == 0 && m->n > 3))
                return false;
            m->groups++;
            m->changed = true;
            since_mark = 0;
            i += space;
        } else {
            break;
        }
    }
    if (m->groups > 0 && m->dots + m->commas == 0 && since_mark != 3)
        return false;
    m->behind = m->dots + m->commas > 0 ? since_mark : -1;
    i += skip_spaces(text + i, len - i);
    if (i < len && !has_unit)
        i += take_unit(text + i, len - i, unit, m);
    return m->n > 0 && i == len;
}

/* Which of dots and commas is the decimal mark? False = it cannot be told, or neither. */
static bool settle_marks(const char *text, size_t len, struct numeral *m, struct value *v)
{
    bool thousand = m->dots == 1 || memcmp(m->digits + (m->n < 3 ? 0 : m->n - 3), "000", 3) == 0;
    if (m->dots + m->commas == 1 && thousand && m->behind == 3 && m->n <= 6 && m->groups == 0) {
        value_refuse(v, FINDING_AMBIGUOUS_VALUE, NULL);
        (void)snprintf(v->other, sizeof v->other, "%.*s ou %.*s,%.3s", m->n, m->digits, m->n - 3,
                       m->digits, m->digits + m->n - 3);
        return false;
    }
    if (m->dots + m->commas <= 1)
        return true;
    const char *last_dot = memrchr(text, '.', len);
    const char *last_comma = memrchr(text, ',', len);
    m->changed = true;
    if (m->dots > 1 && m->commas == 0 && m->behind == 3) { /* 1.234.567 */
        m->behind = -1;
        return true;
    }
    if (m->dots >= 1 && m->commas == 1 && last_comma > last_dot) /* 1.234,56 */
        return true;
    if (m->commas >= 1 && m->dots == 1 && last_dot > last_comma) /* 1,234.56 */
        return true;
    value_refuse(v, FINDING_TYPE_ERROR, NULL);
    return false;
}

/* The digits as an integer with `decimals` decimals. */
static void scale_numeral(struct numeral *m, int decimals, struct value *v)
{
    int behind = m->behind < 0 ? 0 : m->behind;
    int want = decimals + m->thousand; /* k€ has three more */
    if (m->behind == 0) {
        value_refuse(v, FINDING_TYPE_ERROR, "incomplete");
        return;
    }
    while (behind > want && m->digits[m->n - 1] == '0') {
        m->n--;
        behind--;
        m->changed = true;
    }
    if (behind > want) {
        value_refuse(v, FINDING_PRECISION_ERROR, NULL);
        (void)snprintf(v->other, sizeof v->other, "%d", decimals);
        return;
    }
    int64_t units = 0;
    for (int i = 0; i < m->n + want - behind; i++) {
        int digit = i < m->n ? m->digits[i] - '0' : 0;
        if (__builtin_mul_overflow(units, 10, &units) ||
            __builtin_add_overflow(units, digit, &units) || units > INT64_MAX / 9) {
            value_refuse(v, FINDING_TYPE_ERROR, "too-large");
            return;
        }
    }
    v->number = m->negative ? -units : units;
}

/* What a text that is no number seems to be: a variant of type-error, and the plain form when it
 * can be worked out. */
static const char *explain(const char *text, size_t len, struct buf *plain)
{
    const char *variant = NULL;
    size_t e = 0;
    if (text[0] == '=')
        return "formula";
    if (text[len - 1] == '%')
        return "percent";
    if (len > 2 && ((text[0] == '(' && text[len - 1] == ')') || text[len - 1] == '-'))
        return "sign-behind";
    while (e < len && text[e] != 'e' && text[e] != 'E')
        e++;
    if (e > 0 && e + 1 < len && text[e - 1] >= '0' && text[e - 1] <= '9' &&
        strspn(text + e + 1, "+-0123456789") >= len - e - 1)
        return "exponent";
    for (size_t i = 0; i < len; i++) {
        if (len - i >= 3 && memcmp(text + i, "\xEF\xBC", 2) == 0 &&
            (unsigned char)text[i + 2] >= 0x90 && (unsigned char)text[i + 2] <= 0x99) {
            buf_char(plain, (char)('0' + (unsigned char)text[i + 2] - 0x90));
            variant = "full-width";
            i += 2;
        } else if (text[i] == '_' || text[i] == '\'') {
            variant = variant == NULL ? "separators" : variant;
        } else {
            buf_char(plain, text[i]);
        }
    }
    if (variant == NULL && (text[0] == ',' || text[0] == '.')) {
        buf_cut(plain, 0);
        buf_printf(plain, "0%.*s", (int)len, text);
        variant = "incomplete";
    }
    return variant;
}

static void refuse_number(const char *text, size_t len, int decimals, const char *unit,
                          struct value *ret)
{
    struct buf plain = {0};
    struct value other = {.code = FINDING_CODES};
    const char *variant = len == 0 ? NULL : explain(text, len, &plain);
    bool known = variant != NULL && plain.len > 0 && plain.len < len + 2;
    if (known && strcmp(variant, "exponent") != 0) {
        struct numeral m = {0};
        if (plain.len < NUMBER_MAX && take_numeral(plain.data, plain.len, unit, &m) &&
            settle_marks(plain.data, plain.len, &m, &other))
            scale_numeral(&m, decimals, &other);
        else
            other.number = VALUE_BAD;
        if (other.number != VALUE_BAD && other.code == FINDING_CODES)
            (void)decimal_format(other.number, decimals, ',', "", ret->suggestion);
    }
    value_refuse(ret, FINDING_TYPE_ERROR, variant);
    buf_release(&plain);
}

void value_json_number(const char *text, size_t len, int decimals, struct value *ret)
{
    struct numeral m = {0};
    if (len >= NUMBER_MAX || !take_numeral(text, len, "", &m) || m.changed || m.commas > 0)
        refuse_number(text, len, decimals, "", ret); /* an exponent */
    else
        scale_numeral(&m, decimals, ret);
}

void value_number(const char *text, size_t len, int decimals, const char *unit, struct value *ret)
{
    struct numeral m = {0};
    if (len >= NUMBER_MAX * 2 || !take_numeral(text, len, unit, &m)) {
        refuse_number(text, len, decimals, unit, ret);
        return;
    }
    if (!settle_marks(text, len, &m, ret))
        return;
    scale_numeral(&m, decimals, ret);
    if (ret->number == VALUE_BAD || !m.changed)
        return;
    ret->code = m.currency ? FINDING_MOJIBAKE : FINDING_NORMALIZED_VALUE;
    ret->variant = m.currency ? "currency" : NULL;
    (void)decimal_format(ret->number, decimals, ',', "", ret->suggestion);
}
