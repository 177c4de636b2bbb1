/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is shown of a record: an immutable snapshot, made by the store and safe to hand to any thread. */

#include "config.h"

#include "pantau-record.h"

struct _PantauRecord
{
  GObject parent_instance;

  char *id;
  char *kind;
  gboolean is_open;
  char *region;
  char *title;
  char *status;
  char *occurred;
  gint64 index;
  int severity;
  guint differences;
  PantauState state;
  char *quarantine; /* (nullable) */
  gboolean is_erased;
  PantauClaimLabel label;

  GPtrArray *values;   /* (nullable) (owned) of PantauValue */
  GPtrArray *timeline; /* (nullable) (owned) of PantauEvent */
};

typedef enum
{
  PROP_ID = 1,
  PROP_KIND,
  PROP_REGION,
  PROP_TITLE,
  PROP_STATUS,
  PROP_OCCURRED,
  PROP_INDEX,
  PROP_SEVERITY,
  PROP_DIFFERENCES,
  PROP_STATE,
  PROP_QUARANTINE,
} PantauRecordProperty;

G_DEFINE_FINAL_TYPE (PantauRecord, pantau_record, G_TYPE_OBJECT)

static GParamSpec *properties[PROP_QUARANTINE + 1];

static const char *const state_names[] = {
  [PANTAU_STATE_SAVED] = "saved",
  [PANTAU_STATE_SENDING] = "sending",
  [PANTAU_STATE_RECEIVED] = "received",
};

static void
pantau_record_finalize (GObject *object)
{
  PantauRecord *self = PANTAU_RECORD (object);

  g_free (self->id);
  g_free (self->kind);
  g_free (self->region);
  g_free (self->title);
  g_free (self->status);
  g_free (self->occurred);
  g_free (self->quarantine);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_clear_pointer (&self->timeline, g_ptr_array_unref);

  G_OBJECT_CLASS (pantau_record_parent_class)->finalize (object);
}

static void
pantau_record_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauRecord *self = PANTAU_RECORD (object);

  switch ((PantauRecordProperty) property)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_KIND:
      g_value_set_string (value, self->kind);
      break;
    case PROP_REGION:
      g_value_set_string (value, self->region);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_STATUS:
      g_value_set_string (value, self->status);
      break;
    case PROP_OCCURRED:
      g_value_set_string (value, self->occurred);
      break;
    case PROP_INDEX:
      g_value_set_int64 (value, self->index);
      break;
    case PROP_SEVERITY:
      g_value_set_int (value, self->severity);
      break;
    case PROP_DIFFERENCES:
      g_value_set_uint (value, self->differences);
      break;
    case PROP_STATE:
      g_value_set_string (value, state_names[self->state]);
      break;
    case PROP_QUARANTINE:
      g_value_set_string (value, self->quarantine);
      break;
    }
}

static void
pantau_record_class_init (PantauRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = pantau_record_finalize;
  object_class->get_property = pantau_record_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, NULL, flags);
  properties[PROP_REGION] = g_param_spec_string ("region", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, NULL, flags);
  properties[PROP_OCCURRED] = g_param_spec_string ("occurred", NULL, NULL, NULL, flags);
  properties[PROP_INDEX] = g_param_spec_int64 ("index", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_SEVERITY] = g_param_spec_int ("severity", NULL, NULL, 0, 5, 0, flags);
  properties[PROP_DIFFERENCES] =
      g_param_spec_uint ("differences", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_STATE] = g_param_spec_string ("state", NULL, NULL, NULL, flags);
  properties[PROP_QUARANTINE] = g_param_spec_string ("quarantine", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pantau_record_init (PantauRecord *self)
{
}

PantauRecord *
pantau_record_new (const PantauRecordInit *init)
{
  PantauRecord *self = g_object_new (PANTAU_TYPE_RECORD, NULL);

  self->id = g_strdup (init->id);
  self->kind = g_strdup (init->kind);
  self->is_open = init->is_open;
  self->region = g_strdup (init->region);
  self->title = g_strdup (init->title);
  self->status = g_strdup (init->status);
  self->occurred = g_strdup (init->occurred);
  self->index = init->index;
  self->severity = init->severity;
  self->differences = init->differences;
  self->state = init->state;
  self->quarantine = g_strdup (init->quarantine);
  self->is_erased = init->is_erased;
  self->label = init->label;

  return self;
}

void
pantau_record_take_details (PantauRecord *self, GPtrArray *values, GPtrArray *timeline)
{
  g_return_if_fail (self->values == NULL && self->timeline == NULL);

  self->values = values;
  self->timeline = timeline;
}

const char *
pantau_state_get_name (PantauState state)
{
  return state_names[state];
}

const char *
pantau_record_get_id (PantauRecord *self)
{
  return self->id;
}

const char *
pantau_record_get_kind (PantauRecord *self)
{
  return self->kind;
}

gboolean
pantau_record_get_is_open (PantauRecord *self)
{
  return self->is_open;
}

const char *
pantau_record_get_region (PantauRecord *self)
{
  return self->region;
}

const char *
pantau_record_get_title (PantauRecord *self)
{
  return self->title;
}

const char *
pantau_record_get_status (PantauRecord *self)
{
  return self->status;
}

const char *
pantau_record_get_occurred (PantauRecord *self)
{
  return self->occurred;
}

gint64
pantau_record_get_index (PantauRecord *self)
{
  return self->index;
}

int
pantau_record_get_severity (PantauRecord *self)
{
  return self->severity;
}

guint
pantau_record_get_differences (PantauRecord *self)
{
  return self->differences;
}

PantauState
pantau_record_get_state (PantauRecord *self)
{
  return self->state;
}

const char *
pantau_record_get_quarantine (PantauRecord *self)
{
  return self->quarantine;
}

gboolean
pantau_record_get_is_erased (PantauRecord *self)
{
  return self->is_erased;
}

PantauClaimLabel
pantau_record_get_label (PantauRecord *self)
{
  g_return_val_if_fail (PANTAU_IS_RECORD (self), PANTAU_CLAIM_LABEL_NONE);

  return self->label;
}

GPtrArray *
pantau_record_get_values (PantauRecord *self)
{
  return self->values;
}

GPtrArray *
pantau_record_get_timeline (PantauRecord *self)
{
  return self->timeline;
}

void
pantau_value_free (PantauValue *self)
{
  g_free (self->field);
  g_free (self->value);
  g_free (self->entry);
  g_free (self->device);
  g_free (self->time);
  g_free (self);
}

void
pantau_event_free (PantauEvent *self)
{
  g_free (self->entry);
  g_free (self->type);
  g_free (self->device);
  g_free (self->author);
  g_free (self->position);
  g_free (self->time);
  g_free (self->verdict);
  g_free (self->body);
  g_strfreev (self->base);
  g_free (self);
}
