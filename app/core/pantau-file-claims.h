/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The longest text of a claim, in characters; what is longer is cut. */
#define PANTAU_FILE_CLAIMS_MAX_TEXT 100

/*
 * What a file says of itself (EXIF and the like). It is kept beside what is known and never believed: whoever can write a file can write this. Texts
 * are clean (no control, format or bidi characters) and have nobody's number or address in them (pantau-pii.h).
 */
typedef struct
{
  char *
      taken; /* (nullable): "2024-02-14T06:15:00", with "+07:00" or "Z" behind it only where the file says a zone */
  char *make;     /* (nullable): who made the camera */
  char *model;    /* (nullable) */
  char *software; /* (nullable): what wrote the file last */
  double lat;     /* degrees, north is positive; six digits behind the point (11 cm) */
  double lon;     /* degrees, east is positive */
  gboolean
      has_place; /* whether the two above count; a place of exactly 0°, 0° is what cameras write that know none */
  int width; /* pixels, upright; 0: not said */
  int height;
  int pages;    /* of a document; 0: not said */
  int duration; /* seconds, of a recording; 0: not said */
} PantauFileClaims;

PantauFileClaims *pantau_file_claims_new (void) G_GNUC_WARN_UNUSED_RESULT;
PantauFileClaims *pantau_file_claims_copy (const PantauFileClaims *self) G_GNUC_WARN_UNUSED_RESULT;
void pantau_file_claims_free (PantauFileClaims *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauFileClaims, pantau_file_claims_free)

/* The same claims, member by member. Either may be NULL, which equals one that says nothing. */
gboolean pantau_file_claims_equal (const PantauFileClaims *a, const PantauFileClaims *b);

/* As `claims` of a line and of a draft. (transfer full): NULL where @self (nullable) says nothing */
JsonObject *pantau_file_claims_to_json (const PantauFileClaims *self) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Reads what another program may have written: each member alone, what is malformed or out of range is as if it were not there, texts are cleaned.
 * (transfer full): NULL where @object (nullable) says nothing that we take
 */
PantauFileClaims *pantau_file_claims_from_json (JsonObject *object) G_GNUC_WARN_UNUSED_RESULT;

/* The same by one line of text, as the database keeps it (`draft_file.claims`). (transfer full) (nullable): NULL where it says nothing */
char *pantau_file_claims_to_text (const PantauFileClaims *self) G_GNUC_WARN_UNUSED_RESULT;
PantauFileClaims *pantau_file_claims_from_text (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
