/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-db.h"

G_BEGIN_DECLS

/*
 * How much of files a province takes: settings of its operator, in table `setting`. They are about files alone: a line is never
 * refused for them.
 */
typedef struct
{
  gint64 day_bytes; /* that one device may bring on one day (WIB); 0: any number */
  guint uploads;    /* that one device may have under way, at least 1 */
  gint64 reserve;   /* bytes of the disk that files leave free, for lines */
} PantauAllowance;

/* Where nobody set anything: 2 GiB, 200, 512 MiB. */
#define PANTAU_ALLOWANCE_DEFAULT                                                                   \
  (PantauAllowance)                                                                                \
  {                                                                                                \
    G_GINT64_CONSTANT (2) << 30, 200, G_GINT64_CONSTANT (512) << 20                                \
  }

/* A setting that is no number counts as not set: nobody is kept from working by it. */
gboolean pantau_allowance_load (PantauDb *db, PantauAllowance *allowance, GError **error);

/* Inside a transaction. */
gboolean pantau_allowance_store (PantauDb *db, const PantauAllowance *allowance, GError **error);

/*
 * A number of bytes as people write it: digits, and K, M or G (1,024 each, small letters too) behind them. FALSE for what is not
 * that, or more than 2^53.
 */
gboolean pantau_allowance_parse_size (const char *text, gint64 *bytes);

G_END_DECLS
