/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of drafts. Nothing is deleted while it can still be asked back. */

#define G_LOG_DOMAIN "pantau-drafts-page"

#include "config.h"

#include "pantau-drafts-page.h"

#include <glib/gi18n-lib.h>

#include "pantau-draft-row.h"
#include "pantau-drafts.h"
#include "pantau-page-layout.h"
#include "pantau-ui.h"

struct _PantauDraftsPage
{
  GtkWidget parent_instance;

  PantauSession *session; /* (owned) (nullable) */
  GHashTable *going;      /* set of ids: out of sight, but not deleted yet */
  GCancellable *reading;  /* (owned) (nullable) */

  GtkListBox *list;
  GtkStack *stack;
  AdwStatusPage *status;
  AdwToastOverlay *toasts;
};

typedef enum
{
  PROP_SESSION = 1,
} PantauDraftsPageProperty;

G_DEFINE_FINAL_TYPE (PantauDraftsPage, pantau_drafts_page, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SESSION + 1];

static void read_drafts (PantauDraftsPage *self);

/* A draft on its way out. */
typedef struct
{
  PantauDraftsPage *page; /* (owned) */
  char *id;
} Going;

static void
going_free (gpointer data, GClosure *closure)
{
  Going *going = data;

  g_object_unref (going->page);
  g_free (going->id);
  g_free (going);
}

static gpointer
remove_in_thread (PantauHome *home, gpointer data, GError **error)
{
  pantau_drafts_remove (home, data, error);

  return NULL;
}

static void
was_removed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauDraftsPage) self = data;
  g_autoptr (GError) error = NULL;

  pantau_session_write_finish (PANTAU_SESSION (source), result, &error);
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return;

  /* It is still there: so it is shown. */
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
  g_hash_table_remove_all (self->going);
  read_drafts (self);
}

static void
toast_ended (AdwToast *toast, Going *going)
{
  PantauDraftsPage *self = going->page;

  if (self->session != NULL && g_hash_table_contains (self->going, going->id))
    pantau_session_keep (self->session, remove_in_thread, g_strdup (going->id), g_free, NULL,
                         was_removed, g_object_ref (self));
}

static void
asked_back (AdwToast *toast, Going *going)
{
  g_hash_table_remove (going->page->going, going->id);
  read_drafts (going->page);
}

static Going *
going_new (PantauDraftsPage *page, const char *id)
{
  Going *going = g_new0 (Going, 1);

  going->page = g_object_ref (page);
  going->id = g_strdup (id);

  return going;
}

static void
show_rows (PantauDraftsPage *self)
{
  gtk_stack_set_visible_child_name (
      self->stack, gtk_list_box_get_row_at_index (self->list, 0) != NULL ? "list" : "empty");
}

static void
delete_row (PantauDraftsPage *self, PantauDraftRow *row)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  const char *id = pantau_draft_row_get_id (row);
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  AdwToast *toast = adw_toast_new ("");
  g_autofree char *text = g_strdup_printf (_ ("The draft “%s” was deleted"), escaped);

  adw_toast_set_title (toast, text);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (asked_back), going_new (self, id),
                         going_free, 0);
  g_signal_connect_data (toast, "dismissed", G_CALLBACK (toast_ended), going_new (self, id),
                         going_free, 0);

  g_hash_table_add (self->going, g_strdup (id));
  gtk_list_box_remove (self->list, GTK_WIDGET (row));
  show_rows (self);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
show_drafts (PantauDraftsPage *self, GPtrArray *drafts)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));

  for (guint i = 0; i < drafts->len; i++)
    {
      const PantauUnfinished *draft = g_ptr_array_index (drafts, i);
      GtkWidget *fresh;

      if (g_hash_table_contains (self->going, draft->id))
        continue;
      fresh = pantau_draft_row_new (pantau_session_get_reference (self->session), draft);
      g_signal_connect_object (fresh, "delete", G_CALLBACK (delete_row), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (self->list, fresh);
    }
  show_rows (self);
}

static void
were_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauDraftsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drafts =
      pantau_session_read_finish (PANTAU_SESSION (source), result, &error);

  if (drafts != NULL && self->session != NULL)
    {
      show_drafts (self, drafts);
    }
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
           !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    {
      g_autofree char *text = g_markup_escape_text (error->message, -1);

      adw_status_page_set_title (self->status, _ ("The drafts cannot be read"));
      adw_status_page_set_description (self->status, text);
      gtk_stack_set_visible_child_name (self->stack, "empty");
    }
}

static gpointer
read_in_thread (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return pantau_drafts_list (db, error);
}

static void
read_drafts (PantauDraftsPage *self)
{
  if (self->session == NULL)
    return;

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  pantau_session_read (self->session, read_in_thread, NULL, NULL,
                       (GDestroyNotify) g_ptr_array_unref, G_PRIORITY_DEFAULT, self->reading,
                       were_read, g_object_ref (self));
}

static void
session_changed (PantauSession *session, PantauDraftsPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    read_drafts (self);
}

/* Drafts are kept without anybody being told: so they are read whenever somebody comes to look. */
static void
pantau_drafts_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pantau_drafts_page_parent_class)->map (widget);
  read_drafts (PANTAU_DRAFTS_PAGE (widget));
}

static void
pantau_drafts_page_dispose (GObject *object)
{
  PantauDraftsPage *self = PANTAU_DRAFTS_PAGE (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_DRAFTS_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_drafts_page_parent_class)->dispose (object);
}

static void
pantau_drafts_page_finalize (GObject *object)
{
  g_hash_table_unref (PANTAU_DRAFTS_PAGE (object)->going);

  G_OBJECT_CLASS (pantau_drafts_page_parent_class)->finalize (object);
}

static void
pantau_drafts_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauDraftsPage *self = PANTAU_DRAFTS_PAGE (object);

  switch ((PantauDraftsPageProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    }
}

static void
pantau_drafts_page_set_property (GObject *object,
                                 guint property,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  PantauDraftsPage *self = PANTAU_DRAFTS_PAGE (object);

  switch ((PantauDraftsPageProperty) property)
    {
    case PROP_SESSION:
      if (self->session != NULL)
        g_signal_handlers_disconnect_by_data (self->session, self);
      g_set_object (&self->session, g_value_get_object (value));
      if (self->session != NULL)
        g_signal_connect_object (self->session, "changed", G_CALLBACK (session_changed), self, 0);
      if (gtk_widget_get_mapped (GTK_WIDGET (self)))
        read_drafts (self);
      break;
    }
}

static void
pantau_drafts_page_class_init (PantauDraftsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_drafts_page_dispose;
  object_class->finalize = pantau_drafts_page_finalize;
  object_class->get_property = pantau_drafts_page_get_property;
  object_class->set_property = pantau_drafts_page_set_property;
  widget_class->map = pantau_drafts_page_map;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_PAGE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-drafts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauDraftsPage, list);
  gtk_widget_class_bind_template_child (widget_class, PantauDraftsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PantauDraftsPage, status);
  gtk_widget_class_bind_template_child (widget_class, PantauDraftsPage, toasts);
}

static void
pantau_drafts_page_init (PantauDraftsPage *self)
{
  self->going = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}
