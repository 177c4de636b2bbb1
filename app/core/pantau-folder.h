/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Removes the directory @path and the files in it: one that this program filled, without directories in it. What cannot be removed stays, and so does the
 * directory then; whoever wants another in its place hears of that from what it does next.
 */
void pantau_folder_remove (const char *path);

G_END_DECLS
