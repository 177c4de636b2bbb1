/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Moving about in the window. A page is made when it is first wanted, so that the window itself is there at once. The editor is no place to come
 * back to: what it held is a draft.
 */

#define G_LOG_DOMAIN "pantau-window"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-agency-page.h"
#include "pantau-agenda-page.h"
#include "pantau-asks-page.h"
#include "pantau-claim-view.h"
#include "pantau-claims-page.h"
#include "pantau-coverage-page.h"
#include "pantau-drafts-page.h"
#include "pantau-filecheck-page.h"
#include "pantau-lapsit-page.h"
#include "pantau-page-frame.h"
#include "pantau-pane.h"
#include "pantau-register-page.h"
#include "pantau-release-page.h"
#include "pantau-situation-page.h"
#include "pantau-sync-page.h"
#include "pantau-totals-page.h"
#include "pantau-triage-page.h"
#include "pantau-ui.h"
#include "pantau-warning-view.h"
#include "pantau-warnings-page.h"
#include "pantau-welcome-page.h"
#include "pantau-window-private.h"
#include "pantau-words-act.h"

#define RECORD "record:"
#define QUERY  "query:"
#define EDITOR "editor"

static GtkWidget *
find_header (GtkWidget *widget)
{
  if (ADW_IS_HEADER_BAR (widget))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_header (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
show_buttons (GtkWidget *page, gboolean at_start, gboolean at_end)
{
  GtkWidget *header = page != NULL ? find_header (page) : NULL;

  if (header != NULL)
    g_object_set (header, "show-start-title-buttons", at_start, "show-end-title-buttons", at_end,
                  NULL);
}

void
pantau_window_adapt_headers (PantauWindow *self)
{
  gboolean is_narrow =
      adw_leaflet_get_folded (self->leaflet) || !gtk_widget_get_visible (self->sidebar_pane);
  gboolean is_single =
      adw_leaflet_get_folded (self->records) || !gtk_widget_get_visible (self->record_pane);

  show_buttons (GTK_WIDGET (self->sidebar), TRUE, adw_leaflet_get_folded (self->leaflet));
  show_buttons (GTK_WIDGET (self->list_page), is_narrow, is_single);
  show_buttons (self->record_frame, is_narrow && is_single, TRUE);
  for (GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (self->content)); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    if (page != GTK_WIDGET (self->records))
      show_buttons (page, is_narrow, TRUE);
}

/* A page of its own in the content, with the window's session and a header bar. */
static void
add_page (PantauWindow *self, GtkWidget **place, GType type, const char *title)
{
  if (*place != NULL)
    return;

  *place =
      pantau_page_frame_new (title, FALSE, g_object_new (type, "session", self->session, NULL));
  gtk_stack_add_child (self->content, *place);
}

/* What of @page is in sight, without what stands above all pages. */
static GtkWidget *
get_inner (PantauWindow *self, GtkWidget *page)
{
  if (PANTAU_IS_PAGE_FRAME (page))
    return pantau_page_frame_get_child (PANTAU_PAGE_FRAME (page));
  if (page == GTK_WIDGET (self->records) &&
      (adw_leaflet_get_folded (self->records) || !gtk_widget_get_visible (self->record_pane)))
    return adw_leaflet_get_visible_child (self->records);

  return page;
}

/* FALSE where there is nothing to act on in @widget yet: then GTK gives the focus to what scrolls, which soon may be out of sight. */
static gboolean
focus_inside (PantauWindow *self, GtkWidget *widget)
{
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  if (gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD) &&
      !GTK_IS_SCROLLED_WINDOW (gtk_window_get_focus (GTK_WINDOW (self))))
    return TRUE;
  gtk_window_set_focus (GTK_WINDOW (self), NULL);

  return FALSE;
}

/*
 * Somebody came to @page. Who goes along the sidebar stays there; from elsewhere the focus comes along: keys go to nobody while it is on a page that is out of
 * sight, or on its way there, and GtkStack moves it to the header, where nothing of the page is.
 */
static void
take_focus_along (PantauWindow *self, GtkWidget *page)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *inner = get_inner (self, page);

  if (focus != NULL && gtk_widget_get_mapped (focus) &&
      (gtk_widget_is_ancestor (focus, self->sidebar_pane) || gtk_widget_is_ancestor (focus, inner)))
    return;
  if (inner == self->list_pane)
    pantau_list_page_focus_list (self->list_page);
  else if (!focus_inside (self, inner))
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

static void
show_page (PantauWindow *self, GtkWidget *page)
{
  gtk_stack_set_visible_child (self->content, page);
  adw_leaflet_set_visible_child (self->leaflet, self->content_pane);
  take_focus_along (self, page);
}

/* The record beside the list, or in its place where there is no room for both. */
static void
show_record (PantauWindow *self, const char *record)
{
  if (self->record_page == NULL)
    {
      self->record_page = g_object_new (PANTAU_TYPE_RECORD_PAGE, "session", self->session, NULL);
      self->record_frame =
          pantau_page_frame_new (_ ("Record"), TRUE, GTK_WIDGET (self->record_page));
      pantau_pane_set_child (PANTAU_PANE (self->record_pane), self->record_frame);
    }
  pantau_record_page_set_record (self->record_page, record);
  gtk_widget_set_visible (self->record_pane, TRUE);
  adw_leaflet_set_visible_child (self->records, self->record_pane);
  show_page (self, GTK_WIDGET (self->records));
}

static void
show_list (PantauWindow *self, const char *query, const char *title)
{
  pantau_list_page_set_title (self->list_page, title);
  if (g_strcmp0 (pantau_list_page_get_query (self->list_page), query) != 0)
    pantau_list_page_set_query (self->list_page, query);
  adw_leaflet_set_visible_child (self->records, self->list_pane);
  gtk_widget_set_visible (self->record_pane, FALSE);
  show_page (self, GTK_WIDGET (self->records));
}

/* The query behind a place of the sidebar. (transfer full) */
static char *
place_query (const char *place)
{
  if (g_str_equal (place, "all"))
    return g_strdup ("");
  if (g_str_equal (place, "differences"))
    return g_strdup ("beda:ya");
  if (g_str_has_prefix (place, QUERY))
    return g_strdup (place + strlen (QUERY));

  return g_strconcat ("jenis:", place, NULL);
}

static const char *
place_title (PantauWindow *self, const char *place)
{
  const char *title = pantau_sidebar_get_title (self->sidebar, place);

  return title != NULL ? title : _ ("Search");
}

/* "register" of "register:16.06", and what it is about: "16.06", "" for the whole. FALSE where @place is another one. */
static gboolean
is_place (const char *place, const char *name, const char **region)
{
  gsize length = strlen (name);

  if (strncmp (place, name, length) != 0 || (place[length] != '\0' && place[length] != ':'))
    return FALSE;
  *region = place[length] == ':' ? place + length + 1 : "";

  return TRUE;
}

/* The register of one agency; the way back from it is to all of them. */
static void
show_agency (PantauWindow *self, const char *agency)
{
  g_autofree char *name =
      *agency != '\0'
          ? pantau_words_agency (pantau_session_get_reference (self->session), agency, NULL)
          : NULL;
  g_autofree char *whole = name != NULL ? g_strdup_printf ("%s · %s", _ ("Agencies"), name) : NULL;

  add_page (self, &self->agency_page, PANTAU_TYPE_AGENCY_PAGE, _ ("Agencies"));
  g_object_set (self->agency_page, "title", whole != NULL ? whole : _ ("Agencies"), "is-inner",
                name != NULL, NULL);
  g_object_set (pantau_page_frame_get_child (PANTAU_PAGE_FRAME (self->agency_page)), "agency",
                agency, NULL);
  show_page (self, self->agency_page);
}

/* A page of one region; the way back from it is to the wider one. */
static void
show_region (
    PantauWindow *self, GtkWidget **place, GType type, const char *title, const char *region)
{
  PantauRegions *regions =
      pantau_reference_get_regions (pantau_session_get_reference (self->session));
  g_autofree char *name = *region != '\0' ? pantau_ui_region_name (regions, region) : NULL;
  g_autofree char *whole = name != NULL ? g_strdup_printf ("%s · %s", title, name) : NULL;

  add_page (self, place, type, title);
  g_object_set (*place, "title", whole != NULL ? whole : title, "is-inner", name != NULL, NULL);
  g_object_set (pantau_page_frame_get_child (PANTAU_PAGE_FRAME (*place)), "region", region, NULL);
  show_page (self, *place);
}

/* The board of hoaxes, or one claim of it; the way back from that is to the board. */
static void
show_claims (PantauWindow *self, const char *claim)
{
  if (*claim == '\0')
    {
      add_page (self, &self->claims_page, PANTAU_TYPE_CLAIMS_PAGE, _ ("Hoax board"));
      show_page (self, self->claims_page);
      return;
    }

  add_page (self, &self->claim_page, PANTAU_TYPE_CLAIM_VIEW, _ ("Claim"));
  g_object_set (self->claim_page, "is-inner", TRUE, NULL);
  g_object_set (pantau_page_frame_get_child (PANTAU_PAGE_FRAME (self->claim_page)), "record", claim,
                NULL);
  show_page (self, self->claim_page);
}

/* The early warnings, or one of them; the way back from that is to all. */
static void
show_warnings (PantauWindow *self, const char *warning)
{
  if (*warning == '\0')
    {
      add_page (self, &self->warnings_page, PANTAU_TYPE_WARNINGS_PAGE, _ ("Early warnings"));
      show_page (self, self->warnings_page);
      return;
    }

  add_page (self, &self->warning_page, PANTAU_TYPE_WARNING_VIEW, _ ("Early warning"));
  g_object_set (self->warning_page, "is-inner", TRUE, NULL);
  g_object_set (pantau_page_frame_get_child (PANTAU_PAGE_FRAME (self->warning_page)), "warning",
                warning, NULL);
  show_page (self, self->warning_page);
}

/* @query is what the list had when the place was left; NULL for what the place begins with. */
static void
show_place (PantauWindow *self, const char *place, const char *query)
{
  g_autofree char *usual = NULL, *row = NULL;
  const char *region, *agency, *claim, *warning;

  g_free (self->place);
  self->place = g_strdup (place);
  gtk_widget_activate_action (GTK_WIDGET (self), "app.seen", "(ss)",
                              pantau_session_get_path (self->session), place);

  if (g_str_has_prefix (place, RECORD))
    show_record (self, place + strlen (RECORD));
  else if (is_place (place, "register", &region))
    show_region (self, &self->register_page, PANTAU_TYPE_REGISTER_PAGE, _ ("Risk register"),
                 region);
  else if (is_place (place, "situation", &region))
    show_region (self, &self->situation_page, PANTAU_TYPE_SITUATION_PAGE, _ ("Situation"), region);
  else if (is_place (place, "coverage", &region))
    show_region (self, &self->coverage_page, PANTAU_TYPE_COVERAGE_PAGE, _ ("Coverage"), region);
  else if (is_place (place, "agencies", &agency))
    show_agency (self, agency);
  else if (is_place (place, "claims", &claim))
    show_claims (self, claim);
  else if (is_place (place, "warnings", &warning))
    show_warnings (self, warning);
  else if (g_str_equal (place, "releases"))
    {
      add_page (self, &self->release_page, PANTAU_TYPE_RELEASE_PAGE, _ ("Forwarded cases"));
      show_page (self, self->release_page);
    }
  else if (g_str_equal (place, "lapsit"))
    {
      add_page (self, &self->lapsit_page, PANTAU_TYPE_LAPSIT_PAGE, _ ("Situation report"));
      show_page (self, self->lapsit_page);
    }
  else if (g_str_equal (place, "triage"))
    {
      add_page (self, &self->triage_page, PANTAU_TYPE_TRIAGE_PAGE, _ ("Queue"));
      show_page (self, self->triage_page);
    }
  else if (g_str_equal (place, "deadlines"))
    {
      add_page (self, &self->agenda_page, PANTAU_TYPE_AGENDA_PAGE, _ ("Deadlines"));
      show_page (self, self->agenda_page);
    }
  else if (g_str_equal (place, "files"))
    {
      add_page (self, &self->filecheck_page, PANTAU_TYPE_FILECHECK_PAGE, _ ("Evidence files"));
      show_page (self, self->filecheck_page);
    }
  else if (g_str_equal (place, "asks"))
    {
      add_page (self, &self->asks_page, PANTAU_TYPE_ASKS_PAGE, _ ("Requests to the officer"));
      show_page (self, self->asks_page);
    }
  else if (g_str_equal (place, "totals"))
    {
      add_page (self, &self->totals_page, PANTAU_TYPE_TOTALS_PAGE, _ ("Number of cases"));
      show_page (self, self->totals_page);
    }
  else if (g_str_equal (place, "drafts"))
    {
      add_page (self, &self->drafts_page, PANTAU_TYPE_DRAFTS_PAGE, _ ("Drafts"));
      show_page (self, self->drafts_page);
    }
  else if (g_str_equal (place, "sync"))
    {
      add_page (self, &self->sync_page, PANTAU_TYPE_SYNC_PAGE, _ ("Sync"));
      show_page (self, self->sync_page);
    }
  else if (g_str_equal (place, "welcome"))
    {
      add_page (self, &self->welcome_page, PANTAU_TYPE_WELCOME_PAGE, _ ("Welcome"));
      show_page (self, self->welcome_page);
    }
  else
    {
      usual = query == NULL ? place_query (place) : NULL;
      show_list (self, query != NULL ? query : usual, place_title (self, place));
    }

  /* A record lies in the list that it was opened from. */
  if (is_place (place, "register", &region) || is_place (place, "coverage", &region) ||
      is_place (place, "agencies", &agency) || is_place (place, "claims", &claim) ||
      is_place (place, "warnings", &warning) || is_place (place, "situation", &region))
    row = g_strndup (place, strcspn (place, ":"));
  if (!g_str_has_prefix (place, RECORD))
    pantau_sidebar_set_place (self->sidebar, row != NULL ? row : place);
  pantau_window_adapt_headers (self);
}

static void
draft_was_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PantauWindow) self = data;
  PantauEditor *editor = PANTAU_EDITOR (source);
  g_autoptr (GError) error = NULL;

  if (!pantau_editor_keep_finish (editor, result, &error))
    {
      /* What was typed stays in sight rather than being lost. */
      gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", error->message);
      if (self->editor == NULL)
        {
          self->editor = editor;
          show_page (self, GTK_WIDGET (editor));
          g_free (self->place);
          self->place = g_strdup (EDITOR);
        }
      return;
    }
  if (gtk_widget_get_parent (GTK_WIDGET (editor)) == GTK_WIDGET (self->content))
    gtk_stack_remove (self->content, GTK_WIDGET (editor));
}

/* Its draft is kept before the editor goes. */
static void
put_editor_away (PantauWindow *self)
{
  PantauEditor *editor = g_steal_pointer (&self->editor);

  if (editor == NULL)
    return;
  g_signal_handlers_disconnect_by_data (editor, self);
  if (pantau_editor_is_unsaved (editor))
    pantau_editor_keep (editor, draft_was_kept, g_object_ref (self));
  else
    gtk_stack_remove (self->content, GTK_WIDGET (editor));
}

static void
leave (PantauWindow *self)
{
  if (self->place == NULL || g_str_equal (self->place, EDITOR))
    return;

  pantau_history_leave (self->history, self->place, pantau_list_page_get_query (self->list_page));
}

void
pantau_window_go (PantauWindow *self, const char *place)
{
  leave (self);
  show_place (self, place, NULL);
  put_editor_away (self);
}

void
pantau_window_take_warnings (PantauWindow *self, GPtrArray *files)
{
  g_return_if_fail (PANTAU_IS_WINDOW (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show", "s", "warnings");
  /* Not for every role; then it was said. */
  if (self->warnings_page == NULL)
    return;
  for (guint i = 0; i < files->len; i++)
    pantau_warnings_page_read (PANTAU_WARNINGS_PAGE (pantau_page_frame_get_child (
                                   PANTAU_PAGE_FRAME (self->warnings_page))),
                               g_ptr_array_index (files, i));
}

void
pantau_window_open_record (PantauWindow *self, const char *record)
{
  g_autofree char *place = g_strconcat (RECORD, record, NULL);

  /* Beside the list each row that is looked at replaces the last: the way back is to the list. */
  if (self->place == NULL || !g_str_has_prefix (self->place, RECORD) ||
      adw_leaflet_get_folded (self->records))
    leave (self);
  show_place (self, place, NULL);
  put_editor_away (self);
}

gboolean
pantau_window_back (PantauWindow *self)
{
  g_autofree char *place = NULL, *query = NULL;

  if (!pantau_history_back (self->history, &place, &query))
    {
      if (g_strcmp0 (self->place, "all") == 0)
        return FALSE;
      place = g_strdup ("all");
    }
  show_place (self, place, query);
  put_editor_away (self);
  if (gtk_stack_get_visible_child (self->content) == GTK_WIDGET (self->records) &&
      !g_str_has_prefix (place, RECORD))
    pantau_list_page_focus_list (self->list_page);

  return TRUE;
}

static void
editor_finished (PantauEditor *editor, const char *record, PantauWindow *self)
{
  gboolean is_recorded = record != NULL && *record != '\0';

  pantau_window_back (self);
  if (is_recorded && g_strcmp0 (self->place, "welcome") == 0)
    pantau_window_go (self, "all");
}

PantauEditor *
pantau_window_begin_editor (PantauWindow *self)
{
  leave (self);
  put_editor_away (self);

  self->editor = g_object_new (PANTAU_TYPE_EDITOR, "session", self->session, NULL);
  g_signal_connect_object (self->editor, "finished", G_CALLBACK (editor_finished), self, 0);
  gtk_stack_add_child (self->content, GTK_WIDGET (self->editor));
  show_page (self, GTK_WIDGET (self->editor));
  g_free (self->place);
  self->place = g_strdup (EDITOR);
  pantau_sidebar_set_place (self->sidebar, "");
  pantau_window_adapt_headers (self);

  return self->editor;
}

void
pantau_window_toggle_sidebar (PantauWindow *self)
{
  if (!adw_leaflet_get_folded (self->leaflet))
    {
      gtk_widget_set_visible (self->sidebar_pane, !gtk_widget_get_visible (self->sidebar_pane));
      pantau_window_adapt_headers (self);
    }
  else if (adw_leaflet_get_visible_child (self->leaflet) == self->sidebar_pane)
    adw_leaflet_set_visible_child (self->leaflet, self->content_pane);
  else
    {
      gtk_widget_set_visible (self->sidebar_pane, TRUE);
      adw_leaflet_set_visible_child (self->leaflet, self->sidebar_pane);
      pantau_sidebar_focus (self->sidebar);
    }
}
