/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an identity in secure memory, or from a draft's envelopes, to identity.seal entries. */

#include "config.h"

#include "pantau-edit-identity.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-access.h"
#include "pantau-bundle.h"
#include "pantau-drafts.h"
#include "pantau-edit-evidence.h"
#include "pantau-edit-private.h"
#include "pantau-edit-verdict.h"
#include "pantau-error.h"
#include "pantau-identity-parts.h"
#include "pantau-link.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-seal.h"
#include "pantau-trust.h"
#include "pantau-words-identity.h"

/* Whether this person may make records with reporters at all; which ones, the province judges. */
static gboolean
may_seal_new (PantauHome *home, GError **error)
{
  g_autoptr (PantauPerson) person = pantau_home_get_person (home, NULL);
  PantauRole role = PANTAU_ROLE_FIELD;

  if (person != NULL && pantau_role_from_name (person->role, &role) && role != PANTAU_ROLE_FIELD &&
      role != PANTAU_ROLE_DESK && role != PANTAU_ROLE_IDENTITY)
    return pantau_edit_throw_judgement ("role", error);

  return TRUE;
}

gboolean
pantau_edit_may_seal (PantauHome *home, const char *record, GError **error)
{
  g_autoptr (PantauRoster) roster = NULL;

  if (record != NULL ? !pantau_edit_may_write (home, record, PANTAU_TYPE_SEAL, error)
                     : !may_seal_new (home, error))
    return FALSE;
  roster = pantau_home_get_roster (home, error);

  return roster != NULL;
}

/* The body of an identity.seal. (transfer full) */
static JsonObject *
seal_body (const char *person, guint ordinal, const char *const *has, const char *blob)
{
  JsonObject *body = json_object_new ();
  JsonArray *parts = json_array_new (), *blobs = json_array_new ();

  for (gsize i = 0; has[i] != NULL; i++)
    json_array_add_string_element (parts, has[i]);
  json_array_add_string_element (blobs, blob);

  json_object_set_string_member (body, "person", person);
  json_object_set_int_member (body, "ordinal", ordinal);
  json_object_set_array_member (body, "has", parts);
  json_object_set_string_member (body, "blob", blob);
  json_object_set_array_member (body, "blobs", blobs);

  return body;
}

/* The seals of a person that a new one replaces. (transfer full): NULL where there are too many */
static GStrv
current_seals (PantauRecord *record, const char *person, guint ordinal, GError **error)
{
  g_autoptr (GPtrArray) seals = pantau_sealed_new (record);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint count = 0;

  for (guint i = 0; i < seals->len; i++)
    {
      const PantauSealed *sealed = g_ptr_array_index (seals, i);

      if (sealed->ordinal != ordinal || !g_str_equal (sealed->person, person))
        continue;
      g_strv_builder_add (builder, sealed->entry);
      count++;
    }

  return count <= PANTAU_BASE_LIMIT
             ? g_strv_builder_end (builder)
             : pantau_throw_null (error, PANTAU_ERROR_TOO_LARGE,
                                  _ ("too many people sealed this identity at once"));
}

gboolean
pantau_edit_seal (PantauHome *home,
                  const char *id,
                  const char *person,
                  guint ordinal,
                  PantauIdentity *identity,
                  char **entry,
                  GError **error)
{
  g_autoptr (PantauRecord) record = pantau_edit_open (home, id, PANTAU_TYPE_SEAL, error);
  PantauIdentityParts *parts =
      pantau_reference_get_identity_parts (pantau_home_get_reference (home));
  g_autoptr (PantauRoster) roster = NULL;
  g_autoptr (GBytes) envelope = NULL;
  g_autoptr (JsonObject) body = NULL;
  g_auto (GStrv) base = NULL, has = NULL;
  g_autofree char *blob = NULL;

  if (record == NULL || !pantau_check_person (person, ordinal, error) ||
      !pantau_identity_parts_check (parts, identity, person, pantau_record_get_kind (record),
                                    pantau_locale_get (), NULL, error))
    return FALSE;

  base = current_seals (record, person, ordinal, error);
  roster = base != NULL ? pantau_home_get_roster (home, error) : NULL;
  envelope = roster != NULL ? pantau_seal (identity, id, person, ordinal, roster,
                                           pantau_record_get_region (record), error)
                            : NULL;
  if (envelope == NULL ||
      !pantau_blobs_put_bytes (pantau_home_get_blobs (home), envelope, &blob, error))
    return FALSE;

  has = pantau_identity_dup_has (identity);
  body = seal_body (person, ordinal, (const char *const *) has, blob);
  if (!pantau_edit_write_on (home, record, PANTAU_TYPE_SEAL, (const char *const *) base, body,
                             entry, error))
    {
      pantau_blobs_remove (pantau_home_get_blobs (home), blob, NULL);
      return FALSE;
    }

  return TRUE;
}

/* Whether the key with the id @key is the recovery key's, or that of an officer who serves @region. */
static gboolean
is_reader (PantauRoster *roster, const char *region, const char *key)
{
  const char *const recipients[] = { key, NULL };
  GPtrArray *officers = pantau_roster_get_officers (roster);

  if (pantau_seal_is_for (recipients, NULL, pantau_roster_get_recovery (roster)->seal))
    return TRUE;
  for (guint i = 0; i < officers->len; i++)
    {
      const PantauOfficer *officer = g_ptr_array_index (officers, i);

      if (pantau_region_covers (officer->region, region) &&
          pantau_seal_is_for (recipients, NULL, officer->seal))
        return TRUE;
    }

  return FALSE;
}

/*
 * A record may have moved since its envelope was sealed: one level up, because the reported person is a colleague of the officer. Then that officer
 * must not get it; and since nobody here can open it to seal it again, it must be typed again.
 */
static gboolean
check_readers (PantauHome *home,
               PantauRoster *roster,
               const PantauDraftEnvelope *envelope,
               const char *kind,
               const char *region,
               GError **error)
{
  g_autoptr (GBytes) bytes = pantau_blobs_get_bytes (pantau_home_get_blobs (home), envelope->blob,
                                                     PANTAU_SEAL_LIMIT, error);
  g_auto (GStrv) recipients = bytes != NULL ? pantau_seal_recipients (bytes, error) : NULL;
  g_autofree char *name = NULL, *place = NULL;

  if (recipients == NULL)
    return FALSE;
  for (gsize i = 0; recipients[i] != NULL; i++)
    if (!is_reader (roster, region, recipients[i]))
      {
        PantauReference *reference = pantau_home_get_reference (home);

        name = pantau_words_person_of (reference, kind, envelope->person, envelope->ordinal);
        place = pantau_regions_qualified (pantau_reference_get_regions (reference), region);

        /* Translators: “Reporter”, and a region. */
        return pantau_throw (
            error, PANTAU_ERROR_CONFLICT,
            _ ("%s: the identity was sealed to an officer who does not serve the record’s region "
               "(%s); please type it again"),
            name, place);
      }

  return TRUE;
}

/* An identity.seal for each of @envelopes; @record is NULL where it is made by the same bundle. */
static gboolean
add_seals (PantauBundle *self,
           PantauHome *home,
           const PantauDraft *model,
           PantauRecord *record,
           GPtrArray *envelopes,
           GError **error)
{
  g_autoptr (PantauRoster) roster =
      envelopes->len > 0 ? pantau_home_get_roster (home, error) : NULL;

  if (envelopes->len > 0 && roster == NULL)
    return FALSE;
  for (guint i = 0; i < envelopes->len; i++)
    {
      const PantauDraftEnvelope *one = g_ptr_array_index (envelopes, i);
      g_autoptr (JsonObject) body = NULL;
      GStrv base = NULL;

      if (!check_readers (home, roster, one, model->kind, model->region, error))
        return FALSE;
      if (record != NULL)
        {
          base = current_seals (record, one->person, one->ordinal, error);
          if (base == NULL)
            return FALSE;
        }
      body = seal_body (one->person, one->ordinal, (const char *const *) one->has, one->blob);
      pantau_bundle_add (self, model, PANTAU_TYPE_SEAL, body, base);
    }

  return TRUE;
}

/* An evidence.add for @files, where there are any. */
static void
add_files (PantauBundle *bundle, const PantauDraft *model, GPtrArray *files)
{
  g_autoptr (JsonObject) body =
      files->len > 0 ? pantau_evidence_body (files, model->kind, NULL) : NULL;

  if (body != NULL)
    pantau_bundle_add (bundle, model, PANTAU_TYPE_EVIDENCE, body, NULL);
}

/* The draft's envelopes and files have become lines: in their commit they leave it. */
static gboolean
end_contents (PantauDb *db, gpointer draft, GError **error)
{
  return pantau_db_run (db, error, "DELETE FROM draft_envelope WHERE draft = ?1", "s",
                        (const char *) draft) &&
         pantau_db_run (db, error, "DELETE FROM draft_file WHERE draft = ?1", "s",
                        (const char *) draft);
}

/* And so has the draft itself. */
static gboolean
end_draft (PantauDb *db, gpointer draft, GError **error)
{
  return pantau_db_run (db, error, "DELETE FROM draft WHERE id = ?1", "s", (const char *) draft) &&
         end_contents (db, draft, error);
}

static gboolean
check_is_new (PantauHome *home, const char *draft, GError **error)
{
  gint64 count;

  if (!pantau_db_integer (pantau_home_get_db (home), 0, &count, error,
                          "SELECT count(*) FROM entry WHERE record = ?1 AND type = 'record.create'",
                          "s", draft))
    return FALSE;

  return count == 0 ||
         pantau_throw (error, PANTAU_ERROR_CONFLICT, _ ("this draft has become a record already"));
}

/* The link.add that makes the record of @model, which is made by the same bundle, a sighting of @claim. */
static gboolean
add_sighting (PantauBundle *bundle,
              PantauHome *home,
              const PantauDraft *model,
              const char *claim,
              GError **error)
{
  g_autoptr (PantauRecord) other = pantau_store_get (pantau_home_get_store (home), claim, NULL);
  g_autoptr (JsonObject) body = json_object_new ();
  PantauDraft link = *model;

  if (!pantau_is_uuid (claim))
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” is no record’s UUID"), claim);
  if (!g_str_equal (model->kind, "hoax") ||
      (other != NULL && !g_str_equal (pantau_record_get_kind (other), "hoax")))
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("only a hoax is a sighting of a hoax"));

  /* The stricter class of both ends, and a record that is not here may be closed. */
  link.is_open = model->is_open && other != NULL && pantau_record_get_is_open (other);
  json_object_set_string_member (body, "rel", PANTAU_REL_SIGHTING);
  json_object_set_string_member (body, "to", claim);
  pantau_bundle_add (bundle, &link, PANTAU_TYPE_LINK, body, NULL);

  return TRUE;
}

char *
pantau_edit_create_sealed (PantauHome *home,
                           const char *draft,
                           const char *kind,
                           const char *region,
                           gboolean is_open,
                           JsonObject *body,
                           char **warning,
                           GError **error)
{
  return pantau_edit_create_sighting (home, draft, kind, region, is_open, body, NULL, warning,
                                      error);
}

char *
pantau_edit_create_sighting (PantauHome *home,
                             const char *draft,
                             const char *kind,
                             const char *region,
                             gboolean is_open,
                             JsonObject *body,
                             const char *claim,
                             char **warning,
                             GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  g_autoptr (GPtrArray) envelopes = pantau_drafts_envelopes (db, draft, error);
  g_autoptr (GPtrArray) files = envelopes != NULL ? pantau_drafts_files (db, draft, error) : NULL;
  g_autofree char *now = pantau_home_now ();
  g_auto (PantauBundle) bundle = pantau_bundle_new ();
  const PantauDraft model = {
    .record = draft, .kind = kind, .is_open = is_open, .region = region, .time = now
  };

  g_autoptr (JsonObject) verdict = NULL;

  if (files == NULL || !check_is_new (home, draft, error) ||
      !pantau_edit_check_verdict (home, pantau_json_object (body, "fields"), error))
    return NULL;
  verdict = pantau_edit_take_verdict (body);
  pantau_bundle_add (&bundle, &model, PANTAU_TYPE_CREATE, body, NULL);
  if (verdict != NULL)
    pantau_bundle_add (&bundle, &model, PANTAU_TYPE_SET, verdict, NULL);
  if ((claim != NULL && !add_sighting (&bundle, home, &model, claim, error)) ||
      !add_seals (&bundle, home, &model, NULL, envelopes, error))
    return NULL;
  add_files (&bundle, &model, files);
  if (!pantau_home_write_together (home, bundle.drafts, end_draft, (gpointer) draft, NULL, error))
    return NULL;
  if (warning != NULL)
    *warning = pantau_edit_warn (home, kind, region, is_open);

  return g_strdup (draft);
}

/* The record, where this person may write lines of all sorts that the draft holds. (transfer full) (nullable) */
static PantauRecord *
open_for (PantauHome *home, const char *id, guint envelopes, guint files, GError **error)
{
  g_autoptr (PantauRecord) record =
      pantau_edit_open (home, id, envelopes > 0 ? PANTAU_TYPE_SEAL : PANTAU_TYPE_EVIDENCE, error);

  return record != NULL && (files == 0 || pantau_edit_may_attach (home, id, error))
             ? g_steal_pointer (&record)
             : NULL;
}

/* A file that somebody has attached to the record meanwhile needs no second line; the draft lets it go. */
static gboolean
leave_known (PantauHome *home, const char *id, GPtrArray *files, GError **error)
{
  g_autoptr (GPtrArray) present = pantau_store_evidence (pantau_home_get_store (home), id, error);

  if (present == NULL)
    return FALSE;
  for (guint i = files->len; i > 0; i--)
    for (guint j = 0; j < present->len; j++)
      if (g_str_equal (((PantauAttachment *) g_ptr_array_index (files, i - 1))->hash,
                       ((PantauEvidence *) g_ptr_array_index (present, j))->hash))
        {
          g_ptr_array_remove_index (files, i - 1);
          break;
        }

  return TRUE;
}

gboolean
pantau_edit_seal_draft (PantauHome *home, const char *draft, const char *id, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  g_autoptr (GPtrArray) envelopes = pantau_drafts_envelopes (db, draft, error);
  g_autoptr (GPtrArray) files = envelopes != NULL ? pantau_drafts_files (db, draft, error) : NULL;
  g_autoptr (PantauRecord) record = NULL;
  g_autofree char *now = pantau_home_now ();
  g_auto (PantauBundle) bundle = pantau_bundle_new ();
  PantauDraft model = { .record = id, .time = now };

  if (files == NULL)
    return FALSE;
  if (envelopes->len + files->len == 0)
    return TRUE;
  record = open_for (home, id, envelopes->len, files->len, error);
  if (record == NULL || !leave_known (home, id, files, error))
    return FALSE;
  model.kind = pantau_record_get_kind (record);
  model.is_open = pantau_record_get_is_open (record);
  model.region = pantau_record_get_region (record);
  if (!add_seals (&bundle, home, &model, record, envelopes, error))
    return FALSE;
  add_files (&bundle, &model, files);

  return pantau_home_write_together (home, bundle.drafts, end_contents, (gpointer) draft, NULL,
                                     error);
}
