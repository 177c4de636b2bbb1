/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: which claims of this home say the same as a text, a picture or an address. Nothing is written. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "ctl.h"
#include "pantau-console.h"
#include "pantau-crypto-box.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-paste.h"
#include "pantau-picture.h"
#include "pantau-similar.h"
#include "pantau-url.h"
#include "pantau-words.h"

#define USAGE "similar FILE|- [--limit N] [--json], similar --url URL"

/* A file of pictures; a text is far smaller. */
#define READ_LIMIT (100 * 1024 * 1024)
#define TEXT_LIMIT (1024 * 1024)

/* How many are printed unless it is said. */
#define LIMIT 10

static const struct
{
  PantauSimilarWhy why;
  const char *name;
  const char *text;
} whys[] = {
  { PANTAU_SIMILAR_URL, "url", N_ ("same link") },
  { PANTAU_SIMILAR_TEXT, "text", N_ ("similar words") },
  { PANTAU_SIMILAR_PICTURE, "picture", N_ ("similar picture") },
};

/* What begins as JPEG, PNG or WebP do; the rest of it is looked at by the process that decodes. */
static gboolean
is_picture (const char *bytes, gsize length)
{
  return length > 12 &&
         (memcmp (bytes, "\xff\xd8\xff", 3) == 0 || memcmp (bytes, "\x89PNG\r\n\x1a\n", 8) == 0 ||
          (memcmp (bytes, "RIFF", 4) == 0 && memcmp (bytes + 8, "WEBP", 4) == 0));
}

/* The text to ask by, read as what is pasted is, and the first link in it, which may be all of it. */
static gboolean
read_text (const char *bytes, gsize length, char **text, char **url, GError **error)
{
  g_autoptr (GPtrArray) links = NULL;
  char *read;

  if (length > TEXT_LIMIT)
    return pantau_throw (error, PANTAU_ERROR_TOO_LARGE,
                         _ ("the text is larger than %d MiB; give only the message itself"),
                         TEXT_LIMIT / 1024 / 1024);
  read = pantau_paste_dup_text (bytes, length, error);
  if (read == NULL)
    return FALSE;
  *text = g_strstrip (g_strdup (read));
  pantau_secret_free (read);
  if (**text == '\0')
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("there is nothing in it to compare"));
  links = pantau_url_find (*text);
  if (links->len > 0)
    *url = g_strdup (((const PantauUrlFound *) g_ptr_array_index (links, 0))->url);

  return TRUE;
}

static gboolean
read_picture (const char *bytes, gsize length, guint64 *hash, GError **error)
{
  g_autoptr (GBytes) picture = g_bytes_new_static (bytes, length);
  g_autoptr (GError) local_error = NULL;

  *hash = pantau_picture_hash_bytes (picture, NULL, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return *hash != 0 || pantau_throw (error, PANTAU_ERROR_INVALID,
                                     _ ("the picture is of one colour: it is like no other"));
}

static void
print_json (const PantauSimilar *similar, PantauHome *home)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *why = json_array_new ();

  json_object_set_string_member (object, "id", similar->record);
  json_object_set_string_member (object, "title", similar->title);
  ctl_add_label (object, home, "hoax", similar->record);
  json_object_set_string_member (object, "region", similar->region);
  json_object_set_double_member (object, "score", (double) (int) (similar->score * 1000) / 1000);
  for (guint i = 0; i < G_N_ELEMENTS (whys); i++)
    if ((similar->why & whys[i].why) != 0)
      json_array_add_string_element (why, whys[i].name);
  json_object_set_array_member (object, "why", why);
  ctl_print_object (object);
}

static void
print_line (const PantauSimilar *similar, PantauHome *home)
{
  g_autofree char *title = ctl_title (home, "hoax", similar->record, similar->title);
  g_autoptr (GString) why = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (whys); i++)
    if ((similar->why & whys[i].why) != 0)
      g_string_append_printf (why, "%s%s", why->len > 0 ? ", " : "", _ (whys[i].text));
  printf ("%3d%%  %s  %-13s  %s  (%s)\n", (int) (similar->score * 100), similar->record,
          similar->region, title, why->str);
}

static gboolean
read_question (const char *path,
               PantauSimilarQuery *query,
               char **text,
               char **url,
               guint64 *picture,
               GError **error)
{
  gsize length;
  g_autofree char *bytes = pantau_console_read_plain (path, READ_LIMIT, &length, error);

  if (bytes == NULL)
    return FALSE;
  if (is_picture (bytes, length))
    {
      query->pictures = picture;
      query->n_pictures = 1;
      return read_picture (bytes, length, picture, error);
    }
  if (!read_text (bytes, length, text, url, error))
    return FALSE;
  query->text = *text;
  query->url = *url;

  return TRUE;
}

int
ctl_similar (const CtlOptions *options, int argc, char **argv, GError **error)
{
  PantauSimilarQuery query = { .limit = options->limit > 0 ? (guint) options->limit : LIMIT };
  g_autofree char *text = NULL, *url = NULL;
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GPtrArray) found = NULL;
  guint64 picture = 0;

  if (!ctl_check_arguments (argc, argv, options->url == NULL, options->url == NULL, USAGE, error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  if (home == NULL)
    return -1;
  if (options->url != NULL)
    {
      url = pantau_url_canonical (pantau_home_get_reference (home), options->url, error);
      if (url == NULL)
        return -1;
      query.url = url;
    }
  else if (!read_question (argv[1], &query, &text, &url, &picture, error))
    return -1;

  found = pantau_store_similar (pantau_home_get_store (home), &query, error);
  if (found == NULL)
    return -1;
  for (guint i = 0; i < found->len; i++)
    if (options->json)
      print_json (g_ptr_array_index (found, i), home);
    else
      print_line (g_ptr_array_index (found, i), home);
  if (found->len == 0 && !options->json)
    fprintf (stderr, "%s\n", _ ("no similar claim is here"));

  return PANTAU_EXIT_OK;
}
