/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Letters are in the rows' secure buffers, then in a PantauIdentity on its way to the writing thread, and then in no memory of ours any more. The window goes
 * only once what it held is sealed; where sealing fails it stays, with hidden letters, and says why.
 */

#define G_LOG_DOMAIN "pantau-identity-dialog"

#include "config.h"

#include "pantau-identity-dialog.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-format.h"
#include "pantau-identity-picture-row.h"
#include "pantau-locale.h"
#include "pantau-secrecy.h"
#include "pantau-ui.h"
#include "pantau-words-identity.h"

/* From the first letter that is not sealed; with the sealing itself it stays under two seconds. */
#define PAUSE    1200        /* ms */
#define PATIENCE (60 * 1000) /* ms */

#define PART_KEY "pantau-part"

struct _PantauIdentityDialog
{
  AdwWindow parent_instance;

  PantauSession *session;            /* (owned) */
  PantauSealPlace *place;            /* (owned) */
  char *kind;                        /* (owned): of the record */
  GPtrArray *rows;                   /* of GtkWidget (borrowed from the list) */
  PantauIdentityPictureRow *picture; /* (nullable) */
  guint patience;                    /* ms */
  guint change;                      /* counts changes */
  guint sealed;                      /* the change that is sealed */
  guint pause;                       /* source: a change waits to be sealed */
  guint absence;                     /* source: nobody types */
  guint n_sealing;
  gboolean is_closing; /* goes once all is sealed */
  gboolean is_wiped;

  GtkWidget *again_label;
  GtkWidget *done_button;
  GtkLabel *fault_label;
  GtkToggleButton *hide_button;
  GtkListBox *parts_list;
  GtkLabel *recipients_label;
  GtkWidget *scrolled;
  GtkLabel *state_label;
  AdwWindowTitle *title;
};

typedef enum
{
  PROP_PATIENCE = 1,
} PantauIdentityDialogProperty;

G_DEFINE_FINAL_TYPE (PantauIdentityDialog, pantau_identity_dialog, ADW_TYPE_WINDOW)

static GParamSpec *properties[PROP_PATIENCE + 1];

static const PantauIdentityPart *
part_of (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), PART_KEY);
}

static void
show_fault (PantauIdentityDialog *self, const char *message)
{
  g_autofree char *sentence = message != NULL ? pantau_advice_sentence (message) : NULL;

  pantau_ui_set_text (self->fault_label, sentence);
}

/* What stands in the dialog. (transfer full) */
static PantauIdentity *
collect (PantauIdentityDialog *self)
{
  PantauIdentity *identity = pantau_identity_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      const PantauIdentityPart *part = part_of (row);

      if (ADW_IS_COMBO_ROW (row))
        {
          guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

          if (chosen > 0)
            pantau_identity_set (
                identity, part->name,
                ((PantauIdentityChoice *) g_ptr_array_index (part->choices, chosen - 1))->code);
        }
      else
        {
          pantau_identity_set (identity, part->name, pantau_secrecy_row_get_text (row));
        }
    }
  if (self->picture != NULL)
    pantau_identity_picture_row_add_to (self->picture, identity);

  return identity;
}

static void
wipe (PantauIdentityDialog *self)
{
  self->is_wiped = TRUE;
  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_handle_id (&self->absence, g_source_remove);
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (ADW_IS_COMBO_ROW (row))
        adw_combo_row_set_selected (ADW_COMBO_ROW (row), 0);
      else
        pantau_secrecy_row_wipe (row);
    }
  if (self->picture != NULL)
    pantau_identity_picture_row_wipe (self->picture);
}

static void
hide_letters (PantauIdentityDialog *self, gboolean hidden)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (!ADW_IS_COMBO_ROW (row))
        pantau_secrecy_row_set_hidden (row, hidden);
    }
}

static void
hide_toggled (PantauIdentityDialog *self)
{
  hide_letters (self, gtk_toggle_button_get_active (self->hide_button));
}

static void
tell_state (PantauIdentityDialog *self)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *time = NULL, *text = NULL;

  if (self->change == 0)
    {
      gtk_label_set_label (self->state_label, _ ("Sealed by itself while you type."));
      return;
    }
  if (self->change != self->sealed)
    {
      gtk_label_set_label (self->state_label, _ ("Not sealed yet …"));
      return;
    }
  time = pantau_format_time_short (now, now);
  /* Translators: %s is a time of day */
  text = g_strdup_printf (_ ("Sealed %s. This laptop cannot read it any more."), time);
  gtk_label_set_label (self->state_label, text);
}

static void
leave (PantauIdentityDialog *self)
{
  wipe (self);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* What was being sealed. */
typedef struct
{
  PantauIdentityDialog *dialog; /* (owned) */
  guint change;
} Sealing;

static void seal (PantauIdentityDialog *self);

static void
was_sealed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Sealing *sealing = data;
  g_autoptr (PantauIdentityDialog) self = sealing->dialog;
  g_autoptr (GError) error = NULL;

  self->n_sealing--;
  if (!pantau_seal_finish (PANTAU_SESSION (source), result, &error))
    {
      if (self->is_wiped)
        return;
      self->is_closing = FALSE;
      gtk_widget_set_sensitive (self->scrolled, TRUE);
      show_fault (self, error->message);
      tell_state (self);
      return;
    }

  show_fault (self, NULL);
  self->sealed = MAX (self->sealed, sealing->change);
  tell_state (self);
  if (!self->is_closing || self->is_wiped || self->n_sealing > 0)
    return;
  if (self->sealed == self->change)
    leave (self);
  else
    seal (self);
}

static void
seal (PantauIdentityDialog *self)
{
  Sealing *sealing = g_new0 (Sealing, 1);

  g_clear_handle_id (&self->pause, g_source_remove);
  sealing->dialog = g_object_ref (self);
  sealing->change = self->change;
  self->n_sealing++;
  pantau_seal_keep (self->session, self->place, collect (self), was_sealed, sealing);
}

static gboolean
pause_is_over (gpointer data)
{
  PantauIdentityDialog *self = data;

  self->pause = 0;
  seal (self);

  return G_SOURCE_REMOVE;
}

/* What is typed stays sealed, and the window goes as soon as that is so. */
static void
close_sealed (PantauIdentityDialog *self)
{
  if (self->is_closing || self->is_wiped)
    return;

  self->is_closing = TRUE;
  if (self->change == self->sealed && self->n_sealing == 0)
    {
      leave (self);
      return;
    }
  gtk_widget_set_sensitive (self->scrolled, FALSE);
  if (self->change != self->sealed)
    seal (self);
}

static gboolean
nobody_types (gpointer data)
{
  PantauIdentityDialog *self = data;

  self->absence = 0;
  hide_letters (self, TRUE);
  close_sealed (self);

  return G_SOURCE_REMOVE;
}

static void
somebody_types (PantauIdentityDialog *self)
{
  g_clear_handle_id (&self->absence, g_source_remove);
  if (!self->is_wiped)
    self->absence = g_timeout_add (self->patience, nobody_types, self);
}

static void
changed (PantauIdentityDialog *self)
{
  if (self->is_wiped)
    return;

  self->change++;
  tell_state (self);
  somebody_types (self);
  if (self->pause == 0)
    self->pause = g_timeout_add (PAUSE, pause_is_over, self);
}

/* While one looks elsewhere nobody shall read along; while a file is chosen, elsewhere is here. */
static void
activity_changed (PantauIdentityDialog *self)
{
  gboolean is_here =
      gtk_window_is_active (GTK_WINDOW (self)) ||
      (self->picture != NULL && pantau_identity_picture_row_is_choosing (self->picture));

  hide_letters (self, !is_here || gtk_toggle_button_get_active (self->hide_button));
}

static GtkWidget *
find_row (PantauIdentityDialog *self, const char *part)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_equal (part_of (g_ptr_array_index (self->rows, i))->name, part))
      return g_ptr_array_index (self->rows, i);

  return NULL;
}

static gboolean
is_required (PantauIdentityDialog *self, const PantauIdentityPart *part)
{
  PantauIdentityParts *parts =
      pantau_reference_get_identity_parts (pantau_session_get_reference (self->session));

  return pantau_identity_parts_requires (parts, part, self->place->person, self->kind);
}

/* The first part without which an identity is of no use to anybody. (nullable) */
static const PantauIdentityPart *
find_missing (PantauIdentityDialog *self)
{
  PantauIdentity *identity = collect (self);
  const PantauIdentityPart *missing = NULL;

  for (guint i = 0; i < self->rows->len && missing == NULL; i++)
    {
      const PantauIdentityPart *part = part_of (g_ptr_array_index (self->rows, i));

      if (is_required (self, part) && pantau_identity_get (identity, part->name) == NULL)
        missing = part;
    }
  pantau_identity_free (identity);

  return missing;
}

static void
done (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauIdentityDialog *self = PANTAU_IDENTITY_DIALOG (widget);
  const PantauIdentityPart *missing = self->change > 0 ? find_missing (self) : NULL;

  if (missing != NULL)
    {
      g_autofree char *text = g_strdup_printf (
          /* Translators: %s is a part of an identity, such as "Full name" */
          _ ("“%s” is missing; without it nobody can be found again"),
          pantau_label_get (&missing->label, pantau_locale_get ()));

      show_fault (self, text);
      gtk_widget_grab_focus (find_row (self, missing->name));
      return;
    }
  close_sealed (self);
}

static void
cancel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  close_sealed (PANTAU_IDENTITY_DIALOG (widget));
}

/* Enter goes on to the next line, and from the last one to the button. */
static void
entered (GtkWidget *row, PantauIdentityDialog *self)
{
  guint at = 0;

  if (g_ptr_array_find (self->rows, row, &at) && at + 1 < self->rows->len)
    gtk_widget_grab_focus (g_ptr_array_index (self->rows, at + 1));
  else
    gtk_widget_grab_focus (self->done_button);
}

static void
choosing_changed (PantauIdentityDialog *self)
{
  somebody_types (self);
  activity_changed (self);
}

static GtkWidget *
make_picture (PantauIdentityDialog *self, const PantauIdentityPart *part)
{
  GtkWidget *row = pantau_identity_picture_row_new (part);

  g_signal_connect_object (row, "fault", G_CALLBACK (show_fault), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "notify::choosing", G_CALLBACK (choosing_changed), self,
                           G_CONNECT_SWAPPED);
  self->picture = PANTAU_IDENTITY_PICTURE_ROW (row);

  return row;
}

static GtkWidget *
make_choice (PantauIdentityDialog *self, const PantauIdentityPart *part, const char *title)
{
  GtkWidget *row = adw_combo_row_new ();
  /* Translators: nothing is chosen yet */
  const char *none[] = { _ ("Not stated"), NULL };
  g_autoptr (GtkStringList) names = gtk_string_list_new (none);

  for (guint i = 0; i < part->choices->len; i++)
    gtk_string_list_append (
        names,
        pantau_label_get (&((PantauIdentityChoice *) g_ptr_array_index (part->choices, i))->label,
                          pantau_locale_get ()));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);

  return row;
}

static void
add_part (PantauIdentityDialog *self, const PantauIdentityPart *part)
{
  const char *title = pantau_label_get (&part->label, pantau_locale_get ()),
             *hint = pantau_label_get (&part->hint, pantau_locale_get ());
  GtkWidget *row;

  switch (part->type)
    {
    case PANTAU_IDENTITY_PICTURE:
      row = make_picture (self, part);
      break;
    case PANTAU_IDENTITY_CHOICE:
      row = make_choice (self, part, title);
      break;
    case PANTAU_IDENTITY_TEXT:
    case PANTAU_IDENTITY_LONGTEXT:
    default:
      row = pantau_secrecy_row_new (title, hint);
      gtk_text_set_max_length (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (row))),
                               (int) part->max);
      g_signal_connect_object (row, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "entry-activated", G_CALLBACK (entered), self, 0);
      break;
    }

  g_object_set_data (G_OBJECT (row), PART_KEY, (gpointer) part);
  gtk_list_box_append (self->parts_list, row);
  if (part->type != PANTAU_IDENTITY_PICTURE)
    g_ptr_array_add (self->rows, row);
}

static gboolean
pantau_identity_dialog_close_request (GtkWindow *window)
{
  PantauIdentityDialog *self = PANTAU_IDENTITY_DIALOG (window);

  if (self->is_wiped)
    return GTK_WINDOW_CLASS (pantau_identity_dialog_parent_class)->close_request (window);
  close_sealed (self);

  return GDK_EVENT_STOP;
}

static void
pantau_identity_dialog_dispose (GObject *object)
{
  PantauIdentityDialog *self = PANTAU_IDENTITY_DIALOG (object);

  if (self->rows != NULL)
    {
      wipe (self);
      g_clear_pointer (&self->rows, g_ptr_array_unref);
      self->picture = NULL;
      pantau_secrecy_end ();
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_IDENTITY_DIALOG);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_identity_dialog_parent_class)->dispose (object);
}

static void
pantau_identity_dialog_finalize (GObject *object)
{
  PantauIdentityDialog *self = PANTAU_IDENTITY_DIALOG (object);

  g_clear_pointer (&self->place, pantau_seal_place_free);
  g_free (self->kind);

  G_OBJECT_CLASS (pantau_identity_dialog_parent_class)->finalize (object);
}

static void
pantau_identity_dialog_get_property (GObject *object,
                                     guint property,
                                     GValue *value,
                                     GParamSpec *pspec)
{
  switch ((PantauIdentityDialogProperty) property)
    {
    case PROP_PATIENCE:
      g_value_set_uint (value, PANTAU_IDENTITY_DIALOG (object)->patience);
      break;
    }
}

static void
pantau_identity_dialog_set_property (GObject *object,
                                     guint property,
                                     const GValue *value,
                                     GParamSpec *pspec)
{
  PantauIdentityDialog *self = PANTAU_IDENTITY_DIALOG (object);

  switch ((PantauIdentityDialogProperty) property)
    {
    case PROP_PATIENCE:
      self->patience = g_value_get_uint (value);
      somebody_types (self);
      break;
    }
}

static void
pantau_identity_dialog_class_init (PantauIdentityDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_identity_dialog_dispose;
  object_class->finalize = pantau_identity_dialog_finalize;
  object_class->get_property = pantau_identity_dialog_get_property;
  object_class->set_property = pantau_identity_dialog_set_property;
  GTK_WINDOW_CLASS (klass)->close_request = pantau_identity_dialog_close_request;

  properties[PROP_PATIENCE] =
      g_param_spec_uint ("patience", NULL, NULL, 1, G_MAXUINT, PATIENCE,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_action (widget_class, "identity.cancel", NULL, cancel);
  gtk_widget_class_install_action (widget_class, "identity.done", NULL, done);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "identity.cancel", NULL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-identity-dialog.ui");
  gtk_widget_class_bind_template_callback (widget_class, hide_toggled);
  gtk_widget_class_bind_template_child (widget_class, PantauIdentityDialog, again_label);
  gtk_widget_class_bind_template_child (widget_class, PantauIdentityDialog, done_button);
  gtk_widget_class_bind_template_child (widget_class, PantauIdentityDialog, fault_label);
  gtk_widget_class_bind_template_child (widget_class, PantauIdentityDialog, hide_button);
  gtk_widget_class_bind_template_child (widget_class, PantauIdentityDialog, parts_list);
  gtk_widget_class_bind_template_child (widget_class, PantauIdentityDialog, recipients_label);
  gtk_widget_class_bind_template_child (widget_class, PantauIdentityDialog, scrolled);
  gtk_widget_class_bind_template_child (widget_class, PantauIdentityDialog, state_label);
  gtk_widget_class_bind_template_child (widget_class, PantauIdentityDialog, title);
}

static void
pantau_identity_dialog_init (PantauIdentityDialog *self)
{
  self->rows = g_ptr_array_new ();
  pantau_secrecy_begin ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::is-active", G_CALLBACK (activity_changed), NULL);
}

char *
pantau_identity_dialog_recipients (const PantauSealStanding *standing)
{
  g_autoptr (GString) names = g_string_new (NULL);

  if (standing->officers->len == 0)
    return g_strdup (_ ("Sealed so that only Bawaslu’s recovery key can open it: your region has "
                        "no identity officer yet."));
  for (guint i = 0; i < standing->officers->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            (const char *) g_ptr_array_index (standing->officers, i));

  /* Translators: %s are names of officers with their regions */
  return g_strdup_printf (_ ("Sealed so that only the identity officers can open it: %s, and "
                             "Bawaslu’s recovery key, which is kept offline."),
                          names->str);
}

PantauIdentityDialog *
pantau_identity_dialog_new (GtkWindow *parent,
                            PantauSession *session,
                            const PantauSealPlace *place,
                            const PantauSealStanding *standing,
                            const char *kind,
                            gboolean again)
{
  PantauReference *reference = pantau_session_get_reference (session);
  g_autofree char *title = pantau_words_person_of (reference, kind, place->person, place->ordinal);
  g_autofree char *recipients = pantau_identity_dialog_recipients (standing);
  PantauIdentityDialog *self =
      g_object_new (PANTAU_TYPE_IDENTITY_DIALOG, "transient-for", parent, "title", title, NULL);
  g_autoptr (GPtrArray) parts = pantau_identity_parts_for (
      pantau_reference_get_identity_parts (reference), place->person, kind);

  self->session = g_object_ref (session);
  self->place = pantau_seal_place_copy (place);
  self->kind = g_strdup (kind);
  adw_window_title_set_title (self->title, title);
  gtk_label_set_label (self->recipients_label, recipients);
  gtk_widget_set_visible (self->again_label, again);
  for (guint i = 0; i < parts->len; i++)
    add_part (self, g_ptr_array_index (parts, i));
  tell_state (self);
  if (self->rows->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->rows, 0));

  return self;
}
