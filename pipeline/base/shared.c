#include <sys/mman.h>

#include "base/shared.h"

static size_t size_of(size_t count)
{
    return (count > 0 ? count : 1) * sizeof(int);
}

int *shared_numbers(size_t count, int value, struct err *err)
{
    int *list =
        mmap(NULL, size_of(count), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (list == MAP_FAILED) {
        (void)err_sys(err, "cannot share memory with workers");
        return NULL;
    }
    for (size_t i = 0; i < count; i++)
        list[i] = value;
    return list;
}

void shared_release(int *list, size_t count)
{
    if (list != NULL)
        (void)munmap(list, size_of(count));
}
