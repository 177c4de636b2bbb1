/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "courier.h"
#include "pantau-parcel.h"

G_BEGIN_DECLS

/* Of one answer to POST /v1/courier, all parcels together. */
#define PANTAU_COURIER_ANSWER_BYTES (4 * 1024 * 1024)

/*
 * The courier's inside, for its files: courier.c (threads and requests), courier-work.c (opening, answering), courier-lines.c, courier-file.c,
 * courier-ask.c and courier-fetch.c.
 */
struct _PantauCourier
{
  PantauProvince *province; /* (unowned) */
  PantauSessions *sessions; /* (unowned) (nullable) */
  PantauWriter *writer;     /* (unowned) */
  PantauDepot *depot;       /* (unowned) */
  GMainContext *context;    /* (owned) */
  GPtrArray *keys;          /* (owned) of PantauKeypair: those before the present one */
  GAsyncQueue *readers;     /* of PantauDb, idle ones; as many as threads */
  GThreadPool *pool;
  guint n_jobs; /* handed in and not told of yet */
  gboolean has_stopped;
  PantauCourierStatistics statistics;
};

/* One parcel in the hands of one of the threads. */
typedef struct
{
  PantauCourier *courier;        /* (unowned) */
  PantauDb *db;                  /* (unowned): to read */
  const PantauCourierPost *post; /* (unowned) */
  PantauCourierOutcome *outcome; /* (unowned) */
  PantauParcel *parcel;          /* (owned) */
  PantauContent *content;        /* (owned) */
  const char *from;              /* of the content: a valid key */
  gboolean is_by_former;         /* it was sealed to a key that the province had before */
} PantauCourierWork;

/* Opens the parcel and does what it asks for. In courier-work.c. */
void pantau_courier_work (PantauCourierWork *self);

/* In one of the threads: has the writer run @job, and waits for its commit. */
gboolean
pantau_courier_write (PantauCourier *self, PantauWriterJob job, gpointer data, GError **error);

/* In one of the threads: has the main thread run @func, and waits until somebody says pantau_courier_go_on(). */
typedef struct _PantauCourierWait PantauCourierWait;
typedef void (*PantauCourierMain) (PantauCourierWait *wait, gpointer data);
void pantau_courier_in_main (PantauCourier *self, PantauCourierMain func, gpointer data);
void pantau_courier_go_on (PantauCourierWait *wait);

/* ---- For the kinds ---- */

/* Seals an answer to @device. @payload nullable. */
void pantau_courier_answer (PantauCourierWork *self,
                            const char *device,
                            JsonObject *content,
                            GBytes *payload);
/* An answer `problem` to whoever it comes from; @detail nullable. */
void
pantau_courier_answer_problem (PantauCourierWork *self, const char *problem, const char *detail);

/* TRUE where one answer of the longest kind fits in beside those that there are. */
gboolean pantau_courier_has_room (PantauCourierWork *self);

/* The parcel was not taken. */
void
pantau_courier_refuse (PantauCourierWork *self, guint status, const char *name, const char *detail);
/* It was never granted, as far as we know yet: refused, with an answer that says so. */
void pantau_courier_refuse_stranger (PantauCourierWork *self);
/* The database, or the disk. */
void pantau_courier_refuse_error (PantauCourierWork *self, const GError *error);

void pantau_courier_take_lines (PantauCourierWork *self);
void pantau_courier_take_file (PantauCourierWork *self);
void pantau_courier_take_ask (PantauCourierWork *self);

/*
 * A file that @device may have and that is here: its length and (@fd nullable) a descriptor, which is the caller's. FALSE where there is none such.
 * In courier-fetch.c.
 */
gboolean pantau_courier_find_file (
    PantauCourierWork *self, const PantauDevice *device, const char *hash, int *fd, goffset *size);

/*
 * Answers with pieces of a file from byte @offset on, as many as there is room for. TRUE in @whole where that was the last of them; also where there is no
 * such file, or nobody may read it.
 */
void pantau_courier_send_file (PantauCourierWork *self,
                               const PantauDevice *device,
                               const char *hash,
                               goffset *offset,
                               gboolean *whole);

G_END_DECLS
