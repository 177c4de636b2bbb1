/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between pantau-sealed.c, pantau-ask.c and those who give them lines, as pantau-act.h is for forwards and treatments. */
#pragma once

#include <gio/gio.h>

#include "pantau-act.h"
#include "pantau-home.h"
#include "pantau-identity.h"
#include "pantau-store-identity.h"

G_BEGIN_DECLS

/* All seals of @lines, current or not, sorted as pantau_sealed_new() does. (transfer full): of PantauSealed */
GPtrArray *pantau_act_sealed (GArray *lines, const char *record) G_GNUC_WARN_UNUSED_RESULT;

/* The asks of @lines with their answers, in the order of the lines. (transfer full): of PantauAsk */
GPtrArray *pantau_act_asks (GArray *lines, const char *record) G_GNUC_WARN_UNUSED_RESULT;

/* Whom a line is about; FALSE where it does not say. @person borrows. */
gboolean pantau_act_read_person (JsonObject *body, const char **person, guint *ordinal);

/* The parts that an identity.seal says its envelope has. (transfer full) */
GStrv pantau_act_read_parts (const PantauActLine *line) G_GNUC_WARN_UNUSED_RESULT;

/* An envelope's key for one officer more: a member of `to` of an identity.wrap. Borrowed texts. */
typedef void (*PantauActWrap) (const char *key, const char *box, gpointer data);

/* Calls @func with each wrap that @lines have for the envelope @blob. */
void pantau_act_foreach_wrap (GArray *lines, const char *blob, PantauActWrap func, gpointer data);

/* What `wraps` of pantau-seal.h are, from a record's timeline, for one envelope. (transfer full): of PantauWrap */
GPtrArray *pantau_identity_wraps (PantauRecord *record, const char *blob) G_GNUC_WARN_UNUSED_RESULT;

/*
 * An envelope by its hash, fetched from the province where it is not here: PANTAU_ERROR_NOT_FOUND where the province has not got it either. In
 * pantau-identity-reveal.c. (transfer full)
 */
GBytes *pantau_identity_envelope (PantauHome *home,
                                  const char *blob,
                                  GCancellable *cancellable,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
