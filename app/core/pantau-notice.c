/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person is told of on the desktop. Whatever came is gone through once, by its place in this home (entry.n), which neither a clock nor a rebuild
 * changes; what was told is noted in the same transaction.
 */

#include "config.h"

#include "pantau-notice-private.h"

#include <glib/gi18n-lib.h>

#include "pantau-access.h"
#include "pantau-calendar.h"
#include "pantau-format.h"
#include "pantau-locale.h"
#include "pantau-region.h"
#include "pantau-store-private.h"

/* Settings of the home: until which line was gone through, and the day (YYYY-MM-DD) on which it was last told what is due. */
#define SETTING_LAST "notices-last"
#define SETTING_DAY  "notices-day"

/* So many stand alone; more of them are one notice. */
#define MAX_ALONE 3

/* So many kabupaten are named; of more it is said how many. */
#define MAX_NAMED 4

void
pantau_notice_free (PantauNotice *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->body);
  g_free (self->place);
  g_free (self);
}

PantauNotice *
pantau_notice_copy (const PantauNotice *self)
{
  PantauNotice *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->title = g_strdup (self->title);
  copy->body = g_strdup (self->body);
  copy->place = g_strdup (self->place);

  return copy;
}

/* --- Words --- */

/* Takes all texts. */
static PantauNotice *
notice_new (PantauHome *home, char *id, char *title, char *body, char *place, gboolean is_urgent)
{
  PantauNotice *self = g_new0 (PantauNotice, 1);
  g_autofree char *plain = title;

  self->id = id;
  /* Translators: what stands on the desktop of a practice home; LATIHAN is the word for practice that all papers bear; keep it */
  self->title = pantau_home_is_practice (home) ? g_strdup_printf (_ ("LATIHAN · %s"), plain)
                                               : g_steal_pointer (&plain);
  self->body = body;
  self->place = place;
  self->is_urgent = is_urgent;

  return self;
}

static char *
describe_place (PantauHome *home, const PantauNoticeHit *hit)
{
  g_autofree char *kecamatan = pantau_region_kecamatan (hit->region);
  g_autofree char *where =
      pantau_regions_qualified (pantau_reference_get_regions (pantau_home_get_reference (home)),
                                kecamatan != NULL ? kecamatan : hit->region);

  return hit->hazard != NULL ? g_strjoin (" · ", hit->hazard, where, NULL)
                             : g_steal_pointer (&where);
}

static PantauNotice *
naming (PantauNotice *self)
{
  self->names = TRUE;

  return self;
}

static PantauNotice *
tell_severe (PantauHome *home, const PantauNoticeHit *hit)
{
  const PantauKind *kind = pantau_kinds_lookup (
      pantau_reference_get_kinds (pantau_home_get_reference (home)), hit->kind);
  char *id = g_strconcat (PANTAU_TOLD_SEVERE "-", hit->id, NULL);
  char *place = g_strconcat ("record:", hit->id, NULL);

  if (!hit->is_open || kind == NULL)
    return notice_new (home, id,
                       g_strdup_printf (_ ("A record of severity %d has come"), hit->severity),
                       g_strdup (_ ("Open Pantau to read it.")), place, TRUE);

  return naming (notice_new (
      home, id,
      /* Translators: how bad it is, from 1 to 5, and the kind of record: "Severity 5: Disaster and logistics risk" */
      g_strdup_printf (_ ("Severity %d: %s"), hit->severity,
                       pantau_label_get (&kind->name, pantau_locale_get ())),
      describe_place (home, hit), place, TRUE));
}

static PantauNotice *
tell_all_severe (PantauHome *home, const PantauNoticeRules *rules, guint n)
{
  g_autofree char *number = pantau_format_integer (n);
  char *place = *rules->region != '\0' ? g_strdup_printf ("query:tingkat:%d wilayah:%s",
                                                          rules->severity, rules->region)
                                       : g_strdup_printf ("query:tingkat:%d", rules->severity);

  return notice_new (
      home, g_strdup (PANTAU_TOLD_SEVERE),
      rules->severity < 5
          ? g_strdup_printf (ngettext ("%s record of severity %d or worse has come",
                                       "%s records of severity %d or worse have come", n),
                             number, rules->severity)
          : g_strdup_printf (ngettext ("%s record of severity %d has come",
                                       "%s records of severity %d have come", n),
                             number, rules->severity),
      g_strdup (_ ("Open Pantau to read them.")), place, TRUE);
}

/* Where it was seen, and nothing of what it says: that would only spread it further. */
static PantauNotice *
tell_spread (PantauHome *home, const PantauNoticeHit *hit)
{
  PantauRegions *regions = pantau_reference_get_regions (pantau_home_get_reference (home));
  g_autofree char *number = pantau_format_integer (hit->areas->len);
  g_autoptr (GString) names = g_string_new (NULL);
  PantauNotice *notice;

  for (guint i = 0; i < MIN (hit->areas->len, MAX_NAMED); i++)
    {
      g_autofree char *name = pantau_regions_qualified (regions, g_ptr_array_index (hit->areas, i));

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
    }
  if (hit->areas->len > MAX_NAMED)
    g_string_append (names, ", …");

  notice = notice_new (
      home, g_strconcat (PANTAU_TOLD_SPREAD "-", hit->id, NULL),
      g_strdup_printf (_ ("One hoax claim in %s kabupaten/kota within an hour"), number),
      hit->is_open ? g_string_free (g_steal_pointer (&names), FALSE)
                   : g_strdup (_ ("Open Pantau to read it.")),
      g_strconcat ("claims:", hit->id, NULL), TRUE);

  return hit->is_open ? naming (notice) : notice;
}

static PantauNotice *
tell_all_spread (PantauHome *home, const PantauNoticeRules *rules, guint n)
{
  g_autofree char *number = pantau_format_integer (n);

  return notice_new (
      home, g_strdup (PANTAU_TOLD_SPREAD),
      g_strdup_printf (ngettext ("%s hoax claim in %u or more kabupaten/kota within an hour",
                                 "%s hoax claims in %u or more kabupaten/kota within an hour", n),
                       number, rules->areas),
      g_strdup (_ ("Open Pantau to read them.")), g_strdup ("claims"), TRUE);
}

static PantauNotice *
tell_due (PantauHome *home, gint64 today, gint64 overdue)
{
  g_autofree char *number = pantau_format_integer (today);
  g_autofree char *missed = pantau_format_integer (overdue);

  return notice_new (
      home, g_strdup (PANTAU_TOLD_DUE),
      g_strdup_printf (
          ngettext ("%s deadline ends today", "%s deadlines end today", (gulong) today), number),
      overdue > 0
          ? g_strdup_printf (
                ngettext ("%s more is overdue.", "%s more are overdue.", (gulong) overdue), missed)
          : g_strdup (_ ("None is overdue.")),
      g_strdup ("deadlines"), FALSE);
}

/* --- What was told --- */

/* Takes those out that were told of before. A claim is the one that was told of while any of its records gave it its name. */
static gboolean
leave_out_told (const PantauNoticeScope *scope, GPtrArray *hits, gboolean is_claim, GError **error)
{
  PantauDb *db = pantau_home_get_db (scope->home);

  for (guint i = hits->len; i > 0; i--)
    {
      const PantauNoticeHit *hit = g_ptr_array_index (hits, i - 1);
      gint64 n;

      if (!(is_claim ? pantau_db_integer (
                           db, 0, &n, error,
                           "SELECT count(*) FROM told WHERE what = '" PANTAU_TOLD_SPREAD "' AND "
                           "(subject = ?1 OR subject IN (SELECT record FROM "
                           "claim_member WHERE claim = ?1))",
                           "s", hit->id)
                     : pantau_db_integer (
                           db, 0, &n, error,
                           "SELECT count(*) FROM told WHERE what = '" PANTAU_TOLD_SEVERE "' "
                           "AND subject = ?1",
                           "s", hit->id)))
        return FALSE;
      if (n > 0)
        g_ptr_array_remove_index (hits, i - 1);
    }

  return TRUE;
}

static gboolean
note_told (const PantauNoticeScope *scope, const char *what, GPtrArray *hits, GError **error)
{
  for (guint i = 0; i < hits->len; i++)
    if (!pantau_db_run (pantau_home_get_db (scope->home), error,
                        "INSERT INTO told (what, subject, at) VALUES (?1, ?2, ?3)", "ssi", what,
                        ((PantauNoticeHit *) g_ptr_array_index (hits, i))->id, scope->now))
      return FALSE;

  return TRUE;
}

/* --- Going through --- */

static gboolean
take_severe (const PantauNoticeScope *scope, GPtrArray *notices, GError **error)
{
  g_autoptr (GPtrArray) hits = pantau_notice_find_severe (scope, error);

  if (hits == NULL || !leave_out_told (scope, hits, FALSE, error) ||
      !note_told (scope, PANTAU_TOLD_SEVERE, hits, error))
    return FALSE;
  if (hits->len > MAX_ALONE)
    g_ptr_array_add (notices, tell_all_severe (scope->home, scope->rules, hits->len));
  else
    for (guint i = 0; i < hits->len; i++)
      g_ptr_array_add (notices, tell_severe (scope->home, g_ptr_array_index (hits, i)));

  return TRUE;
}

static gboolean
take_spread (const PantauNoticeScope *scope, GPtrArray *notices, GError **error)
{
  g_autoptr (GPtrArray) hits = pantau_notice_find_spread (scope, error);

  if (hits == NULL || !leave_out_told (scope, hits, TRUE, error) ||
      !note_told (scope, PANTAU_TOLD_SPREAD, hits, error))
    return FALSE;
  if (hits->len > MAX_ALONE)
    g_ptr_array_add (notices, tell_all_spread (scope->home, scope->rules, hits->len));
  else
    for (guint i = 0; i < hits->len; i++)
      g_ptr_array_add (notices, tell_spread (scope->home, g_ptr_array_index (hits, i)));

  return TRUE;
}

/* Once a day, as soon after the hour as there is something. */
static gboolean
take_due (const PantauNoticeScope *scope, GPtrArray *notices, GError **error)
{
  GDate day = pantau_calendar_day_of (scope->now);
  g_autofree char *told = pantau_home_get_setting (scope->home, SETTING_DAY);
  g_autofree char *today = g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&day),
                                            (guint) g_date_get_month (&day), g_date_get_day (&day));
  gint64 n_today, n_overdue;

  if (pantau_notice_hour (scope->now) < scope->rules->hour || g_strcmp0 (told, today) == 0)
    return TRUE;
  if (!pantau_notice_count_due (scope, &n_today, &n_overdue, error))
    return FALSE;
  if (n_today == 0)
    return TRUE;
  g_ptr_array_add (notices, tell_due (scope->home, n_today, n_overdue));

  return pantau_home_set_setting (scope->home, SETTING_DAY, today, error);
}

gboolean
pantau_notice_reads_records (PantauHome *home, gboolean *is_pemprov, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (PantauPerson) person = pantau_home_get_person (home, &inner);
  PantauRole role = PANTAU_ROLE_FIELD;

  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  if (person != NULL)
    pantau_role_from_name (person->role, &role);
  *is_pemprov = role == PANTAU_ROLE_PEMPROV;

  return person != NULL && role != PANTAU_ROLE_ADMIN && role != PANTAU_ROLE_PROVINCE;
}

/* Within a transaction. */
static gboolean
take_all (PantauNoticeScope *scope, GPtrArray *notices, GError **error)
{
  g_autofree char *last = pantau_home_get_setting (scope->home, SETTING_LAST);
  g_autofree char *reached = g_strdup_printf ("%" G_GINT64_FORMAT, scope->last);

  /* Before anybody asked nothing was new. A home that was mended may have fewer lines than before. */
  scope->after = last != NULL ? MIN (g_ascii_strtoll (last, NULL, 10), scope->last) : scope->last;
  if (scope->after < scope->last)
    {
      if (scope->rules->severe && !take_severe (scope, notices, error))
        return FALSE;
      if (scope->rules->spread && !take_spread (scope, notices, error))
        return FALSE;
    }
  if (scope->rules->due && !take_due (scope, notices, error))
    return FALSE;

  return g_strcmp0 (last, reached) == 0 ||
         pantau_home_set_setting (scope->home, SETTING_LAST, reached, error);
}

GPtrArray *
pantau_notice_take (PantauHome *home, const PantauNoticeRules *rules, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) notices =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_notice_free);
  PantauDb *db = pantau_home_get_db (home);
  PantauNoticeScope scope = { .home = home, .rules = rules, .now = now };
  g_autoptr (GError) inner = NULL;

  if (pantau_notice_rules_is_quiet (rules, now))
    return g_steal_pointer (&notices);
  if (!pantau_store_freshen (pantau_home_get_store (home), error))
    return NULL;
  if (!pantau_notice_reads_records (home, &scope.is_pemprov, &inner))
    {
      if (inner == NULL)
        return g_steal_pointer (&notices);
      g_propagate_error (error, g_steal_pointer (&inner));
      return NULL;
    }

  /* What is not kept would be told twice at most: it need not wait for the disk. */
  if (!pantau_db_begin (db, PANTAU_DB_LAZY, error))
    return NULL;
  if (!pantau_db_integer (db, 0, &scope.last, error, "SELECT last FROM projected", "") ||
      !take_all (&scope, notices, error))
    {
      pantau_db_rollback (db);
      return NULL;
    }

  for (guint i = 0; i < notices->len; i++)
    ((PantauNotice *) g_ptr_array_index (notices, i))->at = now;

  return pantau_db_commit (db, error) ? g_steal_pointer (&notices) : NULL;
}

PantauNotice *
pantau_notice_sample (PantauHome *home)
{
  return notice_new (home, g_strdup ("sample"), g_strdup (_ ("This is how Pantau tells you")),
                     g_strdup (_ ("Nothing has happened: you asked for a sample.")),
                     g_strdup ("all"), FALSE);
}
