/*
 * Re-reading a finished workbook. Cheap on purpose: no XML parser, but what a cut or a lost write
 * shows: the archive's checksums, the closing tag of every part, and the counts the file gives of
 * itself (dimension, table ranges, shared strings, list of sheets).
 */
#include <minizip/unzip.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "publish/workbook.h"

enum { MAX_PART = 256 * 1024 * 1024, MAX_PART_NAME = 256, BLOCK = 64 * 1024 };

struct tally {
    const char *path;
    struct err *err;
    size_t sheets;   /* parts that are worksheets */
    size_t declared; /* sheets the workbook names */
    bool types;      /* [Content_Types].xml was there */
};

static size_t count(const char *text, const char *what)
{
    size_t n = 0;
    for (const char *p = text; (p = strstr(p, what)) != NULL; p += strlen(what))
        n++;
    return n;
}

/* The number behind `name="…"` in the text, -1 when there is none. */
static long attribute(const char *text, const char *name)
{
    const char *p = strstr(text, name);
    if (p == NULL)
        return -1;
    return strtol(p + strlen(name), NULL, 10);
}

/* The first and last row of `ref="A9:F27"` (a lone cell is its own end). */
static bool rows_of_range(const char *ref, long *ret_first, long *ret_last)
{
    const char *end = strchr(ref, '"');
    if (end == NULL)
        return false;
    const char *p = ref + strspn(ref, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    *ret_first = strtol(p, NULL, 10);
    const char *colon = memchr(ref, ':', (size_t)(end - ref));
    *ret_last = *ret_first;
    if (colon != NULL) {
        p = colon + 1;
        p += strspn(p, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        *ret_last = strtol(p, NULL, 10);
    }
    return *ret_first > 0 && *ret_last >= *ret_first;
}

/* An XML part begins with its declaration and ends with the tag of its root. */
static bool ends_as_it_began(const struct buf *part)
{
    char close[MAX_PART_NAME];
    const char *root = part->data; /* a drawing of comments has no declaration */
    if (text_starts(root, "<?xml")) {
        root = strstr(root, "?>");
        root = root == NULL ? NULL : strchr(root, '<');
    }
    if (root == NULL || root[0] != '<')
        return false;
    size_t len = strcspn(root + 1, " >/\r\n\t");
    if (len == 0 || len + 4 > sizeof close)
        return false;
    (void)snprintf(close, sizeof close, "</%.*s>", (int)len, root + 1);
    size_t end = part->len;
    while (end > 0 && strchr(" \r\n\t", part->data[end - 1]) != NULL)
        end--;
    size_t n = strlen(close);
    if (end >= n && memcmp(part->data + end - n, close, n) == 0)
        return true;
    return end >= 2 && memcmp(part->data + end - 2, "/>", 2) == 0 && count(root, "<") == 1;
}

static const char *check_sheet(const char *xml)
{
    static const char dimension[] = "<dimension ref=\"";
    long first = 0;
    long last = 0;
    const char *ref = strstr(xml, dimension);
    if (ref == NULL || !rows_of_range(ref + sizeof dimension - 1, &first, &last))
        return "has no dimension";
    if (first != 1 || (long)count(xml, "<row ") != last)
        return "does not have the rows it says it has";
    if (count(xml, "<c ") == 0)
        return "is empty";
    return NULL;
}

static const char *check_table(const char *xml)
{
    static const char attribute_ref[] = " ref=\"";
    long first = 0;
    long last = 0;
    const char *ref = strstr(xml, attribute_ref);
    if (ref == NULL || !rows_of_range(ref + sizeof attribute_ref - 1, &first, &last))
        return "has no range";
    if (attribute(xml, "<tableColumns count=\"") != (long)count(xml, "<tableColumn "))
        return "does not have the columns it says it has";
    return NULL;
}

static const char *check_strings(const char *xml)
{
    return attribute(xml, "uniqueCount=\"") == (long)count(xml, "<si>")
               ? NULL
               : "does not have the texts it says it has";
}

static void check_part(struct tally *t, const char *name, const struct buf *part)
{
    const char *why = NULL;
    if (part->data == NULL || strlen(part->data) != part->len || !ends_as_it_began(part))
        why = "is cut short";
    else if (text_starts(name, "xl/worksheets/sheet"))
        why = check_sheet(part->data);
    else if (text_starts(name, "xl/tables/table"))
        why = check_table(part->data);
    else if (strcmp(name, "xl/sharedStrings.xml") == 0)
        why = check_strings(part->data);
    if (why != NULL) {
        (void)err_set(t->err, "%s: part %s %s", t->path, name, why);
        return;
    }
    t->sheets += text_starts(name, "xl/worksheets/sheet");
    t->types = t->types || strcmp(name, "[Content_Types].xml") == 0;
    if (strcmp(name, "xl/workbook.xml") == 0)
        t->declared = count(part->data, "<sheet ");
}

/* Unpack the current part; minizip compares its checksum when it is closed. */
static int read_part(unzFile zip, struct buf *out)
{
    int n = 0;
    buf_cut(out, 0);
    if (unzOpenCurrentFile(zip) != UNZ_OK)
        return -1;
    do {
        buf_room(out, BLOCK);
        n = unzReadCurrentFile(zip, out->data + out->len, BLOCK);
        if (n > 0) {
            out->len += (size_t)n;
            out->data[out->len] = '\0';
        }
    } while (n > 0 && out->len <= MAX_PART);
    int closed = unzCloseCurrentFile(zip);
    return n == 0 && closed == UNZ_OK ? 0 : -1;
}

static void read_parts(struct tally *t, unzFile zip)
{
    struct buf part = {0};
    int rc = unzGoToFirstFile(zip);
    while (rc == UNZ_OK && !err_is_set(t->err)) {
        char name[MAX_PART_NAME];
        unz_file_info64 info; /* not optional, whatever its comment says */
        if (unzGetCurrentFileInfo64(zip, &info, name, sizeof name, NULL, 0, NULL, 0) != UNZ_OK ||
            read_part(zip, &part) == -1)
            (void)err_set(t->err, "%s: a part cannot be read back", t->path);
        else
            check_part(t, name, &part);
        rc = unzGoToNextFile(zip);
    }
    buf_release(&part);
    if (rc != UNZ_END_OF_LIST_OF_FILE)
        (void)err_set(t->err, "%s: its list of parts cannot be read", t->path);
}

int workbook_verify(const char *path, struct err *err)
{
    struct err why = {0};
    struct tally t = {.path = path, .err = &why};
    unzFile zip = unzOpen(path);
    if (zip == NULL)
        return err_set(err, "%s: not a workbook: it cannot be opened as an archive", path);
    read_parts(&t, zip);
    (void)unzClose(zip);
    if (!err_is_set(&why) && (!t.types || t.sheets == 0 || t.sheets != t.declared))
        (void)err_set(&why, "%s: has %zu of its %zu sheets", path, t.sheets, t.declared);
    return err_is_set(&why) ? err_set(err, "%s", why.text) : 0;
}
