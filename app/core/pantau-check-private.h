/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Between pantau-check.c, which knows records, and its siblings, which know single values, places,
 * times and faults.
 */
#pragma once

#include "pantau-check.h"

G_BEGIN_DECLS

typedef struct
{
  PantauReference *reference;
  gint64 now;
  const char *within;       /* (nullable): the region where names are looked for first */
  gboolean region_is_given; /* the record itself says it */
  GPtrArray *faults;
} PantauCheck;

/*
 * Adds a fault. Returns NULL and FALSE alike, so that `return pantau_check_fault (…)` is one line.
 */
gpointer
pantau_check_fault (PantauCheck *self, const char *code, const char *field, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

/* The same with a fault that is made already (transfer full). */
void pantau_check_take_fault (PantauCheck *self, PantauFault *fault);

/*
 * The code of what pantau_json_parse() refused @text for; the message of @error says the rest.
 * (transfer none)
 */
const char *pantau_check_scan_code (const char *text, gsize length, const GError *error);

/* What a person wrote, cut and cleaned so that a message can show it. (transfer full) */
char *pantau_check_shown (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* A member of @given; NULL where it is absent or null. (transfer none) (nullable) */
JsonNode *pantau_check_given (JsonObject *given, const char *name);

/* Each returns the normalised value (transfer full), or NULL after adding a fault about @field. */
JsonNode *pantau_check_text (PantauCheck *self,
                             const char *field,
                             JsonNode *node,
                             guint max_length,
                             gboolean several_lines) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *pantau_check_integer (PantauCheck *self,
                                const char *field,
                                JsonNode *node,
                                double min,
                                double max) G_GNUC_WARN_UNUSED_RESULT;
/*
 * An event: not before 2000 and not beyond a day from now. @when (optional) is set to Unix seconds.
 */
JsonNode *pantau_check_event_time (PantauCheck *self,
                                   const char *field,
                                   JsonNode *node,
                                   gint64 *when) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *pantau_check_election (PantauCheck *self,
                                 const char *field,
                                 JsonNode *node) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *pantau_check_person_code (PantauCheck *self,
                                    const char *field,
                                    JsonNode *node) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *
pantau_check_blobs (PantauCheck *self, const char *field, JsonNode *node) G_GNUC_WARN_UNUSED_RESULT;
/*
 * @region (optional): set to the first kecamatan that a place gives (transfer full), or left alone.
 */
JsonNode *pantau_check_places (PantauCheck *self, const char *field, JsonNode *node, char **region)
    G_GNUC_WARN_UNUSED_RESULT;
/* A line of text in the form that @definition asks for (pantau-number.h). In pantau-check-form.c */
JsonNode *pantau_check_form (PantauCheck *self,
                             const PantauField *definition,
                             const char *field,
                             JsonNode *node) G_GNUC_WARN_UNUSED_RESULT;
/* The rows of a list, at least one fault for each that is not well: @field[2].item. */
JsonNode *pantau_check_list (PantauCheck *self,
                             const PantauField *definition,
                             const char *field,
                             JsonNode *node) G_GNUC_WARN_UNUSED_RESULT;
/*
 * In pantau-check-case.c. Whether one of @fields (the normalised object `fields`) says who somebody is: such a record is closed.
 */
gboolean pantau_check_names_person (const PantauKind *kind, JsonObject *fields);
/* A fault for each of @fields that names a stage (tahapan) which @election does not have. @prefix: "fields." or "" */
void pantau_check_stages (PantauCheck *self,
                          const PantauKind *kind,
                          JsonObject *fields,
                          const char *election,
                          const char *prefix);
/* A value of a field of a kind. @field is the name for faults. */
JsonNode *pantau_check_kind_value (PantauCheck *self,
                                   const PantauField *definition,
                                   const char *field,
                                   JsonNode *node) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
