/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"

G_BEGIN_DECLS

/* The labelled set of near-duplicate claims (tests/similar/README.md): one half of it, and a home that holds it. */

/* A text and what was done to it. */
typedef struct
{
  char *name; /* of the class, as in README.md */
  char *text;
  char *url; /* (nullable) */
} SetText;

typedef struct
{
  char *id;
  char *title; /* what an officer called it, else its first sentence */
  char *text;
  char *url;            /* (nullable) */
  GPtrArray *variants;  /* (element-type SetText): the same claim again */
  GPtrArray *different; /* (element-type SetText): look like it, and are others */
  char *record;         /* (nullable): where it stands in the home that it was last recorded in */
} SetClaim;

/* @half: "latih" or "uji". (transfer full) (element-type SetClaim) */
GPtrArray *set_load (const char *half) G_GNUC_WARN_UNUSED_RESULT;

/* @n unrelated hoaxes, no two alike, the same in every run: (transfer full) (element-type char*) */
GPtrArray *set_crowd (guint n) G_GNUC_WARN_UNUSED_RESULT;

/* What the program calls a record that was pasted: the first sentence, 120 characters at most. (transfer full) */
char *set_title_of (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Records all of @claims (nullable) and @crowd, each as a hoax that a person recorded, in one commit. (transfer full) (element-type char*): the
 * UUIDs of @crowd
 */
GPtrArray *set_record (PantauHome *home, GPtrArray *claims, GPtrArray *crowd);

/* One hoax, checked as any record; @url nullable. (transfer full): its UUID. */
char *set_record_one (PantauHome *home, const char *title, const char *text, const char *url)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
