/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-db.h"
#include "ran.h"

G_BEGIN_DECLS

/*
 * The real programs, in a directory that goes away: one province, served on loopback, and homes
 * beside it. What the tests know of them is what a script would know: arguments, standard output,
 * exit statuses, files and HTTP. The programs are those that PANTAU_PROVINCE and PANTAUCTL name.
 */
typedef struct _Trip Trip;

/* Programs under a sanitizer take their time. */
#ifdef __SANITIZE_ADDRESS__
#define TRIP_SLOWNESS 4
#else
#define TRIP_SLOWNESS 1
#endif

/* Makes a province and serves it. */
Trip *trip_new (gboolean practice) G_GNUC_WARN_UNUSED_RESULT;
/* The same in an empty directory, which goes with it. */
Trip *trip_new_in (const char *dir, gboolean practice) G_GNUC_WARN_UNUSED_RESULT;

/* Asserts that the province ends well on SIGTERM and that its ledger verifies; removes all. */
void trip_free (Trip *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Trip, trip_free)
/* Of a province that was killed, and of which nothing is asserted: leaves its directory alone. */
void trip_abandon (Trip *self);

/* Serves (again, on the same port); @arguments (nullable) are added to `serve`. */
void trip_start (Trip *self);
void trip_start_with (Trip *self, const char *const *arguments);
/* SIGTERM; asserts status 0. Returns how many milliseconds it took. */
gint64 trip_stop (Trip *self);
/* SIGKILL. */
void trip_kill (Trip *self);

const char *trip_url (Trip *self);
GPid trip_pid (Trip *self); /* 0 once it was killed */
/* The province's directory, or a file in it. (transfer full) */
char *trip_province_path (Trip *self, const char *name);
/* A path in the test's own directory. (transfer full) */
char *trip_path (Trip *self, const char *name);

/* Replaces @to with a copy of the directory @from (both as of trip_path()); nobody may use them. */
void trip_copy (Trip *self, const char *from, const char *to);

/* pantau-province --dir PROVINCE …, arguments up to NULL; whether or not it serves. */
Ran *trip_province (Trip *self, ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
/* The same with status 0: its standard output, stripped. (transfer full) */
char *trip_province_ok (Trip *self, ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;

/* An invitation's code. (transfer full) */
char *trip_invite (Trip *self, const char *role, const char *region) G_GNUC_WARN_UNUSED_RESULT;

/* A new practice home, not enrolled. */
void trip_home (Trip *self, const char *home);
/* A new practice home, enrolled. */
void trip_enrolled (Trip *self, const char *home, const char *role, const char *region);
/*
 * The home of an officer, which asks to be named, is put on the list that the recovery key signs, and the province passes it on. The key is made
 * where there is none.
 */
void trip_name_officer (Trip *self, const char *home);

/* pantauctl --home HOME …, arguments up to NULL. */
Ran *ctl (Trip *self, const char *home, ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
/* With @input on standard input. */
Ran *ctl_input (Trip *self, const char *home, const char *input, gsize length, ...)
    G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
/* Status 0: standard output, stripped. (transfer full) */
char *ctl_ok (Trip *self, const char *home, ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
/* Status 0, the output does not matter. */
void ctl_do (Trip *self, const char *home, ...) G_GNUC_NULL_TERMINATED;
/* Started and left running. (transfer full) */
GSubprocess *
ctl_start (Trip *self, const char *home, ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
/* Records @json (the text of a record) and asserts that it is saved: its UUID. (transfer full) */
char *ctl_record (Trip *self, const char *home, const char *kind, const char *json)
    G_GNUC_WARN_UNUSED_RESULT;
/* A hoax that would keep people from voting, titled @title, in @region. (transfer full): its UUID */
char *ctl_record_hoax (Trip *self, const char *home, const char *title, const char *region)
    G_GNUC_WARN_UNUSED_RESULT;
/* The sample record of that kind from the reference data (contoh/KIND.json). (transfer full) */
char *sample_json (const char *kind) G_GNUC_WARN_UNUSED_RESULT;
/* A short record @title in @region. (transfer full) */
char *record_json (const char *title, const char *region) G_GNUC_WARN_UNUSED_RESULT;

/* `list --json`, id → JsonObject. (transfer full) */
GHashTable *ctl_list (Trip *self, const char *home) G_GNUC_WARN_UNUSED_RESULT;
/* `show ID --json`. (transfer full) */
JsonObject *ctl_show (Trip *self, const char *home, const char *id) G_GNUC_WARN_UNUSED_RESULT;
/*
 * The values of a field at @home as canonical JSON, sorted and joined with " | ". (transfer full)
 */
char *ctl_values (Trip *self, const char *home, const char *id, const char *field)
    G_GNUC_WARN_UNUSED_RESULT;
/* "saved", "sending" or "received". (transfer full) */
char *ctl_state (Trip *self, const char *home, const char *id) G_GNUC_WARN_UNUSED_RESULT;

/* What a sync that ended with status 0 said. */
typedef struct
{
  guint sent, received, waiting;
} Synced;

Synced ctl_sync (Trip *self, const char *home);
/* Asserts that `verify` finds nothing. */
void ctl_verify (Trip *self, const char *home);

/* A database of a home or of the stopped province, read only, and single answers of it. */
PantauDb *trip_db (Trip *self, const char *home) G_GNUC_WARN_UNUSED_RESULT;
gint64 trip_number (Trip *self, const char *home, const char *sql);
/* The first column of each row, texts, as a set. (transfer full) */
GHashTable *trip_set (Trip *self, const char *home, const char *sql) G_GNUC_WARN_UNUSED_RESULT;
/* Asserts that every text of @some is in @all. */
void trip_assert_holds (GHashTable *all, GHashTable *some);
/* Changes a database that nobody uses. */
void trip_sql (Trip *self, const char *home, const char *sql);

/* The name for the four above of the province's database. */
#define PROVINCE "province"

/* One request on a connection of its own, as bytes; the whole response. (transfer full) */
char *trip_raw (Trip *self, const char *request, gssize length, gsize *response_length);
/* A connected, blocking socket with time-outs of 60 s. */
int trip_connect (Trip *self);
/* The value of a metric, such as "requests_parked". */
gint64 trip_metric (Trip *self, const char *name);

/* ms: what the province takes to end where nobody hinders it; to those who do it gives 10 s. */
#define TRIP_ENDS 9000

/* Bounded: 60 s, as a machine may stop meanwhile. */
#define TRIP_WAIT_UNTIL(condition)                                                                 \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 until_ = g_get_monotonic_time () + 60 * G_TIME_SPAN_SECOND;                             \
    while (!(condition) && g_get_monotonic_time () < until_)                                       \
      g_usleep (5000);                                                                             \
    g_assert_true (condition);                                                                     \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
