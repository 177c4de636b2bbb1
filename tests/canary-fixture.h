/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-identity.h"

G_BEGIN_DECLS

/*
 * Planted identities, and the search for them: every file below a directory, for each text in every writing that a program may have left it in
 * (UTF-8, UTF-16, base64 at its three offsets, hex, escaped for URLs and for JSON).
 */
typedef struct
{
  char *name;
  char *address;
  char *phone;
  char *nik;
  char *email;
  GBytes *card; /* a picture, most of it random */
} Canary;

/* The same for the same numbers, in whichever process. */
Canary *canary_new (guint32 seed, guint round, guint person) G_GNUC_WARN_UNUSED_RESULT;
void canary_free (Canary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Canary, canary_free)

/* As somebody types it: all of it, or with @letters > 0 so many letters of the name alone. @is_reporter: with what only reporters have. */
PantauIdentity *
canary_identity (const Canary *self, guint letters, gboolean is_reporter) G_GNUC_WARN_UNUSED_RESULT;

/* Its texts as the command line reads them; the picture is a file. (transfer full) */
char *canary_json (const Canary *self, gboolean is_reporter) G_GNUC_WARN_UNUSED_RESULT;

/* What is looked for. */
typedef struct _Needles Needles;

Needles *needles_new (void) G_GNUC_WARN_UNUSED_RESULT;
void needles_free (Needles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Needles, needles_free)

void needles_add_canary (Needles *self, const Canary *canary);
void needles_add_text (Needles *self, const char *text);

/* Each needle in each writing, one after the other: what a search must be able to find. (transfer full): of GBytes */
GPtrArray *needles_list (Needles *self) G_GNUC_WARN_UNUSED_RESULT;

/* The first place below @directory, or in @directory itself where it is a file, as "FILE: WHAT"; NULL where there is none. @files (nullable) counts. (transfer full) */
char *needles_find (Needles *self, const char *directory, guint *files) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
