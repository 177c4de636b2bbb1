/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-edit.h"

G_BEGIN_DECLS

/*
 * A step of status, or another origin of a case, together with the answers that it needs: asked at once, checked at once, written at once. In
 * each @record has its values and its timeline, @values (nullable) is {name: value}, what is answered with the step, and @status
 * (nullable) is where it goes; NULL where only its origin changes.
 */

/*
 * The fields that the step asks for: what the status and the change of the origin need, and what the record does not answer by itself, in their
 * order. What @values answers stays among them, and may make others needed. (transfer full)
 */
GStrv pantau_edit_step_fields (PantauReference *reference,
                               PantauRecord *record,
                               const char *status,
                               JsonObject *values) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Adds a fault with code “lacking” for each field that the step needs and that neither the record nor @values answers; a field that is at fault
 * in @faults already has one. TRUE where nothing was added.
 */
gboolean pantau_edit_step_tell_lacking (PantauReference *reference,
                                        PantauRecord *record,
                                        const char *status,
                                        JsonObject *values,
                                        GPtrArray *faults);

/*
 * Sets @values (checked by pantau_check_field(); perhaps empty) and takes the step with @reason (nullable), by one durable commit: both, or
 * neither. FALSE with all that is wrong in @faults; or with @error as of pantau_edit_set() and pantau_edit_status().
 */
gboolean pantau_edit_step_with (PantauHome *home,
                                const char *record,
                                const char *status,
                                const char *reason,
                                JsonObject *values,
                                GPtrArray *faults,
                                GError **error);

/*
 * What this desk may make of where a case comes from, by the table of changes (pantau-origin.h), in the order of the choices; empty for anybody else,
 * and where people differ on it. (transfer full): NULL with PANTAU_ERROR_NOT_FOUND where there is no such record.
 */
GStrv pantau_edit_origins (PantauHome *home,
                           const char *record,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
