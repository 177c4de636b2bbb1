/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was in a courier file, counted: kept in the home, said in words, printed with the stick. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-courier-private.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-json.h"

/* The counts, as they stand in table `courier` (data/doc/courier.md). Append only. */
static const struct
{
  const char *name;
  gsize offset;
} counts[] = {
  { "parcels", G_STRUCT_OFFSET (PantauCourierSummary, parcels) },
  { "lines", G_STRUCT_OFFSET (PantauCourierSummary, lines) },
  { "own_lines", G_STRUCT_OFFSET (PantauCourierSummary, own_lines) },
  { "news", G_STRUCT_OFFSET (PantauCourierSummary, news) },
  { "receipts", G_STRUCT_OFFSET (PantauCourierSummary, receipts) },
  { "received", G_STRUCT_OFFSET (PantauCourierSummary, received) },
  { "grants", G_STRUCT_OFFSET (PantauCourierSummary, grants) },
  { "files", G_STRUCT_OFFSET (PantauCourierSummary, files) },
  { "stored", G_STRUCT_OFFSET (PantauCourierSummary, stored) },
  { "foreign", G_STRUCT_OFFSET (PantauCourierSummary, foreign) },
  { "answers", G_STRUCT_OFFSET (PantauCourierSummary, answers) },
  { "waiting", G_STRUCT_OFFSET (PantauCourierSummary, waiting) },
  { "problems", G_STRUCT_OFFSET (PantauCourierSummary, problems) },
};

void
pantau_courier_summary_clear (PantauCourierSummary *self)
{
  g_free (self->path);
  g_free (self->name);
  g_free (self->hash);
  g_strfreev (self->paths);
  g_free (self->made);
  g_free (self->by);
  g_free (self->who);
  g_free (self->province);
  g_clear_pointer (&self->authors, g_ptr_array_unref);
  g_clear_pointer (&self->sentences, g_ptr_array_unref);
  memset (self, 0, sizeof *self);
}

void
pantau_courier_summary_begin (PantauCourierSummary *self, const char *path)
{
  memset (self, 0, sizeof *self);
  self->path = g_canonicalize_filename (path, NULL);
  self->name = g_path_get_basename (self->path);
  self->authors = g_ptr_array_new_with_free_func (pantau_courier_author_free);
  self->sentences = g_ptr_array_new_with_free_func (g_free);
}

void
pantau_courier_say (PantauCourierSummary *summary, const char *sentence)
{
  if (!g_ptr_array_find_with_equal_func (summary->sentences, sentence, g_str_equal, NULL))
    g_ptr_array_add (summary->sentences, g_strdup (sentence));
}

JsonObject *
pantau_courier_summary_object (const PantauCourierSummary *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "bytes", self->bytes);
  json_object_set_boolean_member (object, "torn", self->torn);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    json_object_set_int_member (object, counts[i].name,
                                G_STRUCT_MEMBER (guint, self, counts[i].offset));

  return object;
}

gboolean
pantau_courier_log (PantauHome *home,
                    gboolean is_made,
                    const PantauCourierSummary *summary,
                    GError **error)
{
  g_autoptr (JsonObject) object = pantau_courier_summary_object (summary);
  g_autofree char *text = pantau_json_object_text (object), *now = pantau_home_now ();

  return pantau_db_run (pantau_home_get_db (home), error,
                        "INSERT INTO courier (what, at, name, hash, summary) "
                        "VALUES (?1, ?2, ?3, ?4, ?5)",
                        "sssss", is_made ? "made" : "read", now, summary->name, summary->hash,
                        text);
}

static void
event_free (gpointer data)
{
  PantauCourierEvent *self = data;

  g_free (self->at);
  g_free (self->name);
  g_free (self->hash);
  pantau_courier_summary_clear (&self->summary);
  g_free (self);
}

void
pantau_courier_list_free (PantauCourierList *self)
{
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_free (self->last);
  g_free (self);
}

static void
read_counts (PantauCourierSummary *summary, const char *text)
{
  g_autoptr (JsonObject) object = pantau_json_parse_known (text, NULL);

  if (object == NULL)
    return;
  summary->bytes = pantau_json_integer (object, "bytes", 0);
  summary->torn = pantau_json_boolean (object, "torn");
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    G_STRUCT_MEMBER (guint, summary, counts[i].offset) =
        (guint) pantau_json_integer (object, counts[i].name, 0);
}

static gboolean
read_events (PantauCourierList *self, PantauDb *db, guint limit, GError **error)
{
  PantauStmt *stmt = pantau_db_query (
      db, "SELECT what, at, name, hash, summary FROM courier ORDER BY n DESC LIMIT ?1", "i",
      (gint64) limit);

  while (pantau_stmt_next (stmt))
    {
      PantauCourierEvent *event = g_new0 (PantauCourierEvent, 1);

      event->is_made = g_str_equal (pantau_stmt_text (stmt, 0), "made");
      event->at = g_strdup (pantau_stmt_text (stmt, 1));
      event->name = g_strdup (pantau_stmt_text (stmt, 2));
      event->hash = g_strdup (pantau_stmt_text (stmt, 3));
      pantau_courier_summary_begin (&event->summary, event->name);
      event->summary.hash = g_strdup (event->hash);
      event->summary.made = g_strdup (event->at);
      read_counts (&event->summary, pantau_stmt_text (stmt, 4));
      g_ptr_array_add (self->events, event);
    }

  return pantau_stmt_finish (stmt, error);
}

PantauCourierList *
pantau_courier_list (PantauDb *db, guint limit, GError **error)
{
  g_autoptr (PantauCourierList) self = g_new0 (PantauCourierList, 1);
  PantauStmt *stmt;

  self->events = g_ptr_array_new_with_free_func (event_free);
  if (!read_events (self, db, limit, error))
    return NULL;

  /* A parcel for this home that waits has an own addressee; whose it is, pantau-parcels.c knows by the key. */
  stmt = pantau_db_query (
      db,
      "SELECT coalesce (sum (answers IS NULL AND NOT own), 0), coalesce (sum (answers NOT NULL AND "
      "NOT own), 0), coalesce (sum (own), 0), coalesce (sum (size), 0), coalesce (min (received), "
      "0) FROM (SELECT *, addressee IS (SELECT value FROM setting WHERE name = "
      "'" PANTAU_SETTING_COURIER_KEY "') AS own FROM parcel WHERE state = 'waiting')",
      "");
  if (pantau_stmt_next (stmt))
    {
      self->carried = (guint) pantau_stmt_integer (stmt, 0);
      self->answers = (guint) pantau_stmt_integer (stmt, 1);
      self->waiting = (guint) pantau_stmt_integer (stmt, 2);
      self->carried_bytes = pantau_stmt_integer (stmt, 3);
      self->oldest = pantau_stmt_integer (stmt, 4);
    }
  if (!pantau_stmt_finish (stmt, error))
    return NULL;

  stmt = pantau_db_query (db,
                          "SELECT count(*), max (at) FROM carried "
                          "WHERE entry IN (SELECT entry FROM unsent)",
                          "");
  if (pantau_stmt_next (stmt))
    {
      self->lines = pantau_stmt_integer (stmt, 0);
      self->last = g_strdup (pantau_stmt_text (stmt, 1));
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&self) : NULL;
}

gboolean
pantau_courier_get_carried (PantauDb *db, const char *record, char **at, GError **error)
{
  /* Every line of the record that waits has left: else it is not all on its way. */
  return pantau_db_text (
      db, at, error,
      "SELECT CASE WHEN count (carried.entry) = count(*) THEN max (at) END FROM unsent "
      "JOIN entry ON n = unsent.entry LEFT JOIN carried ON carried.entry = n WHERE record = ?1",
      "s", record);
}

/* ---- Words ---- */

char *
pantau_courier_carried_words (const char *at)
{
  g_autofree char *when = pantau_format_rfc3339 (at);

  /* Translators: of a record; %s is a time. */
  return g_strdup_printf (_ ("Handed over on a USB stick on %s; no receipt yet"), when);
}

/* Takes @text. */
static void
add (GPtrArray *words, char *text)
{
  g_ptr_array_add (words, text);
}

/* One sentence with a count; the two forms come translated by their number. */
static void
add_count (GPtrArray *words, guint n, const char *format)
{
  g_autofree char *number = pantau_format_integer (n);

  if (n > 0)
    add (words, g_strdup_printf (format, number));
}

static void
add_made (GPtrArray *words, const PantauCourierSummary *self)
{
  add_count (words, self->lines,
             ngettext ("%s line for the province", "%s lines for the province", self->lines));
  add_count (words, self->files, ngettext ("%s file", "%s files", self->files));
  add_count (
      words, self->foreign,
      ngettext ("%s parcel carried for others", "%s parcels carried for others", self->foreign));
}

static void
add_read (GPtrArray *words, const PantauCourierSummary *self)
{
  add_count (words, self->received,
             ngettext ("%s of your lines is received by the province",
                       "%s of your lines are received by the province", self->received));
  add_count (
      words, self->news,
      ngettext ("%s new line from the province", "%s new lines from the province", self->news));
  add_count (words, self->lines,
             ngettext ("%s new line from another laptop", "%s new lines from another laptop",
                       self->lines));
  add_count (words, self->files, ngettext ("%s new file", "%s new files", self->files));
  add_count (
      words, self->stored,
      ngettext ("%s file is with the province", "%s files are with the province", self->stored));
  add_count (words, self->foreign,
             ngettext ("%s parcel for others taken along; give it on",
                       "%s parcels for others taken along; give them on", self->foreign));
  add_count (words, self->waiting,
             ngettext ("%s parcel waits for another courier file that comes before it",
                       "%s parcels wait for another courier file that comes before them",
                       self->waiting));
  add_count (words, self->problems,
             ngettext ("%s parcel for this laptop could not be used",
                       "%s parcels for this laptop could not be used", self->problems));
}

GPtrArray *
pantau_courier_words (const PantauCourierSummary *self, gboolean is_made)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  if (self->grants > 0)
    add (words, g_strdup (_ ("The province has granted this laptop its assignment")));
  if (is_made)
    add_made (words, self);
  else
    add_read (words, self);
  if (words->len == 0)
    add (words, g_strdup (is_made ? _ ("Nothing new for the province; it asks for news only")
                                  : _ ("Nothing new for this laptop")));
  for (guint i = 0; self->sentences != NULL && i < self->sentences->len; i++)
    add (words, g_strdup (g_ptr_array_index (self->sentences, i)));

  return words;
}

/* Hashes are compared by people: eight groups of eight. */
static char *
group_hash (const char *hash)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; hash != NULL && hash[i] != '\0'; i++)
    {
      if (i > 0 && i % 8 == 0)
        g_string_append_c (text, ' ');
      g_string_append_c (text, hash[i]);
    }

  return g_string_free (text, FALSE);
}

GPtrArray *
pantau_courier_note (const PantauCourierSummary *self)
{
  GPtrArray *note = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *made = pantau_format_rfc3339 (self->made),
                  *bytes = pantau_format_bytes ((guint64) self->bytes),
                  *parcels = pantau_format_integer (self->parcels), *hash = group_hash (self->hash);

  add (note, g_strdup (_ ("Hand-over note of a courier file")));
  if (self->practice)
    add (note, g_strdup (_ ("PRACTICE: nothing in it is real")));
  add (note, g_strdup_printf (_ ("File: %s"), self->name));
  add (note, g_strdup_printf (_ ("Made: %s"), made));
  add (note, g_strdup_printf (_ ("Size: %s"), bytes));
  add (note, g_strdup_printf (_ ("Sealed parcels: %s"), parcels));
  add (note, g_strdup_printf (_ ("SHA-256: %s"), hash));
  if (self->torn)
    add (note, g_strdup (_ ("This file is not whole: part of it is missing.")));
  add (note, g_strdup (_ ("Everything in it is sealed. Whoever carries it cannot read it; if it is "
                          "lost, make another one.")));
  add (note, g_strdup (_ ("Handed over by: ________________  Date and time: ________________")));
  add (note, g_strdup (_ ("Received by: ________________  Date and time: ________________")));

  return note;
}
