/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_RECORD_PAGE (pantau_record_page_get_type ())
/*
 * One record: what is known, where, its history, what differs, and what may be done with it.
 *
 * Property "session" (PantauSession, nullable until the window gives it).
 */
G_DECLARE_FINAL_TYPE (PantauRecordPage, pantau_record_page, PANTAU, RECORD_PAGE, GtkWidget)

/* @record: UUID; NULL for nothing (an empty state). Follows the session's changes by itself. */
void pantau_record_page_set_record (PantauRecordPage *self, const char *record);
const char *pantau_record_page_get_record (PantauRecordPage *self); /* (nullable) */

/* Whether a note about it is half written, or the keys are where one is written. */
gboolean pantau_record_page_is_writing (PantauRecordPage *self);

/* Attaches the files of a GdkFileList that was dropped on the record's files. FALSE where @value holds anything else, or this person may not. */
gboolean pantau_record_page_take_value (PantauRecordPage *self, const GValue *value);

G_END_DECLS
