/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a screen reader would call a control. GTK 4.8 falls back to the type's name ("GtkImage" of an icon button, "GtkEntry" of an entry)
 * where nobody named it; a placeholder or a tooltip names nothing.
 */

#include "config.h"

#include "display-fixture.h"

/* A value that no property has, so that the test context tells what it has. */
#define NOTHING "\x01"

gboolean
display_is_control (GtkWidget *widget)
{
  switch ((int) gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)))
    {
    case GTK_ACCESSIBLE_ROLE_BUTTON:
    case GTK_ACCESSIBLE_ROLE_CHECKBOX:
    case GTK_ACCESSIBLE_ROLE_COMBO_BOX:
    case GTK_ACCESSIBLE_ROLE_LINK:
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM:
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM_CHECKBOX:
    case GTK_ACCESSIBLE_ROLE_MENU_ITEM_RADIO:
    case GTK_ACCESSIBLE_ROLE_METER:
    case GTK_ACCESSIBLE_ROLE_PROGRESS_BAR:
    case GTK_ACCESSIBLE_ROLE_RADIO:
    case GTK_ACCESSIBLE_ROLE_SEARCH_BOX:
    case GTK_ACCESSIBLE_ROLE_SLIDER:
    case GTK_ACCESSIBLE_ROLE_SPIN_BUTTON:
    case GTK_ACCESSIBLE_ROLE_SWITCH:
    case GTK_ACCESSIBLE_ROLE_TAB:
    case GTK_ACCESSIBLE_ROLE_TEXT_BOX:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Of the test context's words for a string: the string itself. (transfer full) (nullable) */
static char *
get_label (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  if (!gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL))
    return NULL;

  return gtk_test_accessible_check_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, NOTHING);
}

/* Texts below @widget, joined: what names a button by its contents. */
static void
append_contents (GtkWidget *widget, GString *texts)
{
  g_autofree char *label = get_label (widget);
  const char *text = label;

  if (text == NULL && GTK_IS_LABEL (widget))
    text = gtk_label_get_text (GTK_LABEL (widget));
  if (text == NULL && GTK_IS_INSCRIPTION (widget))
    text = gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  if (text != NULL && *text != '\0')
    {
      g_string_append_printf (texts, "%s%s", texts->len > 0 ? " " : "", text);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append_contents (child, texts);
}

static GtkWidget *
get_contents (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    return gtk_button_get_child (GTK_BUTTON (widget));
  if (GTK_IS_MENU_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_LIST_BOX_ROW (widget))
    return gtk_widget_get_first_child (widget);

  return NULL;
}

/*
 * GTK labels a button by its child by itself, so that this relation tells nothing of an image. Any other is a person's work and is
 * believed.
 */
static gboolean
is_labelled_by_others (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);
  GtkWidget *contents = get_contents (widget);
  g_autofree char *other = NULL;

  if (!gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return FALSE;
  if (contents == NULL)
    return TRUE;

  other = gtk_test_accessible_check_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                              contents, NULL);

  return other != NULL && !GTK_IS_MENU_BUTTON (widget) && !GTK_IS_CHECK_BUTTON (widget);
}

char *
display_name (GtkWidget *widget)
{
  char *label = get_label (widget);
  GtkWidget *contents = get_contents (widget);
  GString *texts;

  if (label != NULL && *label != '\0')
    return label;
  g_free (label);
  if (is_labelled_by_others (widget))
    return g_strdup ("(labelled by another)");

  texts = g_string_new (NULL);
  if (contents != NULL)
    append_contents (contents, texts);

  return g_string_free (texts, FALSE);
}

/* GTK's own composites: the whole has the name, its parts are none of ours. */
static gboolean
is_composite (GtkWidget *widget)
{
  return GTK_IS_DROP_DOWN (widget) || GTK_IS_ENTRY (widget) || GTK_IS_SEARCH_ENTRY (widget) ||
         GTK_IS_SPIN_BUTTON (widget) || GTK_IS_SWITCH (widget) || GTK_IS_SCALE (widget) ||
         GTK_IS_SCROLLBAR (widget) || GTK_IS_PASSWORD_ENTRY (widget) || GTK_IS_CALENDAR (widget) ||
         GTK_IS_WINDOW_CONTROLS (widget);
}

/* "PantauListPage > GtkBox > GtkButton#add": the way to it, so that one finds it in the .ui. */
static char *
describe_way (GtkWidget *widget, GtkWidget *root)
{
  GString *way = g_string_new (NULL);

  for (GtkWidget *at = widget; at != NULL; at = at == root ? NULL : gtk_widget_get_parent (at))
    {
      const char *id = gtk_buildable_get_buildable_id (GTK_BUILDABLE (at));
      gboolean has_id = id != NULL && !g_str_has_prefix (id, "___");
      g_autofree char *step =
          g_strdup_printf ("%s%s%s", G_OBJECT_TYPE_NAME (at), has_id ? "#" : "", has_id ? id : "");

      if (way->len > 0)
        g_string_prepend (way, " > ");
      g_string_prepend (way, step);
    }

  return g_string_free (way, FALSE);
}

/* Adwaita's own button in an entry row, hidden unless the row asks for it. */
static gboolean
is_unused (GtkWidget *widget)
{
  return !gtk_widget_get_visible (widget) &&
         g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), "apply_button") == 0;
}

static void
collect_nameless (GtkWidget *widget, GtkWidget *root, GString *found)
{
  gboolean is_wrapped = GTK_IS_TEXT (widget) && GTK_IS_ENTRY (gtk_widget_get_parent (widget));

  if (display_is_control (widget) && !is_wrapped && !is_unused (widget))
    {
      g_autofree char *name = display_name (widget);

      if (*name == '\0')
        {
          g_autofree char *way = describe_way (widget, root);

          g_string_append_printf (found, "%s%s", found->len > 0 ? "\n" : "", way);
        }
    }

  if (GTK_IS_MENU_BUTTON (widget))
    {
      GtkPopover *popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (widget));

      /* Most are made when they are opened first. */
      if (popover == NULL && gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget))
        {
          gtk_menu_button_popup (GTK_MENU_BUTTON (widget));
          popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (widget));
          gtk_menu_button_popdown (GTK_MENU_BUTTON (widget));
        }
      if (popover != NULL)
        collect_nameless (GTK_WIDGET (popover), root, found);
      return;
    }
  if (is_composite (widget))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_nameless (child, root, found);
}

char *
display_nameless (GtkWidget *root)
{
  GString *found = g_string_new (NULL);

  collect_nameless (root, root, found);

  return g_string_free (found, FALSE);
}
