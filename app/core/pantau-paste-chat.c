/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Messages of a chat as programs write them out (pantau-paste-heading.c).
 *
 * What begins in no such way goes on with the message before. Nothing is copied: messages are stretches of the text.
 */

#include "config.h"

#include "pantau-paste-private.h"

#include <string.h>

#define MOST_SENDERS 9999

/* Names are looked up by what they hash to, so that none is copied. */
static guint64
hash_of (const char *text, PantauSpan span)
{
  guint64 hash = 1469598103934665603u;

  for (gsize i = 0; i < span.length; i++)
    hash = (hash ^ (guchar) text[span.start + i]) * 1099511628211u;

  return hash;
}

guint
pantau_paste_chat_number (PantauPasteChat *self,
                          GHashTable *known,
                          const char *text,
                          PantauSpan sender)
{
  guint64 hash = hash_of (text, sender);
  gpointer found;

  found = g_hash_table_lookup (known, &hash);
  self->is_new = found == NULL && self->senders->len < MOST_SENDERS;
  if (found != NULL || self->senders->len >= MOST_SENDERS)
    return found != NULL ? GPOINTER_TO_UINT (found) : MOST_SENDERS;

  g_array_append_val (self->senders, sender);
  g_hash_table_insert (known, g_memdup2 (&hash, sizeof hash),
                       GUINT_TO_POINTER (self->senders->len));

  return self->senders->len;
}

/* What a message says, once all of its lines are known: the file and empty words are taken out where they are all of it. */
static void
settle (PantauPasteChat *self, GHashTable *known, const char *text)
{
  PantauPasteMessage *last;
  const char *start, *end, *line_end;
  gboolean is_encryption;

  if (self->messages->len == 0)
    return;
  last = &g_array_index (self->messages, PantauPasteMessage, self->messages->len - 1);
  if (last->is_notice)
    {
      g_array_set_size (self->messages, self->messages->len - 1);
      return;
    }
  start = text + last->body.start;
  end = start + last->body.length;
  for (; start < end && (g_ascii_isspace (*start) || g_str_has_prefix (start, "\342\200\216"));
       start++)
    if (!g_ascii_isspace (*start))
      start += 2;
  while (end > start && g_ascii_isspace (end[-1]))
    end--;

  line_end = memchr (start, '\n', (gsize) (end - start));
  if (line_end == NULL)
    line_end = end;
  if (self->is_chat && (last->media = pantau_paste_file_of (start, line_end)) != NULL)
    {
      start = line_end;
      while (start < end && g_ascii_isspace (*start))
        start++;
    }
  last->body = (PantauSpan){ (gsize) (start - text), (gsize) (end - start) };
  if (self->is_chat && pantau_paste_says_nothing (start, end, &is_encryption))
    {
      /* iOS writes the group's name for who says so. */
      if (is_encryption && last->sender.length > 0 && self->group.length == 0)
        self->group = last->sender;
      last->body.length = 0;
    }
  if (last->body.length > 0 || last->media != NULL)
    return;

  /* Who has said nothing is no sender: it may be the group itself. */
  if (last->who > 0 && self->is_new)
    {
      guint64 hash = hash_of (text, last->sender);

      g_hash_table_remove (known, &hash);
      g_array_set_size (self->senders, self->senders->len - 1);
    }
  g_array_set_size (self->messages, self->messages->len - 1);
}

/* A message that begins with the line. */
static void
begin (PantauPasteChat *self, GHashTable *known, PantauPasteLine *line, gboolean has_heading)
{
  PantauPasteMessage message = { { 0, 0 }, { 0, 0 }, 0, NULL, FALSE };
  const char *name;
  gsize length;

  if (has_heading)
    {
      if (!pantau_paste_take_sender (line, &message.sender))
        {
          /* The program's own words; what follows in further lines goes with them. */
          if (pantau_paste_find_group (line->p, line->end, &name, &length))
            {
              self->group = (PantauSpan){ (gsize) (name - line->text), length };
              self->is_group = TRUE;
            }
          message.is_notice = TRUE;
          g_array_append_val (self->messages, message);
          return;
        }
      message.who = pantau_paste_chat_number (self, known, line->text, message.sender);
    }
  message.body = (PantauSpan){ (gsize) (line->p - line->text), (gsize) (line->end - line->p) };
  g_array_append_val (self->messages, message);
}

void
pantau_paste_chat_init (PantauPasteChat *self)
{
  *self = (PantauPasteChat){ 0 };
  self->messages = g_array_new (FALSE, FALSE, sizeof (PantauPasteMessage));
  self->senders = g_array_new (FALSE, FALSE, sizeof (PantauSpan));
  self->files = g_ptr_array_new_with_free_func (g_free);
}

void
pantau_paste_chat_read (PantauPasteChat *self, const PantauPasteText *text)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) stamps = g_array_new (FALSE, FALSE, sizeof (PantauPasteStamp));
  const char *p = text->text, *end = text->text + text->length;

  pantau_paste_chat_init (self);
  while (p < end)
    {
      const char *newline = memchr (p, '\n', (gsize) (end - p));
      PantauPasteLine line = { text->text, p, newline != NULL ? newline : end };
      PantauPasteStamp stamp = { { 0 }, 0, 0, 0, 0, FALSE };
      gboolean in_brackets, has_heading = pantau_paste_take_heading (&line, &stamp, &in_brackets);

      if (has_heading || self->messages->len == 0)
        {
          settle (self, known, text->text);
          if (has_heading)
            {
              g_array_append_val (stamps, stamp);
              self->is_chat = TRUE;
              self->is_export |= !in_brackets || stamp.second != 0;
            }
          begin (self, known, &line, has_heading);
        }
      else
        {
          PantauPasteMessage *last =
              &g_array_index (self->messages, PantauPasteMessage, self->messages->len - 1);

          last->body.length = (gsize) (line.end - text->text) - last->body.start;
        }
      p = newline != NULL ? newline + 1 : end;
    }
  settle (self, known, text->text);
  if (stamps->len > 0)
    self->occurred = pantau_paste_first_time (stamps);
}

void
pantau_paste_chat_clear (PantauPasteChat *self)
{
  g_clear_pointer (&self->messages, g_array_unref);
  g_clear_pointer (&self->senders, g_array_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->occurred, g_free);
}

gboolean
pantau_paste_is_number (const char *text, PantauSpan span)
{
  guint digits = 0;

  for (gsize i = 0; i < span.length; i++)
    {
      char c = text[span.start + i];

      if (g_ascii_isdigit (c))
        digits++;
      else if (strchr ("+ -.()\342\200\221", c) == NULL)
        return FALSE;
    }

  return digits >= 8 && digits <= 15;
}
