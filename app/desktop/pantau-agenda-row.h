/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-agenda.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_AGENDA_ROW (pantau_agenda_row_get_type ())
/* Something that is due: of which record, by when, under which rule. Activated it opens the record (win.open-record). */
G_DECLARE_FINAL_TYPE (PantauAgendaRow, pantau_agenda_row, PANTAU, AGENDA_ROW, GtkListBoxRow)

/* Copies what it shows of @item. */
void
pantau_agenda_row_set (PantauAgendaRow *self, const PantauAgendaItem *item, PantauAgendaPart part);

G_END_DECLS
