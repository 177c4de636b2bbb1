/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-record.h"
#include "pantau-reference.h"

G_BEGIN_DECLS

/* What an event is about, for its symbol. Names are used by style classes; append only. */
typedef enum
{
  PANTAU_STORY_RECORDED,
  PANTAU_STORY_CHANGED,
  PANTAU_STORY_STATUS,
  PANTAU_STORY_NOTE,
  PANTAU_STORY_WARNING,   /* a verdict of the province, an erasure */
  PANTAU_STORY_OTHER,     /* of a newer program too */
  PANTAU_STORY_FORWARDED, /* to an agency, and what came back */
  PANTAU_STORY_TREATED,   /* what is done about it */
  PANTAU_STORY_LINKED,
  PANTAU_STORY_SEALED,   /* identities: sealed, opened, asked about */
  PANTAU_STORY_REVIEWED, /* the legal assessment */
  PANTAU_STORY_FILES,    /* attached, and opened to Pemprov */
  PANTAU_STORY_ASSIGNED, /* who looks after it */
} PantauStoryTopic;

/* One field that an event changed. */
typedef struct
{
  char *label;
  char *before; /* (nullable): NULL where there was nothing, or it is not known here */
  char *after;
} PantauStoryChange;

/* One event of a record, told to people. All texts are clean and in the program's language. */
typedef struct
{
  PantauStoryTopic topic;
  char *entry;    /* id in hex */
  char *sentence; /* "Meja Latihan (Bawaslu Provinsi) changed the status: Baru → Diverifikasi" */
  GPtrArray *changes; /* of PantauStoryChange; perhaps empty */
  char *text;         /* (nullable): a note, a reason, in full and in its lines */
  char *when;         /* the device's clock, in full */
  char *device;       /* "this laptop", "device AbCdEf" */
  char *where;        /* "received by the province, no. 1.234", "still on this laptop" */
  char *warning;      /* (nullable): not valid, in quarantine, without its content */
  gboolean is_mine;   /* written on this laptop */
  gboolean is_void;   /* it has no effect: lapsed or in quarantine */
} PantauStoryItem;

/*
 * The history of a record (with its timeline), oldest first. @device: this home's own.
 * (transfer full): of PantauStoryItem
 */
GPtrArray *pantau_story_new (PantauReference *reference,
                             PantauRecord *record,
                             const char *device) G_GNUC_WARN_UNUSED_RESULT;

/* Who wrote an event: "Siti (PKD Pauh)"; where the grant is not here "You" for @own, else "Device AbCdEf". (transfer full) */
char *pantau_story_author (const PantauEvent *event, const char *own) G_GNUC_WARN_UNUSED_RESULT;

/* The same for whoever wrote the entry of a value, by the record's timeline. (transfer full) */
char *pantau_story_author_of (PantauRecord *record,
                              const PantauValue *value,
                              const char *own) G_GNUC_WARN_UNUSED_RESULT;

/* "this laptop" or "device AbCdEf". (transfer full) */
char *pantau_story_device (const char *device, const char *own) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
