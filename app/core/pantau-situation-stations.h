/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of TPS, in the order in which they came. A village has few, and what is asked for one after the other mostly lies in one: so each has a small table of its own. */
#pragma once

#include "pantau-situation-index.h"

G_BEGIN_DECLS

typedef struct
{
  GArray *lines; /* of guint: by number: the region in which it lies */
  GPtrArray
      *tables; /* by region: of guint32, number + 1 of each small TPS; NULL where it has none */
  PantauSituationIndex others; /* region << 16 | TPS of what no table has room for */
  GArray *other_numbers;       /* of guint: their numbers */
} PantauSituationStations;

void pantau_situation_stations_init (PantauSituationStations *self);
void pantau_situation_stations_clear (PantauSituationStations *self);

/* The number of TPS @tps (1 to 65535) in the region @line, a new one where it has none: then as many as there were before. */
guint pantau_situation_stations_add (PantauSituationStations *self, guint line, guint tps);

/* PANTAU_SITUATION_NOWHERE where it is not there. */
guint pantau_situation_stations_find (const PantauSituationStations *self, guint line, guint tps);

G_END_DECLS
