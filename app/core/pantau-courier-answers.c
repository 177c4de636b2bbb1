/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the province answers by courier. A seal says nothing of who sealed: what is not signed by the province changes nothing here. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-client-blob.h"
#include "pantau-codec.h"
#include "pantau-courier-in.h"
#include "pantau-enroll.h"
#include "pantau-epoch.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-news.h"
#include "pantau-signed.h"
#include "pantau-succession.h"
#include "pantau-uploads.h"
#include "pantau-verdict.h"

/* An answer of 500 ids. */
#define MOST_IDS 500

static void
say_restored (PantauIn *self)
{
  pantau_courier_say (self->summary,
                      _ ("The province was restored from a copy; all lines of this laptop are "
                         "offered to it again, so please make another courier file."));
}

/* {"text", "signature"} as pantau_signed_open() wants it. (transfer full) (nullable) */
static char *
sealed_text (JsonObject *object)
{
  const char *text = object != NULL ? pantau_json_string (object, "text") : NULL;
  const char *signature = object != NULL ? pantau_json_string (object, "signature") : NULL;
  g_autoptr (JsonObject) both = NULL;

  if (text == NULL || signature == NULL)
    return NULL;
  both = json_object_new ();
  json_object_set_string_member (both, "text", text);
  json_object_set_string_member (both, "signature", signature);

  return pantau_json_object_text (both);
}

/* ---- Another key ---- */

/* To what was sealed to the province's key before. What is hostile is said, and changes nothing. */
gboolean
pantau_in_succession (PantauIn *self, PantauContent *content, PantauInFate *fate, GError **error)
{
  JsonArray *statements = pantau_json_array (content->json, "statements");
  g_autofree char *text = statements != NULL ? pantau_succession_list (statements) : NULL;
  g_autoptr (GError) local_error = NULL;

  *fate = PANTAU_IN_USELESS;
  if (text == NULL)
    return TRUE;
  if (pantau_in_follow (self, text, &local_error))
    *fate = PANTAU_IN_DONE;
  else if (g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND))
    *fate = PANTAU_IN_DONE; /* nothing follows the key that this home knows: it has heard of it */
  else if (g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_SIGNATURE))
    pantau_courier_say (self->summary, local_error->message);
  else if (!g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED) &&
           !g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_TOO_LARGE))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

/* ---- Receipts ---- */

/*
 * A parcel that several people carried is answered to each of them; the receipts differ in time and nonce, and say the same. Which they are is told by what they answer
 * and what they cover: lines that were refused first and taken later are another answer.
 */
static char *
describe_receipt (const PantauReceipt *receipt)
{
  g_autoptr (JsonObject) object = pantau_json_parse_known (receipt->text, NULL);
  const char *accepted = object != NULL ? pantau_json_string (object, "accepted") : NULL;

  return g_strconcat (receipt->epoch, " ", accepted != NULL ? accepted : "", NULL);
}

static gboolean
was_answered (PantauIn *self, const PantauReceipt *receipt, gboolean *known, GError **error)
{
  g_autofree char *what = describe_receipt (receipt);
  gint64 n = 0;

  if (self->re != NULL &&
      !pantau_db_integer (pantau_home_get_db (self->home), 0, &n, error,
                          "SELECT count(*) FROM answered WHERE parcel = ?1 AND what = ?2", "ss",
                          self->re, what))
    return FALSE;
  *known = n > 0;

  return TRUE;
}

static gboolean
note_answered (PantauIn *self, const PantauReceipt *receipt, GError **error)
{
  g_autofree char *what = describe_receipt (receipt);

  return self->re == NULL ||
         pantau_db_run (pantau_home_get_db (self->home), error,
                        "INSERT INTO answered (parcel, what, at) VALUES (?1, ?2, ?3) "
                        "ON CONFLICT DO NOTHING",
                        "ssi", self->re, what, g_get_real_time () / G_USEC_PER_SEC);
}

/* The ids that a receipt is for; NULL where they are none. (transfer full) */
static GStrv
read_ids (JsonObject *json)
{
  JsonArray *ids = pantau_json_array (json, "ids");
  guint n = ids != NULL ? json_array_get_length (ids) : 0;
  g_auto (GStrv) list = NULL;

  if (n == 0 || n > MOST_IDS)
    return NULL;
  list = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      const char *id = pantau_json_string_at (ids, i);

      if (!pantau_is_hash (id))
        return NULL;
      list[i] = g_strdup (id);
    }

  return g_steal_pointer (&list);
}

/* The rows of the lines; NULL in @rows where one that was stored is not here (yet). */
static gboolean
find_rows (PantauIn *self, const PantauReceipt *receipt, GArray **rows, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));

  *rows = NULL;
  for (guint i = 0; i < receipt->lines->len; i++)
    {
      const PantauReceiptLine *line = &g_array_index (receipt->lines, PantauReceiptLine, i);
      gint64 n = 0;

      if (!pantau_ledger_find (pantau_home_get_ledger (self->home), line->id, &n, error))
        return FALSE;
      if (n == 0)
        return TRUE;
      g_array_append_val (found, n);
    }
  *rows = g_steal_pointer (&found);

  return TRUE;
}

static gboolean
is_known (PantauIn *self, const PantauReceipt *receipt, gboolean *known, GError **error)
{
  gint64 n;

  if (!pantau_db_integer (pantau_home_get_db (self->home), 0, &n, error,
                          "SELECT count(*) FROM receipt WHERE signature = ?1", "s",
                          receipt->signature))
    return FALSE;
  *known = n > 0;

  return TRUE;
}

/* Of an epoch that is over it proves what was, and nothing about now; one that was never here is not even begun by it. */
static gboolean
keep_as_proof (PantauIn *self, PantauReceipt *receipt, GArray *rows, GError **error)
{
  PantauDb *db = pantau_home_get_db (self->home);
  gint64 met;

  pantau_courier_say (self->summary,
                      _ ("A receipt is from before the province was restored; it is kept as proof, "
                         "and its lines are still to be sent."));
  if (!pantau_db_integer (db, 0, &met, error, "SELECT count(*) FROM epoch WHERE name = ?1", "s",
                          receipt->epoch))
    return FALSE;
  if (met == 0)
    return TRUE;
  if (!pantau_db_begin (db, PANTAU_DB_DURABLE, error))
    return FALSE;
  if (pantau_ledger_add_receipt (pantau_home_get_ledger (self->home), receipt,
                                 (const gint64 *) (gpointer) rows->data, error))
    return pantau_db_commit (db, error);
  pantau_db_rollback (db);

  return FALSE;
}

static gboolean
take_receipt (PantauIn *self, PantauReceipt *receipt, GArray *rows, GError **error)
{
  g_autoptr (JsonObject) statement = json_object_new ();
  g_autofree char *epoch = NULL;
  PantauIntake intake = { 0 };
  gboolean changed;

  json_object_set_string_member (statement, "text", receipt->text);
  json_object_set_string_member (statement, "signature", receipt->signature);
  if (!pantau_epoch_find (self->home, receipt->epoch, receipt->time, statement, &epoch, &changed,
                          error))
    return FALSE;
  if (changed)
    say_restored (self);
  self->summary->receipts++;
  if (epoch == NULL)
    return keep_as_proof (self, receipt, rows, error);

  if (!pantau_intake_receipt (self->home, receipt, (const gint64 *) (gpointer) rows->data, epoch,
                              &intake, error))
    return FALSE;
  self->summary->received += intake.own;
  if (intake.refused > 0)
    pantau_courier_say (self->summary, _ ("Some lines were not taken by the province; see what "
                                          "waits to be sent for the reasons."));

  return TRUE;
}

gboolean
pantau_in_receipt (PantauIn *self, PantauContent *content, PantauInFate *fate, GError **error)
{
  g_auto (GStrv) ids = read_ids (content->json);
  g_autofree char *sealed = sealed_text (pantau_json_object (content->json, "receipt"));
  g_autoptr (PantauReceipt) receipt = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autofree char *epoch = NULL;
  gboolean known;

  if (ids != NULL && sealed != NULL)
    receipt = pantau_receipt_open_carried (pantau_home_get_province (self->home),
                                           (const char *const *) ids, g_strv_length (ids), sealed,
                                           strlen (sealed), NULL);
  if (receipt == NULL)
    {
      *fate = PANTAU_IN_USELESS;
      return TRUE;
    }

  *fate = PANTAU_IN_DONE;
  if (!is_known (self, receipt, &known, error) ||
      (!known && !was_answered (self, receipt, &known, error)))
    return FALSE;
  if (known)
    return TRUE;
  if (!find_rows (self, receipt, &rows, error))
    return FALSE;
  if (rows == NULL)
    {
      *fate = PANTAU_IN_WAITS;
      return TRUE;
    }

  /* Taking it gives it the name that its epoch has here. */
  epoch = g_strdup (receipt->epoch);
  if (!take_receipt (self, receipt, rows, error))
    return FALSE;
  g_free (receipt->epoch);
  receipt->epoch = g_steal_pointer (&epoch);

  return note_answered (self, receipt, error);
}

/* ---- Files ---- */

gboolean
pantau_in_stored (PantauIn *self, PantauContent *content, PantauInFate *fate, GError **error)
{
  const char *hash = pantau_json_string (content->json, "hash");
  const char *epoch = pantau_json_string (content->json, "epoch");
  const char *signature = pantau_json_string (content->json, "signature");
  g_autofree char *known = pantau_home_get_setting (self->home, "epoch"), *text = NULL;
  PantauUploadState before = PANTAU_UPLOAD_SENT, after = PANTAU_UPLOAD_WAITING;
  gboolean found;

  *fate = PANTAU_IN_USELESS;
  if (!pantau_is_hash (hash))
    return TRUE;
  if (pantau_json_string (content->json, "problem") != NULL)
    {
      /* It is offered again with the next file: nobody has to believe this. */
      *fate = PANTAU_IN_DONE;
      return TRUE;
    }
  if (epoch == NULL || signature == NULL || strlen (signature) != PANTAU_SIGNATURE_TEXT)
    return TRUE;
  text = pantau_blob_stored_text (epoch, hash, pantau_json_integer (content->json, "size", -1));
  if (!pantau_key_verify (pantau_home_get_province (self->home), PANTAU_PURPOSE_STORED, text,
                          strlen (text), signature))
    return TRUE;

  *fate = PANTAU_IN_DONE;
  /* A restored province may have lost it again. */
  if (g_strcmp0 (known, epoch) != 0)
    return TRUE;
  if (!pantau_uploads_get_state (pantau_home_get_db (self->home), hash, &before, &found, error))
    return FALSE;
  if (!found || before == PANTAU_UPLOAD_SENT)
    return TRUE;
  if (!pantau_uploads_set_sent (pantau_home_get_db (self->home), hash, epoch, error) ||
      !pantau_uploads_get_state (pantau_home_get_db (self->home), hash, &after, &found, error))
    return FALSE;
  self->summary->stored += after == PANTAU_UPLOAD_SENT;

  return TRUE;
}

/* ---- Lines ---- */

/* "EPOCH.GRANT.INDEX": TRUE where both are of one epoch and grant and @a comes later. Whatever else they are does not matter here. */
static gboolean
is_ahead (const char *a, const char *b)
{
  const char *dot_a = strrchr (a, '.'), *dot_b = strrchr (b, '.');

  if (*b == '\0')
    return *a != '\0';

  return dot_a != NULL && dot_b != NULL && dot_a - a == dot_b - b &&
         strncmp (a, b, (gsize) (dot_a - a)) == 0 &&
         g_ascii_strtoll (dot_a + 1, NULL, 10) > g_ascii_strtoll (dot_b + 1, NULL, 10);
}

static gboolean
has_epoch (PantauIn *self, const char *epoch, gboolean *met, GError **error)
{
  gint64 n;

  if (!pantau_db_integer (pantau_home_get_db (self->home), 0, &n, error,
                          "SELECT count(*) FROM epoch WHERE name = ?1", "s", epoch))
    return FALSE;
  *met = n > 0;

  return TRUE;
}

/* The page as it would have come over the network; NULL where it is none, or not the province's. */
static PantauPage *
read_page (PantauIn *self, PantauContent *content)
{
  g_autoptr (GBytes) text = NULL;
  gsize length;
  const char *bytes = g_bytes_get_data (content->payload, &length);

  if (!pantau_news_verify (pantau_home_get_province (self->home),
                           pantau_home_get_device (self->home), content->json, content->payload))
    return NULL;
  text = pantau_codec_decode (PANTAU_CODING_ZSTD, bytes, length,
                              PANTAU_PARCEL_PAYLOAD_LIMIT + PANTAU_LINE_LIMIT, NULL);

  return text != NULL ? pantau_page_read (text, pantau_json_string (content->json, "cursor"),
                                          PANTAU_BATCH_LINES, NULL)
                      : NULL;
}

/* Which lines of a page are not here yet: by their authors' devices, one for each line. NULL on failure. (transfer full) */
static GPtrArray *
find_authors (PantauIn *self, PantauPage *page, GError **error)
{
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < page->entries->len; i++)
    {
      const PantauEntry *entry = g_ptr_array_index (page->entries, i);
      gint64 n;

      if (!pantau_ledger_find (pantau_home_get_ledger (self->home), entry->id, &n, error))
        return NULL;
      if (n == 0)
        g_ptr_array_add (devices, g_strdup (entry->device));
    }

  return g_steal_pointer (&devices);
}

gboolean
pantau_in_news (PantauIn *self, PantauContent *content, PantauInFate *fate, GError **error)
{
  const char *epoch = pantau_json_string (content->json, "epoch");
  const char *after = pantau_json_string (content->json, "after");
  g_autofree char *known = pantau_home_get_setting (self->home, "epoch"),
                  *cursor = pantau_home_get_setting (self->home, "cursor");
  g_autoptr (PantauPage) page = NULL;
  g_autoptr (GPtrArray) authors = NULL;
  PantauIntake intake = { 0 };
  gboolean met, goes_on;

  *fate = PANTAU_IN_USELESS;
  if (epoch == NULL || after == NULL)
    return TRUE;
  page = read_page (self, content);
  if (page == NULL)
    return TRUE;

  /* Numbers of another epoch would not fit ours: a receipt or a head says first that it has begun. */
  *fate = PANTAU_IN_DONE;
  if (g_strcmp0 (known, epoch) != 0)
    {
      if (!has_epoch (self, epoch, &met, error))
        return FALSE;
      *fate = met ? PANTAU_IN_DONE : PANTAU_IN_WAITS;
      return TRUE;
    }

  /* Lines are lines, whenever they come; but the cursor moves over none that have not. */
  goes_on = g_str_equal (after, cursor != NULL ? cursor : "");
  if (!goes_on && is_ahead (after, cursor != NULL ? cursor : ""))
    *fate = PANTAU_IN_WAITS;
  authors = find_authors (self, page, error);
  if (authors == NULL || !pantau_intake_page (self->home, page, known, !goes_on, &intake, error))
    return FALSE;
  self->summary->news += intake.pulled;
  for (guint i = 0; i < authors->len; i++)
    pantau_courier_count_author (self->summary, g_ptr_array_index (authors, i), 1);

  return TRUE;
}

/* ---- Heads, grants, problems ---- */

gboolean
pantau_in_head (PantauIn *self, PantauContent *content, PantauInFate *fate, GError **error)
{
  g_autofree char *sealed = sealed_text (content->json);
  g_autoptr (PantauHead) head = NULL;
  gboolean changed;

  if (sealed != NULL)
    head = pantau_head_open (pantau_home_get_province (self->home), sealed, strlen (sealed), NULL);
  *fate = head != NULL ? PANTAU_IN_DONE : PANTAU_IN_USELESS;
  if (head == NULL)
    return TRUE;
  if (!pantau_epoch_judge_head (self->home, head, pantau_json_integer (content->json, "asked", 0),
                                &changed, error))
    return FALSE;
  if (changed)
    say_restored (self);

  return TRUE;
}

gboolean
pantau_in_grant (PantauIn *self, PantauContent *content, PantauInFate *fate, GError **error)
{
  const char *line = pantau_json_string (content->json, "grant");
  gint64 index = pantau_json_integer (content->json, "index", 0);
  g_autoptr (GError) local_error = NULL;
  gboolean is_new = FALSE;

  *fate = PANTAU_IN_USELESS;
  if (line == NULL || index < 1)
    return TRUE;
  if (pantau_enroll_take_grant (self->home, line, index, &is_new, &local_error))
    {
      *fate = PANTAU_IN_DONE;
      self->summary->grants += is_new;
      return TRUE;
    }
  if (g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_FULL) ||
      g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_IO) ||
      g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  pantau_courier_say (self->summary, local_error->message);

  return TRUE;
}

gboolean
pantau_in_problem (PantauIn *self, PantauContent *content, PantauInFate *fate, GError **error)
{
  const char *problem = pantau_json_string (content->json, "problem");
  g_autoptr (GError) local_error = NULL;

  *fate = PANTAU_IN_DONE;
  if (problem == NULL)
    return TRUE;
  pantau_verdict_throw (&local_error, NULL, 422, problem, FALSE);
  pantau_courier_say (self->summary, local_error->message);

  return TRUE;
}
