/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "http.h"

G_BEGIN_DECLS

/*
 * Which handler answers what, and within which limits. Paths are compared whole; one that ends in "/" stands for any that has
 * one segment more and no route of its own.
 */
typedef struct _PantauRoutes PantauRoutes;

typedef struct
{
  gsize body_limit;    /* bytes as sent */
  gsize decoded_limit; /* bytes once decoded */
  PantauHttpHandler handler;
  gpointer data;
  gboolean exempt;                   /* served beyond max_in_flight */
  PantauHttpPatientFunc is_patient;  /* (nullable): whose requests wait among themselves */
  const PantauHttpStream *stream;    /* (nullable): who takes the body as it comes */
  const PantauAnswerHeader *headers; /* (nullable): of all answers, up to one without a name */
} PantauRoute;

typedef enum
{
  PANTAU_ROUTES_FOUND,
  PANTAU_ROUTES_NO_PATH,
  PANTAU_ROUTES_NO_METHOD,
} PantauRoutesResult;

PantauRoutes *pantau_routes_new (void) G_GNUC_WARN_UNUSED_RESULT;
void pantau_routes_free (PantauRoutes *self);

/* @route is copied. Routes stay until the end; none is replaced. */
void pantau_routes_add (PantauRoutes *self,
                        const char *method,
                        const char *path,
                        const PantauRoute *route);

/* All routes of @path, those added before. */
void pantau_routes_exempt (PantauRoutes *self, const char *path);
void
pantau_routes_set_patient (PantauRoutes *self, const char *path, PantauHttpPatientFunc is_patient);
void
pantau_routes_set_headers (PantauRoutes *self, const char *path, const PantauAnswerHeader *headers);

/*
 * GET answers HEAD where nothing else does. @route (out): borrowed, set where found. @allow (out) (transfer full): the
 * methods that there are, set where @method is not among them.
 */
PantauRoutesResult pantau_routes_find (PantauRoutes *self,
                                       const char *method,
                                       const char *path,
                                       const PantauRoute **route,
                                       char **allow);

G_END_DECLS
