/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "pantau-lapsit-recount"

#include "config.h"

#include "pantau-lapsit-recount.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-format.h"
#include "pantau-lapsit-file.h"
#include "pantau-lapsit-verify.h"
#include "pantau-ui.h"

/* How often one is told, in milliseconds. */
#define TELLING 200

/* Sentences that are shown; a report that is wholly another has one for each figure. */
#define MOST_FAULTS 8

/* What the widget and the thread have between them. */
typedef struct
{
  gatomicrefcount count;
  GCancellable *cancellable; /* (owned) */
  char *id;
  int permille; /* atomic: how far it is */
  GPtrArray *faults, *notes;
} Work;

struct _PantauLapsitRecount
{
  GtkWidget parent_instance;

  Work *work;   /* (nullable): while it counts */
  guint source; /* tells how far it is */

  GtkWidget *box;
  GtkLabel *told_label;
  GtkWidget *progress_box;
  GtkProgressBar *bar;
  GtkWidget *stop_button;
};

G_DEFINE_FINAL_TYPE (PantauLapsitRecount, pantau_lapsit_recount, GTK_TYPE_WIDGET)

static void
work_unref (gpointer data)
{
  Work *work = data;

  if (!g_atomic_ref_count_dec (&work->count))
    return;
  g_object_unref (work->cancellable);
  g_free (work->id);
  g_ptr_array_unref (work->faults);
  g_ptr_array_unref (work->notes);
  g_free (work);
}

static void
came_further (gint64 done, gint64 total, gpointer data)
{
  g_atomic_int_set (&((Work *) data)->permille, total > 0 ? (int) (done * 1000 / total) : 0);
}

static gpointer
count_in_thread (PantauHome *home, gpointer data, GError **error)
{
  Work *work = data;
  g_autoptr (PantauLapsit) report = pantau_lapsit_load (home, work->id, error);

  if (report == NULL || !pantau_lapsit_verify (home, report, work->faults, work->notes,
                                               came_further, work, work->cancellable, error))
    return NULL;

  return g_strdup (work->id);
}

static void
tell (PantauLapsitRecount *self, const char *text)
{
  gtk_label_set_label (self->told_label, text);
  gtk_widget_set_visible (self->box, *text != '\0');
  gtk_widget_set_visible (self->progress_box, self->work != NULL);
}

static gboolean
tell_progress (gpointer data)
{
  PantauLapsitRecount *self = data;

  gtk_progress_bar_set_fraction (self->bar,
                                 g_atomic_int_get (&self->work->permille) / 1000.0);

  return G_SOURCE_CONTINUE;
}

static void
end (PantauLapsitRecount *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->work, work_unref);
}

static void
add_sentences (GString *text, GPtrArray *sentences)
{
  for (guint i = 0; i < MIN (sentences->len, MOST_FAULTS); i++)
    {
      g_autofree char *sentence = pantau_advice_sentence (g_ptr_array_index (sentences, i));

      g_string_append_printf (text, "\n%s", sentence);
    }
}

static void
tell_result (PantauLapsitRecount *self, const Work *work)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *number = pantau_format_integer (work->faults->len);

  if (work->faults->len == 0)
    g_string_append (text, _ ("Counted again from its lines: every figure is the same."));
  else
    g_string_append_printf (text,
                            ngettext ("Counted again from its lines, %s thing differs:",
                                      "Counted again from its lines, %s things differ:",
                                      work->faults->len),
                            number);
  add_sentences (text, work->faults);
  add_sentences (text, work->notes);
  tell (self, text->str);
}

typedef struct
{
  GWeakRef widget;
  Work *work;
} Answer;

static void
was_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;
  g_autoptr (PantauLapsitRecount) self = g_weak_ref_get (&answer->widget);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = pantau_session_write_finish (PANTAU_SESSION (source), result, &error);
  g_autofree char *sentence = error != NULL ? pantau_advice_sentence (error->message) : NULL;

  if (self != NULL && self->work == answer->work)
    {
      end (self);
      if (id != NULL)
        tell_result (self, answer->work);
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        tell (self, _ ("Counting again was stopped."));
      else
        tell (self, sentence);
    }
  g_weak_ref_clear (&answer->widget);
  work_unref (answer->work);
  g_free (answer);
}

void
pantau_lapsit_recount_start (PantauLapsitRecount *self, PantauSession *session, const char *id)
{
  Answer *answer = g_new0 (Answer, 1);
  Work *work = g_new0 (Work, 1);

  pantau_lapsit_recount_clear (self);
  g_atomic_ref_count_init (&work->count);
  work->cancellable = g_cancellable_new ();
  work->id = g_strdup (id);
  work->faults = g_ptr_array_new_with_free_func (g_free);
  work->notes = g_ptr_array_new_with_free_func (g_free);
  self->work = work;
  self->source = g_timeout_add (TELLING, tell_progress, self);
  gtk_progress_bar_set_fraction (self->bar, 0);
  tell (self, _ ("The report is counted again from its lines…"));

  g_weak_ref_init (&answer->widget, self);
  answer->work = work;
  g_atomic_ref_count_inc (&work->count);
  g_atomic_ref_count_inc (&work->count);
  pantau_session_inspect (session, count_in_thread, work, work_unref, g_free, was_counted, answer);
}

static void
stop (PantauLapsitRecount *self)
{
  if (self->work != NULL)
    g_cancellable_cancel (self->work->cancellable);
}

void
pantau_lapsit_recount_clear (PantauLapsitRecount *self)
{
  stop (self);
  end (self);
  tell (self, "");
}

gboolean
pantau_lapsit_recount_is_busy (PantauLapsitRecount *self)
{
  return self->work != NULL;
}

static void
pantau_lapsit_recount_unroot (GtkWidget *widget)
{
  /* The window closes, which waits for the thread. */
  stop (PANTAU_LAPSIT_RECOUNT (widget));

  GTK_WIDGET_CLASS (pantau_lapsit_recount_parent_class)->unroot (widget);
}

static void
pantau_lapsit_recount_dispose (GObject *object)
{
  PantauLapsitRecount *self = PANTAU_LAPSIT_RECOUNT (object);

  stop (self);
  end (self);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_LAPSIT_RECOUNT);

  G_OBJECT_CLASS (pantau_lapsit_recount_parent_class)->dispose (object);
}

static void
pantau_lapsit_recount_class_init (PantauLapsitRecountClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_lapsit_recount_dispose;
  widget_class->unroot = pantau_lapsit_recount_unroot;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-lapsit-recount.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitRecount, box);
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitRecount, told_label);
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitRecount, progress_box);
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitRecount, bar);
  gtk_widget_class_bind_template_child (widget_class, PantauLapsitRecount, stop_button);
  gtk_widget_class_bind_template_callback (widget_class, stop);
}

static void
pantau_lapsit_recount_init (PantauLapsitRecount *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
