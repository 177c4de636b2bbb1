/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-entry.h"

G_BEGIN_DECLS

/* May a record of @kind go from status @from to @to? @data as given. */
typedef gboolean (*PantauStepAllowed) (const char *kind,
                                       const char *from,
                                       const char *to,
                                       gpointer data);

/* One value of one field: which of the entries set it, and to what. */
typedef struct
{
  char *field;
  char *value; /* canonical JSON */
  guint entry; /* position in the entries given */
} PantauSetting;

/* What the entries of one record say together. */
typedef struct
{
  GPtrArray *settings; /* of PantauSetting that nobody replaced, by field, then by the entry's id */
  GArray *lapsed;      /* of guint: status steps that were not allowed from where they started */
  guint differences;   /* fields with more than one distinct value */
} PantauValues;

/*
 * Values, differences and status of one record, from its entries (element-type PantauEntry, one record, none in quarantine) in
 * any order: the result does not depend on it.
 *
 * The values of a field are those of the entries that set it and are not in the `base` of another entry that sets
 * it (data/doc/protocol.md, "Values"). Status starts with "baru" at record.create; a step counts if it is allowed from
 * the status of an entry in its base, or if it chooses one of several statuses in its base.
 */
PantauValues *pantau_values_new (GPtrArray *entries, PantauStepAllowed allowed, gpointer data);
void pantau_values_free (PantauValues *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauValues, pantau_values_free)

/* The one value to show in a list, as canonical JSON; where people differ, always the same one. (nullable) */
const char *pantau_values_pick (PantauValues *self, const char *field);

/* The same of a field that holds a text, as people wrote it; "" where there is none. (transfer full) */
char *pantau_values_dup_text (PantauValues *self, const char *field) G_GNUC_WARN_UNUSED_RESULT;

/* TRUE where the entry at position @entry of those given is a status step that was not allowed from where it started. */
gboolean pantau_values_is_lapsed (PantauValues *self, guint entry);

/* Whether record.create and record.move hold it as a member of their body's own, and not in `fields`. */
gboolean pantau_values_is_snapshot_member (const char *field);

G_END_DECLS
