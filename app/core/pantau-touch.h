/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define PANTAU_TOUCH_MAX_TARGETS 32
#define PANTAU_TOUCH_MAX_TO      200 /* characters */
#define PANTAU_TOUCH_MAX_NOTE    500

/* What was done with files besides bringing them. Names are a contract (evidence.touch); append only. */
typedef enum
{
  PANTAU_TOUCH_EXPORT,    /* "export": originals left the program, as a copy or in a bundle */
  PANTAU_TOUCH_PRINT,     /* "print" */
  PANTAU_TOUCH_FORWARD,   /* "forward": a copy went to an office */
  PANTAU_TOUCH_HAND_OVER, /* "hand-over": the medium itself went to an office */
} PantauTouchWhat;

/* Its name in lines, as above (transfer none); FALSE for a name that is none, and for NULL. */
const char *pantau_touch_get_name (PantauTouchWhat what);
gboolean pantau_touch_from_name (const char *name, PantauTouchWhat *what);

/* Whether it says nothing without the office to which the files went. */
gboolean pantau_touch_needs_to (PantauTouchWhat what);

/* What one evidence.touch says. Texts are as they were written: clean them before showing. */
typedef struct
{
  PantauTouchWhat what;
  GStrv targets; /* SHA-256 in hex, each once, 1 to PANTAU_TOUCH_MAX_TARGETS */
  char *to;      /* (nullable): an office or a function */
  char *note;    /* (nullable) */
} PantauTouch;

void pantau_touch_free (PantauTouch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauTouch, pantau_touch_free)

/*
 * What the body (nullable) of an evidence.touch says; NULL where it is malformed, which is then without effect: an unknown `what`, a member of another
 * type or over its limit, a target that is no hash or stands twice, no `to` where it is needed, or `blobs`: it names files and brings none.
 */
PantauTouch *pantau_touch_read (JsonObject *body) G_GNUC_WARN_UNUSED_RESULT;

/* The body of an evidence.touch. @to, @note: (nullable). (transfer full) */
JsonObject *pantau_touch_body (PantauTouchWhat what,
                               const char *const *targets,
                               const char *to,
                               const char *note) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
