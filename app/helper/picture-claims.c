/* SPDX-License-Identifier: GPL-3.0-or-later */
/* EXIF by libexif, which has met many files that were made to break it: here it may break. */

#include "picture-claims.h"

#include <libexif/exif-data.h>
#include <string.h>

#include "picture-answer.h"

#define MAX_ASCII 256 /* bytes of a text that anybody needs */

/* A text of the file, up to its first NUL. (transfer full) (nullable) */
static char *
read_ascii (ExifData *data, ExifIfd ifd, ExifTag tag)
{
  ExifEntry *entry = exif_content_get_entry (data->ifd[ifd], tag);

  if (entry == NULL || entry->format != EXIF_FORMAT_ASCII || entry->data == NULL)
    return NULL;

  return g_strndup ((const char *) entry->data, MIN (entry->size, MAX_ASCII));
}

/* Degrees, minutes and seconds, each a fraction. FALSE for what is none. */
static gboolean
read_degrees (ExifData *data, ExifTag tag, ExifTag sign_tag, char minus, double *degrees)
{
  ExifEntry *entry = exif_content_get_entry (data->ifd[EXIF_IFD_GPS], tag);
  g_autofree char *sign = read_ascii (data, EXIF_IFD_GPS, sign_tag);
  double unit = 1;

  if (entry == NULL || sign == NULL || *sign == '\0' || entry->format != EXIF_FORMAT_RATIONAL ||
      entry->components != 3 || entry->data == NULL || entry->size < 3 * 8)
    return FALSE;

  *degrees = 0;
  for (guint i = 0; i < 3; i++, unit *= 60)
    {
      ExifRational part = exif_get_rational (entry->data + 8 * i, exif_data_get_byte_order (data));

      if (part.denominator == 0 && part.numerator != 0)
        return FALSE;
      if (part.denominator != 0)
        *degrees += (double) part.numerator / part.denominator / unit;
    }
  if (*sign == minus)
    *degrees = -*degrees;

  return TRUE;
}

static void
add_place (GString *claims, ExifData *data)
{
  double lat, lon;

  if (!read_degrees (data, (ExifTag) EXIF_TAG_GPS_LATITUDE, (ExifTag) EXIF_TAG_GPS_LATITUDE_REF,
                     'S', &lat) ||
      !read_degrees (data, (ExifTag) EXIF_TAG_GPS_LONGITUDE, (ExifTag) EXIF_TAG_GPS_LONGITUDE_REF,
                     'W', &lon))
    return;
  picture_answer_add_number (claims, "lat", lat);
  picture_answer_add_number (claims, "lon", lon);
}

/* "+07:00", as EXIF 2.31 has it; anything else is no zone. */
static gboolean
is_zone (const char *zone)
{
  static const char form[] = "sdd:dd";

  if (zone == NULL || strlen (zone) != sizeof form - 1)
    return FALSE;
  for (gsize i = 0; i < sizeof form - 1; i++)
    if (form[i] == 's'   ? zone[i] != '+' && zone[i] != '-'
        : form[i] == 'd' ? !g_ascii_isdigit (zone[i])
                         : zone[i] != form[i])
      return FALSE;

  return TRUE;
}

void
picture_claims_add_taken (GString *claims, const char *said, const char *zone)
{
  static const char form[] = "dddd:dd:dd dd:dd:dd";
  g_autofree char *taken = NULL;

  if (said == NULL || strlen (said) < sizeof form - 1)
    return;
  for (gsize i = 0; i < sizeof form - 1; i++)
    if (form[i] == 'd' ? !g_ascii_isdigit (said[i]) : said[i] != form[i])
      return;

  taken = g_strdup_printf ("%.4s-%.2s-%.2sT%.8s%s", said, said + 5, said + 8, said + 11,
                           is_zone (zone) ? zone : "");
  picture_answer_add_text (claims, "taken", taken);
}

/* When it was taken, else when it was made digital, else when the file was changed last; each with its own zone. */
static void
add_time (GString *claims, ExifData *data)
{
  static const struct
  {
    ExifIfd ifd;
    ExifTag time, zone;
  } times[] = {
    { EXIF_IFD_EXIF, EXIF_TAG_DATE_TIME_ORIGINAL, EXIF_TAG_OFFSET_TIME_ORIGINAL },
    { EXIF_IFD_EXIF, EXIF_TAG_DATE_TIME_DIGITIZED, EXIF_TAG_OFFSET_TIME_DIGITIZED },
    { EXIF_IFD_0, EXIF_TAG_DATE_TIME, EXIF_TAG_OFFSET_TIME },
  };
  gsize before = claims->len;

  for (gsize i = 0; i < G_N_ELEMENTS (times) && claims->len == before; i++)
    {
      g_autofree char *time = read_ascii (data, times[i].ifd, times[i].time),
                      *zone = read_ascii (data, EXIF_IFD_EXIF, times[i].zone);

      picture_claims_add_taken (claims, time, zone != NULL ? g_strstrip (zone) : NULL);
    }
}

void
picture_claims_add_exif (GString *claims, const guint8 *exif, gsize length)
{
  g_autofree guint8 *whole = g_malloc (length + 6);
  g_autofree char *make = NULL, *model = NULL, *software = NULL;
  ExifData *data = exif_data_new ();

  /* libexif wants the mark that only a JPEG has. */
  memcpy (whole, "Exif\0\0", 6);
  memcpy (whole + 6, exif, length);
  exif_data_load_data (data, whole, (unsigned int) (length + 6));

  make = read_ascii (data, EXIF_IFD_0, EXIF_TAG_MAKE);
  model = read_ascii (data, EXIF_IFD_0, EXIF_TAG_MODEL);
  software = read_ascii (data, EXIF_IFD_0, EXIF_TAG_SOFTWARE);
  add_time (claims, data);
  add_place (claims, data);
  picture_answer_add_text (claims, "make", make);
  picture_answer_add_text (claims, "model", model);
  picture_answer_add_text (claims, "software", software);
  exif_data_unref (data);
}
