#include <string.h>

#include "read/format.h"

static const struct {
    const char *magic;
    size_t len;
    const char *variant;
} others[] = {
    {"PK\003\004", 4, "workbook"},
    {"PK\005\006", 4, "zip"},
    {"\xD0\xCF\x11\xE0", 4, "xls"},
    {"%PDF", 4, "pdf"},
    {"\x1F\x8B", 2, "gzip"},
    {"{\\rtf", 5, "rtf"},
    {"<", 1, "markup"},
};

const char *format_other(const char *bytes, size_t len)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (len >= others[i].len && memcmp(bytes, others[i].magic, others[i].len) == 0)
            return others[i].variant;
    return NULL;
}

enum format format_detect(const char *text, size_t len)
{
    size_t i = 0;
    while (i < len && strchr(" \t\r\n", text[i]) != NULL)
        i++;
    if (i == len)
        return FORMAT_EMPTY;
    return text[i] == '{' || text[i] == '[' ? FORMAT_JSON : FORMAT_CSV;
}
