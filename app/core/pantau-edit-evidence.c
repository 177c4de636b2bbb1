/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From files in blobs/ to the lines that name them: attached to a record, released to Pemprov, or as a masked copy both at once. */

#include "config.h"

#include "pantau-edit-evidence.h"

#include <glib/gi18n-lib.h>

#include "pantau-bundle.h"
#include "pantau-check-act.h"
#include "pantau-drafts-private.h"
#include "pantau-edit-private.h"
#include "pantau-error.h"

gboolean
pantau_edit_may_attach (PantauHome *home, const char *record, GError **error)
{
  return pantau_edit_may_write (home, record, PANTAU_TYPE_EVIDENCE, error);
}

void
pantau_edit_discard (PantauHome *home, const char *hash)
{
  pantau_drafts_forget_file (home, hash);
}

/* People are told what they may write instead. */
static gboolean
throw_origin (PantauKinds *kinds, const char *origin, GError **error)
{
  GPtrArray *choices = pantau_kinds_choices (kinds, PANTAU_ATTACHMENT_ORIGINS);
  g_autofree char *shown = pantau_check_shown (origin);
  g_autoptr (GString) codes = g_string_new (NULL);

  for (guint i = 0; choices != NULL && i < choices->len; i++)
    g_string_append_printf (codes, "%s%s", i > 0 ? ", " : "",
                            ((const PantauChoice *) g_ptr_array_index (choices, i))->code);

  return pantau_throw (error, PANTAU_ERROR_INVALID,
                       /* Translators: codes of whom a file came from: “rekan, saksi, unduhan” */
                       _ ("“%s” does not say from whom a file came; it is one of: %s"), shown,
                       codes->str);
}

gboolean
pantau_edit_check_origin (PantauHome *home, const char *origin, GError **error)
{
  PantauKinds *kinds = pantau_reference_get_kinds (pantau_home_get_reference (home));
  const PantauChoice *choice =
      origin != NULL ? pantau_kinds_choice (kinds, PANTAU_ATTACHMENT_ORIGINS, origin) : NULL;

  return origin == NULL || (choice != NULL && g_str_equal (choice->code, origin)) ||
         throw_origin (kinds, origin, error);
}

/* @text in one writing; NULL with PANTAU_ERROR_INVALID. (transfer full) */
static char *
check_text (const char *name, const char *text, gsize limit, GError **error)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  PantauCheck check = pantau_check_act (NULL, 0, faults);
  g_autoptr (JsonNode) checked = pantau_check_text (&check, name, node, (int) limit, TRUE);

  return checked != NULL
             ? json_node_dup_string (checked)
             : pantau_throw_null (error, PANTAU_ERROR_INVALID, "%s",
                                  ((const PantauFault *) g_ptr_array_index (faults, 0))->message);
}

static char *
check_reason (const char *reason, GError **error)
{
  g_autofree char *text = check_text ("reason", reason, PANTAU_EVIDENCE_MAX_REASON, error);

  if (text == NULL)
    return NULL;
  if (g_utf8_strlen (text, -1) < PANTAU_EVIDENCE_MIN_REASON)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID,
                              _ ("say why the provincial government may have the file, in at least "
                                 "%d characters"),
                              PANTAU_EVIDENCE_MIN_REASON);

  return g_steal_pointer (&text);
}

/* The record's file of that hash; NULL where it has none. */
static const PantauEvidence *
find_file (GPtrArray *files, const char *hash)
{
  for (guint i = 0; i < files->len; i++)
    {
      const PantauEvidence *file = g_ptr_array_index (files, i);

      if (g_str_equal (file->hash, hash))
        return file;
    }

  return NULL;
}

static gboolean
throw_no_file (const char *hash, GError **error)
{
  g_autofree char *shown = pantau_check_shown (hash);

  return pantau_throw (error, PANTAU_ERROR_NOT_FOUND, _ ("the record has no file “%s”"), shown);
}

/* One of @files: is it here, is it new to the record, and is there what it stands for? @present: what the record has. */
static gboolean
check_file (PantauHome *home,
            GPtrArray *present,
            GPtrArray *files,
            const PantauAttachment *file,
            GError **error)
{
  guint copies = 0;

  for (guint i = 0; i < files->len; i++)
    copies += g_str_equal (((PantauAttachment *) g_ptr_array_index (files, i))->hash, file->hash);
  if (copies > 1 || find_file (present, file->hash) != NULL)
    return pantau_throw (error, PANTAU_ERROR_CONFLICT, _ ("“%s” is attached already"), file->name);
  if (file->medium == NULL && !pantau_blobs_has (pantau_home_get_blobs (home), file->hash))
    return pantau_throw (error, PANTAU_ERROR_NOT_FOUND, _ ("the file is not on this computer"));
  if (!pantau_edit_check_origin (home, file->origin, error))
    return FALSE;

  return file->masks == NULL || find_file (present, file->masks) != NULL ||
         throw_no_file (file->masks, error);
}

/* Those that count towards PANTAU_EVIDENCE_MAX_FILES. */
static guint
count_plain (GPtrArray *files)
{
  guint n = 0;

  for (guint i = 0; i < files->len; i++)
    n += ((const PantauAttachment *) g_ptr_array_index (files, i))->masks == NULL;

  return n;
}

/* (transfer full): the body of an evidence.add to @record, or NULL */
static JsonObject *
check_files (
    PantauHome *home, PantauRecord *record, GPtrArray *files, const char *note, GError **error)
{
  g_autoptr (GPtrArray) present = NULL;
  g_autofree char *said = NULL;

  if (files->len == 0 || files->len > PANTAU_EVIDENCE_MAX_FILES)
    return pantau_throw_null (error, PANTAU_ERROR_TOO_LARGE,
                              _ ("at most %d files are attached at once"),
                              PANTAU_EVIDENCE_MAX_FILES);
  present =
      pantau_store_evidence (pantau_home_get_store (home), pantau_record_get_id (record), error);
  if (present == NULL)
    return NULL;
  for (guint i = 0; i < files->len; i++)
    if (!check_file (home, present, files, g_ptr_array_index (files, i), error))
      return NULL;
  if (pantau_evidence_count (present) + count_plain (files) > PANTAU_EVIDENCE_MAX_FILES)
    {
      pantau_evidence_throw_many (error);
      return NULL;
    }
  if (note != NULL && *note != '\0')
    {
      said = check_text ("note", note, PANTAU_EVIDENCE_MAX_NOTE, error);
      if (said == NULL)
        return NULL;
    }

  return pantau_evidence_body (files, pantau_record_get_kind (record), said);
}

gboolean
pantau_edit_attach (PantauHome *home,
                    const char *id,
                    GPtrArray *files,
                    const char *note,
                    char **entry,
                    GError **error)
{
  g_autoptr (PantauRecord) record = pantau_edit_open (home, id, PANTAU_TYPE_EVIDENCE, error);
  g_autoptr (JsonObject) body =
      record != NULL ? check_files (home, record, files, note, error) : NULL;

  return body != NULL &&
         pantau_edit_write_on (home, record, PANTAU_TYPE_EVIDENCE, NULL, body, entry, error);
}

/* The record, where it is an open hoax and this person a desk of its region. (transfer full) (nullable) */
static PantauRecord *
open_hoax (PantauHome *home, const char *id, GError **error)
{
  g_autoptr (PantauRecord) record = pantau_store_get (pantau_home_get_store (home), id, error);

  if (record == NULL)
    return NULL;
  /* Before who may: of anything else nobody may. */
  if (!g_str_equal (pantau_record_get_kind (record), "hoax") || !pantau_record_get_is_open (record))
    return pantau_throw_null (error, PANTAU_ERROR_REFUSED,
                              _ ("only files of open hoaxes are released to the provincial "
                                 "government"));

  return pantau_edit_open (home, id, PANTAU_TYPE_DISCLOSE, error);
}

gboolean
pantau_edit_may_release_files (PantauHome *home, const char *id, GError **error)
{
  g_autoptr (PantauRecord) record = open_hoax (home, id, error);

  return record != NULL;
}

/* The body of an evidence.release. (transfer full) */
static JsonObject *
release_body (const char *const *targets, const char *reason)
{
  JsonObject *body = json_object_new ();
  JsonArray *array = json_array_new (), *blobs = json_array_new ();

  for (gsize i = 0; targets[i] != NULL; i++)
    {
      json_array_add_string_element (array, targets[i]);
      json_array_add_string_element (blobs, targets[i]);
    }
  json_object_set_array_member (body, "targets", array);
  json_object_set_string_member (body, "reason", reason);
  json_object_set_array_member (body, "blobs", blobs);

  return body;
}

/* Those of @targets that are files of the record and not released yet, each once. (transfer full) (nullable) */
static GStrv
check_targets (PantauHome *home, const char *id, const char *const *targets, GError **error)
{
  g_autoptr (GPtrArray) present = pantau_store_evidence (pantau_home_get_store (home), id, error);
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_free);

  if (present == NULL)
    return NULL;
  if (targets == NULL || targets[0] == NULL ||
      g_strv_length ((GStrv) targets) > PANTAU_EVIDENCE_MAX_FILES)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID,
                              _ ("between 1 and %d files are released at once"),
                              PANTAU_EVIDENCE_MAX_FILES);
  for (gsize i = 0; targets[i] != NULL; i++)
    {
      const PantauEvidence *file = find_file (present, targets[i]);

      if (file == NULL)
        {
          throw_no_file (targets[i], error);
          return NULL;
        }
      if (!file->is_released &&
          !g_ptr_array_find_with_equal_func (fresh, file->hash, g_str_equal, NULL))
        g_ptr_array_add (fresh, g_strdup (file->hash));
    }
  if (fresh->len == 0)
    return pantau_throw_null (error, PANTAU_ERROR_CONFLICT,
                              _ ("the provincial government may have that already"));
  g_ptr_array_add (fresh, NULL);

  return (GStrv) g_ptr_array_steal (fresh, NULL);
}

gboolean
pantau_edit_release_files (PantauHome *home,
                           const char *id,
                           const char *const *targets,
                           const char *reason,
                           char **entry,
                           GError **error)
{
  g_autoptr (PantauRecord) record = open_hoax (home, id, error);
  g_auto (GStrv) checked = record != NULL ? check_targets (home, id, targets, error) : NULL;
  g_autofree char *why = checked != NULL ? check_reason (reason, error) : NULL;
  g_autoptr (JsonObject) body = NULL;

  if (why == NULL)
    return FALSE;
  body = release_body ((const char *const *) checked, why);

  return pantau_edit_write_on (home, record, PANTAU_TYPE_DISCLOSE, NULL, body, entry, error);
}

/* Writes both lines. @entry (nullable) takes the id of the release. */
static gboolean
write_masked (PantauHome *home,
              PantauRecord *record,
              JsonObject *added,
              const char *hash,
              const char *reason,
              char **entry,
              GError **error)
{
  const char *const targets[] = { hash, NULL };
  g_autoptr (JsonObject) released = release_body (targets, reason);
  g_auto (PantauBundle) bundle = pantau_bundle_new ();
  g_autoptr (GPtrArray) written = NULL;
  g_autofree char *now = pantau_home_now ();
  const PantauDraft model = { .record = pantau_record_get_id (record),
                              .kind = pantau_record_get_kind (record),
                              .is_open = pantau_record_get_is_open (record),
                              .region = pantau_record_get_region (record),
                              .time = now };

  pantau_bundle_add (&bundle, &model, PANTAU_TYPE_EVIDENCE, added, NULL);
  pantau_bundle_add (&bundle, &model, PANTAU_TYPE_DISCLOSE, released, NULL);
  if (!pantau_home_write_together (home, bundle.drafts, NULL, NULL, &written, error))
    return FALSE;
  if (entry != NULL)
    *entry = g_strdup (((PantauEntry *) g_ptr_array_index (written, 1))->id);

  return TRUE;
}

gboolean
pantau_edit_release_masked (PantauHome *home,
                            const char *id,
                            const char *original,
                            PantauAttachment *copy,
                            const char *reason,
                            char **entry,
                            GError **error)
{
  g_autoptr (PantauRecord) record = open_hoax (home, id, error);
  g_autofree char *why = record != NULL ? check_reason (reason, error) : NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autoptr (JsonObject) added = NULL;

  if (why == NULL)
    return FALSE;
  if (g_strcmp0 (copy->hash, original) == 0)
    return pantau_throw (error, PANTAU_ERROR_CONFLICT,
                         _ ("the copy is the original itself; nothing is masked on it"));

  g_free (copy->masks);
  copy->masks = g_strdup (original);
  g_ptr_array_add (files, copy);
  added = check_files (home, record, files, NULL, error);

  return added != NULL && write_masked (home, record, added, copy->hash, why, entry, error);
}
