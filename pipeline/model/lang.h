/* The languages of what chambers and funders read. Tables of texts are indexed by it. */
#ifndef PTCE_MODEL_LANG_H
#define PTCE_MODEL_LANG_H

enum lang { LANG_FR, LANG_EN };

#endif
