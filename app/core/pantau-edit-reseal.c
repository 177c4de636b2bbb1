/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Envelopes for officers who came later: their key is wrapped once more, in a line; the envelope itself never changes. */

#include "config.h"

#include "pantau-edit-identity.h"

#include "pantau-act-identity.h"
#include "pantau-edit-private.h"
#include "pantau-error.h"
#include "pantau-officer.h"
#include "pantau-seal.h"
#include "pantau-trust.h"

typedef struct
{
  PantauHome *home;     /* (unowned) */
  PantauRoster *roster; /* (owned) */
  PantauBoxKey *key;    /* (owned) */
  char *today;          /* (owned): YYYY-MM-DD */
  GCancellable *cancellable;
  PantauResealed *result;
} Reseal;

static void
reseal_clear (Reseal *self)
{
  g_clear_pointer (&self->roster, pantau_roster_unref);
  g_clear_pointer (&self->key, pantau_box_key_free);
  g_free (self->today);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reseal, reseal_clear)

/* Those of @officers who can open neither the envelope nor by a wrap. (transfer full) */
static GPtrArray *
find_without (GPtrArray *officers, char **recipients, GPtrArray *wraps)
{
  GPtrArray *without = g_ptr_array_new ();

  for (guint i = 0; i < officers->len; i++)
    {
      PantauOfficer *officer = g_ptr_array_index (officers, i);

      if (!pantau_seal_is_for ((const char *const *) recipients, wraps, officer->seal))
        g_ptr_array_add (without, officer);
    }

  return without;
}

/* The body of an identity.wrap. (transfer full): NULL with an error */
static JsonObject *
wrap_body (Reseal *self,
           const char *blob,
           GBytes *bytes,
           GPtrArray *wraps,
           GPtrArray *without,
           GError **error)
{
  g_autoptr (JsonObject) body = json_object_new ();
  JsonArray *to = json_array_new ();

  json_object_set_string_member (body, "blob", blob);
  json_object_set_array_member (body, "to", to);
  for (guint i = 0; i < without->len; i++)
    {
      const PantauOfficer *officer = g_ptr_array_index (without, i);
      g_autoptr (PantauWrap) wrap =
          pantau_seal_wrap (bytes, wraps, self->key, officer->seal, error);
      JsonObject *one;

      if (wrap == NULL)
        return NULL;
      one = json_object_new ();
      json_object_set_string_member (one, "key", wrap->key);
      json_object_set_string_member (one, "box", wrap->box);
      json_array_add_object_element (to, one);
    }

  return g_steal_pointer (&body);
}

/* What only says that there is nothing to be done here: counted, not an error. */
static gboolean
pass_over (guint *count, GError *reason, GError **error)
{
  if (!g_error_matches (reason, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, reason);
      return FALSE;
    }
  (*count)++;
  g_error_free (reason);

  return TRUE;
}

static gboolean
reseal_one (Reseal *self, PantauRecord *record, const PantauSealed *sealed, GError **error)
{
  g_autoptr (GPtrArray) officers =
      pantau_roster_for_region (self->roster, pantau_record_get_region (record), self->today);
  g_autoptr (GPtrArray) wraps = pantau_identity_wraps (record, sealed->blob);
  g_autoptr (GPtrArray) without = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_auto (GStrv) recipients = NULL;
  GError *reason = NULL;

  bytes = pantau_identity_envelope (self->home, sealed->blob, self->cancellable, &reason);
  if (bytes == NULL)
    return pass_over (&self->result->absent, reason, error);
  recipients = pantau_seal_recipients (bytes, error);
  if (recipients == NULL)
    return FALSE;
  without = find_without (officers, recipients, wraps);
  if (without->len == 0)
    return TRUE;

  body = wrap_body (self, sealed->blob, bytes, wraps, without, &reason);
  if (body == NULL)
    return pass_over (&self->result->foreign, reason, error);
  if (!pantau_edit_write_on (self->home, record, PANTAU_TYPE_WRAP, NULL, body, NULL, error))
    return FALSE;
  self->result->envelopes++;

  return TRUE;
}

/* The earlier ones too: they may be opened as long as they are there. */
static gboolean
reseal_record (Reseal *self, PantauRecord *record, GError **error)
{
  g_autoptr (GArray) lines = pantau_act_lines_of (record);
  g_autoptr (GPtrArray) seals = pantau_act_sealed (lines, pantau_record_get_id (record));

  for (guint i = 0; i < seals->len; i++)
    if (!reseal_one (self, record, g_ptr_array_index (seals, i), error))
      return FALSE;

  return TRUE;
}

/* The records that have envelopes. (transfer full) (nullable): strv */
static GStrv
list_records (PantauHome *home, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  PantauStmt *stmt = pantau_db_query (pantau_home_get_db (home),
                                      "SELECT DISTINCT record FROM identity ORDER BY record", "");

  while (pantau_stmt_next (stmt))
    g_strv_builder_add (builder, pantau_stmt_text (stmt, 0));

  return pantau_stmt_finish (stmt, error) ? g_strv_builder_end (builder) : NULL;
}

static gboolean
reseal_all (Reseal *self, GError **error)
{
  g_auto (GStrv) records = pantau_store_catch_up (pantau_home_get_store (self->home), error)
                               ? list_records (self->home, error)
                               : NULL;

  if (records == NULL)
    return FALSE;
  for (gsize i = 0; records[i] != NULL; i++)
    {
      g_autoptr (PantauRecord) record =
          pantau_store_get (pantau_home_get_store (self->home), records[i], error);

      if (record == NULL)
        return FALSE;
      if (pantau_edit_judge (self->home, record, PANTAU_TYPE_WRAP, NULL, NULL) == NULL &&
          !reseal_record (self, record, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
pantau_edit_reseal (PantauHome *home,
                    const char *id,
                    PantauResealed *result,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *now = pantau_home_now ();
  g_auto (Reseal) self = {
    .home = home, .today = g_strndup (now, 10), .cancellable = cancellable, .result = result
  };
  g_autoptr (PantauRecord) record = NULL;

  *result = (PantauResealed){ 0 };
  if (id != NULL)
    {
      record = pantau_edit_open (home, id, PANTAU_TYPE_WRAP, error);
      if (record == NULL)
        return FALSE;
    }
  self.key = pantau_home_get_identity_key (home, error);
  self.roster = self.key != NULL ? pantau_home_get_roster (home, error) : NULL;
  if (self.roster == NULL)
    return FALSE;

  return record != NULL ? reseal_record (&self, record, error) : reseal_all (&self, error);
}
