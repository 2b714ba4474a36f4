#include <string.h>

#include "base/text.h"
#include "validate/values.h"

void value_refuse(struct value *v, enum finding_code code, const char *variant)
{
    v->number = VALUE_BAD;
    v->code = code;
    v->variant = variant;
}

size_t value_space(const char *text, size_t len)
{
    if (len >= 1 && text[0] == ' ')
        return 1;
    if (len >= 2 && memcmp(text, "\xC2\xA0", 2) == 0)
        return 2;
    if (len >= 3 && (memcmp(text, "\xE2\x80\xAF", 3) == 0 || memcmp(text, "\xE2\x80\x89", 3) == 0))
        return 3;
    return 0;
}

void value_boolean(const char *text, size_t len, struct value *ret)
{
    static const char *const words[2][8] = {{"non", "n", "faux", "0", "false", "no"},
                                            {"oui", "o", "vrai", "1", "true", "x", "yes"}};
    char key[16];
    size_t n = text_fold(text, len, key, sizeof key);
    for (int v = 0; v < 2; v++) {
        for (int i = 0; i < 8 && words[v][i] != NULL; i++) {
            if (strlen(words[v][i]) == n && memcmp(words[v][i], key, n) == 0) {
                ret->number = v;
                return;
            }
        }
    }
    value_refuse(ret, FINDING_TYPE_ERROR, NULL);
}

bool value_is_spreadsheet_error(const char *text, size_t len)
{
    static const char *const errors[] = {"#REF!",  "#DIV/0!", "#N/A",     "#VALEUR!", "#VALUE!",
                                         "#NOM?",  "#NAME?",  "#NOMBRE!", "#NUM!",    "#NUL!",
                                         "#NULL!", "#SPILL!", "#CALC!"};
    size_t hashes = 0;
    while (hashes < len && text[hashes] == '#')
        hashes++;
    if (len >= 3 && hashes == len)
        return true;
    if (len > 4 && memcmp(text, "Err:", 4) == 0)
        return true;
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (len == strlen(errors[i]) && memcmp(text, errors[i], len) == 0)
            return true;
    return false;
}
