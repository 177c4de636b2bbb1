/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between pantau-projection-situation.c with pantau-projection-moment.c, and the files that call them as records are taken in. */
#pragma once

#include "pantau-projection-private.h"
#include "pantau-values.h"

G_BEGIN_DECLS

/* Before the record's row goes: it says which piece was its own. */
gboolean
pantau_projection_forget_situation (PantauProjection *self, const char *record, GError **error);

/* After the rows of `record`, `place` and `exposure` are there. @entries: all that count, with their @values. In pantau-projection-moment.c */
gboolean pantau_projection_take_situation (PantauProjection *self,
                                           const PantauEntry *create,
                                           GPtrArray *entries,
                                           PantauValues *values,
                                           GError **error);

/* What claims or clocks say of a record, of all records of a claim, of all there are, has changed. */
gboolean
pantau_projection_mark_situation (PantauProjection *self, const char *record, GError **error);
gboolean
pantau_projection_mark_claim_situations (PantauProjection *self, const char *claim, GError **error);
gboolean pantau_projection_mark_all_situations (PantauProjection *self, GError **error);

/* Makes the pieces of all areas that were marked. After claims and clocks are settled. */
gboolean pantau_projection_settle_situation (PantauProjection *self, GError **error);

G_END_DECLS
