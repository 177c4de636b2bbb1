/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A warning beside the polling stations and the records of where it strikes. */

#include "config.h"

#include "pantau-warning-impact.h"

#include <string.h>

#include "pantau-json.h"
#include "pantau-store-exposure.h"
#include "pantau-warning-rules.h"

#define COUNTED "pemilu-2024" /* the election whose TPS kecamatan.csv counts */
#define RISK    "risk"

static void
place_free (gpointer data)
{
  PantauWarningPlace *self = data;

  g_free (self->hit.code);
  g_free (self->sites);
  g_free (self->record);
  g_free (self);
}

void
pantau_warning_impact_free (PantauWarningImpact *self)
{
  g_ptr_array_unref (self->places);
  g_free (self->countdown);
  g_free (self);
}

static void
count_special (PantauWarningPlace *place, PantauSpecialPlaces *special)
{
  GPtrArray *list = pantau_special_places_list (special);
  g_autoptr (GString) sites = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const PantauSpecialPlace *one = g_ptr_array_index (list, i);

      if (!g_str_equal (one->election, COUNTED) ||
          !pantau_region_covers (place->hit.code, one->village))
        continue;
      place->special += one->tps->len;
      g_string_append_printf (sites, "%s%s", sites->len > 0 ? "; " : "", one->site);
    }
  if (sites->len > 0)
    place->sites = g_strdup (sites->str);
}

static PantauWarningPlace *
make_place (PantauWarningMatcher *matcher, const PantauWarningHit *hit)
{
  PantauReference *reference = pantau_warning_matcher_get_reference (matcher);
  const PantauElection *counted =
      pantau_elections_lookup (pantau_reference_get_elections (reference), COUNTED);
  PantauWarningPlace *place = g_new0 (PantauWarningPlace, 1);

  place->hit = *hit;
  place->hit.code = g_strdup (hit->code);
  place->tps = pantau_warning_matcher_get_tps (matcher, hit->code);
  place->voters = counted != NULL && counted->tps > 0 && counted->dpt >= 0
                      ? (counted->dpt * place->tps + counted->tps / 2) / counted->tps
                      : -1;
  count_special (place, pantau_reference_get_special_places (reference));

  return place;
}

static PantauWarningPlace *
find_place (GPtrArray *places, const char *code)
{
  for (guint i = 0; i < places->len; i++)
    {
      PantauWarningPlace *place = g_ptr_array_index (places, i);

      if (g_str_equal (place->hit.code, code))
        return place;
    }

  return NULL;
}

/* The risk register's own figure, so that it can be followed there. */
static gboolean
count_risks (PantauStore *store, GPtrArray *places, GCancellable *cancellable, GError **error)
{
  g_autofree char *done = NULL;

  for (guint i = 0; i < places->len; i++)
    {
      const PantauWarningPlace *place = g_ptr_array_index (places, i);
      g_autofree char *regency = pantau_region_parent (place->hit.code);
      const PantauExposureFilter filter = { .region = regency };
      g_autoptr (PantauExposure) exposure = NULL;

      /* They are in the order of codes. */
      if (g_strcmp0 (done, regency) == 0)
        continue;
      exposure = pantau_store_exposure (store, &filter, cancellable, error);
      if (exposure == NULL)
        return FALSE;
      for (guint j = 0; j < exposure->regions->len; j++)
        {
          const PantauExposureRow *row = g_ptr_array_index (exposure->regions, j);
          PantauWarningPlace *counted = find_place (places, row->code);

          if (counted != NULL)
            counted->risks = row->records;
        }
      g_free (done);
      done = g_steal_pointer (&regency);
    }

  return TRUE;
}

/* A JSON text as it stands in table `value`. (transfer full): "" for what is none */
static char *
text_of (const char *json)
{
  g_autoptr (JsonNode) node = json != NULL ? json_from_string (json, NULL) : NULL;

  return g_strdup (node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                           json_node_get_value_type (node) == G_TYPE_STRING
                       ? json_node_get_string (node)
                       : "");
}

/* Whether @text, "agency identifier", names the warning or one that it updates. */
static gboolean
is_about (const char *text, const PantauWarning *warning)
{
  const char *space = strrchr (text, ' ');
  const char *identifier = space != NULL ? space + 1 : text;

  if (g_str_equal (identifier, warning->identifier))
    return TRUE;
  for (guint i = 0; i < warning->references->len; i++)
    {
      const PantauWarningReference *reference = g_ptr_array_index (warning->references, i);

      if (g_str_equal (identifier, reference->identifier))
        return TRUE;
    }

  return FALSE;
}

static gboolean
read_records (PantauDb *db,
              PantauWarningPlace *place,
              const PantauWarning *warning,
              PantauReference *reference,
              GError **error)
{
  const PantauWarningRules *rules = pantau_reference_get_warning_rules (reference);
  /* '/' comes right after '.': all codes below this one. */
  g_autofree char *end = g_strconcat (place->hit.code, "/", NULL);
  PantauStmt *stmt =
      pantau_db_query (db,
                       "SELECT r.id, s.value, w.value, e.record IS NOT NULL AND NOT e.ended "
                       "FROM record r "
                       "LEFT JOIN exposure e ON e.record = r.n "
                       "LEFT JOIN value s ON s.record = r.id AND s.field = 'site_type' "
                       "LEFT JOIN value w ON w.record = r.id AND w.field = ?4 "
                       "WHERE r.region >= ?1 AND r.region < ?2 AND r.kind = ?3",
                       "ssss", place->hit.code, end, RISK, PANTAU_WARNING_FIELD);

  while (pantau_stmt_next (stmt))
    {
      g_autofree char *site = text_of (pantau_stmt_text (stmt, 1));
      g_autofree char *about = text_of (pantau_stmt_text (stmt, 2));

      if (pantau_stmt_integer (stmt, 3) != 0 && pantau_warning_rules_is_store (rules, site))
        place->stores++;
      if (place->record == NULL && *about != '\0' && is_about (about, warning))
        place->record = g_strdup (pantau_stmt_text (stmt, 0));
    }

  return pantau_stmt_finish (stmt, error);
}

static void
add_up (PantauWarningImpact *self)
{
  for (guint i = 0; i < self->places->len; i++)
    {
      const PantauWarningPlace *place = g_ptr_array_index (self->places, i);

      self->tps += place->tps;
      self->voters = place->voters < 0 || self->voters < 0 ? -1 : self->voters + place->voters;
      self->special += place->special;
      self->risks += place->risks;
      self->stores += place->stores;
    }
}

PantauWarningImpact *
pantau_warning_impact (PantauStore *store,
                       PantauDb *db,
                       PantauWarningMatcher *matcher,
                       const PantauWarningItem *item,
                       const char *region,
                       gint64 now,
                       GCancellable *cancellable,
                       GError **error)
{
  PantauReference *reference = pantau_warning_matcher_get_reference (matcher);
  g_autoptr (PantauWarningImpact) self = g_new0 (PantauWarningImpact, 1);
  GDate today = pantau_election_day_of (now), last;
  gint64 end = pantau_warning_get_end (item->warning);
  const PantauElection *election =
      pantau_elections_default (pantau_reference_get_elections (reference), &today);

  self->places = g_ptr_array_new_with_free_func (place_free);
  for (guint i = 0; i < item->hits->len; i++)
    {
      const PantauWarningHit *hit = g_ptr_array_index (item->hits, i);

      if (region == NULL || *region == '\0' || pantau_region_covers (region, hit->code))
        g_ptr_array_add (self->places, make_place (matcher, hit));
    }
  if (!count_risks (store, self->places, cancellable, error))
    return NULL;
  for (guint i = 0; i < self->places->len; i++)
    if (!read_records (db, g_ptr_array_index (self->places, i), item->warning, reference, error))
      return NULL;
  add_up (self);

  last = pantau_election_day_of (end != 0 ? end : now);
  self->election = election->name;
  self->countdown = pantau_election_countdown (election, &last);

  return g_steal_pointer (&self);
}
