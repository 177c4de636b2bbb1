/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does with files, as lines, before it is done; the chain that comes of them is read in pantau-store-custody.c. */

#include "config.h"

#include "pantau-custody.h"

#include <glib/gi18n-lib.h>

#include "pantau-bundle.h"
#include "pantau-check-act.h"
#include "pantau-edit-private.h"
#include "pantau-error.h"
#include "pantau-evidence.h"
#include "pantau-pii.h"

/* A text in one writing; @said is NULL for none. */
static gboolean
check_text (const char *name, const char *text, int limit, char **said, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) checked = NULL;
  g_autoptr (GPtrArray) faults = pantau_faults_new (), found = NULL;
  PantauCheck check = pantau_check_act (NULL, 0, faults);

  *said = NULL;
  if (text == NULL || *text == '\0')
    return TRUE;
  if (!g_utf8_validate (text, -1, NULL))
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("the text is not valid UTF-8"));
  node = json_node_init_string (json_node_alloc (), text);
  checked = pantau_check_text (&check, name, node, limit, g_str_equal (name, "note"));
  if (checked == NULL)
    return pantau_throw (error, PANTAU_ERROR_INVALID, "%s",
                         ((const PantauFault *) g_ptr_array_index (faults, 0))->message);
  if (*json_node_get_string (checked) == '\0')
    return TRUE;
  /* Everybody who reads the record reads it, and some of them work for those who are reported. */
  found = pantau_pii_find (json_node_get_string (checked));
  if (found->len > 0)
    return pantau_throw (error, PANTAU_ERROR_INVALID,
                         _ ("name an office or a function: somebody's number or address does not "
                            "belong here"));
  *said = json_node_dup_string (checked);

  return TRUE;
}

gboolean
pantau_custody_check (PantauTouchWhat what,
                      const char *to,
                      const char *note,
                      char **said_to,
                      char **said_note,
                      GError **error)
{
  g_autofree char *office = NULL, *words = NULL;

  if (!check_text ("to", to, PANTAU_TOUCH_MAX_TO, &office, error) ||
      !check_text ("note", note, PANTAU_TOUCH_MAX_NOTE, &words, error))
    return FALSE;
  if (office == NULL && pantau_touch_needs_to (what))
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("say to which office the files go"));
  if (said_to != NULL)
    *said_to = g_steal_pointer (&office);
  if (said_note != NULL)
    *said_note = g_steal_pointer (&words);

  return TRUE;
}

gboolean
pantau_custody_may_touch (PantauHome *home, const char *record, GError **error)
{
  return pantau_edit_may_write (home, record, PANTAU_TYPE_TOUCH, error);
}

gboolean
pantau_custody_is_held (const PantauPerson *person,
                        PantauRecord *record,
                        const PantauEvidence *file)
{
  return person != NULL && g_strcmp0 (person->role, "pemprov") == 0 &&
         g_str_equal (pantau_record_get_kind (record), "hoax") && !file->is_released &&
         g_strcmp0 (file->device, person->device) != 0;
}

static gboolean
check_target (const PantauPerson *person,
              PantauRecord *record,
              PantauTouchWhat what,
              GPtrArray *present,
              const char *hash,
              GError **error)
{
  const PantauEvidence *file = NULL;

  for (guint i = 0; file == NULL && i < present->len; i++)
    if (g_str_equal (((PantauEvidence *) g_ptr_array_index (present, i))->hash, hash))
      file = g_ptr_array_index (present, i);
  if (file == NULL)
    {
      g_autofree char *shown = pantau_check_shown (hash);

      return pantau_throw (error, PANTAU_ERROR_NOT_FOUND, _ ("the record has no file “%s”"), shown);
    }
  if (pantau_custody_is_held (person, record, file))
    return pantau_throw (error, PANTAU_ERROR_REFUSED,
                         _ ("no desk has released this file to the provincial government"));
  if ((file->state == PANTAU_EVIDENCE_MISSING || file->state == PANTAU_EVIDENCE_ELSEWHERE) &&
      !pantau_touch_needs_to (what))
    return pantau_throw (error, PANTAU_ERROR_NOT_FOUND, _ ("the file is not on this computer"));

  return TRUE;
}

/* @targets, each once. (transfer container); NULL with an error */
static GPtrArray *
check_targets (PantauHome *home,
               PantauRecord *record,
               PantauTouchWhat what,
               const char *const *targets,
               GError **error)
{
  g_autoptr (GPtrArray) present =
      pantau_store_evidence (pantau_home_get_store (home), pantau_record_get_id (record), error);
  g_autoptr (GPtrArray) checked = g_ptr_array_new ();
  g_autoptr (PantauPerson) person = pantau_home_get_person (home, NULL);

  if (present == NULL)
    return NULL;
  for (gsize i = 0; targets != NULL && targets[i] != NULL; i++)
    {
      if (!check_target (person, record, what, present, targets[i], error))
        return NULL;
      if (!g_ptr_array_find_with_equal_func (checked, targets[i], g_str_equal, NULL))
        g_ptr_array_add (checked, (char *) targets[i]);
    }
  if (checked->len == 0)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, _ ("choose at least one file"));

  return g_steal_pointer (&checked);
}

/* A line for each PANTAU_TOUCH_MAX_TARGETS of @targets. */
static void
add_lines (PantauBundle *bundle,
           const PantauDraft *model,
           PantauTouchWhat what,
           GPtrArray *targets,
           const char *to,
           const char *note)
{
  for (guint from = 0; from < targets->len; from += PANTAU_TOUCH_MAX_TARGETS)
    {
      const char *some[PANTAU_TOUCH_MAX_TARGETS + 1] = { NULL };
      g_autoptr (JsonObject) body = NULL;

      for (guint i = 0; i < PANTAU_TOUCH_MAX_TARGETS && from + i < targets->len; i++)
        some[i] = g_ptr_array_index (targets, from + i);
      body = pantau_touch_body (what, some, to, note);
      pantau_bundle_add (bundle, model, PANTAU_TYPE_TOUCH, body, NULL);
    }
}

gboolean
pantau_custody_touch_several (PantauHome *home,
                              PantauTouchWhat what,
                              const PantauCustodyFiles *files,
                              gsize n_files,
                              const char *to,
                              const char *note,
                              GStrv *entries,
                              GError **error)
{
  g_auto (PantauBundle) bundle = pantau_bundle_new ();
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref), written = NULL;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autofree char *now = pantau_home_now (), *said_to = NULL, *said_note = NULL;

  if (!pantau_custody_check (what, to, note, &said_to, &said_note, error))
    return FALSE;
  for (gsize i = 0; i < n_files; i++)
    {
      PantauRecord *record = pantau_edit_open (home, files[i].record, PANTAU_TYPE_TOUCH, error);
      g_autoptr (GPtrArray) targets = NULL;
      PantauDraft model = { .time = now };

      if (record == NULL)
        return FALSE;
      g_ptr_array_add (records, record);
      targets = check_targets (home, record, what, files[i].targets, error);
      if (targets == NULL)
        return FALSE;
      model.record = pantau_record_get_id (record);
      model.kind = pantau_record_get_kind (record);
      model.is_open = pantau_record_get_is_open (record);
      model.region = pantau_record_get_region (record);
      add_lines (&bundle, &model, what, targets, said_to, said_note);
    }
  if (bundle.drafts->len > 0 &&
      !pantau_home_write_together (home, bundle.drafts, NULL, NULL, &written, error))
    return FALSE;
  for (guint i = 0; written != NULL && i < written->len; i++)
    g_strv_builder_add (ids, ((PantauEntry *) g_ptr_array_index (written, i))->id);
  if (entries != NULL)
    *entries = g_strv_builder_end (ids);

  return TRUE;
}

gboolean
pantau_custody_touch (PantauHome *home,
                      const char *record,
                      PantauTouchWhat what,
                      const char *const *targets,
                      const char *to,
                      const char *note,
                      char **entry,
                      GError **error)
{
  const PantauCustodyFiles files = { record, targets };
  g_auto (GStrv) entries = NULL;

  if (targets != NULL && g_strv_length ((GStrv) targets) > PANTAU_TOUCH_MAX_TARGETS)
    return pantau_throw (error, PANTAU_ERROR_TOO_LARGE, _ ("at most %d files at once"),
                         PANTAU_TOUCH_MAX_TARGETS);
  if (!pantau_custody_touch_several (home, what, &files, 1, to, note, &entries, error))
    return FALSE;
  if (entry != NULL)
    *entry = g_strdup (entries[0]);

  return TRUE;
}
