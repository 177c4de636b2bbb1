/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quiet daily questions of a home, and what it keeps of their answers. */

#include "config.h"

#include "pantau-upkeep.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-folder.h"
#include "pantau-json.h"
#include "pantau-reference-pack.h"

#define DIRECTORY "reference-province"
#define PERIOD    (24 * 60 * 60) /* seconds */
#define SETTING   "upkeep"       /* when it was last done, Unix seconds */
#define ETAG      "reference-etag"
#define LIMIT     (1024 * 1024)

char *
pantau_upkeep_reference_path (const char *home)
{
  return g_build_filename (home, DIRECTORY, NULL);
}

int
pantau_upkeep_compare_editions (const char *a, const char *b)
{
  if (a == NULL || b == NULL)
    return (a != NULL) - (b != NULL);

  while (*a != '\0' || *b != '\0')
    {
      char *after_a, *after_b;
      guint64 x = g_ascii_strtoull (a, &after_a, 10), y = g_ascii_strtoull (b, &after_b, 10);

      if (x != y)
        return x < y ? -1 : 1;
      a = *after_a != '\0' ? after_a + 1 : after_a;
      b = *after_b != '\0' ? after_b + 1 : after_b;
    }

  return 0;
}

/* A name that is a name alone. */
static gboolean
is_file_name (const char *name)
{
  return strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789_-.") == strlen (name) &&
         strlen (name) <= 64 && *name != '.' && strstr (name, "..") == NULL &&
         (g_str_has_suffix (name, ".csv") || g_str_has_suffix (name, ".json"));
}

static char *
edition_of (const char *text)
{
  g_autoptr (JsonObject) object = pantau_json_parse (text, strlen (text), LIMIT, NULL);

  return g_strdup (pantau_json_string (object, "edition"));
}

static gboolean
is_replaced (JsonArray *replaced, const char *name)
{
  for (guint i = 0; replaced != NULL && i < json_array_get_length (replaced); i++)
    {
      JsonNode *node = json_array_get_element (replaced, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
          g_str_equal (json_node_get_string (node), name))
        return TRUE;
    }

  return FALSE;
}

/*
 * Ours is @built_in (nullable). What an operator replaced is as they want it, unless the law went on since and our program knows; what merely comes with
 * their program counts where it is newer.
 */
static gboolean
counts (const char *name, const char *text, gboolean replaced, const char *built_in)
{
  g_autofree char *theirs = NULL, *ours = NULL;
  int order;

  if (built_in != NULL && g_str_equal (text, built_in))
    return FALSE;
  if (!g_str_has_suffix (name, ".json"))
    return replaced;

  theirs = edition_of (text);
  ours = built_in != NULL ? edition_of (built_in) : NULL;
  order = pantau_upkeep_compare_editions (theirs, ours);

  return replaced ? order >= 0 : order > 0;
}

static gboolean
write_file (const char *directory, const char *name, const char *text, GError **error)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);

  return g_file_set_contents_full (path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, NULL) ||
         pantau_throw_write (error, path, errno);
}

/* Those that count, into @directory. @n: how many. */
static gboolean
write_all (JsonObject *files, JsonArray *replaced, const char *directory, guint *n, GError **error)
{
  g_autoptr (PantauReference) built_in = pantau_reference_new (NULL, error);
  g_autoptr (GList) names = json_object_get_members (files);

  if (built_in == NULL)
    return FALSE;

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *name = l->data, *text = pantau_json_string (files, name);
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *ours = NULL;

      if (text == NULL || !is_file_name (name))
        continue;
      bytes = pantau_reference_read (built_in, name, NULL);
      if (bytes == NULL)
        continue; /* our program would not read it */
      ours = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      if (!counts (name, text, is_replaced (replaced, name), ours))
        continue;
      if (!write_file (directory, name, text, error))
        return FALSE;
      (*n)++;
    }

  return TRUE;
}

/* In the place of what is there; at worst there is none for a moment, and what is built in counts. */
static gboolean
put_in_place (const char *next, const char *path, GError **error)
{
  g_autofree char *old = g_strconcat (path, ".old", NULL);

  pantau_folder_remove (old);
  if (g_rename (path, old) != 0 && errno != ENOENT)
    return pantau_throw (error, PANTAU_ERROR_IO, _ ("cannot write “%s”: %s"), path,
                         g_strerror (errno));
  if (next != NULL && g_rename (next, path) != 0)
    return pantau_throw (error, PANTAU_ERROR_IO, _ ("cannot write “%s”: %s"), path,
                         g_strerror (errno));
  pantau_folder_remove (old);

  return TRUE;
}

gboolean
pantau_upkeep_take_reference (const char *path, const char *text, gboolean *changed, GError **error)
{
  g_autoptr (JsonObject) pack = pantau_json_parse (text, strlen (text), LIMIT, error);
  JsonObject *files = pantau_json_object (pack, "files");
  g_autofree char *directory = pantau_upkeep_reference_path (path),
                  *next = g_strconcat (directory, ".new", NULL);
  g_autoptr (PantauReference) read = NULL;
  guint n = 0;
  gboolean ok;

  if (changed != NULL)
    *changed = FALSE;
  if (files == NULL)
    return pack != NULL && pantau_throw (error, PANTAU_ERROR_MALFORMED,
                                         _ ("the province's reference data are not well-formed"));

  pantau_folder_remove (next);
  if (g_mkdir (next, 0700) != 0)
    return pantau_throw (error, errno == ENOSPC ? PANTAU_ERROR_FULL : PANTAU_ERROR_IO,
                         _ ("cannot write “%s”: %s"), next, g_strerror (errno));

  /* All of it is read before any of it counts: files fit together, or they are no help. */
  ok = write_all (files, pantau_json_array (pack, "replaced"), next, &n, error);
  if (ok && n > 0)
    {
      read = pantau_reference_new (next, error);
      ok = read != NULL;
    }
  ok = ok && put_in_place (n > 0 ? next : NULL, directory, error);
  if (!ok || n == 0)
    pantau_folder_remove (next);
  if (ok && changed != NULL)
    *changed = n > 0;

  return ok;
}

/* Of the pack that a province with our program and no data of its own gives: then there is nothing to fetch at all. */
static char *
built_in_etag (PantauHome *home)
{
  g_autoptr (PantauReference) built_in = pantau_reference_new (NULL, NULL);
  g_autoptr (JsonObject) pack = NULL;
  char *etag = NULL;

  if (built_in != NULL)
    pack =
        pantau_reference_pack_make (built_in, pantau_home_get_province (home), NULL, &etag, NULL);

  return etag;
}

static gboolean
fetch_reference (PantauHome *home, PantauClient *client, GCancellable *cancellable, GError **error)
{
  g_autofree char *known = pantau_home_get_setting (home, ETAG), *etag = NULL, *text = NULL;

  if (known == NULL)
    known = built_in_etag (home);
  if (!pantau_client_reference (client, known, &text, &etag, cancellable, error))
    return FALSE;

  return text == NULL ||
         (pantau_upkeep_take_reference (pantau_home_get_path (home), text, NULL, error) &&
          pantau_home_set_setting (home, ETAG, etag, error));
}

/* A home that never did starts to count today: its grant is as fresh as what it would be told. */
static gboolean
is_due (PantauHome *home, gint64 now)
{
  g_autofree char *last = pantau_home_get_setting (home, SETTING);
  gint64 then = last != NULL ? g_ascii_strtoll (last, NULL, 10) : now;

  if (last == NULL)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, now);

      pantau_home_set_setting (home, SETTING, text, NULL);
    }

  /* A clock that was set back is no reason to wait for years. */
  return now - then >= PERIOD || then > now + PERIOD;
}

void
pantau_upkeep_run (PantauHome *home, PantauClient *client, GCancellable *cancellable)
{
  gint64 now = pantau_home_clock (home);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, now);
  g_autoptr (GError) error = NULL;

  if (!is_due (home, now))
    return;

  if (pantau_client_renew_pins (client, cancellable, &error) &&
      fetch_reference (home, client, cancellable, &error))
    pantau_home_set_setting (home, SETTING, text, NULL);
  else
    g_debug ("daily questions: %s", error->message);
}
