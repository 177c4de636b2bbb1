/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-application.h"
#include "pantau-profile-window.h"
#include "pantau-window.h"

G_BEGIN_DECLS

/* pantau-application.c starts the program and opens homes, -actions.c has its verbs. */
struct _PantauApplication
{
  AdwApplication parent_instance;

  PantauSettings *settings;    /* (unowned) */
  char *home;                  /* (nullable): --home */
  GStrv profiles;              /* (nullable): --profile, once or several times */
  char *place;                 /* (nullable): --place, where the first window begins */
  gboolean was_rekeyed; /* the home of the next window, or was to be */
  char *trouble;        /* (nullable): then why it was not */
  GPtrArray *files;            /* (owned) (nullable) of GFile: to be opened in the next window */
  PantauProfileWindow *choice; /* (nullable): while it is in sight */
  GHashTable *opening;         /* path → what is known of it: homes that a thread is opening */
  gboolean is_starting;        /* no window can be shown yet */
  gboolean is_listing;         /* profiles are being looked for */
  GPtrArray *restart;          /* (nullable): what goes on after this process */
};

void pantau_application_add_actions (PantauApplication *self);

/* Opens the home at @path, or brings its window to the front. */
void pantau_application_open_home (PantauApplication *self, const char *path);
/* The same after its key was changed, or not: @error (nullable). */
void
pantau_application_open_rekeyed (PantauApplication *self, const char *path, const GError *error);
void pantau_application_show_choice (PantauApplication *self);

G_END_DECLS
