/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a hoax: its quote of all messages, without what programs put around them, cut to what the field holds; and a title out of that. */

#include "config.h"

#include "pantau-paste-private.h"

#include <string.h>

#include "pantau-pii.h"

#define MOST_LOOKS 4

/* A title of fewer letters says nothing: "VIRAL!!!" goes on to the next sentence. */
#define MIN_TITLE 16

/* Whether a message begins with the words @mark alone on their line, perhaps in brackets or with an arrow; how long that is. */
static gsize
forward_mark (const char *text, gsize length, const char *mark)
{
  const char *newline = memchr (text, '\n', length);
  const char *end = newline != NULL ? newline : text + length, *p = text;

  while (p < end && !g_ascii_isalpha (*p) && p - text < 12)
    p++;
  if ((gsize) (end - p) < strlen (mark) || g_ascii_strncasecmp (p, mark, strlen (mark)) != 0)
    return 0;
  for (p += strlen (mark); p < end; p++)
    if (g_ascii_isalnum (*p))
      return 0;

  return (gsize) (end - text) + (newline != NULL ? 1 : 0);
}

/* What WhatsApp shows above a forwarded message, which comes with it where the screen was read or the page copied. */
static const struct
{
  const char *words;
  const char *code;
} marks[] = {
  { "diteruskan berkali-kali", "berkali-kali" },
  { "sering diteruskan", "berkali-kali" },
  { "forwarded many times", "berkali-kali" },
  { "frequently forwarded", "berkali-kali" },
  { "diteruskan", "diteruskan" },
  { "pesan diteruskan", "diteruskan" },
  { "pesan terusan", "diteruskan" },
  { "forwarded", "diteruskan" },
  { "forwarded message", "diteruskan" },
};

/* Takes the mark off the front of the message. @mark is raised, never lowered: many times wins. */
static PantauSpan
take_mark (PantauPasteWork *self, PantauSpan body, const char **mark)
{
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      gsize length = forward_mark (self->text.text + body.start, body.length, marks[i].words);

      if (length == 0)
        continue;
      if (*mark == NULL || g_str_equal (marks[i].code, "berkali-kali"))
        *mark = marks[i].code;
      return (PantauSpan){ body.start + length, body.length - length };
    }

  return body;
}

/* U+200E has done its work. */
static void
drop_marks (GString *text)
{
  gsize to = 0;

  for (gsize from = 0; from < text->len; from++)
    if (text->str[from] == '\342' && strncmp (text->str + from, "\342\200\216", 3) == 0)
      from += 2;
    else
      text->str[to++] = text->str[from];
  g_string_truncate (text, to);
}

void
pantau_paste_put_messages (PantauPasteWork *self, PantauPaste *paste)
{
  gboolean several = self->chat.senders->len > 1;

  for (guint i = 0; i < self->chat.messages->len; i++)
    {
      const PantauPasteMessage *message =
          &g_array_index (self->chat.messages, PantauPasteMessage, i);
      PantauSpan body = take_mark (self, message->body, &paste->forwarded);

      if (message->media != NULL && *message->media != '\0' && paste->form == NULL)
        paste->form = message->media;
      if (body.length == 0)
        continue;
      if (self->out->len > 0)
        g_string_append (self->out, several ? "\n" : "\n\n");
      if (several && message->who > 0)
        {
          g_string_append_printf (self->out, PANTAU_PASTE_SENDER, message->who);
          g_string_append (self->out, ": ");
        }
      pantau_paste_put_masked (self, body);
    }
  drop_marks (self->out);
}

char *
pantau_paste_cut (const char *text, gsize most, gboolean *was_cut)
{
  const char *end, *space;

  *was_cut = g_utf8_strlen (text, -1) > (glong) most;
  if (!*was_cut)
    return g_strdup (text);

  end = g_utf8_offset_to_pointer (text, (glong) most - 1);
  for (space = end; space > text && end - space < 40; space--)
    if (g_ascii_isspace (*space))
      break;
  if (space > text && g_ascii_isspace (*space))
    end = space;
  while (end > text && g_ascii_isspace (end[-1]))
    end--;

  return g_strdup_printf ("%.*s…", (int) (end - text), text);
}

/*
 * As pantau_paste_cut(). What was taken out and cut off may leave digits beside each other that are a number only now, so it is looked at until nothing is found.
 */
static char *
cut_clean (PantauPasteWork *self, const char *text, gsize most, gboolean *was_cut)
{
  char *left = pantau_paste_cut (text, most, was_cut);

  for (guint i = 0; i < MOST_LOOKS; i++)
    {
      g_autoptr (GPtrArray) found = pantau_pii_find_all (left);
      g_autofree char *old = left, *masked = NULL;
      gboolean again = FALSE;

      if (found->len == 0)
        return g_steal_pointer (&old);
      masked = pantau_paste_mask_found (self, old, found);
      left = pantau_paste_cut (masked, most, &again);
      *was_cut |= again;
    }

  return left;
}

static guint
count_letters (const char *text, const char *end)
{
  guint n = 0;

  for (; text < end && *text != '\0'; text = g_utf8_next_char (text))
    n += g_unichar_isalpha (g_utf8_get_char (text)) ? 1 : 0;

  return n;
}

/*
 * Behind a sentence: a mark and a blank, or the end of a line; not behind "No." or "Jl.", which are too short to be a title. What the next person
 * writes is another sentence, however short this one is.
 */
static const char *
end_of_sentence (const char *text)
{
  static const char next[] = "\n[pengirim ";
  guint letters = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gboolean is_mark = strchr (".!?", *p) != NULL && strchr (" \n", p[1]) != NULL;

      /* strchr() finds the NUL too, which is an end as well. */
      if ((*p == '\n' || is_mark) && letters >= MIN_TITLE)
        return *p == '\n' || *p == '.' ? p : p + 1;
      if (letters > 0 && g_str_has_prefix (p, next))
        return p;
      letters += g_unichar_isalpha (g_utf8_get_char (p)) ? 1 : 0;
    }

  return text + strlen (text);
}

/* The first line that is more than a greeting; the beginning where there is none. */
static const char *
first_full_line (const char *text)
{
  for (const char *p = text; *p != '\0';)
    {
      gsize length = strcspn (p, "\n");

      if (count_letters (p, p + length) >= 2 * MIN_TITLE)
        return p;
      p += length + (p[length] == '\n' ? 1 : 0);
    }

  return text;
}

/* One line without the signs that make letters bold and the pictures in front. (transfer full) (nullable) */
static char *
make_title (PantauPasteWork *self, const char *text)
{
  static const char sender[] = "[pengirim ";
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *title = NULL, *sentence = NULL;
  const char *end;
  gboolean was_cut;

  text = first_full_line (text);
  if (g_str_has_prefix (text, sender) && strstr (text, "]: ") != NULL)
    text = strstr (text, "]: ") + 3;
  while (*text != '\0' && *text != '[' && !g_unichar_isalnum (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  end = end_of_sentence (text);
  sentence = g_strndup (text, (gsize) (end - text));
  for (const char *p = sentence; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '*' || c == '~' || (c == '_' && (p == sentence || p[-1] == ' ')))
        continue;
      if (g_unichar_isspace (c))
        {
          if (line->len > 0 && line->str[line->len - 1] != ' ')
            g_string_append_c (line, ' ');
          continue;
        }
      g_string_append_unichar (line, c);
    }
  g_strchomp (line->str);
  title = cut_clean (self, line->str, PANTAU_PASTE_MAX_TITLE, &was_cut);

  return count_letters (title, title + strlen (title)) > 0 ? g_steal_pointer (&title) : NULL;
}

void
pantau_paste_choose_words (PantauPasteWork *self, PantauPaste *paste)
{
  if (self->out->len == 0)
    return;

  paste->quote = cut_clean (self, self->out->str, PANTAU_PASTE_MAX_QUOTE, &paste->was_cut);
  paste->title = make_title (self, paste->quote);
}
