/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is wrong with an answer, said to who fills in the form. The sentences of pantau-check.h are for who writes a file: they name
 * members and forms of JSON. These stand beside the question and say what to write.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-check.h"
#include "pantau-form-private.h"
#include "pantau-format.h"

/* The first letter is a capital. (transfer full) */
static char *
sentence (const char *message)
{
  g_autofree char *first = NULL, *upper = NULL;

  if (*message == '\0')
    return g_strdup ("");
  first = g_utf8_substring (message, 0, 1);
  upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, g_utf8_next_char (message), NULL);
}

static char *
range_text (const PantauQuestion *question)
{
  const PantauField *field = question->field;
  g_autofree char *min = NULL, *max = NULL;

  if (field == NULL)
    return g_strdup (_ ("Choose from 1 to 5"));

  min = field->has_min ? pantau_format_number (field->min) : NULL;
  max = field->has_max ? pantau_format_number (field->max) : NULL;
  if (min != NULL && max != NULL)
    return g_strdup_printf (_ ("Write a number from %s to %s"), min, max);
  if (min != NULL)
    return g_strdup_printf (_ ("Write a number of %s or more"), min);

  return max != NULL ? g_strdup_printf (_ ("Write a number of %s or less"), max)
                     : g_strdup (_ ("The number is too large"));
}

static char *
length_text (PantauForm *self, const PantauQuestion *question)
{
  const PantauAnswer *answer = pantau_form_answer (self, question->name);
  const char *text =
      JSON_NODE_HOLDS_VALUE (answer->value) ? json_node_get_string (answer->value) : "";
  guint limit = question->field != NULL                     ? question->field->max_length
                : g_str_equal (question->name, "narrative") ? PANTAU_CHECK_MAX_NARRATIVE
                : g_str_equal (question->name, "title")     ? PANTAU_CHECK_MAX_TITLE
                                                            : 0;
  g_autofree char *length = pantau_format_integer (g_utf8_strlen (text, -1));
  g_autofree char *most = pantau_format_integer (limit);

  if (limit == 0)
    return g_strdup (_ ("This is too long"));

  return g_strdup_printf (_ ("This is too long: %s characters, and at most %s are taken"), length,
                          most);
}

static char *
rows_text (PantauForm *self, const PantauQuestion *question)
{
  guint n = pantau_form_get_n_rows (self, question->name);
  g_autofree char *rows = pantau_format_integer (n);
  g_autofree char *most = pantau_format_integer (question->field->max_items);

  return g_strdup_printf (ngettext ("These are too many: %s row, and at most %s are taken",
                                    "These are too many: %s rows, and at most %s are taken", n),
                          rows, most);
}

char *
pantau_form_fault_text (PantauForm *self, const PantauQuestion *question, const PantauFault *fault)
{
  if (g_str_equal (fault->code, "in-future"))
    return g_strdup (_ ("This time has not come yet"));
  if (g_str_equal (fault->code, "too-early"))
    return g_strdup (_ ("This lies before the year 2000"));
  if (g_str_equal (fault->code, "wrong-order") && g_str_equal (fault->field, "known"))
    return g_strdup (_ ("Nobody can have known of it before it happened"));
  if (g_str_equal (fault->code, "missing") && strchr (fault->field, '[') != NULL &&
      question != NULL && question->field != NULL)
    return g_strdup (_ ("Write something here, or remove this row"));
  if (g_str_equal (fault->code, "missing") && g_str_has_prefix (fault->field, "title"))
    return g_strdup (_ ("Write a title, or say in the narrative what happened"));
  if (g_str_equal (fault->code, "missing") && g_str_has_prefix (fault->field, "region"))
    return g_strdup (_ ("Say where it happened: without a place nobody knows who has to act"));
  if (question == NULL)
    return sentence (fault->message);

  if (g_str_equal (fault->code, "too-many") && question->field != NULL &&
      question->field->type == PANTAU_FIELD_LIST)
    return rows_text (self, question);
  if (g_str_equal (fault->code, "wrong-length") || g_str_equal (fault->code, "wrong-digits"))
    return sentence (fault->message);
  if (g_str_equal (fault->code, "unknown-choice"))
    return g_strdup (_ ("Choose from the list"));
  if (g_str_equal (fault->code, "malformed") && g_str_equal (question->name, "heard_from"))
    return g_strdup (_ ("Write the colleague’s code, of letters, digits and hyphens, not a name"));
  if (question->field != NULL && question->field->type == PANTAU_FIELD_MATRIX)
    return pantau_form_unread_text (question);
  if (g_str_equal (fault->code, "out-of-range") && !g_str_equal (question->name, "places"))
    return range_text (question);
  if (g_str_equal (fault->code, "too-long") && !g_str_equal (question->name, "places"))
    return length_text (self, question);
  if (g_str_equal (fault->code, "wrong-type") || g_str_equal (fault->code, "missing") ||
      g_str_equal (fault->code, "bad-date"))
    return pantau_form_unread_text (question);

  return sentence (fault->message);
}

char *
pantau_form_unread_text (const PantauQuestion *question)
{
  const PantauField *field = question->field;

  if (field == NULL)
    return g_strdup (g_str_equal (question->name, "severity")
                         ? _ ("Choose from 1 to 5")
                         : _ ("Write a day and a time, such as 14-02-2024 16.30 or “kemarin jam 2 "
                              "siang”"));

  switch (field->type)
    {
    case PANTAU_FIELD_INTEGER:
      return g_strdup (_ ("Write a whole number, such as 24"));
    case PANTAU_FIELD_MONEY:
      return g_strdup (_ ("Write an amount in rupiah, such as 1.500.000 or “25 juta”"));
    case PANTAU_FIELD_NUMBER:
      return g_strdup (_ ("Write a number, such as 2,5"));
    case PANTAU_FIELD_DATE:
      return g_strdup (field->ahead ? _ ("Write a day, such as 27-11-2029 or “besok”")
                                    : _ ("Write a day, such as 14-02-2024 or “kemarin”"));
    case PANTAU_FIELD_DATETIME:
      return g_strdup (
          field->ahead
              ? _ ("Write a day and a time, such as 27-11-2029 16.30 or “besok jam 2 siang”")
              : _ ("Write a day and a time, such as 14-02-2024 16.30 or “kemarin jam 2 siang”"));
    case PANTAU_FIELD_BOOLEAN:
      return g_strdup (_ ("Write yes or no"));
    case PANTAU_FIELD_CHOICE:
    case PANTAU_FIELD_CHOICES:
      return g_strdup (_ ("Choose from the list"));
    case PANTAU_FIELD_REGION:
      return g_strdup (_ ("Write the name of a kabupaten, kota, kecamatan or village"));
    case PANTAU_FIELD_MATRIX:
      return g_strdup (_ ("Choose how likely it is and how bad it would be"));
    case PANTAU_FIELD_PEOPLE:
      return g_strdup (_ ("Write a number for each group"));
    case PANTAU_FIELD_LIST:
    case PANTAU_FIELD_TEXT:
    case PANTAU_FIELD_LONGTEXT:
    default:
      return g_strdup (_ ("This answer cannot be read"));
    }
}
