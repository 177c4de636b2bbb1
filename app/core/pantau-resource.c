/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The data built into the core. The linker drops a resource of a static library that nothing names, so it is
 * asked for by its own function here rather than through GLib's registry.
 */

#include "config.h"

#include "pantau-resource.h"

#include "pantau-core-resources.h"
#include "pantau-error.h"

GBytes *
pantau_resource_lookup (const char *path, GError **error)
{
  g_autofree char *full = g_strconcat ("/id/pantau/", path, NULL);
  GBytes *bytes;

  bytes = g_resource_lookup_data (pantau_core_get_resource (), full, G_RESOURCE_LOOKUP_FLAGS_NONE,
                                  NULL);
  if (bytes == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND, "no built-in file '%s'", path);

  return bytes;
}
