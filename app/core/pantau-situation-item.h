/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one record says to the situation, and how it is packed: between the projection, which writes it, and pantau-situation-sheet.c, which reads a
 * million of them at once. Seconds and days are those of WIB, counted from 31 December 1999, so that 0 is none.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which kind, as a number; what our edition does not know is the last. Append only: it is packed. */
typedef enum
{
  PANTAU_SITUATION_RISK,
  PANTAU_SITUATION_HOAX,
  PANTAU_SITUATION_NEUTRALITY,
  PANTAU_SITUATION_OTHER,
  PANTAU_SITUATION_ACTIVITY,
  PANTAU_SITUATION_UNKNOWN,
} PantauSituationKind;
#define PANTAU_N_SITUATION_KINDS 6

PantauSituationKind pantau_situation_kind (const char *code);
/* (transfer none) (nullable): NULL for the last */
const char *pantau_situation_kind_code (PantauSituationKind kind);

/* What is so or not. Append only: it is packed. */
enum
{
  PANTAU_SITUATION_UNVERIFIED = 1, /* it has the status of a new record */
  PANTAU_SITUATION_DIFFERS = 2,    /* people differ in a field */
  PANTAU_SITUATION_NIHIL = 4,      /* an activity that found nothing */
  PANTAU_SITUATION_LOGISTICS = 8,  /* a risk that hits the logistics */
  PANTAU_SITUATION_TENDED =
      16, /* a risk that has an owner, a treatment, or was handed to an agency */
};

/* From the second in which it was recorded, or taken up again, until that in which it ended; 0: it has not. At the second S it is open where from <= S < until. */
typedef struct
{
  guint from;
  guint until;
} PantauSituationSpan;

typedef struct
{
  gint64 village; /* the digits of its code: 1601072001 */
  guint tps;      /* 0: as a whole */
} PantauSituationPlace;

/* So many of a thing: needed, where both seconds are 0; else meant to be sent since `planned`, and sent since `sent` (0: not yet). */
typedef struct
{
  guint word; /* of table situation_word: code of the list `aid` */
  guint planned;
  guint sent;
  guint amount; /* 0: needed, nobody says how many */
} PantauSituationAid;

/* A time limit that was not met in time: its last moment in Unix seconds, and the second in which it ended (0: it has not). */
typedef struct
{
  gint64 due;
  guint ended;
} PantauSituationClock;

typedef struct
{
  guint n; /* record.n */
  PantauSituationKind kind;
  guint flags;
  guint election; /* of table situation_word; 0: it names none */
  guint day;      /* of the event: a day */
  GArray *spans;  /* of PantauSituationSpan, in their order; at least one */
  GArray *places; /* of PantauSituationPlace */

  /* Of a risk. */
  guint likelihood; /* 0: not assessed */
  guint impact;
  gint64 mark;       /* an order of records that is the same in every home */
  gint64 voters[2];  /* the smallest and the largest number that people gave */
  gint64 unnamed[2]; /* TPS beyond those that it names, likewise */
  GArray *aid;       /* of PantauSituationAid */

  /* Added when the records of an area are packed together. */
  GArray *clocks; /* of PantauSituationClock */
  gint64 key;     /* of a hoax: pantau_situation_key() of its own UUID, */
  gint64 claim;   /* of the root of the claim to which it belongs; 0: to none */
  guint decided;  /* of a root: the second in which the claim was decided; 0: it is not */
} PantauSituationItem;

void pantau_situation_item_init (PantauSituationItem *self);
void pantau_situation_item_clear (PantauSituationItem *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PantauSituationItem, pantau_situation_item_clear)

/* What the record says itself; then what is added. @area: the digits of the region under which it is packed. */
void pantau_situation_item_write (const PantauSituationItem *self, gint64 area, GByteArray *bytes);
void pantau_situation_item_write_rest (const PantauSituationItem *self, GByteArray *bytes);

/* The next one of what was written so, from *@at, which moves on. FALSE where there is none, or where the bytes are not ours: then *@at is not @end. */
gboolean pantau_situation_item_read (PantauSituationItem *self,
                                     gint64 area,
                                     const guint8 **at,
                                     const guint8 *end);

/* A day as above of Unix seconds; what lies beyond two bytes is cut. */
guint pantau_situation_day (gint64 when);
/* The first moment after a day. */
gint64 pantau_situation_day_end (guint day);

/* A second likewise, in 32 bits. The first of day D is PANTAU_SITUATION_DAY_SECONDS times D. */
guint pantau_situation_second (gint64 when);
/* The first moment after it. */
gint64 pantau_situation_second_end (guint second);
#define PANTAU_SITUATION_DAY_SECONDS 86400

/* The digits of a region's code: 16.06.01 is 160601. 0 for what is no code. */
gint64 pantau_situation_digits (const char *region);
/* The other way. (transfer full) */
char *pantau_situation_code (gint64 digits) G_GNUC_WARN_UNUSED_RESULT;
/* The first @level levels of it (1 province, 2 kabupaten/kota, 3 kecamatan); itself where it is higher. */
gint64 pantau_situation_cut (gint64 digits, guint level);

/* 64 bits of a UUID, never 0. */
gint64 pantau_situation_key (const char *uuid);

G_END_DECLS
