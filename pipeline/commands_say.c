#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/decimal.h"
#include "base/text.h"
#include "commands_say.h"
#include "model/indicator.h"
#include "model/receipt.h"

static const struct {
    const char *stage;
    const char *words[2];
} stages[] = {
    {"collect", {"Collecte des dépôts", "Collecting what arrived"}},
    {"register", {"Lecture du registre des pôles", "Reading the register of poles"}},
    {"validate", {"Contrôle des retours", "Validating the returns"}},
    {"aggregate", {"Calcul des indicateurs", "Computing the indicators"}},
    {"publish", {"Publication : classeurs et graphiques", "Publishing workbooks and charts"}},
};

static const char *stage_words(const char *stage, enum lang lang)
{
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
        if (strcmp(stages[i].stage, stage) == 0)
            return stages[i].words[lang];
    return stage;
}

static bool open_line; /* a moving line stands on the terminal */

void say_progress(const struct run *run, const char *stage, size_t done, size_t count)
{
    bool terminal = isatty(STDERR_FILENO) == 1;
    const char *words = stage_words(stage, run->lang);
    if (terminal) {
        if (count == 0 && open_line)
            (void)fputc('\n', stderr);
        (void)fprintf(stderr, "\r\033[K%s", words);
        if (count > 0)
            (void)fprintf(stderr, " %zu/%zu", done, count);
        open_line = true;
        (void)fflush(stderr);
    } else if (count == 0) {
        (void)fprintf(stderr, "%s\n", words);
    }
}

void say_stage_end(const struct run *run)
{
    (void)run;
    if (open_line)
        (void)fputc('\n', stderr);
    open_line = false;
}

/* One of two texts; a macro, so that the compiler checks both as formats. */
#define PICK(run, fr, en) ((run)->lang == LANG_EN ? (en) : (fr))

static void say_remarks(const struct run *run, const struct intake *in)
{
    for (size_t i = 0; i < in->n_remarks; i++) {
        const struct remark *r = &in->remarks[i];
        struct finding f = {.code = r->code,
                            .severity = finding_severity(r->code),
                            .table = -1,
                            .field = -1,
                            .rule = -1,
                            .other = r->other};
        struct buf value = {0};
        struct buf text = {0};
        text_show(&value, r->folder, strlen(r->folder), 80);
        if (r->name[0] != '\0') {
            buf_char(&value, '/');
            text_show(&value, r->name, strlen(r->name), 120);
        }
        f.value = buf_str(&value);
        finding_message(run->contract, &f, run->lang, &text);
        if (f.severity == SEVERITY_ERROR || run->verbose)
            (void)fprintf(stderr, "%s: %s\n", finding_name(r->code), text.data);
        buf_release(&value);
        buf_release(&text);
    }
}

/* How many files were left for the next time; with -v each has its line. */
static void say_left(const struct run *run, const struct intake *in)
{
    size_t left = 0;
    for (size_t i = 0; i < in->n_remarks; i++)
        left += in->remarks[i].code == FINDING_UNSTABLE_FILE;
    if (left > 0 && !run->quiet && !run->verbose)
        (void)printf(
            PICK(run,
                 "Fichiers laissés pour le prochain passage, modifiés il y a moins de %lld "
                 "s : %zu\n",
                 "Files left for the next time, changed less than %lld s ago: %zu\n"),
            (long long)run->settle_s, left);
}

/* A workbook that a child died of: its receipt has its texts, and the next run tries again. */
static void say_feedback(const struct run *run, const struct outcome *o)
{
    if (o->feedback.failed > 0)
        (void)fprintf(stderr,
                      PICK(run, "ptce: classeurs de réponse non écrits : %zu ; le premier : %s\n",
                           "ptce: feedback workbooks not written: %zu; the first: %s\n"),
                      o->feedback.failed, o->feedback.why.text);
}

static void say_deliveries(const struct run *run, const struct outcome *o)
{
    if (o->unread > 0)
        (void)fprintf(stderr,
                      PICK(run,
                           "ptce: lectures interrompues : %zu ; voir les accusés [source-error]\n",
                           "ptce: readings that stopped: %zu; see the receipts [source-error]\n"),
                      o->unread);
    size_t accepted = o->by_state[STATE_GOOD] + o->by_state[STATE_RESERVED];
    size_t rejected = o->by_state[STATE_REJECTED] + o->by_state[STATE_UNREADABLE];
    (void)printf(PICK(run,
                      "Fichiers reçus : %zu (dont nouveaux : %zu) ; acceptés : %zu, acceptés en "
                      "partie : %zu, rejetés : %zu, en double : %zu\n",
                      "Files received: %zu (new: %zu); accepted: %zu, accepted in part: %zu, "
                      "rejected: %zu, duplicates: %zu\n"),
                 o->deliveries, o->intake.taken, accepted, o->by_state[STATE_PARTIAL], rejected,
                 o->duplicates);
    (void)printf(PICK(run, "Erreurs : %llu, alertes : %llu ; accusés : %s/outputs/receipts/\n",
                      "Errors: %llu, warnings: %llu; receipts: %s/outputs/receipts/\n"),
                 (unsigned long long)o->errors, (unsigned long long)o->warnings, run->root);
}

/* What waits for a decision, and what was decided. */
static void say_held(const struct run *run, const struct outcome *o)
{
    enum { SHOWN = 20 };
    const struct held_list *l = &o->held;
    size_t waiting = l->count - l->taken;
    size_t shown = 0;
    if (l->taken > 0)
        (void)printf(PICK(run, "Corrections de mois définitifs prises : %zu (%s)\n",
                          "Corrections of definitive months taken: %zu (%s)\n"),
                     l->taken, l->reason);
    if (waiting == 0)
        return;
    (void)printf(PICK(run,
                      "Corrections de mois définitifs mises de côté : %zu ; pour les prendre : "
                      "ptce run --reason TEXTE\n",
                      "Corrections of definitive months held back: %zu; to take them: ptce run "
                      "--reason TEXT\n"),
                 waiting);
    for (size_t i = 0; i < l->count && shown < SHOWN; i++) {
        const struct held_unit *u = &l->list[i];
        char month[PERIOD_TEXT];
        if (u->taken)
            continue;
        period_format(u->month, month);
        (void)printf("  %s, %s, %s, %s\n", u->table, u->pole, month, u->delivery);
        shown++;
    }
    if (waiting > shown)
        (void)printf("  … (+ %zu)\n", waiting - shown);
}

void say_collect(const struct run *run, const struct outcome *o)
{
    say_remarks(run, &o->intake);
    say_left(run, &o->intake);
    say_feedback(run, o);
    if (run->quiet || (o->intake.taken == 0 && o->receipts_written == 0 && !run->verbose))
        return;
    (void)printf(PICK(run,
                      "Nouveaux fichiers : %zu ; accusés écrits : %zu, dans %s/outputs/receipts/\n",
                      "New files: %zu; receipts written: %zu, in %s/outputs/receipts/\n"),
                 o->intake.taken, o->receipts_written, run->root);
    say_held(run, o);
}

/* "J01  Effectif total            6 856 personnes" */
static void say_figure(const struct run *run, const struct outcome *o, const char *id,
                       unsigned window)
{
    int i = contract_indicator(run->contract, id);
    int total = contract_breakdown(run->contract, "total");
    if (i == -1 || total == -1)
        return;
    const struct indicator *ind = &run->contract->indicators[i];
    const struct figure *f =
        figures_find(&o->figures, i, window, REGION_FRANCE, total, 0, run->period);
    if (f == NULL)
        return;
    char number[DECIMAL_TEXT] = "[x]";
    if (VALUE_IS_SET(f->value))
        (void)decimal_format(f->value, ind->decimals, run->lang == LANG_EN ? '.' : ',',
                             "\xE2\x80\xAF", number);
    int pad = 44 - (int)text_chars(ind->label[run->lang], strlen(ind->label[run->lang]));
    (void)printf("  %s  %s%*s %s %s\n", id, ind->label[run->lang], pad > 0 ? pad : 1, "", number,
                 ind->unit[run->lang]);
}

static void say_coverage(const struct run *run, const struct outcome *o)
{
    for (int t = 0; t < run->contract->n_tables; t++) {
        const struct coverage_row *r = coverage_find(&o->coverage, t, REGION_FRANCE, run->period);
        if (r == NULL)
            continue;
        (void)printf(PICK(run, "  %s : %lld attendus, %lld reçus, %lld rejetés, %lld manquants\n",
                          "  %s: %lld expected, %lld received, %lld rejected, %lld missing\n"),
                     run->contract->tables[t].title[run->lang], (long long)r->expected,
                     (long long)r->declared, (long long)r->rejected, (long long)r->missing);
    }
}

void say_run(const struct run *run, const struct outcome *o)
{
    static const char *const key_figures[] = {"P01", "P02", "P03", "J01", "J02", "F01", "F02"};
    char month[40];
    char stem[PERIOD_TEXT];
    say_remarks(run, &o->intake);
    say_left(run, &o->intake);
    say_feedback(run, o);
    if (run->quiet)
        return;
    period_words(run->period, run->lang, month, sizeof month);
    period_format(run->period, stem);
    (void)putchar('\n');
    say_deliveries(run, o);
    say_held(run, o);
    if (o->nothing_declared) {
        (void)printf(PICK(run,
                          "Aucun retour pour le mois (%s) : pas d’édition. Voir : ptce status %s\n",
                          "No return for %s: no edition. See: ptce status %s\n"),
                     month, stem);
        return;
    }
    (void)printf(PICK(run, "\nChiffres clés, %s, France\n", "\nKey figures, %s, France\n"), month);
    for (size_t i = 0; i < sizeof key_figures / sizeof *key_figures; i++)
        say_figure(run, o, key_figures[i], WINDOW_MONTH);
    say_coverage(run, o);
    if (o->edition.is_new)
        (void)printf(PICK(run, "\nÉdition %s : %zu classeurs, %zu graphiques\n",
                          "\nEdition %s: %zu workbooks, %zu charts\n"),
                     o->edition.id, o->edition.workbooks, o->edition.charts);
    else
        (void)printf(PICK(run, "\nÉdition %s : inchangée\n", "\nEdition %s: unchanged\n"),
                     o->edition.id);
    (void)printf("  %s/outputs/latest/ptce-france-%s.xlsx\n", run->root, stem);
    (void)printf("  %s/outputs/latest/graphiques/\n", run->root);
    (void)printf("  %s/outputs/latest/data/figures.csv\n", run->root);
}

void say_nothing_due(const struct run *run, int32_t next)
{
    char month[40];
    char on[40];
    int year;
    int unused;
    int day;
    int32_t due = period_deadline(next, run->deadline_day) + 1;
    if (run->quiet)
        return;
    period_words(next, run->lang, month, sizeof month);
    period_words(day_period(due), run->lang, on, sizeof on);
    day_split(due, &year, &unused, &day);
    (void)printf(PICK(run, "Aucune édition à faire ; la prochaine : %s, le %d %s\n",
                      "No edition is due; the next: %s, on %d %s\n"),
                 month, day, on);
}

void say_status(const struct run *run, const struct outcome *o)
{
    const struct codelist *regions = contract_list(run->contract, "regions");
    char month[40];
    period_words(run->period, run->lang, month, sizeof month);
    (void)printf(PICK(run, "Retours : %s\n\n", "Returns: %s\n\n"), month);
    (void)printf("%-30s %-16s %8s %8s %8s %8s %8s\n", PICK(run, "région", "region"),
                 PICK(run, "table", "table"), PICK(run, "attendus", "expected"),
                 PICK(run, "reçus ", "received"), PICK(run, "rejetés ", "rejected"),
                 PICK(run, "manquent", "missing"), "%");
    for (size_t i = 0; i < o->coverage.count; i++) {
        const struct coverage_row *r = &o->coverage.list[i];
        const char *name =
            r->region == REGION_FRANCE ? "France" : regions->entries[r->region].label[run->lang];
        int pad = 30 - (int)text_chars(name, strlen(name));
        char rate[DECIMAL_TEXT] = "-";
        int64_t permille;
        if (decimal_ratio(r->declared, r->expected, 3, &permille) == 0)
            (void)decimal_format(permille, 1, run->lang == LANG_EN ? '.' : ',', "", rate);
        (void)printf("%s%*s %-16s %8lld %8lld %8lld %8lld %8s\n", name, pad > 0 ? pad : 0, "",
                     run->contract->tables[r->table].name, (long long)r->expected,
                     (long long)r->declared, (long long)r->rejected, (long long)r->missing, rate);
    }
    if (!run->quiet) {
        (void)putchar('\n');
        say_deliveries(run, o);
    }
}

/* Whether a stream shows colours: a terminal that is not dumb, and nobody has said no. isatty()
 * asks by a call that a confined process has not; what it takes more for a terminal are devices. */
static bool in_colour(const struct run *run, FILE *stream)
{
    struct stat st;
    return run->colours && fstat(fileno(stream), &st) == 0 && S_ISCHR(st.st_mode);
}

/* The colour of a line of a receipt: its headings tell errors and warnings apart. */
static const char *line_colour(const char *line)
{
    static const struct {
        const char *start;
        const char *colour;
    } headings[] = {{"À CORRIGER", "\033[1;31m"}, {"TO CORRECT", "\033[1;31m"},
                    {"À VÉRIFIER", "\033[1;33m"}, {"TO CHECK", "\033[1;33m"},
                    {"VERDICT", "\033[1m"},       {"QUE FAIRE", "\033[1m"},
                    {"WHAT TO DO", "\033[1m"}};
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        if (text_starts(line, headings[i].start))
            return headings[i].colour;
    return NULL;
}

void say_report(const struct run *run, const char *text, size_t len, bool aside, bool json)
{
    FILE *stream = aside ? stderr : stdout;
    if (aside && run->quiet)
        return;
    if (json || !in_colour(run, stream)) {
        (void)fwrite(text, 1, len, stream);
        return;
    }
    for (const char *line = text; *line != '\0';) {
        size_t n = strcspn(line, "\n");
        const char *colour = line_colour(line);
        (void)fprintf(stream, "%s%.*s%s\n", colour == NULL ? "" : colour, (int)n, line,
                      colour == NULL ? "" : "\033[0m");
        line += line[n] == '\0' ? n : n + 1;
    }
}

void say_no_register(const struct run *run)
{
    if (!run->quiet)
        (void)fprintf(stderr,
                      PICK(run,
                           "ptce : pas de registre dans %s : l’existence des pôles n’est pas "
                           "vérifiée\n",
                           "ptce: no register in %s: the poles' codes are not looked up\n"),
                      run->root);
}

int say_usage(const char *why, const char *what)
{
    (void)fprintf(stderr, "ptce: %s%s\nTry: ptce --help\n", why, what);
    return EXIT_USAGE;
}

int say_failure(const struct err *err)
{
    (void)fprintf(stderr, "ptce: %s\n", err->text);
    return text_starts(err->text, "schema-error") || text_starts(err->text, "override-error") ||
                   text_starts(err->text, "conf-error")
               ? EXIT_USAGE
               : EXIT_FAILED;
}
