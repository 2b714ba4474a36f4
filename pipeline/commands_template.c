#include <stdio.h>
#include <string.h>

#include "commands_say.h"
#include "commands_template.h"
#include "publish/template.h"
#include "run_template.h"

int template_command(struct run *run, char **words, int n_words, const char *output)
{
    const struct codelist *regions = contract_list(run->contract, "regions");
    struct err err = {0};
    struct buf name = {0};
    if (n_words == 0)
        return say_usage("template needs a region's code", "");
    if (n_words > 2)
        return say_usage("too many arguments: ", words[2]);
    int region = codelist_find(regions, words[0], strlen(words[0]));
    if (region == CODE_NONE)
        return say_usage("no such region: ", words[0]);
    if (n_words == 2 && period_parse(words[1], strlen(words[1]), &run->period) == -1)
        return say_usage("not a month (AAAA-MM): ", words[1]);
    template_name(run, region, &name);
    const char *path = output != NULL ? output : name.data;
    int status = EXIT_OK;
    if (run_template(run, region, path, &err) == -1)
        status = say_failure(&err);
    say_stage_end(run);
    if (status == EXIT_OK && !run->quiet)
        (void)printf("%s\n", path);
    buf_release(&name);
    return status;
}
