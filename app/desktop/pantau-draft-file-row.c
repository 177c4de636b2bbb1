/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One file of a draft, with the way to take it away again. */

#define G_LOG_DOMAIN "pantau-draft-file-row"

#include "config.h"

#include "pantau-draft-file-row.h"

#include <glib/gi18n-lib.h>

#include "pantau-kind.h"
#include "pantau-line-layout.h"
#include "pantau-locale.h"
#include "pantau-ui.h"

struct _PantauDraftFileRow
{
  GtkListBoxRow parent_instance;

  char *hash; /* (nullable): it is kept */
  guint number;
  gboolean has_origins; /* the menu is there */

  GtkLabel *detail_label;
  GtkImage *image;
  GtkButton *keep_button;
  GtkLabel *name_label;
  GtkMenuButton *origin_button;
  GtkLabel *remark_label;
  GtkButton *remove_button;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (PantauDraftFileRow, pantau_draft_file_row, GTK_TYPE_LIST_BOX_ROW)

static void
pantau_draft_file_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_DRAFT_FILE_ROW);

  G_OBJECT_CLASS (pantau_draft_file_row_parent_class)->dispose (object);
}

static void
pantau_draft_file_row_finalize (GObject *object)
{
  g_free (PANTAU_DRAFT_FILE_ROW (object)->hash);

  G_OBJECT_CLASS (pantau_draft_file_row_parent_class)->finalize (object);
}

static void
pantau_draft_file_row_class_init (PantauDraftFileRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_draft_file_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = pantau_draft_file_row_finalize;

  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-draft-file-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauDraftFileRow, detail_label);
  gtk_widget_class_bind_template_child (widget_class, PantauDraftFileRow, image);
  gtk_widget_class_bind_template_child (widget_class, PantauDraftFileRow, keep_button);
  gtk_widget_class_bind_template_child (widget_class, PantauDraftFileRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, PantauDraftFileRow, origin_button);
  gtk_widget_class_bind_template_child (widget_class, PantauDraftFileRow, remark_label);
  gtk_widget_class_bind_template_child (widget_class, PantauDraftFileRow, remove_button);
  gtk_widget_class_bind_template_child (widget_class, PantauDraftFileRow, spinner);
}

static void
pantau_draft_file_row_init (PantauDraftFileRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What the button does, in words. (transfer full) */
static char *
tell_removal (const PantauDraftFile *file)
{
  switch (file->state)
    {
    case PANTAU_DRAFT_FILE_COPYING:
      /* Translators: a button beside a file that is being copied; %s is its name */
      return g_strdup_printf (_ ("Stop copying “%s”"), file->name);
    case PANTAU_DRAFT_FILE_HERE:
      /* Translators: a button beside a file of a draft; %s is its name */
      return g_strdup_printf (_ ("Take “%s” away"), file->name);
    case PANTAU_DRAFT_FILE_FAILED:
      break;
    }

  return g_strdup (_ ("Dismiss"));
}

static void
add_origin (GMenu *menu, const char *label, const char *hash, const char *code)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "files.origin", "(ss)", hash, code);
  g_menu_append_item (menu, item);
}

/* A menu, made when it is wanted: a drop-down in each row holds the main loop for long. */
static void
fill_origins (PantauDraftFileRow *self, const char *hash, GPtrArray *origins)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < origins->len; i++)
    {
      const PantauChoice *choice = g_ptr_array_index (origins, i);

      add_origin (menu, pantau_label_get (&choice->name, pantau_locale_get ()), hash, choice->code);
    }
  /* Translators: in a menu, after those from whom a file may have come */
  add_origin (menu, _ ("Not said"), hash, "");
  pantau_ui_set_menu (self->origin_button, G_MENU_MODEL (menu));
}

/* Codes that we do not know stand for themselves. */
static const char *
origin_name (const char *code, GPtrArray *origins)
{
  for (guint i = 0; i < origins->len; i++)
    {
      const PantauChoice *choice = g_ptr_array_index (origins, i);

      if (g_strcmp0 (choice->code, code) == 0)
        return pantau_label_get (&choice->name, pantau_locale_get ());
    }

  /* Translators: on a button: from whom did a file come? */
  return code != NULL ? code : _ ("From whom?");
}

static void
show_origin (PantauDraftFileRow *self, const PantauDraftFile *file, GPtrArray *origins)
{
  gboolean is_asked = origins != NULL && file->state == PANTAU_DRAFT_FILE_HERE;
  g_autofree char *name = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->origin_button), is_asked);
  if (!is_asked)
    return;
  if (!self->has_origins)
    fill_origins (self, file->hash, origins);
  self->has_origins = TRUE;
  gtk_menu_button_set_label (self->origin_button, origin_name (file->origin, origins));
  /* Translators: read aloud: a button; the name of a file, and from whom it came or “From whom?” */
  name = g_strdup_printf (_ ("From whom “%s” came: %s"), file->name,
                          origin_name (file->origin, origins));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->origin_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
pantau_draft_file_row_set (PantauDraftFileRow *self,
                           const PantauDraftFile *file,
                           GPtrArray *origins)
{
  gboolean is_copying = file->state == PANTAU_DRAFT_FILE_COPYING;
  gboolean is_here = file->state == PANTAU_DRAFT_FILE_HERE;
  g_autofree char *removal = NULL;

  g_return_if_fail (PANTAU_IS_DRAFT_FILE_ROW (self));

  g_free (self->hash);
  self->hash = g_strdup (file->hash);
  self->number = file->number;
  removal = tell_removal (file);
  gtk_label_set_label (self->name_label, file->name);
  gtk_label_set_label (self->detail_label, file->detail);
  gtk_image_set_from_icon_name (self->image, file->icon);
  gtk_widget_set_visible (GTK_WIDGET (self->image), !is_copying);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_copying);
  gtk_spinner_set_spinning (self->spinner, is_copying);
  if (file->state == PANTAU_DRAFT_FILE_FAILED)
    gtk_widget_add_css_class (GTK_WIDGET (self->detail_label), "warning-text");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->detail_label), "warning-text");

  pantau_ui_set_text (self->remark_label, file->remark);
  show_origin (self, file, origins);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->keep_button), "u", file->number);
  gtk_widget_set_visible (GTK_WIDGET (self->keep_button), file->is_large);

  gtk_button_set_icon_name (self->remove_button,
                            is_here ? "user-trash-symbolic" : "window-close-symbolic");
  /* An action and a target of another one would be a warning. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->remove_button), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->remove_button),
                                          is_here ? g_variant_new_string (file->hash)
                                                  : g_variant_new_uint32 (file->number));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->remove_button),
                                  is_here ? "files.remove" : "files.drop");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->remove_button), removal);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, removal, -1);
}

gboolean
pantau_draft_file_row_is_of (PantauDraftFileRow *self, const char *hash, guint number)
{
  g_return_val_if_fail (PANTAU_IS_DRAFT_FILE_ROW (self), FALSE);

  return (hash != NULL && g_strcmp0 (self->hash, hash) == 0) ||
         (number != 0 && self->number == number);
}
