/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-access.h"

G_BEGIN_DECLS

/* A device that was granted: immutable, reference-counted, replaced as a whole. */
typedef struct
{
  char *key;
  char *person;
  PantauRole role;
  char *region;
  char *last_day; /* (nullable): YYYY-MM-DD */
  gint64 granted; /* index of the newest grant */
  gint64 revoked; /* index of the revocation; 0: none */
} PantauDevice;

PantauDevice *pantau_device_ref (PantauDevice *self);
void pantau_device_unref (PantauDevice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauDevice, pantau_device_unref)

/* For pantau_access_*(): borrows from the device. */
PantauActor pantau_device_get_actor (const PantauDevice *self);

/* TRUE on days after the last one (WIB) of the device's assignment. @today nullable: today. */
gboolean pantau_device_is_expired (const PantauDevice *self, const char *today);

G_END_DECLS
