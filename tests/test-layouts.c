/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts that wrap are asked how high they are, and never how wide with a certain height: that is what makes windows slow. */

#include "config.h"

#include "display-fixture.h"
#include "pantau-line-layout.h"
#include "pantau-page-layout.h"
#include "pantau-pane.h"
#include "pantau-ui.h"

#define TYPE_PROBE (probe_get_type ())
G_DECLARE_FINAL_TYPE (Probe, probe, TEST, PROBE, GtkWidget)

/* As a text of 400 pixels, or of 10 lines of 40: it counts what it is asked. */
struct _Probe
{
  GtkWidget parent_instance;

  guint of_heights; /* how wide with a height: what nobody should ask */
  guint of_widths;  /* how high with a width */
};

G_DEFINE_FINAL_TYPE (Probe, probe, GTK_TYPE_WIDGET)

static void
probe_measure (GtkWidget *widget,
               GtkOrientation orientation,
               int for_size,
               int *minimum,
               int *natural,
               int *minimum_baseline,
               int *natural_baseline)
{
  Probe *self = TEST_PROBE (widget);

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      self->of_heights += for_size >= 0 ? 1 : 0;
      *minimum = 40;
      *natural = 400;
      return;
    }

  self->of_widths += for_size >= 0 ? 1 : 0;
  *minimum = *natural = for_size >= 0 ? 20 * ((400 + for_size - 1) / MAX (for_size, 40)) : 20;
}

static GtkSizeRequestMode
probe_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
probe_class_init (ProbeClass *klass)
{
  GTK_WIDGET_CLASS (klass)->measure = probe_measure;
  GTK_WIDGET_CLASS (klass)->get_request_mode = probe_get_request_mode;
}

static void
probe_init (Probe *self)
{
}

static GtkWidget *
probe_new (gboolean expands)
{
  GtkWidget *probe = g_object_new (TYPE_PROBE, NULL);

  gtk_widget_set_hexpand (probe, expands);

  return probe;
}

/* An icon, two texts of which the second expands, something hidden. */
static GtkWidget *
line_new (GtkLayoutManager *layout, Probe **first, Probe **second)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12), *icon = gtk_fixed_new (),
            *hidden = gtk_fixed_new ();

  if (layout != NULL)
    gtk_widget_set_layout_manager (line, layout);
  gtk_widget_set_size_request (icon, 16, 16);
  gtk_widget_set_visible (hidden, FALSE);
  *first = TEST_PROBE (probe_new (FALSE));
  *second = TEST_PROBE (probe_new (TRUE));
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (*first));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (*second));
  gtk_box_append (GTK_BOX (line), hidden);

  return line;
}

static int
height_for (GtkWidget *widget, int width)
{
  int height;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);

  return height;
}

/* The oracle is GTK's own box. */
static void
test_as_box (void)
{
  Probe *first, *second, *of_box[2];
  GtkWidget *line = line_new (pantau_line_layout_new (12), &first, &second),
            *box = line_new (NULL, &of_box[0], &of_box[1]);
  int widths[] = { 120, 121, 300, 477, 840, 841, 1000 }, minimum, natural, box_minimum, box_natural;

  g_object_ref_sink (line);
  g_object_ref_sink (box);
  gtk_widget_measure (line, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &box_minimum, &box_natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, box_minimum);
  g_assert_cmpint (natural, ==, box_natural);

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      int height = height_for (line, widths[i]);

      g_assert_cmpint (height, ==, height_for (box, widths[i]));
      gtk_widget_allocate (line, widths[i], height, -1, NULL);
      gtk_widget_allocate (box, widths[i], height, -1, NULL);
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (first)), ==,
                       gtk_widget_get_width (GTK_WIDGET (of_box[0])));
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (second)), ==,
                       gtk_widget_get_width (GTK_WIDGET (of_box[1])));
      g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (second)), ==, height);
    }
  g_object_unref (line);
  g_object_unref (box);
}

/* A box asks, or this would prove nothing. */
static void
test_line (void)
{
  Probe *first, *second;
  GtkWidget *line = line_new (pantau_line_layout_new (12), &first, &second);

  g_object_ref_sink (line);
  gtk_widget_allocate (line, 300, height_for (line, 300), -1, NULL);
  g_assert_cmpuint (first->of_heights + second->of_heights, ==, 0);
  g_assert_cmpuint (first->of_widths, >, 0);
  g_object_unref (line);

  line = line_new (NULL, &first, &second);
  g_object_ref_sink (line);
  gtk_widget_allocate (line, 300, height_for (line, 300), -1, NULL);
  g_assert_cmpuint (first->of_heights + second->of_heights, >, 0);
  g_object_unref (line);
}

/* A column of a third, unless the first needs more, or the others. */
static void
test_share (void)
{
  Probe *first, *second;
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  int widths[] = { 90, 91, 130, 310, 610, 2710 };

  g_object_ref_sink (line);
  gtk_widget_set_layout_manager (line, pantau_line_layout_new (10));
  g_object_set (gtk_widget_get_layout_manager (line), "share", 33, NULL);
  first = TEST_PROBE (probe_new (FALSE));
  second = TEST_PROBE (probe_new (TRUE));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (first));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (second));
  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      gtk_widget_allocate (line, widths[i], height_for (line, widths[i]), -1, NULL);
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (first)), ==,
                       MAX (40, (widths[i] - 10) * 33 / 100));
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (second)), ==,
                       widths[i] - 10 - gtk_widget_get_width (GTK_WIDGET (first)));
    }
  g_object_unref (line);
}

static void
test_mirrored (void)
{
  Probe *first, *second;
  GtkWidget *line = line_new (pantau_line_layout_new (12), &first, &second);
  double x, y;

  g_object_ref_sink (line);
  gtk_widget_set_direction (line, GTK_TEXT_DIR_RTL);
  gtk_widget_allocate (line, 1000, height_for (line, 1000), -1, NULL);
  gtk_widget_translate_coordinates (GTK_WIDGET (second), line, 0, 0, &x, &y);
  g_assert_cmpfloat (x, ==, 0);
  gtk_widget_translate_coordinates (gtk_widget_get_first_child (line), line, 0, 0, &x, &y);
  g_assert_cmpfloat (x, ==, 1000 - 16);
  g_object_unref (line);
}

/* What GTK's windows and stacks ask of a page stops there. */
static void
assert_wall (GtkWidget *wall, GtkWidget *probe)
{
  int minimum, natural;

  gtk_widget_measure (wall, GTK_ORIENTATION_HORIZONTAL, 300, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 40);
  g_assert_cmpint (natural, ==, 400);
  gtk_widget_allocate (wall, 300, 200, -1, NULL);
  g_assert_cmpuint (TEST_PROBE (probe)->of_heights, ==, 0);
  g_assert_cmpint (gtk_widget_get_width (probe), ==, 300);
  g_assert_cmpint (gtk_widget_get_height (probe), ==, 200);
}

static void
test_page (void)
{
  GtkWidget *page = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0)),
            *probe = probe_new (FALSE);

  gtk_widget_set_layout_manager (page, g_object_new (PANTAU_TYPE_PAGE_LAYOUT, NULL));
  gtk_box_append (GTK_BOX (page), probe);
  assert_wall (page, probe);
  g_object_unref (page);
}

static void
test_pane (void)
{
  GtkWidget *pane = g_object_ref_sink (g_object_new (PANTAU_TYPE_PANE, NULL)),
            *probe = probe_new (FALSE);

  pantau_pane_set_child (PANTAU_PANE (pane), probe);
  assert_wall (pane, probe);
  g_object_unref (pane);
}

/* A label that has nothing to say takes no room. */
static void
test_set_text (void)
{
  GtkLabel *label = GTK_LABEL (g_object_ref_sink (gtk_label_new ("lama")));

  pantau_ui_set_text (label, NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (label)));
  g_assert_cmpstr (gtk_label_get_label (label), ==, "");
  pantau_ui_set_text (label, "baru");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (label)));
  g_assert_cmpstr (gtk_label_get_label (label), ==, "baru");
  pantau_ui_set_text (label, "");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (label)));
  g_object_unref (label);
}

int
main (int argc, char **argv)
{
  display_init (&argc, &argv);
  g_test_add_func ("/layouts/as-box", test_as_box);
  g_test_add_func ("/layouts/line", test_line);
  g_test_add_func ("/layouts/share", test_share);
  g_test_add_func ("/layouts/mirrored", test_mirrored);
  g_test_add_func ("/layouts/page", test_page);
  g_test_add_func ("/layouts/pane", test_pane);
  g_test_add_func ("/layouts/set-text", test_set_text);

  return g_test_run ();
}
