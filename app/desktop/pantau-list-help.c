/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help on the search: the filters of pantau-query.h, in the program's language. */

#define G_LOG_DOMAIN "pantau-list-help"

#include "config.h"

#include "pantau-list-help.h"

#include <adwaita.h>

#include "pantau-query.h"

#define MAX_HELP 32

struct _PantauListHelp
{
  GtkPopover parent_instance;

  GtkListBox *list;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (PantauListHelp, pantau_list_help, GTK_TYPE_POPOVER)

static guint signals[N_SIGNALS];

static void
row_activated (PantauListHelp *self, GtkListBoxRow *row)
{
  PantauQueryHelp help[MAX_HELP];
  guint n = MIN (pantau_query_help (help, MAX_HELP), MAX_HELP);
  int index = gtk_list_box_row_get_index (row);

  if (index >= 0 && (guint) index < n)
    g_signal_emit (self, signals[CHOSEN], 0, help[index].key);
}

static void
pantau_list_help_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_LIST_HELP);

  G_OBJECT_CLASS (pantau_list_help_parent_class)->dispose (object);
}

static void
pantau_list_help_class_init (PantauListHelpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_list_help_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-list-help.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauListHelp, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated);
}

static void
pantau_list_help_init (PantauListHelp *self)
{
  PantauQueryHelp help[MAX_HELP];
  guint n = MIN (pantau_query_help (help, MAX_HELP), MAX_HELP);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *example = g_markup_printf_escaped ("<tt>%s</tt>", help[i].example);
      g_autofree char *meaning = g_markup_escape_text (help[i].meaning, -1);

      gtk_list_box_append (self->list, g_object_new (ADW_TYPE_ACTION_ROW, "activatable", TRUE,
                                                     "title", example, "subtitle", meaning, NULL));
    }
}

GtkWidget *
pantau_list_help_new (void)
{
  return g_object_new (PANTAU_TYPE_LIST_HELP, NULL);
}
