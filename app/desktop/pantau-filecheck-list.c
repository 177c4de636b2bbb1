/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a home as lines that one reads in passing, and how they stand as a whole. */

#define G_LOG_DOMAIN "pantau-filecheck-list"

#include "config.h"

#include "pantau-filecheck-list.h"

#include <glib/gi18n-lib.h>

#include "pantau-attachment.h"
#include "pantau-filecheck.h"
#include "pantau-format.h"
#include "pantau-words-evidence.h"
#include "pantau-words.h"

#define DAY G_GINT64_CONSTANT (86400)

static const char *const names[] = {
  [PANTAU_FILECHECK_LIST_ALL] = "all",
  [PANTAU_FILECHECK_LIST_FAULTY] = "faulty",
  [PANTAU_FILECHECK_LIST_STALE] = "stale",
  [PANTAU_FILECHECK_LIST_AWAY] = "away",
};

const char *
pantau_filecheck_choice_get_name (PantauFilecheckChoice choice)
{
  return names[choice];
}

gboolean
pantau_filecheck_choice_parse (const char *name, PantauFilecheckChoice *choice)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *choice = i;
        return TRUE;
      }

  return FALSE;
}

void
pantau_filecheck_list_free (PantauFilecheckList *self)
{
  g_free (self->standing);
  g_free (self->when);
  g_free (self->heading);
  g_clear_pointer (&self->matters, g_ptr_array_unref);
  g_free (self);
}

static gboolean
is_faulty (const PantauFilecheck *file)
{
  return file->state == PANTAU_FILECHECK_CHANGED || file->state == PANTAU_FILECHECK_MISSING;
}

static gboolean
is_away (const PantauFilecheck *file)
{
  return file->state == PANTAU_FILECHECK_AWAY || file->state == PANTAU_FILECHECK_ELSEWHERE;
}

static gboolean
is_chosen (const PantauFilecheck *file, PantauFilecheckChoice choice, gint64 now)
{
  switch (choice)
    {
    case PANTAU_FILECHECK_LIST_FAULTY:
      return is_faulty (file);
    case PANTAU_FILECHECK_LIST_STALE:
      return !is_away (file) && file->state != PANTAU_FILECHECK_MISSING &&
             file->at < now - PANTAU_FILECHECK_STALE_DAYS * DAY;
    case PANTAU_FILECHECK_LIST_AWAY:
      return is_away (file);
    case PANTAU_FILECHECK_LIST_ALL:
    default:
      return TRUE;
    }
}

static const char *
choose_icon (const PantauFilecheck *file)
{
  if (is_faulty (file))
    return "dialog-warning-symbolic";
  if (file->state == PANTAU_FILECHECK_INTACT)
    return "object-select-symbolic";

  return is_away (file) ? "folder-remote-symbolic" : "mail-attachment-symbolic";
}

static char *
say_name (const PantauFilecheck *file)
{
  g_autofree char *name = pantau_attachment_clean_name (file->name);

  return *file->name != '\0' && *name != '\0' ? g_steal_pointer (&name)
                                              : g_strndup (file->hash, 12);
}

static char *
say_state (const PantauFilecheck *file)
{
  g_autofree char *time = file->at > 0 ? pantau_format_time (file->at) : NULL;
  g_autofree char *medium = file->medium != NULL ? pantau_words_clean (file->medium) : NULL;

  if (file->state == PANTAU_FILECHECK_ELSEWHERE && medium != NULL)
    return g_strdup_printf ("%s: %s", pantau_words_filecheck (file->state), medium);
  if (time == NULL || is_away (file))
    return g_strdup (pantau_words_filecheck (file->state));

  /* Translators: of a file: “intact, checked on 22 November 2026 15.04 WIB” */
  return g_strdup_printf (_ ("%s, checked on %s"), pantau_words_filecheck (file->state), time);
}

static char *
say_details (const PantauFilecheck *file)
{
  g_autofree char *size = file->size >= 0 ? pantau_format_bytes ((guint64) file->size) : NULL;
  g_autofree char *title =
      pantau_words_clean (*file->title != '\0' ? file->title : _ ("Without a title"));
  const char *sort = pantau_words_file_type (file->type);

  return size != NULL ? g_strdup_printf ("%s\n%s · %s", title, sort, size)
                      : g_strdup_printf ("%s\n%s", title, sort);
}

static PantauMatter *
matter_new (const PantauFilecheck *file)
{
  PantauMatter *self = g_new0 (PantauMatter, 1);

  self->icon = choose_icon (file);
  self->title = say_name (file);
  self->state = say_state (file);
  self->is_urgent = is_faulty (file);
  self->details = say_details (file);
  self->action = "win.open-record";
  self->target = g_strdup (file->record);

  return self;
}

/* "3 missing": nothing where there is none. */
static void
add_count (GPtrArray *parts, gint64 count, const char *words)
{
  g_autofree char *number = pantau_format_integer (count);

  if (count > 0)
    g_ptr_array_add (parts, g_strdup_printf ("%s %s", number, words));
}

/* How many of each sort; the newest check. */
static void
say_standing (PantauFilecheckList *self, GPtrArray *files)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  gint64 counts[PANTAU_FILECHECK_ELSEWHERE + 1] = { 0 }, last = 0;
  g_autofree char *time = NULL;

  for (guint i = 0; i < files->len; i++)
    {
      const PantauFilecheck *file = g_ptr_array_index (files, i);

      counts[file->state]++;
      last = MAX (last, file->at);
    }
  for (PantauFilecheckState state = PANTAU_FILECHECK_UNCHECKED; state < G_N_ELEMENTS (counts);
       state++)
    add_count (parts, counts[state], pantau_words_filecheck (state));
  g_ptr_array_add (parts, NULL);

  self->standing = g_strjoinv (" · ", (char **) parts->pdata);
  self->is_faulty = counts[PANTAU_FILECHECK_CHANGED] + counts[PANTAU_FILECHECK_MISSING] > 0;
  self->is_empty = files->len == 0;
  time = last > 0 ? pantau_format_time (last) : NULL;
  self->when = time != NULL
                   /* Translators: %s is a day and a time */
                   ? g_strdup_printf (_ ("Last check on %s"), time)
                   : g_strdup (_ ("The files of this laptop were never checked"));
}

PantauFilecheckList *
pantau_filecheck_list_read (
    PantauStore *store, PantauFilecheckChoice choice, guint limit, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) files = pantau_filecheck_list (store, error);
  g_autoptr (PantauFilecheckList) self = NULL;
  g_autofree char *number = NULL;
  gint64 chosen = 0;

  if (files == NULL)
    return NULL;

  self = g_new0 (PantauFilecheckList, 1);
  self->matters = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_matter_free);
  say_standing (self, files);
  for (guint i = 0; i < files->len; i++)
    if (is_chosen (g_ptr_array_index (files, i), choice, now) && ++chosen <= limit)
      g_ptr_array_add (self->matters, matter_new (g_ptr_array_index (files, i)));
  self->has_more = chosen > limit;
  number = pantau_format_integer (chosen);
  /* Translators: a heading over files; %s is how many */
  self->heading = g_strdup_printf (ngettext ("%s file", "%s files", (gulong) chosen), number);

  return g_steal_pointer (&self);
}
