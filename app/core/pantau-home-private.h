/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-checkup.h"
#include "pantau-home.h"
#include "pantau-homefile.h"
#include "pantau-journal.h"
#include "pantau-lock.h"
#include "pantau-pins.h"
#include "pantau-reserve.h"

G_BEGIN_DECLS

/*
 * Between pantau-home.c, which says what lies in a home, pantau-home-open.c, which opens and closes it, pantau-home-chain.c, which writes to it, and pantau-trust.c, which
 * knows whom it seals to.
 */

struct _PantauHome
{
  char *path;
  PantauHomeMode mode;
  PantauLock *lock;           /* (owned) (nullable): only for writing */
  PantauHomefile *file;       /* (owned) */
  PantauKeypair *key;         /* (owned) */
  PantauPins *pins;           /* (owned) */
  PantauReserve *reserve;     /* (owned) (nullable): only for writing; under `writing` */
  PantauReference *reference; /* (owned) */

  PantauDb *db;           /* (owned) */
  PantauLedger *ledger;   /* (owned) */
  PantauStore *store;     /* (owned) */
  PantauBlobs *blobs;     /* (owned) */
  PantauJournal *journal; /* (owned) (nullable): only for writing */
  char *repair;           /* (owned) (nullable) */
  gboolean is_opened;     /* opening got past the check that a crash asks for */

  /* Of the opening. */
  int patience;
  PantauHomeProgress progress; /* (nullable) */
  gpointer progress_data;

  /* A check that the opening did not wait for. */
  PantauCheckup *checkup; /* (owned) (nullable) */
  GMutex checking;
  GError *fault;                /* (owned) (nullable): what it found */
  PantauHomeDamage damage_func; /* (nullable) */
  gpointer damage_data;

  /* One entry at a time gets the next number of this device's chain. */
  GMutex writing;
  gint64 seq;
  char *prev;
};

/* Of opening to write: database and journal agree afterwards on where the device's chain ends. */
gboolean pantau_home_settle_chain (PantauHome *self, GError **error);

G_END_DECLS
