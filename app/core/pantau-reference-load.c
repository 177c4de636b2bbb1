/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How each part of the reference data is read, and that the parts fit each other. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-crypto.h"
#include "pantau-error.h"
#include "pantau-origin.h"
#include "pantau-reference-private.h"

static gboolean
load_regions (PantauReference *self, GError **error)
{
  g_autoptr (GBytes) wilayah = pantau_reference_read (self, "wilayah.csv", error);
  g_autoptr (GBytes) alias =
      wilayah != NULL ? pantau_reference_read (self, "alias.csv", error) : NULL;

  if (alias == NULL)
    return FALSE;

  self->regions = pantau_regions_new (wilayah, alias, error);

  return self->regions != NULL;
}

static gboolean
load_elections (PantauReference *self, GError **error)
{
  g_autoptr (GBytes) pemilihan = pantau_reference_read (self, "pemilihan.csv", error);
  g_autoptr (GBytes) tahapan =
      pemilihan != NULL ? pantau_reference_read (self, "tahapan.csv", error) : NULL;

  if (tahapan == NULL)
    return FALSE;

  self->elections = pantau_elections_new (pemilihan, tahapan, error);

  return self->elections != NULL;
}

static gboolean
load_kinds (PantauReference *self, GError **error)
{
  g_autoptr (GBytes) kinds = pantau_reference_read (self, "kinds.json", error);
  g_autoptr (GBytes) choices =
      kinds != NULL ? pantau_reference_read (self, "choices.json", error) : NULL;
  g_autoptr (GBytes) checklist =
      choices != NULL ? pantau_reference_read (self, "daftar-periksa.json", error) : NULL;

  if (checklist == NULL)
    return FALSE;

  self->kinds = pantau_kinds_new (kinds, choices, checklist, error);

  return self->kinds != NULL;
}

/* A status that needs what no question asks could never be reached. */
static gboolean
check_status_needs (PantauReference *self, const PantauKind *kind, GError **error)
{
  GPtrArray *list = pantau_statuses_list (self->statuses, kind->status_table);

  for (guint i = 0; i < list->len; i++)
    {
      const PantauStatus *status = g_ptr_array_index (list, i);

      for (guint j = 0; j < status->needs->len; j++)
        {
          const PantauStatusNeed *need = g_ptr_array_index (status->needs, j);

          if (pantau_kind_field (kind, need->what.field) == NULL)
            return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                                 _ ("status.json: the status “%s” needs the field “%s”, which "
                                    "the kind “%s” does not have"),
                                 status->code, need->what.field, kind->code);
        }
    }

  return TRUE;
}

static gboolean
load_statuses (PantauReference *self, GError **error)
{
  g_autoptr (GBytes) status = pantau_reference_read (self, "status.json", error);
  GPtrArray *kinds = pantau_kinds_list (pantau_reference_get_kinds (self));

  if (status == NULL)
    return FALSE;

  self->statuses = pantau_statuses_new (status, error);
  if (self->statuses == NULL)
    return FALSE;

  for (guint i = 0; i < kinds->len; i++)
    {
      const PantauKind *kind = g_ptr_array_index (kinds, i);

      if (pantau_statuses_list (self->statuses, kind->status_table) == NULL)
        return pantau_throw (
            error, PANTAU_ERROR_MALFORMED,
            _ ("kinds.json: the kind “%s” names the status table “%s”, which status.json "
               "does not have"),
            kind->code, kind->status_table);
      if (!check_status_needs (self, kind, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
load_families (PantauReference *self, GError **error)
{
  g_autoptr (GBytes) kata = pantau_reference_read (self, "kata.csv", error);

  self->families = kata != NULL ? pantau_families_new (kata, error) : NULL;

  return self->families != NULL;
}

static gboolean
load_claim_words (PantauReference *self, GError **error)
{
  g_autoptr (GBytes) singkatan = pantau_reference_read (self, "singkatan.csv", error);
  g_autoptr (GBytes) klaim =
      singkatan != NULL ? pantau_reference_read (self, "klaim.csv", error) : NULL;

  if (klaim == NULL)
    return FALSE;

  self->claim_words = pantau_claim_words_new (singkatan, klaim, pantau_reference_get_regions (self),
                                              pantau_reference_get_families (self), error);

  return self->claim_words != NULL;
}

static gboolean
load_agencies (PantauReference *self, GError **error)
{
  g_autoptr (GBytes) instansi = pantau_reference_read (self, "instansi.json", error);

  self->agencies = instansi != NULL ? pantau_agencies_new (instansi, error) : NULL;

  return self->agencies != NULL;
}

static gboolean
load_identity_parts (PantauReference *self, GError **error)
{
  g_autoptr (GBytes) identitas = pantau_reference_read (self, "identitas.json", error);

  self->identity_parts = identitas != NULL ? pantau_identity_parts_new (identitas, error) : NULL;

  return self->identity_parts != NULL;
}

/* Clocks are kept in the projections; what they were counted from tells whether they still hold. */
static gboolean
load_clock_digest (PantauReference *self, GError **error)
{
  static const char *const files[] = { "tenggat.json", "libur.csv",     "pemilihan.csv",
                                       "status.json",  "instansi.json", "kinds.json" };
  g_autoptr (GString) hashes = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) bytes = pantau_reference_read (self, files[i], error);
      g_autofree char *hash = bytes != NULL ? pantau_sha256_text (g_bytes_get_data (bytes, NULL),
                                                                  g_bytes_get_size (bytes))
                                            : NULL;

      if (hash == NULL)
        return FALSE;
      g_string_append (hashes, hash);
    }
  self->clock_digest = pantau_sha256_text (hashes->str, hashes->len);

  return TRUE;
}

/* After all that its rules name. */
static gboolean
load_deadlines (PantauReference *self, GError **error)
{
  g_autoptr (GBytes) libur = pantau_reference_read (self, "libur.csv", error);
  g_autoptr (GBytes) tenggat =
      libur != NULL ? pantau_reference_read (self, "tenggat.json", error) : NULL;

  if (tenggat == NULL)
    return FALSE;
  self->calendar = pantau_calendar_new (libur, error);
  self->deadlines =
      self->calendar != NULL
          ? pantau_deadlines_new (tenggat, pantau_reference_get_kinds (self),
                                  pantau_reference_get_statuses (self),
                                  pantau_reference_get_agencies (self), self->calendar, error)
          : NULL;

  return self->deadlines != NULL;
}

/* After the kinds and choices that its rules name. */
static gboolean
load_consequences (PantauReference *self, GError **error)
{
  g_autoptr (GBytes) netralitas = pantau_reference_read (self, "netralitas.json", error);

  self->consequences =
      netralitas != NULL
          ? pantau_consequence_rules_new (netralitas, pantau_reference_get_kinds (self), error)
          : NULL;

  return self->consequences != NULL;
}

static gboolean
load_origins (PantauReference *self, GError **error)
{
  g_autoptr (GBytes) asal = pantau_reference_read (self, "asal.json", error);

  self->origins =
      asal != NULL ? pantau_origins_new (asal, pantau_reference_get_kinds (self), error) : NULL;

  return self->origins != NULL;
}

/* A site of a platform that no choice is made of would fill a form with what it refuses. */
static gboolean
load_url_rules (PantauReference *self, GError **error)
{
  g_autoptr (GBytes) tautan = pantau_reference_read (self, "tautan.json", error);
  GPtrArray *sites;

  self->url_rules = tautan != NULL ? pantau_url_rules_new (tautan, error) : NULL;
  if (self->url_rules == NULL)
    return FALSE;

  sites = pantau_url_rules_list (self->url_rules);
  for (guint i = 0; i < sites->len; i++)
    {
      const PantauUrlSite *site = g_ptr_array_index (sites, i);

      if (pantau_kinds_choice (pantau_reference_get_kinds (self), "platform", site->platform) ==
          NULL)
        return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                             _ ("tautan.json: the site “%s” names the platform “%s”, which "
                                "choices.json does not have"),
                             site->host, site->platform);
    }

  return TRUE;
}

static gboolean
load_special_places (PantauReference *self, GError **error)
{
  g_autoptr (GBytes) bytes = pantau_reference_read (self, "tps_khusus.csv", error);

  self->special_places = bytes != NULL ? pantau_special_places_new (bytes, error) : NULL;

  return self->special_places != NULL;
}

/* Each grade needs its name, or a form could not show the table. */
static gboolean
load_matrix (PantauReference *self, GError **error)
{
  g_autoptr (GBytes) matrix = pantau_reference_read (self, "matriks.json", error);
  const char *lists[2];

  if (matrix == NULL)
    return FALSE;
  self->matrix = pantau_matrix_new (matrix, error);
  if (self->matrix == NULL)
    return FALSE;

  lists[0] = pantau_matrix_get_likelihood_list (self->matrix);
  lists[1] = pantau_matrix_get_impact_list (self->matrix);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (char grade[] = "1"; *grade <= '0' + PANTAU_MATRIX_GRADES; (*grade)++)
      if (pantau_kinds_choice (pantau_reference_get_kinds (self), lists[i], grade) == NULL)
        return pantau_throw (
            error, PANTAU_ERROR_MALFORMED,
            _ ("matriks.json: choices.json has no list “%s” with the grades 1 to %d"), lists[i],
            PANTAU_MATRIX_GRADES);

  return TRUE;
}

static gboolean
load_harm (PantauReference *self, GError **error)
{
  g_autoptr (GBytes) bahaya = pantau_reference_read (self, "bahaya.json", error);

  self->harm = bahaya != NULL ? pantau_harm_new (bahaya, error) : NULL;

  return self->harm != NULL;
}

static gboolean
load_warning_rules (PantauReference *self, GError **error)
{
  g_autoptr (GBytes) peringatan = pantau_reference_read (self, "peringatan.json", error);

  self->warning_rules =
      peringatan != NULL
          ? pantau_warning_rules_new (peringatan, pantau_reference_get_kinds (self), error)
          : NULL;

  return self->warning_rules != NULL;
}

static gboolean
load_hexes (PantauReference *self, GError **error)
{
  g_autoptr (GBytes) bytes = pantau_reference_read (self, "kecamatan.csv", error);

  if (bytes == NULL)
    return FALSE;
  self->hexes = pantau_hexes_new (bytes, error);

  return self->hexes != NULL;
}

gboolean
pantau_reference_load_part (PantauReference *self, PantauPart part, GError **error)
{
  static gboolean (*const loaders[PANTAU_N_PARTS]) (PantauReference *, GError **) = {
    [PANTAU_PART_REGIONS] = load_regions,
    [PANTAU_PART_ELECTIONS] = load_elections,
    [PANTAU_PART_KINDS] = load_kinds,
    [PANTAU_PART_STATUSES] = load_statuses,
    [PANTAU_PART_MATRIX] = load_matrix,
    [PANTAU_PART_FAMILIES] = load_families,
    [PANTAU_PART_CLAIM_WORDS] = load_claim_words,
    [PANTAU_PART_SPECIAL_PLACES] = load_special_places,
    [PANTAU_PART_AGENCIES] = load_agencies,
    [PANTAU_PART_IDENTITY_PARTS] = load_identity_parts,
    [PANTAU_PART_DEADLINES] = load_deadlines,
    [PANTAU_PART_CONSEQUENCES] = load_consequences,
    [PANTAU_PART_ORIGINS] = load_origins,
    [PANTAU_PART_HEXES] = load_hexes,
    [PANTAU_PART_URL_RULES] = load_url_rules,
    [PANTAU_PART_HARM] = load_harm,
    [PANTAU_PART_WARNING_RULES] = load_warning_rules,
    [PANTAU_PART_CLOCK_DIGEST] = load_clock_digest,
  };

  return loaders[part](self, error);
}
