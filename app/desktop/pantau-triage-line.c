/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the list of the queue holds. */

#include "config.h"

#include "pantau-triage-line.h"

struct _PantauTriageLine
{
  GObject parent_instance;

  PantauTriageItem *item; /* (owned) */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PantauTriageLine, pantau_triage_line, G_TYPE_OBJECT)

static void
pantau_triage_line_finalize (GObject *object)
{
  pantau_triage_item_free (PANTAU_TRIAGE_LINE (object)->item);

  G_OBJECT_CLASS (pantau_triage_line_parent_class)->finalize (object);
}

static void
pantau_triage_line_class_init (PantauTriageLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pantau_triage_line_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
pantau_triage_line_init (PantauTriageLine *self)
{
}

PantauTriageLine *
pantau_triage_line_new (PantauTriageItem *item)
{
  PantauTriageLine *self = g_object_new (PANTAU_TYPE_TRIAGE_LINE, NULL);

  self->item = item;

  return self;
}

void
pantau_triage_line_take (PantauTriageLine *self, PantauTriageItem *item)
{
  g_return_if_fail (PANTAU_IS_TRIAGE_LINE (self));

  pantau_triage_item_free (self->item);
  self->item = item;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
pantau_triage_line_set_read (PantauTriageLine *self)
{
  g_return_if_fail (PANTAU_IS_TRIAGE_LINE (self));

  if (!self->item->is_unread)
    return;
  self->item->is_unread = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

const PantauTriageItem *
pantau_triage_line_get_item (PantauTriageLine *self)
{
  return self->item;
}

const char *
pantau_triage_line_get_record (PantauTriageLine *self)
{
  return pantau_record_get_id (self->item->record);
}
