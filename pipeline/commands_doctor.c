#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/child.h"
#include "base/file.h"
#include "base/text.h"
#include "base/user.h"
#include "commands_doctor.h"
#include "commands_say.h"
#include "model/override.h"
#include "model/period.h"
#include "publish/statusfile.h"

enum level { LEVEL_OK, LEVEL_WARNING, LEVEL_ERROR };

struct doctor {
    const struct options *o;
    const char *usual;
    const char *crontab;
    enum level worst;
};

/* One of two texts, both checked as formats. */
#define SAY(d, fr, en) ((d)->o->run.lang == LANG_EN ? (en) : (fr))

/* A line of the report: "attention  espace  …". */
static void tell(struct doctor *d, enum level level, const char *what, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

static void tell(struct doctor *d, enum level level, const char *what, const char *format, ...)
{
    static const char *const levels[][2] = {
        [LEVEL_OK] = {"ok", "ok"},
        [LEVEL_WARNING] = {"attention", "warning"},
        [LEVEL_ERROR] = {"erreur", "error"},
    };
    int pad = 14 - (int)text_chars(what, strlen(what));
    va_list ap;
    d->worst = level > d->worst ? level : d->worst;
    if (level == LEVEL_OK && d->o->run.quiet)
        return;
    (void)printf("%-10s %s%*s ", levels[level][d->o->run.lang], what, pad > 0 ? pad : 0, "");
    va_start(ap, format);
    (void)vprintf(format, ap);
    va_end(ap);
    (void)putchar('\n');
}

static void check_program(struct doctor *d)
{
    struct buf libraries = {0};
    doctor_libraries(&libraries);
    tell(d, LEVEL_OK, SAY(d, "programme", "program"), "ptce %s, %s", PTCE_VERSION, libraries.data);
    buf_release(&libraries);
}

static void check_configuration(struct doctor *d)
{
    const char *what = "configuration";
    if (d->o->config != NULL)
        tell(d, LEVEL_OK, what, "%s", d->o->config);
    else
        tell(d, LEVEL_WARNING, what,
             SAY(d, "pas de %s : valeurs par défaut (ptce config les affiche)",
                 "there is no %s: the defaults hold (ptce config prints them)"),
             d->usual);
}

/* From here on as the user that cron's runs are of, so that its rights are what is looked at. */
static void check_user(struct doctor *d)
{
    const char *what = SAY(d, "utilisateur", "user");
    const char *name = d->o->settings.user;
    struct err err = {0};
    if (name == NULL && user_is_root())
        tell(d, LEVEL_WARNING, what,
             SAY(d, "root : indiquer « user = … » dans %s", "root: put \"user = …\" into %s"),
             d->usual);
    else if (name == NULL)
        tell(d, LEVEL_OK, what, SAY(d, "celui de cet appel", "the one of this call"));
    else if (user_become(name, &err) == -1)
        tell(d, LEVEL_ERROR, what,
             SAY(d, "%s (adduser --system --group, ou lancer ptce doctor en root)",
                 "%s (adduser --system --group, or start ptce doctor as root)"),
             err.text);
    else
        tell(d, LEVEL_OK, what, "%s", name);
}

static void check_contract(struct doctor *d)
{
    const char *path = d->o->run.contract_path;
    struct err err = {0};
    struct buf overrides_path = {0};
    struct overrides overrides = {0};
    struct contract *c = contract_new(path, &err);
    if (c == NULL) {
        tell(d, LEVEL_ERROR, SAY(d, "contrat", "contract"), "%s", err.text);
        return;
    }
    tell(d, LEVEL_OK, SAY(d, "contrat", "contract"), "%s (%.12s)", path, c->digest);
    buf_printf(&overrides_path, "%s/inputs/overrides.csv", d->o->run.root);
    if (overrides_read(&overrides, c, overrides_path.data, &err) == -1)
        tell(d, LEVEL_ERROR, SAY(d, "dérogations", "overrides"), "%s", err.text);
    else
        tell(d, LEVEL_OK, SAY(d, "dérogations", "overrides"), "%d", overrides.count);
    overrides_release(&overrides);
    buf_release(&overrides_path);
    contract_free(c);
}

struct drawing {
    const char *terminal;
    const char *begins; /* what the picture begins with */
    const char *script;
};

/* In a child: become gnuplot. */
static int draw(void *arg, int out_fd, struct err *err)
{
    static const char *const argv[] = {"gnuplot", "-d", NULL};
    const struct drawing *x = arg;
    struct program program = {
        .argv = argv, .input = x->script, .input_len = strlen(x->script), .folder = "/"};
    return child_exec(&program, out_fd, err);
}

static void check_gnuplot(struct doctor *d)
{
    static const struct drawing drawings[] = {
        {"svg", "<?xml", "set terminal svg\nplot x\n"},
        {"pngcairo", "\x89PNG", "set terminal pngcairo font 'Liberation Sans,12'\nplot x\n"},
    };
    struct child_pool pool = {
        .at_once = 1, .timeout_s = WRITER_TIMEOUT_S, .max_bytes = MAX_CONTRACT_FILE};
    for (size_t i = 0; i < sizeof drawings / sizeof *drawings; i++) {
        struct drawing drawing = drawings[i];
        struct child_job job = {.name = "gnuplot", .run = draw, .arg = &drawing};
        struct err err = {0};
        int failed = children_run(&job, 1, &pool, &err);
        bool drawn = failed == 0 && text_starts(buf_str(&job.out), drawing.begins);
        if (drawn)
            tell(d, LEVEL_OK, "gnuplot", "%s", drawing.terminal);
        else
            tell(d, LEVEL_ERROR, "gnuplot",
                 SAY(d, "%s : rien n’est dessiné (apt install gnuplot-nox) : %s",
                     "%s: nothing is drawn (apt install gnuplot-nox): %s"),
                 drawing.terminal, failed == -1 ? err.text : job.why.text);
        buf_release(&job.out);
    }
}

static void check_fonts(struct doctor *d)
{
    static const char *const files[] = {
        "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
        "/usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (file_exists(files[i])) {
            tell(d, LEVEL_OK, SAY(d, "police", "font"), "Liberation Sans");
            return;
        }
    }
    tell(d, LEVEL_WARNING, SAY(d, "police", "font"),
         SAY(d,
             "Liberation Sans manque : les graphiques en prennent une autre (apt install "
             "fonts-liberation)",
             "no Liberation Sans: charts take another one (apt install fonts-liberation)"));
}

/* The drop folders: to be read by us, and not to be written by everybody. */
static void check_drops(struct doctor *d)
{
    const char *what = SAY(d, "dépôts", "drop folders");
    struct buf path = {0};
    struct names names = {0};
    struct err err = {0};
    size_t good = 0;
    buf_printf(&path, "%s/inputs/returns", d->o->run.root);
    if (!file_exists(path.data))
        tell(d, LEVEL_ERROR, what, SAY(d, "pas de dossier %s : le créer", "no folder %s: make it"),
             path.data);
    else if (names_read(&names, path.data, &err) == -1)
        tell(d, LEVEL_ERROR, what, "%s", err.text);
    else if (names.count == 0)
        tell(d, LEVEL_WARNING, what,
             SAY(d, "aucun dans %s : un par région, nommé par son code",
                 "none in %s: one a region, named by its code"),
             path.data);
    for (size_t i = 0; i < names.count; i++) {
        struct stat st;
        buf_cut(&path, 0);
        buf_printf(&path, "%s/inputs/returns/%s", d->o->run.root, names.names[i]);
        if (stat(path.data, &st) == -1 || !S_ISDIR(st.st_mode))
            continue;
        if (access(path.data, R_OK | X_OK) == -1)
            tell(d, LEVEL_ERROR, what,
                 SAY(d, "%s ne peut pas être lu par cet utilisateur (chgrp, chmod g+rxs)",
                     "%s cannot be read by this user (chgrp, chmod g+rxs)"),
                 path.data);
        else if ((st.st_mode & S_IWOTH) != 0)
            tell(d, LEVEL_WARNING, what,
                 SAY(d, "tous peuvent écrire dans %s : chmod o-w", "all can write %s: chmod o-w"),
                 path.data);
        else
            good++;
    }
    if (good > 0)
        tell(d, LEVEL_OK, what, "%zu", good);
    names_release(&names);
    buf_release(&path);
}

static void check_outputs(struct doctor *d)
{
    static const char *const subs[] = {"", "/archive", "/receipts", "/editions"};
    const char *what = SAY(d, "sorties", "outputs");
    bool good = true;
    for (size_t i = 0; i < sizeof subs / sizeof *subs; i++) {
        struct buf path = {0};
        buf_printf(&path, "%s/outputs%s", d->o->run.root, subs[i]);
        if (i == 0 && !file_exists(path.data))
            buf_cut(&path, path.len - strlen("/outputs")); /* it will be made */
        if (file_exists(path.data) && access(path.data, R_OK | W_OK | X_OK) == -1) {
            tell(d, LEVEL_ERROR, what,
                 SAY(d, "%s ne peut pas être écrit par cet utilisateur (chown)",
                     "%s cannot be written by this user (chown)"),
                 path.data);
            good = false;
        }
        buf_release(&path);
    }
    if (good)
        tell(d, LEVEL_OK, what, "%s/outputs", d->o->run.root);
}

static void check_space(struct doctor *d)
{
    const char *what = SAY(d, "espace libre", "free space");
    struct statvfs fs;
    if (statvfs(d->o->run.root, &fs) == -1) {
        tell(d, LEVEL_ERROR, what, "%s ?", d->o->run.root);
        return;
    }
    uint64_t mib = (uint64_t)fs.f_bavail * fs.f_frsize / (1024 * 1024);
    enum level level = mib < DOCTOR_ERROR_MIB     ? LEVEL_ERROR
                       : mib < DOCTOR_WARNING_MIB ? LEVEL_WARNING
                                                  : LEVEL_OK;
    tell(d, level, what,
         level == LEVEL_OK ? SAY(d, "%llu Mio", "%llu MiB")
                           : SAY(d, "%llu Mio : une édition en prend jusqu’à 100 ; élaguer (keep)",
                                 "%llu MiB: an edition takes up to 100; prune (keep)"),
         (unsigned long long)mib);
    if (fs.f_files > 0 && fs.f_favail < DOCTOR_FEW_FILES)
        tell(d, LEVEL_WARNING, what,
             SAY(d, "%llu fichiers de plus au plus (inodes)", "%llu more files at most (inodes)"),
             (unsigned long long)fs.f_favail);
}

/* The clock, and how the last runs went by it. */
static void check_runs(struct doctor *d)
{
    enum { HOUR_S = 3600, DAYS_S = 48 * HOUR_S };
    struct status *s = mem_alloc(sizeof *s);
    char now[INSTANT_TEXT];
    char then[INSTANT_TEXT];
    status_read(s, d->o->run.root);
    int64_t last = s->success.at > s->failure.at ? s->success.at : s->failure.at;
    instant_format(d->o->run.now, now);
    instant_format(last, then);
    if (last > d->o->run.now + HOUR_S)
        tell(d, LEVEL_ERROR, SAY(d, "horloge", "clock"),
             SAY(d, "%s, avant le dernier passage (%s) : régler l’heure (timedatectl)",
                 "%s, before the last run (%s): set the clock (timedatectl)"),
             now, then);
    else
        tell(d, LEVEL_OK, SAY(d, "horloge", "clock"), "%s", now);
    const char *what = SAY(d, "passages", "runs");
    if (last == 0)
        tell(d, LEVEL_WARNING, what,
             SAY(d, "aucun encore (outputs/status.json)", "none yet (outputs/status.json)"));
    else if (s->failures > 0)
        tell(d, LEVEL_ERROR, what,
             SAY(d, "%lld échecs de suite ; le dernier, %s : %s",
                 "%lld failures in a row; the last, %s: %s"),
             (long long)s->failures, then, s->failure.cause);
    else if (d->o->run.now - last > DAYS_S)
        tell(d, LEVEL_WARNING, what,
             SAY(d, "le dernier est de %s : cron tourne-t-il ?", "the last was at %s: is cron up?"),
             then);
    else
        tell(d, LEVEL_OK, what, "%s", then);
    free(s);
}

/* What cron would pass over in silence: another owner, rights, a last line without its end. */
static void check_cron(struct doctor *d)
{
    struct stat st;
    struct buf text = {0};
    struct err err = {0};
    const char *path = d->crontab;
    const char *why = NULL;
    if (stat(path, &st) == -1) {
        tell(d, LEVEL_WARNING, "cron",
             SAY(d, "pas de %s : rien n’est lancé tout seul",
                 "there is no %s: nothing starts by itself"),
             path);
        return;
    }
    if (st.st_uid != 0)
        why = SAY(d, "doit appartenir à root (chown root)", "must belong to root (chown root)");
    else if ((st.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        why = SAY(d, "ne doit être écrit que par root (chmod 644)",
                  "root's alone to write (chmod 644)");
    else if (file_read(path, MAX_SETTINGS_BYTES, &text, &err) == -1)
        why = err.text;
    else if (text.len == 0 || text.data[text.len - 1] != '\n')
        why = SAY(d, "la dernière ligne n’a pas de fin : cron l’ignore",
                  "its last line has no end: cron passes over it");
    if (why != NULL)
        tell(d, LEVEL_ERROR, "cron", SAY(d, "%s : %s", "%s: %s"), path, why);
    else
        tell(d, LEVEL_OK, "cron", "%s", path);
    buf_release(&text);
}

int doctor_command(const struct options *o, const char *usual, const char *crontab)
{
    static void (*const checks[])(struct doctor * d) = {
        check_program, check_configuration, check_user,  check_contract, check_gnuplot, check_fonts,
        check_drops,   check_outputs,       check_space, check_runs,     check_cron,
    };
    static const int statuses[] = {
        [LEVEL_OK] = EXIT_OK, [LEVEL_WARNING] = EXIT_DATA, [LEVEL_ERROR] = EXIT_FAILED};
    struct doctor d = {.o = o, .usual = usual, .crontab = crontab};
    if (o->n_words > 0)
        return say_usage("doctor takes no argument: ", o->words[0]);
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        checks[i](&d);
    return statuses[d.worst];
}
