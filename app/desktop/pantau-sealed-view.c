/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may open sees a button; who may not reads who may, since an envelope without one would puzzle. */

#define G_LOG_DOMAIN "pantau-sealed-view"

#include "config.h"

#include "pantau-sealed-view.h"

#include <glib/gi18n-lib.h>

#include "pantau-handling-row.h"
#include "pantau-line-layout.h"
#include "pantau-list-fill.h"
#include "pantau-ui.h"

struct _PantauSealedView
{
  GtkWidget parent_instance;

  GtkListBox *asks_list;
  GtkLabel *note_label;
  GtkListBox *seals_list;
  GtkWidget *type_button;
};

G_DEFINE_FINAL_TYPE (PantauSealedView, pantau_sealed_view, GTK_TYPE_WIDGET)

static void
pantau_sealed_view_dispose (GObject *object)
{
  pantau_ui_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_SEALED_VIEW);

  G_OBJECT_CLASS (pantau_sealed_view_parent_class)->dispose (object);
}

static void
pantau_sealed_view_class_init (PantauSealedViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_sealed_view_dispose;

  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-sealed-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauSealedView, asks_list);
  gtk_widget_class_bind_template_child (widget_class, PantauSealedView, note_label);
  gtk_widget_class_bind_template_child (widget_class, PantauSealedView, seals_list);
  gtk_widget_class_bind_template_child (widget_class, PantauSealedView, type_button);
}

static void
pantau_sealed_view_init (PantauSealedView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_seal (GtkWidget *row, gpointer item, gpointer data)
{
  const PantauRecordRights *rights = data;
  PantauHandlingItem shown = *(PantauHandlingItem *) item;
  gboolean may_open = rights != NULL && rights->may_open_identity;

  /* Whoever opens reaches them without asking. */
  shown.verb = may_open ? PANTAU_HANDLING_OPEN_IDENTITY : PANTAU_HANDLING_ASK;
  pantau_handling_row_set (PANTAU_HANDLING_ROW (row), &shown,
                           may_open || (rights != NULL && rights->may_ask));
}

static void
fill_ask (GtkWidget *row, gpointer item, gpointer data)
{
  const PantauRecordRights *rights = data;

  pantau_handling_row_set (PANTAU_HANDLING_ROW (row), item, rights != NULL && rights->may_answer);
}

static const char *
choose_note (const PantauSealedPart *part, const PantauRecordRights *rights)
{
  if (part->seals->len == 0)
    return rights != NULL && rights->may_seal ? _ ("No reporter or witness is sealed.") : NULL;
  if (rights != NULL && rights->may_open_identity)
    return _ (
        "Opening needs a reason, which stays in the history, and the province must have confirmed "
        "it first.");

  return _ ("Only Bawaslu’s identity officers can open it, never the laptop that sealed it. Each "
            "opening is written down with its reason.");
}

void
pantau_sealed_view_set (PantauSealedView *self,
                        const PantauSealedPart *part,
                        const PantauRecordRights *rights)
{
  const char *note = choose_note (part, rights);
  gboolean may_type = part->has_people && rights != NULL && rights->may_seal;

  g_return_if_fail (PANTAU_IS_SEALED_VIEW (self));

  pantau_list_fill (self->seals_list, part->seals, PANTAU_TYPE_HANDLING_ROW, fill_seal,
                    (gpointer) rights);
  pantau_list_fill (self->asks_list, part->asks, PANTAU_TYPE_HANDLING_ROW, fill_ask,
                    (gpointer) rights);
  pantau_ui_set_text (self->note_label, note);
  gtk_widget_set_visible (self->type_button, may_type);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          part->seals->len > 0 || part->asks->len > 0 || may_type);
}
