/*
 * What is not to be published of persons, as far as a program sees it in a text: an e-mail address,
 * a French telephone number, a social security number. Asked of names that chambers write, before
 * they are published, and of every text of a workbook (W42).
 */
#ifndef PTCE_MODEL_PERSONAL_H
#define PTCE_MODEL_PERSONAL_H

/* "an e-mail address" …, or NULL when there is nothing of the kind. */
const char *personal_find(const char *text);

#endif
