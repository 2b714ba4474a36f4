#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "model/personal.h"

static int digits_at(const char *p, int most)
{
    int n = 0;
    while (n < most && isdigit((unsigned char)*p)) {
        p++;
        n++;
        p += *p == ' ' || *p == '.';
    }
    return n;
}

const char *personal_find(const char *text)
{
    const char *at = strchr(text, '@');
    if (at != NULL && at > text && isalnum((unsigned char)at[-1]) &&
        isalnum((unsigned char)at[1]) && strchr(at, '.') != NULL)
        return "an e-mail address";
    for (const char *p = text; *p != '\0'; p++) {
        bool begins = p == text || !isalnum((unsigned char)p[-1]);
        if (begins && p[0] == '0' && p[1] >= '1' && p[1] <= '9' && digits_at(p, 15) == 10)
            return "a telephone number";
        if (begins && (p[0] == '1' || p[0] == '2') && digits_at(p, 16) == 15)
            return "a social security number";
    }
    return NULL;
}
