/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: reviews of cases, what Pemprov is told of them, and the register of each agency. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "ctl.h"
#include "pantau-check.h"
#include "pantau-console.h"
#include "pantau-edit-release.h"
#include "pantau-edit-review.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-json.h"
#include "pantau-pii.h"
#include "pantau-store-agency.h"
#include "pantau-store-release.h"
#include "pantau-words-act.h"
#include "pantau-words-review.h"
#include "pantau-words.h"

/* Read before it is judged; what is longer than a review may be gets the check's own sentence. */
#define READ_LIMIT (1024 * 1024)

/* What @path says, and the paper beside it. (transfer full): NULL with an error */
static JsonObject *
read_review (const char *path, const char *paper, GError **error)
{
  gsize length;
  g_autofree char *text = pantau_console_read (path, READ_LIMIT, &length, error);
  g_autoptr (JsonObject) given = NULL;

  if (text == NULL)
    return NULL;
  given = pantau_json_parse (text, length, READ_LIMIT, error);
  if (given == NULL)
    return NULL;
  if (paper != NULL)
    {
      g_autofree char *absolute = g_canonicalize_filename (paper, NULL);

      if (!ctl_take (given, "paper", absolute, error))
        return NULL;
    }

  return g_steal_pointer (&given);
}

int
ctl_review (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (JsonObject) given = NULL;
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autofree char *entry = NULL;
  gboolean written;

  if (!ctl_check_arguments (argc, argv, 2, 2, "review UUID FILE [--paper PDF]", error))
    return -1;
  given = read_review (argv[2], options->paper, error);
  home = given != NULL ? ctl_open (options, PANTAU_HOME_WRITE, error) : NULL;
  if (home == NULL)
    return -1;

  written = pantau_edit_review (home, argv[1], given, &entry, faults, error);

  return ctl_tell_written (written, entry, faults);
}

/* @text: (nullable) */
static void
warn_of_person (const char *field, const char *text)
{
  g_autofree char *warning = text != NULL ? pantau_pii_warning (text) : NULL;

  if (warning != NULL)
    pantau_console_fault ("personal-data", field, warning);
}

int
ctl_release (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (JsonObject) given = json_object_new ();
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autofree char *entry = NULL;
  gboolean written;

  if (!ctl_check_arguments (argc, argv, 2, 2,
                            "release UUID FORWARD --text TEXT [--reply TEXT] [--when TIME]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL || !ctl_take (given, "summary", options->text, error) ||
      !ctl_take (given, "reply", options->reply, error) ||
      !ctl_take (given, "replied", options->when, error))
    return -1;

  /* Before it goes, though it hinders nobody: this line is open. */
  warn_of_person ("summary", options->text);
  warn_of_person ("reply", options->reply);
  written = pantau_edit_release (home, argv[1], argv[2], given, &entry, faults, error);

  return ctl_tell_written (written, entry, faults);
}

static JsonObject *
element_object (gconstpointer item, gpointer data)
{
  const PantauReviewElement *element = item;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "element", element->element);
  json_object_set_boolean_member (object, "met", element->is_met);
  ctl_set_text (object, "why", element->why);

  return object;
}

static JsonObject *
review_object (gconstpointer item, gpointer data)
{
  const PantauReview *review = item;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "entry", review->entry);
  json_object_set_string_member (object, "stage", review->stage);
  ctl_set_text (object, "facts", review->facts);
  ctl_set_texts (object, "articles", review->articles);
  ctl_set_objects (object, "elements", review->elements, element_object, NULL);
  json_object_set_string_member (object, "conclusion", review->conclusion);
  json_object_set_string_member (object, "signer", review->signer);
  json_object_set_string_member (object, "date", review->date);
  ctl_set_text (object, "number", review->number);
  ctl_set_texts (object, "blobs", review->blobs);
  json_object_set_string_member (object, "device", review->device);
  ctl_set_text (object, "author", review->author);
  json_object_set_boolean_member (object, "current", review->is_current);

  return object;
}

static JsonObject *
release_object (gconstpointer item, gpointer data)
{
  const PantauRelease *release = item;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "entry", release->entry);
  ctl_set_text (object, "forward", release->forward);
  json_object_set_string_member (object, "agency", release->agency);
  ctl_set_text (object, "letter", release->letter);
  ctl_set_time (object, "when", release->when);
  ctl_set_time (object, "reply_due", release->reply_due);
  json_object_set_string_member (object, "summary", release->summary);
  if (release->replied > 0)
    {
      JsonObject *replied = json_object_new ();

      ctl_set_time (replied, "when", release->replied);
      json_object_set_string_member (replied, "text", release->reply);
      json_object_set_object_member (object, "replied", replied);
    }
  json_object_set_string_member (object, "device", release->device);
  ctl_set_text (object, "author", release->author);
  json_object_set_boolean_member (object, "current", release->is_current);

  return object;
}

void
ctl_add_reviews (JsonObject *object, PantauRecord *record)
{
  g_autoptr (GPtrArray) reviews = pantau_reviews_new (record);
  g_autoptr (GPtrArray) releases = pantau_releases_new (record);

  ctl_set_objects (object, "reviews", reviews, review_object, NULL);
  ctl_set_objects (object, "releases", releases, release_object, NULL);
}

static void
print_release (const PantauRelease *release, PantauReference *reference, gboolean json, gint64 now)
{
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *way = NULL, *state = NULL, *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (json)
    {
      object = release_object (release, NULL);
      json_object_set_string_member (object, "record", release->record);
      json_object_set_string_member (object, "kind", release->kind);
      json_object_set_string_member (object, "region", release->region);
      ctl_set_text (object, "title", release->title);
      if (g_str_equal (release->kind, "hoax"))
        ctl_set_label (object, release->label);
      json_object_set_boolean_member (object, "overdue",
                                      pantau_release_waits (release) && release->reply_due < now);
      ctl_print_object (object);
      return;
    }

  way = pantau_words_release_way (reference, release);
  state = pantau_words_release_state (release, now);
  text = pantau_words_release_text (release);
  lines = g_strsplit (text, "\n", -1);
  printf ("%s  %s  %s\n  %s\n", release->record, release->region, way, state);
  for (gsize i = 0; lines[i] != NULL; i++)
    printf ("  %s\n", lines[i]);
}

int
ctl_releases (const CtlOptions *options, int argc, char **argv, GError **error)
{
  PantauReleaseFilter filter = { .region = options->region,
                                 .kind = options->kind,
                                 .all = options->all,
                                 .limit = (guint) MAX (options->limit, 0) };
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GPtrArray) releases = NULL;

  if (!ctl_check_arguments (
          argc, argv, 0, 1,
          "releases [UUID] [--region CODE] [--kind KIND] [--all] [--limit N] [--json]", error))
    return -1;
  filter.record = argc > 1 ? argv[1] : NULL;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  if (home != NULL)
    releases = pantau_store_releases (pantau_home_get_store (home), &filter, error);
  if (releases == NULL)
    return -1;

  for (guint i = 0; i < releases->len; i++)
    print_release (g_ptr_array_index (releases, i), pantau_home_get_reference (home), options->json,
                   pantau_home_clock (home));
  if (releases->len == 0 && !options->json)
    fprintf (stderr, "%s\n", _ ("nothing was released to Pemprov"));

  return PANTAU_EXIT_OK;
}

static void
print_tally (const PantauAgencyTally *tally, PantauReference *reference, gboolean json)
{
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *name = pantau_words_agency (reference, tally->agency, NULL);

  if (!json)
    {
      g_autofree char *forwards = pantau_format_integer (tally->forwards);
      g_autofree char *copies = pantau_format_integer (tally->copies);
      g_autofree char *waiting = pantau_format_integer (tally->waiting);
      g_autofree char *overdue = pantau_format_integer (tally->overdue);
      g_autofree char *replied = pantau_format_integer (tally->replied);

      printf ("%-20s ", tally->agency);
      /* Translators: an agency, and how many forwards it got, copies, replies awaited, overdue, come */
      printf (_ ("%s: %s forwarded, %s copies, %s waiting, %s overdue, %s answered\n"), name,
              forwards, copies, waiting, overdue, replied);
      return;
    }

  object = json_object_new ();
  json_object_set_string_member (object, "agency", tally->agency);
  json_object_set_string_member (object, "name", name);
  json_object_set_int_member (object, "forwards", tally->forwards);
  json_object_set_int_member (object, "copies", tally->copies);
  json_object_set_int_member (object, "waiting", tally->waiting);
  json_object_set_int_member (object, "overdue", tally->overdue);
  json_object_set_int_member (object, "replied", tally->replied);
  ctl_set_time (object, "last", tally->last);
  ctl_print_object (object);
}

static void
print_registered (const PantauRegistered *line, PantauHome *home, gboolean json, gint64 now)
{
  const PantauForward *forward = line->forward;
  PantauReference *reference = pantau_home_get_reference (home);
  g_autofree char *title = NULL, *agency = NULL, *details = NULL;
  g_auto (GStrv) lines = NULL;

  if (json)
    {
      g_autoptr (JsonObject) object = ctl_forward_object (forward, NULL);

      json_object_set_string_member (object, "record", forward->record);
      json_object_set_string_member (object, "kind", forward->kind);
      json_object_set_string_member (object, "region", forward->region);
      json_object_set_string_member (object, "title", forward->title);
      ctl_add_label (object, home, forward->kind, forward->record);
      json_object_set_string_member (object, "status", line->status);
      ctl_set_text (object, "numbers", line->numbers);
      json_object_set_boolean_member (object, "copy", line->is_copy);
      json_object_set_boolean_member (object, "waits", line->waits);
      json_object_set_boolean_member (object, "overdue", line->waits && forward->reply_due < now);
      ctl_print_object (object);
      return;
    }

  title = ctl_title (home, forward->kind, forward->record, forward->title);
  agency = pantau_words_agency (reference, forward->agency, forward->region);
  details = pantau_words_forward_details (reference, forward, forward->region);
  lines = g_strsplit (details, "\n", -1);
  printf ("%s  %s%s\n", forward->record, title,
          line->waits && forward->reply_due < now ? _ ("  [overdue]") : "");
  printf ("  %s\n", agency);
  for (gsize i = 0; lines[i] != NULL; i++)
    printf ("  %s\n", lines[i]);
  for (guint i = 0; i < forward->replies->len; i++)
    {
      g_autofree char *reply = pantau_words_reply (g_ptr_array_index (forward->replies, i));
      g_auto (GStrv) said = g_strsplit (reply, "\n", -1);

      for (gsize j = 0; said[j] != NULL; j++)
        printf ("  %s\n", said[j]);
    }
}

static int
list_agencies (const CtlOptions *options, PantauHome *home, GError **error)
{
  g_autoptr (GPtrArray) list = pantau_store_agencies (pantau_home_get_store (home), options->region,
                                                      pantau_home_clock (home), error);

  if (list == NULL)
    return -1;
  for (guint i = 0; i < list->len; i++)
    print_tally (g_ptr_array_index (list, i), pantau_home_get_reference (home), options->json);
  if (list->len == 0 && !options->json)
    fprintf (stderr, "%s\n", _ ("nothing was forwarded"));

  return PANTAU_EXIT_OK;
}

int
ctl_agency (const CtlOptions *options, int argc, char **argv, GError **error)
{
  PantauRegisterFilter filter = { .region = options->region,
                                  .limit = (guint) MAX (options->limit, 0) };
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GPtrArray) list = NULL;

  if (!ctl_check_arguments (argc, argv, 0, 1,
                            "agency [AGENCY] [--region CODE] [--limit N] [--json]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  if (home == NULL)
    return -1;
  if (argc == 1)
    return list_agencies (options, home, error);

  filter.agency = argv[1];
  list = pantau_store_register (pantau_home_get_store (home), &filter, error);
  if (list == NULL)
    return -1;
  if (list->len == 0 &&
      pantau_agencies_lookup (pantau_reference_get_agencies (pantau_home_get_reference (home)),
                              filter.agency) == NULL)
    {
      pantau_throw (error, PANTAU_ERROR_NOT_FOUND, _ ("there is no agency “%s”"), filter.agency);
      return -1;
    }
  for (guint i = 0; i < list->len; i++)
    print_registered (g_ptr_array_index (list, i), home, options->json, pantau_home_clock (home));
  if (list->len == 0 && !options->json)
    fprintf (stderr, "%s\n", _ ("nothing was forwarded"));

  return PANTAU_EXIT_OK;
}
