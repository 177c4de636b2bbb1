/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Which of GTK's renderers suits this machine. GL that the processor has to compute is five to ten times slower than drawing without it
 * (and takes 75 MB more), and old laptops without a working GPU are where this program is at home.
 *
 * Returns "cairo" where no GPU can render, NULL for GTK's own choice. @dri: the directory of the devices (/dev/dri); @sys: where the kernel says
 * what drives them (/sys/class/drm); @software: LIBGL_ALWAYS_SOFTWARE (nullable).
 */
const char *pantau_renderer_choose (const char *dri, const char *sys, const char *software);

/*
 * What GDK_DEBUG has to be beside @renderer (nullable), where it is @debug (nullable) now. With cairo nothing draws by GL, but GTK opens it all the
 * same before the first window: a third of the whole start. (transfer full) (nullable)
 */
char *pantau_renderer_debug (const char *renderer, const char *debug) G_GNUC_WARN_UNUSED_RESULT;

/* Sets GSK_RENDERER, and what of GDK_DEBUG goes with it, for this process unless somebody has; before GTK starts. */
void pantau_renderer_set (void);

G_END_DECLS
