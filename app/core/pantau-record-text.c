/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record as plain text. What stands in it is what the page shows, in the same order. */

#include "config.h"

#include "pantau-record-text.h"

#include <glib/gi18n-lib.h>

#include "pantau-locale.h"
#include "pantau-sheet.h"
#include "pantau-words-act.h"
#include "pantau-words.h"

#define SHORT_ID 8

char *
pantau_record_short_id (const char *id)
{
  return g_strndup (id, SHORT_ID);
}

const char *
pantau_record_state_words (PantauState state)
{
  switch (state)
    {
    case PANTAU_STATE_SENDING:
      return _ ("Being sent");
    case PANTAU_STATE_RECEIVED:
      return _ ("Received by the province");
    case PANTAU_STATE_SAVED:
    default:
      return _ ("Saved on this laptop");
    }
}

const char *
pantau_record_class_words (gboolean is_open)
{
  /* Translators: the class of a record: who may read it. */
  return is_open ? C_ ("class", "Open: also the provincial government’s team may read it")
                 : C_ ("class", "Closed: only Bawaslu may read it");
}

const char *
pantau_record_title_words (PantauRecord *record)
{
  const char *title = pantau_record_get_title (record);

  if (*title != '\0')
    return title;

  /* Translators: in the place of a record’s title. */
  return pantau_record_get_is_erased (record) ? _ ("Erased by law") : _ ("Without a title");
}

static void
add (GString *text, const char *label, const char *value)
{
  if (value != NULL)
    g_string_append_printf (text, _ ("%s: %s\n"), label, value);
}

static void
add_head (GString *text, PantauReference *reference, PantauRecord *record)
{
  const char *kind = pantau_record_get_kind (record), *language = pantau_locale_get ();
  const char *quarantine = pantau_record_get_quarantine (record);
  g_autofree char *title = pantau_words_clean (pantau_record_title_words (record));
  g_autofree char *kind_label =
      pantau_words_clean (pantau_reference_kind_label (reference, kind, language));
  g_autofree char *status = pantau_words_clean (
      pantau_reference_status_label (reference, kind, pantau_record_get_status (record), language));
  g_autofree char *severity = pantau_sheet_severity (reference, record);

  g_string_append_printf (text, "%s\n\n", title);
  add (text, _ ("Kind"), kind_label);
  add (text, _ ("Status"), status);
  add (text, _ ("Severity"), severity);
  /* Translators: open or closed. */
  add (text, _ ("Class"), pantau_record_class_words (pantau_record_get_is_open (record)));
  add (text, _ ("State"), pantau_record_state_words (pantau_record_get_state (record)));
  if (quarantine != NULL)
    add (text, _ ("In quarantine"), pantau_words_quarantine (quarantine));
}

/* A value of several lines stands below its label, indented, so that its lines are not taken for others. */
static void
add_line (GString *text, const PantauSheetLine *line)
{
  g_auto (GStrv) lines = g_strsplit (line->text, "\n", -1);

  g_string_append (text, line->label);
  if (line->differs)
    g_string_append_printf (text, " %s", _ ("(values differ)"));
  g_string_append_c (text, ':');
  if (lines[1] == NULL)
    {
      g_string_append_printf (text, " %s\n", lines[0]);
      return;
    }
  g_string_append_c (text, '\n');
  for (gsize i = 0; lines[i] != NULL; i++)
    g_string_append_printf (text, "  %s\n", lines[i]);
}

char *
pantau_record_paper_value (PantauReference *reference,
                           PantauRecord *record,
                           const PantauValue *value)
{
  const char *label = pantau_claim_label_text (pantau_record_get_label (record));
  g_autofree char *text =
      pantau_sheet_value (reference, pantau_record_get_kind (record), value->field, value->value);

  return label != NULL && g_str_equal (value->field, "title")
             ? g_strdup_printf ("%s\n%s", label, text)
             : g_steal_pointer (&text);
}

char *
pantau_record_text (PantauReference *reference, PantauRecord *record, gboolean practice)
{
  g_autoptr (GPtrArray) lines = pantau_sheet_new (reference, record);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *id = pantau_record_short_id (pantau_record_get_id (record));
  g_autofree char *acts = pantau_words_acts (reference, record);
  const char *label = pantau_claim_label_text (pantau_record_get_label (record));
  PantauSheetPart part = PANTAU_N_SHEET_PARTS;

  /* Before all else, so that whoever passes it on passes this on. */
  if (label != NULL)
    g_string_append_printf (text, "%s\n\n", label);
  if (practice)
    g_string_append_printf (text, "%s\n\n", _ ("LATIHAN – practice, not a real event"));
  add_head (text, reference, record);
  for (guint i = 0; i < lines->len; i++)
    {
      const PantauSheetLine *line = g_ptr_array_index (lines, i);

      if (line->part != part)
        g_string_append_c (text, '\n');
      part = line->part;
      add_line (text, line);
    }
  g_string_append (text, acts);
  g_string_append_printf (text, "\nPantau %s\n", id);
  if (practice)
    g_string_append (text, "LATIHAN\n");
  if (label != NULL)
    g_string_append_printf (text, "%s\n", label);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
