/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the labelled set, makes its crowd of chance sentences, and records both as a person would. */

#include "config.h"

#include "similar-set.h"

#include <string.h>

#include "pantau-check.h"
#include "pantau-json.h"
#include "test-util.h"

#define MAX_BYTES (1024 * 1024)
#define MAX_TITLE 120
#define CROWD     2603

static JsonObject *
read_part (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "similar", name, NULL);
  g_autoptr (GBytes) bytes = test_file_read (path);
  g_autoptr (GError) error = NULL;
  JsonObject *part = pantau_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                        MAX_BYTES, &error);

  g_assert_no_error (error);

  return part;
}

static void
text_free (SetText *self)
{
  g_free (self->name);
  g_free (self->text);
  g_free (self->url);
  g_free (self);
}

static void
claim_free (SetClaim *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->text);
  g_free (self->url);
  g_ptr_array_unref (self->variants);
  g_ptr_array_unref (self->different);
  g_free (self->record);
  g_free (self);
}

static GPtrArray *
read_texts (JsonArray *array)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func ((GDestroyNotify) text_free);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      SetText *text = g_new0 (SetText, 1);

      text->name = g_strdup (pantau_json_string (object, "class"));
      text->text = g_strdup (pantau_json_string (object, "text"));
      text->url = g_strdup (pantau_json_string (object, "url"));
      g_assert_true (text->name != NULL && text->text != NULL);
      g_ptr_array_add (texts, text);
    }

  return texts;
}

char *
set_title_of (const char *text)
{
  const char *end = text;
  g_autofree char *cut = NULL;
  char *title;

  while (*end != '\0' && *end != '\n' &&
         !(strchr (".!?", *end) != NULL && (end[1] == ' ' || end[1] == '\n')))
    end++;
  title = g_strndup (text, (gsize) (end - text));
  if (g_utf8_strlen (title, -1) > MAX_TITLE)
    {
      cut = title;
      title = g_utf8_substring (cut, 0, MAX_TITLE);
    }

  return title;
}

GPtrArray *
set_load (const char *half)
{
  g_autofree char *name = g_strconcat (half, ".json", NULL);
  g_autoptr (JsonObject) part = read_part (name);
  JsonArray *array = pantau_json_array (part, "claims");
  GPtrArray *claims = g_ptr_array_new_with_free_func ((GDestroyNotify) claim_free);

  g_assert_nonnull (array);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      SetClaim *claim = g_new0 (SetClaim, 1);

      claim->id = g_strdup (pantau_json_string (object, "id"));
      claim->text = g_strdup (pantau_json_string (object, "text"));
      claim->url = g_strdup (pantau_json_string (object, "url"));
      claim->title = g_strdup (pantau_json_string (object, "title"));
      g_assert_true (claim->id != NULL && claim->text != NULL);
      if (claim->title == NULL)
        claim->title = set_title_of (claim->text);
      claim->variants = read_texts (pantau_json_array (object, "variants"));
      claim->different = read_texts (pantau_json_array (object, "different"));
      g_ptr_array_add (claims, claim);
    }

  return claims;
}

static const char *
pick (GRand *rand, JsonArray *from)
{
  return json_array_get_string_element (
      from, (guint) g_rand_int_range (rand, 0, (gint32) json_array_get_length (from)));
}

/* A sentence with something for each {name} in it. */
static void
append_sentence (GString *text, GRand *rand, JsonArray *sentences, JsonObject *lists)
{
  const char *from = pick (rand, sentences);
  const char *open;

  while ((open = strchr (from, '{')) != NULL)
    {
      const char *close = strchr (open, '}');
      g_autofree char *name = g_strndup (open + 1, (gsize) (close - open - 1));

      g_string_append_len (text, from, open - from);
      g_string_append (text, pick (rand, pantau_json_array (lists, name)));
      from = close + 1;
    }
  g_string_append (text, from);
}

GPtrArray *
set_crowd (guint n)
{
  g_autoptr (JsonObject) part = read_part ("kerumunan.json");
  g_autoptr (GRand) rand = g_rand_new_with_seed (CROWD);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *crowd = g_ptr_array_new_with_free_func (g_free);

  while (crowd->len < n)
    {
      GString *text = g_string_new (pick (rand, pantau_json_array (part, "opening")));
      guint sentences = 1 + (guint) g_rand_int_range (rand, 0, 3);

      for (guint i = 0; i < sentences; i++)
        {
          if (i > 0)
            g_string_append_c (text, ' ');
          append_sentence (text, rand, pantau_json_array (part, "sentences"),
                           pantau_json_object (part, "lists"));
        }
      g_string_append (text, pick (rand, pantau_json_array (part, "closing")));

      if (g_hash_table_add (seen, text->str))
        g_ptr_array_add (crowd, g_string_free (text, FALSE));
      else
        g_string_free (text, TRUE);
    }

  return crowd;
}

/* What a window or command line would record: a draft with the record's body. */
static PantauDraft *
draft_new (PantauHome *home, const char *title, const char *text, const char *url)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autofree char *region = NULL, *class = NULL, *input = NULL;
  JsonObject *fields = json_object_new ();
  PantauDraft *draft = g_new0 (PantauDraft, 1);

  json_object_set_string_member (object, "region", "16.71");
  json_object_set_string_member (object, "occurred", "2024-11-20T19:00:00+07:00");
  json_object_set_string_member (object, "title", title);
  json_object_set_string_member (fields, "platform", "whatsapp");
  json_object_set_string_member (fields, "quote", text);
  json_object_set_boolean_member (fields, "changes_voting", FALSE);
  if (url != NULL)
    json_object_set_string_member (fields, "url", url);
  json_object_set_object_member (object, "fields", fields);
  input = pantau_json_object_text (object);

  draft->body =
      pantau_check_record (pantau_home_get_reference (home), "hoax", input, strlen (input),
                           G_GINT64_CONSTANT (1732690000), NULL, &region, &class, faults);
  if (draft->body == NULL)
    g_error ("“%s”: %s", title, ((PantauFault *) g_ptr_array_index (faults, 0))->message);
  draft->record = pantau_uuid_new ();
  draft->kind = "hoax";
  draft->is_open = TRUE;
  draft->region = g_steal_pointer (&region);
  draft->type = PANTAU_TYPE_CREATE;
  draft->time = "2024-11-20T19:05:00+07:00";

  return draft;
}

static void
draft_free (PantauDraft *self)
{
  g_free ((char *) self->record);
  g_free ((char *) self->region);
  json_object_unref (self->body);
  g_free (self);
}

GPtrArray *
set_record (PantauHome *home, GPtrArray *claims, GPtrArray *crowd)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) draft_free);
  GPtrArray *records = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; claims != NULL && i < claims->len; i++)
    {
      SetClaim *claim = g_ptr_array_index (claims, i);
      PantauDraft *draft = draft_new (home, claim->title, claim->text, claim->url);

      g_free (claim->record);
      claim->record = g_strdup (draft->record);
      g_ptr_array_add (drafts, draft);
    }
  for (guint i = 0; i < crowd->len; i++)
    {
      const char *text = g_ptr_array_index (crowd, i);
      g_autofree char *title = set_title_of (text);

      g_ptr_array_add (drafts, draft_new (home, title, text, NULL));
      g_ptr_array_add (records,
                       g_strdup (((PantauDraft *) drafts->pdata[drafts->len - 1])->record));
    }

  pantau_home_write_many (home, drafts, &error);
  g_assert_no_error (error);

  return records;
}

char *
set_record_one (PantauHome *home, const char *title, const char *text, const char *url)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) draft_free);
  g_autoptr (GError) error = NULL;
  PantauDraft *draft = draft_new (home, title, text, url);

  g_ptr_array_add (drafts, draft);
  pantau_home_write_many (home, drafts, &error);
  g_assert_no_error (error);

  return g_strdup (draft->record);
}
