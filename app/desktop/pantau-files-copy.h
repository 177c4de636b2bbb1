/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-files-section.h"

G_BEGIN_DECLS

/* A file on its way into the home. Reference-counted, main thread only. */
typedef struct _PantauFilesCopy
{
  grefcount refs;
  PantauFilesSection *section; /* (owned) (nullable): while it goes on */
  GCancellable *cancellable;   /* (owned) */
  PantauFileSource *source;    /* (owned) */
  char *fault;                 /* (nullable): a sentence */
  char *progress;              /* (nullable): how far reading is */
  gboolean is_large;           /* it failed, and can be taken with a medium */
  char *hash; /* (nullable): it is in the home, and the answer of what is kept is waited for */
  guint number;
} PantauFilesCopy;

/* @section is kept alive by it, as long as its field is set; @source is copied. */
PantauFilesCopy *pantau_files_copy_new (PantauFilesSection *section,
                                        const PantauFileSource *source,
                                        guint number) G_GNUC_WARN_UNUSED_RESULT;
PantauFilesCopy *pantau_files_copy_ref (PantauFilesCopy *self);
void pantau_files_copy_unref (PantauFilesCopy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauFilesCopy, pantau_files_copy_unref)

G_END_DECLS
