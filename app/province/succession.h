/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "http.h"
#include "province.h"

G_BEGIN_DECLS

/*
 * The keys that this province had before its present one, and the recovery key's word for each that followed (pantau-succession.h). What a key before
 * wrote is the province's word still.
 */
typedef struct _PantauLineage
{
  char *statements; /* {`statements`: […]}: what GET /v1/succession answers */
  GStrv keys;       /* the present one, then those before it, the newest first */
} PantauLineage;

void pantau_lineage_free (PantauLineage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauLineage, pantau_lineage_free)

/* As of the setting of its database, of the province whose key is @name. */
PantauLineage *
pantau_lineage_load (PantauDb *db, const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Inside no transaction, while nobody serves: the key in `province.key.next` follows @old, by @statement. The key before stays in `province.key.before-N`, where it
 * is still there, and a new epoch is begun. Done again it changes nothing more. PANTAU_ERROR_NOT_FOUND (no next key), _INVALID (a statement about other
 * keys), _SIGNATURE (by another recovery key than the province's list of officers).
 */
gboolean pantau_lineage_follow (PantauProvince *province,
                                const char *old,
                                const char *statement,
                                GError **error);

/*
 * The name of the key that the province in the database had last, where the key itself is lost: as it noted it, else by the newest grant that answered an
 * invitation and what followed its key. NULL with PANTAU_ERROR_NOT_FOUND where it never granted anything. (transfer full)
 */
char *pantau_lineage_find_last (PantauDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The handler of GET /v1/succession; @province is a PantauProvince. For anybody. */
void pantau_lineage_handle (PantauRequest *request, gpointer province);

/* The file beside province.key that holds the key that is to follow. (transfer full) */
char *pantau_lineage_next_path (const char *dir) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
