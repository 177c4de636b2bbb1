/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is inside an envelope. It is written and read here by hand, and not by a JSON library, whose memory nobody wipes: after an envelope is
 * closed no name is left in the process.
 *
 *   length of the JSON, 4 bytes, most significant first
 *   {"record":…,"person":…,"ordinal":…,"parts":{name: text},"copy":bytes of the picture}
 *   the picture
 *   zeros up to the next power of two
 */

#include "config.h"

#include "pantau-seal-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-crypto-box.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-seal.h"

/* Of parts and members that we do not know: names are short, and there are few. */
#define LONGEST_NAME 64
#define MOST_PARTS   40

/* Writes where there is room for it, and counts all the same: so the same code measures first. */
typedef struct
{
  char *at; /* (nullable) */
  gsize length;
} Writer;

static void
put (Writer *self, const char *text, gsize length)
{
  if (self->at != NULL)
    memcpy (self->at + self->length, text, length);
  self->length += length;
}

static void
put_text (Writer *self, const char *text)
{
  put (self, text, strlen (text));
}

/* RFC 8259, section 7. */
static void
put_string (Writer *self, const char *text)
{
  static const char hex[] = "0123456789abcdef";

  put (self, "\"", 1);
  for (const char *p = text; *p != '\0'; p++)
    {
      guchar c = (guchar) *p;

      if (c == '"' || c == '\\')
        {
          char escape[2] = { '\\', (char) c };

          put (self, escape, 2);
        }
      else if (c == '\n')
        put (self, "\\n", 2);
      else if (c < 0x20)
        {
          char escape[6] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };

          put (self, escape, 6);
        }
      else
        put (self, p, 1);
    }
  put (self, "\"", 1);
}

static void
put_number (Writer *self, gsize number)
{
  char text[24];

  put (self, text, (gsize) g_snprintf (text, sizeof text, "%" G_GSIZE_FORMAT, number));
}

static void
write_json (Writer *self,
            PantauIdentity *identity,
            const char *record,
            const char *person,
            guint ordinal,
            gsize copy)
{
  g_auto (GStrv) has = pantau_identity_dup_has (identity);
  gboolean is_first = TRUE;

  put_text (self, "{\"record\":");
  put_string (self, record);
  put_text (self, ",\"person\":");
  put_string (self, person);
  put_text (self, ",\"ordinal\":");
  put_number (self, ordinal);
  put_text (self, ",\"parts\":{");
  for (guint i = 0; has[i] != NULL; i++)
    {
      const char *text = pantau_identity_get (identity, has[i]);

      if (text == NULL) /* the picture */
        continue;
      if (!is_first)
        put_text (self, ",");
      is_first = FALSE;
      put_string (self, has[i]);
      put_text (self, ":");
      put_string (self, text);
    }
  put_text (self, "},\"copy\":");
  put_number (self, copy);
  put_text (self, "}");
}

guint8 *
pantau_seal_content_new (PantauIdentity *identity,
                         const char *record,
                         const char *person,
                         guint ordinal,
                         gsize *length,
                         GError **error)
{
  GBytes *copy = pantau_identity_get_copy (identity);
  gsize copy_length = copy != NULL ? g_bytes_get_size (copy) : 0;
  Writer measure = { NULL, 0 }, writer;
  guint8 *content;

  write_json (&measure, identity, record, person, ordinal, copy_length);
  if (4 + measure.length > PANTAU_SEAL_SMALLEST)
    return pantau_throw_null (
        error, PANTAU_ERROR_TOO_LARGE,
        _ ("what was written about this person is too long for an envelope; please shorten it"));

  *length = PANTAU_SEAL_SMALLEST;
  while (*length < 4 + measure.length + copy_length)
    *length *= 2;

  content = pantau_secret_new (*length);
  memset (content, 0, *length);
  for (guint i = 0; i < 4; i++)
    content[i] = (guint8) (measure.length >> (24 - 8 * i));
  writer = (Writer){ (char *) content + 4, 0 };
  write_json (&writer, identity, record, person, ordinal, copy_length);
  if (copy_length > 0)
    memcpy (content + 4 + measure.length, g_bytes_get_data (copy, NULL), copy_length);

  return content;
}

/* Reads JSON that pantau_json_scan() has found to be well-formed, so that it need not be asked again. */
typedef struct
{
  const char *at;
} Reader;

static void
skip_space (Reader *self)
{
  while (strchr (" \t\r\n", *self->at) != NULL)
    self->at++;
}

/* TRUE where the next character is @c, which is passed over. */
static gboolean
take (Reader *self, char c)
{
  skip_space (self);
  if (*self->at != c)
    return FALSE;
  self->at++;

  return TRUE;
}

static guint
read_hex4 (Reader *self)
{
  guint value = 0;

  for (guint i = 0; i < 4; i++)
    value = value * 16 + (guint) g_ascii_xdigit_value (*self->at++);

  return value;
}

/* After the backslash. */
static gunichar
read_escape (Reader *self)
{
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  char c = *self->at++;
  gunichar value;

  if (c != 'u')
    return (gunichar) to[strchr (from, c) - from];

  value = read_hex4 (self);
  if (value >= 0xd800 && value <= 0xdbff)
    {
      self->at += 2;
      value = 0x10000 + ((value - 0xd800) << 10) + (read_hex4 (self) - 0xdc00);
    }

  return value;
}

/* Any value; of a string, the reader stands behind it. */
static void
skip_value (Reader *self)
{
  guint depth = 0;

  do
    {
      skip_space (self);
      if (*self->at == '"')
        {
          for (self->at++; *self->at != '"'; self->at++)
            if (*self->at == '\\')
              self->at++;
          self->at++;
        }
      else if (*self->at == '{' || *self->at == '[')
        {
          depth++;
          self->at++;
        }
      else if (*self->at == '}' || *self->at == ']')
        {
          depth--;
          self->at++;
        }
      else if (*self->at == ',' || *self->at == ':')
        self->at++;
      else
        self->at += strcspn (self->at, ",]} \t\r\n");
    }
  while (depth > 0);
}

/* A string in memory for secrets, or NULL and the value passed over where it is none. */
static char *
read_string (Reader *self)
{
  Reader end = *self;
  char *text;
  gsize length = 0;

  skip_space (self);
  skip_value (&end);
  if (*self->at != '"')
    {
      *self = end;
      return NULL;
    }

  /* What is decoded is never longer than what stands there. */
  text = pantau_secret_new ((gsize) (end.at - self->at));
  self->at++;
  while (*self->at != '"')
    if (*self->at == '\\')
      {
        self->at++;
        length += (gsize) g_unichar_to_utf8 (read_escape (self), text + length);
      }
    else
      text[length++] = *self->at++;
  text[length] = '\0';
  self->at++;

  return text;
}

/* -1 where it is no such number; the value is passed over. */
static gint64
read_integer (Reader *self)
{
  Reader end = *self;
  gint64 value = -1;

  skip_space (self);
  skip_value (&end);
  if (g_ascii_isdigit (*self->at) && strcspn (self->at, ".eE") >= (gsize) (end.at - self->at))
    value = g_ascii_strtoll (self->at, NULL, 10);
  *self = end;

  return value;
}

static gboolean
is_name (const char *name)
{
  return *name != '\0' && strlen (name) <= LONGEST_NAME &&
         strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-_") == strlen (name);
}

/* FALSE where it is no object of texts; @culprit (nullable) takes the name of what is none, cut: (transfer full). */
static gboolean
read_parts (Reader *self, PantauIdentity *identity, char **culprit)
{
  gboolean ok = TRUE;
  guint n = 0;

  if (!take (self, '{'))
    return FALSE;
  while (ok && !take (self, '}'))
    {
      char *name = read_string (self), *text;

      take (self, ':');
      text = read_string (self);
      take (self, ',');
      ok = text != NULL && is_name (name) && !g_str_equal (name, PANTAU_IDENTITY_COPY) &&
           ++n <= MOST_PARTS;
      if (ok)
        pantau_identity_set (identity, name, text);
      else if (culprit != NULL && is_name (name))
        *culprit = g_strdup (name);
      pantau_secret_free (name);
      pantau_secret_free (text);
    }

  return ok;
}

/* What the JSON says besides the parts. */
typedef struct
{
  char *record; /* of pantau_secret_new(), as @person */
  char *person;
  gint64 ordinal;
  gint64 copy;
} Claims;

static void
claims_clear (Claims *self)
{
  pantau_secret_free (self->record);
  pantau_secret_free (self->person);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Claims, claims_clear)

static gboolean
read_json (const char *json, PantauIdentity *identity, Claims *claims)
{
  Reader reader = { json };
  gboolean ok = TRUE;

  take (&reader, '{');
  while (ok && !take (&reader, '}'))
    {
      char *name = read_string (&reader);

      take (&reader, ':');
      if (g_str_equal (name, "record"))
        claims->record = read_string (&reader);
      else if (g_str_equal (name, "person"))
        claims->person = read_string (&reader);
      else if (g_str_equal (name, "ordinal"))
        claims->ordinal = read_integer (&reader);
      else if (g_str_equal (name, "copy"))
        claims->copy = read_integer (&reader);
      else if (g_str_equal (name, "parts"))
        ok = read_parts (&reader, identity, NULL);
      else
        skip_value (&reader);
      take (&reader, ',');
      pantau_secret_free (name);
    }

  return ok;
}

static PantauIdentity *
malformed (GError **error)
{
  return pantau_throw_null (error, PANTAU_ERROR_MALFORMED,
                            _ ("what is in the envelope is not well-formed"));
}

PantauIdentity *
pantau_seal_content_read (const guint8 *content,
                          gsize length,
                          const char *record,
                          const char *person,
                          guint ordinal,
                          GError **error)
{
  g_autoptr (PantauIdentity) identity = pantau_identity_new ();
  g_auto (Claims) claims = { NULL, NULL, -1, 0 };
  gsize json_length = 0;
  gboolean ok;
  char *json;

  for (guint i = 0; i < 4; i++)
    json_length = json_length << 8 | content[i];
  if (json_length > length - 4)
    return malformed (error);

  /* With a NUL, which the reader stops at. */
  json = pantau_secret_strndup ((const char *) content + 4, json_length);
  ok = pantau_json_scan (json, json_length, json_length, NULL) &&
       read_json (json, identity, &claims);
  pantau_secret_free (json);
  if (!ok || claims.record == NULL || claims.person == NULL || claims.copy < 0 ||
      (gsize) claims.copy > length - 4 - json_length)
    return malformed (error);

  if (!g_str_equal (claims.record, record) || !g_str_equal (claims.person, person) ||
      claims.ordinal != ordinal)
    return pantau_throw_null (error, PANTAU_ERROR_SIGNATURE,
                              _ ("this envelope was made for another person or another record"));

  if (claims.copy > 0)
    {
      g_autoptr (GBytes) copy = g_bytes_new_static (content + 4 + json_length, (gsize) claims.copy);

      if (!pantau_identity_set_copy (identity, copy))
        return malformed (error);
    }

  return g_steal_pointer (&identity);
}

PantauIdentity *
pantau_identity_parse (const char *json, gsize length, GError **error)
{
  g_autoptr (PantauIdentity) identity = pantau_identity_new ();
  g_autofree char *culprit = NULL;
  Reader reader = { json };

  /* What the scanner says may quote what it found, so its sentence is not passed on. */
  if (pantau_json_scan (json, length, length, NULL) && read_parts (&reader, identity, &culprit))
    return g_steal_pointer (&identity);
  if (culprit != NULL)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID,
                              _ ("the part “%s” of an identity must be a text"), culprit);

  return pantau_throw_null (
      error, PANTAU_ERROR_MALFORMED,
      _ ("that is no identity; it is written so: {\"name\": \"…\", \"address\": \"…\"}"));
}
