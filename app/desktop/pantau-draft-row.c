/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draft in the list of drafts. */

#define G_LOG_DOMAIN "pantau-draft-row"

#include "config.h"

#include "pantau-draft-row.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"
#include "pantau-locale.h"

struct _PantauDraftRow
{
  AdwActionRow parent_instance;

  char *id;

  GtkImage *icon;
};

enum
{
  DELETE,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (PantauDraftRow, pantau_draft_row, ADW_TYPE_ACTION_ROW)

static guint signals[N_SIGNALS];

static void
open_draft (PantauDraftRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-draft", "s", self->id);
}

static void
delete_draft (PantauDraftRow *self)
{
  g_signal_emit (self, signals[DELETE], 0);
}

static gboolean
delete_by_key (GtkWidget *widget, GVariant *parameters, gpointer data)
{
  delete_draft (PANTAU_DRAFT_ROW (widget));

  return TRUE;
}

static void
pantau_draft_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_DRAFT_ROW);

  G_OBJECT_CLASS (pantau_draft_row_parent_class)->dispose (object);
}

static void
pantau_draft_row_finalize (GObject *object)
{
  g_free (PANTAU_DRAFT_ROW (object)->id);

  G_OBJECT_CLASS (pantau_draft_row_parent_class)->finalize (object);
}

static void
pantau_draft_row_class_init (PantauDraftRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_draft_row_dispose;
  object_class->finalize = pantau_draft_row_finalize;

  signals[DELETE] = g_signal_new ("delete", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, delete_by_key, NULL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-draft-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauDraftRow, icon);
  gtk_widget_class_bind_template_callback (widget_class, delete_draft);
  gtk_widget_class_bind_template_callback (widget_class, open_draft);
}

static void
pantau_draft_row_init (PantauDraftRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pantau_draft_row_new (PantauReference *reference, const PantauUnfinished *draft)
{
  PantauDraftRow *self = g_object_new (PANTAU_TYPE_DRAFT_ROW, NULL);
  const char *kind = pantau_reference_kind_label (reference, draft->kind, pantau_locale_get ());
  g_autofree char *ago = pantau_format_ago (draft->saved, g_get_real_time () / G_USEC_PER_SEC);
  g_autofree char *icon = g_strdup_printf ("pantau-%s-symbolic", draft->kind);
  g_autofree char *subtitle = NULL;

  self->id = g_strdup (draft->id);
  /* Translators: the kind of a draft, and when it was kept: "Hoaks · 5 menit yang lalu" */
  subtitle = draft->record == NULL
                 ? g_strdup_printf (_ ("%s · %s"), kind, ago)
                 /* Translators: as above, of a change to what was recorded before */
                 : g_strdup_printf (_ ("Change to a record · %s · %s"), kind, ago);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 draft->title[0] != '\0' ? draft->title : _ ("Untitled"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_image_set_from_icon_name (self->icon, icon);

  return GTK_WIDGET (self);
}

const char *
pantau_draft_row_get_id (PantauDraftRow *self)
{
  g_return_val_if_fail (PANTAU_IS_DRAFT_ROW (self), NULL);

  return self->id;
}
