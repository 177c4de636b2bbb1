/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The label of a hoax, its claim, and the verbs of the desk. */

#define G_LOG_DOMAIN "pantau-claim-banner"

#include "config.h"

#include "pantau-claim-banner.h"

#include <glib/gi18n-lib.h>

#include "pantau-claim-tag.h"
#include "pantau-line-layout.h"
#include "pantau-ui.h"
#include "pantau-wrap-layout.h"

struct _PantauClaimBanner
{
  GtkWidget parent_instance;

  GtkButton *board_button;
  GtkMenuButton *counter_button;
  GtkWidget *join_button;
  GtkWidget *membership_box;
  GtkLabel *membership_label;
  GtkButton *open_button;
  PantauClaimTag *tag;
  GtkButton *unlink_button;
  GtkMenuButton *unlink_menu;
  GtkButton *verdict_button;
  GtkLabel *verdict_label;
};

G_DEFINE_FINAL_TYPE (PantauClaimBanner, pantau_claim_banner, GTK_TYPE_WIDGET)

static void
pantau_claim_banner_dispose (GObject *object)
{
  pantau_ui_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_CLAIM_BANNER);

  G_OBJECT_CLASS (pantau_claim_banner_parent_class)->dispose (object);
}

static void
pantau_claim_banner_class_init (PantauClaimBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_claim_banner_dispose;

  g_type_ensure (PANTAU_TYPE_CLAIM_TAG);
  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  g_type_ensure (PANTAU_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-claim-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauClaimBanner, board_button);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimBanner, counter_button);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimBanner, join_button);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimBanner, membership_box);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimBanner, membership_label);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimBanner, open_button);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimBanner, tag);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimBanner, unlink_button);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimBanner, unlink_menu);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimBanner, verdict_button);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimBanner, verdict_label);
}

static void
set_counter_menu (PantauClaimBanner *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  /* Translators: a menu item: copies the counter-message for journalists */
  g_menu_append (menu, _ ("For the media"), "page.copy-counter-media");
  /* Translators: a menu item: copies the counter-message that community figures read out */
  g_menu_append (menu, _ ("For community figures"), "page.copy-counter-figures");
  pantau_ui_set_menu (self->counter_button, G_MENU_MODEL (menu));
}

static void
pantau_claim_banner_init (PantauClaimBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  set_counter_menu (self);
}

/* The way to the claim, and to where it can be seen whole. */
static void
show_membership (PantauClaimBanner *self, const PantauClaimPart *part)
{
  g_autofree char *place = g_strdup_printf ("claims:%s", part->claim->id);

  pantau_ui_set_text (self->membership_label, part->membership);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->open_button), "s", part->claim->id);
  gtk_widget_set_visible (GTK_WIDGET (self->open_button), !part->is_root);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->board_button), "s", place);
  gtk_widget_set_visible (self->membership_box, part->membership != NULL);
}

/* A record that somebody joined twice is let go of each by itself. */
static GMenuModel *
make_ties (const PantauClaimPart *part)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < part->ties->len; i++)
    {
      const PantauClaimTie *tie = g_ptr_array_index (part->ties, i);
      /* Translators: a menu: a sighting is no longer one of the claim %s */
      g_autofree char *label = g_strdup_printf (_ ("From “%s”…"), tie->title);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "page.unlink", "s", tie->entry);
      g_menu_append_item (menu, item);
    }

  return G_MENU_MODEL (menu);
}

static void
show_ties (PantauClaimBanner *self, const PantauClaimPart *part, gboolean may_unlink)
{
  guint n = may_unlink ? part->ties->len : 0;

  gtk_widget_set_visible (GTK_WIDGET (self->unlink_button), n == 1);
  gtk_widget_set_visible (GTK_WIDGET (self->unlink_menu), n > 1);
  if (n == 1)
    {
      const PantauClaimTie *tie = g_ptr_array_index (part->ties, 0);

      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->unlink_button), "s", tie->entry);
    }
  if (n > 1)
    {
      g_autoptr (GMenuModel) menu = make_ties (part);

      pantau_ui_set_menu (self->unlink_menu, menu);
    }
}

/* What cannot be copied says why, to eyes and to screen readers. */
static void
show_counter (PantauClaimBanner *self, const PantauClaimPart *part)
{
  gboolean may = part->media_refusal == NULL || part->figures_refusal == NULL;
  const char *help = may ? _ ("Copy what answers the claim (Ctrl+Shift+M)") : part->media_refusal;

  gtk_widget_set_sensitive (GTK_WIDGET (self->counter_button), may);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->counter_button), help);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->counter_button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, help, -1);
}

void
pantau_claim_banner_set (PantauClaimBanner *self,
                         const PantauClaimPart *part,
                         const PantauRecordRights *rights)
{
  g_return_if_fail (PANTAU_IS_CLAIM_BANNER (self));

  gtk_widget_set_visible (GTK_WIDGET (self), part != NULL);
  if (part == NULL)
    return;

  pantau_claim_tag_set (self->tag, part->claim->label);
  pantau_ui_set_text (self->verdict_label, part->verdict);
  show_membership (self, part);
  show_counter (self, part);
  show_ties (self, part, rights != NULL && rights->may_unlink);
  gtk_widget_set_visible (GTK_WIDGET (self->verdict_button),
                          rights != NULL && rights->verdict_of != NULL);
  gtk_button_set_label (self->verdict_button,
                        part->claim->verdict != NULL ? _ ("Change verdict…") : _ ("Give verdict…"));
  /* What waits for a desk is blue; a verdict that stands is not to be changed by the way. */
  if (part->claim->verdict == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->verdict_button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->verdict_button), "suggested-action");
  gtk_widget_set_visible (self->join_button, rights != NULL && rights->may_join);
}

void
pantau_claim_banner_open_counter (PantauClaimBanner *self)
{
  g_return_if_fail (PANTAU_IS_CLAIM_BANNER (self));

  if (gtk_widget_is_sensitive (GTK_WIDGET (self->counter_button)))
    gtk_menu_button_popup (self->counter_button);
}
