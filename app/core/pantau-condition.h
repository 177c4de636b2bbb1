/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-document.h"
#include "pantau-record.h"

G_BEGIN_DECLS

/* An answer on which something depends: a question, a need, an agency, a rule of law. Belongs to what has it. */
typedef struct
{
  char *field;   /* of the kind */
  char **values; /* codes, "true", "false", "" for no answer; NULL: any answer will do */
} PantauCondition;

void pantau_condition_free (gpointer self);

/*
 * The member "when" of @object: {"field": …, "in": […]}, or an array of these. (transfer full) (nullable): of PantauCondition; NULL where
 * there is none
 */
GPtrArray *pantau_conditions_read (PantauDocument *document,
                                   JsonObject *object) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Whether @value (nullable) is what the condition asks: one of its codes, or an array with one of them. An empty text or array
 * is no answer.
 */
gboolean pantau_condition_takes (const PantauCondition *self, JsonNode *value);

/* Whether all of @conditions (nullable: none) hold for @values, {name: value}. */
gboolean pantau_conditions_hold (GPtrArray *conditions, JsonObject *values);

/*
 * The fields of @record (with its values) as conditions are asked of them: {name: value}; where people differ, an array with each
 * value. (transfer full)
 */
JsonObject *pantau_condition_values (PantauRecord *record) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
