/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that the projections show, as one text: two stores that were told the same, in whatever order, say the same. */

#include "config.h"

#include "pantau-store-private.h"

/* Each row as its columns joined by TABs; NULLs as nothing, LFs cannot occur in JSON or codes. */
static gboolean
dump_query (PantauStore *self, const char *name, const char *sql, GString *text, GError **error)
{
  PantauStmt *stmt = pantau_db_query (self->db, sql, "");

  while (pantau_stmt_next (stmt))
    {
      g_string_append (text, name);
      for (int i = 0; i < pantau_stmt_n_columns (stmt); i++)
        {
          const char *column = pantau_stmt_text (stmt, i);

          g_string_append_c (text, '\t');
          g_string_append (text, column != NULL ? column : "");
        }
      g_string_append_c (text, '\n');
    }

  return pantau_stmt_finish (stmt, error);
}

char *
pantau_store_dump (PantauStore *self, GError **error)
{
  static const struct
  {
    const char *name, *sql;
  } tables[] = {
    { "record",
      "SELECT id, kind, open, region, election, title, status, severity, occurred, occurred_at, "
      "creator, differences, quarantine FROM record ORDER BY id" },
    { "value", "SELECT value.record, field, hex(e.id), value FROM value JOIN entry AS e ON e.n = "
               "value.entry "
               "ORDER BY value.record, field, e.id" },
    { "lapsed",
      "SELECT hex(e.id) FROM lapsed JOIN entry AS e ON e.n = lapsed.entry ORDER BY e.id" },
    { "link", "SELECT hex(e.id), link.record, rel, target FROM link JOIN entry AS e ON e.n = "
              "link.entry ORDER BY e.id" },
    { "place", "SELECT place.region, tps, record.id, place.occurred_at, nihil, place.election "
               "FROM place JOIN record ON record.n = place.record "
               "ORDER BY place.region, tps, record.id" },
    { "exposure",
      "SELECT record.id, e.region, hazard, e.election, ended, e.occurred_at, likelihood, impact, "
      "differing, mark, stations, figures FROM exposure AS e JOIN record ON record.n = e.record "
      "ORDER BY record.id" },
    { "contact", "SELECT device, seq, wrote_at, region FROM contact ORDER BY device" },
    { "forward",
      "SELECT hex(e.id), forward.record, agency, at, due_at, replies, waits FROM forward "
      "JOIN entry AS e ON e.n = forward.entry ORDER BY e.id" },
    { "forward_copy", "SELECT agency, hex(e.id), forward_copy.record, at FROM forward_copy "
                      "JOIN entry AS e ON e.n = forward_copy.entry ORDER BY agency, e.id" },
    { "review", "SELECT hex(e.id), review.record, stage, conclusion, day, current FROM review "
                "JOIN entry AS e ON e.n = review.entry ORDER BY e.id" },
    { "release", "SELECT hex(e.id), release.record, release.kind, release.region, agency, at, "
                 "due_at, current, "
                 "waits FROM release JOIN entry AS e ON e.n = release.entry ORDER BY e.id" },
    { "treatment", "SELECT hex(e.id), treatment.record, what, state, differs, due_at, waits "
                   "FROM treatment JOIN entry AS e ON e.n = treatment.entry ORDER BY e.id" },
    { "identity",
      "SELECT hex(e.id), identity.record, person, ordinal, blob, current, differs, opened "
      "FROM identity JOIN entry AS e ON e.n = identity.entry ORDER BY e.id" },
    { "evidence", "SELECT hex(e.id), evidence.record, hash, place, name, size, evidence.type, "
                  "received, picture, masks, claims, origin, stripped, medium, "
                  "note, released FROM evidence JOIN entry AS e ON e.n = evidence.entry "
                  "ORDER BY evidence.record, hash" },
    { "custody",
      "SELECT hex(e.id), custody.record, hash, place, what, received, origin, recipient, "
      "note FROM custody JOIN entry AS e ON e.n = custody.entry "
      "ORDER BY custody.record, hash, e.id" },
    { "identity_ask",
      "SELECT hex(e.id), identity_ask.record, person, ordinal, at, answers, waits "
      "FROM identity_ask JOIN entry AS e ON e.n = identity_ask.entry ORDER BY e.id" },
    { "alert", "SELECT hex(e.id), what, person, count, since FROM alert "
               "JOIN entry AS e ON e.n = alert.entry ORDER BY e.id" },
    { "clock", "SELECT record, rule, event, event_at, start_at, due_at, other_at, flags, ended_at, "
               "ended_by, region FROM clock ORDER BY record, rule" },
    { "roster", "SELECT hex(e.id), serial, fingerprint FROM roster JOIN entry AS e "
                "ON e.n = roster.entry ORDER BY e.id" },
    { "claim",
      "SELECT id, verdict, rank, label, differs, voting, unrest, target, forwarded, reach, harm, "
      "n_records, n_sightings, n_kecamatan, n_areas, first_at, last_at, takedown, counter, waits, "
      "due_at FROM claim ORDER BY id" },
    { "claim_member",
      "SELECT record, claim, rank, counts, region, area, at, verdict, voting, unrest, target, "
      "forwarded, reach, asked, done, counter, waits, due_at FROM claim_member ORDER BY record" },
    { "claim_link", "SELECT record, target FROM claim_link ORDER BY record, target" },
    { "claim_place", "SELECT record, region, claim, at FROM claim_place ORDER BY record, region" },
    { "claim_verdict",
      "SELECT hex(e.id), claim_verdict.record, claim_verdict.device, value, counts "
      "FROM claim_verdict JOIN entry AS e ON e.n = claim_verdict.entry ORDER BY e.id" },
    { "claim_sign", "SELECT record, words, url, pictures FROM claim_sign ORDER BY record" },
    { "claim_word", "SELECT word, texts FROM claim_word WHERE texts <> 0 ORDER BY word" },
    { "claim_picture", "SELECT record, band, hash FROM claim_picture "
                       "JOIN claim_sign USING (sign) ORDER BY record, band, hash" },
    { "triage",
      "SELECT record, kind, waits, severity, due_at, differs FROM triage ORDER BY record" },
    { "assignment",
      "SELECT hex(e.id), assignment.record, person, name, assignment.region FROM assignment "
      "JOIN entry AS e ON e.n = assignment.entry ORDER BY e.id" },
    { "verdict", "SELECT hex(id), reason FROM verdict ORDER BY id" },
    { "person", "SELECT device, code, name, position, letter, role, region, last_day, "
                "practice, " PANTAU_REVOKED_SQL " FROM person ORDER BY device" },
  };
  g_autoptr (GString) text = g_string_new (NULL);

  if (!pantau_store_freshen (self, error))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!dump_query (self, tables[i].name, tables[i].sql, text, error))
      return NULL;

  return g_string_free (g_steal_pointer (&text), FALSE);
}
