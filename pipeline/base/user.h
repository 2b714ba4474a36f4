/* Who this process is: root gives its rights up before it touches what others have sent. */
#ifndef PTCE_BASE_USER_H
#define PTCE_BASE_USER_H

#include <stdbool.h>

#include "base/err.h"

bool user_is_root(void);

/* Become the user of that name for good, with its groups and no others. Nothing to do for one who
 * is that user already. -1 with err: no such user, not root, or the way back is still open. */
int user_become(const char *name, struct err *err);

#endif
