/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counter-messages: only after a verdict, and never with the hoax's own words. */

#include "config.h"

#include <string.h>

#include "pantau-error.h"
#include "pantau-record-text.h"
#include "pantau-store-claim.h"
#include "store-fixture.h"
#include "test-util.h"

#define NOW   G_GINT64_CONSTANT (1732600000)
#define CLAIM STORE_RECORD (1)
#define LINK  "https://contoh.id/hoaks?x=1"
#define QUOTE "KPU sudah menutup semua TPS"

static const About about = { CLAIM, "hoax", FALSE, "16.06" };

typedef struct
{
  GPtrArray *all;
  Writer province, office;
  Desk here;
  const char *base; /* of the verdict that is there */
} Scene;

static void
scene_init (Scene *self, const char *fields)
{
  g_autofree char *json = g_strdup_printf (
      "{\"title\":\"%s\",\"narrative\":\"Beredar di grup\",\"fields\":{\"quote\":\"%s\","
      "\"url\":\"%s\"%s}}",
      QUOTE, QUOTE, LINK, fields);

  *self = (Scene){ .all = store_entries (), .here = desk_new () };
  self->province = writer_new_province (self->all);
  self->office = writer_new (2, self->all);
  writer_add_grant (&self->province, STORE_RECORD (9), pantau_keypair_get_name (self->office.key),
                    "Kode Petugas", "desk");
  writer_add (&self->office, &about, "record.create", json, NULL, NULL);
  for (guint i = 0; i < self->all->len; i++)
    desk_take (&self->here, g_ptr_array_index (self->all, i));
}

static void
scene_clear (Scene *self)
{
  writer_clear (&self->province);
  writer_clear (&self->office);
  desk_clear (&self->here);
  g_ptr_array_unref (self->all);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, scene_clear)

static void
say (Scene *self, const char *verdict)
{
  g_autofree char *json = g_strdup_printf ("{\"fields\":{\"verdict\":\"%s\"}}", verdict);
  PantauEntry *entry = writer_add (&self->office, &about, "record.set", json, self->base, NULL);

  desk_take (&self->here, entry);
  self->base = entry->id;
}

static char *
ask (Scene *self, PantauAudience audience, gboolean practice, GError **error)
{
  g_autoptr (PantauRecord) record = desk_get (&self->here, CLAIM);
  g_autoptr (PantauClaim) claim = pantau_store_claim (self->here.store, CLAIM, NOW, error);

  g_assert_no_error (*error);

  return pantau_claim_counter_text (store_reference (), record, claim, audience, practice, error);
}

/* Until somebody has found out, there is nothing to tell people, whatever is written already. */
static void
test_before_verdict (void)
{
  static const char *const verdicts[] = { NULL, "belum", "sedang", "tak-terverifikasi" };
  g_auto (Scene) scene = { 0 };

  scene_init (&scene, ",\"counter_media\":\"Semua TPS buka\"");
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      g_autoptr (GError) error = NULL;

      if (verdicts[i] != NULL)
        say (&scene, verdicts[i]);
      g_assert_null (ask (&scene, PANTAU_AUDIENCE_MEDIA, FALSE, &error));
      g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_REFUSED);
    }
}

static void
test_after_verdict (void)
{
  static const char *const verdicts[] = { "hoaks", "benar" };
  g_auto (Scene) scene = { 0 };

  scene_init (&scene, ",\"counter_media\":\"Semua TPS buka\",\"facts\":\"KPU membuka TPS.\","
                      "\"references\":\"https://kpu.go.id/a\"");
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      say (&scene, verdicts[i]);
      text = ask (&scene, PANTAU_AUDIENCE_MEDIA, FALSE, &error);
      g_assert_no_error (error);
      g_assert_true (g_str_has_prefix (text, "Semua TPS buka\n"));
      g_assert_nonnull (strstr (text, "KPU membuka TPS."));
      g_assert_nonnull (strstr (text, "https://kpu.go.id/a"));
      g_assert_nonnull (strstr (text, "\nDiperiksa oleh Bawaslu Kab. Musi Banyuasin, "));
      g_assert_null (strstr (text, "LATIHAN"));
    }
}

/* Which office says so, never who: nor the hoax itself, nor its link, wherever somebody wrote that. */
static void
test_not_in_it (void)
{
  g_auto (Scene) scene = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  scene_init (&scene, ",\"counter_figures\":\"TPS buka\",\"facts\":\"Lihat " LINK " itu palsu\","
                      "\"references\":\"" LINK "\"");
  say (&scene, "hoaks");
  text = ask (&scene, PANTAU_AUDIENCE_FIGURES, FALSE, &error);
  g_assert_no_error (error);
  g_assert_null (strstr (text, QUOTE));
  g_assert_null (strstr (text, LINK));
  g_assert_null (strstr (text, "Kode Petugas"));
  g_assert_null (strstr (text, "Beredar"));
}

static void
test_not_written (void)
{
  g_auto (Scene) scene = { 0 };
  g_autoptr (GError) error = NULL;

  scene_init (&scene, ",\"counter_media\":\"Semua TPS buka\"");
  say (&scene, "hoaks");
  g_assert_null (ask (&scene, PANTAU_AUDIENCE_FIGURES, FALSE, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND);
}

static void
test_practice (void)
{
  g_auto (Scene) scene = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  scene_init (&scene, ",\"counter_media\":\"Semua TPS buka\"");
  say (&scene, "hoaks");
  text = ask (&scene, PANTAU_AUDIENCE_MEDIA, TRUE, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (text, "LATIHAN"));
  g_assert_true (g_str_has_suffix (text, "LATIHAN\n"));
}

/* A page of facts does not fit a telephone: it ends with a sentence. */
static void
test_long_facts (void)
{
  g_autoptr (GString) fields = g_string_new (",\"counter_media\":\"X\",\"facts\":\"");
  g_auto (Scene) scene = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (fields, "Kalimat nomor %u tentang TPS. ", i);
  g_string_append_c (fields, '"');
  scene_init (&scene, fields->str);
  say (&scene, "hoaks");
  text = ask (&scene, PANTAU_AUDIENCE_MEDIA, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_utf8_strlen (text, -1), <, 800);
  g_assert_nonnull (strstr (text, "tentang TPS.\n"));
}

/* The desk of the province is of no kabupaten; what it is, is said once. */
static void
test_province (void)
{
  g_auto (Scene) scene = { 0 };
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (PantauClaim) claim = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  scene_init (&scene, ",\"counter_media\":\"Semua TPS buka\"");
  say (&scene, "hoaks");
  record = desk_get (&scene.here, CLAIM);
  claim = pantau_store_claim (scene.here.store, CLAIM, NOW, &error);
  g_assert_no_error (error);
  g_free (claim->verdict_region);
  claim->verdict_region = g_strdup ("16");
  text = pantau_claim_counter_text (store_reference (), record, claim, PANTAU_AUDIENCE_MEDIA, FALSE,
                                    &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "\nDiperiksa oleh Bawaslu Provinsi Sumatera Selatan, "));
  g_assert_null (strstr (text, "Prov."));
}

/* A form that is printed of the record goes from hand to hand as well. */
static void
test_paper (void)
{
  g_auto (Scene) scene = { 0 };
  g_autoptr (PantauRecord) record = NULL;
  g_autofree char *expected =
      g_strconcat (pantau_claim_label_text (PANTAU_CLAIM_LABEL_UNVERIFIED), "\n", QUOTE, NULL);
  GPtrArray *values;
  gboolean seen = FALSE;

  scene_init (&scene, "");
  record = desk_get (&scene.here, CLAIM);
  values = pantau_record_get_values (record);
  for (guint i = 0; i < values->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (values, i);
      g_autofree char *text = pantau_record_paper_value (store_reference (), record, value);

      if (!g_str_equal (value->field, "title"))
        continue;
      g_assert_cmpstr (text, ==, expected);
      seen = TRUE;
    }
  g_assert_true (seen);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/claim-counter/before-verdict", test_before_verdict);
  g_test_add_func ("/claim-counter/after-verdict", test_after_verdict);
  g_test_add_func ("/claim-counter/not-in-it", test_not_in_it);
  g_test_add_func ("/claim-counter/not-written", test_not_written);
  g_test_add_func ("/claim-counter/province", test_province);
  g_test_add_func ("/claim-counter/paper", test_paper);
  g_test_add_func ("/claim-counter/practice", test_practice);
  g_test_add_func ("/claim-counter/long-facts", test_long_facts);

  return store_test_run ();
}
