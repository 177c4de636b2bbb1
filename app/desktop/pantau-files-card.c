/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files on their way, on the sync page. */

#define G_LOG_DOMAIN "pantau-files-card"

#include "config.h"

#include "pantau-files-card.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-files-rule.h"
#include "pantau-format.h"
#include "pantau-line-layout.h"
#include "pantau-list-fill.h"
#include "pantau-queue-row.h"
#include "pantau-ui.h"
#include "pantau-words-files.h"

#define FILES_LIMIT 20 /* that are listed */

/* While small files go one after the other the list is asked anew at most so often, µs. */
#define ASK_INTERVAL (2 * G_TIME_SPAN_SECOND)

/* What one may choose: bytes above which files go only by Wi-Fi. */
static const goffset limits[] = { -1, 0, 1000 * 1000, 5 * 1000 * 1000, 20 * 1000 * 1000 };

struct _PantauFilesCard
{
  GtkWidget parent_instance;

  PantauSession *session;  /* (owned) (nullable) */
  GSignalGroup *signals;   /* (owned): of the session */
  GCancellable *asking;    /* (owned) (nullable): of the question under way */
  PantauFilesQueue *queue; /* (owned) (nullable): the last answer */
  gint64 asked_at;         /* monotonic µs */
  guint n_moving;          /* files of the run, when it was asked */
  goffset shown_limit;     /* that the choice shows */
  GArray *choices;         /* (owned): of goffset, as in the choice */
  gboolean is_filling;     /* the choice is set by us */

  GtkButton *button;
  GtkLabel *fault_label;
  GtkDropDown *limit_choice;
  GtkLabel *limit_label;
  GtkListBox *list;
  GtkLabel *list_label;
  GtkProgressBar *progress;
  GtkLabel *state_label;
  GtkLabel *wifi_label;
};

typedef enum
{
  PROP_SESSION = 1,
} PantauFilesCardProperty;

G_DEFINE_FINAL_TYPE (PantauFilesCard, pantau_files_card, GTK_TYPE_WIDGET)

static GParamSpec *properties[PROP_SESSION + 1];

static gboolean
is_paused (PantauFilesCard *self)
{
  return g_strcmp0 (pantau_session_get_setting (self->session, PANTAU_SETTING_FILES_PAUSED), "1") ==
         0;
}

/* Bytes; -1: none */
static goffset
get_limit (PantauFilesCard *self)
{
  const char *text = pantau_session_get_setting (self->session, PANTAU_SETTING_FILES_METERED);
  guint64 limit;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &limit, NULL)
             ? (goffset) limit
             : -1;
}

/* --- How far they are --- */

/* (transfer full) */
static char *
describe_moving (const PantauTransferState *moving)
{
  g_autofree char *bytes = pantau_words_bytes_of (moving->done, moving->total),
                  *left = pantau_words_time_left (moving->left),
                  *number = pantau_format_integer (moving->files);

  if (left == NULL)
    /* Translators: files on their way, then how many bytes of how many: “3 files on their way: 1.2 MB of 4.8 MB” */
    return g_strdup_printf (
        ngettext ("%s file on its way: %s", "%s files on their way: %s", moving->files), number,
        bytes);

  /* Translators: the same, and how long it will take: “3 files on their way: 1.2 MB of 4.8 MB, about 5 minutes left” */
  return g_strdup_printf (
      ngettext ("%s file on its way: %s, %s", "%s files on their way: %s, %s", moving->files),
      number, bytes, left);
}

/* (transfer full) */
static char *
describe_queue (const PantauFilesQueue *queue, gboolean paused)
{
  g_autofree char *number = pantau_format_integer (queue->n),
                  *bytes = pantau_format_bytes ((guint64) queue->bytes);

  if (queue->n == 0)
    return g_strdup (queue->sent > 0 ? _ ("The province has received every file.")
                                     : _ ("No file waits on this laptop."));
  if (paused)
    return g_strdup_printf (
        ngettext ("Paused: %s file (%s) waits on this laptop. Records go all the same.",
                  "Paused: %s files (%s) wait on this laptop. Records go all the same.",
                  (gulong) queue->n),
        number, bytes);

  return g_strdup_printf (ngettext ("%s file (%s) waits on this laptop.",
                                    "%s files (%s) wait on this laptop.", (gulong) queue->n),
                          number, bytes);
}

static void
show_state (PantauFilesCard *self)
{
  const PantauTransferState *moving = pantau_session_get_moving (self->session);
  gboolean paused = is_paused (self), is_moving = moving->n_moving > 0 && moving->total > 0;
  g_autofree char *state = NULL;

  if (is_moving)
    state = describe_moving (moving);
  else if (self->queue != NULL)
    state = describe_queue (self->queue, paused);
  pantau_ui_set_text (self->state_label, state);
  gtk_progress_bar_set_fraction (self->progress,
                                 is_moving ? (double) moving->done / (double) moving->total : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), is_moving);

  gtk_button_set_label (self->button, paused ? _ ("Resume files") : _ ("Pause files"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button),
                                  paused ? "files.resume" : "files.pause");
  gtk_widget_set_visible (GTK_WIDGET (self->button),
                          paused || is_moving || (self->queue != NULL && self->queue->n > 0));
}

static void
show_fault (PantauFilesCard *self)
{
  const GError *error = pantau_session_get_files_error (self->session);
  g_autofree char *sentence = error != NULL ? pantau_advice_sentence (error->message) : NULL,
                  *wifi = NULL;

  pantau_ui_set_text (self->fault_label,
                      pantau_session_get_moving (self->session)->n_moving == 0 ? sentence : NULL);
  if (self->queue != NULL && !is_paused (self))
    wifi = pantau_words_wifi (self->queue->wifi, self->queue->wifi_bytes);
  pantau_ui_set_text (self->wifi_label, wifi);
}

/* --- Which ones --- */

/* Bytes of it that the province has; -1 where it is not on its way. */
static goffset
find_moving (const PantauTransferState *moving, const char *hash)
{
  for (guint i = 0; i < moving->n_moving; i++)
    if (g_str_equal (moving->moving[i].hash, hash))
      return moving->moving[i].offset;

  return -1;
}

static void
fill_file (GtkWidget *row, gpointer item, gpointer data)
{
  const PantauQueuedFile *file = item;

  pantau_queue_row_set (PANTAU_QUEUE_ROW (row), file, find_moving (data, file->hash));
}

static void
show_files (PantauFilesCard *self)
{
  GPtrArray *files = self->queue != NULL ? self->queue->files : NULL;

  pantau_list_fill (self->list, files, PANTAU_TYPE_QUEUE_ROW, fill_file,
                    (gpointer) pantau_session_get_moving (self->session));
  if (files != NULL && self->queue->n > files->len)
    {
      g_autofree char *shown = pantau_format_integer (files->len),
                      *all = pantau_format_integer (self->queue->n);
      /* Translators: of a long list only the first are shown. */
      g_autofree char *text = g_strdup_printf (_ ("The first %s of %s:"), shown, all);

      pantau_ui_set_text (self->list_label, text);
    }
  else
    pantau_ui_set_text (self->list_label, NULL);
}

/* --- The rule --- */

/* (transfer full) */
static char *
describe_limit (goffset limit)
{
  g_autofree char *bytes = limit > 0 ? pantau_format_bytes ((guint64) limit) : NULL;

  if (limit < 0)
    /* Translators: a choice: which files need Wi-Fi */
    return g_strdup (_ ("No file"));
  if (limit == 0)
    return g_strdup (_ ("Every file"));

  /* Translators: a choice: which files need Wi-Fi; %s is a size */
  return g_strdup_printf (_ ("Files above %s"), bytes);
}

static void
add_choice (PantauFilesCard *self, GtkStringList *names, goffset limit)
{
  g_autofree char *name = describe_limit (limit);

  g_array_append_val (self->choices, limit);
  gtk_string_list_append (names, name);
}

/* The limits that one may choose, and the one that was set by other means. */
static void
show_rule (PantauFilesCard *self)
{
  g_autoptr (GtkStringList) names = NULL;
  goffset limit = get_limit (self);
  guint selected = 0;
  gboolean is_known = FALSE;

  if (self->choices->len > 0 && limit == self->shown_limit)
    return;

  names = gtk_string_list_new (NULL);
  g_array_set_size (self->choices, 0);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      is_known |= limits[i] == limit;
      selected = limits[i] == limit ? i : selected;
      add_choice (self, names, limits[i]);
    }
  if (!is_known)
    {
      selected = self->choices->len;
      add_choice (self, names, limit);
    }

  self->is_filling = TRUE;
  gtk_drop_down_set_model (self->limit_choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->limit_choice, selected);
  self->is_filling = FALSE;
  self->shown_limit = limit;
}

static void
limit_was_chosen (PantauFilesCard *self)
{
  guint selected = gtk_drop_down_get_selected (self->limit_choice);

  if (self->is_filling || self->session == NULL || selected >= self->choices->len)
    return;
  self->shown_limit = g_array_index (self->choices, goffset, selected);
  pantau_session_limit_files (self->session, self->shown_limit);
}

static void
set_pause (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauFilesCard *self = PANTAU_FILES_CARD (widget);

  if (self->session != NULL)
    pantau_session_pause_files (self->session, g_str_equal (name, "files.pause"));
}

/* --- Asking --- */

static void
show_all (PantauFilesCard *self)
{
  gboolean is_shown = self->session != NULL && pantau_session_is_enrolled (self->session);

  gtk_widget_set_visible (GTK_WIDGET (self), is_shown);
  if (!is_shown)
    return;

  show_state (self);
  show_fault (self);
  show_files (self);
  show_rule (self);
}

static gpointer
read_queue (
    PantauStore *store, PantauDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  return pantau_files_queue_read (db, FILES_LIMIT, error);
}

static void
queue_was_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauFilesCard) self = data;
  g_autoptr (GError) error = NULL;
  PantauFilesQueue *queue = pantau_session_read_finish (PANTAU_SESSION (source), result, &error);

  if (queue != NULL && self->session != (PantauSession *) source)
    g_clear_pointer (&queue, pantau_files_queue_free);
  if (queue == NULL)
    return;
  g_clear_pointer (&self->queue, pantau_files_queue_free);
  self->queue = queue;
  show_all (self);
}

/* Only while it is seen; what changed meanwhile is asked when it comes into sight. */
static void
refresh (PantauFilesCard *self)
{
  show_all (self);
  if (self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  self->asked_at = g_get_monotonic_time ();
  self->n_moving = pantau_session_get_moving (self->session)->files;
  pantau_session_read (self->session, read_queue, NULL, NULL,
                       (GDestroyNotify) pantau_files_queue_free, G_PRIORITY_DEFAULT, self->asking,
                       queue_was_read, g_object_ref (self));
}

/* Bytes alone need no question; other files do. */
static void
files_moved (PantauSession *session, PantauFilesCard *self)
{
  guint files = pantau_session_get_moving (session)->files;

  if (files == 0 ||
      (files != self->n_moving && g_get_monotonic_time () - self->asked_at > ASK_INTERVAL))
    refresh (self);
  else
    show_all (self);
}

static void
session_changed (PantauSession *session, PantauFilesCard *self)
{
  refresh (self);
}

static void
setting_changed (PantauSession *session, const char *name, PantauFilesCard *self)
{
  if (g_str_equal (name, PANTAU_SETTING_FILES_PAUSED) ||
      g_str_equal (name, PANTAU_SETTING_FILES_METERED))
    show_all (self);
}

/* --- The widget --- */

static void
pantau_files_card_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pantau_files_card_parent_class)->map (widget);

  refresh (PANTAU_FILES_CARD (widget));
}

static void
forget (PantauFilesCard *self)
{
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_pointer (&self->queue, pantau_files_queue_free);
}

static void
set_session (PantauFilesCard *self, PantauSession *session)
{
  if (!g_set_object (&self->session, session))
    return;
  forget (self);
  g_signal_group_set_target (self->signals, session);
  refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
pantau_files_card_dispose (GObject *object)
{
  PantauFilesCard *self = PANTAU_FILES_CARD (object);

  forget (self);
  pantau_ui_dispose_template (GTK_WIDGET (self), PANTAU_TYPE_FILES_CARD);
  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  g_clear_pointer (&self->choices, g_array_unref);

  G_OBJECT_CLASS (pantau_files_card_parent_class)->dispose (object);
}

static void
pantau_files_card_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  PantauFilesCard *self = PANTAU_FILES_CARD (object);

  switch ((PantauFilesCardProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    }
}

static void
pantau_files_card_set_property (GObject *object,
                                guint property,
                                const GValue *value,
                                GParamSpec *pspec)
{
  PantauFilesCard *self = PANTAU_FILES_CARD (object);

  switch ((PantauFilesCardProperty) property)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    }
}

static void
pantau_files_card_class_init (PantauFilesCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pantau_files_card_dispose;
  object_class->get_property = pantau_files_card_get_property;
  object_class->set_property = pantau_files_card_set_property;
  widget_class->map = pantau_files_card_map;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (PANTAU_TYPE_LINE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-files-card.ui");
  gtk_widget_class_bind_template_child (widget_class, PantauFilesCard, button);
  gtk_widget_class_bind_template_child (widget_class, PantauFilesCard, fault_label);
  gtk_widget_class_bind_template_child (widget_class, PantauFilesCard, limit_choice);
  gtk_widget_class_bind_template_child (widget_class, PantauFilesCard, limit_label);
  gtk_widget_class_bind_template_child (widget_class, PantauFilesCard, list);
  gtk_widget_class_bind_template_child (widget_class, PantauFilesCard, list_label);
  gtk_widget_class_bind_template_child (widget_class, PantauFilesCard, progress);
  gtk_widget_class_bind_template_child (widget_class, PantauFilesCard, state_label);
  gtk_widget_class_bind_template_child (widget_class, PantauFilesCard, wifi_label);
  gtk_widget_class_bind_template_callback (widget_class, limit_was_chosen);

  gtk_widget_class_install_action (widget_class, "files.pause", NULL, set_pause);
  gtk_widget_class_install_action (widget_class, "files.resume", NULL, set_pause);
}

static void
pantau_files_card_init (PantauFilesCard *self)
{
  self->choices = g_array_new (FALSE, FALSE, sizeof (goffset));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  self->signals = g_signal_group_new (PANTAU_TYPE_SESSION);
  g_signal_group_connect (self->signals, "changed", G_CALLBACK (session_changed), self);
  g_signal_group_connect (self->signals, "files-moved", G_CALLBACK (files_moved), self);
  g_signal_group_connect (self->signals, "setting-changed", G_CALLBACK (setting_changed), self);
  g_signal_group_connect_swapped (self->signals, "notify::enrolled", G_CALLBACK (refresh), self);
}
