/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Figures as texts. Each figure on a screen can be followed to the records that it counts: by the same function that counted it, never by a
 * search that means nearly the same.
 */

#include "config.h"

#include "pantau-figure.h"

#include <string.h>

#include "pantau-error.h"
#include "pantau-crypto.h"
#include "pantau-matrix.h"
#include "pantau-region.h"
#include "pantau-situation.h"
#include "pantau-store-claim.h"
#include "pantau-store-coverage.h"
#include "pantau-store-exposure.h"

#define WIB (7 * 60 * 60)

#define DAY_FORMAT    "%Y-%m-%d"
#define MOMENT_FORMAT "%Y-%m-%dT%H:%M:%S"

/* What is not asked for is written by nobody, so "none" needs a word. */
#define NONE "-"

void
pantau_figure_free (PantauFigure *self)
{
  g_free (self->name);
  g_free (self->region);
  g_free (self->election);
  g_free (self->hazard);
  g_free (self->level);
  g_free (self->claim);
  g_free (self->kind);
  g_free (self->aid);
  g_free (self);
}

/* Names of figures, codes of hazards and levels: what stands in a search as one word. */
static gboolean
is_code (const char *text)
{
  if (*text == '\0')
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text) && *text != '-' && *text != '_')
      return FALSE;

  return TRUE;
}

static gboolean
read_code (const char *text, char **code)
{
  if (*code != NULL || !is_code (text))
    return FALSE;
  *code = g_strdup (g_str_equal (text, NONE) ? "" : text);

  return TRUE;
}

static gboolean
read_region (const char *text, char **region)
{
  if (*region != NULL || !pantau_region_is_code (text))
    return FALSE;
  *region = g_strdup (text);

  return TRUE;
}

/* "4x5": likelihood and impact; "0x0" is what was not assessed, which is asked by its level. */
static gboolean
read_cell (const char *text, PantauFigure *figure)
{
  if (strlen (text) != 3 || text[1] != 'x')
    return FALSE;
  figure->likelihood = g_ascii_digit_value (text[0]);
  figure->impact = g_ascii_digit_value (text[2]);

  return figure->likelihood >= 1 && figure->likelihood <= PANTAU_MATRIX_GRADES &&
         figure->impact >= 1 && figure->impact <= PANTAU_MATRIX_GRADES;
}

static gboolean
read_tps (const char *text, guint *tps)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 1, 9999, &number, NULL))
    return FALSE;
  *tps = (guint) number;

  return TRUE;
}

static gboolean
read_day (const char *text, gint64 *from)
{
  g_autofree char *whole = g_strconcat (text, "T00:00:00+07:00", NULL);
  g_autoptr (GDateTime) moment = NULL;

  if (strlen (text) != strlen ("2024-11-25"))
    return FALSE;
  moment = g_date_time_new_from_iso8601 (whole, NULL);
  if (moment == NULL)
    return FALSE;
  *from = g_date_time_to_unix (moment);

  return TRUE;
}

/* "2024-11-25", or "2024-11-25T18:00:00" */
static gboolean
read_at (const char *text, PantauFigure *figure)
{
  g_autofree char *whole = g_strconcat (text, "+07:00", NULL);
  g_autoptr (GDateTime) moment = NULL;

  if (figure->at != 0)
    return FALSE;
  if (strlen (text) != strlen ("2024-11-25T18:00:00"))
    return read_day (text, &figure->at);
  moment = g_date_time_new_from_iso8601 (whole, NULL);
  if (moment == NULL)
    return FALSE;
  figure->at = g_date_time_to_unix (moment);
  figure->exactly = TRUE;

  return TRUE;
}

static gboolean
read_claim (const char *text, char **claim)
{
  if (*claim != NULL || !pantau_is_uuid (text))
    return FALSE;
  *claim = g_strdup (text);

  return TRUE;
}

static gboolean
read_moment (const char *text, gint64 *moment)
{
  return *moment == 0 && g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, moment, NULL);
}

static gboolean
read_part (PantauFigure *figure, const char *part)
{
  const char *value = strchr (part, '=');
  g_autofree char *key = NULL;

  if (g_str_equal (part, "langsung"))
    {
      figure->only_region = TRUE;
      return TRUE;
    }
  if (value == NULL)
    return FALSE;
  key = g_strndup (part, (gsize) (value - part));
  value++;

  if (g_str_equal (key, "klaim"))
    return read_claim (value, &figure->claim);
  if (g_str_equal (key, "mulai"))
    return read_moment (value, &figure->since);
  if (g_str_equal (key, "hingga"))
    return read_moment (value, &figure->until);
  if (g_str_equal (key, "wilayah") && figure->claim != NULL && g_str_equal (value, NONE))
    return read_code (value, &figure->region);
  if (g_str_equal (key, "wilayah"))
    return read_region (value, &figure->region);
  if (g_str_equal (key, "pemilihan"))
    return read_code (value, &figure->election);
  if (g_str_equal (key, "bahaya"))
    return read_code (value, &figure->hazard);
  if (g_str_equal (key, "tingkat"))
    return read_code (value, &figure->level);
  if (g_str_equal (key, "matriks"))
    return read_cell (value, figure);
  if (g_str_equal (key, "tps"))
    return read_tps (value, &figure->tps);
  if (g_str_equal (key, "dari"))
    return read_day (value, &figure->from);
  if (g_str_equal (key, "jenis"))
    return read_code (value, &figure->kind);
  if (g_str_equal (key, "bantuan"))
    return read_code (value, &figure->aid);
  if (g_str_equal (key, "pada"))
    return read_at (value, figure);
  if (g_str_equal (key, "hari"))
    return figure->heard_days == 0 && read_tps (value, &figure->heard_days);

  return FALSE;
}

static gboolean
is_of_claim (const PantauFigure *self)
{
  return g_str_equal (self->name, PANTAU_FIGURE_CLAIM) ||
         g_str_equal (self->name, PANTAU_FIGURE_SIGHTINGS);
}

static gboolean
is_of_situation (const PantauFigure *self)
{
  PantauSituationMeasure measure;

  return pantau_situation_measure_from_name (self->name, &measure);
}

static gboolean
says_situation (const PantauFigure *self)
{
  return self->kind != NULL || self->aid != NULL || self->at != 0 || self->heard_days != 0;
}

PantauFigure *
pantau_figure_from_text (const char *text)
{
  g_autoptr (PantauFigure) figure = g_new0 (PantauFigure, 1);
  g_auto (GStrv) parts = g_strsplit (text, "/", -1);

  if (parts[0] == NULL || !is_code (parts[0]))
    return NULL;
  figure->name = g_strdup (parts[0]);
  for (char **part = parts + 1; *part != NULL; part++)
    if (!read_part (figure, *part))
      return NULL;

  if (says_situation (figure) && !is_of_situation (figure))
    return NULL;

  return is_of_claim (figure) == (figure->claim != NULL) ? g_steal_pointer (&figure) : NULL;
}

static void
write_code (GString *out, const char *key, const char *code)
{
  if (code != NULL)
    g_string_append_printf (out, "/%s=%s", key, *code != '\0' ? code : NONE);
}

/* A moment in WIB; none of 0. */
static void
write_moment (GString *out, const char *key, gint64 moment, const char *format)
{
  g_autoptr (GDateTime) day = moment != 0 ? g_date_time_new_from_unix_utc (moment + WIB) : NULL;
  g_autofree char *written = day != NULL ? g_date_time_format (day, format) : NULL;

  if (written != NULL)
    g_string_append_printf (out, "/%s=%s", key, written);
}

char *
pantau_figure_to_text (const PantauFigure *self)
{
  GString *out = g_string_new (self->name);

  write_code (out, "klaim", self->claim);
  write_code (out, "wilayah", self->region);
  if (self->only_region)
    g_string_append (out, "/langsung");
  write_code (out, "pemilihan", self->election);
  write_code (out, "bahaya", self->hazard);
  write_code (out, "tingkat", self->level);
  if (self->likelihood > 0)
    g_string_append_printf (out, "/matriks=%dx%d", self->likelihood, self->impact);
  if (self->tps > 0)
    g_string_append_printf (out, "/tps=%u", self->tps);
  write_moment (out, "dari", self->from, DAY_FORMAT);
  write_code (out, "jenis", self->kind);
  write_code (out, "bantuan", self->aid);
  write_moment (out, "pada", self->at, self->exactly ? MOMENT_FORMAT : DAY_FORMAT);
  if (self->heard_days > 0)
    g_string_append_printf (out, "/hari=%u", self->heard_days);
  if (self->since != 0)
    g_string_append_printf (out, "/mulai=%" G_GINT64_FORMAT, self->since);
  if (self->until != 0)
    g_string_append_printf (out, "/hingga=%" G_GINT64_FORMAT, self->until);

  return g_string_free (out, FALSE);
}

char *
pantau_figure_query (const PantauFigure *self)
{
  g_autofree char *text = pantau_figure_to_text (self);

  return g_strconcat ("hitung:", text, NULL);
}

/* A claim that is not here, or no more, counts nothing. */
static GArray *
claim_records (PantauStore *self, const PantauFigure *figure, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  GArray *rows = pantau_store_claim_records (
      self, figure->claim, figure->region, figure->since, figure->until,
      g_str_equal (figure->name, PANTAU_FIGURE_SIGHTINGS), &local_error);

  if (rows != NULL)
    return rows;
  if (g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND))
    return g_array_new (FALSE, FALSE, sizeof (guint32));
  g_propagate_error (error, g_steal_pointer (&local_error));

  return NULL;
}

/* Time limits go by this machine's clock here: a search knows no other. */
static GArray *
situation_records (PantauStore *self,
                   const PantauFigure *figure,
                   GCancellable *cancellable,
                   GError **error)
{
  PantauSituationQuery query = { .region = figure->region,
                                 .election = figure->election,
                                 .now = g_get_real_time () / G_USEC_PER_SEC,
                                 .at = figure->at,
                                 .exactly = figure->exactly,
                                 .heard_days = figure->heard_days };
  PantauSituationFigure asked = { .level = figure->level,
                                  .likelihood = figure->likelihood,
                                  .impact = figure->impact,
                                  .kind = figure->kind,
                                  .aid = figure->aid };
  g_autoptr (PantauSituationSheet) sheet = pantau_store_situation (self, cancellable, error);

  if (sheet == NULL)
    return NULL;
  pantau_situation_measure_from_name (figure->name, &asked.measure);

  return pantau_situation_records (sheet, &query, &asked, error);
}

GArray *
pantau_store_figure_records (PantauStore *self,
                             const PantauFigure *figure,
                             GCancellable *cancellable,
                             GError **error)
{
  if (is_of_claim (figure))
    return claim_records (self, figure, error);
  if (is_of_situation (figure))
    return situation_records (self, figure, cancellable, error);
  if (g_str_equal (figure->name, PANTAU_FIGURE_COVERAGE))
    {
      PantauCoverageQuery query = { .election = figure->election, .from = figure->from };

      return pantau_store_coverage_records (self, &query,
                                            figure->region != NULL ? figure->region : "16",
                                            figure->tps, cancellable, error);
    }

  return pantau_store_exposure_records (
      self,
      &(PantauExposureFilter){ .region = figure->region,
                               .hazard = figure->hazard,
                               .election = figure->election,
                               .level = figure->level,
                               .likelihood = figure->likelihood,
                               .impact = figure->impact,
                               .only_region = figure->only_region },
      figure->name, cancellable, error);
}
