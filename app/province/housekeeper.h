/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workers.h"
#include "writer.h"

G_BEGIN_DECLS

/* Looks after the files of a serving province at its start and once a day: those that no line names (orphans.h). Main thread only. */
typedef struct _PantauHousekeeper PantauHousekeeper;

/* Borrows all three, which must outlive it. */
PantauHousekeeper *pantau_housekeeper_new (PantauProvince *province,
                                           PantauWorkers *workers,
                                           PantauWriter *writer) G_GNUC_WARN_UNUSED_RESULT;
/* What is under way ends by itself, with the workers and the writer. */
void pantau_housekeeper_free (PantauHousekeeper *self);

G_END_DECLS
