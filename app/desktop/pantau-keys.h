/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A key of the program, as the shortcuts window (ui/pantau-shortcuts.ui) tells it too: a test holds them together. */
typedef struct
{
  const char *action;  /* detailed name, "win.show::all" */
  const char *keys[3]; /* as gtk_accelerator_parse() reads them, up to NULL */
  gboolean after;      /* bound by the window's class, after what has the focus had its turn */
} PantauKey;

/* Ends with a NULL action. */
extern const PantauKey pantau_keys[];

/* Gives @application all keys but those "after". */
void pantau_keys_install (GtkApplication *application);

G_END_DECLS
