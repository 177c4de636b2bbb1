/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lines say of files: read with care, since another program may have written it, and written in one way. */

#include "config.h"

#include "pantau-evidence.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-attachment-private.h"
#include "pantau-crypto.h"
#include "pantau-entry.h"
#include "pantau-error.h"
#include "pantau-file-type.h"
#include "pantau-json.h"
#include "pantau-picture.h"

#define MAX_TYPE 127 /* characters of a MIME type (RFC 6838 section 4.2) */
#define MAX_CODE 32  /* of a code of a list, which a newer program may know and we do not */

/* Append only. */
static const char *const state_names[] = {
  [PANTAU_EVIDENCE_HERE] = "here",         [PANTAU_EVIDENCE_WAITING] = "waiting",
  [PANTAU_EVIDENCE_RECEIVED] = "received", [PANTAU_EVIDENCE_MISSING] = "missing",
  [PANTAU_EVIDENCE_REFUSED] = "refused",   [PANTAU_EVIDENCE_ELSEWHERE] = "elsewhere",
};

const char *
pantau_evidence_state_get_name (PantauEvidenceState state)
{
  return state_names[state];
}

void
pantau_evidence_free (PantauEvidence *self)
{
  g_free (self->hash);
  g_free (self->name);
  g_free (self->type);
  g_free (self->received);
  g_free (self->masks);
  g_clear_pointer (&self->claims, pantau_file_claims_free);
  g_free (self->origin);
  g_free (self->stripped);
  g_free (self->medium);
  g_free (self->note);
  g_free (self->entry);
  g_free (self->device);
  g_free (self->author);
  g_free (self->time);
  g_free (self);
}

void
pantau_same_file_free (PantauSameFile *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->kind);
  g_free (self);
}

guint
pantau_evidence_count (GPtrArray *files)
{
  guint n = 0;

  for (guint i = 0; i < files->len; i++)
    n += ((const PantauEvidence *) g_ptr_array_index (files, i))->masks == NULL;

  return n;
}

gboolean
pantau_evidence_throw_many (GError **error)
{
  return pantau_throw (error, PANTAU_ERROR_TOO_LARGE,
                       _ ("a record may have %d files at most; what belongs to another event is "
                          "better recorded as that"),
                       PANTAU_EVIDENCE_MAX_FILES);
}

/* The valid names in an array of hashes, each once. (transfer full) */
static GHashTable *
read_hashes (JsonObject *body, const char *member)
{
  GHashTable *hashes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *array = pantau_json_array (body, member);
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *hash = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (pantau_is_hash (hash))
        g_hash_table_add (hashes, g_strdup (hash));
    }

  return hashes;
}

static gboolean
is_type (const char *type)
{
  static const char *const allowed = "abcdefghijklmnopqrstuvwxyz0123456789!#$&-^_.+/";

  return type != NULL && strlen (type) <= MAX_TYPE && strspn (type, allowed) == strlen (type) &&
         strchr (type, '/') != NULL && strchr (type, '/') == strrchr (type, '/');
}

/* (transfer full) (nullable) */
static char *
read_code (JsonObject *object, const char *member)
{
  static const char *const allowed = "abcdefghijklmnopqrstuvwxyz0123456789-_";
  const char *code = pantau_json_string (object, member);

  return code != NULL && *code != '\0' && strlen (code) <= MAX_CODE &&
                 strspn (code, allowed) == strlen (code)
             ? g_strdup (code)
             : NULL;
}

static JsonObject *
read_object (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static PantauAttachment *
read_one (JsonObject *object)
{
  PantauAttachment *self = g_new0 (PantauAttachment, 1);
  const char *name = pantau_json_string (object, "name"),
             *type = pantau_json_string (object, "type"),
             *received = pantau_json_string (object, "received"),
             *masks = pantau_json_string (object, "masks");

  self->hash = g_strdup (pantau_json_string (object, "hash"));
  /* Cleaned once more: names lead to file choosers and terminals. */
  self->name = pantau_attachment_clean_name (name != NULL ? name : "");
  self->size = (goffset) MAX (pantau_json_integer (object, "size", -1), -1);
  self->type = g_strdup (is_type (type) ? type : pantau_file_type_guess (NULL, 0));
  self->received = pantau_entry_time_is_valid (received) ? g_strdup (received) : NULL;
  self->picture = pantau_picture_hash_parse (pantau_json_string (object, "picture"));
  self->masks = pantau_is_hash (masks) ? g_strdup (masks) : NULL;
  self->claims = pantau_file_claims_from_json (read_object (object, "claims"));
  self->origin = read_code (object, "origin");
  self->stripped = read_code (object, "stripped");

  return self;
}

/* Where a file is kept, as its line says; NULL where it does not. (transfer full) (nullable) */
static char *
read_medium (JsonObject *object)
{
  return pantau_attachment_clean_text (pantau_json_string (object, "medium"),
                                       PANTAU_ATTACHMENT_MIN_MEDIUM, PANTAU_ATTACHMENT_MAX_MEDIUM);
}

/* What travels, or what is kept on a medium; NULL: neither. @named: the hashes in `blobs`; @taken: those of the files before it. (transfer full) (nullable) */
static PantauAttachment *
read_file (JsonObject *object, GHashTable *named, GHashTable *taken)
{
  const char *hash = pantau_json_string (object, "hash");
  g_autofree char *medium = NULL;
  PantauAttachment *file;

  if (!pantau_is_hash (hash) || g_hash_table_contains (taken, hash))
    return NULL;
  if (!g_hash_table_contains (named, hash))
    {
      medium = read_medium (object);
      if (medium == NULL)
        return NULL;
    }
  g_hash_table_add (taken, g_strdup (hash));
  file = read_one (object);
  file->medium = g_steal_pointer (&medium);

  return file;
}

GPtrArray *
pantau_evidence_read (JsonObject *body)
{
  g_autoptr (GHashTable) named = read_hashes (body, "blobs");
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *files = pantau_attachments_new ();
  JsonArray *array = pantau_json_array (body, "files");
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n && files->len < PANTAU_EVIDENCE_MAX_FILES; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      PantauAttachment *file = JSON_NODE_HOLDS_OBJECT (node)
                                   ? read_file (json_node_get_object (node), named, taken)
                                   : NULL;

      if (file != NULL)
        g_ptr_array_add (files, file);
    }

  return files;
}

gboolean
pantau_evidence_is_silent (const char *kind)
{
  return g_str_equal (kind, "hoax");
}

GStrv
pantau_evidence_read_release (JsonObject *body)
{
  g_autoptr (GHashTable) targets = read_hashes (body, "targets"),
                         named = read_hashes (body, "blobs");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer hash;

  g_hash_table_iter_init (&iter, targets);
  while (g_hash_table_iter_next (&iter, &hash, NULL))
    if (g_hash_table_contains (named, hash))
      g_strv_builder_add (builder, hash);

  return g_strv_builder_end (builder);
}

static JsonObject *
write_one (const PantauAttachment *file, gboolean is_silent)
{
  JsonObject *object = json_object_new (),
             *claims = is_silent ? NULL : pantau_file_claims_to_json (file->claims);

  json_object_set_string_member (object, "hash", file->hash);
  json_object_set_string_member (object, "name", file->name);
  json_object_set_int_member (object, "size", file->size);
  json_object_set_string_member (object, "type", file->type);
  json_object_set_string_member (object, "received", file->received);
  if (file->picture != 0)
    {
      g_autofree char *hash = pantau_picture_hash_text (file->picture);

      json_object_set_string_member (object, "picture", hash);
    }
  pantau_json_set_text (object, "masks", file->masks);
  if (claims != NULL)
    json_object_set_object_member (object, "claims", claims);
  pantau_json_set_text (object, "origin", file->origin);
  pantau_json_set_text (object, "stripped", file->stripped);
  pantau_json_set_text (object, "medium", file->medium);

  return object;
}

JsonObject *
pantau_evidence_body (GPtrArray *files, const char *kind, const char *note)
{
  gboolean is_silent = pantau_evidence_is_silent (kind);
  JsonObject *body = json_object_new ();
  JsonArray *array = json_array_new (), *blobs = json_array_new ();

  for (guint i = 0; i < files->len; i++)
    {
      const PantauAttachment *file = g_ptr_array_index (files, i);

      json_array_add_object_element (array, write_one (file, is_silent));
      /* What is kept on a medium brings no bytes: nobody is to wait for it. */
      if (file->medium == NULL)
        json_array_add_string_element (blobs, file->hash);
    }
  json_object_set_array_member (body, "files", array);
  pantau_json_set_text (body, "note", note);
  json_object_set_array_member (body, "blobs", blobs);

  return body;
}
