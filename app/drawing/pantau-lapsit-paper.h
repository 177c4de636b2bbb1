/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "pantau-lapsit-document.h"

G_BEGIN_DECLS

/* A4, in points. */
#define PANTAU_LAPSIT_PAPER_WIDTH  595.28
#define PANTAU_LAPSIT_PAPER_HEIGHT 841.89

/*
 * A situation report on sheets of A4: letterhead, tables whose head stands on each sheet, the map, who signs; at the foot the cut, the hash and the number of the
 * sheet. Drawn by cairo alone, so that it needs no screen, and printer, PDF and tests have the same. One thread makes, draws and frees it; any may be that one.
 */
typedef struct _PantauLapsitPaper PantauLapsitPaper;

/* Borrows @document and @report, which outlive it. */
PantauLapsitPaper *
pantau_lapsit_paper_new (const PantauLapsitDocument *document,
                         const PantauLapsit *report,
                         PantauReference *reference) G_GNUC_WARN_UNUSED_RESULT;
void pantau_lapsit_paper_free (PantauLapsitPaper *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauLapsitPaper, pantau_lapsit_paper_free)

guint pantau_lapsit_paper_count_pages (PantauLapsitPaper *self);

/* Sheet @page (from 0 on), in points from its upper left corner. */
void pantau_lapsit_paper_draw (PantauLapsitPaper *self, cairo_t *cr, guint page);

/* The map alone as PNG, for what is edited: 493 by 298 points. It depends on the report alone. PANTAU_ERROR_FAILED. (transfer full) */
GBytes *pantau_lapsit_paper_map (PantauLapsitPaper *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* All sheets as a PDF that depends on the report alone. PANTAU_ERROR_FAILED where cairo has no room. (transfer full) */
GBytes *pantau_lapsit_paper_pdf (PantauLapsitPaper *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
