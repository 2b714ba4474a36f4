/*
 * HTML that is also well-formed XML, made from forms: fixed markup of ours with places {0} … {9}
 * for what differs. What is put there is always escaped, so that no text from outside can become
 * markup, in an element or in an attribute in double quotes.
 *
 *     HTML(&out, "<a href=\"{0}\">{1}</a>", path, name);
 *
 * page_html_form fills the same places without escaping: for texts that are not markup yet.
 */
#ifndef PTCE_PUBLISH_PAGE_HTML_H
#define PTCE_PUBLISH_PAGE_HTML_H

#include "base/buf.h"

#define HTML(out, ...)      HTML_WITH(out, __VA_ARGS__, NULL)
#define HTML_WITH(out, ...) page_html_add(out, (const char *const[]){__VA_ARGS__})

/* texts[0] is the form, the others its arguments, up to NULL. */
void page_html_add(struct buf *out, const char *const *texts);

/* Add text escaped for HTML and XML. Characters XML cannot hold, and bytes that are not UTF-8, come
 * out as U+FFFD. */
void page_html_text(struct buf *out, const char *text);

/* Add the form with args (up to NULL, or NULL for none) in its places, as they are. */
void page_html_form(struct buf *out, const char *form, const char *const *args);

#endif
