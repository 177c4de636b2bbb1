/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must not be spread says so. */

#define G_LOG_DOMAIN "pantau-claim-tag"

#include "config.h"

#include "pantau-claim-tag.h"

#include "pantau-line-layout.h"
#include "pantau-ui.h"

struct _PantauClaimTag
{
  GtkWidget parent_instance;

  GtkImage *image;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (PantauClaimTag, pantau_claim_tag, GTK_TYPE_WIDGET)

static void
pantau_claim_tag_dispose (GObject *object)
{
  pantau_ui_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_CLAIM_TAG);

  G_OBJECT_CLASS (pantau_claim_tag_parent_class)->dispose (object);
}

static void
pantau_claim_tag_class_init (PantauClaimTagClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_claim_tag_dispose;

  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-claim-tag.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauClaimTag, image);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimTag, label);
}

static void
pantau_claim_tag_init (PantauClaimTag *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pantau_claim_tag_set (PantauClaimTag *self, PantauClaimLabel label)
{
  const char *text = pantau_claim_label_text (label);
  gboolean is_hoax = label == PANTAU_CLAIM_LABEL_HOAX;

  g_return_if_fail (PANTAU_IS_CLAIM_TAG (self));

  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
  gtk_label_set_label (self->label, text != NULL ? text : "");
  gtk_image_set_from_icon_name (self->image, is_hoax ? "action-unavailable-symbolic"
                                                     : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (GTK_WIDGET (self), is_hoax ? "unverified" : "hoax");
  gtk_widget_add_css_class (GTK_WIDGET (self), is_hoax ? "hoax" : "unverified");
}
