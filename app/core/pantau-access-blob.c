/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may fetch a file: as the lines that name it are read; envelopes by officers of identities alone, files of hoaxes by Pemprov once released. */

#include "config.h"

#include "pantau-access-blob.h"

/* By @line, which Pemprov may read. */
static gboolean
is_released (const PantauLine *line, gboolean is_quarantined, const PantauNamedFile *file)
{
  if (is_quarantined)
    return FALSE;
  if (file->is_by_pemprov)
    return file->is_brought;

  return !g_str_equal (line->kind, "hoax") || g_str_equal (line->type, PANTAU_TYPE_DISCLOSE);
}

PantauFetch
pantau_access_may_fetch (const PantauActor *actor,
                         const PantauLine *line,
                         const PantauRecordFacts *record,
                         gboolean is_quarantined,
                         const PantauNamedFile *file)
{
  if (!pantau_access_may_read (actor, line, record, is_quarantined))
    return PANTAU_FETCH_NO;
  if ((file->is_envelope || g_str_equal (line->type, PANTAU_TYPE_SEAL)) &&
      actor->role != PANTAU_ROLE_IDENTITY)
    return PANTAU_FETCH_SEALED;
  if (actor->role == PANTAU_ROLE_PEMPROV && !is_released (line, is_quarantined, file))
    return PANTAU_FETCH_HELD;

  return PANTAU_FETCH_YES;
}
