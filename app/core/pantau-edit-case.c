/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a change or a step of a case still lacks: asked before it is written, since what is in the ledger is there for ever. */

#include "config.h"

#include "pantau-edit-private.h"

#include <glib/gi18n-lib.h>

#include "pantau-check.h"
#include "pantau-condition.h"
#include "pantau-error.h"
#include "pantau-locale.h"
#include "pantau-store-identity.h"
#include "pantau-words.h"

GStrv
pantau_edit_reporter_has (PantauRecord *record)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) sealed = pantau_sealed_new (record);

  for (guint i = 0; i < sealed->len; i++)
    {
      const PantauSealed *one = g_ptr_array_index (sealed, i);

      if (g_str_equal (one->person, PANTAU_PERSON_REPORTER))
        g_strv_builder_addv (builder, (const char **) one->has);
    }

  return g_strv_builder_end (builder);
}

gboolean
pantau_edit_check (PantauHome *home, PantauRecord *record, JsonObject *values, GPtrArray *faults)
{
  PantauReference *reference = pantau_home_get_reference (home);
  g_auto (GStrv) has = pantau_edit_reporter_has (record);
  gboolean is_well =
      pantau_check_change (reference, record, values, g_get_real_time () / G_USEC_PER_SEC, faults);

  return pantau_check_origin (reference, record, values, (const char *const *) has, faults) &&
         is_well;
}

/* Our own sentence on a need, or the name of the field. (transfer full) */
static char *
need_text (PantauReference *reference, PantauRecord *record, const PantauStatusNeed *need)
{
  const char *why = pantau_label_get (&need->why, pantau_locale_get ());

  return g_strdup (why != NULL ? why
                               : pantau_words_field (reference, pantau_record_get_kind (record),
                                                     need->what.field));
}

GStrv
pantau_edit_step_lacks (PantauReference *reference, PantauRecord *record, const char *status)
{
  const PantauKind *kind =
      pantau_kinds_lookup (pantau_reference_get_kinds (reference), pantau_record_get_kind (record));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (JsonObject) values = pantau_condition_values (record);
  g_autoptr (GPtrArray) lacking = NULL;

  if (kind == NULL)
    return g_strv_builder_end (builder);

  lacking = pantau_statuses_lacking (pantau_reference_get_statuses (reference), kind->status_table,
                                     status, values);
  for (guint i = 0; i < lacking->len; i++)
    {
      g_autofree char *text = need_text (reference, record, g_ptr_array_index (lacking, i));

      g_strv_builder_add (builder, text);
    }

  return g_strv_builder_end (builder);
}

gboolean
pantau_edit_check_step (PantauReference *reference,
                        PantauRecord *record,
                        const char *status,
                        GError **error)
{
  g_auto (GStrv) lacks = pantau_edit_step_lacks (reference, record, status);
  g_autofree char *names = g_strjoinv (", ", lacks);

  if (lacks[0] == NULL)
    return TRUE;

  return pantau_throw (error, PANTAU_ERROR_INVALID,
                       /* Translators: the name of a status, then what the record lacks for it. */
                       _ ("before the status “%s” this is still missing: %s"),
                       pantau_reference_status_label (reference, pantau_record_get_kind (record),
                                                      status, pantau_locale_get ()),
                       names);
}
