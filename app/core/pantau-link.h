/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-store.h"

G_BEGIN_DECLS

/* How records are linked (link.add, `rel`). For ever. */
#define PANTAU_REL_SIGHTING                                                                        \
  "sighting-of" /* a hoax was seen: the record is a sighting, the other the claim */
#define PANTAU_REL_SAME      "same-event"   /* both tell of one event */
#define PANTAU_REL_DUPLICATE "duplicate-of" /* the other one stays */
#define PANTAU_REL_BECAME    "became"       /* what began as this record went on as the other */

/* All of them, ended by NULL. */
extern const char *const pantau_rels[];

/* One end of a link, as a record sees it. */
typedef struct
{
  char *entry;          /* id in hex */
  char *rel;            /* one of the above; others are of a newer program */
  gboolean is_incoming; /* the other record says it of this one */
  char *record;         /* UUID of the other one */
  char *title;          /* (nullable): NULL where the other one is not here */
  char *kind;           /* (nullable): likewise */
} PantauLink;

void pantau_link_free (PantauLink *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauLink, pantau_link_free)

/* The links of a record, its own first, then those to it. (transfer full): of PantauLink */
GPtrArray *pantau_store_links (PantauStore *self,
                               const char *record,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
