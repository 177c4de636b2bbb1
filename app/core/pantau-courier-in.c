/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Taking a courier file in: each parcel by itself, as if the network had brought it. What is for others is kept as it came; what is for this home and comes too
 * early (the second page before the first, the end of a file before its beginning) is kept too, and tried again after each file.
 */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "pantau-connect.h"
#include "pantau-courier-in.h"
#include "pantau-enroll.h"
#include "pantau-error.h"
#include "pantau-erasure.h"
#include "pantau-format.h"
#include "pantau-json.h"
#include "pantau-parcels.h"

static void
in_clear (PantauIn *self)
{
  g_free (self->key_id);
  g_strfreev (self->province_ids);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PantauIn, in_clear)

/* What somebody opens who is not enrolled yet is a grant, or why there is none. */
static const struct
{
  const char *kind;
  gboolean (*take) (PantauIn *self, PantauContent *content, PantauInFate *fate, GError **error);
  gboolean before; /* enrolment too */
} kinds[] = {
  { PANTAU_PARCEL_GRANT, pantau_in_grant, TRUE },
  { PANTAU_PARCEL_PROBLEM, pantau_in_problem, TRUE },
  { PANTAU_PARCEL_SUCCESSION, pantau_in_succession },
  { PANTAU_PARCEL_RECEIPT, pantau_in_receipt },
  { PANTAU_PARCEL_STORED, pantau_in_stored },
  { PANTAU_PARCEL_NEWS, pantau_in_news },
  { PANTAU_PARCEL_HEAD, pantau_in_head },
  { PANTAU_PARCEL_LINES, pantau_in_lines },
  { PANTAU_PARCEL_FILE, pantau_in_file },
};

static gboolean
take_own (PantauIn *self, PantauParcel *parcel, PantauInFate *fate, GError **error)
{
  g_autoptr (PantauContent) content =
      pantau_parcel_open (parcel, pantau_home_get_key (self->home), NULL);
  g_autoptr (GError) local_error = NULL;

  *fate = PANTAU_IN_USELESS;
  self->re = parcel->re;
  for (guint i = 0; content != NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      if (!g_str_equal (content->kind, kinds[i].kind))
        continue;
      if (kinds[i].before || pantau_home_get_province (self->home) != NULL)
        {
          if (kinds[i].take (self, content, fate, &local_error))
            return TRUE;
          if (!g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_CONFLICT))
            {
              g_propagate_error (error, g_steal_pointer (&local_error));
              return FALSE;
            }
          /* It contradicts what the province signed before: that is no reason to leave the rest of the file. */
          pantau_courier_say (self->summary, local_error->message);
          *fate = PANTAU_IN_USELESS;
          return TRUE;
        }
      *fate = PANTAU_IN_WAITS;
    }

  return TRUE;
}

static gboolean
take_foreign (PantauIn *self, PantauParcel *parcel, GError **error)
{
  gboolean is_new;
  const char *addressee = NULL;
  g_autoptr (GError) local_error = NULL;

  for (gsize i = 0; self->province_ids != NULL && self->province_ids[i] != NULL; i++)
    if (g_ptr_array_find_with_equal_func (parcel->keys, self->province_ids[i], g_str_equal, NULL))
      addressee = self->province_ids[i];
  if (parcel->re != NULL && !pantau_parcels_set_passed (self->home, parcel->re, error))
    return FALSE;
  if (!pantau_parcels_keep (self->home, parcel, addressee, &is_new, &local_error))
    {
      if (!g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_FULL))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      /* What is for this home comes in all the same. */
      pantau_courier_say (self->summary,
                          _ ("This laptop has no room for more that it carries for others: not all "
                             "of this file was taken along. Bring what it carries to the province, "
                             "then read the file again."));
      return TRUE;
    }
  self->summary->foreign += is_new;
  self->summary->answers += is_new && parcel->re != NULL;

  return TRUE;
}

static gboolean
take_parcel (PantauIn *self, PantauParcel *parcel, GError **error)
{
  PantauInFate fate;

  self->summary->parcels++;
  if (!pantau_parcel_is_for (parcel, pantau_home_get_device (self->home)))
    return take_foreign (self, parcel, error);

  if (!take_own (self, parcel, &fate, error))
    return FALSE;
  if (fate == PANTAU_IN_USELESS)
    self->summary->problems++;

  return fate != PANTAU_IN_WAITS ||
         pantau_parcels_keep (self->home, parcel, self->key_id, NULL, error);
}

/* What waited, as long as one of them goes on. */
static gboolean
take_waiting (PantauIn *self, GError **error)
{
  gboolean again = TRUE;

  while (again)
    {
      g_autoptr (GPtrArray) list = pantau_parcels_list (self->home, self->key_id, error);

      if (list == NULL)
        return FALSE;
      again = FALSE;
      self->summary->waiting = 0;
      for (guint i = 0; i < list->len; i++)
        {
          const PantauKept *kept = g_ptr_array_index (list, i);
          g_autoptr (PantauParcel) parcel = pantau_parcels_load (self->home, kept->hash, NULL);
          PantauInFate fate = PANTAU_IN_USELESS;

          if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
              (parcel != NULL && !take_own (self, parcel, &fate, error)))
            return FALSE;
          if (fate == PANTAU_IN_WAITS)
            {
              self->summary->waiting++;
              continue;
            }
          if (!pantau_parcels_drop (self->home, kept->hash, error))
            return FALSE;
          again = TRUE;
        }
    }

  return TRUE;
}

/* Erasures by law, the journal of what is received now, and what became too old. */
static gboolean
settle (PantauIn *self, GError **error)
{
  g_autofree char *number = NULL, *sentence = NULL;
  guint gone;

  if (!take_waiting (self, error) || !pantau_parcels_sweep (self->home, &gone, error))
    return FALSE;
  if (gone > 0)
    {
      number = pantau_format_integer (gone);
      /* Translators: %s is a number. */
      sentence =
          g_strdup_printf (_ ("%s parcels that were carried for more than 90 days were never "
                              "answered and are given up; who made them still has them."),
                           number);
      pantau_courier_say (self->summary, sentence);
    }

  return pantau_home_get_province (self->home) == NULL ||
         (pantau_erasure_settle (self->home, NULL, error) &&
          pantau_home_trim_journal (self->home, error));
}

/* The ids of the province's key and of those before it, as headers of parcels name them. */
static void
load_province_ids (PantauIn *self)
{
  g_clear_pointer (&self->province_ids, g_strfreev);
  if (pantau_home_get_province (self->home) != NULL)
    self->province_ids = pantau_parcels_province_ids (self->home);
}

gboolean
pantau_in_follow (PantauIn *self, const char *statements, GError **error)
{
  if (!pantau_home_follow (self->home, statements, strlen (statements),
                           pantau_home_get_province (self->home), error))
    return FALSE;
  load_province_ids (self);
  pantau_courier_say (self->summary,
                      _ ("The province has another key now, by the word of its recovery key; this "
                         "laptop goes by that from now on."));

  return TRUE;
}

/* Of somebody's laptop, which knows the new key: among what it carries is the province's word for this home. */
static gboolean
follow_parcels (PantauIn *self, const char *path, GError **error)
{
  g_autoptr (PantauCourierReader) reader = pantau_courier_reader_open (path, error);
  PantauInFate fate;

  while (reader != NULL)
    {
      g_autoptr (PantauParcel) parcel = NULL;
      g_autoptr (PantauContent) content = NULL;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
          !pantau_courier_reader_next (reader, &parcel, error))
        return FALSE;
      if (parcel == NULL)
        return TRUE;
      if (pantau_parcel_is_for (parcel, pantau_home_get_device (self->home)))
        content = pantau_parcel_open (parcel, pantau_home_get_key (self->home), NULL);
      if (content != NULL && g_str_equal (content->kind, PANTAU_PARCEL_SUCCESSION) &&
          !pantau_in_succession (self, content, &fate, error))
        return FALSE;
    }

  return FALSE;
}

/* Whoever was away while the province's key was replaced would take the file for another province's. What cannot be believed is said. */
static gboolean
follow (PantauIn *self, const char *path, const PantauCourierHead *head, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (pantau_home_get_province (self->home) == NULL || head->province == NULL ||
      pantau_home_is_province (self->home, head->province))
    return TRUE;
  if (head->succession == NULL)
    return follow_parcels (self, path, error);
  if (pantau_in_follow (self, head->succession, &local_error))
    return TRUE;
  /* It speaks of other keys: check_head() says whose it is. */
  if (g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND) ||
      g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/* The same words for who asks, and for what the first line of the file says. */
static gboolean
check_head (PantauIn *self, const PantauCourierHead *head, GError **error)
{
  if (pantau_home_get_province (self->home) == NULL)
    return pantau_enroll_is_awaited (self->home) ||
           pantau_throw (error, PANTAU_ERROR_NOT_ENROLLED,
                         _ ("this home belongs to no province yet, so a courier file can bring it "
                            "nothing"));
  if (head->practice != pantau_home_is_practice (self->home))
    return pantau_throw (error, PANTAU_ERROR_REFUSED,
                         head->practice
                             ? _ ("this courier file is for practice (LATIHAN), and this laptop is "
                                  "not")
                             : _ ("this courier file is real, and this laptop is for practice "
                                  "(LATIHAN)"));
  /* Of one who is being enrolled it names none; of a laptop that was away, the province's key before this one. */
  if (head->province != NULL && !pantau_home_is_province (self->home, head->province))
    return pantau_throw (error, PANTAU_ERROR_REFUSED,
                         _ ("this courier file belongs to another province"));

  return TRUE;
}

static gboolean
take_all (PantauIn *self, PantauCourierReader *reader, GError **error)
{
  for (;;)
    {
      g_autoptr (PantauParcel) parcel = NULL;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
          !pantau_courier_reader_next (reader, &parcel, error))
        return FALSE;
      if (parcel == NULL)
        return TRUE;
      if (!take_parcel (self, parcel, error))
        return FALSE;
      if (self->progress != NULL)
        self->progress (pantau_courier_reader_get_position (reader),
                        pantau_courier_reader_get_size (reader), self->data);
    }
}

static void
say_torn (PantauIn *self, PantauCourierReader *reader)
{
  g_autofree char *had = NULL, *sentence = NULL;

  if (pantau_courier_reader_is_whole (reader))
    return;
  self->summary->torn = TRUE;
  had = pantau_format_integer (self->summary->parcels);
  /* Translators: %s is a number of parcels. */
  sentence =
      g_strdup_printf (_ ("The file is not whole: %s parcels could be used, the rest is "
                          "missing or damaged. Please copy it again from where it was made."),
                       had);
  pantau_courier_say (self->summary, sentence);
}

static gboolean
read_file (PantauIn *self, const char *path, GError **error)
{
  g_autoptr (PantauCourierReader) reader = pantau_courier_reader_open (path, error);
  const PantauCourierHead *head;

  if (reader == NULL)
    return FALSE;
  head = pantau_courier_reader_get_head (reader);
  self->summary->made = g_strdup (head->made);
  self->summary->by = g_strdup (head->by);
  self->summary->province = g_strdup (head->province);
  self->summary->practice = head->practice;
  self->summary->bytes = pantau_courier_reader_get_size (reader);
  if (!follow (self, path, head, error) || !check_head (self, head, error))
    return FALSE;

  if (g_str_equal (head->by, pantau_home_get_device (self->home)))
    pantau_courier_say (self->summary, _ ("This file was made on this laptop; take it to the "
                                          "province, or to somebody who goes there."));
  else if (!take_all (self, reader, error) || !settle (self, error))
    return FALSE;
  else
    say_torn (self, reader);
  if (pantau_courier_reader_get_hash (reader) == NULL)
    return TRUE;
  self->summary->hash = g_strdup (pantau_courier_reader_get_hash (reader));

  return pantau_courier_log (self->home, FALSE, self->summary, error);
}

/* By its first bytes; a courier file where they are none that we know. */
static PantauCourierKind
look_kind (const char *path)
{
  int fd = pantau_courier_open_fd (path, NULL, NULL);
  char bytes[32];
  gssize n = fd >= 0 ? pread (fd, bytes, sizeof bytes, 0) : -1;

  if (fd >= 0)
    close (fd);
  if (n >= (gssize) strlen (PANTAU_CARD_MAGIC) &&
      strncmp (bytes, PANTAU_CARD_MAGIC, strlen (PANTAU_CARD_MAGIC)) == 0)
    return PANTAU_COURIER_CARD;
  if (n >= (gssize) strlen (PANTAU_JOURNAL_MAGIC) &&
      strncmp (bytes, PANTAU_JOURNAL_MAGIC, strlen (PANTAU_JOURNAL_MAGIC)) == 0)
    return PANTAU_COURIER_JOURNAL;

  return PANTAU_COURIER_FILE;
}

gboolean
pantau_courier_read (PantauHome *home,
                     const char *path,
                     PantauCourierProgress progress,
                     gpointer data,
                     PantauCourierSummary *summary,
                     GCancellable *cancellable,
                     GError **error)
{
  g_auto (PantauIn) self = {
    .home = home, .summary = summary, .cancellable = cancellable, .progress = progress, .data = data
  };
  gboolean ok;

  pantau_courier_summary_begin (summary, path);
  summary->kind = look_kind (path);
  self.key_id = pantau_parcel_key_id (pantau_home_get_device (home));
  load_province_ids (&self);
  if (!pantau_courier_prepare (home, error))
    return FALSE;

  switch (summary->kind)
    {
    case PANTAU_COURIER_CARD:
      return pantau_throw (error, PANTAU_ERROR_INVALID,
                           _ ("this is a laptop’s card: choose it when you make a courier file, so "
                              "that there is something for that laptop in it"));
    case PANTAU_COURIER_JOURNAL:
      ok = pantau_in_journal (&self, path, error);
      break;
    case PANTAU_COURIER_FILE:
    default:
      ok = read_file (&self, path, error);
      break;
    }
  pantau_courier_name_authors (summary, home);

  return ok;
}

/* ---- Without a home ---- */

static gboolean
look_card (const char *path, PantauCourierSummary *summary, GError **error)
{
  g_autoptr (PantauCard) card = pantau_card_read (path, error);

  if (card == NULL)
    return FALSE;
  summary->made = g_strdup (card->made);
  summary->by = g_strdup (card->person->device);
  summary->who = g_strdup (card->person->name);
  summary->province = g_strdup (card->province);
  summary->practice = card->practice;

  return TRUE;
}

gboolean
pantau_courier_look (const char *path,
                     PantauCourierSummary *summary,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (PantauCourierReader) reader = NULL;
  const PantauCourierHead *head;

  pantau_courier_summary_begin (summary, path);
  summary->kind = look_kind (path);
  if (summary->kind == PANTAU_COURIER_CARD)
    return look_card (path, summary, error);
  if (summary->kind == PANTAU_COURIER_JOURNAL)
    return TRUE;

  reader = pantau_courier_reader_open (path, error);
  if (reader == NULL)
    return FALSE;
  head = pantau_courier_reader_get_head (reader);
  summary->made = g_strdup (head->made);
  summary->by = g_strdup (head->by);
  summary->province = g_strdup (head->province);
  summary->practice = head->practice;
  summary->bytes = pantau_courier_reader_get_size (reader);
  for (;;)
    {
      g_autoptr (PantauParcel) parcel = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !pantau_courier_reader_next (reader, &parcel, error))
        return FALSE;
      if (parcel == NULL)
        break;
      summary->parcels++;
      summary->answers += parcel->re != NULL;
    }
  summary->torn = !pantau_courier_reader_is_whole (reader);
  summary->hash = g_strdup (pantau_courier_reader_get_hash (reader));

  return TRUE;
}
