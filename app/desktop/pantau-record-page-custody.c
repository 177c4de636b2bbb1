/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of a record that leave the program: saved, printed, handed over, exported with the record. */

#define G_LOG_DOMAIN "pantau-record-page"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-custody-paper.h"
#include "pantau-custody.h"
#include "pantau-preview.h"
#include "pantau-previews.h"
#include "pantau-record-page-private.h"
#include "pantau-touch-dialog.h"
#include "pantau-ui.h"

/* A printed picture has no more: 300 dots an inch on the width of A4. */
#define PRINTED_SIDE 2480

static PantauCustodyPaper
get_paper (PantauRecordPage *self)
{
  return (PantauCustodyPaper){
    .is_practice = pantau_session_is_practice (self->session),
    .reference = pantau_session_get_reference (self->session),
    .record = self->view->record,
    .device = pantau_session_get_device (self->session),
    .person = pantau_session_get_person (self->session),
    .now = pantau_session_get_now (self->session),
  };
}

/* --- The paper of a hand-over --- */

/* What was handed over, while its chain is read. */
typedef struct
{
  PantauRecordPage *page; /* (owned) */
  char *record;
  gboolean is_medium;
  char *to;
  char *note; /* (nullable) */
  GStrv targets;
} HandOver;

static void
hand_over_free (HandOver *self)
{
  g_object_unref (self->page);
  g_free (self->record);
  g_free (self->to);
  g_free (self->note);
  g_strfreev (self->targets);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HandOver, hand_over_free)

static gpointer
read_chain (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return pantau_store_custody (store, data, NULL, error);
}

static void
chain_was_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HandOver) done = data;
  PantauRecordPage *self = done->page;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GPtrArray *chain = pantau_session_read_finish (PANTAU_SESSION (source), result, &error);

  if (chain == NULL)
    pantau_ui_toast_error (GTK_WIDGET (self), error);
  else if (GTK_IS_WINDOW (root) && g_strcmp0 (self->record, done->record) == 0 &&
           pantau_record_page_is_ready (self))
    {
      const PantauCustodyPaper paper = get_paper (self);

      for (gsize i = 0; done->targets[i] != NULL; i++)
        {
          const PantauFileItem *file = pantau_files_part_find (self->view->files, done->targets[i]);

          if (file != NULL)
            g_ptr_array_add (files, (gpointer) file);
        }
      pantau_paper_flow_print (GTK_WINDOW (root),
                               pantau_custody_paper_hand_over (&paper, done->is_medium, done->to,
                                                               done->note, files, chain),
                               _ ("Handover record"));
    }
  g_clear_pointer (&chain, g_ptr_array_unref);
}

static void
print_hand_over (PantauRecordPage *self, PantauTouchDialog *dialog)
{
  HandOver *done = g_new0 (HandOver, 1);

  done->page = g_object_ref (self);
  done->record = g_strdup (self->record);
  done->is_medium = pantau_touch_dialog_is_hand_over (dialog);
  done->to = g_strdup (pantau_touch_dialog_get_to (dialog));
  done->note = g_strdup (pantau_touch_dialog_get_note (dialog));
  done->targets = g_strdupv ((GStrv) pantau_touch_dialog_get_targets (dialog));
  pantau_session_read (self->session, read_chain, g_strdup (self->record), g_free,
                       (GDestroyNotify) g_ptr_array_unref, G_PRIORITY_DEFAULT, NULL, chain_was_read,
                       done);
}

/* --- A printed picture --- */

/* (transfer full) */
static cairo_surface_t *
make_surface (GdkTexture *texture)
{
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, gdk_texture_get_width (texture), gdk_texture_get_height (texture));

  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_flush (surface);
      gdk_texture_download (texture, cairo_image_surface_get_data (surface),
                            (gsize) cairo_image_surface_get_stride (surface));
      cairo_surface_mark_dirty (surface);
    }

  return surface;
}

static void
print_picture (PantauRecordPage *self, PantauTouchDialog *dialog)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  PantauDrawn *drawn = g_object_get_data (G_OBJECT (dialog), "pantau-drawn");
  const char *hash = pantau_touch_dialog_get_targets (dialog)[0];
  const PantauFileItem *file =
      pantau_record_page_is_ready (self) ? pantau_files_part_find (self->view->files, hash) : NULL;
  PantauCustodyPaper paper;
  cairo_surface_t *picture;

  if (file == NULL || drawn == NULL || !GTK_IS_WINDOW (root))
    return;
  paper = get_paper (self);
  picture = make_surface (drawn->texture);
  pantau_paper_flow_print (GTK_WINDOW (root),
                           pantau_custody_paper_picture (&paper, file, picture, drawn->pages,
                                                         pantau_touch_dialog_get_to (dialog)),
                           _ ("Evidence file"));
  cairo_surface_destroy (picture);
}

/* --- Asking --- */

static void
was_done (PantauTouchDialog *dialog, PantauRecordPage *self)
{
  switch (pantau_touch_dialog_get_order (dialog))
    {
    case PANTAU_TOUCH_ORDER_COPY:
      pantau_ui_toast (GTK_WIDGET (self), _ ("The copy was saved"));
      break;
    case PANTAU_TOUCH_ORDER_BUNDLE:
      pantau_ui_toast (GTK_WIDGET (self), _ ("The evidence bundle was saved"));
      break;
    case PANTAU_TOUCH_ORDER_HAND_OVER:
      pantau_ui_toast (GTK_WIDGET (self), _ ("The handover was recorded"));
      if (pantau_touch_dialog_wants_paper (dialog))
        print_hand_over (self, dialog);
      break;
    case PANTAU_TOUCH_ORDER_PRINT:
      print_picture (self, dialog);
      break;
    }
}

/* @hash (nullable): the file that is meant. @drawn (nullable): how it looks, where it is to be printed. */
static void
ask_with (PantauRecordPage *self, PantauTouchOrder order, const char *hash, PantauDrawn *drawn)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  PantauTouchDialog *dialog;

  if (!pantau_record_page_is_ready (self) || !GTK_IS_WINDOW (root))
    return;
  dialog = pantau_touch_dialog_new (GTK_WINDOW (root), self->session, self->view->record, order,
                                    self->view->files->files, hash,
                                    self->rights != NULL && self->rights->may_attach);
  if (drawn != NULL)
    g_object_set_data_full (G_OBJECT (dialog), "pantau-drawn", pantau_drawn_ref (drawn),
                            (GDestroyNotify) pantau_drawn_unref);
  g_signal_connect_object (dialog, "done", G_CALLBACK (was_done), self, 0);
  pantau_form_dialog_present (PANTAU_FORM_DIALOG (dialog));
}

static void
ask (PantauRecordPage *self, PantauTouchOrder order, const char *hash)
{
  ask_with (self, order, hash, NULL);
}

static void
ask_about_file (PantauRecordPage *self, PantauTouchOrder order, GVariant *parameter)
{
  const PantauFileItem *file =
      pantau_record_page_is_ready (self)
          ? pantau_files_part_find (self->view->files, g_variant_get_string (parameter, NULL))
          : NULL;

  if (file != NULL && (file->is_here || order == PANTAU_TOUCH_ORDER_HAND_OVER))
    ask (self, order, file->hash);
}

static void
save_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_about_file (PANTAU_RECORD_PAGE (widget), PANTAU_TOUCH_ORDER_COPY, parameter);
}

/* What is to be printed, while it is drawn. */
typedef struct
{
  GWeakRef page;
  char *hash;
} Printing;

/* What cannot be drawn is not printed, and nothing is written of it. */
static void
was_drawn (PantauDrawn *drawn, const GError *error, gpointer data)
{
  Printing *printing = data;
  g_autoptr (PantauRecordPage) self = g_weak_ref_get (&printing->page);

  if (self != NULL && drawn == NULL)
    pantau_ui_toast_error (GTK_WIDGET (self), error);
  else if (self != NULL && pantau_record_page_is_ready (self) &&
           pantau_files_part_find (self->view->files, printing->hash) != NULL)
    ask_with (self, PANTAU_TOUCH_ORDER_PRINT, printing->hash, drawn);
  g_weak_ref_clear (&printing->page);
  g_free (printing->hash);
  g_free (printing);
}

static void
print_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauRecordPage *self = PANTAU_RECORD_PAGE (widget);
  const char *hash = g_variant_get_string (parameter, NULL);
  const PantauFileItem *file =
      pantau_record_page_is_ready (self) ? pantau_files_part_find (self->view->files, hash) : NULL;
  Printing *printing;

  if (file == NULL || !file->is_here || !pantau_preview_is_for_type (file->type))
    return;
  printing = g_new0 (Printing, 1);
  g_weak_ref_init (&printing->page, self);
  printing->hash = g_strdup (hash);
  pantau_previews_ask (pantau_previews_of (self->session), hash, PRINTED_SIDE, was_drawn, printing);
}

static void
hand_over_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask_about_file (PANTAU_RECORD_PAGE (widget), PANTAU_TOUCH_ORDER_HAND_OVER, parameter);
}

static void
hand_over (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask (PANTAU_RECORD_PAGE (widget), PANTAU_TOUCH_ORDER_HAND_OVER, NULL);
}

static void
export_bundle (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ask (PANTAU_RECORD_PAGE (widget), PANTAU_TOUCH_ORDER_BUNDLE, NULL);
}

void
pantau_record_page_update_custody (PantauRecordPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_ready = pantau_record_page_is_ready (self);
  /* Who may attach may say what is done with files: one row of the table of access. */
  gboolean may = is_ready && self->rights != NULL && self->rights->may_attach;
  gboolean has_files = may && self->view->files->files->len > 0;

  gtk_widget_action_set_enabled (widget, "page.save-file", is_ready && self->rights != NULL);
  gtk_widget_action_set_enabled (widget, "page.print-file", is_ready && self->rights != NULL);
  gtk_widget_action_set_enabled (widget, "page.hand-over-file", may);
  gtk_widget_action_set_enabled (widget, "page.hand-over", has_files);
  gtk_widget_action_set_enabled (widget, "page.export-bundle", may);
}

void
pantau_record_page_install_custody (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "page.save-file", "s", save_file);
  gtk_widget_class_install_action (widget_class, "page.print-file", "s", print_file);
  gtk_widget_class_install_action (widget_class, "page.hand-over-file", "s", hand_over_file);
  gtk_widget_class_install_action (widget_class, "page.hand-over", NULL, hand_over);
  gtk_widget_class_install_action (widget_class, "page.export-bundle", NULL, export_bundle);
}
