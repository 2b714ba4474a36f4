/* NAME.meta.json → struct sidecar (model/sidecar.h). */
#ifndef PTCE_READ_SIDECAR_H
#define PTCE_READ_SIDECAR_H

#include "base/err.h"
#include "model/sidecar.h"

/* What is wrong with its text makes it `bad`; -1 is only for the machine's faults. */
int sidecar_read(struct sidecar *ret, const char *path, struct err *err);
void sidecar_release(struct sidecar *s);

#endif
