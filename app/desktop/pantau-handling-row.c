/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What it is, how it stands, and what comes next. */

#define G_LOG_DOMAIN "pantau-handling-row"

#include "config.h"

#include "pantau-handling-row.h"

#include <glib/gi18n-lib.h>

#include "pantau-line-layout.h"
#include "pantau-long-text.h"

struct _PantauHandlingRow
{
  GtkListBoxRow parent_instance;

  char *target; /* (nullable) */

  GtkButton *button;
  GtkWidget *buttons;
  GtkWidget *place_button;
  PantauLongText *details_text;
  GtkWidget *remarks_box;
  GtkLabel *remarks_label;
  GtkWidget *state_box;
  GtkImage *state_image;
  GtkLabel *state_label;
  GtkLabel *title_label;
};

G_DEFINE_FINAL_TYPE (PantauHandlingRow, pantau_handling_row, GTK_TYPE_LIST_BOX_ROW)

static void
pantau_handling_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_HANDLING_ROW);

  G_OBJECT_CLASS (pantau_handling_row_parent_class)->dispose (object);
}

static void
pantau_handling_row_finalize (GObject *object)
{
  g_free (PANTAU_HANDLING_ROW (object)->target);

  G_OBJECT_CLASS (pantau_handling_row_parent_class)->finalize (object);
}

static void
pantau_handling_row_class_init (PantauHandlingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_handling_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = pantau_handling_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-handling-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingRow, button);
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingRow, buttons);
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingRow, details_text);
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingRow, place_button);
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingRow, remarks_box);
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingRow, remarks_label);
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingRow, state_box);
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingRow, state_image);
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, PantauHandlingRow, title_label);

  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  g_type_ensure (PANTAU_TYPE_LONG_TEXT);
}

static void
pantau_handling_row_init (PantauHandlingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
choose_action (PantauHandlingVerb verb)
{
  switch (verb)
    {
    case PANTAU_HANDLING_REPLY:
      return "page.reply";
    case PANTAU_HANDLING_TREATMENT:
      return "page.treatment";
    case PANTAU_HANDLING_OPEN:
      return "win.open-record";
    case PANTAU_HANDLING_RELEASE:
      return "page.release";
    case PANTAU_HANDLING_OPEN_IDENTITY:
      return "page.open-identity";
    case PANTAU_HANDLING_ASK:
      return "page.ask-officer";
    case PANTAU_HANDLING_ANSWER_ASK:
      return "page.answer-ask";
    case PANTAU_HANDLING_NOTHING:
      break;
    }

  return NULL;
}

static const char *
choose_label (PantauHandlingVerb verb)
{
  switch (verb)
    {
    case PANTAU_HANDLING_REPLY:
      /* Translators: a button that asks what an agency answered */
      return _ ("Enter answer…");
    case PANTAU_HANDLING_TREATMENT:
      /* Translators: a button that asks how far a treatment is */
      return _ ("Progress…");
    case PANTAU_HANDLING_OPEN:
      /* Translators: opens another record */
      return _ ("Open");
    case PANTAU_HANDLING_RELEASE:
      /* Translators: a button that asks for the summary that Pemprov reads */
      return _ ("Summary…");
    case PANTAU_HANDLING_OPEN_IDENTITY:
      /* Translators: a button: opens the envelope that says who somebody is */
      return _ ("Open identity…");
    case PANTAU_HANDLING_ASK:
      /* Translators: a button: asks the identity officer to reach a reporter or witness */
      return _ ("Ask to reach…");
    case PANTAU_HANDLING_ANSWER_ASK:
      /* Translators: a button: the identity officer tells what came of it */
      return _ ("Answer…");
    case PANTAU_HANDLING_NOTHING:
      break;
    }

  return "";
}

static void
set_button (PantauHandlingRow *self, const PantauHandlingItem *item, gboolean may)
{
  const char *action = choose_action (item->verb);
  const char *label = choose_label (item->verb);
  g_autofree char *name = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->button), may && action != NULL);
  if (action == NULL)
    return;
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", item->target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
  gtk_button_set_label (self->button, label);

  /* Translators: a button's label and what it is about, read aloud */
  name = g_strdup_printf (_ ("%s %s"), label, item->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

/* Where more of its like stands. */
static void
set_place (PantauHandlingRow *self, const PantauHandlingItem *item, gboolean may)
{
  g_autofree char *name = NULL;

  gtk_widget_set_visible (self->place_button, may && item->place != NULL);
  if (item->place == NULL)
    return;
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->place_button), "s", item->place);

  /* Translators: %s is an agency */
  name = g_strdup_printf (_ ("All that was forwarded to %s"), item->title);
  gtk_widget_set_tooltip_text (self->place_button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->place_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
pantau_handling_row_set (PantauHandlingRow *self, const PantauHandlingItem *item, gboolean may)
{
  g_return_if_fail (PANTAU_IS_HANDLING_ROW (self));

  g_free (self->target);
  self->target = g_strdup (item->target);
  gtk_label_set_label (self->title_label, item->title);
  gtk_label_set_label (self->state_label, item->state != NULL ? item->state : "");
  gtk_widget_set_visible (self->state_box, item->state != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->state_image), item->is_urgent);
  if (item->is_urgent)
    gtk_widget_add_css_class (self->state_box, "warning-text");
  else
    gtk_widget_remove_css_class (self->state_box, "warning-text");
  pantau_long_text_set_text (self->details_text, item->details);
  gtk_widget_set_visible (GTK_WIDGET (self->details_text), item->details != NULL);
  gtk_label_set_label (self->remarks_label, item->remarks != NULL ? item->remarks : "");
  gtk_widget_set_visible (self->remarks_box, item->remarks != NULL);
  set_button (self, item, may);
  set_place (self, item, may);
  gtk_widget_set_visible (self->buttons, gtk_widget_get_visible (GTK_WIDGET (self->button)) ||
                                             gtk_widget_get_visible (self->place_button));
}

const char *
pantau_handling_row_get_target (PantauHandlingRow *self)
{
  return self->target;
}

const char *
pantau_handling_row_get_title (PantauHandlingRow *self)
{
  return gtk_label_get_label (self->title_label);
}
