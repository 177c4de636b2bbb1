/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "pantau-identity.h"
#include "pantau-paper.h"

G_BEGIN_DECLS

/* A4, in points. */
#define PANTAU_PAPER_FORM_WIDTH  595.28
#define PANTAU_PAPER_FORM_HEIGHT 841.89

/*
 * The official form of a report as sheets of A4: empty, for writing by hand, or filled in. Always in Indonesian, whatever the program's language, since an office takes it;
 * marked LATIHAN in a practice province. Drawn by cairo, so that printer, PDF and tests have the same.
 */
typedef struct _PantauPaperForm PantauPaperForm;

/* @paper: (transfer full) */
PantauPaperForm *pantau_paper_form_new (PantauPaper *paper,
                                        gboolean is_practice) G_GNUC_WARN_UNUSED_RESULT;
/* Wipes the identities in it. */
void pantau_paper_form_free (PantauPaperForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauPaperForm, pantau_paper_form_free)

/* What stands at @source ("record.title"); "" and NULL leave it empty. */
void pantau_paper_form_set (PantauPaperForm *self, const char *source, const char *text);

/* The next reporter or witness. @identity: (transfer full); it stays in its secure memory until it is drawn. */
void pantau_paper_form_take_identity (PantauPaperForm *self,
                                      const char *person,
                                      PantauIdentity *identity);

/* How many sheets there are; before any is drawn. */
guint pantau_paper_form_count_pages (PantauPaperForm *self);

/* Sheet @page (from 0 on), in points from the sheet's upper left corner. */
void pantau_paper_form_draw (PantauPaperForm *self, cairo_t *cairo, guint page);

/* PANTAU_ERROR_IO where it cannot be written. Blocks. */
gboolean pantau_paper_form_save (PantauPaperForm *self, const char *path, GError **error);

G_END_DECLS
