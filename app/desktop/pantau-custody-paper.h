/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-files-part.h"
#include "pantau-paper-flow.h"
#include "pantau-reference.h"

G_BEGIN_DECLS

/* What papers about files say of the record and of who prints them. Texts are clean; all but what is nullable is needed. */
typedef struct
{
  gboolean is_practice;
  PantauReference *reference;
  PantauRecord *record;
  const char *device; /* the home's own */
  const char *person; /* "" before enrolment */
  gint64 now;         /* Unix seconds */
} PantauCustodyPaper;

/*
 * The paper that both sides sign when evidence goes to an office (berita acara serah terima): what it is, its hashes, to whom, what was done with it until now, and a
 * place for two signatures. @is_medium: the medium itself went, else copies. @files: of PantauFileItem. @chain: of PantauCustody, of the
 * record (pantau_store_custody()); steps of other files are left out. @note: (nullable). (transfer full)
 */
PantauPaperFlow *pantau_custody_paper_hand_over (const PantauCustodyPaper *self,
                                                 gboolean is_medium,
                                                 const char *to,
                                                 const char *note,
                                                 GPtrArray *files,
                                                 GPtrArray *chain) G_GNUC_WARN_UNUSED_RESULT;

/* A picture, or the first of @pages (0: it is a picture), with what it is. @to: (nullable). (transfer full) */
PantauPaperFlow *pantau_custody_paper_picture (const PantauCustodyPaper *self,
                                               const PantauFileItem *file,
                                               cairo_surface_t *picture,
                                               guint pages,
                                               const char *to) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
