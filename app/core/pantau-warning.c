/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one message of the Common Alerting Protocol says. */

#include "config.h"

#include "pantau-warning.h"

#include <string.h>

static void
pair_free (gpointer data)
{
  PantauWarningPair *self = data;

  g_free (self->name);
  g_free (self->value);
  g_free (self);
}

static void
area_free (gpointer data)
{
  PantauWarningArea *self = data;

  g_free (self->desc);
  g_ptr_array_unref (self->polygons);
  g_array_unref (self->circles);
  g_ptr_array_unref (self->geocodes);
  g_free (self);
}

static void
info_free (gpointer data)
{
  PantauWarningInfo *self = data;

  g_free (self->language);
  g_free (self->category);
  g_free (self->event);
  g_free (self->urgency);
  g_free (self->severity);
  g_free (self->certainty);
  g_ptr_array_unref (self->codes);
  g_free (self->sender_name);
  g_free (self->headline);
  g_free (self->description);
  g_free (self->instruction);
  g_free (self->web);
  g_free (self->contact);
  g_ptr_array_unref (self->areas);
  g_free (self);
}

void
pantau_warning_reference_free (PantauWarningReference *self)
{
  g_free (self->sender);
  g_free (self->identifier);
  g_free (self);
}

PantauWarning *
pantau_warning_new (void)
{
  PantauWarning *self = g_new0 (PantauWarning, 1);

  self->references =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_warning_reference_free);
  self->infos = g_ptr_array_new_with_free_func (info_free);

  return self;
}

void
pantau_warning_free (PantauWarning *self)
{
  g_free (self->identifier);
  g_free (self->sender);
  g_free (self->scope);
  g_free (self->note);
  g_ptr_array_unref (self->references);
  g_ptr_array_unref (self->infos);
  g_free (self);
}

PantauWarningInfo *
pantau_warning_info_new (void)
{
  PantauWarningInfo *self = g_new0 (PantauWarningInfo, 1);

  self->codes = g_ptr_array_new_with_free_func (pair_free);
  self->areas = g_ptr_array_new_with_free_func (area_free);

  return self;
}

PantauWarningArea *
pantau_warning_area_new (void)
{
  PantauWarningArea *self = g_new0 (PantauWarningArea, 1);

  self->polygons = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->circles = g_array_new (FALSE, FALSE, sizeof (PantauWarningCircle));
  self->geocodes = g_ptr_array_new_with_free_func (pair_free);

  return self;
}

PantauWarningPair *
pantau_warning_pair_new (void)
{
  return g_new0 (PantauWarningPair, 1);
}

static gboolean
is_language (const PantauWarningInfo *info, const char *language)
{
  gsize length = strlen (language);

  return g_ascii_strncasecmp (info->language, language, length) == 0 &&
         !g_ascii_isalpha (info->language[length]);
}

const PantauWarningInfo *
pantau_warning_get_info (const PantauWarning *self, const char *language)
{
  for (guint i = 0; i < self->infos->len; i++)
    if (is_language (g_ptr_array_index (self->infos, i), language))
      return g_ptr_array_index (self->infos, i);

  return self->infos->len > 0 ? g_ptr_array_index (self->infos, 0) : NULL;
}

const char *
pantau_warning_get_title (const PantauWarning *self, const char *language)
{
  const PantauWarningInfo *info = pantau_warning_get_info (self, language);

  if (info != NULL && *info->headline != '\0')
    return info->headline;

  return info != NULL && *info->event != '\0' ? info->event : self->identifier;
}

gint64
pantau_warning_get_begin (const PantauWarning *self)
{
  gint64 begin = 0;

  for (guint i = 0; i < self->infos->len; i++)
    {
      const PantauWarningInfo *info = g_ptr_array_index (self->infos, i);
      gint64 own = info->onset != 0       ? info->onset
                   : info->effective != 0 ? info->effective
                                          : self->sent;

      if (begin == 0 || own < begin)
        begin = own;
    }

  return begin != 0 ? begin : self->sent;
}

gint64
pantau_warning_get_end (const PantauWarning *self)
{
  gint64 end = 0;

  for (guint i = 0; i < self->infos->len; i++)
    {
      const PantauWarningInfo *info = g_ptr_array_index (self->infos, i);

      if (info->expires == 0)
        return 0;
      end = MAX (end, info->expires);
    }

  return end;
}

guint
pantau_warning_severity_rank (const char *severity)
{
  static const char *const names[] = { "Extreme", "Severe", "Moderate", "Minor" };
  guint rank;

  for (rank = 0; rank < G_N_ELEMENTS (names); rank++)
    if (g_str_equal (names[rank], severity))
      break;

  return rank;
}

const char *
pantau_warning_status_name (PantauWarningStatus status)
{
  static const char *const names[] = { "Actual", "Exercise", "System", "Test", "Draft" };

  return (guint) status < G_N_ELEMENTS (names) ? names[status] : "Unknown";
}

const char *
pantau_warning_type_name (PantauWarningType type)
{
  static const char *const names[] = { "Alert", "Update", "Cancel", "Ack", "Error" };

  return (guint) type < G_N_ELEMENTS (names) ? names[type] : "Unknown";
}
