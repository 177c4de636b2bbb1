/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: the hoax desk. Claims, what joins and parts them, verdicts, and what may be told to people. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "ctl.h"
#include "pantau-act.h"
#include "pantau-check.h"
#include "pantau-console.h"
#include "pantau-edit-link.h"
#include "pantau-edit-verdict.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-store-claim.h"
#include "pantau-words.h"

#define DEFAULT_LIMIT 100

/* Columns of the table of a spread: more do not fit on a terminal, and the last are what one looks for. */
#define MAX_COLUMNS 12

static JsonObject *
harm_object (PantauReference *reference, const PantauClaim *claim)
{
  PantauHarm *harm = pantau_reference_get_harm (reference);
  g_autoptr (GPtrArray) parts = pantau_harm_parts (harm, &claim->harm_facts, pantau_locale_get ());
  JsonObject *object = json_object_new (), *by = json_object_new ();

  for (guint i = 0; i < parts->len; i++)
    {
      const PantauHarmPart *part = g_ptr_array_index (parts, i);

      json_object_set_int_member (by, part->code, part->points);
    }
  json_object_set_int_member (object, "points", claim->harm);
  json_object_set_int_member (object, "most", pantau_harm_most (harm));
  json_object_set_object_member (object, "parts", by);

  return object;
}

static JsonObject *
claim_object (PantauReference *reference, const PantauClaim *claim)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", claim->id);
  json_object_set_string_member (object, "title", claim->title);
  json_object_set_string_member (object, "region", claim->region);
  ctl_set_text_or_null (object, "verdict", claim->verdict);
  ctl_set_text (object, "verdict_region", claim->verdict_region);
  ctl_set_time (object, "verdict_at", claim->verdict_at);
  ctl_set_label (object, claim->label);
  json_object_set_boolean_member (object, "differs", claim->differs);
  json_object_set_boolean_member (object, "changes_voting", claim->changes_voting);
  json_object_set_boolean_member (object, "unrest", claim->unrest);
  json_object_set_int_member (object, "records", claim->n_records);
  json_object_set_int_member (object, "sightings", claim->n_sightings);
  json_object_set_int_member (object, "kecamatan", claim->n_kecamatan);
  json_object_set_int_member (object, "areas", claim->n_areas);
  ctl_set_time (object, "first", claim->first_at);
  ctl_set_time (object, "last", claim->last_at);
  json_object_set_int_member (object, "in_6h", claim->in_6h);
  json_object_set_int_member (object, "in_24h", claim->in_24h);
  json_object_set_int_member (object, "reach", claim->reach);
  json_object_set_object_member (object, "harm", harm_object (reference, claim));
  json_object_set_string_member (object, "takedown", pantau_takedown_name (claim->takedown));
  json_object_set_boolean_member (object, "counter", claim->has_counter);
  json_object_set_int_member (object, "waits", claim->waits);
  json_object_set_int_member (object, "overdue", claim->overdue);

  return object;
}

/* "12 sightings in 4 kabupaten/kota, 7 within 24 hours". (transfer full) */
static char *
spread_words (const PantauClaim *claim)
{
  g_autofree char *sightings = NULL, *areas = NULL, *lately = NULL;

  sightings = g_strdup_printf (ngettext ("%u sighting", "%u sightings", claim->n_sightings),
                               claim->n_sightings);
  areas = g_strdup_printf (
      ngettext ("in %u kabupaten/kota", "in %u kabupaten/kota", claim->n_areas), claim->n_areas);
  lately = g_strdup_printf (ngettext ("%u within 24 hours", "%u within 24 hours", claim->in_24h),
                            claim->in_24h);

  /* Translators: “12 sightings”, “in 4 kabupaten/kota”, “7 within 24 hours”. */
  return g_strdup_printf (_ ("%s %s, %s"), sightings, areas, lately);
}

static void
print_claim_line (const PantauClaim *claim)
{
  g_autofree char *title = pantau_words_clean (claim->title);
  g_autofree char *words = spread_words (claim);
  const char *label = pantau_claim_label_text (claim->label);
  g_autofree char *harm =
      /* Translators: points of harm, by which claims are sorted. */
      g_strdup_printf (_ ("harm %u"), claim->harm);

  printf ("%s  %s%s%s  %s  %s%s\n", claim->id, label != NULL ? label : "",
          label != NULL ? "  " : "", title, words, harm,
          claim->overdue > 0 ? _ ("  [reply overdue]") : "");
}

int
ctl_claims (const CtlOptions *options, int argc, char **argv, GError **error)
{
  PantauClaimFilter filter = { .region = options->region,
                               .verdict = options->verdict,
                               .limit =
                                   options->limit > 0 ? (guint) options->limit : DEFAULT_LIMIT };
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GPtrArray) claims = NULL;

  if (!ctl_check_arguments (argc, argv, 0, 0,
                            "claims [--order spread|speed|harm|verdict|newest] "
                            "[--verdict VERDICT] [--region CODE] [--limit N] [--json]",
                            error))
    return -1;
  if (options->order != NULL && !pantau_claim_order_from_name (options->order, &filter.order))
    {
      pantau_throw (error, PANTAU_ERROR_INVALID, _ ("claims are ordered by one of: %s"),
                    "spread, speed, harm, verdict, newest");
      return -1;
    }

  home = ctl_open (options, PANTAU_HOME_READ, error);
  if (home == NULL)
    return -1;
  filter.now = pantau_home_clock (home);
  claims = pantau_store_claims (pantau_home_get_store (home), &filter, error);
  if (claims == NULL)
    return -1;

  for (guint i = 0; i < claims->len; i++)
    if (options->json)
      {
        g_autoptr (JsonObject) object =
            claim_object (pantau_home_get_reference (home), g_ptr_array_index (claims, i));

        ctl_print_object (object);
      }
    else
      print_claim_line (g_ptr_array_index (claims, i));
  if (claims->len == 0 && !options->json)
    fprintf (stderr, "%s\n", _ ("no claims"));

  return PANTAU_EXIT_OK;
}

static JsonObject *
sighting_object (gconstpointer item, gpointer data)
{
  const PantauSighting *sighting = item;
  const PantauClaim *claim = data;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", sighting->record);
  json_object_set_string_member (object, "title", sighting->title);
  ctl_set_label (object, claim->label);
  json_object_set_string_member (object, "region", sighting->region);
  json_object_set_string_member (object, "place", sighting->place);
  ctl_set_time (object, "at", sighting->at);
  ctl_set_text (object, "platform", sighting->platform);
  ctl_set_text (object, "group", sighting->group);
  json_object_set_int_member (object, "reach", sighting->reach);
  ctl_set_text (object, "verdict", sighting->verdict);
  ctl_set_text (object, "link", sighting->link);
  ctl_set_text (object, "to", sighting->to);
  json_object_set_boolean_member (object, "root", sighting->is_root);
  if (sighting->is_void)
    json_object_set_boolean_member (object, "void", TRUE);

  return object;
}

static JsonObject *
place_object (gconstpointer item, gpointer data)
{
  const PantauSpreadPlace *place = item;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "region", place->region);
  json_object_set_int_member (object, "records", place->count);
  ctl_set_time (object, "first", place->first_at);
  ctl_set_time (object, "last", place->last_at);

  return object;
}

static JsonObject *
spread_object (const PantauSpread *spread)
{
  JsonObject *object = json_object_new ();
  JsonArray *cells = json_array_new ();

  for (guint i = 0; i < spread->cells->len; i++)
    {
      const PantauSpreadCell *cell = &g_array_index (spread->cells, PantauSpreadCell, i);
      const PantauSpreadPlace *area = g_ptr_array_index (spread->areas, cell->area);
      JsonObject *one = json_object_new ();

      json_object_set_string_member (one, "region", area->region);
      ctl_set_time (one, "from", spread->from + (gint64) cell->step * spread->seconds);
      json_object_set_int_member (one, "records", cell->count);
      json_array_add_object_element (cells, one);
    }
  json_object_set_int_member (object, "seconds", spread->seconds);
  ctl_set_objects (object, "areas", spread->areas, place_object, NULL);
  ctl_set_objects (object, "kecamatan", spread->kecamatan, place_object, NULL);
  json_object_set_array_member (object, "cells", cells);

  return object;
}

/* A claim with all that belongs to it. */
typedef struct
{
  PantauHome *home;
  PantauClaim *claim;
  GPtrArray *sightings;
  PantauSpread *spread;
  GPtrArray *forwards; /* of all its records */
} Whole;

static gboolean
read_forwards (Whole *self, GError **error)
{
  for (guint i = 0; i < self->sightings->len; i++)
    {
      const PantauSighting *sighting = g_ptr_array_index (self->sightings, i);
      g_autoptr (GPtrArray) forwards =
          pantau_store_forwards (pantau_home_get_store (self->home), sighting->record, error);

      if (forwards == NULL)
        return FALSE;
      while (forwards->len > 0)
        g_ptr_array_add (self->forwards, g_ptr_array_steal_index (forwards, 0));
    }

  return TRUE;
}

static void
show_json (const Whole *self)
{
  g_autoptr (JsonObject) object =
      claim_object (pantau_home_get_reference (self->home), self->claim);

  ctl_set_objects (object, "members", self->sightings, sighting_object, self->claim);
  json_object_set_object_member (object, "spread", spread_object (self->spread));
  ctl_set_objects (object, "forwards", self->forwards, ctl_forward_object, NULL);
  ctl_print_object (object);
}

/* Its last steps, each with its day or hour above. */
static void
print_spread (PantauReference *reference, const PantauSpread *spread)
{
  guint first = spread->n_steps > MAX_COLUMNS ? spread->n_steps - MAX_COLUMNS : 0;

  printf ("\n%-32s", spread->seconds == 3600 ? _ ("Seen by the hour") : _ ("Seen by the day"));
  for (guint step = first; step < spread->n_steps; step++)
    {
      g_autoptr (GDateTime) when =
          g_date_time_new_from_unix_utc (spread->from + (gint64) step * spread->seconds + 7 * 3600);
      g_autofree char *text =
          g_date_time_format (when, spread->seconds == 3600 ? "%H.00" : "%d/%m");

      printf (" %5s", text);
    }
  printf ("\n");

  for (guint i = 0; i < spread->areas->len; i++)
    {
      const PantauSpreadPlace *area = g_ptr_array_index (spread->areas, i);
      g_autofree char *name =
          pantau_regions_qualified (pantau_reference_get_regions (reference), area->region);
      guint next = 0;

      printf ("%-32s", *name != '\0' ? name : _ ("No kabupaten/kota"));
      for (guint step = first; step < spread->n_steps; step++)
        {
          guint count = 0;

          for (; next < spread->cells->len; next++)
            {
              const PantauSpreadCell *cell = &g_array_index (spread->cells, PantauSpreadCell, next);

              if (cell->area > i || (cell->area == i && cell->step > step))
                break;
              if (cell->area == i && cell->step == step)
                count = cell->count;
            }
          if (count > 0)
            printf (" %5u", count);
          else
            printf ("     ·"); /* of two bytes and one column, which printf does not know */
        }
      printf ("\n");
    }
}

static void
print_sightings (const Whole *self)
{
  printf ("\n%s:\n", _ ("Records"));
  for (guint i = 0; i < self->sightings->len; i++)
    {
      const PantauSighting *sighting = g_ptr_array_index (self->sightings, i);
      g_autofree char *title = pantau_words_clean (sighting->title);
      g_autofree char *place = pantau_words_clean (sighting->place);
      g_autofree char *when = pantau_format_time (sighting->at);

      printf ("  %s  %s  %s  %s%s\n", sighting->record, when, place, title,
              sighting->is_root   ? _ ("  [claim]")
              : sighting->is_void ? _ ("  [not counted]")
                                  : "");
      if (sighting->link != NULL)
        printf ("    %s\n", sighting->link);
    }
}

static void
print_forwards (const Whole *self)
{
  PantauAgencies *agencies = pantau_reference_get_agencies (pantau_home_get_reference (self->home));

  if (self->forwards->len > 0)
    printf ("\n%s:\n", _ ("Requests"));
  for (guint i = 0; i < self->forwards->len; i++)
    {
      const PantauForward *forward = g_ptr_array_index (self->forwards, i);
      const PantauAgency *agency = pantau_agencies_lookup (agencies, forward->agency);
      g_autofree char *name = pantau_words_clean (
          agency != NULL ? pantau_label_get (&agency->name, pantau_locale_get ())
                         : forward->agency);
      g_autofree char *when = pantau_format_time (forward->when);
      g_autofree char *due =
          forward->reply_due > 0 ? pantau_format_time (forward->reply_due) : NULL;

      printf ("  %s · %s", when, name);
      if (forward->replies->len > 0)
        printf (" · %s", _ ("answered"));
      else if (due != NULL)
        printf (_ (" · reply due %s"), due);
      printf ("\n");
    }
}

static void
show_text (const Whole *self)
{
  PantauReference *reference = pantau_home_get_reference (self->home);
  const PantauClaim *claim = self->claim;
  const char *label = pantau_claim_label_text (claim->label), *language = pantau_locale_get ();
  g_autofree char *title = pantau_words_clean (claim->title), *words = spread_words (claim);
  g_autoptr (GPtrArray) parts =
      pantau_harm_parts (pantau_reference_get_harm (reference), &claim->harm_facts, language);

  if (label != NULL)
    printf ("%s\n\n", label);
  printf ("%s\n%s\n\n", title, claim->id);
  printf ("%s: %s%s\n", pantau_reference_field_label (reference, "hoax", "verdict", language),
          claim->verdict != NULL ? pantau_reference_value_label (reference, "hoax", "verdict",
                                                                 claim->verdict, language)
                                 : _ ("none"),
          claim->differs ? _ (" (desks differ)") : "");
  printf ("%s\n", words);
  /* Translators: points, and the most that there are. */
  printf (_ ("Harm: %u of %u"), claim->harm,
          pantau_harm_most (pantau_reference_get_harm (reference)));
  printf (" (%s)\n", pantau_harm_note (pantau_reference_get_harm (reference), language));
  for (guint i = 0; i < parts->len; i++)
    {
      const PantauHarmPart *part = g_ptr_array_index (parts, i);

      printf ("  %s: %u\n", part->name, part->points);
    }

  print_spread (reference, self->spread);
  print_sightings (self);
  print_forwards (self);
  if (label != NULL)
    printf ("\n%s\n", label);
}

int
ctl_claim (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauClaim) claim = NULL;
  g_autoptr (GPtrArray) sightings = NULL;
  g_autoptr (GPtrArray) forwards =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_forward_free);
  g_autoptr (PantauSpread) spread = NULL;
  PantauStore *store;
  gint64 now;
  Whole whole;

  if (!ctl_check_arguments (argc, argv, 1, 1, "claim UUID [--json]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  if (home == NULL)
    return -1;
  store = pantau_home_get_store (home);
  now = pantau_home_clock (home);

  claim = pantau_store_claim (store, argv[1], now, error);
  sightings = claim != NULL ? pantau_store_sightings (store, argv[1], 0, error) : NULL;
  spread = sightings != NULL ? pantau_store_spread (store, argv[1], now, error) : NULL;
  whole = (Whole){ home, claim, sightings, spread, forwards };
  if (spread == NULL || !read_forwards (&whole, error))
    return -1;

  if (options->json)
    show_json (&whole);
  else
    show_text (&whole);

  return PANTAU_EXIT_OK;
}

int
ctl_unlink (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;

  if (!ctl_check_arguments (argc, argv, 2, 2, "unlink UUID ENTRY --reason TEXT", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);

  return home != NULL && pantau_edit_unlink (home, argv[1], argv[2], options->reason, error)
             ? PANTAU_EXIT_OK
             : -1;
}

/* One field of what goes with a verdict, as `set` would read it. */
static gboolean
take_field (PantauHome *home,
            const char *name,
            const char *text,
            JsonObject *values,
            GPtrArray *faults,
            GError **error)
{
  PantauReference *reference = pantau_home_get_reference (home);
  const PantauKind *kind = pantau_kinds_lookup (pantau_reference_get_kinds (reference), "hoax");
  g_autoptr (JsonNode) given = NULL;
  JsonNode *normalised = NULL;

  if (text == NULL)
    return TRUE;
  if (!g_utf8_validate (text, -1, NULL))
    return pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("the text is not valid UTF-8"));

  given = pantau_check_parse_value (kind, name, text);
  if (pantau_check_field (reference, kind, name, given, pantau_home_clock (home), &normalised,
                          faults))
    json_object_set_member (values, name, normalised);

  return TRUE;
}

int
ctl_verdict (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (JsonObject) values = json_object_new ();
  g_autoptr (GPtrArray) faults = pantau_faults_new ();

  if (!ctl_check_arguments (argc, argv, 2, 2,
                            "verdict UUID VERDICT [--facts TEXT] [--references TEXT]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL || !pantau_edit_may_verdict (home, argv[1], error) ||
      !take_field (home, "verdict", argv[2], values, faults, error) ||
      !take_field (home, "facts", options->facts, values, faults, error) ||
      !take_field (home, "references", options->references, values, faults, error))
    return -1;
  if (faults->len > 0)
    return ctl_tell_faults (faults);

  if (!pantau_edit_verdict (home, argv[1], values, faults, error))
    return faults->len > 0 ? ctl_tell_faults (faults) : -1;

  return PANTAU_EXIT_OK;
}

int
ctl_counter (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauClaim) claim = NULL;
  g_autoptr (PantauRecord) record = NULL;
  g_autofree char *text = NULL;
  PantauAudience audience;

  if (!ctl_check_arguments (argc, argv, 2, 2, "counter UUID media|figures", error))
    return -1;
  if (!pantau_audience_from_name (argv[2], &audience))
    {
      pantau_throw (error, PANTAU_ERROR_INVALID, _ ("a counter-message is for one of: %s"),
                    "media, figures");
      return -1;
    }

  home = ctl_open (options, PANTAU_HOME_READ, error);
  claim = home != NULL ? pantau_store_claim (pantau_home_get_store (home), argv[1],
                                             pantau_home_clock (home), error)
                       : NULL;
  record = claim != NULL ? pantau_store_get (pantau_home_get_store (home), claim->id, error) : NULL;
  text = record != NULL
             ? pantau_claim_counter_text (pantau_home_get_reference (home), record, claim, audience,
                                          pantau_home_is_practice (home), error)
             : NULL;
  if (text == NULL)
    return -1;
  printf ("%s", text);

  return PANTAU_EXIT_OK;
}
