/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for a page, and keeps its answer from growing old. */

#define G_LOG_DOMAIN "pantau-inquiry"

#include "config.h"

#include "pantau-inquiry.h"

#define MINUTE 60 /* seconds */

struct _PantauInquiry
{
  GObject parent_instance;

  GtkWidget *page; /* (unowned) (nullable) after the end */
  const PantauInquirySubject *subject;
  PantauSession *session; /* (owned) (nullable) */
  GSignalGroup *signals;  /* (owned): of the session */
  GCancellable *asking;   /* (owned) (nullable): of the question under way */
  gboolean is_stale;      /* something changed since it was asked */
  guint tick_source;
};

G_DEFINE_FINAL_TYPE (PantauInquiry, pantau_inquiry, G_TYPE_OBJECT)

static void ask (PantauInquiry *self);

static void
give_up (PantauInquiry *self)
{
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->is_stale = FALSE;
}

typedef struct
{
  PantauInquiry *inquiry;    /* (owned) */
  GCancellable *cancellable; /* (owned) */
} Asked;

static void
was_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  g_autoptr (PantauInquiry) self = asked->inquiry;
  g_autoptr (GCancellable) cancellable = asked->cancellable;
  g_autoptr (GError) error = NULL;
  gpointer answer = pantau_session_read_finish (PANTAU_SESSION (source), result, &error);

  g_free (asked);
  /* Another question was asked meanwhile, or nobody asks any more. */
  if (self->asking != cancellable)
    {
      if (answer != NULL)
        self->subject->free_answer (answer);
      return;
    }
  g_clear_object (&self->asking);
  if (answer != NULL || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    self->subject->show (self->page, answer, error);
  if (self->is_stale)
    ask (self);
}

static void
ask (PantauInquiry *self)
{
  Asked *asked;

  if (self->page == NULL || self->session == NULL || !gtk_widget_get_mapped (self->page))
    return;
  self->is_stale = self->asking != NULL;
  if (self->is_stale)
    return;

  self->asking = g_cancellable_new ();
  asked = g_new0 (Asked, 1);
  asked->inquiry = g_object_ref (self);
  asked->cancellable = g_object_ref (self->asking);
  pantau_session_read (self->session, self->subject->read,
                       self->subject->make_question (self->page, self->session),
                       self->subject->free_question, self->subject->free_answer, G_PRIORITY_DEFAULT,
                       self->asking, was_answered, asked);
}

static gboolean
minute_passed (gpointer data)
{
  ask (data);

  return G_SOURCE_CONTINUE;
}

static void
page_mapped (PantauInquiry *self)
{
  if (self->subject->is_of_the_hour && self->tick_source == 0)
    self->tick_source = g_timeout_add_seconds (MINUTE, minute_passed, self);
  ask (self);
}

static void
page_unmapped (PantauInquiry *self)
{
  g_clear_handle_id (&self->tick_source, g_source_remove);
}

static void
pantau_inquiry_dispose (GObject *object)
{
  pantau_inquiry_end (PANTAU_INQUIRY (object));

  G_OBJECT_CLASS (pantau_inquiry_parent_class)->dispose (object);
}

static void
pantau_inquiry_class_init (PantauInquiryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pantau_inquiry_dispose;
}

static void
pantau_inquiry_init (PantauInquiry *self)
{
  self->signals = g_signal_group_new (PANTAU_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (ask), self);
}

PantauInquiry *
pantau_inquiry_new (GtkWidget *page, const PantauInquirySubject *subject)
{
  PantauInquiry *self = g_object_new (PANTAU_TYPE_INQUIRY, NULL);

  self->page = page;
  self->subject = subject;
  g_signal_connect_object (page, "map", G_CALLBACK (page_mapped), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (page, "unmap", G_CALLBACK (page_unmapped), self, G_CONNECT_SWAPPED);

  return self;
}

gboolean
pantau_inquiry_set_session (PantauInquiry *self, PantauSession *session)
{
  g_return_val_if_fail (PANTAU_IS_INQUIRY (self), FALSE);

  if (!g_set_object (&self->session, session))
    return FALSE;
  g_signal_group_set_target (self->signals, session);
  give_up (self);
  ask (self);

  return TRUE;
}

PantauSession *
pantau_inquiry_get_session (PantauInquiry *self)
{
  return self->session;
}

void
pantau_inquiry_ask (PantauInquiry *self)
{
  g_return_if_fail (PANTAU_IS_INQUIRY (self));

  give_up (self);
  ask (self);
}

void
pantau_inquiry_end (PantauInquiry *self)
{
  g_return_if_fail (PANTAU_IS_INQUIRY (self));

  give_up (self);
  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  self->page = NULL;
}
