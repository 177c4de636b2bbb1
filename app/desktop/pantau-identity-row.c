/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person. The envelope cannot be read back, so the row can only tell that it is there. */

#define G_LOG_DOMAIN "pantau-identity-row"

#include "config.h"

#include "pantau-identity-row.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"
#include "pantau-line-layout.h"
#include "pantau-words-identity.h"

struct _PantauIdentityRow
{
  GtkListBoxRow parent_instance;

  GtkButton *remove_button;
  GtkLabel *state_label;
  GtkLabel *title_label;
  GtkButton *type_button;
};

G_DEFINE_FINAL_TYPE (PantauIdentityRow, pantau_identity_row, GTK_TYPE_LIST_BOX_ROW)

static void
pantau_identity_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_IDENTITY_ROW);

  G_OBJECT_CLASS (pantau_identity_row_parent_class)->dispose (object);
}

static void
pantau_identity_row_class_init (PantauIdentityRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_identity_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-identity-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauIdentityRow, remove_button);
  gtk_widget_class_bind_template_child (widget_class, PantauIdentityRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, PantauIdentityRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, PantauIdentityRow, type_button);

  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
}

static void
pantau_identity_row_init (PantauIdentityRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* "Sealed for identity officers: name, address. 14.02" (transfer full) */
static char *
describe (const PantauIdentityItem *item)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *parts = NULL, *time = NULL;

  if (item->envelope == NULL)
    return g_strdup (_ ("Nothing is typed"));
  parts = pantau_words_parts (item->reference, (const char *const *) item->envelope->has);
  time = pantau_format_time_short (item->envelope->saved, now);

  /* Translators: parts of an identity, and the time of day when they were sealed */
  return g_strdup_printf (_ ("Sealed for the identity officers: %s. %s"), parts, time);
}

/* @label is what the button does; a screen reader hears to whom. */
static void
set_button (GtkButton *button,
            const char *action,
            const PantauIdentityItem *item,
            const char *label,
            const char *title)
{
  /* Translators: a button's label and what it is about, read aloud */
  g_autofree char *name = g_strdup_printf (_ ("%s %s"), label, title);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(su)", item->person, item->ordinal);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
pantau_identity_row_set (PantauIdentityRow *self, const PantauIdentityItem *item)
{
  g_autofree char *title =
      pantau_words_person_of (item->reference, item->kind, item->person, item->ordinal);
  g_autofree char *state = describe (item);
  /* Translators: buttons: a dialog asks who somebody is */
  const char *type = item->envelope != NULL ? _ ("Type again…") : _ ("Type…");

  g_return_if_fail (PANTAU_IS_IDENTITY_ROW (self));

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->state_label, state);
  gtk_button_set_label (self->type_button, type);
  set_button (self->type_button, "identities.type", item, type, title);
  set_button (self->remove_button, "identities.remove", item, _ ("Take this envelope away"), title);
  gtk_widget_set_visible (GTK_WIDGET (self->type_button), item->can_seal);
  gtk_widget_set_visible (GTK_WIDGET (self->remove_button), item->envelope != NULL);
}
