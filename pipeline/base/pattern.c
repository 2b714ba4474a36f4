#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/pattern.h"

/* A hostile value can make a careless pattern search for very long; past this it does not match. */
enum { MATCH_LIMIT = 100000 };

struct pattern {
    pcre2_code *code;
    pcre2_match_data *match;
    pcre2_match_context *context;
};

struct pattern *pattern_new(const char *source, struct err *err)
{
    struct buf whole = {0};
    buf_printf(&whole, "^(?:%s)$", source);
    int code = 0;
    PCRE2_SIZE at = 0;
    pcre2_code *c = pcre2_compile((PCRE2_SPTR)whole.data, whole.len,
                                  PCRE2_UTF | PCRE2_DOLLAR_ENDONLY, &code, &at, NULL);
    buf_release(&whole);
    if (c == NULL) {
        PCRE2_UCHAR why[120];
        (void)pcre2_get_error_message(code, why, sizeof why);
        (void)err_set(err, "pattern \"%s\": %s", source, (const char *)why);
        return NULL;
    }
    struct pattern *p = mem_alloc(sizeof *p);
    p->code = c;
    p->match = pcre2_match_data_create_from_pattern(c, NULL);
    p->context = pcre2_match_context_create(NULL);
    if (p->match == NULL || p->context == NULL) {
        (void)err_set(err, "pattern \"%s\": no memory", source);
        pattern_free(p);
        return NULL;
    }
    (void)pcre2_set_match_limit(p->context, MATCH_LIMIT);
    return p;
}

bool pattern_matches(const struct pattern *p, const char *text, size_t len)
{
    return pcre2_match(p->code, (PCRE2_SPTR)text, len, 0, 0, p->match, p->context) >= 0;
}

void pattern_free(struct pattern *p)
{
    if (p == NULL)
        return;
    pcre2_match_data_free(p->match);
    pcre2_match_context_free(p->context);
    pcre2_code_free(p->code);
    free(p);
}
