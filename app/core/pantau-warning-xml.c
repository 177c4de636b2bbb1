/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CAP's XML into a PantauWarning. Elements that we do not know are passed over with all that is in them, a signature for one. */

#include "config.h"

#include "pantau-warning-xml.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "pantau-check.h"
#include "pantau-error.h"
#include "pantau-xml.h"

#define NAMESPACE      "urn:oasis:names:tc:emergency:cap:1."
#define LANGUAGE       "en-US" /* CAP 1.2, 3.2.2: what holds where a message names none */
#define MAX_NAME       300     /* bytes of what names a message */
#define MAX_REFERENCES 200
#define MAX_RADIUS     20000.0 /* km: half the way round the earth */

/* In which element we are. */
typedef enum
{
  IN_NOTHING, /* outside of the root */
  IN_ALERT,
  IN_INFO,
  IN_AREA,
  IN_EVENT_CODE,
  IN_GEOCODE,
  IN_VALUE,   /* an element that holds a text */
  IN_UNKNOWN, /* and all that is in it */
} Place;

typedef struct
{
  PantauWarning *warning;
  Place places[PANTAU_XML_MAX_DEPTH + 1]; /* by depth */
  gboolean has_status;
  gboolean has_type;
} Reader;

static PantauWarningInfo *
last_info (Reader *self)
{
  return g_ptr_array_index (self->warning->infos, self->warning->infos->len - 1);
}

static PantauWarningArea *
last_area (Reader *self)
{
  PantauWarningInfo *info = last_info (self);

  return g_ptr_array_index (info->areas, info->areas->len - 1);
}

static gboolean
check_root (const char *name, const char *const *values, GError **error)
{
  if (g_str_equal (name, "alert"))
    for (guint i = 0; values[i] != NULL; i++)
      if (g_str_has_prefix (values[i], NAMESPACE) &&
          (g_str_equal (values[i] + strlen (NAMESPACE), "1") ||
           g_str_equal (values[i] + strlen (NAMESPACE), "2")))
        return TRUE;

  return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                       _ ("the file is no early warning: CAP 1.1 or 1.2 is read here"));
}

static Place
enter_info (Reader *self)
{
  g_ptr_array_add (self->warning->infos, pantau_warning_info_new ());

  return IN_INFO;
}

static Place
enter_area (Reader *self)
{
  g_ptr_array_add (last_info (self)->areas, pantau_warning_area_new ());

  return IN_AREA;
}

static Place
enter_pair (GPtrArray *pairs, Place place)
{
  g_ptr_array_add (pairs, pantau_warning_pair_new ());

  return place;
}

static Place
enter (Reader *self, Place outer, const char *name)
{
  switch (outer)
    {
    case IN_NOTHING:
      return IN_ALERT;
    case IN_ALERT:
      return g_str_equal (name, "info") ? enter_info (self) : IN_VALUE;
    case IN_INFO:
      if (g_str_equal (name, "area"))
        return enter_area (self);
      return g_str_equal (name, "eventCode") ? enter_pair (last_info (self)->codes, IN_EVENT_CODE)
                                             : IN_VALUE;
    case IN_AREA:
      return g_str_equal (name, "geocode") ? enter_pair (last_area (self)->geocodes, IN_GEOCODE)
                                           : IN_VALUE;
    case IN_EVENT_CODE:
    case IN_GEOCODE:
      return IN_VALUE;
    case IN_VALUE:
    case IN_UNKNOWN:
    default:
      return IN_UNKNOWN;
    }
}

static gboolean
begin (const char *name,
       guint depth,
       const char *const *names,
       const char *const *values,
       gpointer data,
       GError **error)
{
  Reader *self = data;

  if (depth == 1 && !check_root (name, values, error))
    return FALSE;
  self->places[depth] = enter (self, self->places[depth - 1], name);

  return TRUE;
}

static void
set (char **place, const char *text)
{
  g_free (*place);
  *place = g_strdup (text);
}

static void
set_time (gint64 *place, const char *text)
{
  g_autofree char *normalised = NULL;
  gint64 when;

  if (pantau_check_time (text, &normalised, &when))
    *place = when;
}

/* "lat,lon", up to a blank or the end; moves @text behind it. */
static gboolean
read_point (const char **text, PantauWarningPoint *point)
{
  char *end;

  while (g_ascii_isspace (**text))
    (*text)++;
  point->lat = g_ascii_strtod (*text, &end);
  if (end == *text || *end != ',')
    return FALSE;
  *text = end + 1;
  point->lon = g_ascii_strtod (*text, &end);
  if (end == *text || (*end != '\0' && !g_ascii_isspace (*end)))
    return FALSE;
  *text = end;

  return isfinite (point->lat) && isfinite (point->lon) && fabs (point->lat) <= 90 &&
         fabs (point->lon) <= 180;
}

static void
add_polygon (PantauWarningArea *area, const char *text)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (PantauWarningPoint));
  PantauWarningPoint point;

  while (*text != '\0')
    {
      if (!read_point (&text, &point))
        {
          area->unreadable++;
          return;
        }
      g_array_append_val (points, point);
      while (g_ascii_isspace (*text))
        text++;
    }
  if (points->len >= 3)
    g_ptr_array_add (area->polygons, g_steal_pointer (&points));
  else
    area->unreadable++;
}

static void
add_circle (PantauWarningArea *area, const char *text)
{
  PantauWarningCircle circle;
  char *end;

  if (read_point (&text, &circle.centre))
    {
      circle.radius = g_ascii_strtod (text, &end);
      if (end != text && *end == '\0' && circle.radius >= 0 && circle.radius <= MAX_RADIUS)
        {
          g_array_append_val (area->circles, circle);
          return;
        }
    }
  area->unreadable++;
}

/* "sender,identifier,sent sender,identifier,sent" */
static void
add_references (PantauWarning *warning, const char *text)
{
  g_auto (GStrv) triples = g_strsplit_set (text, " \t\r\n", -1);

  for (guint i = 0; triples[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (triples[i], ",", 3);
      PantauWarningReference *reference;

      if (warning->references->len == MAX_REFERENCES || g_strv_length (parts) < 2 ||
          *parts[0] == '\0' || *parts[1] == '\0')
        continue;
      reference = g_new0 (PantauWarningReference, 1);
      reference->sender = g_strdup (parts[0]);
      reference->identifier = g_strdup (parts[1]);
      g_ptr_array_add (warning->references, reference);
    }
}

static void
take_of_alert (Reader *self, const char *name, const char *text)
{
  PantauWarning *warning = self->warning;

  if (g_str_equal (name, "identifier"))
    set (&warning->identifier, text);
  else if (g_str_equal (name, "sender"))
    set (&warning->sender, text);
  else if (g_str_equal (name, "sent"))
    set_time (&warning->sent, text);
  else if (g_str_equal (name, "scope"))
    set (&warning->scope, text);
  else if (g_str_equal (name, "note"))
    set (&warning->note, text);
  else if (g_str_equal (name, "references"))
    add_references (warning, text);
  else if (g_str_equal (name, "status"))
    {
      self->has_status = TRUE;
      for (warning->status = 0; warning->status < PANTAU_WARNING_STATUS_UNKNOWN; warning->status++)
        if (g_str_equal (pantau_warning_status_name (warning->status), text))
          break;
    }
  else if (g_str_equal (name, "msgType"))
    for (PantauWarningType type = 0; type <= PANTAU_WARNING_ERROR; type++)
      if (g_str_equal (pantau_warning_type_name (type), text))
        {
          self->has_type = TRUE;
          warning->type = type;
        }
}

static void
take_of_info (PantauWarningInfo *info, const char *name, const char *text)
{
  const struct
  {
    const char *name;
    char **text;
    gint64 *time;
  } members[] = {
    { "language", &info->language },       { "event", &info->event },
    { "urgency", &info->urgency },         { "severity", &info->severity },
    { "certainty", &info->certainty },     { "senderName", &info->sender_name },
    { "headline", &info->headline },       { "description", &info->description },
    { "instruction", &info->instruction }, { "web", &info->web },
    { "contact", &info->contact },         { "effective", NULL, &info->effective },
    { "onset", NULL, &info->onset },       { "expires", NULL, &info->expires },
  };

  if (g_str_equal (name, "category"))
    {
      g_autofree char *before = g_steal_pointer (&info->category);

      if (before != NULL && strlen (before) > MAX_NAME)
        text = "";
      info->category = before != NULL ? g_strjoin (" ", before, text, NULL) : g_strdup (text);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (g_str_equal (members[i].name, name))
      {
        if (members[i].text != NULL)
          set (members[i].text, text);
        else
          set_time (members[i].time, text);
      }
}

static void
take_of_area (PantauWarningArea *area, const char *name, const char *text)
{
  if (g_str_equal (name, "areaDesc"))
    set (&area->desc, text);
  else if (g_str_equal (name, "polygon"))
    add_polygon (area, text);
  else if (g_str_equal (name, "circle"))
    add_circle (area, text);
}

static void
take_of_pair (GPtrArray *pairs, const char *name, const char *text)
{
  PantauWarningPair *pair = g_ptr_array_index (pairs, pairs->len - 1);

  if (g_str_equal (name, "valueName"))
    set (&pair->name, text);
  else if (g_str_equal (name, "value"))
    set (&pair->value, text);
}

static gboolean
end (const char *name, guint depth, const char *text, gpointer data, GError **error)
{
  Reader *self = data;

  if (self->places[depth] != IN_VALUE)
    return TRUE;

  switch (self->places[depth - 1])
    {
    case IN_ALERT:
      take_of_alert (self, name, text);
      break;
    case IN_INFO:
      take_of_info (last_info (self), name, text);
      break;
    case IN_AREA:
      take_of_area (last_area (self), name, text);
      break;
    case IN_EVENT_CODE:
      take_of_pair (last_info (self)->codes, name, text);
      break;
    case IN_GEOCODE:
      take_of_pair (last_area (self)->geocodes, name, text);
      break;
    case IN_NOTHING:
    case IN_VALUE:
    case IN_UNKNOWN:
    default:
      break;
    }

  return TRUE;
}

static void
need_text (char **place, const char *fallback)
{
  if (*place == NULL)
    *place = g_strdup (fallback);
}

static void
need_pairs (GPtrArray *pairs)
{
  for (guint i = 0; i < pairs->len; i++)
    {
      PantauWarningPair *pair = g_ptr_array_index (pairs, i);

      need_text (&pair->name, "");
      need_text (&pair->value, "");
    }
}

static void
need_texts (PantauWarningInfo *info)
{
  char **places[] = { &info->category,    &info->event,       &info->urgency,  &info->severity,
                      &info->certainty,   &info->sender_name, &info->headline, &info->description,
                      &info->instruction, &info->web,         &info->contact };

  need_text (&info->language, LANGUAGE);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    need_text (places[i], "");
  need_pairs (info->codes);
  for (guint i = 0; i < info->areas->len; i++)
    {
      PantauWarningArea *area = g_ptr_array_index (info->areas, i);

      need_text (&area->desc, "");
      need_pairs (area->geocodes);
    }
}

static gboolean
is_name (const char *text)
{
  if (text == NULL || *text == '\0' || strlen (text) > MAX_NAME)
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isgraph (g_utf8_get_char (p)))
      return FALSE;

  return strpbrk (text, ",<&") == NULL;
}

static gboolean
finish (Reader *self, GError **error)
{
  PantauWarning *warning = self->warning;
  const char *missing = NULL;

  if (!is_name (warning->identifier))
    missing = "identifier";
  else if (!is_name (warning->sender))
    missing = "sender";
  else if (warning->sent == 0)
    missing = "sent";
  else if (!self->has_status)
    missing = "status";
  else if (!self->has_type)
    missing = "msgType";
  if (missing != NULL)
    return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                         _ ("the early warning lacks a readable “%s”, without which it cannot be "
                            "told from others"),
                         missing);

  need_text (&warning->scope, "");
  need_text (&warning->note, "");
  for (guint i = 0; i < warning->infos->len; i++)
    need_texts (g_ptr_array_index (warning->infos, i));

  return TRUE;
}

PantauWarning *
pantau_warning_parse (GBytes *bytes, GError **error)
{
  static const PantauXmlLimits limits = { .bytes = PANTAU_WARNING_MAX_BYTES,
                                          .depth = 16,
                                          .elements = 20000 };
  static const PantauXmlHandler handler = { .begin = begin, .end = end };
  g_autoptr (PantauWarning) warning = pantau_warning_new ();
  Reader reader = { .warning = warning, .places = { IN_NOTHING } };

  if (!pantau_xml_parse (bytes, &limits, &handler, &reader, error) || !finish (&reader, error))
    return NULL;

  return g_steal_pointer (&warning);
}
