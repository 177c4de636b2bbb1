/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files in words: from whom, where they are kept, what they say of themselves, and which other records have them. */

#include "config.h"

#include "pantau-words-file.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "pantau-format.h"
#include "pantau-locale.h"
#include "pantau-words.h"

/* Names of other records in one sentence; the rest are counted. */
#define MAX_NAMES 2

/* Day and time as the camera's clock had them: a zone is told only where the file says one. (transfer full) */
static char *
tell_taken (const char *taken)
{
  g_autofree char *date = NULL, *day = NULL;
  const char *dot = g_str_equal (pantau_locale_get (), "id") ? "." : ":";

  if (strlen (taken) > 19)
    return pantau_format_rfc3339 (taken);
  date = g_strndup (taken, 10);
  day = pantau_format_date (date);

  return g_strdup_printf ("%s, %.2s%s%.2s", day, taken + 11, dot, taken + 14);
}

/* Six digits behind the point, as maps take them in every language. (transfer full) */
static char *
tell_place (const PantauFileClaims *claims)
{
  char lat[G_ASCII_DTOSTR_BUF_SIZE], lon[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (lat, sizeof lat, "%.6f", claims->lat);
  g_ascii_formatd (lon, sizeof lon, "%.6f", claims->lon);

  return g_strdup_printf ("%s, %s", lat, lon);
}

/* "Samsung SM-A125F"; many models have the maker's name in theirs. (transfer full) (nullable) */
static char *
tell_camera (const PantauFileClaims *claims)
{
  const char *make = claims->make, *model = claims->model;
  g_autofree char *camera = NULL;

  if (make == NULL && model == NULL)
    return NULL;
  if (make != NULL && model != NULL && g_ascii_strncasecmp (model, make, strlen (make)) != 0)
    camera = g_strdup_printf ("%s %s", make, model);
  else
    camera = g_strdup (model != NULL ? model : make);

  return pantau_words_clean (camera);
}

/* @format has one %s. Takes @value (nullable). */
static void
add (GPtrArray *parts, const char *format, char *value)
{
  if (value != NULL)
    g_ptr_array_add (parts, g_strdup_printf (format, value));
  g_free (value);
}

static void
add_size (GPtrArray *parts, const PantauFileClaims *claims)
{
  g_autofree char *width = pantau_format_integer (claims->width),
                  *height = pantau_format_integer (claims->height);

  if (claims->width > 0 && claims->height > 0)
    /* Translators: width and height of a picture */
    g_ptr_array_add (parts, g_strdup_printf (_ ("%s × %s pixels"), width, height));
}

char *
pantau_words_file_claims (const PantauFileClaims *claims)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (claims == NULL)
    return NULL;
  /* Translators: what a photo says of itself; %s is a day and a time */
  add (parts, _ ("taken %s"), claims->taken != NULL ? tell_taken (claims->taken) : NULL);
  /* Translators: what a photo says of itself; %s are coordinates */
  add (parts, _ ("at %s"), claims->has_place ? tell_place (claims) : NULL);
  /* Translators: what a photo says of itself; %s is a camera */
  add (parts, _ ("with %s"), tell_camera (claims));
  /* Translators: what a photo says of itself; %s is a program that changed it */
  add (parts, _ ("written by %s"),
       claims->software != NULL ? pantau_words_clean (claims->software) : NULL);
  /* By itself it is no claim worth a line: everybody sees how large a picture is. */
  if (parts->len > 0)
    add_size (parts, claims);
  if (claims->pages > 0)
    {
      g_autofree char *pages = pantau_format_integer (claims->pages);

      g_ptr_array_add (
          parts, g_strdup_printf (ngettext ("%s page", "%s pages", (gulong) claims->pages), pages));
    }
  if (claims->duration > 0)
    g_ptr_array_add (parts, pantau_format_duration (claims->duration));
  if (parts->len == 0)
    return NULL;
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (GStrv) parts->pdata);
}

const char *
pantau_words_file_stripped (const char *stripped)
{
  return g_strcmp0 (stripped, PANTAU_STRIPPED_WHATSAPP) == 0
             ? _ ("Sent through WhatsApp, which takes away time, place and camera: ask for the "
                  "original")
             : NULL;
}

const char *
pantau_words_file_origin (PantauReference *reference, const char *origin)
{
  return pantau_kinds_choice_label (pantau_reference_get_kinds (reference),
                                    PANTAU_ATTACHMENT_ORIGINS, origin, pantau_locale_get ());
}

char *
pantau_words_file_medium (const char *medium)
{
  g_autofree char *clean = pantau_words_clean (medium);

  /* Translators: on which drive, in which office a file is that is too large to be sent */
  return g_strdup_printf (_ ("Kept on: %s"), clean);
}

/* (transfer full) */
static char *
title_of (const PantauSameFile *record)
{
  return pantau_words_clean (*record->title != '\0' ? record->title : _ ("(untitled)"));
}

char *
pantau_words_file_same (GPtrArray *records)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *more = NULL;
  guint shown = MIN (records->len, MAX_NAMES), rest = records->len - shown;

  if (records->len == 0)
    return NULL;
  for (guint i = 0; i < shown; i++)
    {
      g_autofree char *title = title_of (g_ptr_array_index (records, i));

      g_string_append_printf (names, "%s“%s”", i > 0 ? ", " : "", title);
    }
  if (rest == 0)
    /* Translators: of a file; %s are titles of other records that have the same file */
    return g_strdup_printf (ngettext ("Also on the record %s", "Also on the records %s", shown),
                            names->str);
  more = pantau_format_integer (rest);

  /* Translators: of a file; the first %s are titles of other records that have the same file, the second how many more */
  return g_strdup_printf (
      ngettext ("Also on the records %s and %s more", "Also on the records %s and %s more", rest),
      names->str, more);
}
