/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The homes of those who share a laptop's account, side by side in one directory. What is told of each is read without opening it, so that it does
 * not matter whether another program has it.
 */
typedef struct
{
  char *name; /* of its directory: "utama" */
  char *path;
  gboolean practice;
  gboolean enrolled;
  char *person;   /* (nullable): NULL before enrolment, or where it cannot be read */
  char *position; /* (nullable) */
  char *role;     /* (nullable) */
  char *region;   /* (nullable): a code */
  gint64 used;    /* Unix seconds of the last writing; 0 where there was none */
} PantauProfile;

/* The profile that a laptop begins with. */
#define PANTAU_PROFILE_FIRST "utama"

void pantau_profile_free (PantauProfile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauProfile, pantau_profile_free)

/* The homes in @directory, the last used first; none where it is missing. Reads files: call it in a thread. (transfer full) (element-type PantauProfile) */
GPtrArray *pantau_profile_list (const char *directory) G_GNUC_WARN_UNUSED_RESULT;

/* TRUE where @name may be one: letters, digits, "-" and "_", at most 40 of them. It becomes a directory. */
gboolean pantau_profile_name_is_valid (const char *name);

/* A name that no directory in @directory has: "pengguna-2". (transfer full) */
char *pantau_profile_new_name (const char *directory) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
