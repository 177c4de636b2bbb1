/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: erasure by law, asked for by two persons of the province's desk. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "ctl.h"
#include "pantau-console.h"
#include "pantau-crypto.h"
#include "pantau-edit-redact.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-store-redaction.h"
#include "pantau-words.h"

#define USAGE "redact UUID|ENTRY … --reason TEXT --basis TEXT [--json]"

/* What is asked of one record. */
typedef struct
{
  char *record;
  GPtrArray *targets; /* of char *; NULL: all of it */
} Wish;

static void
wish_free (gpointer data)
{
  Wish *self = data;

  g_free (self->record);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_free (self);
}

static Wish *
wish_for (GPtrArray *wishes, const char *record)
{
  Wish *wish;

  for (guint i = 0; i < wishes->len; i++)
    {
      wish = g_ptr_array_index (wishes, i);
      if (g_str_equal (wish->record, record))
        return wish;
    }

  wish = g_new0 (Wish, 1);
  wish->record = g_strdup (record);
  wish->targets = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (wishes, wish);

  return wish;
}

/* A line's id, or a record's. */
static gboolean
take_argument (PantauHome *home, GPtrArray *wishes, const char *argument, GError **error)
{
  g_autofree char *record = NULL;
  Wish *wish;

  if (!pantau_is_hash (argument))
    {
      wish = wish_for (wishes, argument);
      g_clear_pointer (&wish->targets, g_ptr_array_unref);
      return TRUE;
    }

  if (!pantau_db_text (pantau_home_get_db (home), &record, error,
                       "SELECT record FROM entry WHERE id = ?1", "x", argument))
    return FALSE;
  if (record == NULL)
    return pantau_throw (error, PANTAU_ERROR_NOT_FOUND, _ ("there is no line “%s” here"), argument);

  wish = wish_for (wishes, record);
  if (wish->targets != NULL)
    g_ptr_array_add (wish->targets, g_strdup (argument));

  return TRUE;
}

static void
tell_outcome (const CtlOptions *options, const char *record, const PantauRedactOutcome *outcome)
{
  g_autofree char *targets = pantau_format_integer (outcome->targets);
  g_autofree char *seconded = pantau_format_integer (outcome->seconded);

  if (options->json)
    {
      printf ("{\"record\":\"%s\",\"targets\":%u,\"seconded\":%u}\n", record, outcome->targets,
              outcome->seconded);
      return;
    }

  printf (ngettext ("asked for the erasure of %s line\n", "asked for the erasure of %s lines\n",
                    outcome->targets),
          targets);
  if (outcome->seconded > 0)
    printf (ngettext ("%s of them was asked for by somebody else too: it is erased everywhere with "
                      "the next syncs\n",
                      "%s of them were asked for by somebody else too: they are erased everywhere "
                      "with the next syncs\n",
                      outcome->seconded),
            seconded);
  if (outcome->seconded < outcome->targets)
    printf ("%s\n", _ ("this needs a second person of the province's desk, who asks for the same "
                       "(pantauctl redactions lists what waits)"));
}

static gboolean
ask (const CtlOptions *options, PantauHome *home, Wish *wish, GError **error)
{
  PantauRedactOutcome outcome;

  if (wish->targets != NULL)
    g_ptr_array_add (wish->targets, NULL);
  if (!pantau_edit_redact (home, wish->record,
                           wish->targets != NULL ? (const char *const *) wish->targets->pdata
                                                 : NULL,
                           options->reason, options->basis, &outcome, error))
    return FALSE;
  tell_outcome (options, wish->record, &outcome);

  return TRUE;
}

int
ctl_redact (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GPtrArray) wishes = g_ptr_array_new_with_free_func (wish_free);

  if (!ctl_check_arguments (argc, argv, 1, G_MAXINT - 1, USAGE, error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL)
    return -1;
  for (int i = 1; i < argc; i++)
    if (!take_argument (home, wishes, argv[i], error))
      return -1;
  for (guint i = 0; i < wishes->len; i++)
    if (!ask (options, home, g_ptr_array_index (wishes, i), error))
      return -1;

  return PANTAU_EXIT_OK;
}

static void
print_json (const PantauRedaction *line, PantauHome *home)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "entry", line->entry);
  json_object_set_string_member (object, "record", line->record);
  json_object_set_string_member (object, "title", line->title);
  ctl_add_label (object, home, NULL, line->record);
  json_object_set_string_member (object, "state", pantau_redaction_state_get_name (line->state));
  json_object_set_string_member (object, "time", line->time);
  if (line->index > 0)
    json_object_set_int_member (object, "index", line->index);
  else
    json_object_set_null_member (object, "index");
  json_object_set_string_member (object, "person", line->redact->person);
  json_object_set_string_member (object, "name", line->redact->name);
  json_object_set_string_member (object, "position", line->redact->position);
  json_object_set_string_member (object, "reason", line->redact->reason);
  json_object_set_string_member (object, "basis", line->redact->basis);
  json_object_set_int_member (object, "targets", g_strv_length (line->redact->targets));
  json_object_set_int_member (object, "seconded", line->seconded);
  json_object_set_int_member (object, "erased", line->erased);
  ctl_print_object (object);
}

static const char *
state_words (PantauRedactionState state)
{
  switch (state)
    {
    case PANTAU_REDACTION_SAVED:
      return _ ("not sent yet");
    case PANTAU_REDACTION_WAITING:
      return _ ("waits for a second person");
    case PANTAU_REDACTION_DONE:
      return _ ("erased");
    case PANTAU_REDACTION_QUARANTINE:
    default:
      return _ ("in quarantine, without effect");
    }
}

static void
print_text (const PantauRedaction *line, PantauHome *home)
{
  g_autofree char *title = ctl_title (home, NULL, line->record,
                                      *line->title != '\0' ? line->title : _ ("Erased by law")),
                  *when = NULL, *name = NULL, *reason = NULL, *basis = NULL;

  when = pantau_format_rfc3339 (line->time);
  name =
      pantau_words_clean (*line->redact->name != '\0' ? line->redact->name : line->redact->person);
  reason = pantau_words_clean (line->redact->reason);
  basis = pantau_words_clean (line->redact->basis);
  printf ("%s  %s\n", line->entry, state_words (line->state));
  printf ("  %s  %s\n", line->record, title);
  /* Translators: how many lines are erased, of how many that were asked for. */
  printf (_ ("  %s, %s; %u of %u lines erased\n"), name, when, line->erased,
          g_strv_length (line->redact->targets));
  printf (_ ("  reason: %s\n"), reason);
  printf (_ ("  legal basis: %s\n"), basis);
}

int
ctl_redactions (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  if (!ctl_check_arguments (argc, argv, 0, 1, "redactions [UUID] [--all] [--json]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  if (home == NULL)
    return -1;
  lines = pantau_store_redactions (pantau_home_get_store (home), argc > 1 ? argv[1] : NULL,
                                   !options->all, error);
  if (lines == NULL)
    return -1;

  for (guint i = 0; i < lines->len; i++)
    if (options->json)
      print_json (g_ptr_array_index (lines, i), home);
    else
      print_text (g_ptr_array_index (lines, i), home);

  return PANTAU_EXIT_OK;
}
