#include <string.h>

#include "read/format.h"

static const char resave[] =
    "Ouvrez-le dans Excel, puis Fichier, Enregistrer sous, et choisissez « CSV UTF-8 (délimité par "
    "des virgules) ». Changer la fin du nom ne suffit pas.";

static const struct {
    const char *magic;
    size_t len;
    const char *what;
    const char *todo;
} others[] = {
    {"PK\003\004", 4, "C’est un classeur (Excel ou LibreOffice) ou une archive zip", resave},
    {"PK\005\006", 4, "C’est une archive zip vide", resave},
    {"\xD0\xCF\x11\xE0", 4, "C’est un ancien classeur Excel (.xls)", resave},
    {"%PDF", 4, "C’est un document PDF", "Envoyez le tableau dont il a été tiré, en CSV."},
    {"\x1F\x8B", 2, "C’est un fichier compressé (gzip)", "Décompressez-le avant de le déposer."},
    {"{\\rtf", 5, "C’est un document de traitement de texte (RTF)", resave},
    {"<", 1, "C’est une page web ou un document XML", resave},
};

bool format_is_other(const char *bytes, size_t len, const char **ret_what, const char **ret_todo)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (len >= others[i].len && memcmp(bytes, others[i].magic, others[i].len) == 0) {
            *ret_what = others[i].what;
            *ret_todo = others[i].todo;
            return true;
        }
    }
    return false;
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
