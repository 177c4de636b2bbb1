/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of GTK's renderers suits this machine. */

#include "config.h"

#include "pantau-renderer.h"

#include <string.h>
#include <unistd.h>

/* Render nodes behind which there is no GPU. */
static const char *const without_gpu[] = { "vgem", "vkms", NULL };

static gboolean
has_gpu (const char *sys, const char *node)
{
  g_autofree char *link = g_build_filename (sys, node, "device", "driver", NULL);
  g_autofree char *target = g_file_read_link (link, NULL), *driver = NULL;

  if (target == NULL)
    return TRUE; /* what we cannot tell is left to GTK */
  driver = g_path_get_basename (target);

  return !g_strv_contains (without_gpu, driver);
}

const char *
pantau_renderer_choose (const char *dri, const char *sys, const char *software)
{
  g_autoptr (GDir) dir = NULL;
  const char *node;

  if (software != NULL && *software != '\0' && strcmp (software, "0") != 0 &&
      g_ascii_strcasecmp (software, "false") != 0)
    return "cairo";

  /* Only render nodes ("renderD128") compute; a card without one just shows. */
  dir = g_dir_open (dri, 0, NULL);
  while (dir != NULL && (node = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (dri, node, NULL);

      if (g_str_has_prefix (node, "renderD") && access (path, R_OK | W_OK) == 0 &&
          has_gpu (sys, node))
        return NULL;
    }

  return "cairo";
}

char *
pantau_renderer_debug (const char *renderer, const char *debug)
{
  if (g_strcmp0 (renderer, "cairo") != 0)
    return g_strdup (debug);
  if (debug == NULL || *debug == '\0')
    return g_strdup ("gl-disable");

  return strstr (debug, "gl-disable") != NULL ? g_strdup (debug)
                                              : g_strconcat (debug, ",gl-disable", NULL);
}

void
pantau_renderer_set (void)
{
  g_autofree char *debug = NULL;

  if (g_getenv ("GSK_RENDERER") == NULL)
    {
      const char *renderer =
          pantau_renderer_choose ("/dev/dri", "/sys/class/drm", g_getenv ("LIBGL_ALWAYS_SOFTWARE"));

      if (renderer != NULL)
        g_setenv ("GSK_RENDERER", renderer, TRUE);
    }
  debug = pantau_renderer_debug (g_getenv ("GSK_RENDERER"), g_getenv ("GDK_DEBUG"));
  if (debug != NULL)
    g_setenv ("GDK_DEBUG", debug, TRUE);
}
