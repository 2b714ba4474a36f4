#include <stdio.h>
#include <string.h>

#include "commands_explain.h"
#include "commands_say.h"
#include "publish/explanation.h"

static void print(const struct explanation *x, const struct contract *c, enum lang lang,
                  enum explain_format format)
{
    struct buf text = {0};
    if (format == EXPLAIN_CSV)
        explanation_csv(x, c, &text);
    else if (format == EXPLAIN_JSON)
        explanation_json(x, c, &text);
    else
        explanation_text(x, c, lang, &text);
    (void)fwrite(buf_str(&text), 1, text.len, stdout);
    buf_release(&text);
}

/* Whether it came out as published, on standard error when it did not. */
static int judge(const struct run *run, const struct explanation *x, bool all, bool adds_up)
{
    bool english = run->lang == LANG_EN;
    if (!x->same || !adds_up) {
        (void)fprintf(stderr,
                      english ? "ptce: edition %s: what is listed is not what was published\n%s"
                              : "ptce : édition %s : ce qui est listé n’est pas ce qui a été "
                                "publié\n%s",
                      x->edition, buf_str(&x->differing));
        return EXIT_FAILED;
    }
    if (all && !run->quiet)
        (void)printf(english ? "Edition %s: %zu figures are the sums of their rows; withheld: %zu\n"
                             : "Édition %s : %zu chiffres sont la somme de leurs lignes ; "
                               "masqués : %zu\n",
                     x->edition, x->checked, x->withheld);
    return EXIT_OK;
}

static int since(const struct run *run, const struct explain_request *request,
                 const struct past *past, struct explanation *now, bool *ret_adds_up,
                 struct err *err)
{
    struct explain_query query = request->query;
    struct explanation before = {0};
    struct past then = {0};
    query.edition = request->since;
    query.month = now->published.month;
    int rc = explain_make(&before, &then, run, &query, err);
    if (rc == 0 && strcmp(then.card.contract, past->card.contract) != 0)
        rc = err_set(err,
                     "editions %s and %s were made with two contracts: not comparable row by row",
                     before.edition, now->edition);
    if (rc == 0)
        explain_since(now, &before, ret_adds_up);
    explanation_release(&before);
    past_release(&then);
    return rc;
}

int explain_figure(const struct run *run, const struct explain_request *request)
{
    struct run quiet = *run;
    struct explain_query query = request->query;
    struct explanation x = {0};
    struct past past = {0};
    struct err err = {0};
    bool adds_up = true;
    int status;
    quiet.progress = NULL;
    if (request->month != NULL &&
        period_parse(request->month, strlen(request->month), &query.month) == -1)
        return say_usage("not a month (AAAA-MM): ", request->month);
    if (request->month != NULL)
        quiet.period = query.month;
    if (request->all)
        query.indicator = NULL;
    int rc = explain_make(&x, &past, &quiet, &query, &err);
    if (rc == 0 && request->since != NULL)
        rc = since(&quiet, request, &past, &x, &adds_up, &err);
    if (rc == -1) {
        status = say_failure(&err);
    } else {
        if (!request->all)
            print(&x, past.run.contract, run->lang, request->format);
        status = judge(run, &x, request->all, adds_up);
    }
    explanation_release(&x);
    past_release(&past);
    return status;
}
