/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between pantau-projection-exposure.c and the files that call it as records are taken in. */
#pragma once

#include "pantau-projection-private.h"
#include "pantau-values.h"

G_BEGIN_DECLS

/* Beside the fields of a risk in `exposure.figures`: how many TPS it means that it does not name. No field may be called so. */
#define PANTAU_UNNAMED "-"

/* Before the record's row goes: it says which rows are its own. */
gboolean
pantau_projection_forget_exposure (PantauProjection *self, const char *record, GError **error);

/* After the record's row is there. @values: of all entries that count. */
gboolean pantau_projection_take_exposure (PantauProjection *self,
                                          const char *record,
                                          PantauValues *values,
                                          GError **error);

/* Who wrote among the entries after row @after up to @last. */
gboolean
pantau_projection_take_contacts (PantauProjection *self, gint64 after, gint64 last, GError **error);

G_END_DECLS
