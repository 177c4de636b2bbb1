/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The export of one chat by Telegram Desktop, "machine-readable": a file result.json. What it holds is walked along in the bytes themselves once these were
 * scanned, so that no JSON library leaves names in memory that nobody wipes. Paths of files are only names here: nothing is opened.
 */

#include "config.h"

#include "pantau-paste-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-check.h"
#include "pantau-crypto-box.h"
#include "pantau-error.h"
#include "pantau-json.h"

#define LONGEST_NAME 200 /* bytes */
#define LONGEST_PATH 255
#define DEEPEST_PATH 4

/* A value as it stands in the export, a string with its quotation marks; of length 0 where there is none. */
typedef struct
{
  const char *start;
  gsize length;
} Raw;

/* Bytes that are one well-formed JSON object: that was looked at before. */
typedef struct
{
  const char *p;
  const char *end;
} Cursor;

typedef struct
{
  PantauPasteText *text;
  PantauPasteChat *chat;
  GHashTable *known; /* senders */
  char *scratch;     /* of pantau_secret_new(): as long as the export */
  gsize length;      /* of what is in it */
  gboolean is_channel;
  Raw name; /* of the chat */
} Reading;

/* ---- Walking ---- */

static void
skip_blanks (Cursor *self)
{
  while (self->p < self->end && strchr (" \t\r\n", *self->p) != NULL && *self->p != '\0')
    self->p++;
}

static void
skip_string (Cursor *self)
{
  for (self->p++; self->p < self->end && *self->p != '"'; self->p++)
    if (*self->p == '\\')
      self->p++;
  self->p = MIN (self->p + 1, self->end);
}

static Raw
take_value (Cursor *self)
{
  const char *start;
  guint depth = 0;

  skip_blanks (self);
  start = self->p;
  while (self->p < self->end)
    {
      if (*self->p == '"')
        {
          skip_string (self);
          if (depth == 0)
            break;
          continue;
        }
      if (*self->p == '{' || *self->p == '[')
        depth++;
      else if (depth == 0 && strchr (",]} \t\r\n", *self->p) != NULL)
        break;
      else if ((*self->p == '}' || *self->p == ']') && --depth == 0)
        {
          self->p++;
          break;
        }
      self->p++;
    }

  return (Raw){ start, (gsize) (self->p - start) };
}

/* Inside of @raw, where that is an object or an array. FALSE where it is neither. */
static gboolean
enter (Raw raw, char opening, Cursor *inside)
{
  if (raw.length < 2 || *raw.start != opening)
    return FALSE;
  *inside = (Cursor){ raw.start + 1, raw.start + raw.length - 1 };

  return TRUE;
}

static gboolean
next_item (Cursor *self, Raw *value)
{
  skip_blanks (self);
  if (self->p < self->end && *self->p == ',')
    {
      self->p++;
      skip_blanks (self);
    }
  if (self->p >= self->end)
    return FALSE;
  *value = take_value (self);

  return value->length > 0;
}

static gboolean
next_member (Cursor *self, Raw *key, Raw *value)
{
  if (!next_item (self, key))
    return FALSE;
  skip_blanks (self);
  if (self->p < self->end && *self->p == ':')
    self->p++;
  *value = take_value (self);

  return value->length > 0;
}

/* Keys are compared as they stand: no program escapes letters in its own. */
static gboolean
is_key (Raw raw, const char *name)
{
  return raw.length == strlen (name) + 2 && memcmp (raw.start + 1, name, strlen (name)) == 0;
}

static gboolean
is_string (Raw raw)
{
  return raw.length >= 2 && *raw.start == '"';
}

static gboolean
has_text (Raw raw)
{
  return is_string (raw) && raw.length > 2;
}

/* ---- Texts ---- */

static gunichar
take_unit (const char *hex)
{
  gunichar unit = 0;

  for (guint i = 0; i < 4; i++)
    unit = unit << 4 | (gunichar) g_ascii_xdigit_value (hex[i]);

  return unit;
}

/* "\uXXXX", two of them for what is beyond 16 bits; returns the last byte that was read. */
static const char *
put_escaped (Reading *self, const char *p)
{
  gunichar c = take_unit (p + 1);

  p += 4;
  if (c >= 0xd800 && c < 0xdc00)
    {
      c = 0x10000 + ((c - 0xd800) << 10) + (take_unit (p + 3) - 0xdc00);
      p += 6;
    }
  self->length += (gsize) g_unichar_to_utf8 (c, self->scratch + self->length);

  return p;
}

static char
unescape (char c)
{
  switch (c)
    {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
    case 'b':
    case 'f':
      return ' ';
    default:
      return c;
    }
}

/* Behind what the scratch holds. What is written is never longer than what stands there. */
static void
put_string (Reading *self, Raw raw)
{
  const char *end;

  if (!is_string (raw))
    return;
  end = raw.start + raw.length - 1;
  for (const char *p = raw.start + 1; p < end; p++)
    if (*p != '\\')
      self->scratch[self->length++] = *p;
    else if (*++p == 'u')
      p = put_escaped (self, p);
    else
      self->scratch[self->length++] = unescape (*p);
}

/* On one line, as everything expects of a name. */
static void
put_name (Reading *self, Raw raw)
{
  put_string (self, raw);
  for (gsize i = 0; i < self->length; i++)
    if (g_ascii_isspace (self->scratch[i]))
      self->scratch[i] = ' ';
  if (self->length <= LONGEST_NAME)
    return;
  for (self->length = LONGEST_NAME; (self->scratch[self->length] & 0xc0) == 0x80;)
    self->length--;
}

/* What the scratch holds goes into the text, behind what is there. */
static PantauSpan
flush (Reading *self)
{
  PantauSpan span = { self->text->length, 0 };

  pantau_paste_text_append (self->text, self->scratch, self->length);
  span.length = self->text->length - span.start;
  pantau_paste_text_append (self->text, "\n", 1);
  self->length = 0;

  return span;
}

/* A piece of a text that has a form of its own; of a link that words stand for, where it leads. */
static void
put_entity (Reading *self, Raw entity)
{
  Cursor inside;
  Raw key, value, text = { 0 }, href = { 0 };

  if (!enter (entity, '{', &inside))
    return;
  while (next_member (&inside, &key, &value))
    if (is_key (key, "text"))
      text = value;
    else if (is_key (key, "href"))
      href = value;
  put_string (self, text);
  if (has_text (href))
    {
      self->scratch[self->length++] = ' ';
      put_string (self, href);
      self->scratch[self->length++] = ' ';
    }
}

/* One text, or an array of texts and pieces. */
static void
put_text (Reading *self, Raw raw)
{
  Cursor inside;
  Raw item;

  put_string (self, raw);
  if (!enter (raw, '[', &inside))
    return;
  while (next_item (&inside, &item))
    if (is_string (item))
      put_string (self, item);
    else
      put_entity (self, item);
}

/* ---- Messages ---- */

typedef struct
{
  Raw type, from, from_id, text, unixtime, date, forwarded, photo, file, media, mime;
} Message;

static void
read_message (Raw raw, Message *message)
{
  const struct
  {
    const char *name;
    Raw *value;
  } members[] = { { "type", &message->type },
                  { "from", &message->from },
                  { "from_id", &message->from_id },
                  { "text", &message->text },
                  { "date_unixtime", &message->unixtime },
                  { "date", &message->date },
                  { "forwarded_from", &message->forwarded },
                  { "photo", &message->photo },
                  { "file", &message->file },
                  { "media_type", &message->media },
                  { "mime_type", &message->mime } };
  Cursor inside;
  Raw key, value;

  *message = (Message){ 0 };
  if (!enter (raw, '{', &inside))
    return;
  while (next_member (&inside, &key, &value))
    for (guint i = 0; i < G_N_ELEMENTS (members); i++)
      if (is_key (key, members[i].name))
        *members[i].value = value;
}

static gboolean
starts_with (Raw raw, const char *words)
{
  return raw.length > strlen (words) + 1 && memcmp (raw.start + 1, words, strlen (words)) == 0;
}

/* A code of `content_form` (nullable) */
static const char *
form_of (const Message *message)
{
  if (has_text (message->photo) || is_key (message->media, "sticker") ||
      (has_text (message->file) && starts_with (message->mime, "image/")))
    return "foto";
  if (is_key (message->media, "video_file") || is_key (message->media, "video_message") ||
      is_key (message->media, "animation") || starts_with (message->mime, "video/"))
    return "video";
  if (is_key (message->media, "voice_message") || is_key (message->media, "audio_file") ||
      starts_with (message->mime, "audio/"))
    return "audio";

  return has_text (message->file) ? "dokumen" : NULL;
}

gboolean
pantau_paste_stays_inside (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", DEEPEST_PATH + 2);

  if (strlen (path) > LONGEST_PATH || g_strv_length (parts) > DEEPEST_PATH ||
      strpbrk (path, "\\:") != NULL)
    return FALSE;
  for (gsize i = 0; path[i] != '\0'; i++)
    if (g_ascii_iscntrl (path[i]))
      return FALSE;
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] == '\0' || g_str_equal (parts[i], ".") || g_str_equal (parts[i], ".."))
      return FALSE;

  return TRUE;
}

/* "photos/photo_1@13-02-2024_06-15-00.jpg"; where it was not exported, a sentence in brackets. */
static void
take_file (Reading *self, Raw raw)
{
  g_autofree char *path = NULL;

  if (!has_text (raw) || raw.start[1] == '(')
    return;
  put_string (self, raw);
  path = g_strndup (self->scratch, self->length);
  pantau_secret_wipe (self->scratch, self->length);
  self->length = 0;

  if (!pantau_paste_stays_inside (path))
    self->chat->has_strays = TRUE;
  else if (self->chat->files->len < PANTAU_CHECK_MAX_BLOBS &&
           !g_ptr_array_find_with_equal_func (self->chat->files, path, g_str_equal, NULL))
    g_ptr_array_add (self->chat->files, g_steal_pointer (&path));
}

static gint64
read_moment (Reading *self, const Message *message)
{
  g_autoptr (GTimeZone) wib = g_time_zone_new_offset (7 * 3600);
  g_autoptr (GDateTime) when = NULL;
  gint64 moment = 0;

  put_string (self, message->unixtime);
  self->scratch[self->length] = '\0';
  if (self->length > 0 && self->length <= 12)
    moment = g_ascii_strtoll (self->scratch, NULL, 10);
  self->length = 0;
  if (moment > 0)
    return moment;

  /* Older programs say the hour alone, by the clock of the laptop that exported. */
  put_string (self, message->date);
  self->scratch[self->length] = '\0';
  self->length = 0;
  when = g_date_time_new_from_iso8601 (self->scratch, wib);

  return when != NULL ? g_date_time_to_unix (when) : 0;
}

static void
take_moment (Reading *self, const Message *message)
{
  gint64 moment;
  g_autoptr (GTimeZone) wib = NULL;
  g_autoptr (GDateTime) when = NULL;

  if (self->chat->occurred != NULL)
    return;
  moment = read_moment (self, message);
  if (moment <= 0 || moment > g_get_real_time () / G_USEC_PER_SEC)
    return;
  wib = g_time_zone_new_offset (7 * 3600);
  when = g_date_time_new_from_unix_utc (moment);
  if (when != NULL)
    {
      g_autoptr (GDateTime) local = g_date_time_to_timezone (when, wib);

      self->chat->occurred = g_date_time_format (local, "%Y-%m-%dT%H:%M:%S+07:00");
    }
}

/* What a channel writes nobody has written: its name stands there as that of the group. */
static gboolean
is_person (Reading *self, const Message *message)
{
  return has_text (message->from) && !starts_with (message->from_id, "channel") &&
         !(self->is_channel && message->from.length == self->name.length &&
           memcmp (message->from.start, self->name.start, self->name.length) == 0);
}

static void
take_message (Reading *self, Raw raw)
{
  PantauPasteMessage out = { { 0, 0 }, { 0, 0 }, 0, NULL, FALSE };
  Message message;

  read_message (raw, &message);
  /* "service": somebody came, went, or changed the picture. */
  if (!is_key (message.type, "message"))
    return;
  out.media = form_of (&message);
  take_file (self, message.photo);
  take_file (self, message.file);
  put_text (self, message.text);
  if (self->length == 0 && out.media == NULL)
    return;

  /* The text stands behind who wrote it, as everywhere. */
  if (self->length > 0)
    out.body = flush (self);
  if (is_person (self, &message))
    {
      put_name (self, message.from);
      out.sender = flush (self);
      out.who = pantau_paste_chat_number (self->chat, self->known, self->text->text, out.sender);
    }
  if (has_text (message.forwarded))
    self->chat->forwarded = "diteruskan";
  take_moment (self, &message);
  g_array_append_val (self->chat->messages, out);
}

/* ---- The export ---- */

gboolean
pantau_paste_is_telegram (const char *bytes, gsize length)
{
  static const char *const marks[] = { "\"date_unixtime\"", "\"text_entities\"", "\"from_id\"",
                                       "\"chats\"", NULL };
  const char *p = bytes, *end = bytes + length;

  if (length >= 3 && memcmp (p, "\357\273\277", 3) == 0)
    p += 3;
  while (p < end && g_ascii_isspace (*p))
    p++;
  if (p == end || *p != '{' || g_strstr_len (p, end - p, "\"messages\"") == NULL)
    return FALSE;
  for (guint i = 0; marks[i] != NULL; i++)
    if (g_strstr_len (p, end - p, marks[i]) != NULL)
      return TRUE;

  return FALSE;
}

static void
note_group (Reading *self, Raw type)
{
  static const char *const groups[] = { "private_group",  "private_supergroup", "public_supergroup",
                                        "public_channel", "private_channel",    NULL };

  if (!has_text (self->name))
    return;
  for (guint i = 0; groups[i] != NULL; i++)
    if (is_key (type, groups[i]))
      {
        self->is_channel = g_str_has_suffix (groups[i], "channel");
        put_name (self, self->name);
        self->chat->group = flush (self);
        self->chat->is_group = TRUE;
      }
}

/* FALSE where it is no single chat. */
static gboolean
read_chat (Reading *self, Raw all, GError **error)
{
  Cursor inside;
  Raw key, value, type = { 0 }, messages = { 0 };

  if (!enter (all, '{', &inside))
    return FALSE;
  while (next_member (&inside, &key, &value))
    if (is_key (key, "name"))
      self->name = value;
    else if (is_key (key, "type"))
      type = value;
    else if (is_key (key, "messages"))
      messages = value;

  if (!enter (messages, '[', &inside))
    return pantau_throw (error, PANTAU_ERROR_INVALID,
                         _ ("this is an export of several chats of Telegram; please export the one "
                            "chat that the message is in"));
  note_group (self, type);
  while (next_item (&inside, &value))
    take_message (self, value);

  return TRUE;
}

gboolean
pantau_paste_telegram_read (
    PantauPasteText *text, PantauPasteChat *chat, const char *bytes, gsize length, GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GError) fault = NULL;
  Reading self = { .text = text, .chat = chat, .known = known };
  Cursor all;
  gboolean ok;

  if (length >= 3 && memcmp (bytes, "\357\273\277", 3) == 0)
    {
      bytes += 3;
      length -= 3;
    }
  pantau_paste_chat_init (chat);
  if (!pantau_json_scan (bytes, length, PANTAU_PASTE_LIMIT, &fault))
    return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                         /* Translators: %s is what is wrong with it. */
                         _ ("this looks like an export of Telegram and cannot be read (%s); please "
                            "export the chat again, as JSON"),
                         fault->message);

  chat->is_chat = chat->is_export = TRUE;
  chat->platform = "telegram";
  pantau_paste_text_begin (text, length);
  self.scratch = pantau_secret_new (length + 2);
  all = (Cursor){ bytes, bytes + length };
  ok = read_chat (&self, take_value (&all), error);
  pantau_secret_free (self.scratch);

  return ok;
}
