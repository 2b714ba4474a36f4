/*
 * Calls that cannot be used safely or that read what the program must not depend on (locale, time
 * zone, shell). Included by the compiler's command line into every source file: using one of them
 * does not compile.
 */
#ifndef PTCE_BASE_BANNED_H
#define PTCE_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* macros of the library, so that poisoning them is no redefinition */
#undef sprintf
#undef vsprintf
#undef strcpy
#undef strcat

#pragma GCC poison atoi atol atof strtok sprintf vsprintf strcpy strcat gmtime localtime
#pragma GCC poison ctime asctime mktime system popen tmpnam mktemp gets

#endif
