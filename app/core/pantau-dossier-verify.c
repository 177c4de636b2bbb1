/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether an evidence bundle is what its maker signed, and whether what is in it was written by whom it says. `tests/verify-bundle` asks the same in another
 * language, from the document alone.
 */

#include "config.h"

#include "pantau-dossier.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-dossier-private.h"
#include "pantau-dossier-read.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-touch.h"
#include "pantau-uploads.h"
#include "pantau-succession.h"
#include "pantau-words.h"

/* More sentences than this nobody reads, and a stranger's manifest may bring about a million. */
#define MAX_FAULTS 1000

typedef struct
{
  PantauDossierReader *reader; /* (owned) */
  GPtrArray *faults;           /* (unowned) */
  JsonObject *manifest;        /* (owned) */
  const char *province, *device;
  GPtrArray *keys;  /* of char * (borrowed): the province's, and those that it had before */
  GPtrArray *lines; /* of PantauEntry, in their order */
  GHashTable *ids;  /* id → PantauEntry */
  GHashTable
      *vouched; /* set of devices that the province, or an admin that it granted, vouches for */
} Check;

static void
check_clear (Check *self)
{
  g_clear_pointer (&self->reader, pantau_dossier_reader_free);
  g_clear_pointer (&self->manifest, json_object_unref);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_pointer (&self->vouched, g_hash_table_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Check, check_clear)

/* Always FALSE. What a stranger's manifest calls its members must not drive a terminal. */
G_GNUC_PRINTF (2, 3)
static gboolean
fault (Check *self, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list args;

  if (self->faults->len >= MAX_FAULTS)
    return FALSE;
  va_start (args, format);
  sentence = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self->faults, pantau_words_clean (sentence));

  return FALSE;
}

/* An error of a reading is a fault of the bundle. */
static gboolean
take_error (Check *self, GError *error)
{
  return fault (self, "%s", error->message);
}

static gboolean
is_signed (Check *self, GBytes *manifest, GBytes *sig)
{
  gsize length, n;
  const char *text = g_bytes_get_data (manifest, &length), *signature = g_bytes_get_data (sig, &n);

  return n == PANTAU_SIGNATURE_TEXT + 1 && signature[PANTAU_SIGNATURE_TEXT] == '\n' &&
         pantau_key_verify (self->device, PANTAU_PURPOSE_DOSSIER, text, length, signature);
}

static gboolean
is_province (Check *self, const char *key)
{
  return g_ptr_array_find_with_equal_func (self->keys, key, g_str_equal, NULL);
}

/* Whoever knows the keys of the province from elsewhere knows all that are vouched by: one that somebody slips in as a former one counts for nothing. */
static gboolean
read_keys (Check *self, const char *known)
{
  JsonArray *former = pantau_json_array (self->manifest, "former");
  g_auto (GStrv) list = known != NULL ? g_strsplit (known, " ", -1) : NULL;

  g_ptr_array_add (self->keys, (gpointer) self->province);
  for (guint i = 0; former != NULL && i < json_array_get_length (former); i++)
    {
      const char *key = pantau_json_string_at (former, i);

      if (!pantau_key_is_valid (key) || i >= PANTAU_SUCCESSION_MOST)
        return fault (self, "%s", _ ("the manifest is none of ours, or of a newer program"));
      g_ptr_array_add (self->keys, (gpointer) key);
    }

  if (list != NULL && !g_strv_contains ((const char *const *) list, self->province))
    return fault (self, "%s", _ ("the bundle is of another province"));
  for (guint i = 1; list != NULL && i < self->keys->len; i++)
    if (!g_strv_contains ((const char *const *) list, g_ptr_array_index (self->keys, i)))
      return fault (self,
                    _ ("the bundle says that the province had the key %s before, which is not "
                       "known here"),
                    (const char *) g_ptr_array_index (self->keys, i));

  return TRUE;
}

static gboolean
check_manifest (Check *self, const char *known)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes)
      text = pantau_dossier_reader_get (self->reader, PANTAU_DOSSIER_MANIFEST,
                                        PANTAU_DOSSIER_MAX_MANIFEST, &error),
      sig = text != NULL
                ? pantau_dossier_reader_get (self->reader, PANTAU_DOSSIER_SIG, 1024, &error)
                : NULL;

  if (sig == NULL)
    return take_error (self, error);
  self->manifest = pantau_json_parse (g_bytes_get_data (text, NULL), g_bytes_get_size (text),
                                      PANTAU_DOSSIER_MAX_MANIFEST, &error);
  if (self->manifest == NULL)
    return fault (self, "%s: %s", PANTAU_DOSSIER_MANIFEST, error->message);
  self->device = pantau_json_string (self->manifest, "device");
  self->province = pantau_json_string (self->manifest, "province");
  if (!pantau_key_is_valid (self->device) || !pantau_key_is_valid (self->province) ||
      pantau_json_integer (self->manifest, "v", 0) != 1 ||
      g_strcmp0 (pantau_json_string (self->manifest, "kind"), PANTAU_DOSSIER_KIND) != 0)
    return fault (self, "%s", _ ("the manifest is none of ours, or of a newer program"));
  if (!is_signed (self, text, sig))
    return fault (self, "%s", _ ("the manifest's signature is not that of its device"));

  return read_keys (self, known);
}

/* The @i-th object of an array, NULL where it is none. */
static JsonObject *
nth_object (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static guint
length_of (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

/* Every member but the manifest and its signature is listed, each listed one is there, and each has the very bytes. */
static gboolean
check_members (Check *self)
{
  JsonArray *listed = pantau_json_array (self->manifest, "members");
  GPtrArray *members = pantau_dossier_reader_get_members (self->reader);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint before = self->faults->len;

  for (guint i = 0; i < length_of (listed); i++)
    {
      JsonObject *object = nth_object (listed, i);
      const char *name = pantau_json_string (object, "path");
      const PantauDossierMember *member =
          name != NULL ? pantau_dossier_reader_find (self->reader, name) : NULL;
      g_autofree char *hash = NULL;
      g_autoptr (GError) error = NULL;

      if (member == NULL || !g_hash_table_add (seen, member->name))
        {
          fault (self, _ ("“%.100s” is missing"), name != NULL ? name : "?");
          continue;
        }
      hash = pantau_dossier_reader_hash (self->reader, member, &error);
      if (hash == NULL)
        take_error (self, error);
      else if (member->size != pantau_json_integer (object, "size", -1) ||
               g_strcmp0 (hash, pantau_json_string (object, "sha256")) != 0)
        fault (self, _ ("“%s” was changed: its bytes are not those that were exported"),
               member->name);
    }
  for (guint i = 0; i < members->len; i++)
    {
      const char *name = ((PantauDossierMember *) g_ptr_array_index (members, i))->name;

      if (!g_hash_table_contains (seen, name) && !g_str_equal (name, PANTAU_DOSSIER_MANIFEST) &&
          !g_str_equal (name, PANTAU_DOSSIER_SIG))
        fault (self, _ ("“%s” was added: the manifest does not know it"), name);
    }

  return self->faults->len == before;
}

static gboolean
read_lines (Check *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = pantau_dossier_reader_get (self->reader, PANTAU_DOSSIER_LINES,
                                                        PANTAU_DOSSIER_MAX_LINES, &error);
  const char *text, *end;
  gsize length;

  if (bytes == NULL)
    return take_error (self, error);
  text = g_bytes_get_data (bytes, &length);
  for (end = text + length; text < end;)
    {
      const char *lf = memchr (text, '\n', (gsize) (end - text));
      PantauEntry *entry =
          lf != NULL ? pantau_entry_decode (text, (gsize) (lf + 1 - text), &error) : NULL;

      if (entry == NULL)
        return fault (self, _ ("line %u of “%s” is no line that somebody signed"),
                      self->lines->len + 1, PANTAU_DOSSIER_LINES);
      g_ptr_array_add (self->lines, entry);
      g_hash_table_insert (self->ids, (char *) entry->id, entry);
      text = lf + 1;
    }

  return g_hash_table_size (self->ids) == self->lines->len ||
         fault (self, "%s", _ ("a line stands twice"));
}

/* The ids in @array are those of the lines from *@at on. */
static gboolean
check_ids (Check *self, JsonArray *array, const char *record, guint *at)
{
  for (guint i = 0; i < length_of (array); i++, (*at)++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *id = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
      const PantauEntry *entry =
          *at < self->lines->len ? g_ptr_array_index (self->lines, *at) : NULL;

      if (entry == NULL || g_strcmp0 (entry->id, id) != 0 ||
          (record != NULL ? !g_str_equal (entry->record, record)
                          : !g_str_equal (entry->kind, "device")))
        return fault (self, "%s", _ ("the lines are not those that the manifest names"));
    }

  return TRUE;
}

static gboolean
check_order (Check *self)
{
  JsonArray *records = pantau_json_array (self->manifest, "records");
  guint at = 0;

  if (!check_ids (self, pantau_json_array (self->manifest, "grants"), NULL, &at))
    return FALSE;
  for (guint i = 0; i < length_of (records); i++)
    {
      JsonObject *record = nth_object (records, i);
      const char *id = pantau_json_string (record, "id");

      if (!pantau_is_uuid (id) || !check_ids (self, pantau_json_array (record, "lines"), id, &at))
        return fault (self, "%s", _ ("the lines are not those that the manifest names"));
    }

  return at == self->lines->len ||
         fault (self, "%s", _ ("the lines are not those that the manifest names"));
}

/* Grants by the province, then those by admins that it vouches for, until nobody new comes. */
static void
collect_vouched (Check *self)
{
  for (gboolean more = TRUE; more;)
    {
      more = FALSE;
      for (guint i = 0; i < self->lines->len; i++)
        {
          const PantauEntry *entry = g_ptr_array_index (self->lines, i);
          g_autoptr (JsonObject) body = NULL;
          const char *device;
          gpointer role = NULL;

          if (!g_str_equal (entry->type, PANTAU_TYPE_GRANT) || entry->body == NULL)
            continue;
          if (!is_province (self, entry->device) &&
              (!g_hash_table_lookup_extended (self->vouched, entry->device, NULL, &role) ||
               g_strcmp0 (role, "admin") != 0))
            continue;
          body = pantau_entry_parse_body (entry, NULL);
          device = pantau_json_string (body, "device");
          if (device != NULL && !g_hash_table_contains (self->vouched, device))
            {
              const char *of = pantau_json_string (body, "role");

              g_hash_table_insert (self->vouched, g_strdup (device),
                                   g_strdup (of != NULL ? of : ""));
              more = TRUE;
            }
        }
    }
}

static gboolean
check_authors (Check *self)
{
  JsonArray *unvouched = pantau_json_array (self->manifest, "unvouched");
  g_autoptr (GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);

  collect_vouched (self);
  if (!g_hash_table_contains (self->vouched, self->device))
    return fault (self, "%s",
                  _ ("the province does not vouch for the device that made the bundle"));
  for (guint i = 0; i < length_of (unvouched); i++)
    {
      const char *device = pantau_json_string_at (unvouched, i);

      if (device != NULL)
        g_hash_table_add (named, (char *) device);
    }
  for (guint i = 0; i < self->lines->len; i++)
    {
      const char *device = ((PantauEntry *) g_ptr_array_index (self->lines, i))->device;

      if (!is_province (self, device) && !g_hash_table_contains (self->vouched, device) &&
          !g_hash_table_contains (named, device))
        return fault (self, _ ("nobody vouches for the device %.6s, which wrote a line"), device);
    }

  return TRUE;
}

/* Whether a line of the record brings @hash. */
static gboolean
is_named (Check *self, const char *record, const char *hash)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const PantauEntry *entry = g_ptr_array_index (self->lines, i);
      g_autoptr (GPtrArray) blobs = NULL;

      if (!g_str_equal (entry->record, record) || entry->body == NULL ||
          (!g_str_equal (entry->type, PANTAU_TYPE_EVIDENCE) &&
           !g_str_equal (entry->type, PANTAU_TYPE_CREATE)))
        continue;
      blobs = pantau_entry_get_blobs (entry);
      if (g_ptr_array_find_with_equal_func (blobs, hash, g_str_equal, NULL))
        return TRUE;
    }

  return FALSE;
}

/* Whether the maker has said in a line of the record that @hash leaves, to whom the manifest says. */
static gboolean
is_touched (Check *self, const char *record, const char *hash)
{
  const char *to = pantau_json_string (self->manifest, "to");

  for (guint i = 0; i < self->lines->len; i++)
    {
      const PantauEntry *entry = g_ptr_array_index (self->lines, i);
      g_autoptr (JsonObject) body = NULL;
      g_autoptr (PantauTouch) touch = NULL;

      if (!g_str_equal (entry->record, record) || entry->body == NULL ||
          !g_str_equal (entry->type, PANTAU_TYPE_TOUCH) ||
          !g_str_equal (entry->device, self->device))
        continue;
      body = pantau_entry_parse_body (entry, NULL);
      touch = pantau_touch_read (body);
      if (touch != NULL && touch->what == PANTAU_TOUCH_EXPORT && g_strcmp0 (touch->to, to) == 0 &&
          g_strv_contains ((const char *const *) touch->targets, hash))
        return TRUE;
    }

  return FALSE;
}

static void
check_file (
    Check *self, const char *record, JsonObject *file, GHashTable *used, PantauDossierSum *sum)
{
  const char *hash = pantau_json_string (file, "sha256"),
             *state = pantau_json_string (file, "state"), *path = pantau_json_string (file, "path");
  g_autofree char *prefix = g_strdup_printf (PANTAU_DOSSIER_FILES "%s.", hash != NULL ? hash : "");

  if (g_strcmp0 (state, pantau_dossier_state_get_name (PANTAU_DOSSIER_PRESENT)) != 0)
    {
      sum->left_out++;
      if (path != NULL)
        fault (self, "%s", _ ("the manifest contradicts itself"));
      return;
    }
  if (!pantau_is_hash (hash) || path == NULL || !g_str_has_prefix (path, prefix) ||
      pantau_dossier_reader_find (self->reader, path) == NULL)
    fault (self, "%s", _ ("the manifest contradicts itself"));
  else if (!is_named (self, record, hash))
    fault (self, _ ("no line of the record brings the file %.12s…"), hash);
  else if (!is_touched (self, record, hash))
    fault (self, _ ("no line of its maker says that the file %.12s… was exported"), hash);
  else
    g_hash_table_add (used, (char *) path);
}

/* Originals are what their name says, of a record that names them, and exported by a line. */
static gboolean
check_files (Check *self, PantauDossierSum *sum)
{
  JsonArray *records = pantau_json_array (self->manifest, "records"),
            *listed = pantau_json_array (self->manifest, "members");
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  guint before = self->faults->len;

  for (guint i = 0; i < length_of (records); i++)
    {
      JsonObject *record = nth_object (records, i);
      JsonArray *files = pantau_json_array (record, "files");

      for (guint k = 0; k < length_of (files); k++)
        check_file (self, pantau_json_string (record, "id"), nth_object (files, k), used, sum);
    }
  for (guint i = 0; i < length_of (listed); i++)
    {
      JsonObject *member = nth_object (listed, i);
      const char *path = pantau_json_string (member, "path"),
                 *hash = pantau_json_string (member, "sha256");

      if (!g_str_has_prefix (path, PANTAU_DOSSIER_FILES))
        continue;
      sum->files++;
      sum->bytes += pantau_json_integer (member, "size", 0);
      if (!g_hash_table_contains (used, path) ||
          strncmp (path + strlen (PANTAU_DOSSIER_FILES), hash, PANTAU_SHA256_HEX) != 0)
        fault (self, _ ("“%s” is of no record of the bundle"), path);
    }

  return self->faults->len == before;
}

/* The ids as the receipt's hash has them, and whether one of them is here. (transfer full) (nullable) */
static GPtrArray *
receipt_ids (Check *self, JsonObject *object, gboolean *covers)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  JsonArray *array = pantau_json_array (object, "ids");

  *covers = FALSE;
  for (guint i = 0; i < length_of (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *id = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (!pantau_is_hash (id))
        return NULL;
      *covers = *covers || g_hash_table_contains (self->ids, id);
      g_ptr_array_add (ids, (char *) id);
    }

  return g_steal_pointer (&ids);
}

static gboolean
is_by_province (Check *self, const char *receipt, const char *signature)
{
  for (guint i = 0; i < self->keys->len; i++)
    if (pantau_key_verify (g_ptr_array_index (self->keys, i), PANTAU_PURPOSE_RECEIPT, receipt,
                           strlen (receipt), signature))
      return TRUE;

  return FALSE;
}

static gboolean
check_receipt (Check *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      pantau_dossier_reader_get (self->reader, name, PANTAU_DOSSIER_MAX_MANIFEST, &error);
  g_autoptr (JsonObject) object = NULL, content = NULL;
  g_autoptr (GPtrArray) ids = NULL;
  const char *text, *signature;
  PantauSha256 *sum;
  g_autofree char *accepted = NULL;
  gboolean covers;

  if (bytes == NULL)
    return take_error (self, error);
  object = pantau_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                              PANTAU_DOSSIER_MAX_MANIFEST, NULL);
  text = pantau_json_string (object, "text");
  signature = pantau_json_string (object, "signature");
  if (text == NULL || signature == NULL || strlen (signature) != PANTAU_SIGNATURE_TEXT ||
      !is_by_province (self, text, signature))
    return fault (self, _ ("“%s” is no receipt of the province"), name);
  content = pantau_json_parse (text, strlen (text), PANTAU_DOSSIER_MAX_MANIFEST, NULL);
  ids = receipt_ids (self, object, &covers);
  if (content == NULL || ids == NULL || !covers)
    return fault (self, _ ("“%s” is the receipt of other lines"), name);
  sum = pantau_sha256_new ();
  for (guint i = 0; i < ids->len; i++)
    {
      guint8 id[PANTAU_SHA256_SIZE] = { 0 };

      pantau_unhex (g_ptr_array_index (ids, i), id, sizeof id);
      pantau_sha256_update (sum, id, sizeof id);
    }
  accepted = pantau_sha256_end (sum);

  return g_strcmp0 (accepted, pantau_json_string (content, "accepted")) == 0 ||
         fault (self, _ ("“%s” is the receipt of other lines"), name);
}

static void
check_receipts (Check *self, PantauDossierSum *sum)
{
  GPtrArray *members = pantau_dossier_reader_get_members (self->reader);

  for (guint i = 0; i < members->len; i++)
    {
      const char *name = ((PantauDossierMember *) g_ptr_array_index (members, i))->name;

      if (g_str_has_prefix (name, PANTAU_DOSSIER_RECEIPTS))
        {
          sum->receipts++;
          check_receipt (self, name);
        }
    }
}

gboolean
pantau_dossier_verify (const char *path,
                       const char *known,
                       GPtrArray *faults,
                       PantauDossierSum *sum,
                       char **device,
                       char **key,
                       GError **error)
{
  g_auto (Check) self = { .faults = faults };
  g_autoptr (GError) trouble = NULL;
  PantauDossierSum found = { 0 };

  self.reader = pantau_dossier_reader_new (path, &trouble);
  if (self.reader == NULL && !g_error_matches (trouble, PANTAU_ERROR, PANTAU_ERROR_MALFORMED))
    {
      g_propagate_error (error, g_steal_pointer (&trouble));
      return FALSE;
    }
  self.lines = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  self.keys = g_ptr_array_new ();
  self.ids = g_hash_table_new (g_str_hash, g_str_equal);
  self.vouched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (self.reader == NULL)
    take_error (&self, trouble);
  else if (check_manifest (&self, known) && check_members (&self) && read_lines (&self) &&
           check_order (&self) && check_authors (&self) && check_files (&self, &found))
    check_receipts (&self, &found);

  found.records = length_of (pantau_json_array (self.manifest, "records"));
  found.lines = self.lines->len;
  if (sum != NULL)
    *sum = found;
  if (device != NULL)
    *device = g_strdup (self.device);
  if (key != NULL)
    {
      g_ptr_array_add (self.keys, NULL);
      *key = self.province != NULL ? g_strjoinv (", ", (char **) self.keys->pdata) : NULL;
    }

  return TRUE;
}
