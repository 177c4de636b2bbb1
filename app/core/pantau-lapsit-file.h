/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"
#include "pantau-lapsit-count.h"

G_BEGIN_DECLS

/*
 * The situation reports of a home: files in its folder lapsit/, readable by its owner only, of this home alone and never sent. They are what was said once: a
 * report is never counted anew, only its texts change. All of these block, and may be called by any thread.
 */
#define PANTAU_LAPSIT_FOLDER "lapsit"

/* The most characters of each text of its author. */
#define PANTAU_LAPSIT_MAX_TEXT 8000

/* What makes a report, besides the home. */
typedef struct
{
  PantauLapsitPeriod period;
  gint64 until;         /* Unix seconds; 0: now */
  const char *region;   /* (nullable): NULL: that of the person */
  const char *election; /* (nullable) */
} PantauLapsitAsk;

/*
 * Counts a report and keeps it. The one before is the newest kept one of the same period, region and election that ended earlier, at most PANTAU_LAPSIT_REACH_DAYS ago; its
 * figures are what the difference is against. @db: the connection to read by, with the @store on it (those of the home, or of one who reads beside it). Errors as of
 * pantau_lapsit_count(), PANTAU_ERROR_NOT_ENROLLED, _REFUSED where the person is of no desk nor of Pemprov, and those of files.
 */
#define PANTAU_LAPSIT_REACH_DAYS 60
PantauLapsit *pantau_lapsit_make (PantauHome *home,
                                  PantauStore *store,
                                  PantauDb *db,
                                  const PantauLapsitAsk *ask,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The same in steps, for a window: what only the home knows, by the thread that has it; pantau_lapsit_count() of @order by one who reads beside it; then
 * pantau_lapsit_keep(). What @order points to belongs to the brief.
 */
typedef struct
{
  PantauLapsitOrder order;

  PantauPerson *person; /* (owned) */
  GPtrArray *kept;      /* (owned) */
  PantauTotals *totals; /* (owned) (nullable) */
  char *region;         /* (owned) */
  char *election;       /* (owned) (nullable) */
} PantauLapsitBrief;

PantauLapsitBrief *pantau_lapsit_prepare (PantauHome *home,
                                          const PantauLapsitAsk *ask,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_lapsit_brief_free (PantauLapsitBrief *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauLapsitBrief, pantau_lapsit_brief_free)

/* Keeps a report that was counted, under an id of its own, which it takes. */
gboolean pantau_lapsit_keep (PantauHome *home, PantauLapsit *self, GError **error);

/* PANTAU_ERROR_NOT_FOUND where there is none, _INVALID where @id is no name of one, _DAMAGED where its file is not what was written. (transfer full) */
PantauLapsit *
pantau_lapsit_load (PantauHome *home, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What is kept, the newest hour first; files that cannot be read are left out and told by a warning. (transfer full): of PantauLapsit */
GPtrArray *pantau_lapsit_list_kept (PantauHome *home, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Changes the texts of a kept report; a NULL one stays. What was counted is not touched. PANTAU_ERROR_TOO_LARGE. Durable when it returns. */
gboolean pantau_lapsit_set_texts (PantauHome *home,
                                  const char *id,
                                  const char *analysis,
                                  const char *efforts,
                                  const char *recommendations,
                                  const char *signatory,
                                  GError **error);

/* Removing one that is gone is no error. */
gboolean pantau_lapsit_remove (PantauHome *home, const char *id, GError **error);

/*
 * One sentence, without a full stop, where a text seems to hold somebody's number or address (pantau-pii.h), in the program's language; it repeats nothing of it.
 * (transfer full) (nullable)
 */
/* All of them, also those that cannot be read, and what counting them again left: of a home that may no longer read. */
gboolean pantau_lapsit_remove_all (PantauHome *home, GError **error);

char *pantau_lapsit_texts_warning (const PantauLapsitTexts *texts) G_GNUC_WARN_UNUSED_RESULT;

/* The report that @self begins where it ended; NULL where there is none, or it is gone. (transfer full) (nullable) */
PantauLapsit *pantau_lapsit_load_previous (PantauHome *home,
                                           const PantauLapsit *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
