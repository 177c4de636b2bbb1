/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chain of custody of a record's files, from the projection. */

#include "config.h"

#include "pantau-custody.h"
#include "pantau-store-private.h"

/* Of a numbered line the number orders what is shown; the others come after it. */
#define CHAIN_SQL                                                                                  \
  "SELECT c.what, c.hash, coalesce (f.name, ''), e.id, e.device, person.name, person.position, "   \
  "e.header ->> 'time', number.idx, c.received, c.origin, c.recipient, c.note "                    \
  "FROM custody AS c JOIN entry AS e ON e.n = c.entry "                                            \
  "LEFT JOIN evidence AS f ON f.record = c.record AND f.hash = c.hash "                            \
  "LEFT JOIN person ON person.device = e.device "                                                  \
  "LEFT JOIN number ON number.entry = e.n AND number.epoch = (SELECT max (n) FROM epoch) "         \
  "WHERE c.record = ?1 AND (?2 IS NULL OR c.hash = ?2) "                                           \
  "ORDER BY number.idx IS NULL, number.idx, e.device, e.seq, c.place, c.hash"

/* Append only. */
static const char *const names[] = {
  [PANTAU_CUSTODY_IMPORT] = "import",   [PANTAU_CUSTODY_RELEASE] = "release",
  [PANTAU_CUSTODY_EXPORT] = "export",   [PANTAU_CUSTODY_PRINT] = "print",
  [PANTAU_CUSTODY_FORWARD] = "forward", [PANTAU_CUSTODY_HAND_OVER] = "hand-over",
};

const char *
pantau_custody_get_name (PantauCustodyWhat what)
{
  return names[what];
}

void
pantau_custody_free (PantauCustody *self)
{
  g_free (self->hash);
  g_free (self->name);
  g_free (self->entry);
  g_free (self->device);
  g_free (self->author);
  g_free (self->position);
  g_free (self->time);
  g_free (self->received);
  g_free (self->origin);
  g_free (self->to);
  g_free (self->note);
  g_free (self);
}

/* The projection writes no other name. */
static PantauCustodyWhat
read_what (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0)
      return (PantauCustodyWhat) i;

  return PANTAU_CUSTODY_IMPORT;
}

static PantauCustody *
read_step (PantauStmt *stmt)
{
  PantauCustody *step = g_new0 (PantauCustody, 1);

  step->what = read_what (pantau_stmt_text (stmt, 0));
  step->hash = g_strdup (pantau_stmt_text (stmt, 1));
  step->name = g_strdup (pantau_stmt_text (stmt, 2));
  step->entry = pantau_stmt_hex (stmt, 3);
  step->device = g_strdup (pantau_stmt_text (stmt, 4));
  step->author = g_strdup (pantau_stmt_text (stmt, 5));
  step->position = g_strdup (pantau_stmt_text (stmt, 6));
  step->time = g_strdup (pantau_stmt_text (stmt, 7));
  step->index = pantau_stmt_integer (stmt, 8);
  step->received = g_strdup (pantau_stmt_text (stmt, 9));
  step->origin = g_strdup (pantau_stmt_text (stmt, 10));
  step->to = g_strdup (pantau_stmt_text (stmt, 11));
  step->note = g_strdup (pantau_stmt_text (stmt, 12));

  return step;
}

GPtrArray *
pantau_store_custody (PantauStore *self, const char *record, const char *hash, GError **error)
{
  g_autoptr (GPtrArray) steps =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_custody_free);
  PantauStmt *stmt;

  if (!pantau_store_freshen (self, error))
    return NULL;

  stmt = pantau_db_query (self->db, CHAIN_SQL, "ss", record, hash);
  while (pantau_stmt_next (stmt))
    g_ptr_array_add (steps, read_step (stmt));

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&steps) : NULL;
}
