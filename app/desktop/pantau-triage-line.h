/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-triage.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_TRIAGE_LINE (pantau_triage_line_get_type ())
/*
 * A record in the queue, as long as it is in sight: what is known of it changes, while selection and focus stay with it.
 *
 * Signal "changed".
 */
G_DECLARE_FINAL_TYPE (PantauTriageLine, pantau_triage_line, PANTAU, TRIAGE_LINE, GObject)

/* @item (transfer full) */
PantauTriageLine *pantau_triage_line_new (PantauTriageItem *item) G_GNUC_WARN_UNUSED_RESULT;
void pantau_triage_line_take (PantauTriageLine *self, PantauTriageItem *item);
/* The person looks at it. */
void pantau_triage_line_set_read (PantauTriageLine *self);

const PantauTriageItem *pantau_triage_line_get_item (PantauTriageLine *self);
const char *pantau_triage_line_get_record (PantauTriageLine *self); /* UUID */

G_END_DECLS
