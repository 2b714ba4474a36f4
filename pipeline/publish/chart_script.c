#include "publish/chart_drawing.h"

#define SANS   "font \"Liberation Sans,"
#define SOLID  "using 1:2 with lines lw 2.5 lc rgb "
#define DASHED "using 1:2 with lines lw 2.5 dt (8,5) lc rgb "
#define THIN   "using 1:2 with lines lw 1 lc rgb "
#define AREA   "using 1:2 with filledcurves closed fs solid noborder fc rgb "
#define BOXES  "using 1:2:3:4:5:6:7 with boxxyerror fs solid noborder lc rgb variable"
#define LABEL  "using 1:2:3:4 with labels "
#define INK    " tc rgb variable"

/* How gnuplot draws each layer from its rows; discs depend on the format. */
static const char *const styles[LAYERS] = {
    [LAYER_AREA_1] = AREA "\"#D3E2EF\"",
    [LAYER_AREA_2] = AREA "\"#AAC6DE\"",
    [LAYER_AREA_3] = AREA "\"#7EA6C8\"",
    [LAYER_AREA_4] = AREA "\"#5182AD\"",
    [LAYER_AREA_5] = AREA "\"#2B5C8A\"",
    [LAYER_AREA_ABSENT] = AREA "\"#DEDBD5\"",
    [LAYER_BORDER] = THIN "\"#FFFFFF\"",
    [LAYER_GRID] = THIN "\"#DDE2E7\"",
    [LAYER_RULE] = "using 1:2 with lines lw 1.5 lc rgb \"#52606D\"",
    [LAYER_STEM] = THIN "\"#8FA6BC\"",
    [LAYER_BAR] = BOXES,
    [LAYER_BASE] = THIN "\"#52606D\"",
    [LAYER_LINE_REST] = SOLID "\"#8FA6BC\"",
    [LAYER_LINE_1] = SOLID "\"#12436D\"",
    [LAYER_LINE_2] = SOLID "\"#28A197\"",
    [LAYER_LINE_3] = SOLID "\"#801650\"",
    [LAYER_LINE_4] = SOLID "\"#F46A25\"",
    [LAYER_DASH_REST] = DASHED "\"#8FA6BC\"",
    [LAYER_DASH_1] = DASHED "\"#12436D\"",
    [LAYER_DASH_2] = DASHED "\"#28A197\"",
    [LAYER_DASH_3] = DASHED "\"#801650\"",
    [LAYER_DASH_4] = DASHED "\"#F46A25\"",
    [LAYER_BOX] = BOXES,
    [LAYER_HEADLINE] = LABEL "left font \"Liberation Sans:Bold,22\"" INK,
    [LAYER_SUBTITLE] = LABEL "left " SANS "15\"" INK,
    [LAYER_FOOT] = LABEL "left " SANS "12\"" INK,
    [LAYER_LEFT] = LABEL "left " SANS "14\"" INK,
    [LAYER_RIGHT] = LABEL "right " SANS "14\"" INK,
    [LAYER_CENTRE] = LABEL "center " SANS "14\"" INK,
    [LAYER_SMALL] = LABEL "center " SANS "12\"" INK,
    [LAYER_SMALL_LEFT] = LABEL "left " SANS "12\"" INK,
    [LAYER_SMALL_RIGHT] = LABEL "right " SANS "12\"" INK,
};

/* A disc of radius 5.25 is a point of size 1 in both formats; the PNG's has a rim of 0.45. */
static const char *const discs[CHART_FORMATS] = {
    [CHART_SVG] = "using 1:2:($3/5.25):4 with points pt 7 ps variable lc rgb variable",
    [CHART_PNG] = "using 1:2:(($3-0.45)/5.25):4 with points pt 7 ps variable lc rgb variable"};

/* The PNG is 1600 pixels wide (C20 asks for no less; most of its time goes by its pixels), 8 for 5
 * units of the page. Its font points are of 1/72 inch on a screen of 96 dots an inch: 1.2 times
 * makes them 1.6 pixels a unit. */
static void set_terminal(const struct drawing *d, enum chart_format format, struct buf *out)
{
    if (format == CHART_SVG)
        buf_printf(out, "set terminal svg size %d,%d dynamic", PAGE_WIDTH, d->y);
    else
        buf_printf(out,
                   "set terminal pngcairo size %d,%d fontscale 1.2 linewidth 1.6 pointscale 2.79",
                   8 * PAGE_WIDTH / 5, (8 * d->y + 4) / 5);
    buf_text(out, " noenhanced butt " SANS "14\" background \"#FFFFFF\"\n");
}

void drawing_script(const struct drawing *d, enum chart_format format, const char *data_name,
                    struct buf *out)
{
    set_terminal(d, format, out);
    buf_text(out, "set encoding utf8\n"
                  "set datafile separator \"\\t\"\n"
                  "set datafile commentschars \"\"\n"
                  "unset border\nunset key\nunset xtics\nunset ytics\n"
                  "set lmargin at screen 0\nset rmargin at screen 1\n"
                  "set tmargin at screen 1\nset bmargin at screen 0\n");
    buf_printf(out, "set xrange [0:%d]\nset yrange [%d:0]\n", PAGE_WIDTH, d->y);
    int index = 0; /* of a layer's rows in the data file */
    const char *before = "plot";
    for (int i = 0; i < LAYERS; i++) {
        if (d->layers[i].len == 0)
            continue;
        buf_printf(out, "%s \"%s\" index %d %s", before, data_name, index,
                   i == LAYER_DISC ? discs[format] : styles[i]);
        before = ", \\\n    ";
        index++;
    }
    buf_char(out, '\n');
}
