/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Posting what is carried: each parcel by itself, so that a bad line brings over one at least. */

#include "config.h"

#include "pantau-courier-carry.h"

#include <string.h>

#include "pantau-client-courier.h"
#include "pantau-error.h"
#include "pantau-files-rule.h"
#include "pantau-parcels.h"

/* Five hundred lines of text are smaller; what is larger is a piece of a file. */
#define LARGE (256 * 1024)

/* Until what the province could not open is posted again, in seconds. */
#define PATIENCE (24 * 60 * 60)

typedef struct
{
  PantauHome *home;     /* (unowned) */
  PantauClient *client; /* (unowned) */
  PantauCarryResult *result;
  GCancellable *cancellable; /* (nullable) */
  gint64 until;              /* monotonic µs; G_MAXINT64: as long as it takes */
  GHashTable *early;         /* (owned) of hashes: were posted, and wait for others */
  gboolean takes_large;
  gboolean is_full;  /* of large ones none is begun any more */
  gboolean is_again; /* others were taken just now: what was refused today may be taken as well */
} Carry;

/* What became of one parcel. */
typedef enum
{
  FATE_TAKEN,
  FATE_EARLY,   /* another parcel has to come before it */
  FATE_SKIPPED, /* it was refused today */
  FATE_REFUSED, /* not by the order in which they come */
  FATE_FULL,    /* the province takes no more of files just now; of lines it does */
  FATE_STOP,    /* the province has no time for any */
  FATE_FAILED,  /* with an error */
} Fate;

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* Where the answers to a parcel go on, if some of them have come; and whether it was refused today. */
static gboolean
look_up (Carry *self, const char *hash, char **after, gboolean *refused, GError **error)
{
  PantauStmt *stmt = pantau_db_query (pantau_home_get_db (self->home),
                                      "SELECT after, tried FROM parcel WHERE hash = ?1", "s", hash);
  gint64 tried = 0;

  if (pantau_stmt_next (stmt))
    {
      *after = g_strdup (pantau_stmt_text (stmt, 0));
      tried = pantau_stmt_integer (stmt, 1);
    }
  /* A clock that was ahead when it was noted does not keep it here for years. */
  *refused = tried > 0 && ABS (now () - tried) < PATIENCE;

  return pantau_stmt_finish (stmt, error);
}

static gboolean
note_refused (Carry *self, const char *hash, GError **error)
{
  return pantau_db_run (pantau_home_get_db (self->home), error,
                        "UPDATE parcel SET tried = ?2 WHERE hash = ?1", "si", hash, now ());
}

static gboolean
keep_answers (Carry *self, GPtrArray *answers, GError **error)
{
  for (guint i = 0; i < answers->len; i++)
    {
      gboolean is_new;

      if (!pantau_parcels_keep (self->home, g_ptr_array_index (answers, i), NULL, &is_new, error))
        return FALSE;
      self->result->answers += is_new;
    }

  return TRUE;
}

/* By the problem that the province named. */
static Fate
judge (Carry *self, const GError *error)
{
  const char *problem = pantau_client_get_problem (self->client);

  if (g_strcmp0 (problem, "quota") == 0 || g_strcmp0 (problem, "uploads") == 0 ||
      g_strcmp0 (problem, "disk") == 0)
    return FATE_FULL;
  if (g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_OVERLOADED))
    return FATE_STOP;
  if (problem == NULL)
    return FATE_FAILED;
  if (g_str_equal (problem, "unknown-device") || g_str_equal (problem, "not-named") ||
      g_str_equal (problem, "offset"))
    return FATE_EARLY;
  if (g_str_equal (problem, "parcel") || g_str_equal (problem, "too-large"))
    return FATE_REFUSED;

  /* A province of before, that has no such door. */
  return g_str_equal (problem, "not-found") || g_str_equal (problem, "method") ? FATE_STOP
                                                                               : FATE_FAILED;
}

/* All answers to it, each kept before the next is asked for. */
static Fate
post (Carry *self, PantauParcel *parcel, const char *from, GError **error)
{
  g_autofree char *after = g_strdup (from);

  do
    {
      g_autoptr (GPtrArray) answers = NULL;
      g_autofree char *more = NULL;
      g_autoptr (GError) local_error = NULL;

      if (!pantau_client_courier (self->client, parcel, after, self->takes_large, &answers, &more,
                                  self->cancellable, &local_error))
        {
          Fate fate = judge (self, local_error);

          if (fate == FATE_FAILED)
            g_propagate_error (error, g_steal_pointer (&local_error));
          return fate;
        }
      if (!keep_answers (self, answers, error) ||
          (more != NULL && !pantau_db_run (pantau_home_get_db (self->home), error,
                                           "UPDATE parcel SET after = ?2 WHERE hash = ?1", "ss",
                                           parcel->hash, more)))
        return FATE_FAILED;
      g_free (after);
      after = g_steal_pointer (&more);
    }
  while (after != NULL);

  return pantau_parcels_set_passed (self->home, parcel->id, error) ? FATE_TAKEN : FATE_FAILED;
}

static Fate
carry_one (Carry *self, const PantauKept *kept, GError **error)
{
  g_autoptr (PantauParcel) parcel = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *after = NULL;
  gboolean refused;

  if (!look_up (self, kept->hash, &after, &refused, error))
    return FATE_FAILED;
  if (refused && !self->is_again)
    return FATE_SKIPPED;
  parcel = pantau_parcels_load (self->home, kept->hash, &local_error);
  if (parcel == NULL)
    {
      g_message ("a parcel that is carried: %s", local_error->message);
      return FATE_REFUSED;
    }

  return post (self, parcel, after, error);
}

/* TRUE where own lines, or whoever waits for news, come first now. */
static gboolean
must_give_way (Carry *self)
{
  gint64 unsent = 0;

  return g_get_monotonic_time () >= self->until ||
         !pantau_db_integer (pantau_home_get_db (self->home), 0, &unsent, NULL,
                             "SELECT count(*) FROM unsent WHERE entry NOT IN "
                             "(SELECT entry FROM refused)",
                             "") ||
         unsent > 0;
}

/* One after another; @early takes those to be tried again once others were taken. FALSE in @goes_on where the province wants no more. */
static gboolean
carry_all (Carry *self, GPtrArray *list, GPtrArray *early, gboolean *goes_on, GError **error)
{
  for (guint i = 0; *goes_on && i < list->len; i++)
    {
      PantauKept *kept = g_ptr_array_index (list, i);

      if (must_give_way (self))
        {
          *goes_on = FALSE;
          break;
        }
      if (self->is_full && kept->size > LARGE)
        continue;
      switch (carry_one (self, kept, error))
        {
        case FATE_TAKEN:
          self->result->posted++;
          break;
        case FATE_SKIPPED:
          g_ptr_array_add (early, kept);
          break;
        case FATE_EARLY:
          g_ptr_array_add (early, kept);
          g_hash_table_add (self->early, kept->hash);
          break;
        case FATE_REFUSED:
          if (!note_refused (self, kept->hash, error))
            return FALSE;
          break;
        case FATE_FULL:
          self->is_full = TRUE;
          break;
        case FATE_STOP:
          *goes_on = FALSE;
          break;
        case FATE_FAILED:
        default:
          return FALSE;
        }
    }

  return TRUE;
}

/* Takes the large ones out of @list where they have to wait. */
static void
hold_back_large (Carry *self, GPtrArray *list, gboolean no_files)
{
  PantauFilesRule rule;
  goffset bytes = 0;
  guint n = 0;

  for (guint i = 0; i < list->len; i++)
    {
      const PantauKept *kept = g_ptr_array_index (list, i);

      if (kept->size > LARGE)
        {
          bytes += kept->size;
          n++;
        }
    }
  pantau_files_rule_read (&rule, pantau_home_get_db (self->home));
  self->takes_large =
      !no_files && !rule.is_paused && !(rule.is_metered && rule.limit >= 0 && bytes > rule.limit);
  if (self->takes_large)
    return;

  if (!no_files && !rule.is_paused)
    {
      self->result->wifi = n;
      self->result->wifi_bytes = bytes;
    }
  for (guint i = list->len; i > 0; i--)
    if (((PantauKept *) g_ptr_array_index (list, i - 1))->size > LARGE)
      g_ptr_array_remove_index (list, i - 1);
}

/*
 * Is it for the province? Who writes before he is enrolled seals to his invitation: only the parcel itself tells that from what is for another laptop, so this is
 * looked at once a day.
 */
static gboolean
is_for_province (Carry *self,
                 const PantauKept *kept,
                 const char *const *provinces,
                 gboolean *is_for,
                 GError **error)
{
  g_autoptr (PantauParcel) parcel = NULL;
  g_autofree char *after = NULL;
  gboolean refused;

  *is_for = kept->re == NULL && g_strv_contains (provinces, kept->addressee);
  if (kept->re != NULL || *is_for)
    return TRUE;
  if (!look_up (self, kept->hash, &after, &refused, error))
    return FALSE;
  if (refused)
    return TRUE;

  parcel = pantau_parcels_load (self->home, kept->hash, NULL);
  *is_for = parcel != NULL && parcel->invites->len > 0;

  return *is_for || note_refused (self, kept->hash, error);
}

static GPtrArray *
list_questions (Carry *self, GError **error)
{
  g_auto (GStrv) provinces = pantau_parcels_province_ids (self->home);
  g_autoptr (GPtrArray) list = pantau_parcels_list (self->home, NULL, error);
  gboolean is_for;

  for (guint i = list != NULL ? list->len : 0; i > 0; i--)
    {
      if (!is_for_province (self, g_ptr_array_index (list, i - 1), (const char *const *) provinces,
                            &is_for, error))
        return NULL;
      if (!is_for)
        g_ptr_array_remove_index (list, i - 1);
    }

  return g_steal_pointer (&list);
}

gboolean
pantau_courier_carry (PantauHome *home,
                      PantauClient *client,
                      const PantauCarryOptions *options,
                      PantauCarryResult *result,
                      GCancellable *cancellable,
                      GError **error)
{
  Carry self = { .home = home, .client = client, .result = result, .cancellable = cancellable };
  g_autoptr (GPtrArray) list = NULL, round = NULL, early = NULL;
  gboolean goes_on = TRUE, ok = TRUE;
  guint total, before;

  memset (result, 0, sizeof *result);
  self.until = options->seconds > 0
                   ? g_get_monotonic_time () + (gint64) options->seconds * G_USEC_PER_SEC
                   : G_MAXINT64;
  list = list_questions (&self, error);
  if (list == NULL)
    return FALSE;
  total = list->len;
  if (total == 0)
    return TRUE;

  hold_back_large (&self, list, options->no_files);
  self.early = g_hash_table_new (g_str_hash, g_str_equal);
  round = g_ptr_array_ref (list);
  do
    {
      before = result->posted;
      g_clear_pointer (&early, g_ptr_array_unref);
      early = g_ptr_array_new ();
      ok = carry_all (&self, round, early, &goes_on, error);
      g_ptr_array_unref (round);
      round = g_ptr_array_ref (early);
      self.is_again = TRUE;
    }
  while (ok && goes_on && early->len > 0 && result->posted > before);
  result->waiting = total - result->posted;

  /* All others had their turn: what these wait for is not here. */
  for (guint i = 0; ok && goes_on && !self.is_full && i < round->len; i++)
    {
      const PantauKept *kept = g_ptr_array_index (round, i);

      if (g_hash_table_contains (self.early, kept->hash))
        ok = note_refused (&self, kept->hash, error);
    }
  g_hash_table_unref (self.early);

  return ok;
}
