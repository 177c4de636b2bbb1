/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The export of one chat by Telegram Desktop as pages: messages.html. No parser of HTML: it is gone along from tag to tag, and what stands in those whose class is known is
 * taken. Whatever else a page holds is not looked at, and no script, style or address in it does anything.
 */

#include "config.h"

#include "pantau-paste-private.h"

#include <stdio.h>
#include <string.h>

#include "pantau-check.h"
#include "pantau-crypto-box.h"

#define LONGEST_NAME 200 /* bytes */

/* Where text goes. */
typedef enum
{
  NOWHERE,
  CHAT,   /* the name of the chat */
  SENDER, /* of a message */
  BODY,
} Place;

/* One tag: its name, and what stands behind it. */
typedef struct
{
  const char *name;
  gsize name_length;
  const char *rest;
  gsize rest_length;
  gboolean is_end;
} Tag;

typedef struct
{
  PantauPasteText *text;
  PantauPasteChat *chat;
  GHashTable *known;
  char *scratch; /* of pantau_secret_new() */
  gsize length;
  Place place;

  /* The message. */
  gboolean is_message;
  gboolean is_forwarded;
  gboolean has_body;
  PantauPasteMessage message;
  PantauSpan last_sender; /* of the message before: "joined" messages go on with it */
  guint last_who;
} Page;

/* ---- Bytes ---- */

static const char *
find (const char *start, const char *end, const char *words)
{
  return g_strstr_len (start, end - start, words);
}

/* The value of an attribute, as it stands there. FALSE where there is none. */
static gboolean
get_attribute (const Tag *tag, const char *name, const char **value, gsize *length)
{
  g_autofree char *opening = g_strconcat (" ", name, "=\"", NULL);
  const char *end = tag->rest + tag->rest_length, *start = find (tag->rest, end, opening), *close;

  if (start == NULL)
    return FALSE;
  start += strlen (opening);
  close = memchr (start, '"', (gsize) (end - start));
  if (close == NULL)
    return FALSE;
  *value = start;
  *length = (gsize) (close - start);

  return TRUE;
}

/* Whether @word is one of the tag's classes. */
static gboolean
has_class (const Tag *tag, const char *word)
{
  const char *value;
  gsize length, size = strlen (word);

  if (!get_attribute (tag, "class", &value, &length))
    return FALSE;
  for (gsize i = 0; i + size <= length; i++)
    if (memcmp (value + i, word, size) == 0 && (i == 0 || value[i - 1] == ' ') &&
        (i + size == length || value[i + size] == ' '))
      return TRUE;

  return FALSE;
}

static gboolean
is_tag (const Tag *tag, const char *name)
{
  return tag->name_length == strlen (name) &&
         g_ascii_strncasecmp (tag->name, name, tag->name_length) == 0;
}

/* "&#039;", "&#x27;": what it stands for; 0 where it is none. */
static gunichar
numbered (const char *start, gsize length)
{
  g_autofree char *digits = g_strndup (start, MIN (length, 10));
  gboolean is_hex = digits[0] == 'x' || digits[0] == 'X';
  guint64 value;

  if (!g_ascii_string_to_unsigned (digits + is_hex, is_hex ? 16 : 10, 1, 0x10ffff, &value, NULL) ||
      !g_unichar_validate ((gunichar) value))
    return 0;

  return (gunichar) value;
}

/* What an entity stands for, and how many bytes it has; "&" itself where it is none. */
static gunichar
read_entity (const char *start, const char *end, gsize *length)
{
  static const struct
  {
    const char *name;
    gunichar c;
  } names[] = { { "amp", '&' },  { "lt", '<' },    { "gt", '>' },
                { "quot", '"' }, { "apos", '\'' }, { "nbsp", ' ' } };
  const char *close = memchr (start, ';', (gsize) MIN (end - start, 12));
  gsize size = close != NULL ? (gsize) (close - start) - 1 : 0;
  gunichar c = 0;

  if (size > 1 && start[1] == '#')
    c = numbered (start + 2, size - 1);
  for (guint i = 0; c == 0 && size > 0 && i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i].name) == size && memcmp (start + 1, names[i].name, size) == 0)
      c = names[i].c;
  *length = c != 0 ? size + 2 : 1;

  return c != 0 ? c : '&';
}

/* What is written is never longer than what stands there. Line ends of the page are blanks. */
static void
put (Page *self, const char *start, const char *end)
{
  gsize length;

  while (start < end)
    if (*start == '&')
      {
        gunichar c = read_entity (start, end, &length);

        self->length += (gsize) g_unichar_to_utf8 (c, self->scratch + self->length);
        start += length;
      }
    else
      {
        self->scratch[self->length++] = g_ascii_isspace (*start) ? ' ' : *start;
        start++;
      }
}

/* What was gathered goes into the text, without blanks around it. */
static PantauSpan
flush (Page *self, gsize most)
{
  PantauSpan span = { self->text->length, 0 };
  gsize start = 0, end = MIN (self->length, most);

  /* Not within a character. */
  while (end < self->length && end > 0 && (self->scratch[end] & 0xc0) == 0x80)
    end--;
  while (start < end && g_ascii_isspace (self->scratch[start]))
    start++;
  while (end > start && g_ascii_isspace (self->scratch[end - 1]))
    end--;
  if (end > start)
    {
      pantau_paste_text_append (self->text, self->scratch + start, end - start);
      span.length = self->text->length - span.start;
      pantau_paste_text_append (self->text, "\n", 1);
    }
  pantau_secret_wipe (self->scratch, self->length);
  self->length = 0;

  return span;
}

/* ---- Messages ---- */

static void
end_message (Page *self)
{
  if (self->is_message && (self->message.body.length > 0 || self->message.media != NULL))
    {
      /* Who has said nothing is no sender. */
      self->message.sender = self->last_sender;
      if (self->last_sender.length > 0)
        self->last_who = self->message.who =
            pantau_paste_chat_number (self->chat, self->known, self->text->text, self->last_sender);
      if (self->is_forwarded)
        self->chat->forwarded = "diteruskan";
      g_array_append_val (self->chat->messages, self->message);
    }
  self->is_message = self->is_forwarded = self->has_body = FALSE;
  self->message = (PantauPasteMessage){ { 0, 0 }, { 0, 0 }, 0, NULL, FALSE };
  self->place = NOWHERE;
  self->length = 0;
}

static void
begin_message (Page *self, const Tag *tag)
{
  end_message (self);
  self->is_message = has_class (tag, "default");
  if (!has_class (tag, "joined"))
    self->last_sender = (PantauSpan){ 0, 0 };
}

/* "13.02.2024 06:15:00 UTC+07:00" */
static void
take_moment (Page *self, const Tag *tag)
{
  g_autoptr (GTimeZone) wib = g_time_zone_new_offset (7 * 3600);
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GDateTime) when = NULL, local = NULL;
  g_autofree char *text = NULL;
  char offset[8] = "";
  guint day, month, year, hour, minute, second;
  const char *value;
  gsize length;

  if (self->chat->occurred != NULL || !self->is_message ||
      !get_attribute (tag, "title", &value, &length) || length > 40)
    return;
  text = g_strndup (value, length);
  if (sscanf (text, "%2u.%2u.%4u %2u:%2u:%2u UTC%6[-+:0-9]", &day, &month, &year, &hour, &minute,
              &second, offset) < 6)
    return;
  zone = *offset != '\0' ? g_time_zone_new_identifier (offset) : g_time_zone_ref (wib);
  if (zone == NULL)
    return;
  when =
      g_date_time_new (zone, (int) year, (int) month, (int) day, (int) hour, (int) minute, second);
  if (when == NULL || g_date_time_to_unix (when) > g_get_real_time () / G_USEC_PER_SEC)
    return;
  local = g_date_time_to_timezone (when, wib);
  self->chat->occurred = g_date_time_format (local, "%Y-%m-%dT%H:%M:%S+07:00");
}

static void
take_file (Page *self, const Tag *tag)
{
  g_autofree char *path = NULL;
  const char *value;
  gsize length;

  if (!self->is_message || !get_attribute (tag, "href", &value, &length) || length == 0)
    return;
  path = g_strndup (value, length);
  if (!g_utf8_validate (path, -1, NULL) || !pantau_paste_stays_inside (path))
    self->chat->has_strays = TRUE;
  else if (self->chat->files->len < PANTAU_CHECK_MAX_BLOBS &&
           !g_ptr_array_find_with_equal_func (self->chat->files, path, g_str_equal, NULL))
    g_ptr_array_add (self->chat->files, g_steal_pointer (&path));
}

/* Classes of links around files, and of boxes in their place where they were not exported. */
static void
look_for_media (Page *self, const Tag *tag)
{
  static const struct
  {
    const char *name;
    const char *form;
  } classes[] = { { "photo_wrap", "foto" },           { "media_photo", "foto" },
                  { "sticker_wrap", "foto" },         { "video_file_wrap", "video" },
                  { "media_video", "video" },         { "animated_wrap", "video" },
                  { "media_voice_message", "audio" }, { "media_audio_file", "audio" },
                  { "media_file", "dokumen" } };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (has_class (tag, classes[i].name))
      {
        self->message.media = classes[i].form;
        if (is_tag (tag, "a"))
          take_file (self, tag);
        return;
      }
}

/* ---- Tags ---- */

static void
open_box (Page *self, const Tag *tag)
{
  if (has_class (tag, "message"))
    begin_message (self, tag);
  else if (has_class (tag, "forwarded"))
    self->is_forwarded = TRUE;
  else if (has_class (tag, "date"))
    take_moment (self, tag);
  else if (has_class (tag, "from_name"))
    self->place = self->is_message && !self->is_forwarded ? SENDER : NOWHERE;
  else if (has_class (tag, "text"))
    {
      if (self->is_message)
        self->place = self->has_body ? NOWHERE : BODY;
      else
        self->place =
            self->chat->group.length == 0 && self->chat->messages->len == 0 ? CHAT : NOWHERE;
    }
  else
    look_for_media (self, tag);
}

static void
close_box (Page *self)
{
  if (self->place == CHAT)
    self->chat->group = flush (self, LONGEST_NAME);
  else if (self->place == SENDER)
    self->last_sender = flush (self, LONGEST_NAME);
  else if (self->place == BODY)
    {
      self->message.body = flush (self, G_MAXSIZE);
      self->has_body = self->message.body.length > 0;
    }
  self->place = NOWHERE;
}

static void
take_link (Page *self, const Tag *tag, const char *behind, const char *end)
{
  const char *value;
  gsize length;

  if (self->place != BODY)
    {
      look_for_media (self, tag);
      return;
    }
  /* Words that stand for a link; of one that is told itself nothing is lost. */
  if (get_attribute (tag, "href", &value, &length) && length > 0 &&
      (length > (gsize) (end - behind) || memcmp (behind, value, length) != 0) &&
      (g_str_has_prefix (value, "https://") || g_str_has_prefix (value, "http://")))
    {
      put (self, value, value + length);
      self->scratch[self->length++] = ' ';
    }
}

static void
take_tag (Page *self, const Tag *tag, const char *behind, const char *end)
{
  if (is_tag (tag, "div"))
    {
      if (tag->is_end)
        close_box (self);
      else
        open_box (self, tag);
    }
  else if (is_tag (tag, "br") && self->place != NOWHERE)
    self->scratch[self->length++] = '\n';
  else if (is_tag (tag, "a") && !tag->is_end)
    take_link (self, tag, behind, end);
}

/* From "<" on; NULL where it ends nowhere. */
static const char *
read_tag (const char *start, const char *end, Tag *tag)
{
  const char *close = memchr (start, '>', (gsize) (end - start)), *p = start + 1;

  if (close == NULL)
    return NULL;
  tag->is_end = p < close && *p == '/';
  p += tag->is_end;
  tag->name = p;
  while (p < close && g_ascii_isalnum (*p))
    p++;
  tag->name_length = (gsize) (p - tag->name);
  tag->rest = p;
  tag->rest_length = (gsize) (close - p);

  return close + 1;
}

gboolean
pantau_paste_is_telegram_page (const char *bytes, gsize length)
{
  const char *p = bytes, *end = bytes + length;

  if (length >= 3 && memcmp (p, "\357\273\277", 3) == 0)
    p += 3;
  while (p < end && g_ascii_isspace (*p))
    p++;

  return p < end && *p == '<' && find (p, end, "class=\"page_body chat_page\"") != NULL &&
         find (p, end, "class=\"message ") != NULL;
}

void
pantau_paste_telegram_page_read (PantauPasteText *text,
                                 PantauPasteChat *chat,
                                 const char *bytes,
                                 gsize length)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Page self = { .text = text, .chat = chat, .known = known };
  const char *p = bytes, *end = bytes + length;

  pantau_paste_chat_init (chat);
  chat->is_chat = chat->is_export = TRUE;
  chat->platform = "telegram";
  pantau_paste_text_begin (text, length);
  self.scratch = pantau_secret_new (length + 1);
  while (p < end)
    {
      const char *open = memchr (p, '<', (gsize) (end - p));
      Tag tag;

      if (self.place != NOWHERE)
        put (&self, p, open != NULL ? open : end);
      p = open != NULL ? read_tag (open, end, &tag) : NULL;
      if (p == NULL)
        break;
      take_tag (&self, &tag, p, end);
    }
  close_box (&self);
  end_message (&self);
  pantau_secret_free (self.scratch);
}
