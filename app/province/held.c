/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Telling a device what is held of it, in figures and line by line. */

#include "config.h"

#include "held.h"

#include <string.h>

#include "lost.h"
#include "pantau-held.h"
#include "pantau-home.h"

/* As for a push: an answer to one question only. */
#define NONCE_LEAST 16
#define NONCE_MOST  64

struct _PantauHolder
{
  PantauProvince *province; /* (unowned) */
  PantauSessions *sessions; /* (unowned) */
  PantauWorkers *workers;   /* (unowned) */
};

typedef struct
{
  PantauHolder *holder;   /* (unowned) */
  PantauRequest *request; /* (owned) */
  PantauDevice *device;   /* (owned) */
  char *nonce;
  gboolean is_files;
  gboolean is_wanted;
  gint64 from;
  char *id; /* "" for none */
  guint limit;

  char *answer; /* (nullable): NULL where the database failed */
} Question;

static void
question_free (Question *question)
{
  g_free (question->answer);
  g_free (question->nonce);
  g_free (question->id);
  pantau_device_unref (question->device);
  pantau_request_unref (question->request);
  g_free (question);
}

/* Figures over all, and the page that was asked for, in one walk along the index. */
static gboolean
read_lines (PantauDb *db, const Question *question, PantauHeld *held)
{
  PantauHeldEntry after = { .seq = question->from };
  PantauSha256 *digest = pantau_sha256_new ();
  PantauStmt *stmt;

  g_strlcpy (after.id, question->id, sizeof after.id);
  stmt = pantau_db_query (db, "SELECT seq, id FROM entry WHERE device = ?1 ORDER BY seq, id", "s",
                          question->device->key);
  while (pantau_stmt_next (stmt))
    {
      g_autofree char *id = pantau_stmt_hex (stmt, 1);
      PantauHeldEntry entry = { .seq = pantau_stmt_integer (stmt, 0) };

      g_strlcpy (entry.id, id != NULL ? id : "", sizeof entry.id);
      pantau_held_digest_add (digest, &entry);
      held->count++;
      held->last = entry.seq;
      if (question->is_files || pantau_held_compare (&entry, &after) <= 0)
        continue;
      if (held->entries->len < question->limit)
        g_array_append_val (held->entries, entry);
      else
        held->more = TRUE;
    }
  held->digest = pantau_sha256_end (digest);

  return pantau_stmt_finish (stmt, NULL);
}

static gboolean
read_files (PantauDb *db, const Question *question, PantauHeld *held)
{
  PantauStmt *stmt = pantau_db_query (
      db,
      "SELECT DISTINCT named.hash FROM entry JOIN named ON named.entry = entry.n "
      "JOIN blob ON blob.hash = named.hash WHERE entry.device = ?1 AND entry.type "
      "<> '" PANTAU_TYPE_DISCLOSE "' AND named.hash NOT IN (SELECT hash FROM lost) "
      "ORDER BY named.hash",
      "s", question->device->key);

  while (pantau_stmt_next (stmt))
    {
      const char *hash = pantau_stmt_text (stmt, 0);

      held->files++;
      if (!question->is_files || strcmp (hash, question->id) <= 0)
        continue;
      if (held->hashes->len < question->limit)
        g_ptr_array_add (held->hashes, g_strdup (hash));
      else
        held->more = TRUE;
    }

  return pantau_stmt_finish (stmt, NULL);
}

/* What is lost, of whomever. */
static gboolean
read_wanted (PantauDb *db, const Question *question, PantauHeld *held)
{
  return pantau_lost_any (db, &held->wants, NULL) &&
         (!question->is_wanted || pantau_lost_list (db, question->device, question->id,
                                                    held->wanted, &held->wanted_next, NULL));
}

static void
read_work (PantauDb *db, gpointer data)
{
  Question *question = data;
  PantauProvince *province = question->holder->province;
  g_autoptr (PantauHeld) held = pantau_held_new ();
  gboolean ok;

  held->epoch = g_strdup (pantau_province_get_epoch (province));
  held->time = pantau_home_now ();
  ok = pantau_db_begin_reading (db, NULL, NULL);
  if (ok)
    {
      ok = read_lines (db, question, held) && read_files (db, question, held) &&
           read_wanted (db, question, held);
      pantau_db_end_reading (db);
    }
  if (ok)
    question->answer = pantau_held_seal (held, pantau_province_get_key (province),
                                         question->device->key, question->nonce);
}

static void
read_cb (gpointer data)
{
  Question *question = data;

  if (pantau_request_is_gone (question->request))
    pantau_request_problem (question->request, 503, "busy", "the client closed its side");
  else if (question->answer == NULL)
    pantau_request_problem (question->request, 500, "internal", "the ledger could not be read");
  else
    {
      g_autoptr (GBytes) body = g_bytes_new (question->answer, strlen (question->answer));

      pantau_request_reply_encoded (question->request, 200, "application/json", body);
    }
  question_free (question);
}

/* FALSE where @text (nullable: @fallback) is no number up to @most. */
static gboolean
read_number (const char *text, gint64 fallback, gint64 most, gint64 *number)
{
  guint64 value;

  *number = fallback;
  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 0, (guint64) most, &value, NULL))
    return FALSE;
  *number = (gint64) value;

  return TRUE;
}

void
pantau_holder_handle (PantauRequest *request, gpointer data)
{
  PantauHolder *self = data;
  g_autoptr (PantauDevice) device =
      pantau_sessions_authenticate (self->sessions, request, PANTAU_WANT_WRITE);
  const char *nonce = pantau_request_get_header (request, "Pantau-Nonce"),
             *id = pantau_request_get_query (request, "id");
  gsize nonce_length = nonce != NULL ? strlen (nonce) : 0;
  gint64 from, limit, files, wanted;
  Question *question;

  if (device == NULL)
    return;
  if (nonce_length < NONCE_LEAST || nonce_length > NONCE_MOST ||
      !read_number (pantau_request_get_query (request, "from"), 1, G_MAXINT64, &from) ||
      !read_number (pantau_request_get_query (request, "limit"), 0, PANTAU_HELD_LIMIT, &limit) ||
      !read_number (pantau_request_get_query (request, "files"), 0, 1, &files) ||
      !read_number (pantau_request_get_query (request, "wanted"), 0, 1, &wanted) ||
      (id != NULL && !pantau_is_hash (id)))
    {
      pantau_request_problem (
          request, 400, "malformed",
          "Pantau-Nonce has 16 to 64 characters; from is a number, limit 0 to 2000, files and "
          "wanted 0 or 1, id a hash");
      return;
    }

  question = g_new0 (Question, 1);
  question->holder = self;
  question->request = pantau_request_ref (request);
  question->device = g_steal_pointer (&device);
  question->nonce = g_strdup (nonce);
  question->is_files = files != 0;
  question->is_wanted = wanted != 0;
  question->from = from;
  question->id = g_strdup (id != NULL ? id : "");
  question->limit = (guint) limit;
  pantau_workers_run (self->workers, read_work, read_cb, question);
}

PantauHolder *
pantau_holder_new (PantauProvince *province, PantauSessions *sessions, PantauWorkers *workers)
{
  PantauHolder *self = g_new0 (PantauHolder, 1);

  self->province = province;
  self->sessions = sessions;
  self->workers = workers;

  return self;
}

void
pantau_holder_free (PantauHolder *self)
{
  g_free (self);
}
