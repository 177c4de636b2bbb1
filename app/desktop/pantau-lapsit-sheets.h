/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_LAPSIT_SHEETS (pantau_lapsit_sheets_get_type ())
/*
 * A situation report as it will be printed, sheet below sheet: drawn by the same code as the PDF, in a thread of the session. Whoever cannot see it has the text for
 * WhatsApp, and the ODT.
 */
G_DECLARE_FINAL_TYPE (PantauLapsitSheets, pantau_lapsit_sheets, PANTAU, LAPSIT_SHEETS, GtkWidget)

/* Shows the report @id as it is kept now; what was shown stays until it has been drawn. */
void
pantau_lapsit_sheets_show (PantauLapsitSheets *self, PantauSession *session, const char *id);

G_END_DECLS
