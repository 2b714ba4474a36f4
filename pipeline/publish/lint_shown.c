#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "publish/chart_font.h"
#include "publish/lint.h"
#include "publish/lint_shown.h"
#include "publish/workbook_sheet.h"

enum { EM = 1000, DIGIT = 556, DATE_CHARS = 17, ISO_CHARS = 10 }; /* "30 septembre 2026" */

/* The part of a format that shows this number: positive;negative;zero. */
static const char *section(const char *code, double number, size_t *ret_len)
{
    int want = number < 0 ? 1 : number == 0 ? 2 : 0;
    const char *at = code;
    for (int i = 0; i < want; i++) {
        const char *next = strchr(at, ';');
        if (next == NULL) {
            at = code;
            break;
        }
        at = next + 1;
    }
    *ret_len = strcspn(at, ";");
    return at;
}

int lint_shown_chars(const char *code, double number)
{
    char text[64];
    size_t len;
    if (lint_is_date(code))
        return strstr(code, "mmmm") == NULL ? ISO_CHARS : DATE_CHARS;
    const char *part = section(code, number, &len);
    if (strncmp(part, "General", 7) == 0)
        return snprintf(text, sizeof text, "%.11G", number);
    int decimals = 0;
    int literal = 0;
    bool quoted = false;
    bool point = false;
    bool grouped = false;
    for (size_t i = 0; i < len; i++) {
        if (part[i] == '"')
            quoted = !quoted;
        else if (quoted)
            literal += ((unsigned char)part[i] & 0xC0) != 0x80;
        else if (part[i] == '.')
            point = true;
        else if (part[i] == '0' && point)
            decimals++;
        else if (part[i] == ',')
            grouped = true;
        else if (part[i] == '+' || part[i] == '-' || part[i] == '%')
            literal++;
    }
    int n = snprintf(text, sizeof text, "%.*f", decimals, fabs(number));
    int whole = n - (decimals > 0 ? decimals + 1 : 0);
    return n + (grouped ? (whole - 1) / 3 : 0) + literal +
           (number < 0 && strchr(code, ';') == NULL);
}

double lint_text_width(const char *text)
{
    return (double)chart_font_width(text, strlen(text), EM) / DIGIT;
}

int lint_text_lines(const char *text, double width)
{
    return chart_font_lines(text, FONT_PLAIN, EM, (int)(width * DIGIT), NULL);
}

bool lint_format_known(const char *code)
{
    return writer_format_known(code) || strcmp(code, "General") == 0 || strcmp(code, "0") == 0;
}
