/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "province.h"

G_BEGIN_DECLS

/*
 * Commands as commands.h says, in the writer's transaction; FALSE only for trouble with the database. invite makes one invitation, whose code is in the answer.
 * invite-list makes many, as invite-list.c reads them, or none: the first row that is wrong is named. `trial`: it only says whether all of them could be made.
 */
gboolean pantau_command_invite (PantauProvince *province,
                                JsonObject *request,
                                JsonObject **answer,
                                GError **error);
gboolean pantau_command_invite_list (PantauProvince *province,
                                     JsonObject *request,
                                     JsonObject **answer,
                                     GError **error);

G_END_DECLS
