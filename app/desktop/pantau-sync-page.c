/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where this person's records are, and why. Asked anew when something changed while it is seen; nothing is polled, only "5 minutes ago" moves
 * on by itself.
 */

#define G_LOG_DOMAIN "pantau-sync-page"

#include "config.h"

#include "pantau-sync-page.h"

#include <glib/gi18n-lib.h>

#include "pantau-comparison-view.h"
#include "pantau-files-card.h"
#include "pantau-format.h"
#include "pantau-list-fill.h"
#include "pantau-outbox-row.h"
#include "pantau-outbox.h"
#include "pantau-page-layout.h"
#include "pantau-stick-card.h"
#include "pantau-sync-cautions.h"
#include "pantau-sync-facts.h"
#include "pantau-sync-head.h"
#include "pantau-trust-view.h"
#include "pantau-ui.h"
#include "pantau-wrap-layout.h"

#define LINES_LIMIT 20 /* waiting lines that are listed */
#define TICK        60 /* seconds */

struct _PantauSyncPage
{
  GtkWidget parent_instance;

  PantauSession *session; /* (owned) (nullable) */
  GSignalGroup *signals;  /* (owned): of the session */
  GCancellable *asking;   /* (owned) (nullable): of the question under way */
  PantauOutbox *outbox;   /* (owned) (nullable): the last answer */
  guint tick_source;

  PantauSyncCautions *cautions;
  GtkListBox *exchange_list;
  PantauSyncHead *head;
  GtkWidget *laptop_buttons;
  GtkListBox *laptop_list;
  GtkListBox *lines_list;
  GtkLabel *lines_label;
  GtkLabel *received_label;
  GtkWidget *scroller;
  GtkLabel *sending_label;
  GtkLabel *waiting_label;
};

typedef enum
{
  PROP_SESSION = 1,
} PantauSyncPageProperty;

G_DEFINE_FINAL_TYPE (PantauSyncPage, pantau_sync_page, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SESSION + 1];

static void
fill_line (GtkWidget *row, gpointer item, gpointer data)
{
  pantau_outbox_row_set (PANTAU_OUTBOX_ROW (row), item, *(gint64 *) data);
}

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
show_exchange (PantauSyncPage *self)
{
  pantau_sync_facts_show_exchange (self->exchange_list, self->session, now ());
}

static void
show_laptop (PantauSyncPage *self)
{
  pantau_sync_facts_show_laptop (self->laptop_list, self->session,
                                 self->outbox != NULL ? self->outbox->person : NULL);
  gtk_widget_set_visible (self->laptop_buttons, pantau_session_is_enrolled (self->session));
}

static void
set_count (GtkLabel *label, gint64 count)
{
  g_autofree char *text = pantau_format_integer (count);

  gtk_label_set_label (label, text);
}

static void
show_lines (PantauSyncPage *self)
{
  PantauOutbox *outbox = self->outbox;
  gint64 total = outbox->counts->waiting, moment = now ();
  g_autofree char *shown = pantau_format_integer (outbox->lines->len),
                  *all = pantau_format_integer (total);

  gtk_widget_set_visible (GTK_WIDGET (self->lines_label), outbox->lines->len > 0);
  if (total > outbox->lines->len)
    {
      /* Translators: of a long list only the newest are shown. */
      g_autofree char *text = g_strdup_printf (_ ("What waits: the newest %s of %s"), shown, all);

      gtk_label_set_label (self->lines_label, text);
    }
  else
    {
      gtk_label_set_label (self->lines_label, _ ("What waits"));
    }
  pantau_list_fill (self->lines_list, outbox->lines, PANTAU_TYPE_OUTBOX_ROW, fill_line, &moment);
}

static void
show_outbox (PantauSyncPage *self)
{
  PantauOutbox *outbox = self->outbox;

  pantau_sync_cautions_show (self->cautions, outbox);
  if (outbox == NULL)
    return;

  set_count (self->waiting_label, MAX (outbox->counts->waiting - outbox->counts->sending, 0));
  set_count (self->sending_label, outbox->counts->sending);
  set_count (self->received_label, outbox->counts->received);
  show_lines (self);
}

static void
show_all (PantauSyncPage *self)
{
  if (self->session == NULL)
    return;

  show_exchange (self);
  show_laptop (self);
  show_outbox (self);
}

static gpointer
read_outbox (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return pantau_outbox_read (store, db, data, LINES_LIMIT, error);
}

static void
outbox_was_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauSyncPage) self = data;
  g_autoptr (GError) error = NULL;
  PantauOutbox *outbox = pantau_session_read_finish (PANTAU_SESSION (source), result, &error);

  if (outbox != NULL && self->session != (PantauSession *) source)
    g_clear_pointer (&outbox, pantau_outbox_free);
  if (outbox != NULL)
    {
      g_clear_pointer (&self->outbox, pantau_outbox_free);
      self->outbox = outbox;
      show_all (self);
    }
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
           self->session != NULL)
    pantau_sync_head_tell (self->head, error);
}

/* Only while it is seen; what changed meanwhile is asked when it comes into sight. */
static void
refresh (PantauSyncPage *self)
{
  show_all (self);
  if (self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  pantau_session_read (self->session, read_outbox,
                       g_strdup (pantau_session_get_device (self->session)), g_free,
                       (GDestroyNotify) pantau_outbox_free, G_PRIORITY_DEFAULT, self->asking,
                       outbox_was_read, g_object_ref (self));
}

static gboolean
tick (gpointer data)
{
  PantauSyncPage *self = data;

  if (self->session != NULL)
    show_exchange (self);

  return G_SOURCE_CONTINUE;
}

static void
session_changed (PantauSession *session, PantauSyncPage *self)
{
  refresh (self);
}

static void
session_notified (PantauSession *session, GParamSpec *pspec, PantauSyncPage *self)
{
  /* A parked request that came back without news changes nothing but the time of the last contact. */
  if (g_str_equal (pspec->name, "last-contact"))
    show_exchange (self);
  else if (!g_str_equal (pspec->name, "next-try"))
    refresh (self);
}

static void
pantau_sync_page_map (GtkWidget *widget)
{
  PantauSyncPage *self = PANTAU_SYNC_PAGE (widget);

  GTK_WIDGET_CLASS (pantau_sync_page_parent_class)->map (widget);

  refresh (self);
  self->tick_source = g_timeout_add_seconds (TICK, tick, self);
}

static void
pantau_sync_page_unmap (GtkWidget *widget)
{
  PantauSyncPage *self = PANTAU_SYNC_PAGE (widget);

  g_clear_handle_id (&self->tick_source, g_source_remove);

  GTK_WIDGET_CLASS (pantau_sync_page_parent_class)->unmap (widget);
}

static void
set_session (PantauSyncPage *self, PantauSession *session)
{
  if (!g_set_object (&self->session, session))
    return;
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_pointer (&self->outbox, pantau_outbox_free);
  g_signal_group_set_target (self->signals, session);
  refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
pantau_sync_page_dispose (GObject *object)
{
  PantauSyncPage *self = PANTAU_SYNC_PAGE (object);

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_handle_id (&self->tick_source, g_source_remove);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_SYNC_PAGE);
  g_clear_object (&self->signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pantau_sync_page_parent_class)->dispose (object);
}

static void
pantau_sync_page_finalize (GObject *object)
{
  PantauSyncPage *self = PANTAU_SYNC_PAGE (object);

  g_clear_pointer (&self->outbox, pantau_outbox_free);

  G_OBJECT_CLASS (pantau_sync_page_parent_class)->finalize (object);
}

static void
pantau_sync_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauSyncPage *self = PANTAU_SYNC_PAGE (object);

  switch ((PantauSyncPageProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    }
}

static void
pantau_sync_page_set_property (GObject *object,
                               guint property,
                               const GValue *value,
                               GParamSpec *pspec)
{
  PantauSyncPage *self = PANTAU_SYNC_PAGE (object);

  switch ((PantauSyncPageProperty) property)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    }
}

static void
pantau_sync_page_class_init (PantauSyncPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_sync_page_dispose;
  object_class->finalize = pantau_sync_page_finalize;
  object_class->get_property = pantau_sync_page_get_property;
  object_class->set_property = pantau_sync_page_set_property;
  widget_class->map = pantau_sync_page_map;
  widget_class->unmap = pantau_sync_page_unmap;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (PANTAU_TYPE_COMPARISON_VIEW);
  g_type_ensure (PANTAU_TYPE_STICK_CARD);
  g_type_ensure (PANTAU_TYPE_FILES_CARD);
  g_type_ensure (PANTAU_TYPE_SYNC_CAUTIONS);
  g_type_ensure (PANTAU_TYPE_SYNC_HEAD);
  g_type_ensure (PANTAU_TYPE_TRUST_VIEW);
  g_type_ensure (PANTAU_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_PAGE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-sync-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauSyncPage, cautions);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncPage, exchange_list);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncPage, head);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncPage, laptop_buttons);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncPage, laptop_list);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncPage, lines_label);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncPage, lines_list);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncPage, received_label);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncPage, sending_label);
  gtk_widget_class_bind_template_child (widget_class, PantauSyncPage, waiting_label);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "win.sync", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "win.sync", NULL);
}

static void
pantau_sync_page_init (PantauSyncPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (PANTAU_TYPE_SESSION);
  g_signal_group_connect (self->signals, "changed", G_CALLBACK (session_changed), self);
  g_signal_group_connect (self->signals, "notify", G_CALLBACK (session_notified), self);
}
