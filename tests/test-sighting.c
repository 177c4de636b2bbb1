/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hoax that becomes a sighting of a known claim when it is saved: kept with the draft, taken back by undo, one commit with the record. */

#include "config.h"

#include "pantau-claim-label.h"
#include "pantau-edit-identity.h"
#include "pantau-edit-link.h"
#include "pantau-edit-verdict.h"
#include "pantau-edit.h"
#include "pantau-error.h"
#include "pantau-form.h"
#include "pantau-link.h"
#include "pantau-store-claim.h"
#include "test-util.h"
#include "world-fixture.h"

#define CLAIM  "0b7a5c0e-2f4d-4a6b-9c1d-3e5f7a9b1c2d"
#define OTHER  "1c8b6d1f-3a5e-4b7c-8d2e-4f6a8b0c2d3e"
#define DRAFT  "2d9c7e2a-4b6f-4c8d-9e3f-5a7b9c1d3e4f"
#define DEVICE "3e0d8f3b-5c7a-4d9e-8f4a-6b8c0d2e4f5a"
#define PLACE  "16.13.04"
#define HOAX                                                                                       \
  "{\"election\":\"\",\"title\":\"TPS dipindah\",\"occurred\":\"2024-11-20T10:00:00+07:00\","      \
  "\"known\":\"2024-11-20T10:00:00+07:00\",\"fields\":{\"platform\":\"whatsapp\"}}"

static PantauReference *
reference (void)
{
  static PantauReference *self;
  g_autoptr (GError) error = NULL;

  if (self == NULL)
    self = pantau_reference_new (NULL, &error);
  g_assert_no_error (error);

  return self;
}

static PantauForm *
form_new (const char *kind)
{
  return pantau_form_new (reference (), kind, "field", PLACE, 1795231800);
}

static void
changed (PantauForm *form, const char *name, guint *count)
{
  *count += g_str_equal (name, PANTAU_FORM_CLAIM_NAME) ? 1 : 0;
}

static void
test_undo (void)
{
  g_autoptr (PantauForm) form = form_new ("hoax");
  guint count = 0;

  g_signal_connect (form, "changed", G_CALLBACK (changed), &count);
  pantau_form_set_text (form, "title", "TPS 5 dipindah");
  pantau_form_set_claim (form, CLAIM, "TPS 5 pindah");
  g_assert_cmpstr (pantau_form_get_claim (form), ==, CLAIM);
  g_assert_cmpstr (pantau_form_get_claim_title (form), ==, "TPS 5 pindah");
  pantau_form_set_claim (form, OTHER, "Lain");
  pantau_form_undo (form);
  g_assert_cmpstr (pantau_form_get_claim (form), ==, CLAIM);
  pantau_form_undo (form);
  g_assert_null (pantau_form_get_claim (form));
  g_assert_cmpstr (json_node_get_string (pantau_form_get (form, "title")), ==, "TPS 5 dipindah");
  pantau_form_redo (form);
  g_assert_cmpstr (pantau_form_get_claim (form), ==, CLAIM);
  g_assert_cmpuint (count, ==, 5);
}

/* A battery that ends does not part what was joined. */
static void
test_draft (void)
{
  g_autoptr (PantauForm) form = form_new ("hoax"), later = form_new ("hoax");
  g_autofree char *draft = NULL, *without = NULL;
  g_autoptr (GError) error = NULL;

  without = pantau_form_save (form);
  g_assert_false (pantau_form_is_worth_keeping (form));
  pantau_form_set_claim (form, CLAIM, "TPS 5 pindah");
  g_assert_true (pantau_form_is_worth_keeping (form));
  draft = pantau_form_save (form);
  g_assert_true (pantau_form_load (later, draft, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (pantau_form_get_claim (later), ==, CLAIM);
  g_assert_cmpstr (pantau_form_get_claim_title (later), ==, "TPS 5 pindah");
  g_assert_true (pantau_form_load (later, without, &error));
  g_assert_null (pantau_form_get_claim (later));
}

static void
test_draft_damaged (void)
{
  g_autoptr (PantauForm) form = form_new ("hoax");
  g_autoptr (GError) error = NULL;

  g_assert_true (pantau_form_load (
      form,
      "{\"v\":1,\"kind\":\"hoax\",\"answers\":{},\"claim\":{\"record\":\"../x\",\"title\":7}}",
      &error));
  g_assert_null (pantau_form_get_claim (form));
}

static void
test_other_kinds (void)
{
  g_autoptr (PantauForm) form = form_new ("risk");

  g_assert_false (pantau_form_has_claim (form));
  pantau_form_set_claim (form, CLAIM, "TPS 5 pindah");
  g_assert_null (pantau_form_get_claim (form));
  g_assert_false (pantau_form_is_worth_keeping (form));
}

static char *
create (World *world, const char *kind, const char *claim, GError **error)
{
  g_autoptr (JsonObject) body = test_object (HOAX);

  return pantau_edit_create_sighting (world->home, DRAFT, kind, PLACE, TRUE, body, claim, NULL,
                                      error);
}

/* Record and link are there together, or neither is. */
static void
test_one_commit (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *claim = world_record (&world, "hoax", PLACE, HOAX), *record = NULL;
  g_autoptr (GPtrArray) links = NULL;
  g_autoptr (PantauEntry) last = NULL;
  g_autoptr (GError) error = NULL;
  const PantauLink *link;
  gint64 before = world_count (&world);

  record = create (&world, "hoax", claim, &error);
  g_assert_no_error (error);
  g_assert_cmpint (world_count (&world), ==, before + 2);
  links = pantau_store_links (pantau_home_get_store (world.home), record, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (links->len, ==, 1);
  link = g_ptr_array_index (links, 0);
  g_assert_cmpstr (link->rel, ==, PANTAU_REL_SIGHTING);
  g_assert_cmpstr (link->record, ==, claim);
  g_assert_false (link->is_incoming);
  last = world_last_entry (&world);
  g_assert_true (last->is_open);
}

/* A claim that is not here may be closed: the link is, the record is not. */
static void
test_claim_elsewhere (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (PantauEntry) last = NULL;
  g_autoptr (PantauRecord) made = NULL;
  g_autofree char *record = NULL;
  g_autoptr (GError) error = NULL;

  record = create (&world, "hoax", CLAIM, &error);
  g_assert_no_error (error);
  last = world_last_entry (&world);
  g_assert_false (last->is_open);
  made = world_get (&world, record);
  g_assert_true (pantau_record_get_is_open (made));
}

static void
test_refused (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *risk = world_record (&world, "risk", PLACE, HOAX);
  g_autoptr (GError) error = NULL;
  gint64 before = world_count (&world);

  g_assert_null (create (&world, "hoax", risk, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (create (&world, "hoax", "no uuid", &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (create (&world, "risk", CLAIM, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_INVALID);
  g_assert_cmpint (world_count (&world), ==, before);
}

/* The id of the line that ties @record to another. (transfer full) */
static char *
link_of (World *world, const char *record)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) links =
      pantau_store_links (pantau_home_get_store (world->home), record, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (links->len, ==, 1);

  return g_strdup (((PantauLink *) g_ptr_array_index (links, 0))->entry);
}

static void
link_to (World *world, const char *record, const char *claim)
{
  g_autoptr (GError) error = NULL;

  pantau_edit_link (world->home, record, PANTAU_REL_SIGHTING, claim, NULL, &error);
  g_assert_no_error (error);
}

static void
test_unlink_of_others (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *claim = NULL, *sighting = NULL, *other = NULL, *link = NULL;
  g_autoptr (GError) error = NULL;
  gint64 before;

  world_grant_me (&world, "desk", "16");
  claim = world_record (&world, "hoax", PLACE, HOAX);
  sighting = world_record (&world, "hoax", PLACE, HOAX);
  other = world_record (&world, "hoax", PLACE, HOAX);
  link_to (&world, sighting, claim);
  link = link_of (&world, sighting);
  before = world_count (&world);

  /* Neither another record nor the claim at its other end. */
  g_assert_false (pantau_edit_unlink (world.home, other, link, "Salah gabung", &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (pantau_edit_unlink (world.home, claim, link, "Salah gabung", &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (world_count (&world), ==, before);
  g_assert_true (pantau_edit_unlink (world.home, sighting, link, "Salah gabung", &error));
  g_assert_no_error (error);
}

static void
give_verdict (World *world, const char *record, const char *json)
{
  g_autoptr (JsonObject) values = test_object (json);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (GError) error = NULL;

  pantau_edit_verdict (world->home, record, values, faults, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (faults->len, ==, 0);
}

static void
assert_label (World *world, const char *record, PantauClaimLabel label)
{
  g_assert_cmpint (pantau_store_label (pantau_home_get_store (world->home), "hoax", record), ==,
                   label);
}

/* A sighting that a monitor recorded, of a claim that lies elsewhere. (transfer full): the claim */
static char *
scene_elsewhere (World *world)
{
  char *claim;

  world_grant_me (world, "desk", "16");
  world_grant (world, pantau_keypair_get_name (world->other), DEVICE, "P-2", "field", PLACE);
  claim = world_record (world, "hoax", "16.71.01", HOAX);
  g_free (world_other_writes (world, DRAFT, "hoax", PANTAU_TYPE_CREATE, PLACE, NULL, HOAX));
  link_to (world, DRAFT, claim);

  return claim;
}

/*
 * `claim` in a line says that what it sets was passed on from there. Whoever writes that into a line of the own, whatever it names, moves no record
 * into a claim, judges nothing, and does not keep the desk's verdict away.
 */
static void
test_hostile_claim (void)
{
  static const char *const members[] = {
    "\"" CLAIM "\"", "\"" DRAFT "\"", "\"' OR 1 --\"", "\"\"", "7", "null", "{}", "[\"" CLAIM "\"]",
  };
  g_auto (World) world = world_new ();
  g_autofree char *claim = scene_elsewhere (&world);
  g_autoptr (PantauClaim) of = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"fields\":{\"verdict\":\"benar\",\"facts\":"
                                               "\"Bohong %zu\"},\"claim\":%s}",
                                               i, members[i]);

      g_free (world_other_writes (&world, DRAFT, "hoax", PANTAU_TYPE_SET, PLACE, NULL, json));
      assert_label (&world, DRAFT, PANTAU_CLAIM_LABEL_UNVERIFIED);
      assert_label (&world, claim, PANTAU_CLAIM_LABEL_UNVERIFIED);
    }
  of = pantau_store_claim (pantau_home_get_store (world.home), DRAFT, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (of->id, ==, claim);

  give_verdict (&world, claim, "{\"verdict\":\"hoaks\",\"facts\":\"TPS tetap\"}");
  assert_label (&world, DRAFT, PANTAU_CLAIM_LABEL_HOAX);
  world_assert_values (&world, DRAFT, "verdict", "\"hoaks\"");
}

/* A desk found this one sighting to be true. Its author cannot make it look as if that had come from the claim, for the next verdict to replace. */
static void
test_own_word (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *claim = scene_elsewhere (&world), *json = NULL;

  give_verdict (&world, DRAFT, "{\"verdict\":\"benar\"}");
  json = g_strdup_printf ("{\"fields\":{\"narrative\":\"x\"},\"claim\":\"%s\"}", claim);
  g_free (world_other_writes (&world, DRAFT, "hoax", PANTAU_TYPE_SET, PLACE, NULL, json));
  give_verdict (&world, claim, "{\"verdict\":\"hoaks\",\"facts\":\"TPS tetap\"}");
  world_assert_values (&world, DRAFT, "verdict", "\"benar\"");
  world_assert_values (&world, claim, "verdict", "\"hoaks\"");
}

/* Two links tie it to one claim; one of them was a mistake. What came from the claim stays, and nobody is told anything again. */
static void
test_one_link_of_two (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *claim = scene_elsewhere (&world), *between = NULL, *first = NULL;
  g_autoptr (GError) error = NULL;
  gint64 before;

  first = link_of (&world, DRAFT);
  between = world_record (&world, "hoax", "16.71.01", HOAX);
  link_to (&world, between, claim);
  link_to (&world, DRAFT, between);
  give_verdict (&world, claim, "{\"verdict\":\"hoaks\",\"facts\":\"TPS tetap\"}");
  world_assert_values (&world, DRAFT, "verdict", "\"hoaks\"");
  before = world_count (&world);

  g_assert_true (pantau_edit_unlink (world.home, DRAFT, first, "Salah gabung", &error));
  g_assert_no_error (error);
  g_assert_cmpint (world_count (&world), ==, before + 1);
  world_assert_values (&world, DRAFT, "verdict", "\"hoaks\"");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sighting/undo", test_undo);
  g_test_add_func ("/sighting/draft", test_draft);
  g_test_add_func ("/sighting/draft-damaged", test_draft_damaged);
  g_test_add_func ("/sighting/other-kinds", test_other_kinds);
  g_test_add_func ("/sighting/one-commit", test_one_commit);
  g_test_add_func ("/sighting/claim-elsewhere", test_claim_elsewhere);
  g_test_add_func ("/sighting/refused", test_refused);
  g_test_add_func ("/sighting/unlink-of-others", test_unlink_of_others);
  g_test_add_func ("/sighting/hostile-claim", test_hostile_claim);
  g_test_add_func ("/sighting/own-word", test_own_word);
  g_test_add_func ("/sighting/one-link-of-two", test_one_link_of_two);

  return g_test_run ();
}
