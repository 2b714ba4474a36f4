/*
 * Pictures: drawings made into SVG and PNG files by gnuplot processes.
 *
 *     struct picture p[2] = {{.drawing = …}, {.drawing = …}};
 *     if (pictures_draw(run, p, 2, "a/folder/for/data", err) == -1) …
 *     …p[0].files[CHART_SVG], p[0].files[CHART_PNG]…
 *     picture_release(&p[0]); …
 *
 * A gnuplot process draws several, one after the other. Of the SVG, the figures before it change
 * only the tag of an empty group, which chart_svg drops; a PNG does not depend on them. Nothing
 * gnuplot wrote is trusted to be whole: its exit status on a full disk is 0.
 */
#ifndef PTCE_PUBLISH_CHART_GNUPLOT_H
#define PTCE_PUBLISH_CHART_GNUPLOT_H

#include "base/err.h"
#include "model/run.h"
#include "publish/chart_drawing.h"

struct picture {
    struct drawing drawing;
    struct buf files[CHART_FORMATS];
};

/* Draw all of them, run->jobs processes at once. `folder` exists and is empty; data files are put
 * there. -1 with err ("gnuplot: …") at the first that failed. */
int pictures_draw(const struct run *run, struct picture *pictures, size_t count, const char *folder,
                  struct err *err);

/* Add the picture's file name: "emplois-25-mois.svg". */
void picture_file(const struct picture *p, enum chart_format format, struct buf *out);
void picture_release(struct picture *p);

#endif
