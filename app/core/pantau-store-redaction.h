/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-redaction.h"
#include "pantau-store.h"

G_BEGIN_DECLS

/* How far an asking is. Names are a contract (`redactions --json`); append only. */
typedef enum
{
  PANTAU_REDACTION_SAVED,      /* on this laptop only */
  PANTAU_REDACTION_WAITING,    /* some of what it names waits for a second person */
  PANTAU_REDACTION_DONE,       /* all of it is erased */
  PANTAU_REDACTION_QUARANTINE, /* the province put it aside: it counts for nothing */
} PantauRedactionState;

const char *pantau_redaction_state_get_name (PantauRedactionState state);

/* One redact line that is here. */
typedef struct
{
  char *entry; /* id in hex */
  char *record;
  char *title; /* of the record, as it is now; "" where it has none */
  char *time;
  gint64 index; /* 0: not numbered yet */
  PantauRedactionState state;
  guint erased;   /* of its targets: erased by now */
  guint seconded; /* of its targets: a second person's asking is here too; erased ones among them */
  gboolean is_mine; /* by the person of this home, on whichever device */
  PantauRedact *redact;
} PantauRedaction;

void pantau_redaction_free (PantauRedaction *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauRedaction, pantau_redaction_free)

/*
 * Redact lines, in the order of arrival: of @record (NULL: of all). With @pending only those of which something is not erased yet. Lines
 * that nobody can make sense of are left out. (transfer full) (element-type PantauRedaction)
 */
GPtrArray *pantau_store_redactions (PantauStore *self,
                                    const char *record,
                                    gboolean pending,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
