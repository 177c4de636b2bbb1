/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of the queue: what was decided and may still be taken back. Each decision is signed when its own time has come, however many follow it; the last one that
 * waits is taken back first, then the one before.
 */

#define G_LOG_DOMAIN "pantau-triage-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-format.h"
#include "pantau-record-text.h"
#include "pantau-triage-page-private.h"
#include "pantau-triage-work.h"
#include "pantau-words.h"

/* Records that a sentence names one by one. */
#define NAMED 2

/* Milliseconds after which what is due is asked for: the writing thread's clock has to agree. */
#define GRACE 50

/* What was decided with one key. */
typedef struct
{
  char *name;
  GStrv records;
  gint64 due; /* Unix milliseconds */
} Batch;

static void
batch_free (gpointer data)
{
  Batch *batch = data;

  g_free (batch->name);
  g_strfreev (batch->records);
  g_free (batch);
}

static PantauSession *
get_session (PantauTriagePage *self)
{
  return self->inquiry != NULL ? pantau_inquiry_get_session (self->inquiry) : NULL;
}

/* --- What is told --- */

void
pantau_triage_page_tell (PantauTriagePage *self, const char *text)
{
  /* The page went while the writing thread was asked. */
  if (self->inquiry == NULL)
    return;
  gtk_label_set_label (self->notice_label, text);
  gtk_widget_set_visible (self->undo_button, !g_queue_is_empty (&self->batches));
  gtk_revealer_set_reveal_child (self->notice, *text != '\0');
}

static void
tell_error (PantauTriagePage *self, const GError *error)
{
  g_autofree char *sentence = pantau_advice_sentence (error->message);

  pantau_triage_page_tell (self, sentence);
}

static const char *
title_of (PantauTriagePage *self, const char *record)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->lines)); i++)
    {
      g_autoptr (PantauTriageLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), i);

      if (g_str_equal (pantau_triage_line_get_record (line), record))
        return pantau_record_title_words (pantau_triage_line_get_item (line)->record);
    }

  return record;
}

/* "Not “Flood”: the record lies outside your region." for the first of them, and how many more. (transfer full) (nullable) */
static char *
tell_left (PantauTriagePage *self, GPtrArray *left)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (left->len, NAMED); i++)
    {
      const PantauLeftOut *out = g_ptr_array_index (left, i);
      g_autofree char *title = pantau_words_clean (title_of (self, out->record));

      /* Translators: a record that was left out, and why */
      g_string_append_printf (text, _ (" Not “%s”: %s."), title, out->why);
    }
  if (left->len > NAMED)
    {
      g_autofree char *number = pantau_format_number (left->len - NAMED);

      g_string_append_printf (
          text, ngettext (" Nor %s more.", " Nor %s more.", (gulong) (left->len - NAMED)), number);
    }

  return left->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* --- When it is signed --- */

static void watch (PantauTriagePage *self);

static void
was_signed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauTriagePage) self = data;
  g_autoptr (GError) error = NULL;
  guint n_signed, n_faults;

  if (!pantau_triage_work_sign_finish (PANTAU_SESSION (source), result, &n_signed, &n_faults,
                                       &error))
    tell_error (self, error);
  else if (n_faults > 0)
    pantau_triage_page_tell (self,
                             _ ("A colleague was quicker: what you decided was not written. It "
                                "stands in the queue again, with what they decided."));
}

static gboolean
time_has_come (gpointer data)
{
  PantauTriagePage *self = data;
  gint64 now = g_get_real_time () / 1000;
  Batch *first;

  self->source = 0;
  while ((first = g_queue_peek_head (&self->batches)) != NULL && first->due <= now)
    batch_free (g_queue_pop_head (&self->batches));
  if (g_queue_is_empty (&self->batches))
    pantau_triage_page_tell (self, "");
  if (get_session (self) != NULL)
    pantau_triage_work_sign (get_session (self), FALSE, was_signed, g_object_ref (self));
  watch (self);

  return G_SOURCE_REMOVE;
}

/* Whatever comes later does not put off what is due first. */
static void
watch (PantauTriagePage *self)
{
  const Batch *first = g_queue_peek_head (&self->batches);

  g_clear_handle_id (&self->source, g_source_remove);
  if (first != NULL)
    self->source = g_timeout_add (
        (guint) MAX (first->due - g_get_real_time () / 1000 + GRACE, GRACE), time_has_come, self);
}

void
pantau_triage_page_stop (PantauTriagePage *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_queue_clear_full (&self->batches, batch_free);
  g_clear_pointer (&self->returned, g_free);
}

/* --- Taking back --- */

static void
was_undone (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauTriagePage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *number = NULL, *text = NULL;
  guint n;

  if (!pantau_triage_work_undo_finish (PANTAU_SESSION (source), result, &n, &error))
    {
      tell_error (self, error);
      return;
    }
  if (n == 0)
    {
      g_clear_pointer (&self->returned, g_free);
      pantau_triage_page_tell (
          self, _ ("It is written already; it can only be changed by another step."));
      return;
    }
  number = pantau_format_number (n);
  text = g_strdup_printf (ngettext ("Taken back: %s record", "Taken back: %s records", n), number);
  pantau_triage_page_tell (self, text);
}

static void
undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauTriagePage *self = PANTAU_TRIAGE_PAGE (widget);
  Batch *last;

  if (g_queue_is_empty (&self->batches) || get_session (self) == NULL)
    return;
  last = g_queue_pop_tail (&self->batches);
  watch (self);
  /* It is what the person wants to look at again. */
  g_free (self->returned);
  self->returned = g_strdup (last->records[0]);
  pantau_triage_work_undo (get_session (self), last->name, was_undone, g_object_ref (self));
  batch_free (last);
}

static void
dismiss (GtkWidget *widget, const char *name, GVariant *parameter)
{
  pantau_triage_page_tell (PANTAU_TRIAGE_PAGE (widget), "");
}

static gboolean
is_being_decided (PantauTriagePage *self, const char *record)
{
  for (GList *link = self->deciding.head; link != NULL; link = link->next)
    if (g_strv_contains (link->data, record))
      return TRUE;

  return FALSE;
}

gboolean
pantau_triage_page_is_decided (PantauTriagePage *self, const char *record)
{
  for (GList *link = self->batches.head; link != NULL; link = link->next)
    {
      const Batch *batch = link->data;

      if (g_strv_contains ((const char *const *) batch->records, record))
        return TRUE;
    }

  return is_being_decided (self, record);
}

/* --- Deciding --- */

/* (transfer none): what of @records was decided */
static const char *const *
keep_batch (PantauTriagePage *self, PantauDecided *decided, const char *const *records)
{
  g_autoptr (GHashTable) left = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  Batch *batch = g_new0 (Batch, 1);

  for (guint i = 0; i < decided->left->len; i++)
    g_hash_table_add (left, ((PantauLeftOut *) g_ptr_array_index (decided->left, i))->record);
  for (gsize i = 0; records[i] != NULL; i++)
    if (!g_hash_table_contains (left, records[i]))
      g_strv_builder_add (builder, records[i]);
  batch->name = g_strdup (decided->batch);
  batch->records = g_strv_builder_end (builder);
  batch->due = decided->due;
  g_queue_push_tail (&self->batches, batch);
  watch (self);

  return (const char *const *) batch->records;
}

/* What is with the writing thread. */
typedef struct
{
  PantauTriagePage *page; /* (owned) */
  GStrv records;          /* borrowed from page->deciding, until it is answered */
} Deciding;

static void
was_decided (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Deciding *deciding = data;
  g_autoptr (PantauTriagePage) self = deciding->page;
  g_auto (GStrv) records = deciding->records;
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauDecided) decided =
      pantau_triage_work_decide_finish (PANTAU_SESSION (source), result, &error);
  g_autofree char *left = NULL, *number = NULL, *text = NULL, *whole = NULL;

  g_queue_remove (&self->deciding, records);
  if (decided == NULL)
    {
      tell_error (self, error);
      return;
    }

  left = tell_left (self, decided->left);
  number = pantau_format_number (decided->n_decided);
  text = decided->n_decided > 0
             ? g_strdup_printf (ngettext ("Decided: %s record. It is written in a few seconds.",
                                          "Decided: %s records. They are written in a few seconds.",
                                          decided->n_decided),
                                number)
             : g_strdup (_ ("Nothing was done."));
  whole = g_strconcat (text, left, NULL);
  if (decided->n_decided > 0 && get_session (self) != NULL)
    pantau_triage_page_take_away (self, keep_batch (self, decided, (const char *const *) records));
  pantau_triage_page_tell (self, whole);
}

void
pantau_triage_page_decide (PantauTriagePage *self,
                           const char *const *records,
                           const PantauDecision *decision)
{
  PantauSession *session = get_session (self);
  Deciding *deciding;

  /* The same key twice, before the first was heard. */
  if (session == NULL || records[0] == NULL || is_being_decided (self, records[0]))
    return;
  deciding = g_new0 (Deciding, 1);
  deciding->page = g_object_ref (self);
  deciding->records = g_strdupv ((GStrv) records);
  g_queue_push_tail (&self->deciding, deciding->records);
  pantau_triage_work_decide (session, records, decision, was_decided, deciding);
}

void
pantau_triage_page_install_pending (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "triage.undo", NULL, undo);
  gtk_widget_class_install_action (widget_class, "triage.dismiss", NULL, dismiss);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_u, 0, "triage.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "triage.undo",
                                       NULL);
}
