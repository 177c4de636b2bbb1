/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The members of a bundle, and its manifest, which names each of them by its hash and is signed. */

#include "config.h"

#include "pantau-dossier-private.h"

#include <string.h>

#include "pantau-json.h"

/* Append only. */
static const char *const state_names[] = {
  [PANTAU_DOSSIER_PRESENT] = "present",     [PANTAU_DOSSIER_MISSING] = "missing",
  [PANTAU_DOSSIER_ELSEWHERE] = "elsewhere", [PANTAU_DOSSIER_HELD] = "held",
  [PANTAU_DOSSIER_SEALED] = "sealed",
};

const char *
pantau_dossier_state_get_name (PantauDossierState state)
{
  return state_names[state];
}

static void
part_free (gpointer data)
{
  PantauDossierPart *self = data;

  g_free (self->name);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->hash);
  g_free (self);
}

/* @text: (transfer full) */
static void
add_text (GPtrArray *parts, const char *name, char *text)
{
  PantauDossierPart *part = g_new0 (PantauDossierPart, 1);

  part->name = g_strdup (name);
  part->size = (goffset) strlen (text);
  part->hash = pantau_sha256_text (text, strlen (text));
  part->bytes = g_bytes_new_take (text, strlen (text));
  g_ptr_array_add (parts, part);
}

static char *
lines_text (const PantauDossier *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->grants->len; i++)
    pantau_entry_append_line (g_ptr_array_index (self->grants, i), text);
  for (guint i = 0; i < self->records->len; i++)
    {
      const PantauDossierRecord *record = g_ptr_array_index (self->records, i);

      for (guint k = 0; k < record->lines->len; k++)
        pantau_entry_append_line (g_ptr_array_index (record->lines, k), text);
    }

  return g_string_free (text, FALSE);
}

/* Each original once, though several records have it. */
static void
add_originals (const PantauDossier *self, GPtrArray *parts)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->records->len; i++)
    {
      const PantauDossierRecord *record = g_ptr_array_index (self->records, i);

      for (guint k = 0; k < record->files->len; k++)
        {
          PantauDossierFile *file = g_ptr_array_index (record->files, k);
          PantauDossierPart *part;

          if (file->member == NULL || !g_hash_table_add (seen, file->file->hash))
            continue;
          part = g_new0 (PantauDossierPart, 1);
          part->name = g_strdup (file->member);
          part->hash = g_strdup (file->file->hash);
          part->size = file->file->size;
          g_ptr_array_add (parts, part);
        }
    }
}

/* Lines may call one file by two types: it has one name. */
static void
settle_members (PantauDossier *self)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->records->len; i++)
    {
      const PantauDossierRecord *record = g_ptr_array_index (self->records, i);

      for (guint k = 0; k < record->files->len; k++)
        {
          PantauDossierFile *file = g_ptr_array_index (record->files, k);
          const char *first = g_hash_table_lookup (names, file->file->hash);

          if (file->member == NULL)
            continue;
          if (first == NULL)
            g_hash_table_insert (names, file->file->hash, file->member);
          else if (!g_str_equal (first, file->member))
            {
              g_free (file->member);
              file->member = g_strdup (first);
            }
        }
    }
}

static JsonObject *
file_object (const PantauDossierFile *one)
{
  const PantauEvidence *file = one->file;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "sha256", file->hash);
  json_object_set_string_member (object, "state", state_names[one->state]);
  json_object_set_string_member (object, "name", file->name);
  json_object_set_string_member (object, "type", file->type);
  if (file->size >= 0)
    json_object_set_int_member (object, "size", file->size);
  if (file->medium != NULL)
    json_object_set_string_member (object, "medium", file->medium);
  if (one->member != NULL)
    json_object_set_string_member (object, "path", one->member);

  return object;
}

static JsonObject *
record_object (const PantauDossierRecord *one)
{
  JsonObject *object = json_object_new ();
  JsonArray *lines = json_array_new (), *files = json_array_new ();

  for (guint i = 0; i < one->lines->len; i++)
    json_array_add_string_element (lines, ((PantauEntry *) g_ptr_array_index (one->lines, i))->id);
  for (guint i = 0; i < one->files->len; i++)
    json_array_add_object_element (files, file_object (g_ptr_array_index (one->files, i)));
  json_object_set_string_member (object, "id", pantau_record_get_id (one->record));
  json_object_set_string_member (object, "kind", pantau_record_get_kind (one->record));
  json_object_set_string_member (object, "label",
                                 pantau_claim_label_name (pantau_record_get_label (one->record)));
  json_object_set_array_member (object, "lines", lines);
  json_object_set_array_member (object, "files", files);

  return object;
}

/* Keys of the province before this one: grants and receipts of then are signed by them. */
static void
add_former (PantauHome *home, JsonObject *object)
{
  g_autofree char *keys = pantau_home_dup_province_keys (home);
  g_auto (GStrv) list = g_strsplit (keys, " ", -1);
  JsonArray *former = NULL;

  for (gsize i = 1; list[i] != NULL; i++)
    {
      if (former == NULL)
        former = json_array_new ();
      json_array_add_string_element (former, list[i]);
    }
  if (former != NULL)
    json_object_set_array_member (object, "former", former);
}

static char *
manifest_text (const PantauDossier *self, GPtrArray *parts)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  JsonArray *members = json_array_new (), *records = json_array_new (), *grants = json_array_new (),
            *unvouched = json_array_new ();

  for (guint i = 0; i < parts->len; i++)
    {
      const PantauDossierPart *part = g_ptr_array_index (parts, i);
      JsonObject *member = json_object_new ();

      json_object_set_string_member (member, "path", part->name);
      json_object_set_string_member (member, "sha256", part->hash);
      json_object_set_int_member (member, "size", part->size);
      json_array_add_object_element (members, member);
    }
  for (guint i = 0; i < self->records->len; i++)
    json_array_add_object_element (records, record_object (g_ptr_array_index (self->records, i)));
  for (guint i = 0; i < self->grants->len; i++)
    json_array_add_string_element (grants,
                                   ((PantauEntry *) g_ptr_array_index (self->grants, i))->id);
  for (guint i = 0; i < self->unvouched->len; i++)
    json_array_add_string_element (unvouched, g_ptr_array_index (self->unvouched, i));

  json_object_set_int_member (object, "v", 1);
  json_object_set_string_member (object, "kind", PANTAU_DOSSIER_KIND);
  json_object_set_string_member (object, "province", pantau_home_get_province (self->home));
  add_former (self->home, object);
  json_object_set_string_member (object, "device", pantau_home_get_device (self->home));
  json_object_set_string_member (object, "time", self->time);
  json_object_set_boolean_member (object, "practice", pantau_home_is_practice (self->home));
  json_object_set_string_member (object, "to", self->to);
  json_object_set_array_member (object, "records", records);
  json_object_set_array_member (object, "grants", grants);
  json_object_set_array_member (object, "unvouched", unvouched);
  json_object_set_array_member (object, "members", members);

  return pantau_json_canonical (node);
}

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const PantauDossierPart *const *) a)->name,
                 (*(const PantauDossierPart *const *) b)->name);
}

GPtrArray *
pantau_dossier_parts (PantauDossier *self)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (part_free);
  g_autofree char *manifest = NULL, *signature = NULL;

  settle_members (self);
  add_text (parts, PANTAU_DOSSIER_TEXT, pantau_dossier_text (self));
  add_text (parts, PANTAU_DOSSIER_KEYS, pantau_dossier_keys (self));
  add_text (parts, PANTAU_DOSSIER_LINES, lines_text (self));
  for (guint i = 0; i < self->receipts->len; i++)
    {
      g_autofree char *name = g_strdup_printf (PANTAU_DOSSIER_RECEIPTS "%04u.json", i + 1);

      add_text (parts, name, g_strdup (g_ptr_array_index (self->receipts, i)));
    }
  add_originals (self, parts);
  g_ptr_array_sort (parts, compare_parts);

  manifest = manifest_text (self, parts);
  signature = pantau_keypair_sign (pantau_home_get_key (self->home), PANTAU_PURPOSE_DOSSIER,
                                   manifest, strlen (manifest));
  add_text (parts, PANTAU_DOSSIER_SIG, g_strconcat (signature, "\n", NULL));
  add_text (parts, PANTAU_DOSSIER_MANIFEST, g_steal_pointer (&manifest));
  g_ptr_array_sort (parts, compare_parts);

  return parts;
}
