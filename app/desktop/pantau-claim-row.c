/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One claim among others. */

#define G_LOG_DOMAIN "pantau-claim-row"

#include "config.h"

#include "pantau-claim-row.h"

#include <glib/gi18n-lib.h>

#include "pantau-claim-tag.h"
#include "pantau-board-words.h"
#include "pantau-format.h"
#include "pantau-heat-strip.h"
#include "pantau-ui.h"

#define DAY (24 * 60 * 60)

struct _PantauClaimRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *alarm_label;
  GtkButton *day_button;
  GtkLabel *harm_label;
  GtkLabel *last_label;
  GtkButton *sightings_button;
  PantauHeatStrip *strip;
  PantauClaimTag *tag;
  GtkLabel *title_label;
  GtkLabel *where_label;
};

G_DEFINE_FINAL_TYPE (PantauClaimRow, pantau_claim_row, GTK_TYPE_LIST_BOX_ROW)

static void
pantau_claim_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_CLAIM_ROW);

  G_OBJECT_CLASS (pantau_claim_row_parent_class)->dispose (object);
}

static void
pantau_claim_row_class_init (PantauClaimRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_claim_row_dispose;

  g_type_ensure (PANTAU_TYPE_CLAIM_TAG);
  g_type_ensure (PANTAU_TYPE_HEAT_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-claim-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauClaimRow, alarm_label);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimRow, day_button);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimRow, harm_label);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimRow, last_label);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimRow, sightings_button);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimRow, strip);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimRow, tag);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, PantauClaimRow, where_label);
}

static void
pantau_claim_row_init (PantauClaimRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A figure and where it leads. @whose: the claim, for who hears the button alone */
static void
set_figure (GtkButton *button, const char *text, const char *place, const char *whose)
{
  g_autofree char *name = g_strdup_printf ("%s, %s", text, whose);

  gtk_button_set_label (button, text);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", place);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_figures (PantauClaimRow *self, const PantauBoardItem *item)
{
  const PantauClaim *claim = item->claim;
  g_autofree char *sightings = pantau_board_words_sightings (claim->n_sightings),
                  *all = pantau_board_words_place (claim->id, NULL, 0, 0, TRUE),
                  *number = pantau_format_integer (claim->in_24h),
                  *late = pantau_board_words_place (claim->id, NULL, item->now - DAY, 0, TRUE);
  /* Translators: sightings; “7 within 24 hours” */
  g_autofree char *day = g_strdup_printf (_ ("%s within 24 hours"), number);

  set_figure (self->sightings_button, sightings, all, item->title);
  set_figure (self->day_button, day, late, item->title);
  gtk_widget_set_visible (GTK_WIDGET (self->sightings_button), claim->n_sightings > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->day_button), claim->in_24h > 0);
}

static PantauHeat *
copy_heat (const PantauHeat *heat)
{
  return pantau_heat_group (heat, heat->n_columns);
}

/* What a screen reader tells of the row as a whole: the label first, as for the eye. */
static void
name_row (PantauClaimRow *self, const PantauBoardItem *item, const char *where, const char *alarm)
{
  const char *label = pantau_claim_label_text (item->claim->label);
  g_autofree char *sightings = pantau_board_words_sightings (item->claim->n_sightings),
                  *name = g_strdup_printf ("%s%s%s, %s, %s, %s", label != NULL ? label : "",
                                           label != NULL ? ", " : "", item->title, sightings, where,
                                           item->last_seen);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, alarm != NULL ? alarm : "",
                                  -1);
}

void
pantau_claim_row_set (PantauClaimRow *self, const PantauBoardItem *item)
{
  g_autofree char *where = NULL, *alarm = NULL, *place = NULL;

  g_return_if_fail (PANTAU_IS_CLAIM_ROW (self));

  where = pantau_board_words_where (item->claim);
  alarm = pantau_board_words_alarm (item->claim);
  place = g_strconcat ("claims:", item->claim->id, NULL);
  pantau_claim_tag_set (self->tag, item->claim->label);
  gtk_label_set_label (self->title_label, item->title);
  show_figures (self, item);
  gtk_label_set_label (self->where_label, where);
  gtk_label_set_label (self->last_label, item->last_seen);
  pantau_ui_set_text (self->alarm_label, alarm);
  pantau_ui_set_text (self->harm_label, item->harm);
  pantau_heat_strip_show (self->strip, copy_heat (item->heat), pantau_board_words_seen, where);
  name_row (self, item, where, alarm);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", place);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.show");
}
