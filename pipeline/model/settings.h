/*
 * What an administrator sets once, in ptce.conf(5), or for one call, as an option of the same name:
 * where things are, how long they are kept, when returns are due, who runs it, whom to tell.
 *
 *     struct settings s;
 *     settings_init(&s);          what holds when nobody says anything; contract and jobs
 *                                 are the caller's to say
 *     if (settings_read(&s, "/etc/ptce/ptce.conf", err) == -1) …      the file
 *     if (settings_set(&s, "lang", "en", &allowed) == -1) …           then the options: they win
 *     settings_release(&s);
 *
 * The file is lines of "key = value", blank lines and comments that start with #. A value goes to
 * the end of its line. An unknown key, one set twice and a value that is not allowed are errors
 * ("conf-error: FILE:LINE: …"), and so is a file that somebody else could have written: it says
 * which program is run, and as whom.
 */
#ifndef PTCE_MODEL_SETTINGS_H
#define PTCE_MODEL_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"

struct settings {
    const char *root;      /* holds inputs/ and outputs/ */
    const char *contract;  /* the contract's folder */
    const char *lang;      /* "fr" or "en" */
    int64_t deadline_day;  /* of the month after: returns are due by its end */
    int64_t settle_s;      /* a file must have been still for so long */
    int64_t jobs;          /* processes at once */
    int64_t keep_months;   /* of receipts and superseded editions, 0 = for ever */
    int64_t keep_editions; /* of one month, 0 = all */
    const char *mail;      /* who gets the wrapper's report, NULL = whom cron mails */
    const char *ping;      /* a shell command after each good run, NULL = none */
    const char *user;      /* whom root becomes, NULL = nobody was named */
    struct arena arena;    /* the texts that were set */
};

void settings_init(struct settings *s);
void settings_release(struct settings *s);

/* Set one; the value is copied. -1, nothing changed and what is allowed in words ("a number of
 * seconds (0 to 86400)"; NULL: there is no such setting) when it cannot be. */
int settings_set(struct settings *s, const char *name, const char *value, const char **ret_allowed);

/* Set what the file says. -1 with err. Paths in it are absolute: cron's folder is not the
 * administrator's. */
int settings_read(struct settings *s, const char *path, struct err *err);

/* Add "key = value" lines of all settings, or the value of one alone. -1: there is no such one. */
int settings_print(const struct settings *s, const char *name, struct buf *out);

#endif
