/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "pantau-claim-label.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_RECORD (pantau_record_get_type ())
G_DECLARE_FINAL_TYPE (PantauRecord, pantau_record, PANTAU, RECORD, GObject)

/* Where a record is. Names are a contract (`show --json`); append only. */
typedef enum
{
  PANTAU_STATE_SAVED,   /* on this laptop only */
  PANTAU_STATE_SENDING, /* on its way */
  PANTAU_STATE_RECEIVED, /* the province holds every line of it; our own are covered by verified receipts */
} PantauState;

const char *pantau_state_get_name (PantauState state);

/* One value of a field, and who set it when by which entry. */
typedef struct
{
  char *field;
  char *value; /* canonical JSON */
  char *entry; /* id in hex */
  char *device;
  char *time;
} PantauValue;

/* One line of a record's history. */
typedef struct
{
  char *entry; /* id in hex */
  char *type;
  char *device;
  char *author;   /* (nullable): the person's name, where the grant is here */
  char *position; /* (nullable): and what the person is */
  char *time;
  gint64 index;    /* 0: not numbered yet */
  char *verdict;   /* (nullable): reason, where the province put it into quarantine */
  gboolean lapsed; /* a status step that is not valid ("tidak berlaku") */
  char *body;      /* (nullable): JSON */
  gboolean erased; /* there is no body because law asked for its erasure */
  GStrv base;      /* ids in hex of the entries whose values it replaces; perhaps empty */
} PantauEvent;

/* What a snapshot consists of; everything is copied. */
typedef struct
{
  const char *id;
  const char *kind;
  gboolean is_open;
  const char *region;
  const char *title;
  const char *status;
  const char *occurred; /* (nullable) */
  gint64 index;         /* 0: not numbered yet */
  int severity;         /* 0: not given */
  guint differences;
  PantauState state;
  const char *quarantine; /* (nullable): why the province put the whole record before the desk */
  gboolean is_erased;     /* what it was recorded with was erased by law */
  PantauClaimLabel label; /* of a hoax */
} PantauRecordInit;

/* An immutable snapshot of a record, as lists and pages show it. */
PantauRecord *pantau_record_new (const PantauRecordInit *init) G_GNUC_WARN_UNUSED_RESULT;

const char *pantau_record_get_id (PantauRecord *self);
const char *pantau_record_get_kind (PantauRecord *self);
gboolean pantau_record_get_is_open (PantauRecord *self);
const char *pantau_record_get_region (PantauRecord *self);
const char *pantau_record_get_title (PantauRecord *self);
const char *pantau_record_get_status (PantauRecord *self);
const char *pantau_record_get_occurred (PantauRecord *self);
gint64 pantau_record_get_index (PantauRecord *self);
int pantau_record_get_severity (PantauRecord *self);
guint pantau_record_get_differences (PantauRecord *self);
PantauState pantau_record_get_state (PantauRecord *self);
const char *pantau_record_get_quarantine (PantauRecord *self); /* (nullable) */
gboolean pantau_record_get_is_erased (PantauRecord *self);

/* What a hoax bears wherever it is shown (pantau_claim_label_text()): by the verdict on its claim. PANTAU_CLAIM_LABEL_NONE for other kinds. */
PantauClaimLabel pantau_record_get_label (PantauRecord *self);

/*
 * Values (of PantauValue, sorted by field) and history (of PantauEvent: numbered entries by number, the others after
 * them: what began the record, then the rest in their devices' own order). NULL in the snapshots of a list.
 */
GPtrArray *pantau_record_get_values (PantauRecord *self);
GPtrArray *pantau_record_get_timeline (PantauRecord *self);

/* For the store, which makes snapshots: hands over both arrays (transfer full). */
void pantau_record_take_details (PantauRecord *self, GPtrArray *values, GPtrArray *timeline);

void pantau_value_free (PantauValue *self);
void pantau_event_free (PantauEvent *self);

G_END_DECLS
