/* Inside template: what its files share. template.c makes the sheets to fill in and the reminders,
 * template_lists.c the lists and what cells accept, template_readme.c what is only read. */
#ifndef PTCE_PUBLISH_TEMPLATE_PARTS_H
#define PTCE_PUBLISH_TEMPLATE_PARTS_H

#include "base/mem.h"
#include "publish/form.h"
#include "publish/template.h"
#include "publish/template_input.h"

/* A list on the sheet of lists: two columns, codes and labels. */
struct listing {
    enum input_kind kind;
    const struct codelist *codes; /* INPUT_CODES */
    const char *title;
    int column;
    int count;
};

enum { MAX_LISTINGS = 32, MONTHS_LISTED = 25 };

struct template
{
    const struct template_facts *facts;
    const struct contract *contract;
    struct form f;
    struct arena arena;
    const char *region;
    const char *title;
    const char *version;
    struct listing listings[MAX_LISTINGS];
    int n_listings;
};

const char *template_keep(struct template *t, struct buf *text); /* into the arena; empties text */
const char *template_reminder_tab(struct template *t, int table);

/* Find the lists that the tables need; write them; let the cells of a column accept what its field
 * does. */
void template_list(struct template *t);
void template_lists(struct template *t);
void template_validate(struct template *t, lxw_worksheet *sheet, const struct table *table,
                       int field, int column);

void template_readme(struct template *t);
void template_columns(struct template *t);

#endif
