/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What files and the places where they are kept are called, once everything that betrays people or misleads a screen is taken out; and what a name says of
 * the way by which a file came.
 */

#include "config.h"

#include "pantau-attachment-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "pantau-check-act.h"
#include "pantau-error.h"
#include "pantau-pii.h"

/* More segments than this no camera writes. */
#define MAX_SEGMENTS 1000

/* Longer than this, what follows the last dot is no extension. */
#define MAX_EXTENSION 16

#define MASKED_NUMBER "nomor"

/* Both slashes part directories: many files come from Windows. */
static const char *
last_part (const char *name)
{
  const char *part = name;

  for (const char *p = name; *p != '\0'; p++)
    if ((*p == '/' || *p == '\\') && p[1] != '\0')
      part = p + 1;

  return part;
}

char *
pantau_attachment_show (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  g_autoptr (GString) text = g_string_new (NULL);

  for (const char *p = normal; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || c == '/' || c == '\\')
        c = ' ';
      if (!g_unichar_isprint (c) || g_unichar_type (c) == G_UNICODE_FORMAT ||
          (c == ' ' && (text->len == 0 || text->str[text->len - 1] == ' ')) ||
          (c == '.' && text->len == 0))
        continue;
      g_string_append_unichar (text, c);
    }
  while (text->len > 0 && strchr (" .", text->str[text->len - 1]) != NULL)
    g_string_truncate (text, text->len - 1);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "Chat WhatsApp dengan Ibu Siti.txt" says who sent it: what remains is what it is. (transfer full) */
static char *
without_sender (const char *name)
{
  static const char *const begins[] = { "Chat WhatsApp dengan ", "Obrolan WhatsApp dengan ",
                                        "WhatsApp Chat with ", "WhatsApp Chat - ", NULL };
  const char *extension = strrchr (name, '.');

  for (gsize i = 0; begins[i] != NULL; i++)
    if (g_ascii_strncasecmp (name, begins[i], strlen (begins[i])) == 0)
      return g_strconcat ("Chat WhatsApp",
                          extension != NULL && strlen (extension) <= MAX_EXTENSION ? extension : "",
                          NULL);

  return g_strdup (name);
}

/* @found: of PantauPii. (transfer full) */
static char *
without (const char *name, GPtrArray *found)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize at = 0;

  for (guint i = 0; i < found->len; i++)
    {
      const PantauPii *one = g_ptr_array_index (found, i);

      g_string_append_len (text, name + at, (gssize) (one->start - at));
      g_string_append (text, MASKED_NUMBER);
      at = one->start + one->length;
    }
  g_string_append (text, name + at);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
without_numbers (const char *name)
{
  g_autoptr (GPtrArray) found = pantau_pii_find (name);

  return without (name, found);
}

/* The extension stays: it is what people know a file's sort by. */
static char *
shortened (const char *name)
{
  const char *extension = strrchr (name, '.');
  glong length = g_utf8_strlen (name, -1), tail;
  g_autofree char *head = NULL;

  if (length <= PANTAU_ATTACHMENT_MAX_NAME)
    return g_strdup (name);
  if (extension == NULL || g_utf8_strlen (extension, -1) > MAX_EXTENSION)
    extension = "";
  tail = g_utf8_strlen (extension, -1);
  head = g_utf8_substring (name, 0, PANTAU_ATTACHMENT_MAX_NAME - tail - 1);

  return g_strconcat (head, "…", extension, NULL);
}

char *
pantau_attachment_clean_name (const char *name)
{
  g_autofree char *clean = pantau_attachment_show (last_part (name)),
                  *anonymous = without_sender (clean);
  g_autofree char *masked = without_numbers (anonymous);

  /* The same word in every language, since it goes into a line. */
  return *masked != '\0' ? shortened (masked) : g_strdup ("berkas");
}

char *
pantau_attachment_clean_text (const char *text, glong least, glong most)
{
  g_autofree char *shown = NULL, *masked = NULL, *cut = NULL, *clean = NULL;
  g_autoptr (GPtrArray) found = NULL;

  if (text == NULL)
    return NULL;
  shown = pantau_attachment_show (text);
  found = pantau_pii_find_all (shown);
  masked = without (shown, found);
  cut = g_utf8_strlen (masked, -1) > most ? g_utf8_substring (masked, 0, most)
                                          : g_steal_pointer (&masked);
  clean = pantau_attachment_show (cut);

  return g_utf8_strlen (clean, -1) >= least ? g_steal_pointer (&clean) : NULL;
}

char *
pantau_attachment_check_medium (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);
  g_autoptr (GPtrArray) faults = pantau_faults_new (), found = NULL;
  PantauCheck check = pantau_check_act (NULL, 0, faults);
  g_autoptr (JsonNode) checked =
      pantau_check_text (&check, "medium", node, PANTAU_ATTACHMENT_MAX_MEDIUM, FALSE);
  g_autofree char *clean = NULL;

  if (checked == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, "%s",
                              ((const PantauFault *) g_ptr_array_index (faults, 0))->message);
  clean = pantau_attachment_show (json_node_get_string (checked));
  if (g_utf8_strlen (clean, -1) < PANTAU_ATTACHMENT_MIN_MEDIUM)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID,
                              _ ("say where the file is kept: on which drive, in which office"));
  /* As strict as those who read the line, who would see “nomor”. */
  found = pantau_pii_find_all (clean);
  if (found->len > 0)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID,
                              _ ("where a file is kept is said without anybody's number or "
                                 "address: name the drive and the office"));

  return g_steal_pointer (&clean);
}

/* “IMG-20240213-WA0003”, and so the others: what stands before it says of which sort it is. */
static gboolean
is_dated (const char *name)
{
  static const char *const begins[] = { "IMG-", "VID-", "AUD-", "PTT-", "DOC-", "STK-" };
  const char *p = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (begins); i++)
    if (g_ascii_strncasecmp (name, begins[i], strlen (begins[i])) == 0)
      p = name + strlen (begins[i]);
  if (p == NULL || strspn (p, "0123456789") != 8)
    return FALSE;
  p += 8;

  return g_ascii_strncasecmp (p, "-WA", 3) == 0 && strspn (p + 3, "0123456789") >= 4;
}

/* “WhatsApp Image 2024-02-13 at 06.15.00 (1).jpeg”, of the program on a desk. */
static gboolean
is_spelled (const char *name)
{
  static const char *const begins[] = { "WhatsApp Image ", "WhatsApp Video ", "WhatsApp Audio ",
                                        "WhatsApp Ptt " };

  for (gsize i = 0; i < G_N_ELEMENTS (begins); i++)
    if (g_ascii_strncasecmp (name, begins[i], strlen (begins[i])) == 0)
      {
        const char *day = name + strlen (begins[i]);

        return strspn (day, "0123456789") == 4 && day[4] == '-';
      }

  return FALSE;
}

/*
 * Whether a JPEG has a segment of EXIF: its segments by their lengths alone, until the picture itself begins. What is damaged has none.
 */
static gboolean
has_exif (int fd)
{
  goffset at = 2;
  guint8 head[10];

  for (guint i = 0; i < MAX_SEGMENTS; i++)
    {
      guint length;

      if (pread (fd, head, sizeof head, at) != (gssize) sizeof head || head[0] != 0xff)
        return FALSE;
      length = (guint) head[2] << 8 | head[3];
      if (head[1] == 0xff)
        {
          at++; /* any number of them may stand before a code */
          continue;
        }
      if (head[1] == 0xe1 && memcmp (head + 4, "Exif\0", 6) == 0)
        return TRUE;
      if (head[1] == 0xda || head[1] == 0xd9 || length < 2)
        return FALSE;
      at += 2 + length;
    }

  return FALSE;
}

const char *
pantau_attachment_find_stripped (int fd, const char *name, const char *type)
{
  gboolean is_media = g_str_has_prefix (type, "image/") || g_str_has_prefix (type, "video/") ||
                      g_str_has_prefix (type, "audio/");

  if (!is_media || !(is_dated (name) || is_spelled (name)))
    return NULL;

  return g_str_equal (type, "image/jpeg") && has_exif (fd) ? NULL : PANTAU_STRIPPED_WHATSAPP;
}
