/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was done about a record, told to people: in its history, in its plain text and on the command line. */

#include "config.h"

#include "pantau-words-act.h"

#include <glib/gi18n-lib.h>

#include "pantau-entry.h"
#include "pantau-format.h"
#include "pantau-json.h"
#include "pantau-link.h"
#include "pantau-locale.h"
#include "pantau-words-identity.h"
#include "pantau-words-review.h"
#include "pantau-words.h"

/* The region that an agency of @level serves and that holds @region; NULL where it serves all. */
static char *
served_region (PantauAgencyLevel level, const char *region)
{
  guint parts = level == PANTAU_AGENCY_KECAMATAN ? 3 : level == PANTAU_AGENCY_KABKOTA ? 2 : 0;
  g_autofree char *code = g_strdup (region);

  if (parts == 0)
    return NULL;
  while (code != NULL && pantau_region_level (code) > parts)
    {
      char *above = pantau_region_parent (code);

      g_free (code);
      code = above;
    }

  return code != NULL && pantau_region_level (code) == parts ? g_steal_pointer (&code) : NULL;
}

char *
pantau_words_agency_name (PantauReference *reference, const char *code)
{
  const PantauAgency *agency =
      pantau_agencies_lookup (pantau_reference_get_agencies (reference), code);

  return pantau_words_clean (agency != NULL ? pantau_label_get (&agency->name, pantau_locale_get ())
                                            : code);
}

char *
pantau_words_agency (PantauReference *reference, const char *code, const char *region)
{
  const PantauAgency *agency =
      pantau_agencies_lookup (pantau_reference_get_agencies (reference), code);
  PantauRegions *regions = pantau_reference_get_regions (reference);
  g_autofree char *served = NULL, *place = NULL;

  if (agency == NULL)
    return pantau_words_clean (code);
  served = served_region (agency->level, region);
  if (served == NULL || pantau_regions_lookup (regions, served) == NULL)
    return pantau_words_clean (pantau_label_get (&agency->name, pantau_locale_get ()));
  place = pantau_regions_qualified (regions, served);

  /* Translators: an agency and the place that it serves: "BPBD kabupaten/kota – Kab. Muara Enim" */
  return g_strdup_printf (_ ("%s – %s"), pantau_label_get (&agency->name, pantau_locale_get ()),
                          place);
}

char *
pantau_words_choice (PantauReference *reference, const char *list, const char *code)
{
  return pantau_words_clean (pantau_kinds_choice_label (pantau_reference_get_kinds (reference),
                                                        list, code, pantau_locale_get ()));
}

char *
pantau_words_aid (PantauReference *reference, JsonObject *aid)
{
  g_autoptr (GList) codes = json_object_get_members (aid);
  g_autoptr (GString) text = g_string_new (NULL);

  for (GList *l = codes; l != NULL; l = l->next)
    {
      g_autofree char *name = pantau_words_choice (reference, "aid", l->data);
      g_autofree char *count = pantau_format_integer (pantau_json_integer (aid, l->data, 0));

      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "; " : "", name, count);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void G_GNUC_PRINTF (2, 0) add_line (GString *text, const char *format, const char *value)
{
  g_autofree char *clean = NULL;

  if (value == NULL || *value == '\0')
    return;
  clean = pantau_words_clean (value);
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append_printf (text, format, clean);
}

/* Several lines, which stay lines. */
static void
add_lines (GString *text, const char *value)
{
  g_autofree char *clean = value != NULL ? pantau_words_clean_lines (value) : NULL;

  if (clean != NULL && *clean != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", clean);
}

static void
add_time (GString *text, const char *format, gint64 when)
{
  g_autofree char *time = when > 0 ? pantau_format_time (when) : NULL;

  add_line (text, format, time);
}

char *
pantau_words_forward_details (PantauReference *reference,
                              const PantauForward *forward,
                              const char *region)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) copies = g_string_new (NULL);

  for (gsize i = 0; forward->copies[i] != NULL; i++)
    {
      g_autofree char *agency = pantau_words_agency (reference, forward->copies[i], region);

      g_string_append_printf (copies, "%s%s", i > 0 ? "; " : "", agency);
    }

  add_time (text, _ ("Forwarded: %s"), forward->when);
  /* Translators: the office or duty post that was spoken to. */
  add_line (text, _ ("Reached: %s"), forward->person);
  add_line (text, _ ("Letter no.: %s"), forward->letter);
  add_line (text, _ ("Copies: %s"), copies->str);
  add_time (text, _ ("Reply due: %s"), forward->reply_due);
  if (forward->without_review)
    add_line (text, "%s", _ ("Without a full review (kajian)"));
  add_lines (text, forward->note);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pantau_words_reply (const PantauReply *reply)
{
  g_autoptr (GString) text = g_string_new (NULL);

  add_time (text, _ ("Answered: %s"), reply->when);
  /* Translators: the office or duty post that answered. */
  add_line (text, _ ("By: %s"), reply->person);
  add_lines (text, reply->text);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pantau_words_treatment_details (PantauReference *reference, const PantauTreatment *treatment)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *aid =
      treatment->aid != NULL ? pantau_words_aid (reference, treatment->aid) : NULL;

  add_lines (text, treatment->text);
  /* Translators: the office or duty post that does it. */
  add_line (text, _ ("By: %s"), treatment->person);
  add_time (text, _ ("Due: %s"), treatment->due);
  add_line (text, _ ("Aid: %s"), aid);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pantau_words_treatment_state (PantauReference *reference, const PantauTreatment *treatment)
{
  g_autofree char *state = pantau_words_choice (reference, "treatment_state", treatment->state);

  /* Translators: how far a treatment is, where people who did not know of each other say different things. */
  return treatment->differs ? g_strdup_printf (_ ("%s (people differ)"), state)
                            : g_steal_pointer (&state);
}

const char *
pantau_words_link (const char *rel, gboolean is_incoming)
{
  if (g_str_equal (rel, PANTAU_REL_DUPLICATE))
    return is_incoming ? _ ("Has the duplicate") : _ ("Duplicate of");
  if (g_str_equal (rel, PANTAU_REL_SIGHTING))
    return is_incoming ? _ ("Was seen in") : _ ("Sighting of");
  if (g_str_equal (rel, PANTAU_REL_SAME))
    return _ ("Same event as");
  if (g_str_equal (rel, PANTAU_REL_BECAME))
    /* Translators: what began as one record went on as another. */
    return is_incoming ? _ ("Came out of") : _ ("Became");

  return _ ("Linked to");
}

/* @lines, each moved in by @indent. */
static void
append_indented (GString *text, const char *lines, const char *indent)
{
  g_auto (GStrv) split = g_strsplit (lines, "\n", -1);

  for (gsize i = 0; split[i] != NULL; i++)
    g_string_append_printf (text, "%s%s\n", indent, split[i]);
}

static void
append_forward (GString *text,
                PantauReference *reference,
                const PantauForward *forward,
                const char *region)
{
  g_autofree char *agency = pantau_words_agency (reference, forward->agency, region);
  g_autofree char *channel = pantau_words_choice (reference, "forward_channel", forward->channel);
  g_autofree char *details = pantau_words_forward_details (reference, forward, region);

  g_string_append_printf (text, "  %s%s%s%s\n", agency, *channel != '\0' ? " (" : "", channel,
                          *channel != '\0' ? ")" : "");
  append_indented (text, details, "    ");
  for (guint i = 0; i < forward->replies->len; i++)
    {
      g_autofree char *reply = pantau_words_reply (g_ptr_array_index (forward->replies, i));

      append_indented (text, reply, "    ");
    }
}

static void
append_treatment (GString *text, PantauReference *reference, const PantauTreatment *treatment)
{
  g_autofree char *what = pantau_words_choice (reference, "treatment", treatment->what);
  g_autofree char *state = pantau_words_treatment_state (reference, treatment);
  g_autofree char *details = pantau_words_treatment_details (reference, treatment);

  g_string_append_printf (text, "  %s: %s\n", what, state);
  if (*details != '\0')
    append_indented (text, details, "    ");
}

static void
append_review (GString *text, PantauReference *reference, const PantauReview *review)
{
  g_autofree char *title = pantau_words_review_title (reference, review);
  g_autofree char *conclusion = pantau_words_review_conclusion (reference, review);
  g_autofree char *details = pantau_words_review_details (review);

  g_string_append_printf (text, "  %s: %s\n", title, conclusion);
  append_indented (text, details, "    ");
}

static void
append_release (GString *text, PantauReference *reference, const PantauRelease *release)
{
  g_autofree char *way = pantau_words_release_way (reference, release);
  g_autofree char *said = pantau_words_release_text (release);

  g_string_append_printf (text, "  %s\n", way);
  append_indented (text, said, "    ");
}

/* What counts now: what was replaced stands in the history. */
static void
append_releases (GString *text, PantauReference *reference, PantauRecord *record)
{
  g_autoptr (GPtrArray) releases = pantau_releases_new (record);
  gboolean is_first = TRUE;

  for (guint i = 0; i < releases->len; i++)
    {
      const PantauRelease *release = g_ptr_array_index (releases, i);

      if (!release->is_current)
        continue;
      if (is_first)
        g_string_append_printf (text, "\n%s:\n", _ ("Summary for Pemprov"));
      is_first = FALSE;
      append_release (text, reference, release);
    }
}

/* Whether a later line of the record that is not in quarantine takes @link back. */
static gboolean
is_dropped (GPtrArray *events, const char *link)
{
  for (guint i = 0; i < events->len; i++)
    {
      const PantauEvent *event = g_ptr_array_index (events, i);
      g_autoptr (JsonObject) body = NULL;

      if (event->verdict != NULL || event->body == NULL ||
          !g_str_equal (event->type, PANTAU_TYPE_UNLINK))
        continue;
      body = pantau_json_parse_known (event->body, NULL);
      if (g_strcmp0 (pantau_json_string (body, "link"), link) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
append_links (GString *text, PantauRecord *record)
{
  GPtrArray *events = pantau_record_get_timeline (record);
  gboolean is_first = TRUE;

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const PantauEvent *event = g_ptr_array_index (events, i);
      g_autoptr (JsonObject) body = NULL;
      g_autofree char *target = NULL;

      if (event->verdict != NULL || event->body == NULL ||
          !g_str_equal (event->type, PANTAU_TYPE_LINK) || is_dropped (events, event->entry))
        continue;
      body = pantau_json_parse_known (event->body, NULL);
      if (pantau_json_string (body, "rel") == NULL || pantau_json_string (body, "to") == NULL)
        continue;
      target = pantau_words_clean (pantau_json_string (body, "to"));
      if (is_first)
        g_string_append_printf (text, "\n%s:\n", _ ("Links"));
      is_first = FALSE;
      g_string_append_printf (text, "  %s %s\n",
                              pantau_words_link (pantau_json_string (body, "rel"), FALSE), target);
    }
}

char *
pantau_words_acts (PantauReference *reference, PantauRecord *record)
{
  g_autoptr (GPtrArray) forwards = pantau_forwards_new (record);
  g_autoptr (GPtrArray) treatments = pantau_treatments_new (record);
  g_autoptr (GPtrArray) reviews = pantau_reviews_new (record);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *identities = NULL;

  if (reviews->len > 0)
    g_string_append_printf (text, "\n%s:\n", _ ("Review (kajian)"));
  for (guint i = 0; i < reviews->len; i++)
    append_review (text, reference, g_ptr_array_index (reviews, i));

  if (treatments->len > 0)
    g_string_append_printf (text, "\n%s:\n", _ ("Treatment"));
  for (guint i = 0; i < treatments->len; i++)
    append_treatment (text, reference, g_ptr_array_index (treatments, i));

  if (forwards->len > 0)
    g_string_append_printf (text, "\n%s:\n", _ ("Forwarded to"));
  for (guint i = 0; i < forwards->len; i++)
    append_forward (text, reference, g_ptr_array_index (forwards, i),
                    pantau_record_get_region (record));
  append_releases (text, reference, record);
  append_links (text, record);
  identities = pantau_words_identities (reference, record);
  g_string_append (text, identities);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
