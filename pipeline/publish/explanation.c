#include <stdio.h>
#include <string.h>

#include "base/csvfile.h"
#include "base/decimal.h"
#include "base/text.h"
#include "model/indicator.h"
#include "model/period.h"
#include "publish/explanation.h"
#include "publish/jsondoc.h"

static const struct {
    const char *name;
    const char *words[2];
} whys[WHYS] = {
    [WHY_COUNTED] = {"", {"", ""}},
    [WHY_REJECTED] = {"rejected", {"rejetée : une erreur", "rejected: an error in it"}},
    [WHY_OLDER_KEPT] = {"rejected-older-kept",
                        {"rejetée : la version précédente reste comptée",
                         "rejected: the version before counts on"}},
    [WHY_SUPERSEDED] = {"superseded",
                        {"remplacée par une version plus récente", "a newer version counts"}},
    [WHY_HELD] = {"held-back",
                  {"correction d’un mois définitif, mise de côté",
                   "correction of a definitive month, held back"}},
    [WHY_UNDECLARED] = {"undeclared", {"ne dit rien de ce chiffre", "says nothing of this figure"}},
    [WHY_UNKNOWN] = {"unknown-pole", {"pôle absent du registre", "pole not in the register"}},
    [WHY_MISSING] = {"missing", {"attendue, non reçue", "expected, not received"}},
    [WHY_LATE] = {"late", {"reçu après l’édition", "received after the edition"}},
};

/* What a line says, as texts; empty where it says nothing. */
enum {
    AT_STATUS,
    AT_REASON,
    AT_INDICATOR,
    AT_BREAKDOWN,
    AT_MEMBER,
    AT_REGION,
    AT_POLE,
    AT_MONTH,
    AT_TABLE,
    AT_DELIVERY,
    AT_FILE,
    AT_LINE,
    AT_NUMERATOR,
    AT_DENOMINATOR,
    N_CELLS
};
static const char *const names[N_CELLS] = {
    "status", "reason", "indicator", "breakdown", "member", "region",    "pole",
    "month",  "table",  "delivery",  "file",      "line",   "numerator", "denominator",
};

struct cells {
    const char *text[N_CELLS];
    struct buf member;
    char month[PERIOD_TEXT];
    char line[16];
    char numerator[DECIMAL_TEXT];
    char denominator[DECIMAL_TEXT];
};

static const char *number(int64_t value, int decimals, char *text)
{
    text[0] = '\0';
    if (VALUE_IS_SET(value))
        (void)decimal_format(value, decimals, '.', "", text);
    return text;
}

/* The member's text is the caller's to release. */
static void fill(struct cells *out, const struct explain_line *l, const struct contract *c)
{
    *out = (struct cells){0};
    for (int i = 0; i < N_CELLS; i++)
        out->text[i] = "";
    out->text[AT_STATUS] = l->change > 0           ? "added"
                           : l->change < 0         ? "removed"
                           : l->why == WHY_COUNTED ? "counted"
                                                   : "left-out";
    out->text[AT_REASON] = l->nil && l->why == WHY_UNDECLARED ? "nil" : whys[l->why].name;
    if (l->indicator >= 0) {
        const struct indicator *ind = &c->indicators[l->indicator];
        out->text[AT_INDICATOR] = ind->id;
        out->text[AT_BREAKDOWN] = c->breakdowns[l->breakdown].id;
        breakdown_member_code(c, l->breakdown, l->member, &out->member);
        out->text[AT_MEMBER] = buf_str(&out->member);
        out->text[AT_NUMERATOR] = number(l->numerator, ind->sum_decimals, out->numerator);
        out->text[AT_DENOMINATOR] = number(l->denominator, ind->base_decimals, out->denominator);
    }
    out->text[AT_REGION] = contract_list(c, "regions")->entries[l->region].code;
    out->text[AT_POLE] = l->pole;
    if (l->month != 0)
        period_format(l->month, out->month);
    out->text[AT_MONTH] = out->month;
    if (l->table >= 0)
        out->text[AT_TABLE] = c->tables[l->table].name;
    out->text[AT_DELIVERY] = l->delivery;
    out->text[AT_FILE] = l->file;
    if (l->line > 0)
        (void)snprintf(out->line, sizeof out->line, "%u", (unsigned)l->line);
    out->text[AT_LINE] = out->line;
}

void explanation_csv(const struct explanation *x, const struct contract *c, struct buf *out)
{
    for (int i = 0; i < N_CELLS; i++)
        csvfile_add_cell(out, names[i], i == 0);
    buf_char(out, '\n');
    for (size_t k = 0; k < x->count; k++) {
        struct cells cells;
        fill(&cells, &x->lines[k], c);
        for (int i = 0; i < N_CELLS; i++)
            csvfile_add_cell(out, cells.text[i], i == 0);
        buf_char(out, '\n');
        buf_release(&cells.member);
    }
}

static json_t *number_or_null(int64_t value, int decimals)
{
    char text[DECIMAL_TEXT];
    return VALUE_IS_SET(value) ? json_string(number(value, decimals, text)) : json_null();
}

static json_t *figure_value(const struct figure *f, const struct contract *c)
{
    const struct indicator *ind = &c->indicators[f->indicator];
    json_t *o = json_object();
    struct buf key = {0};
    figure_format_key(f, c, &key);
    jsondoc_set(o, "figure", jsondoc_text(buf_str(&key)));
    jsondoc_set(o, "value", number_or_null(f->value, ind->decimals));
    jsondoc_set(o, "numerator", number_or_null(f->numerator, ind->sum_decimals));
    jsondoc_set(o, "denominator", number_or_null(f->denominator, ind->base_decimals));
    jsondoc_set(o, "flag", jsondoc_text(figure_flag_name(f->flag)));
    buf_release(&key);
    return o;
}

void explanation_json(const struct explanation *x, const struct contract *c, struct buf *out)
{
    json_t *root = json_object();
    json_t *list = json_array();
    jsondoc_set(root, "edition", jsondoc_text(x->edition));
    jsondoc_set(root, "published", figure_value(&x->published, c));
    jsondoc_set(root, "same", json_boolean(x->same));
    for (size_t k = 0; k < x->count; k++) {
        json_t *o = json_object();
        struct cells cells;
        fill(&cells, &x->lines[k], c);
        for (int i = 0; i < N_CELLS; i++)
            if (cells.text[i][0] != '\0')
                jsondoc_set(o, names[i],
                            i == AT_LINE ? json_integer(x->lines[k].line)
                                         : jsondoc_text(cells.text[i]));
        (void)json_array_append_new(list, o);
        buf_release(&cells.member);
    }
    jsondoc_set(root, "lines", list);
    jsondoc_print(root, out);
}

static void add_shown(struct buf *out, const char *text)
{
    text_show(out, text, strlen(text), 120);
}

/* "  PTCE-84-001  2026-10  40 / 100  emplois.csv, ligne 2  (20261112T…)" */
static void write_line(const struct explain_line *l, const struct contract *c, enum lang lang,
                       bool names_part, struct buf *out)
{
    struct cells cells;
    fill(&cells, l, c);
    buf_printf(out, "  %s%-12s %-8s",
               l->change > 0   ? "+ "
               : l->change < 0 ? "- "
                               : "",
               l->pole[0] != '\0' ? l->pole : cells.text[AT_REGION], cells.month);
    if (l->indicator >= 0)
        buf_printf(out, " %12s", cells.numerator);
    if (VALUE_IS_SET(l->denominator))
        buf_printf(out, " / %s", cells.denominator);
    if (names_part && l->indicator >= 0)
        buf_printf(out, "  [%s%s%s]", cells.text[AT_INDICATOR],
                   cells.text[AT_MEMBER][0] != '\0' ? " " : "", cells.text[AT_MEMBER]);
    if (l->why != WHY_COUNTED)
        buf_printf(out, "  %s", whys[l->why].words[lang]);
    if (l->nil)
        buf_text(out, lang == LANG_EN ? " (a declared nil)" : " (état néant)");
    if (l->file[0] != '\0') {
        buf_text(out, "  ");
        add_shown(out, l->file);
    } else if (l->table == TABLE_POLES) {
        buf_text(out, lang == LANG_EN ? "  register" : "  registre");
    }
    if (l->line > 0)
        buf_printf(out, lang == LANG_EN ? ", line %s" : ", ligne %s", cells.line);
    if (l->delivery[0] != '\0')
        buf_printf(out, "  (%.*s)", 20, l->delivery);
    buf_char(out, '\n');
    buf_release(&cells.member);
}

static void write_value(const struct figure *f, const struct indicator *ind, enum lang lang,
                        struct buf *out)
{
    char value[DECIMAL_TEXT];
    char numerator[DECIMAL_TEXT];
    char denominator[DECIMAL_TEXT];
    if (f->flag == FLAG_WITHHELD || !VALUE_IS_SET(f->value))
        buf_printf(out, "[%s]", figure_flag_name(f->flag));
    else
        buf_printf(out, "%s %s", number(f->value, ind->decimals, value), ind->unit[lang]);
    if (VALUE_IS_SET(f->denominator) && VALUE_IS_SET(f->numerator))
        buf_printf(out, " = %s / %s", number(f->numerator, ind->sum_decimals, numerator),
                   number(f->denominator, ind->base_decimals, denominator));
    buf_char(out, '\n');
}

/* What the edition before said, and the difference. */
static void write_before(const struct explanation *x, const struct indicator *ind, enum lang lang,
                         struct buf *out)
{
    char difference[DECIMAL_TEXT];
    const struct figure *was = &x->before;
    const struct figure *is = &x->published;
    buf_printf(out, lang == LANG_EN ? "Before, edition %s: " : "Avant, édition %s : ", x->since);
    write_value(was, ind, lang, out);
    int64_t change;
    if (was->flag == FLAG_WITHHELD || is->flag == FLAG_WITHHELD || !VALUE_IS_SET(was->value) ||
        !VALUE_IS_SET(is->value) || __builtin_sub_overflow(is->value, was->value, &change))
        return;
    buf_printf(out, lang == LANG_EN ? "Difference: %s%s\n" : "Écart : %s%s\n",
               change > 0 ? "+" : "", number(change, ind->decimals, difference));
}

static void write_head(const struct explanation *x, const struct contract *c, enum lang lang,
                       struct buf *out)
{
    const struct figure *f = &x->published;
    const struct indicator *ind = &c->indicators[f->indicator];
    buf_printf(out, "%s  %s\n", ind->id, ind->label[lang]);
    figure_format_key(f, c, out);
    buf_printf(out, lang == LANG_EN ? ", edition %s\n" : ", édition %s\n", x->edition);
    buf_text(out, lang == LANG_EN ? "Published: " : "Publié : ");
    write_value(f, ind, lang, out);
    if (x->since[0] != '\0')
        write_before(x, ind, lang, out);
}

void explanation_text(const struct explanation *x, const struct contract *c, enum lang lang,
                      struct buf *out)
{
    const char *const heads[2][2] = {{"Compté", "Counted"}, {"Non compté", "Left out"}};
    write_head(x, c, lang, out);
    for (int part = 0; part < 2; part++) {
        size_t n = 0;
        for (size_t i = 0; i < x->count; i++)
            n += (x->lines[i].why != WHY_COUNTED) == part;
        if (n == 0 && part == 1)
            continue;
        buf_printf(out, lang == LANG_EN ? "\n%s: %zu\n" : "\n%s : %zu\n", heads[part][lang], n);
        for (size_t i = 0; i < x->count; i++)
            if ((x->lines[i].why != WHY_COUNTED) == part)
                write_line(&x->lines[i], c, lang, c->indicators[x->published.indicator].of != -1,
                           out);
    }
}
