/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the answers of a dialog to the verb of the core that they are for, in the writing thread. */

#define G_LOG_DOMAIN "pantau-act-work"

#include "config.h"

#include "pantau-act-work.h"

#include "pantau-edit-forward.h"
#include "pantau-edit-identity.h"
#include "pantau-edit-link.h"
#include "pantau-edit-release.h"
#include "pantau-edit-review.h"
#include "pantau-edit-treatment.h"
#include "pantau-json.h"

typedef struct
{
  PantauAct act;
  char *record;
  char *entry; /* (nullable) */
  JsonObject *answers;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->record);
  g_free (work->entry);
  json_object_unref (work->answers);
  g_free (work);
}

/* What came of it. */
typedef struct
{
  GPtrArray *faults; /* (owned) */
  char *entry;       /* (nullable) */
} Result;

static void
result_free (gpointer data)
{
  Result *result = data;

  g_clear_pointer (&result->faults, g_ptr_array_unref);
  g_free (result->entry);
  g_free (result);
}

static gboolean
act (PantauHome *home, const Work *work, char **entry, GPtrArray *faults, GError **error)
{
  switch (work->act)
    {
    case PANTAU_ACT_FORWARD:
      return pantau_edit_forward (home, work->record, work->answers, entry, faults, error);
    case PANTAU_ACT_REPLY:
      return pantau_edit_forward_reply (home, work->record, work->entry, work->answers, entry,
                                        faults, error);
    case PANTAU_ACT_TREAT:
      return pantau_edit_treatment (home, work->record, work->answers, entry, faults, error);
    case PANTAU_ACT_TREATMENT:
      return pantau_edit_treatment_step (home, work->record, work->entry, work->answers, entry,
                                         faults, error);
    case PANTAU_ACT_BECOME:
      return pantau_edit_become (home, work->record, pantau_json_string (work->answers, "when"),
                                 faults, error);
    case PANTAU_ACT_OPEN:
      return pantau_edit_open_identity (home, work->record, work->entry,
                                        pantau_json_string (work->answers, "reason"), NULL, error);
    case PANTAU_ACT_ASK:
      return pantau_edit_ask (home, work->record, work->answers, entry, faults, error);
    case PANTAU_ACT_ANSWER:
      return pantau_edit_answer (home, work->record, work->entry, work->answers, NULL, faults,
                                 error);
    case PANTAU_ACT_REVIEW:
      return pantau_edit_review (home, work->record, work->answers, entry, faults, error);
    case PANTAU_ACT_RELEASE:
      return pantau_edit_release (home, work->record, work->entry, work->answers, entry, faults,
                                  error);
    case PANTAU_ACT_COPY:
    case PANTAU_ACT_HAND_OVER: /* by pantau-touch-work.h */
      break;
    }

  g_return_val_if_reached (FALSE);
}

static gpointer
act_in_thread (PantauHome *home, gpointer data, GError **error)
{
  Result *result = g_new0 (Result, 1);

  result->faults = pantau_faults_new ();
  /* Neither done nor faulty: it failed, and says so by @error. */
  if (!act (home, data, &result->entry, result->faults, error) && result->faults->len == 0)
    g_clear_pointer (&result, result_free);

  return result;
}

void
pantau_act_work (PantauSession *session,
                 PantauAct act,
                 const char *record,
                 const char *entry,
                 JsonObject *answers,
                 GAsyncReadyCallback callback,
                 gpointer data)
{
  Work *work = g_new0 (Work, 1);

  work->act = act;
  work->record = g_strdup (record);
  work->entry = g_strdup (entry);
  work->answers = json_object_ref (answers);
  pantau_session_write (session, act_in_thread, work, work_free, result_free, callback, data);
}

GPtrArray *
pantau_act_work_finish (PantauSession *session,
                        GAsyncResult *async_result,
                        char **entry,
                        GError **error)
{
  Result *result = pantau_session_write_finish (session, async_result, error);
  GPtrArray *faults;

  if (result == NULL)
    return NULL;
  if (entry != NULL)
    *entry = g_steal_pointer (&result->entry);
  faults = g_steal_pointer (&result->faults);
  result_free (result);

  return faults;
}
