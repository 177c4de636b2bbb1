/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Decisions between the person and the ledger. They are checked when they are made, so that somebody hears at once what is not allowed; and again when
 * they are signed, since a colleague may have been quicker.
 */

#include "config.h"

#include "pantau-pending.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "pantau-assignment.h"
#include "pantau-crypto.h"
#include "pantau-edit-assign.h"
#include "pantau-edit-link.h"
#include "pantau-edit-private.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-link.h"
#include "pantau-locale.h"
#include "pantau-triage.h"

static void
left_out_free (gpointer data)
{
  PantauLeftOut *self = data;

  g_free (self->record);
  g_free (self->why);
  g_free (self);
}

void
pantau_decided_free (PantauDecided *self)
{
  g_free (self->batch);
  g_ptr_array_unref (self->left);
  g_free (self);
}

static gint64
now_in_ms (void)
{
  return g_get_real_time () / 1000;
}

/* --- What is kept of a decision --- */

/* (transfer full) */
static char *
decision_text (const PantauDecision *decision, const char *status)
{
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  json_object_set_string_member (object, "verb", pantau_verb_get_name (decision->verb));
  pantau_json_set_text (object, "status", status);
  pantau_json_set_text (object, "reason", decision->reason);
  pantau_json_set_text (object, "person", decision->person);
  pantau_json_set_text (object, "name", decision->name);
  pantau_json_set_text (object, "region", decision->region);
  pantau_json_set_text (object, "rel", decision->rel);
  pantau_json_set_text (object, "to", decision->to);
  json_object_unref (object);

  return pantau_json_node_text (node);
}

/* The lines that say what status @record has and who looks after it: while they are the same, nobody else decided. (transfer full) */
static char *
standing_of (PantauHome *home, PantauRecord *record, GError **error)
{
  g_auto (GStrv) base = pantau_store_base (pantau_home_get_store (home),
                                           pantau_record_get_id (record), "status", error);
  g_autoptr (GPtrArray) assignments = pantau_assignments_new (record);
  g_autoptr (GString) text = g_string_new (NULL);

  if (base == NULL)
    return NULL;
  for (gsize i = 0; base[i] != NULL; i++)
    g_string_append_printf (text, "%s ", base[i]);
  for (guint i = 0; i < assignments->len; i++)
    g_string_append_printf (text, "%s ",
                            ((PantauAssignment *) g_ptr_array_index (assignments, i))->entry);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- Deciding --- */

/* The verb's status for @record, or an error that says why there is none. (transfer full) */
static char *
find_status (PantauHome *home, PantauRecord *record, const PantauDecision *decision, GError **error)
{
  PantauReference *reference = pantau_home_get_reference (home);
  const char *kind = pantau_record_get_kind (record);
  g_auto (GStrv) steps = NULL;
  const char *status;
  const PantauStatus *description;

  if (!pantau_edit_may_write (home, pantau_record_get_id (record), PANTAU_TYPE_STATUS, error))
    return NULL;
  steps = pantau_edit_steps (home, pantau_record_get_id (record), error);
  if (steps == NULL)
    return NULL;
  status = pantau_triage_verb_status (reference, kind, (const char *const *) steps, decision->verb);
  if (status == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, _ ("that cannot follow its status “%s”"),
                              pantau_reference_status_label (reference, kind,
                                                             pantau_record_get_status (record),
                                                             pantau_locale_get ()));
  if (!pantau_edit_check_step (reference, record, status, error))
    return NULL;
  description = pantau_statuses_lookup (
      pantau_reference_get_statuses (reference),
      pantau_kinds_lookup (pantau_reference_get_kinds (reference), kind)->status_table, status);
  if (description->reason && (decision->reason == NULL || *decision->reason == '\0'))
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, "%s", _ ("say why"));

  return g_strdup (status);
}

static gboolean
is_person (PantauPerson *person, const char *code, const char *region)
{
  return g_strcmp0 (person->code, code) == 0 && g_strcmp0 (person->region, region) == 0;
}

/* Those by which somebody looks after it. (transfer full) */
static GPtrArray *
given_of (PantauRecord *record)
{
  GPtrArray *present = pantau_assignments_new (record);

  for (guint i = present->len; i > 0; i--)
    if (!pantau_assignment_is_given (g_ptr_array_index (present, i - 1)))
      g_ptr_array_remove_index (present, i - 1);

  return present;
}

/* One gives back what is with oneself or with the own desk; a colleague's is taken over, with a reason that the colleague reads. */
static gboolean
check_giving_back (PantauHome *home, PantauRecord *record, GError **error)
{
  g_autoptr (PantauPerson) me = pantau_home_get_person (home, NULL);
  g_autoptr (GPtrArray) given = given_of (record);

  if (!pantau_edit_may_assign (home, pantau_record_get_id (record), error))
    return FALSE;
  if (me == NULL)
    return pantau_throw (error, PANTAU_ERROR_NOT_ENROLLED, "%s",
                         _ ("only who is enrolled can look after records"));
  if (given->len == 0)
    return pantau_throw (error, PANTAU_ERROR_CONFLICT, "%s", _ ("nobody looks after the record"));
  for (guint i = 0; i < given->len; i++)
    {
      const PantauAssignment *assignment = g_ptr_array_index (given, i);

      if (*assignment->person != '\0' ? is_person (me, assignment->person, assignment->region)
                                      : g_str_equal (assignment->region, me->region))
        return TRUE;
    }

  return pantau_throw (error, PANTAU_ERROR_INVALID, "%s",
                       _ ("a colleague looks after the record; take it over first"));
}

/* Whether it is theirs already, as far as can be said before it is written. */
static gboolean
check_assignment (PantauHome *home,
                  PantauRecord *record,
                  const PantauDecision *decision,
                  GError **error)
{
  g_autoptr (PantauPerson) me = pantau_home_get_person (home, NULL);
  g_autoptr (GPtrArray) present = pantau_assignments_new (record);
  const PantauAssignment *only = present->len == 1 ? g_ptr_array_index (present, 0) : NULL;
  PantauAssignee to = { decision->person, decision->name, decision->region, decision->reason };

  if (!pantau_edit_may_assign (home, pantau_record_get_id (record), error))
    return FALSE;
  if (me == NULL)
    return pantau_throw (error, PANTAU_ERROR_NOT_ENROLLED, "%s",
                         _ ("only who is enrolled can look after records"));
  if (decision->verb == PANTAU_VERB_TAKE_OVER)
    to = (PantauAssignee){ me->code, me->name, me->region, decision->reason };
  if (only != NULL && to.region != NULL && g_strcmp0 (only->region, to.region) == 0 &&
      g_strcmp0 (only->person, to.person != NULL ? to.person : "") == 0)
    return pantau_throw (error, PANTAU_ERROR_CONFLICT, "%s",
                         is_person (me, to.person, to.region)
                             ? _ ("you look after it already")
                             : _ ("the record is with them already"));
  if ((to.reason == NULL || *to.reason == '\0') &&
      pantau_edit_assign_status (home, pantau_record_get_id (record), &to) != NULL)
    return pantau_throw (error, PANTAU_ERROR_INVALID, "%s",
                         _ ("say why the case goes to another desk"));

  return TRUE;
}

/* TRUE where it is allowed; @status takes the status that it leads to (transfer full) (nullable). */
static gboolean
check (PantauHome *home,
       PantauRecord *record,
       const PantauDecision *decision,
       char **status,
       GError **error)
{
  switch (decision->verb)
    {
    case PANTAU_VERB_DELEGATE:
    case PANTAU_VERB_TAKE_OVER:
      return check_assignment (home, record, decision, error);
    case PANTAU_VERB_GIVE_BACK:
      return check_giving_back (home, record, error);
    case PANTAU_VERB_LINK:
      return pantau_edit_check_link (home, pantau_record_get_id (record), decision->rel,
                                     decision->to, error);
    case PANTAU_VERB_DUPLICATE:
      if (!pantau_edit_check_link (home, pantau_record_get_id (record), PANTAU_REL_DUPLICATE,
                                   decision->to, error))
        return FALSE;
      *status = find_status (home, record, decision, error);
      return *status != NULL;
    case PANTAU_VERB_FORWARD:
      return pantau_throw (error, PANTAU_ERROR_INVALID, "%s",
                           _ ("what goes to an agency is written for each record by itself"));
    case PANTAU_VERB_VERIFY:
    case PANTAU_VERB_COMPLETE:
    case PANTAU_VERB_REGISTER:
    case PANTAU_VERB_CLOSE:
    default:
      *status = find_status (home, record, decision, error);
      return *status != NULL;
    }
}

/* A decision about one record that is allowed. */
typedef struct
{
  char *record;
  char *act;
  char *base;
} Decision;

static void
decision_free (gpointer data)
{
  Decision *self = data;

  g_free (self->record);
  g_free (self->act);
  g_free (self->base);
  g_free (self);
}

/* What is not allowed goes to @decided. FALSE where the database fails. */
static gboolean
decide_one (PantauHome *home,
            const char *id,
            const PantauDecision *decision,
            PantauDecided *decided,
            GPtrArray *decisions,
            GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (PantauRecord) record = pantau_store_get (pantau_home_get_store (home), id, &why);
  g_autofree char *status = NULL, *base = NULL;
  Decision *one;

  if (record == NULL || !check (home, record, decision, &status, &why))
    {
      PantauLeftOut *left = g_new0 (PantauLeftOut, 1);

      left->record = g_strdup (id);
      left->why = g_strdup (why->message);
      g_ptr_array_add (decided->left, left);
      return TRUE;
    }

  base = standing_of (home, record, error);
  if (base == NULL)
    return FALSE;
  one = g_new0 (Decision, 1);
  one->record = g_strdup (id);
  one->act = decision_text (decision, status);
  one->base = g_steal_pointer (&base);
  g_ptr_array_add (decisions, one);

  return TRUE;
}

static gboolean
keep (PantauDb *db, const PantauDecided *decided, GPtrArray *decisions, GError **error)
{
  for (guint i = 0; i < decisions->len; i++)
    {
      const Decision *one = g_ptr_array_index (decisions, i);

      if (!pantau_db_run (db, error, "DELETE FROM pending WHERE record = ?1", "s", one->record) ||
          !pantau_db_run (db, error,
                          "INSERT INTO pending (batch, record, act, base, due_at) "
                          "VALUES (?1, ?2, ?3, ?4, ?5)",
                          "ssssi", decided->batch, one->record, one->act, one->base, decided->due))
        return FALSE;
    }

  return TRUE;
}

PantauDecided *
pantau_pending_decide (PantauHome *home,
                       const char *const *records,
                       const PantauDecision *decision,
                       gint64 delay,
                       GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  g_autoptr (PantauDecided) decided = g_new0 (PantauDecided, 1);
  g_autoptr (GPtrArray) decisions = g_ptr_array_new_with_free_func (decision_free);

  decided->batch = pantau_uuid_new ();
  decided->left = g_ptr_array_new_with_free_func (left_out_free);
  decided->due = now_in_ms () + delay;
  for (gsize i = 0; records[i] != NULL; i++)
    if (!decide_one (home, records[i], decision, decided, decisions, error))
      return NULL;
  decided->n_decided = decisions->len;
  if (decisions->len == 0)
    return g_steal_pointer (&decided);

  if (!pantau_db_begin (db, PANTAU_DB_DURABLE, error))
    return NULL;
  if (!keep (db, decided, decisions, error))
    {
      pantau_db_rollback (db);
      return NULL;
    }

  return pantau_db_commit (db, error) ? g_steal_pointer (&decided) : NULL;
}

gboolean
pantau_pending_undo (PantauHome *home, const char *batch, guint *n, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);

  *n = 0;
  if (!pantau_db_begin (db, PANTAU_DB_DURABLE, error))
    return FALSE;
  if (!pantau_db_run (db, error, "DELETE FROM pending WHERE batch = ?1 AND fault IS NULL", "s",
                      batch))
    {
      pantau_db_rollback (db);
      return FALSE;
    }
  *n = (guint) pantau_db_changes (db);

  return pantau_db_commit (db, error);
}

/* --- Signing --- */

typedef struct
{
  gint64 n;
  char *record;
  char *act;
  char *base;
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *self = data;

  g_free (self->record);
  g_free (self->act);
  g_free (self->base);
  g_free (self);
}

/* (transfer full): of Waiting */
static GPtrArray *
read_waiting (PantauDb *db, gint64 until, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (waiting_free);
  PantauStmt *stmt = pantau_db_query (
      db,
      "SELECT n, record, act, base FROM pending WHERE fault IS NULL AND due_at <= ?1 ORDER BY n",
      "i", until);

  while (pantau_stmt_next (stmt))
    {
      Waiting *waiting = g_new0 (Waiting, 1);

      waiting->n = pantau_stmt_integer (stmt, 0);
      waiting->record = g_strdup (pantau_stmt_text (stmt, 1));
      waiting->act = g_strdup (pantau_stmt_text (stmt, 2));
      waiting->base = g_strdup (pantau_stmt_text (stmt, 3));
      g_ptr_array_add (list, waiting);
    }

  return pantau_stmt_finish (stmt, error) ? g_steal_pointer (&list) : NULL;
}

static gboolean
has_two_statuses (PantauRecord *record)
{
  GPtrArray *values = pantau_record_get_values (record);
  const char *first = NULL;

  for (guint i = 0; i < values->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (values, i);

      if (!g_str_equal (value->field, "status"))
        continue;
      if (first != NULL && !g_str_equal (first, value->value))
        return TRUE;
      first = value->value;
    }

  return FALSE;
}

/* Linked already: it was done before the program was stopped, or by somebody else. */
static gboolean
link_to (PantauHome *home, const char *record, const char *rel, const char *to, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (pantau_edit_link (home, record, rel, to, NULL, &local_error) ||
      g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_CONFLICT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/*
 * TRUE where the record is what the decision makes of it: this program was stopped between the line and its mark, or a colleague decided the
 * same.
 */
static gboolean
is_done (PantauHome *home, PantauRecord *record, JsonObject *act)
{
  g_autoptr (PantauPerson) me = pantau_home_get_person (home, NULL);
  g_autoptr (GPtrArray) present = pantau_assignments_new (record);
  const PantauAssignment *only = present->len == 1 ? g_ptr_array_index (present, 0) : NULL;
  const char *status = pantau_json_string (act, "status");
  const char *verb = pantau_json_string (act, "verb");

  if (status != NULL)
    return g_str_equal (pantau_record_get_status (record), status) && !has_two_statuses (record);
  if (g_strcmp0 (verb, pantau_verb_get_name (PANTAU_VERB_GIVE_BACK)) == 0)
    {
      g_autoptr (GPtrArray) given = given_of (record);

      return given->len == 0;
    }
  if (only == NULL)
    return FALSE;
  if (g_strcmp0 (verb, pantau_verb_get_name (PANTAU_VERB_TAKE_OVER)) == 0)
    return me != NULL && is_person (me, only->person, only->region);
  if (g_strcmp0 (verb, pantau_verb_get_name (PANTAU_VERB_DELEGATE)) == 0)
    return g_strcmp0 (only->region, pantau_json_string (act, "region")) == 0 &&
           (*only->person == '\0'
                ? pantau_json_string (act, "person") == NULL
                : g_strcmp0 (only->person, pantau_json_string (act, "person")) == 0);

  return FALSE;
}

static gboolean
sign_act (PantauHome *home, const char *record, JsonObject *act, GError **error)
{
  const char *reason = pantau_json_string (act, "reason");
  const char *status = pantau_json_string (act, "status");
  const PantauAssignee to = { pantau_json_string (act, "person"), pantau_json_string (act, "name"),
                              pantau_json_string (act, "region"), reason };
  PantauVerb verb;

  if (!pantau_verb_from_name (pantau_json_string (act, "verb"), &verb))
    return pantau_throw (error, PANTAU_ERROR_NEWER, "%s", _ ("a newer program decided this"));
  switch (verb)
    {
    case PANTAU_VERB_TAKE_OVER:
      return pantau_edit_take_over (home, record, reason, error);
    case PANTAU_VERB_DELEGATE:
      return pantau_edit_assign (home, record, &to, error);
    case PANTAU_VERB_GIVE_BACK:
      return pantau_edit_assign (home, record, &(PantauAssignee){ .reason = reason }, error);
    case PANTAU_VERB_LINK:
      return link_to (home, record, pantau_json_string (act, "rel"), pantau_json_string (act, "to"),
                      error);
    case PANTAU_VERB_DUPLICATE:
      return link_to (home, record, PANTAU_REL_DUPLICATE, pantau_json_string (act, "to"), error) &&
             pantau_edit_status (home, record, status, reason, error);
    case PANTAU_VERB_VERIFY:
    case PANTAU_VERB_COMPLETE:
    case PANTAU_VERB_REGISTER:
    case PANTAU_VERB_FORWARD:
    case PANTAU_VERB_CLOSE:
    default:
      return pantau_edit_status (home, record, status, reason, error);
    }
}

/* Who gave the record a status that was not there when the person decided; NULL where its status is the same. (transfer none) (nullable) */
static const PantauValue *
find_new_status (PantauRecord *record, const char *base)
{
  GPtrArray *values = pantau_record_get_values (record);

  for (guint i = 0; i < values->len; i++)
    {
      const PantauValue *value = g_ptr_array_index (values, i);

      if (g_str_equal (value->field, "status") && strstr (base, value->entry) == NULL)
        return value;
    }

  return NULL;
}

/* What a colleague decided instead of what the person did: the sentence of a fault. (transfer full) */
static char *
tell_conflict (PantauHome *home, PantauRecord *record, const char *base, JsonObject *act)
{
  PantauReference *reference = pantau_home_get_reference (home);
  const char *kind = pantau_record_get_kind (record), *locale = pantau_locale_get ();
  const char *mine = pantau_json_string (act, "status");
  const PantauValue *value = find_new_status (record, base);
  g_autoptr (JsonNode) node = value != NULL ? json_from_string (value->value, NULL) : NULL;
  g_autoptr (PantauPerson) person =
      value != NULL ? pantau_store_get_person (pantau_home_get_store (home), value->device, NULL)
                    : NULL;

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return g_strdup (_ ("somebody else decided before yours was signed; yours was not written"));
  /* Translators: who, and which status; what the person decided here */
  if (mine != NULL)
    return g_strdup_printf (
        _ ("%s was quicker: “%s”; your “%s” was not written"),
        person != NULL ? person->name : _ ("a colleague"),
        pantau_reference_status_label (reference, kind, json_node_get_string (node), locale),
        pantau_reference_status_label (reference, kind, mine, locale));

  return g_strdup_printf (
      _ ("%s was quicker: “%s”; what you decided was not written"),
      person != NULL ? person->name : _ ("a colleague"),
      pantau_reference_status_label (reference, kind, json_node_get_string (node), locale));
}

/* Not the person's fault and not the record's: it may go well a little later. */
static gboolean
is_passing (const GError *error)
{
  return g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_FULL) ||
         g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_IO) ||
         g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_DAMAGED);
}

static gboolean
sign_one (PantauHome *home, const Waiting *waiting, gboolean *is_signed, GError **error)
{
  PantauDb *db = pantau_home_get_db (home);
  g_autoptr (GError) why = NULL;
  g_autoptr (PantauRecord) record =
      pantau_store_get (pantau_home_get_store (home), waiting->record, &why);
  g_autofree char *base = record != NULL ? standing_of (home, record, &why) : NULL;
  g_autoptr (JsonNode) node = json_from_string (waiting->act, NULL);
  JsonObject *act =
      node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  *is_signed = FALSE;
  if (base != NULL && act != NULL)
    {
      if (g_str_equal (base, waiting->base))
        *is_signed = sign_act (home, waiting->record, act, &why);
      else if (is_done (home, record, act))
        *is_signed = TRUE;
      else
        {
          g_autofree char *told = tell_conflict (home, record, waiting->base, act);

          pantau_throw (&why, PANTAU_ERROR_CONFLICT, "%s", told);
        }
    }

  if (!*is_signed && why != NULL && is_passing (why))
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  if (*is_signed)
    return pantau_db_run (db, error, "DELETE FROM pending WHERE n = ?1", "i", waiting->n) &&
           pantau_triage_mark_seen (db, waiting->record, error);

  return pantau_db_run (db, error, "UPDATE pending SET fault = ?2 WHERE n = ?1", "is", waiting->n,
                        why != NULL ? why->message : "?") &&
         pantau_db_run (db, error, "DELETE FROM seen WHERE record = ?1", "s", waiting->record);
}

gboolean
pantau_pending_sign (
    PantauHome *home, gboolean all, guint *n_signed, guint *n_faults, GError **error)
{
  g_autoptr (GPtrArray) list =
      read_waiting (pantau_home_get_db (home), all ? G_MAXINT64 : now_in_ms (), error);

  *n_signed = *n_faults = 0;
  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      gboolean is_signed;

      if (!sign_one (home, g_ptr_array_index (list, i), &is_signed, error))
        return FALSE;
      *(is_signed ? n_signed : n_faults) += 1;
    }

  return TRUE;
}

gboolean
pantau_pending_count (PantauDb *db, gint64 *count, gint64 *due, GError **error)
{
  return pantau_db_integer (db, 0, count, error, "SELECT count(*) FROM pending WHERE fault IS NULL",
                            "") &&
         pantau_db_integer (db, 0, due, error,
                            "SELECT coalesce (min (due_at), 0) FROM pending WHERE fault IS NULL",
                            "");
}

gboolean
pantau_pending_forget_fault (PantauDb *db, const char *record, GError **error)
{
  return pantau_db_run (db, error, "DELETE FROM pending WHERE record = ?1 AND fault IS NOT NULL",
                        "s", record);
}
