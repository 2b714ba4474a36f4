/* How chambers write their files: each row is one way of doing it. */
#include <string.h>

#include "campaign.h"

static const struct style styles[] = {
    {.name = "plain", .delimiter = ';'},
    {.name = "truth", .delimiter = ',', .numbers = NUM_POINT},
    {.name = "array", .json = JSON_ARRAY, .numbers = NUM_POINT},
    {.name = "object", .json = JSON_OBJECT, .numbers = NUM_POINT},
    {.name = "lines", .json = JSON_LINES, .numbers = NUM_POINT},
    /* As chambers send them; all of these can be read with certainty. */
    {.name = "1252", .delimiter = ';', .cp1252 = true, .french_booleans = true},
    {.name = "excel", .delimiter = ';', .bom = true, .crlf = true},
    {.name = "comma", .delimiter = ',', .quote_text = true},
    {.name = "tab", .delimiter = '\t'},
    {.name = "spaces", .delimiter = ';', .numbers = NUM_SPACE},
    {.name = "euro", .delimiter = ';', .numbers = NUM_NNBSP, .euro = true, .bom = true},
    {.name = "euro-1252",
     .delimiter = ';',
     .numbers = NUM_NBSP,
     .euro = true,
     .cp1252 = true,
     .crlf = true},
    {.name = "dates",
     .delimiter = ';',
     .months = MONTH_SLASH,
     .french_dates = true,
     .french_booleans = true},
    {.name = "short-months", .delimiter = ';', .months = MONTH_SHORT, .bom = true, .crlf = true},
    {.name = "header", .delimiter = ';', .french_header = true, .crlf = true},
    {.name = "preamble", .delimiter = ';', .preamble = true, .french_dates = true},
    {.name = "total", .delimiter = ';', .total = true},
    {.name = "trailing", .delimiter = ';', .trailing = true, .crlf = true},
    {.name = "line-breaks", .delimiter = ';', .line_breaks = true},
};

enum { FIRST_MESSY = 5, N_STYLES = sizeof styles / sizeof styles[0] };

const struct style *style_find(const char *name)
{
    for (int i = 0; i < N_STYLES; i++)
        if (strcmp(styles[i].name, name) == 0)
            return &styles[i];
    die("no such style", name);
}

const struct style *style_messy(int n)
{
    return &styles[FIRST_MESSY + n % (N_STYLES - FIRST_MESSY)];
}
