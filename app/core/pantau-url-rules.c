/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What links have in common that look different, as data. */

#include "config.h"

#include "pantau-url-rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-document.h"
#include "pantau-json.h"

/* "www.m.example.id" has two; more is a name of its own. */
#define MOST_PREFIXES 3

struct _PantauUrlRules
{
  gatomicrefcount ref_count;
  char **drop;
  char **prefixes;
  char **shorteners; /* "bit.ly", "wa.me/message" */
  GPtrArray *sites;
  GHashTable *hosts; /* host and other names → PantauUrlSite, borrowed */
};

static void
path_free (gpointer data)
{
  PantauUrlPath *self = data;

  g_free (self->from);
  g_free (self->to);
  g_strfreev (self->keep);
  g_free (self);
}

static void
through_free (gpointer data)
{
  PantauUrlThrough *self = data;

  g_free (self->path);
  g_free (self->parameter);
  g_free (self);
}

static void
site_free (gpointer data)
{
  PantauUrlSite *self = data;

  g_free (self->host);
  g_strfreev (self->also);
  g_free (self->is);
  g_strfreev (self->prefixes);
  g_free (self->platform);
  g_strfreev (self->drop);
  g_ptr_array_unref (self->paths);
  g_ptr_array_unref (self->through);
  g_free (self);
}

/* A member that may be absent. (transfer full): strv */
static char **
read_strings (PantauDocument *document, JsonObject *object, const char *name)
{
  return json_object_has_member (object, name) ? pantau_document_strings (document, object, name)
                                               : g_new0 (char *, 1);
}

/* The same for rows. (transfer none) (nullable) */
static JsonArray *
read_rows (PantauDocument *document, JsonObject *object, const char *name)
{
  return json_object_has_member (object, name) ? pantau_document_objects (document, object, name)
                                               : NULL;
}

static void
read_paths (PantauUrlSite *self, PantauDocument *document, JsonArray *rows)
{
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *object = json_array_get_object_element (rows, i);
      PantauUrlPath *path = g_new0 (PantauUrlPath, 1);

      path->from = g_strdup (pantau_document_string (document, object, "from"));
      path->to = g_strdup (pantau_json_string (object, "to"));
      if (json_object_has_member (object, "keep"))
        path->keep = pantau_document_strings (document, object, "keep");
      path->ends = pantau_json_boolean (object, "ends");
      if (*path->from != '/' || (path->to != NULL && *path->to != '/'))
        pantau_document_fail (document, _ ("“%s” is no path of a site; it begins with “/”"),
                              *path->from != '/' ? path->from : path->to);
      g_ptr_array_add (self->paths, path);
    }
}

static void
read_through (PantauUrlSite *self, PantauDocument *document, JsonArray *rows)
{
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *object = json_array_get_object_element (rows, i);
      PantauUrlThrough *through = g_new0 (PantauUrlThrough, 1);
      const char *path = pantau_json_string (object, "path");

      through->path = g_strdup (path != NULL ? path : "");
      through->parameter = g_strdup (pantau_document_string (document, object, "parameter"));
      g_ptr_array_add (self->through, through);
    }
}

static PantauUrlSite *
read_site (PantauDocument *document, JsonObject *object)
{
  PantauUrlSite *self = g_new0 (PantauUrlSite, 1);
  JsonArray *paths = read_rows (document, object, "paths"),
            *through = read_rows (document, object, "through");

  pantau_document_at (document, pantau_json_string (object, "host"), NULL);
  self->paths = g_ptr_array_new_with_free_func (path_free);
  self->through = g_ptr_array_new_with_free_func (through_free);
  self->host = g_strdup (pantau_document_string (document, object, "host"));
  self->also = read_strings (document, object, "also");
  self->is = g_strdup (pantau_json_string (object, "is"));
  self->prefixes = read_strings (document, object, "prefixes");
  self->platform = g_strdup (pantau_document_code (document, object, "platform"));
  self->drop = read_strings (document, object, "drop");
  if (paths != NULL)
    read_paths (self, document, paths);
  if (through != NULL)
    read_through (self, document, through);

  return self;
}

static void
add_host (PantauUrlRules *self, PantauDocument *document, const char *host, PantauUrlSite *site)
{
  if (strchr (host, '.') == NULL || strchr (host, '/') != NULL)
    pantau_document_fail (document, _ ("“%s” is not the name of a web site"), host);
  if (!g_hash_table_insert (self->hosts, g_strdup (host), site))
    pantau_document_fail (document, _ ("the code %s is given twice"), host);
}

PantauUrlRules *
pantau_url_rules_new (GBytes *bytes, GError **error)
{
  g_autoptr (PantauUrlRules) self = g_new0 (PantauUrlRules, 1);
  g_autoptr (PantauDocument) document = pantau_document_new ("tautan.json", bytes);
  JsonObject *root = pantau_document_root (document);
  JsonArray *sites = pantau_document_objects (document, root, "sites");

  g_atomic_ref_count_init (&self->ref_count);
  self->sites = g_ptr_array_new_with_free_func (site_free);
  self->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->drop = read_strings (document, root, "drop");
  self->prefixes = read_strings (document, root, "prefixes");
  self->shorteners = read_strings (document, root, "short");
  for (guint i = 0; i < json_array_get_length (sites); i++)
    {
      PantauUrlSite *site = read_site (document, json_array_get_object_element (sites, i));

      g_ptr_array_add (self->sites, site);
      add_host (self, document, site->host, site);
      for (guint j = 0; site->also[j] != NULL; j++)
        add_host (self, document, site->also[j], site);
    }

  return pantau_document_finish (document, error) ? g_steal_pointer (&self) : NULL;
}

PantauUrlRules *
pantau_url_rules_ref (PantauUrlRules *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pantau_url_rules_unref (PantauUrlRules *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_strfreev (self->drop);
  g_strfreev (self->prefixes);
  g_strfreev (self->shorteners);
  g_hash_table_unref (self->hosts);
  g_ptr_array_unref (self->sites);
  g_free (self);
}

GPtrArray *
pantau_url_rules_list (PantauUrlRules *self)
{
  return self->sites;
}

const PantauUrlSite *
pantau_url_rules_site (PantauUrlRules *self, const char *host)
{
  while (host != NULL && *host != '\0')
    {
      const PantauUrlSite *site = g_hash_table_lookup (self->hosts, host);
      const char *dot = strchr (host, '.');

      if (site != NULL)
        return site;
      host = dot != NULL ? dot + 1 : NULL;
    }

  return NULL;
}

/* What follows @prefix and a dot, where that is still the name of a site. (nullable) */
static const char *
behind_prefix (const char *host, const char *prefix)
{
  gsize length = strlen (prefix);
  const char *rest =
      g_str_has_prefix (host, prefix) && host[length] == '.' ? host + length + 1 : NULL;

  return rest != NULL && strchr (rest, '.') != NULL ? rest : NULL;
}

static const char *
behind_any (const char *host, char **prefixes)
{
  for (guint i = 0; prefixes[i] != NULL; i++)
    {
      const char *rest = behind_prefix (host, prefixes[i]);

      if (rest != NULL)
        return rest;
    }

  return NULL;
}

char *
pantau_url_rules_fold_host (PantauUrlRules *self, const char *host)
{
  const PantauUrlSite *site;

  for (guint i = 0; i < MOST_PREFIXES; i++)
    {
      const char *rest = behind_any (host, self->prefixes);

      site = pantau_url_rules_site (self, host);
      if (rest == NULL && site != NULL)
        rest = behind_any (host, site->prefixes);
      if (rest == NULL)
        break;
      host = rest;
    }

  site = g_hash_table_lookup (self->hosts, host);

  return g_strdup (site != NULL ? site->host : host);
}

/* @pattern ends with '*' where any end will do. */
static gboolean
matches (const char *pattern, const char *name)
{
  gsize length = strlen (pattern);

  if (length > 0 && pattern[length - 1] == '*')
    return g_ascii_strncasecmp (pattern, name, length - 1) == 0;

  return g_ascii_strcasecmp (pattern, name) == 0;
}

static gboolean
matches_any (char **patterns, const char *name)
{
  for (guint i = 0; patterns[i] != NULL; i++)
    if (matches (patterns[i], name))
      return TRUE;

  return FALSE;
}

gboolean
pantau_url_rules_drops (PantauUrlRules *self, const PantauUrlSite *site, const char *name)
{
  return matches_any (self->drop, name) || (site != NULL && matches_any (site->drop, name));
}

gboolean
pantau_url_rules_is_short (PantauUrlRules *self, const char *host, const char *path)
{
  for (guint i = 0; self->shorteners[i] != NULL; i++)
    {
      const char *known = self->shorteners[i], *slash = strchr (known, '/');
      gsize length = slash != NULL ? (gsize) (slash - known) : strlen (known);

      if (strlen (host) != length || strncmp (known, host, length) != 0)
        continue;
      /* Its own page is no link to another. */
      if (slash == NULL ? strlen (path) > 1
                        : g_str_has_prefix (path, slash) && path[strlen (slash)] == '/')
        return TRUE;
    }

  return FALSE;
}
