/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was promised, what is there, and the difference. */

#include "config.h"

#include "checker.h"

/* Faults that are told one by one. */
#define TOLD 10

struct _Checker
{
  guint attempted;
  gboolean is_all_expected;
  GHashTable *saved;    /* records */
  GHashTable *at_home;  /* records with a creation in a home */
  GHashTable *own;      /* lines of the homes, by id */
  GHashTable *received; /* id → number, as the receipts said */
  GHashTable *numbered; /* id → number, as the province has it */
  GHashTable *there;    /* records with a creation at the province */
  GHashTable *read;     /* records with a creation at the reader; NULL: nobody was asked */
  guint lost, duplicated, gaps;
  guint told;
};

Checker *
checker_new (void)
{
  Checker *self = g_new0 (Checker, 1);
  GHashTable **sets[] = { &self->saved, &self->at_home, &self->own, &self->there };
  GHashTable **numbers[] = { &self->received, &self->numbered };

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    *sets[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    *numbers[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
checker_free (Checker *self)
{
  g_hash_table_unref (self->saved);
  g_hash_table_unref (self->at_home);
  g_hash_table_unref (self->own);
  g_hash_table_unref (self->received);
  g_hash_table_unref (self->numbered);
  g_hash_table_unref (self->there);
  g_clear_pointer (&self->read, g_hash_table_unref);
  g_free (self);
}

static void tell (Checker *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
tell (Checker *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  if (self->told++ >= TOLD)
    return;
  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_test_message ("%s", text);
}

void
checker_attempt (Checker *self, guint n)
{
  self->attempted += n;
}

void
checker_saved (Checker *self, const char *record)
{
  g_hash_table_add (self->saved, g_strdup (record));
}

void
checker_expect_all (Checker *self)
{
  self->is_all_expected = TRUE;
}

/* The rows' first column, and their second (nullable) as what is said of it. */
static void
take (PantauStmt *stmt, GHashTable *into, gboolean has_value)
{
  g_autoptr (GError) error = NULL;

  while (pantau_stmt_next (stmt))
    {
      char *name = g_strdup (pantau_stmt_text (stmt, 0));

      if (has_value)
        g_hash_table_insert (into, name, g_strdup (pantau_stmt_text (stmt, 1)));
      else
        g_hash_table_add (into, name);
    }
  pantau_stmt_finish (stmt, &error);
  g_assert_no_error (error);
}

/* Each row is a fault: its first column says which. */
static void
count (Checker *self, guint *faults, const char *what, PantauStmt *stmt)
{
  g_autoptr (GError) error = NULL;

  while (pantau_stmt_next (stmt))
    {
      (*faults)++;
      tell (self, "%s: %s", what, pantau_stmt_text (stmt, 0));
    }
  pantau_stmt_finish (stmt, &error);
  g_assert_no_error (error);
}

/* What must not be in any ledger, a home's or the province's. */
static void
count_common (Checker *self, PantauDb *db)
{
  count (self, &self->duplicated, "two lines under one number of a device",
         pantau_db_query (db,
                          "SELECT device || ' ' || seq FROM entry GROUP BY device, seq "
                          "HAVING count(*) > 1",
                          ""));
  count (self, &self->duplicated, "a record that was created twice",
         pantau_db_query (db,
                          "SELECT record FROM entry WHERE type = 'record.create' GROUP BY record "
                          "HAVING count(*) > 1",
                          ""));
  count (self, &self->duplicated, "a line with two numbers",
         pantau_db_query (db,
                          "SELECT lower(hex(id)) FROM number JOIN entry ON n = number.entry "
                          "GROUP BY epoch, entry HAVING count(*) > 1",
                          ""));
  count (self, &self->lost, "a line without its body",
         pantau_db_query (db,
                          "SELECT lower(hex(id)) FROM entry LEFT JOIN body ON body.entry = n "
                          "WHERE json IS NULL AND n NOT IN (SELECT entry FROM erased)",
                          ""));
}

/* The device that the home is. (transfer full) (nullable) */
static char *
find_device (PantauDb *db)
{
  PantauStmt *stmt =
      pantau_db_query (db, "SELECT device FROM entry WHERE type = 'device.join' ORDER BY n", "");
  char *device = pantau_stmt_next (stmt) ? g_strdup (pantau_stmt_text (stmt, 0)) : NULL;

  pantau_stmt_finish (stmt, NULL);

  return device;
}

void
checker_look_anew (Checker *self)
{
  g_hash_table_remove_all (self->at_home);
  g_hash_table_remove_all (self->own);
  g_hash_table_remove_all (self->numbered);
  g_hash_table_remove_all (self->there);
  g_clear_pointer (&self->read, g_hash_table_unref);
}

void
checker_look_home (Checker *self, PantauDb *db)
{
  g_autofree char *device = find_device (db);

  count_common (self, db);
  take (pantau_db_query (db, "SELECT lower(hex(id)) FROM entry WHERE device = coalesce(?1, device)",
                         "s", device),
        self->own, FALSE);
  take (pantau_db_query (db,
                         "SELECT record FROM entry WHERE type = 'record.create' "
                         "AND device = coalesce(?1, device)",
                         "s", device),
        self->at_home, FALSE);
  take (pantau_db_query (db,
                         "SELECT lower(hex(id)), idx FROM covered JOIN entry ON n = covered.entry "
                         "JOIN number ON number.entry = n "
                         "WHERE epoch = (SELECT max(n) FROM epoch)",
                         ""),
        self->received, TRUE);
  count (self, &self->lost, "a line that nobody waits for any more and that no receipt covers",
         pantau_db_query (db,
                          "SELECT lower(hex(id)) FROM entry WHERE device = coalesce(?1, device) "
                          "AND n NOT IN (SELECT entry FROM unsent) "
                          "AND n NOT IN (SELECT entry FROM covered)",
                          "s", device));
  count (self, &self->gaps, "a number of the device is missing before",
         pantau_db_query (db,
                          "SELECT seq FROM entry AS after WHERE device = coalesce(?1, device) "
                          "AND seq > 1 AND NOT EXISTS (SELECT 1 FROM entry AS before "
                          "WHERE before.device = after.device AND before.seq = after.seq - 1)",
                          "s", device));
}

void
checker_look_province (Checker *self, PantauDb *db)
{
  count_common (self, db);
  take (pantau_db_query (db,
                         "SELECT lower(hex(id)), idx FROM number JOIN entry ON n = number.entry "
                         "ORDER BY idx",
                         ""),
        self->numbered, TRUE);
  take (pantau_db_query (db, "SELECT record FROM entry WHERE type = 'record.create'", ""),
        self->there, FALSE);
  count (self, &self->gaps, "a line without a number",
         pantau_db_query (
             db, "SELECT lower(hex(id)) FROM entry WHERE n NOT IN (SELECT entry FROM number)", ""));
  count (self, &self->gaps, "a number of the ledger is missing before",
         pantau_db_query (db,
                          "SELECT idx FROM number AS after WHERE idx > 1 AND NOT EXISTS "
                          "(SELECT 1 FROM number AS before WHERE before.idx = after.idx - 1)",
                          ""));
}

void
checker_look_reader (Checker *self, PantauDb *db)
{
  count_common (self, db);
  if (self->read == NULL)
    self->read = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  take (pantau_db_query (db, "SELECT record FROM entry WHERE type = 'record.create'", ""),
        self->read, FALSE);
}

/* Those of @some that are not in @all. */
static guint
count_missing (Checker *self, GHashTable *some, GHashTable *all, const char *what)
{
  GHashTableIter iter;
  gpointer name;
  guint missing = 0;

  g_hash_table_iter_init (&iter, some);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (all, name))
      {
        missing++;
        tell (self, "%s: %s", what, (char *) name);
      }

  return missing;
}

static guint
count_renumbered (Checker *self)
{
  GHashTableIter iter;
  gpointer id, number;
  guint faults = 0;

  g_hash_table_iter_init (&iter, self->received);
  while (g_hash_table_iter_next (&iter, &id, &number))
    {
      const char *there = g_hash_table_lookup (self->numbered, id);

      if (there != NULL && !g_str_equal (there, number))
        {
          faults++;
          tell (self, "received as number %s, is number %s: %s", (char *) number, there,
                (char *) id);
        }
    }

  return faults;
}

CheckerFound
checker_judge (Checker *self)
{
  CheckerFound found = { .attempted = self->attempted,
                         .saved = g_hash_table_size (self->saved),
                         .received = g_hash_table_size (self->received),
                         .at_home = g_hash_table_size (self->own),
                         .at_province = g_hash_table_size (self->numbered),
                         .lost = self->lost,
                         .duplicated = self->duplicated,
                         .gaps = self->gaps };

  found.lost += count_missing (self, self->saved, self->at_home, "saved, and not in the home");
  found.lost +=
      count_missing (self, self->received, self->numbered, "received, and not at the province");
  found.lost += count_renumbered (self);
  if (self->is_all_expected)
    found.lost += count_missing (self, self->own, self->numbered, "never arrived");
  if (self->read != NULL)
    found.unread = count_missing (self, self->there, self->read, "not with the reader");

  g_test_message ("attempted %u, saved %u, received %u, found in homes %u, at the province %u: "
                  "lost %u, unread %u, duplicated %u, gaps %u",
                  found.attempted, found.saved, found.received, found.at_home, found.at_province,
                  found.lost, found.unread, found.duplicated, found.gaps);

  return found;
}

CheckerFound
checker_assert (Checker *self)
{
  CheckerFound found = checker_judge (self);

  g_assert_cmpuint (found.saved + found.received, >, 0);
  g_assert_cmpuint (found.lost, ==, 0);
  g_assert_cmpuint (found.unread, ==, 0);
  g_assert_cmpuint (found.duplicated, ==, 0);
  g_assert_cmpuint (found.gaps, ==, 0);

  return found;
}
