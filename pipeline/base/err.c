#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"

int err_set(struct err *err, const char *format, ...)
{
    if (err_is_set(err))
        return -1;
    va_list ap;
    va_start(ap, format);
    (void)vsnprintf(err->text, sizeof err->text, format, ap);
    va_end(ap);
    return -1;
}

int err_sys(struct err *err, const char *format, ...)
{
    int saved = errno;
    if (err_is_set(err))
        return -1;
    va_list ap;
    va_start(ap, format);
    (void)vsnprintf(err->text, sizeof err->text, format, ap);
    va_end(ap);
    size_t len = strlen(err->text);
    (void)snprintf(err->text + len, sizeof err->text - len, ": %s", strerror(saved));
    return -1;
}

bool err_is_set(const struct err *err)
{
    return err->text[0] != '\0';
}
