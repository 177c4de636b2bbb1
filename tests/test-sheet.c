/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record as people read it: all that was answered and nothing else, in order, and as plain text. */

#include "config.h"

#include <string.h>

#include "pantau-locale.h"
#include "pantau-record-text.h"
#include "pantau-sheet.h"
#include "pantau-words.h"
#include "store-fixture.h"
#include "test-util.h"

static PantauReference *reference;

#define FLOOD                                                                                      \
  "{\"election\":\"pilkada-2024\",\"places\":[{\"village\":\"16.13.04.2004\",\"tps\":[1,2,3,5]},"  \
  "{\"text\":\"Bumi Makmur I\",\"tps\":[9]}],\"occurred\":\"2024-02-13T16:00:00+07:00\","          \
  "\"title\":\"Banjir\",\"narrative\":\"Satu.\\nDua.\",\"severity\":4,"                            \
  "\"fields\":{\"zz_new\":{\"a\":1},\"voting_decision\":\"geser\",\"voters_affected\":12000,"      \
  "\"hazard\":\"banjir\",\"power\":false,\"signal\":null}}"

static const About flood = { STORE_RECORD (1), "risk", FALSE, "16.13.04" };

static PantauRecord *
get (Desk *desk, GPtrArray *all)
{
  for (guint i = 0; i < all->len; i++)
    desk_take (desk, g_ptr_array_index (all, i));

  return desk_get (desk, STORE_RECORD (1));
}

static const PantauSheetLine *
find (GPtrArray *lines, const char *field)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const PantauSheetLine *line = g_ptr_array_index (lines, i);

      if (g_str_equal (line->field, field))
        return line;
    }

  return NULL;
}

static void
test_order (void)
{
  static const char *const order[] = { "places",          "occurred", "region", "election",
                                       "narrative",       "hazard",   "power",  "voters_affected",
                                       "voting_decision", "zz_new" };
  static const PantauSheetPart parts[] = { 0,
                                           0,
                                           0,
                                           0,
                                           PANTAU_SHEET_NARRATIVE,
                                           PANTAU_SHEET_FIELD,
                                           PANTAU_SHEET_FIELD,
                                           PANTAU_SHEET_FIELD,
                                           PANTAU_SHEET_DESK,
                                           PANTAU_SHEET_NEWER };
  g_autoptr (GPtrArray) all = store_entries (), lines = NULL;
  g_auto (Writer) field = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauRecord) record = NULL;

  writer_add (&field, &flood, "record.create", FLOOD, NULL, NULL);
  record = get (&desk, all);
  lines = pantau_sheet_new (reference, record);

  g_assert_cmpuint (lines->len, ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < lines->len; i++)
    {
      const PantauSheetLine *line = g_ptr_array_index (lines, i);

      g_assert_cmpstr (line->field, ==, order[i]);
      g_assert_cmpint (line->part, ==, parts[i]);
      g_assert_cmpstr (line->label, !=, "");
      g_assert_false (line->differs);
    }
}

static void
test_words (void)
{
  g_autoptr (GPtrArray) all = store_entries (), lines = NULL;
  g_auto (Writer) field = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauRecord) record = NULL;

  writer_add (&field, &flood, "record.create", FLOOD, NULL, NULL);
  record = get (&desk, all);
  lines = pantau_sheet_new (reference, record);

  g_assert_nonnull (strstr (find (lines, "places")->text, "TPS 1–3, 5\nBumi Makmur I: TPS 9"));
  g_assert_cmpstr (find (lines, "occurred")->text, ==, "13 February 2024, 16:00 WIB");
  g_assert_cmpstr (find (lines, "narrative")->text, ==, "Satu.\nDua.");
  g_assert_cmpstr (find (lines, "hazard")->text, ==, "Flood");
  g_assert_cmpstr (find (lines, "power")->text, ==, "no");
  g_assert_cmpstr (find (lines, "voters_affected")->text, ==, "12,000 pemilih");
  g_assert_cmpstr (find (lines, "zz_new")->text, ==, "{\"a\":1}");
}

/* What somebody recorded must not turn the page around, nor draw beyond its line. */
static void
test_hostile (void)
{
  g_autoptr (GPtrArray) all = store_entries (), lines = NULL;
  g_auto (Writer) field = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauRecord) record = NULL;
  g_autofree char *text = NULL;

  writer_add (
      &field, &flood, "record.create",
      "{\"title\":\"a\\u202eb\\u0007\\u2028c\",\"places\":7,\"occurred\":[1],\"narrative\":"
      "{\"x\":\"\\u001b[31m\"},\"severity\":\"x\","
      "\"fields\":{\"hazard\":[[\"\\u200f\"]],\"voters_affected\":\"many\",\"signal\":1.5}}",
      NULL, NULL);
  record = get (&desk, all);
  lines = pantau_sheet_new (reference, record);
  text = pantau_record_text (reference, record, FALSE);

  g_assert_true (g_str_has_prefix (text, "a b  c\n"));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (*p != '\n')
      {
        g_assert_cmpint (g_unichar_type (g_utf8_get_char (p)), !=, G_UNICODE_CONTROL);
        g_assert_cmpint (g_unichar_type (g_utf8_get_char (p)), !=, G_UNICODE_FORMAT);
      }
  g_assert_cmpstr (find (lines, "voters_affected")->text, ==, "many");
}

static void
test_differences (void)
{
  g_autoptr (GPtrArray) all = store_entries (), lines = NULL, distinct = NULL;
  g_auto (Writer) field = writer_new (1, all), other = writer_new (2, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauRecord) record = NULL;
  g_auto (GStrv) fields = NULL;
  g_autofree char *text = NULL;
  PantauEntry *create = writer_add (&field, &flood, "record.create", FLOOD, NULL, NULL);

  writer_add (&field, &flood, "record.set", "{\"fields\":{\"hazard\":\"longsor\",\"power\":true}}",
              create->id, NULL);
  writer_add (&other, &flood, "record.set", "{\"fields\":{\"hazard\":\"rob\",\"power\":true}}",
              create->id, NULL);
  record = get (&desk, all);
  lines = pantau_sheet_new (reference, record);
  fields = pantau_sheet_differences (record);
  distinct = pantau_sheet_distinct (record, "power");
  text = pantau_record_text (reference, record, FALSE);

  /* Two who say the same do not differ. */
  g_assert_cmpuint (g_strv_length (fields), ==, 1);
  g_assert_cmpstr (fields[0], ==, "hazard");
  g_assert_true (find (lines, "hazard")->differs);
  g_assert_nonnull (strchr (find (lines, "hazard")->text, '\n'));
  g_assert_cmpuint (distinct->len, ==, 1);
  g_assert_nonnull (strstr (text, "Hazard (values differ):\n  "));
}

static void
test_text (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) field = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauRecord) record = NULL;
  g_autofree char *text = NULL, *practice = NULL;

  writer_add (&field, &flood, "record.create", FLOOD, NULL, NULL);
  record = get (&desk, all);
  text = pantau_record_text (reference, record, FALSE);
  practice = pantau_record_text (reference, record, TRUE);

  g_assert_true (
      g_str_has_prefix (text, "Banjir\n\nKind: Disaster and logistics risk\nStatus: New\n"));
  g_assert_nonnull (strstr (text, "Time of the event: 13 February 2024, 16:00 WIB\n"));
  g_assert_nonnull (strstr (text, "Narrative:\n  Satu.\n  Dua.\n"));
  g_assert_true (g_str_has_suffix (text, "\nPantau aaaaaaaa\n"));
  g_assert_null (strstr (text, "LATIHAN"));
  g_assert_true (g_str_has_prefix (practice, "LATIHAN"));
  g_assert_true (g_str_has_suffix (practice, "LATIHAN\n"));
}

/* A kind of a newer program: everything is shown as it is, under what is new. */
static void
test_unknown_kind (void)
{
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (PantauRecord) record = NULL;
  g_autofree char *text = NULL;
  const PantauRecordInit init = { .id = STORE_RECORD (1),
                                  .kind = "volcano",
                                  .region = "16.13",
                                  .title = "Dempo",
                                  .status = "meletus",
                                  .severity = 9 };
  GPtrArray *values = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_value_free);
  PantauValue *value = g_new0 (PantauValue, 1);

  value->field = g_strdup ("ash_cm");
  value->value = g_strdup ("3");
  value->entry = g_strdup ("e");
  value->device = g_strdup ("d");
  value->time = g_strdup ("?");
  g_ptr_array_add (values, value);
  record = pantau_record_new (&init);
  pantau_record_take_details (record, values, g_ptr_array_new ());
  lines = pantau_sheet_new (reference, record);
  text = pantau_record_text (reference, record, FALSE);

  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_cmpint (((PantauSheetLine *) lines->pdata[0])->part, ==, PANTAU_SHEET_NEWER);
  g_assert_nonnull (strstr (text, "Kind: volcano\nStatus: meletus\n"));
  g_assert_nonnull (strstr (text, "ash_cm: 3\n"));
}

int
main (int argc, char **argv)
{
  pantau_locale_init ("en");
  g_test_init (&argc, &argv, NULL);
  reference = pantau_reference_new (NULL, NULL);

  g_test_add_func ("/sheet/order", test_order);
  g_test_add_func ("/sheet/words", test_words);
  g_test_add_func ("/sheet/hostile", test_hostile);
  g_test_add_func ("/sheet/differences", test_differences);
  g_test_add_func ("/sheet/text", test_text);
  g_test_add_func ("/sheet/unknown-kind", test_unknown_kind);

  return store_test_run ();
}
