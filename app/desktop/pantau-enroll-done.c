/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last page of an enrolment. */

#define G_LOG_DOMAIN "pantau-enroll-done"

#include "config.h"

#include "pantau-enroll-done.h"

#include "pantau-trust-view.h"
#include "pantau-ui.h"
#include "pantau-words.h"

struct _PantauEnrollDone
{
  GtkWidget parent_instance;

  GtkLabel *person_details;
  GtkLabel *person_name;
  GtkWidget *practice_note;
  PantauTrustView *trust_view;
};

G_DEFINE_FINAL_TYPE (PantauEnrollDone, pantau_enroll_done, GTK_TYPE_WIDGET)

void
pantau_enroll_done_show (PantauEnrollDone *self, PantauSession *session, const PantauPerson *person)
{
  PantauReference *reference = pantau_session_get_reference (session);
  g_autofree char *name =
      pantau_words_clean (person != NULL ? person->name : pantau_session_get_person (session));
  g_autofree char *position =
      pantau_words_clean (person != NULL && person->position != NULL ? person->position : "");
  g_autofree char *region = pantau_regions_qualified (pantau_reference_get_regions (reference),
                                                      pantau_session_get_region (session));
  g_autofree char *details =
      *position != '\0' ? g_strjoin ("\n", position, region, NULL) : g_strdup (region);

  g_return_if_fail (PANTAU_IS_ENROLL_DONE (self));

  gtk_label_set_label (self->person_name, name);
  gtk_label_set_label (self->person_details, details);
  gtk_widget_set_visible (self->practice_note, pantau_session_is_practice (session));
  g_object_set (self->trust_view, "session", session, NULL);
}

static void
pantau_enroll_done_dispose (GObject *object)
{
  pantau_ui_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_ENROLL_DONE);

  G_OBJECT_CLASS (pantau_enroll_done_parent_class)->dispose (object);
}

static void
pantau_enroll_done_class_init (PantauEnrollDoneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pantau_enroll_done_dispose;

  g_type_ensure (PANTAU_TYPE_TRUST_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-enroll-done.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauEnrollDone, person_details);
  gtk_widget_class_bind_template_child (widget_class, PantauEnrollDone, person_name);
  gtk_widget_class_bind_template_child (widget_class, PantauEnrollDone, practice_note);
  gtk_widget_class_bind_template_child (widget_class, PantauEnrollDone, trust_view);
}

static void
pantau_enroll_done_init (PantauEnrollDone *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
