#include <string.h>

#include "read/dialect.h"
#include "unit.h"

/* The delimiter, table, columns matched and header's line of the top of a file. */
static const struct {
    const char *name;
    const char *text;
    char delimiter;
    const char *table; /* "" = none */
    int matched;
    uint32_t line;
} rows[] = {
    {"semicolon", "code_pole;mois;cdi\nP;M;1\n", ';', "emplois", 3, 1},
    {"comma", "code_pole,mois,cdi\nP,M,\"1,5\"\n", ',', "emplois", 3, 1},
    {"tab", "code_pole\tmois\tcdi\nP\tM\t1\n", '\t', "emplois", 3, 1},
    {"bar", "code_pole|mois|cdi\nP|M|1\n", '|', "emplois", 3, 1},
    {"no last newline", "code_pole;mois;cdi", ';', "emplois", 3, 1},
    {"CRLF", "code_pole;mois;cdi\r\nP;M;1\r\n", ';', "emplois", 3, 1},
    {"lone CR", "code_pole;mois;cdi\rP;M;1\r", ';', "emplois", 3, 1},
    {"titles", "Code du pôle;Mois;Effectif total;CDI\n", ';', "emplois", 4, 1},
    {"English titles", "Pole code;Month;Total headcount\n", ';', "emplois", 3, 1},
    {"aliases, case, accents", "IDENTIFIANT PTCE;periode;EFFECTIFS\n", ';', "emplois", 3, 1},
    {"quoted labels", "\"code_pole\";\"mois\";\"cdi\"\n", ';', "emplois", 3, 1},
    {"the register", "code_pole;nom_pole;date_effet;statut\n", ';', "poles", 4, 1},
    {"funding", "id_financement;code_pole;mois;montant\n", ';', "financements", 4, 1},
    {"commas in a semicolon file", "code_pole;mois;cdi, dont aidés,\nP;M;1,5\n", ';', "emplois", 2,
     1},
    {"more commas than semicolons", "a,b,c,d,e,f\ncode_pole;mois;cdi\n", ';', "emplois", 3, 2},
    {"a title above", "Retour de la CRESS\n\ncode_pole;mois;cdi\n", ';', "emplois", 3, 3},
    {"a stray quote above", "Le \"grand retour\ncode_pole;mois;cdi\n", ';', "emplois", 3, 2},
    {"a column twice counts once", "mois;mois;mois;cdi\n", ';', "emplois", 2, 1},
    {"nothing known", "a;b;c\n1;2;3\n", ';', "", 0, 0},
    {"prose", "Bonjour,\nvoici notre retour.\n", ';', "", 0, 0},
    {"nothing", "", ';', "", 0, 0},
};

static void test_rows(void **state)
{
    (void)state;
    const struct contract *c = unit_contract();
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct dialect d;
        dialect_detect(c, rows[i].text, strlen(rows[i].text), &d);
        unit_int(rows[i].name, "delimiter", d.delimiter, rows[i].delimiter);
        unit_text(rows[i].name, "table", d.table < 0 ? "" : c->tables[d.table].name, rows[i].table);
        unit_int(rows[i].name, "matched", d.matched, rows[i].matched);
        unit_int(rows[i].name, "line", d.header_line, rows[i].line);
    }
    unit_end();
}

/* How far down the header is looked for. */
static void test_far(void **state)
{
    (void)state;
    for (int above = MAX_PREAMBLE_RECORDS - 2; above <= MAX_PREAMBLE_RECORDS + 1; above++) {
        struct dialect d;
        struct buf text = {0};
        for (int i = 0; i < above; i++)
            buf_text(&text, "x\n");
        buf_text(&text, "code_pole;mois;cdi\n");
        dialect_detect(unit_contract(), text.data, text.len, &d);
        unit_int("records above", "matched", d.matched, above < MAX_PREAMBLE_RECORDS ? 3 : 0);
        buf_release(&text);
    }
    unit_end();
}

/* The first line is shown in a complaint: harmless, and not too long. */
static void test_first_line(void **state)
{
    (void)state;
    struct dialect d;
    dialect_detect(unit_contract(), BYTES("a\x1B[31mb\nc"), &d);
    unit_text("escape", "shown", d.first_line, "a\\x1B[31mb");
    char much[5000];
    memset(much, 'x', sizeof much);
    dialect_detect(unit_contract(), much, sizeof much, &d);
    unit_int("long", "shown", strlen(d.first_line) < 80, 1);
    unit_end();
}

/* How cells are quoted, and a first line that says the delimiter. */
static const struct {
    const char *name;
    const char *text;
    const char *words[2];
    bool sep;
} quotings[] = {
    {"plain", "code_pole;mois;cdi\nA;B;1\n", {"point-virgule", "semicolon"}, false},
    {"tab", "code_pole\tmois\tcdi\nA\tB\t1\n", {"tabulation", "tab"}, false},
    {"apostrophes in the header",
     "'code_pole';'mois';'cdi'\nA;B;1\n",
     {"point-virgule, guillemets '", "semicolon, quotes '"},
     false},
    {"apostrophes below",
     "code_pole;mois;cdi\n'A';B;1\n",
     {"point-virgule, guillemets '", "semicolon, quotes '"},
     false},
    {"apostrophes further down",
     "code_pole;mois;cdi\nA;B;1\n'A';B;1\n",
     {"point-virgule", "semicolon"},
     false},
    {"an apostrophe before a cell",
     "code_pole;mois;cdi\n'A;B;1\n",
     {"point-virgule", "semicolon"},
     false},
    {"our own mark of a text",
     "code_pole;mois;cdi\n'=A';B;1\n",
     {"point-virgule", "semicolon"},
     false},
    {"backslashes",
     "code_pole;mois;cdi\n\"a \\\"b\\\" c\";B;1\n",
     {"point-virgule, échappement \\", "semicolon, escapes \\"},
     false},
    {"a backslash at a cell's end",
     "code_pole;mois;cdi\n\"C:\\\";B;1\n",
     {"point-virgule", "semicolon"},
     false},
    {"a stray quote and no backslash",
     "code_pole;mois;cdi\n\"a \"b\" c\";B;1\n",
     {"point-virgule", "semicolon"},
     false},
    {"sep", "sep=^\ncode_pole^mois^cdi\nA^B^1\n", {"^", "^"}, true},
    {"sep of something else",
     "sep=,\r\ncode_pole;mois;cdi\nA;B;1\n",
     {"point-virgule", "semicolon"},
     true},
    {"sep of a letter", "sep=x\ncode_pole;mois;cdi\n", {"point-virgule", "semicolon"}, false},
};

static void test_quotings(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(quotings); i++) {
        struct dialect d;
        dialect_detect(unit_contract(), quotings[i].text, strlen(quotings[i].text), &d);
        for (int lang = LANG_FR; lang <= LANG_EN; lang++) {
            struct buf out = {0};
            dialect_words(&d, (enum lang)lang, &out);
            unit_text(quotings[i].name, "words", buf_str(&out), quotings[i].words[lang]);
            buf_release(&out);
        }
        unit_int(quotings[i].name, "sep", d.sep_line, quotings[i].sep);
        unit_int(quotings[i].name, "labels", d.matched, 3);
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_far),
        cmocka_unit_test(test_first_line),
        cmocka_unit_test(test_quotings),
    };
    return UNIT_RUN(tests);
}
