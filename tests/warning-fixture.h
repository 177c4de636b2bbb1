/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A message of CAP as an agency would write one. What is NULL is left out, or what the fixture says. */
typedef struct
{
  const char *identifier;  /* "2.49.0.1.360.0.2027.02.10.001" */
  const char *sender;      /* "cuaca@contoh.go.id" */
  const char *sent;        /* "2027-02-10T10:00:00+07:00" */
  const char *status;      /* "Actual" */
  const char *type;        /* "Alert" */
  const char *references;  /* none */
  const char *event;       /* "Hujan Lebat" */
  const char *severity;    /* "Moderate" */
  const char *expires;     /* "2027-02-10T16:00:00+07:00"; "" for none */
  const char *onset;       /* none */
  const char *headline;    /* "Hujan lebat di Sumatera Selatan" */
  const char *description; /* none */
  const char *area;        /* areaDesc; "Sumatera Selatan" */
  const char *shapes;      /* XML after areaDesc: polygons, circles, geocodes */
} WarningText;

#define WARNING_SENDER "cuaca@contoh.go.id"
#define WARNING_ID     "2.49.0.1.360.0.2027.02.10.001"
#define WARNING_NOON                                                                               \
  1802235600 /* Unix seconds: 2027-02-10T12:00:00+07:00, while the usual message stands */

/* The whole file. (transfer full) */
char *warning_text (const WarningText *text) G_GNUC_WARN_UNUSED_RESULT;
GBytes *warning_bytes (const WarningText *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
