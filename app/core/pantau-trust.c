/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which recovery key a home believes, and so which officers. */

#include "config.h"

#include "pantau-trust.h"

#include <glib/gi18n-lib.h>

#include "pantau-error.h"
#include "pantau-home-private.h"
#include "pantau-store-private.h"
#include "pantau-words.h"

#define FROM_INVITATION "invitation"
#define FROM_GRANT      "grant"
#define FROM_ROSTER     "roster"

void
pantau_trust_free (PantauTrust *self)
{
  g_free (self->fingerprint);
  g_free (self->from);
  g_clear_pointer (&self->roster, pantau_roster_unref);
  g_ptr_array_unref (self->refused);
  g_ptr_array_unref (self->unknown);
  g_free (self);
}

/* What an invitation says was given from hand to hand. */
static guint
rank (const char *from)
{
  return g_strcmp0 (from, FROM_INVITATION) == 0 ? 2 : g_strcmp0 (from, FROM_GRANT) == 0 ? 1 : 0;
}

/* The lists of the province, in the order in which they came. NULL on errors. */
static GPtrArray *
read_rows (PantauStore *store, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  PantauStmt *stmt;

  if (!pantau_store_freshen (store, error))
    return NULL;

  stmt = pantau_db_query (store->db, "SELECT text FROM roster ORDER BY entry", "");
  while (pantau_stmt_next (stmt))
    g_ptr_array_add (rows, g_strdup (pantau_stmt_text (stmt, 0)));

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&rows) : NULL;
}

/* What somebody else wrote, for a sentence. */
static char *
name_of (const PantauOfficer *officer)
{
  return pantau_words_clean (*officer->name != '\0' ? officer->name : officer->person);
}

static char *
names_of (PantauRoster *roster)
{
  GPtrArray *officers = pantau_roster_get_officers (roster);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < officers->len; i++)
    {
      g_autofree char *name = name_of (g_ptr_array_index (officers, i));

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
    }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
add_unknown (PantauTrust *self, PantauRoster *roster)
{
  GPtrArray *officers = pantau_roster_get_officers (roster);

  for (guint i = 0; i < officers->len; i++)
    {
      g_autofree char *name = name_of (g_ptr_array_index (officers, i));

      if (!g_ptr_array_find_with_equal_func (self->unknown, name, g_str_equal, NULL))
        g_ptr_array_add (self->unknown, g_steal_pointer (&name));
    }
}

static void
refuse_older (PantauTrust *self, PantauRoster *roster, gint64 before)
{
  g_autofree char *names = names_of (roster);
  g_autofree char *number =
      g_strdup_printf ("%" G_GINT64_FORMAT, pantau_roster_get_serial (roster));
  g_autofree char *known = g_strdup_printf ("%" G_GINT64_FORMAT, before);

  g_ptr_array_add (
      self->refused,
      g_strdup_printf (_ ("the list of identity officers number %s (%s) came although number %s "
                          "had been here before; it is not used"),
                       number, names, known));
}

/* One list after the other; the best so far is self->roster. */
static void
take_roster (PantauTrust *self, PantauRoster *roster)
{
  gint64 serial = pantau_roster_get_serial (roster);
  gint64 best = self->roster != NULL ? pantau_roster_get_serial (self->roster) : 0;

  if (!g_str_equal (pantau_roster_get_fingerprint (roster), self->fingerprint))
    {
      g_autofree char *names = names_of (roster);

      add_unknown (self, roster);
      g_ptr_array_add (
          self->refused,
          g_strdup_printf (_ ("a list of identity officers (%s) is signed by another recovery key "
                              "(%s) than the one that this home knows; it is not used"),
                           names, pantau_roster_get_fingerprint (roster)));
    }
  else if (serial > best)
    {
      g_clear_pointer (&self->roster, pantau_roster_unref);
      self->roster = pantau_roster_ref (roster);
    }
  else if (!g_str_equal (pantau_roster_get_statement (roster),
                         pantau_roster_get_statement (self->roster)))
    refuse_older (self, roster, best);
}

PantauTrust *
pantau_trust_read (PantauStore *store, const char *path, GError **error)
{
  g_autoptr (PantauHomefile) file = pantau_homefile_load (path, error);
  g_autoptr (GPtrArray) rows = file != NULL ? read_rows (store, error) : NULL;
  g_autoptr (PantauTrust) self = NULL;

  if (rows == NULL)
    return NULL;

  self = g_new0 (PantauTrust, 1);
  self->fingerprint = g_strdup (file->recovery);
  self->from = g_strdup (file->recovery_from);
  self->refused = g_ptr_array_new_with_free_func (g_free);
  self->unknown = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (GError) fault = NULL;
      g_autoptr (PantauRoster) roster = pantau_roster_parse (g_ptr_array_index (rows, i), &fault);

      if (roster == NULL)
        {
          g_ptr_array_add (self->refused,
                           g_strdup_printf (_ ("a list is not used: %s"), fault->message));
          continue;
        }
      if (self->fingerprint == NULL)
        {
          self->fingerprint = g_strdup (pantau_roster_get_fingerprint (roster));
          self->from = g_strdup (FROM_ROSTER);
        }
      take_roster (self, roster);
    }

  /* A newer one was here before the database was lost. */
  if (self->roster != NULL && pantau_roster_get_serial (self->roster) < file->roster)
    {
      refuse_older (self, self->roster, file->roster);
      g_clear_pointer (&self->roster, pantau_roster_unref);
    }

  return g_steal_pointer (&self);
}

/* Why there is nothing to seal to. */
static PantauRoster *
no_roster (const PantauTrust *trust, GError **error)
{
  g_autofree char *names = NULL;

  if (trust->unknown->len > 0)
    {
      g_ptr_array_add (trust->unknown, NULL);
      names = g_strjoinv (", ", (char **) trust->unknown->pdata);
      g_ptr_array_remove_index (trust->unknown, trust->unknown->len - 1);

      return pantau_throw_null (error, PANTAU_ERROR_SIGNATURE,
                                _ ("the province names identity officers (%s) whom the known "
                                   "recovery key %s did not sign; "
                                   "nothing is sealed to them: please tell Bawaslu of the "
                                   "province, and use the paper form"),
                                names, trust->fingerprint);
    }
  if (trust->refused->len > 0)
    return pantau_throw_null (error, PANTAU_ERROR_SIGNATURE, "%s",
                              (char *) g_ptr_array_index (trust->refused, trust->refused->len - 1));

  return pantau_throw_null (
      error, PANTAU_ERROR_NOT_FOUND,
      _ ("the province has not named its identity officers yet, so there is nobody to seal an "
         "identity to; please sync later, and use the paper form until then"));
}

PantauRoster *
pantau_home_get_roster (PantauHome *home, GError **error)
{
  g_autoptr (PantauTrust) trust = NULL;

  if (pantau_home_get_province (home) == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_NOT_ENROLLED,
                              _ ("this laptop is not enrolled yet and knows nobody to seal an "
                                 "identity to; please use the "
                                 "paper form until then"));

  trust = pantau_trust_read (pantau_home_get_store (home), pantau_home_get_path (home), error);
  if (trust == NULL)
    return NULL;

  return trust->roster != NULL ? pantau_roster_ref (trust->roster) : no_roster (trust, error);
}

/* @known takes the fingerprint in our writing; NULL where the home keeps what it has. */
static gboolean
judge_pin (
    PantauHome *home, const char *fingerprint, const char *from, char **known, GError **error)
{
  PantauHomefile *file = home->file;
  g_autofree char *read = pantau_fingerprint_read (fingerprint, error);
  guint ours = rank (file->recovery_from), theirs = rank (from);

  *known = NULL;
  if (read == NULL)
    return FALSE;
  if (file->recovery != NULL && theirs <= ours)
    return theirs < ours || g_str_equal (file->recovery, read) ||
           pantau_throw (error, PANTAU_ERROR_CONFLICT,
                         _ ("this home knows the recovery key %s; another one, %s, is not taken"),
                         file->recovery, read);
  *known = g_steal_pointer (&read);

  return TRUE;
}

gboolean
pantau_home_may_pin (PantauHome *home, const char *fingerprint, GError **error)
{
  g_autofree char *known = NULL;

  return judge_pin (home, fingerprint, FROM_INVITATION, &known, error);
}

gboolean
pantau_home_pin_recovery (PantauHome *home,
                          const char *fingerprint,
                          const char *from,
                          GError **error)
{
  PantauHomefile *file = home->file;
  g_autofree char *known = NULL;

  g_return_val_if_fail (home->mode == PANTAU_HOME_WRITE, FALSE);

  if (!judge_pin (home, fingerprint, from, &known, error))
    return FALSE;
  if (known == NULL)
    return TRUE;

  /* Serials of another key's lists say nothing of this one's. */
  return pantau_homefile_save_recovery (
      file, known, from, g_strcmp0 (file->recovery, known) == 0 ? file->roster : 0, error);
}

gboolean
pantau_home_settle_recovery (PantauHome *home, GError **error)
{
  PantauHomefile *file = home->file;
  g_autoptr (PantauTrust) trust = NULL;
  gint64 serial;

  g_return_val_if_fail (home->mode == PANTAU_HOME_WRITE, FALSE);

  trust = pantau_trust_read (pantau_home_get_store (home), pantau_home_get_path (home), error);
  if (trust == NULL)
    return FALSE;
  if (trust->fingerprint == NULL)
    return TRUE;

  serial = trust->roster != NULL ? pantau_roster_get_serial (trust->roster) : file->roster;
  if (g_strcmp0 (trust->fingerprint, file->recovery) == 0 && serial <= file->roster)
    return TRUE;

  return pantau_homefile_save_recovery (file, trust->fingerprint, trust->from,
                                        MAX (serial, file->roster), error);
}
