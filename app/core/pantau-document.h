/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * A text of the reference data in the two languages of the program. Both are (owned), never NULL
 * after reading.
 */
typedef struct
{
  char *id;
  char *en;
} PantauLabel;

/*
 * The text in @language: "en", else Indonesian. (transfer none) (nullable): NULL where the label is
 * not given.
 */
const char *pantau_label_get (const PantauLabel *self, const char *language);
void pantau_label_clear (PantauLabel *self);

/*
 * A reference file in JSON while it is read. Its faults name the file and the line, because people
 * edit these files. The first fault sticks: reading goes on with empty values, and
 * pantau_document_finish() tells it.
 */
typedef struct _PantauDocument PantauDocument;

/*
 * @name is the file's name for messages. Never NULL: what is wrong comes out of
 * pantau_document_finish().
 */
PantauDocument *pantau_document_new (const char *name, GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;
void pantau_document_free (PantauDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauDocument, pantau_document_free)

/* The outermost object; an empty one where the file is damaged. (transfer none) */
JsonObject *pantau_document_root (PantauDocument *self);

/*
 * Says where the reading is, such as ("risk", "hazard"), so that a fault finds its line. (nullable)
 * both
 */
void pantau_document_at (PantauDocument *self, const char *outer, const char *inner);

void pantau_document_fail (PantauDocument *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* A required text member; "" and a fault where it is missing. (transfer none) */
const char *pantau_document_string (PantauDocument *self, JsonObject *object, const char *name);

/*
 * A required code: small letters, digits, '-' and '_', beginning with a letter or digit. (transfer
 * none)
 */
const char *pantau_document_code (PantauDocument *self, JsonObject *object, const char *name);

/*
 * A member {"id": …, "en": …}, both required; an absent member is a fault only where @required.
 * Fills @label.
 */
void pantau_document_label (PantauDocument *self,
                            JsonObject *object,
                            const char *name,
                            gboolean required,
                            PantauLabel *label);

/*
 * A required array whose elements are all objects; an empty one and a fault otherwise. (transfer
 * none)
 */
JsonArray *pantau_document_objects (PantauDocument *self, JsonObject *object, const char *name);

/*
 * A member that is a text or an array of texts. (transfer full): strv, empty where absent or wrong
 * (a fault)
 */
char **pantau_document_strings (PantauDocument *self, JsonObject *object, const char *name);

/* TRUE where all was well; otherwise PANTAU_ERROR_MALFORMED that names file and line. */
gboolean pantau_document_finish (PantauDocument *self, GError **error);

G_END_DECLS
