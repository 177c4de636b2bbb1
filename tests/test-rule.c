/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What several values must keep together: in a file, in a change beside what stands already, and in a form while
 * somebody types.
 */

#include "config.h"

#include <string.h>

#include "home-fixture.h"
#include "pantau-check.h"
#include "pantau-edit.h"
#include "pantau-error.h"
#include "pantau-form.h"
#include "pantau-json.h"

#define NOW G_GINT64_CONSTANT (1795000000) /* 2026-11-18, 18.06.40 WIB */

static PantauReference *reference;

/* "code field; code field; …" of all faults. (transfer full) */
static char *
faults_text (GPtrArray *faults)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < faults->len; i++)
    {
      const PantauFault *fault = g_ptr_array_index (faults, i);

      g_assert_cmpuint (strlen (fault->message), >, 10);
      g_assert_null (strstr (fault->message, "(null)"));
      g_string_append_printf (text, "%s%s %s", i > 0 ? "; " : "", fault->code, fault->field);
    }

  return g_string_free (text, FALSE);
}

/* A record of @kind with @members has these faults, and "" is none. */
static void
assert_record (const char *kind, const char *members, const char *expected)
{
  g_autofree char *text =
      g_strdup_printf ("{\"region\":\"16.13.04\",\"title\":\"Banjir\",%s}", members);
  g_autofree char *region = NULL, *record_class = NULL, *found = NULL;
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (JsonObject) body = pantau_check_record (reference, kind, text, strlen (text), NOW,
                                                     NULL, &region, &record_class, faults);

  found = faults_text (faults);
  g_assert_cmpstr (found, ==, expected);
  g_assert_true ((body == NULL) == (faults->len > 0));
}

static void
assert_fields (const char *fields, const char *expected)
{
  g_autofree char *members = g_strdup_printf ("\"fields\":{%s}", fields);

  assert_record ("risk", members, expected);
}

static void
test_sum (void)
{
  assert_fields ("\"ballots_total\":100,\"ballots_wet\":60,\"ballots_usable\":40", "");
  assert_fields ("\"ballots_total\":100,\"ballots_wet\":60,\"ballots_usable\":41",
                 "sum-exceeds fields.ballots_usable");
  assert_fields ("\"ballots_total\":100,\"ballots_damaged\":60,\"ballots_usable\":41",
                 "sum-exceeds fields.ballots_damaged");
  /* What is wet may be damaged too: these two are not added up. */
  assert_fields ("\"ballots_total\":100,\"ballots_wet\":100,\"ballots_damaged\":100", "");
  assert_fields ("\"ballots_total\":100,\"ballots_wet\":101", "exceeds fields.ballots_wet");
  assert_fields ("\"ballots_total\":0,\"ballots_wet\":1", "exceeds fields.ballots_wet");
  /* Nobody counted how many there were. */
  assert_fields ("\"ballots_wet\":101,\"ballots_usable\":5", "");
  assert_fields ("\"boxes_total\":4,\"boxes_wet\":3,\"boxes_usable\":2",
                 "sum-exceeds fields.boxes_usable");
  assert_fields ("\"tps_affected\":24,\"tps_moved\":24", "");
  assert_fields ("\"tps_affected\":24,\"tps_moved\":25", "exceeds fields.tps_moved");
}

static void
test_largest (void)
{
  assert_fields ("\"ballots_total\":50000000,\"ballots_wet\":50000000,\"ballots_usable\":50000000",
                 "sum-exceeds fields.ballots_usable");
}

static void
test_order (void)
{
  assert_record (
      "risk", "\"occurred\":\"2024-02-14T08:00:00+07:00\",\"known\":\"2024-02-14T07:59:59+07:00\"",
      "wrong-order known");
  assert_record (
      "hoax", "\"occurred\":\"2024-02-14T08:00:00+07:00\",\"known\":\"2024-02-14T01:00:00Z\"", "");
  assert_record ("activity",
                 "\"occurred\":\"2024-02-14T08:00:00+07:00\",\"fields\":{\"ended\":"
                 "\"2024-02-14T07:00:00+07:00\"}",
                 "wrong-order fields.ended");
}

/* A day and a moment are compared as days, and the day is WIB's: 01.00 WIB is the day before in UTC. */
static void
test_order_of_days (void)
{
  assert_record ("risk",
                 "\"occurred\":\"2024-02-14T01:00:00+07:00\",\"fields\":{\"emergency_status\":"
                 "\"siaga-darurat\",\"emergency_until\":\"2024-02-14\"}",
                 "");
  assert_record ("risk",
                 "\"occurred\":\"2024-02-14T01:00:00+07:00\",\"fields\":{\"emergency_status\":"
                 "\"siaga-darurat\",\"emergency_until\":\"2024-02-13\"}",
                 "wrong-order fields.emergency_until");
  assert_fields ("\"voting_decision\":\"susulan\",\"decision_date\":\"2024-02-20\",\"voting_date\":"
                 "\"2024-02-19\"",
                 "wrong-order fields.voting_date");
}

static void
test_past (void)
{
  assert_fields ("\"needed_by\":\"2026-11-18T18:06:41+07:00\"", "");
  assert_fields ("\"needed_by\":\"2026-11-18T18:06:39+07:00\"", "in-past fields.needed_by");
  assert_fields ("\"needed_by\":\"2024-02-13T08:00:00+07:00\"", "in-past fields.needed_by");
}

static void
test_needs (void)
{
  assert_fields ("\"residual_matrix\":{\"likelihood\":1,\"impact\":5}",
                 "incomplete fields.residual_matrix");
  assert_fields ("\"residual_matrix\":{\"likelihood\":1,\"impact\":5},\"risk_matrix\":"
                 "{\"likelihood\":3,\"impact\":5}",
                 "");
  assert_fields ("\"emergency_decree\":\"12/2024\"", "incomplete fields.emergency_decree");
}

/* All of it at once, field by field; and what has a fault of its own gets no second one by a rule. */
static void
test_all_at_once (void)
{
  assert_record (
      "risk",
      "\"occurred\":\"2026-11-17\",\"known\":\"2026-11-16\",\"fields\":{\"hazard\":\"naga\","
      "\"ballots_total\":100,\"ballots_wet\":80,\"ballots_usable\":60,\"needed_by\":\"2024-01-01\","
      "\"risk_matrix\":{\"likelihood\":6,\"impact\":0}}",
      "unknown-choice fields.hazard; out-of-range fields.risk_matrix.likelihood; "
      "out-of-range fields.risk_matrix.impact; wrong-order known; "
      "sum-exceeds fields.ballots_usable; in-past fields.needed_by");
  assert_fields ("\"ballots_total\":\"many\",\"ballots_wet\":80",
                 "wrong-type fields.ballots_total");
  assert_fields ("\"residual_matrix\":{\"likelihood\":1,\"impact\":5},\"risk_matrix\":7",
                 "wrong-type fields.risk_matrix");
}

/* Changes */

static char *
record (PantauHome *home, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = pantau_json_parse_known (json, NULL);
  char *id = pantau_edit_create (home, "risk", "16.13.04", TRUE, body, NULL, &error);

  g_assert_no_error (error);

  return id;
}

/* A change of the record by @values has these faults, and pantau_edit_set() is of the same mind. */
static void
assert_change (PantauHome *home, const char *id, const char *values, const char *expected)
{
  g_autoptr (JsonObject) object = pantau_json_parse_known (values, NULL);
  g_autoptr (PantauRecord) shown = pantau_store_get (pantau_home_get_store (home), id, NULL);
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;
  gboolean is_well = pantau_check_change (pantau_home_get_reference (home), shown, object,
                                          g_get_real_time () / G_USEC_PER_SEC, faults);

  found = faults_text (faults);
  g_assert_cmpstr (found, ==, expected);
  g_assert_true (is_well == (*expected == '\0'));
  g_assert_true (pantau_edit_set (home, id, object, &error) == is_well);
  if (!is_well)
    g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_INVALID);
}

static void
test_change (void)
{
  g_auto (Place) place = place_new ();
  PantauHome *home = place_open (&place);
  g_autofree char *id = record (home, "{\"title\":\"a\",\"occurred\":\"2024-02-14T08:00:00+07:00\","
                                      "\"fields\":{\"ballots_total\":100,\"ballots_wet\":60}}");

  assert_change (home, id, "{\"ballots_usable\":41}", "sum-exceeds ballots_usable");
  assert_change (home, id, "{\"ballots_usable\":40}", "");
  assert_change (home, id, "{\"ballots_total\":99}", "sum-exceeds ballots_usable");
  assert_change (home, id, "{\"ballots_total\":99,\"ballots_wet\":null}", "");
  assert_change (home, id, "{\"known\":\"2024-02-14T07:00:00+07:00\"}", "wrong-order known");
  assert_change (home, id,
                 "{\"occurred\":\"2024-02-14T06:00:00+07:00\",\"known\":"
                 "\"2024-02-14T07:00:00+07:00\"}",
                 "");
  pantau_home_close (home);
}

/* A newer rule, or another program: what was broken before hinders nobody who mends something else. */
static void
test_change_of_broken (void)
{
  g_auto (Place) place = place_new ();
  PantauHome *home = place_open (&place);
  g_autofree char *id = record (home, "{\"title\":\"a\",\"fields\":{\"ballots_total\":10,"
                                      "\"ballots_wet\":60,\"needed_by\":"
                                      "\"2024-02-14T08:00:00+07:00\"}}");

  assert_change (home, id, "{\"title\":\"b\",\"ba_number\":\"7\"}", "");
  assert_change (home, id, "{\"ballots_usable\":1}", "sum-exceeds ballots_usable");
  assert_change (home, id, "{\"ballots_total\":60}", "");
  pantau_home_close (home);
}

/* Forms */

static PantauForm *
form_new (const char *kind)
{
  return pantau_form_new (reference, kind, "desk", "16", NOW);
}

static void
answer (PantauForm *form, const char *name, const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  pantau_form_set (form, name, node);
}

static void
note_change (PantauForm *form, const char *name, gpointer data)
{
  g_string_append_printf (data, "%s ", name);
}

static void
test_form_sum (void)
{
  g_autoptr (PantauForm) form = form_new ("risk");
  g_autoptr (GString) told = g_string_new (NULL);

  answer (form, "hazard", "\"logistik-rusak\"");
  pantau_form_set_text (form, "ballots_total", "100");
  pantau_form_set_text (form, "ballots_wet", "60");
  g_assert_null (pantau_form_get_first_fault (form));
  pantau_form_set_text (form, "ballots_usable", "41");
  g_assert_cmpstr (pantau_form_get_first_fault (form), ==, "ballots_usable");

  /* The fault goes with the answer that mends it, wherever that is, and the widget beside it is told. */
  g_signal_connect (form, "changed", G_CALLBACK (note_change), told);
  pantau_form_set_text (form, "ballots_total", "101");
  g_assert_null (pantau_form_get_first_fault (form));
  g_assert_cmpstr (told->str, ==, "ballots_total ballots_usable ");
}

static void
test_form_typed (void)
{
  g_autoptr (PantauForm) form = form_new ("risk");

  answer (form, "hazard", "\"logistik\"");
  pantau_form_set_text (form, "ballots_total", "100");
  pantau_form_set_text (form, "ballots_wet", "101");
  g_assert_nonnull (strstr (pantau_form_get_fault (form, "ballots_wet"), "101"));
  g_assert_nonnull (strstr (pantau_form_get_fault (form, "ballots_wet"), "100"));
  /* It is kept as it was typed. */
  {
    g_autofree char *text = pantau_form_get_text (form, "ballots_wet");

    g_assert_cmpstr (text, ==, "101");
  }
}

/* What is not asked any more breaks nothing. */
static void
test_form_unasked (void)
{
  g_autoptr (PantauForm) form = form_new ("risk");

  answer (form, "hazard", "\"logistik\"");
  pantau_form_set_text (form, "ballots_total", "100");
  pantau_form_set_text (form, "ballots_wet", "101");
  answer (form, "hazard", "\"gempa\"");
  g_assert_null (pantau_form_get_first_fault (form));
  answer (form, "hazard", "\"logistik\"");
  g_assert_cmpstr (pantau_form_get_first_fault (form), ==, "ballots_wet");
}

static void
test_form_finish (void)
{
  g_autoptr (PantauForm) form = form_new ("risk");
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autofree char *region = NULL, *record_class = NULL, *found = NULL;

  pantau_form_set_text (form, "title", "Banjir");
  answer (form, "places", "[{\"village\":\"16.13.04.2004\"}]");
  answer (form, "hazard", "\"banjir\"");
  answer (form, "needs", "[\"perahu\"]");
  answer (form, "needed_by", "\"2024-02-13T08:00:00+07:00\"");
  answer (form, "residual_matrix", "{\"likelihood\":1,\"impact\":5}");
  g_assert_null (pantau_form_finish (form, NOW, &region, &record_class, faults));
  found = faults_text (faults);
  g_assert_cmpstr (found, ==, "malformed needed_by; malformed residual_matrix");
}

/* One of several answers opens a question, and "any answer" too. */
static void
test_when_any (void)
{
  g_autoptr (PantauForm) form = form_new ("risk");

  g_assert_false (pantau_form_is_asked (form, "ballots_wet"));
  answer (form, "hazard", "\"logistik-kurang\"");
  g_assert_true (pantau_form_is_asked (form, "ballots_wet"));
  answer (form, "hazard", "\"banjir\"");
  g_assert_false (pantau_form_is_asked (form, "ballots_wet"));
  answer (form, "logistics_state", "\"basah\"");
  g_assert_true (pantau_form_is_asked (form, "ballots_wet"));

  g_assert_false (pantau_form_is_asked (form, "fallback_capacity"));
  pantau_form_set_text (form, "fallback_site", "SD Negeri 1");
  g_assert_true (pantau_form_is_asked (form, "fallback_capacity"));
  pantau_form_set_text (form, "fallback_site", "");
  g_assert_false (pantau_form_is_asked (form, "fallback_capacity"));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  reference = pantau_reference_new (NULL, &error);
  g_assert_no_error (error);

  g_test_add_func ("/rule/sum", test_sum);
  g_test_add_func ("/rule/largest", test_largest);
  g_test_add_func ("/rule/order", test_order);
  g_test_add_func ("/rule/order-of-days", test_order_of_days);
  g_test_add_func ("/rule/past", test_past);
  g_test_add_func ("/rule/needs", test_needs);
  g_test_add_func ("/rule/all-at-once", test_all_at_once);
  g_test_add_func ("/rule/change", test_change);
  g_test_add_func ("/rule/change-of-broken", test_change_of_broken);
  g_test_add_func ("/rule/form-sum", test_form_sum);
  g_test_add_func ("/rule/form-typed", test_form_typed);
  g_test_add_func ("/rule/form-unasked", test_form_unasked);
  g_test_add_func ("/rule/form-finish", test_form_finish);
  g_test_add_func ("/rule/when-any", test_when_any);
  status = g_test_run ();
  pantau_reference_unref (reference);

  return status;
}
