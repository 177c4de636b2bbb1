/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between pantau-kind.c, which has kinds and choices, and its siblings, which read them. */
#pragma once

#include "pantau-kind.h"

G_BEGIN_DECLS

struct _PantauKinds
{
  gatomicrefcount ref_count;
  GPtrArray *list;
  GHashTable *choices;  /* name of list → GPtrArray of PantauChoice */
  GPtrArray *checklist; /* of PantauField; each kind that has them gets its own */
};

/* The list of choices that names the questions of the checklists. */
#define PANTAU_KINDS_CHECKLIST "checklist"

/* pantau-kind.c */

void pantau_field_free (gpointer self);
void pantau_need_free (gpointer self);
void pantau_kind_free (gpointer self);
void pantau_choice_free (gpointer self);

/* pantau-kind-read.c */

gboolean pantau_kinds_read_kinds (PantauKinds *self, GBytes *bytes, GError **error);

/* pantau-kind-choices.c */

gboolean pantau_kinds_read_choices (PantauKinds *self, GBytes *bytes, GError **error);

/* pantau-kind-checklist.c */

gboolean pantau_kinds_read_checklist (PantauKinds *self, GBytes *bytes, GError **error);
/* Whether what the questions open can be made: its kind and its fields are there. After the kinds were read. */
gboolean pantau_kinds_check_opens (PantauKinds *self, GBytes *bytes, GError **error);
/* A copy of a question of a checklist, for a kind. (transfer full) */
PantauField *pantau_field_copy (const PantauField *self);

G_END_DECLS
