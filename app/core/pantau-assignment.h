/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-act.h"

G_BEGIN_DECLS

/*
 * Who looks after a record (assignment.set): one line each time somebody gives it to another, takes it over, or gives it back. Each has in its `base`
 * those that were present when it was written, and replaces them; where several are present, people decided without knowing of
 * each other. Texts are as they were written: clean them before showing.
 */
typedef struct
{
  char *entry;  /* id in hex */
  char *person; /* person code; "" for the whole desk, and where it was given back */
  char *name;   /* of that person; "" where the line says none */
  char *region; /* of the desk; "" where it was given back to all */
  char *reason; /* (nullable) */
} PantauAssignment;

void pantau_assignment_free (PantauAssignment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauAssignment, pantau_assignment_free)

/* One line by itself. (transfer full) (nullable): NULL where it does not say what it must */
PantauAssignment *pantau_act_read_assignment (const PantauActLine *line) G_GNUC_WARN_UNUSED_RESULT;

/* The present ones among @lines, by their ids; what was given back is among them. (transfer full): of PantauAssignment */
GPtrArray *pantau_act_assignments (GArray *lines) G_GNUC_WARN_UNUSED_RESULT;

/* Those of a record with its timeline. (transfer full): of PantauAssignment */
GPtrArray *pantau_assignments_new (PantauRecord *record) G_GNUC_WARN_UNUSED_RESULT;

/* TRUE where somebody looks after it by this line; FALSE where it was given back. */
gboolean pantau_assignment_is_given (const PantauAssignment *self);

G_END_DECLS
