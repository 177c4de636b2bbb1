/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-application.h"
#include "pantau-profile-window.h"
#include "pantau-window.h"

G_BEGIN_DECLS

/* pantau-application.c starts the program and opens homes, -actions.c has its verbs, -notices.c what is told on the desktop. */
struct _PantauApplication
{
  AdwApplication parent_instance;

  PantauSettings *settings;    /* (unowned) */
  char *home;                  /* (nullable): --home */
  GStrv profiles;              /* (nullable): --profile, once or several times */
  char *place;                 /* (nullable): --place, where the first window begins */
  gboolean was_rekeyed;        /* the home of the next window, or was to be */
  char *trouble;               /* (nullable): then why it was not */
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
/* The window of the home at @path, where it is open. (transfer none) (nullable) */
PantauWindow *pantau_application_find_window (PantauApplication *self, const char *path);

/* From now on, as long as @window is there, its person is told on the desktop what there is to be told, and early warnings come as was chosen. */
void pantau_application_watch (PantauApplication *self, PantauWindow *window);
/* Somebody wants to see one. */
void pantau_application_sample_notice (PantauApplication *self, const char *home);
/* Somebody looks at @place (as win.show takes it) of the home at @home: what was told of it is taken back. */
void pantau_application_seen (PantauApplication *self, const char *home, const char *place);
/* Goes there, because the notice @id of that home says so, and takes it back. */
void pantau_application_follow_notice (PantauApplication *self,
                                       const char *home,
                                       const char *place,
                                       const char *id);

G_END_DECLS
