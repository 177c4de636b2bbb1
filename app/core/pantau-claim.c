/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Claims as values, and the counter-message that leaves the program. It is Indonesian in any language of the program: it is for the people here, as
 * the labels are.
 */

#include "config.h"

#include "pantau-claim.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-words.h"

#define WIB (7 * 60 * 60)

/* Of the facts, so many characters: a message is read on a telephone. */
#define MAX_FACTS 600

static const struct
{
  const char *name;
  const char *field;
} audiences[] = {
  [PANTAU_AUDIENCE_MEDIA] = { "media", "counter_media" },
  [PANTAU_AUDIENCE_FIGURES] = { "figures", "counter_figures" },
};

void
pantau_claim_free (PantauClaim *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->region);
  g_free (self->verdict);
  g_free (self->verdict_region);
  g_free (self);
}

const char *
pantau_takedown_name (PantauTakedown takedown)
{
  switch (takedown)
    {
    case PANTAU_TAKEDOWN_ASKED:
      return "asked";
    case PANTAU_TAKEDOWN_DONE:
      return "done";
    case PANTAU_TAKEDOWN_NONE:
    default:
      return "none";
    }
}

gboolean
pantau_audience_from_name (const char *name, PantauAudience *audience)
{
  for (guint i = 0; i < G_N_ELEMENTS (audiences); i++)
    if (g_strcmp0 (audiences[i].name, name) == 0)
      {
        *audience = (PantauAudience) i;
        return TRUE;
      }

  return FALSE;
}

/* The value that is shown, as a text without blanks around it. (transfer full) (nullable) */
static char *
dup_text (PantauRecord *record, const char *field)
{
  GPtrArray *values = pantau_record_get_values (record);

  for (guint i = 0; i < values->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (values, i);
      g_autoptr (JsonNode) node = NULL;
      g_autofree char *text = NULL;

      if (!g_str_equal (value->field, field))
        continue;
      node = json_from_string (value->value, NULL);
      if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
        return NULL;
      text = g_strstrip (json_node_dup_string (node));

      return *text != '\0' ? g_steal_pointer (&text) : NULL;
    }

  return NULL;
}

gboolean
pantau_claim_may_counter (PantauRecord *record,
                          const PantauClaim *claim,
                          PantauAudience audience,
                          GError **error)
{
  g_autofree char *message = dup_text (record, audiences[audience].field);

  if (claim->verdict == NULL && claim->differs)
    return pantau_throw (error, PANTAU_ERROR_REFUSED,
                         _ ("desks differ about this claim; until they agree there is nothing to "
                            "tell people"));
  if (g_strcmp0 (claim->verdict, PANTAU_VERDICT_HOAX) != 0 &&
      g_strcmp0 (claim->verdict, PANTAU_VERDICT_TRUE) != 0)
    return pantau_throw (error, PANTAU_ERROR_REFUSED,
                         _ ("a counter-message can be copied only after a desk has found that the "
                            "claim is a hoax, or that it is true"));
  if (message == NULL)
    return pantau_throw (error, PANTAU_ERROR_NOT_FOUND,
                         audience == PANTAU_AUDIENCE_MEDIA
                             ? _ ("no counter-message for the media is written yet")
                             : _ ("no counter-message for community figures is written yet"));

  return TRUE;
}

/* The facts as far as a telephone shows them: to the end of a sentence, or of a word. (transfer full) */
static char *
shorten (const char *text)
{
  const char *end, *stop = NULL;

  if (g_utf8_strlen (text, -1) <= MAX_FACTS)
    return g_strdup (text);

  end = g_utf8_offset_to_pointer (text, MAX_FACTS);
  for (const char *p = text; p < end; p++)
    if ((*p == '.' || *p == '!' || *p == '?' || *p == '\n') && (p[1] == ' ' || p[1] == '\n'))
      stop = p + 1;
  if (stop != NULL)
    return g_strndup (text, (gsize) (stop - text));

  while (end > text && *end != ' ' && *end != '\n')
    end = g_utf8_prev_char (end);

  return g_strdup_printf ("%.*s …", (int) (end - text), text);
}

/* Without the hoax's own link, wherever somebody may have written it. (transfer full) */
static char *
without_link (char *text, const char *link)
{
  g_autofree char *owned = text;
  g_auto (GStrv) parts = NULL;

  if (text == NULL || link == NULL)
    return g_steal_pointer (&owned);
  parts = g_strsplit (text, link, -1);

  return g_strjoinv ("[…]", parts);
}

static void
add_part (GString *text, const char *heading, const char *part)
{
  g_autofree char *clean = part != NULL ? pantau_words_clean (part) : NULL;

  if (clean != NULL && *clean != '\0')
    g_string_append_printf (text, heading != NULL ? "\n%s:\n%s\n" : "%s%s\n",
                            heading != NULL ? heading : "", clean);
}

/* "Bawaslu Kota Palembang, 21-11-2026", "Bawaslu Provinsi Sumatera Selatan". (transfer full) */
static char *
dup_office (PantauReference *reference, const PantauClaim *claim)
{
  PantauRegions *regions = pantau_reference_get_regions (reference);
  const PantauRegion *region =
      claim->verdict_region != NULL ? pantau_regions_lookup (regions, claim->verdict_region) : NULL;
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_utc (claim->verdict_at + WIB);
  g_autofree char *day =
      claim->verdict_at != 0 && when != NULL ? g_date_time_format (when, "%d-%m-%Y") : NULL;
  g_autofree char *place = NULL;

  /* An office writes its province's name out. */
  if (region != NULL)
    place = strchr (region->code, '.') != NULL ? pantau_regions_qualified (regions, region->code)
                                               : g_strconcat ("Provinsi ", region->name, NULL);

  return g_strdup_printf ("Bawaslu%s%s%s%s", place != NULL ? " " : "", place != NULL ? place : "",
                          day != NULL ? ", " : "", day != NULL ? day : "");
}

char *
pantau_claim_counter_text (PantauReference *reference,
                           PantauRecord *record,
                           const PantauClaim *claim,
                           PantauAudience audience,
                           gboolean practice,
                           GError **error)
{
  g_autofree char *link = dup_text (record, "url"), *archive = dup_text (record, "archive_url");
  g_autofree char *message = NULL, *facts = NULL, *references = NULL, *office = NULL, *whole = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (!pantau_claim_may_counter (record, claim, audience, error))
    return NULL;

  message = dup_text (record, audiences[audience].field);
  whole = dup_text (record, "facts");
  facts = whole != NULL ? shorten (whole) : NULL;
  references = dup_text (record, "references");
  message = without_link (without_link (g_steal_pointer (&message), link), archive);
  facts = without_link (without_link (g_steal_pointer (&facts), link), archive);
  references = without_link (without_link (g_steal_pointer (&references), link), archive);
  office = dup_office (reference, claim);

  if (practice)
    g_string_append (text, "LATIHAN – bukan kejadian sebenarnya\n\n");
  add_part (text, NULL, message);
  add_part (text, "Fakta", facts);
  add_part (text, "Rujukan", references);
  g_string_append_printf (text, "\nDiperiksa oleh %s\n", office);
  if (practice)
    g_string_append (text, "LATIHAN\n");

  return g_string_free (g_steal_pointer (&text), FALSE);
}
