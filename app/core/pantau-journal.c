/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The safety journal; see the header for its form and its promise. */

#include "config.h"

#include "pantau-journal.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pantau-error.h"
#include "pantau-json.h"

#define MAGIC "#pantau-journal-1\t"

struct _PantauJournal
{
  char *path;
  char *device;
  int fd;

  gint64 seq; /* the chain's end */
  char *id;
  gboolean is_empty;
  gboolean is_new; /* the file was missing, or of no use */
};

static gboolean
write_all (int fd, const char *text, gsize length)
{
  while (length > 0)
    {
      gssize n = write (fd, text, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      text += n;
      length -= (gsize) n;
    }

  return TRUE;
}

static char *
first_line (const char *device, gint64 seq, const char *id)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *json = NULL;

  json_object_set_string_member (object, "device", device);
  json_object_set_int_member (object, "seq", seq);
  json_object_set_string_member (object, "id", id);
  json = pantau_json_object_text (object);

  return g_strconcat (MAGIC, json, "\n", NULL);
}

static gboolean
open_for_append (PantauJournal *self, GError **error)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = g_open (self->path, O_WRONLY | O_APPEND | O_CLOEXEC, 0600);

  return self->fd >= 0 || pantau_throw_write (error, self->path, errno);
}

gboolean
pantau_journal_reset (PantauJournal *self, gint64 seq, const char *id, GError **error)
{
  g_autofree char *text = first_line (self->device, seq, id);

  if (!g_file_set_contents_full (self->path, text, -1,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 NULL))
    return pantau_throw_write (error, self->path, errno);

  self->seq = seq;
  g_free (self->id);
  self->id = g_strdup (id);
  self->is_empty = TRUE;

  return open_for_append (self, error);
}

/* FALSE where the first line is not ours: the file is then of no use. */
static gboolean
read_first_line (PantauJournal *self, const char *text, const char *end)
{
  g_autoptr (JsonObject) object = NULL;
  const char *id;

  if (!g_str_has_prefix (text, MAGIC))
    return FALSE;
  text += strlen (MAGIC);
  object = pantau_json_parse (text, (gsize) (end - text), PANTAU_HEADER_LIMIT, NULL);
  id = pantau_json_string (object, "id");
  self->seq = pantau_json_integer (object, "seq", -1);
  if (g_strcmp0 (pantau_json_string (object, "device"), self->device) != 0 || self->seq < 0 ||
      (self->seq == 0 ? g_strcmp0 (id, "") != 0 : !pantau_is_hash (id)))
    return FALSE;

  self->id = g_strdup (id);

  return TRUE;
}

/* The entry of one line, if it is a whole and correctly signed one of this device. */
static PantauEntry *
decode_own (PantauJournal *self, const char *line, gsize length)
{
  g_autoptr (PantauEntry) entry = pantau_entry_decode (line, length, NULL);

  if (entry == NULL || !g_str_equal (entry->device, self->device))
    return NULL;

  return g_steal_pointer (&entry);
}

/* Reads the file as it lies on the disk; @whole takes the length up to the last LF. */
static gboolean
load (PantauJournal *self, char **text, gsize *whole, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gsize length;

  if (!g_file_get_contents (self->path, text, &length, &local_error))
    return pantau_throw (error, PANTAU_ERROR_IO, _ ("cannot read “%s”: %s"), self->path,
                         local_error->message);

  while (length > 0 && (*text)[length - 1] != '\n')
    length--;
  *whole = length;

  return TRUE;
}

/* The last line says where the chain ends; the lines before it need no look now. */
static void
find_end (PantauJournal *self, const char *text, const char *start, gsize whole)
{
  const char *end = text + whole, *line = end;

  while (line > start)
    {
      g_autoptr (PantauEntry) entry = NULL;
      const char *lf = line - 1;

      for (line = lf; line > start && line[-1] != '\n';)
        line--;
      entry = decode_own (self, line, (gsize) (lf - line));
      if (entry == NULL)
        continue;

      self->seq = entry->seq;
      g_free (self->id);
      self->id = g_strdup (entry->id);
      self->is_empty = FALSE;
      return;
    }
}

PantauJournal *
pantau_journal_open (const char *path, const char *device, GError **error)
{
  g_autoptr (PantauJournal) self = g_new0 (PantauJournal, 1);
  g_autofree char *text = NULL;
  const char *lf;
  gsize whole;

  self->path = g_strdup (path);
  self->device = g_strdup (device);
  self->fd = -1;
  self->is_empty = TRUE;

  self->is_new = !g_file_test (path, G_FILE_TEST_EXISTS);
  if (self->is_new)
    return pantau_journal_reset (self, 0, "", error) ? g_steal_pointer (&self) : NULL;

  if (!load (self, &text, &whole, error))
    return NULL;

  lf = memchr (text, '\n', whole);
  if (lf == NULL || !read_first_line (self, text, lf))
    {
      g_autofree char *aside =
          g_strdup_printf ("%s.rusak-%" G_GINT64_FORMAT, path, g_get_real_time ());

      self->is_new = TRUE;
      /* Not ours, or damaged at its very start: kept for a person to look at, never overwritten. */
      if (g_rename (path, aside) != 0)
        {
          pantau_throw_write (error, path, errno);
          return NULL;
        }
      return pantau_journal_reset (self, 0, "", error) ? g_steal_pointer (&self) : NULL;
    }

  find_end (self, text, lf + 1, whole);

  if (!open_for_append (self, error))
    return NULL;
  if (ftruncate (self->fd, (off_t) whole) != 0)
    {
      pantau_throw_write (error, path, errno);
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
pantau_journal_close (PantauJournal *self)
{
  if (self->fd >= 0)
    {
      fdatasync (self->fd);
      close (self->fd);
    }
  g_free (self->path);
  g_free (self->device);
  g_free (self->id);
  g_free (self);
}

gboolean
pantau_journal_append (PantauJournal *self, const PantauEntry *entry, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);
  off_t whole;

  pantau_entry_append_line (entry, line);
  whole = lseek (self->fd, 0, SEEK_END);
  if (!write_all (self->fd, line->str, line->len))
    {
      pantau_throw_write (error, self->path, errno);
      /* Half a line (a full disk) would spoil the next one too; what cannot be cut off is ended. */
      if (whole < 0 || ftruncate (self->fd, whole) != 0)
        write_all (self->fd, "\n", 1);
      return FALSE;
    }

  self->seq = entry->seq;
  g_free (self->id);
  self->id = g_strdup (entry->id);
  self->is_empty = FALSE;

  return TRUE;
}

gint64
pantau_journal_get_end (PantauJournal *self, const char **id)
{
  if (id != NULL)
    *id = self->id;

  return self->seq;
}

gboolean
pantau_journal_is_empty (PantauJournal *self)
{
  return self->is_empty;
}

gboolean
pantau_journal_is_new (PantauJournal *self)
{
  return self->is_new;
}

GPtrArray *
pantau_journal_read (PantauJournal *self, GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  g_autofree char *text = NULL;
  gsize whole;

  if (!load (self, &text, &whole, error))
    return NULL;

  for (const char *line = text, *end = text + whole; line < end;)
    {
      const char *lf = memchr (line, '\n', (gsize) (end - line));
      PantauEntry *entry = decode_own (self, line, (gsize) (lf - line));

      if (entry != NULL)
        g_ptr_array_add (entries, entry);
      line = lf + 1;
    }

  return g_steal_pointer (&entries);
}

/* The line as it stands, or without its body. */
static void
append_blanked (PantauJournal *self,
                const char *line,
                gsize length,
                PantauJournalAsk is_erased,
                gpointer data,
                GString *text)
{
  g_autoptr (PantauEntry) entry = decode_own (self, line, length);

  if (entry != NULL && entry->body != NULL && is_erased (entry->id, data))
    g_string_append_printf (text, "%s\t%s\t\n", entry->signature, entry->header);
  else
    g_string_append_len (text, line, (gssize) length + 1);
}

gboolean
pantau_journal_blank (PantauJournal *self,
                      PantauJournalAsk is_erased,
                      gpointer data,
                      GError **error)
{
  g_autoptr (GString) again = g_string_new (NULL);
  g_autofree char *text = NULL;
  gsize whole;

  if (!load (self, &text, &whole, error))
    return FALSE;
  for (const char *line = text, *end = text + whole; line < end;)
    {
      const char *lf = memchr (line, '\n', (gsize) (end - line));

      append_blanked (self, line, (gsize) (lf - line), is_erased, data, again);
      line = lf + 1;
    }
  if (again->len == whole)
    return TRUE;

  if (!g_file_set_contents_full (self->path, again->str, (gssize) again->len,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 NULL))
    return pantau_throw_write (error, self->path, errno);

  return open_for_append (self, error);
}
