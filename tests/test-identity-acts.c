/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Identities: sealed, typed again, kept in drafts, opened, asked about; what counts never depends on the order of arrival. */

#include "config.h"

#include <string.h>

#include "officers-fixture.h"
#include "pantau-check.h"
#include "pantau-drafts.h"
#include "pantau-edit-identity.h"
#include "pantau-edit-private.h"
#include "pantau-edit.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-record-text.h"
#include "pantau-seal.h"
#include "pantau-story.h"
#include "pantau-words-identity.h"
#include "test-util.h"

#define MUBA  "16.06"
#define RAWAS "16.13"
#define PLACE "16.06.01"
#define CASE  "{\"title\":\"Kades hadir di kampanye\",\"fields\":{}}"
#define BLOB  "00000000000000000000000000000000000000000000000000000000000000a1"
#define DRAFT "0b7a5c0e-0000-4000-8000-000000000001"

/* A monitor of Musi Banyuasin with one case there, who knows the officers @officers. */
static World
monitor_new (Officers *officers, char **id)
{
  World self = world_new ();

  world_grant_me (&self, "field", PLACE);
  officers_publish (officers, &self);
  *id = world_record (&self, "neutrality", PLACE, CASE);

  return self;
}

static char *
seal (World *self, const char *id, const char *person, guint ordinal, PantauIdentity *identity)
{
  g_autoptr (GError) error = NULL;
  char *entry = NULL;

  pantau_edit_seal (self->home, id, person, ordinal, identity, &entry, &error);
  g_assert_no_error (error);

  return entry;
}

static char *
seal_reporter (World *self, const char *id)
{
  g_autoptr (PantauIdentity) identity =
      identity_of ("name", "Budi Santoso", "address", "Jl. Merdeka 1", NULL);

  return seal (self, id, "reporter", 1, identity);
}

/* A line of @id as this home could write it, with what no person may say: other programs may. */
static char *
write_line (World *self, const char *id, const char *type, const char *base, const char *json)
{
  g_autoptr (PantauRecord) record = world_get (self, id);
  g_autoptr (JsonObject) body = test_object (json);
  const char *bases[] = { base, NULL };
  g_autoptr (GError) error = NULL;
  char *entry = NULL;

  pantau_edit_write_on (self->home, record, type, bases, body, &entry, &error);
  g_assert_no_error (error);

  return entry;
}

static GPtrArray *
sealed_of (World *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *list = pantau_store_sealed (pantau_home_get_store (self->home), id, &error);

  g_assert_no_error (error);

  return list;
}

static PantauSealed *
only (World *self, const char *id)
{
  g_autoptr (GPtrArray) list = sealed_of (self, id);

  g_assert_cmpuint (list->len, ==, 1);

  return g_ptr_array_steal_index (list, 0);
}

static void
assert_error (GError **error, PantauError code)
{
  g_assert_error (*error, PANTAU_ERROR, (int) code);
  g_clear_error (error);
}

static void
test_seal (void)
{
  g_auto (Officers) officers = officers_new ();
  PantauBoxKey *key = officers_add (&officers, "P-MUBA", MUBA);
  g_autofree char *id = NULL, *entry = NULL;
  g_auto (World) world = monitor_new (&officers, &id);
  g_autoptr (PantauSealed) sealed = NULL;
  g_autoptr (PantauEntry) line = NULL;
  g_autoptr (PantauIdentity) opened = NULL;
  g_autoptr (GError) error = NULL;
  gint64 uploads = 0;

  entry = seal_reporter (&world, id);
  line = world_last_entry (&world);
  sealed = only (&world, id);

  g_assert_cmpstr (line->type, ==, "identity.seal");
  g_assert_cmpstr (line->region, ==, PLACE);
  g_assert_null (strstr (line->body, "Budi"));
  g_assert_cmpstr (sealed->entry, ==, entry);
  g_assert_cmpstr (sealed->person, ==, "reporter");
  g_assert_cmpuint (sealed->ordinal, ==, 1);
  g_assert_true (pantau_sealed_has (sealed, "name") && pantau_sealed_has (sealed, "address"));
  g_assert_false (pantau_sealed_has (sealed, "phone"));
  g_assert_false (sealed->differs);
  opened = world_open_envelope (&world, sealed->blob, NULL, key, id, "reporter", 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pantau_identity_get (opened, "name"), ==, "Budi Santoso");
  /* It goes to the province after its line. */
  pantau_db_integer (pantau_home_get_db (world.home), 0, &uploads, NULL,
                     "SELECT count(*) FROM upload WHERE hash = ?1", "s", sealed->blob);
  g_assert_cmpint (uploads, ==, 1);
}

/* Nobody but officers of the record's region, and the recovery key. */
static void
test_region (void)
{
  g_auto (Officers) officers = officers_new ();
  PantauBoxKey *other = officers_add (&officers, "P-RAWAS", RAWAS);
  g_autofree char *id = NULL, *entry = NULL;
  g_auto (World) world = { 0 };
  g_autoptr (PantauSealed) sealed = NULL;
  g_autoptr (PantauIdentity) opened = NULL;
  g_autoptr (GError) error = NULL;

  officers_add (&officers, "P-MUBA", MUBA);
  world = monitor_new (&officers, &id);
  entry = seal_reporter (&world, id);
  sealed = only (&world, id);

  opened = world_open_envelope (&world, sealed->blob, NULL, other, id, "reporter", 1, &error);
  g_assert_null (opened);
  assert_error (&error, PANTAU_ERROR_NOT_FOUND);
  opened = world_open_envelope (&world, sealed->blob, NULL,
                                pantau_recovery_get_seal_key (officers.recovery), id, "reporter", 1,
                                &error);
  g_assert_no_error (error);
}

static void
test_retype (void)
{
  g_auto (Officers) officers = officers_new ();
  g_autofree char *id = NULL, *first = NULL, *second = NULL, *third = NULL, *witness = NULL;
  g_auto (World) world = { 0 };
  g_autoptr (PantauSealed) sealed = NULL;
  g_autoptr (PantauIdentity) identity = identity_of ("name", "Saksi", NULL);
  g_autoptr (GPtrArray) list = NULL;

  officers_add (&officers, "P-MUBA", MUBA);
  world = monitor_new (&officers, &id);
  first = seal_reporter (&world, id);
  second = seal_reporter (&world, id);
  third = seal_reporter (&world, id);
  sealed = only (&world, id);
  g_assert_cmpstr (sealed->entry, ==, third);
  g_assert_cmpuint (g_strv_length (sealed->earlier), ==, 2);
  g_assert_true (g_strv_contains ((const char *const *) sealed->earlier, first));
  g_assert_true (g_strv_contains ((const char *const *) sealed->earlier, second));

  /* A witness of the same number is somebody else. */
  witness = seal (&world, id, "witness", 1, identity);
  list = sealed_of (&world, id);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (((PantauSealed *) g_ptr_array_index (list, 0))->entry, ==, third);
  g_assert_cmpstr (((PantauSealed *) g_ptr_array_index (list, 1))->entry, ==, witness);
}

/* Two who sealed without knowing of each other: both stay, until a third knows of both. */
static void
test_differ (void)
{
  g_auto (Officers) officers = officers_new ();
  g_autofree char *id = NULL, *first = NULL, *a = NULL, *b = NULL, *last = NULL;
  g_auto (World) world = { 0 };
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (PantauSealed) sealed = NULL;

  officers_add (&officers, "P-MUBA", MUBA);
  world = monitor_new (&officers, &id);
  first = seal_reporter (&world, id);
  a = seal_reporter (&world, id);
  b = write_line (&world, id, "identity.seal", first,
                  "{\"person\":\"reporter\",\"ordinal\":1,\"has\":[\"name\"],\"blob\":\"" BLOB
                  "\",\"blobs\":[\"" BLOB "\"]}");
  list = sealed_of (&world, id);
  g_assert_cmpuint (list->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const PantauSealed *one = g_ptr_array_index (list, i);

      g_assert_true (one->differs);
      g_assert_true (g_str_equal (one->entry, a) || g_str_equal (one->entry, b));
      g_assert_cmpstr (one->earlier[0], ==, first);
    }

  last = seal_reporter (&world, id);
  sealed = only (&world, id);
  g_assert_false (sealed->differs);
  g_assert_cmpuint (g_strv_length (sealed->earlier), ==, 3);
}

/* Who names another person's seal as replaced takes nothing away. */
static void
test_foreign_base (void)
{
  g_auto (Officers) officers = officers_new ();
  g_autofree char *id = NULL, *reporter = NULL, *witness = NULL;
  g_auto (World) world = { 0 };
  g_autoptr (GPtrArray) list = NULL;

  officers_add (&officers, "P-MUBA", MUBA);
  world = monitor_new (&officers, &id);
  reporter = seal_reporter (&world, id);
  witness = write_line (&world, id, "identity.seal", reporter,
                        "{\"person\":\"witness\",\"ordinal\":1,\"has\":[],\"blob\":\"" BLOB "\"}");
  list = sealed_of (&world, id);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (((PantauSealed *) g_ptr_array_index (list, 0))->entry, ==, reporter);
  g_assert_cmpuint (g_strv_length (((PantauSealed *) g_ptr_array_index (list, 1))->earlier), ==, 0);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *person;
    guint ordinal;
    const char *part, *text;
  } cases[] = {
    { "reporter", 0, "name", "A" },       { "reporter", 21, "name", "A" },
    { "suspect", 1, "name", "A" },        { "reporter", 1, "address", "no name" },
    { "reporter", 1, "shoe-size", "44" }, { "reporter", 1, "name", "" },
  };
  g_auto (Officers) officers = officers_new ();
  g_autofree char *id = NULL;
  g_auto (World) world = { 0 };
  g_autoptr (GPtrArray) files = NULL;
  gint64 before;

  officers_add (&officers, "P-MUBA", MUBA);
  world = monitor_new (&officers, &id);
  before = world_count (&world);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PantauIdentity) identity = identity_of (cases[i].part, cases[i].text, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (pantau_edit_seal (world.home, id, cases[i].person, cases[i].ordinal, identity,
                                        NULL, &error));
      assert_error (&error, PANTAU_ERROR_INVALID);
    }
  g_assert_cmpint (world_count (&world), ==, before);
  files = pantau_blobs_list (pantau_home_get_blobs (world.home), NULL);
  g_assert_cmpuint (files->len, ==, 0);
}

/* Before the enrolment there is nobody to seal to; the sentence points to paper. */
static void
test_not_enrolled (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "neutrality", PLACE, CASE);
  g_autoptr (PantauIdentity) identity = identity_of ("name", "A", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (pantau_edit_may_seal (world.home, NULL, &error));
  assert_error (&error, PANTAU_ERROR_NOT_ENROLLED);
  g_assert_false (pantau_edit_seal (world.home, id, "reporter", 1, identity, NULL, &error));
  assert_error (&error, PANTAU_ERROR_NOT_ENROLLED);
  g_assert_false (
      pantau_drafts_seal (world.home, DRAFT, "reporter", 1, identity, NULL, NULL, &error));
  assert_error (&error, PANTAU_ERROR_NOT_ENROLLED);
}

/* A role that may not has no key either. */
static void
test_roles (void)
{
  g_auto (Officers) officers = officers_new ();
  g_autofree char *id = NULL, *entry = NULL;
  g_auto (World) world = { 0 };
  g_autoptr (GError) error = NULL;

  officers_add (&officers, "P-MUBA", MUBA);
  world = monitor_new (&officers, &id);
  entry = seal_reporter (&world, id);

  g_assert_false (
      pantau_edit_open_identity (world.home, id, entry, "ingin tahu saja", NULL, &error));
  assert_error (&error, PANTAU_ERROR_REFUSED);
  world_grant_me (&world, "desk", MUBA);
  g_assert_false (
      pantau_edit_open_identity (world.home, id, entry, "ingin tahu saja", NULL, &error));
  assert_error (&error, PANTAU_ERROR_REFUSED);
  g_assert_false (pantau_edit_may_answer (world.home, id, &error));
  assert_error (&error, PANTAU_ERROR_REFUSED);
  world_grant_me (&world, "identity", RAWAS);
  g_assert_false (
      pantau_edit_open_identity (world.home, id, entry, "ingin tahu saja", NULL, &error));
  assert_error (&error, PANTAU_ERROR_REFUSED);
  world_grant_me (&world, "pemprov", "16");
  g_assert_false (pantau_edit_may_seal (world.home, NULL, &error));
  assert_error (&error, PANTAU_ERROR_REFUSED);
  g_assert_false (pantau_edit_may_ask (world.home, id, &error));
  assert_error (&error, PANTAU_ERROR_REFUSED);
}

static void
save_draft (World *self, PantauIdentity *identity, const char *person, guint ordinal)
{
  g_autoptr (GError) error = NULL;

  pantau_drafts_seal (self->home, DRAFT, person, ordinal, identity, NULL, PLACE, &error);
  g_assert_no_error (error);
}

static GPtrArray *
envelopes_of (World *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *list = pantau_drafts_envelopes (pantau_home_get_db (self->home), DRAFT, &error);

  g_assert_no_error (error);

  return list;
}

static guint
count_files (World *self)
{
  g_autoptr (GPtrArray) files = pantau_blobs_list (pantau_home_get_blobs (self->home), NULL);

  return files->len;
}

/* Typed, closed and opened again: the envelope is there, and nothing that is read. Each save takes the place of the one before. */
static void
test_draft_kept (void)
{
  g_auto (Officers) officers = officers_new ();
  PantauBoxKey *key = officers_add (&officers, "P-MUBA", MUBA);
  g_autofree char *id = NULL, *path = NULL;
  g_auto (World) world = monitor_new (&officers, &id);
  g_autoptr (PantauIdentity) identity = identity_of ("name", "Budi", NULL);
  g_autoptr (PantauIdentity) opened = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  const PantauDraftEnvelope *envelope;

  save_draft (&world, identity, "reporter", 1);
  pantau_identity_set (identity, "address", "Jl. Merdeka");
  save_draft (&world, identity, "reporter", 1);
  g_assert_cmpuint (count_files (&world), ==, 1);

  path = g_strdup (pantau_home_get_path (world.home));
  pantau_home_close (world.home);
  world.home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  g_assert_no_error (error);
  list = envelopes_of (&world);
  g_assert_cmpuint (list->len, ==, 1);
  envelope = g_ptr_array_index (list, 0);
  g_assert_cmpstr (envelope->has[0], ==, "name");
  g_assert_cmpstr (envelope->has[1], ==, "address");
  g_assert_cmpstr (envelope->region, ==, PLACE);
  opened = world_open_envelope (&world, envelope->blob, NULL, key, DRAFT, "reporter", 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pantau_identity_get (opened, "address"), ==, "Jl. Merdeka");
}

static void
test_draft_removed (void)
{
  g_auto (Officers) officers = officers_new ();
  g_autofree char *id = NULL;
  g_auto (World) world = { 0 };
  g_autoptr (PantauIdentity) identity = identity_of ("name", "Budi", NULL);
  g_autoptr (PantauIdentity) empty = pantau_identity_new ();
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  officers_add (&officers, "P-MUBA", MUBA);
  world = monitor_new (&officers, &id);
  save_draft (&world, identity, "reporter", 1);
  save_draft (&world, identity, "witness", 1);
  save_draft (&world, identity, "witness", 2);
  save_draft (&world, empty, "witness", 2);
  g_assert_cmpuint (count_files (&world), ==, 2);
  pantau_drafts_remove (world.home, DRAFT, &error);
  g_assert_no_error (error);
  list = envelopes_of (&world);
  g_assert_cmpuint (list->len, ==, 0);
  g_assert_cmpuint (count_files (&world), ==, 0);
}

/* Record, seals and the end of the draft are one commit; the record has the UUID that the envelopes are bound to. */
static void
test_create_sealed (void)
{
  g_auto (Officers) officers = officers_new ();
  PantauBoxKey *key = officers_add (&officers, "P-MUBA", MUBA);
  g_autofree char *id = NULL, *created = NULL, *again = NULL;
  g_auto (World) world = monitor_new (&officers, &id);
  g_autoptr (PantauIdentity) identity = identity_of ("name", "Budi", NULL);
  g_autoptr (PantauIdentity) opened = NULL;
  g_autoptr (JsonObject) body = test_object (CASE);
  g_autoptr (PantauSealed) sealed = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  pantau_drafts_save (world.home, DRAFT, "neutrality", NULL, "", "{}", &error);
  g_assert_no_error (error);
  save_draft (&world, identity, "reporter", 1);
  created =
      pantau_edit_create_sealed (world.home, DRAFT, "neutrality", PLACE, FALSE, body, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (created, ==, DRAFT);
  sealed = only (&world, created);
  opened = world_open_envelope (&world, sealed->blob, NULL, key, created, "reporter", 1, &error);
  g_assert_no_error (error);
  list = envelopes_of (&world);
  g_assert_cmpuint (list->len, ==, 0);
  g_assert_null (pantau_drafts_load (world.home, DRAFT, &error));
  assert_error (&error, PANTAU_ERROR_NOT_FOUND);

  /* Removing the draft once more does not take the envelope from the record. */
  pantau_drafts_remove (world.home, DRAFT, &error);
  g_assert_no_error (error);
  g_assert_true (pantau_blobs_has (pantau_home_get_blobs (world.home), sealed->blob));
  again =
      pantau_edit_create_sealed (world.home, DRAFT, "neutrality", PLACE, FALSE, body, NULL, &error);
  g_assert_null (again);
  assert_error (&error, PANTAU_ERROR_CONFLICT);
}

/* A record that went one level up, away from the reported person's colleagues, does not take their envelope along. */
static void
test_moved_up (void)
{
  g_auto (Officers) officers = officers_new ();
  g_autofree char *id = NULL, *created = NULL;
  g_auto (World) world = { 0 };
  g_autoptr (PantauIdentity) identity = identity_of ("name", "Budi", NULL);
  g_autoptr (JsonObject) body = test_object (CASE);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  gint64 before;

  officers_add (&officers, "P-MUBA", MUBA);
  officers_add (&officers, "P-16", "16");
  world = monitor_new (&officers, &id);
  save_draft (&world, identity, "reporter", 1);
  before = world_count (&world);

  created =
      pantau_edit_create_sealed (world.home, DRAFT, "neutrality", "16", FALSE, body, NULL, &error);
  g_assert_null (created);
  assert_error (&error, PANTAU_ERROR_CONFLICT);
  g_assert_cmpint (world_count (&world), ==, before);
  list = envelopes_of (&world);
  g_assert_cmpuint (list->len, ==, 1);

  /* Typed again where it belongs. */
  pantau_drafts_seal (world.home, DRAFT, "reporter", 1, identity, NULL, "16", &error);
  g_assert_no_error (error);
  created =
      pantau_edit_create_sealed (world.home, DRAFT, "neutrality", "16", FALSE, body, NULL, &error);
  g_assert_no_error (error);
}

static void
test_change_sealed (void)
{
  g_auto (Officers) officers = officers_new ();
  g_autofree char *id = NULL, *first = NULL;
  g_auto (World) world = { 0 };
  g_autoptr (PantauIdentity) identity = identity_of ("name", "Budi", NULL);
  g_autoptr (GPtrArray) list = NULL, left = NULL;
  g_autoptr (GError) error = NULL;

  officers_add (&officers, "P-MUBA", MUBA);
  world = monitor_new (&officers, &id);
  first = seal_reporter (&world, id);
  pantau_drafts_seal (world.home, DRAFT, "reporter", 1, identity, id, NULL, &error);
  g_assert_no_error (error);
  pantau_drafts_seal (world.home, DRAFT, "witness", 1, identity, id, NULL, &error);
  g_assert_no_error (error);
  pantau_edit_seal_draft (world.home, DRAFT, id, &error);
  g_assert_no_error (error);
  list = sealed_of (&world, id);
  left = envelopes_of (&world);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (((PantauSealed *) g_ptr_array_index (list, 0))->earlier[0], ==, first);
  g_assert_cmpuint (left->len, ==, 0);
}

/* An officer of Musi Banyuasin, with a sealed reporter. */
static World
officer_new (Officers *officers, char **id, char **sealed)
{
  World self = world_new ();

  world_grant_me (&self, "identity", MUBA);
  officers_add_me (officers, &self);
  officers_publish (officers, &self);
  *id = world_record (&self, "neutrality", PLACE, CASE);
  *sealed = seal_reporter (&self, *id);

  return self;
}

static char *
open_identity (World *self, const char *id, const char *sealed)
{
  g_autoptr (GError) error = NULL;
  char *entry = NULL;

  pantau_edit_open_identity (self->home, id, sealed, "Memanggil pelapor untuk klarifikasi", &entry,
                             &error);
  g_assert_no_error (error);

  return entry;
}

static void
test_open (void)
{
  g_auto (Officers) officers = officers_new ();
  g_autofree char *id = NULL, *sealed = NULL, *entry = NULL;
  g_auto (World) world = officer_new (&officers, &id, &sealed);
  g_autoptr (PantauIdentity) identity = NULL;
  g_autoptr (PantauSealed) after = NULL;
  g_autoptr (GError) error = NULL;

  entry = open_identity (&world, id, sealed);
  /* Written is not received. */
  g_assert_null (pantau_identity_reveal (world.home, entry, NULL, &error));
  assert_error (&error, PANTAU_ERROR_REFUSED);
  g_assert_cmpuint (pantau_identity_time_left (world.home, entry), ==, PANTAU_IDENTITY_SHOWN);

  world_receive (&world, entry, NULL);
  identity = pantau_identity_reveal (world.home, entry, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pantau_identity_get (identity, "name"), ==, "Budi Santoso");
  after = only (&world, id);
  g_assert_cmpuint (after->opened, ==, 1);
}

/* Once shown for five minutes, an opening is used up; a clock that is put back gains nothing. */
static void
test_open_once (void)
{
  g_auto (Officers) officers = officers_new ();
  g_autofree char *id = NULL, *sealed = NULL, *entry = NULL;
  g_auto (World) world = officer_new (&officers, &id, &sealed);
  PantauDb *db = pantau_home_get_db (world.home);
  g_autoptr (PantauIdentity) identity = NULL;
  g_autoptr (GError) error = NULL;

  entry = open_identity (&world, id, sealed);
  world_receive (&world, entry, NULL);
  identity = pantau_identity_reveal (world.home, entry, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (pantau_db_run (db, NULL, "UPDATE shown SET first = first - ?1", "i",
                                (gint64) PANTAU_IDENTITY_SHOWN));
  g_assert_null (pantau_identity_reveal (world.home, entry, NULL, &error));
  assert_error (&error, PANTAU_ERROR_REFUSED);
  g_assert_true (pantau_db_run (db, NULL, "UPDATE shown SET first = first + ?1", "i",
                                (gint64) 10 * PANTAU_IDENTITY_SHOWN));
  g_assert_null (pantau_identity_reveal (world.home, entry, NULL, &error));
  assert_error (&error, PANTAU_ERROR_REFUSED);
}

/* Who was revoked learns it from the receipt alone, since the province tells them nothing more. */
static void
test_open_quarantined (void)
{
  g_auto (Officers) officers = officers_new ();
  g_autofree char *id = NULL, *sealed = NULL, *entry = NULL;
  g_auto (World) world = officer_new (&officers, &id, &sealed);
  g_autoptr (GError) error = NULL;

  entry = open_identity (&world, id, sealed);
  world_receive (&world, entry, "revoked");
  g_assert_null (pantau_identity_reveal (world.home, entry, NULL, &error));
  assert_error (&error, PANTAU_ERROR_REFUSED);
}

static void
test_open_refused (void)
{
  static const struct
  {
    const char *reason;
    gboolean is_fine;
  } reasons[] = {
    { "", FALSE },
    { "  a  ", FALSE },
    { "abcd", FALSE },
    { "abcde", TRUE },
  };
  g_auto (Officers) officers = officers_new ();
  g_autofree char *id = NULL, *sealed = NULL, *longest = g_strnfill (500, 'x'),
                  *too_long = g_strnfill (501, 'x');
  g_auto (World) world = officer_new (&officers, &id, &sealed);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_assert_true (pantau_edit_open_identity (world.home, id, sealed, reasons[i].reason, NULL,
                                                &error) == reasons[i].is_fine);
      if (!reasons[i].is_fine)
        assert_error (&error, PANTAU_ERROR_INVALID);
    }
  g_assert_true (pantau_edit_open_identity (world.home, id, sealed, longest, NULL, &error));
  g_assert_false (pantau_edit_open_identity (world.home, id, sealed, too_long, NULL, &error));
  assert_error (&error, PANTAU_ERROR_INVALID);
  g_assert_false (pantau_edit_open_identity (world.home, id, BLOB, "alasan cukup", NULL, &error));
  assert_error (&error, PANTAU_ERROR_NOT_FOUND);
  g_assert_null (pantau_identity_reveal (world.home, BLOB, NULL, &error));
  assert_error (&error, PANTAU_ERROR_NOT_FOUND);
  g_assert_null (pantau_identity_reveal (world.home, sealed, NULL, &error));
  assert_error (&error, PANTAU_ERROR_NOT_FOUND);
}

/* An envelope of another record, under a line that claims it: told, not shown. */
static void
test_open_swapped (void)
{
  g_auto (Officers) officers = officers_new ();
  g_autofree char *id = NULL, *sealed = NULL, *other = NULL, *json = NULL, *claimed = NULL,
                  *entry = NULL;
  g_auto (World) world = officer_new (&officers, &id, &sealed);
  g_autoptr (PantauSealed) mine = only (&world, id);
  g_autoptr (GError) error = NULL;

  other = world_record (&world, "neutrality", PLACE, CASE);
  json = g_strdup_printf ("{\"person\":\"reporter\",\"ordinal\":1,\"has\":[\"name\"],"
                          "\"blob\":\"%s\",\"blobs\":[\"%s\"]}",
                          mine->blob, mine->blob);
  claimed = write_line (&world, other, "identity.seal", NULL, json);
  entry = open_identity (&world, other, claimed);
  world_receive (&world, entry, NULL);
  g_assert_null (pantau_identity_reveal (world.home, entry, NULL, &error));
  assert_error (&error, PANTAU_ERROR_SIGNATURE);
}

/* What came by a wrap opens as well; the envelope stays what it was. */
static void
test_wrap (void)
{
  g_auto (Officers) officers = officers_new ();
  PantauBoxKey *first = officers_add (&officers, "P-LAMA", MUBA);
  g_autofree char *id = NULL, *entry = NULL, *json = NULL, *wrapped = NULL, *opening = NULL;
  g_auto (World) world = monitor_new (&officers, &id);
  g_autoptr (PantauSealed) sealed = NULL;
  g_autoptr (PantauIdentity) identity = NULL;
  g_autoptr (PantauWrap) wrap = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  const PantauOfficer *me;

  entry = seal_reporter (&world, id);
  sealed = only (&world, id);

  world_grant_me (&world, "identity", MUBA);
  officers_add_me (&officers, &world);
  me = g_ptr_array_index (officers.officers, 1);
  opening = open_identity (&world, id, entry);
  world_receive (&world, opening, NULL);
  g_assert_null (pantau_identity_reveal (world.home, opening, NULL, &error));
  assert_error (&error, PANTAU_ERROR_NOT_FOUND);

  bytes = pantau_blobs_get_bytes (pantau_home_get_blobs (world.home), sealed->blob,
                                  PANTAU_SEAL_LIMIT, &error);
  wrap = pantau_seal_wrap (bytes, NULL, first, me->seal, &error);
  g_assert_no_error (error);
  json = g_strdup_printf ("{\"blob\":\"%s\",\"to\":[{\"key\":\"%s\",\"box\":\"%s\"}]}",
                          sealed->blob, wrap->key, wrap->box);
  wrapped = write_line (&world, id, "identity.wrap", NULL, json);
  identity = pantau_identity_reveal (world.home, opening, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pantau_identity_get (identity, "name"), ==, "Budi Santoso");
}

static char *
ask (World *self, const char *id, const char *json, const char *expected)
{
  g_autoptr (JsonObject) given = test_object (json);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (GError) error = NULL;
  char *entry = NULL;

  pantau_edit_ask (self->home, id, given, &entry, faults, &error);
  g_assert_no_error (error);
  test_assert_faults (faults, expected);

  return entry;
}

static char *
answer (World *self, const char *id, const char *asked, const char *json, const char *expected)
{
  g_autoptr (JsonObject) given = test_object (json);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (GError) error = NULL;
  char *entry = NULL;

  pantau_edit_answer (self->home, id, asked, given, &entry, faults, &error);
  g_assert_no_error (error);
  test_assert_faults (faults, expected);

  return entry;
}

static gint64
count_open (World *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = pantau_store_asks (pantau_home_get_store (self->home), TRUE, &error);
  gint64 open;

  g_assert_no_error (error);
  g_assert_true (pantau_store_count_asks (pantau_home_get_store (self->home), &open, NULL));
  g_assert_cmpint (list->len, ==, open);

  return open;
}

static void
test_ask (void)
{
  g_auto (Officers) officers = officers_new ();
  g_autofree char *id = NULL, *sealed = NULL, *asked = NULL, *tried = NULL, *done = NULL;
  g_auto (World) world = officer_new (&officers, &id, &sealed);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;
  const PantauAsk *one;

  asked = ask (&world, id, "{\"person\":\"reporter\",\"text\":\"Masih ada foto lain?\"}", "");
  g_assert_cmpint (count_open (&world), ==, 1);
  tried = answer (&world, id, asked, "{\"outcome\":\"not-reached\",\"text\":\"HP mati\"}", "");
  g_assert_cmpint (count_open (&world), ==, 1);
  done = answer (&world, id, asked, "{\"outcome\":\"reached\"}", "");
  g_assert_cmpint (count_open (&world), ==, 0);

  all = pantau_store_asks (pantau_home_get_store (world.home), FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 1);
  one = g_ptr_array_index (all, 0);
  g_assert_cmpstr (one->entry, ==, asked);
  g_assert_cmpstr (one->title, ==, "Kades hadir di kampanye");
  g_assert_cmpuint (one->ordinal, ==, 1);
  g_assert_cmpuint (one->answers->len, ==, 2);
  g_assert_false (one->is_open);
}

static void
test_ask_refused (void)
{
  g_auto (Officers) officers = officers_new ();
  g_autofree char *id = NULL, *sealed = NULL, *asked = NULL, *too_long = g_strnfill (501, 'x');
  g_autofree char *json = g_strdup_printf ("{\"person\":\"reporter\",\"text\":\"%s\"}", too_long);
  g_auto (World) world = officer_new (&officers, &id, &sealed);
  g_autoptr (JsonObject) nobody = test_object ("{\"person\":\"witness\",\"text\":\"Apa?\"}");
  g_autoptr (JsonObject) fine = test_object ("{\"outcome\":\"reached\"}");
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (GError) error = NULL;

  g_free (ask (&world, id, "{}", "missing person, missing text"));
  g_free (ask (&world, id, "{\"person\":\"x\",\"ordinal\":21,\"text\":\"a\",\"name\":\"Budi\"}",
               "out-of-range ordinal, unknown-choice person, unknown-field name"));
  g_free (ask (&world, id, json, "too-long text"));
  g_assert_false (pantau_edit_ask (world.home, id, nobody, NULL, faults, &error));
  assert_error (&error, PANTAU_ERROR_NOT_FOUND);

  asked = ask (&world, id, "{\"person\":\"reporter\",\"text\":\"Apa?\"}", "");
  g_free (answer (&world, id, asked, "{}", "missing outcome"));
  g_free (answer (&world, id, asked, "{\"outcome\":\"not-reached\"}", "missing text"));
  g_assert_false (pantau_edit_answer (world.home, id, BLOB, fine, NULL, faults, &error));
  assert_error (&error, PANTAU_ERROR_NOT_FOUND);
}

/* Whatever a newer program wrote: kept, shown where it can be, and in nobody's way. */
static void
test_strange_lines (void)
{
  g_auto (Officers) officers = officers_new ();
  g_autofree char *id = NULL, *sealed = NULL, *newer = NULL, *story_text = NULL;
  g_auto (World) world = officer_new (&officers, &id, &sealed);
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (GPtrArray) list = NULL, story = NULL;
  static const char *const bodies[] = {
    "{}",
    "{\"person\":\"reporter\",\"ordinal\":0,\"blob\":\"" BLOB "\"}",
    "{\"person\":\"reporter\",\"ordinal\":99999999999,\"blob\":\"" BLOB "\"}",
    "{\"person\":7,\"ordinal\":1,\"blob\":\"" BLOB "\"}",
    "{\"person\":\"reporter\",\"ordinal\":1,\"blob\":\"../x\",\"has\":7}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    g_free (write_line (&world, id, "identity.seal", sealed, bodies[i]));
  g_free (write_line (&world, id, "identity.wrap", NULL, "{\"blob\":7,\"to\":[7,{\"key\":[]}]}"));
  g_free (write_line (&world, id, "identity.open", NULL, "{\"seal\":{}}"));
  g_free (write_line (&world, id, "identity.ask", NULL, "{\"person\":\"reporter\"}"));
  g_free (write_line (&world, id, "identity.answer", NULL, "{\"ask\":7,\"outcome\":[]}"));
  newer = write_line (&world, id, "identity.seal", NULL,
                      "{\"person\":\"expert\",\"ordinal\":2,\"has\":[7,\"retina\"],\"blob\":\"" BLOB
                      "\"}");
  list = sealed_of (&world, id);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (((PantauSealed *) g_ptr_array_index (list, 0))->entry, ==, newer);
  g_assert_cmpstr (((PantauSealed *) g_ptr_array_index (list, 1))->entry, ==, sealed);

  record = world_get (&world, id);
  story = pantau_story_new (pantau_home_get_reference (world.home), record, NULL);
  g_assert_cmpuint (story->len, ==, pantau_record_get_timeline (record)->len);
  story_text = pantau_words_identities (pantau_home_get_reference (world.home), record);
  g_assert_nonnull (strstr (story_text, "expert 2"));
}

/* What is projected line by line is what a rebuild gives. */
static void
test_rebuild (void)
{
  g_auto (Officers) officers = officers_new ();
  g_autofree char *id = NULL, *sealed = NULL, *asked = NULL, *opening = NULL, *before = NULL,
                  *after = NULL;
  g_auto (World) world = officer_new (&officers, &id, &sealed);
  PantauStore *store = pantau_home_get_store (world.home);
  g_autoptr (GError) error = NULL;

  opening = open_identity (&world, id, sealed);
  g_free (seal_reporter (&world, id));
  asked = ask (&world, id, "{\"person\":\"reporter\",\"text\":\"Apa?\"}", "");
  g_free (answer (&world, id, asked, "{\"outcome\":\"not-reached\",\"text\":\"HP mati\"}", ""));
  before = pantau_store_dump (store, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (before, "\nidentity\t"));
  g_assert_nonnull (strstr (before, "\nidentity_ask\t"));
  pantau_store_rebuild (store, NULL, NULL, &error);
  g_assert_no_error (error);
  after = pantau_store_dump (store, &error);
  g_assert_cmpstr (before, ==, after);
}

/* History and plain text say what happened, and nowhere to whom. */
static void
test_words (void)
{
  g_auto (Officers) officers = officers_new ();
  g_autofree char *id = NULL, *sealed = NULL, *opening = NULL, *text = NULL, *name = NULL;
  g_auto (World) world = officer_new (&officers, &id, &sealed);
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (GPtrArray) story = NULL;
  gboolean told = FALSE;

  opening = open_identity (&world, id, sealed);
  record = world_get (&world, id);
  story = pantau_story_new (pantau_home_get_reference (world.home), record, NULL);
  for (guint i = 0; i < story->len; i++)
    {
      const PantauStoryItem *item = g_ptr_array_index (story, i);

      g_assert_null (strstr (item->sentence, "Budi"));
      told |= item->text != NULL && g_str_equal (item->text, "Memanggil pelapor untuk klarifikasi");
    }
  g_assert_true (told);
  text = pantau_record_text (pantau_home_get_reference (world.home), record, FALSE);
  name = pantau_words_person ("reporter", 1);
  g_assert_nonnull (strstr (text, name));
  g_assert_null (strstr (text, "Budi"));
}

/* Who sent a hoax is no reporter: the history and the text say so, and so does what is refused. */
static void
test_words_of_kind (void)
{
  g_auto (Officers) officers = officers_new ();
  g_auto (World) world = world_new ();
  PantauReference *reference = pantau_home_get_reference (world.home);
  g_autofree char *id = NULL, *unsealed = NULL, *sealed = NULL, *opening = NULL, *asked = NULL,
                  *text = NULL, *name = pantau_words_person_of (reference, "hoax", "reporter", 1),
                  *other = pantau_words_person ("reporter", 1);
  g_autoptr (JsonObject) given = test_object ("{\"person\":\"reporter\",\"text\":\"Siapa?\"}");
  g_autoptr (GPtrArray) story = NULL, faults = pantau_faults_new ();
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  guint told = 0;

  world_grant_me (&world, "identity", MUBA);
  officers_add_me (&officers, &world);
  officers_publish (&officers, &world);
  unsealed = world_record (&world, "hoax", PLACE, "{\"title\":\"TPS dipindah\",\"fields\":{}}");
  g_assert_false (pantau_edit_ask (world.home, unsealed, given, NULL, faults, &error));
  g_assert_nonnull (strstr (error->message, name));
  g_clear_error (&error);

  id = world_record (&world, "hoax", PLACE, "{\"title\":\"TPS dipindah\",\"fields\":{}}");
  sealed = seal_reporter (&world, id);
  opening = open_identity (&world, id, sealed);
  asked = ask (&world, id, "{\"person\":\"reporter\",\"text\":\"Siapa?\"}", "");
  g_free (answer (&world, id, asked, "{\"outcome\":\"reached\"}", ""));
  record = world_get (&world, id);
  story = pantau_story_new (reference, record, NULL);
  for (guint i = 0; i < story->len; i++)
    {
      const PantauStoryItem *item = g_ptr_array_index (story, i);

      g_assert_null (strstr (item->sentence, other));
      told += strstr (item->sentence, name) != NULL ? 1 : 0;
    }
  g_assert_cmpuint (told, ==, 4); /* sealed, opened, asked, answered */
  text = pantau_record_text (reference, record, FALSE);
  g_assert_nonnull (strstr (text, name));
}

/* An alert of the province is listed; one that somebody else made up is not. */
static void
test_alerts (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *record = pantau_uuid_new ();
  g_autoptr (PantauEntry) entry = NULL;
  g_autoptr (PantauEntry) forged = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  const PantauAlert *alert;

  world_grant_me (&world, "desk", "16");
  entry = test_entry_new_full (world.province, "device.alert", ++world.province_seq,
                               world.province_prev, record, "device", FALSE, MUBA, NULL,
                               "{\"what\":\"identity-open\",\"person\":\"P-1\",\"count\":6,"
                               "\"since\":\"2026-11-22T08:00:00+07:00\"}");
  g_free (world_arrive (&world, entry));
  forged = test_entry_new_full (world.other, "device.alert", ++world.other_seq, world.other_prev,
                                record, "device", FALSE, MUBA, NULL,
                                "{\"what\":\"identity-open\",\"person\":\"P-1\",\"count\":99}");
  g_free (world_arrive (&world, forged));

  list = pantau_store_alerts (pantau_home_get_store (world.home), 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  alert = g_ptr_array_index (list, 0);
  g_assert_cmpuint (alert->count, ==, 6);
  g_assert_cmpstr (alert->name, ==, "N");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  pantau_locale_init ("en");

  g_test_add_func ("/identity-acts/seal", test_seal);
  g_test_add_func ("/identity-acts/region", test_region);
  g_test_add_func ("/identity-acts/retype", test_retype);
  g_test_add_func ("/identity-acts/differ", test_differ);
  g_test_add_func ("/identity-acts/foreign-base", test_foreign_base);
  g_test_add_func ("/identity-acts/refused", test_refused);
  g_test_add_func ("/identity-acts/not-enrolled", test_not_enrolled);
  g_test_add_func ("/identity-acts/roles", test_roles);
  g_test_add_func ("/identity-acts/draft/kept", test_draft_kept);
  g_test_add_func ("/identity-acts/draft/removed", test_draft_removed);
  g_test_add_func ("/identity-acts/draft/create", test_create_sealed);
  g_test_add_func ("/identity-acts/draft/moved-up", test_moved_up);
  g_test_add_func ("/identity-acts/draft/change", test_change_sealed);
  g_test_add_func ("/identity-acts/open", test_open);
  g_test_add_func ("/identity-acts/open/once", test_open_once);
  g_test_add_func ("/identity-acts/open/quarantined", test_open_quarantined);
  g_test_add_func ("/identity-acts/open/refused", test_open_refused);
  g_test_add_func ("/identity-acts/open/swapped", test_open_swapped);
  g_test_add_func ("/identity-acts/wrap", test_wrap);
  g_test_add_func ("/identity-acts/ask", test_ask);
  g_test_add_func ("/identity-acts/ask/refused", test_ask_refused);
  g_test_add_func ("/identity-acts/strange", test_strange_lines);
  g_test_add_func ("/identity-acts/rebuild", test_rebuild);
  g_test_add_func ("/identity-acts/words", test_words);
  g_test_add_func ("/identity-acts/words/of-kind", test_words_of_kind);
  g_test_add_func ("/identity-acts/alerts", test_alerts);

  return g_test_run ();
}
