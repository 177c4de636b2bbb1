/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: the queue of a desk (data/doc/triage.md), and who looks after what. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "ctl.h"
#include "pantau-access.h"
#include "pantau-edit-assign.h"
#include "pantau-error.h"
#include "pantau-locale.h"
#include "pantau-record-text.h"
#include "pantau-triage.h"
#include "pantau-triage-verb.h"
#include "pantau-words-clock.h"
#include "pantau-words.h"

#define USAGE_QUEUE                                                                                \
  "queue [--view open|unread|mine|returned] [--search TEXT] [--kind KIND] [--region CODE] "        \
  "[--status STATUS] [--limit N] [--json]"
#define USAGE_ASSIGN    "assign UUID (me | PERSON | --region CODE) [--reason TEXT]"
#define USAGE_GIVE_BACK "give-back UUID [--reason TEXT]"

static void
print_item_json (const PantauTriageItem *item)
{
  PantauRecord *record = item->record;
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "id", pantau_record_get_id (record));
  json_object_set_string_member (object, "kind", pantau_record_get_kind (record));
  json_object_set_string_member (object, "region", pantau_record_get_region (record));
  json_object_set_string_member (object, "title", pantau_record_title_words (record));
  if (g_str_equal (pantau_record_get_kind (record), "hoax"))
    ctl_set_label (object, pantau_record_get_label (record));
  json_object_set_string_member (object, "status", pantau_record_get_status (record));
  json_object_set_int_member (object, "urgency", item->urgency);
  if (item->due < G_MAXINT64)
    ctl_set_time (object, "due", item->due);
  json_object_set_boolean_member (object, "unread", item->is_unread);
  json_object_set_boolean_member (object, "differs", item->differs);
  ctl_set_text (object, "with", item->assignee);
  json_object_set_boolean_member (object, "mine", item->is_mine);
  ctl_set_text (object, "fault", item->fault);
  ctl_print_object (g_steal_pointer (&object));
}

/* "5  UUID  16.13.04  New  Flood · overdue by 2 days · With Siti" */
static void
print_item_line (PantauHome *home, const PantauTriageItem *item, gint64 now)
{
  PantauReference *reference = pantau_home_get_reference (home);
  PantauRecord *record = item->record;
  const char *kind = pantau_record_get_kind (record);
  const PantauClock clock = { .due = item->due };
  g_autofree char *title =
      ctl_title (home, kind, pantau_record_get_id (record), pantau_record_title_words (record));
  g_autofree char *status = pantau_words_clean (pantau_reference_status_label (
      reference, kind, pantau_record_get_status (record), pantau_locale_get ()));
  g_autofree char *due = item->due < G_MAXINT64 ? pantau_words_clock_state (&clock, now) : NULL;
  g_autofree char *name = item->assignee != NULL ? pantau_words_clean (item->assignee) : NULL;
  g_autofree char *with = item->is_mine  ? g_strdup (_ ("With you"))
                          : name != NULL ? g_strdup_printf (_ ("With %s"), name)
                                         : NULL;

  printf ("%d  %s  %-13s  %s  %s%s%s%s%s%s%s\n", item->urgency, pantau_record_get_id (record),
          pantau_record_get_region (record), status, title, due != NULL ? " · " : "",
          due != NULL ? due : "", with != NULL ? " · " : "", with != NULL ? with : "",
          item->is_unread ? _ ("  [unread]") : "", item->differs ? _ ("  [decisions differ]") : "");
}

/* What --kind, --region and --status say goes into the text, as `list` does. */
static PantauQuery *
make_query (PantauHome *home, const CtlOptions *options, GError **error)
{
  g_autofree char *text = ctl_search_text (options);
  g_autoptr (PantauQuery) query = pantau_query_new (pantau_home_get_reference (home), text);

  if (pantau_query_get_problem (query) != NULL)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, "%s", pantau_query_get_problem (query));

  return g_steal_pointer (&query);
}

static PantauTriage *
read_queue (PantauHome *home, const CtlOptions *options, PantauTriageView view, GError **error)
{
  g_autoptr (PantauPerson) me = pantau_home_get_person (home, NULL);
  g_autoptr (PantauQuery) query = make_query (home, options, error);
  PantauTriageFilter filter = { .view = view,
                                .query = query,
                                .now = pantau_home_clock (home),
                                .limit = (guint) MAX (options->limit, 0) };
  PantauRole role;

  if (query == NULL)
    return NULL;
  if (me == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_NOT_ENROLLED, "%s",
                              _ ("only who is enrolled has a queue"));
  if (!pantau_role_from_name (me->role, &role) || !pantau_triage_is_for (role))
    return pantau_throw_null (error, PANTAU_ERROR_REFUSED, "%s",
                              _ ("your role has no queue: desks and Pemprov have one"));
  filter.person = me->code;
  filter.region = me->region;
  filter.is_pemprov = role == PANTAU_ROLE_PEMPROV;

  return pantau_triage_read (pantau_home_get_store (home), &filter, NULL, error);
}

int
ctl_queue (const CtlOptions *options, int argc, char **argv, GError **error)
{
  PantauTriageView view = PANTAU_TRIAGE_OPEN;
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauTriage) triage = NULL;

  if (!ctl_check_arguments (argc, argv, 0, 0, USAGE_QUEUE, error))
    return -1;
  if (options->view != NULL && !pantau_triage_view_from_name (options->view, &view))
    {
      pantau_throw (error, PANTAU_ERROR_INVALID, _ ("the view is one of: %s"),
                    "open, unread, mine, returned");
      return -1;
    }
  home = ctl_open (options, PANTAU_HOME_READ, error);
  if (home != NULL)
    triage = read_queue (home, options, view, error);
  if (triage == NULL)
    return -1;

  for (guint i = 0; i < triage->items->len; i++)
    if (options->json)
      print_item_json (g_ptr_array_index (triage->items, i));
    else
      print_item_line (home, g_ptr_array_index (triage->items, i), pantau_home_clock (home));
  if (triage->items->len == 0 && !options->json)
    fprintf (stderr, "%s\n", _ ("nothing waits here"));

  return 0;
}

/* The one colleague with this code; several desks may have granted one. (transfer full) */
static PantauColleague *
find_colleague (PantauHome *home, const char *code, const char *region, GError **error)
{
  g_autoptr (GPtrArray) all = pantau_triage_colleagues (pantau_home_get_store (home), NULL, error);

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const PantauColleague *colleague = g_ptr_array_index (all, i);

      if (g_strcmp0 (colleague->person, code) == 0 &&
          (region == NULL || g_str_equal (colleague->region, region)))
        return g_ptr_array_steal_index (all, i);
    }

  return all == NULL ? NULL
                     : pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND,
                                          _ ("no desk that is known here has a person “%s”"), code);
}

static gboolean
assign_to (PantauHome *home,
           const CtlOptions *options,
           const char *record,
           const char *person,
           GError **error)
{
  PantauAssignee to = { .region = options->region, .reason = options->reason };
  PantauColleague *colleague = NULL;
  gboolean ok;

  if (g_strcmp0 (person, "me") == 0)
    return pantau_edit_take_over (home, record, options->reason, error);
  if (person != NULL)
    {
      colleague = find_colleague (home, person, options->region, error);
      if (colleague == NULL)
        return FALSE;
      to.person = colleague->person;
      to.name = colleague->name;
      to.region = colleague->region;
    }
  ok = pantau_edit_assign (home, record, &to, error);
  g_clear_pointer (&colleague, pantau_colleague_free);

  return ok;
}

int
ctl_assign (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;

  if (!ctl_check_arguments (argc, argv, 1, 2, USAGE_ASSIGN, error))
    return -1;
  if (argc < 3 && options->region == NULL)
    {
      pantau_throw (error, PANTAU_ERROR_INVALID, _ ("say to whom: %s"), USAGE_ASSIGN);
      return -1;
    }
  home = ctl_open (options, PANTAU_HOME_WRITE, error);

  return home != NULL && assign_to (home, options, argv[1], argc > 2 ? argv[2] : NULL, error) ? 0
                                                                                              : -1;
}

int
ctl_give_back (const CtlOptions *options, int argc, char **argv, GError **error)
{
  const PantauAssignee nobody = { .reason = options->reason };
  g_autoptr (PantauHome) home = NULL;

  if (!ctl_check_arguments (argc, argv, 1, 1, USAGE_GIVE_BACK, error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);

  return home != NULL && pantau_edit_assign (home, argv[1], &nobody, error) ? 0 : -1;
}
