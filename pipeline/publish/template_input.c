#include <string.h>

#include "base/text.h"
#include "publish/form_text.h"
#include "publish/template_input.h"

/* Beyond what is ever declared, within what a spreadsheet holds exactly. */
#define LARGEST_NUMBER INT64_C(999999999)
enum { LONGEST_TEXT = 250 };

static bool is_key(const struct table *t, int field)
{
    for (int k = 0; k < t->n_keys; k++)
        if (t->keys[k] == field)
            return true;
    return false;
}

void input_order(const struct table *t, int *ret_order)
{
    int n = 0;
    for (int rank = 0; rank < 3; rank++) {
        for (int i = 0; i < t->n_fields; i++) {
            bool key = is_key(t, i) || i == t->pole_field || i == t->time_field;
            if (rank == (key ? 0 : t->fields[i].required ? 1 : 2))
                ret_order[n++] = i;
        }
    }
}

size_t input_pattern_chars(const char *pattern)
{
    size_t chars = 0;
    const char *p = pattern;
    while (*p != '\0') {
        size_t n = 1;
        if (*p == '[') {
            p = strchr(p, ']');
            if (p == NULL)
                return 0;
        } else if (strchr("\\.*+?()|^${}", *p) != NULL) {
            return 0;
        }
        p++;
        if (*p == '{') {
            size_t len = strcspn(p + 1, "}");
            int64_t times;
            if (p[len + 1] != '}' || text_int(p + 1, len, 1, LONGEST_TEXT, &times) == -1)
                return 0;
            n = (size_t)times;
            p += len + 2;
        }
        chars += n;
    }
    return chars;
}

static bool is_siret(const struct table *t, int field)
{
    for (int i = 0; i < t->n_rules; i++)
        if (t->rules[i].check == CHECK_SIRET && t->rules[i].field == field)
            return true;
    return false;
}

static void text_lengths(const struct table *t, int field, struct input *ret)
{
    const struct field *f = &t->fields[field];
    size_t exact = f->pattern == NULL ? 0 : input_pattern_chars(f->pattern_text);
    if (is_siret(t, field))
        exact = 14;
    if (f->codes != NULL && f->type == FIELD_STRING && f->codes->code_digits > 0)
        exact = (size_t)f->codes->code_digits;
    ret->kind = INPUT_TEXT;
    ret->min_chars = exact > 0 ? exact : f->min_length > 0 ? f->min_length : 1;
    ret->max_chars = exact > 0 ? exact : f->max_length > 0 ? f->max_length : LONGEST_TEXT;
}

static int64_t power(int decimals)
{
    int64_t n = 1;
    while (decimals-- > 0)
        n *= 10;
    return n;
}

static void number_bounds(const struct field *f, struct input *ret)
{
    ret->kind = f->type == FIELD_NUMBER && f->decimals > 0 ? INPUT_DECIMAL : INPUT_WHOLE;
    ret->minimum = f->has_minimum ? f->minimum + f->above_minimum : -LARGEST_NUMBER;
    ret->maximum =
        f->has_maximum ? f->maximum - f->below_maximum : LARGEST_NUMBER * power(f->decimals);
    if (f->type == FIELD_YEAR) {
        ret->minimum = f->has_minimum ? ret->minimum : 1900;
        ret->maximum = f->has_maximum ? ret->maximum : 2199;
    }
}

void input_of(const struct table *t, int field, struct input *ret)
{
    const struct field *f = &t->fields[field];
    *ret = (struct input){0};
    if (field == t->pole_field && !t->is_register) {
        ret->kind = INPUT_POLE;
        return;
    }
    if (f->codes != NULL && f->type == FIELD_STRING && f->codes->count <= INPUT_LONGEST_LIST) {
        ret->kind = INPUT_CODES;
        return;
    }
    switch (f->type) {
    case FIELD_STRING:
    case FIELD_LIST: text_lengths(t, field, ret); return;
    case FIELD_INTEGER:
    case FIELD_NUMBER:
    case FIELD_YEAR: number_bounds(f, ret); return;
    case FIELD_BOOLEAN: ret->kind = INPUT_YES_NO; return;
    case FIELD_DATE: ret->kind = INPUT_DAY; return;
    case FIELD_YEARMONTH: ret->kind = INPUT_MONTH; return;
    }
}

/* Does the sentence name the value that was sent? There is none yet. */
static bool speaks_of_value(const char *text, size_t len)
{
    return memchr(text, '{', len) != NULL;
}

/* Add the sentences of a message that can be said before anything was sent. */
static void add_sentences(struct buf *out, const char *text)
{
    while (*text != '\0') {
        const char *end = strstr(text, ". ");
        size_t len = end == NULL ? strlen(text) : (size_t)(end - text) + 1;
        if (!speaks_of_value(text, len)) {
            if (out->len > 0)
                buf_char(out, ' ');
            buf_add(out, text, len);
        }
        text += len;
        text += *text == ' ';
    }
}

static void add_expectation(const struct field *f, enum lang lang, struct buf *out)
{
    struct buf expected = {0};
    if (f->codes != NULL && f->type == FIELD_STRING && f->codes->count <= INPUT_LONGEST_LIST) {
        form_say(out, lang, SAY_CHOOSE, NULL);
        return;
    }
    field_expectation(f, lang, &expected);
    form_say(out, lang, SAY_EXPECTED, (const char *const[]){expected.data, NULL});
    buf_release(&expected);
}

void input_prompt(const struct field *f, enum lang lang, struct buf *out)
{
    struct buf text = {0};
    form_say(&text, lang, f->required ? SAY_REQUIRED : SAY_OPTIONAL, NULL);
    buf_char(&text, ' ');
    if (lang == LANG_FR && f->description != NULL && f->description[0] != '\0') {
        buf_text(&text, f->description);
        if (f->example != NULL && strstr(f->description, f->example) == NULL) {
            buf_char(&text, ' ');
            form_say(&text, lang, SAY_EXAMPLE, (const char *const[]){f->example, NULL});
        }
    } else {
        add_expectation(f, lang, &text);
    }
    form_shorten(out, text.data, INPUT_MESSAGE_CHARS);
    buf_release(&text);
}

void input_complaint(const struct field *f, enum lang lang, struct buf *out)
{
    static const char *const constraints[] = {"pattern", "minimum", "exclusiveMinimum", "maximum",
                                              "maxLength"};
    struct buf text = {0};
    for (size_t i = 0; i < sizeof constraints / sizeof *constraints && text.len == 0; i++) {
        const char *message = field_message(f, constraints[i], lang);
        if (message != NULL)
            add_sentences(&text, message);
    }
    if (text.len == 0)
        add_expectation(f, lang, &text);
    form_shorten(out, text.data, INPUT_MESSAGE_CHARS);
    buf_release(&text);
}
