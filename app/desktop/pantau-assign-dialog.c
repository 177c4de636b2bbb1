/* SPDX-License-Identifier: GPL-3.0-or-later */
/* To whom: the desks and colleagues whose grants are here. */

#define G_LOG_DOMAIN "pantau-assign-dialog"

#include "config.h"

#include "pantau-assign-dialog.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"
#include "pantau-ui.h"
#include "pantau-words.h"

struct _PantauAssignDialog
{
  AdwMessageDialog parent_instance;

  PantauReference *reference; /* (owned) (nullable) */
  GPtrArray *colleagues;      /* (owned) (nullable) until they are read: of PantauColleague */

  GtkDropDown *choice;
  GtkLabel *none_label;
  GtkEditable *reason_entry;
};

G_DEFINE_FINAL_TYPE (PantauAssignDialog, pantau_assign_dialog, ADW_TYPE_MESSAGE_DIALOG)

static gpointer
read_colleagues (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const char *device = data;
  g_autoptr (PantauPerson) me = pantau_store_get_person (store, device, NULL);

  return pantau_triage_colleagues (store, me != NULL ? me->code : NULL, error);
}

/* "Siti Aminah · Anggota · Kab. Lahat", or "Desk of Kab. Lahat". (transfer full) */
static char *
name_of (PantauAssignDialog *self, const PantauColleague *colleague)
{
  g_autofree char *region =
      pantau_ui_region_name (pantau_reference_get_regions (self->reference), colleague->region);
  g_autofree char *name = NULL, *text = NULL;

  if (colleague->person == NULL)
    /* Translators: %s is a region: the office of Bawaslu there */
    return g_strdup_printf (_ ("Desk of %s"), region);
  name = g_strdup (*colleague->name != '\0' ? colleague->name : colleague->person);
  text = *colleague->position != '\0' ? g_strjoin (" · ", name, colleague->position, region, NULL)
                                      : g_strjoin (" · ", name, region, NULL);

  return pantau_words_clean (text);
}

static void
were_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauAssignDialog) self = pantau_ui_weak_take (data);
  g_autoptr (GError) error = NULL;
  GPtrArray *colleagues = pantau_session_read_finish (PANTAU_SESSION (source), result, &error);
  g_autoptr (GtkStringList) names = NULL;

  if (self == NULL || colleagues == NULL)
    {
      g_clear_pointer (&colleagues, g_ptr_array_unref);
      return;
    }
  g_clear_pointer (&self->colleagues, g_ptr_array_unref);
  self->colleagues = colleagues;
  names = gtk_string_list_new (NULL);
  for (guint i = 0; i < colleagues->len; i++)
    {
      g_autofree char *name = name_of (self, g_ptr_array_index (colleagues, i));

      gtk_string_list_append (names, name);
    }
  gtk_drop_down_set_model (self->choice, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->choice), colleagues->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->none_label), colleagues->len == 0);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "assign",
                                           colleagues->len > 0);
}

static void
pantau_assign_dialog_dispose (GObject *object)
{
  PantauAssignDialog *self = PANTAU_ASSIGN_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_ASSIGN_DIALOG);
  g_clear_pointer (&self->reference, pantau_reference_unref);
  g_clear_pointer (&self->colleagues, g_ptr_array_unref);

  G_OBJECT_CLASS (pantau_assign_dialog_parent_class)->dispose (object);
}

static void
pantau_assign_dialog_class_init (PantauAssignDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_assign_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-assign-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauAssignDialog, choice);
  gtk_widget_class_bind_template_child (widget_class, PantauAssignDialog, none_label);
  gtk_widget_class_bind_template_child (widget_class, PantauAssignDialog, reason_entry);
}

static void
pantau_assign_dialog_init (PantauAssignDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

PantauAssignDialog *
pantau_assign_dialog_new (GtkWindow *parent, PantauSession *session, guint n)
{
  g_autofree char *number = pantau_format_number (n);
  g_autofree char *heading =
      g_strdup_printf (ngettext ("Delegate %s record", "Delegate %s records", n), number);
  PantauAssignDialog *self =
      g_object_new (PANTAU_TYPE_ASSIGN_DIALOG, "transient-for", parent, "heading", heading, NULL);

  self->reference = pantau_reference_ref (pantau_session_get_reference (session));
  pantau_session_read (session, read_colleagues, g_strdup (pantau_session_get_device (session)),
                       g_free, (GDestroyNotify) g_ptr_array_unref, G_PRIORITY_DEFAULT, NULL,
                       were_read, pantau_ui_weak_new (self));

  return self;
}

const PantauColleague *
pantau_assign_dialog_get_colleague (PantauAssignDialog *self)
{
  guint selected = gtk_drop_down_get_selected (self->choice);

  return self->colleagues != NULL && selected < self->colleagues->len
             ? g_ptr_array_index (self->colleagues, selected)
             : NULL;
}

char *
pantau_assign_dialog_dup_reason (PantauAssignDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->reason_entry)));
}
