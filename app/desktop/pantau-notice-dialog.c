/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of what somebody wants to be told: each row is a part of one setting of the home. */

#define G_LOG_DOMAIN "pantau-notice-dialog"

#include "config.h"

#include "pantau-notice-dialog.h"

#include <glib/gi18n-lib.h>

#include "pantau-locale.h"
#include "pantau-notice-rules.h"
#include "pantau-ui.h"

#define HOURS 24

struct _PantauNoticeDialog
{
  AdwWindow parent_instance;

  PantauSession *session; /* (owned) (nullable) once it is disposed */
  GStrv regions;          /* codes of the rows of "where"; the first is "" */
  gboolean is_showing;    /* what stands in the rows is being set, not chosen */

  GtkSwitch *severe_switch;
  AdwComboRow *severity_row;
  AdwComboRow *region_row;
  GtkSwitch *spread_switch;
  AdwComboRow *areas_row;
  GtkSwitch *due_switch;
  AdwComboRow *hour_row;
  GtkSwitch *quiet_switch;
  AdwComboRow *from_row;
  AdwComboRow *until_row;
};

typedef enum
{
  PROP_SESSION = 1,
} PantauNoticeDialogProperty;

G_DEFINE_FINAL_TYPE (PantauNoticeDialog, pantau_notice_dialog, ADW_TYPE_WINDOW)

static GParamSpec *properties[PROP_SESSION + 1];

/* --- What can be chosen --- */

static void
fill_severities (AdwComboRow *row)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, _ ("5, the worst, alone"));
  for (int severity = 4; severity >= 1; severity--)
    {
      g_autofree char *text = g_strdup_printf (_ ("%d or worse"), severity);

      gtk_string_list_append (list, text);
    }
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

static void
fill_areas (AdwComboRow *row)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint n = PANTAU_NOTICE_MIN_AREAS; n <= PANTAU_NOTICE_MAX_AREAS; n++)
    {
      g_autofree char *text = g_strdup_printf (_ ("%u or more"), n);

      gtk_string_list_append (list, text);
    }
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

static void
fill_hours (AdwComboRow *row)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint hour = 0; hour < HOURS; hour++)
    {
      /* Translators: a full hour of the day: "08:00 WIB" */
      g_autofree char *text = g_strdup_printf (_ ("%02u:00 WIB"), hour);

      gtk_string_list_append (list, text);
    }
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

/* The own region as a whole, and what lies right below it. */
static void
fill_regions (PantauNoticeDialog *self)
{
  PantauRegions *regions =
      pantau_reference_get_regions (pantau_session_get_reference (self->session));
  const char *own = pantau_session_get_region (self->session);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();
  g_autoptr (GPtrArray) children = pantau_regions_children (regions, *own != '\0' ? own : "16");

  g_strv_builder_add (codes, "");
  gtk_string_list_append (list, _ ("My whole region"));
  for (guint i = 0; i < children->len; i++)
    {
      const PantauRegion *region = g_ptr_array_index (children, i);
      g_autofree char *name = pantau_ui_region_name (regions, region->code);

      g_strv_builder_add (codes, region->code);
      gtk_string_list_append (list, name);
    }
  self->regions = g_strv_builder_end (codes);
  adw_combo_row_set_model (self->region_row, G_LIST_MODEL (list));
}

/* --- Between the rows and the setting --- */

static PantauNoticeRules *
read_rules (PantauNoticeDialog *self)
{
  return pantau_notice_rules_new (
      pantau_session_get_setting (self->session, PANTAU_SETTING_NOTICES));
}

static void
show_rules (PantauNoticeDialog *self)
{
  g_autoptr (PantauNoticeRules) rules = read_rules (self);

  self->is_showing = TRUE;
  gtk_switch_set_active (self->severe_switch, rules->severe);
  adw_combo_row_set_selected (self->severity_row, (guint) (5 - rules->severity));
  for (guint i = 0; self->regions[i] != NULL; i++)
    if (g_str_equal (self->regions[i], rules->region))
      adw_combo_row_set_selected (self->region_row, i);
  gtk_switch_set_active (self->spread_switch, rules->spread);
  adw_combo_row_set_selected (self->areas_row, rules->areas - PANTAU_NOTICE_MIN_AREAS);
  gtk_switch_set_active (self->due_switch, rules->due);
  adw_combo_row_set_selected (self->hour_row, rules->hour);
  gtk_switch_set_active (self->quiet_switch, rules->quiet);
  adw_combo_row_set_selected (self->from_row, rules->from);
  adw_combo_row_set_selected (self->until_row, rules->until);
  self->is_showing = FALSE;
}

static void
choose (PantauNoticeDialog *self)
{
  g_autoptr (PantauNoticeRules) rules = NULL;
  g_autofree char *text = NULL;
  guint region;

  if (self->is_showing || self->session == NULL)
    return;

  rules = read_rules (self);
  region = adw_combo_row_get_selected (self->region_row);
  rules->severe = gtk_switch_get_active (self->severe_switch);
  rules->severity = 5 - (int) adw_combo_row_get_selected (self->severity_row);
  if (region < g_strv_length (self->regions))
    {
      g_free (rules->region);
      rules->region = g_strdup (self->regions[region]);
    }
  rules->spread = gtk_switch_get_active (self->spread_switch);
  rules->areas = adw_combo_row_get_selected (self->areas_row) + PANTAU_NOTICE_MIN_AREAS;
  rules->due = gtk_switch_get_active (self->due_switch);
  rules->hour = adw_combo_row_get_selected (self->hour_row);
  rules->quiet = gtk_switch_get_active (self->quiet_switch);
  rules->from = adw_combo_row_get_selected (self->from_row);
  rules->until = adw_combo_row_get_selected (self->until_row);
  text = pantau_notice_rules_text (rules);
  pantau_session_set_setting (self->session, PANTAU_SETTING_NOTICES, text);
}

/* The desktop is the program's: a dialog has no verbs of it. */
static void
sample (GtkWidget *widget, const char *name, GVariant *parameter)
{
  PantauNoticeDialog *self = PANTAU_NOTICE_DIALOG (widget);
  GApplication *application = g_application_get_default ();

  if (application != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (application), "sample-notice",
                                    g_variant_new_string (pantau_session_get_path (self->session)));
}

/* The details of what is not asked for are out of reach. AdwComboRow (1.2) decides on its own sensitivity whenever it gets a model, so this comes after. */
static void
bind_row (GtkSwitch *with, AdwComboRow *row)
{
  g_object_bind_property (with, "active", row, "sensitive", G_BINDING_SYNC_CREATE);
}

static void
pantau_notice_dialog_constructed (GObject *object)
{
  PantauNoticeDialog *self = PANTAU_NOTICE_DIALOG (object);

  G_OBJECT_CLASS (pantau_notice_dialog_parent_class)->constructed (object);

  self->is_showing = TRUE;
  fill_severities (self->severity_row);
  fill_regions (self);
  fill_areas (self->areas_row);
  fill_hours (self->hour_row);
  fill_hours (self->from_row);
  fill_hours (self->until_row);
  show_rules (self);
  bind_row (self->severe_switch, self->severity_row);
  bind_row (self->severe_switch, self->region_row);
  bind_row (self->spread_switch, self->areas_row);
  bind_row (self->due_switch, self->hour_row);
  bind_row (self->quiet_switch, self->from_row);
  bind_row (self->quiet_switch, self->until_row);
}

static void
pantau_notice_dialog_dispose (GObject *object)
{
  PantauNoticeDialog *self = PANTAU_NOTICE_DIALOG (object);

  self->is_showing = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), PANTAU_TYPE_NOTICE_DIALOG);
  g_clear_object (&self->session);
  g_clear_pointer (&self->regions, g_strfreev);

  G_OBJECT_CLASS (pantau_notice_dialog_parent_class)->dispose (object);
}

static void
pantau_notice_dialog_get_property (GObject *object,
                                   guint property,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  PantauNoticeDialog *self = PANTAU_NOTICE_DIALOG (object);

  switch ((PantauNoticeDialogProperty) property)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    }
}

static void
pantau_notice_dialog_set_property (GObject *object,
                                   guint property,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  PantauNoticeDialog *self = PANTAU_NOTICE_DIALOG (object);

  switch ((PantauNoticeDialogProperty) property)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;
    }
}

static void
pantau_notice_dialog_class_init (PantauNoticeDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = pantau_notice_dialog_constructed;
  object_class->dispose = pantau_notice_dialog_dispose;
  object_class->get_property = pantau_notice_dialog_get_property;
  object_class->set_property = pantau_notice_dialog_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANTAU_TYPE_SESSION,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_action (widget_class, "notices.sample", NULL, sample);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/id/pantau/Pantau/ui/pantau-notice-dialog.ui");
  gtk_widget_class_bind_template_callback (widget_class, choose);
  gtk_widget_class_bind_template_child (widget_class, PantauNoticeDialog, severe_switch);
  gtk_widget_class_bind_template_child (widget_class, PantauNoticeDialog, severity_row);
  gtk_widget_class_bind_template_child (widget_class, PantauNoticeDialog, region_row);
  gtk_widget_class_bind_template_child (widget_class, PantauNoticeDialog, spread_switch);
  gtk_widget_class_bind_template_child (widget_class, PantauNoticeDialog, areas_row);
  gtk_widget_class_bind_template_child (widget_class, PantauNoticeDialog, due_switch);
  gtk_widget_class_bind_template_child (widget_class, PantauNoticeDialog, hour_row);
  gtk_widget_class_bind_template_child (widget_class, PantauNoticeDialog, quiet_switch);
  gtk_widget_class_bind_template_child (widget_class, PantauNoticeDialog, from_row);
  gtk_widget_class_bind_template_child (widget_class, PantauNoticeDialog, until_row);
}

static void
pantau_notice_dialog_init (PantauNoticeDialog *self)
{
  self->is_showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pantau_notice_dialog_new (GtkWindow *parent, PantauSession *session)
{
  return g_object_new (PANTAU_TYPE_NOTICE_DIALOG, "transient-for", parent, "session", session,
                       NULL);
}
