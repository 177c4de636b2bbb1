/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-session.h"

G_BEGIN_DECLS

/* What a page asks. All but read() is called in the main loop. */
typedef struct
{
  /* The question, from what the page is set to. (transfer full), freed by free_question */
  gpointer (*make_question) (GtkWidget *page, PantauSession *session);
  PantauReadFunc read; /* its data is the question */
  /* Shows @answer (transfer full), or tells of @error where that is NULL. */
  void (*show) (GtkWidget *page, gpointer answer, const GError *error);
  GDestroyNotify free_question;
  GDestroyNotify free_answer;
  gboolean is_of_the_hour; /* the answer grows old by itself: it is asked again each minute */
} PantauInquirySubject;

#define PANTAU_TYPE_INQUIRY (pantau_inquiry_get_type ())
/*
 * A page that shows an answer of the reading thread: it is asked when the page comes into sight, and anew when something changed while it is
 * seen; one question at a time, so that a desk that receives much is not asked more often than it can answer.
 */
G_DECLARE_FINAL_TYPE (PantauInquiry, pantau_inquiry, PANTAU, INQUIRY, GObject)

/* @page is borrowed: it gives up its inquiry with pantau_inquiry_end() in dispose. @subject lives for ever. */
PantauInquiry *pantau_inquiry_new (GtkWidget *page,
                                   const PantauInquirySubject *subject) G_GNUC_WARN_UNUSED_RESULT;

/* TRUE where @session (nullable) is another one than before. */
gboolean pantau_inquiry_set_session (PantauInquiry *self, PantauSession *session);
PantauSession *pantau_inquiry_get_session (PantauInquiry *self); /* (nullable) */

/* The page asks something else now: what was asked before is given up. Nothing happens while the page is out of sight. */
void pantau_inquiry_ask (PantauInquiry *self);

/* Nothing is shown any more. */
void pantau_inquiry_end (PantauInquiry *self);

G_END_DECLS
