/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_REGISTER_PAGE (pantau_register_page_get_type ())
/*
 * The risk register: open risks in the government's matrix, what they expose, and where. Every figure leads to the records that it counts.
 *
 * Properties: "session" (PantauSession, nullable until the window gives it), "region" (code; "" for the whole province: only what lies in
 * it is counted).
 */
G_DECLARE_FINAL_TYPE (PantauRegisterPage, pantau_register_page, PANTAU, REGISTER_PAGE, GtkWidget)

G_END_DECLS
