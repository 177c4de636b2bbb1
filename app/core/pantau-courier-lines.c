/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines of other laptops. A line is taken where its author was granted by this home's province and this home's own role may read it; then it is offered to
 * the province like an own one, for any enrolled carrier may bring it.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pantau-codec.h"
#include "pantau-courier-in.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-json.h"
#include "pantau-parcels.h"

/* Grants that one parcel of lines may bring. */
#define MOST_GRANTS 64

/* Lines that come together. */
typedef struct
{
  PantauIn *in;         /* (unowned) */
  PantauPerson *self;   /* (owned): of this home */
  GHashTable *authors;  /* device → PantauPerson (both owned; NULL: nobody knows him) */
  GHashTable *creators; /* record → device (both owned): of records that are new */
  guint denied, unknown, broken;
} Lines;

static void
free_person (gpointer data)
{
  if (data != NULL)
    pantau_person_free (data);
}

static void
lines_clear (Lines *self)
{
  g_clear_pointer (&self->self, pantau_person_free);
  g_clear_pointer (&self->authors, g_hash_table_unref);
  g_clear_pointer (&self->creators, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Lines, lines_clear)

static gboolean
lines_init (Lines *self, PantauIn *in, GError **error)
{
  self->in = in;
  self->authors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_person);
  self->creators = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->self = pantau_home_get_person (in->home, error);

  return self->self != NULL;
}

/* Grants that came with the lines: believed as the province's alone, and kept nowhere. */
static void
read_grants (Lines *self, JsonObject *json)
{
  JsonArray *grants = pantau_json_array (json, "grants");
  guint n = grants != NULL ? MIN (json_array_get_length (grants), MOST_GRANTS) : 0;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (grants, i);
      const char *line = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
      g_autoptr (PantauEntry) grant =
          line != NULL ? pantau_entry_decode (line, strlen (line), NULL) : NULL;
      g_autoptr (PantauPerson) person =
          grant != NULL
              ? pantau_card_read_grant (grant, pantau_home_get_province (self->in->home), NULL)
              : NULL;
      gint64 revoked = 1;
      char *device;

      if (person == NULL ||
          !pantau_db_integer (pantau_home_get_db (self->in->home), 0, &revoked, NULL,
                              "SELECT count(*) FROM revocation WHERE device = ?1 AND seq > ?2",
                              "si", person->device, grant->seq))
        continue;
      person->revoked = revoked > 0;
      device = g_strdup (person->device);
      g_hash_table_insert (self->authors, device, g_steal_pointer (&person));
    }
}

/* Who wrote a line; NULL where nobody here knows him. (transfer none) */
static const PantauPerson *
get_author (Lines *self, const char *device)
{
  PantauPerson *person;

  if (!g_hash_table_lookup_extended (self->authors, device, NULL, (gpointer *) &person))
    {
      person = pantau_store_get_person (pantau_home_get_store (self->in->home), device, NULL);
      g_hash_table_insert (self->authors, g_strdup (device), person);
    }

  return person;
}

/* TRUE in @may where @entry is taken here. */
static gboolean
judge (Lines *self, const PantauEntry *entry, gboolean *may, GError **error)
{
  PantauHome *home = self->in->home;
  const PantauPerson *author = get_author (self, entry->device), *creator_person = NULL;
  const char *creator;

  *may = g_str_equal (entry->device, pantau_home_get_device (home));
  if (*may)
    return TRUE;
  if (!g_str_equal (entry->device, pantau_home_get_province (home)) &&
      (author == NULL || author->revoked))
    {
      self->unknown++;
      return TRUE;
    }

  creator = g_hash_table_lookup (self->creators, entry->record);
  if (creator == NULL && g_str_equal (entry->type, PANTAU_TYPE_CREATE))
    {
      gint64 known;

      if (!pantau_db_integer (pantau_home_get_db (home), 0, &known, error,
                              "SELECT count(*) FROM record WHERE id = ?1", "s", entry->record))
        return FALSE;
      if (known == 0)
        {
          g_hash_table_insert (self->creators, g_strdup (entry->record), g_strdup (entry->device));
          creator = entry->device;
        }
    }
  if (creator != NULL)
    creator_person = get_author (self, creator);
  if (!pantau_courier_may_read (home, self->self, entry, creator,
                                creator_person != NULL ? creator_person->code : NULL, may, error))
    return FALSE;
  self->denied += !*may;

  return TRUE;
}

/* Inside a transaction. */
static gboolean
store_line (Lines *self, const PantauEntry *entry, GError **error)
{
  PantauHome *home = self->in->home;
  gboolean is_new, is_own = g_str_equal (entry->device, pantau_home_get_device (home));
  gint64 n, before;

  if (!pantau_ledger_find (pantau_home_get_ledger (home), entry->id, &before, error) ||
      !pantau_ledger_add (pantau_home_get_ledger (home), entry, &n, &is_new, error))
    return FALSE;
  if (!is_new || before != 0)
    return TRUE;

  self->in->summary->lines++;
  self->in->summary->own_lines += is_own;
  pantau_courier_count_author (self->in->summary, entry->device, 1);
  if (is_own)
    return pantau_home_note_own (home, entry, n, error);

  return pantau_db_run (pantau_home_get_db (home), error,
                        "INSERT INTO unsent (entry) VALUES (?1) ON CONFLICT DO NOTHING", "i", n);
}

static void
say_counted (PantauIn *self, guint n, const char *format)
{
  g_autofree char *number = pantau_format_integer (n), *sentence = NULL;

  if (n == 0)
    return;
  sentence = g_strdup_printf (format, number);
  pantau_courier_say (self->summary, sentence);
}

static void
say_left_out (Lines *self)
{
  /* Translators: %s is a number, of lines. */
  say_counted (self->in, self->denied,
               _ ("%s lines are not for this laptop’s role and were not taken."));
  say_counted (self->in, self->unknown,
               _ ("%s lines are of laptops that the province never granted, or that it revoked; "
                  "they were not taken."));
  say_counted (self->in, self->broken, _ ("%s lines are damaged and were not taken."));
}

/* The next line of @text without its LF; moves @text behind it. */
static PantauEntry *
next_line (const char **text, const char *end)
{
  const char *line = *text, *lf = memchr (line, '\n', (gsize) (end - line));

  *text = lf != NULL ? lf + 1 : end;

  return pantau_entry_decode (line, (gsize) ((lf != NULL ? lf : end) - line), NULL);
}

/* All that are lines. Authors are looked up now, since nothing may be projected within a transaction. */
static GPtrArray *
decode_lines (Lines *self, GBytes *lines)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  gsize length;
  const char *text = g_bytes_get_data (lines, &length), *end = text + length;

  while (text < end)
    {
      PantauEntry *entry = next_line (&text, end);

      if (entry == NULL)
        {
          self->broken++;
          continue;
        }
      get_author (self, entry->device);
      g_ptr_array_add (entries, entry);
    }

  return entries;
}

static gboolean
store_lines (Lines *self, GPtrArray *entries, GError **error)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const PantauEntry *entry = g_ptr_array_index (entries, i);
      gboolean may;

      if (!judge (self, entry, &may, error) || (may && !store_line (self, entry, error)))
        return FALSE;
    }

  return TRUE;
}

gboolean
pantau_in_lines (PantauIn *self, PantauContent *content, PantauInFate *fate, GError **error)
{
  PantauDb *db = pantau_home_get_db (self->home);
  g_auto (Lines) lines = { 0 };
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  gsize length;
  const char *bytes = g_bytes_get_data (content->payload, &length);

  text = pantau_codec_decode (PANTAU_CODING_ZSTD, bytes, length,
                              PANTAU_PARCEL_PIECE + PANTAU_LINE_LIMIT, NULL);
  *fate = text != NULL ? PANTAU_IN_DONE : PANTAU_IN_USELESS;
  if (text == NULL)
    return TRUE;
  if (!lines_init (&lines, self, error))
    return FALSE;
  read_grants (&lines, content->json);

  entries = decode_lines (&lines, text);

  if (!pantau_db_begin (db, PANTAU_DB_DURABLE, error))
    return FALSE;
  if (!store_lines (&lines, entries, error))
    {
      pantau_db_rollback (db);
      return FALSE;
    }
  if (!pantau_db_commit (db, error))
    return FALSE;
  say_left_out (&lines);

  return pantau_store_catch_up (pantau_home_get_store (self->home), error);
}

/* ---- The journal of a broken laptop ---- */

/* What this home may not read is sealed to the province at once, and carried like a parcel of that laptop. */
static gboolean
carry (Lines *self, GPtrArray *entries, GError **error)
{
  const char *const keys[] = { pantau_home_get_province (self->in->home), NULL };
  g_autoptr (JsonObject) content = json_object_new ();
  g_autoptr (PantauParcel) parcel = NULL;
  g_autoptr (GBytes) payload = NULL;
  gboolean is_new;

  if (entries->len == 0)
    return TRUE;
  json_object_set_string_member (content, "kind", PANTAU_PARCEL_LINES);
  json_object_set_string_member (content, "from",
                                 ((PantauEntry *) g_ptr_array_index (entries, 0))->device);
  payload = pantau_courier_pack (entries);
  parcel = pantau_parcel_seal (content, payload, keys, NULL, NULL, error);
  if (parcel == NULL || !pantau_parcels_keep (self->in->home, parcel, NULL, &is_new, error))
    return FALSE;
  self->in->summary->foreign += is_new;
  g_ptr_array_set_size (entries, 0);

  return TRUE;
}

static gboolean
take_journal_line (Lines *self, PantauEntry *entry, GPtrArray *sealed, gsize *bytes, GError **error)
{
  PantauDb *db = pantau_home_get_db (self->in->home);
  gsize size = strlen (entry->header) + (entry->body != NULL ? strlen (entry->body) : 0) +
               PANTAU_SIGNATURE_TEXT + 3;
  gboolean may, ok;

  if (!judge (self, entry, &may, error))
    return FALSE;
  if (may)
    {
      if (!pantau_db_begin (db, PANTAU_DB_DURABLE, error))
        return FALSE;
      ok = store_line (self, entry, error);
      if (!ok)
        {
          pantau_db_rollback (db);
          return FALSE;
        }
      return pantau_db_commit (db, error);
    }

  if (sealed->len > 0 &&
      (sealed->len == 500 || *bytes + size > PANTAU_PARCEL_PIECE ||
       !g_str_equal (((PantauEntry *) g_ptr_array_index (sealed, 0))->device, entry->device)))
    {
      if (!carry (self, sealed, error))
        return FALSE;
      *bytes = 0;
    }
  *bytes += size;
  g_ptr_array_add (sealed, pantau_entry_ref (entry));

  return TRUE;
}

static gboolean
take_journal (Lines *self, FILE *file, GError **error)
{
  g_autoptr (GPtrArray) sealed =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  g_autofree char *line = g_malloc (PANTAU_LINE_LIMIT + 2);
  gsize bytes = 0;

  while (fgets (line, PANTAU_LINE_LIMIT + 2, file) != NULL)
    {
      g_autoptr (PantauEntry) entry =
          *line != '#' ? pantau_entry_decode (line, strlen (line), NULL) : NULL;

      if (entry == NULL)
        self->broken += *line != '#';
      else if (!take_journal_line (self, entry, sealed, &bytes, error))
        return FALSE;
    }

  return carry (self, sealed, error);
}

/* SHA-256 of the whole file, by which it is known the second time. */
static char *
hash_file (FILE *file, goffset *size)
{
  PantauSha256 *hash = pantau_sha256_new ();
  g_autofree guint8 *bytes = g_malloc (64 * 1024);
  gsize n;

  while ((n = fread (bytes, 1, 64 * 1024, file)) > 0)
    {
      pantau_sha256_update (hash, bytes, n);
      *size += (goffset) n;
    }
  rewind (file);

  return pantau_sha256_end (hash);
}

static gboolean
read_journal (PantauIn *self, FILE *file, GError **error)
{
  g_auto (Lines) lines = { 0 };
  gint64 known;

  self->summary->hash = hash_file (file, &self->summary->bytes);
  if (!pantau_db_integer (pantau_home_get_db (self->home), 0, &known, error,
                          "SELECT count(*) FROM courier WHERE what = 'read' AND hash = ?1", "s",
                          self->summary->hash))
    return FALSE;
  if (known > 0)
    {
      pantau_courier_say (self->summary, _ ("This safety journal was read here before."));
      return TRUE;
    }
  if (!lines_init (&lines, self, error) || !take_journal (&lines, file, error))
    return FALSE;
  lines.denied = lines.unknown = 0; /* they are carried */
  say_left_out (&lines);

  return pantau_store_catch_up (pantau_home_get_store (self->home), error) &&
         pantau_courier_log (self->home, FALSE, self->summary, error);
}

gboolean
pantau_in_journal (PantauIn *self, const char *path, GError **error)
{
  int fd;
  FILE *file;
  gboolean ok;

  if (pantau_home_get_province (self->home) == NULL)
    return pantau_throw (error, PANTAU_ERROR_NOT_ENROLLED,
                         _ ("this home belongs to no province yet, so a courier file can bring it "
                            "nothing"));
  fd = pantau_courier_open_fd (path, NULL, error);
  if (fd < 0)
    return FALSE;
  file = fdopen (fd, "r");
  if (file == NULL)
    {
      close (fd);
      return pantau_throw (error, PANTAU_ERROR_IO, _ ("cannot read “%s”"), path);
    }
  ok = read_journal (self, file, error);
  fclose (file);

  return ok;
}
