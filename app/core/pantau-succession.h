/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-recovery.h"

G_BEGIN_DECLS

/* Keys that one province may have had; more is no history but an attack. */
#define PANTAU_SUCCESSION_MOST 16

/*
 * One key of a province follows another: the recovery key says so, offline (data/doc/protocol.md, "Succession"). Whoever has stolen the province's
 * key cannot say it, and whoever has the recovery key need not have the old one.
 */
typedef struct
{
  char old[PANTAU_KEY_TEXT + 1];
  char new[PANTAU_KEY_TEXT + 1];
  gint64 serial;     /* the highest that follows one key counts */
  char *fingerprint; /* of the recovery key that signed it */
} PantauSuccession;

void pantau_succession_free (PantauSuccession *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauSuccession, pantau_succession_free)

/* The statement, as one line: {`v`, `old`, `new`, `serial`, `time`, `recovery`: {`sign`, `seal`}} sealed for PANTAU_PURPOSE_SUCCESSION. (transfer full) */
char *pantau_succession_sign (PantauRecovery *recovery,
                              const char *old,
                              const char *new,
                              gint64 serial,
                              const char *time) G_GNUC_WARN_UNUSED_RESULT;

/* Any that its own recovery key signed; whether that is ours is for the caller. PANTAU_ERROR_MALFORMED, _TOO_LARGE, _SIGNATURE. */
PantauSuccession *
pantau_succession_open (const char *bytes, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* {`statements`: [STATEMENT, …]} of an array of them, whatever is in it. (transfer full) */
char *pantau_succession_list (JsonArray *statements) G_GNUC_WARN_UNUSED_RESULT;

/*
 * What a province serves: {`statements`: [STATEMENT, …]}. Follows them from the key @known on, believing those alone that the recovery key with
 * @fingerprint (nullable: none) signed. @path (transfer full): the keys after @known in their order, at least one.
 * PANTAU_ERROR_NOT_FOUND where nothing follows @known, _SIGNATURE where something does, by the word of another recovery key or where none is known.
 */
gboolean pantau_succession_follow (const char *bytes,
                                   gsize length,
                                   const char *known,
                                   const char *fingerprint,
                                   GStrv *path,
                                   GError **error);

G_END_DECLS
