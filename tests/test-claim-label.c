/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The label of a hoax: by whose verdict, and wherever it is shown. */

#include "config.h"

#include <string.h>

#include "pantau-error.h"
#include "pantau-record-text.h"
#include "pantau-store-claim.h"
#include "pantau-story.h"
#include "store-fixture.h"
#include "test-util.h"

#define NOW    G_GINT64_CONSTANT (1732600000)
#define REGION "16.06"

#define CLAIM    STORE_RECORD (1)
#define SIGHTING STORE_RECORD (2)

/* A hoax of a monitor, a sighting of it, a writer of each role, and the desk that has all that. */
typedef struct
{
  GPtrArray *all;
  Writer province, field, desk, other, identity, pemprov, admin, stranger;
  PantauEntry *create, *seen;
  Desk here;
  guint taken;
} Scene;

static const About claim_about = { CLAIM, "hoax", FALSE, REGION };
static const About sighting_about = { SIGHTING, "hoax", FALSE, REGION };

static void
scene_take (Scene *self)
{
  for (; self->taken < self->all->len; self->taken++)
    desk_take (&self->here, g_ptr_array_index (self->all, self->taken));
}

static void
scene_init (Scene *self)
{
  static const char *const roles[] = { "field", "desk", "desk", "identity", "pemprov", "admin" };
  Writer *writers[] = { &self->field,    &self->desk,    &self->other,
                        &self->identity, &self->pemprov, &self->admin };

  *self = (Scene){ .all = store_entries (), .here = desk_new () };
  self->province = writer_new_province (self->all);
  self->stranger = writer_new (9, self->all);
  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    {
      g_autofree char *record = g_strdup_printf ("dddddddd-0000-4000-8000-00000000000%u", i);
      g_autofree char *code = g_strdup_printf ("P%u", i);

      *writers[i] = writer_new ((guint8) (i + 1), self->all);
      writer_add_grant (&self->province, record, pantau_keypair_get_name (writers[i]->key), code,
                        roles[i]);
    }
  self->create =
      writer_add (&self->field, &claim_about, "record.create", "{\"title\":\"K\"}", NULL, NULL);
  self->seen =
      writer_add (&self->field, &sighting_about, "record.create", "{\"title\":\"S\"}", NULL, NULL);
  writer_add (&self->field, &sighting_about, "link.add",
              "{\"rel\":\"sighting-of\",\"to\":\"" CLAIM "\"}", NULL, NULL);
  scene_take (self);
}

static void
scene_clear (Scene *self)
{
  Writer *writers[] = { &self->province, &self->field,   &self->desk,  &self->other,
                        &self->identity, &self->pemprov, &self->admin, &self->stranger };

  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    writer_clear (writers[i]);
  desk_clear (&self->here);
  g_ptr_array_unref (self->all);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, scene_clear)

static PantauEntry *
say (Scene *self, Writer *writer, const About *about, const char *verdict, const char *base)
{
  g_autofree char *json = g_strdup_printf ("{\"fields\":{\"verdict\":\"%s\"}}", verdict);
  PantauEntry *entry = writer_add (writer, about, "record.set", json, base, NULL);

  scene_take (self);

  return entry;
}

static PantauClaimLabel
label_of (Scene *self, const char *id)
{
  g_autoptr (PantauRecord) record = desk_get (&self->here, id);

  return pantau_record_get_label (record);
}

static PantauClaim *
claim_of (Scene *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  PantauClaim *claim = pantau_store_claim (self->here.store, id, NOW, &error);

  g_assert_no_error (error);

  return claim;
}

static void
test_words (void)
{
  g_assert_cmpstr (pantau_claim_label_text (PANTAU_CLAIM_LABEL_UNVERIFIED), ==,
                   "BELUM DIVERIFIKASI – JANGAN SEBARKAN");
  g_assert_cmpstr (pantau_claim_label_text (PANTAU_CLAIM_LABEL_HOAX), ==,
                   "HOAKS – JANGAN SEBARKAN");
  g_assert_null (pantau_claim_label_text (PANTAU_CLAIM_LABEL_NONE));
}

static void
test_unverified (void)
{
  g_auto (Scene) scene = { 0 };

  scene_init (&scene);
  g_assert_cmpint (label_of (&scene, CLAIM), ==, PANTAU_CLAIM_LABEL_UNVERIFIED);
  g_assert_cmpint (label_of (&scene, SIGHTING), ==, PANTAU_CLAIM_LABEL_UNVERIFIED);
}

/* Only the codes that decide anything do. */
static void
test_verdicts (void)
{
  static const struct
  {
    const char *verdict;
    PantauClaimLabel label;
  } cases[] = {
    { "belum", PANTAU_CLAIM_LABEL_UNVERIFIED },
    { "sedang", PANTAU_CLAIM_LABEL_UNVERIFIED },
    { "hoaks", PANTAU_CLAIM_LABEL_HOAX },
    { "tak-terverifikasi", PANTAU_CLAIM_LABEL_UNVERIFIED },
    { "benar", PANTAU_CLAIM_LABEL_NONE },
    { "sesuatu-yang-baru", PANTAU_CLAIM_LABEL_UNVERIFIED },
  };
  g_auto (Scene) scene = { 0 };
  const char *base = NULL;

  scene_init (&scene);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      base = say (&scene, &scene.desk, &claim_about, cases[i].verdict, base)->id;
      g_assert_cmpint (label_of (&scene, CLAIM), ==, cases[i].label);
      g_assert_cmpint (label_of (&scene, SIGHTING), ==, cases[i].label);
    }
}

static void
test_roles (void)
{
  for (guint i = 0; i < 6; i++)
    {
      g_auto (Scene) scene = { 0 };
      Writer *writers[] = { &scene.field, &scene.pemprov,  &scene.admin,
                            &scene.desk,  &scene.identity, &scene.stranger };

      scene_init (&scene);
      say (&scene, writers[i], &claim_about, "hoaks", NULL);
      /* Of a stranger no home knows more than that the province has not put the line aside. */
      g_assert_cmpint (label_of (&scene, CLAIM), ==,
                       i < 3 ? PANTAU_CLAIM_LABEL_UNVERIFIED : PANTAU_CLAIM_LABEL_HOAX);
    }
}

/* A monitor must not take a desk's verdict away by saying something else. */
static void
test_not_overruled (void)
{
  g_auto (Scene) scene = { 0 };
  g_autoptr (PantauClaim) claim = NULL;

  scene_init (&scene);
  say (&scene, &scene.desk, &claim_about, "hoaks", NULL);
  say (&scene, &scene.field, &claim_about, "benar", NULL);
  claim = claim_of (&scene, CLAIM);
  g_assert_cmpint (claim->label, ==, PANTAU_CLAIM_LABEL_HOAX);
  g_assert_false (claim->differs);
}

/* What a record was created with counts only where its author is known. */
static void
test_created_with (void)
{
  g_auto (Scene) scene = { 0 };
  const About of_stranger = { STORE_RECORD (3), "hoax", FALSE, REGION };
  const About of_desk = { STORE_RECORD (4), "hoax", FALSE, REGION };

  scene_init (&scene);
  writer_add (&scene.stranger, &of_stranger, "record.create",
              "{\"title\":\"T\",\"fields\":{\"verdict\":\"benar\"}}", NULL, NULL);
  writer_add (&scene.desk, &of_desk, "record.create",
              "{\"title\":\"D\",\"fields\":{\"verdict\":\"benar\"}}", NULL, NULL);
  scene_take (&scene);
  g_assert_cmpint (label_of (&scene, STORE_RECORD (3)), ==, PANTAU_CLAIM_LABEL_UNVERIFIED);
  g_assert_cmpint (label_of (&scene, STORE_RECORD (4)), ==, PANTAU_CLAIM_LABEL_NONE);
}

static void
test_desks_differ (void)
{
  g_auto (Scene) scene = { 0 };
  g_autoptr (PantauClaim) claim = NULL;

  scene_init (&scene);
  say (&scene, &scene.desk, &claim_about, "hoaks", NULL);
  say (&scene, &scene.other, &claim_about, "benar", NULL);
  claim = claim_of (&scene, CLAIM);
  g_assert_cmpint (claim->label, ==, PANTAU_CLAIM_LABEL_UNVERIFIED);
  g_assert_null (claim->verdict);
  g_assert_true (claim->differs);
}

/* Its claim's verdict holds for a sighting; what a desk said of that alone is a difference. */
static void
test_sighting_differs (void)
{
  g_auto (Scene) scene = { 0 };
  g_autoptr (PantauClaim) claim = NULL;

  scene_init (&scene);
  say (&scene, &scene.desk, &claim_about, "benar", NULL);
  say (&scene, &scene.other, &sighting_about, "hoaks", NULL);
  claim = claim_of (&scene, SIGHTING);
  g_assert_cmpstr (claim->id, ==, CLAIM);
  g_assert_cmpstr (claim->verdict, ==, "benar");
  g_assert_true (claim->differs);
  g_assert_cmpint (label_of (&scene, SIGHTING), ==, PANTAU_CLAIM_LABEL_NONE);
}

/* Whose role changes, or is known only later. */
static void
test_late_grant (void)
{
  g_auto (Scene) scene = { 0 };

  scene_init (&scene);
  say (&scene, &scene.stranger, &claim_about, "hoaks", NULL);
  writer_add_grant (&scene.province, "dddddddd-0000-4000-8000-000000000009",
                    pantau_keypair_get_name (scene.stranger.key), "P9", "field");
  scene_take (&scene);
  g_assert_cmpint (label_of (&scene, CLAIM), ==, PANTAU_CLAIM_LABEL_UNVERIFIED);

  writer_add_grant (&scene.province, "dddddddd-0000-4000-8000-000000000009",
                    pantau_keypair_get_name (scene.stranger.key), "P9", "desk");
  scene_take (&scene);
  g_assert_cmpint (label_of (&scene, CLAIM), ==, PANTAU_CLAIM_LABEL_HOAX);
}

static void
test_quarantined_verdict (void)
{
  g_auto (Scene) scene = { 0 };
  const PantauEntry *verdict;

  scene_init (&scene);
  verdict = say (&scene, &scene.stranger, &claim_about, "benar", NULL);
  g_assert_cmpint (label_of (&scene, CLAIM), ==, PANTAU_CLAIM_LABEL_NONE);
  writer_add_verdict (&scene.province, &claim_about, verdict, "verdict");
  scene_take (&scene);
  g_assert_cmpint (label_of (&scene, CLAIM), ==, PANTAU_CLAIM_LABEL_UNVERIFIED);
}

/* In quarantine itself it belongs to no claim, and bears the label all the same. */
static void
test_quarantined_record (void)
{
  g_auto (Scene) scene = { 0 };

  scene_init (&scene);
  say (&scene, &scene.desk, &claim_about, "benar", NULL);
  writer_add_verdict (&scene.province, &sighting_about, scene.seen, "region");
  scene_take (&scene);
  g_assert_cmpint (label_of (&scene, SIGHTING), ==, PANTAU_CLAIM_LABEL_UNVERIFIED);
}

static void
test_other_kinds (void)
{
  g_auto (Scene) scene = { 0 };
  const About flood = { STORE_RECORD (5), "risk", FALSE, REGION };

  scene_init (&scene);
  writer_add (&scene.desk, &flood, "record.create",
              "{\"title\":\"B\",\"fields\":{\"verdict\":\"hoaks\"}}", NULL, NULL);
  scene_take (&scene);
  g_assert_cmpint (label_of (&scene, STORE_RECORD (5)), ==, PANTAU_CLAIM_LABEL_NONE);
}

/* Lists show what the page shows. */
static void
test_rows (void)
{
  static const char *const verdicts[] = { NULL, "hoaks", "benar" };
  g_auto (Scene) scene = { 0 };
  const char *base = NULL;

  scene_init (&scene);
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      g_autoptr (GPtrArray) records = NULL;
      g_autoptr (GError) error = NULL;
      PantauClaimLabel expected;

      if (verdicts[i] != NULL)
        base = say (&scene, &scene.desk, &claim_about, verdicts[i], base)->id;
      expected = pantau_claim_label_of_verdict (verdicts[i]);
      records = pantau_store_list (scene.here.store, &(PantauFilter){ .kind = "hoax" }, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (records->len, ==, 2);
      for (guint j = 0; j < records->len; j++)
        g_assert_cmpint (pantau_record_get_label (g_ptr_array_index (records, j)), ==, expected);
    }
}

/* The first and the last line of what is copied, exported and printed, around LATIHAN too. */
static void
test_text (void)
{
  g_auto (Scene) scene = { 0 };
  const char *base = NULL;

  scene_init (&scene);
  for (guint i = 0; i < 4; i++)
    {
      const char *verdict = i < 2 ? NULL : i == 2 ? "hoaks" : "benar";
      const char *label;
      g_autoptr (PantauRecord) record = NULL;
      g_autofree char *text = NULL;

      if (verdict != NULL)
        base = say (&scene, &scene.desk, &claim_about, verdict, base)->id;
      label = pantau_claim_label_text (pantau_claim_label_of_verdict (verdict));
      record = desk_get (&scene.here, SIGHTING);
      text = pantau_record_text (store_reference (), record, i % 2 == 1);

      if (label == NULL)
        {
          g_assert_null (strstr (text, "JANGAN SEBARKAN"));
          continue;
        }
      g_assert_true (g_str_has_prefix (text, label));
      g_assert_cmpint (text[strlen (label)], ==, '\n');
      g_strchomp (text);
      g_assert_true (g_str_has_suffix (text, label));
      g_assert_cmpint (text[strlen (text) - strlen (label) - 1], ==, '\n');
    }
}

/* A link that was taken back is told in the history, with why, and nowhere else. */
static void
test_dropped (void)
{
  g_auto (Scene) scene = { 0 };
  const PantauEntry *link, *drop;
  g_autofree char *json = NULL, *before = NULL, *after = NULL;
  g_autoptr (PantauRecord) linked = NULL, record = NULL;
  g_autoptr (GPtrArray) story = NULL;

  scene_init (&scene);
  link = g_ptr_array_index (scene.all, scene.all->len - 1);
  linked = desk_get (&scene.here, SIGHTING);
  before = pantau_record_text (store_reference (), linked, FALSE);
  g_assert_nonnull (strstr (before, CLAIM));

  json = g_strdup_printf ("{\"link\":\"%s\",\"reason\":\"Bukan hal yang sama\"}", link->id);
  drop = writer_add (&scene.desk, &sighting_about, "link.drop", json, link->id, NULL);
  scene_take (&scene);
  record = desk_get (&scene.here, SIGHTING);
  after = pantau_record_text (store_reference (), record, FALSE);
  g_assert_null (strstr (after, CLAIM));

  story = pantau_story_new (store_reference (), record, NULL);
  for (guint i = 0; i < story->len; i++)
    {
      const PantauStoryItem *item = g_ptr_array_index (story, i);

      if (g_str_equal (item->entry, drop->id))
        {
          g_assert_cmpstr (item->text, ==, "Bukan hal yang sama");
          return;
        }
    }
  g_assert_not_reached ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/claim-label/words", test_words);
  g_test_add_func ("/claim-label/unverified", test_unverified);
  g_test_add_func ("/claim-label/verdicts", test_verdicts);
  g_test_add_func ("/claim-label/roles", test_roles);
  g_test_add_func ("/claim-label/not-overruled", test_not_overruled);
  g_test_add_func ("/claim-label/created-with", test_created_with);
  g_test_add_func ("/claim-label/desks-differ", test_desks_differ);
  g_test_add_func ("/claim-label/sighting-differs", test_sighting_differs);
  g_test_add_func ("/claim-label/late-grant", test_late_grant);
  g_test_add_func ("/claim-label/quarantined-verdict", test_quarantined_verdict);
  g_test_add_func ("/claim-label/quarantined-record", test_quarantined_record);
  g_test_add_func ("/claim-label/other-kinds", test_other_kinds);
  g_test_add_func ("/claim-label/rows", test_rows);
  g_test_add_func ("/claim-label/text", test_text);
  g_test_add_func ("/claim-label/dropped", test_dropped);

  return store_test_run ();
}
