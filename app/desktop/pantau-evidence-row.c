/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file, with the verb that comes next as a button and the others in a menu. */

#define G_LOG_DOMAIN "pantau-evidence-row"

#include "config.h"

#include "pantau-evidence-row.h"

#include <glib/gi18n-lib.h>

#include "pantau-file-progress.h"
#include "pantau-line-layout.h"
#include "pantau-preview.h"
#include "pantau-ui.h"

struct _PantauEvidenceRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *also_label;
  GtkButton *button;
  GtkLabel *claims_label;
  GtkLabel *details_label;
  GtkImage *image;
  GtkMenuButton *menu_button;
  PantauFileProgress *progress;
  GtkWidget *released_box;
  GtkLabel *remark_label;
  GtkWidget *spinner;
  GtkLabel *state_label;
  GtkLabel *title_label;
  GtkLabel *warning_label;
};

G_DEFINE_FINAL_TYPE (PantauEvidenceRow, pantau_evidence_row, GTK_TYPE_LIST_BOX_ROW)

static void
pantau_evidence_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_EVIDENCE_ROW);

  G_OBJECT_CLASS (pantau_evidence_row_parent_class)->dispose (object);
}

static void
pantau_evidence_row_class_init (PantauEvidenceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_evidence_row_dispose;

  g_type_ensure (PANTAU_TYPE_FILE_PROGRESS);
  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-evidence-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauEvidenceRow, also_label);
  gtk_widget_class_bind_template_child (widget_class, PantauEvidenceRow, button);
  gtk_widget_class_bind_template_child (widget_class, PantauEvidenceRow, claims_label);
  gtk_widget_class_bind_template_child (widget_class, PantauEvidenceRow, details_label);
  gtk_widget_class_bind_template_child (widget_class, PantauEvidenceRow, image);
  gtk_widget_class_bind_template_child (widget_class, PantauEvidenceRow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, PantauEvidenceRow, progress);
  gtk_widget_class_bind_template_child (widget_class, PantauEvidenceRow, released_box);
  gtk_widget_class_bind_template_child (widget_class, PantauEvidenceRow, remark_label);
  gtk_widget_class_bind_template_child (widget_class, PantauEvidenceRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, PantauEvidenceRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, PantauEvidenceRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, PantauEvidenceRow, warning_label);
}

static void
pantau_evidence_row_init (PantauEvidenceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_verb (GMenu *menu, const char *label, const char *action, const char *hash)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", hash);
  g_menu_append_item (menu, item);
}

static void
set_menu (PantauEvidenceRow *self, const PantauFileItem *item, gboolean may_release)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autofree char *name = NULL;

  if (item->is_here)
    add_verb (menu, _ ("Save a copy…"), "page.save-file", item->hash);
  if (item->is_here && pantau_preview_is_for_type (item->type))
    add_verb (menu, _ ("Print…"), "page.print-file", item->hash);
  if (item->may_mend)
    /* Translators: compares a file with its hash, and brings it from the province where it is another */
    add_verb (menu, _ ("Fetch anew if damaged"), "page.fetch-file", item->hash);
  /* Translators: writes down that evidence was given to an office */
  add_verb (menu, _ ("Hand over…"), "page.hand-over-file", item->hash);
  if (may_release && !item->is_released)
    /* Translators: lets the provincial government's team have a file of an open hoax */
    add_verb (menu, _ ("Open to Pemprov…"), "page.release-file", item->hash);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button),
                          g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0);
  pantau_ui_set_menu (self->menu_button, G_MENU_MODEL (menu));

  /* Translators: a menu; %s is the name of a file */
  name = g_strdup_printf (_ ("More with %s"), item->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
set_button (PantauEvidenceRow *self, const PantauFileItem *item)
{
  /* Translators: a button: brings a file from the province to this laptop */
  const char *label = item->is_here ? _ ("Open") : _ ("Fetch");
  /* Translators: a button's label and what it is about, read aloud */
  g_autofree char *name = g_strdup_printf (_ ("%s %s"), label, item->title);

  gtk_widget_set_visible (GTK_WIDGET (self->button), item->is_here || item->may_fetch);
  gtk_button_set_label (self->button, label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", item->hash);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button),
                                  item->is_here ? "page.open-file" : "page.fetch-file");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

void
pantau_evidence_row_set (PantauEvidenceRow *self,
                         const PantauFileItem *item,
                         gboolean may_release,
                         gboolean is_busy)
{
  g_return_if_fail (PANTAU_IS_EVIDENCE_ROW (self));

  gtk_image_set_from_icon_name (self->image, item->icon);
  gtk_label_set_label (self->title_label, item->title);
  gtk_label_set_label (self->details_label, item->details);
  gtk_label_set_label (self->state_label, item->state);
  pantau_ui_set_text (self->remark_label, item->remark);
  pantau_ui_set_text (self->claims_label, item->claims);
  pantau_ui_set_text (self->warning_label, item->warning);
  pantau_ui_set_text (self->also_label, item->also);
  gtk_widget_set_visible (self->released_box, item->is_released);
  set_button (self, item);
  set_menu (self, item, may_release);
  gtk_widget_set_visible (self->spinner, is_busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), !is_busy);
}

void
pantau_evidence_row_watch (PantauEvidenceRow *self,
                           PantauSession *session,
                           const PantauFileItem *item)
{
  g_return_if_fail (PANTAU_IS_EVIDENCE_ROW (self));

  pantau_file_progress_set (self->progress, session, item->hash);
}
