/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One kecamatan of a warning. */

#define G_LOG_DOMAIN "pantau-warning-row"

#include "config.h"

#include "pantau-warning-row.h"

#include <glib/gi18n-lib.h>

#include "pantau-figure.h"
#include "pantau-format.h"
#include "pantau-line-layout.h"
#include "pantau-store-exposure.h"
#include "pantau-ui.h"
#include "pantau-words-warning.h"

struct _PantauWarningRow
{
  GtkListBoxRow parent_instance;

  char *kecamatan;
  gboolean is_setting; /* nobody ticks just now */

  GtkLabel *details_label;
  GtkImage *go_image;
  GtkCheckButton *tick;
  GtkLabel *title_label;
};

G_DEFINE_FINAL_TYPE (PantauWarningRow, pantau_warning_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  TOGGLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
was_toggled (PantauWarningRow *self)
{
  if (!self->is_setting)
    g_signal_emit (self, signals[TOGGLED], 0);
}

static void
pantau_warning_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_WARNING_ROW);

  G_OBJECT_CLASS (pantau_warning_row_parent_class)->dispose (object);
}

static void
pantau_warning_row_finalize (GObject *object)
{
  g_free (PANTAU_WARNING_ROW (object)->kecamatan);

  G_OBJECT_CLASS (pantau_warning_row_parent_class)->finalize (object);
}

static void
pantau_warning_row_class_init (PantauWarningRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_warning_row_dispose;
  object_class->finalize = pantau_warning_row_finalize;

  signals[TOGGLED] = g_signal_new ("toggled", PANTAU_TYPE_WARNING_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-warning-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, was_toggled);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningRow, details_label);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningRow, go_image);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningRow, tick);
  gtk_widget_class_bind_template_child (widget_class, PantauWarningRow, title_label);
}

static void
pantau_warning_row_init (PantauWarningRow *self)
{
  self->kecamatan = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_words (GString *line, const char *words)
{
  if (words != NULL && *words != '\0')
    g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", words);
}

/* What is there, what is known of it, and why it is in the list. (transfer full) */
static char *
describe (const PantauWarningPlace *place)
{
  GString *line = g_string_new (NULL);
  g_autofree char *number = pantau_format_integer (place->tps), *stations = NULL,
                  *voters = pantau_words_warning_voters (place->voters),
                  *by = pantau_words_warning_by (&place->hit);

  stations = g_strdup_printf (_ ("%s TPS"), number);
  add_words (line, stations);
  add_words (line, voters);
  add_words (line, place->sites);
  if (place->risks > 0)
    {
      g_autofree char *count = pantau_format_integer (place->risks);
      g_autofree char *risks =
          g_strdup_printf (ngettext ("%s open risk", "%s open risks", place->risks), count);

      add_words (line, risks);
    }
  if (place->stores > 0)
    {
      g_autofree char *count = pantau_format_integer (place->stores);
      /* Translators: risks about places where ballots are kept */
      g_autofree char *stores =
          g_strdup_printf (ngettext ("%s about a store", "%s about stores", place->stores), count);

      add_words (line, stores);
    }
  g_string_append_printf (line, "\n%s", by);
  if (place->record != NULL)
    add_words (line, _ ("a risk is open for this warning"));

  return g_string_free (line, FALSE);
}

void
pantau_warning_row_set (PantauWarningRow *self,
                        PantauReference *reference,
                        const PantauWarningPlace *place,
                        gboolean may_open,
                        gboolean is_ticked)
{
  g_autofree char *name =
      pantau_regions_qualified (pantau_reference_get_regions (reference), place->hit.code);
  g_autofree char *details = describe (place), *spoken = NULL, *target = NULL;
  const PantauFigure figure = { .name = (char *) PANTAU_EXPOSURE_RECORDS,
                                .region = place->hit.code };
  g_autofree char *query = pantau_figure_query (&figure);

  g_free (self->kecamatan);
  self->kecamatan = g_strdup (place->hit.code);
  gtk_label_set_label (self->title_label, name);
  gtk_label_set_label (self->details_label, details);

  self->is_setting = TRUE;
  gtk_check_button_set_active (self->tick, may_open && is_ticked);
  self->is_setting = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->tick), may_open);
  /* Translators: what a tick before a kecamatan means; %s is its name */
  spoken = g_strdup_printf (_ ("Open a risk for %s"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->tick), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);

  target = g_strconcat ("query:", query, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->go_image), place->risks > 0);
  pantau_ui_set_action (GTK_ACTIONABLE (self), place->risks > 0 ? "win.show" : NULL,
                        place->risks > 0 ? target : NULL);
}

const char *
pantau_warning_row_get_kecamatan (PantauWarningRow *self)
{
  return self->kecamatan;
}

gboolean
pantau_warning_row_get_ticked (PantauWarningRow *self)
{
  return gtk_check_button_get_active (self->tick);
}
