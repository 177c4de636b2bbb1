/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a province signed and cannot both be true, and what shows that a home was copied: kept, said in words, checked, handed out. */

#include "config.h"

#include "pantau-contradiction.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-json.h"
#include "pantau-signed.h"

#define EXPORT_KIND "pantau-contradictions-1"

/* As in the table's own check. Append only. */
static const char *const names[] = {
  [PANTAU_CONTRADICTION_FORK] = "fork",
  [PANTAU_CONTRADICTION_ROLLBACK] = "rollback",
  [PANTAU_CONTRADICTION_RESTORED] = "restored",
  [PANTAU_CONTRADICTION_COPIED] = "copied",
};

void
pantau_contradiction_free (PantauContradiction *self)
{
  g_free (self->at);
  g_clear_pointer (&self->proof, json_object_unref);
  g_free (self);
}

const char *
pantau_contradiction_get_name (PantauContradictionKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (names), NULL);

  return names[kind];
}

gboolean
pantau_contradiction_note (PantauDb *db,
                           PantauContradictionKind kind,
                           JsonObject *proof,
                           GError **error)
{
  g_autofree char *text = pantau_json_object_text (proof), *now = pantau_home_now ();

  return pantau_db_run (db, error,
                        "INSERT INTO contradiction (at, what, proof) SELECT ?1, ?2, ?3 WHERE NOT "
                        "EXISTS (SELECT 1 FROM contradiction WHERE what = ?2 AND proof = ?3)",
                        "sss", now, pantau_contradiction_get_name (kind), text);
}

JsonObject *
pantau_contradiction_statement (const char *text, const char *signature)
{
  JsonObject *statement = json_object_new ();

  json_object_set_string_member (statement, "text", text);
  json_object_set_string_member (statement, "signature", signature);

  return statement;
}

static gboolean
find_kind (const char *name, PantauContradictionKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0)
      {
        *kind = i;
        return TRUE;
      }

  return FALSE;
}

GPtrArray *
pantau_contradiction_list (PantauDb *db, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_contradiction_free);
  PantauStmt *stmt =
      pantau_db_query (db, "SELECT n, at, what, proof FROM contradiction ORDER BY n", "");

  while (pantau_stmt_next (stmt))
    {
      g_autoptr (PantauContradiction) self = g_new0 (PantauContradiction, 1);

      self->n = pantau_stmt_integer (stmt, 0);
      self->at = g_strdup (pantau_stmt_text (stmt, 1));
      self->proof = pantau_json_parse_known (pantau_stmt_text (stmt, 3), NULL);
      if (find_kind (pantau_stmt_text (stmt, 2), &self->kind) && self->proof != NULL)
        g_ptr_array_add (list, g_steal_pointer (&self));
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&list) : NULL;
}

/* What a statement says, whoever signed it; NULL where there is none. (transfer full) */
static JsonObject *
read_statement (JsonObject *proof, const char *name)
{
  const char *text = pantau_json_string (pantau_json_object (proof, name), "text");

  return text != NULL ? pantau_json_parse (text, strlen (text), PANTAU_SIGNED_LIMIT, NULL) : NULL;
}

char *
pantau_contradiction_describe (const PantauContradiction *self)
{
  g_autoptr (JsonObject) before = read_statement (self->proof, "before"),
                         after = read_statement (self->proof, "after");
  g_autofree char *when = pantau_format_rfc3339 (self->at),
                  *had = pantau_format_integer (pantau_json_integer (before, "index", 0)),
                  *has = pantau_format_integer (pantau_json_integer (after, "index", 0)),
                  *seq = NULL;

  switch (self->kind)
    {
    case PANTAU_CONTRADICTION_FORK:
      /* Translators: %1$s is a time, %2$s a number of a line. */
      return g_strdup_printf (_ ("%1$s: for line %2$s the province has signed two different "
                                 "histories. Both are kept as proof, and "
                                 "all lines were sent again."),
                              when, before != NULL ? had : has);
    case PANTAU_CONTRADICTION_ROLLBACK:
      return g_strdup_printf (_ ("%1$s: the province had confirmed %2$s lines and now has only "
                                 "%3$s. What it signed is kept as proof, "
                                 "and all lines were sent again."),
                              when, had, has);
    case PANTAU_CONTRADICTION_RESTORED:
      return g_strdup_printf (_ ("%s: the province was restored from a copy. All lines were sent "
                                 "again where it lacked them."),
                              when);
    case PANTAU_CONTRADICTION_COPIED:
    default:
      seq = pantau_format_integer (pantau_json_integer (self->proof, "seq", 0));
      /* Translators: %1$s is a time, %2$s a number. */
      return g_strdup_printf (_ ("%1$s: this laptop’s data exists twice: there are two lines with "
                                 "the number %2$s. Both are kept; this "
                                 "laptop needs a new key."),
                              when, seq);
    }
}

/* The statement, believed only as @province's; its receipts and its heads are signed apart. (transfer full) */
static JsonObject *
open_statement (JsonObject *proof, const char *name, const char *province, GError **error)
{
  JsonObject *statement = pantau_json_object (proof, name);
  const char *text = pantau_json_string (statement, "text"),
             *signature = pantau_json_string (statement, "signature");
  g_autoptr (JsonObject) content = NULL;

  if (text == NULL || signature == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND,
                              _ ("only one of the two statements was kept"));
  if (strlen (signature) != PANTAU_SIGNATURE_TEXT ||
      (!pantau_key_verify (province, PANTAU_PURPOSE_RECEIPT, text, strlen (text), signature) &&
       !pantau_key_verify (province, PANTAU_PURPOSE_HEAD, text, strlen (text), signature)))
    return pantau_throw_null (error, PANTAU_ERROR_SIGNATURE,
                              _ ("the statement is not signed by the province"));
  content = read_statement (proof, name);
  if (content == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_SIGNATURE,
                              _ ("the statement is not well-formed"));

  return g_steal_pointer (&content);
}

static gboolean
is_later (JsonObject *after, JsonObject *before)
{
  const char *texts[] = { pantau_json_string (before, "time"), pantau_json_string (after, "time") };
  g_autoptr (GDateTime) first =
      texts[0] != NULL ? g_date_time_new_from_iso8601 (texts[0], NULL) : NULL;
  g_autoptr (GDateTime) second =
      texts[1] != NULL ? g_date_time_new_from_iso8601 (texts[1], NULL) : NULL;

  return first != NULL && second != NULL && g_date_time_compare (second, first) > 0;
}

static gboolean
check_statements (const PantauContradiction *self, const char *province, GError **error)
{
  g_autoptr (JsonObject) before = open_statement (self->proof, "before", province, error);
  g_autoptr (JsonObject) after =
      before != NULL ? open_statement (self->proof, "after", province, error) : NULL;
  gint64 had, has;
  gboolean same_epoch, holds;

  if (after == NULL)
    return FALSE;
  had = pantau_json_integer (before, "index", -1);
  has = pantau_json_integer (after, "index", -1);
  same_epoch =
      g_strcmp0 (pantau_json_string (before, "epoch"), pantau_json_string (after, "epoch")) == 0;

  if (self->kind == PANTAU_CONTRADICTION_FORK)
    holds =
        same_epoch && had == has && had >= 0 &&
        g_strcmp0 (pantau_json_string (before, "head"), pantau_json_string (after, "head")) != 0;
  else if (self->kind == PANTAU_CONTRADICTION_ROLLBACK)
    holds = same_epoch && has >= 0 && has < had && is_later (after, before);
  else
    holds = !same_epoch;

  return holds || pantau_throw (error, PANTAU_ERROR_SIGNATURE,
                                _ ("the two statements do not contradict each other"));
}

/* The line of row @id in hex; NULL where it is not here, which is no error. */
static PantauEntry *
find_line (PantauLedger *ledger, const char *id)
{
  gint64 n = 0;

  return pantau_is_hash (id) && pantau_ledger_find (ledger, id, &n, NULL) && n != 0
             ? pantau_ledger_get (ledger, n, NULL)
             : NULL;
}

static gboolean
check_copied (const PantauContradiction *self, PantauLedger *ledger, GError **error)
{
  JsonArray *ids = pantau_json_array (self->proof, "entries");
  const char *device = pantau_json_string (self->proof, "device");
  gint64 seq = pantau_json_integer (self->proof, "seq", 0);
  guint n = ids != NULL ? json_array_get_length (ids) : 0, held = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PantauEntry) line =
          ledger != NULL ? find_line (ledger, json_array_get_string_element (ids, i)) : NULL;

      held += line != NULL && g_strcmp0 (line->device, device) == 0 && line->seq == seq;
    }

  return held >= 2 ||
         pantau_throw (error, PANTAU_ERROR_NOT_FOUND, _ ("only one of the two lines is here"));
}

gboolean
pantau_contradiction_check (const PantauContradiction *self,
                            const char *province,
                            PantauLedger *ledger,
                            GError **error)
{
  if (self->kind == PANTAU_CONTRADICTION_COPIED)
    return check_copied (self, ledger, error);

  return check_statements (self, province, error);
}

/* Headers and signatures prove it; what somebody wrote is nobody's business who looks into a copy. */
static JsonArray *
export_lines (PantauHome *home, const PantauContradiction *item)
{
  JsonArray *ids = pantau_json_array (item->proof, "entries"), *lines = json_array_new ();
  guint n = ids != NULL ? json_array_get_length (ids) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PantauEntry) line =
          find_line (pantau_home_get_ledger (home), json_array_get_string_element (ids, i));
      g_autofree char *text = NULL;

      if (line == NULL)
        continue;
      text = g_strconcat (line->signature, "\t", line->header, "\t", NULL);
      json_array_add_string_element (lines, text);
    }

  return lines;
}

JsonObject *
pantau_contradiction_export (PantauHome *home, GError **error)
{
  g_autoptr (GPtrArray) list = pantau_contradiction_list (pantau_home_get_db (home), error);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *now = pantau_home_now ();
  JsonArray *items = json_array_new ();

  json_object_set_array_member (object, "items", items);
  if (list == NULL)
    return NULL;

  json_object_set_string_member (object, "kind", EXPORT_KIND);
  json_object_set_string_member (object, "province", pantau_home_get_province (home));
  json_object_set_string_member (object, "device", pantau_home_get_device (home));
  json_object_set_string_member (object, "made", now);
  for (guint i = 0; i < list->len; i++)
    {
      const PantauContradiction *item = g_ptr_array_index (list, i);
      JsonObject *member = json_object_new ();

      json_object_set_string_member (member, "what", pantau_contradiction_get_name (item->kind));
      json_object_set_string_member (member, "at", item->at);
      json_object_set_object_member (member, "proof", json_object_ref (item->proof));
      if (item->kind == PANTAU_CONTRADICTION_COPIED)
        json_object_set_array_member (member, "lines", export_lines (home, item));
      json_array_add_object_element (items, member);
    }

  return g_steal_pointer (&object);
}
