/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Roles on the screen: what one may not do is absent. The tables are what the plan says (the types of lines and who writes them; the roles),
 * not what the program answers.
 */

#include "config.h"

#include "pantau-application.h"
#include "pantau-edit-link.h"
#include "pantau-locale.h"
#include "pantau-record-page.h"
#include "pantau-sidebar-row.h"
#include "pantau-window.h"
#include "scene-fixture.h"

#define OWN_RISK                                                                                   \
  "{\"region\":\"16.13.04\",\"occurred\":\"2024-02-13T16:00:00+07:00\",\"title\":\"Milik "         \
  "sendiri\",\"fields\":{\"hazard\":\"banjir\",\"phase\":\"" PANTAU_PHASE_POSSIBLE "\"}}"
#define OWN_CASE                                                                                   \
  "{\"region\":\"16.13.04\",\"occurred\":\"2024-10-20T10:00:00+07:00\",\"title\":\"Milik "         \
  "sendiri\",\"fields\":{\"party_category\":\"asn-pns\"}}"
#define OTHERS_RISK                                                                                \
  "{\"title\":\"Milik orang\",\"fields\":{\"phase\":\"" PANTAU_PHASE_POSSIBLE "\"}}"
#define OTHERS "{\"title\":\"Milik orang\"}"

static PantauApplication *application;

/*
 * What can be done, a letter each: Edit, Note, Status, Forward (and write answers), Treat, Become an incident, reView, seal (I),
 * Open an envelope, Ask the officer, ansWer the request, erase by law (D).
 */
typedef struct
{
  const char *name;
  const char *role; /* NULL: before enrolment */
  const char *region;
  const char *places;   /* rows of the sidebar, in order */
  const char *records;  /* kinds that can be recorded */
  const char *own_risk; /* NULL: it makes none */
  const char *risk;     /* of somebody else; NULL: it has none of others */
  const char *hoax;     /* of somebody else */
  const char *own_case; /* of neutrality */
  const char *case_;    /* of somebody else */
} Expected;

#define KINDS "risk hoax neutrality other activity"
#define WORK  "drafts differences sync register coverage claims warnings files"
/* Who answers for the whole has it on one page. */
#define WHOLE "drafts differences sync situation register coverage lapsit claims warnings files"

static const Expected table[] = {
  { "new", NULL, NULL, "all deadlines " KINDS " " WORK, KINDS, "ENSTB", NULL, NULL, "ENSTIA",
    NULL },
  { "field", "field", "16.13.04", "all deadlines " KINDS " " WORK, KINDS, "ENSTB", "", "", "ENSTIA",
    NULL },
  { "kecamatan", "desk", "16.13.04", "all triage deadlines " KINDS " " WHOLE " agencies", KINDS,
    "ENSFTB", "ENSFTB", "ENSFTIA", "ENSFTVIA", "ENSFTVIA" },
  { "kabupaten", "desk", "16.13", "all triage deadlines " KINDS " " WHOLE " agencies", KINDS,
    "ENSFTB", "ENSFTB", "ENSFTIA", "ENSFTVIA", "ENSFTVIA" },
  { "province", "desk", "16", "all triage deadlines " KINDS " " WHOLE " agencies", KINDS, "ENSFTBD",
    "ENSFTBD", "ENSFTIAD", "ENSFTVIAD", "ENSFTVIAD" },
  { "identity", "identity", "16.13", "all triage deadlines " KINDS " asks " WHOLE " agencies", KINDS,
    "ENSFTB", "ENSFTB", "ENSFTIOAW", "ENSFTVIOAW", "ENSFTVIOAW" },
  { "pemprov", "pemprov", "16",
    "all triage deadlines releases risk hoax other activity " WHOLE " totals", "risk hoax", "ENFTB",
    "NFT", "NFT", NULL, NULL },
  { "admin", "admin", "16", "all drafts sync", "", NULL, NULL, NULL, NULL, NULL },
};

static Scene
begin (const Expected *expected)
{
  return scene_new (expected->role, expected->region, FALSE);
}

/* --- The window --- */

static PantauWindow *
open_window (Scene *scene)
{
  PantauWindow *window = pantau_window_new (GTK_APPLICATION (application), scene->place.session);

  display_show (GTK_WIDGET (window), scene->place.session);

  return window;
}

static void
close_window (Scene *scene, PantauWindow *window)
{
  display_rest (scene->place.session);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_close (GTK_WINDOW (window));
  display_wait (window == NULL);
}

static char *
list_places (PantauWindow *window)
{
  GtkListBox *list = GTK_LIST_BOX (
      gtk_widget_get_parent (display_find_type (GTK_WIDGET (window), PANTAU_TYPE_SIDEBAR_ROW)));
  GString *places = g_string_new (NULL);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    g_string_append_printf (places, "%s%s", i > 0 ? " " : "",
                            pantau_sidebar_row_get_place (PANTAU_SIDEBAR_ROW (row)));

  return g_string_free (places, FALSE);
}

static void
test_sidebar (gconstpointer data)
{
  const Expected *expected = data;
  g_auto (Scene) scene = begin (expected);
  PantauWindow *window = open_window (&scene);
  g_autofree char *places = list_places (window);

  g_assert_cmpstr (places, ==, expected->places);
  close_window (&scene, window);
}

/* A key for a page that the role does not have stays where one is, and says so. */
static void
test_places (gconstpointer data)
{
  static const char *const places[] = { "deadlines", "differences", "register", "coverage",
                                        "lapsit",    "agencies",  "releases",    "asks",     "totals",
                                        "claims",    "files",       "warnings", "triage",
                                        "situation" };
  const Expected *expected = data;
  g_auto (Scene) scene = begin (expected);
  g_auto (GStrv) has = g_strsplit (expected->places, " ", -1);
  PantauWindow *window = open_window (&scene);

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      gboolean is_theirs = g_strv_contains ((const char *const *) has, places[i]);

      gtk_widget_activate_action (GTK_WIDGET (window), "win.show", "s", "sync");
      display_settle (); /* a page is made in a turn of its own, as by a person */
      gtk_widget_activate_action (GTK_WIDGET (window), "win.show", "s", places[i]);
      g_assert_cmpstr (pantau_window_get_place (window), ==, is_theirs ? places[i] : "sync");
      if (!is_theirs)
        display_wait (display_shows (GTK_WIDGET (window), "This page is not for your role."));
      display_rest (scene.place.session);
    }
  close_window (&scene, window);
}

/* The menu, its key, and the key of each kind. */
static void
test_records (gconstpointer data)
{
  const Expected *expected = data;
  g_auto (Scene) scene = begin (expected);
  g_auto (GStrv) may = g_strsplit (expected->records, " ", -1);
  PantauReference *reference = pantau_session_get_reference (scene.place.session);
  GPtrArray *kinds = pantau_kinds_list (pantau_reference_get_kinds (reference));
  PantauWindow *window = open_window (&scene);
  GtkWidget *button = display_find_id (GTK_WIDGET (window), "new_button"), *popover;

  g_assert_true (gtk_widget_get_visible (button) == (*expected->records != '\0'));
  if (*expected->records != '\0')
    {
      gtk_widget_activate_action (GTK_WIDGET (window), "win.choose-kind", NULL);
      popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
      display_wait (gtk_widget_get_mapped (popover));
      for (guint i = 0; i < kinds->len; i++)
        {
          const PantauKind *kind = g_ptr_array_index (kinds, i);

          g_assert_true (
              display_shows (popover, pantau_label_get (&kind->short_name, pantau_locale_get ())) ==
              g_strv_contains ((const char *const *) may, kind->code));
        }
      gtk_popover_popdown (GTK_POPOVER (popover));
    }

  for (guint i = 0; i < kinds->len; i++)
    {
      const PantauKind *kind = g_ptr_array_index (kinds, i);
      gboolean is_theirs = g_strv_contains ((const char *const *) may, kind->code);

      gtk_widget_activate_action (GTK_WIDGET (window), "win.show", "s", "sync");
      display_settle ();
      gtk_widget_activate_action (GTK_WIDGET (window), "win.new-record", "s", kind->code);
      g_assert_cmpstr (pantau_window_get_place (window), ==, is_theirs ? "editor" : "sync");
      if (!is_theirs)
        display_wait (display_shows (GTK_WIDGET (window), expected->records[0] == '\0'
                                                              ? "An administrator looks after"
                                                              : "Pemprov records risks"));
      display_rest (scene.place.session);
    }
  close_window (&scene, window);
}

/* --- The page of a record --- */

static gboolean
is_enabled (GtkWidget *page, const char *action, gboolean has_target)
{
  GtkWidget *button = gtk_button_new ();
  gboolean is;

  gtk_widget_set_visible (button, FALSE);
  gtk_widget_set_parent (button, page);
  if (has_target)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "x");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  is = gtk_widget_get_sensitive (button);
  gtk_widget_unparent (button);

  return is;
}

/* By the actions; what is in sight must agree. */
static char *
list_acts (GtkWidget *page, gboolean has_people)
{
  static const struct
  {
    char letter;
    const char *action;
    gboolean has_target;
    const char *widget; /* (nullable): in sight where it may be done, and only there */
    gboolean of_people; /* of reporters, whom other kinds have not */
  } acts[] = {
    { 'E', "page.edit", FALSE, NULL },
    { 'N', "page.note", FALSE, "note_box" },
    { 'S', NULL, FALSE, "status_button" },
    { 'F', "page.forward", FALSE, "forward_button" },
    { 'T', "page.treat", FALSE, "treat_button" },
    { 'B', "page.become", FALSE, "become_button" },
    { 'V', "page.review", FALSE, "review_button" },
    { 'I', NULL, FALSE, "type_button", TRUE },
    { 'O', "page.open-identity", TRUE, NULL, TRUE },
    { 'A', "page.ask-officer", TRUE, NULL, TRUE },
    { 'W', "page.answer-ask", TRUE, NULL, TRUE },
    { 'D', "page.redact", FALSE, "erase_button" },
  };
  GString *list = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      GtkWidget *widget = acts[i].widget != NULL ? display_find_id (page, acts[i].widget) : NULL;
      gboolean is_seen = widget != NULL && gtk_widget_get_mapped (widget);
      gboolean may =
          acts[i].action != NULL ? is_enabled (page, acts[i].action, acts[i].has_target) : is_seen;

      if (acts[i].of_people && !has_people)
        may = FALSE;
      if (widget != NULL && is_seen != may)
        g_error ("%s and %s do not agree", acts[i].action, acts[i].widget);
      if (may)
        g_string_append_c (list, acts[i].letter);
    }

  return g_string_free (list, FALSE);
}

static void
check_record (Scene *scene, const char *record, gboolean has_people, const char *expected)
{
  GtkWidget *page = g_object_new (PANTAU_TYPE_RECORD_PAGE, NULL);
  g_autofree char *acts = NULL;
  GtkWindow *window;

  g_test_message ("%s: %s", record, expected);
  pantau_record_page_set_record (PANTAU_RECORD_PAGE (page), record);
  window = display_show (page, scene->place.session);
  display_wait (gtk_widget_get_mapped (display_find_id (page, "events_list")));
  display_rest (scene->place.session);
  display_settle ();

  acts = list_acts (page, has_people);
  g_assert_cmpstr (acts, ==, expected);
  gtk_window_destroy (window);
}

static void
check_own (Scene *scene, const char *kind, const char *json, const char *expected)
{
  g_autofree char *record = NULL;

  if (expected == NULL)
    return;
  record = display_record (scene->place.session, kind, json);
  check_record (scene, record, !g_str_equal (kind, "risk"), expected);
}

static void
check_others (Scene *scene, const char *kind, const char *json, const char *expected)
{
  g_autofree char *record = pantau_uuid_new (), *line = NULL;

  if (expected == NULL)
    return;
  line = scene_write (scene, SCENE_OTHER, record, kind, PANTAU_TYPE_CREATE, NULL, json);
  check_record (scene, record, !g_str_equal (kind, "risk"), expected);
}

static void
test_acts (gconstpointer data)
{
  const Expected *expected = data;
  g_auto (Scene) scene = begin (expected);

  check_own (&scene, "risk", OWN_RISK, expected->own_risk);
  check_others (&scene, "risk", OTHERS_RISK, expected->risk);
  check_others (&scene, "hoax", OTHERS, expected->hoax);
  check_own (&scene, "neutrality", OWN_CASE, expected->own_case);
  check_others (&scene, "neutrality", OTHERS, expected->case_);
}

/* --- A hoax, its claim and its files --- */

/*
 * Putusan (the verdict), Join, Lampirkan (attach), and release of a file to Pemprov, a letter each: of a hoax of somebody else in 16.13.04 that is a
 * sighting of nothing, and of an own risk.
 */
static const struct
{
  const char *name;
  const char *hoax; /* NULL: it has none of others */
  const char *risk; /* NULL: it makes none */
} claims[] = {
  { "new", NULL, "L" },         { "field", "", "L" },        { "kecamatan", "PJLR", "L" },
  { "kabupaten", "PJLR", "L" }, { "province", "PJLR", "L" }, { "identity", "PJLR", "L" },
  { "pemprov", "", "L" },       { "admin", NULL, NULL },
};

static char *
list_claim_acts (GtkWidget *page)
{
  static const struct
  {
    char letter;
    const char *action;
    gboolean has_target;
    const char *widget; /* (nullable): in sight where it may be done, and only there */
  } acts[] = {
    { 'P', "page.verdict", FALSE, "verdict_button" },
    { 'J', "page.join", FALSE, "join_button" },
    { 'L', "page.attach", FALSE, "attach_button" },
    { 'R', "page.release-file", TRUE, NULL },
  };
  GString *list = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      GtkWidget *widget = acts[i].widget != NULL ? display_find_id (page, acts[i].widget) : NULL;
      gboolean may = is_enabled (page, acts[i].action, acts[i].has_target);

      if (widget != NULL && gtk_widget_get_mapped (widget) != may)
        g_error ("%s and %s do not agree", acts[i].action, acts[i].widget);
      if (may)
        g_string_append_c (list, acts[i].letter);
    }

  return g_string_free (list, FALSE);
}

static void
check_claim (Scene *scene, const char *record, const char *expected)
{
  GtkWidget *page = g_object_new (PANTAU_TYPE_RECORD_PAGE, NULL);
  g_autofree char *acts = NULL;
  GtkWindow *window;

  pantau_record_page_set_record (PANTAU_RECORD_PAGE (page), record);
  window = display_show (page, scene->place.session);
  display_wait (gtk_widget_get_mapped (display_find_id (page, "events_list")));
  display_rest (scene->place.session);
  display_settle ();
  acts = list_claim_acts (page);
  g_assert_cmpstr (acts, ==, expected);
  gtk_window_destroy (window);
}

static void
test_claims (gconstpointer data)
{
  const Expected *expected = data;
  g_auto (Scene) scene = begin (expected);
  gsize i = 0;

  while (!g_str_equal (claims[i].name, expected->name))
    g_assert_cmpuint (++i, <, G_N_ELEMENTS (claims));
  if (claims[i].risk != NULL)
    {
      g_autofree char *risk = display_record (scene.place.session, "risk", OWN_RISK);

      check_claim (&scene, risk, claims[i].risk);
    }
  if (claims[i].hoax != NULL)
    {
      g_autofree char *hoax = pantau_uuid_new (), *line = NULL;

      line = scene_write (&scene, SCENE_OTHER, hoax, "hoax", PANTAU_TYPE_CREATE, NULL, OTHERS);
      check_claim (&scene, hoax, claims[i].hoax);
    }
}

/* --- The keys that are told --- */

static GtkWindow *
find_shortcuts (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (!PANTAU_IS_WINDOW (l->data) && gtk_widget_get_mapped (l->data) &&
        display_shows (l->data, "Show or hide the sidebar"))
      return l->data;

  return NULL;
}

static void
test_shortcuts (gconstpointer data)
{
  static const struct
  {
    const char *place, *title;
  } told[] = { { "agencies", "Agencies" },       { "releases", "Forwarded cases" },
               { "register", "Risk register" },  { "claims", "Hoax board" },
               { "warnings", "Early warnings" }, { "files", "Evidence files" },
               { "triage", "Queue" },            { "situation", "Copy the table" } };
  const Expected *expected = data;
  g_auto (Scene) scene = begin (expected);
  g_auto (GStrv) has = g_strsplit (expected->places, " ", -1);
  PantauWindow *window = open_window (&scene);
  GtkWindow *shortcuts;

  g_action_group_activate_action (G_ACTION_GROUP (application), "shortcuts", NULL);
  display_wait ((shortcuts = find_shortcuts ()) != NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (told); i++)
    g_assert_true (display_shows (GTK_WIDGET (shortcuts), told[i].title) ==
                   g_strv_contains ((const char *const *) has, told[i].place));
  /* Of the queue's keys Pemprov has that of the forward alone. */
  g_assert_true (display_shows (GTK_WIDGET (shortcuts), "In the queue") ==
                 g_strv_contains ((const char *const *) has, "triage"));
  g_assert_true (display_shows (GTK_WIDGET (shortcuts), "Give back to all") ==
                 g_strv_contains ((const char *const *) has, "agencies"));
  g_assert_true (display_shows (GTK_WIDGET (shortcuts), "Take the last decision back") ==
                 g_strv_contains ((const char *const *) has, "agencies"));
  g_assert_true (display_shows (GTK_WIDGET (shortcuts), "Record one of the five kinds") ==
                 g_str_equal (expected->records, KINDS));
  g_assert_true (display_shows (GTK_WIDGET (shortcuts), "Choose what to record") ==
                 (*expected->records != '\0'));
  gtk_window_destroy (shortcuts);
  close_window (&scene, window);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    GTestDataFunc test;
  } tests[] = { { "sidebar", test_sidebar }, { "places", test_places },
                { "records", test_records }, { "acts", test_acts },
                { "claims", test_claims },   { "shortcuts", test_shortcuts } };
  g_autofree char *file = NULL;
  PantauSettings *settings;
  int status;

  display_init (&argc, &argv);
  file = g_build_filename (g_get_user_config_dir (), "settings.ini", NULL);
  settings = pantau_settings_new (file);
  application = pantau_application_new (settings);
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_application_hold (G_APPLICATION (application));

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (table); j++)
      {
        g_autofree char *path = g_strdup_printf ("/roles/%s/%s", tests[i].name, table[j].name);

        g_test_add_data_func (path, &table[j], tests[i].test);
      }
  status = g_test_run ();

  g_object_unref (application);
  pantau_settings_free (settings);

  return status;
}
