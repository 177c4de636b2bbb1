/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between pantau-parcel.c, which opens, and pantau-parcel-seal.c. */
#pragma once

#include "pantau-crypto-box.h"
#include "pantau-parcel.h"

G_BEGIN_DECLS

#define PANTAU_PARCEL_WORD "parcel\t"

/* Bytes of a box, which has the parcel's key. */
#define PANTAU_PARCEL_KEY_BOX    (PANTAU_AEAD_KEY_SIZE + PANTAU_KEY_SEAL_OVERHEAD)
#define PANTAU_PARCEL_INVITE_BOX (PANTAU_AEAD_NONCE + PANTAU_AEAD_KEY_SIZE + PANTAU_AEAD_OVERHEAD)

G_STATIC_ASSERT (PANTAU_PARCEL_KEY_BOX == 80);
G_STATIC_ASSERT (PANTAU_PARCEL_INVITE_BOX == 72);

/* The key of the boxes that an invitation's code opens. */
void pantau_parcel_derive_invite_key (const PantauInvite *invite, guint8 key[PANTAU_AEAD_KEY_SIZE]);

G_END_DECLS
