/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of routes. SoupServer's own compares prefixes and knows no methods. */

#include "config.h"

#include "routes.h"

#include <string.h>

struct _PantauRoutes
{
  /* (owned): path (owned) → GHashTable (owned): method (owned) → PantauRoute (owned) */
  GHashTable *paths;
};

PantauRoutes *
pantau_routes_new (void)
{
  PantauRoutes *self = g_new0 (PantauRoutes, 1);

  self->paths =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);

  return self;
}

void
pantau_routes_free (PantauRoutes *self)
{
  g_hash_table_unref (self->paths);
  g_free (self);
}

void
pantau_routes_add (PantauRoutes *self,
                   const char *method,
                   const char *path,
                   const PantauRoute *route)
{
  GHashTable *methods = g_hash_table_lookup (self->paths, path);

  if (methods == NULL)
    {
      methods = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_hash_table_insert (self->paths, g_strdup (path), methods);
    }
  g_return_if_fail (!g_hash_table_contains (methods, method));
  g_hash_table_insert (methods, g_strdup (method), g_memdup2 (route, sizeof *route));
}

void
pantau_routes_exempt (PantauRoutes *self, const char *path)
{
  GHashTable *methods = g_hash_table_lookup (self->paths, path);
  GHashTableIter iter;
  gpointer route;

  g_return_if_fail (methods != NULL);

  g_hash_table_iter_init (&iter, methods);
  while (g_hash_table_iter_next (&iter, NULL, &route))
    ((PantauRoute *) route)->exempt = TRUE;
}

void
pantau_routes_set_patient (PantauRoutes *self, const char *path, PantauHttpPatientFunc is_patient)
{
  GHashTable *methods = g_hash_table_lookup (self->paths, path);
  GHashTableIter iter;
  gpointer route;

  g_return_if_fail (methods != NULL);

  g_hash_table_iter_init (&iter, methods);
  while (g_hash_table_iter_next (&iter, NULL, &route))
    ((PantauRoute *) route)->is_patient = is_patient;
}

void
pantau_routes_set_headers (PantauRoutes *self, const char *path, const PantauAnswerHeader *headers)
{
  GHashTable *methods = g_hash_table_lookup (self->paths, path);
  GHashTableIter iter;
  gpointer route;

  g_return_if_fail (methods != NULL);

  g_hash_table_iter_init (&iter, methods);
  while (g_hash_table_iter_next (&iter, NULL, &route))
    ((PantauRoute *) route)->headers = headers;
}

static char *
list_methods (GHashTable *methods)
{
  g_autofree gpointer *names = g_hash_table_get_keys_as_array (methods, NULL);
  g_autofree char *list = g_strjoinv (", ", (char **) names);

  if (!g_hash_table_contains (methods, "GET") || g_hash_table_contains (methods, "HEAD"))
    return g_steal_pointer (&list);

  return g_strconcat (list, ", HEAD", NULL);
}

static GHashTable *
find_methods (PantauRoutes *self, const char *path)
{
  GHashTable *methods = g_hash_table_lookup (self->paths, path);
  const char *slash = strrchr (path, '/');
  g_autofree char *parent = NULL;

  if (methods != NULL || slash == NULL || slash[1] == '\0')
    return methods;
  parent = g_strndup (path, (gsize) (slash + 1 - path));

  return g_hash_table_lookup (self->paths, parent);
}

PantauRoutesResult
pantau_routes_find (PantauRoutes *self,
                    const char *method,
                    const char *path,
                    const PantauRoute **route,
                    char **allow)
{
  GHashTable *methods = find_methods (self, path);

  if (methods == NULL)
    return PANTAU_ROUTES_NO_PATH;

  *route = g_hash_table_lookup (methods, method);
  if (*route == NULL && g_str_equal (method, "HEAD"))
    *route = g_hash_table_lookup (methods, "GET");
  if (*route != NULL)
    return PANTAU_ROUTES_FOUND;

  *allow = list_methods (methods);

  return PANTAU_ROUTES_NO_METHOD;
}
