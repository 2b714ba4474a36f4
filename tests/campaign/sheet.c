/* Rows and cells in a style. Numbers are written by hand: a campaign may have ten million rows. */
#include <string.h>

#include "campaign.h"

/* What column titles look like when a chamber types them. */
static const struct {
    const char *name, *title;
} titles[] = {
    {"code_pole", "Code pôle"},
    {"mois", "MOIS"},
    {"effectif_total", "Effectif total"},
    {"etp_total", "ETP total "},
    {"cdi", "CDI"},
    {"cdd", "CDD"},
    {"interim", "Intérim"},
    {"contrats_aides", "Contrats aidés"},
    {"cddi_insertion", "CDDI insertion"},
    {"genre_non_precise", "Genre non précisé"},
    {"age_moins_26", "Âge - moins 26"},
    {"age_26_29", "Âge 26-29"},
    {"age_30_49", "Âge 30-49"},
    {"age_50_54", "Âge 50-54"},
    {"age_55_plus", "Âge 55 plus"},
    {"age_inconnu", "Âge inconnu"},
    {"entrees", "Entrées"},
    {"emplois_crees", "Emplois créés"},
    {"emplois_consolides", "Emplois consolidés"},
    {"emplois_sauvegardes", "Emplois sauvegardés"},
    {"emplois_supprimes", "Emplois supprimés"},
    {"etp_insertion", "ETP insertion"},
    {"statut_donnee", "Statut donnée"},
    {"finalite", "Finalité"},
    {"etape", "Étape"},
    {"date_evenement", "Date évènement"},
    {"id_cofinancement", "ID cofinancement"},
};

static const char *const group_marks[] = {
    [NUM_COMMA] = "",
    [NUM_POINT] = "",
    [NUM_SPACE] = " ",
    [NUM_NBSP] = "\xC2\xA0",
    [NUM_NNBSP] = "\xE2\x80\xAF",
};

static const char *const short_months[] = {
    "janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc",
};

void sheet_begin(struct sheet *sheet, struct out *out, const struct style *style,
                 const char *const *columns)
{
    *sheet = (struct sheet){.out = out, .style = style, .columns = columns};
    sheet->skip = sheet->fault = -1;
    while (columns[sheet->n_columns] != NULL)
        sheet->n_columns++;
}

int sheet_find_column(const struct sheet *sheet, const char *name)
{
    for (int i = 0; i < sheet->n_columns; i++)
        if (strcmp(sheet->columns[i], name) == 0)
            return i;
    die("no such column", name);
}

static void end_line(const struct sheet *sheet)
{
    out_text(sheet->out, sheet->style->crlf ? "\r\n" : "\n");
}

/* A word with blanks for underscores and a capital, or as the table above has it. */
static void write_title(const struct sheet *sheet, const char *name)
{
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        if (strcmp(titles[i].name, name) == 0) {
            out_text(sheet->out, titles[i].title);
            return;
        }
    }
    for (const char *p = name; *p != '\0'; p++) {
        if (p == name && *p >= 'a' && *p <= 'z')
            out_byte(sheet->out, (char)(*p - 'a' + 'A'));
        else
            out_byte(sheet->out, *p == '_' ? ' ' : *p);
    }
}

void sheet_header(struct sheet *sheet)
{
    const struct style *style = sheet->style;
    bool first = true;

    if (style->json != JSON_NONE)
        return;
    if (style->bom)
        out_text(sheet->out, "\xEF\xBB\xBF");
    if (style->preamble) {
        out_text(sheet->out, "Retour des pôles - Chambre régionale de l'ESS");
        for (int i = 1; i < sheet->n_columns; i++)
            out_byte(sheet->out, style->delimiter);
        end_line(sheet);
        end_line(sheet);
    }
    for (int i = 0; i < sheet->n_columns; i++) {
        if (i == sheet->skip)
            continue;
        if (!first)
            out_byte(sheet->out, style->delimiter);
        if (style->french_header)
            write_title(sheet, sheet->columns[i]);
        else
            out_text(sheet->out, sheet->columns[i]);
        first = false;
    }
    end_line(sheet);
}

void sheet_row_begin(struct sheet *sheet)
{
    out_row(sheet->out);
    sheet->column = 0;
    sheet->cells = false;
    if (sheet->style->json == JSON_NONE)
        return;
    if (sheet->rows && sheet->style->json != JSON_LINES)
        out_text(sheet->out, ",\n");
    out_byte(sheet->out, '{');
}

void sheet_row_end(struct sheet *sheet)
{
    sheet->rows = true;
    sheet->n_rows++;
    if (sheet->style->json != JSON_NONE) {
        out_byte(sheet->out, '}');
        if (sheet->style->json == JSON_LINES)
            out_byte(sheet->out, '\n');
        return;
    }
    if (sheet->style->trailing)
        out_text(sheet->out, ";;");
    end_line(sheet);
}

/* A text in quotes: JSON's way, or CSV's. */
static void write_quoted(struct out *out, const char *text, bool json)
{
    out_byte(out, '"');
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '"')
            out_byte(out, json ? '\\' : '"');
        if (*p == '\n' && json)
            out_text(out, "\\n");
        else
            out_byte(out, *p);
    }
    out_byte(out, '"');
}

/* Go to the next cell; true when its value is to be written. */
static bool next_cell(struct sheet *sheet, bool blank)
{
    int column = sheet->column++;
    bool json = sheet->style->json != JSON_NONE, fault = column == sheet->fault;

    if (column == sheet->skip || (json && blank && !fault))
        return false;
    if (sheet->cells)
        out_byte(sheet->out, json ? ',' : sheet->style->delimiter);
    sheet->cells = true;
    if (json) {
        out_byte(sheet->out, '"');
        out_text(sheet->out, sheet->columns[column]);
        out_text(sheet->out, "\":");
    }
    if (!fault)
        return !blank;
    if (json)
        write_quoted(sheet->out, sheet->fault_text, true);
    else
        out_text(sheet->out, sheet->fault_text);
    return false;
}

void sheet_text(struct sheet *sheet, const char *text)
{
    bool json = sheet->style->json != JSON_NONE;
    char special[] = {sheet->style->delimiter, '"', '\r', '\n', '\0'};

    if (!next_cell(sheet, text[0] == '\0'))
        return;
    if (json || sheet->style->quote_text || text[strcspn(text, special)] != '\0')
        write_quoted(sheet->out, text, json);
    else
        out_text(sheet->out, text);
}

/* The digits of a value, in groups of three when the style has a mark for them. */
static void write_whole(const struct sheet *sheet, int64_t value)
{
    const char *mark = group_marks[sheet->style->numbers];
    char digits[24];
    int n = 0;

    do {
        digits[n++] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    while (n > 0) {
        out_byte(sheet->out, digits[--n]);
        if (n > 0 && n % 3 == 0)
            out_text(sheet->out, mark);
    }
}

static void add_sum(struct sheet *sheet, int64_t value, char kind)
{
    if (!sheet->style->total)
        return;
    sheet->sums[sheet->column - 1] += value;
    sheet->kinds[sheet->column - 1] = kind;
}

void sheet_integer(struct sheet *sheet, int64_t value)
{
    if (!next_cell(sheet, value < 0))
        return;
    write_whole(sheet, value);
    add_sum(sheet, value, 'i');
}

static void write_fixed(const struct sheet *sheet, int64_t hundredths, bool euro)
{
    const struct style *style = sheet->style;
    bool quote = style->json == JSON_NONE && style->numbers != NUM_POINT && style->delimiter == ',';
    int rest = (int)(hundredths % 100);

    if (quote)
        out_byte(sheet->out, '"');
    write_whole(sheet, hundredths / 100);
    out_byte(sheet->out, style->numbers == NUM_POINT ? '.' : ',');
    out_byte(sheet->out, (char)('0' + rest / 10));
    out_byte(sheet->out, (char)('0' + rest % 10));
    if (euro && style->euro) {
        out_text(sheet->out, group_marks[style->numbers]);
        out_text(sheet->out, "€");
    }
    if (quote)
        out_byte(sheet->out, '"');
}

void sheet_number(struct sheet *sheet, int64_t hundredths)
{
    if (!next_cell(sheet, hundredths < 0))
        return;
    write_fixed(sheet, hundredths, false);
    add_sum(sheet, hundredths, 'f');
}

void sheet_money(struct sheet *sheet, int64_t cents)
{
    if (!next_cell(sheet, cents < 0))
        return;
    write_fixed(sheet, cents, true);
    add_sum(sheet, cents, 'f');
}

/* `width` digits of a value, then `after` unless it is NUL. */
static void write_padded(struct out *out, int value, int width, char after)
{
    char digits[8];

    for (int i = width - 1; i >= 0; i--) {
        digits[i] = (char)('0' + value % 10);
        value /= 10;
    }
    out_bytes(out, digits, (size_t)width);
    if (after != '\0')
        out_byte(out, after);
}

void sheet_date(struct sheet *sheet, int date)
{
    int year = date / 10000, month = date / 100 % 100, day = date % 100;
    bool json = sheet->style->json != JSON_NONE;

    if (!next_cell(sheet, date == 0))
        return;
    if (json)
        out_byte(sheet->out, '"');
    if (sheet->style->french_dates) {
        write_padded(sheet->out, day, 2, '/');
        write_padded(sheet->out, month, 2, '/');
        write_padded(sheet->out, year, 4, '\0');
    } else {
        write_padded(sheet->out, year, 4, '-');
        write_padded(sheet->out, month, 2, '-');
        write_padded(sheet->out, day, 2, '\0');
    }
    if (json)
        out_byte(sheet->out, '"');
}

void sheet_month(struct sheet *sheet, int absolute_month)
{
    int year = absolute_month / 12, month = absolute_month % 12 + 1;
    bool json = sheet->style->json != JSON_NONE;

    if (!next_cell(sheet, false))
        return;
    if (json)
        out_byte(sheet->out, '"');
    if (sheet->style->months == MONTH_SHORT) {
        out_text(sheet->out, short_months[month - 1]);
        out_byte(sheet->out, '-');
        write_padded(sheet->out, year % 100, 2, '\0');
    } else if (sheet->style->months == MONTH_SLASH) {
        write_padded(sheet->out, month, 2, '/');
        write_padded(sheet->out, year, 4, '\0');
    } else {
        write_padded(sheet->out, year, 4, '-');
        write_padded(sheet->out, month, 2, '\0');
    }
    if (json)
        out_byte(sheet->out, '"');
}

void sheet_boolean(struct sheet *sheet, int value)
{
    if (!next_cell(sheet, value < 0))
        return;
    if (sheet->style->french_booleans)
        out_text(sheet->out, value != 0 ? "oui" : "non");
    else
        out_text(sheet->out, value != 0 ? "true" : "false");
}

void sheet_footer(struct sheet *sheet)
{
    if (sheet->style->total) {
        out_text(sheet->out, "TOTAL");
        for (int i = 1; i < sheet->n_columns; i++) {
            out_byte(sheet->out, sheet->style->delimiter);
            if (sheet->kinds[i] == 'i')
                write_whole(sheet, sheet->sums[i]);
            else if (sheet->kinds[i] == 'f')
                write_fixed(sheet, sheet->sums[i], true);
        }
        end_line(sheet);
    }
    for (int row = 0; row < 2 && sheet->style->trailing; row++) {
        for (int i = 0; i < sheet->n_columns; i++)
            out_byte(sheet->out, sheet->style->delimiter);
        end_line(sheet);
    }
    for (int row = 0; row < 2 && sheet->style->trailing; row++)
        end_line(sheet);
}
