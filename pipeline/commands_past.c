#include <stdio.h>
#include <stdlib.h>

#include "commands_past.h"
#include "commands_say.h"
#include "run_past.h"
#include "run_verify.h"

int past_command_rebuild(const struct run *run, int64_t instant, const char *output)
{
    bool english = run->lang == LANG_EN;
    struct rebuilt r = {0};
    struct err err = {0};
    int status = EXIT_OK;
    int rc = past_rebuild(run, instant, output, &r, &err);
    say_stage_end(run);
    if (rc == -1) {
        status = say_failure(&err);
    } else if (r.is_pruned) {
        char day[DAY_TEXT];
        day_format(instant_day(r.pruned_at), day);
        (void)fprintf(stderr,
                      english ? "ptce: edition %s stood then; it is no longer kept (pruned on %s): "
                                "there is nothing to make again\n"
                              : "ptce : l’édition en vigueur était %s ; elle n’est plus conservée "
                                "(élaguée le %s) : rien n’est refait\n",
                      r.id, day);
    } else if (r.without[0] != '\0') {
        (void)fprintf(stderr,
                      english
                          ? "ptce: edition %s went by %s, which is no longer kept: it is not "
                            "made again\n"
                          : "ptce : l’édition %s reposait sur %s, qui n’est plus conservée : elle "
                            "n’est pas refaite\n",
                      r.id, r.without);
    } else if (r.different.len > 0) {
        (void)fprintf(stderr,
                      english ? "ptce: edition %s made again, in %s/data: not as published: %s\n"
                              : "ptce : édition %s refaite, dans %s/data : différente de ce qui a "
                                "été publié : %s\n",
                      r.id, r.folder.data, r.different.data);
        status = EXIT_DATA;
    } else if (!run->quiet) {
        (void)printf(english ? "Edition %s made again, in %s/data: the same bytes as published\n"
                             : "Édition %s refaite, dans %s/data : identique, octet pour octet, à "
                               "ce qui a été publié\n",
                     r.id, r.folder.data);
    }
    rebuilt_release(&r);
    return status;
}

static const char *const kinds[AUDIT_KINDS][2] = {
    [AUDIT_DIFFERS] = {"différent", "differs"},
    [AUDIT_MISSING] = {"absent", "missing"},
    [AUDIT_FOREIGN] = {"étranger", "foreign"},
    [AUDIT_UNKNOWN] = {"sans empreinte", "no hashes"},
};

int past_command_verify(const struct run *run)
{
    struct audit audit = {0};
    struct err err = {0};
    int status = EXIT_OK;
    if (run_verify(run, &audit, &err) == -1)
        status = say_failure(&err);
    for (size_t i = 0; i < audit.n_problems; i++)
        (void)printf("%s\t%s\n", kinds[audit.problems[i].kind][run->lang], audit.problems[i].path);
    if (status == EXIT_OK && audit.n_problems > 0)
        status = EXIT_DATA;
    if (status != EXIT_FAILED && !run->quiet)
        (void)printf(run->lang == LANG_EN ? "Files verified: %zu; wrong: %zu\n"
                                          : "Fichiers vérifiés : %zu ; anomalies : %zu\n",
                     audit.files, audit.n_problems);
    struct pruned_edition *pruned = NULL;
    size_t n_pruned = 0;
    if (status != EXIT_FAILED && editions_pruned(run->root, &pruned, &n_pruned, &err) == -1)
        status = say_failure(&err);
    if (n_pruned > 0 && !run->quiet)
        (void)printf(run->lang == LANG_EN
                         ? "Editions no longer kept: %zu (outputs/pruned.csv)\n"
                         : "Éditions qui ne sont plus conservées : %zu (outputs/pruned.csv)\n",
                     n_pruned);
    free(pruned);
    audit_release(&audit);
    return status;
}
