/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * A warning of an agency, as OASIS' Common Alerting Protocol 1.2 (or 1.1) has it: what one message says, nothing of what became of it since
 * (pantau-warning-state.h). Times are Unix seconds, 0 where the message has none.
 */

/* Only the first is about the world. Stored: append only. */
typedef enum
{
  PANTAU_WARNING_ACTUAL,
  PANTAU_WARNING_EXERCISE,
  PANTAU_WARNING_SYSTEM,
  PANTAU_WARNING_TEST,
  PANTAU_WARNING_DRAFT,
  PANTAU_WARNING_STATUS_UNKNOWN,
} PantauWarningStatus;

/* Stored: append only. */
typedef enum
{
  PANTAU_WARNING_ALERT,
  PANTAU_WARNING_UPDATE,
  PANTAU_WARNING_CANCEL,
  PANTAU_WARNING_ACK,
  PANTAU_WARNING_ERROR,
} PantauWarningType;

typedef struct
{
  double lat;
  double lon;
} PantauWarningPoint;

typedef struct
{
  PantauWarningPoint centre;
  double radius; /* km */
} PantauWarningCircle;

/* A name and a value: an event's code, a geocode. */
typedef struct
{
  char *name;
  char *value;
} PantauWarningPair;

typedef struct
{
  char *desc; /* areaDesc */
  GPtrArray *
      polygons; /* of GArray of PantauWarningPoint: at least three each, closed or not, perhaps crossing themselves */
  GArray *circles;     /* of PantauWarningCircle */
  GPtrArray *geocodes; /* of PantauWarningPair */
  guint unreadable;    /* polygons and circles that could not be read */
} PantauWarningArea;

/* One event, in one language. Texts are "" where the message has none; codes as it writes them. */
typedef struct
{
  char *language; /* "id", "en-US"; "en-US" where the message names none, as CAP says */
  char *category; /* several are parted by a blank */
  char *event;
  char *urgency;
  char *severity;
  char *certainty;
  GPtrArray *codes; /* of PantauWarningPair */
  gint64 effective;
  gint64 onset;
  gint64 expires;
  char *sender_name;
  char *headline;
  char *description;
  char *instruction;
  char *web; /* never opened or fetched by this program */
  char *contact;
  GPtrArray *areas; /* of PantauWarningArea */
} PantauWarningInfo;

/* A message that another one is about. */
typedef struct
{
  char *sender;
  char *identifier;
} PantauWarningReference;

typedef struct
{
  char *identifier; /* never empty, nor the next: together they name the message */
  char *sender;
  gint64 sent; /* by the sender's clock; never 0 */
  PantauWarningStatus status;
  PantauWarningType type;
  char *scope;
  char *note;
  GPtrArray *references; /* of PantauWarningReference */
  GPtrArray *infos;      /* of PantauWarningInfo, perhaps none */
} PantauWarning;

PantauWarning *pantau_warning_new (void) G_GNUC_WARN_UNUSED_RESULT;
void pantau_warning_free (PantauWarning *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauWarning, pantau_warning_free)

PantauWarningInfo *pantau_warning_info_new (void) G_GNUC_WARN_UNUSED_RESULT;
PantauWarningArea *pantau_warning_area_new (void) G_GNUC_WARN_UNUSED_RESULT;
PantauWarningPair *pantau_warning_pair_new (void) G_GNUC_WARN_UNUSED_RESULT;
void pantau_warning_reference_free (PantauWarningReference *self);

/*
 * What to show of it in @language ("id", "en"): the first event told in that language, else the first of all. (transfer none) (nullable): a message without
 * any says nothing
 */
const PantauWarningInfo *pantau_warning_get_info (const PantauWarning *self, const char *language);

/* One line: the headline, or the event, or the identifier. (transfer none) */
const char *pantau_warning_get_title (const PantauWarning *self, const char *language);

/* From when on it speaks: the earliest onset, or else effective, or else when it was sent. */
gint64 pantau_warning_get_begin (const PantauWarning *self);

/* When the last of its events expires; 0 where one of them, or all, say nothing of it. */
gint64 pantau_warning_get_end (const PantauWarning *self);

/* "Severe" is 1, "Extreme" 0, what is unknown comes last: for sorting. */
guint pantau_warning_severity_rank (const char *severity);

/* As CAP writes them: "Actual", "Alert". (transfer none); of what is unknown "Unknown" */
const char *pantau_warning_status_name (PantauWarningStatus status);
const char *pantau_warning_type_name (PantauWarningType type);

G_END_DECLS
