/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A4, in points. */
#define PANTAU_PAPER_FLOW_WIDTH  595.28
#define PANTAU_PAPER_FLOW_HEIGHT 841.89

/*
 * Texts, a picture and places for signatures that flow over sheets of A4, with a foot on each and, in a practice province, LATIHAN across it. Texts are plain and
 * clean already (pantau-words.h). Drawn by cairo, so that printer, PDF and tests have the same. Add everything before the first question.
 */
typedef struct _PantauPaperFlow PantauPaperFlow;

/* @foot: stands on each sheet, beside its number. */
PantauPaperFlow *pantau_paper_flow_new (gboolean is_practice,
                                        const char *foot) G_GNUC_WARN_UNUSED_RESULT;
void pantau_paper_flow_free (PantauPaperFlow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauPaperFlow, pantau_paper_flow_free)

void pantau_paper_flow_add_title (PantauPaperFlow *self, const char *text);
void pantau_paper_flow_add_heading (PantauPaperFlow *self, const char *text);
void pantau_paper_flow_add_text (PantauPaperFlow *self, const char *text);
/* What must not be overlooked, in a frame. */
void pantau_paper_flow_add_warning (PantauPaperFlow *self, const char *text);
/* @label and beside it @text (nullable: a line to write on). */
void pantau_paper_flow_add_field (PantauPaperFlow *self, const char *label, const char *text);
/* In letters of one width, which a person compares one by one. */
void pantau_paper_flow_add_code (PantauPaperFlow *self, const char *text);
/* As large as the sheet lets it be below what stands there, or on a sheet of its own. */
void pantau_paper_flow_add_picture (PantauPaperFlow *self, cairo_surface_t *picture);
/* Two people, beside each other: who they are, and a place for a name and a signature. */
void pantau_paper_flow_add_signatures (PantauPaperFlow *self, const char *left, const char *right);

guint pantau_paper_flow_count_pages (PantauPaperFlow *self);
/* Sheet @page (from 0 on), in points from its upper left corner. */
void pantau_paper_flow_draw (PantauPaperFlow *self, cairo_t *cairo, guint page);

/* By the printing dialog. @flow (transfer full). @job stands in the printer's queue for all to see. Failures are told by "win.toast" of @window. */
void pantau_paper_flow_print (GtkWindow *window, PantauPaperFlow *flow, const char *job);

G_END_DECLS
