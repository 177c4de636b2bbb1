/* SPDX-License-Identifier: GPL-3.0-or-later */
/* To whom a record is forwarded. */

#define G_LOG_DOMAIN "pantau-agency-field"

#include "config.h"

#include "pantau-agency-field.h"

#include <glib/gi18n-lib.h>

#include "pantau-agency.h"
#include "pantau-locale.h"

#define CANDIDATES 8

struct _PantauAgencyField
{
  PantauPickField parent_instance;

  GPtrArray *agencies; /* (owned) (nullable): of PantauAgency, the most fitting first */
};

G_DEFINE_FINAL_TYPE (PantauAgencyField, pantau_agency_field, PANTAU_TYPE_PICK_FIELD)

static const PantauAgency *
lookup (PantauPickField *field, const char *code)
{
  PantauReference *reference = pantau_field_view_get_reference (PANTAU_FIELD_VIEW (field));

  return pantau_agencies_lookup (pantau_reference_get_agencies (reference), code);
}

/* Every word of @text begins a word of a name or the code: “bpbd”, “badan penanggulangan”, “bupati”. */
static gboolean
fits (const PantauAgency *agency, const char *text)
{
  const char *language = pantau_locale_get ();

  return *text == '\0' || g_str_match_string (text, agency->code, TRUE) ||
         g_str_match_string (text, pantau_label_get (&agency->name, language), TRUE) ||
         g_str_match_string (text, pantau_label_get (&agency->full_name, language), TRUE);
}

static GPtrArray *
pantau_agency_field_find (PantauPickField *field, const char *text)
{
  PantauAgencyField *self = PANTAU_AGENCY_FIELD (field);
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; self->agencies != NULL && i < self->agencies->len; i++)
    {
      const PantauAgency *agency = g_ptr_array_index (self->agencies, i);

      if (fits (agency, text) && found->len < CANDIDATES)
        g_ptr_array_add (found, agency->code);
    }

  return found;
}

static char *
pantau_agency_field_dup_name (PantauPickField *field, const char *code)
{
  const PantauAgency *agency = lookup (field, code);

  return g_strdup (agency != NULL ? pantau_label_get (&agency->name, pantau_locale_get ()) : code);
}

/* The full name below: acronyms have two meanings now and then. */
static void
pantau_agency_field_offer (PantauPickField *field, PantauPicker *picker, const char *code)
{
  const PantauAgency *agency = lookup (field, code);
  const char *language = pantau_locale_get ();

  if (agency != NULL)
    pantau_picker_offer (picker, pantau_label_get (&agency->name, language),
                         pantau_label_get (&agency->full_name, language));
}

/* What fits nothing is told at once, not when all is sent. */
static void
pantau_agency_field_settle (PantauFieldView *view)
{
  g_autofree char *code = NULL;

  PANTAU_FIELD_VIEW_CLASS (pantau_agency_field_parent_class)->settle (view);
  code = pantau_field_view_dup_code (view);
  if (code != NULL && lookup (PANTAU_PICK_FIELD (view), code) == NULL)
    pantau_field_view_complain (view, _ ("Choose from the list"));
}

static void
pantau_agency_field_finalize (GObject *object)
{
  g_clear_pointer (&PANTAU_AGENCY_FIELD (object)->agencies, g_ptr_array_unref);

  G_OBJECT_CLASS (pantau_agency_field_parent_class)->finalize (object);
}

static void
pantau_agency_field_class_init (PantauAgencyFieldClass *klass)
{
  PantauFieldViewClass *field_class = PANTAU_FIELD_VIEW_CLASS (klass);
  PantauPickFieldClass *pick_class = PANTAU_PICK_FIELD_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = pantau_agency_field_finalize;
  field_class->settle = pantau_agency_field_settle;
  pick_class->dup_name = pantau_agency_field_dup_name;
  pick_class->find = pantau_agency_field_find;
  pick_class->offer = pantau_agency_field_offer;
}

static void
pantau_agency_field_init (PantauAgencyField *self)
{
}

void
pantau_agency_field_set_agencies (PantauAgencyField *self, GPtrArray *agencies)
{
  g_return_if_fail (PANTAU_IS_AGENCY_FIELD (self));

  g_clear_pointer (&self->agencies, g_ptr_array_unref);
  self->agencies = g_ptr_array_ref (agencies);
}
