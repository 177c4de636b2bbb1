/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the editor shows of identities: envelopes of its draft, asked anew whenever a draft was kept. */

#define G_LOG_DOMAIN "pantau-identity-section"

#include "config.h"

#include "pantau-identity-section.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-identity-dialog.h"
#include "pantau-identity-row.h"
#include "pantau-json.h"
#include "pantau-line-layout.h"
#include "pantau-list-fill.h"
#include "pantau-locale.h"
#include "pantau-store-identity.h"
#include "pantau-ui.h"
#include "pantau-words-identity.h"
#include "pantau-wrap-layout.h"

struct _PantauIdentitySection
{
  GtkWidget parent_instance;

  PantauSession *session; /* (owned) (nullable) until it is set */
  PantauForm *form;       /* (owned) (nullable) likewise */
  char *draft;
  PantauSealStanding *standing; /* (owned) (nullable): the last answer */
  gboolean is_asking;
  gboolean is_stale; /* something was kept while it asked */
  gboolean has_envelopes;
  gboolean is_known; /* and somebody has been told */
  GtkWindow *dialog; /* (unowned) (nullable): weak: while it is open */

  GtkWidget *fault_box;
  GtkLabel *fault_label;
  GtkLabel *heading_label;
  GtkLabel *intro_label;
  GtkListBox *list;
  GtkWidget *witness_button;
};

typedef enum
{
  PROP_HAS_ENVELOPES = 1,
} PantauIdentitySectionProperty;

G_DEFINE_FINAL_TYPE (PantauIdentitySection, pantau_identity_section, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_HAS_ENVELOPES + 1];

gboolean
pantau_identity_section_is_for (const char *kind)
{
  /* Floods and visits have nobody to betray. */
  return g_str_equal (kind, "neutrality") || g_str_equal (kind, "other") ||
         g_str_equal (kind, "hoax");
}

/* Where the record will be, as far as its answers say; NULL: where its author is. (transfer full) (nullable) */
static char *
dup_region (PantauIdentitySection *self)
{
  JsonNode *node = pantau_form_get (self->form, "places");
  JsonArray *places =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (JsonObject) body = NULL;
  g_autofree char *record_class = NULL;
  char *region = NULL;

  /* All of the answers decide, such as on whom next to the party must not read it; until they are complete, the place does. */
  if (pantau_form_get_record (self->form) == NULL)
    body = pantau_form_finish (self->form, g_get_real_time () / G_USEC_PER_SEC, &region,
                               &record_class, faults);
  if (body != NULL)
    return region;
  g_free (region);
  for (guint i = 0; places != NULL && i < json_array_get_length (places); i++)
    {
      JsonObject *place = json_array_get_object_element (places, i);
      const char *code = pantau_json_string (place, "village");

      if (code == NULL)
        code = pantau_json_string (place, "region");
      if (code != NULL)
        return pantau_region_kecamatan (code);
    }

  return NULL;
}

static const PantauDraftEnvelope *
find_envelope (PantauIdentitySection *self, const char *person, guint ordinal)
{
  for (guint i = 0; self->standing != NULL && i < self->standing->envelopes->len; i++)
    {
      const PantauDraftEnvelope *envelope = g_ptr_array_index (self->standing->envelopes, i);

      if (envelope->ordinal == ordinal && g_str_equal (envelope->person, person))
        return envelope;
    }

  return NULL;
}

static void
item_free (gpointer data)
{
  PantauIdentityItem *item = data;

  g_free (item->person);
  g_free (item);
}

static void
add_item (PantauIdentitySection *self, GPtrArray *items, const char *person, guint ordinal)
{
  PantauIdentityItem *item = g_new0 (PantauIdentityItem, 1);

  item->reference = pantau_session_get_reference (self->session);
  item->kind = pantau_form_get_kind (self->form);
  item->person = g_strdup (person);
  item->ordinal = ordinal;
  item->envelope = find_envelope (self, person, ordinal);
  item->can_seal = self->standing->can_seal;
  g_ptr_array_add (items, item);
}

static void
fill_row (GtkWidget *row, gpointer item, gpointer data)
{
  pantau_identity_row_set (PANTAU_IDENTITY_ROW (row), item);
}

static void
show_rows (PantauIdentitySection *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (item_free);

  /* The first reporter is asked for; others are there once they were typed. */
  if (self->standing->can_seal && find_envelope (self, PANTAU_PERSON_REPORTER, 1) == NULL)
    add_item (self, items, PANTAU_PERSON_REPORTER, 1);
  for (guint i = 0; i < self->standing->envelopes->len; i++)
    {
      const PantauDraftEnvelope *envelope = g_ptr_array_index (self->standing->envelopes, i);

      add_item (self, items, envelope->person, envelope->ordinal);
    }
  pantau_list_fill (self->list, items, PANTAU_TYPE_IDENTITY_ROW, fill_row, NULL);
}

static void
set_has_envelopes (PantauIdentitySection *self, gboolean has_envelopes)
{
  if (self->has_envelopes == has_envelopes && self->is_known)
    return;
  self->is_known = TRUE;
  self->has_envelopes = has_envelopes;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_ENVELOPES]);
}

/* A hoax has nobody who reports: it has somebody who sent it. */
static void
show_heading (PantauIdentitySection *self)
{
  const PantauIdentitySheet *sheet = pantau_identity_parts_sheet (
      pantau_reference_get_identity_parts (pantau_session_get_reference (self->session)),
      PANTAU_PERSON_REPORTER, pantau_form_get_kind (self->form));
  const char *name = sheet != NULL ? pantau_label_get (&sheet->name, pantau_locale_get ())
                                   : _ ("Reporter and witnesses");

  gtk_label_set_label (self->heading_label, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static void
show (PantauIdentitySection *self)
{
  const PantauSealStanding *standing = self->standing;
  g_autofree char *intro =
      standing->can_seal ? pantau_identity_dialog_recipients (standing)
                         : g_strdup (_ ("Who reports, and who saw it, is never written into the "
                                        "fields, the narrative or a note."));

  gtk_label_set_label (self->intro_label, intro);
  gtk_label_set_label (self->fault_label, standing->fault != NULL ? standing->fault : "");
  gtk_widget_set_visible (self->fault_box, standing->fault != NULL);
  gtk_widget_set_visible (self->witness_button, standing->can_seal);
  show_rows (self);
  set_has_envelopes (self, standing->envelopes->len > 0 || self->dialog != NULL);
}

static void ask (PantauIdentitySection *self);

static void
was_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauIdentitySection) self = data;
  g_autoptr (GError) error = NULL;
  PantauSealStanding *standing =
      pantau_seal_standing_read_finish (PANTAU_SESSION (source), result, &error);

  self->is_asking = FALSE;
  if (standing == NULL || self->session != (PantauSession *) source)
    {
      g_clear_pointer (&standing, pantau_seal_standing_free);
      return;
    }
  g_clear_pointer (&self->standing, pantau_seal_standing_free);
  self->standing = standing;
  show (self);
  if (self->is_stale)
    ask (self);
}

static void
ask (PantauIdentitySection *self)
{
  g_autofree char *region = NULL;

  if (self->session == NULL)
    return;
  self->is_stale = self->is_asking;
  if (self->is_asking)
    return;

  self->is_asking = TRUE;
  region = dup_region (self);
  pantau_seal_standing_read (self->session, self->draft, pantau_form_get_record (self->form),
                             region, was_read, g_object_ref (self));
}

static void
dialog_closed (PantauIdentitySection *self)
{
  g_clear_weak_pointer (&self->dialog);
  ask (self);
}

static void
open_dialog (PantauIdentitySection *self, const char *person, guint ordinal)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *region = NULL;
  g_autoptr (PantauSealPlace) place = NULL;
  PantauIdentityDialog *dialog;

  if (!GTK_IS_WINDOW (root) || self->standing == NULL || !self->standing->can_seal)
    return;

  region = dup_region (self);
  place = pantau_seal_place_new (self->draft, pantau_form_get_record (self->form), region, person,
                                 ordinal);
  dialog = pantau_identity_dialog_new (GTK_WINDOW (root), self->session, place, self->standing,
                                       pantau_form_get_kind (self->form),
                                       find_envelope (self, person, ordinal) != NULL);
  /* The draft is there before its first envelope, so that nobody has to look for whose it is. */
  g_set_weak_pointer (&self->dialog, GTK_WINDOW (dialog));
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (dialog_closed), self, G_CONNECT_SWAPPED);
  set_has_envelopes (self, TRUE);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
type (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *person;
  guint ordinal;

  g_variant_get (parameter, "(&su)", &person, &ordinal);
  open_dialog (PANTAU_IDENTITY_SECTION (widget), person, ordinal);
}

static void
add_witness (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauIdentitySection *self = PANTAU_IDENTITY_SECTION (widget);
  guint ordinal = 1;

  while (ordinal < PANTAU_IDENTITY_MAX_ORDINAL &&
         find_envelope (self, PANTAU_PERSON_WITNESS, ordinal) != NULL)
    ordinal++;
  open_dialog (self, PANTAU_PERSON_WITNESS, ordinal);
}

static void
was_dropped (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauIdentitySection) self = data;
  g_autoptr (GError) error = NULL;

  if (!pantau_seal_finish (PANTAU_SESSION (source), result, &error))
    {
      g_autofree char *sentence = pantau_advice_sentence (error->message);

      gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", sentence);
    }
}

/* What is to go, while somebody is asked. */
typedef struct
{
  PantauIdentitySection *section; /* (owned) */
  PantauSealPlace *place;
} Removal;

static void
removal_free (gpointer data, GClosure *closure)
{
  Removal *removal = data;

  g_object_unref (removal->section);
  pantau_seal_place_free (removal->place);
  g_free (removal);
}

static void
removal_confirmed (AdwMessageDialog *dialog, const char *response, Removal *removal)
{
  if (removal->section->session != NULL)
    pantau_seal_drop (removal->section->session, removal->place, was_dropped,
                      g_object_ref (removal->section));
}

static void
remove_envelope (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauIdentitySection *self = PANTAU_IDENTITY_SECTION (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *title = NULL, *heading = NULL;
  Removal *removal;
  GtkWidget *dialog;
  const char *person;
  guint ordinal;

  if (!GTK_IS_WINDOW (root))
    return;
  g_variant_get (parameter, "(&su)", &person, &ordinal);
  title = pantau_words_person_of (pantau_session_get_reference (self->session),
                                  pantau_form_get_kind (self->form), person, ordinal);
  /* Translators: %s is "Reporter" or "Witness 2" */
  heading = g_strdup_printf (_ ("Take the envelope of “%s” away?"), title);
  dialog = adw_message_dialog_new (
      GTK_WINDOW (root), heading,
      _ ("Nobody will know any more who it was: this laptop cannot read the envelope."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Keep it"), "remove",
                                    _ ("_Take it away"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  removal = g_new0 (Removal, 1);
  removal->section = g_object_ref (self);
  removal->place = pantau_seal_place_new (self->draft, NULL, NULL, person, ordinal);
  g_signal_connect_data (dialog, "response::remove", G_CALLBACK (removal_confirmed), removal,
                         removal_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
pantau_identity_section_dispose (GObject *object)
{
  PantauIdentitySection *self = PANTAU_IDENTITY_SECTION (object);

  g_clear_weak_pointer (&self->dialog);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_IDENTITY_SECTION);
  g_clear_object (&self->form);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_identity_section_parent_class)->dispose (object);
}

static void
pantau_identity_section_finalize (GObject *object)
{
  PantauIdentitySection *self = PANTAU_IDENTITY_SECTION (object);

  g_free (self->draft);
  g_clear_pointer (&self->standing, pantau_seal_standing_free);

  G_OBJECT_CLASS (pantau_identity_section_parent_class)->finalize (object);
}

static void
pantau_identity_section_get_property (GObject *object,
                                      guint property,
                                      GValue *value,
                                      GParamSpec *pspec)
{
  switch ((PantauIdentitySectionProperty) property)
    {
    case PROP_HAS_ENVELOPES:
      g_value_set_boolean (value, PANTAU_IDENTITY_SECTION (object)->has_envelopes);
      break;
    }
}

static void
pantau_identity_section_class_init (PantauIdentitySectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_identity_section_dispose;
  object_class->finalize = pantau_identity_section_finalize;
  object_class->get_property = pantau_identity_section_get_property;

  properties[PROP_HAS_ENVELOPES] =
      g_param_spec_boolean ("has-envelopes", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_action (widget_class, "identities.add-witness", NULL, add_witness);
  gtk_widget_class_install_action (widget_class, "identities.remove", "(su)", remove_envelope);
  gtk_widget_class_install_action (widget_class, "identities.type", "(su)", type);

  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  g_type_ensure (PANTAU_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-identity-section.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauIdentitySection, fault_box);
  gtk_widget_class_bind_template_child (widget_class, PantauIdentitySection, fault_label);
  gtk_widget_class_bind_template_child (widget_class, PantauIdentitySection, heading_label);
  gtk_widget_class_bind_template_child (widget_class, PantauIdentitySection, intro_label);
  gtk_widget_class_bind_template_child (widget_class, PantauIdentitySection, list);
  gtk_widget_class_bind_template_child (widget_class, PantauIdentitySection, witness_button);
}

static void
pantau_identity_section_init (PantauIdentitySection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
pantau_identity_section_set (PantauIdentitySection *self,
                             PantauSession *session,
                             PantauForm *form,
                             const char *draft)
{
  g_return_if_fail (PANTAU_IS_IDENTITY_SECTION (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  g_set_object (&self->form, form);
  g_free (self->draft);
  self->draft = g_strdup (draft);
  g_clear_pointer (&self->standing, pantau_seal_standing_free);
  gtk_widget_set_visible (self->witness_button, FALSE);
  show_heading (self);
  g_signal_connect_object (session, "kept", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  ask (self);
}

gboolean
pantau_identity_section_get_has_envelopes (PantauIdentitySection *self)
{
  g_return_val_if_fail (PANTAU_IS_IDENTITY_SECTION (self), FALSE);

  return self->has_envelopes;
}
