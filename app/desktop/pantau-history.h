/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Where a person was before, for the way back. A place is what win.show takes, or "record:UUID"; beside it stands the query that the list
 * had then ("" where that does not matter).
 */
typedef struct _PantauHistory PantauHistory;

PantauHistory *pantau_history_new (void) G_GNUC_WARN_UNUSED_RESULT;
void pantau_history_free (PantauHistory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauHistory, pantau_history_free)

/* Somebody leaves @place. The same place twice in a row is kept once; of many places the oldest are forgotten. */
void pantau_history_leave (PantauHistory *self, const char *place, const char *query);

/* Takes the place that was left last: FALSE where there is none. Both (transfer full). */
gboolean pantau_history_back (PantauHistory *self, char **place, char **query);

/* How often one can go back. */
guint pantau_history_get_length (PantauHistory *self);

G_END_DECLS
