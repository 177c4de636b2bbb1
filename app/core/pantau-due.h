/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-store.h"

G_BEGIN_DECLS

/* Which replies and treatments a list shows. NULL or 0 for no limit. */
typedef struct
{
  const char *region; /* this region and all below */
  const char *kind;   /* of the record */
  gint64 from;        /* Unix seconds: due then or later */
  gint64 until;       /* and before then; "overdue" is until now */
  guint limit;
} PantauDueFilter;

/* How many replies and treatments @filter would list, regardless of its limit. */
gboolean pantau_store_count_due (PantauStore *self,
                                 const PantauDueFilter *filter,
                                 gint64 *forwards,
                                 gint64 *treatments,
                                 GError **error);

G_END_DECLS
