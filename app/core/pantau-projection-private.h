/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between pantau-projection.c and pantau-projection-record.c. */
#pragma once

#include "pantau-projection.h"

#include "pantau-search-text.h"
#include "pantau-values.h"

G_BEGIN_DECLS

/* A row of `search` to be written: FTS5 wants them in the order of their numbers. */
typedef struct
{
  gint64 row;
  char *text;
} PantauPendingText;

struct _PantauProjection
{
  PantauDb *db;               /* (unowned) */
  PantauLedger *ledger;       /* (unowned) */
  PantauReference *reference; /* (owned) */
  GStrv province;             /* (owned) (nullable): its keys */

  PantauSearchText *text; /* (owned) */
  GArray *pending;        /* (owned): of PantauPendingText, of the running transaction */
  GHashTable *words;      /* (owned): set, of the record at hand */
  GHashTable *known;      /* (owned): set of words that this transaction wrote */
  GHashTable *claims;     /* (owned): set of records whose claims are to be settled */
  GArray *signs;          /* (owned): of PantauPendingSign, likewise */
};

void pantau_pending_text_clear (gpointer self);

/* What was left by a transaction before, which may have failed, is forgotten. First in each. */
void pantau_projection_begin (PantauProjection *self);

/* All rows of one record but those of `search`, from nothing. Inside a transaction. */
gboolean pantau_projection_take_record (PantauProjection *self, const char *record, GError **error);

/*
 * The rows of a record's forwards and treatments, from its entries that count and their rows; and taking the old ones away. In
 * pantau-projection-act.c. @is_ended: by its status nothing waits for anybody any more. Inside a transaction.
 */
gboolean pantau_projection_clear_acts (PantauProjection *self, const char *record, GError **error);
gboolean pantau_projection_write_acts (PantauProjection *self,
                                       const char *record,
                                       gboolean is_ended,
                                       GPtrArray *entries,
                                       GArray *rows,
                                       GError **error);

/*
 * Whether desks have to decide on it, and who looks after it, likewise; in pantau-projection-triage.c. @n: the row of @create. When its clocks are another,
 * _time_triage() follows.
 */
gboolean pantau_projection_clear_triage (PantauProjection *self, const char *record, GError **error);
gboolean pantau_projection_take_triage (PantauProjection *self,
                                        const PantauEntry *create,
                                        gint64 n,
                                        GPtrArray *entries,
                                        GArray *rows,
                                        PantauValues *values,
                                        GError **error);
gboolean pantau_projection_time_triage (PantauProjection *self, const char *record, GError **error);

/*
 * The rows of a record's sealed identities and of what officers were asked, likewise; and one device.alert of the province. In
 * pantau-projection-identity.c.
 */
gboolean
pantau_projection_clear_identity (PantauProjection *self, const char *record, GError **error);
gboolean pantau_projection_take_identity (
    PantauProjection *self, const char *record, GPtrArray *entries, GArray *rows, GError **error);
gboolean pantau_projection_take_alert (PantauProjection *self,
                                       gint64 n,
                                       const PantauEntry *entry,
                                       GError **error);

/* The rows of its files, likewise; in pantau-projection-evidence.c. */
gboolean
pantau_projection_clear_evidence (PantauProjection *self, const char *record, GError **error);
gboolean pantau_projection_take_evidence (
    PantauProjection *self, const char *record, GPtrArray *entries, GArray *rows, GError **error);

/* The rows of what was done with them, likewise, after the files themselves; in pantau-projection-custody.c. */
gboolean
pantau_projection_clear_custody (PantauProjection *self, const char *record, GError **error);
gboolean pantau_projection_take_custody (PantauProjection *self,
                                         GPtrArray *entries,
                                         GArray *rows,
                                         GError **error);

/* Those of @types (ended by NULL) among @entries that have a body. (transfer full): of PantauActLine, which borrow from @entries */
GArray *pantau_projection_lines (GPtrArray *entries,
                                 const char *const *types) G_GNUC_WARN_UNUSED_RESULT;

/* The row of the entry @id, which is among @entries. */
gint64 pantau_projection_row_of (GPtrArray *entries, GArray *rows, const char *id);

/*
 * The rows of its reviews and releases, likewise; in pantau-projection-review.c. Of a record that is not here too, whose releases
 * are.
 */
gboolean pantau_projection_clear_cases (PantauProjection *self, const char *record, GError **error);
gboolean pantau_projection_write_cases (
    PantauProjection *self, const char *record, GPtrArray *entries, GArray *rows, GError **error);

/* Its clocks alone, likewise. */
gboolean pantau_projection_take_clocks (PantauProjection *self, const char *record, GError **error);

/* What a number in clock.flags says. Append only. */
enum
{
  PANTAU_CLOCK_FLAG_ESTIMATE = 1,
  PANTAU_CLOCK_FLAG_EXTENDED = 2,
  PANTAU_CLOCK_FLAG_STOPPED = 4,
};

/* Adds the clocks of a record that has none, from its @entries and their @values. Inside a transaction. */
gboolean pantau_projection_write_clocks (PantauProjection *self,
                                         const PantauEntry *create,
                                         GPtrArray *entries,
                                         PantauValues *values,
                                         GError **error);

/* FALSE in @hold where the clocks were counted by other reference data. */
gboolean pantau_projection_clocks_hold (PantauProjection *self, gboolean *hold, GError **error);

/* Counts all clocks anew where they do not hold. */
gboolean pantau_projection_settle_clocks (PantauProjection *self, GError **error);

/* A list of identity officers that the province passed on; who signed it is judged by whoever seals. In pantau-projection-roster.c. */
gboolean pantau_projection_take_roster (PantauProjection *self,
                                        gint64 n,
                                        const PantauEntry *entry,
                                        GError **error);

/*
 * Claims. A record that may be of a hoax is marked when it is taken, and all whose verdict was given by @device when that gets a grant; at
 * the end of the transaction, when all other rows are written, they and the claims they touch are settled. In
 * pantau-projection-claim.c, with pantau-projection-claim-join.c.
 */
gboolean pantau_projection_is_claim (const char *kind);
void pantau_projection_mark_claim (PantauProjection *self, const char *record);
gboolean
pantau_projection_mark_verdicts (PantauProjection *self, const char *device, GError **error);
gboolean pantau_projection_settle_claims (PantauProjection *self, GError **error);

/* FALSE in @hold where the points were given by other weights; and giving them anew. */
gboolean pantau_projection_harm_holds (PantauProjection *self, gboolean *hold, GError **error);
gboolean pantau_projection_settle_harm (PantauProjection *self, GError **error);

/* Those of `search`, of all records taken since. Inside the same transaction. */
gboolean pantau_projection_write_texts (PantauProjection *self, GError **error);

G_END_DECLS
