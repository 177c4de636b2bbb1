/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every control of every page has a name that a screen reader can tell, in the language of PANTAU_TEST_LANGUAGE. (That a nameless one is found is
 * claimed by /display/nameless.)
 */

#include "config.h"

#include "display-templates.h"
#include "pantau-locale.h"
#include "pantau-window.h"

static void
assert_named (GtkWidget *root)
{
  g_autofree char *nameless = display_nameless (root);

  g_assert_cmpstr (nameless, ==, "");
}

static void
test_template (gconstpointer data)
{
  const DisplayTemplate *template = data;
  g_auto (Place) place = display_place_new (TRUE);
  GtkWindow *window = display_template_show (template->type, place.session);

  assert_named (GTK_WIDGET (window));
  display_template_hide (window);
}

typedef struct
{
  const char *test;
  const char *action;
  const char *target;
} Page;

static const Page pages[] = {
  { "/accessible/page/all", "win.show", "all" },
  { "/accessible/page/risk", "win.show", "risk" },
  { "/accessible/page/drafts", "win.show", "drafts" },
  { "/accessible/page/differences", "win.show", "differences" },
  { "/accessible/page/sync", "win.show", "sync" },
  { "/accessible/page/deadlines", "win.show", "deadlines" },
  { "/accessible/page/register", "win.show", "register" },
  { "/accessible/page/register-of", "win.show", "register:16.13" },
  { "/accessible/page/coverage", "win.show", "coverage" },
  { "/accessible/page/coverage-of", "win.show", "coverage:16.13.03" },
  { "/accessible/page/claims", "win.show", "claims" },
  { "/accessible/page/nothing-found", "win.show", "query:zzzzz" },
  { "/accessible/page/new-risk", "win.new-record", "risk" },
  { "/accessible/page/new-hoax", "win.new-record", "hoax" },
  { "/accessible/page/new-neutrality", "win.new-record", "neutrality" },
  { "/accessible/page/new-other", "win.new-record", "other" },
  { "/accessible/page/new-activity", "win.new-record", "activity" },
  { "/accessible/page/record", "win.open-record", NULL },
  { "/accessible/page/change", "win.edit-record", NULL },
};

/* Each page with records, in the window that has it. */
static void
test_page (gconstpointer data)
{
  const Page *page = data;
  g_auto (Place) place = display_place_new (TRUE);
  g_autofree char *record = NULL;
  GtkWidget *history;
  GtkWindow *window;

  display_seed (place.session, 30);
  record = display_record (place.session, "risk",
                           "{\"title\":\"Banjir di Pauh\",\"region\":\"16.13.03\",\"severity\":4,"
                           "\"fields\":{\"hazard\":\"banjir\"}}");
  window = GTK_WINDOW (pantau_window_new (NULL, place.session));
  display_present (window);
  gtk_widget_activate_action (GTK_WIDGET (window), page->action, "s",
                              page->target != NULL ? page->target : record);
  display_rest (place.session);
  display_draw (GTK_WIDGET (window));
  /* A record's page fills itself frame by frame, and this comes last. */
  history = display_find_id (GTK_WIDGET (window), "events_list");
  display_wait (history == NULL || gtk_widget_get_mapped (history));
  assert_named (GTK_WIDGET (window));
  gtk_window_destroy (window);
}

int
main (int argc, char **argv)
{
  const char *language = g_getenv ("PANTAU_TEST_LANGUAGE");
  g_autoptr (GPtrArray) templates = NULL;

  display_init_in (&argc, &argv, language != NULL ? language : "en");
  templates = display_templates ("/accessible/template/");
  for (guint i = 0; i < templates->len; i++)
    {
      DisplayTemplate *template = g_ptr_array_index (templates, i);

      if (template->type != G_TYPE_INVALID)
        g_test_add_data_func (template->test, template, test_template);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    g_test_add_data_func (pages[i].test, &pages[i], test_page);

  return g_test_run ();
}
