/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of filters: codes, names, aliases and beginnings of them, in either language. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-format.h"
#include "pantau-query-private.h"
#include "pantau-record.h"
#include "pantau-search-text.h"
#include "pantau-token.h"

/* Regions that one name may mean; "Tanjung" begins some 150 villages. */
#define MAX_REGIONS 200

#define DAY    (24 * 60 * 60)
#define MINUTE 60

/* How well a name fits what was typed. */
enum
{
  FIT_NONE,
  FIT_INSIDE,    /* the beginning of one of its words */
  FIT_BEGINNING, /* its own */
  FIT_WHOLE,
};

static int
fit (const char *asked, const char *name)
{
  g_autofree char *whole = pantau_token_fold (name);

  if (g_str_has_prefix (whole, asked))
    return g_str_equal (whole, asked) ? FIT_WHOLE : FIT_BEGINNING;

  for (const char *p = name; p != NULL; p = strpbrk (p, " -/("))
    {
      g_autofree char *rest = NULL;

      p += strspn (p, " -/(");
      rest = pantau_token_fold (p);
      if (g_str_has_prefix (rest, asked))
        return FIT_INSIDE;
    }

  return FIT_NONE;
}

static int
fit_label (const char *asked, const char *code, const PantauLabel *label)
{
  int best = fit (asked, code);

  best = MAX (best, label->id != NULL ? fit (asked, label->id) : FIT_NONE);

  return MAX (best, label->en != NULL ? fit (asked, label->en) : FIT_NONE);
}

static void
add_unique (GPtrArray *list, char *code)
{
  if (g_ptr_array_find_with_equal_func (list, code, g_str_equal, NULL))
    g_free (code);
  else
    g_ptr_array_add (list, code);
}

/* @format has one %s, for the value. The first problem stands. */
static void G_GNUC_PRINTF (2, 0) fail (PantauQuery *self, const char *format, const char *value)
{
  g_autofree char *shown = g_utf8_substring (value, 0, MIN (g_utf8_strlen (value, -1), 80));

  self->finds_nothing = TRUE;
  if (self->problem == NULL)
    self->problem = g_strdup_printf (format, shown);
}

/* The lists of what kinds of records are about: their main choices. The kinds that fit @asked at @quality, or these choices. */
static guint
add_kinds (PantauQuery *self, const char *asked, int quality, gboolean negative)
{
  GPtrArray *kinds = pantau_kinds_list (pantau_reference_get_kinds (self->reference));
  GPtrArray *list = negative ? self->not_kinds : self->kinds;
  guint n = 0;

  for (guint i = 0; i < kinds->len; i++)
    {
      const PantauKind *kind = g_ptr_array_index (kinds, i);

      if (fit_label (asked, kind->code, &kind->name) < quality)
        continue;
      add_unique (list, g_strdup (kind->code));
      n++;
    }

  return n;
}

static guint
add_choices_of (
    PantauQuery *self, const char *list, const char *asked, int quality, gboolean negative)
{
  GPtrArray *choices = pantau_kinds_choices (pantau_reference_get_kinds (self->reference), list);
  guint n = 0;

  for (guint i = 0; choices != NULL && i < choices->len; i++)
    {
      const PantauChoice *choice = g_ptr_array_index (choices, i);

      if (fit_label (asked, choice->code, &choice->name) < quality)
        continue;
      add_unique (negative ? self->not_choices : self->choices,
                  pantau_search_choice (list, choice->code));
      n++;
    }

  return n;
}

static guint
add_choices (PantauQuery *self, const char *asked, int quality, gboolean negative)
{
  GPtrArray *kinds = pantau_kinds_list (pantau_reference_get_kinds (self->reference));
  guint n = 0;

  for (guint i = 0; i < kinds->len; i++)
    {
      const PantauKind *kind = g_ptr_array_index (kinds, i);

      for (guint j = 0; kind->first != NULL && kind->first[j] != NULL; j++)
        {
          const PantauField *field = pantau_kind_field (kind, kind->first[j]);

          if (field != NULL && field->type == PANTAU_FIELD_CHOICE)
            n += add_choices_of (self, field->choices, asked, quality, negative);
        }
    }

  return n;
}

/* A whole name of a choice is meant rather than the beginning of a kind's. */
static void
read_kind (PantauQuery *self, const char *value, const char *asked, gboolean negative)
{
  if (add_kinds (self, asked, FIT_WHOLE, negative) == 0 &&
      add_choices (self, asked, FIT_WHOLE, negative) == 0 &&
      add_kinds (self, asked, FIT_BEGINNING, negative) == 0 &&
      add_kinds (self, asked, FIT_INSIDE, negative) == 0 &&
      add_choices (self, asked, FIT_BEGINNING, negative) == 0 &&
      add_choices (self, asked, FIT_INSIDE, negative) == 0)
    fail (self, _ ("no kind of record is called “%s”"), value);
}

static guint
add_statuses (PantauQuery *self, const char *asked, int quality, gboolean negative)
{
  GPtrArray *kinds = pantau_kinds_list (pantau_reference_get_kinds (self->reference));
  PantauStatuses *tables = pantau_reference_get_statuses (self->reference);
  guint n = 0;

  for (guint i = 0; i < kinds->len; i++)
    {
      const PantauKind *kind = g_ptr_array_index (kinds, i);
      GPtrArray *statuses = pantau_statuses_list (tables, kind->status_table);

      for (guint j = 0; j < statuses->len; j++)
        {
          const PantauStatus *status = g_ptr_array_index (statuses, j);

          if (fit_label (asked, status->code, &status->name) < quality)
            continue;
          add_unique (negative ? self->not_statuses : self->statuses, g_strdup (status->code));
          n++;
        }
    }

  return n;
}

static void
read_status (PantauQuery *self, const char *value, const char *asked, gboolean negative)
{
  if (add_statuses (self, asked, FIT_WHOLE, negative) == 0 &&
      add_statuses (self, asked, FIT_BEGINNING, negative) == 0 &&
      add_statuses (self, asked, FIT_INSIDE, negative) == 0)
    fail (self, _ ("no status is called “%s”"), value);
}

/* Those of @found whose own name fits at @quality, but for what lies within another of them. */
static guint
add_regions (GPtrArray *list, GPtrArray *found, const char *asked, int quality)
{
  guint before = list->len;

  for (guint i = 0; i < found->len; i++)
    {
      const PantauRegion *region = g_ptr_array_index (found, i);
      gboolean is_covered = FALSE;

      if (quality > FIT_NONE && fit (asked, region->name) < quality)
        continue;
      for (guint j = before; j < list->len && !is_covered; j++)
        is_covered = pantau_region_covers (g_ptr_array_index (list, j), region->code);
      if (!is_covered)
        g_ptr_array_add (list, g_strdup (region->code));
    }

  return list->len - before;
}

static void
read_region (PantauQuery *self, const char *value, const char *asked, gboolean negative)
{
  PantauRegions *regions = pantau_reference_get_regions (self->reference);
  GPtrArray *list = negative ? self->not_regions : self->regions;
  const PantauRegion *region = pantau_regions_match (regions, value, NULL, NULL);
  g_autoptr (GPtrArray) found = NULL;

  if (region != NULL || pantau_region_is_code (value))
    {
      g_ptr_array_add (list, g_strdup (region != NULL ? region->code : value));
      return;
    }

  /* Several of one name; or all that begin so; or what only an alias or a part of the name gives. */
  found = pantau_regions_find (regions, value, NULL, MAX_REGIONS);
  if (add_regions (list, found, asked, FIT_WHOLE) == 0 &&
      add_regions (list, found, asked, FIT_BEGINNING) == 0 &&
      add_regions (list, found, asked, FIT_INSIDE) == 0 &&
      add_regions (list, found, asked, FIT_NONE) == 0)
    fail (self, _ ("no region is called “%s”"), value);
}

static void
read_severity (PantauQuery *self, const char *value, const char *asked)
{
  GPtrArray *choices =
      pantau_kinds_choices (pantau_reference_get_kinds (self->reference), "severity");
  int severity = strlen (asked) == 1 ? g_ascii_digit_value (*asked) : 0;

  for (guint i = 0; severity <= 0 && choices != NULL && i < choices->len; i++)
    {
      const PantauChoice *choice = g_ptr_array_index (choices, i);

      if (fit_label (asked, choice->code, &choice->name) > FIT_NONE)
        severity = (int) g_ascii_strtoll (choice->code, NULL, 10);
    }

  if (severity >= 1 && severity <= 5)
    self->severity = severity;
  else
    fail (self, _ ("“%s” is no severity; it goes from 1 to 5"), value);
}

static void
read_state (PantauQuery *self, const char *value, const char *asked)
{
  static const struct
  {
    const char *name;
    PantauState state;
  } names[] = {
    { "tersimpan", PANTAU_STATE_SAVED },
    { "simpan", PANTAU_STATE_SAVED },
    { "saved", PANTAU_STATE_SAVED },
    { "dikirim", PANTAU_STATE_SENDING },
    { "sedang dikirim", PANTAU_STATE_SENDING },
    { "sending", PANTAU_STATE_SENDING },
    { "diterima", PANTAU_STATE_RECEIVED },
    { "terima", PANTAU_STATE_RECEIVED },
    { "received", PANTAU_STATE_RECEIVED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (fit (asked, names[i].name) > FIT_NONE)
      {
        self->state = (int) names[i].state;
        return;
      }
  fail (self, _ ("“%s” is no state; there are saved, sending and received"), value);
}

static PantauAsked
read_yes_no (const char *asked)
{
  static const char *const yes[] = { "y",  "ya",   "yes",   "ada", "saya",
                                     "me", "mine", "benar", "1",   NULL };
  static const char *const no[] = { "n", "no", "tidak", "tak", "bukan", "tanpa", "0", NULL };

  if (g_strv_contains (yes, asked))
    return PANTAU_ASKED_YES;

  return g_strv_contains (no, asked) ? PANTAU_ASKED_NO : PANTAU_ASKED_NOTHING;
}

static void
read_condition (PantauQuery *self,
                const char *value,
                const char *asked,
                gboolean negative,
                PantauAsked *condition)
{
  PantauAsked answer = read_yes_no (asked);

  if (answer == PANTAU_ASKED_NOTHING)
    fail (self, _ ("“%s” is neither yes nor no"), value);
  else
    *condition = negative ? (PantauAsked) !answer : answer;
}

static void
read_time (PantauQuery *self, const char *value, gboolean is_end, gint64 now)
{
  gint64 when;
  gboolean has_time;

  if (!pantau_format_read_time (value, now, &when, &has_time))
    fail (self, _ ("“%s” is no day; write it as 14-02-2024"), value);
  else if (is_end)
    self->to = when + (has_time ? MINUTE : DAY);
  else
    self->from = when;
}

static void
read_figure (PantauQuery *self, const char *value)
{
  g_clear_pointer (&self->figure, pantau_figure_free);
  self->figure = pantau_figure_from_text (value);
  if (self->figure == NULL)
    fail (self, _ ("“%s” is no figure of the risk register, of the coverage or of a claim"), value);
}

void
pantau_query_add_filter (PantauQuery *self, const PantauPiece *piece, gint64 now)
{
  g_autofree char *asked = pantau_token_fold (piece->value);
  const char *value = piece->value;
  gboolean negative = piece->negative;

  /* It is just being typed. */
  if (*value == '\0')
    return;
  if (*asked == '\0')
    {
      fail (self, _ ("“%s” has neither letters nor digits"), value);
      return;
    }

  switch (piece->key)
    {
    case PANTAU_KEY_KIND:
      read_kind (self, value, asked, negative);
      return;
    case PANTAU_KEY_REGION:
      read_region (self, value, asked, negative);
      return;
    case PANTAU_KEY_STATUS:
      read_status (self, value, asked, negative);
      return;
    case PANTAU_KEY_DIFFERENCE:
      read_condition (self, value, asked, negative, &self->difference);
      return;
    case PANTAU_KEY_QUARANTINE:
      read_condition (self, value, asked, negative, &self->quarantine);
      return;
    case PANTAU_KEY_SEVERITY:
    case PANTAU_KEY_STATE:
    case PANTAU_KEY_MINE:
    case PANTAU_KEY_FROM:
    case PANTAU_KEY_TO:
    case PANTAU_KEY_FIGURE:
    default:
      break;
    }

  if (negative)
    fail (self, _ ("this filter takes no minus: “-%s”"), value);
  else if (piece->key == PANTAU_KEY_SEVERITY)
    read_severity (self, value, asked);
  else if (piece->key == PANTAU_KEY_STATE)
    read_state (self, value, asked);
  else if (piece->key == PANTAU_KEY_MINE)
    {
      if (read_yes_no (asked) == PANTAU_ASKED_YES)
        self->mine = TRUE;
      else
        fail (self, _ ("only your own records can be asked for, not “%s”"), value);
    }
  else if (piece->key == PANTAU_KEY_FIGURE)
    read_figure (self, value);
  else
    read_time (self, value, piece->key == PANTAU_KEY_TO, now);
}
