/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the list: what the cells show of a record, made when a cell asks for it. */

#define G_LOG_DOMAIN "pantau-list-row"

#include "config.h"

#include "pantau-list-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-format.h"
#include "pantau-locale.h"
#include "pantau-record-text.h"

struct _PantauListRow
{
  GObject parent_instance;

  guint32 n;
  guint position;
  GHashTable *rows;           /* (owned) (nullable): where it is while it lives in a model */
  PantauReference *reference; /* (owned) */
  PantauQuery *query;         /* (owned) (nullable) */
  PantauRecord *record;       /* (owned) (nullable) */
};

typedef enum
{
  PROP_RECORD = 1,
} PantauListRowProperty;

G_DEFINE_FINAL_TYPE (PantauListRow, pantau_list_row, G_TYPE_OBJECT)

static GParamSpec *properties[PROP_RECORD + 1];

char *
pantau_list_row_place (PantauReference *reference, const char *code)
{
  PantauRegions *regions = pantau_reference_get_regions (reference);
  g_autofree char *kecamatan = pantau_region_kecamatan (code);
  const PantauRegion *region =
      kecamatan != NULL ? pantau_regions_lookup (regions, kecamatan) : NULL;
  g_autofree char *above = NULL;
  const PantauRegion *upper;

  if (region == NULL || region->level < 3)
    return pantau_regions_qualified (regions, region != NULL ? region->code : code);

  above = pantau_region_parent (region->code);
  upper = pantau_regions_lookup (regions, above);

  return g_strdup_printf ("%s, %s", region->name, upper != NULL ? upper->name : above);
}

static char *
dup_time (PantauRecord *record)
{
  const char *text = pantau_record_get_occurred (record);
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return time == NULL ? g_strdup ("")
                      : pantau_format_time_short (g_date_time_to_unix (time),
                                                  g_get_real_time () / G_USEC_PER_SEC);
}

static const char *
status_of (PantauListRow *self)
{
  return pantau_reference_status_label (self->reference, pantau_record_get_kind (self->record),
                                        pantau_record_get_status (self->record),
                                        pantau_locale_get ());
}

static const char *
kind_of (PantauListRow *self)
{
  return pantau_reference_kind_short_label (self->reference, pantau_record_get_kind (self->record),
                                            pantau_locale_get ());
}

/* What needs a person comes first: nobody looks for a difference among the received ones. */
static const char *
state_of (PantauRecord *record)
{
  if (pantau_record_get_quarantine (record) != NULL)
    return _ ("In quarantine");
  if (pantau_record_get_differences (record) > 0)
    return _ ("Answers differ");

  switch (pantau_record_get_state (record))
    {
    case PANTAU_STATE_SAVED:
      return _ ("Saved on this laptop");
    case PANTAU_STATE_SENDING:
      return _ ("Being sent");
    case PANTAU_STATE_RECEIVED:
      return _ ("Received by the province");
    }

  return "";
}

static const char *
state_icon_of (PantauRecord *record)
{
  if (pantau_record_get_quarantine (record) != NULL)
    return "action-unavailable-symbolic";
  if (pantau_record_get_differences (record) > 0)
    return "dialog-warning-symbolic";

  switch (pantau_record_get_state (record))
    {
    case PANTAU_STATE_SAVED:
      return "computer-symbolic";
    case PANTAU_STATE_SENDING:
      return "emblem-synchronizing-symbolic";
    case PANTAU_STATE_RECEIVED:
      return "object-select-symbolic";
    }

  return NULL;
}

static char *
dup_severity (PantauRecord *record)
{
  int severity = pantau_record_get_severity (record);

  return severity > 0 ? g_strdup_printf ("%d/5", severity) : g_strdup ("");
}

PantauClaimLabel
pantau_list_row_get_label (PantauListRow *self)
{
  g_return_val_if_fail (PANTAU_IS_LIST_ROW (self), PANTAU_CLAIM_LABEL_NONE);

  return self->record != NULL ? pantau_record_get_label (self->record) : PANTAU_CLAIM_LABEL_NONE;
}

/* (transfer full) */
static char *
dup_sentence (PantauListRow *self)
{
  g_autofree char *place = NULL, *time = NULL, *severity = NULL;

  place = pantau_list_row_place (self->reference, pantau_record_get_region (self->record));
  time = dup_time (self->record);
  severity = dup_severity (self->record);

  if (severity[0] == '\0')
    return g_strdup_printf (
        /* Translators: title, kind, place, time, status, state of one record, for screen readers */
        _ ("%s; %s; %s; %s; status: %s; %s"), pantau_record_title_words (self->record),
        kind_of (self), place, time, status_of (self), state_of (self->record));

  return g_strdup_printf (
      /* Translators: title, kind, place, time, severity (4/5), status, state of one record, for screen readers */
      _ ("%s; %s; %s; %s; severity %s; status: %s; %s"), pantau_record_title_words (self->record),
      kind_of (self), place, time, severity, status_of (self), state_of (self->record));
}

char *
pantau_list_row_dup_label (PantauListRow *self)
{
  g_autofree char *sentence = NULL;
  const char *warning;

  g_return_val_if_fail (PANTAU_IS_LIST_ROW (self), NULL);

  if (self->record == NULL)
    return g_strdup ("");
  sentence = dup_sentence (self);
  warning = pantau_claim_label_text (pantau_list_row_get_label (self));

  /* Who hears it is warned before it. */
  return warning != NULL ? g_strdup_printf ("%s; %s", warning, sentence)
                         : g_steal_pointer (&sentence);
}

PangoAttrList *
pantau_list_row_find_matches (PantauListRow *self)
{
  g_autoptr (GArray) matches = NULL;
  PangoAttrList *attributes = NULL;

  g_return_val_if_fail (PANTAU_IS_LIST_ROW (self), NULL);

  if (self->record == NULL || self->query == NULL || pantau_query_is_empty (self->query))
    return NULL;

  matches = pantau_query_match (self->query, pantau_record_title_words (self->record));
  for (guint i = 0; i < matches->len; i++)
    {
      PantauMatch *match = &g_array_index (matches, PantauMatch, i);
      PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
      PangoAttribute *line = pango_attr_underline_new (PANGO_UNDERLINE_SINGLE);

      attributes = attributes != NULL ? attributes : pango_attr_list_new ();
      bold->start_index = line->start_index = match->start;
      bold->end_index = line->end_index = match->end;
      pango_attr_list_insert (attributes, bold);
      pango_attr_list_insert (attributes, line);
    }

  return attributes;
}

char *
pantau_list_row_dup_summary (PantauListRow *self)
{
  g_autofree char *place = NULL;

  g_return_val_if_fail (PANTAU_IS_LIST_ROW (self), NULL);

  if (self->record == NULL)
    return g_strdup ("");
  place = pantau_list_row_place (self->reference, pantau_record_get_region (self->record));

  return g_strdup_printf ("%s · %s", place, kind_of (self));
}

char *
pantau_list_row_dup_text (PantauListRow *self, PantauListColumn column)
{
  g_return_val_if_fail (PANTAU_IS_LIST_ROW (self), NULL);

  if (self->record == NULL)
    return g_strdup ("");

  switch (column)
    {
    case PANTAU_LIST_TITLE:
      return g_strdup (pantau_record_title_words (self->record));
    case PANTAU_LIST_KIND:
      return g_strdup (kind_of (self));
    case PANTAU_LIST_PLACE:
      return pantau_list_row_place (self->reference, pantau_record_get_region (self->record));
    case PANTAU_LIST_TIME:
      return dup_time (self->record);
    case PANTAU_LIST_SEVERITY:
      return dup_severity (self->record);
    case PANTAU_LIST_STATUS:
      return g_strdup (status_of (self));
    case PANTAU_LIST_STATE:
      break;
    }

  return g_strdup ("");
}

const char *
pantau_list_row_get_state (PantauListRow *self)
{
  g_return_val_if_fail (PANTAU_IS_LIST_ROW (self), NULL);

  return self->record != NULL ? state_of (self->record) : "";
}

const char *
pantau_list_row_get_state_icon (PantauListRow *self)
{
  g_return_val_if_fail (PANTAU_IS_LIST_ROW (self), NULL);

  return self->record != NULL ? state_icon_of (self->record) : NULL;
}

static void
pantau_list_row_finalize (GObject *object)
{
  PantauListRow *self = PANTAU_LIST_ROW (object);

  pantau_list_row_leave (self);
  g_clear_object (&self->record);
  g_clear_pointer (&self->query, pantau_query_unref);
  pantau_reference_unref (self->reference);

  G_OBJECT_CLASS (pantau_list_row_parent_class)->finalize (object);
}

static void
pantau_list_row_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauListRow *self = PANTAU_LIST_ROW (object);

  switch ((PantauListRowProperty) property)
    {
    case PROP_RECORD:
      g_value_set_object (value, self->record);
      break;
    }
}

static void
pantau_list_row_class_init (PantauListRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = pantau_list_row_finalize;
  object_class->get_property = pantau_list_row_get_property;

  properties[PROP_RECORD] =
      g_param_spec_object ("record", NULL, NULL, PANTAU_TYPE_RECORD,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pantau_list_row_init (PantauListRow *self)
{
}

PantauListRow *
pantau_list_row_new (PantauReference *reference)
{
  PantauListRow *self = g_object_new (PANTAU_TYPE_LIST_ROW, NULL);

  self->reference = pantau_reference_ref (reference);

  return self;
}

guint32
pantau_list_row_get_n (PantauListRow *self)
{
  return self->n;
}

void
pantau_list_row_enter (PantauListRow *self, GHashTable *rows, guint32 n, guint position)
{
  pantau_list_row_leave (self);
  self->n = n;
  self->position = position;
  self->rows = g_hash_table_ref (rows);
  g_hash_table_replace (rows, GUINT_TO_POINTER (n), self);
}

void
pantau_list_row_leave (PantauListRow *self)
{
  if (self->rows != NULL && g_hash_table_lookup (self->rows, GUINT_TO_POINTER (self->n)) == self)
    g_hash_table_remove (self->rows, GUINT_TO_POINTER (self->n));
  g_clear_pointer (&self->rows, g_hash_table_unref);
}

guint
pantau_list_row_get_position (PantauListRow *self)
{
  return self->position;
}

void
pantau_list_row_set_position (PantauListRow *self, guint position)
{
  self->position = position;
}

PantauRecord *
pantau_list_row_get_record (PantauListRow *self)
{
  return self->record;
}

void
pantau_list_row_set_record (PantauListRow *self, PantauRecord *record)
{
  g_return_if_fail (PANTAU_IS_LIST_ROW (self));

  if (!g_set_object (&self->record, record))
    return;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
}

void
pantau_list_row_set_query (PantauListRow *self, PantauQuery *query)
{
  g_return_if_fail (PANTAU_IS_LIST_ROW (self));

  if (self->query == query)
    return;
  g_clear_pointer (&self->query, pantau_query_unref);
  self->query = query != NULL ? pantau_query_ref (query) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
}
