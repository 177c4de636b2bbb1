/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One claim among those that a record may be joined with. */

#define G_LOG_DOMAIN "pantau-join-row"

#include "config.h"

#include "pantau-join-row.h"

#include "pantau-claim-tag.h"

struct _PantauJoinRow
{
  GtkListBoxRow parent_instance;

  char *claim;

  GtkLabel *detail_label;
  PantauClaimTag *tag;
  GtkLabel *title_label;
};

G_DEFINE_FINAL_TYPE (PantauJoinRow, pantau_join_row, GTK_TYPE_LIST_BOX_ROW)

static void
pantau_join_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_JOIN_ROW);

  G_OBJECT_CLASS (pantau_join_row_parent_class)->dispose (object);
}

static void
pantau_join_row_finalize (GObject *object)
{
  g_free (PANTAU_JOIN_ROW (object)->claim);

  G_OBJECT_CLASS (pantau_join_row_parent_class)->finalize (object);
}

static void
pantau_join_row_class_init (PantauJoinRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_join_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = pantau_join_row_finalize;

  g_type_ensure (PANTAU_TYPE_CLAIM_TAG);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-join-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauJoinRow, detail_label);
  gtk_widget_class_bind_template_child (widget_class, PantauJoinRow, tag);
  gtk_widget_class_bind_template_child (widget_class, PantauJoinRow, title_label);
}

static void
pantau_join_row_init (PantauJoinRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pantau_join_row_set (PantauJoinRow *self, const PantauJoinCandidate *candidate)
{
  g_return_if_fail (PANTAU_IS_JOIN_ROW (self));

  g_free (self->claim);
  self->claim = g_strdup (candidate->claim);
  gtk_label_set_label (self->title_label, candidate->title);
  gtk_label_set_label (self->detail_label, candidate->detail);
  pantau_claim_tag_set (self->tag, candidate->label);
}

const char *
pantau_join_row_get_claim (PantauJoinRow *self)
{
  return self->claim;
}

const char *
pantau_join_row_get_title (PantauJoinRow *self)
{
  return gtk_label_get_label (self->title_label);
}
