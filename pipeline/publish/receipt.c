#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/file.h"
#include "base/text.h"
#include "publish/receipt.h"
#include "publish/receipt_words.h"

enum { PLACES_SHOWN = 3, LINE_CHARS = 80 };

static const char *say(const struct receipt_facts *f, enum receipt_word w)
{
    return receipt_word(w, f->run->lang);
}

/* French sets a blank before a colon and a semicolon. */
static const char *colon(const struct receipt_facts *f)
{
    return f->run->lang == LANG_EN ? ":" : " :";
}

/* Bytes of text up to the next blank where a line may break: never before the marks that French
 * sets a blank before, nor behind an opening quote. */
static size_t word_length(const char *text)
{
    size_t n = strcspn(text, " ");
    while (text[n] == ' ') {
        const char *next = text + n + 1;
        bool opens = n >= 2 && memcmp(text + n - 2, "«", 2) == 0;
        if (!opens && strchr(":;!?", *next) == NULL && strncmp(next, "»", 2) != 0)
            break;
        n += 1 + strcspn(next, " ");
    }
    return n;
}

/* Add text broken at blanks into lines of LINE_CHARS characters, each after `indent` blanks. */
static void add_wrapped(struct buf *out, const char *text, size_t indent)
{
    size_t at = 0;
    while (*text != '\0') {
        size_t n = word_length(text);
        size_t chars = text_chars(text, n);
        if (at > indent && at + 1 + chars > LINE_CHARS) {
            buf_char(out, '\n');
            at = 0;
        }
        if (at == 0)
            for (; at < indent; at++)
                buf_char(out, ' ');
        else
            buf_char(out, ' ');
        buf_add(out, text, n);
        at += chars + 1;
        text += n;
        text += *text == ' ';
    }
    buf_char(out, '\n');
}

static void add_heading(struct buf *out, const char *text)
{
    buf_printf(out, "\n%s\n", text);
}

static void add_number(struct buf *out, int64_t n)
{
    char text[DECIMAL_TEXT];
    (void)decimal_format(n, 0, ',', "\xC2\xA0", text);
    buf_text(out, text);
}

static void add_file_facts(const struct receipt_facts *f, struct buf *out)
{
    const struct codelist *regions = contract_list(f->run->contract, "regions");
    const struct delivery *d = f->delivery;
    char when[INSTANT_TEXT];
    instant_format(d->received, when);
    buf_printf(out, "%s\n\n%s%s ", say(f, W_TITLE), say(f, W_FILE), colon(f));
    text_show(out, d->name, strlen(d->name), 120);
    if (!f->is_check)
        buf_printf(out, "\n%s%s %s %s\n%s%s %.10s %.5s UTC", say(f, W_REGION), colon(f),
                   regions->entries[d->region].code,
                   regions->entries[d->region].label[f->run->lang], say(f, W_RECEIVED), colon(f),
                   when, when + 11);
    buf_printf(out, "\n%s%s ", say(f, W_SIZE), colon(f));
    add_number(out, d->bytes);
    buf_printf(out, " %s\n", say(f, W_BYTES));
    if (!f->is_check)
        buf_printf(out, "%s%s %s…\n", say(f, W_SHA), colon(f), d->sha);
    if (f->receipt->reading[0] != '\0')
        buf_printf(out, "%s%s %s\n", say(f, W_READ_AS), colon(f), f->receipt->reading);
    uint64_t rows = 0;
    for (int t = 0; t < MAX_TABLES; t++)
        rows += f->receipt->rows[t];
    buf_printf(out, "%s%s %llu (%llu %s, %llu %s)\n", say(f, W_ROWS), colon(f),
               (unsigned long long)rows, (unsigned long long)f->receipt->rows_error,
               say(f, W_IN_ERROR), (unsigned long long)f->receipt->rows_warning,
               say(f, W_IN_WARNING));
}

/* "ligne 14, cellule D14", nothing for the whole file. */
static void add_where(const struct receipt_facts *f, const struct finding *p, struct buf *out)
{
    if (p->line == 0)
        return;
    buf_printf(out, "%s %u", say(f, W_LINE), p->line);
    size_t before = out->len;
    buf_printf(out, ", %s ", say(f, W_CELL));
    size_t named = out->len;
    finding_cell(p, out);
    if (out->len == named)
        buf_cut(out, before);
}

/* The places of one cause: the first three, and how many more. Places of which the same is to be
 * said share one sentence. */
static void add_places(const struct receipt_facts *f, const struct cause *c, struct buf *out)
{
    int shown = c->places[0].severity == SEVERITY_INFO ? 1 : PLACES_SHOWN;
    shown = c->n_places < shown ? c->n_places : shown;
    struct buf message = {0};
    struct buf next = {0};
    struct buf text = {0};
    for (int k = 0; k < shown; k++) {
        buf_cut(&message, 0);
        finding_message(f->run->contract, &c->places[k], f->run->lang, &message);
        buf_cut(&text, 0);
        add_where(f, &c->places[k], &text);
        for (; k + 1 < shown && text.len > 0; k++) {
            buf_cut(&next, 0);
            finding_message(f->run->contract, &c->places[k + 1], f->run->lang, &next);
            if (strcmp(buf_str(&next), buf_str(&message)) != 0 || c->places[k + 1].line == 0)
                break;
            buf_text(&text, f->run->lang == LANG_FR ? "\u00a0; " : "; ");
            add_where(f, &c->places[k + 1], &text);
        }
        if (text.len > 0)
            buf_printf(&text, "%s ", colon(f));
        buf_text(&text, buf_str(&message));
        add_wrapped(out, text.data, 4);
    }
    if (c->count > (uint64_t)shown)
        buf_printf(out, "    … %s %llu\n", say(f, W_MORE),
                   (unsigned long long)(c->count - (uint64_t)shown));
    buf_release(&message);
    buf_release(&next);
    buf_release(&text);
}

/* All causes of one code and severity under one heading, at its first; so several missing columns
 * read as one thing to do. Of whole columns, which have no place, the first are told in full. */
static void add_code(const struct receipt_facts *f, int first, struct buf *out)
{
    const struct receipt *r = f->receipt;
    const struct finding *head = &r->causes[first].places[0];
    uint64_t count = 0;
    for (int i = 0; i < r->n_causes; i++) {
        const struct finding *p = &r->causes[i].places[0];
        if (p->code != head->code || p->severity != head->severity)
            continue;
        if (i < first)
            return; /* told already */
        count += r->causes[i].count;
    }
    buf_printf(out, "  %s (%llu) [%s]\n", finding_title(f->run->contract, head, f->run->lang),
               (unsigned long long)count, finding_name(head->code));
    struct buf same = {0};
    int columns = 0;
    for (int i = first; i < r->n_causes; i++) {
        const struct finding *p = &r->causes[i].places[0];
        if (p->code != head->code || p->severity != head->severity)
            continue;
        bool of_column = p->line == 0 && p->table >= 0 && p->field >= 0;
        columns += of_column;
        if (of_column && columns > PLACES_SHOWN)
            buf_printf(&same, "%s %s", same.len == 0 ? say(f, W_SAME_OF) : ",",
                       f->run->contract->tables[p->table].fields[p->field].title[f->run->lang]);
        else
            add_places(f, &r->causes[i], out);
    }
    if (same.len > 0)
        add_wrapped(out, same.data, 4);
    buf_release(&same);
}

static void add_causes(const struct receipt_facts *f, enum severity severity,
                       enum receipt_word heading, struct buf *out)
{
    const struct receipt *r = f->receipt;
    if (r->by_severity[severity] == 0)
        return;
    add_heading(out, say(f, heading));
    for (int i = 0; i < r->n_causes; i++)
        if (r->causes[i].places[0].severity == severity)
            add_code(f, i, out);
}

static void add_units(const struct receipt_facts *f, struct buf *out)
{
    const struct receipt *r = f->receipt;
    uint32_t bad = 0;
    uint32_t held = 0;
    const char *semicolon = f->run->lang == LANG_EN ? ";" : " ;";
    if (r->n_units == 0)
        return;
    for (uint32_t i = 0; i < r->n_units; i++) {
        bad += r->units[i].bad;
        held += r->units[i].held;
    }
    add_heading(out, say(f, W_UNITS));
    buf_printf(out, "  %s%s %u%s %s%s %u", say(f, W_ACCEPTED), colon(f), r->n_units - bad - held,
               semicolon, say(f, W_REJECTED), colon(f), bad);
    if (held > 0)
        buf_printf(out, "%s %s%s %u", semicolon, say(f, W_HELD), colon(f), held);
    buf_char(out, '\n');
    uint32_t shown = 0;
    for (uint32_t i = 0; i < r->n_units && shown < 20; i++) {
        const struct unit *u = &r->units[i];
        char time[DAY_TEXT];
        if (!u->bad)
            continue;
        if (f->run->contract->tables[u->table].is_register)
            day_format(u->time, time);
        else
            period_format(u->time, time);
        buf_printf(out, "    %s%s %s, %s, %s", say(f, W_ONE_REJECTED), colon(f),
                   f->run->contract->tables[u->table].title[f->run->lang],
                   map_key(&r->poles, u->pole), time);
        if (u->kept || u->replaced)
            buf_printf(out, " (%s)", say(f, u->kept ? W_KEPT : W_NEWER));
        buf_char(out, '\n');
        shown++;
    }
    if (bad > shown)
        buf_printf(out, "    … (+ %u)\n", bad - shown);
    if (bad > 0)
        add_wrapped(out, say(f, W_WHOLE), 2);
}

static void add_missing(const struct receipt_facts *f, struct buf *out)
{
    char month[40];
    if (f->month == 0)
        return;
    period_words(f->month, f->run->lang, month, sizeof month);
    buf_printf(out, "\n%s %s\n", say(f, W_EXPECTED), month);
    if (f->n_missing == 0)
        buf_printf(out, "  %s\n", say(f, W_NOTHING_EXPECTED));
    for (size_t i = 0; i < f->n_missing && i < 30; i++)
        buf_printf(out, "  %s\n", f->missing[i]);
    if (f->n_missing > 30)
        buf_printf(out, "  … (+ %zu)\n", f->n_missing - 30);
    if (f->n_missing > 0) {
        period_words(f->month + 1, f->run->lang, month, sizeof month);
        int32_t deadline = period_deadline(f->month, f->run->deadline_day);
        bool late = instant_day(f->delivery->received) > deadline;
        buf_printf(out, "  %s%s %d %s\n", say(f, late ? W_DEADLINE_PAST : W_DEADLINE), colon(f),
                   f->run->deadline_day, month);
    }
}

/* Its name says another month than its rows: no row need be wrong. */
static bool is_of_other_month(const struct receipt *r)
{
    for (int i = 0; i < r->n_causes; i++)
        if (r->causes[i].places[0].code == FINDING_PERIOD_MISMATCH)
            return true;
    return false;
}

const char *receipt_verdict(const struct receipt_facts *f)
{
    const struct receipt *r = f->receipt;
    enum state state = receipt_state(r);
    uint32_t held = 0;
    for (uint32_t i = 0; i < r->n_units; i++)
        held += r->units[i].held;
    if (state == STATE_RESERVED && r->n_units == 0)
        return say(f, W_EMPTY);
    if (state == STATE_RESERVED && held == r->n_units)
        return say(f, W_ALL_HELD);
    if (state == STATE_REJECTED && (receipt_all_replaced(r) || is_of_other_month(r)))
        return say(f, W_NONE_USED); /* the usual words ask for a correction of each declaration */
    if (state == STATE_PARTIAL && receipt_all_replaced(r))
        return say(f, W_SOME_CORRECTED);
    if (state == STATE_RESERVED && receipt_is_past(r))
        return say(f, W_WAS_USED);
    return state_words(state, f->run->lang);
}

/* Advice never asks for what a newer delivery has done. */
static enum receipt_word what_to_do(const struct receipt_facts *f)
{
    const struct receipt *r = f->receipt;
    bool has_errors = r->by_severity[SEVERITY_ERROR] > 0;
    bool has_warnings = r->by_severity[SEVERITY_WARNING] > 0;
    if (receipt_is_our_failure(r))
        return W_ADVICE_TELL;
    if (has_errors && !receipt_all_replaced(r))
        return receipt_is_past(r) ? W_ADVICE_UNREAD : W_ADVICE_CORRECT;
    if ((has_errors || has_warnings) && receipt_is_past(r))
        return W_ADVICE_PAST;
    if (has_warnings)
        return W_ADVICE_CHECK;
    if (has_errors)
        return W_ADVICE_REPLACED;
    return f->month != 0 && f->n_missing > 0 ? W_ADVICE_OTHERS : W_ADVICE_NOTHING;
}

void receipt_text(const struct receipt_facts *facts, struct buf *out)
{
    const struct receipt *r = facts->receipt;
    add_file_facts(facts, out);
    buf_printf(out, "\n%s%s %s\n", say(facts, W_VERDICT), colon(facts),
               state_title(receipt_state(r), facts->run->lang));
    add_wrapped(out, receipt_verdict(facts), 2);
    if (facts->after_edition && receipt_use(r) != USE_NONE)
        add_wrapped(out, say(facts, receipt_use(r) == USE_FULL ? W_INTEGRATED : W_REPLACED), 2);
    add_causes(facts, SEVERITY_ERROR, receipt_all_replaced(r) ? W_ERRORS_PAST : W_ERRORS, out);
    add_causes(facts, SEVERITY_WARNING, receipt_is_past(r) ? W_WARNINGS_PAST : W_WARNINGS, out);
    add_causes(facts, SEVERITY_INFO, W_INFOS, out);
    add_units(facts, out);
    add_missing(facts, out);
    add_heading(out, say(facts, W_ADVICE));
    add_wrapped(out, say(facts, what_to_do(facts)), 2);
}

static void one_json(const struct receipt_facts *facts, struct buf *out)
{
    receipts_json(facts, 1, out);
}

int receipt_write(const struct receipt_facts *facts, const char *folder, bool *ret_changed,
                  struct err *err)
{
    static const struct {
        const char *ending;
        void (*make)(const struct receipt_facts *facts, struct buf *out);
    } forms[] = {{"txt", receipt_text}, {"json", one_json}};
    int rc = 0;
    *ret_changed = false;
    for (size_t i = 0; rc == 0 && i < sizeof forms / sizeof *forms; i++) {
        struct buf text = {0};
        struct buf name = {0};
        bool changed = false;
        forms[i].make(facts, &text);
        buf_printf(&name, "%s.%s", facts->delivery->stem, forms[i].ending);
        rc = file_put_changed(folder, name.data, text.data, text.len, 0640, &changed, err);
        *ret_changed = *ret_changed || changed;
        buf_release(&text);
        buf_release(&name);
    }
    return rc;
}

bool receipt_is_current(const struct receipt_facts *facts, const char *folder)
{
    struct buf want = {0};
    struct buf have = {0};
    struct buf path = {0};
    struct err ignored = {0};
    one_json(facts, &want);
    buf_printf(&path, "%s/%s.json", folder, facts->delivery->stem);
    bool same = file_read(path.data, want.len, &have, &ignored) == 0 && have.len == want.len &&
                memcmp(buf_str(&have), buf_str(&want), want.len) == 0;
    buf_release(&want);
    buf_release(&have);
    buf_release(&path);
    return same;
}
