/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A difference, and how it is settled. */

#define G_LOG_DOMAIN "pantau-difference-card"

#include "config.h"

#include "pantau-difference-card.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "pantau-choice-row.h"
#include "pantau-list-fill.h"
#include "pantau-ui.h"

struct _PantauDifferenceCard
{
  GtkListBoxRow parent_instance;

  GtkListBox *choices_list;
  GtkLabel *name_label;
  GtkLabel *why_label;
};

typedef struct
{
  const PantauDifference *difference;
  const PantauRecordRights *rights;
} Shown;

G_DEFINE_FINAL_TYPE (PantauDifferenceCard, pantau_difference_card, GTK_TYPE_LIST_BOX_ROW)

static void
pantau_difference_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_DIFFERENCE_CARD);

  G_OBJECT_CLASS (pantau_difference_card_parent_class)->dispose (object);
}

static void
pantau_difference_card_class_init (PantauDifferenceCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_difference_card_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-difference-card.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauDifferenceCard, choices_list);
  gtk_widget_class_bind_template_child (widget_class, PantauDifferenceCard, name_label);
  gtk_widget_class_bind_template_child (widget_class, PantauDifferenceCard, why_label);
}

static void
pantau_difference_card_init (PantauDifferenceCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A status is chosen by a step; where a record lies, by moving it. */
static gboolean
may_use (const Shown *shown, const PantauChoiceView *choice)
{
  g_autoptr (JsonNode) node = NULL;

  if (shown->rights == NULL)
    return FALSE;
  if (g_str_equal (shown->difference->field, "region"))
    return shown->rights->may_move;
  if (!g_str_equal (shown->difference->field, "status"))
    return shown->rights->may_set;

  node = json_from_string (choice->json, NULL);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING &&
         g_strv_contains ((const char *const *) shown->rights->steps, json_node_get_string (node));
}

static void
fill_choice (GtkWidget *row, gpointer item, gpointer data)
{
  const Shown *shown = data;

  pantau_choice_row_set (PANTAU_CHOICE_ROW (row), shown->difference->field,
                         shown->difference->label, item, may_use (shown, item));
}

/* Why nothing is offered; NULL where something is, or it is not known yet. */
static const char *
choose_why (const Shown *shown)
{
  if (shown->rights == NULL)
    return NULL;
  for (guint i = 0; i < shown->difference->choices->len; i++)
    if (may_use (shown, g_ptr_array_index (shown->difference->choices, i)))
      return NULL;
  if (g_str_equal (shown->difference->field, "region"))
    return _ ("A desk settles this by moving the record.");

  return _ ("Only the person who made this record, or a desk of its region, may decide.");
}

void
pantau_difference_card_set (PantauDifferenceCard *self,
                            const PantauDifference *difference,
                            const PantauRecordRights *rights)
{
  Shown shown = { difference, rights };
  const char *why = choose_why (&shown);

  g_return_if_fail (PANTAU_IS_DIFFERENCE_CARD (self));

  gtk_label_set_label (self->name_label, difference->label);
  pantau_ui_set_text (self->why_label, why);
  pantau_list_fill (self->choices_list, difference->choices, PANTAU_TYPE_CHOICE_ROW, fill_choice,
                    &shown);
}
