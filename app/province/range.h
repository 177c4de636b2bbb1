/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PANTAU_RANGE_WHOLE,   /* none is asked for, or one that may be ignored: 200 */
  PANTAU_RANGE_PART,    /* 206 */
  PANTAU_RANGE_OUTSIDE, /* 416 */
} PantauRange;

/*
 * Reads the field Range (RFC 9110 section 14.2; nullable) of a file of @size bytes. Several ranges at once are ignored, as the
 * RFC allows. @from and @length are set for _PART.
 */
PantauRange pantau_range_parse (const char *text, goffset size, goffset *from, goffset *length);

G_END_DECLS
