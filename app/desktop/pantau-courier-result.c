/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of a courier file. */

#define G_LOG_DOMAIN "pantau-courier-result"

#include "config.h"

#include "pantau-courier-result.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-field-row.h"
#include "pantau-format.h"
#include "pantau-list-fill.h"
#include "pantau-ui.h"
#include "pantau-words.h"
#include "pantau-wrap-layout.h"

struct _PantauCourierResult
{
  GtkWidget parent_instance;

  GtkWidget *again_button;
  GtkWidget *authors_label;
  GtkListBox *authors_list;
  GtkLabel *caution_label;
  GtkLabel *done_label;
  GtkLabel *fault_label;
  GtkListBox *list;
  GtkWidget *print_button;
};

G_DEFINE_FINAL_TYPE (PantauCourierResult, pantau_courier_result, GTK_TYPE_WIDGET)

static const char *
describe_end (PantauCourierJob job, gboolean ok)
{
  switch (job)
    {
    case PANTAU_COURIER_JOB_WRITE:
      return ok ? _ ("The file is written. The stick can be taken out.")
                : _ ("The file was not written. Nothing is lost.");
    case PANTAU_COURIER_JOB_CARD:
      return ok ? _ ("The card is written. Take it to the laptop that is to write for this one.")
                : _ ("The card was not written.");
    case PANTAU_COURIER_JOB_ENROLL:
      return ok ? _ ("The file is written. Let somebody take it to the province, and take in here "
                     "what "
                     "comes back. Recording goes on meanwhile.")
                : _ ("The file was not written. Nothing is lost.");
    case PANTAU_COURIER_JOB_READ:
      break;
    }

  return ok ? _ ("What the stick brought was taken in.")
            : _ ("Not all could be taken in. What was taken in stays.");
}

/* --- What was in each file --- */

static void
add_line (GString *text, const char *sentence)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", sentence);
}

/* Who made a file that was read: what it says of itself, which nobody has to believe. */
static void
add_maker (GString *text, const PantauCourierSummary *summary)
{
  g_autofree char *when = NULL, *sentence = NULL;

  if (summary->who == NULL || summary->made == NULL)
    return;
  when = pantau_format_rfc3339 (summary->made);
  /* Translators: of a courier file: %1$s is a person, %2$s a time. */
  sentence = g_strdup_printf (_ ("Made by %1$s on %2$s"), summary->who, when);
  add_line (text, sentence);
}

static void
fill_file (GtkWidget *row, gpointer item, gpointer data)
{
  const PantauCourierSummary *summary = item;
  gboolean is_made = *(PantauCourierJob *) data != PANTAU_COURIER_JOB_READ;
  g_autoptr (GPtrArray) words = pantau_courier_words (summary, is_made);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *name = pantau_words_clean (summary->name);
  /* The last ones of the words stand below, apart. */
  guint n_cautions = summary->sentences != NULL ? summary->sentences->len : 0;

  if (!is_made)
    add_maker (text, summary);
  for (guint i = 0; i < words->len - n_cautions; i++)
    add_line (text, g_ptr_array_index (words, i));
  pantau_field_row_set (PANTAU_FIELD_ROW (row), name, text->str, FALSE);
}

/* --- Whose lines came --- */

static void
fill_author (GtkWidget *row, gpointer item, gpointer data)
{
  const PantauCourierAuthor *author = item;
  g_autofree char *number = pantau_format_integer (author->lines),
                  *lines =
                      g_strdup_printf (ngettext ("%s line", "%s lines", author->lines), number);

  pantau_field_row_set (PANTAU_FIELD_ROW (row), author->who, lines, FALSE);
}

static int
compare_authors (gconstpointer a, gconstpointer b)
{
  const PantauCourierAuthor *first = *(PantauCourierAuthor *const *) a,
                            *second = *(PantauCourierAuthor *const *) b;

  return first->lines != second->lines ? (first->lines > second->lines ? -1 : 1)
                                       : g_utf8_collate (first->who, second->who);
}

/* Of all files together: a stick may have several of one village. (transfer container) */
static GPtrArray *
gather_authors (GPtrArray *summaries)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *all = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < summaries->len; i++)
    {
      const PantauCourierSummary *summary = g_ptr_array_index (summaries, i);

      for (guint n = 0; summary->authors != NULL && n < summary->authors->len; n++)
        {
          const PantauCourierAuthor *author = g_ptr_array_index (summary->authors, n);
          PantauCourierAuthor *sum = g_hash_table_lookup (known, author->device);

          if (author->who == NULL)
            continue;
          if (sum != NULL)
            {
              sum->lines += author->lines;
              continue;
            }
          sum = g_memdup2 (author, sizeof *author); /* its texts are borrowed */
          g_hash_table_insert (known, sum->device, sum);
          g_ptr_array_add (all, sum);
        }
    }
  g_ptr_array_sort (all, compare_authors);

  return all;
}

/* What a person must know of all of them, each sentence once. (transfer full) */
static char *
join_cautions (GPtrArray *summaries)
{
  g_autoptr (GPtrArray) said = g_ptr_array_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < summaries->len; i++)
    {
      const PantauCourierSummary *summary = g_ptr_array_index (summaries, i);

      for (guint n = 0; summary->sentences != NULL && n < summary->sentences->len; n++)
        {
          char *sentence = g_ptr_array_index (summary->sentences, n);

          if (g_ptr_array_find_with_equal_func (said, sentence, g_str_equal, NULL))
            continue;
          g_ptr_array_add (said, sentence);
          add_line (text, sentence);
        }
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
pantau_courier_result_show (PantauCourierResult *self,
                            PantauCourierJob job,
                            GPtrArray *summaries,
                            const GError *error,
                            gboolean has_note)
{
  g_autofree char *sentence = error != NULL ? pantau_advice_sentence (error->message) : NULL,
                  *fault = NULL, *cautions = join_cautions (summaries);
  g_autoptr (GPtrArray) files = g_ptr_array_new (), authors = gather_authors (summaries);

  g_return_if_fail (PANTAU_IS_COURIER_RESULT (self));

  if (sentence != NULL)
    fault = g_strjoin (" ", sentence, pantau_advice_for_error (error), NULL);
  for (guint i = 0; i < summaries->len && job != PANTAU_COURIER_JOB_CARD; i++)
    if (((PantauCourierSummary *) g_ptr_array_index (summaries, i))->name != NULL)
      g_ptr_array_add (files, g_ptr_array_index (summaries, i));

  pantau_ui_set_text (self->done_label, describe_end (job, error == NULL));
  pantau_ui_set_text (self->fault_label, fault);
  pantau_ui_set_text (self->caution_label, cautions);
  pantau_list_fill (self->list, files, PANTAU_TYPE_FIELD_ROW, fill_file, &job);
  gtk_widget_set_visible (self->authors_label, authors->len > 0);
  pantau_list_fill (self->authors_list, authors, PANTAU_TYPE_FIELD_ROW, fill_author, NULL);
  gtk_widget_set_visible (self->print_button, has_note);
  gtk_widget_set_visible (self->again_button, error != NULL);
}

gboolean
pantau_courier_result_focus (PantauCourierResult *self)
{
  return gtk_widget_get_visible (self->print_button) && gtk_widget_grab_focus (self->print_button);
}

/* --- The widget --- */

static void
pantau_courier_result_dispose (GObject *object)
{
  pantau_ui_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_COURIER_RESULT);

  G_OBJECT_CLASS (pantau_courier_result_parent_class)->dispose (object);
}

static void
pantau_courier_result_class_init (PantauCourierResultClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_courier_result_dispose;

  g_type_ensure (PANTAU_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-courier-result.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauCourierResult, again_button);
  gtk_widget_class_bind_template_child (widget_class, PantauCourierResult, authors_label);
  gtk_widget_class_bind_template_child (widget_class, PantauCourierResult, authors_list);
  gtk_widget_class_bind_template_child (widget_class, PantauCourierResult, caution_label);
  gtk_widget_class_bind_template_child (widget_class, PantauCourierResult, done_label);
  gtk_widget_class_bind_template_child (widget_class, PantauCourierResult, fault_label);
  gtk_widget_class_bind_template_child (widget_class, PantauCourierResult, list);
  gtk_widget_class_bind_template_child (widget_class, PantauCourierResult, print_button);
}

static void
pantau_courier_result_init (PantauCourierResult *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
