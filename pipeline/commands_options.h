/*
 * The command line, read: settings (model/settings.h) from the configuration and from the options,
 * which win, and what the options say beyond them.
 */
#ifndef PTCE_COMMANDS_OPTIONS_H
#define PTCE_COMMANDS_OPTIONS_H

#include "commands_check.h"
#include "commands_explain.h"
#include "model/run.h"
#include "model/settings.h"

struct options {
    struct run run;
    struct settings settings;
    const char *config; /* --config; NULL = the usual place, when there is one */
    struct check_request check;
    struct explain_request explain;
    bool is_past; /* run --as-of */
    int64_t as_of;
    const char *output;
    const char *format;  /* as given */
    const char *partial; /* aggregate: where to write a region's */
    bool merge;          /* aggregate: put those of files together */
    const char *reason;  /* run: why corrections of definitive months are taken */
    char **words;        /* the command, and what stands behind it */
    int n_words;
};

/* What asks for an answer and nothing else. */
enum { OPTIONS_HELP = -1, OPTIONS_VERSION = -2 };

/* Read them into o, whose run holds what the machine says: time, processors, installed contract.
 * `usual` is where the configuration is when no option says where. An exit status, or one of the
 * above. Released with settings_release(&o->settings). */
int options_read(struct options *o, int argc, char **argv, const char *usual);

/* Print the part of the help that speaks of them. */
void options_help(void);

#endif
