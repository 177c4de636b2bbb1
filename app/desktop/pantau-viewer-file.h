/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-files-part.h"

G_BEGIN_DECLS

/* A file in the viewer: what a PantauFileItem says, for longer than the page shows it. Immutable. */
typedef struct
{
  char *hash;
  char *title;
  char *type;
  char *known;  /* what is known of it: lines */
  char *claims; /* (nullable): what its line has of what it says of itself */
  const char *icon;
} PantauViewerFile;

/* The files of @part that are here, in their order. (transfer full) */
GPtrArray *pantau_viewer_files_new (const PantauFilesPart *part) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
