/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session.h"
#include "writer.h"

G_BEGIN_DECLS

/* `POST /v1/receipts`: somebody shows a receipt of this province of before it was restored. What it took then and put aside since, it lets out. */
typedef struct _PantauAppeals PantauAppeals;

/* Borrows all three, which must outlive it. */
PantauAppeals *pantau_appeals_new (PantauProvince *province,
                                   PantauSessions *sessions,
                                   PantauWriter *writer) G_GNUC_WARN_UNUSED_RESULT;
void pantau_appeals_free (PantauAppeals *self);

/* A handler; @self is PantauAppeals. */
void pantau_appeals_handle (PantauRequest *request, gpointer self);

G_END_DECLS
