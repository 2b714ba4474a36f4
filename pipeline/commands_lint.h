/* `ptce lint-workbook FILE…`: the rules for workbooks, asked of any .xlsx. */
#ifndef PTCE_COMMANDS_LINT_H
#define PTCE_COMMANDS_LINT_H

#include <stdbool.h>

#include "model/run.h"

/* Print what is broken, as lines or as JSON. Returns the exit status: 0 nothing, 1 something, 3 a
 * file is no workbook that can be looked at. */
int lint_workbooks(const struct run *run, char *const *files, int n_files, bool json);

#endif
