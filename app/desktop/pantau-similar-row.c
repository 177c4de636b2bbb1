/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One claim of the card, low enough that three of them leave room to type. */

#define G_LOG_DOMAIN "pantau-similar-row"

#include "config.h"

#include "pantau-similar-row.h"

#include <glib/gi18n-lib.h>

#include "pantau-claim-tag.h"
#include "pantau-line-layout.h"

struct _PantauSimilarRow
{
  GtkListBoxRow parent_instance;

  GtkButton *button;
  GtkLabel *detail_label;
  PantauClaimTag *tag;
  GtkLabel *title_label;
};

G_DEFINE_FINAL_TYPE (PantauSimilarRow, pantau_similar_row, GTK_TYPE_LIST_BOX_ROW)

static void
pantau_similar_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_SIMILAR_ROW);

  G_OBJECT_CLASS (pantau_similar_row_parent_class)->dispose (object);
}

static void
pantau_similar_row_class_init (PantauSimilarRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_similar_row_dispose;

  g_type_ensure (PANTAU_TYPE_CLAIM_TAG);
  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-similar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauSimilarRow, button);
  gtk_widget_class_bind_template_child (widget_class, PantauSimilarRow, detail_label);
  gtk_widget_class_bind_template_child (widget_class, PantauSimilarRow, tag);
  gtk_widget_class_bind_template_child (widget_class, PantauSimilarRow, title_label);
}

static void
pantau_similar_row_init (PantauSimilarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The key that does the same, for who looks where the mouse is. */
static void
tell_key (PantauSimilarRow *self, guint n)
{
  g_autofree char *number = g_strdup_printf ("%u", n);
  g_autofree char *key = n == 1 ? g_strdup ("Ctrl+J") : g_strconcat ("Alt+Shift+", number, NULL);
  /* Translators: a tooltip; %s is a key */
  g_autofree char *text = g_strdup_printf (_ ("This is one more sighting of that claim (%s)"), key);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), text);
}

void
pantau_similar_row_set (PantauSimilarRow *self, const PantauSimilarClaim *claim, guint n)
{
  /* Translators: a button: makes the record a sighting of the claim beside it */
  const char *label = n > 0 ? _ ("Join") : _ ("Take back");
  g_autofree char *name = NULL;

  g_return_if_fail (PANTAU_IS_SIMILAR_ROW (self));

  gtk_label_set_label (self->title_label, claim->title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title_label), claim->title);
  gtk_label_set_label (self->detail_label, claim->detail);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->detail_label), claim->detail);
  gtk_widget_set_visible (GTK_WIDGET (self->detail_label), *claim->detail != '\0');
  pantau_claim_tag_set (self->tag, claim->label);
  gtk_button_set_label (self->button, label);
  /* An action and a target of another one would be a warning. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->button),
                                          n > 0 ? g_variant_new_uint32 (n) : NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button),
                                  n > 0 ? "similar.join" : "similar.separate");
  if (n > 0)
    {
      /* Translators: what a screen reader calls the button; %s is the title of a claim */
      name = g_strdup_printf (_ ("Join with “%s”"), claim->title);
      tell_key (self, n);
    }
  else
    {
      /* Translators: likewise */
      name = g_strdup_printf (_ ("Do not join with “%s”"), claim->title);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), NULL);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

GtkWidget *
pantau_similar_row_get_button (PantauSimilarRow *self)
{
  return GTK_WIDGET (self->button);
}
