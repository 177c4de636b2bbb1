/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-record.h"
#include "pantau-reference.h"

G_BEGIN_DECLS

/*
 * A record as plain text, to be pasted into a letter or a message: title, kind, status, severity, state, places, times,
 * narrative, the answered questions, differences marked, what was done about it, to whom it was forwarded and what they answered, and the record's short id. With @practice the first and the last line say LATIHAN: what is
 * copied out of a practice home must not be taken for real. A hoax has its label around even that. @record with its values and timeline. (transfer full)
 */
char *pantau_record_text (PantauReference *reference,
                          PantauRecord *record,
                          gboolean practice) G_GNUC_WARN_UNUSED_RESULT;

/*
 * What stands on a paper form for @value of @record: as pantau_sheet_value(); but the title of a hoax has its label in a line before it, since
 * paper goes from hand to hand. (transfer full)
 */
char *pantau_record_paper_value (PantauReference *reference,
                                 PantauRecord *record,
                                 const PantauValue *value) G_GNUC_WARN_UNUSED_RESULT;

/* How people call a record among each other: the first letters of its UUID. (transfer full) */
char *pantau_record_short_id (const char *id) G_GNUC_WARN_UNUSED_RESULT;

/* The plan's words for where a record is: "Saved on this laptop" … (transfer none) */
const char *pantau_record_state_words (PantauState state);

/* The title, or why there is none: it was erased by law, or nobody gave one. As people wrote it. (transfer none) */
const char *pantau_record_title_words (PantauRecord *record);

/* "Open" or "Closed", and what it means for who may read it. (transfer none) */
const char *pantau_record_class_words (gboolean is_open);

G_END_DECLS
