/* How much room a cell's content takes on the screen, in digits of the body font. */
#ifndef PTCE_PUBLISH_LINT_SHOWN_H
#define PTCE_PUBLISH_LINT_SHOWN_H

#include <stdbool.h>

/* Characters that a number shows in a format. */
int lint_shown_chars(const char *code, double number);
/* The width of a text on one line, and how many lines it takes in a column; in Arial. */
double lint_text_width(const char *text);
int lint_text_lines(const char *text, double width);
/* Is the format one of ours, or a plain one? */
bool lint_format_known(const char *code);

#endif
