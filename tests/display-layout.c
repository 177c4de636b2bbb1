/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What does not fit: controls outside of what surrounds them, and controls that lie upon each other. */

#include "config.h"

#include "display-fixture.h"

/* Pixels that rounding, negative margins and outlines may take. */
#define SLACK 2.0f

static gboolean
is_shown (GtkWidget *widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_child_visible (widget) &&
         gtk_widget_get_width (widget) > 0 && gtk_widget_get_height (widget) > 0;
}

/* Children that are meant to reach out of their parent (what scrolls) or to lie upon each other. */
static gboolean
is_free (GtkWidget *parent)
{
  return GTK_IS_SCROLLABLE (parent) || GTK_IS_OVERLAY (parent) || GTK_IS_STACK (parent) ||
         GTK_IS_SCROLLED_WINDOW (parent) || GTK_IS_REVEALER (parent) || GTK_IS_RANGE (parent) ||
         GTK_IS_TEXT (parent) || GTK_IS_ENTRY (parent) || GTK_IS_LEVEL_BAR (parent) ||
         GTK_IS_PROGRESS_BAR (parent) || GTK_IS_SWITCH (parent) || ADW_IS_LEAFLET (parent) ||
         ADW_IS_TOAST_OVERLAY (parent) || ADW_IS_FLAP (parent);
}

/* GTK's own parts of a scroll bar, a tick, an arrow. */
static gboolean
is_part (GtkWidget *widget)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkGizmo");
}

static char *
describe (GtkWidget *widget)
{
  g_autofree char *text = display_text (widget);
  const char *id = gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget));

  return g_strdup_printf (
      "%s%s%s in %s%s%s%s", G_OBJECT_TYPE_NAME (widget),
      id != NULL && !g_str_has_prefix (id, "___") ? "#" : "",
      id != NULL && !g_str_has_prefix (id, "___") ? id : "",
      gtk_widget_get_parent (widget) != NULL ? G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget))
                                             : "nothing",
      text != NULL ? " “" : "", text != NULL ? text : "", text != NULL ? "”" : "");
}

static void
append (GString *found, GtkWidget *widget, const char *format, ...)
{
  g_autofree char *name = describe (widget);
  va_list arguments;

  if (found->len > 0)
    g_string_append_c (found, '\n');
  g_string_append_printf (found, "%s: ", name);
  va_start (arguments, format);
  g_string_append_vprintf (found, format, arguments);
  va_end (arguments);
}

static void
check_within (GtkWidget *widget, GtkWidget *parent, GString *found)
{
  graphene_rect_t at;
  float width = (float) gtk_widget_get_width (parent);
  float height = (float) gtk_widget_get_height (parent);

  if (!gtk_widget_compute_bounds (widget, parent, &at))
    return;
  if (at.origin.x < -SLACK || at.origin.x + at.size.width > width + SLACK)
    append (found, widget, "from %.0f to %.0f, across %.0f", at.origin.x,
            at.origin.x + at.size.width, width);
  if (at.origin.y < -SLACK || at.origin.y + at.size.height > height + SLACK)
    append (found, widget, "from %.0f to %.0f, down %.0f", at.origin.y,
            at.origin.y + at.size.height, height);
}

static void
check_apart (GtkWidget *widget, GtkWidget *parent, GString *found)
{
  graphene_rect_t at, other, both;

  if (!gtk_widget_compute_bounds (widget, parent, &at))
    return;
  for (GtkWidget *next = gtk_widget_get_next_sibling (widget); next != NULL;
       next = gtk_widget_get_next_sibling (next))
    if (is_shown (next) && !GTK_IS_NATIVE (next) &&
        gtk_widget_compute_bounds (next, parent, &other) &&
        graphene_rect_intersection (&at, &other, &both) && both.size.width > SLACK &&
        both.size.height > SLACK)
      append (found, widget, "lies upon a %s, %.0f × %.0f", G_OBJECT_TYPE_NAME (next),
              both.size.width, both.size.height);
}

static void
collect_misfits (GtkWidget *parent, GString *found)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!is_shown (child) || GTK_IS_NATIVE (child) || is_part (child))
        continue;
      if (!is_free (parent))
        {
          check_within (child, parent, found);
          check_apart (child, parent, found);
        }
      collect_misfits (child, found);
    }
}

char *
display_misfits (GtkWidget *root)
{
  GString *found = g_string_new (NULL);

  collect_misfits (root, found);

  return g_string_free (found, FALSE);
}
