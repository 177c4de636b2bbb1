/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The picture of an identity card is at most so long. */
#define PANTAU_IDENTITY_MAX_COPY (4 * 1024 * 1024)

/* The part that is not a text but that picture, where parts are listed. */
#define PANTAU_IDENTITY_COPY "id-copy"

/* Of one record, of reporters and of witnesses each: `ordinal` is 1 … */
#define PANTAU_IDENTITY_MAX_ORDINAL 20

/*
 * Who a reporter or a witness is, between being typed and being sealed, and between being opened and the end of that view. All of it
 * lies in memory of pantau_secret_new(), and nothing of it anywhere else. For one thread at a time.
 *
 * Parts go by their names in identitas.json (pantau-identity-parts.h); what that does not know is kept as well.
 */
typedef struct _PantauIdentity PantauIdentity;

PantauIdentity *pantau_identity_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* Wipes. Takes NULL. */
void pantau_identity_free (PantauIdentity *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauIdentity, pantau_identity_free)

/* TRUE where @person is one that has identities: "reporter" or "witness". NULL is none. */
gboolean pantau_identity_is_person (const char *person);

/* Takes a copy without the white space around it; NULL or nothing but white space takes the part away. UTF-8, not PANTAU_IDENTITY_COPY. */
void pantau_identity_set (PantauIdentity *self, const char *part, const char *text);

/* (transfer none) (nullable): until it is set again or @self is freed */
const char *pantau_identity_get (PantauIdentity *self, const char *part);

/* Takes a copy of @bytes (nullable: takes the picture away). FALSE where it is over PANTAU_IDENTITY_MAX_COPY; nothing changes then. */
gboolean pantau_identity_set_copy (PantauIdentity *self, GBytes *bytes);

/*
 * The same from a file, read straight into memory for secrets. PANTAU_ERROR_TOO_LARGE, _INVALID where it is no JPEG, PNG, WebP or PDF,
 * _IO.
 */
gboolean pantau_identity_load_copy (PantauIdentity *self, const char *path, GError **error);

/* (transfer none) (nullable): wiped with the last reference to it */
GBytes *pantau_identity_get_copy (PantauIdentity *self);

/* The names of the parts that are there, in the order in which they were first set, PANTAU_IDENTITY_COPY last. (transfer full) */
GStrv pantau_identity_dup_has (PantauIdentity *self) G_GNUC_WARN_UNUSED_RESULT;

gboolean pantau_identity_is_empty (PantauIdentity *self);

/*
 * The parts from an object {name: text} in @length bytes of JSON, which end with a NUL and lie in memory for secrets: no copy of a text is made
 * elsewhere. PANTAU_ERROR_MALFORMED where it is no such object, _INVALID that names the part which is no text. Whether these are parts of anybody
 * is the question of pantau_identity_parts_check().
 */
PantauIdentity *pantau_identity_parse (const char *json,
                                       gsize length,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
