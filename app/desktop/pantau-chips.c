/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few choices beside each other: faster than a list that opens, with mouse and keyboard alike. */

#define G_LOG_DOMAIN "pantau-chips"

#include "config.h"

#include "pantau-chips.h"

#include "pantau-wrap-layout.h"

struct _PantauChips
{
  GtkWidget parent_instance;

  GtkToggleButton *selected; /* (nullable): a child */
  gboolean is_setting;
};

enum
{
  NEXT,
  PICKED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (PantauChips, pantau_chips, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];
static GQuark id_quark;

static const char *
chip_id (GtkWidget *chip)
{
  return g_object_get_qdata (G_OBJECT (chip), id_quark);
}

static GtkWidget *
find_chip (PantauChips *self, const char *id)
{
  for (GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self)); chip != NULL;
       chip = gtk_widget_get_next_sibling (chip))
    if (g_strcmp0 (chip_id (chip), id) == 0)
      return chip;

  return NULL;
}

static GtkWidget *
nth_chip (PantauChips *self, int n)
{
  GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self));

  for (int i = 0; i < n && chip != NULL; i++)
    chip = gtk_widget_get_next_sibling (chip);

  return chip;
}

static void
pick (PantauChips *self, GtkWidget *chip)
{
  pantau_chips_set_selected (self, chip != NULL ? chip_id (chip) : NULL);
  if (chip != NULL)
    gtk_widget_grab_focus (chip);
  g_signal_emit (self, signals[PICKED], 0, chip != NULL ? chip_id (chip) : "");
}

static void
chip_toggled (GtkToggleButton *chip, PantauChips *self)
{
  if (!self->is_setting)
    pick (self, gtk_toggle_button_get_active (chip) ? GTK_WIDGET (chip) : NULL);
}

static gunichar
first_letter (GtkWidget *chip)
{
  return g_unichar_tolower (g_utf8_get_char (gtk_button_get_label (GTK_BUTTON (chip))));
}

/* The next chip whose label begins with @letter, after the one that has the focus. (nullable) */
static GtkWidget *
chip_by_letter (PantauChips *self, gunichar letter)
{
  GtkWidget *begin = gtk_widget_get_focus_child (GTK_WIDGET (self));
  gboolean is_chosen = begin != NULL && begin == GTK_WIDGET (self->selected);
  GtkWidget *chip = is_chosen ? gtk_widget_get_next_sibling (begin) : NULL;

  for (; chip != NULL; chip = gtk_widget_get_next_sibling (chip))
    if (first_letter (chip) == letter)
      return chip;
  for (chip = gtk_widget_get_first_child (GTK_WIDGET (self)); chip != NULL;
       chip = gtk_widget_get_next_sibling (chip))
    if (first_letter (chip) == letter)
      return chip;

  return NULL;
}

static gboolean
pick_neighbour (PantauChips *self, gboolean is_forward)
{
  GtkWidget *chip = gtk_widget_get_focus_child (GTK_WIDGET (self));

  if (chip != NULL)
    chip = is_forward ? gtk_widget_get_next_sibling (chip) : gtk_widget_get_prev_sibling (chip);
  if (chip != NULL)
    pick (self, chip);

  return GDK_EVENT_STOP;
}

static gboolean
pick_by_key (PantauChips *self, guint key)
{
  gunichar letter = g_unichar_tolower (gdk_keyval_to_unicode (key));
  GtkWidget *chip = NULL;

  if (letter == 0 || letter == ' ')
    return GDK_EVENT_PROPAGATE;
  chip = chip_by_letter (self, letter);
  if (chip == NULL && letter >= '1' && letter <= '9')
    chip = nth_chip (self, (int) (letter - '1'));
  if (chip == NULL)
    return GDK_EVENT_PROPAGATE;

  pick (self, chip);

  return GDK_EVENT_STOP;
}

static gboolean
key_pressed (PantauChips *self, guint key, guint code, GdkModifierType modifiers)
{
  gboolean is_mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      g_signal_emit (self, signals[NEXT], 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Delete:
    case GDK_KEY_BackSpace:
      pick (self, NULL);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return pick_neighbour (self, !is_mirrored);
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return pick_neighbour (self, is_mirrored);
    default:
      return pick_by_key (self, key);
    }
}

static gboolean
pantau_chips_grab_focus (GtkWidget *widget)
{
  PantauChips *self = PANTAU_CHIPS (widget);
  GtkWidget *chip =
      self->selected != NULL ? GTK_WIDGET (self->selected) : gtk_widget_get_first_child (widget);

  return chip != NULL && gtk_widget_grab_focus (chip);
}

/* One stop for Tab, as a group of radio buttons is. */
static gboolean
pantau_chips_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (gtk_widget_get_focus_child (widget) == NULL)
    return gtk_widget_grab_focus (widget);
  if (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
    return FALSE;

  return GTK_WIDGET_CLASS (pantau_chips_parent_class)->focus (widget, direction);
}

static void
pantau_chips_dispose (GObject *object)
{
  PantauChips *self = PANTAU_CHIPS (object);
  GtkWidget *chip;

  self->selected = NULL;
  while ((chip = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (chip);

  G_OBJECT_CLASS (pantau_chips_parent_class)->dispose (object);
}

static void
pantau_chips_class_init (PantauChipsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = pantau_chips_dispose;
  widget_class->focus = pantau_chips_focus;
  widget_class->grab_focus = pantau_chips_grab_focus;

  signals[NEXT] =
      g_signal_new ("next", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PICKED] = g_signal_new ("picked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "chips");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_RADIO_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, PANTAU_TYPE_WRAP_LAYOUT);
  id_quark = g_quark_from_static_string ("pantau-chip-id");
}

static void
pantau_chips_init (PantauChips *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

void
pantau_chips_add (PantauChips *self, const char *id, const char *label)
{
  GtkWidget *chip = gtk_toggle_button_new_with_label (label);
  GtkWidget *text = gtk_button_get_child (GTK_BUTTON (chip));

  g_return_if_fail (*id != '\0');

  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_widget_add_css_class (chip, "chip");
  g_object_set_qdata_full (G_OBJECT (chip), id_quark, g_strdup (id), g_free);
  g_signal_connect (chip, "toggled", G_CALLBACK (chip_toggled), self);
  gtk_widget_set_parent (chip, GTK_WIDGET (self));
}

void
pantau_chips_set_quiet (PantauChips *self, const char *id)
{
  GtkWidget *chip = find_chip (self, id);

  g_return_if_fail (chip != NULL);

  gtk_widget_add_css_class (chip, "quiet");
}

void
pantau_chips_set_selected (PantauChips *self, const char *id)
{
  GtkWidget *chip = id != NULL ? find_chip (self, id) : NULL;

  self->is_setting = TRUE;
  if (self->selected != NULL && GTK_WIDGET (self->selected) != chip)
    gtk_toggle_button_set_active (self->selected, FALSE);
  self->selected = chip != NULL ? GTK_TOGGLE_BUTTON (chip) : NULL;
  if (self->selected != NULL)
    gtk_toggle_button_set_active (self->selected, TRUE);
  self->is_setting = FALSE;
}

const char *
pantau_chips_get_selected (PantauChips *self)
{
  return self->selected != NULL ? chip_id (GTK_WIDGET (self->selected)) : NULL;
}
