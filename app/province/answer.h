/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "application/problem+json" */
#define PANTAU_PROBLEM_TYPE "application/problem+json"

/* Headers that every answer carries, whoever writes it. */
typedef struct
{
  const char *name;
  const char *value;
} PantauAnswerHeader;
extern const PantauAnswerHeader pantau_answer_headers[3];

/*
 * An RFC 9457 problem document: type "urn:pantau:problem:@name", a title of our own for the stable
 * names, @status, and where given @detail and one more text member @member. (transfer full)
 */
GBytes *pantau_answer_problem (guint status,
                               const char *name,
                               const char *detail,
                               const char *member,
                               const char *value) G_GNUC_WARN_UNUSED_RESULT;

/*
 * A whole HTTP/1.1 response with such a problem, for requests that are answered before SoupServer
 * may: it writes nothing before the body has come in. 503 gets Retry-After. @allow (nullable): the
 * methods for a 405; @without_body: answers HEAD. (transfer full)
 */
GBytes *pantau_answer_raw (guint status,
                           const char *name,
                           const char *detail,
                           const char *allow,
                           gboolean without_body) G_GNUC_WARN_UNUSED_RESULT;

/* The same with @more: whole lines of header fields (nullable), a Retry-After perhaps among them. */
GBytes *pantau_answer_raw_with (guint status,
                                const char *name,
                                const char *detail,
                                const char *allow,
                                const char *more,
                                gboolean without_body) G_GNUC_WARN_UNUSED_RESULT;

/* A time as HTTP writes it, of Unix seconds. (transfer full) */
char *pantau_answer_date (gint64 time) G_GNUC_WARN_UNUSED_RESULT;

/* As soup_status_get_phrase(), and for what tus adds. */
const char *pantau_answer_get_phrase (guint status);

/* 1 to 5 seconds at random, so that those sent away together do not come back together. */
guint pantau_answer_retry_after (void);

G_END_DECLS
