/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person can be reached or found by is taken out of the text here, and put into what is sealed: numbers, addresses, names of senders. Messages
 * reach plain memory only through pantau_paste_put_masked(), and then pantau_paste_mask_names().
 */

#include "config.h"

#include "pantau-paste-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-crypto-box.h"
#include "pantau-pii.h"

#define MAX_RECEIVED 500 /* characters of the part, see identitas.json */
#define MAX_NAME     120
#define MAX_PHONE    40

/* Bytes in which names are looked for: a little more than is taken, so that no name is cut in two. */
#define MASKED_LENGTH (4 * PANTAU_PASTE_MAX_QUOTE + 4 * MAX_NAME)

/* TRUE where a number or address is new: by its letters and digits alone, 62 and 0 being one. */
static gboolean
is_new_number (PantauPasteWork *self, const char *start, gsize length)
{
  guint64 hash = 1469598103934665603u;
  gboolean is_first = TRUE;

  for (gsize i = 0; i < length; i++)
    {
      char c = start[i];

      if (!g_ascii_isalnum (c) && c != '@')
        continue;
      if (is_first && c == '6' && i + 1 < length && start[i + 1] == '2')
        {
          c = '0';
          i++;
        }
      is_first = FALSE;
      hash = (hash ^ (guchar) g_ascii_tolower (c)) * 1099511628211u;
    }
  if (g_hash_table_contains (self->numbers, &hash))
    return FALSE;
  g_hash_table_add (self->numbers, g_memdup2 (&hash, sizeof hash));

  return TRUE;
}

/* Adds to what is sealed; FALSE where there is no room for all of it, and then nothing is added. */
static gboolean
receive (PantauPasteWork *self, const char *text, gsize length)
{
  glong has = g_utf8_strlen (self->received, (gssize) self->received_length);

  if (has + g_utf8_strlen (text, (gssize) length) > MAX_RECEIVED)
    {
      self->has_dropped = TRUE;
      return FALSE;
    }
  memcpy (self->received + self->received_length, text, length);
  self->received_length += length;
  self->received[self->received_length] = '\0';

  return TRUE;
}

/* The same of two pieces or of none: "; [pengirim 2] = " and a name. */
static void
receive_pair (PantauPasteWork *self, const char *before, const char *text, gsize length)
{
  gsize mark = self->received_length;

  if (!receive (self, before, strlen (before)) || !receive (self, text, length))
    {
      self->received_length = mark;
      self->received[mark] = '\0';
    }
}

static void
receive_senders (PantauPasteWork *self)
{
  for (guint i = 0; i < self->chat.senders->len && !self->has_dropped; i++)
    {
      PantauSpan sender = g_array_index (self->chat.senders, PantauSpan, i);
      g_autofree char *place = g_strdup_printf (PANTAU_PASTE_SENDER, i + 1);
      g_autofree char *before = g_strdup_printf ("%s%s = ", i > 0 ? "; " : "", place);

      receive_pair (self, before, self->text.text + sender.start, sender.length);
    }
}

/* Those that stand in the messages; senders that are numbers have been told. */
static void
receive_numbers (PantauPasteWork *self)
{
  gboolean is_first = TRUE;

  for (guint i = 0; i < self->found->len; i++)
    {
      const PantauPii *one = g_ptr_array_index (self->found, i);
      const char *start = self->text.text + one->start;

      if (!is_new_number (self, start, one->length) || self->has_dropped)
        continue;
      receive_pair (self,
                    !is_first                   ? ", "
                    : self->received_length > 0 ? _ ("; numbers and addresses in the text: ")
                                                : _ ("Numbers and addresses in the text: "),
                    start, one->length);
      is_first = FALSE;
    }
}

void
pantau_paste_take_people (PantauPasteWork *self)
{
  self->numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->received = pantau_secret_new (4 * MAX_RECEIVED + 1);
  self->received[0] = '\0';
  self->found = pantau_pii_find_all (self->text.text);
  receive_senders (self);
  for (guint i = 0; i < self->chat.senders->len; i++)
    {
      PantauSpan sender = g_array_index (self->chat.senders, PantauSpan, i);

      if (pantau_paste_is_number (self->text.text, sender))
        is_new_number (self, self->text.text + sender.start, sender.length);
    }
  receive_numbers (self);
}

void
pantau_paste_put_masked (PantauPasteWork *self, PantauSpan span)
{
  gsize at = span.start, end = span.start + span.length;

  while (self->next < self->found->len)
    {
      const PantauPii *one = g_ptr_array_index (self->found, self->next);

      if (one->start >= end)
        break;
      /* What began before the stretch, and goes on in it, is taken out of it all the same. */
      if (one->start + one->length > at && one->start < at)
        at = MIN (end, one->start + one->length);
      else if (one->start >= at)
        {
          g_string_append_len (self->out, self->text.text + at, (gssize) (one->start - at));
          g_string_append (self->out, one->kind == PANTAU_PII_EMAIL ? PANTAU_PASTE_ADDRESS
                                                                    : PANTAU_PASTE_NUMBER);
          at = MIN (end, one->start + one->length);
        }
      self->next++;
    }
  g_string_append_len (self->out, self->text.text + at, (gssize) (end - at));
}

/* A name of at least two words in what was written out becomes the sender's number; so does "@Budi". */
static void
mask_full_names (PantauPasteWork *self, gsize length)
{
  const char *names = self->text.text;

  for (guint i = 0; i < self->chat.senders->len; i++)
    {
      PantauSpan sender = g_array_index (self->chat.senders, PantauSpan, i);
      gboolean is_long = memchr (names + sender.start, ' ', sender.length) != NULL;
      g_autofree char *place = g_strdup_printf (PANTAU_PASTE_SENDER, i + 1);
      gsize at = 0;

      while (sender.length >= 3 && at + sender.length <= MIN (length, self->out->len))
        {
          const char *found = memmem (self->out->str + at, MIN (length, self->out->len) - at,
                                      names + sender.start, sender.length);

          if (found == NULL)
            break;
          at = (gsize) (found - self->out->str);
          if (is_long || (at > 0 && found[-1] == '@'))
            {
              g_string_erase (self->out, (gssize) at, (gssize) sender.length);
              g_string_insert (self->out, (gssize) at, place);
              at += strlen (place);
            }
          else
            {
              at += sender.length;
            }
        }
    }
}

void
pantau_paste_mask_names (PantauPasteWork *self)
{
  mask_full_names (self, MASKED_LENGTH);
  pantau_paste_mask_short_names (self->out, MASKED_LENGTH, self->text.text, self->chat.senders,
                                 pantau_reference_get_regions (self->reference));
}

char *
pantau_paste_mask_found (PantauPasteWork *self, const char *text, GPtrArray *found)
{
  g_autoptr (GString) masked = g_string_new (NULL);
  gsize at = 0;

  for (guint i = 0; i < found->len; i++)
    {
      const PantauPii *one = g_ptr_array_index (found, i);

      if (is_new_number (self, text + one->start, one->length))
        receive_pair (self, self->received_length > 0 ? ", " : "", text + one->start, one->length);
      g_string_append_len (masked, text + at, (gssize) (one->start - at));
      g_string_append (masked,
                       one->kind == PANTAU_PII_EMAIL ? PANTAU_PASTE_ADDRESS : PANTAU_PASTE_NUMBER);
      at = one->start + one->length;
    }
  g_string_append (masked, text + at);

  return g_string_free (g_steal_pointer (&masked), FALSE);
}

/* The first @length bytes of the stretch that hold whole characters, at most @most of them, as a part of the source. */
static void
set_part (PantauIdentity *source, const char *part, const char *text, gsize length, glong most)
{
  char *copy;

  if (g_utf8_strlen (text, (gssize) length) > most)
    length = (gsize) (g_utf8_offset_to_pointer (text, most) - text);
  copy = pantau_secret_strndup (text, length);
  pantau_identity_set (source, part, copy);
  pantau_secret_free (copy);
}

PantauIdentity *
pantau_paste_make_source (PantauPasteWork *self)
{
  PantauIdentity *source = pantau_identity_new ();

  if (self->chat.senders->len == 1)
    {
      PantauSpan sender = g_array_index (self->chat.senders, PantauSpan, 0);
      gboolean is_number = pantau_paste_is_number (self->text.text, sender);

      set_part (source, is_number ? "phone" : "name", self->text.text + sender.start, sender.length,
                is_number ? MAX_PHONE : MAX_NAME);
    }
  if (self->received_length > 0)
    pantau_identity_set (source, "received", self->received);

  return source;
}
