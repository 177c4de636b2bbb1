/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which widget asks which question. */

#define G_LOG_DOMAIN "pantau-field-factory"

#include "config.h"

#include "pantau-field-factory.h"

#include "pantau-boolean-field.h"
#include "pantau-choice-field.h"
#include "pantau-choices-field.h"
#include "pantau-list-field.h"
#include "pantau-longtext-field.h"
#include "pantau-lookup-field.h"
#include "pantau-matrix-field.h"
#include "pantau-number-field.h"
#include "pantau-people-field.h"
#include "pantau-places-field.h"
#include "pantau-region-field.h"
#include "pantau-severity-field.h"
#include "pantau-text-field.h"
#include "pantau-time-field.h"

static GType
standard_type (const char *name)
{
  if (g_str_equal (name, "places"))
    return PANTAU_TYPE_PLACES_FIELD;
  if (g_str_equal (name, "occurred") || g_str_equal (name, "known"))
    return PANTAU_TYPE_TIME_FIELD;
  if (g_str_equal (name, "narrative"))
    return PANTAU_TYPE_LONGTEXT_FIELD;
  if (g_str_equal (name, "severity"))
    return PANTAU_TYPE_SEVERITY_FIELD;

  return PANTAU_TYPE_TEXT_FIELD;
}

static GType
choice_type (PantauForm *form, const PantauField *field)
{
  PantauKinds *kinds = pantau_reference_get_kinds (pantau_form_get_reference (form));
  GPtrArray *choices = pantau_kinds_choices (kinds, field->choices);

  return choices->len > PANTAU_CHOICE_FIELD_MOST ? PANTAU_TYPE_LOOKUP_FIELD
                                                 : PANTAU_TYPE_CHOICE_FIELD;
}

static GType
field_type (PantauForm *form, const PantauField *field)
{
  switch (field->type)
    {
    case PANTAU_FIELD_TEXT:
      return PANTAU_TYPE_TEXT_FIELD;
    case PANTAU_FIELD_LONGTEXT:
      return PANTAU_TYPE_LONGTEXT_FIELD;
    case PANTAU_FIELD_CHOICE:
      return choice_type (form, field);
    case PANTAU_FIELD_CHOICES:
      return PANTAU_TYPE_CHOICES_FIELD;
    case PANTAU_FIELD_INTEGER:
    case PANTAU_FIELD_NUMBER:
    case PANTAU_FIELD_MONEY:
      return PANTAU_TYPE_NUMBER_FIELD;
    case PANTAU_FIELD_DATETIME:
    case PANTAU_FIELD_DATE:
      return PANTAU_TYPE_TIME_FIELD;
    case PANTAU_FIELD_BOOLEAN:
      return PANTAU_TYPE_BOOLEAN_FIELD;
    case PANTAU_FIELD_REGION:
      return PANTAU_TYPE_REGION_FIELD;
    case PANTAU_FIELD_MATRIX:
      return PANTAU_TYPE_MATRIX_FIELD;
    case PANTAU_FIELD_PEOPLE:
      return PANTAU_TYPE_PEOPLE_FIELD;
    case PANTAU_FIELD_LIST:
      return PANTAU_TYPE_LIST_FIELD;
    }

  return PANTAU_TYPE_TEXT_FIELD;
}

GtkWidget *
pantau_field_factory_make (PantauForm *form, const PantauQuestion *question)
{
  GType type =
      question->field != NULL ? field_type (form, question->field) : standard_type (question->name);

  return g_object_new (type, "form", form, "question", question->name, NULL);
}
