/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "display-fixture.h"

G_BEGIN_DECLS

/* Who writes lines besides the home itself. */
typedef enum
{
  SCENE_PROVINCE,
  SCENE_DESK,     /* "Meja Latihan (Bawaslu Provinsi)", a desk of 16 */
  SCENE_OTHER,    /* "Pengawas Dua (PKD)", a monitor of 16.13.04 */
  SCENE_STRANGER, /* a device whose grant is not here */
  SCENE_N_WRITERS,
} SceneWriter;

/* An open home of "Pengawas Satu" whose province cannot be reached, and others whose lines come as if a sync had brought them. */
typedef struct
{
  Place place;
  PantauKeypair *keys[SCENE_N_WRITERS];
  gint64 seqs[SCENE_N_WRITERS];
  char *ends[SCENE_N_WRITERS];
} Scene;

/* @role: what the home's person is granted in @region; NULL: it is not enrolled. */
Scene scene_new (const char *role, const char *region, gboolean practice);
void scene_clear (Scene *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scene, scene_clear)

/* A line of @who comes; returns once those who show records were told. @base (nullable): an id. (transfer full): the line's id */
char *scene_write (Scene *self,
                   SceneWriter who,
                   const char *record,
                   const char *kind,
                   const char *type,
                   const char *base,
                   const char *json);

/* Changes local tables and facts as a sync would. */
void scene_script (Scene *self, const char *sql);

/* The id of the entry that made @record, and of the newest line of it. (transfer full) */
char *scene_first_line (Scene *self, const char *record);

/* A flood of 16.13.04 that the home's person recorded. (transfer full): its UUID */
char *scene_flood (Scene *self) G_GNUC_WARN_UNUSED_RESULT;

/* The page of @record in a window of its own, with all that is read of it. (transfer none) */
GtkWidget *scene_show_record (Scene *self, const char *record, GtkWindow **window);

/* No file of the home, whatever it is, holds the bytes of @text. */
void scene_assert_nowhere (Scene *self, const char *text);

/* Acts in the writing thread, and waits for "changed". */
void scene_act (Scene *self, PantauWriteFunc func, gpointer data);

G_END_DECLS
