/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PANTAU_WARNING_INDEX_MAX_BYTES (4 * 1024 * 1024)
#define PANTAU_WARNING_INDEX_MAX       1000 /* entries that are read of one index; the first ones */

/* One entry of an index. Texts are "" where it has none. */
typedef struct
{
  char *url;   /* of the message: absolute, http or https */
  char *title; /* as the agency writes it */
  char *text;  /* its description, for the name of a province in it */
  char *stamp; /* what changes where the entry does: its identifier and its date */
} PantauWarningEntry;

void pantau_warning_entry_free (PantauWarningEntry *self);

/* TRUE where @bytes look like an index rather than like a message: by the root element alone. */
gboolean pantau_warning_index_is (GBytes *bytes);

/*
 * Reads an index of messages: RSS 2.0 or Atom. @base: its own address, for relative links; entries that lead to another host than its own are left
 * out, since an index must not send us anywhere. NULL with an error as of pantau_warning_parse(). (transfer full): of PantauWarningEntry, perhaps none
 */
GPtrArray *pantau_warning_index_parse (GBytes *bytes,
                                       const char *base,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
