/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Between those who read what lines say (pantau-forward.c, pantau-treatment.c, pantau-review.c, pantau-release.c) and those who give
 * them lines: the store's snapshots and the projection.
 */
#pragma once

#include "pantau-forward.h"
#include "pantau-release.h"
#include "pantau-review.h"
#include "pantau-treatment.h"

G_BEGIN_DECLS

/* One line of a record that counts, with its body. Borrowed texts. */
typedef struct
{
  const char *id;
  const char *type;
  const char *time;
  const char *device;
  const char *author; /* (nullable) */
  const char *const *base;
  JsonObject *body; /* (owned): what has none does not get here */
} PantauActLine;

/* An array of lines that owns their bodies. (transfer full): of PantauActLine */
GArray *pantau_act_lines_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* The lines of a record with its timeline, in its order, but for those in quarantine. (transfer full): they borrow from @record */
GArray *pantau_act_lines_of (PantauRecord *record) G_GNUC_WARN_UNUSED_RESULT;

/* What the lines @lines of @record say, in their order. (transfer full): of PantauForward, of PantauTreatment */
GPtrArray *pantau_act_forwards (GArray *lines, const char *record) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *pantau_act_treatments (GArray *lines, const char *record) G_GNUC_WARN_UNUSED_RESULT;
/* Likewise: of PantauReview; of PantauRelease, of a record of @kind in @region */
GPtrArray *pantau_act_reviews (GArray *lines) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *pantau_act_releases (GArray *lines,
                                const char *record,
                                const char *kind,
                                const char *region) G_GNUC_WARN_UNUSED_RESULT;

/*
 * One forward.add, treatment.add, review.add or release.add by itself. (transfer full) (nullable): NULL where it does not say what it must. What only
 * the other lines tell (replies, steps, whether it is current) is not in it.
 */
PantauForward *pantau_act_read_forward (const PantauActLine *line,
                                        const char *record) G_GNUC_WARN_UNUSED_RESULT;
PantauTreatment *pantau_act_read_treatment (const PantauActLine *line,
                                            const char *record) G_GNUC_WARN_UNUSED_RESULT;

PantauReview *pantau_act_read_review (const PantauActLine *line) G_GNUC_WARN_UNUSED_RESULT;
PantauRelease *pantau_act_read_release (const PantauActLine *line,
                                        const char *record,
                                        const char *kind,
                                        const char *region) G_GNUC_WARN_UNUSED_RESULT;

/* Adds what the forward.reply @line says to the forward that it names. */
void pantau_act_add_reply (PantauForward *self, const PantauActLine *line);

/* The texts in the array of member @name of @body; what is none is left out. (transfer full): strv, perhaps empty */
GStrv pantau_act_read_texts (JsonObject *body, const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* The moment in member @name of @body, in Unix seconds; that of @fallback (nullable) where there is none, else 0. */
gint64 pantau_act_moment (JsonObject *body, const char *name, const char *fallback);

G_END_DECLS
