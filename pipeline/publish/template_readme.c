/* The sheets that are only read: what to do, and the columns with what is expected in them. */
#include <stdio.h>
#include <string.h>

#include "model/period.h"
#include "publish/template_parts.h"

enum { README_WIDTH = 80, README_CHARS = 90, EXPECTED_WIDTH = 40, DESCRIPTION_WIDTH = 80 };

/* {0} region  {1} month in words  {2} drop folder  {3} deadline  {4} version  {5} 2026-10
 * {6} sheets' names of the lists  {7} of the columns */
static const struct {
    enum form_style style;
    const char *text[2];
} lines[] = {
    {FORM_TEXT,
     {"Ce classeur sert à préparer les retours d’un mois. Il est protégé sans mot de passe\u00a0: "
      "les cellules à remplir sont ouvertes, les titres sont fermés pour que vos colonnes soient "
      "reconnues.",
      "This workbook is for preparing the returns of a month. It is protected without a password: "
      "the cells to fill in are open, the titles are closed so that your columns are "
      "recognised."}},
    {FORM_HEADING, {"Remplir", "Filling in"}},
    {FORM_TEXT,
     {"Feuille emplois\u00a0: une ligne par pôle, déjà inscrite pour {1}. Complétez chaque ligne. "
      "La feuille Rappel_emplois montre, à la même ligne et dans la même colonne, la dernière "
      "déclaration du pôle.",
      "Sheet emplois: a row for each pole, already there for {1}. Complete each row. The sheet "
      "Reminder_emplois shows, on the same row and in the same column, what the pole declared "
      "last."}},
    {FORM_TEXT,
     {"Feuille financements\u00a0: une ligne par événement (demande, accord, versement…). Un "
      "dossier garde le même identifiant à toutes ses étapes\u00a0; la feuille "
      "Rappel_financements donne les dossiers connus et leur dernière étape.",
      "Sheet financements: a row for each event (application, award, payment…). A file keeps the "
      "same identifier at all its stages; the sheet Reminder_financements gives the known ones "
      "and their last stage."}},
    {FORM_TEXT,
     {"Feuille poles\u00a0: le registre tel qu’il est connu. Ne la déposez que si quelque chose a "
      "changé\u00a0: corrigez la ligne du pôle et mettez-y la nouvelle date d’effet. Un nouveau "
      "pôle s’ajoute à la suite.",
      "Sheet poles: the register as it is known. Send it only when something has changed: correct "
      "the pole's row and put the new effective date into it. A new pole goes below the "
      "others."}},
    {FORM_TEXT,
     {"Titres en gras sur fond foncé\u00a0: colonnes obligatoires. Titres sur fond clair\u00a0: "
      "colonnes facultatives\u00a0; une cellule vide veut dire «\u00a0non déclaré\u00a0», jamais "
      "zéro. La feuille Colonnes dit ce que chacune contient, la feuille Listes donne les codes.",
      "Bold titles on a dark ground: required columns. Titles on a light ground: optional ones; "
      "an empty cell means \"not declared\", never zero. The sheet Columns says what each holds, "
      "the sheet Lists gives the codes."}},
    {FORM_TEXT,
     {"Un pôle qui n’a rien à déclarer\u00a0: son code, le mois et «\u00a0neant\u00a0» dans la "
      "colonne «\u00a0Statut de la donnée\u00a0», sans aucun nombre. Un pôle dont les chiffres "
      "manquent encore\u00a0: supprimez sa ligne, vous l’enverrez plus tard.",
      "A pole with nothing to declare: its code, the month and \"neant\" in the column \"Status of "
      "the data\", without any number. A pole whose figures are still missing: delete its row and "
      "send it later."}},
    {FORM_HEADING, {"Enregistrer", "Saving"}},
    {FORM_TEXT,
     {"Chaque feuille fait un fichier\u00a0: affichez la feuille, puis enregistrez-la en CSV UTF-8 "
      "(séparateur\u00a0: point-virgule), par exemple sous le nom emplois_{5}.csv. Gardez aussi ce "
      "classeur.",
      "Each sheet makes a file: show the sheet, then save it as CSV UTF-8 (separated by "
      "semicolons), for example as emplois_{5}.csv. Keep this workbook too."}},
    {FORM_TEXT,
     {"Excel\u00a0: Fichier, Enregistrer sous, type «\u00a0CSV UTF-8 (délimité par des "
      "virgules)\u00a0»\u00a0; malgré ce nom, un Excel réglé en français écrit des "
      "points-virgules, et les deux sont lus. Répondez Oui quand Excel demande s’il faut garder "
      "ce format.",
      "Excel: File, Save As, type \"CSV UTF-8 (Comma delimited)\"; commas and semicolons are both "
      "read. Answer Yes when Excel asks whether to keep this format."}},
    {FORM_TEXT,
     {"LibreOffice\u00a0: Fichier, Enregistrer sous, type «\u00a0Texte CSV\u00a0», jeu de "
      "caractères «\u00a0Unicode (UTF-8)\u00a0», séparateur de champs «\u00a0;\u00a0», case "
      "«\u00a0Enregistrer le contenu de la cellule comme affiché\u00a0» cochée.",
      "LibreOffice: File, Save As, type \"Text CSV\", character set \"Unicode (UTF-8)\", field "
      "delimiter \";\", \"Save cell content as shown\" ticked."}},
    {FORM_HEADING, {"Déposer", "Sending"}},
    {FORM_TEXT, {"Dossier de dépôt\u00a0: {2}", "Drop folder: {2}"}},
    {FORM_STRONG, {"Date limite pour {1}\u00a0: {3}", "Deadline for {1}: {3}"}},
    {FORM_TEXT,
     {"Chaque fichier reçoit un accusé dans l’heure\u00a0: ce qui est retenu, ce qui est à "
      "corriger et où. Pour corriger, déposez un nouveau fichier sous un autre nom\u00a0; la "
      "dernière bonne déclaration d’un pôle et d’un mois remplace les autres.",
      "Each file gets a receipt within the hour: what is accepted, what must be corrected and "
      "where. To correct, send a new file under another name; the last good declaration of a pole "
      "and month replaces the others."}},
    {FORM_HEADING, {"Une question", "A question"}},
    {FORM_TEXT,
     {"Adressez-vous à l’équipe nationale du plan.", "Turn to the national team of the plan."}},
    {FORM_TEXT, {"Version du modèle\u00a0: {4}", "Version of the template: {4}"}},
};
enum { N_LINES = sizeof lines / sizeof *lines };

static void deadline_words(const struct template *t, struct buf *out)
{
    char month[64];
    period_words(t->facts->run->period + 1, t->f.lang, month, sizeof month);
    buf_printf(out, "%d %s", t->facts->run->deadline_day, month);
}

void template_readme(struct template *t)
{
    lxw_worksheet *sheet = form_sheet(&t->f, form_words(t->f.lang, SAY_TAB_README));
    char month[64];
    char stem[PERIOD_TEXT];
    struct buf deadline = {0};
    period_words(t->facts->run->period, t->f.lang, month, sizeof month);
    period_format(t->facts->run->period, stem);
    deadline_words(t, &deadline);
    const char *const args[] = {t->region, month, t->facts->folder, deadline.data, t->version,
                                stem,      NULL};
    if (sheet != NULL)
        form_width(&t->f, sheet, 0, README_WIDTH);
    form_text(&t->f, sheet, 0, 0, FORM_TITLE, t->title);
    form_height(&t->f, sheet, 0, 2);
    for (int i = 0; i < N_LINES && form_ok(&t->f); i++) {
        struct buf text = {0};
        form_fill(&text, lines[i].text[t->f.lang], args);
        form_text(&t->f, sheet, (lxw_row_t)i + 1, 0, lines[i].style, text.data);
        form_height(&t->f, sheet, (lxw_row_t)i + 1,
                    form_lines(text.data, README_CHARS) + (lines[i].style == FORM_HEADING));
        buf_release(&text);
    }
    if (form_ok(&t->f))
        worksheet_protect(sheet, NULL, NULL);
    form_page(&t->f, sheet, FORM_ONE_PAGE);
    buf_release(&deadline);
}

static void put_column(struct template *t, lxw_worksheet *sheet, lxw_row_t row,
                       const struct table *table, const struct field *f)
{
    enum lang lang = t->f.lang;
    struct buf expected = {0};
    struct input input;
    input_of(table, (int)(f - table->fields), &input);
    if (input.kind == INPUT_CODES || input.kind == INPUT_POLE)
        form_say(&expected, lang, SAY_CHOOSE, NULL);
    else
        field_expectation(f, lang, &expected);
    form_text(&t->f, sheet, row, 0, FORM_TEXT, table->name);
    form_text(&t->f, sheet, row, 1, f->required ? FORM_STRONG : FORM_TEXT, f->title[lang]);
    form_text(&t->f, sheet, row, 2, f->required ? FORM_STRONG : FORM_TEXT,
              form_words(lang, f->required ? SAY_REQUIRED : SAY_OPTIONAL));
    form_text(&t->f, sheet, row, 3, FORM_TEXT, buf_str(&expected));
    const char *about = lang == LANG_FR && f->description != NULL ? f->description : f->name;
    form_text(&t->f, sheet, row, 4, FORM_TEXT, about);
    size_t lines_about = form_lines(about, DESCRIPTION_WIDTH);
    size_t lines_expected = form_lines(buf_str(&expected), EXPECTED_WIDTH);
    form_height(&t->f, sheet, row, lines_about > lines_expected ? lines_about : lines_expected);
    buf_release(&expected);
}

void template_columns(struct template *t)
{
    static const enum form_words titles[] = {SAY_SHEET, SAY_COLUMN, SAY_MUST, SAY_EXPECTED_TITLE,
                                             SAY_DESCRIPTION};
    static const int widths[] = {14, 40, 14, EXPECTED_WIDTH, DESCRIPTION_WIDTH};
    lxw_worksheet *sheet = form_sheet(&t->f, form_words(t->f.lang, SAY_TAB_COLUMNS));
    lxw_row_t row = 0;
    for (int c = 0; c < 5; c++) {
        form_width(&t->f, sheet, (lxw_col_t)c, widths[c]);
        form_text(&t->f, sheet, row, (lxw_col_t)c, FORM_HEADER, form_words(t->f.lang, titles[c]));
    }
    for (int i = 0; i < t->contract->n_tables; i++) {
        const struct table *table = &t->contract->tables[(i + 1) % t->contract->n_tables];
        int order[MAX_FIELDS];
        input_order(table, order);
        for (int k = 0; k < table->n_fields; k++)
            put_column(t, sheet, ++row, table, &table->fields[order[k]]);
    }
    if (form_ok(&t->f)) {
        worksheet_freeze_panes(sheet, 1, 0);
        worksheet_protect(sheet, NULL, NULL);
    }
    form_page(&t->f, sheet, FORM_ACROSS);
}
