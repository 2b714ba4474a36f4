/* `ptce template REGION [AAAA-MM]`: the workbook a chamber fills in. */
#ifndef PTCE_COMMANDS_TEMPLATE_H
#define PTCE_COMMANDS_TEMPLATE_H

#include "model/run.h"

/* Write it to `output` (NULL: a name of its own in the present folder); an exit status. */
int template_command(struct run *run, char **words, int n_words, const char *output);

#endif
