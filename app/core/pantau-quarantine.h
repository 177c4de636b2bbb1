/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-db.h"
#include "pantau-entry.h"

G_BEGIN_DECLS

/*
 * What the province says of a line in quarantine: lines of type entry.quarantine put it there, lines of type entry.admit let it out, each naming in its `base` the
 * verdicts that it replaces. A verdict that no other such line names stands, and a line is in quarantine while one stands: which it is does not depend on
 * the order in which they come. In homes and at the province alike.
 */

/* Line @n came, or its body did: where it is such a word, it is found from now on by the line that it is about. Of pantau-ledger.c alone, in its transaction. */
gboolean pantau_quarantine_note (PantauDb *db, const PantauEntry *entry, gint64 n, GError **error);

/*
 * The verdicts of the province (@keys: its keys, the former ones too, as a JSON array) that stand about the line @target of @record, as far as they are here. @verdicts
 * (out) (transfer full) (element-type utf8): their ids, sorted. @reason (out) (transfer full) (nullable): theirs; of several the first by the alphabet; NULL
 * where none stands.
 */
gboolean pantau_quarantine_find (PantauDb *db,
                                 const char *keys,
                                 const char *record,
                                 const char *target,
                                 GPtrArray **verdicts,
                                 char **reason,
                                 GError **error);

/*
 * TRUE where a line that was judged so is judged anew once its record, or another region of it, becomes known: what was judged then was what the province did not
 * know yet.
 */
gboolean pantau_quarantine_is_early (const char *reason);

G_END_DECLS
