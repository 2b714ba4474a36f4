#include <expat.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "model/limits.h"
#include "publish/xml.h"

struct state {
    const struct xml_reader *reader;
    XML_Parser parser;
    struct buf text;
    int depth;
    const char *refused;
};

static const char *local(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon == NULL ? name : colon + 1;
}

static void refuse(struct state *s, const char *why)
{
    s->refused = why;
    (void)XML_StopParser(s->parser, XML_FALSE);
}

static void XMLCALL on_start(void *arg, const XML_Char *name, const XML_Char **attrs)
{
    struct state *s = arg;
    buf_cut(&s->text, 0);
    if (++s->depth > MAX_BOOK_DEPTH)
        refuse(s, "nested too deep");
    else if (s->reader->start != NULL)
        s->reader->start(s->reader->arg, local(name), (const char *const *)attrs);
}

static void XMLCALL on_end(void *arg, const XML_Char *name)
{
    struct state *s = arg;
    s->depth--;
    if (s->reader->end != NULL)
        s->reader->end(s->reader->arg, local(name), buf_str(&s->text));
    buf_cut(&s->text, 0);
}

static void XMLCALL on_text(void *arg, const XML_Char *text, int len)
{
    struct state *s = arg;
    if (s->reader->end != NULL)
        buf_add(&s->text, text, (size_t)len);
}

static void XMLCALL on_doctype(void *arg, const XML_Char *name, const XML_Char *id,
                               const XML_Char *pubid, int has_internal)
{
    (void)name;
    (void)id;
    (void)pubid;
    (void)has_internal;
    refuse(arg, "a document type, which no part has");
}

int xml_read(const char *data, size_t len, const struct xml_reader *reader, struct err *why)
{
    struct state s = {.reader = reader, .parser = XML_ParserCreate(NULL)};
    int rc = 0;
    if (s.parser == NULL)
        return err_set(why, "no memory");
    XML_SetUserData(s.parser, &s);
    XML_SetElementHandler(s.parser, on_start, on_end);
    XML_SetCharacterDataHandler(s.parser, on_text);
    XML_SetStartDoctypeDeclHandler(s.parser, on_doctype);
    (void)XML_SetHashSalt(s.parser, 1); /* no randomness: order is never taken from its tables */
    if (len > INT_MAX)
        rc = err_set(why, "too large");
    else if (XML_Parse(s.parser, data, (int)len, XML_TRUE) != XML_STATUS_OK)
        rc = err_set(why, "line %lu, column %lu: %s",
                     (unsigned long)XML_GetCurrentLineNumber(s.parser),
                     (unsigned long)XML_GetCurrentColumnNumber(s.parser) + 1,
                     s.refused != NULL ? s.refused : XML_ErrorString(XML_GetErrorCode(s.parser)));
    XML_ParserFree(s.parser);
    buf_release(&s.text);
    return rc;
}

const char *xml_attr(const char *const *attrs, const char *name)
{
    for (int i = 0; attrs[i] != NULL; i += 2)
        if (strcmp(attrs[i], name) == 0)
            return attrs[i + 1];
    for (int i = 0; attrs[i] != NULL; i += 2)
        if (strcmp(local(attrs[i]), name) == 0)
            return attrs[i + 1];
    return NULL;
}

long xml_number(const char *const *attrs, const char *name, long other)
{
    const char *text = xml_attr(attrs, name);
    char *end;
    if (text == NULL || *text == '\0')
        return other;
    long n = strtol(text, &end, 10);
    return *end == '\0' ? n : other;
}
