/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files pantau-edit-*.c of what is done about a record: members of an object that a person gave, one by one. */
#pragma once

#include "pantau-check-private.h"

G_BEGIN_DECLS

/* A check of an act, which is about no place. */
PantauCheck pantau_check_act (PantauReference *reference, gint64 now, GPtrArray *faults);

/* A fault for each member of @given that is not in @names (ended by NULL). */
void pantau_check_names (PantauCheck *self, JsonObject *given, const char *const *names);

/*
 * Each of these moves one member from @given to @body, in one writing; FALSE after adding a fault. What is absent or an empty text is
 * left out, and is a fault only where @missing (nullable) is the sentence for that.
 */
gboolean pantau_check_take_text (PantauCheck *self,
                                 JsonObject *given,
                                 const char *name,
                                 guint max_length,
                                 gboolean several_lines,
                                 const char *missing,
                                 JsonObject *body);
gboolean pantau_check_take_choice (PantauCheck *self,
                                   JsonObject *given,
                                   const char *name,
                                   const char *list,
                                   const char *missing,
                                   JsonObject *body);

/* When something happened: @when (Unix seconds) and the member; without one, now. */
gboolean pantau_check_take_past (
    PantauCheck *self, JsonObject *given, const char *name, JsonObject *body, gint64 *when);

/* Until when something is due: a day alone ends at its end. @when is 0 where nothing is given. */
gboolean pantau_check_take_due (
    PantauCheck *self, JsonObject *given, const char *name, JsonObject *body, gint64 *when);

/* A day, not after today; without one, today. */
gboolean
pantau_check_take_day (PantauCheck *self, JsonObject *given, const char *name, JsonObject *body);

G_END_DECLS
