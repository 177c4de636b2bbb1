/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes of invitations: how people write them, and what device and province derive from them. */

#include "config.h"

#include "pantau-invite.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-crypto.h"
#include "pantau-error.h"

#define DATA_LETTERS  (PANTAU_INVITE_LETTERS - 2)
#define GROUP         4
#define CHECK_MODULUS 1021
#define LONGEST_TEXT  1024 /* bytes that we look at; a code in a chat message has fewer than 100 */

/* Crockford's base 32: no I, L, O (they look like digits), no U. */
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

struct _PantauInvite
{
  char id[PANTAU_INVITE_ID_HEX + 1];
  guint8 key[PANTAU_INVITE_KEY_SIZE];
};

void
pantau_invite_new_code (guint8 code[PANTAU_INVITE_CODE_SIZE])
{
  pantau_random_bytes (code, PANTAU_INVITE_CODE_SIZE);
}

/* The number that the bytes are, modulo the check's prime. */
static guint
get_check (const guint8 code[PANTAU_INVITE_CODE_SIZE])
{
  guint rest = 0;

  for (guint i = 0; i < PANTAU_INVITE_CODE_SIZE; i++)
    rest = (rest * 256 + code[i]) % CHECK_MODULUS;

  return rest;
}

/* Five bits of the code's 130 (two zeros in front), counted from its most significant end. */
static guint
get_letter (const guint8 code[PANTAU_INVITE_CODE_SIZE], guint position)
{
  guint value = 0;

  for (guint i = 0; i < 5; i++)
    {
      guint bit = position * 5 + i;

      value <<= 1;
      if (bit >= 2)
        value |= code[(bit - 2) / 8] >> (7 - (bit - 2) % 8) & 1;
    }

  return value;
}

char *
pantau_invite_format (const guint8 code[PANTAU_INVITE_CODE_SIZE])
{
  GString *text = g_string_sized_new (PANTAU_INVITE_LETTERS + PANTAU_INVITE_LETTERS / GROUP);
  guint check = get_check (code);

  for (guint i = 0; i < PANTAU_INVITE_LETTERS; i++)
    {
      guint value = i < DATA_LETTERS    ? get_letter (code, i)
                    : i == DATA_LETTERS ? check / 32
                                        : check % 32;

      if (i > 0 && i % GROUP == 0)
        g_string_append_c (text, '-');
      g_string_append_c (text, alphabet[value]);
    }

  return g_string_free (text, FALSE);
}

/* The value of a letter as people may write it, or -1. */
static int
letter_value (gunichar c)
{
  const char *at;

  if (c >= 128)
    return -1;

  c = (gunichar) g_ascii_toupper ((char) c);
  if (c == 'O')
    return 0;
  if (c == 'I' || c == 'L')
    return 1;
  at = c != '\0' ? strchr (alphabet, (int) c) : NULL;

  return at != NULL ? (int) (at - alphabet) : -1;
}

/* What people and chat programs put between the letters: spaces, any kind of dash, marks that
 * nobody sees. */
static gboolean
is_filler (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return g_unichar_isspace (c) || type == G_UNICODE_DASH_PUNCTUATION || type == G_UNICODE_FORMAT ||
         type == G_UNICODE_SPACE_SEPARATOR || c == 0x2212 /* the minus sign */;
}

/* Letters of a code, perhaps not all of them yet; @letters is how many. */
static gboolean
read_letters (const char *text,
              guint8 values[PANTAU_INVITE_LETTERS],
              guint *letters,
              GError **error)
{
  guint n = 0;

  *letters = 0;
  if (strnlen (text, LONGEST_TEXT + 1) > LONGEST_TEXT)
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("the code is too long"));
  if (!g_utf8_validate (text, -1, NULL))
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("the code is not valid UTF-8 text"));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      int value = letter_value (c);

      if (is_filler (c))
        continue;
      if (value < 0 && g_unichar_isprint (c))
        {
          char letter[7] = { 0 };

          g_unichar_to_utf8 (c, letter);
          return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” never occurs in a code"),
                               letter);
        }
      if (value < 0)
        return pantau_throw (error, PANTAU_ERROR_INVALID,
                             _ ("the code contains a character that never occurs in one"));
      if (n < PANTAU_INVITE_LETTERS)
        values[n] = (guint8) value;
      n++;
    }

  *letters = n;
  if (n > PANTAU_INVITE_LETTERS)
    return pantau_throw (error, PANTAU_ERROR_INVALID,
                         _ ("the code is too long: it has %u letters instead of %u"), n,
                         PANTAU_INVITE_LETTERS);

  return TRUE;
}

gboolean
pantau_invite_parse (const char *text, guint8 code[PANTAU_INVITE_CODE_SIZE], GError **error)
{
  guint8 values[PANTAU_INVITE_LETTERS];
  guint n;

  g_return_val_if_fail (text != NULL, FALSE);

  memset (code, 0, PANTAU_INVITE_CODE_SIZE);
  if (!read_letters (text, values, &n, error))
    return FALSE;
  if (n < PANTAU_INVITE_LETTERS)
    return pantau_throw (error, PANTAU_ERROR_INVALID,
                         _ ("the code is too short: it has %u of %u letters"), n,
                         PANTAU_INVITE_LETTERS);

  for (guint bit = 2; bit < DATA_LETTERS * 5; bit++)
    if (values[bit / 5] >> (4 - bit % 5) & 1)
      code[(bit - 2) / 8] |= (guint8) (1 << (7 - (bit - 2) % 8));

  /* The first letter has only three bits of the code. */
  if (values[0] > 7 || get_check (code) != values[DATA_LETTERS] * 32u + values[DATA_LETTERS + 1])
    {
      explicit_bzero (code, PANTAU_INVITE_CODE_SIZE);
      return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("a letter of the code is mistyped"));
    }
  explicit_bzero (values, sizeof values);

  return TRUE;
}

gboolean
pantau_invite_look (const char *text, guint *letters, GError **error)
{
  guint8 values[PANTAU_INVITE_LETTERS];
  gboolean ok = read_letters (text, values, letters, error);

  explicit_bzero (values, sizeof values);

  return ok;
}

/* SHA-256 (@prefix || @code). */
static void
derive (const char *prefix,
        const guint8 code[PANTAU_INVITE_CODE_SIZE],
        guint8 hash[PANTAU_SHA256_SIZE])
{
  guint8 text[32 + PANTAU_INVITE_CODE_SIZE];
  gsize length = strlen (prefix);

  g_assert (length <= sizeof text - PANTAU_INVITE_CODE_SIZE);
  memcpy (text, prefix, length);
  memcpy (text + length, code, PANTAU_INVITE_CODE_SIZE);
  pantau_sha256 (text, length + PANTAU_INVITE_CODE_SIZE, hash);
  explicit_bzero (text, sizeof text);
}

PantauInvite *
pantau_invite_new (const guint8 code[PANTAU_INVITE_CODE_SIZE])
{
  PantauInvite *self = g_new0 (PantauInvite, 1);
  guint8 hash[PANTAU_SHA256_SIZE];
  g_autofree char *hex = NULL;

  G_STATIC_ASSERT (PANTAU_INVITE_KEY_SIZE == PANTAU_SHA256_SIZE);

  derive ("pantau-invite-1\n", code, hash);
  hex = pantau_hex (hash, sizeof hash);
  memcpy (self->id, hex, PANTAU_INVITE_ID_HEX);
  derive ("pantau-join-1\n", code, self->key);

  return self;
}

PantauInvite *
pantau_invite_load (const char *id, const guint8 key[PANTAU_INVITE_KEY_SIZE])
{
  guint8 bytes[PANTAU_INVITE_ID_HEX / 2];
  PantauInvite *self;

  if (!pantau_unhex (id, bytes, sizeof bytes))
    return NULL;

  self = g_new0 (PantauInvite, 1);
  memcpy (self->id, id, PANTAU_INVITE_ID_HEX);
  memcpy (self->key, key, PANTAU_INVITE_KEY_SIZE);

  return self;
}

void
pantau_invite_free (PantauInvite *self)
{
  if (self == NULL)
    return;

  explicit_bzero (self, sizeof *self);
  g_free (self);
}

const char *
pantau_invite_get_id (const PantauInvite *self)
{
  return self->id;
}

const guint8 *
pantau_invite_get_key (const PantauInvite *self)
{
  return self->key;
}

char *
pantau_invite_join_mac (const PantauInvite *self, const char *device)
{
  g_autofree char *text = g_strconcat ("join\n", device, NULL);

  return pantau_mac (self->key, sizeof self->key, text);
}

char *
pantau_invite_grant_mac (const PantauInvite *self, const char *province, const char *device)
{
  g_autofree char *text = g_strconcat ("grant\n", province, "\n", device, NULL);

  return pantau_mac (self->key, sizeof self->key, text);
}
