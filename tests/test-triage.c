/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue of a desk: its order, who looks after what, what was seen, and decisions that may still be taken back. */

#include "config.h"

#include <string.h>

#include "pantau-assignment.h"
#include "pantau-edit-assign.h"
#include "pantau-edit.h"
#include "pantau-locale.h"
#include "pantau-pending.h"
#include "pantau-triage.h"
#include "test-util.h"
#include "world-fixture.h"

#define RAWAS "16.13.04"
#define NOW   G_GINT64_CONSTANT (1731400000)

static World
desk_new (void)
{
  World self = world_new ();

  world_grant_me (&self, "desk", "16.13");

  return self;
}

static char *
risk (World *self, const char *title, int severity)
{
  g_autofree char *json =
      severity > 0
          ? g_strdup_printf ("{\"title\":\"%s\",\"severity\":%d,\"fields\":{}}", title, severity)
          : g_strdup_printf ("{\"title\":\"%s\",\"fields\":{}}", title);

  return world_record (self, "risk", RAWAS, json);
}

static PantauTriage *
read_view (World *self, PantauTriageView view, gint64 now, guint limit)
{
  g_autoptr (PantauPerson) me = pantau_home_get_person (self->home, NULL);
  const PantauTriageFilter filter = {
    .view = view, .person = me->code, .region = me->region, .now = now, .limit = limit
  };
  g_autoptr (GError) error = NULL;
  PantauTriage *triage =
      pantau_triage_read (pantau_home_get_store (self->home), &filter, NULL, &error);

  g_assert_no_error (error);

  return triage;
}

/* The titles in order, each with its urgency where @urgencies. (transfer full) */
static char *
titles_of (World *self, PantauTriageView view, gint64 now)
{
  g_autoptr (PantauTriage) triage = read_view (self, view, now, 0);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < triage->items->len; i++)
    {
      const PantauTriageItem *item = g_ptr_array_index (triage->items, i);

      g_string_append_printf (text, "%s%s%d", i > 0 ? " " : "",
                              pantau_record_get_title (item->record), item->urgency);
    }

  return g_string_free (text, FALSE);
}

static void
assert_view (World *self, PantauTriageView view, const char *expected)
{
  g_autofree char *titles = titles_of (self, view, NOW);

  g_assert_cmpstr (titles, ==, expected);
}

/* Clocks as the projection would count them, at known times. */
static void
set_clock (World *self, const char *record, gint64 due)
{
  g_autofree char *sql = g_strdup_printf (
      "UPDATE triage SET due_at = %" G_GINT64_FORMAT " WHERE record = '%s'", due, record);
  g_autoptr (GError) error = NULL;

  pantau_store_catch_up (pantau_home_get_store (self->home), &error);
  g_assert_no_error (error);
  pantau_db_script (pantau_home_get_db (self->home), sql, &error);
  g_assert_no_error (error);
}

static PantauDecided *
decide (World *self, const PantauDecision *decision, const char *a, const char *b)
{
  const char *records[] = { a, b, NULL };
  g_autoptr (GError) error = NULL;
  PantauDecided *decided =
      pantau_pending_decide (self->home, records, decision, PANTAU_PENDING_DELAY, &error);

  g_assert_no_error (error);

  return decided;
}

static void
sign (World *self, gboolean all, guint n_signed, guint n_faults)
{
  g_autoptr (GError) error = NULL;
  guint is_signed, faults;

  g_assert_true (pantau_pending_sign (self->home, all, &is_signed, &faults, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (is_signed, ==, n_signed);
  g_assert_cmpuint (faults, ==, n_faults);
}

static const PantauDecision verify = { .verb = PANTAU_VERB_VERIFY };
static const PantauDecision take_over = { .verb = PANTAU_VERB_TAKE_OVER };

/* --- The order --- */

static void
test_order_severity (void)
{
  g_auto (World) world = desk_new ();
  g_autofree char *b = risk (&world, "b", 3), *none = risk (&world, "n", 0);
  g_autofree char *a = risk (&world, "a", 5), *c = risk (&world, "c", 3);

  assert_view (&world, PANTAU_TRIAGE_OPEN, "a5 b3 c3 n0");
}

static void
test_order_clock (void)
{
  g_auto (World) world = desk_new ();
  g_autofree char *five = risk (&world, "five", 5), *late = risk (&world, "late", 1);
  g_autofree char *soon = risk (&world, "soon", 2), *any = risk (&world, "any", 1);
  g_autofree char *four = risk (&world, "four", 4), *both = risk (&world, "both", 5);
  g_autofree char *three = risk (&world, "three", 3), *today = risk (&world, "today", 0);

  set_clock (&world, late, NOW - 1);
  set_clock (&world, today, NOW + 60);
  set_clock (&world, soon, NOW + 2 * 86400);
  set_clock (&world, both, NOW + 2 * 86400 + 1);
  set_clock (&world, any, NOW + 9 * 86400);
  assert_view (&world, PANTAU_TRIAGE_OPEN, "late5 today5 both5 five5 soon4 four4 any3 three3");
}

static int
compare_plain (gconstpointer a, gconstpointer b)
{
  const PantauTriageItem *left = *(PantauTriageItem *const *) a,
                         *right = *(PantauTriageItem *const *) b;

  if (left->urgency != right->urgency)
    return right->urgency - left->urgency;
  if (left->due != right->due)
    return left->due < right->due ? -1 : 1;

  return left->n < right->n ? -1 : 1;
}

/* Whatever the clocks and severities, the stretches together are the sorted whole; and a page is its beginning. */
static void
test_order_random (void)
{
  g_auto (World) world = desk_new ();
  g_autoptr (PantauTriage) whole = NULL;
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  for (guint i = 0; i < 120; i++)
    {
      g_autofree char *title = g_strdup_printf ("r%u", i);
      g_autofree char *id = risk (&world, title, g_test_rand_int_range (0, 6));

      if (g_test_rand_int_range (0, 3) > 0)
        set_clock (&world, id, NOW + g_test_rand_int_range (-2 * 86400, 6 * 86400) / 3600 * 3600);
    }

  whole = read_view (&world, PANTAU_TRIAGE_OPEN, NOW, 0);
  g_assert_cmpuint (whole->items->len, ==, 120);
  g_assert_false (whole->has_more);
  for (guint i = 0; i < whole->items->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (whole->items, i));
  g_ptr_array_sort (sorted, compare_plain);
  for (guint i = 0; i < sorted->len; i++)
    g_assert_true (sorted->pdata[i] == whole->items->pdata[i]);

  for (guint limit = 1; limit < 120; limit += 17)
    {
      g_autoptr (PantauTriage) page = read_view (&world, PANTAU_TRIAGE_OPEN, NOW, limit);

      g_assert_cmpuint (page->items->len, ==, limit);
      g_assert_true (page->has_more);
      for (guint i = 0; i < limit; i++)
        g_assert_cmpuint (((PantauTriageItem *) page->items->pdata[i])->n, ==,
                          ((PantauTriageItem *) whole->items->pdata[i])->n);
    }
}

/* The clocks of the law are those of the rows: a report of a case has one from the start. */
static void
test_due (void)
{
  g_auto (World) world = desk_new ();
  g_autofree char *id = world_record (
      &world, "neutrality", RAWAS,
      "{\"title\":\"kasus\",\"election\":\"pilkada-2024\",\"known\":\"2024-11-11T10:00:00+07:00\","
      "\"occurred\":\"2024-11-11T10:00:00+07:00\",\"fields\":{\"case_origin\":\"laporan\","
      "\"report_received\":\"2024-11-12T09:00:00+07:00\",\"party_category\":\"asn-pns\"}}");
  g_autoptr (GError) error = NULL;
  gint64 due, rows;

  pantau_store_catch_up (pantau_home_get_store (world.home), &error);
  g_assert_no_error (error);
  pantau_db_integer (pantau_home_get_db (world.home), -1, &rows, &error,
                     "SELECT count(*) FROM clock WHERE ended_at IS NULL", "");
  g_assert_no_error (error);
  g_assert_cmpint (rows, >, 0);
  pantau_db_integer (pantau_home_get_db (world.home), -1, &due, &error,
                     "SELECT due_at - (SELECT min (due_at) FROM clock WHERE ended_at IS NULL) "
                     "FROM triage",
                     "");
  g_assert_no_error (error);
  g_assert_cmpint (due, ==, 0);
}

/* What is decided goes, what is no matter of decision never comes. */
static void
test_members (void)
{
  g_auto (World) world = desk_new ();
  g_autofree char *a = risk (&world, "a", 2), *b = risk (&world, "b", 1);
  g_autofree char *nil = world_record (&world, "activity", RAWAS, "{\"title\":\"nihil\"}");
  g_autoptr (GError) error = NULL;

  assert_view (&world, PANTAU_TRIAGE_OPEN, "a2 b1");
  g_assert_true (pantau_edit_status (world.home, a, "diverifikasi", NULL, &error));
  g_assert_true (pantau_edit_status (world.home, b, "perlu-dilengkapi", "foto", &error));
  g_assert_no_error (error);
  assert_view (&world, PANTAU_TRIAGE_OPEN, "");
  assert_view (&world, PANTAU_TRIAGE_RETURNED, "b1");
}

/* Two desks that decide without knowing of each other: it is back in the queue until somebody settles it. */
static void
test_differs (void)
{
  g_auto (World) world = desk_new ();
  g_autofree char *a = risk (&world, "a", 2), *line = NULL;
  g_autoptr (PantauEntry) create = world_last_entry (&world);
  g_autoptr (PantauTriage) triage = NULL;
  g_autoptr (GError) error = NULL;

  world_grant (&world, pantau_keypair_get_name (world.other), TEST_RECORD, "D-2", "desk", "16");
  g_assert_true (pantau_edit_status (world.home, a, "diverifikasi", NULL, &error));
  g_assert_no_error (error);
  assert_view (&world, PANTAU_TRIAGE_OPEN, "");
  line = world_other_writes (&world, a, "risk", "status.set", RAWAS, create->id,
                             "{\"status\":\"selesai\"}");
  triage = read_view (&world, PANTAU_TRIAGE_OPEN, NOW, 0);
  g_assert_cmpuint (triage->items->len, ==, 1);
  g_assert_true (((PantauTriageItem *) triage->items->pdata[0])->differs);

  g_assert_true (pantau_edit_status (world.home, a, "diverifikasi", NULL, &error));
  g_assert_no_error (error);
  assert_view (&world, PANTAU_TRIAGE_OPEN, "");
}

/* --- Who looks after it --- */

static void
assign (World *self, const char *record, const PantauAssignee *assignee)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (pantau_edit_assign (self->home, record, assignee, &error));
  g_assert_no_error (error);
}

static void
test_assign (void)
{
  g_auto (World) world = desk_new ();
  g_autofree char *a = risk (&world, "a", 2), *b = risk (&world, "b", 1);
  const PantauAssignee colleague = { .person = "D-9", .name = "Siti", .region = "16.13" };
  const PantauAssignee desk = { .region = "16.13" }, nobody = { 0 };
  g_autoptr (PantauTriage) triage = NULL;
  const PantauTriageItem *item;
  g_autoptr (GError) error = NULL;

  assign (&world, a, &colleague);
  triage = read_view (&world, PANTAU_TRIAGE_OPEN, NOW, 0);
  item = triage->items->pdata[0];
  g_assert_cmpstr (item->assignee, ==, "Siti");
  g_assert_false (item->is_mine);
  assert_view (&world, PANTAU_TRIAGE_MINE, "");

  g_assert_true (pantau_edit_take_over (world.home, a, NULL, &error));
  g_assert_no_error (error);
  assign (&world, b, &desk);
  assert_view (&world, PANTAU_TRIAGE_MINE, "a2 b1");

  /* It stays with its person while it is worked on, and until it is over. */
  g_assert_true (pantau_edit_status (world.home, a, "diverifikasi", NULL, &error));
  g_assert_no_error (error);
  assert_view (&world, PANTAU_TRIAGE_MINE, "a2 b1");
  assert_view (&world, PANTAU_TRIAGE_OPEN, "b1");
  g_assert_true (pantau_edit_status (world.home, a, "selesai", NULL, &error));
  g_assert_no_error (error);
  assert_view (&world, PANTAU_TRIAGE_MINE, "b1");

  assign (&world, b, &nobody);
  assert_view (&world, PANTAU_TRIAGE_MINE, "");
  g_assert_false (pantau_edit_assign (world.home, b, &nobody, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_CONFLICT);
}

/* The law's words for a case that goes down and comes up again, in one commit with who has it. */
static void
test_assign_steps (void)
{
  g_auto (World) world = desk_new ();
  g_autofree char *id = world_record (&world, "neutrality", RAWAS, "{\"title\":\"kasus\"}");
  const PantauAssignee below = { .region = RAWAS };
  const PantauAssignee with_reason = { .region = RAWAS, .reason = "dekat dengan kejadian" };
  g_autoptr (GError) error = NULL;

  g_assert_false (pantau_edit_assign (world.home, id, &below, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_INVALID);
  g_clear_error (&error);

  assign (&world, id, &with_reason);
  world_assert_values (&world, id, "status", "\"dilimpahkan\"");
  g_assert_true (pantau_edit_status (world.home, id, "kajian-awal", NULL, &error));
  g_assert_no_error (error);
  g_assert_true (pantau_edit_take_over (world.home, id, "tidak ditangani", &error));
  g_assert_no_error (error);
  world_assert_values (&world, id, "status", "\"diambil-alih\"");
}

/* Two that gave it away without knowing of each other: both stand there, until somebody who knows of both says one. */
static void
test_assign_differs (void)
{
  g_auto (World) world = desk_new ();
  g_autofree char *a = risk (&world, "a", 2), *line = NULL;
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (GPtrArray) present = NULL;
  g_autoptr (GError) error = NULL;

  world_grant (&world, pantau_keypair_get_name (world.other), TEST_RECORD, "D-2", "desk", "16");
  g_assert_true (pantau_edit_take_over (world.home, a, NULL, &error));
  line = world_other_writes (&world, a, "risk", "assignment.set", RAWAS, NULL,
                             "{\"region\":\"16.13\",\"person\":\"D-9\",\"name\":\"Siti\"}");
  record = world_get (&world, a);
  present = pantau_assignments_new (record);
  g_assert_cmpuint (present->len, ==, 2);
  assert_view (&world, PANTAU_TRIAGE_MINE, "a2");

  g_assert_true (pantau_edit_take_over (world.home, a, NULL, &error));
  g_assert_no_error (error);
  g_clear_object (&record);
  g_clear_pointer (&present, g_ptr_array_unref);
  record = world_get (&world, a);
  present = pantau_assignments_new (record);
  g_assert_cmpuint (present->len, ==, 1);
}

/* --- What was seen --- */

static void
assert_counts (World *self, gint64 waiting, gint64 unread)
{
  g_autoptr (GError) error = NULL;
  gint64 all, fresh;

  g_assert_true (
      pantau_triage_count (pantau_home_get_store (self->home), FALSE, &all, &fresh, &error));
  g_assert_no_error (error);
  g_assert_cmpint (all, ==, waiting);
  g_assert_cmpint (fresh, ==, unread);
}

static void
test_seen (void)
{
  g_auto (World) world = desk_new ();
  g_autofree char *a = risk (&world, "a", 2), *b = risk (&world, "b", 1);
  g_autoptr (GError) error = NULL;

  assert_counts (&world, 2, 2);
  g_assert_true (pantau_triage_mark_seen (pantau_home_get_db (world.home), a, &error));
  assert_counts (&world, 2, 1);
  assert_view (&world, PANTAU_TRIAGE_UNREAD, "b1");
  g_assert_true (pantau_edit_note (world.home, a, "baru", &error));
  g_assert_no_error (error);
  assert_counts (&world, 2, 2);
  assert_view (&world, PANTAU_TRIAGE_UNREAD, "a2 b1");
}

/* --- Decisions that may be taken back --- */

static void
test_pending_undo (void)
{
  g_auto (World) world = desk_new ();
  g_autofree char *a = risk (&world, "a", 2), *b = risk (&world, "b", 1);
  g_autoptr (PantauDecided) decided = decide (&world, &verify, a, b);
  gint64 lines = world_count (&world);
  g_autoptr (GError) error = NULL;
  guint n;

  g_assert_cmpuint (decided->n_decided, ==, 2);
  g_assert_cmpuint (decided->left->len, ==, 0);
  assert_view (&world, PANTAU_TRIAGE_OPEN, "");
  /* Not due yet: nothing is written. */
  g_assert_cmpint (world_count (&world), ==, lines);

  g_assert_true (pantau_pending_undo (world.home, decided->batch, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 2);
  assert_view (&world, PANTAU_TRIAGE_OPEN, "a2 b1");
  sign (&world, TRUE, 0, 0);
  g_assert_cmpint (world_count (&world), ==, lines);
}

static void
test_pending_sign (void)
{
  g_auto (World) world = desk_new ();
  g_autofree char *a = risk (&world, "a", 2), *b = risk (&world, "b", 1);
  g_autoptr (PantauDecided) decided = decide (&world, &verify, a, b);
  g_autoptr (GError) error = NULL;
  guint n;

  sign (&world, TRUE, 2, 0);
  world_assert_values (&world, a, "status", "\"diverifikasi\"");
  world_assert_values (&world, b, "status", "\"diverifikasi\"");
  g_assert_true (pantau_pending_undo (world.home, decided->batch, &n, &error));
  g_assert_cmpuint (n, ==, 0);
  sign (&world, TRUE, 0, 0);
}

/* What was decided is there whatever stops the program, and is signed by the next one. */
static void
test_pending_survives (void)
{
  g_auto (World) world = desk_new ();
  g_autofree char *a = risk (&world, "a", 2);
  g_autofree char *path = g_strdup (pantau_home_get_path (world.home));
  g_autoptr (PantauDecided) decided = decide (&world, &verify, a, NULL);
  g_autoptr (GError) error = NULL;
  gint64 count, due;

  pantau_home_close (world.home);
  world.home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (pantau_pending_count (pantau_home_get_db (world.home), &count, &due, &error));
  g_assert_cmpint (count, ==, 1);
  g_assert_cmpint (due, ==, decided->due);
  sign (&world, TRUE, 1, 0);
  world_assert_values (&world, a, "status", "\"diverifikasi\"");
}

/* Of several, those for which it is not allowed are named with why, and the others are done. */
static void
test_pending_left_out (void)
{
  g_auto (World) world = desk_new ();
  g_autofree char *a = risk (&world, "a", 2), *b = risk (&world, "b", 1);
  const PantauDecision complete = { .verb = PANTAU_VERB_COMPLETE };
  g_autoptr (PantauDecided) decided = NULL, asked = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pantau_edit_status (world.home, b, "diverifikasi", NULL, &error));
  g_assert_no_error (error);
  decided = decide (&world, &verify, a, b);
  g_assert_cmpuint (decided->n_decided, ==, 1);
  g_assert_cmpuint (decided->left->len, ==, 1);
  g_assert_cmpstr (((PantauLeftOut *) decided->left->pdata[0])->record, ==, b);
  g_assert_cmpstr (((PantauLeftOut *) decided->left->pdata[0])->why, !=, "");

  /* What wants a reason is not done without one. */
  asked = decide (&world, &complete, b, NULL);
  g_assert_cmpuint (asked->n_decided, ==, 0);
}

/* Somebody else was quicker: nothing is written over it, and the person is told. */
static void
test_pending_conflict (void)
{
  g_auto (World) world = desk_new ();
  g_autofree char *a = risk (&world, "a", 2), *line = NULL;
  g_autoptr (PantauEntry) create = world_last_entry (&world);
  g_autoptr (PantauDecided) decided = decide (&world, &verify, a, NULL);
  g_autoptr (PantauTriage) triage = NULL;
  g_autoptr (GError) error = NULL;
  gint64 lines;

  world_grant (&world, pantau_keypair_get_name (world.other), TEST_RECORD, "D-2", "desk", "16");
  line = world_other_writes (&world, a, "risk", "status.set", RAWAS, create->id,
                             "{\"status\":\"perlu-dilengkapi\",\"reason\":\"foto\"}");
  lines = world_count (&world);
  sign (&world, TRUE, 0, 1);
  g_assert_cmpint (world_count (&world), ==, lines);
  world_assert_values (&world, a, "status", "\"perlu-dilengkapi\"");

  triage = read_view (&world, PANTAU_TRIAGE_RETURNED, NOW, 0);
  g_assert_cmpuint (triage->items->len, ==, 1);
  g_assert_nonnull (((PantauTriageItem *) triage->items->pdata[0])->fault);
  g_assert_true (pantau_pending_forget_fault (pantau_home_get_db (world.home), a, &error));
  sign (&world, TRUE, 0, 0);
}

/* The same decision by a colleague, or by this program before it was killed, is no fault and no second line. */
static void
test_pending_same (void)
{
  g_auto (World) world = desk_new ();
  g_autofree char *a = risk (&world, "a", 2);
  g_autoptr (PantauDecided) decided = decide (&world, &verify, a, NULL);
  g_autoptr (GError) error = NULL;
  gint64 lines;

  g_assert_true (pantau_edit_status (world.home, a, "diverifikasi", NULL, &error));
  g_assert_no_error (error);
  lines = world_count (&world);
  sign (&world, TRUE, 1, 0);
  g_assert_cmpint (world_count (&world), ==, lines);
}

/* What is with me goes back to all; what is with a colleague does not, and what is with nobody has nowhere to go back from. */
static void
test_pending_give_back (void)
{
  static const PantauDecision give_back = { .verb = PANTAU_VERB_GIVE_BACK };
  const PantauAssignee colleague = { "P-9", "Siti", "16.13", NULL };
  g_auto (World) world = desk_new ();
  g_autofree char *mine = risk (&world, "mine", 1), *hers = risk (&world, "hers", 1);
  g_autofree char *free = risk (&world, "free", 1);
  g_autoptr (PantauDecided) decided = NULL, refused = NULL, nobody = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pantau_edit_take_over (world.home, mine, NULL, &error));
  assign (&world, hers, &colleague);
  assert_view (&world, PANTAU_TRIAGE_MINE, "mine1");

  refused = decide (&world, &give_back, hers, NULL);
  g_assert_cmpuint (refused->n_decided, ==, 0);
  g_assert_cmpstr (((PantauLeftOut *) refused->left->pdata[0])->why, ==,
                   "a colleague looks after the record; take it over first");
  nobody = decide (&world, &give_back, free, NULL);
  g_assert_cmpuint (nobody->n_decided, ==, 0);

  decided = decide (&world, &give_back, mine, NULL);
  g_assert_cmpuint (decided->n_decided, ==, 1);
  assert_view (&world, PANTAU_TRIAGE_MINE, "");
  sign (&world, TRUE, 1, 0);
  assert_view (&world, PANTAU_TRIAGE_MINE, "");
  assert_view (&world, PANTAU_TRIAGE_OPEN, "mine1 hers1 free1");
}

static void
test_pending_take_over (void)
{
  g_auto (World) world = desk_new ();
  g_autofree char *a = risk (&world, "a", 2);
  g_autoptr (PantauDecided) decided = decide (&world, &take_over, a, NULL), again = NULL;

  sign (&world, TRUE, 1, 0);
  assert_view (&world, PANTAU_TRIAGE_MINE, "a2");
  again = decide (&world, &take_over, a, NULL);
  g_assert_cmpuint (again->n_decided, ==, 0);
}

static void
test_pending_duplicate (void)
{
  g_auto (World) world = desk_new ();
  g_autofree char *a = risk (&world, "a", 2), *b = risk (&world, "b", 1);
  const PantauDecision duplicate = { .verb = PANTAU_VERB_DUPLICATE, .to = a, .reason = "sama" };
  g_autoptr (PantauDecided) decided = decide (&world, &duplicate, a, b);

  /* Not of itself. */
  g_assert_cmpuint (decided->n_decided, ==, 1);
  sign (&world, TRUE, 1, 0);
  world_assert_values (&world, b, "status", "\"duplikat\"");
  assert_view (&world, PANTAU_TRIAGE_OPEN, "a2");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  pantau_locale_init ("en");

  g_test_add_func ("/triage/order/severity", test_order_severity);
  g_test_add_func ("/triage/order/clock", test_order_clock);
  g_test_add_func ("/triage/order/random", test_order_random);
  g_test_add_func ("/triage/due", test_due);
  g_test_add_func ("/triage/members", test_members);
  g_test_add_func ("/triage/differs", test_differs);
  g_test_add_func ("/triage/assign", test_assign);
  g_test_add_func ("/triage/assign/steps", test_assign_steps);
  g_test_add_func ("/triage/assign/differs", test_assign_differs);
  g_test_add_func ("/triage/seen", test_seen);
  g_test_add_func ("/triage/pending/undo", test_pending_undo);
  g_test_add_func ("/triage/pending/sign", test_pending_sign);
  g_test_add_func ("/triage/pending/survives", test_pending_survives);
  g_test_add_func ("/triage/pending/left-out", test_pending_left_out);
  g_test_add_func ("/triage/pending/conflict", test_pending_conflict);
  g_test_add_func ("/triage/pending/same", test_pending_same);
  g_test_add_func ("/triage/pending/give-back", test_pending_give_back);
  g_test_add_func ("/triage/pending/take-over", test_pending_take_over);
  g_test_add_func ("/triage/pending/duplicate", test_pending_duplicate);

  return g_test_run ();
}
