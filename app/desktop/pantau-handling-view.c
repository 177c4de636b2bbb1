/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sections that are there where something is in them, or may be put there. */

#define G_LOG_DOMAIN "pantau-handling-view"

#include "config.h"

#include "pantau-handling-view.h"

#include "pantau-handling-row.h"
#include "pantau-line-layout.h"
#include "pantau-list-fill.h"
#include "pantau-ui.h"

struct _PantauHandlingView
{
  GtkWidget parent_instance;

  GtkListBox *clocks_list;
  GtkWidget *clocks_section;
  GtkWidget *forward_button;
  GtkListBox *forwards_list;
  GtkWidget *forwards_section;
  GtkListBox *links_list;
  GtkWidget *links_section;
  GtkListBox *releases_list;
  GtkLabel *releases_note;
  GtkWidget *releases_section;
  GtkWidget *review_button;
  GtkListBox *reviews_list;
  GtkWidget *reviews_section;
  GtkWidget *treat_button;
  GtkListBox *treatments_list;
  GtkWidget *treatments_section;
};

G_DEFINE_FINAL_TYPE (PantauHandlingView, pantau_handling_view, GTK_TYPE_WIDGET)

static void
pantau_handling_view_dispose (GObject *object)
{
  pantau_ui_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_HANDLING_VIEW);

  G_OBJECT_CLASS (pantau_handling_view_parent_class)->dispose (object);
}

static void
pantau_handling_view_class_init (PantauHandlingViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_handling_view_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-handling-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingView, clocks_list);
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingView, clocks_section);
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingView, forward_button);
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingView, forwards_list);
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingView, forwards_section);
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingView, links_list);
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingView, links_section);
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingView, releases_list);
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingView, releases_note);
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingView, releases_section);
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingView, review_button);
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingView, reviews_list);
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingView, reviews_section);
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingView, treat_button);
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingView, treatments_list);
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingView, treatments_section);

  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
}

static void
pantau_handling_view_init (PantauHandlingView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static gboolean
may_use (const PantauRecordRights *rights, const PantauHandlingItem *item)
{
  switch (item->verb)
    {
    case PANTAU_HANDLING_REPLY:
      return rights != NULL && rights->may_forward;
    case PANTAU_HANDLING_TREATMENT:
      return rights != NULL && rights->may_treat;
    case PANTAU_HANDLING_RELEASE:
      return rights != NULL && rights->may_release;
    case PANTAU_HANDLING_OPEN:
    case PANTAU_HANDLING_OPEN_IDENTITY:
    case PANTAU_HANDLING_ASK:
    case PANTAU_HANDLING_ANSWER_ASK:
    case PANTAU_HANDLING_NOTHING:
      break;
    }

  return TRUE;
}

static void
fill_item (GtkWidget *row, gpointer item, gpointer data)
{
  pantau_handling_row_set (PANTAU_HANDLING_ROW (row), item, may_use (data, item));
}

/* @may_add: whether the section has something to do while it is empty */
static void
show_section (GtkWidget *section,
              GtkListBox *list,
              GPtrArray *items,
              const PantauRecordRights *rights,
              gboolean may_add)
{
  pantau_list_fill (list, items, PANTAU_TYPE_HANDLING_ROW, fill_item, (gpointer) rights);
  gtk_widget_set_visible (section, items->len > 0 || may_add);
}

void
pantau_handling_view_set (PantauHandlingView *self,
                          const PantauHandling *handling,
                          const PantauRecordRights *rights)
{
  gboolean may_forward = rights != NULL && rights->may_forward;
  gboolean may_treat = rights != NULL && rights->may_treat;
  gboolean may_review = rights != NULL && rights->may_review;

  g_return_if_fail (PANTAU_IS_HANDLING_VIEW (self));

  gtk_widget_set_visible (self->forward_button, may_forward);
  gtk_widget_set_visible (self->treat_button, may_treat);
  gtk_widget_set_visible (self->review_button, may_review);
  gtk_label_set_label (self->releases_note, handling->release_readers);
  show_section (self->reviews_section, self->reviews_list, handling->reviews, rights, may_review);
  show_section (self->releases_section, self->releases_list, handling->releases, rights, FALSE);
  show_section (self->clocks_section, self->clocks_list, handling->clocks, rights, FALSE);
  show_section (self->treatments_section, self->treatments_list, handling->treatments, rights,
                may_treat);
  show_section (self->forwards_section, self->forwards_list, handling->forwards, rights,
                may_forward);
  show_section (self->links_section, self->links_list, handling->links, rights, FALSE);
}
