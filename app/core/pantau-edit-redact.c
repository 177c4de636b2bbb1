/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking for an erasure by law: which lines, and one redact line for all who may see the same of them. */

#include "config.h"

#include "pantau-edit-redact.h"

#include <glib/gi18n-lib.h>

#include "pantau-check.h"
#include "pantau-edit-private.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-redaction.h"

/* A line of the record. */
typedef struct
{
  char *id;
  char *type;
  char *region;
  char *
      witness; /* device that alone sees it besides the desks, where it is in quarantine; else "" */
  gboolean is_open;
  gboolean is_erased;
  gboolean has_content;
} Line;

typedef struct
{
  PantauHome *home;
  PantauRecord *record;
  PantauPerson *person; /* who asks */
  GPtrArray *lines;     /* of Line, of the record */
  GHashTable *asked;    /* id → GHashTable, set of person codes that asked for it already */
  GHashTable *named;    /* id of a redact line → PantauRedact */
  GPtrArray *wanted;    /* of Line, borrowed: what is asked for now */
} Asking;

static void
line_free (gpointer data)
{
  Line *self = data;

  g_free (self->id);
  g_free (self->type);
  g_free (self->region);
  g_free (self->witness);
  g_free (self);
}

static void
asking_clear (Asking *self)
{
  g_clear_object (&self->record);
  g_clear_pointer (&self->person, pantau_person_free);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  g_clear_pointer (&self->named, g_hash_table_unref);
  g_clear_pointer (&self->wanted, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asking, asking_clear)

static char *
check_text (const char *text, const char *missing, const char *too_long, GError **error)
{
  g_autofree char *clean = NULL;
  glong length;

  if (text == NULL || *text == '\0')
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, "%s", missing);
  clean = pantau_check_note (text, error);
  if (clean == NULL)
    return NULL;
  length = g_utf8_strlen (clean, -1);
  if (length < PANTAU_REDACT_MIN_TEXT)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, "%s", missing);
  if (length > PANTAU_REDACT_MAX_TEXT)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, "%s", too_long);

  return g_steal_pointer (&clean);
}

char *
pantau_check_redact_reason (const char *text, GError **error)
{
  return check_text (text, _ ("say why it is to be erased, in 5 characters or more"),
                     _ ("the reason has more than 500 characters"), error);
}

char *
pantau_check_redact_basis (const char *text, GError **error)
{
  return check_text (text,
                     _ ("name the legal basis: the article, decision or request by which it must "
                        "be erased"),
                     _ ("the legal basis has more than 500 characters"), error);
}

/* A step of status is content only by its reason, a link not at all. */
static gboolean
has_content (const char *type, const char *body)
{
  g_autoptr (JsonObject) object = NULL;
  const char *reason;

  if (body == NULL || g_str_equal (type, PANTAU_TYPE_LINK))
    return FALSE;
  if (!g_str_equal (type, PANTAU_TYPE_STATUS))
    return TRUE;
  object = pantau_json_parse_known (body, NULL);
  reason = object != NULL ? pantau_json_string (object, "reason") : NULL;

  return reason != NULL && *reason != '\0';
}

static void
add_asked (Asking *self, const char *target, const char *person)
{
  GHashTable *persons = g_hash_table_lookup (self->asked, target);

  if (persons == NULL)
    {
      persons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (self->asked, g_strdup (target), persons);
    }
  g_hash_table_add (persons, g_strdup (person));
}

/* One line of the record: something to be erased, or somebody's asking. */
static void
take_row (Asking *self, PantauStmt *stmt)
{
  Line *line = g_new0 (Line, 1);
  gboolean is_quarantined = pantau_stmt_integer (stmt, 6) != 0;
  const char *body = pantau_stmt_text (stmt, 5);
  PantauRedact *redact;

  line->id = pantau_stmt_hex (stmt, 0);
  line->type = g_strdup (pantau_stmt_text (stmt, 1));
  line->is_open = pantau_stmt_integer (stmt, 2) != 0;
  line->region = g_strdup (pantau_stmt_text (stmt, 3));
  line->witness = g_strdup (is_quarantined ? pantau_stmt_text (stmt, 4) : "");
  line->is_erased = pantau_stmt_integer (stmt, 7) != 0;
  line->has_content = has_content (line->type, body);
  g_ptr_array_add (self->lines, line);

  redact = g_str_equal (line->type, PANTAU_TYPE_REDACT) ? pantau_redact_parse (body) : NULL;
  if (redact == NULL)
    return;
  for (gsize i = 0; !is_quarantined && redact->targets[i] != NULL; i++)
    add_asked (self, redact->targets[i], redact->person);
  g_hash_table_insert (self->named, g_strdup (line->id), redact);
}

static gboolean
read_lines (Asking *self, GError **error)
{
  PantauStmt *stmt =
      pantau_db_query (pantau_home_get_db (self->home),
                       "SELECT id, type, open, region, device, json, "
                       "EXISTS (SELECT 1 FROM verdict WHERE verdict.id = entry.id), "
                       "EXISTS (SELECT 1 FROM erased WHERE erased.entry = n) "
                       "FROM entry JOIN body ON body.entry = n WHERE record = ?1 ORDER BY n",
                       "s", pantau_record_get_id (self->record));

  while (pantau_stmt_next (stmt))
    take_row (self, stmt);

  return pantau_stmt_finish (stmt, error);
}

static gboolean
begin (Asking *self, PantauHome *home, const char *record, GError **error)
{
  self->home = home;
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->asked =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  self->named =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) pantau_redact_free);
  self->wanted = g_ptr_array_new ();
  self->record = pantau_edit_open (home, record, PANTAU_TYPE_REDACT, error);
  if (self->record == NULL)
    return FALSE;
  self->person = pantau_home_get_person (home, error);
  if (self->person == NULL)
    return FALSE;
  if (*self->person->code == '\0')
    return pantau_throw (
        error, PANTAU_ERROR_REFUSED,
        _ ("this laptop's grant names no person, and an erasure takes two persons"));

  return read_lines (self, error);
}

static Line *
find_line (Asking *self, const char *id)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->lines, i);

      if (g_str_equal (line->id, id))
        return line;
    }

  return NULL;
}

/* Neither what is erased, nor what this person asked for before. */
static void
want (Asking *self, Line *line)
{
  GHashTable *persons = g_hash_table_lookup (self->asked, line->id);

  if (!line->is_erased && !g_ptr_array_find (self->wanted, line, NULL) &&
      (persons == NULL || !g_hash_table_contains (persons, self->person->code)))
    g_ptr_array_add (self->wanted, line);
}

static gboolean
want_by_id (Asking *self, const char *id, GError **error)
{
  Line *line = find_line (self, id);
  const PantauRedact *redact = g_hash_table_lookup (self->named, id);

  if (line == NULL)
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” is no line of this record"), id);
  for (gsize i = 0; redact != NULL && redact->targets[i] != NULL; i++)
    {
      Line *target = find_line (self, redact->targets[i]);

      if (target != NULL && pantau_redact_may_erase (target->type))
        want (self, target);
    }
  if (redact != NULL)
    return TRUE;
  if (!pantau_redact_may_erase (line->type))
    return pantau_throw (error, PANTAU_ERROR_INVALID,
                         _ ("a line of type “%s” stays readable; it cannot be erased"), line->type);
  want (self, line);

  return TRUE;
}

static gboolean
choose (Asking *self, const char *const *targets, GError **error)
{
  for (gsize i = 0; targets != NULL && targets[i] != NULL; i++)
    if (!want_by_id (self, targets[i], error))
      return FALSE;
  for (guint i = 0; targets == NULL && i < self->lines->len; i++)
    {
      Line *line = g_ptr_array_index (self->lines, i);

      if (line->has_content && pantau_redact_may_erase (line->type))
        want (self, line);
    }

  return self->wanted->len > 0 ||
         pantau_throw (error, PANTAU_ERROR_CONFLICT,
                       _ ("nothing is left to ask for: it is erased already, or you have asked for "
                          "it and a second person has not yet"));
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const Line *left = *(Line *const *) a, *right = *(Line *const *) b;
  int order = left->is_open - right->is_open;

  if (order == 0)
    order = g_strcmp0 (left->region, right->region);
  if (order == 0)
    order = g_strcmp0 (left->witness, right->witness);

  return order != 0 ? order : g_strcmp0 (left->id, right->id);
}

static gboolean
is_seen_by_same (const Line *left, const Line *right)
{
  return left->is_open == right->is_open && g_str_equal (left->region, right->region) &&
         g_str_equal (left->witness, right->witness);
}

static void
draft_free (gpointer data)
{
  PantauDraft *draft = data;

  json_object_unref (draft->body);
  g_free (draft);
}

/* One redact line for @n wanted lines from @from on. */
static PantauDraft *
draft_new (Asking *self, guint from, guint n, const char *now, JsonObject *common)
{
  const Line *first = g_ptr_array_index (self->wanted, from);
  PantauDraft *draft = g_new0 (PantauDraft, 1);
  JsonArray *targets = json_array_new ();
  JsonObject *body = json_object_new ();
  g_autoptr (GList) members = json_object_get_members (common);

  for (guint i = from; i < from + n; i++)
    json_array_add_string_element (targets, ((Line *) g_ptr_array_index (self->wanted, i))->id);
  json_object_set_array_member (body, "targets", targets);
  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (body, l->data, json_object_dup_member (common, l->data));

  draft->record = pantau_record_get_id (self->record);
  draft->kind = pantau_record_get_kind (self->record);
  draft->is_open = first->is_open;
  draft->region = first->region;
  draft->type = PANTAU_TYPE_REDACT;
  draft->time = now;
  draft->body = body;

  return draft;
}

/* Why, by what law, and who: for homes that have no grants to look at. */
static JsonObject *
common_body (Asking *self, const char *reason, const char *basis)
{
  JsonObject *body = json_object_new (), *person = json_object_new ();

  json_object_set_string_member (person, "code", self->person->code);
  json_object_set_string_member (person, "name", self->person->name);
  json_object_set_string_member (person, "position", self->person->position);
  json_object_set_string_member (body, "reason", reason);
  json_object_set_string_member (body, "basis", basis);
  json_object_set_object_member (body, "person", person);

  return body;
}

static guint
count_seconded (Asking *self)
{
  guint n = 0;

  /* This person's own asking is not among them. */
  for (guint i = 0; i < self->wanted->len; i++)
    if (g_hash_table_contains (self->asked, ((Line *) g_ptr_array_index (self->wanted, i))->id))
      n++;

  return n;
}

gboolean
pantau_edit_redact (PantauHome *home,
                    const char *record,
                    const char *const *targets,
                    const char *reason,
                    const char *basis,
                    PantauRedactOutcome *outcome,
                    GError **error)
{
  g_auto (Asking) self = { 0 };
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func (draft_free);
  g_autofree char *why = pantau_check_redact_reason (reason, error), *law = NULL;
  g_autofree char *now = pantau_home_now ();
  g_autoptr (JsonObject) common = NULL;

  law = why != NULL ? pantau_check_redact_basis (basis, error) : NULL;
  if (law == NULL || !begin (&self, home, record, error) || !choose (&self, targets, error))
    return FALSE;

  common = common_body (&self, why, law);
  g_ptr_array_sort (self.wanted, compare_lines);
  for (guint from = 0, n; from < self.wanted->len; from += n)
    {
      for (n = 1; n < PANTAU_REDACT_TARGETS && from + n < self.wanted->len &&
                  is_seen_by_same (g_ptr_array_index (self.wanted, from),
                                   g_ptr_array_index (self.wanted, from + n));)
        n++;
      g_ptr_array_add (drafts, draft_new (&self, from, n, now, common));
    }
  if (!pantau_home_write_many (home, drafts, error))
    return FALSE;

  outcome->targets = self.wanted->len;
  outcome->seconded = count_seconded (&self);

  return TRUE;
}

gboolean
pantau_edit_may_redact (PantauHome *home, const char *record, GError **error)
{
  return pantau_edit_may_write (home, record, PANTAU_TYPE_REDACT, error);
}
