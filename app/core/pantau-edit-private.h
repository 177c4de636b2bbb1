/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of pantau-edit: whether a person may, and the entry that comes of it. */
#pragma once

#include "pantau-edit.h"

#include "pantau-record.h"

G_BEGIN_DECLS

/*
 * Whether this person may write an entry of @type about @record, as pantau_access_judge() says: NULL, or why not. @status (nullable): of a
 * status.set. @region (nullable): where a record.move takes it; else the record's own.
 */
const char *pantau_edit_judge (PantauHome *home,
                               PantauRecord *record,
                               const char *type,
                               const char *status,
                               const char *region);

/* Sets @error to what such a reason means to a person: PANTAU_ERROR_REFUSED. Always FALSE. */
gboolean pantau_edit_throw_judgement (const char *reason, GError **error);

/*
 * One sentence where the province will put a new record into quarantine; NULL where it will not. (transfer full) (nullable)
 */
char *pantau_edit_warn (PantauHome *home, const char *kind, const char *region, gboolean is_open);

/*
 * Writes an entry of @type about @record with @body (without its salt), which replaces the present values of @fields (of char *; nullable: of none). @id (nullable) takes the
 * entry's id in hex. (transfer full)
 */
gboolean pantau_edit_write (PantauHome *home,
                            PantauRecord *record,
                            const char *type,
                            GList *fields,
                            JsonObject *body,
                            char **id,
                            GError **error);

/* The same with the entries that it replaces (nullable: none), by their ids. */
gboolean pantau_edit_write_on (PantauHome *home,
                               PantauRecord *record,
                               const char *type,
                               const char *const *base,
                               JsonObject *body,
                               char **id,
                               GError **error);

/*
 * The record, where this person may write an entry of @type about it; NULL with PANTAU_ERROR_NOT_FOUND or _REFUSED. (transfer full)
 */
PantauRecord *pantau_edit_open (PantauHome *home,
                                const char *record,
                                const char *type,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The entries that hold the present values of all of @fields (of char *), each once, and a NULL at the end. (transfer full): of char *; NULL with
 * PANTAU_ERROR_TOO_LARGE where they are too many.
 */
GPtrArray *pantau_edit_collect_base (PantauHome *home,
                                     const char *record,
                                     GList *fields,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether this person may take @record to @status from where it is; FALSE as of pantau_edit_status(), but for what it lacks. */
gboolean
pantau_edit_may_step (PantauHome *home, PantauRecord *record, const char *status, GError **error);

/* FALSE with PANTAU_ERROR_INVALID that names all that the record lacks for @status (status.json, "needs"). */
gboolean pantau_edit_check_step (PantauReference *reference,
                                 PantauRecord *record,
                                 const char *status,
                                 GError **error);

G_END_DECLS
