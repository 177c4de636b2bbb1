/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Accept, then judge (data/doc/protocol.md): a correctly signed line of a device that was ever granted is stored and
 * numbered whatever it says; what its author may not write is marked by a verdict of the province and counts for nobody.
 */

#include "config.h"

#include "book.h"

#include <string.h>

#include "book-private.h"
#include "pantau-error.h"
#include "pantau-home.h"
#include "pantau-json.h"

void
pantau_incoming_clear (PantauIncoming *self)
{
  g_clear_pointer (&self->entry, pantau_entry_unref);
}

static void
news_free (PantauNews *self)
{
  pantau_entry_unref (self->entry);
  g_free (self->creator);
  g_free (self->creator_person);
  g_free (self);
}

static void
start_news (PantauBook *self)
{
  self->news = g_ptr_array_new_with_free_func ((GDestroyNotify) news_free);
  g_hash_table_remove_all (self->devices);
}

PantauBook *
pantau_book_new (PantauProvince *province)
{
  PantauBook *self = g_new0 (PantauBook, 1);

  self->province = province;
  self->db = pantau_province_get_db (province);
  self->ledger = pantau_province_get_ledger (province);
  self->devices =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) pantau_device_unref);

  return self;
}

void
pantau_book_free (PantauBook *self)
{
  g_clear_pointer (&self->news, g_ptr_array_unref);
  g_hash_table_unref (self->devices);
  g_clear_pointer (&self->returned, g_hash_table_unref);
  g_free (self->prev);
  g_free (self);
}

/*
 * The province's own chain leaps at each new epoch: what it wrote and forgot may come back from the clients under
 * the numbers that would be next, and no number must ever stand on two of its lines. The name's part keeps two restorations
 * from one copy apart.
 */
static gint64
first_seq (const PantauBook *self)
{
  const char *name = pantau_province_get_epoch (self->province);
  guint8 hash[PANTAU_SHA256_SIZE];

  pantau_sha256 (name, strlen (name), hash);

  /* Number 1 alone has nothing before it. */
  if (self->epoch <= 1 || self->seq == 0)
    return 0;

  return ((self->epoch - 1) << 40) + ((gint64) hash[0] << 32) + ((gint64) hash[1] << 24) +
         ((gint64) hash[2] << 16);
}

/* A verdict that had its line here when it was written has a row in `told`. */
static gboolean
load_returned (PantauBook *self, GError **error)
{
  PantauStmt *stmt;

  if (self->returned != NULL)
    return TRUE;

  self->returned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  stmt = pantau_db_query (
      self->db,
      "SELECT json ->> 'entry', json ->> 'reason' FROM entry JOIN body ON body.entry = n "
      "WHERE device = ?1 AND type = '" PANTAU_TYPE_QUARANTINE "' "
      "AND NOT EXISTS (SELECT 1 FROM told WHERE told.entry = n)",
      "s", pantau_province_get_name (self->province));
  while (pantau_stmt_next (stmt))
    if (pantau_stmt_text (stmt, 0) != NULL && pantau_stmt_text (stmt, 1) != NULL)
      g_hash_table_replace (self->returned, g_strdup (pantau_stmt_text (stmt, 0)),
                            g_strdup (pantau_stmt_text (stmt, 1)));

  return pantau_stmt_finish (stmt, error);
}

gboolean
pantau_book_begin (PantauBook *self, GError **error)
{
  g_autofree char *head = NULL;

  if (!pantau_db_begin (self->db, PANTAU_DB_DURABLE, error))
    return FALSE;

  g_clear_pointer (&self->prev, g_free);
  self->index = pantau_province_get_head (self->province, &head);
  if (!pantau_unhex (head, self->head, sizeof self->head))
    g_assert_not_reached ();
  start_news (self);

  if (!pantau_ledger_epoch (self->ledger, pantau_province_get_epoch (self->province), &self->epoch,
                            error) ||
      !pantau_ledger_chain_end (self->ledger, pantau_province_get_name (self->province), &self->seq,
                                &self->prev, error) ||
      !load_returned (self, error))
    {
      pantau_book_rollback (self);
      return FALSE;
    }
  self->seq = MAX (self->seq, first_seq (self));

  return TRUE;
}

void
pantau_book_rollback (PantauBook *self)
{
  pantau_db_rollback (self->db);
  g_clear_pointer (&self->news, g_ptr_array_unref);
  g_clear_pointer (&self->returned, g_hash_table_unref); /* some of it may be undone */
}

gboolean
pantau_book_commit (PantauBook *self, GPtrArray **news, GError **error)
{
  GHashTableIter iter;
  gpointer device;

  if (!pantau_db_commit (self->db, error))
    {
      g_clear_pointer (&self->news, g_ptr_array_unref);
      g_clear_pointer (&self->returned, g_hash_table_unref);
      return FALSE;
    }

  pantau_province_set_head (self->province, self->index, self->head);
  g_hash_table_iter_init (&iter, self->devices);
  while (g_hash_table_iter_next (&iter, NULL, &device))
    pantau_province_put_device (self->province, device);

  if (news != NULL)
    *news = g_steal_pointer (&self->news);
  g_clear_pointer (&self->news, g_ptr_array_unref);

  return TRUE;
}

PantauDevice *
pantau_book_get_device (PantauBook *self, const char *key)
{
  PantauDevice *device = g_hash_table_lookup (self->devices, key);

  return device != NULL ? pantau_device_ref (device)
                        : pantau_province_get_device (self->province, key);
}

/* What is known of a record; the texts live in @facts itself. */
typedef struct
{
  PantauRecordFacts facts;
  char *kind;
  char *device;
  char *person;
  GStrv regions;
} Facts;

static void
facts_clear (Facts *self)
{
  g_free (self->kind);
  g_free (self->device);
  g_free (self->person);
  g_strfreev (self->regions);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Facts, facts_clear)

/* @known takes @facts' own, or NULL where the record's create has not come. */
static gboolean
read_facts (PantauBook *self,
            const char *record,
            Facts *facts,
            const PantauRecordFacts **known,
            GError **error)
{
  PantauStmt *stmt = pantau_db_query (
      self->db, "SELECT kind, open, device, person, regions FROM record WHERE id = ?1", "s",
      record);

  *known = NULL;
  if (pantau_stmt_next (stmt))
    {
      facts->kind = g_strdup (pantau_stmt_text (stmt, 0));
      facts->device = g_strdup (pantau_stmt_text (stmt, 2));
      facts->person = g_strdup (pantau_stmt_text (stmt, 3));
      facts->regions = g_strsplit (pantau_stmt_text (stmt, 4), " ", -1);
      facts->facts =
          (PantauRecordFacts){ facts->kind, pantau_stmt_integer (stmt, 1) != 0, facts->device,
                               facts->person, (const char *const *) facts->regions };
      *known = &facts->facts;
    }

  return pantau_stmt_finish (stmt, error);
}

/* The author of the line that a verdict is about; where that line is not here, what is to become of it when it comes. */
static gboolean
remember_verdict (PantauBook *self, const PantauEntry *verdict, gint64 n, GError **error)
{
  g_autoptr (JsonObject) body =
      verdict->body != NULL ? pantau_entry_parse_body (verdict, NULL) : NULL;
  const char *target = pantau_json_string (body, "entry"),
             *reason = pantau_json_string (body, "reason");

  if (!pantau_is_hash (target) || reason == NULL)
    return TRUE;
  if (!pantau_db_run (self->db, error,
                      "INSERT INTO told (entry, device) SELECT ?1, device FROM entry WHERE id = ?2",
                      "ix", n, target))
    return FALSE;

  if (pantau_db_changes (self->db) == 0)
    g_hash_table_replace (self->returned, g_strdup (target), g_strdup (reason));

  return TRUE;
}

gboolean
pantau_book_number (PantauBook *self,
                    PantauEntry *entry,
                    const PantauRecordFacts *record,
                    gboolean is_quarantined,
                    gint64 *index,
                    GError **error)
{
  g_autofree char *head = NULL;
  PantauNews *news;
  gint64 n;

  if (!pantau_ledger_add (self->ledger, entry, &n, NULL, error) ||
      (g_str_equal (entry->type, PANTAU_TYPE_QUARANTINE) &&
       !remember_verdict (self, entry, n, error)))
    return FALSE;

  self->index++;
  pantau_head_extend (self->head, entry->id);
  head = pantau_hex (self->head, sizeof self->head);
  if (!pantau_db_run (self->db, error,
                      "INSERT INTO number (epoch, idx, entry, head) VALUES (?1, ?2, ?3, ?4)",
                      "iiix", self->epoch, self->index, n, head))
    return FALSE;

  news = g_new0 (PantauNews, 1);
  news->index = self->index;
  news->entry = pantau_entry_ref (entry);
  news->is_quarantined = is_quarantined;
  news->creator = g_strdup (record != NULL ? record->device : NULL);
  news->creator_person = g_strdup (record != NULL ? record->person : NULL);
  g_ptr_array_add (self->news, news);

  if (index != NULL)
    *index = self->index;

  return TRUE;
}

gboolean
pantau_book_write (PantauBook *self, const PantauDraft *draft, gint64 *index, GError **error)
{
  g_autoptr (PantauEntry) entry = NULL;

  entry = pantau_entry_sign (pantau_province_get_key (self->province), draft, self->seq + 1,
                             self->prev, error);
  if (entry == NULL || !pantau_book_number (self, entry, NULL, FALSE, index, error))
    return FALSE;

  self->seq++;
  g_free (self->prev);
  self->prev = g_strdup (entry->id);

  return TRUE;
}

static gboolean
set_quarantined (PantauBook *self, const PantauEntry *entry, const char *reason, GError **error)
{
  gint64 n;

  return pantau_ledger_find (self->ledger, entry->id, &n, error) &&
         pantau_db_run (self->db, error, "INSERT INTO quarantined (entry, reason) VALUES (?1, ?2)",
                        "is", n, reason);
}

/* The verdict travels as a line of its own, to whom may see the record. */
static gboolean
write_verdict (PantauBook *self, const PantauEntry *entry, const char *reason, GError **error)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *now = pantau_home_now ();
  const char *base[] = { entry->id, NULL };
  PantauDraft draft = { .record = entry->record,
                        .kind = entry->kind,
                        .is_open = FALSE,
                        .region = entry->region,
                        .type = PANTAU_TYPE_QUARANTINE,
                        .time = now,
                        .base = base,
                        .body = body };

  json_object_set_string_member (body, "entry", entry->id);
  json_object_set_string_member (body, "reason", reason);

  return set_quarantined (self, entry, reason, error) &&
         pantau_book_write (self, &draft, NULL, error);
}

/* The one word of a body that a rule of access asks for. */
static char *
status_of (const PantauEntry *entry)
{
  g_autoptr (JsonObject) body = NULL;

  if (!g_str_equal (entry->type, PANTAU_TYPE_STATUS) || entry->body == NULL)
    return NULL;
  body = pantau_entry_parse_body (entry, NULL);

  return g_strdup (pantau_json_string (body, "status"));
}

/* NULL where the author may write it. */
static const char *
judge (PantauDevice *device, const PantauEntry *entry, const PantauRecordFacts *record)
{
  g_autofree char *status = status_of (entry);
  PantauActor actor = pantau_device_get_actor (device);
  PantauLine line = {
    entry->type, entry->kind, entry->is_open, entry->region, entry->device, status
  };

  if (device->revoked != 0)
    return "revoked";
  /* By the day that the line itself claims: who comes late out of the forest has worked in time. */
  if (pantau_device_is_expired (device, entry->time))
    return "expired";

  return pantau_access_judge (&actor, &line, record);
}

/* What later lines are judged by. */
static gboolean
remember_record (PantauBook *self,
                 PantauDevice *device,
                 const PantauEntry *entry,
                 const PantauRecordFacts *record,
                 GError **error)
{
  if (g_str_equal (entry->type, PANTAU_TYPE_CREATE))
    return pantau_db_run (self->db, error,
                          "INSERT INTO record (id, kind, open, device, person, regions) VALUES "
                          "(?1, ?2, ?3, ?4, ?5, ?6)",
                          "ssisss", entry->record, entry->kind, (gint64) entry->is_open,
                          entry->device, device->person, entry->region);

  if (g_str_equal (entry->type, PANTAU_TYPE_MOVE) && record != NULL)
    return pantau_db_run (
        self->db, error,
        "UPDATE record SET regions = ?2 || ' ' || regions, open = open AND ?3 WHERE id = ?1", "ssi",
        entry->record, entry->region, (gint64) entry->is_open);

  return TRUE;
}

/* A line that is here already: the answer is that of the first time, but for a body that was missing. */
static gboolean
answer_known (
    PantauBook *self, PantauEntry *entry, gint64 n, PantauReceipt *receipt, GError **error)
{
  g_autofree char *reason = NULL;
  gint64 index;

  if (!pantau_ledger_add (self->ledger, entry, NULL, NULL, error) ||
      !pantau_db_integer (self->db, 0, &index, error, "SELECT idx FROM number WHERE entry = ?1",
                          "i", n) ||
      !pantau_db_text (self->db, &reason, error, "SELECT reason FROM quarantined WHERE entry = ?1",
                       "i", n))
    return FALSE;

  pantau_receipt_add (receipt, reason != NULL ? PANTAU_FATE_QUARANTINED : PANTAU_FATE_ACCEPTED,
                      entry->id, index, reason);

  return TRUE;
}

static gboolean
store_new (PantauBook *self, PantauEntry *entry, PantauReceipt *receipt, GError **error)
{
  g_autoptr (PantauDevice) device = pantau_book_get_device (self, entry->device);
  g_auto (Facts) facts = { 0 };
  const PantauRecordFacts *record;
  const char *verdict, *reason;
  gint64 index;

  /* The province's own lines come back after it was restored from an old copy: they are what it forgot. */
  if (device == NULL && !g_str_equal (entry->device, pantau_province_get_name (self->province)))
    {
      pantau_receipt_add (receipt, PANTAU_FATE_REFUSED, entry->id, 0, "unknown-device");
      return TRUE;
    }

  if (!read_facts (self, entry->record, &facts, &record, error))
    return FALSE;
  verdict = g_hash_table_lookup (self->returned, entry->id);
  reason = device == NULL ? NULL : verdict != NULL ? verdict : judge (device, entry, record);

  if (!pantau_book_number (self, entry, record, reason != NULL, &index, error))
    return FALSE;
  pantau_receipt_add (receipt, reason != NULL ? PANTAU_FATE_QUARANTINED : PANTAU_FATE_ACCEPTED,
                      entry->id, index, reason);

  if (device == NULL && entry->seq > self->seq)
    {
      self->seq = entry->seq;
      g_free (self->prev);
      self->prev = g_strdup (entry->id);
    }
  if (reason != NULL)
    return verdict != NULL ? set_quarantined (self, entry, reason, error)
                           : write_verdict (self, entry, reason, error);
  if (g_str_has_prefix (entry->type, "device."))
    return pantau_book_apply_device (self, entry, index, error);

  return device == NULL || remember_record (self, device, entry, record, error);
}

static gboolean
store_line (PantauBook *self,
            PantauIncoming *line,
            gboolean wants_grant,
            PantauReceipt *receipt,
            GError **error)
{
  g_autoptr (PantauDevice) known = NULL;
  const char *refusal = NULL;
  gint64 n, index = 0;

  if (line->entry == NULL)
    {
      pantau_receipt_add (receipt, PANTAU_FATE_REFUSED, NULL, 0, line->refusal);
      return TRUE;
    }

  if (!pantau_ledger_find (self->ledger, line->entry->id, &n, error))
    return FALSE;
  if (n != 0)
    return answer_known (self, line->entry, n, receipt, error);

  if (!g_str_equal (line->entry->type, PANTAU_TYPE_JOIN))
    return store_new (self, line->entry, receipt, error);

  if (!pantau_book_join (self, line->entry, &index, &refusal, error))
    return FALSE;

  /* Who mistyped a code before the right one has written a join for nobody: a line without effect. */
  known =
      refusal != NULL && !wants_grant ? pantau_book_get_device (self, line->entry->device) : NULL;
  if (known != NULL)
    return store_new (self, line->entry, receipt, error);

  pantau_receipt_add (receipt, refusal != NULL ? PANTAU_FATE_REFUSED : PANTAU_FATE_ACCEPTED,
                      line->entry->id, index, refusal);

  return TRUE;
}

/* Joins first: what a device wrote before its enrolment may stand before its join in the batch. Creates next: any order will do. */
static guint
rank (const PantauIncoming *line)
{
  if (line->entry == NULL)
    return 2;
  if (g_str_equal (line->entry->type, PANTAU_TYPE_JOIN))
    return 0;

  return g_str_equal (line->entry->type, PANTAU_TYPE_CREATE) ? 1 : 2;
}

gboolean
pantau_book_store (PantauBook *self,
                   PantauIncoming *lines,
                   guint n,
                   gboolean wants_grant,
                   PantauReceipt *receipt,
                   GError **error)
{
  g_autoptr (PantauReceipt) answers = pantau_receipt_new ();
  g_autofree guint *order = g_new (guint, n + 1), *place = g_new (guint, n + 1);
  guint count = 0;

  for (guint r = 0; r <= 2; r++)
    for (guint i = 0; i < n; i++)
      if (rank (&lines[i]) == r)
        {
          place[i] = count;
          order[count++] = i;
        }

  for (guint i = 0; i < n; i++)
    if (!store_line (self, &lines[order[i]], wants_grant, answers, error))
      return FALSE;

  /* The receipt speaks in the order of the batch. */
  for (guint i = 0; i < n; i++)
    {
      PantauReceiptLine *line = &g_array_index (answers->lines, PantauReceiptLine, place[i]);

      pantau_receipt_add (receipt, line->fate, line->id, line->index, line->reason);
    }
  receipt->index = self->index;
  g_free (receipt->head);
  receipt->head = pantau_hex (self->head, sizeof self->head);

  return TRUE;
}
