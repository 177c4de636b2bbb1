/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-files-part.h"
#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_EVIDENCE_ROW (pantau_evidence_row_get_type ())
/* A file of a record: what it is, where it is, and its verbs: page.open-file, page.fetch-file, page.save-file, page.release-file, each with its hash. */
G_DECLARE_FINAL_TYPE (PantauEvidenceRow, pantau_evidence_row, PANTAU, EVIDENCE_ROW, GtkListBoxRow)

/* @may_release: this person may open files of the record to Pemprov. @is_busy: something is done with it just now. */
void pantau_evidence_row_set (PantauEvidenceRow *self,
                              const PantauFileItem *item,
                              gboolean may_release,
                              gboolean is_busy);

/* Shows while the file of @item is on its way how far it is. @session nullable. */
void pantau_evidence_row_watch (PantauEvidenceRow *self,
                                PantauSession *session,
                                const PantauFileItem *item);

G_END_DECLS
