/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reference data as one thing: where its files come from, and that they fit each other. What
 * every part needs on its own is checked where it is read.
 */

#include "config.h"

#include "pantau-reference.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "pantau-error.h"
#include "pantau-resource.h"

#define MAX_FILE (8 * 1024 * 1024)

struct _PantauReference
{
  gatomicrefcount ref_count;
  char *directory; /* (nullable) */
  PantauRegions *regions;
  PantauElections *elections;
  PantauKinds *kinds;
  PantauStatuses *statuses;
};

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

  if (choices == NULL)
    return FALSE;

  self->kinds = pantau_kinds_new (kinds, choices, error);

  return self->kinds != NULL;
}

static gboolean
load_statuses (PantauReference *self, GError **error)
{
  g_autoptr (GBytes) status = pantau_reference_read (self, "status.json", error);
  GPtrArray *kinds = pantau_kinds_list (self->kinds);

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
    }

  return TRUE;
}

PantauReference *
pantau_reference_new (const char *directory, GError **error)
{
  g_autoptr (PantauReference) self = g_new0 (PantauReference, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->directory = g_strdup (directory);

  if (directory != NULL && !g_file_test (directory, G_FILE_TEST_IS_DIR))
    return pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND, _ ("there is no directory “%s”"),
                              directory);

  if (!load_regions (self, error) || !load_elections (self, error) || !load_kinds (self, error) ||
      !load_statuses (self, error))
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
  g_free (self);
}

PantauRegions *
pantau_reference_get_regions (PantauReference *self)
{
  return self->regions;
}

PantauElections *
pantau_reference_get_elections (PantauReference *self)
{
  return self->elections;
}

PantauKinds *
pantau_reference_get_kinds (PantauReference *self)
{
  return self->kinds;
}

PantauStatuses *
pantau_reference_get_statuses (PantauReference *self)
{
  return self->statuses;
}

const char *
pantau_reference_kind_label (PantauReference *self, const char *kind, const char *language)
{
  const PantauKind *found = pantau_kinds_lookup (self->kinds, kind);

  return found != NULL ? pantau_label_get (&found->name, language) : kind;
}

const char *
pantau_reference_field_label (PantauReference *self,
                              const char *kind,
                              const char *field,
                              const char *language)
{
  const PantauKind *found = pantau_kinds_lookup (self->kinds, kind);
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
  const PantauKind *found = pantau_kinds_lookup (self->kinds, kind);
  const PantauField *known = found != NULL ? pantau_kind_field (found, field) : NULL;

  if (known == NULL || known->choices == NULL)
    return code;

  return pantau_kinds_choice_label (self->kinds, known->choices, code, language);
}

const char *
pantau_reference_status_label (PantauReference *self,
                               const char *kind,
                               const char *status,
                               const char *language)
{
  const PantauKind *found = pantau_kinds_lookup (self->kinds, kind);

  return found != NULL
             ? pantau_statuses_label (self->statuses, found->status_table, status, language)
             : status;
}
