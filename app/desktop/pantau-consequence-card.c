/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What follows from a case, as a list of sentences. */

#define G_LOG_DOMAIN "pantau-consequence-card"

#include "config.h"

#include "pantau-consequence-card.h"

#include <glib/gi18n-lib.h>

#include "pantau-field-row.h"
#include "pantau-list-fill.h"
#include "pantau-page-layout.h"
#include "pantau-ui.h"

struct _PantauConsequenceCard
{
  GtkWidget parent_instance;

  gboolean is_brief;

  GtkListBox *list;
};

typedef enum
{
  PROP_IS_BRIEF = 1,
} PantauConsequenceCardProperty;

G_DEFINE_FINAL_TYPE (PantauConsequenceCard, pantau_consequence_card, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_IS_BRIEF + 1];

static const char *
name_of_part (PantauConsequencePart part)
{
  switch (part)
    {
    case PANTAU_CONSEQUENCE_ACT:
      return _ ("Act");
    case PANTAU_CONSEQUENCE_NATURE:
      return _ ("Kind of breach");
    case PANTAU_CONSEQUENCE_SANCTION:
      return _ ("Sanction");
    case PANTAU_CONSEQUENCE_TRACK:
      /* Translators: before whom a case goes: Gakkumdu, the party’s own superiors, both */
      return _ ("Track");
    case PANTAU_CONSEQUENCE_AGENCY:
      return _ ("Forwarded to");
    case PANTAU_CONSEQUENCE_NOTE:
      return _ ("To be known");
    case PANTAU_CONSEQUENCE_GAP:
      return _ ("Not answered yet");
    }

  return "";
}

static gboolean
is_shown (PantauConsequenceCard *self, PantauConsequencePart part)
{
  return !self->is_brief || part == PANTAU_CONSEQUENCE_NATURE ||
         part == PANTAU_CONSEQUENCE_SANCTION || part == PANTAU_CONSEQUENCE_TRACK ||
         part == PANTAU_CONSEQUENCE_GAP;
}

/* The sentence, the law it stands on, and whether somebody must still look that up. Who records reads the sentence alone. (transfer full) */
static char *
describe (PantauConsequenceCard *self, const PantauConsequenceLine *line)
{
  GString *out = g_string_new (line->text);

  if (self->is_brief)
    {
      if (line->unsure)
        g_string_append (out, " (GK)");
      return g_string_free (out, FALSE);
    }
  if (line->basis != NULL && *line->basis != '\0')
    g_string_append_printf (out, "\n%s", line->basis);
  if (line->unsure)
    g_string_append_printf (out, "\n%s", _ ("To be checked before it is relied on (GK)"));

  return g_string_free (out, FALSE);
}

static void
fill_line (GtkWidget *row, gpointer item, gpointer data)
{
  const PantauConsequenceLine *line = item;
  g_autofree char *text = describe (data, line);

  pantau_field_row_set (PANTAU_FIELD_ROW (row), name_of_part (line->part), text, FALSE);
}

static void
pantau_consequence_card_dispose (GObject *object)
{
  pantau_ui_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_CONSEQUENCE_CARD);

  G_OBJECT_CLASS (pantau_consequence_card_parent_class)->dispose (object);
}

static void
pantau_consequence_card_get_property (GObject *object,
                                      guint property,
                                      GValue *value,
                                      GParamSpec *pspec)
{
  switch ((PantauConsequenceCardProperty) property)
    {
    case PROP_IS_BRIEF:
      g_value_set_boolean (value, PANTAU_CONSEQUENCE_CARD (object)->is_brief);
      break;
    }
}

static void
pantau_consequence_card_set_property (GObject *object,
                                      guint property,
                                      const GValue *value,
                                      GParamSpec *pspec)
{
  switch ((PantauConsequenceCardProperty) property)
    {
    case PROP_IS_BRIEF:
      PANTAU_CONSEQUENCE_CARD (object)->is_brief = g_value_get_boolean (value);
      break;
    }
}

static void
pantau_consequence_card_class_init (PantauConsequenceCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_consequence_card_dispose;
  object_class->get_property = pantau_consequence_card_get_property;
  object_class->set_property = pantau_consequence_card_set_property;

  properties[PROP_IS_BRIEF] =
      g_param_spec_boolean ("is-brief", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-consequence-card.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauConsequenceCard, list);
}

static void
pantau_consequence_card_init (PantauConsequenceCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pantau_consequence_card_show (PantauConsequenceCard *self,
                              const PantauConsequence *consequence,
                              guint max)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();

  g_return_if_fail (PANTAU_IS_CONSEQUENCE_CARD (self));

  for (guint i = 0; consequence != NULL && i < consequence->lines->len && lines->len < max; i++)
    {
      PantauConsequenceLine *line = g_ptr_array_index (consequence->lines, i);

      if (is_shown (self, line->part))
        g_ptr_array_add (lines, line);
    }
  pantau_list_fill (self->list, lines, PANTAU_TYPE_FIELD_ROW, fill_line, self);
  gtk_widget_set_visible (GTK_WIDGET (self), lines->len > 0);
}
