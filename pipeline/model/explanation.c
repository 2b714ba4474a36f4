#include <stdlib.h>

#include "model/explanation.h"

void explanation_release(struct explanation *x)
{
    arena_release(&x->arena);
    free(x->lines);
    buf_release(&x->differing);
    *x = (struct explanation){0};
}
