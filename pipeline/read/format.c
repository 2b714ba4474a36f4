#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "read/format.h"

static const struct {
    const char *magic;
    size_t len;
    const char *variant;
} others[] = {
    {"PK\005\006", 4, "zip"},
    {"\xD0\xCF\x11\xE0", 4, "xls"},
    {"%PDF", 4, "pdf"},
    {"\x1F\x8B", 2, "gzip"},
    {"{\\rtf", 5, "rtf"},
    {"7z\xBC\xAF\x27\x1C", 6, "archive"},
    {"Rar!\x1A", 5, "archive"},
    {"BZh", 3, "archive"},
    {"\xFD"
     "7zXZ",
     5, "archive"},
    {"\x89PNG", 4, "image"},
    {"\xFF\xD8\xFF", 3, "image"},
    {"GIF8", 4, "image"},
};

/* What a zip archive holds, by the names that its beginning shows. */
static const char *zip_variant(const char *bytes, size_t len)
{
    static const struct {
        const char *name;
        const char *variant;
    } members[] = {{"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "ods"},
                   {"xl/", "xlsx"},
                   {"word/", "docx"},
                   {"[Content_Types].xml", "xlsx"}};
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (memmem(bytes, len, members[i].name, strlen(members[i].name)) != NULL)
            return members[i].variant;
    return "workbook";
}

static const char *markup_variant(const char *bytes, size_t len)
{
    static const char *const html[] = {"<!doctype html", "<html", "<head", "<body", "<table"};
    for (size_t i = 0; i < sizeof html / sizeof *html; i++) {
        size_t n = strlen(html[i]);
        if (len >= n && strncasecmp(bytes, html[i], n) == 0)
            return "html";
    }
    return "markup";
}

/* "<table", "<?xml", "<!--", "</p": but "<50 ans" is text. */
static bool is_tag(const char *bytes, size_t len)
{
    if (len < 2 || bytes[0] != '<')
        return false;
    char c = bytes[1];
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '?' || c == '!' || c == '/';
}

const char *format_other(const char *bytes, size_t len)
{
    if (len >= 4 && memcmp(bytes, "PK\003\004", 4) == 0)
        return zip_variant(bytes, len);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (len >= others[i].len && memcmp(bytes, others[i].magic, others[i].len) == 0)
            return others[i].variant;
    size_t at = len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < len && strchr(" \t\r\n", bytes[at]) != NULL && bytes[at] != '\0')
        at++;
    return is_tag(bytes + at, len - at) ? markup_variant(bytes + at, len - at) : NULL;
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
