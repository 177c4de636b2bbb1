/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A window of its own over the record, so that all of a laptop's screen is for the picture. It asks for as many pixels as are drawn, and for more when
 * somebody enlarges.
 */

#define G_LOG_DOMAIN "pantau-viewer"

#include "config.h"

#include "pantau-viewer.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pantau-advice.h"
#include "pantau-format.h"
#include "pantau-preview-image.h"
#include "pantau-preview.h"
#include "pantau-previews.h"
#include "pantau-viewer-canvas.h"
#include "pantau-viewer-side.h"
#include "pantau-words-evidence.h"

#define ZOOM 1.25 /* for one step */

struct _PantauViewer
{
  AdwWindow parent_instance;

  PantauSession *session; /* (owned) */
  char *record;
  GPtrArray *files;   /* (owned) of PantauViewerFile */
  guint position;     /* of the one that is shown */
  GtkWidget *origin;  /* (weak) (nullable) */
  guint asked;        /* id of what is waited for; 0: nothing */
  gboolean was_shown; /* the first file has come so far that the focus has its place */
  guint level;        /* pixels on the longer side of what is asked for or shown; 0: none yet */

  PantauViewerCanvas *canvas;
  AdwFlap *flap;
  AdwStatusPage *none_page;
  GtkWidget *open_button;
  GtkLabel *page_label;
  PantauViewerSide *side;
  GtkStack *stack;
  AdwWindowTitle *title;
  GtkWidget *zoom_box;
};

G_DEFINE_FINAL_TYPE (PantauViewer, pantau_viewer, ADW_TYPE_WINDOW)

/* Pixels on the longer side that may be asked for: a few, so that what was drawn once is found again. */
static const guint levels[] = { 1024, 2048, PANTAU_PREVIEW_MAX_SIDE };

static const PantauViewerFile *
get_file (PantauViewer *self)
{
  return g_ptr_array_index (self->files, self->position);
}

static void
forget (PantauViewer *self)
{
  if (self->asked != 0)
    pantau_previews_forget (pantau_previews_of (self->session), self->asked);
  self->asked = 0;
}

/* Whoever reads in the side or goes on by its button stays there; where the focus would go along with what is hidden, it goes to @focus (nullable). */
static void
show_child (PantauViewer *self, const char *name, GtkWidget *focus)
{
  GtkWidget *now = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean takes = !self->was_shown || now == NULL ||
                   gtk_widget_is_ancestor (now, GTK_WIDGET (self->stack)) ||
                   gtk_widget_is_ancestor (now, self->zoom_box);

  /* Else GTK finds a place for it, and marks all of a text there. */
  if (takes)
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_visible (self->zoom_box, g_str_equal (name, "picture"));
  gtk_stack_set_visible_child_name (self->stack, name);
  if (takes && focus != NULL)
    gtk_widget_grab_focus (focus);
  self->was_shown = self->was_shown || focus != NULL;
}

static void
show_none (PantauViewer *self, const char *title, const char *text)
{
  g_autofree char *escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  adw_status_page_set_icon_name (self->none_page, get_file (self)->icon);
  adw_status_page_set_title (self->none_page, title);
  adw_status_page_set_description (self->none_page, escaped);
  show_child (self, "none", self->open_button);
}

/* What the file says of its size counts where it is as wide for its height as what was drawn. */
static void
set_size (PantauViewer *self, const PantauDrawn *drawn)
{
  double width = gdk_texture_get_width (drawn->texture),
         height = gdk_texture_get_height (drawn->texture);
  const PantauFileClaims *claims = drawn->claims;
  gboolean is_large = claims != NULL && claims->width > width && claims->height > height &&
                      fabs ((double) claims->width / claims->height * height / width - 1) < 0.02;

  pantau_viewer_canvas_set_size (self->canvas, is_large ? claims->width : width,
                                 is_large ? claims->height : height, drawn->pages > 0);
}

static void
show_pages (PantauViewer *self, guint pages)
{
  g_autofree char *number = pantau_format_number (pages), *text = NULL;

  /* Translators: of a PDF; %s is how many pages it has, two or more */
  text =
      g_strdup_printf (_ ("The first of %s pages. Open the document to read the others."), number);
  gtk_label_set_label (self->page_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->page_label), pages > 1);
}

static void look_closer (PantauViewer *self);

static void
show_drawn (PantauViewer *self, PantauDrawn *drawn)
{
  if (!g_str_equal (gtk_stack_get_visible_child_name (self->stack), "picture"))
    {
      set_size (self, drawn);
      show_pages (self, drawn->pages);
      pantau_viewer_side_set_claims (self->side, drawn->claims);
      show_child (self, "picture", GTK_WIDGET (self->canvas));
    }
  pantau_viewer_canvas_set_texture (self->canvas, drawn->texture);
  look_closer (self);
}

static void
was_drawn (PantauDrawn *drawn, const GError *error, gpointer data)
{
  PantauViewer *self = data;

  self->asked = 0;
  if (drawn != NULL)
    {
      show_drawn (self, drawn);
      return;
    }
  /* More pixels of what is shown already may be too many for the helper: those that are there stay. */
  if (!g_str_equal (gtk_stack_get_visible_child_name (self->stack), "picture"))
    {
      g_autofree char *sentence = pantau_advice_sentence (error->message);

      show_none (self, _ ("This file cannot be shown"), sentence);
    }
}

static void
ask (PantauViewer *self, guint level)
{
  PantauPreviews *previews = pantau_previews_of (self->session);

  forget (self);
  self->level = level;
  self->asked = pantau_previews_ask (previews, get_file (self)->hash, level, was_drawn, self);
}

/* As many pixels as are drawn, where the file may have more than what is shown. */
static void
look_closer (PantauViewer *self)
{
  double side = pantau_viewer_canvas_get_side (self->canvas);

  if (self->asked != 0 || !g_str_equal (gtk_stack_get_visible_child_name (self->stack), "picture"))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    if (levels[i] > self->level && side > self->level)
      {
        ask (self, levels[i]);
        return;
      }
}

static void
was_zoomed (PantauViewer *self)
{
  gboolean is_whole = pantau_viewer_canvas_get_zoom (self->canvas) <= 1;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.zoom-out", !is_whole);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.zoom-fit", !is_whole);
  look_closer (self);
}

static void
show_file (PantauViewer *self, guint position)
{
  const PantauViewerFile *file;
  g_autofree char *here = NULL, *all = NULL, *place = NULL;

  forget (self);
  self->position = position;
  self->level = 0;
  file = get_file (self);
  here = pantau_format_number (position + 1);
  all = pantau_format_number (self->files->len);
  /* Translators: which of a record's files is shown: “2 of 5” */
  place = g_strdup_printf (_ ("%s of %s"), here, all);
  adw_window_title_set_title (self->title, file->title);
  adw_window_title_set_subtitle (self->title, self->files->len > 1 ? place : "");
  gtk_window_set_title (GTK_WINDOW (self), file->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->canvas), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  file->title, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.previous", position > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.next", position + 1 < self->files->len);
  pantau_viewer_canvas_set_size (self->canvas, 0, 0, FALSE);
  pantau_viewer_side_set_file (self->side, self->session, self->record, file);
  gtk_widget_hide (GTK_WIDGET (self->page_label));

  if (pantau_preview_is_for_type (file->type))
    {
      show_child (self, "loading", NULL);
      ask (self, levels[0]);
    }
  else
    show_none (self, pantau_words_file_type (file->type),
               _ ("Such files are not shown here. Another program of this laptop may open them."));
}

static void
next_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauViewer *self = PANTAU_VIEWER (widget);

  if (self->position + 1 < self->files->len)
    show_file (self, self->position + 1);
}

static void
previous_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauViewer *self = PANTAU_VIEWER (widget);

  if (self->position > 0)
    show_file (self, self->position - 1);
}

static void
zoom_in (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pantau_viewer_canvas_zoom (PANTAU_VIEWER (widget)->canvas, ZOOM);
}

static void
zoom_out (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pantau_viewer_canvas_zoom (PANTAU_VIEWER (widget)->canvas, 1 / ZOOM);
}

static void
zoom_fit (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pantau_viewer_canvas_fit (PANTAU_VIEWER (widget)->canvas);
}

static void
toggle_side (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauViewer *self = PANTAU_VIEWER (widget);

  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_reveal_flap (self->flap));
}

static void
open_file (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauViewer *self = PANTAU_VIEWER (widget);

  if (self->origin != NULL)
    gtk_widget_activate_action (self->origin, "page.open-file", "s", get_file (self)->hash);
}

static void
close_viewer (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static gboolean
pantau_viewer_close_request (GtkWindow *window)
{
  forget (PANTAU_VIEWER (window));

  return GTK_WINDOW_CLASS (pantau_viewer_parent_class)->close_request (window);
}

static void
pantau_viewer_dispose (GObject *object)
{
  PantauViewer *self = PANTAU_VIEWER (object);

  if (self->session != NULL)
    forget (self);
  g_clear_weak_pointer (&self->origin);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_VIEWER);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_viewer_parent_class)->dispose (object);
}

static void
pantau_viewer_finalize (GObject *object)
{
  PantauViewer *self = PANTAU_VIEWER (object);

  g_free (self->record);
  g_clear_pointer (&self->files, g_ptr_array_unref);

  G_OBJECT_CLASS (pantau_viewer_parent_class)->finalize (object);
}

static void
bind (GtkWidgetClass *widget_class, guint key, GdkModifierType modifiers, const char *action)
{
  gtk_widget_class_add_binding_action (widget_class, key, modifiers, action, NULL);
}

static void
bind_keys (GtkWidgetClass *widget_class)
{
  bind (widget_class, GDK_KEY_Escape, 0, "viewer.close");
  bind (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "viewer.close");
  bind (widget_class, GDK_KEY_F9, 0, "viewer.side");
  bind (widget_class, GDK_KEY_Page_Down, 0, "viewer.next");
  bind (widget_class, GDK_KEY_Page_Up, 0, "viewer.previous");
  bind (widget_class, GDK_KEY_Right, GDK_ALT_MASK, "viewer.next");
  bind (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "viewer.previous");
  bind (widget_class, GDK_KEY_plus, GDK_CONTROL_MASK, "viewer.zoom-in");
  bind (widget_class, GDK_KEY_plus, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "viewer.zoom-in");
  bind (widget_class, GDK_KEY_equal, GDK_CONTROL_MASK, "viewer.zoom-in");
  bind (widget_class, GDK_KEY_KP_Add, GDK_CONTROL_MASK, "viewer.zoom-in");
  bind (widget_class, GDK_KEY_minus, GDK_CONTROL_MASK, "viewer.zoom-out");
  bind (widget_class, GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, "viewer.zoom-out");
  bind (widget_class, GDK_KEY_0, GDK_CONTROL_MASK, "viewer.zoom-fit");
  bind (widget_class, GDK_KEY_KP_0, GDK_CONTROL_MASK, "viewer.zoom-fit");
}

static void
pantau_viewer_class_init (PantauViewerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_viewer_dispose;
  object_class->finalize = pantau_viewer_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = pantau_viewer_close_request;

  gtk_widget_class_install_action (widget_class, "viewer.close", NULL, close_viewer);
  gtk_widget_class_install_action (widget_class, "viewer.next", NULL, next_file);
  gtk_widget_class_install_action (widget_class, "viewer.open", NULL, open_file);
  gtk_widget_class_install_action (widget_class, "viewer.previous", NULL, previous_file);
  gtk_widget_class_install_action (widget_class, "viewer.side", NULL, toggle_side);
  gtk_widget_class_install_action (widget_class, "viewer.zoom-fit", NULL, zoom_fit);
  gtk_widget_class_install_action (widget_class, "viewer.zoom-in", NULL, zoom_in);
  gtk_widget_class_install_action (widget_class, "viewer.zoom-out", NULL, zoom_out);
  bind_keys (widget_class);

  g_type_ensure (PANTAU_TYPE_VIEWER_CANVAS);
  g_type_ensure (PANTAU_TYPE_VIEWER_SIDE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-viewer.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauViewer, canvas);
  gtk_widget_class_bind_template_child (widget_class, PantauViewer, flap);
  gtk_widget_class_bind_template_child (widget_class, PantauViewer, none_page);
  gtk_widget_class_bind_template_child (widget_class, PantauViewer, open_button);
  gtk_widget_class_bind_template_child (widget_class, PantauViewer, page_label);
  gtk_widget_class_bind_template_child (widget_class, PantauViewer, side);
  gtk_widget_class_bind_template_child (widget_class, PantauViewer, stack);
  gtk_widget_class_bind_template_child (widget_class, PantauViewer, title);
  gtk_widget_class_bind_template_child (widget_class, PantauViewer, zoom_box);
  gtk_widget_class_bind_template_callback (widget_class, was_zoomed);
}

static void
pantau_viewer_init (PantauViewer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pantau_viewer_canvas_set_takes_wheel (self->canvas, TRUE);
}

PantauViewer *
pantau_viewer_new (GtkWidget *origin,
                   PantauSession *session,
                   const char *record,
                   GPtrArray *files,
                   const char *hash)
{
  PantauViewer *self =
      g_object_new (PANTAU_TYPE_VIEWER, "transient-for", gtk_widget_get_root (origin), NULL);
  guint position = 0;

  self->session = g_object_ref (session);
  self->record = g_strdup (record);
  self->files = files;
  g_set_weak_pointer (&self->origin, origin);
  for (guint i = 0; i < files->len; i++)
    if (g_str_equal (((const PantauViewerFile *) g_ptr_array_index (files, i))->hash, hash))
      position = i;
  show_file (self, position);

  return self;
}

double
pantau_viewer_get_zoom (PantauViewer *self)
{
  g_return_val_if_fail (PANTAU_IS_VIEWER (self), 1);

  return pantau_viewer_canvas_get_zoom (self->canvas);
}
