/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reference data as one thing: where its files come from, and when they are read. Most commands need a few of them, and reading all
 * costs more than what the command is for.
 */

#include "config.h"

#include "pantau-reference-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "pantau-error.h"
#include "pantau-origin.h"
#include "pantau-resource.h"

#define MAX_FILE (8 * 1024 * 1024)

static GBytes *
read_file (const char *path, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  char *data;
  gsize length;
  GStatBuf info;

  if (g_stat (path, &info) == 0 && info.st_size > MAX_FILE)
    return pantau_throw_null (error, PANTAU_ERROR_TOO_LARGE,
                              _ ("the file “%s” is larger than %d MiB"), path,
                              MAX_FILE / 1024 / 1024);

  if (!g_file_get_contents (path, &data, &length, &local_error))
    return pantau_throw_null (error, PANTAU_ERROR_IO, _ ("cannot read the reference file: %s"),
                              local_error->message);

  return g_bytes_new_take (data, length);
}

GBytes *
pantau_reference_read (PantauReference *self, const char *name, GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *built_in = g_strconcat ("reference/", name, NULL);

  if (self->directory != NULL)
    {
      path = g_build_filename (self->directory, name, NULL);
      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return read_file (path, error);
    }

  return pantau_resource_lookup (built_in, error);
}

static gboolean
load (PantauReference *self, PantauPart part, GError **error)
{
  gboolean ok = TRUE;

  if (g_atomic_int_get (&self->loaded[part]))
    return TRUE;

  g_rec_mutex_lock (&self->lock);
  if (!self->loaded[part])
    {
      ok = pantau_reference_load_part (self, part, error);
      g_atomic_int_set (&self->loaded[part], ok);
    }
  g_rec_mutex_unlock (&self->lock);

  return ok;
}

/* Only what is built in is read as late as this. */
static void
need (PantauReference *self, PantauPart part)
{
  g_autoptr (GError) error = NULL;

  if (!load (self, part, &error))
    g_error ("the built-in reference data: %s", error->message);
}

gboolean
pantau_reference_load (PantauReference *self, GError **error)
{
  for (PantauPart part = 0; part < PANTAU_N_PARTS; part++)
    if (!load (self, part, error))
      return FALSE;

  return TRUE;
}

PantauReference *
pantau_reference_new (const char *directory, GError **error)
{
  g_autoptr (PantauReference) self = g_new0 (PantauReference, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_rec_mutex_init (&self->lock);
  self->directory = g_strdup (directory);

  if (directory != NULL && !g_file_test (directory, G_FILE_TEST_IS_DIR))
    return pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND, _ ("there is no directory “%s”"),
                              directory);

  /* What is built in was tested with the program; what somebody put beside it may be anything. */
  if (directory != NULL && !pantau_reference_load (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

PantauReference *
pantau_reference_ref (PantauReference *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pantau_reference_unref (PantauReference *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->directory);
  g_clear_pointer (&self->regions, pantau_regions_unref);
  g_clear_pointer (&self->elections, pantau_elections_unref);
  g_clear_pointer (&self->kinds, pantau_kinds_unref);
  g_clear_pointer (&self->statuses, pantau_statuses_unref);
  g_clear_pointer (&self->matrix, pantau_matrix_unref);
  g_clear_pointer (&self->harm, pantau_harm_unref);
  g_clear_pointer (&self->claim_words, pantau_claim_words_unref);
  g_clear_pointer (&self->families, pantau_families_unref);
  g_clear_pointer (&self->special_places, pantau_special_places_unref);
  g_clear_pointer (&self->agencies, pantau_agencies_unref);
  g_clear_pointer (&self->identity_parts, pantau_identity_parts_unref);
  g_clear_pointer (&self->hexes, pantau_hexes_unref);
  g_clear_pointer (&self->calendar, pantau_calendar_unref);
  g_clear_pointer (&self->deadlines, pantau_deadlines_unref);
  g_clear_pointer (&self->consequences, pantau_consequence_rules_free);
  g_clear_pointer (&self->origins, pantau_origins_free);
  g_clear_pointer (&self->url_rules, pantau_url_rules_unref);
  g_clear_pointer (&self->warning_rules, pantau_warning_rules_free);
  g_free (self->clock_digest);
  g_rec_mutex_clear (&self->lock);
  g_free (self);
}

PantauRegions *
pantau_reference_get_regions (PantauReference *self)
{
  need (self, PANTAU_PART_REGIONS);

  return self->regions;
}

PantauElections *
pantau_reference_get_elections (PantauReference *self)
{
  need (self, PANTAU_PART_ELECTIONS);

  return self->elections;
}

PantauKinds *
pantau_reference_get_kinds (PantauReference *self)
{
  need (self, PANTAU_PART_KINDS);

  return self->kinds;
}

PantauStatuses *
pantau_reference_get_statuses (PantauReference *self)
{
  need (self, PANTAU_PART_STATUSES);

  return self->statuses;
}

PantauMatrix *
pantau_reference_get_matrix (PantauReference *self)
{
  need (self, PANTAU_PART_MATRIX);

  return self->matrix;
}

PantauHarm *
pantau_reference_get_harm (PantauReference *self)
{
  need (self, PANTAU_PART_HARM);

  return self->harm;
}

PantauFamilies *
pantau_reference_get_families (PantauReference *self)
{
  need (self, PANTAU_PART_FAMILIES);

  return self->families;
}

PantauClaimWords *
pantau_reference_get_claim_words (PantauReference *self)
{
  need (self, PANTAU_PART_CLAIM_WORDS);

  return self->claim_words;
}

PantauAgencies *
pantau_reference_get_agencies (PantauReference *self)
{
  need (self, PANTAU_PART_AGENCIES);

  return self->agencies;
}

PantauIdentityParts *
pantau_reference_get_identity_parts (PantauReference *self)
{
  need (self, PANTAU_PART_IDENTITY_PARTS);

  return self->identity_parts;
}

PantauHexes *
pantau_reference_get_hexes (PantauReference *self)
{
  need (self, PANTAU_PART_HEXES);

  return self->hexes;
}

PantauCalendar *
pantau_reference_get_calendar (PantauReference *self)
{
  need (self, PANTAU_PART_DEADLINES);

  return self->calendar;
}

PantauDeadlines *
pantau_reference_get_deadlines (PantauReference *self)
{
  need (self, PANTAU_PART_DEADLINES);

  return self->deadlines;
}

PantauConsequenceRules *
pantau_reference_get_consequences (PantauReference *self)
{
  need (self, PANTAU_PART_CONSEQUENCES);

  return self->consequences;
}

PantauOrigins *
pantau_reference_get_origins (PantauReference *self)
{
  need (self, PANTAU_PART_ORIGINS);

  return self->origins;
}

PantauUrlRules *
pantau_reference_get_url_rules (PantauReference *self)
{
  need (self, PANTAU_PART_URL_RULES);

  return self->url_rules;
}

PantauWarningRules *
pantau_reference_get_warning_rules (PantauReference *self)
{
  need (self, PANTAU_PART_WARNING_RULES);

  return self->warning_rules;
}

const char *
pantau_reference_get_clock_digest (PantauReference *self)
{
  need (self, PANTAU_PART_CLOCK_DIGEST);

  return self->clock_digest;
}

PantauSpecialPlaces *
pantau_reference_get_special_places (PantauReference *self)
{
  need (self, PANTAU_PART_SPECIAL_PLACES);

  return self->special_places;
}

const char *
pantau_reference_kind_label (PantauReference *self, const char *kind, const char *language)
{
  const PantauKind *found = pantau_kinds_lookup (pantau_reference_get_kinds (self), kind);

  return found != NULL ? pantau_label_get (&found->name, language) : kind;
}

const char *
pantau_reference_kind_short_label (PantauReference *self, const char *kind, const char *language)
{
  const PantauKind *found = pantau_kinds_lookup (pantau_reference_get_kinds (self), kind);

  return found != NULL && found->short_name.id != NULL
             ? pantau_label_get (&found->short_name, language)
             : pantau_reference_kind_label (self, kind, language);
}

const char *
pantau_reference_field_label (PantauReference *self,
                              const char *kind,
                              const char *field,
                              const char *language)
{
  const PantauKind *found = pantau_kinds_lookup (pantau_reference_get_kinds (self), kind);
  const PantauField *known = found != NULL ? pantau_kind_field (found, field) : NULL;

  return known != NULL ? pantau_label_get (&known->label, language) : field;
}

const char *
pantau_reference_value_label (PantauReference *self,
                              const char *kind,
                              const char *field,
                              const char *code,
                              const char *language)
{
  const PantauKind *found = pantau_kinds_lookup (pantau_reference_get_kinds (self), kind);
  const PantauField *known = found != NULL ? pantau_kind_field (found, field) : NULL;

  if (known == NULL || known->choices == NULL)
    return code;

  return pantau_kinds_choice_label (pantau_reference_get_kinds (self), known->choices, code,
                                    language);
}

const char *
pantau_reference_status_label (PantauReference *self,
                               const char *kind,
                               const char *status,
                               const char *language)
{
  const PantauKind *found = pantau_kinds_lookup (pantau_reference_get_kinds (self), kind);

  return found != NULL ? pantau_statuses_label (pantau_reference_get_statuses (self),
                                                found->status_table, status, language)
                       : status;
}
