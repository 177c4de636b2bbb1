/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making, reading, changing and writing situation reports beside the main loop. */

#define G_LOG_DOMAIN "pantau-lapsit-work"

#include "config.h"

#include "pantau-lapsit-work.h"


#include "pantau-error.h"
#include "pantau-lapsit-document.h"
#include "pantau-lapsit-paper.h"
#include "pantau-ui.h"

/* Pixels to a point of a sheet that is looked at. */
#define PIXELS 1.4

/* --- Listing --- */

static gpointer
list_in_thread (PantauHome *home, gpointer data, GError **error)
{
  return pantau_lapsit_list_kept (home, error);
}

void
pantau_lapsit_work_list (PantauSession *session, GAsyncReadyCallback callback, gpointer data)
{
  pantau_session_ask (session, list_in_thread, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                      callback, data);
}

GPtrArray *
pantau_lapsit_work_list_finish (PantauSession *session, GAsyncResult *result, GError **error)
{
  return pantau_session_write_finish (session, result, error);
}

/* --- Making --- */

/* What is asked, and what came of it so far. */
typedef struct
{
  PantauLapsitAsk ask;
  char *region;             /* (nullable) */
  char *election;           /* (nullable) */
  PantauReference *reference;
  PantauLapsitBrief *brief; /* (nullable) */
  PantauLapsit *report;     /* (nullable) */
} Making;

static void
making_free (gpointer data)
{
  Making *making = data;

  g_free (making->region);
  g_free (making->election);
  g_clear_pointer (&making->brief, pantau_lapsit_brief_free);
  g_clear_pointer (&making->report, pantau_lapsit_free);
  pantau_reference_unref (making->reference);
  g_free (making);
}

static gpointer
prepare_in_thread (PantauHome *home, gpointer data, GError **error)
{
  return pantau_lapsit_prepare (home, &((Making *) data)->ask, error);
}

static gpointer
count_in_thread (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Making *making = data;

  return pantau_lapsit_count (store, db, making->reference, &making->brief->order, error);
}

static gpointer
keep_in_thread (PantauHome *home, gpointer data, GError **error)
{
  Making *making = data;

  return pantau_lapsit_keep (home, making->report, error) ? g_strdup (making->report->id) : NULL;
}

static void
was_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  char *id = pantau_session_write_finish (PANTAU_SESSION (source), result, &error);

  if (id != NULL)
    g_task_return_pointer (task, id, g_free);
  else
    g_task_return_error (task, error);
}

static void
was_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Making *making = g_task_get_task_data (task);
  GError *error = NULL;

  making->report = pantau_session_read_finish (PANTAU_SESSION (source), result, &error);
  if (making->report == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  pantau_session_ask (PANTAU_SESSION (source), keep_in_thread, making, NULL, g_free, was_kept,
                      g_steal_pointer (&task));
}

static void
was_prepared (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Making *making = g_task_get_task_data (task);
  GError *error = NULL;

  making->brief = pantau_session_write_finish (PANTAU_SESSION (source), result, &error);
  if (making->brief == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  pantau_session_read (PANTAU_SESSION (source), count_in_thread, making, NULL,
                       (GDestroyNotify) pantau_lapsit_free, G_PRIORITY_DEFAULT, NULL, was_counted,
                       g_steal_pointer (&task));
}

void
pantau_lapsit_work_make (PantauSession *session,
                         const PantauLapsitAsk *ask,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  GTask *task = g_task_new (session, NULL, callback, data);
  Making *making = g_new0 (Making, 1);

  making->region = g_strdup (ask->region);
  making->ask = *ask;
  making->ask.region = making->region;
  making->election = g_strdup (ask->election);
  making->ask.election = making->election;
  making->reference = pantau_reference_ref (pantau_session_get_reference (session));
  g_task_set_source_tag (task, pantau_lapsit_work_make);
  g_task_set_task_data (task, making, making_free);
  /* The task is kept by whoever is asked next, and with it what the threads look into. */
  pantau_session_ask (session, prepare_in_thread, making, NULL,
                      (GDestroyNotify) pantau_lapsit_brief_free, was_prepared, task);
}

char *
pantau_lapsit_work_make_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Showing and changing --- */

typedef struct
{
  char *id;
  gboolean writes;
  PantauLapsitTexts texts;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->id);
  g_free (wish->texts.analysis);
  g_free (wish->texts.efforts);
  g_free (wish->texts.recommendations);
  g_free (wish->texts.signatory);
  g_free (wish);
}

void
pantau_lapsit_shown_free (PantauLapsitShown *self)
{
  g_clear_pointer (&self->report, pantau_lapsit_free);
  g_free (self->message);
  g_free (self->warning);
  g_free (self);
}

static gpointer
show_in_thread (PantauHome *home, gpointer data, GError **error)
{
  const Wish *wish = data;
  g_autoptr (PantauLapsitShown) shown = g_new0 (PantauLapsitShown, 1);
  g_autoptr (PantauLapsit) previous = NULL;

  if (wish->writes &&
      !pantau_lapsit_set_texts (home, wish->id, wish->texts.analysis, wish->texts.efforts,
                                wish->texts.recommendations, wish->texts.signatory, error))
    return NULL;
  shown->report = pantau_lapsit_load (home, wish->id, error);
  if (shown->report == NULL)
    return NULL;
  previous = pantau_lapsit_load_previous (home, shown->report);
  shown->message = pantau_lapsit_message (shown->report, previous,
                                          pantau_home_get_reference (home), error);
  shown->warning = pantau_lapsit_texts_warning (&shown->report->texts);

  return shown->message != NULL ? g_steal_pointer (&shown) : NULL;
}

static void
ask_to_show (PantauSession *session, Wish *wish, GAsyncReadyCallback callback, gpointer data)
{
  pantau_session_ask (session, show_in_thread, wish, wish_free,
                      (GDestroyNotify) pantau_lapsit_shown_free, callback, data);
}

void
pantau_lapsit_work_show (PantauSession *session,
                         const char *id,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->id = g_strdup (id);
  ask_to_show (session, wish, callback, data);
}

void
pantau_lapsit_work_write (PantauSession *session,
                          const char *id,
                          const PantauLapsitTexts *texts,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->id = g_strdup (id);
  wish->writes = TRUE;
  wish->texts = (PantauLapsitTexts){ g_strdup (texts->analysis), g_strdup (texts->efforts),
                                     g_strdup (texts->recommendations), g_strdup (texts->signatory) };
  ask_to_show (session, wish, callback, data);
}

PantauLapsitShown *
pantau_lapsit_work_show_finish (PantauSession *session, GAsyncResult *result, GError **error)
{
  return pantau_session_write_finish (session, result, error);
}

/* --- Files and paper --- */

typedef struct
{
  char *id;
  char *path; /* (nullable): none for paper */
  gboolean is_odt;
} Errand;

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  g_free (errand->id);
  g_free (errand->path);
  g_free (errand);
}

/* What is printed: all that its sheets point into. */
typedef struct
{
  PantauLapsit *report;
  PantauLapsitDocument *document;
  PantauLapsitPaper *paper;
} Sheets;

static void
sheets_free (gpointer data)
{
  Sheets *sheets = data;

  g_clear_pointer (&sheets->paper, pantau_lapsit_paper_free);
  g_clear_pointer (&sheets->document, pantau_lapsit_document_free);
  g_clear_pointer (&sheets->report, pantau_lapsit_free);
  g_free (sheets);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sheets, sheets_free)

static gpointer
lay_out_in_thread (PantauHome *home, gpointer data, GError **error)
{
  const Errand *errand = data;
  PantauReference *reference = pantau_home_get_reference (home);
  g_autoptr (Sheets) sheets = g_new0 (Sheets, 1);
  g_autoptr (PantauLapsit) previous = NULL;
  g_autoptr (GHashTable) titles = NULL;

  sheets->report = pantau_lapsit_load (home, errand->id, error);
  if (sheets->report == NULL)
    return NULL;
  previous = pantau_lapsit_load_previous (home, sheets->report);
  titles = pantau_lapsit_titles (pantau_home_get_db (home), sheets->report, error);
  if (titles == NULL)
    return NULL;
  sheets->document =
      pantau_lapsit_document_new (sheets->report, previous, titles, reference, error);
  if (sheets->document == NULL)
    return NULL;
  sheets->paper = pantau_lapsit_paper_new (sheets->document, sheets->report, reference);

  return g_steal_pointer (&sheets);
}

static gpointer
export_in_thread (PantauHome *home, gpointer data, GError **error)
{
  const Errand *errand = data;
  g_autoptr (Sheets) sheets = lay_out_in_thread (home, data, error);
  g_autoptr (GBytes) bytes = NULL, map = NULL;
  g_autoptr (GError) local_error = NULL;

  if (sheets == NULL)
    return NULL;
  if (!errand->is_odt)
    bytes = pantau_lapsit_paper_pdf (sheets->paper, error);
  else if ((map = pantau_lapsit_paper_map (sheets->paper, error)) != NULL)
    bytes = pantau_lapsit_odt (sheets->document, map);
  if (bytes == NULL)
    return NULL;
  /* Whoever chose the name in the dialog said that it may replace what is there. */
  if (!g_file_set_contents_full (errand->path, g_bytes_get_data (bytes, NULL),
                                 (gssize) g_bytes_get_size (bytes),
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 &local_error))
    return pantau_throw_null (error,
                              g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOSPC)
                                  ? PANTAU_ERROR_FULL
                                  : PANTAU_ERROR_IO,
                              "%s", local_error->message);

  return g_strdup (errand->path);
}

void
pantau_lapsit_work_export (PantauSession *session,
                           const char *id,
                           const char *path,
                           gboolean is_odt,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->id = g_strdup (id);
  errand->path = g_strdup (path);
  errand->is_odt = is_odt;
  pantau_session_inspect (session, export_in_thread, errand, errand_free, g_free, callback, data);
}

gboolean
pantau_lapsit_work_export_finish (PantauSession *session, GAsyncResult *result, GError **error)
{
  g_autofree char *path = pantau_session_write_finish (session, result, error);

  return path != NULL;
}

/* Pictures of sheets, and of which report. */
typedef struct
{
  char *id;
  GPtrArray *textures;
} Drawn;

static void
drawn_free (gpointer data)
{
  Drawn *drawn = data;

  g_free (drawn->id);
  g_clear_pointer (&drawn->textures, g_ptr_array_unref);
  g_free (drawn);
}

static GdkTexture *
draw_sheet (PantauLapsitPaper *paper, guint page)
{
  const int width = (int) (PANTAU_LAPSIT_PAPER_WIDTH * PIXELS),
            height = (int) (PANTAU_LAPSIT_PAPER_HEIGHT * PIXELS);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, PIXELS, PIXELS);
  pantau_lapsit_paper_draw (paper, cr, page);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                      stride * (gsize) height,
                                      (GDestroyNotify) cairo_surface_destroy, surface);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static gpointer
draw_in_thread (PantauHome *home, gpointer data, GError **error)
{
  const Errand *errand = data;
  g_autoptr (Sheets) sheets = lay_out_in_thread (home, data, error);
  Drawn *drawn;

  if (sheets == NULL)
    return NULL;
  drawn = g_new0 (Drawn, 1);
  drawn->id = g_strdup (errand->id);
  drawn->textures = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < pantau_lapsit_paper_count_pages (sheets->paper); i++)
    g_ptr_array_add (drawn->textures, draw_sheet (sheets->paper, i));

  return drawn;
}

void
pantau_lapsit_work_draw (PantauSession *session,
                         const char *id,
                         GAsyncReadyCallback callback,
                         gpointer data)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->id = g_strdup (id);
  pantau_session_ask (session, draw_in_thread, errand, errand_free, drawn_free, callback, data);
}

GPtrArray *
pantau_lapsit_work_draw_finish (PantauSession *session,
                                GAsyncResult *result,
                                char **id,
                                GError **error)
{
  Drawn *drawn = pantau_session_write_finish (session, result, error);
  GPtrArray *textures;

  if (drawn == NULL)
    return NULL;
  *id = g_steal_pointer (&drawn->id);
  textures = g_steal_pointer (&drawn->textures);
  drawn_free (drawn);

  return textures;
}

static gpointer
remove_in_thread (PantauHome *home, gpointer data, GError **error)
{
  const Errand *errand = data;

  return pantau_lapsit_remove (home, errand->id, error) ? g_strdup (errand->id) : NULL;
}

void
pantau_lapsit_work_remove (PantauSession *session,
                           const char *id,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->id = g_strdup (id);
  pantau_session_ask (session, remove_in_thread, errand, errand_free, g_free, callback, data);
}

gboolean
pantau_lapsit_work_remove_finish (PantauSession *session, GAsyncResult *result, GError **error)
{
  g_autofree char *id = pantau_session_write_finish (session, result, error);

  return id != NULL;
}

static void
begin_print (GtkPrintOperation *operation, GtkPrintContext *context, Sheets *sheets)
{
  gtk_print_operation_set_n_pages (operation, (int) pantau_lapsit_paper_count_pages (sheets->paper));
}

static void
draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int page, Sheets *sheets)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double scale = MIN (gtk_print_context_get_width (context) / PANTAU_LAPSIT_PAPER_WIDTH,
                      gtk_print_context_get_height (context) / PANTAU_LAPSIT_PAPER_HEIGHT);

  /* Other paper than A4 gets the same sheet, smaller or larger. */
  cairo_scale (cr, scale, scale);
  pantau_lapsit_paper_draw (sheets->paper, cr, (guint) page);
}

static void
was_printed (GtkPrintOperation *operation, GtkPrintOperationResult result, GtkWindow *window)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  if (error != NULL)
    pantau_ui_toast_error (GTK_WIDGET (window), error);
}

static void
sheets_closure_free (gpointer data, GClosure *closure)
{
  sheets_free (data);
}

static void
was_laid_out (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWindow) window = data;
  g_autoptr (GtkPrintOperation) operation = NULL;
  g_autoptr (GtkPageSetup) setup = NULL;
  g_autoptr (GError) error = NULL;
  Sheets *sheets = pantau_session_write_finish (PANTAU_SESSION (source), result, &error);
  GtkPaperSize *size;

  if (sheets == NULL)
    {
      pantau_ui_toast_error (GTK_WIDGET (window), error);
      return;
    }
  operation = gtk_print_operation_new ();
  setup = gtk_page_setup_new ();
  size = gtk_paper_size_new (GTK_PAPER_NAME_A4);
  gtk_page_setup_set_paper_size (setup, size);
  gtk_paper_size_free (size);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_job_name (operation, sheets->document->title);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print), sheets);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page), sheets, sheets_closure_free,
                         0);
  g_signal_connect_object (operation, "done", G_CALLBACK (was_printed), window, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, window, NULL);
}

void
pantau_lapsit_work_print (PantauSession *session, const char *id, GtkWindow *window)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->id = g_strdup (id);
  pantau_session_inspect (session, lay_out_in_thread, errand, errand_free, sheets_free, was_laid_out,
                          g_object_ref (window));
}
