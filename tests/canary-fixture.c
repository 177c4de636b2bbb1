/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planted identities and the search for them. */

#include "config.h"

#include "canary-fixture.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "pantau-json.h"

#define CARD_SIZE 20000

/* Of the picture so many bytes are looked for, at these places. */
#define CHUNK 24
static const gsize chunks[] = { 64, 9001, CARD_SIZE - CHUNK };

static char *
random_letters (GRand *random, guint n)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
  char *text = g_malloc (n + 1);

  for (guint i = 0; i < n; i++)
    text[i] = letters[g_rand_int_range (random, 0, 26)];
  text[n] = '\0';

  return text;
}

static char *
random_digits (GRand *random, const char *first, guint n)
{
  g_autoptr (GString) text = g_string_new (first);

  while (text->len < n)
    g_string_append_c (text, (char) ('0' + g_rand_int_range (random, 0, 10)));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GBytes *
random_card (GRand *random)
{
  static const guint8 magic[] = { 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a };
  guint8 *bytes = g_malloc (CARD_SIZE);

  for (guint i = 0; i < CARD_SIZE; i++)
    bytes[i] = (guint8) g_rand_int_range (random, 0, 256);
  memcpy (bytes, magic, sizeof magic);

  return g_bytes_new_take (bytes, CARD_SIZE);
}

Canary *
canary_new (guint32 seed, guint round, guint person)
{
  const guint32 numbers[] = { seed, round, person };
  GRand *random = g_rand_new_with_seed_array (numbers, G_N_ELEMENTS (numbers));
  g_autofree char *first = random_letters (random, 10), *last = random_letters (random, 9),
                  *street = random_letters (random, 12), *box = random_letters (random, 11);
  Canary *self = g_new0 (Canary, 1);

  /* With what JSON, URLs and one-byte charsets write otherwise. */
  self->name = g_strdup_printf ("K%s \"É%s\"", first, last);
  self->address = g_strdup_printf ("Jl. %s/%u, RT 01\nDusun %s", street, round, last);
  self->phone = random_digits (random, "08", 13);
  self->nik = random_digits (random, "16", 16);
  self->email = g_strdup_printf ("%s@contoh.id", box);
  self->card = random_card (random);
  g_rand_free (random);

  return self;
}

void
canary_free (Canary *self)
{
  g_free (self->name);
  g_free (self->address);
  g_free (self->phone);
  g_free (self->nik);
  g_free (self->email);
  g_bytes_unref (self->card);
  g_free (self);
}

PantauIdentity *
canary_identity (const Canary *self, guint letters, gboolean is_reporter)
{
  PantauIdentity *identity = pantau_identity_new ();
  g_autofree char *begun =
      letters > 0 ? g_utf8_substring (self->name, 0, letters) : g_strdup (self->name);

  pantau_identity_set (identity, "name", begun);
  if (letters > 0)
    return identity;
  pantau_identity_set (identity, "address", self->address);
  pantau_identity_set (identity, "phone", self->phone);
  pantau_identity_set (identity, "id-number", self->nik);
  if (!is_reporter)
    return identity;
  pantau_identity_set (identity, "email", self->email);
  g_assert_true (pantau_identity_set_copy (identity, self->card));

  return identity;
}

char *
canary_json (const Canary *self, gboolean is_reporter)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "name", self->name);
  json_object_set_string_member (object, "address", self->address);
  json_object_set_string_member (object, "phone", self->phone);
  json_object_set_string_member (object, "id-number", self->nik);
  if (is_reporter)
    json_object_set_string_member (object, "email", self->email);

  return pantau_json_object_text (object);
}

typedef struct
{
  GBytes *bytes;
  char *what;
} Needle;

struct _Needles
{
  GPtrArray *all; /* of Needle */
  guint indexed;  /* of them, those that @begins knows */
  gboolean begins[65536];
};

static void
needle_free (gpointer data)
{
  Needle *self = data;

  g_bytes_unref (self->bytes);
  g_free (self->what);
  g_free (self);
}

Needles *
needles_new (void)
{
  Needles *self = g_new0 (Needles, 1);

  self->all = g_ptr_array_new_with_free_func (needle_free);

  return self;
}

void
needles_free (Needles *self)
{
  g_ptr_array_unref (self->all);
  g_free (self);
}

static void
add (Needles *self, gconstpointer bytes, gsize length, const char *writing, const char *what)
{
  Needle *needle = g_new0 (Needle, 1);

  g_assert_cmpuint (length, >=, 8); /* shorter ones turn up by chance */
  needle->bytes = g_bytes_new (bytes, length);
  needle->what = g_strdup_printf ("%s in %s", what, writing);
  g_ptr_array_add (self->all, needle);
}

static void
add_string (Needles *self, const char *text, const char *writing, const char *what)
{
  add (self, text, strlen (text), writing, what);
}

/* Inside a longer text base64 groups may begin at each of three bytes; what depends on the neighbours is left out. */
static void
add_base64 (Needles *self, const guint8 *bytes, gsize length, const char *what)
{
  for (gsize offset = 0; offset < 3; offset++)
    {
      gsize whole = (length - offset) / 3 * 3;
      g_autofree char *text = g_base64_encode (bytes + offset, whole);
      g_autofree char *url = g_strdup (text);

      add_string (self, text, "base64", what);
      g_strdelimit (url, "+", '-');
      g_strdelimit (url, "/", '_');
      if (!g_str_equal (url, text))
        add_string (self, url, "base64url", what);
    }
}

static void
add_hex (Needles *self, const guint8 *bytes, gsize length, const char *what)
{
  g_autoptr (GString) hex = g_string_new (NULL);
  g_autofree char *upper = NULL;

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (hex, "%02x", bytes[i]);
  upper = g_ascii_strup (hex->str, -1);
  add_string (self, hex->str, "hex", what);
  if (!g_str_equal (upper, hex->str))
    add_string (self, upper, "HEX", what);
}

static void
add_charset (Needles *self, const char *text, const char *charset)
{
  gsize length;
  g_autofree char *bytes = g_convert (text, -1, charset, "UTF-8", NULL, &length, NULL);

  if (bytes != NULL && (length != strlen (text) || memcmp (bytes, text, length) != 0))
    add (self, bytes, length, charset, text);
}

/* Unlike g_uri_escape_string(), as forms write it: a blank is a plus. */
static char *
escape_form (const char *text)
{
  g_autofree char *escaped = g_uri_escape_string (text, " ", FALSE);

  return g_strdelimit (g_steal_pointer (&escaped), " ", '+');
}

/* Every character that may be escaped, escaped. */
static char *
escape_json (const char *text)
{
  g_autoptr (GString) json = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '"' || c == '\\' || c == '/')
        g_string_append_printf (json, "\\%c", (char) c);
      else if (c == '\n')
        g_string_append (json, "\\n");
      else if (c >= 0x80)
        g_string_append_printf (json, "\\u%04x", c);
      else
        g_string_append_c (json, (char) c);
    }

  return g_string_free (g_steal_pointer (&json), FALSE);
}

static void
add_escaped (Needles *self, char *escaped, const char *writing, const char *text)
{
  g_autofree char *owned = escaped;

  if (!g_str_equal (escaped, text))
    add_string (self, escaped, writing, text);
}

void
needles_add_text (Needles *self, const char *text)
{
  const guint8 *bytes = (const guint8 *) text;
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);
  g_autofree char *quoted = json_to_string (node, FALSE);

  add_string (self, text, "UTF-8", text);
  add_charset (self, text, "UTF-16LE");
  add_charset (self, text, "UTF-16BE");
  add_charset (self, text, "ISO-8859-1");
  add_base64 (self, bytes, strlen (text), text);
  add_hex (self, bytes, strlen (text), text);
  add_escaped (self, g_uri_escape_string (text, NULL, FALSE), "a URL", text);
  add_escaped (self, escape_form (text), "a form", text);
  add_escaped (self, g_strndup (quoted + 1, strlen (quoted) - 2), "JSON", text);
  add_escaped (self, escape_json (text), "escaped JSON", text);
}

void
needles_add_canary (Needles *self, const Canary *canary)
{
  const char *const texts[] = { canary->name, canary->address, canary->phone, canary->nik,
                                canary->email };
  const guint8 *card = g_bytes_get_data (canary->card, NULL);
  g_autofree char *begun = g_utf8_substring (canary->name, 0, 10);
  const char *line = strchr (canary->address, '\n') + 1;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    needles_add_text (self, texts[i]);
  needles_add_text (self, begun); /* half typed */
  needles_add_text (self, line);  /* lines may be taken apart */
  for (guint i = 0; i < G_N_ELEMENTS (chunks); i++)
    {
      add (self, card + chunks[i], CHUNK, "bytes", "the picture");
      add_base64 (self, card + chunks[i], CHUNK, "the picture");
      add_hex (self, card + chunks[i], CHUNK, "the picture");
    }
}

GPtrArray *
needles_list (Needles *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < self->all->len; i++)
    g_ptr_array_add (list, g_bytes_ref (((Needle *) g_ptr_array_index (self->all, i))->bytes));

  return list;
}

/* Four bytes as a place among 65,536. */
static inline guint16
place_of (const guint8 *bytes)
{
  guint32 four;

  memcpy (&four, bytes, sizeof four);

  return (guint16) ((four * 2654435761u) >> 16);
}

/* One pass for all needles, most bytes being the beginning of none; watching each step of it would cost minutes and find nothing. */
#if defined __SANITIZE_ADDRESS__
__attribute__ ((no_sanitize ("address", "undefined"), optimize ("O2")))
#endif
static const Needle *
find_any (Needles *self, const guint8 *bytes, gsize length)
{
  if (self->indexed != self->all->len)
    {
      memset (self->begins, 0, sizeof self->begins);
      for (guint i = 0; i < self->all->len; i++)
        {
          const Needle *needle = g_ptr_array_index (self->all, i);

          self->begins[place_of (g_bytes_get_data (needle->bytes, NULL))] = TRUE;
        }
      self->indexed = self->all->len;
    }

  for (gsize at = 0; at + 8 <= length; at++)
    {
      if (G_LIKELY (!self->begins[place_of (bytes + at)]))
        continue;
      for (guint i = 0; i < self->all->len; i++)
        {
          const Needle *needle = g_ptr_array_index (self->all, i);
          gsize size;
          gconstpointer sought = g_bytes_get_data (needle->bytes, &size);

          if (size <= length - at && memcmp (bytes + at, sought, size) == 0)
            return needle;
        }
    }

  return NULL;
}

static char *
find_in_file (Needles *self, const char *path)
{
  g_autofree char *text = NULL;
  const Needle *found;
  gsize length;

  /* Sockets and such hold nothing. */
  if (!g_file_get_contents (path, &text, &length, NULL))
    return NULL;
  found = find_any (self, (const guint8 *) text, length);

  return found != NULL ? g_strdup_printf ("%s: %s", path, found->what) : NULL;
}

char *
needles_find (Needles *self, const char *directory, guint *files)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  if (dir == NULL)
    {
      if (files != NULL)
        (*files)++;
      return find_in_file (self, directory);
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      char *found = NULL;

      if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        found = needles_find (self, path, files);
      if (found != NULL)
        return found;
    }

  return NULL;
}
