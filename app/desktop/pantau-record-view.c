/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record in words, made in a thread; and what its reader may do with it. */

#define G_LOG_DOMAIN "pantau-record-view"

#include "config.h"

#include "pantau-record-view.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-checklist.h"
#include "pantau-edit-evidence.h"
#include "pantau-edit-forward.h"
#include "pantau-edit-identity.h"
#include "pantau-edit-link.h"
#include "pantau-edit-release.h"
#include "pantau-edit-review.h"
#include "pantau-edit-redact.h"
#include "pantau-edit-step.h"
#include "pantau-edit-treatment.h"
#include "pantau-edit-verdict.h"
#include "pantau-edit.h"
#include "pantau-format.h"
#include "pantau-record-text.h"
#include "pantau-sheet.h"
#include "pantau-store-claim.h"
#include "pantau-store-redaction.h"
#include "pantau-story.h"
#include "pantau-words.h"

typedef struct
{
  PantauReference *reference; /* (owned) */
  char *record;
  char *device;
  char *role;
  gboolean practice;
  gint64 now; /* put right by what the last sync measured */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  pantau_reference_unref (question->reference);
  g_free (question->record);
  g_free (question->device);
  g_free (question->role);
  g_free (question);
}

static void
choice_free (gpointer data)
{
  PantauChoiceView *choice = data;

  g_free (choice->json);
  g_free (choice->text);
  g_free (choice->author);
  g_free (choice->origin);
  g_free (choice);
}

static void
difference_free (gpointer data)
{
  PantauDifference *difference = data;

  g_free (difference->field);
  g_free (difference->label);
  g_ptr_array_unref (difference->choices);
  g_free (difference);
}

void
pantau_record_view_free (PantauRecordView *self)
{
  g_clear_object (&self->record);
  g_clear_pointer (&self->proof, pantau_proof_free);
  g_clear_pointer (&self->sheet, g_ptr_array_unref);
  g_clear_pointer (&self->story, g_ptr_array_unref);
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  g_clear_pointer (&self->handling, pantau_handling_free);
  g_clear_pointer (&self->identities, pantau_sealed_part_free);
  g_clear_pointer (&self->claim, pantau_claim_part_free);
  g_clear_pointer (&self->files, pantau_files_part_free);
  g_free (self->text);
  g_free (self);
}

static PantauChoiceView *
describe_choice (const Question *question, PantauRecord *record, const PantauValue *value)
{
  PantauChoiceView *choice = g_new0 (PantauChoiceView, 1);
  g_autofree char *time = pantau_format_rfc3339 (value->time),
                  *device = pantau_story_device (value->device, question->device);

  choice->json = g_strdup (value->value);
  choice->text = pantau_sheet_value (question->reference, pantau_record_get_kind (record),
                                     value->field, value->value);
  choice->author = pantau_story_author_of (record, value, question->device);
  choice->origin = g_strdup_printf ("%s · %s", time, device);
  choice->is_mine = g_str_equal (value->device, question->device);

  return choice;
}

static PantauDifference *
describe_difference (const Question *question, PantauRecord *record, const char *field)
{
  PantauDifference *difference = g_new0 (PantauDifference, 1);
  g_autoptr (GPtrArray) values = pantau_sheet_distinct (record, field);

  difference->field = g_strdup (field);
  difference->label = pantau_words_clean (
      pantau_words_field (question->reference, pantau_record_get_kind (record), field));
  difference->choices = g_ptr_array_new_with_free_func (choice_free);
  for (guint i = 0; i < values->len; i++)
    g_ptr_array_add (difference->choices,
                     describe_choice (question, record, g_ptr_array_index (values, i)));

  return difference;
}

static void
describe_differences (const Question *question, PantauRecordView *view)
{
  g_auto (GStrv) fields = pantau_sheet_differences (view->record);

  view->differences = g_ptr_array_new_with_free_func (difference_free);
  for (gsize i = 0; fields[i] != NULL; i++)
    g_ptr_array_add (view->differences, describe_difference (question, view->record, fields[i]));
}

static gpointer
read_view (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  g_autoptr (PantauRecordView) view = g_new0 (PantauRecordView, 1);
  g_autoptr (GError) local_error = NULL;

  view->record = pantau_store_get (store, question->record, error);
  if (view->record == NULL)
    return NULL;
  view->proof = pantau_proof_read (db, question->record, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  view->handling =
      pantau_handling_read (store, question->reference, view->record, question->now, error);
  if (view->handling == NULL)
    return NULL;
  view->files = pantau_files_part_read (store, question->reference, view->record, question->role,
                                        question->device, error);
  if (view->files == NULL)
    return NULL;
  view->claim = pantau_claim_part_read (store, question->reference, view->record, question->now,
                                        &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  view->identities = pantau_sealed_part_new (question->reference, view->record, question->device);
  view->sheet = pantau_sheet_new (question->reference, view->record);
  view->story = pantau_story_new (question->reference, view->record, question->device);
  view->text = pantau_record_text (question->reference, view->record, question->practice);
  describe_differences (question, view);

  return g_steal_pointer (&view);
}

void
pantau_record_view_read (PantauSession *session,
                         const char *record,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  Question *question = g_new0 (Question, 1);

  question->reference = pantau_reference_ref (pantau_session_get_reference (session));
  question->record = g_strdup (record);
  question->device = g_strdup (pantau_session_get_device (session));
  question->role = g_strdup (pantau_session_get_role (session));
  question->practice = pantau_session_is_practice (session);
  question->now = pantau_session_get_now (session);
  pantau_session_read (session, read_view, question, question_free,
                       (GDestroyNotify) pantau_record_view_free, G_PRIORITY_DEFAULT, cancellable,
                       callback, data);
}

PantauRecordView *
pantau_record_view_read_finish (PantauSession *session, GAsyncResult *result, GError **error)
{
  return pantau_session_read_finish (session, result, error);
}

void
pantau_record_rights_free (PantauRecordRights *self)
{
  g_clear_pointer (&self->redactions, g_ptr_array_unref);
  g_free (self->record);
  g_free (self->refusal);
  g_free (self->verdict_of);
  g_strfreev (self->origins);
  g_strfreev (self->steps);
  g_free (self);
}

/* How many risks pantau_edit_open_risks() would record. */
static guint
count_open_risks (PantauHome *home, const char *record)
{
  g_autoptr (GPtrArray) all = pantau_checklist_shortfalls (
      pantau_home_get_store (home), pantau_home_get_reference (home), record, NULL);
  guint n = 0;

  for (guint i = 0; all != NULL && i < all->len; i++)
    n += ((PantauShortfall *) g_ptr_array_index (all, i))->risk == NULL ? 1 : 0;

  return n;
}

/* The verdict of the claim counts for all of it; where a desk may not change that, it speaks for its own sighting. (transfer full) (nullable) */
static char *
find_verdict_of (PantauHome *home, const char *record)
{
  g_autoptr (PantauClaim) claim = NULL;

  if (!pantau_edit_may_judge_claims (home, NULL))
    return NULL;
  claim = pantau_store_claim (pantau_home_get_store (home), record, pantau_home_clock (home), NULL);
  if (claim == NULL)
    return NULL;
  if (pantau_edit_may_verdict (home, claim->id, NULL))
    return g_strdup (claim->id);

  return pantau_edit_may_verdict (home, record, NULL) ? g_strdup (record) : NULL;
}

static gpointer
read_rights (PantauHome *home, gpointer data, GError **error)
{
  g_autoptr (PantauRecordRights) rights = g_new0 (PantauRecordRights, 1);
  g_autoptr (GError) refusal = NULL;

  rights->record = g_strdup (data);
  rights->may_set = pantau_edit_may_set (home, data, &refusal);
  rights->may_note = pantau_edit_may_write (home, data, PANTAU_TYPE_NOTE, NULL);
  rights->may_seal = pantau_edit_may_write (home, data, PANTAU_TYPE_SEAL, NULL);
  rights->may_move = pantau_edit_may_move (home, data, NULL);
  rights->may_forward = pantau_edit_may_forward (home, data, NULL);
  rights->may_treat = pantau_edit_may_treat (home, data, NULL);
  rights->may_become = pantau_edit_may_become (home, data, NULL);
  rights->may_review = pantau_edit_may_review (home, data, NULL);
  rights->may_release = pantau_edit_may_release (home, data, NULL);
  rights->may_open_identity = pantau_edit_may_open_identity (home, data, NULL);
  rights->may_ask = pantau_edit_may_ask (home, data, NULL);
  rights->may_answer = pantau_edit_may_answer (home, data, NULL);
  rights->may_attach = pantau_edit_may_attach (home, data, NULL);
  rights->may_release_files = pantau_edit_may_release_files (home, data, NULL);
  rights->may_join = pantau_edit_may_write (home, data, PANTAU_TYPE_LINK, NULL);
  rights->may_unlink = pantau_edit_may_write (home, data, PANTAU_TYPE_UNLINK, NULL);
  rights->verdict_of = find_verdict_of (home, data);
  rights->may_redact = pantau_edit_may_redact (home, data, NULL);
  rights->redactions = pantau_store_redactions (pantau_home_get_store (home), data, TRUE, NULL);
  rights->open_risks = rights->may_set ? count_open_risks (home, data) : 0;
  if (refusal != NULL)
    rights->refusal = pantau_advice_sentence (refusal->message);
  rights->origins = pantau_edit_origins (home, data, NULL);
  rights->steps = pantau_edit_steps (home, data, error);

  return rights->steps != NULL ? g_steal_pointer (&rights) : NULL;
}

void
pantau_record_rights_read (PantauSession *session,
                           const char *record,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  pantau_session_keep (session, read_rights, g_strdup (record), g_free,
                       (GDestroyNotify) pantau_record_rights_free, callback, data);
}

PantauRecordRights *
pantau_record_rights_read_finish (PantauSession *session, GAsyncResult *result, GError **error)
{
  return pantau_session_write_finish (session, result, error);
}
