/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a record names and exposes, for the counters: tables `place` and `exposure`. What they count and how is told in
 * pantau-store-exposure.h and pantau-store-coverage.h.
 */

#include "config.h"

#include "pantau-projection-exposure.h"

#include <string.h>

#include "pantau-json.h"

/* The kind whose records expose something, and what is looked at by name. */
#define RISK     "risk"
#define ACTIVITY "activity"
#define NIHIL    "nihil"

/* What the record's row says of it. */
typedef struct
{
  gint64 n; /* record.n */
  const char *record;
  const char *kind;
  const char *region;
  gint64 occurred_at; /* Unix seconds */
  PantauValues *values;
} Facts;

gboolean
pantau_projection_forget_exposure (PantauProjection *self, const char *record, GError **error)
{
  return pantau_db_run (self->db, error,
                        "DELETE FROM place WHERE record = (SELECT n FROM record WHERE id = ?1)",
                        "s", record) &&
         pantau_db_run (self->db, error,
                        "DELETE FROM exposure WHERE record = (SELECT n FROM record WHERE id = ?1)",
                        "s", record);
}

static const PantauStatus *
status_of (PantauProjection *self, const char *kind, PantauValues *values)
{
  const PantauKind *known =
      pantau_kinds_lookup (pantau_reference_get_kinds (self->reference), kind);
  g_autofree char *code = pantau_values_dup_text (values, "status");

  return known != NULL ? pantau_statuses_lookup (pantau_reference_get_statuses (self->reference),
                                                 known->status_table, code)
                       : NULL;
}

static gboolean
add_place (PantauProjection *self,
           const Facts *facts,
           const char *region,
           gint64 tps,
           gboolean nihil,
           const char *election,
           GError **error)
{
  return pantau_db_run (self->db, error,
                        "INSERT INTO place (region, tps, record, occurred_at, nihil, election) "
                        "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
                        "siiiis", region, tps, facts->n, facts->occurred_at, (gint64) nihil,
                        election);
}

/* The smallest region that holds both. (transfer full) (nullable) */
static char *
common_region (char *region, const char *village)
{
  if (region == NULL)
    return g_strdup (village);
  while (region != NULL && !pantau_region_covers (region, village))
    {
      char *parent = pantau_region_parent (region);

      g_free (region);
      region = parent;
    }

  return region;
}

/* A village that is named twice with the same TPS is not named as a whole: it is begun by the first TPS that is new, or where it names none. */
static void
begin_village (GString *stations, const char *village, char **where)
{
  g_string_append_printf (stations, "%s%s", stations->len > 0 ? ";" : "", village);
  *where = common_region (*where, village);
}

/*
 * Each village with its TPS goes into `place` and into @stations; @where takes the smallest region that holds them all (NULL: none is named). Returns the number of TPS that are named, each once; -1 on
 * errors. What is no member of `places` as pantau_check_record() makes them comes from a newer program and is left out.
 */
static gint64
add_places (PantauProjection *self,
            const Facts *facts,
            const char *election,
            GString *stations,
            char **where,
            GError **error)
{
  const char *value = pantau_values_pick (facts->values, "places");
  g_autoptr (JsonNode) node = value != NULL ? json_from_string (value, NULL) : NULL;
  JsonArray *places =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *outcome = pantau_values_dup_text (facts->values, "outcome");
  gboolean nihil = g_str_equal (facts->kind, ACTIVITY) && g_str_equal (outcome, NIHIL);
  gint64 named = 0;

  for (guint i = 0; places != NULL && i < json_array_get_length (places); i++)
    {
      JsonNode *member = json_array_get_element (places, i);
      JsonObject *place = JSON_NODE_HOLDS_OBJECT (member) ? json_node_get_object (member) : NULL;
      const char *village = place != NULL ? pantau_json_string (place, "village") : NULL;
      JsonArray *tps = place != NULL ? pantau_json_array (place, "tps") : NULL;
      guint n_tps = tps != NULL ? json_array_get_length (tps) : 0;
      gboolean begun = FALSE;

      if (pantau_region_level (village) != 4)
        continue;
      if (n_tps == 0)
        begin_village (stations, village, where);
      if (n_tps == 0 && !add_place (self, facts, village, 0, nihil, election, error))
        return -1;
      for (guint j = 0; j < n_tps; j++)
        {
          JsonNode *element = json_array_get_element (tps, j);
          gint64 number =
              json_node_get_value_type (element) == G_TYPE_INT64 ? json_node_get_int (element) : 0;

          if (number <= 0 ||
              !g_hash_table_add (seen, g_strdup_printf ("%s %" G_GINT64_FORMAT, village, number)))
            continue;
          if (!begun)
            begin_village (stations, village, where);
          begun = TRUE;
          g_string_append_printf (stations, " %" G_GINT64_FORMAT, number);
          named++;
          if (!add_place (self, facts, village, number, nihil, election, error))
            return -1;
        }
    }

  if (stations->len == 0 && !add_place (self, facts, facts->region, 0, nihil, election, error))
    return -1;

  return named;
}

/* The smallest and the largest of the present values of a number; FALSE where it has none. */
static gboolean
range_of (PantauValues *values, const char *field, gint64 *least, gint64 *most, gboolean *differs)
{
  gboolean found = FALSE;

  for (guint i = 0; i < values->settings->len; i++)
    {
      const PantauSetting *setting = g_ptr_array_index (values->settings, i);
      char *end;
      gint64 number;

      if (!g_str_equal (setting->field, field))
        continue;
      number = g_ascii_strtoll (setting->value, &end, 10);
      /* A null, or what a newer program writes. */
      if (end == setting->value || *end != '\0' || number < 0)
        continue;
      *differs |= found && (number != *least || number != *most);
      *least = found ? MIN (*least, number) : number;
      *most = found ? MAX (*most, number) : number;
      found = TRUE;
    }

  return found;
}

/* More than one distinct value. */
static gboolean
differs_in (PantauValues *values, const char *field)
{
  const char *first = NULL;

  for (guint i = 0; i < values->settings->len; i++)
    {
      const PantauSetting *setting = g_ptr_array_index (values->settings, i);

      if (!g_str_equal (setting->field, field))
        continue;
      if (first != NULL && !g_str_equal (first, setting->value))
        return TRUE;
      first = setting->value;
    }

  return FALSE;
}

static void
add_figure (GString *figures, const char *field, gint64 least, gint64 most)
{
  if (most > 0)
    g_string_append_printf (figures, "%s%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                            figures->len > 0 ? ";" : "", field, least, most);
}

/* The counted fields, and how many TPS the record means beyond the @named ones. (transfer full) */
static char *
figures_text (PantauProjection *self, PantauValues *values, gint64 named, gboolean *differs)
{
  const PantauKind *kind = pantau_kinds_lookup (pantau_reference_get_kinds (self->reference), RISK);
  GString *figures = g_string_new (NULL);
  gint64 least, most;

  for (guint i = 0; kind != NULL && i < kind->fields->len; i++)
    {
      const PantauField *field = g_ptr_array_index (kind->fields, i);

      if (field->counted && range_of (values, field->name, &least, &most, differs))
        add_figure (figures, field->name, least, most);
    }
  if (range_of (values, "tps_affected", &least, &most, differs))
    add_figure (figures, PANTAU_UNNAMED, MAX (least - named, 0), MAX (most - named, 0));

  return g_string_free (figures, FALSE);
}

/* A grade of 1 to 5, as a number or as the code of a choice; else 0. */
static gint64
grade_of (JsonNode *node)
{
  gint64 grade = 0;

  if (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING)
    grade = g_ascii_strtoll (json_node_get_string (node), NULL, 10);
  else if (node != NULL && json_node_get_value_type (node) == G_TYPE_INT64)
    grade = json_node_get_int (node);

  return grade >= 1 && grade <= PANTAU_MATRIX_GRADES ? grade : 0;
}

/* The cell of the matrix; in old records two fields. Both 0 where either grade is missing. */
static void
read_cell (PantauValues *values, gint64 *likelihood, gint64 *impact)
{
  const char *texts[] = { pantau_values_pick (values, "risk_matrix"),
                          pantau_values_pick (values, "likelihood"),
                          pantau_values_pick (values, "impact") };
  g_autoptr (JsonNode) cell = texts[0] != NULL ? json_from_string (texts[0], NULL) : NULL;
  g_autoptr (JsonNode) first = texts[1] != NULL ? json_from_string (texts[1], NULL) : NULL;
  g_autoptr (JsonNode) second = texts[2] != NULL ? json_from_string (texts[2], NULL) : NULL;

  if (cell != NULL && JSON_NODE_HOLDS_OBJECT (cell))
    {
      JsonObject *object = json_node_get_object (cell);

      *likelihood = grade_of (json_object_get_member (object, "likelihood"));
      *impact = grade_of (json_object_get_member (object, "impact"));
    }
  else
    {
      *likelihood = grade_of (first);
      *impact = grade_of (second);
    }
  if (*likelihood == 0 || *impact == 0)
    *likelihood = *impact = 0;
}

/* The last 48 bits of the UUID, which are random: records of equal numbers hardly ever share it. */
static gint64
mark_of (const char *record)
{
  const char *dash = strrchr (record, '-');

  return (gint64) g_ascii_strtoull (dash != NULL ? dash + 1 : record, NULL, 16);
}

static gboolean
write_exposure (PantauProjection *self, const Facts *facts, GError **error)
{
  static const char *const decisive[] = { "places", "hazard", "risk_matrix", "status" };
  const PantauStatus *status = status_of (self, facts->kind, facts->values);
  g_autofree char *election = pantau_values_dup_text (facts->values, "election");
  g_autofree char *hazard = NULL, *figures = NULL, *where = NULL;
  g_autoptr (GString) stations = g_string_new (NULL);
  gboolean differs = FALSE;
  gint64 named, likelihood, impact;

  if (status != NULL && status->is_void)
    return TRUE;
  named = add_places (self, facts, election, stations, &where, error);
  if (named < 0)
    return FALSE;
  if (!g_str_equal (facts->kind, RISK))
    return TRUE;

  hazard = pantau_values_dup_text (facts->values, "hazard");
  figures = figures_text (self, facts->values, named, &differs);
  read_cell (facts->values, &likelihood, &impact);
  for (guint i = 0; i < G_N_ELEMENTS (decisive); i++)
    differs |= differs_in (facts->values, decisive[i]);

  return pantau_db_run (
      self->db, error,
      "INSERT INTO exposure (record, region, hazard, election, ended, occurred_at, likelihood, "
      "impact, differing, mark, stations, figures) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
      "?10, ?11, ?12)",
      "isssiiiiiiss", facts->n, where != NULL ? where : facts->region, hazard, election,
      (gint64) (status != NULL && status->ended), facts->occurred_at, likelihood, impact,
      (gint64) differs, mark_of (facts->record), stations->str, figures);
}

gboolean
pantau_projection_take_exposure (PantauProjection *self,
                                 const char *record,
                                 PantauValues *values,
                                 GError **error)
{
  g_autofree char *kind = NULL, *region = NULL;
  Facts facts = { .record = record, .values = values };
  PantauStmt *stmt = pantau_db_query (self->db,
                                      "SELECT n, occurred_at, kind, region FROM record "
                                      "WHERE id = ?1 AND quarantine IS NULL",
                                      "s", record);

  if (pantau_stmt_next (stmt))
    {
      facts.n = pantau_stmt_integer (stmt, 0);
      facts.occurred_at = pantau_stmt_integer (stmt, 1);
      facts.kind = kind = g_strdup (pantau_stmt_text (stmt, 2));
      facts.region = region = g_strdup (pantau_stmt_text (stmt, 3));
    }

  return pantau_stmt_finish (stmt, error) && (kind == NULL || write_exposure (self, &facts, error));
}

/*
 * Which line of a device is its newest is told by its number and nothing else: clocks go wrong. What the province writes about others
 * is no contact with them.
 */
gboolean
pantau_projection_take_contacts (PantauProjection *self, gint64 after, gint64 last, GError **error)
{
  return pantau_db_run (
      self->db, error,
      "INSERT INTO contact (device, seq, wrote_at, region) "
      "SELECT device, seq, coalesce (unixepoch (header ->> 'time'), 0), region FROM entry "
      "WHERE n > ?1 AND n <= ?2 "
      "AND type NOT IN ('device.grant', 'device.revoke', 'entry.quarantine', 'entry.admit') "
      "ON CONFLICT (device) DO UPDATE SET seq = excluded.seq, wrote_at = excluded.wrote_at, "
      "region = excluded.region "
      "WHERE (excluded.seq, excluded.wrote_at, excluded.region) > (seq, wrote_at, region)",
      "ii", after, last);
}
