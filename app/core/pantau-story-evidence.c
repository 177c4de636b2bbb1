/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record's history: which files were attached, which of them Pemprov was given, and what was done with them. */

#include "config.h"

#include "pantau-story-act.h"

#include <glib/gi18n-lib.h>

#include "pantau-entry.h"
#include "pantau-evidence.h"
#include "pantau-format.h"
#include "pantau-json.h"
#include "pantau-touch.h"
#include "pantau-words-custody.h"
#include "pantau-words.h"

/* The lines below a sentence, and what somebody said, if anything. (transfer full) (nullable) */
static char *
below (GPtrArray *names, const char *said)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *clean = said != NULL ? pantau_words_clean_lines (said) : NULL;

  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            (const char *) g_ptr_array_index (names, i));
  if (clean != NULL && *clean != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", clean);

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static char *
tell_added (JsonObject *body, const char *author, char **text)
{
  g_autoptr (GPtrArray) files = pantau_evidence_read (body);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *count = pantau_format_integer (files->len);

  for (guint i = 0; i < files->len; i++)
    g_ptr_array_add (names, ((PantauAttachment *) g_ptr_array_index (files, i))->name);
  *text = below (names, pantau_json_string (body, "note"));

  /* Translators: a person, and how many files. The names stand below. */
  return g_strdup_printf (ngettext ("%s attached %s file", "%s attached %s files", files->len),
                          author, count);
}

/* What a file is called by the lines that brought it; the first letters of its hash where none is here. (transfer full) */
static char *
name_of (GHashTable *bodies, const char *hash)
{
  GHashTableIter iter;
  gpointer body;

  g_hash_table_iter_init (&iter, bodies);
  while (g_hash_table_iter_next (&iter, NULL, &body))
    {
      g_autoptr (GPtrArray) files =
          json_object_has_member (body, "files") ? pantau_evidence_read (body) : NULL;

      for (guint i = 0; files != NULL && i < files->len; i++)
        {
          const PantauAttachment *file = g_ptr_array_index (files, i);

          if (g_str_equal (file->hash, hash))
            return g_strdup (file->name);
        }
    }

  return g_strndup (hash, 8);
}

static char *
tell_released (JsonObject *body, GHashTable *bodies, const char *author, char **text)
{
  g_auto (GStrv) targets = pantau_evidence_read_release (body);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint n = g_strv_length (targets);
  g_autofree char *count = pantau_format_integer (n);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (names, name_of (bodies, targets[i]));
  *text = below (names, pantau_json_string (body, "reason"));

  /* Translators: a person, and how many files. The names and the reason stand below. */
  return g_strdup_printf (ngettext ("%s released %s file to the provincial government",
                                    "%s released %s files to the provincial government", n),
                          author, count);
}

/* (nullable): NULL of a malformed one, which has no effect */
static char *
tell_touched (JsonObject *body, GHashTable *bodies, const char *author, char **text)
{
  g_autoptr (PantauTouch) touch = pantau_touch_read (body);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (touch == NULL)
    return NULL;
  for (guint i = 0; touch->targets[i] != NULL; i++)
    g_ptr_array_add (names, name_of (bodies, touch->targets[i]));
  *text = below (names, touch->note);

  return pantau_words_touch (touch, author, names->len);
}

char *
pantau_story_tell_evidence (
    const PantauEvent *event, JsonObject *body, GHashTable *bodies, const char *author, char **text)
{
  if (g_str_equal (event->type, PANTAU_TYPE_EVIDENCE))
    return tell_added (body, author, text);
  if (g_str_equal (event->type, PANTAU_TYPE_DISCLOSE))
    return tell_released (body, bodies, author, text);
  if (g_str_equal (event->type, PANTAU_TYPE_TOUCH))
    return tell_touched (body, bodies, author, text);

  return NULL;
}
