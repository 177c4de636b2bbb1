/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A situation on paper. */

#define G_LOG_DOMAIN "pantau-situation-print"

#include "config.h"

#include "pantau-situation-print.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pantau-situation-table.h"
#include "pantau-table-drawing.h"

/* Pictures are so many times as large as they are drawn: for a printer's 300 dots an inch. */
#define SCALE 3

/* In units of the drawing. */
#define MAP_WIDTH  520
#define MAP_HEIGHT 500
#define LETTERS    10

void
pantau_situation_sheets_free (PantauSituationSheets *self)
{
  g_free (self->title);
  g_clear_pointer (&self->map, cairo_surface_destroy);
  g_clear_pointer (&self->table, cairo_surface_destroy);
  g_free (self);
}

/* A white picture, and what draws into it. */
static cairo_surface_t *
begin (double width, double height, cairo_t **cr)
{
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (int) ceil (width * SCALE), (int) ceil (height * SCALE));

  *cr = cairo_create (surface);
  cairo_set_source_rgb (*cr, 1, 1, 1);
  cairo_paint (*cr);
  cairo_scale (*cr, SCALE, SCALE);

  return surface;
}

static cairo_surface_t *
draw_map (const PantauSituation *situation, PantauReference *reference, PantauLayer layer)
{
  PantauHexes *hexes = pantau_reference_get_hexes (reference);
  g_autoptr (PantauSituationMap) map = pantau_situation_map_new (situation, hexes, layer);
  cairo_t *cr;
  cairo_surface_t *surface = begin (MAP_WIDTH, MAP_HEIGHT, &cr);

  pantau_situation_map_draw (
      map, cr, &(const cairo_rectangle_t){ 2, 2, MAP_WIDTH - 4, MAP_HEIGHT - 4 }, hexes,
      pantau_reference_get_regions (reference), pantau_shades_get (FALSE, FALSE), NULL, LETTERS);
  cairo_destroy (cr);

  return surface;
}

static cairo_surface_t *
draw_table (const PantauSituationTable *table)
{
  guint n_rows = table->rows->len, n_columns = table->columns->len;
  g_autofree const char **titles = g_new0 (const char *, n_columns + 1);
  g_autofree const char **names = g_new0 (const char *, n_rows + 1);
  g_autofree const char **cells = g_new0 (const char *, (gsize) n_rows *n_columns + 1);
  g_autofree gint64 *values = g_new0 (gint64, (gsize) n_rows * n_columns + 1);
  PantauTablePicture picture = { .n_rows = n_rows,
                                 .n_columns = n_columns,
                                 .corner = _ ("Region"),
                                 .titles = titles,
                                 .names = names,
                                 .cells = cells,
                                 .values = values,
                                 .shades = pantau_shades_get (FALSE, FALSE),
                                 .letters = LETTERS };
  g_auto (PantauTablePlan) plan = { 0 };
  cairo_surface_t *surface;
  cairo_t *cr;

  for (guint i = 0; i < n_columns; i++)
    titles[i] = ((const PantauSituationColumn *) g_ptr_array_index (table->columns, i))->title;
  for (guint row = 0; row < n_rows; row++)
    {
      const PantauSituationTableRow *of = g_ptr_array_index (table->rows, row);

      names[row] = of->name;
      for (guint i = 0; i < n_columns; i++)
        {
          cells[row * n_columns + i] = of->cells[i];
          values[row * n_columns + i] = of->values[i];
        }
    }
  pantau_table_plan_init (&plan, &picture, MAP_WIDTH);
  surface = begin (plan.width, plan.height + 1, &cr);
  pantau_table_draw (cr, &plan, &picture);
  cairo_destroy (cr);

  return surface;
}

PantauSituationSheets *
pantau_situation_sheets_new (PantauSituationSheet *sheet,
                             PantauReference *reference,
                             const PantauSituationPrint *what,
                             GError **error)
{
  g_autoptr (PantauSituation) situation = pantau_situation_count (sheet, &what->query, error);
  g_autoptr (PantauSituationTable) table = NULL;
  PantauSituationSheets *self;

  if (situation == NULL)
    return NULL;
  table = pantau_situation_table_new (situation, reference, what->with_cases);
  self = g_new0 (PantauSituationSheets, 1);
  self->title = g_strdup (table->title);
  self->map = draw_map (situation, reference, what->layer);
  self->table = draw_table (table);

  return self;
}

PantauPaperFlow *
pantau_situation_paper_new (const PantauSituationSheets *sheets,
                            PantauLayer layer,
                            gboolean is_practice)
{
  PantauPaperFlow *flow = pantau_paper_flow_new (is_practice, sheets->title);

  pantau_paper_flow_add_title (flow, sheets->title);
  pantau_paper_flow_add_heading (flow, pantau_layer_label (layer));
  pantau_paper_flow_add_picture (flow, sheets->map);
  pantau_paper_flow_add_picture (flow, sheets->table);
  pantau_paper_flow_add_text (flow, pantau_situation_burden_formula ());

  return flow;
}

/* What the thread is told. */
typedef struct
{
  PantauSituationPrint what;
  char *region;               /* (nullable) */
  char *election;             /* (nullable) */
  PantauReference *reference; /* (owned) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->region);
  g_free (job->election);
  pantau_reference_unref (job->reference);
  g_free (job);
}

static gpointer
draw_in_thread (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  g_autoptr (PantauSituationSheet) sheet = pantau_store_situation (store, cancellable, error);

  return sheet != NULL ? pantau_situation_sheets_new (sheet, job->reference, &job->what, error)
                       : NULL;
}

typedef struct
{
  GtkWindow *window; /* (owned) */
  PantauLayer layer;
} Asked;

static void
was_drawn (GObject *source, GAsyncResult *result, gpointer data)
{
  PantauSession *session = PANTAU_SESSION (source);
  g_autofree Asked *asked = data;
  g_autoptr (GtkWindow) window = asked->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauSituationSheets) sheets = pantau_session_read_finish (session, result, &error);
  PantauPaperFlow *flow;

  if (sheets == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
        gtk_widget_activate_action (GTK_WIDGET (window), "win.toast", "s", error->message);
      return;
    }
  flow = pantau_situation_paper_new (sheets, asked->layer, pantau_session_is_practice (session));
  pantau_paper_flow_print (window, flow, _ ("Situation"));
}

void
pantau_situation_print (GtkWindow *window, PantauSession *session, const PantauSituationPrint *what)
{
  Job *job = g_new0 (Job, 1);
  Asked *asked = g_new0 (Asked, 1);

  job->region = g_strdup (what->query.region);
  job->election = g_strdup (what->query.election);
  job->reference = pantau_reference_ref (pantau_session_get_reference (session));
  job->what = *what;
  job->what.query.region = job->region;
  job->what.query.election = job->election;
  asked->window = g_object_ref (window);
  asked->layer = what->layer;
  pantau_session_read (session, draw_in_thread, job, job_free,
                       (GDestroyNotify) pantau_situation_sheets_free, G_PRIORITY_DEFAULT, NULL,
                       was_drawn, asked);
}
