/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What law says of a case: acts by stage, tracks by category, regime and day, agencies by the day of forwarding. */

#include "config.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "pantau-consequence.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-reference.h"

static PantauReference *reference;

static GDate
day_of (const char *text)
{
  GDate day;
  guint y = 0, m = 0, d = 0;

  g_assert_cmpint (sscanf (text, "%u-%u-%u", &y, &m, &d), ==, 3);
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) d, (GDateMonth) m, (GDateYear) y);

  return day;
}

/* Of a case of @kind with @fields (JSON members) that is looked at on @day. */
static PantauConsequence *
ask (const char *kind, const char *fields, const char *day)
{
  g_autofree char *text = g_strdup_printf ("{%s}", fields);
  g_autoptr (JsonObject) object = pantau_json_parse (text, strlen (text), 4096, NULL);
  GDate date = day_of (day);

  g_assert_nonnull (object);

  return pantau_consequence_new (reference, kind, object, &date);
}

/* "part code; part code; …" of the lines of @parts, a list such as "nature sanction". (transfer full) */
static char *
lines_text (PantauConsequence *consequence, const char *parts)
{
  g_auto (GStrv) wanted = g_strsplit (parts, " ", -1);
  GString *text = g_string_new (NULL);
  guint last = 0;

  for (guint i = 0; i < consequence->lines->len; i++)
    {
      const PantauConsequenceLine *line = g_ptr_array_index (consequence->lines, i);
      const char *part = pantau_consequence_part_get_name (line->part);

      g_assert_cmpuint (line->part, >=, last);
      last = line->part;
      g_assert_cmpuint (strlen (line->text), >, 1);
      g_assert_nonnull (line->basis);
      if (g_strv_contains ((const char *const *) wanted, part))
        g_string_append_printf (text, "%s%s %s", text->len > 0 ? "; " : "", part, line->code);
    }

  return g_string_free (text, FALSE);
}

static void
assert_lines (
    const char *kind, const char *fields, const char *day, const char *parts, const char *expected)
{
  g_autoptr (PantauConsequence) consequence = ask (kind, fields, day);
  g_autofree char *found = lines_text (consequence, parts);

  g_assert_cmpstr (found, ==, expected);
}

static gboolean
has (char **codes, const char *code)
{
  return g_strv_contains ((const char *const *) codes, code);
}

/* The same act is ethics before candidates are set and discipline after; where nobody said, both. */
static void
test_stage (void)
{
  assert_lines ("neutrality",
                "\"party_category\":\"asn-pns\",\"act\":\"n01\",\"candidacy_stage\":"
                "\"sebelum-penetapan\",\"occurred\":\"2024-08-30\"",
                "2024-09-01", "act nature sanction", "act n01; nature etik; sanction etik");
  assert_lines ("neutrality",
                "\"party_category\":\"asn-pns\",\"act\":\"n01\",\"candidacy_stage\":"
                "\"sesudah-penetapan\",\"election\":\"pemilu-2024\",\"occurred\":\"2024-01-30\"",
                "2024-02-01", "act nature sanction",
                "act n01; nature berat; sanction berat; sanction pidana-494");
  assert_lines ("neutrality",
                "\"party_category\":\"asn-pns\",\"act\":\"n01\",\"election\":\"pemilu-2024\","
                "\"occurred\":\"2017-01-01\"",
                "2017-02-01", "act nature sanction gap",
                "act n01; nature etik; nature berat; sanction etik; sanction berat; gap "
                "tanpa-tahap");
}

/* What is no matter of ethics is discipline at any stage, and said once. */
static void
test_discipline (void)
{
  static const struct
  {
    const char *act, *class;
  } expected[] = { { "n06", "sedang" },
                   { "n07", "diberhentikan" },
                   { "n08", "berat" },
                   { "n09", "sedang" },
                   { "n12", "berat" } };
  static const char *const stages[] = { "", "sebelum-penetapan", "sesudah-penetapan" };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    for (guint j = 0; j < G_N_ELEMENTS (stages); j++)
      {
        g_autofree char *fields = g_strdup_printf (
            "\"party_category\":\"asn-pns\",\"act\":\"%s\",\"candidacy_stage\":\"%s\"",
            expected[i].act, stages[j]);
        g_autofree char *wanted = g_strdup_printf ("nature %s", expected[i].class);

        assert_lines ("neutrality", fields, "2024-10-01", "nature", wanted);
      }
}

/* Each act of the list has its row, with a basis that is said. */
static void
test_all_acts (void)
{
  GPtrArray *acts = pantau_kinds_choices (pantau_reference_get_kinds (reference), "neutrality_act");

  g_assert_cmpuint (acts->len, ==, 13);
  for (guint i = 0; i < acts->len; i++)
    {
      const PantauChoice *act = g_ptr_array_index (acts, i);
      g_autofree char *fields =
          g_strdup_printf ("\"party_category\":\"asn-pns\",\"act\":\"%s\",\"candidacy_stage\":"
                           "\"sesudah-penetapan\"",
                           act->code);
      g_autoptr (PantauConsequence) consequence = ask ("neutrality", fields, "2024-10-01");
      const PantauConsequenceLine *line = g_ptr_array_index (consequence->lines, 0);

      g_assert_cmpuint (line->part, ==, PANTAU_CONSEQUENCE_ACT);
      g_assert_cmpstr (line->code, ==, act->code);
      g_assert_cmpstr (line->text, ==, pantau_label_get (&act->name, pantau_locale_get ()));
      g_assert_cmpuint (strlen (line->basis), >, 10);
    }
}

/* MK 136/PUU-XXII/2024: soldiers, police and regional officials too, for what happened since its day; then there are two tracks. */
static void
test_ruling (void)
{
  static const char *const categories[] = { "tni", "polri", "pejabat-daerah" };

  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    {
      g_autofree char *before = g_strdup_printf (
          "\"party_category\":\"%s\",\"election\":\"pilkada-2024\",\"candidacy_stage\":"
          "\"sesudah-penetapan\",\"occurred\":\"2024-11-13T23:59:59+07:00\"",
          categories[i]);
      g_autofree char *since = g_strdup_printf (
          "\"party_category\":\"%s\",\"election\":\"pilkada-2024\",\"candidacy_stage\":"
          "\"sesudah-penetapan\",\"occurred\":\"2024-11-14T00:00:00+07:00\"",
          categories[i]);
      g_autoptr (PantauConsequence) first = ask ("neutrality", before, "2024-11-20");
      g_autoptr (PantauConsequence) second = ask ("neutrality", since, "2024-11-20");
      g_autofree char *note = lines_text (first, "note");

      g_assert_false (has (first->tracks, "gakkumdu"));
      g_assert_true (has (second->tracks, "gakkumdu"));
      g_assert_nonnull (strstr (note, "sebelum-mk136"));
      if (!g_str_equal (categories[i], "pejabat-daerah"))
        g_assert_true (has (second->tracks, "internal"));
    }
}

/* Village heads and state officials were in article 188 before it. */
static void
test_before_ruling (void)
{
  g_autoptr (PantauConsequence) kades =
      ask ("neutrality",
           "\"party_category\":\"kades\",\"election\":\"pilkada-2024\",\"occurred\":"
           "\"2024-10-01\",\"act\":\"n05\",\"candidacy_stage\":\"sesudah-penetapan\"",
           "2024-10-02");
  g_autoptr (PantauConsequence) early =
      ask ("neutrality",
           "\"party_category\":\"kades\",\"election\":\"pilkada-2024\",\"occurred\":"
           "\"2024-08-01\",\"candidacy_stage\":\"sebelum-penetapan\"",
           "2024-08-02");

  g_assert_true (has (kades->tracks, "gakkumdu"));
  g_assert_true (has (kades->tracks, "internal"));
  g_assert_true (has (kades->agencies, "pemkab-pemkot"));
  g_assert_true (has (kades->agencies, "gakkumdu"));
  /* Without a pair of candidates there is nobody to be helped. */
  g_assert_false (has (early->tracks, "gakkumdu"));
}

static void
test_regime (void)
{
  g_autoptr (PantauConsequence) pemilu =
      ask ("neutrality",
           "\"party_category\":\"polri\",\"election\":\"pemilu-2024\",\"occurred\":\"2024-01-20\"",
           "2024-01-21");
  g_autofree char *lines = lines_text (pemilu, "sanction track");

  g_assert_cmpstr (lines, ==, "sanction pidana-494; track jalur-polri; track jalur-490-494");
  /* The election is that of the day where the record names none. */
  assert_lines ("neutrality", "\"party_category\":\"kades\",\"occurred\":\"2024-11-20\"",
                "2024-11-21", "sanction", "sanction pidana-188");
  assert_lines ("neutrality", "\"party_category\":\"kades\",\"occurred\":\"2024-02-01\"",
                "2024-02-02", "sanction", "sanction pidana-490; sanction pidana-494");
}

/* Whom it goes to is that of the day on which it is forwarded, whenever it happened. */
static void
test_agencies (void)
{
  static const char fields[] = "\"party_category\":\"asn-pns\",\"election\":\"pilkada-2024\","
                               "\"occurred\":\"2024-08-20\",\"act\":\"n04\"";
  g_autoptr (PantauConsequence) before = ask ("neutrality", fields, "2024-08-23");
  g_autoptr (PantauConsequence) after = ask ("neutrality", fields, "2024-08-25");
  g_autofree char *soon = NULL, *late = NULL;
  g_autoptr (PantauConsequence) then = ask ("neutrality", fields, "2027-10-16");
  g_autoptr (PantauConsequence) past = ask ("neutrality", fields, "2027-10-17");

  g_assert_true (has (before->agencies, "kasn"));
  g_assert_false (has (before->agencies, "bkn"));
  g_assert_false (has (after->agencies, "kasn"));
  g_assert_true (has (after->agencies, "bkn"));
  g_assert_true (has (after->agencies, "ppk-kepegawaian"));

  soon = lines_text (then, "note");
  late = lines_text (past, "note");
  g_assert_nonnull (strstr (soon, "note lembaga-baru"));
  g_assert_null (strstr (soon, "lembaga-baru-lewat"));
  g_assert_nonnull (strstr (late, "lembaga-baru-lewat"));
}

/* The copy to Kanreg VII is said with the letter to BKN. */
static void
test_copies (void)
{
  g_autoptr (PantauConsequence) consequence =
      ask ("neutrality", "\"party_category\":\"asn-pns\"", "2026-11-22");
  const PantauAgency *copy =
      pantau_agencies_lookup (pantau_reference_get_agencies (reference), "bkn-kanreg");
  gboolean found = FALSE;

  for (guint i = 0; i < consequence->lines->len; i++)
    {
      const PantauConsequenceLine *line = g_ptr_array_index (consequence->lines, i);

      if (g_str_equal (line->code, "bkn"))
        found = strstr (line->text, pantau_label_get (&copy->name, pantau_locale_get ())) != NULL;
    }
  g_assert_true (found);
}

static void
test_gaps (void)
{
  assert_lines ("neutrality", "\"stage\":\"kampanye\"", "2026-11-22", "gap nature sanction track",
                "gap tanpa-kategori; gap tanpa-perbuatan");
  assert_lines ("neutrality", "\"party_category\":\"belum-diketahui\",\"act\":\"n01\"",
                "2026-11-22", "gap nature sanction track", "gap tanpa-kategori");
}

/* Where two people gave different acts, each is told. */
static void
test_several (void)
{
  assert_lines ("neutrality",
                "\"party_category\":\"asn-pns\",\"act\":[\"n01\",\"n06\"],\"candidacy_stage\":"
                "\"sesudah-penetapan\",\"election\":\"pemilu-2024\"",
                "2024-02-01", "act nature", "act n01; act n06; nature berat; nature sedang");
}

static void
test_other (void)
{
  assert_lines ("other",
                "\"subject\":\"politik-uang\",\"violation_type\":\"pidana\",\"election\":"
                "\"pilkada-2024\"",
                "2024-11-22", "nature sanction track",
                "nature uang-pilkada; sanction uang-pilkada-pidana; track pidana-gakkumdu");
  /* MK 104/PUU-XXIII/2025 is not retroactive. */
  assert_lines ("other",
                "\"violation_type\":\"administratif\",\"election\":\"pilkada-2024\",\"occurred\":"
                "\"2025-07-29\"",
                "2025-08-22", "track", "track administratif-rekomendasi");
  assert_lines ("other",
                "\"violation_type\":\"administratif\",\"election\":\"pilkada-2024\",\"occurred\":"
                "\"2025-07-30\"",
                "2025-08-22", "track", "track administratif-putusan");
  assert_lines ("other", "\"violation_type\":\"kode-etik\",\"party_category\":\"jajaran-kpu\"",
                "2026-11-22", "track", "track jalur-dkpp");
}

/* Nothing is said of floods. */
static void
test_risk (void)
{
  g_autoptr (PantauConsequence) consequence = ask ("risk", "\"hazard\":\"banjir\"", "2026-11-22");

  g_assert_cmpuint (consequence->lines->len, ==, 0);
  g_assert_cmpuint (g_strv_length (consequence->agencies), ==, 0);
}

/* A rule about what is not there is told when the file is read. */
static void
test_damaged (void)
{
  static const struct
  {
    const char *from, *to;
  } damages[] = {
    { "\"party_category\", \"in\"", "\"party\", \"in\"" },
    { "\"jajaran-bawaslu\"", "\"jajaran\"" },
    { "\"code\": \"n13\"", "\"code\": \"n14\"" },
    { "\"discipline\": \"sedang\"", "\"discipline\": \"ringan\"" },
    { "2024-11-14", "2024-13-14" },
    { "\"part\": \"gap\"", "\"part\": \"hole\"" },
    { "\"code\": \"n12\"", "\"code\": \"n11\"" },
  };
  g_autoptr (GBytes) bytes = pantau_reference_read (reference, "netralitas.json", NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_auto (GStrv) parts = g_strsplit (text, damages[i].from, -1);
      g_autofree char *damaged = g_strjoinv (damages[i].to, parts);
      g_autoptr (GBytes) broken = g_bytes_new (damaged, strlen (damaged));
      g_autoptr (GError) error = NULL;
      PantauConsequenceRules *rules =
          pantau_consequence_rules_new (broken, pantau_reference_get_kinds (reference), &error);

      g_assert_cmpuint (g_strv_length (parts), >, 1);
      g_assert_null (rules);
      g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED);
      g_assert_nonnull (strstr (error->message, "netralitas.json"));
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);

  reference = pantau_reference_new (NULL, &error);
  g_assert_no_error (error);

  g_test_add_func ("/consequence/stage", test_stage);
  g_test_add_func ("/consequence/discipline", test_discipline);
  g_test_add_func ("/consequence/all-acts", test_all_acts);
  g_test_add_func ("/consequence/ruling", test_ruling);
  g_test_add_func ("/consequence/before-ruling", test_before_ruling);
  g_test_add_func ("/consequence/regime", test_regime);
  g_test_add_func ("/consequence/agencies", test_agencies);
  g_test_add_func ("/consequence/copies", test_copies);
  g_test_add_func ("/consequence/gaps", test_gaps);
  g_test_add_func ("/consequence/several", test_several);
  g_test_add_func ("/consequence/other", test_other);
  g_test_add_func ("/consequence/risk", test_risk);
  g_test_add_func ("/consequence/damaged", test_damaged);

  status = g_test_run ();
  pantau_reference_unref (reference);

  return status;
}
