/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-session.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_ASKS_PAGE (pantau_asks_page_get_type ())
/*
 * What an identity officer was asked: to reach reporters and witnesses, whom nobody else knows. The longest waiting first; those that are answered below. A row opens its
 * record, its button the answer.
 *
 * Property "session" (PantauSession, nullable until the window gives it).
 */
G_DECLARE_FINAL_TYPE (PantauAsksPage, pantau_asks_page, PANTAU, ASKS_PAGE, GtkWidget)

G_END_DECLS
