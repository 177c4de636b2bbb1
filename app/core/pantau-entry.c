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

  char *text;        /* (owned): signature NUL header NUL body NUL */
  char *members;     /* (owned): a copy of the header, cut into its values by NULs */
  const char **base; /* (owned): array of texts in `members` */
  char id[PANTAU_SHA256_HEX + 1];
} Entry;

static void
entry_clear (Entry *self)
{
  g_free (self->text);
  g_free (self->members);
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

  /* GLib takes a 61st second, and offsets of more than a day. */
  if (strncmp (text + 17, "60", 2) > 0 ||
      (!g_str_equal (rest, "Z") && !((*rest == '+' || *rest == '-') && strlen (rest) == 6 &&
                                     rest[3] == ':' && strncmp (rest + 1, "24", 2) < 0)))
    return FALSE;

  time = g_date_time_new_from_iso8601 (text, NULL);

  return time != NULL;
}

gint64
pantau_entry_unix_time (const char *text)
{
  g_autoptr (GDateTime) moment = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return moment != NULL ? g_date_time_to_unix (moment) : 0;
}

static gboolean
bad_header (GError **error, const char *name)
{
  return pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("the line's header has no valid “%s”"),
                       name);
}

/*
 * Past the value at @p of a text that pantau_json_scan() accepted: a string with its quotes, a container with its
 * brackets, or a word or number. Without recursion.
 */
static char *
skip_value (char *p)
{
  guint depth = 0;

  do
    {
      if (*p == '"')
        {
          for (p++; *p != '"'; p++)
            if (*p == '\\')
              p++;
          p++;
        }
      else if (*p == '{' || *p == '[')
        {
          depth++;
          p++;
        }
      else if (*p == '}' || *p == ']')
        {
          depth--;
          p++;
        }
      else if (depth > 0)
        p++;
      else
        p += strcspn (p, ",}] \t\n\r");
    }
  while (depth > 0);

  return p;
}

static char *
skip_space (char *p)
{
  return p + strspn (p, " \t\n\r");
}

/*
 * The text of a string at *@p, which is cut off there; *@p moves past it. NULL where it is no string or has an escape: the
 * values of a header are codes, which need none (protocol.md, "Header").
 */
static char *
take_text (char **p)
{
  char *text = *p + 1, *end;

  if (**p != '"')
    return NULL;
  end = text + strcspn (text, "\"\\");
  if (*end != '"')
    return NULL;
  *end = '\0';
  *p = end + 1;

  return text;
}

static gboolean
read_base (Entry *self, char *p, GError **error)
{
  guint n = 0;

  self->base = g_new0 (const char *, PANTAU_BASE_LIMIT + 1);
  self->public.base = (const char *const *) self->base;

  if (p == NULL || *p != '[')
    return bad_header (error, "base");

  for (p = skip_space (p + 1); *p != ']'; p = skip_space (p))
    {
      const char *id = take_text (&p);

      if (!pantau_is_hash (id) || n == PANTAU_BASE_LIMIT)
        return bad_header (error, "base");
      self->base[n++] = id;
      p = skip_space (p);
      if (*p == ',')
        p = skip_space (p + 1);
    }

  return TRUE;
}

/* An integer without fraction or exponent; -1 for anything else. */
static gint64
read_integer (const char *p)
{
  gint64 value = 0;
  gsize digits = p != NULL ? strspn (p, "0123456789") : 0;

  if (digits == 0 || digits > 16 || strchr (",} \t\n\r", p[digits]) == NULL)
    return -1;
  for (gsize i = 0; i < digits; i++)
    value = value * 10 + (p[i] - '0');

  return value;
}

enum
{
  V,
  RECORD,
  KIND,
  CLASS,
  REGION,
  TYPE,
  DEVICE,
  SEQ,
  PREV,
  TIME,
  BASE,
  BODY,
  N_MEMBERS
};

/* Where the value of each member begins, NULL where it is missing. Keys that we do not know are left in peace: a newer
 * program may add some. A parser library would do, but this is the hot path of a province with 17,000 laptops. */
static void
find_members (char *p, char *found[N_MEMBERS])
{
  static const char *const names[N_MEMBERS] = { "v",      "record", "kind",   "class",
                                                "region", "type",   "device", "seq",
                                                "prev",   "time",   "base",   "body" };

  for (p = skip_space (skip_space (p) + 1); *p != '}';)
    {
      char *key = p, *value;
      gsize length;

      p = skip_value (p);
      length = (gsize) (p - key) - 2;
      value = skip_space (skip_space (p) + 1); /* past the colon */
      for (guint i = 0; i < N_MEMBERS; i++)
        if (strlen (names[i]) == length && memcmp (names[i], key + 1, length) == 0)
          found[i] = value;
      p = skip_space (skip_value (value));
      if (*p == ',')
        p = skip_space (p + 1);
    }
}

/* The header was scanned, so it is JSON; what it says is judged here. */
static gboolean
read_header (Entry *self, GError **error)
{
  PantauEntry *public = &self->public;
  char *found[N_MEMBERS] = { NULL };
  const char *texts[N_MEMBERS] = { NULL };
  gint64 version;

  self->members = g_strdup (public->header);
  find_members (self->members, found);

  /* Numbers first: cutting out a text may overwrite the character after one. */
  version = read_integer (found[V]);
  public->seq = read_integer (found[SEQ]);
  if (version > 1)
    return pantau_throw (error, PANTAU_ERROR_NEWER, _ ("the line was written by a newer program"));
  if (version != 1)
    return bad_header (error, "v");

  for (guint i = RECORD; i < N_MEMBERS; i++)
    if (found[i] != NULL && i != SEQ && i != BASE)
      {
        char *p = found[i];

        texts[i] = take_text (&p);
      }

  public->record = texts[RECORD];
  public->kind = texts[KIND];
  public->region = texts[REGION];
  public->type = texts[TYPE];
  public->device = texts[DEVICE];
  public->prev = texts[PREV];
  public->time = texts[TIME];
  public->body_hash = texts[BODY];
  public->is_open = g_strcmp0 (texts[CLASS], "open") == 0;

  if (!pantau_is_uuid (public->record))
    return bad_header (error, "record");
  if (!is_name (public->kind, FALSE))
    return bad_header (error, "kind");
  if (!public->is_open && g_strcmp0 (texts[CLASS], "closed") != 0)
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

  return read_base (self, found[BASE], error);
}

/* Takes the three columns apart and sets the texts and the id. */
static Entry *
entry_new (const char *signature,
           const char *header,
           gsize header_length,
           const char *body,
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
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED,
                              _ ("this is not a line of the ledger"));

  header = line + PANTAU_SIGNATURE_TEXT + 1;
  body = memchr (header, '\t', (gsize) (end - header));
  if (body == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED,
                              _ ("this is not a line of the ledger"));
  header_length = (gsize) (body - header);
  body++;
  body_length = (gsize) (end - body);

  if (memchr (line, '\n', length) != NULL || memchr (line, '\r', length) != NULL ||
      memchr (body, '\t', body_length) != NULL)
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED,
                              _ ("this is not a line of the ledger"));

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

  /* A damaged file may hold anything by now, and what reads the header relies on its being JSON. */
  if (signature == NULL || header == NULL || strlen (signature) != PANTAU_SIGNATURE_TEXT ||
      !pantau_json_scan (header, strlen (header), PANTAU_HEADER_LIMIT, NULL))
    return pantau_throw_null (error, PANTAU_ERROR_DAMAGED,
                              _ ("the ledger holds a line that is no line"));

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
pantau_entry_sign (
    PantauKeypair *key, const PantauDraft *draft, gint64 seq, const char *prev, GError **error)
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

  /* Scanned once more: it may come from a damaged file. */
  return pantau_json_parse (self->body, strlen (self->body), PANTAU_BODY_LIMIT, error);
}
