/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON from outside, checked before it is parsed: a loop over bytes with a fixed stack, so that no input can make it
 * recurse. See the header for what it refuses and why.
 */

#include "config.h"

#include "pantau-json-scan.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "pantau-error.h"

/* Objects of ours have a dozen keys. */
#define FEW_KEYS 24

/* Characters of a number. */
#define NUMBER_LIMIT 40

typedef enum
{
  WANT_VALUE,        /* a value must come */
  WANT_FIRST,        /* just after '[': a value or ']' */
  WANT_FIRST_KEY,    /* just after '{': a key or '}' */
  WANT_KEY,          /* after ',' in an object */
  WANT_COLON,        /* after a key */
  WANT_COMMA_OR_END, /* after a value in a container */
  WANT_NOTHING,      /* after the outermost value */
} Want;

typedef struct
{
  const guchar *at;
  const guchar *end;

  guint depth;
  gboolean is_object[PANTAU_JSON_MAX_DEPTH];

  /* The keys of the open objects: the first few as they stand in the text, which costs nothing to compare; from
   * then on, or once one of them has an escape, all of them decoded in a table. */
  struct
  {
    const char *text;
    gsize length;
  } few[PANTAU_JSON_MAX_DEPTH][FEW_KEYS];
  guint n_few[PANTAU_JSON_MAX_DEPTH];
  GHashTable *keys[PANTAU_JSON_MAX_DEPTH]; /* (owned) (nullable) */
} Scanner;

static void
scanner_clear (Scanner *self)
{
  for (guint i = 0; i < PANTAU_JSON_MAX_DEPTH; i++)
    g_clear_pointer (&self->keys[i], g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scanner, scanner_clear)

static gboolean
malformed (GError **error, const char *what)
{
  return pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("this is not valid JSON: %s"), what);
}

static gboolean
scan_hex4 (Scanner *self, guint *value)
{
  *value = 0;

  if (self->end - self->at < 4)
    return FALSE;

  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value ((char) *self->at++);

      if (digit < 0)
        return FALSE;
      *value = *value * 16 + (guint) digit;
    }

  return TRUE;
}

/* After the 'u' of an escape. A NUL and half a surrogate pair have no place in any text of ours. */
static gboolean
scan_unicode_escape (Scanner *self, GString *decoded, GError **error)
{
  guint value, low;

  if (!scan_hex4 (self, &value) || value == 0)
    return malformed (error, _ ("a wrong \\u escape"));

  if (value >= 0xdc00 && value <= 0xdfff)
    return malformed (error, _ ("half a surrogate pair"));

  if (value >= 0xd800 && value <= 0xdbff)
    {
      if (self->end - self->at < 6 || self->at[0] != '\\' || self->at[1] != 'u')
        return malformed (error, _ ("half a surrogate pair"));
      self->at += 2;
      if (!scan_hex4 (self, &low) || low < 0xdc00 || low > 0xdfff)
        return malformed (error, _ ("half a surrogate pair"));
      value = 0x10000 + ((value - 0xd800) << 10) + (low - 0xdc00);
    }

  if (decoded != NULL)
    g_string_append_unichar (decoded, value);

  return TRUE;
}

/* After the opening quote. @decoded is given for keys only: values need no copy. */
static gboolean
scan_string (Scanner *self, GString *decoded, GError **error)
{
  while (self->at < self->end)
    {
      guchar c = *self->at++;

      if (c == '"')
        return TRUE;
      if (c < 0x20)
        return malformed (error, _ ("a control character in a text"));

      if (c != '\\')
        {
          if (decoded != NULL)
            g_string_append_c (decoded, (char) c);
          continue;
        }

      if (self->at == self->end)
        break;

      c = *self->at++;
      if (c == 'u')
        {
          if (!scan_unicode_escape (self, decoded, error))
            return FALSE;
        }
      else if (c != '\0' && strchr ("\"\\/bfnrt", c) != NULL)
        {
          /* Two spellings of one key are told apart by nobody: any escape but these stands for itself. */
          static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
          const char *found = strchr (from, c);

          if (decoded != NULL)
            g_string_append_c (decoded, found != NULL ? to[found - from] : (char) c);
        }
      else
        {
          return malformed (error, _ ("an unknown escape in a text"));
        }
    }

  return malformed (error, _ ("a text without an end"));
}

static gboolean
scan_digits (Scanner *self)
{
  const guchar *start = self->at;

  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;

  return self->at > start;
}

static gboolean
scan_number (Scanner *self, GError **error)
{
  const guchar *start = self->at, *digits;
  gboolean is_integer = TRUE;

  if (*self->at == '-')
    self->at++;

  digits = self->at;
  if (!scan_digits (self) || (*digits == '0' && self->at - digits > 1))
    return malformed (error, _ ("a wrong number"));

  if (self->at < self->end && *self->at == '.')
    {
      is_integer = FALSE;
      self->at++;
      if (!scan_digits (self))
        return malformed (error, _ ("a wrong number"));
    }

  if (self->at < self->end && (*self->at == 'e' || *self->at == 'E'))
    {
      is_integer = FALSE;
      self->at++;
      if (self->at < self->end && (*self->at == '+' || *self->at == '-'))
        self->at++;
      if (!scan_digits (self))
        return malformed (error, _ ("a wrong number"));
    }

  if (self->at - start > NUMBER_LIMIT)
    return pantau_throw (error, PANTAU_ERROR_TOO_LARGE, _ ("a number has too many digits"));

  if (is_integer)
    {
      guint64 value = 0;

      for (const guchar *p = digits; p < self->at; p++)
        if (!g_uint64_checked_mul (&value, value, 10) ||
            !g_uint64_checked_add (&value, value, (guint64) (*p - '0')) ||
            value > (guint64) PANTAU_JSON_MAX_INTEGER)
          return pantau_throw (error, PANTAU_ERROR_TOO_LARGE, _ ("a number is larger than 2^53"));
    }
  else
    {
      char number[NUMBER_LIMIT + 1] = "";

      /* Beyond a double it would be read as infinite, which JSON cannot write. */
      memcpy (number, start, (gsize) (self->at - start));
      if (isinf (g_ascii_strtod (number, NULL)))
        return pantau_throw (error, PANTAU_ERROR_TOO_LARGE, _ ("a number is too large"));
    }

  return TRUE;
}

static gboolean
scan_word (Scanner *self, const char *word, GError **error)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return malformed (error, _ ("an unknown word"));
  self->at += length;

  return TRUE;
}

/* The key comes from outside: in a sentence it is cut between two characters, and what cannot be printed is "?". */
static gboolean
twice (GError **error, const char *key, gsize length)
{
  g_autoptr (GString) shown = g_string_sized_new (64);

  for (const char *p = key; p < key + length && shown->len < 64; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (shown, g_unichar_isprint (c) ? c : '?');
    }

  return pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("the key “%s” is given twice"),
                       shown->str);
}

/* From now on the object's keys are kept decoded. */
static GHashTable *
start_table (Scanner *self, guint level)
{
  self->keys[level] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->n_few[level]; i++)
    g_hash_table_add (self->keys[level],
                      g_strndup (self->few[level][i].text, self->few[level][i].length));

  return self->keys[level];
}

static gboolean
scan_key (Scanner *self, GError **error)
{
  guint level = self->depth - 1;
  const guchar *start = self->at;
  g_autoptr (GString) decoded = NULL;
  const guchar *end;

  /* A plain key: up to its quote without an escape. */
  for (end = start; end < self->end && *end != '"' && *end != '\\' && *end >= 0x20;)
    end++;

  if (end < self->end && *end == '"' && self->keys[level] == NULL && self->n_few[level] < FEW_KEYS)
    {
      gsize length = (gsize) (end - start);

      for (guint i = 0; i < self->n_few[level]; i++)
        if (self->few[level][i].length == length &&
            memcmp (self->few[level][i].text, start, length) == 0)
          return twice (error, (const char *) start, length);
      self->few[level][self->n_few[level]].text = (const char *) start;
      self->few[level][self->n_few[level]++].length = length;
      self->at = end + 1;

      return TRUE;
    }

  decoded = g_string_sized_new (16);
  if (!scan_string (self, decoded, error))
    return FALSE;
  if (!g_hash_table_add (self->keys[level] != NULL ? self->keys[level] : start_table (self, level),
                         g_strdup (decoded->str)))
    return twice (error, decoded->str, decoded->len);

  return TRUE;
}

static gboolean
scanner_open (Scanner *self, gboolean is_object, GError **error)
{
  if (self->depth == PANTAU_JSON_MAX_DEPTH)
    return pantau_throw (error, PANTAU_ERROR_TOO_LARGE, _ ("JSON nested more than %d levels deep"),
                         PANTAU_JSON_MAX_DEPTH);

  self->n_few[self->depth] = 0;
  self->is_object[self->depth++] = is_object;

  return TRUE;
}

static Want
scanner_close (Scanner *self)
{
  self->depth--;
  g_clear_pointer (&self->keys[self->depth], g_hash_table_unref);

  return self->depth == 0 ? WANT_NOTHING : WANT_COMMA_OR_END;
}

/* One value, or the opening of one. */
static gboolean
scan_value (Scanner *self, Want *want, GError **error)
{
  guchar c = *self->at;

  *want = WANT_COMMA_OR_END;

  switch (c)
    {
    case '{':
      self->at++;
      *want = WANT_FIRST_KEY;
      return scanner_open (self, TRUE, error);
    case '[':
      self->at++;
      *want = WANT_FIRST;
      return scanner_open (self, FALSE, error);
    case '"':
      self->at++;
      return scan_string (self, NULL, error);
    case 't':
      return scan_word (self, "true", error);
    case 'f':
      return scan_word (self, "false", error);
    case 'n':
      return scan_word (self, "null", error);
    default:
      if (c == '-' || g_ascii_isdigit (c))
        return scan_number (self, error);
      return malformed (error, _ ("a value is missing"));
    }
}

static gboolean
scanner_run (Scanner *self, GError **error)
{
  Want want = WANT_VALUE;

  for (; self->at < self->end;)
    {
      guchar c = *self->at;
      gboolean in_object = self->depth > 0 && self->is_object[self->depth - 1];

      if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
        {
          self->at++;
          continue;
        }

      switch (want)
        {
        case WANT_FIRST:
        case WANT_FIRST_KEY:
        case WANT_COMMA_OR_END:
          if (c == (in_object ? '}' : ']'))
            {
              self->at++;
              want = scanner_close (self);
              continue;
            }
          if (want == WANT_COMMA_OR_END)
            {
              if (c != ',')
                return malformed (error, _ ("a comma or a bracket is missing"));
              self->at++;
              want = in_object ? WANT_KEY : WANT_VALUE;
              continue;
            }
          if (want == WANT_FIRST)
            break;
          G_GNUC_FALLTHROUGH;
        case WANT_KEY:
          if (c != '"')
            return malformed (error, _ ("a key is missing"));
          self->at++;
          if (!scan_key (self, error))
            return FALSE;
          want = WANT_COLON;
          continue;
        case WANT_COLON:
          if (c != ':')
            return malformed (error, _ ("a colon is missing"));
          self->at++;
          want = WANT_VALUE;
          continue;
        case WANT_NOTHING:
          return malformed (error, _ ("something follows after its end"));
        case WANT_VALUE:
        default:
          break;
        }

      if (self->depth == 0 && c != '{')
        return malformed (error, _ ("it does not begin with “{”"));
      if (!scan_value (self, &want, error))
        return FALSE;
    }

  if (want != WANT_NOTHING)
    return malformed (error, _ ("it ends too early"));

  return TRUE;
}

gboolean
pantau_json_scan (const char *text, gsize length, gsize limit, GError **error)
{
  g_auto (Scanner) scanner;

  /* Not by an initialiser: the arrays of keys need no clearing. */
  scanner.at = (const guchar *) text;
  scanner.end = (const guchar *) text + length;
  scanner.depth = 0;
  memset (scanner.keys, 0, sizeof scanner.keys);

  g_return_val_if_fail (text != NULL || length == 0, FALSE);

  if (length > limit)
    return pantau_throw (error, PANTAU_ERROR_TOO_LARGE,
                         _ ("the text is %zu bytes long; at most %zu are taken"), length, limit);
  if (length == 0)
    return malformed (error, _ ("it is empty"));
  if (!g_utf8_validate_len (text, length, NULL))
    return pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("the text is not valid UTF-8"));

  return scanner_run (&scanner, error);
}
