/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line of the ledger: `<signature> TAB <header> TAB <body> LF`. Encoding, signing, decoding, verifying.
 * Everything that comes from outside passes pantau_entry_decode(), on laptops and at the province alike.
 */

#include "config.h"

#include "pantau-entry.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-region.h"

#define NAME_LIMIT 64 /* characters of a kind or a type */

/* Every text of the entry in one buffer with NULs for ends; `public` points into it. */
typedef struct
{
  PantauEntry public;

  char *text;                    /* (owned): signature NUL header NUL body NUL */
  JsonObject *members;           /* (owned): keeps the header's texts alive */
  const char **base;             /* (owned): array of borrowed texts */
  char id[PANTAU_SHA256_HEX + 1];
} Entry;

static void
entry_clear (Entry *self)
{
  g_free (self->text);
  g_clear_pointer (&self->members, json_object_unref);
  g_free (self->base);
}

/* Codes are for programs: small letters, digits and "-", parts joined by "." in a type. */
static gboolean
is_name (const char *text, gboolean dotted)
{
  gsize length = text != NULL ? strlen (text) : 0;
  gboolean dot = FALSE;

  if (length == 0 || length > NAME_LIMIT || !g_ascii_islower (text[0]) ||
      !g_ascii_isalnum (text[length - 1]))
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '.' && dotted && text[i - 1] != '.')
        dot = TRUE;
      else if (!g_ascii_islower (text[i]) && !g_ascii_isdigit (text[i]) && text[i] != '-')
        return FALSE;
    }

  /* `redact` is the one type of a single word. */
  return !dotted || dot || g_str_equal (text, PANTAU_TYPE_REDACT);
}

gboolean
pantau_entry_time_is_valid (const char *text)
{
  static const char form[] = "dddd-dd-ddTdd:dd:dd";
  g_autoptr (GDateTime) time = NULL;
  const char *rest;

  if (text == NULL || strlen (text) < sizeof form || strlen (text) > 40)
    return FALSE;

  for (gsize i = 0; i < sizeof form - 1; i++)
    if (form[i] == 'd' ? !g_ascii_isdigit (text[i]) : text[i] != form[i])
      return FALSE;

  rest = text + sizeof form - 1;
  if (*rest == '.')
    for (rest++; g_ascii_isdigit (*rest);)
      rest++;

  if (!g_str_equal (rest, "Z") &&
      !((*rest == '+' || *rest == '-') && strlen (rest) == 6 && rest[3] == ':'))
    return FALSE;

  time = g_date_time_new_from_iso8601 (text, NULL);

  return time != NULL;
}

static gboolean
bad_header (GError **error, const char *name)
{
  return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                       _ ("the line's header has no valid “%s”"), name);
}

static gboolean
read_base (Entry *self, JsonObject *header, GError **error)
{
  JsonArray *array = pantau_json_array (header, "base");
  guint n = array != NULL ? json_array_get_length (array) : 0;

  if (array == NULL || n > PANTAU_BASE_LIMIT)
    return bad_header (error, "base");

  self->base = g_new0 (const char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING ||
          !pantau_is_hash (json_node_get_string (node)))
        return bad_header (error, "base");
      self->base[i] = json_node_get_string (node);
    }

  self->public.base = (const char *const *) self->base;

  return TRUE;
}

/* Keys that we do not know are left in peace: a newer program may add some. */
static gboolean
read_header (Entry *self, GError **error)
{
  PantauEntry *public = &self->public;
  JsonObject *header;
  const char *class;

  self->members = pantau_json_parse_known (public->header, error);
  if (self->members == NULL)
    return FALSE;
  header = self->members;

  if (pantau_json_integer (header, "v", 0) > 1)
    return pantau_throw (error, PANTAU_ERROR_NEWER, _ ("the line was written by a newer program"));
  if (pantau_json_integer (header, "v", 0) != 1)
    return bad_header (error, "v");

  public->record = pantau_json_string (header, "record");
  public->kind = pantau_json_string (header, "kind");
  public->region = pantau_json_string (header, "region");
  public->type = pantau_json_string (header, "type");
  public->device = pantau_json_string (header, "device");
  public->seq = pantau_json_integer (header, "seq", 0);
  public->prev = pantau_json_string (header, "prev");
  public->time = pantau_json_string (header, "time");
  public->body_hash = pantau_json_string (header, "body");
  class = pantau_json_string (header, "class");
  public->is_open = g_strcmp0 (class, "open") == 0;

  if (!pantau_is_uuid (public->record))
    return bad_header (error, "record");
  if (!is_name (public->kind, FALSE))
    return bad_header (error, "kind");
  if (!public->is_open && g_strcmp0 (class, "closed") != 0)
    return bad_header (error, "class");
  if (!pantau_region_is_code (public->region))
    return bad_header (error, "region");
  if (!is_name (public->type, TRUE))
    return bad_header (error, "type");
  if (!pantau_key_is_valid (public->device))
    return bad_header (error, "device");
  if (public->seq < 1)
    return bad_header (error, "seq");
  if (public->seq == 1 ? g_strcmp0 (public->prev, "") != 0 : !pantau_is_hash (public->prev))
    return bad_header (error, "prev");
  if (!pantau_entry_time_is_valid (public->time))
    return bad_header (error, "time");
  if (!pantau_is_hash (public->body_hash))
    return bad_header (error, "body");

  return read_base (self, header, error);
}

/* Takes the three columns apart and sets the texts and the id. */
static Entry *
entry_new (const char *signature, const char *header, gsize header_length, const char *body,
           gsize body_length)
{
  Entry *self = g_atomic_rc_box_new0 (Entry);
  gsize size = PANTAU_SIGNATURE_TEXT + 1 + header_length + 1 + body_length + 1;
  guint8 hash[PANTAU_SHA256_SIZE];
  char *p;

  self->text = p = g_malloc (size);
  memcpy (p, signature, PANTAU_SIGNATURE_TEXT);
  p[PANTAU_SIGNATURE_TEXT] = '\0';
  self->public.signature = p;

  p += PANTAU_SIGNATURE_TEXT + 1;
  memcpy (p, header, header_length);
  p[header_length] = '\0';
  self->public.header = p;

  if (body != NULL && body_length > 0)
    {
      p += header_length + 1;
      memcpy (p, body, body_length);
      p[body_length] = '\0';
      self->public.body = p;
    }

  pantau_sha256 (header, header_length, hash);
  for (gsize i = 0; i < sizeof hash; i++)
    {
      static const char digits[] = "0123456789abcdef";

      self->id[2 * i] = digits[hash[i] >> 4];
      self->id[2 * i + 1] = digits[hash[i] & 15];
    }
  self->public.id = self->id;

  return self;
}

/* `{"salt":"` and 22 characters first of all, so that nobody guesses a short body from its hash. */
static gboolean
has_salt (const char *body, gsize length)
{
  static const char start[] = "{\"salt\":\"";
  const gsize salt = 22;

  if (length < sizeof start - 1 + salt + 2 || memcmp (body, start, sizeof start - 1) != 0)
    return FALSE;

  body += sizeof start - 1;
  for (gsize i = 0; i < salt; i++)
    if (!g_ascii_isalnum (body[i]) && body[i] != '-' && body[i] != '_')
      return FALSE;

  return body[salt] == '"';
}

static gboolean
check_body (const char *body, gsize length, const char *expected, GError **error)
{
  g_autofree char *hash = NULL;

  if (length == 0)
    return TRUE; /* erased by law, or yet to come: signature and chain still hold */

  hash = pantau_sha256_text (body, length);
  if (!g_str_equal (hash, expected))
    return pantau_throw (error, PANTAU_ERROR_SIGNATURE,
                         _ ("the line's body does not match the hash in its header"));
  if (!has_salt (body, length))
    return pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("the line's body has no salt"));

  return TRUE;
}

PantauEntry *
pantau_entry_decode (const char *line, gsize length, GError **error)
{
  const char *header, *body, *end;
  g_autoptr (PantauEntry) entry = NULL;
  gsize header_length, body_length;
  Entry *self;

  g_return_val_if_fail (line != NULL || length == 0, NULL);

  if (length > PANTAU_LINE_LIMIT)
    return pantau_throw_null (error, PANTAU_ERROR_TOO_LARGE, _ ("the line is too long"));
  if (length > 0 && line[length - 1] == '\n')
    length--;

  end = line + length;
  if (length <= PANTAU_SIGNATURE_TEXT + 2 || line[PANTAU_SIGNATURE_TEXT] != '\t')
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED, _ ("this is not a line of the ledger"));

  header = line + PANTAU_SIGNATURE_TEXT + 1;
  body = memchr (header, '\t', (gsize) (end - header));
  if (body == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED, _ ("this is not a line of the ledger"));
  header_length = (gsize) (body - header);
  body++;
  body_length = (gsize) (end - body);

  if (memchr (line, '\n', length) != NULL || memchr (line, '\r', length) != NULL ||
      memchr (body, '\t', body_length) != NULL)
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED, _ ("this is not a line of the ledger"));

  /* Sizes, depth and doubled keys: before the bytes reach a parser. */
  if (!pantau_json_scan (header, header_length, PANTAU_HEADER_LIMIT, error) ||
      (body_length > 0 && !pantau_json_scan (body, body_length, PANTAU_BODY_LIMIT, error)))
    return NULL;

  self = entry_new (line, header, header_length, body, body_length);
  entry = &self->public;

  if (!read_header (self, error) || !check_body (body, body_length, entry->body_hash, error))
    return NULL;

  if (!pantau_key_verify (entry->device, PANTAU_PURPOSE_ENTRY, entry->header, header_length,
                          entry->signature))
    return pantau_throw_null (error, PANTAU_ERROR_SIGNATURE,
                              _ ("the line's signature is not that of the device it names"));

  return g_steal_pointer (&entry);
}

PantauEntry *
pantau_entry_load (const char *signature, const char *header, const char *body, GError **error)
{
  g_autoptr (PantauEntry) entry = NULL;
  Entry *self;

  if (signature == NULL || header == NULL || strlen (signature) != PANTAU_SIGNATURE_TEXT)
    return pantau_throw_null (error, PANTAU_ERROR_DAMAGED, _ ("the ledger holds a line that is no line"));

  self = entry_new (signature, header, strlen (header), body, body != NULL ? strlen (body) : 0);
  entry = &self->public;
  if (!read_header (self, error))
    return NULL;

  return g_steal_pointer (&entry);
}

static char *
body_text (const PantauDraft *draft)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *salt = draft->salt != NULL ? pantau_base64url (draft->salt, PANTAU_SALT_SIZE)
                                              : pantau_random_text (PANTAU_SALT_SIZE);

  json_object_set_string_member (body, "salt", salt);

  if (draft->body != NULL)
    {
      g_autoptr (GList) members = json_object_get_members (draft->body);

      for (GList *l = members; l != NULL; l = l->next)
        if (!g_str_equal (l->data, "salt"))
          json_object_set_member (body, l->data,
                                  json_node_copy (json_object_get_member (draft->body, l->data)));
    }

  return pantau_json_object_text (body);
}

PantauEntry *
pantau_entry_sign (PantauKeypair *key, const PantauDraft *draft, gint64 seq, const char *prev,
                   GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonArray) base = json_array_new ();
  g_autoptr (PantauEntry) entry = NULL;
  g_autofree char *body = body_text (draft), *body_hash = NULL, *header = NULL, *signature = NULL;
  Entry *self;

  /* What we write must pass our own decoder, so that nobody is left with a line that travels nowhere. */
  if (!pantau_json_scan (body, strlen (body), PANTAU_BODY_LIMIT, error))
    return NULL;

  for (gsize i = 0; draft->base != NULL && draft->base[i] != NULL; i++)
    json_array_add_string_element (base, draft->base[i]);
  body_hash = pantau_sha256_text (body, strlen (body));

  json_object_set_int_member (object, "v", 1);
  json_object_set_string_member (object, "record", draft->record);
  json_object_set_string_member (object, "kind", draft->kind);
  json_object_set_string_member (object, "class", draft->is_open ? "open" : "closed");
  json_object_set_string_member (object, "region", draft->region);
  json_object_set_string_member (object, "type", draft->type);
  json_object_set_string_member (object, "device", pantau_keypair_get_name (key));
  json_object_set_int_member (object, "seq", seq);
  json_object_set_string_member (object, "prev", prev);
  json_object_set_string_member (object, "time", draft->time);
  json_object_set_array_member (object, "base", g_steal_pointer (&base));
  json_object_set_string_member (object, "body", body_hash);
  header = pantau_json_object_text (object);

  if (!pantau_json_scan (header, strlen (header), PANTAU_HEADER_LIMIT, error))
    return NULL;

  signature = pantau_keypair_sign (key, PANTAU_PURPOSE_ENTRY, header, strlen (header));
  self = entry_new (signature, header, strlen (header), body, strlen (body));
  entry = &self->public;
  if (!read_header (self, error))
    return NULL;

  return g_steal_pointer (&entry);
}

PantauEntry *
pantau_entry_ref (PantauEntry *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
pantau_entry_unref (PantauEntry *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) entry_clear);
}

void
pantau_entry_append_line (const PantauEntry *self, GString *text)
{
  g_string_append_len (text, self->signature, PANTAU_SIGNATURE_TEXT);
  g_string_append_c (text, '\t');
  g_string_append (text, self->header);
  g_string_append_c (text, '\t');
  if (self->body != NULL)
    g_string_append (text, self->body);
  g_string_append_c (text, '\n');
}

JsonObject *
pantau_entry_parse_body (const PantauEntry *self, GError **error)
{
  if (self->body == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND, _ ("the line's body is not here"));

  return pantau_json_parse_known (self->body, error);
}
