/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-due.h"

G_BEGIN_DECLS

/* What an agency answered: one forward.reply. */
typedef struct
{
  char *entry; /* id in hex */
  gint64 when; /* Unix seconds: when the answer came, as the person says */
  char *text;
  char *person; /* (nullable): who answered, an office or a duty post */
  char *device;
  char *author; /* (nullable): who wrote it down, where the grant is here */
} PantauReply;

/* A record handed to an agency: one forward.add, with what came back. Texts are as they were written: clean them before showing. */
typedef struct
{
  char *entry;             /* id in hex */
  char *record;            /* UUID */
  char *agency;            /* code of instansi.json; an unknown one is of a newer edition */
  char *channel;           /* code of the list `forward_channel`, or "" */
  char *person;            /* (nullable): who was reached, an office or a duty post */
  GStrv copies;            /* codes of agencies; perhaps empty */
  char *letter;            /* (nullable): its number */
  char *note;              /* (nullable) */
  gint64 when;             /* Unix seconds: when it was handed over, as the person says */
  gint64 reply_due;        /* Unix seconds; 0: none is awaited */
  gboolean without_review; /* of a case: there was no full review (kajian) when it went */
  char *device;
  char *author;       /* (nullable): who wrote it down */
  GPtrArray *replies; /* of PantauReply, in the order of the timeline */

  /* In lists across records only, else NULL: of the record. */
  char *title;
  char *kind;
  char *region;
} PantauForward;

void pantau_forward_free (PantauForward *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauForward, pantau_forward_free)

/*
 * What a record (with its timeline) was forwarded to, oldest first. What is in quarantine is left out.
 * (transfer full): of PantauForward
 */
GPtrArray *pantau_forwards_new (PantauRecord *record) G_GNUC_WARN_UNUSED_RESULT;

/* The same of a record by its UUID. NULL with PANTAU_ERROR_NOT_FOUND. (transfer full): of PantauForward */
GPtrArray *pantau_store_forwards (PantauStore *self,
                                  const char *record,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Of all records that are not ended: the forwards to which no reply came, whose reply is due within @filter's time, the
 * earliest first. (transfer full): of PantauForward
 */
GPtrArray *pantau_store_forwards_due (PantauStore *self,
                                      const PantauDueFilter *filter,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
