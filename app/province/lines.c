/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which lines a device may see: asked of each by the grant that the device has now. Who reads for a kecamatan, as nearly all do, is led to its lines and those of
 * its person's records by indices, so what that costs does not grow with the ledger; others see so much of what there is that looking at all of it costs no
 * more.
 */

#include "config.h"

#include "lines.h"

#include "pantau-client.h"
#include "pantau-region.h"

/* Lines looked at for one page: a reader of a small region in a large ledger gets there in a few of them. */
#define SCAN 20000

/* What is asked of each line, whichever way one came to it. */
#define COLUMNS                                                                                    \
  "number.idx, e.type, e.kind, e.open, e.region, e.device, e.signature, e.header, body.json, "     \
  "r.device, r.person, q.entry IS NOT NULL, told.device, e.n, a.target "
#define FACTS                                                                                      \
  "JOIN body ON body.entry = e.n LEFT JOIN record AS r ON r.id = e.record "                        \
  "LEFT JOIN quarantined AS q ON q.entry = e.n LEFT JOIN told ON told.entry = e.n "                \
  "LEFT JOIN admitted AS a ON a.entry = e.n "

/* Every line, in the order of the numbers. */
#define ALL                                                                                        \
  "SELECT " COLUMNS "FROM number JOIN entry AS e ON e.n = number.entry " FACTS                     \
  "WHERE number.idx > ?1 ORDER BY number.idx"

/*
 * Every line that a field monitor could see, and few that it may not: those of its kecamatan (?2), of the records of its device (?3) and person (?4), verdicts
 * about its lines, lists of officers, where wanted (?5) its own. A line is numbered as it is stored, so what has a higher number has a higher row as well
 * (?6: the row of number ?1), and each index leads right to what is new. `area` goes from one region to the next: a kecamatan has a dozen.
 */
#define OF_FIELD                                                                                   \
  "WITH RECURSIVE area (region) AS ("                                                              \
  "SELECT min (region) FROM entry WHERE region >= ?2 AND region < ?2 || '/' UNION ALL "            \
  "SELECT (SELECT min (entry.region) FROM entry WHERE entry.region > area.region "                 \
  "AND entry.region < ?2 || '/') FROM area WHERE area.region IS NOT NULL), "                       \
  "candidate (n) AS ("                                                                             \
  "SELECT entry.n FROM area CROSS JOIN entry INDEXED BY entry_by_region "                          \
  "ON entry.region = area.region AND entry.n > ?6 UNION "                                          \
  "SELECT entry.n FROM record CROSS JOIN entry INDEXED BY entry_by_record "                        \
  "ON entry.record = record.id AND entry.n > ?6 WHERE record.device = ?3 UNION "                   \
  "SELECT entry.n FROM record CROSS JOIN entry INDEXED BY entry_by_record "                        \
  "ON entry.record = record.id AND entry.n > ?6 WHERE record.person = ?4 AND ?4 <> '' UNION "      \
  "SELECT entry FROM told WHERE device = ?3 AND entry > ?6 UNION "                                 \
  "SELECT n FROM entry INDEXED BY entry_officers "                                                 \
  "WHERE type = 'device.officers' AND n > ?6 UNION "                                               \
  "SELECT n FROM entry INDEXED BY entry_by_device WHERE ?5 AND device = ?3 AND n > ?6) "           \
  "SELECT " COLUMNS "FROM candidate CROSS JOIN entry AS e ON e.n = candidate.n "                   \
  "CROSS JOIN number INDEXED BY number_by_entry ON number.entry = e.n " FACTS                      \
  "WHERE number.idx > ?1 ORDER BY candidate.n"

/* One that came out of quarantine. */
#define OF_ROW                                                                                     \
  "SELECT " COLUMNS "FROM entry AS e JOIN number ON number.entry = e.n " FACTS "WHERE e.n = ?1"

void
pantau_lines_init (PantauLines *self, const PantauDevice *device, gint64 after)
{
  *self = (PantauLines){ .device = device,
                         .after = after,
                         .limit = PANTAU_BATCH_LINES,
                         .own = TRUE,
                         .text = g_string_new (NULL),
                         .rows = g_array_new (FALSE, FALSE, sizeof (gint64)),
                         .reached = after };
}

void
pantau_lines_clear (PantauLines *self)
{
  if (self->text != NULL)
    g_string_free (g_steal_pointer (&self->text), TRUE);
  g_clear_pointer (&self->rows, g_array_unref);
}

char *
pantau_lines_get_scope (const PantauDevice *device)
{
  char *kecamatan =
      device->role == PANTAU_ROLE_FIELD ? pantau_region_kecamatan (device->region) : NULL;

  return kecamatan != NULL ? kecamatan : g_strdup (device->region);
}

gboolean
pantau_lines_may_read (const PantauDevice *device,
                       const PantauLine *line,
                       const char *creator,
                       const char *person,
                       gboolean is_quarantined)
{
  const char *regions[] = { line->region, NULL };
  PantauRecordFacts record = { line->kind, line->is_open, creator, person, regions };
  PantauActor actor = pantau_device_get_actor (device);

  return pantau_access_may_read (&actor, line, creator != NULL ? &record : NULL, is_quarantined);
}

static void
append_line (PantauLines *self, GString *text, PantauStmt *stmt)
{
  const char *body = pantau_stmt_text (stmt, 8);
  gint64 row = pantau_stmt_integer (stmt, 13);

  g_string_append_printf (text, "%" G_GINT64_FORMAT "\t%s\t%s\t%s\n", pantau_stmt_integer (stmt, 0),
                          pantau_stmt_text (stmt, 6), pantau_stmt_text (stmt, 7),
                          body != NULL ? body : "");
  g_array_append_val (self->rows, row);
}

/* The kecamatan that @device reads for; NULL where it reads for more, or otherwise. (transfer full) */
static char *
get_kecamatan (const PantauDevice *device)
{
  return device->role == PANTAU_ROLE_FIELD && pantau_region_level (device->region) >= 3
             ? pantau_lines_get_scope (device)
             : NULL;
}

/* @kecamatan nullable. */
static PantauStmt *
query (const PantauLines *self, PantauDb *db, const char *kecamatan, gint64 row)
{
  if (kecamatan == NULL)
    return pantau_db_query (db, ALL, "i", self->after);

  return pantau_db_query (db, OF_FIELD, "isssii", self->after, kecamatan, self->device->key,
                          self->device->person, (gint64) self->own, row);
}

/* Whether the device may see the line that @stmt stands at, and wants it. */
static gboolean
is_for_device (const PantauLines *self, PantauStmt *stmt)
{
  PantauLine line = { pantau_stmt_text (stmt, 1),         pantau_stmt_text (stmt, 2),
                      pantau_stmt_integer (stmt, 3) != 0, pantau_stmt_text (stmt, 4),
                      pantau_stmt_text (stmt, 5),         NULL };

  if (!self->own && g_str_equal (line.device, self->device->key))
    return FALSE;

  return g_strcmp0 (pantau_stmt_text (stmt, 12), self->device->key) == 0 ||
         pantau_lines_may_read (self->device, &line, pantau_stmt_text (stmt, 9),
                                pantau_stmt_text (stmt, 10), pantau_stmt_integer (stmt, 11) != 0);
}

/*
 * Room for one line more, and for @admitted ones that come first. The word that lets a line out may bring that line along, so it takes the room of two, but for
 * an empty page, which has to get on.
 */
static gboolean
has_room (const PantauLines *self, guint admitted, gboolean is_word)
{
  guint lines = self->rows->len + admitted;

  return lines < self->limit && (!is_word || lines == 0 || lines + 1 < self->limit) &&
         self->text->len + admitted * PANTAU_LINE_LIMIT < PANTAU_LINES_BYTES - PANTAU_LINE_LIMIT;
}

/*
 * Whoever has read past a line while it was in quarantine gets it beside the word that let it out. By their numbers, these are before all others of the page: so a
 * client takes it like any page.
 */
static gboolean
take_admitted (PantauLines *self, PantauDb *db, GArray *admitted, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < admitted->len; i++)
    {
      PantauStmt *stmt = pantau_db_query (db, OF_ROW, "i", g_array_index (admitted, gint64, i));

      while (pantau_stmt_next (stmt))
        if (pantau_stmt_integer (stmt, 0) <= self->after && is_for_device (self, stmt))
          append_line (self, text, stmt);
      if (!pantau_stmt_finish (stmt, error))
        return FALSE;
    }
  self->goes_back = text->len > 0;
  g_string_prepend_len (self->text, text->str, (gssize) text->len);

  return TRUE;
}

/* A line is numbered as it is stored: by their rows they stand in the order of their numbers. */
static int
compare_rows (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return one < other ? -1 : one > other;
}

gboolean
pantau_lines_read (PantauLines *self, PantauDb *db, GError **error)
{
  g_autofree char *kecamatan = get_kecamatan (self->device);
  g_autoptr (GArray) admitted = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 head = 0, row = 0;
  PantauStmt *stmt;
  guint seen = 0;

  if (!pantau_db_integer (db, 0, &head, error, "SELECT max (idx) FROM number", "") ||
      (kecamatan != NULL &&
       !pantau_db_integer (db, 0, &row, error,
                           "SELECT entry FROM number WHERE idx <= ?1 ORDER BY idx DESC LIMIT 1",
                           "i", self->after)))
    return FALSE;

  self->more = FALSE;
  stmt = query (self, db, kecamatan, row);
  while (pantau_stmt_next (stmt))
    {
      gint64 target = pantau_stmt_integer (stmt, 14);

      if (!has_room (self, admitted->len, target != 0) || (kecamatan == NULL && seen == SCAN))
        {
          self->more = TRUE;
          break;
        }
      seen++;
      self->reached = pantau_stmt_integer (stmt, 0);
      if (target != 0)
        g_array_append_val (admitted, target);
      if (is_for_device (self, stmt))
        append_line (self, self->text, stmt);
    }
  if (!pantau_stmt_finish (stmt, error))
    return FALSE;
  g_array_sort (admitted, compare_rows);
  if (!take_admitted (self, db, admitted, error))
    return FALSE;

  /* All that the ledger held before the statement began, it has seen. */
  if (!self->more)
    self->reached = MAX (self->reached, head);

  return TRUE;
}

/* A wider grant shows more of what lies behind, so another grant starts at 0. */
char *
pantau_cursor_write_stem (PantauProvince *province, const PantauDevice *device)
{
  return g_strdup_printf ("%s.%" G_GINT64_FORMAT ".", pantau_province_get_epoch (province),
                          device->granted);
}

char *
pantau_cursor_write (PantauProvince *province, const PantauDevice *device, gint64 index)
{
  g_autofree char *stem = pantau_cursor_write_stem (province, device);

  return g_strdup_printf ("%s%" G_GINT64_FORMAT, stem, index);
}

gboolean
pantau_cursor_read (PantauProvince *province,
                    const PantauDevice *device,
                    const char *text,
                    gint64 *after,
                    gboolean *is_old)
{
  g_auto (GStrv) pieces = NULL;
  guint64 grant, index;

  *after = 0;
  *is_old = FALSE;
  if (text == NULL || *text == '\0')
    return TRUE;

  pieces = g_strsplit (text, ".", -1);
  if (g_strv_length (pieces) != 3 ||
      !g_ascii_string_to_unsigned (pieces[1], 10, 0, G_MAXINT64, &grant, NULL) ||
      !g_ascii_string_to_unsigned (pieces[2], 10, 0, G_MAXINT64, &index, NULL))
    return FALSE;

  *is_old = !g_str_equal (pieces[0], pantau_province_get_epoch (province));
  if (!*is_old && (gint64) grant == device->granted)
    *after = (gint64) index;

  return !*is_old;
}
