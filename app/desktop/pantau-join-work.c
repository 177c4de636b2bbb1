/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which claims a record may be a sighting of: what is similar, or what somebody searches for. */

#define G_LOG_DOMAIN "pantau-join-work"

#include "config.h"

#include "pantau-join-work.h"

#include <glib/gi18n-lib.h>

#include "pantau-claim-part.h"
#include "pantau-edit-link.h"
#include "pantau-error.h"
#include "pantau-evidence.h"
#include "pantau-json.h"
#include "pantau-link.h"
#include "pantau-sheet.h"
#include "pantau-similar.h"
#include "pantau-store-claim.h"
#include "pantau-words.h"

/* Claims that are offered: as many as one reads. */
#define MAX_CLAIMS 12

/* Records that are looked at for so many claims: sightings of one claim stand beside each other. */
#define MAX_RECORDS 120

typedef struct
{
  PantauReference *reference; /* (owned) */
  PantauRecord *record;       /* (owned) */
  char *text;
  gint64 now;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  pantau_reference_unref (question->reference);
  g_object_unref (question->record);
  g_free (question->text);
  g_free (question);
}

/* One answer in the making. */
typedef struct
{
  PantauStore *store;
  const Question *question;
  GPtrArray *found;  /* of PantauJoinCandidate */
  GHashTable *known; /* UUIDs of claims that are in it, or must not be */
} Answer;

static void
candidate_free (gpointer data)
{
  PantauJoinCandidate *candidate = data;

  g_free (candidate->claim);
  g_free (candidate->title);
  g_free (candidate->detail);
  g_free (candidate);
}

/* Why it is proposed, in words. (transfer none) (nullable): somebody searched for it */
static const char *
describe_why (guint why)
{
  if ((why & PANTAU_SIMILAR_URL) != 0)
    return _ ("the same link");
  if ((why & PANTAU_SIMILAR_PICTURE) != 0)
    return _ ("the same picture");
  if ((why & PANTAU_SIMILAR_TEXT) != 0)
    return _ ("similar words");

  return NULL;
}

/* "Kec. Rawas Ilir · 12 sightings in 4 kabupaten/kota · the same link" (transfer full) */
static char *
describe (const Answer *answer, const PantauClaim *claim, guint why)
{
  PantauRegions *regions = pantau_reference_get_regions (answer->question->reference);
  g_autofree char *place = pantau_regions_qualified (regions, claim->region),
                  *spread = pantau_claim_part_spread (claim);
  const char *reason = describe_why (why);
  GString *text = g_string_new (place);

  if (claim->n_sightings > 0)
    g_string_append_printf (text, " · %s", spread);
  if (reason != NULL)
    g_string_append_printf (text, " · %s", reason);

  return g_string_free (text, FALSE);
}

/* The claim of @record, where it is not among them. FALSE with an error */
static gboolean
add_claim_of (Answer *answer, const char *record, guint why, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PantauClaim) claim =
      pantau_store_claim (answer->store, record, answer->question->now, &local_error);
  PantauJoinCandidate *candidate;

  if (claim == NULL && !g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (claim == NULL || !g_hash_table_add (answer->known, g_strdup (claim->id)))
    return TRUE;

  candidate = g_new0 (PantauJoinCandidate, 1);
  candidate->claim = g_strdup (claim->id);
  candidate->title = pantau_words_clean (*claim->title != '\0' ? claim->title : _ ("(untitled)"));
  candidate->detail = describe (answer, claim, why);
  candidate->label = claim->label;
  g_ptr_array_add (answer->found, candidate);

  return TRUE;
}

/* The first value of a text. (transfer full) (nullable) */
static char *
dup_value (PantauRecord *record, const char *field)
{
  g_autoptr (GPtrArray) values = pantau_sheet_distinct (record, field);
  const PantauValue *value = values->len > 0 ? g_ptr_array_index (values, 0) : NULL;
  g_autoptr (JsonNode) node = value != NULL ? json_from_string (value->value, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                 json_node_get_value_type (node) == G_TYPE_STRING
             ? g_strdup (json_node_get_string (node))
             : NULL;
}

static gboolean
find_similar (Answer *answer, GArray *pictures, GError **error)
{
  PantauRecord *record = answer->question->record;
  g_autofree char *quote = dup_value (record, "quote"), *url = dup_value (record, "url"),
                  *text = pantau_similar_text (pantau_record_get_title (record), quote);
  PantauSimilarQuery query = { .text = text,
                               .url = url,
                               .pictures = (const guint64 *) pictures->data,
                               .n_pictures = pictures->len,
                               .except = pantau_record_get_id (record),
                               .limit = MAX_CLAIMS };
  g_autoptr (GPtrArray) similar = pantau_store_similar (answer->store, &query, error);

  for (guint i = 0; similar != NULL && i < similar->len; i++)
    {
      const PantauSimilar *one = g_ptr_array_index (similar, i);

      if (!add_claim_of (answer, one->record, one->why, error))
        return FALSE;
    }

  return similar != NULL;
}

static gboolean
find_typed (Answer *answer, GCancellable *cancellable, GError **error)
{
  g_autofree char *typed = g_strconcat ("jenis:hoax ", answer->question->text, NULL);
  g_autoptr (PantauQuery) query = pantau_query_new (answer->question->reference, typed);
  g_autoptr (GArray) rows = pantau_store_find (answer->store, query, PANTAU_SORT_TIME, TRUE,
                                               MAX_RECORDS, cancellable, error);
  g_autoptr (GPtrArray) records =
      rows != NULL
          ? pantau_store_rows (answer->store, (const guint32 *) rows->data, rows->len, error)
          : NULL;

  for (guint i = 0; records != NULL && i < records->len && answer->found->len < MAX_CLAIMS; i++)
    {
      PantauRecord *record = g_ptr_array_index (records, i);

      if (record != NULL && !add_claim_of (answer, pantau_record_get_id (record), 0, error))
        return FALSE;
    }

  return records != NULL;
}

/* Its own claim is none to join with. FALSE with an error */
static gboolean
leave_out_own (Answer *answer, GError **error)
{
  const char *record = pantau_record_get_id (answer->question->record);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PantauClaim) own =
      pantau_store_claim (answer->store, record, answer->question->now, &local_error);

  g_hash_table_add (answer->known, g_strdup (record));
  if (own != NULL)
    g_hash_table_add (answer->known, g_strdup (own->id));
  else if (!g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

/* Perceptual hashes of the record's pictures. (transfer full) (nullable): NULL with an error */
static GArray *
collect_pictures (PantauStore *store, PantauRecord *record, GError **error)
{
  g_autoptr (GPtrArray) files = pantau_store_evidence (store, pantau_record_get_id (record), error);
  g_autoptr (GArray) pictures = g_array_new (FALSE, FALSE, sizeof (guint64));

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      const PantauEvidence *file = g_ptr_array_index (files, i);

      if (file->picture != 0)
        g_array_append_val (pictures, file->picture);
    }

  return files != NULL ? g_steal_pointer (&pictures) : NULL;
}

static gpointer
find_in_thread (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *question = data;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (candidate_free);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Answer answer = { store, question, found, known };
  g_autoptr (GArray) pictures = NULL;

  if (!leave_out_own (&answer, error))
    return NULL;
  if (*question->text != '\0')
    return find_typed (&answer, cancellable, error) ? g_steal_pointer (&found) : NULL;

  pictures = collect_pictures (store, question->record, error);

  return pictures != NULL && find_similar (&answer, pictures, error) ? g_steal_pointer (&found)
                                                                     : NULL;
}

void
pantau_join_work_find (PantauSession *session,
                       PantauRecord *record,
                       const char *text,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  Question *question = g_new0 (Question, 1);

  question->reference = pantau_reference_ref (pantau_session_get_reference (session));
  question->record = g_object_ref (record);
  question->text = g_strstrip (g_strdup (text));
  question->now = pantau_session_get_now (session);
  pantau_session_read (session, find_in_thread, question, question_free,
                       (GDestroyNotify) g_ptr_array_unref, G_PRIORITY_DEFAULT, cancellable,
                       callback, data);
}

GPtrArray *
pantau_join_work_find_finish (PantauSession *session, GAsyncResult *result, GError **error)
{
  return pantau_session_read_finish (session, result, error);
}

/* Two UUIDs for the writing thread. */
typedef struct
{
  char *record;
  char *claim;
} Joining;

static void
joining_free (gpointer data)
{
  Joining *joining = data;

  g_free (joining->record);
  g_free (joining->claim);
  g_free (joining);
}

static gpointer
link_in_thread (PantauHome *home, gpointer data, GError **error)
{
  Joining *joining = data;

  pantau_edit_link (home, joining->record, PANTAU_REL_SIGHTING, joining->claim, NULL, error);

  return NULL;
}

void
pantau_join_work_link (PantauSession *session,
                       const char *record,
                       const char *claim,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  Joining *joining = g_new0 (Joining, 1);

  joining->record = g_strdup (record);
  joining->claim = g_strdup (claim);
  pantau_session_write (session, link_in_thread, joining, joining_free, NULL, callback, data);
}

gboolean
pantau_join_work_link_finish (PantauSession *session, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  pantau_session_write_finish (session, result, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}
