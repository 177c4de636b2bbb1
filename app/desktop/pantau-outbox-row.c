/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of what waits: whose record, what was done, since when, and why it does not go. */

#define G_LOG_DOMAIN "pantau-outbox-row"

#include "config.h"

#include "pantau-outbox-row.h"

#include <glib/gi18n-lib.h>

#include "pantau-check.h"
#include "pantau-format.h"
#include "pantau-ui.h"
#include "pantau-words.h"

struct _PantauOutboxRow
{
  GtkListBoxRow parent_instance;

  GtkImage *image;
  GtkLabel *reason_label;
  GtkLabel *time_label;
  GtkLabel *title_label;
  GtkLabel *type_label;
};

G_DEFINE_FINAL_TYPE (PantauOutboxRow, pantau_outbox_row, GTK_TYPE_LIST_BOX_ROW)

static void
pantau_outbox_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_OUTBOX_ROW);

  G_OBJECT_CLASS (pantau_outbox_row_parent_class)->dispose (object);
}

static void
pantau_outbox_row_class_init (PantauOutboxRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_outbox_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-outbox-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauOutboxRow, image);
  gtk_widget_class_bind_template_child (widget_class, PantauOutboxRow, reason_label);
  gtk_widget_class_bind_template_child (widget_class, PantauOutboxRow, time_label);
  gtk_widget_class_bind_template_child (widget_class, PantauOutboxRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, PantauOutboxRow, type_label);
}

static void
pantau_outbox_row_init (PantauOutboxRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
choose_icon (const PantauOutboxLine *line)
{
  if (line->refusal != NULL)
    return "dialog-warning-symbolic";

  return line->sending ? "document-send-symbolic" : "computer-symbolic";
}

/* Lines about devices belong to no record. */
static char *
choose_title (const PantauOutboxLine *line)
{
  if (line->title == NULL)
    return g_strdup (g_str_equal (line->kind, "device") ? _ ("This laptop’s enrolment")
                                                        : _ ("A record that is not here yet"));

  return *line->title != '\0' ? pantau_words_clean (line->title) : g_strdup (_ ("Without a title"));
}

void
pantau_outbox_row_set (PantauOutboxRow *self, const PantauOutboxLine *line, gint64 now)
{
  g_autofree char *title = choose_title (line), *time = NULL, *whole = NULL, *reason = NULL;
  gint64 when;

  g_return_if_fail (PANTAU_IS_OUTBOX_ROW (self));

  if (pantau_check_time (line->time, &whole, &when))
    time = pantau_format_time_short (when, now);
  if (line->refusal != NULL)
    reason = g_strdup_printf (_ ("Not taken: %s"), pantau_words_refusal (line->refusal));

  gtk_image_set_from_icon_name (self->image, choose_icon (line));
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->type_label, pantau_words_event (line->type));
  gtk_label_set_label (self->time_label, time != NULL ? time : "");
  pantau_ui_set_text (self->reason_label, reason);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), line->title != NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", line->record);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self),
                                  line->title != NULL ? "win.open-record" : NULL);
}
