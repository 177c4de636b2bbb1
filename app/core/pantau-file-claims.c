/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What files say of themselves, as lines have it. It comes from a process that read a stranger's file, or out of a line of somebody's program: either
 * may say anything, so there is one way in, and it takes nothing on trust.
 */

#include "config.h"

#include "pantau-file-claims.h"

#include <math.h>
#include <string.h>

#include "pantau-json.h"
#include "pantau-pii.h"

#define TEXT_LIMIT 4096 /* bytes of all claims of a file */

#define MASKED_NUMBER "nomor" /* the same word in every language, since it goes into a line */

#define MAX_SIDE     1000000
#define MAX_PAGES    1000000
#define MAX_DURATION (31 * 24 * 3600)

PantauFileClaims *
pantau_file_claims_new (void)
{
  return g_new0 (PantauFileClaims, 1);
}

PantauFileClaims *
pantau_file_claims_copy (const PantauFileClaims *self)
{
  PantauFileClaims *copy = g_memdup2 (self, sizeof *self);

  copy->taken = g_strdup (self->taken);
  copy->make = g_strdup (self->make);
  copy->model = g_strdup (self->model);
  copy->software = g_strdup (self->software);

  return copy;
}

void
pantau_file_claims_free (PantauFileClaims *self)
{
  g_free (self->taken);
  g_free (self->make);
  g_free (self->model);
  g_free (self->software);
  g_free (self);
}

gboolean
pantau_file_claims_equal (const PantauFileClaims *a, const PantauFileClaims *b)
{
  g_autofree char *left = pantau_file_claims_to_text (a), *right = pantau_file_claims_to_text (b);

  return g_strcmp0 (left, right) == 0;
}

/* Printable characters, one blank between words, no more than PANTAU_FILE_CLAIMS_MAX_TEXT. (transfer full) */
static char *
printable (const char *said)
{
  g_autofree char *normal = g_utf8_normalize (said, -1, G_NORMALIZE_NFC);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (const char *p = normal; *p != '\0' && n < PANTAU_FILE_CLAIMS_MAX_TEXT;
       p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        c = ' ';
      if (!g_unichar_isprint (c) || g_unichar_type (c) == G_UNICODE_FORMAT ||
          (c == ' ' && (text->len == 0 || text->str[text->len - 1] == ' ')))
        continue;
      g_string_append_unichar (text, c);
      n++;
    }

  return g_strchomp (g_string_free (g_steal_pointer (&text), FALSE));
}

/* A camera's owner writes a telephone number where its name belongs. (transfer full) */
static char *
without_numbers (const char *said)
{
  g_autoptr (GPtrArray) found = pantau_pii_find_all (said);
  g_autoptr (GString) text = g_string_new (NULL);
  gsize at = 0;

  for (guint i = 0; i < found->len; i++)
    {
      const PantauPii *one = g_ptr_array_index (found, i);

      g_string_append_len (text, said + at, (gssize) (one->start - at));
      g_string_append (text, MASKED_NUMBER);
      at = one->start + one->length;
    }
  g_string_append (text, said + at);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* (transfer full) (nullable): NULL where nothing remains */
static char *
read_text (JsonObject *object, const char *member)
{
  const char *said = pantau_json_string (object, member);
  g_autofree char *valid = NULL, *whole = NULL, *masked = NULL, *text = NULL;

  if (said == NULL || strlen (said) > TEXT_LIMIT)
    return NULL;
  valid = g_utf8_make_valid (said, -1);
  whole = printable (valid);
  masked = without_numbers (whole);
  text = printable (masked); /* masks may be longer than what they cover */

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static gboolean
read_digits (const char *text, gsize n, int *value)
{
  *value = 0;
  for (gsize i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *value = *value * 10 + (text[i] - '0');
    }

  return TRUE;
}

/* "", "Z" or "+07:00". */
static gboolean
is_zone (const char *text)
{
  int hours, minutes;

  if (*text == '\0' || strcmp (text, "Z") == 0)
    return TRUE;

  return strlen (text) == 6 && (*text == '+' || *text == '-') && text[3] == ':' &&
         read_digits (text + 1, 2, &hours) && read_digits (text + 4, 2, &minutes) && hours <= 14 &&
         minutes <= 59;
}

/* A moment that exists, whatever it is worth. (transfer full) (nullable) */
static char *
read_taken (JsonObject *object)
{
  const char *said = pantau_json_string (object, "taken");
  int year, month, day, hour, minute, second;

  if (said == NULL || strlen (said) < 19 || said[4] != '-' || said[7] != '-' || said[10] != 'T' ||
      said[13] != ':' || said[16] != ':' || !read_digits (said, 4, &year) ||
      !read_digits (said + 5, 2, &month) || !read_digits (said + 8, 2, &day) ||
      !read_digits (said + 11, 2, &hour) || !read_digits (said + 14, 2, &minute) ||
      !read_digits (said + 17, 2, &second) || !is_zone (said + 19))
    return NULL;

  return year > 0 && month > 0 && day > 0 &&
                 g_date_valid_dmy ((GDateDay) day, (GDateMonth) MIN (month, 13),
                                   (GDateYear) year) &&
                 hour <= 23 && minute <= 59 && second <= 59
             ? g_strdup (said)
             : NULL;
}

static gboolean
read_number (JsonObject *object, const char *member, double most, double *value)
{
  JsonNode *node = json_object_get_member (object, member);
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node)
                                                            : G_TYPE_INVALID;

  if (type != G_TYPE_DOUBLE && type != G_TYPE_INT64)
    return FALSE;
  /* What is exact to eleven centimetres is the same text on every machine. */
  *value = round (json_node_get_double (node) * 1e6) / 1e6;

  return isfinite (*value) && fabs (*value) <= most;
}

static void
read_place (JsonObject *object, PantauFileClaims *self)
{
  double lat, lon;

  if (!read_number (object, "lat", 90, &lat) || !read_number (object, "lon", 180, &lon) ||
      (lat == 0 && lon == 0))
    return;
  /* Not minus nothing, which would be another text. */
  self->lat = lat + 0.0;
  self->lon = lon + 0.0;
  self->has_place = TRUE;
}

static int
read_count (JsonObject *object, const char *member, gint64 most)
{
  gint64 count = pantau_json_integer (object, member, 0);

  return count > 0 && count <= most ? (int) count : 0;
}

static gboolean
says_nothing (const PantauFileClaims *self)
{
  return self->taken == NULL && self->make == NULL && self->model == NULL &&
         self->software == NULL && !self->has_place && self->width == 0 && self->height == 0 &&
         self->pages == 0 && self->duration == 0;
}

PantauFileClaims *
pantau_file_claims_from_json (JsonObject *object)
{
  g_autoptr (PantauFileClaims) self = NULL;

  if (object == NULL)
    return NULL;
  self = pantau_file_claims_new ();
  self->taken = read_taken (object);
  self->make = read_text (object, "make");
  self->model = read_text (object, "model");
  self->software = read_text (object, "software");
  read_place (object, self);
  self->width = read_count (object, "width", MAX_SIDE);
  self->height = read_count (object, "height", MAX_SIDE);
  self->pages = read_count (object, "pages", MAX_PAGES);
  self->duration = read_count (object, "duration", MAX_DURATION);

  return says_nothing (self) ? NULL : g_steal_pointer (&self);
}

static void
write_count (JsonObject *object, const char *member, int count)
{
  if (count > 0)
    json_object_set_int_member (object, member, count);
}

JsonObject *
pantau_file_claims_to_json (const PantauFileClaims *self)
{
  JsonObject *object;

  if (self == NULL || says_nothing (self))
    return NULL;
  object = json_object_new ();
  pantau_json_set_text (object, "taken", self->taken);
  if (self->has_place)
    {
      json_object_set_double_member (object, "lat", self->lat);
      json_object_set_double_member (object, "lon", self->lon);
    }
  pantau_json_set_text (object, "make", self->make);
  pantau_json_set_text (object, "model", self->model);
  pantau_json_set_text (object, "software", self->software);
  write_count (object, "width", self->width);
  write_count (object, "height", self->height);
  write_count (object, "pages", self->pages);
  write_count (object, "duration", self->duration);

  return object;
}

char *
pantau_file_claims_to_text (const PantauFileClaims *self)
{
  g_autoptr (JsonObject) object = pantau_file_claims_to_json (self);

  return object != NULL ? pantau_json_object_text (object) : NULL;
}

PantauFileClaims *
pantau_file_claims_from_text (const char *text)
{
  g_autoptr (JsonObject) object =
      text != NULL ? pantau_json_parse (text, strlen (text), TEXT_LIMIT, NULL) : NULL;

  return pantau_file_claims_from_json (object);
}
