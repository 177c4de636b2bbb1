/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cases from intake to registration: where they come from and what they may become, what a status needs, who may be named where,
 * what completeness asks of each origin, and what the form says by itself. Every name and number is invented.
 */

#include "config.h"

#include <string.h>

#include "pantau-check.h"
#include "pantau-edit-step.h"
#include "pantau-edit.h"
#include "pantau-error.h"
#include "pantau-form.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-origin.h"
#include "test-util.h"
#include "world-fixture.h"

#define NOW G_GINT64_CONSTANT (1795000000) /* 2026-11-18, 18.06.40 WIB */

static PantauReference *reference;

/* "code field; …" of all faults, each with a sentence. (transfer full) */
static char *
faults_text (GPtrArray *faults)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < faults->len; i++)
    {
      const PantauFault *fault = g_ptr_array_index (faults, i);

      g_assert_cmpuint (strlen (fault->message), >, 10);
      g_string_append_printf (text, "%s%s %s", i > 0 ? "; " : "", fault->code, fault->field);
    }

  return g_string_free (text, FALSE);
}

/* A record of @kind with @members has these faults; "" is none. @record_class (nullable) is what it must be then. */
static void
assert_record (const char *kind,
               const char *members,
               const char *expected,
               const char *region_expected,
               const char *class_expected)
{
  g_autofree char *text =
      g_strdup_printf ("{\"region\":\"16.13.04\",\"title\":\"Kasus\",%s}", members);
  g_autofree char *region = NULL, *record_class = NULL, *found = NULL;
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (JsonObject) body = pantau_check_record (reference, kind, text, strlen (text), NOW,
                                                     NULL, &region, &record_class, faults);

  found = faults_text (faults);
  g_assert_cmpstr (found, ==, expected);
  g_assert_true ((body == NULL) == (faults->len > 0));
  if (region_expected != NULL)
    g_assert_cmpstr (region, ==, region_expected);
  if (class_expected != NULL)
    g_assert_cmpstr (record_class, ==, class_expected);
}

/* Numbers of the party are checked for form; blanks are taken out. */
static void
test_numbers (void)
{
  assert_record ("neutrality",
                 "\"fields\":{\"party_category\":\"asn-pns\",\"party_nip\":\"19870412 201001 1 "
                 "007\",\"party_nik\":\"161304 120487 0003\"}",
                 "", NULL, "closed");
  assert_record ("neutrality",
                 "\"fields\":{\"party_category\":\"asn-pns\",\"party_nip\":"
                 "\"19870412201001100\",\"party_nik\":\"16130412048700\"}",
                 "wrong-length fields.party_nip; wrong-length fields.party_nik", NULL, NULL);
  /* The police have a form of their own, by the category; soldiers are taken as they are. */
  assert_record ("neutrality",
                 "\"fields\":{\"party_category\":\"polri\",\"party_nrp\":\"11010023450180\"}",
                 "wrong-length fields.party_nrp", NULL, NULL);
  assert_record ("neutrality",
                 "\"fields\":{\"party_category\":\"polri\",\"party_nrp\":\"87131234\"}",
                 "wrong-digits fields.party_nrp", NULL, NULL);
  assert_record ("neutrality",
                 "\"fields\":{\"party_category\":\"tni\",\"party_nrp\":\"11010023450180\"}", "",
                 NULL, NULL);
}

/* Who is named is named in a closed record, and who wants it open is told. */
static void
test_names (void)
{
  static const char named[] = "\"fields\":{\"subject\":\"politik-uang\",\"party_name\":\"A\"}";

  assert_record ("other", named, "", NULL, "closed");
  assert_record ("other",
                 "\"class\":\"open\",\"fields\":{\"subject\":\"politik-uang\",\"party_name\":"
                 "\"A\"}",
                 "names-person class", NULL, NULL);
  assert_record ("other",
                 "\"class\":\"open\",\"fields\":{\"subject\":\"politik-uang\",\"more_parties\":"
                 "[{\"category\":\"kades\",\"name\":\"A\"}]}",
                 "names-person class", NULL, NULL);
  assert_record ("other",
                 "\"class\":\"open\",\"fields\":{\"subject\":\"politik-uang\",\"party_name\":\"\"}",
                 "", NULL, "open");
  assert_record ("other", "\"class\":\"open\",\"fields\":{\"subject\":\"politik-uang\"}", "", NULL,
                 "open");
}

/* One of several parties is enough to take it away from the party's colleagues. */
static void
test_above (void)
{
  assert_record ("neutrality",
                 "\"fields\":{\"party_category\":\"asn-pns\",\"more_parties\":[{\"category\":"
                 "\"kades\"},{\"category\":\"jajaran-bawaslu\"}]}",
                 "", "16.13", "closed");
  assert_record ("neutrality",
                 "\"fields\":{\"party_category\":\"asn-pns\",\"more_parties\":[{\"category\":"
                 "\"kades\"}]}",
                 "", "16.13.04", "closed");
}

/* A stage that another election has and this one has not. */
static void
test_stages (void)
{
  static const char tahapan[] = "election,code,name,start,end\n"
                                "pemilu-2024,kampanye,Kampanye,,\n"
                                "pemilu-2024,rekapitulasi,Rekapitulasi,,\n"
                                "pilkada-2024,kampanye,Kampanye,,\n";
  g_autoptr (GBytes) pemilihan = pantau_reference_read (reference, "pemilihan.csv", NULL);
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "tahapan.csv", NULL);
  g_autoptr (GError) error = NULL;
  PantauReference *whole = reference;

  g_assert_nonnull (pemilihan);
  g_assert_true (g_file_set_contents (path, tahapan, -1, NULL));
  reference = pantau_reference_new (dir, &error);
  g_assert_no_error (error);

  assert_record ("neutrality",
                 "\"election\":\"pilkada-2024\",\"fields\":{\"stage\":\"rekapitulasi\"}",
                 "unknown-stage fields.stage", NULL, NULL);
  assert_record ("neutrality",
                 "\"election\":\"pemilu-2024\",\"fields\":{\"stage\":\"rekapitulasi\"}", "", NULL,
                 NULL);
  /* No stage of the law, and an election of which nothing is known. */
  assert_record ("neutrality",
                 "\"election\":\"pilkada-2024\",\"fields\":{\"stage\":\"di-luar-tahapan\"}", "",
                 NULL, NULL);
  assert_record ("neutrality",
                 "\"election\":\"pemilu-2029\",\"fields\":{\"stage\":\"rekapitulasi\"}", "", NULL,
                 NULL);

  pantau_reference_unref (reference);
  reference = whole;
}

/* A case that this person made and handles. */
static char *
create (World *world, const char *fields)
{
  g_autofree char *text = g_strdup_printf ("{\"title\":\"Kasus\",\"fields\":{%s}}", fields);
  g_autoptr (JsonObject) body = test_object (text);
  g_autoptr (GError) error = NULL;
  char *id = pantau_edit_create (world->home, "neutrality", "16.06.01", FALSE, body, NULL, &error);

  g_assert_no_error (error);

  return id;
}

/* What is wrong with setting @fields: "code field" of all; "" where it was set. */
static void
assert_set (World *world, const char *id, const char *fields, const char *expected)
{
  g_autofree char *text = g_strdup_printf ("{%s}", fields);
  g_autoptr (JsonObject) values = test_object (text);
  g_autoptr (PantauRecord) record = world_get (world, id);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;

  pantau_edit_check (world->home, record, values, faults);
  found = faults_text (faults);
  g_assert_cmpstr (found, ==, expected);
  if (*expected == '\0')
    {
      pantau_edit_set (world->home, id, values, &error);
      g_assert_no_error (error);
    }
  else
    {
      g_assert_false (pantau_edit_set (world->home, id, values, &error));
      test_assert_error (error, PANTAU_ERROR_INVALID);
    }
}

/* Initial information becomes a finding with all of it, and hears at once what is missing. */
static void
test_finding (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = NULL;
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (JsonObject) values = test_object ("{\"case_origin\":\"temuan\"}");
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  static const char *const needs[] = { "traced_from", "traced_until", "form_a_number", "pleno_date",
                                       "pleno_number" };
  const PantauKind *kind;

  world_grant_me (&world, "desk", "16.06");
  id = create (&world, "\"case_origin\":\"informasi-awal\",\"traced_from\":\"2024-10-01\"");
  record = world_get (&world, id);
  g_assert_false (pantau_edit_check (world.home, record, values, faults));
  g_assert_cmpuint (faults->len, ==, 1);
  kind = pantau_kinds_lookup (pantau_reference_get_kinds (reference), "neutrality");
  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    {
      const char *label =
          pantau_label_get (&pantau_kind_field (kind, needs[i])->label, pantau_locale_get ());
      const char *message = ((PantauFault *) g_ptr_array_index (faults, 0))->message;

      g_assert_true ((strstr (message, label) != NULL) == (i > 0));
    }

  assert_set (&world, id, "\"case_origin\":\"temuan\",\"pleno_date\":\"2024-10-05\"",
              "lacking case_origin");
  /* What is set together counts. */
  assert_set (&world, id,
              "\"case_origin\":\"temuan\",\"traced_until\":\"2024-10-04\",\"form_a_number\":"
              "\"012/LHP\",\"pleno_date\":\"2024-10-05\",\"pleno_number\":\"7/PL/2024\"",
              "");
}

/* Nothing else becomes anything else, and nothing becomes nothing. */
static void
test_refused (void)
{
  static const char *const refused[][2] = { { "laporan", "informasi-awal" },
                                            { "laporan", "temuan" },
                                            { "temuan", "laporan" },
                                            { "temuan", "informasi-awal" } };
  g_auto (World) world = world_new ();
  PantauOrigins *origins = pantau_reference_get_origins (reference);

  world_grant_me (&world, "desk", "16.06");
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *from = g_strdup_printf ("\"case_origin\":\"%s\"", refused[i][0]);
      g_autofree char *to = g_strdup_printf ("\"case_origin\":\"%s\"", refused[i][1]);
      g_autofree char *id = create (&world, from);

      assert_set (&world, id, to, "not-allowed case_origin");
      assert_set (&world, id, "\"case_origin\":null", "not-allowed case_origin");
      assert_set (&world, id, from, "");
      g_assert_false (pantau_origins_lookup (origins, refused[i][0], refused[i][1])->allowed);
    }
}

/* Said for the first time it needs nothing; and a change of something else is not asked about it. */
static void
test_first_time (void)
{
  static const char *const codes[] = { "laporan", "temuan", "informasi-awal" };
  g_auto (World) world = world_new ();

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *id = create (&world, "\"act\":\"n01\"");
      g_autofree char *text = g_strdup_printf ("\"case_origin\":\"%s\"", codes[i]);

      assert_set (&world, id, text, "");
      assert_set (&world, id, "\"act\":\"n02\"", "");
    }
}

/* A formal reporter: name and address in an envelope. */
static void
test_report (void)
{
  static const char received[] =
      "\"case_origin\":\"laporan\",\"report_received\":\"2024-10-05T10:00:00+07:00\"";
  static const char *const name[] = { "name", NULL };
  static const char *const both[] = { "phone", "name", "address", NULL };
  g_auto (World) world = world_new ();
  g_autofree char *id = create (&world, "\"case_origin\":\"informasi-awal\"");
  g_autoptr (PantauRecord) record = world_get (&world, id);
  g_autofree char *text = g_strdup_printf ("{%s}", received);
  g_autoptr (JsonObject) values = test_object (text);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();

  assert_set (&world, id, received, "lacking case_origin");
  g_assert_false (pantau_check_origin (reference, record, values, name, faults));
  g_assert_true (pantau_check_origin (reference, record, values, both, faults));
  g_assert_cmpuint (faults->len, ==, 1);
}

/* What was recorded stays: an entry that broke the table is read, and who differs may choose. */
static void
test_ledger_stays (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = create (&world, "\"case_origin\":\"laporan\"");
  g_autoptr (PantauRecord) record = NULL;
  g_autofree char *entry = NULL;

  entry = world_other_writes (&world, id, "neutrality", "record.set", "16.06.01", NULL,
                              "{\"fields\":{\"case_origin\":\"temuan\"}}");
  record = world_get (&world, id);
  g_assert_cmpuint (pantau_record_get_differences (record), ==, 1);
  assert_set (&world, id, "\"case_origin\":\"temuan\"", "");
  assert_set (&world, id, "\"case_origin\":\"laporan\"", "not-allowed case_origin");
}

static void
assert_step (World *world, const char *id, const char *status, const char *lacks)
{
  g_autoptr (PantauRecord) record = world_get (world, id);
  g_auto (GStrv) found = pantau_edit_step_lacks (reference, record, status);
  g_auto (GStrv) wanted = g_strsplit_set (lacks, " ", -1);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_strv_length (found), ==, g_strv_length (wanted));
  for (guint i = 0; wanted[i] != NULL; i++)
    {
      const PantauKind *kind =
          pantau_kinds_lookup (pantau_reference_get_kinds (reference), "neutrality");
      const char *label =
          pantau_label_get (&pantau_kind_field (kind, wanted[i])->label, pantau_locale_get ());

      /* A sentence of its own, or the name of the field. */
      if (!g_str_equal (wanted[i], "case_origin") && !g_str_equal (wanted[i], "violation_type"))
        g_assert_cmpstr (found[i], ==, label);
    }

  if (pantau_edit_status (world->home, id, status, "because", &error))
    g_assert_cmpstr (lacks, ==, "");
  else
    {
      test_assert_error (error, PANTAU_ERROR_INVALID);
      for (guint i = 0; found[i] != NULL; i++)
        g_assert_nonnull (strstr (error->message, found[i]));
    }
}

/* A case is registered with its number and the proofs of its origin, all of them told at once. */
static void
test_register (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = NULL, *report = NULL;

  world_grant_me (&world, "desk", "16.06");
  id = create (&world, "\"act\":\"n01\"");
  assert_step (&world, id, "kajian-awal", "");
  assert_step (&world, id, "diregistrasi", "case_origin register_number");
  assert_set (&world, id, "\"case_origin\":\"temuan\"", "");
  assert_step (&world, id, "diregistrasi", "register_number form_a_number pleno_date pleno_number");
  assert_set (&world, id,
              "\"register_number\":\"001/TM/PL/Kab/06.06/X/2024\",\"form_a_number\":\"012/LHP\","
              "\"pleno_date\":\"2024-10-05\",\"pleno_number\":\"7/PL/2024\"",
              "");
  assert_step (&world, id, "diregistrasi", "");
  assert_step (&world, id, "rapat-pleno", "");
  assert_step (&world, id, "rekomendasi", "violation_type");
  assert_set (&world, id, "\"violation_type\":\"belum-ditentukan\"", "");
  assert_step (&world, id, "rekomendasi", "violation_type");
  assert_set (&world, id, "\"violation_type\":\"perundangan-lain\"", "");
  assert_step (&world, id, "rekomendasi", "");
  assert_step (&world, id, "diteruskan", "");
  assert_step (&world, id, "dipantau", "");
  assert_step (&world, id, "selesai", "");

  report = create (&world, "\"case_origin\":\"informasi-awal\",\"register_number\":\"1\"");
  assert_step (&world, report, "kajian-awal", "");
  assert_step (&world, report, "diregistrasi", "case_origin");
}

/* "a b c": what a step asks for while @answers (members) are given. */
static void
assert_asks (
    World *world, const char *id, const char *status, const char *answers, const char *asks)
{
  g_autofree char *text = g_strdup_printf ("{%s}", answers), *found = NULL;
  g_autoptr (JsonObject) values = test_object (text);
  g_autoptr (PantauRecord) record = world_get (world, id);
  g_auto (GStrv) fields = pantau_edit_step_fields (reference, record, status, values);

  found = g_strjoinv (" ", fields);
  g_assert_cmpstr (found, ==, asks);
}

/* Takes the step with @answers; @expected are the faults that hinder it, "" where none does. */
static void
assert_step_with (
    World *world, const char *id, const char *status, const char *answers, const char *expected)
{
  g_autofree char *text = g_strdup_printf ("{%s}", answers), *found = NULL;
  g_autoptr (JsonObject) values = test_object (text);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (GError) error = NULL;
  gint64 before = world_count (world);
  gboolean done = pantau_edit_step_with (world->home, id, status, NULL, values, faults, &error);

  g_assert_no_error (error);
  found = faults_text (faults);
  g_assert_cmpstr (found, ==, expected);
  g_assert_true (done == (*expected == '\0'));
  if (!done)
    g_assert_cmpint (world_count (world), ==, before);
}

/* What a step needs is asked with it: an answer may make others needed, and what is answered stays in sight. */
static void
test_step_asks (void)
{
  static const char temuan[] = "\"case_origin\":\"temuan\"";
  g_auto (World) world = world_new ();
  g_autofree char *id = NULL, *first = NULL;

  world_grant_me (&world, "desk", "16.06");
  id = create (&world, "\"act\":\"n01\"");
  first = create (&world, "\"case_origin\":\"informasi-awal\"");

  assert_asks (&world, id, "diregistrasi", "", "case_origin register_number");
  assert_asks (&world, id, "diregistrasi", temuan,
               "case_origin register_number form_a_number pleno_date pleno_number");
  assert_asks (&world, id, "diregistrasi", "\"register_number\":\"1\"",
               "case_origin register_number");
  assert_asks (&world, id, "penelusuran", "", "");
  /* What the change of the origin needs comes with it. */
  assert_asks (&world, first, "diregistrasi", temuan,
               "case_origin traced_from traced_until form_a_number pleno_date pleno_number "
               "register_number");
  assert_asks (&world, first, NULL, temuan,
               "traced_from traced_until form_a_number pleno_date pleno_number");
  assert_asks (&world, first, NULL, "\"case_origin\":\"laporan\"", "report_received");
}

/* Answers and step are one commit; what hinders it is told at once, and nothing is written. */
static void
test_step_with (void)
{
  static const char answers[] =
      "\"case_origin\":\"temuan\",\"register_number\":\"1\",\"form_a_number\":\"012\","
      "\"pleno_date\":\"2024-10-05\",\"pleno_number\":\"7/PL\"";
  g_auto (World) world = world_new ();
  g_autofree char *id = NULL;
  gint64 before;

  world_grant_me (&world, "desk", "16.06");
  id = create (&world, "\"act\":\"n01\"");
  assert_step (&world, id, "kajian-awal", "");
  assert_step_with (&world, id, "diregistrasi", "\"case_origin\":\"temuan\"",
                    "lacking register_number; lacking form_a_number; lacking pleno_date; lacking "
                    "pleno_number");
  before = world_count (&world);
  assert_step_with (&world, id, "diregistrasi", answers, "");
  g_assert_cmpint (world_count (&world), ==, before + 2);
  world_assert_values (&world, id, "status", "\"diregistrasi\"");
  world_assert_values (&world, id, "pleno_number", "\"7/PL\"");
}

/* Where the second line cannot be written, the first is not either. */
static void
test_step_neither (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = NULL, *endless = g_strnfill (100000, 'x');
  g_autoptr (JsonObject) values = test_object ("{\"medium\":\"langsung\"}");
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (GError) error = NULL;
  gint64 before;

  world_grant_me (&world, "desk", "16.06");
  id = create (&world, "\"act\":\"n01\"");
  before = world_count (&world);
  g_assert_false (
      pantau_edit_step_with (world.home, id, "kajian-awal", endless, values, faults, &error));
  test_assert_error (error, PANTAU_ERROR_TOO_LARGE);
  g_assert_cmpint (world_count (&world), ==, before);
  world_assert_values (&world, id, "medium", "");
  world_assert_values (&world, id, "status", "\"baru\"");
  g_clear_error (&error);

  g_assert_false (pantau_edit_step_with (world.home, id, "selesai", NULL, values, faults, &error));
  test_assert_error (error, PANTAU_ERROR_INVALID);
  g_assert_cmpint (world_count (&world), ==, before);
}

/* What a desk may make of the origin; a field monitor, and a finding, nothing. */
static void
test_step_origins (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = create (&world, "\"case_origin\":\"informasi-awal\"");
  g_autofree char *finding = create (&world, "\"case_origin\":\"temuan\"");
  g_auto (GStrv) mine = pantau_edit_origins (world.home, id, NULL), desk = NULL, none = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpuint (g_strv_length (mine), ==, 0);
  world_grant_me (&world, "desk", "16.06");
  desk = pantau_edit_origins (world.home, id, NULL);
  text = g_strjoinv (" ", desk);
  g_assert_cmpstr (text, ==, "laporan temuan");
  none = pantau_edit_origins (world.home, finding, NULL);
  g_assert_cmpuint (g_strv_length (none), ==, 0);

  assert_step_with (&world, id, NULL, "\"case_origin\":\"temuan\",\"form_a_number\":\"012\"",
                    "lacking traced_from; lacking traced_until; lacking pleno_date; lacking "
                    "pleno_number; lacking case_origin");
}

/* A step that another took without knowing is kept as not valid, also where it was to a status that needs something. */
static void
test_lapsed (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = NULL, *entry = NULL, *creation = NULL;
  g_autoptr (PantauRecord) record = NULL;
  GPtrArray *timeline;
  guint lapsed = 0;

  world_grant_me (&world, "desk", "16.06");
  id = create (&world, "\"act\":\"n01\"");
  {
    g_autoptr (PantauRecord) now = world_get (&world, id);

    creation =
        g_strdup (((PantauEvent *) g_ptr_array_index (pantau_record_get_timeline (now), 0))->entry);
  }
  entry = world_other_writes (&world, id, "neutrality", "status.set", "16.06.01", creation,
                              "{\"status\":\"putusan\"}");
  record = world_get (&world, id);
  g_assert_cmpstr (pantau_record_get_status (record), ==, "baru");
  timeline = pantau_record_get_timeline (record);
  g_assert_cmpuint (timeline->len, ==, 2);
  for (guint i = 0; i < timeline->len; i++)
    lapsed += ((PantauEvent *) g_ptr_array_index (timeline, i))->lapsed ? 1 : 0;
  g_assert_cmpuint (lapsed, ==, 1);
}

/* The form */

static PantauForm *
form_new (const char *kind, const char *role)
{
  return pantau_form_new (reference, kind, role, "16.13.04", NOW);
}

static void
answer (PantauForm *form, const char *name, const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  g_assert_nonnull (node);
  pantau_form_set (form, name, node);
}

static gboolean
misses (PantauForm *form, const char *name)
{
  g_autoptr (GPtrArray) missing = pantau_form_get_missing (form);

  for (guint i = 0; i < missing->len; i++)
    {
      const PantauMissing *one = g_ptr_array_index (missing, i);

      g_assert_nonnull (one->label);
      if (g_str_equal (one->name, name))
        return TRUE;
    }

  return FALSE;
}

/* Reports ask for the reporter, findings for Form A and plenary, initial information for nearly nothing. */
static void
test_completeness (void)
{
  static const char *const parts[] = { "name", "address", NULL };
  static const char *const name[] = { "name", NULL };
  static const char *const hardly[] = { "institution", "act",        "office",    "candidacy_stage",
                                        "medium",      "alat_bukti", "party_name" };
  g_autoptr (PantauForm) form = form_new ("neutrality", "desk");

  g_assert_false (misses (form, PANTAU_NEED_REPORTER));
  g_assert_true (misses (form, "act"));

  answer (form, "case_origin", "\"laporan\"");
  g_assert_true (misses (form, PANTAU_NEED_REPORTER));
  g_assert_true (misses (form, "report_received"));
  g_assert_false (misses (form, "form_a_number"));
  pantau_form_set_reporter_has (form, name);
  g_assert_true (misses (form, PANTAU_NEED_REPORTER));
  pantau_form_set_reporter_has (form, parts);
  g_assert_false (misses (form, PANTAU_NEED_REPORTER));

  answer (form, "case_origin", "\"temuan\"");
  g_assert_true (misses (form, "form_a_number"));
  g_assert_true (misses (form, "pleno_number"));
  g_assert_false (misses (form, "report_received"));

  answer (form, "case_origin", "\"informasi-awal\"");
  for (guint i = 0; i < G_N_ELEMENTS (hardly); i++)
    g_assert_false (misses (form, hardly[i]));
  g_assert_true (misses (form, "narrative"));
  g_assert_true (misses (form, "places"));
}

/* Any proof is one: a list, a thing, a link. */
static void
test_evidence (void)
{
  static const char *const proofs[][2] = {
    { "alat_bukti", "[{\"type\":\"elektronik\",\"text\":\"tangkapan layar\"}]" },
    { "barang_bukti", "[{\"what\":\"amplop\"}]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (proofs); i++)
    {
      g_autoptr (PantauForm) form = form_new ("neutrality", "field");
      guint before;

      g_assert_true (misses (form, "alat_bukti"));
      before = pantau_form_get_completeness (form);
      answer (form, proofs[i][0], proofs[i][1]);
      g_assert_false (misses (form, "alat_bukti"));
      g_assert_cmpuint (pantau_form_get_completeness (form), >, before);
    }
}

/* "Barang bukti diamankan: tidak" is an answer, and no proof. */
static void
test_no_evidence (void)
{
  g_autoptr (PantauForm) form = form_new ("other", "field");

  g_assert_true (misses (form, "evidence_secured"));
  answer (form, "evidence_secured", "false");
  g_assert_true (misses (form, "evidence_secured"));
  answer (form, "evidence_secured", "true");
  g_assert_false (misses (form, "evidence_secured"));
}

static void
note_class_cb (PantauForm *form, const char *name, gpointer count)
{
  if (g_str_equal (name, PANTAU_FORM_CLASS_NAME))
    (*(guint *) count)++;
}

/* A name closes the record, says so, and gives the choice back with the name. */
static void
test_closes (void)
{
  g_autoptr (PantauForm) form = form_new ("other", "field");
  g_autofree char *notice = NULL, *none = NULL;
  guint told = 0;

  pantau_form_set_class (form, "open");
  g_assert_cmpstr (pantau_form_get_class (form), ==, "open");
  g_signal_connect (form, "changed", G_CALLBACK (note_class_cb), &told);

  pantau_form_set_text (form, "party_name", "Terlapor A");
  g_assert_cmpstr (pantau_form_get_class (form), ==, "closed");
  g_assert_cmpuint (told, ==, 1);
  notice = pantau_form_dup_notice (form, PANTAU_FORM_CLASS_NAME);
  g_assert_nonnull (notice);

  pantau_form_set_text (form, "party_name", "Terlapor AB");
  g_assert_cmpuint (told, ==, 1);
  pantau_form_set_text (form, "party_name", "");
  g_assert_cmpstr (pantau_form_get_class (form), ==, "open");
  g_assert_cmpuint (told, ==, 2);
  none = pantau_form_dup_notice (form, PANTAU_FORM_CLASS_NAME);
  g_assert_null (none);
}

/* A record that is open already takes no name: form and change say what to do instead. */
static void
test_open_record (void)
{
  g_auto (World) world = world_new ();
  g_autoptr (JsonObject) body =
      test_object ("{\"title\":\"Kasus\",\"fields\":{\"subject\":\"politik-uang\"}}");
  g_autoptr (GError) error = NULL;
  g_autofree char *id =
      pantau_edit_create (world.home, "other", "16.06.01", TRUE, body, NULL, &error);
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (PantauForm) form = NULL;

  g_assert_no_error (error);
  record = world_get (&world, id);
  form = pantau_form_new_for_record (reference, record, "field", "16.06.01", NOW);
  pantau_form_set_text (form, "party_name", "Terlapor A");
  g_assert_nonnull (pantau_form_get_fault (form, "party_name"));
  assert_set (&world, id, "\"party_name\":\"Terlapor A\"", "names-person party_name");
  assert_set (&world, id, "\"party_name\":null", "");
}

/* The form says while somebody types where a record about Bawaslu's own chain goes. */
static void
test_notice (void)
{
  g_autoptr (PantauForm) form = form_new ("neutrality", "field");
  g_autofree char *none = NULL, *up = NULL;
  PantauRegions *regions = pantau_reference_get_regions (reference);
  g_autofree char *kabupaten = pantau_regions_qualified (regions, "16.13");

  answer (form, "party_category", "\"kades\"");
  none = pantau_form_dup_notice (form, "party_category");
  g_assert_null (none);
  answer (form, "party_category", "\"jajaran-bawaslu\"");
  up = pantau_form_dup_notice (form, "party_category");
  g_assert_nonnull (strstr (up, kabupaten));
}

/* A telephone in open text warns, and hinders nothing; a NIP in its own field is where it belongs. */
static void
test_warning (void)
{
  g_autoptr (PantauForm) form = form_new ("neutrality", "field");

  g_assert_null (pantau_form_get_warning (form, "narrative"));
  pantau_form_set_text (form, "narrative", "Saksi di 0812-3456-7890 melihat");
  g_assert_nonnull (pantau_form_get_warning (form, "narrative"));
  g_assert_null (pantau_form_get_fault (form, "narrative"));
  pantau_form_set_text (form, "narrative", "Saksi 1 melihat");
  g_assert_null (pantau_form_get_warning (form, "narrative"));

  answer (form, "party_category", "\"asn-pns\"");
  pantau_form_set_text (form, "party_nip", "19870412 201001 1 007");
  g_assert_null (pantau_form_get_warning (form, "party_nip"));
  g_assert_null (pantau_form_get_fault (form, "party_nip"));
  pantau_form_set_text (form, "party_nip", "19870412 201001 1 00");
  g_assert_nonnull (strstr (pantau_form_get_fault (form, "party_nip"), "17"));

  /* In a cell of a list too. */
  answer (form, "alat_bukti", "[{\"type\":\"surat\",\"text\":\"dari ani@contoh.id\"}]");
  g_assert_nonnull (pantau_form_get_warning (form, "alat_bukti[0].text"));
}

/* In a change, the origin is judged beside the question, as soon as what it needs is there. */
static void
test_form_origin (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = create (&world, "\"case_origin\":\"informasi-awal\"");
  g_autoptr (PantauRecord) record = world_get (&world, id);
  g_autoptr (PantauForm) form =
      pantau_form_new_for_record (reference, record, "desk", "16.06", NOW);
  g_autofree char *move = NULL;

  answer (form, "case_origin", "\"temuan\"");
  g_assert_nonnull (pantau_form_get_fault (form, "case_origin"));
  answer (form, "traced_from", "\"2026-10-01\"");
  answer (form, "traced_until", "\"2026-10-04\"");
  pantau_form_set_text (form, "form_a_number", "012/LHP");
  answer (form, "pleno_date", "\"2026-10-05\"");
  g_assert_nonnull (pantau_form_get_fault (form, "case_origin"));
  pantau_form_set_text (form, "pleno_number", "7/PL/2026");
  g_assert_null (pantau_form_get_fault (form, "case_origin"));
  answer (form, "case_origin", "\"informasi-awal\"");
  g_assert_null (pantau_form_get_fault (form, "case_origin"));

  /* The record does not move by itself: a desk must, and the form says so. */
  answer (form, "party_category", "\"jajaran-bawaslu\"");
  move = pantau_form_dup_notice (form, "party_category");
  g_assert_nonnull (move);
}

/* Data */

/* Each field of a kind has a name of its own and a basis where law gives one; every number says which form it has. */
static void
test_data (void)
{
  static const char *const asked[] = {
    "party_name",     "party_nip",      "party_nik",        "party_nrp",     "party_rank",
    "party_unit",     "party_position", "institution_name", "more_parties",  "alat_bukti",
    "barang_bukti",   "case_origin",    "form_a_number",    "form_a_date",   "traced_from",
    "traced_until",   "pleno_date",     "pleno_number",     "report_number", "system_numbers",
    "candidate_name", "medium",         "candidacy_stage",
  };
  static const char *const personal[] = { "party_name", "party_nip", "party_nik", "party_nrp",
                                          "more_parties" };
  const PantauKind *kind =
      pantau_kinds_lookup (pantau_reference_get_kinds (reference), "neutrality");

  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      const PantauField *field = pantau_kind_field (kind, asked[i]);

      if (field == NULL || field->retired)
        g_error ("“%s” is not asked", asked[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (personal); i++)
    g_assert_true (pantau_kind_field (kind, personal[i])->personal);
  g_assert_cmpuint (pantau_kind_field (kind, "party_nip")->form, ==, PANTAU_NUMBER_NIP);
  g_assert_cmpuint (pantau_kind_field (kind, "party_nik")->form, ==, PANTAU_NUMBER_NIK);
  g_assert_cmpuint (pantau_kind_field (kind, "party_nrp")->form, ==, PANTAU_NUMBER_NRP);
}

/* No text of the data says PPK without saying which. */
static void
test_ppk (void)
{
  static const char *const files[] = { "kinds.json", "choices.json",    "status.json",
                                       "asal.json",  "netralitas.json", "instansi.json" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) bytes = pantau_reference_read (reference, files[i], NULL);
      g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

      for (const char *p = strstr (text, "PPK"); p != NULL; p = strstr (p + 3, "PPK"))
        if (!g_str_has_prefix (p, "PPK (") && (p == text || !g_ascii_isalnum (p[-1])))
          g_error ("%s: “%.30s”", files[i], p);
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

  g_test_add_func ("/case/numbers", test_numbers);
  g_test_add_func ("/case/names", test_names);
  g_test_add_func ("/case/above", test_above);
  g_test_add_func ("/case/stages", test_stages);
  g_test_add_func ("/case/finding", test_finding);
  g_test_add_func ("/case/refused", test_refused);
  g_test_add_func ("/case/first-time", test_first_time);
  g_test_add_func ("/case/report", test_report);
  g_test_add_func ("/case/ledger-stays", test_ledger_stays);
  g_test_add_func ("/case/register", test_register);
  g_test_add_func ("/case/step-asks", test_step_asks);
  g_test_add_func ("/case/step-with", test_step_with);
  g_test_add_func ("/case/step-neither", test_step_neither);
  g_test_add_func ("/case/step-origins", test_step_origins);
  g_test_add_func ("/case/lapsed", test_lapsed);
  g_test_add_func ("/case/completeness", test_completeness);
  g_test_add_func ("/case/evidence", test_evidence);
  g_test_add_func ("/case/no-evidence", test_no_evidence);
  g_test_add_func ("/case/closes", test_closes);
  g_test_add_func ("/case/open-record", test_open_record);
  g_test_add_func ("/case/notice", test_notice);
  g_test_add_func ("/case/warning", test_warning);
  g_test_add_func ("/case/form-origin", test_form_origin);
  g_test_add_func ("/case/data", test_data);
  g_test_add_func ("/case/ppk", test_ppk);

  status = g_test_run ();
  pantau_reference_unref (reference);

  return status;
}
