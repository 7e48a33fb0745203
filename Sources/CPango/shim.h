#ifndef CPANGO_SHIM_H
#define CPANGO_SHIM_H

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

// Fonts of a configuration of one's own, at 72 dots an inch: a point of the font is a point of the page. Swift does not
// import the macros that cast between GObject's types.
static inline PangoFontMap *cpango_font_map(FcConfig *configuration) {
    PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    if (!map)
        return NULL;
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), configuration);
    return map;
}

// Lets go of a layout, a context or a font map.
static inline void cpango_release(void *object) {
    g_object_unref(object);
}

#endif
