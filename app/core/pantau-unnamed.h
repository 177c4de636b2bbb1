/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"

G_BEGIN_DECLS

/* After so many days that a file was first found without a name it goes; as at the province (orphans.h). */
#define PANTAU_UNNAMED_PATIENCE 30

/*
 * Files in blobs/ that no line and no draft names: of an import that was killed between the file and its line, mostly. Each is noted when it is first found so (table
 * `unnamed`), and removed once that is long ago. The days do not count from when it came: a home whose database was lost gets its lines back from the province, and must still
 * have their files. What came anew meanwhile begins anew; while lines of this home or bodies are still to come, nothing goes. What was put aside (`.rusak-N`) is not looked at.
 *
 * Works once a day, at other times it does nothing. Only names are read, unless one was found. @removed takes how many went. Any thread that may write; outside of transactions.
 */
gboolean pantau_unnamed_sweep (PantauHome *home, guint *removed, GError **error);

G_END_DECLS
