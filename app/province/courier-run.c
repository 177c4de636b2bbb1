/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The operator's stick: parcels in, answers out. The files are read more than once rather than kept in memory; what was taken already is passed over.
 */

#include "config.h"

#include "courier-run.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-courier-file.h"
#include "pantau-error.h"
#include "pantau-home.h"
#include "pantau-json.h"

/* A question is a line of JSON; what is longer is none of ours, and gets no files. */
#define LONGEST_QUESTION (128 * 1024)

/* Who wants a file. */
typedef struct
{
  GBytes *question; /* (owned): the frame that the answer is to */
  PantauCourierFile file;
} Want;

typedef struct
{
  PantauCourierExchange *exchange; /* (unowned) */
  const PantauCourierRunOptions *options;
  PantauCourierRunSummary *summary;
  PantauCourierWriter *writer; /* (owned) */
  GHashTable *settled;         /* of hashes of parcels: what nobody need look at again */
  GHashTable *questions;       /* of texts: which were answered */
  GHashTable *stored;          /* of hashes of files that are here by these parcels */
  GHashTable *wanted;          /* "DEVICE HASH": in @wants already */
  GPtrArray *wants;            /* of Want */
} Run;

static void
want_free (Want *want)
{
  g_bytes_unref (want->question);
  g_free (want);
}

static void
run_clear (Run *self)
{
  g_clear_pointer (&self->writer, pantau_courier_writer_free);
  g_clear_pointer (&self->settled, g_hash_table_unref);
  g_clear_pointer (&self->questions, g_hash_table_unref);
  g_clear_pointer (&self->stored, g_hash_table_unref);
  g_clear_pointer (&self->wanted, g_hash_table_unref);
  g_clear_pointer (&self->wants, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

void
pantau_courier_run_summary_clear (PantauCourierRunSummary *self)
{
  g_clear_pointer (&self->hash, g_free);
  g_clear_pointer (&self->faults, g_ptr_array_unref);
  g_clear_pointer (&self->missing, g_ptr_array_unref);
}

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* ---- One parcel ---- */

static gboolean
write_answers (Run *self, PantauCourierReply *reply, GError **error)
{
  for (guint i = 0; i < reply->answers->len; i++)
    if (!pantau_courier_writer_add (self->writer, g_ptr_array_index (reply->answers, i), error))
      return FALSE;
  self->summary->answers += reply->answers->len;

  return TRUE;
}

/* It was not taken, and not for a reason that lies in it: what follows would fare no better. */
static gboolean
throw_trouble (JsonObject *said, GError **error)
{
  if (g_strcmp0 (pantau_json_string (said, "problem"), "disk") == 0)
    return pantau_throw (
        error, PANTAU_ERROR_FULL,
        _ ("the province's disk is full; make room and give the same files again"));

  return pantau_throw (
      error, PANTAU_ERROR_OVERLOADED,
      _ ("the province could not take a parcel just now; give the same files again"));
}

static void
count (Run *self, JsonObject *said)
{
  PantauCourierRunSummary *summary = self->summary;

  summary->parcels++;
  summary->lines += (guint) pantau_json_integer (said, "lines", 0);
  summary->refused += (guint) pantau_json_integer (said, "refused", 0);
  summary->grants += (guint) pantau_json_integer (said, "grants", 0);
  if (pantau_json_boolean (said, "stored") &&
      g_hash_table_add (self->stored, g_strdup (pantau_json_string (said, "hash"))))
    summary->files++;
}

static void
note_wants (Run *self, PantauParcel *question, JsonObject *said)
{
  JsonArray *files = pantau_json_array (said, "files");

  if (g_bytes_get_size (question->frame) > LONGEST_QUESTION)
    return;
  for (guint i = 0; files != NULL && i < json_array_get_length (files); i++)
    {
      JsonArray *pair = json_array_get_array_element (files, i);
      const char *hash = json_array_get_string_element (pair, 0);
      char *key = g_strconcat (pantau_json_string (said, "device"), " ", hash, NULL);
      Want *want;

      if (!g_hash_table_add (self->wanted, key))
        continue;
      want = g_new0 (Want, 1);
      want->question = g_bytes_ref (question->frame);
      g_strlcpy (want->file.hash, hash, sizeof want->file.hash);
      want->file.size = json_array_get_int_element (pair, 1);
      g_ptr_array_add (self->wants, want);
    }
}

/* All that there is to say to a question, but for the files. The same question in another parcel is answered briefly. */
static gboolean
answer_question (Run *self, PantauParcel *question, const char *text, GError **error)
{
  PantauCourierPost post = { .frame = question->frame };
  g_autofree char *after = NULL;

  post.brief = text != NULL && !g_hash_table_add (self->questions, g_strdup (text));
  do
    {
      g_auto (PantauCourierReply) reply = { 0 };

      post.after = after;
      if (!pantau_courier_exchange_send (self->exchange, &post, &reply, error))
        return FALSE;
      if (pantau_json_integer (reply.said, "status", 0) != 0 && reply.answers->len == 0)
        return throw_trouble (reply.said, error);
      if (!write_answers (self, &reply, error))
        return FALSE;
      note_wants (self, question, reply.said);
      g_free (after);
      after = g_strdup (pantau_json_string (reply.said, "more"));
    }
  while (after != NULL);
  self->summary->parcels++;
  self->summary->asks++;

  return TRUE;
}

/* How far the whole has come. */
typedef enum
{
  PASS_FIRST, /* what is early waits, and so do questions */
  PASS_AGAIN, /* the same, after others were taken */
  PASS_LAST,  /* nothing waits any more */
} Pass;

/* @early takes one more where the parcel waits for others; @taken is set where it was taken. */
static gboolean
take (Run *self, PantauParcel *parcel, Pass pass, guint *early, gboolean *taken, GError **error)
{
  PantauCourierPost post = { .frame = parcel->frame, .postpone = TRUE };
  g_auto (PantauCourierReply) reply = { 0 };
  gint64 status;

  if (!pantau_courier_exchange_wants (self->exchange, parcel))
    {
      self->summary->foreign++;
      g_hash_table_add (self->settled, g_strdup (parcel->hash));
      return TRUE;
    }

  if (!pantau_courier_exchange_send (self->exchange, &post, &reply, error))
    return FALSE;
  status = pantau_json_integer (reply.said, "status", 0);
  if (status == 422)
    self->summary->unreadable++;
  else if (status != 0 && reply.answers->len == 0)
    return throw_trouble (reply.said, error);
  else if (g_strcmp0 (pantau_json_string (reply.said, "kind"), PANTAU_PARCEL_ASK) == 0)
    {
      if (pass != PASS_LAST)
        return TRUE;
      if (!answer_question (self, parcel, pantau_json_string (reply.said, "question"), error))
        return FALSE;
    }
  else if (status != 0 && pass != PASS_LAST)
    {
      (*early)++;
      return TRUE;
    }
  else
    {
      if (!write_answers (self, &reply, error))
        return FALSE;
      if (status != 0)
        self->summary->early++;
      else
        count (self, reply.said);
      *taken = TRUE;
    }
  g_hash_table_add (self->settled, g_strdup (parcel->hash));

  return TRUE;
}

/* ---- The files ---- */

static void
note_fault (Run *self, const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);

  g_ptr_array_add (self->summary->faults,
                   g_strdup_printf (_ ("“%s” ends early or is damaged: what is whole in it was "
                                       "taken; let it be given again"),
                                    name));
}

static gboolean
take_file (Run *self, const char *path, Pass pass, guint *early, gboolean *taken, GError **error)
{
  g_autoptr (PantauCourierReader) reader = pantau_courier_reader_open (path, error);

  if (reader == NULL)
    return FALSE;
  for (;;)
    {
      g_autoptr (PantauParcel) parcel = NULL;

      if (!pantau_courier_reader_next (reader, &parcel, error))
        return FALSE;
      if (parcel == NULL)
        break;
      if (!g_hash_table_contains (self->settled, parcel->hash) &&
          !take (self, parcel, pass, early, taken, error))
        return FALSE;
    }
  if (pass == PASS_FIRST && !pantau_courier_reader_is_whole (reader))
    note_fault (self, path);

  return TRUE;
}

static gboolean
take_all (Run *self, GError **error)
{
  Pass pass = PASS_FIRST;
  gboolean taken;
  guint early;

  do
    {
      taken = FALSE;
      early = 0;
      for (gsize i = 0; self->options->paths[i] != NULL; i++)
        if (!take_file (self, self->options->paths[i], pass, &early, &taken, error))
          return FALSE;
      pass = PASS_AGAIN;
    }
  while (early > 0 && taken);

  for (gsize i = 0; self->options->paths[i] != NULL; i++)
    if (!take_file (self, self->options->paths[i], PASS_LAST, &early, &taken, error))
      return FALSE;

  return TRUE;
}

/* ---- Files that go back ---- */

static int
compare_wants (gconstpointer a, gconstpointer b)
{
  const Want *one = *(const Want *const *) a, *other = *(const Want *const *) b;

  return one->file.size < other->file.size ? -1 : one->file.size > other->file.size;
}

static void
leave (Run *self, const Want *want)
{
  self->summary->left++;
  self->summary->left_bytes += want->file.size;
  g_ptr_array_add (self->summary->missing, g_strdup (want->file.hash));
}

static gboolean
give (Run *self, const Want *want, GError **error)
{
  PantauCourierPost post = { .frame = want->question };
  g_autofree char *after = g_strdup_printf ("file.%s.0", want->file.hash);
  gboolean came = FALSE;

  while (after != NULL)
    {
      g_auto (PantauCourierReply) reply = { 0 };

      post.after = after;
      if (!pantau_courier_exchange_send (self->exchange, &post, &reply, error))
        return FALSE;
      if (pantau_json_integer (reply.said, "status", 0) != 0 && reply.answers->len == 0)
        return throw_trouble (reply.said, error);
      if (!write_answers (self, &reply, error))
        return FALSE;
      came |= reply.answers->len > 0;
      g_free (after);
      after = g_strdup (pantau_json_string (reply.said, "more"));
    }
  /* It was found damaged just now, or the law took it away. */
  if (!came)
    leave (self, want);
  else
    {
      self->summary->given++;
      self->summary->given_bytes += want->file.size;
    }

  return TRUE;
}

/* TRUE where it fits beside what was given: as somebody said, and below what one file of a stick can have. */
static gboolean
has_room (Run *self, goffset size)
{
  /* Each piece has a header, and the seal. */
  goffset with_frames = size + size / 256 + PANTAU_PARCEL_HEADER_LIMIT;

  return size <= self->options->most - self->summary->given_bytes &&
         pantau_courier_writer_get_size (self->writer) + with_frames < PANTAU_COURIER_MOST;
}

/* The small ones first: so most of them go. */
static gboolean
give_files (Run *self, GError **error)
{
  g_ptr_array_sort (self->wants, compare_wants);
  for (guint i = 0; i < self->wants->len; i++)
    {
      const Want *want = g_ptr_array_index (self->wants, i);

      if (!has_room (self, want->file.size))
        leave (self, want);
      else if (!give (self, want, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
pantau_courier_run (PantauCourierExchange *exchange,
                    const PantauCourierRunOptions *options,
                    PantauCourierRunSummary *summary,
                    GError **error)
{
  const char *name = pantau_courier_exchange_get_province (exchange);
  g_autofree char *now = pantau_home_now ();
  PantauCourierHead head = { .province = (char *) name,
                             .made = now,
                             .by = (char *) name,
                             .practice = pantau_courier_exchange_is_practice (exchange),
                             .succession =
                                 (char *) pantau_courier_exchange_get_succession (exchange) };
  g_auto (Run) self = { .exchange = exchange, .options = options, .summary = summary };

  self.settled = new_set ();
  self.questions = new_set ();
  self.stored = new_set ();
  self.wanted = new_set ();
  self.wants = g_ptr_array_new_with_free_func ((GDestroyNotify) want_free);
  summary->faults = g_ptr_array_new_with_free_func (g_free);
  summary->missing = g_ptr_array_new_with_free_func (g_free);
  self.writer = pantau_courier_writer_new (options->out, FALSE, &head, error);
  if (self.writer == NULL || !take_all (&self, error))
    return FALSE;

  if (summary->parcels + summary->early == 0)
    return pantau_throw (error, PANTAU_ERROR_NOT_FOUND,
                         _ ("nothing in these files is for this province"));
  if (!give_files (&self, error) || !pantau_courier_writer_finish (self.writer, error))
    return FALSE;
  summary->hash = g_strdup (pantau_courier_writer_get_hash (self.writer));

  return pantau_courier_writer_publish (self.writer, error);
}
