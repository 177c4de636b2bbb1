/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a device asks by courier: the head that it knows, the lines that are new to it, files. The question is not signed: whoever makes one
 * up in another's name gets nothing of it, since all of the answer is sealed to that device.
 */

#include "config.h"

#include "courier-private.h"

#include <string.h>

#include "lines.h"
#include "pantau-codec.h"
#include "pantau-home.h"
#include "pantau-json.h"
#include "pantau-news.h"
#include "pantau-receipt.h"
#include "pantau-signed.h"

/* Where the answers go on with a file: "file.HASH.OFFSET". No epoch is called that. */
#define FILE_WORD "file"

/* Pages without a line that are looked through at a time. */
#define MOST_EMPTY 50

/* Files that one question may name. */
#define MOST_FILES 1000

/* zstd's: a page is made once, and may travel over a narrow line. */
#define LEVEL 6

/* ---- The head ---- */

static void
answer_head (PantauCourierWork *self)
{
  PantauProvince *province = self->courier->province;
  g_autofree char *newest = NULL, *hex = NULL, *now = pantau_home_now (), *sealed = NULL;
  gint64 last = pantau_province_get_head (province, &newest);
  gint64 at = pantau_json_integer (self->content->json, "head_index", -1);
  g_autoptr (JsonObject) content = NULL;
  PantauHead head = { .epoch = (char *) pantau_province_get_epoch (province), .time = now };
  PantauStmt *stmt;

  head.index = last;
  head.head = newest;
  if (at > 0 && at < last)
    {
      stmt = pantau_db_query (self->db, "SELECT head FROM number WHERE idx = ?1", "i", at);
      if (pantau_stmt_next (stmt))
        hex = pantau_stmt_hex (stmt, 0);
      if (pantau_stmt_finish (stmt, NULL) && hex != NULL)
        {
          head.index = at;
          head.head = hex;
        }
    }

  sealed = pantau_head_seal (&head, pantau_province_get_key (province));
  content = pantau_json_parse_known (sealed, NULL);
  json_object_set_string_member (content, "kind", PANTAU_PARCEL_HEAD);
  json_object_set_int_member (content, "asked", MAX (at, 0));
  pantau_courier_answer (self, self->from, content, NULL);
}

/* ---- Lines ---- */

/* The files that the lines of a page name, of those that the device may have. */
static void
note_files (PantauCourierWork *self, const PantauLines *lines)
{
  for (guint i = 0; i < lines->rows->len; i++)
    {
      PantauStmt *stmt = pantau_db_query (self->db, "SELECT hash FROM named WHERE entry = ?1", "i",
                                          g_array_index (lines->rows, gint64, i));
      g_autoptr (GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free);

      while (pantau_stmt_next (stmt))
        g_ptr_array_add (hashes, g_strdup (pantau_stmt_text (stmt, 0)));
      if (!pantau_stmt_finish (stmt, NULL))
        return;
      for (guint j = 0; j < hashes->len; j++)
        {
          PantauCourierFile file;

          g_strlcpy (file.hash, g_ptr_array_index (hashes, j), sizeof file.hash);
          if (pantau_courier_find_file (self, lines->device, file.hash, NULL, &file.size))
            g_array_append_val (self->outcome->files, file);
        }
    }
}

static void
answer_page (PantauCourierWork *self,
             const PantauLines *lines,
             const char *after,
             const char *cursor)
{
  PantauProvince *province = self->courier->province;
  g_autoptr (GBytes) payload =
      pantau_codec_encode (PANTAU_CODING_ZSTD, LEVEL, lines->text->str, lines->text->len);
  g_autoptr (JsonObject) content =
      pantau_news_new (pantau_province_get_key (province), self->from,
                       pantau_province_get_epoch (province), after, cursor, lines->more, payload);

  pantau_courier_answer (self, self->from, content, payload);
}

/* Pages from the cursor @from on, as many as there is room for. @more (transfer full) (nullable) takes where they go on. */
static gboolean
answer_news (PantauCourierWork *self,
             const PantauDevice *device,
             const char *from,
             char **more,
             GError **error)
{
  PantauProvince *province = self->courier->province;
  g_autofree char *after = NULL;
  gboolean is_old, goes_on = TRUE;
  gint64 index;

  /* Of another epoch, or none of ours: from the beginning. */
  if (pantau_cursor_read (province, device, from, &index, &is_old))
    after = g_strdup (from != NULL ? from : "");
  else
    after = g_strdup ("");

  while (goes_on && pantau_courier_has_room (self))
    {
      g_auto (PantauLines) lines = { 0 };
      g_autofree char *cursor = NULL;

      pantau_lines_init (&lines, device, index);
      lines.own = pantau_json_boolean (self->content->json, "own");
      for (guint i = 0; i < MOST_EMPTY; i++)
        {
          if (!pantau_lines_read (&lines, self->db, error))
            return FALSE;
          if (lines.rows->len > 0 || !lines.more)
            break;
          lines.after = lines.reached;
        }
      cursor = pantau_cursor_write (province, device, lines.reached);
      note_files (self, &lines);
      answer_page (self, &lines, after, cursor);

      goes_on = lines.more;
      index = lines.reached;
      g_free (after);
      after = g_steal_pointer (&cursor);
    }
  if (goes_on)
    *more = g_steal_pointer (&after);

  return TRUE;
}

/* ---- Files ---- */

/* The files that are asked for, each once. (transfer full) (element-type utf8) */
static GPtrArray *
get_wanted (PantauCourierWork *self)
{
  JsonArray *files = pantau_json_array (self->content->json, "files");
  guint n = files != NULL ? MIN (json_array_get_length (files), MOST_FILES) : 0;
  GPtrArray *wanted = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n; i++)
    {
      const char *hash = pantau_json_string_at (files, i);

      if (pantau_is_hash (hash) && g_hash_table_add (seen, (gpointer) hash))
        g_ptr_array_add (wanted, (gpointer) hash);
    }

  return wanted;
}

static void
note_wanted (PantauCourierWork *self, const PantauDevice *device, GPtrArray *wanted)
{
  for (guint i = 0; i < wanted->len; i++)
    {
      PantauCourierFile file;

      g_strlcpy (file.hash, g_ptr_array_index (wanted, i), sizeof file.hash);
      if (pantau_courier_find_file (self, device, file.hash, NULL, &file.size))
        g_array_append_val (self->outcome->files, file);
    }
}

/* Pieces of @hash from @offset on, and then of those that are asked for behind it; these only where the files are wanted at all. */
static void
answer_files (PantauCourierWork *self,
              const PantauDevice *device,
              GPtrArray *wanted,
              const char *hash,
              goffset offset)
{
  guint next;

  if (!self->post->files || !g_ptr_array_find_with_equal_func (wanted, hash, g_str_equal, &next))
    next = wanted->len;

  while (hash != NULL)
    {
      gboolean whole = FALSE;

      if (pantau_courier_has_room (self))
        pantau_courier_send_file (self, device, hash, &offset, &whole);
      if (!whole)
        {
          self->outcome->more = g_strdup_printf (FILE_WORD ".%s.%" G_GOFFSET_FORMAT, hash, offset);
          return;
        }
      hash = ++next < wanted->len ? g_ptr_array_index (wanted, next) : NULL;
      offset = 0;
    }
}

/* "file.HASH.OFFSET" */
static gboolean
read_file_word (const char *after, char **hash, goffset *offset)
{
  g_auto (GStrv) pieces = after != NULL ? g_strsplit (after, ".", 4) : NULL;
  guint64 number;

  if (pieces == NULL || g_strv_length (pieces) != 3 || !g_str_equal (pieces[0], FILE_WORD) ||
      !pantau_is_hash (pieces[1]) ||
      !g_ascii_string_to_unsigned (pieces[2], 10, 0, G_MAXINT64, &number, NULL))
    return FALSE;
  *hash = g_strdup (pieces[1]);
  *offset = (goffset) number;

  return TRUE;
}

/* ---- All of it ---- */

static void
answer (PantauCourierWork *self, const PantauDevice *device)
{
  const char *after = self->post->after;
  g_autofree char *hash = NULL, *more = NULL;
  g_autoptr (GPtrArray) wanted = get_wanted (self);
  g_autoptr (GError) error = NULL;
  goffset offset;

  if (read_file_word (after, &hash, &offset))
    {
      answer_files (self, device, wanted, hash, offset);
      return;
    }

  if (after == NULL)
    {
      answer_head (self);
      after = pantau_json_string (self->content->json, "cursor");
      note_wanted (self, device, wanted);
    }
  if (!answer_news (self, device, after, &more, &error))
    pantau_courier_refuse_error (self, error);
  else if (more != NULL)
    self->outcome->more = g_steal_pointer (&more);
  else if (self->post->files && wanted->len > 0)
    answer_files (self, device, wanted, g_ptr_array_index (wanted, 0), 0);
}

/* What tells one question from another: who asks, and from where on. */
static void
note_question (PantauCourierWork *self)
{
  JsonObject *json = self->content->json;
  const char *cursor = pantau_json_string (json, "cursor");

  self->outcome->question = g_strdup_printf ("%s %s %d", self->from, cursor != NULL ? cursor : "",
                                             pantau_json_boolean (json, "own"));
}

void
pantau_courier_take_ask (PantauCourierWork *self)
{
  g_autoptr (PantauDevice) device =
      pantau_province_get_device (self->courier->province, self->from);

  note_question (self);
  if (self->post->postpone)
    return;

  /* Who may not read hears so, and whether we are still the province that they know. */
  if (device == NULL)
    pantau_courier_refuse_stranger (self);
  else if (device->revoked != 0 || pantau_device_is_expired (device, NULL))
    {
      answer_head (self);
      pantau_courier_answer_problem (self, device->revoked != 0 ? "revoked" : "expired", NULL);
    }
  else if (self->post->brief)
    answer_head (self);
  else
    answer (self, device);
}
