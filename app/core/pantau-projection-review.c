/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of reviews and releases. Those of a release are written where nothing else of its record is here too: it is all that Pemprov
 * has.
 */

#include "config.h"

#include "pantau-projection-private.h"

#include "pantau-act.h"

gboolean
pantau_projection_clear_cases (PantauProjection *self, const char *record, GError **error)
{
  return pantau_db_run (self->db, error, "DELETE FROM review WHERE record = ?1", "s", record) &&
         pantau_db_run (self->db, error, "DELETE FROM release WHERE record = ?1", "s", record);
}

static gboolean
write_review (PantauProjection *self,
              const char *record,
              const PantauReview *review,
              gint64 row,
              GError **error)
{
  return pantau_db_run (self->db, error,
                        "INSERT INTO review (entry, record, stage, conclusion, day, current) "
                        "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                        "issssi", row, record, review->stage, review->conclusion, review->date,
                        (gint64) review->is_current);
}

static gboolean
write_release (PantauProjection *self, const PantauRelease *release, gint64 row, GError **error)
{
  return pantau_db_run (
      self->db, error,
      "INSERT INTO release (entry, record, kind, region, agency, at, due_at, current, waits) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
      "issssiiii", row, release->record, release->kind, release->region, release->agency,
      release->when, release->reply_due, (gint64) release->is_current,
      (gint64) pantau_release_waits (release));
}

/* Where its record lies now is not always known: a release says where it lay when it was written. */
static const PantauEntry *
first_release (GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const PantauEntry *entry = g_ptr_array_index (entries, i);

      if (g_str_equal (entry->type, PANTAU_TYPE_RELEASE))
        return entry;
    }

  return NULL;
}

gboolean
pantau_projection_write_cases (
    PantauProjection *self, const char *record, GPtrArray *entries, GArray *rows, GError **error)
{
  static const char *const types[] = { PANTAU_TYPE_REVIEW, PANTAU_TYPE_RELEASE, NULL };
  g_autoptr (GArray) lines = pantau_projection_lines (entries, types);
  const PantauEntry *first = first_release (entries);
  g_autoptr (GPtrArray) reviews = NULL, releases = NULL;

  if (lines->len == 0)
    return TRUE;

  reviews = pantau_act_reviews (lines);
  for (guint i = 0; i < reviews->len; i++)
    {
      const PantauReview *review = g_ptr_array_index (reviews, i);

      if (!write_review (self, record, review,
                         pantau_projection_row_of (entries, rows, review->entry), error))
        return FALSE;
    }
  if (first == NULL)
    return TRUE;

  releases = pantau_act_releases (lines, record, first->kind, first->region);
  for (guint i = 0; i < releases->len; i++)
    {
      const PantauRelease *release = g_ptr_array_index (releases, i);

      if (!write_release (self, release, pantau_projection_row_of (entries, rows, release->entry),
                          error))
        return FALSE;
    }

  return TRUE;
}
