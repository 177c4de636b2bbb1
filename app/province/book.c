/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Accept, then judge (data/doc/protocol.md): a correctly signed line of a device that was ever granted is stored and
 * numbered whatever it says; what its author may not write is marked by a verdict of the province and counts for nobody.
 */

#include "config.h"

#include "book.h"

#include <string.h>

#include "book-private.h"
#include "named.h"
#include "pantau-error.h"
#include "pantau-home.h"
#include "pantau-quarantine.h"
#include "pantau-redaction.h"

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
  self->openings = self->alerts = 0;
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
      !pantau_book_load_words (self, error))
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
  pantau_province_count_openings (self->province, self->openings, self->alerts);
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
      !pantau_book_note_word (self, entry, n, error) ||
      !pantau_named_note (self->db, entry, n, error))
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

/* Nobody brings or fetches a file by a line that names it no more. */
static gboolean
forget_names (PantauBook *self, GArray *erased, GError **error)
{
  for (guint i = 0; i < erased->len; i++)
    if (!pantau_db_run (self->db, error, "DELETE FROM named WHERE entry = ?1", "i",
                        g_array_index (erased, gint64, i)))
      return FALSE;

  return TRUE;
}

/* Its effect, and that the authors of what it names see it: a line in quarantine may be on somebody else's record. */
static gboolean
take_redact (PantauBook *self, const PantauEntry *entry, GError **error)
{
  g_autoptr (PantauRedact) redact = pantau_redact_parse (entry->body);
  g_autoptr (GArray) erased = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 n;

  if (!pantau_ledger_find (self->ledger, entry->id, &n, error) ||
      !pantau_redaction_take (self->db, entry, n, erased, error) ||
      !forget_names (self, erased, error))
    return FALSE;

  for (gsize i = 0; redact != NULL && redact->targets[i] != NULL; i++)
    if (!pantau_db_run (self->db, error,
                        "INSERT INTO told (entry, device) SELECT ?1, device FROM entry "
                        "JOIN quarantined AS q ON q.entry = n WHERE id = ?2 ON CONFLICT DO NOTHING",
                        "ix", n, redact->targets[i]))
      return FALSE;

  return TRUE;
}

/* A line that is here already: the answer is that of the first time, but for a body that was missing. */
static gboolean
answer_known (
    PantauBook *self, PantauEntry *entry, gint64 n, PantauReceipt *receipt, GError **error)
{
  g_autofree char *reason = NULL;
  gboolean is_filled;
  gint64 index;

  if (!pantau_ledger_add (self->ledger, entry, NULL, &is_filled, error) ||
      (is_filled && !pantau_named_note (self->db, entry, n, error)) ||
      !pantau_db_integer (self->db, 0, &index, error, "SELECT idx FROM number WHERE entry = ?1",
                          "i", n) ||
      !pantau_db_text (self->db, &reason, error, "SELECT reason FROM quarantined WHERE entry = ?1",
                       "i", n))
    return FALSE;

  pantau_receipt_add (receipt, reason != NULL ? PANTAU_FATE_QUARANTINED : PANTAU_FATE_ACCEPTED,
                      entry->id, index, reason);

  return TRUE;
}

/* Lines of its record may have come before it. */
static gboolean
says_where (const PantauEntry *entry)
{
  return g_str_equal (entry->type, PANTAU_TYPE_CREATE) ||
         g_str_equal (entry->type, PANTAU_TYPE_MOVE);
}

static gboolean
store_new (PantauBook *self, PantauEntry *entry, PantauReceipt *receipt, GError **error)
{
  g_autoptr (PantauDevice) device = pantau_book_get_device (self, entry->device);
  g_auto (PantauBookFacts) facts = { 0 };
  g_autofree char *verdict = NULL;
  const PantauRecordFacts *record;
  const char *reason;
  gint64 index, n;

  /* The province's own lines come back after it was restored from an old copy: they are what it forgot. */
  if (device == NULL && !pantau_province_is_own (self->province, entry->device))
    {
      pantau_receipt_add (receipt, PANTAU_FATE_REFUSED, entry->id, 0, "unknown-device");
      return TRUE;
    }

  if (!pantau_book_read_facts (self, entry->record, &facts, &record, error))
    return FALSE;
  verdict = g_strdup (g_hash_table_lookup (self->returned, entry->id));
  reason = device == NULL    ? NULL
           : verdict != NULL ? verdict
                             : pantau_book_judge (device, entry, 0, record);
  /* What was judged too early is judged by what is known now. */
  if (reason != NULL && reason == verdict && record != NULL &&
      pantau_quarantine_is_early (verdict) && pantau_book_judge (device, entry, 0, record) == NULL)
    reason = NULL;

  if (!pantau_book_number (self, entry, record, reason != NULL, &index, error))
    return FALSE;
  pantau_receipt_add (receipt, reason != NULL ? PANTAU_FATE_QUARANTINED : PANTAU_FATE_ACCEPTED,
                      entry->id, index, reason);

  if (device != NULL && !pantau_book_note_clone (self, device, entry, error))
    return FALSE;
  if (device == NULL && entry->seq > self->seq &&
      g_str_equal (entry->device, pantau_province_get_name (self->province)))
    {
      self->seq = entry->seq;
      g_free (self->prev);
      self->prev = g_strdup (entry->id);
    }
  if (device == NULL && !pantau_book_settle_word (self, entry, error))
    return FALSE;
  if (verdict != NULL && !pantau_book_tell_words (self, entry, error))
    return FALSE;
  if (reason != NULL)
    return pantau_ledger_find (self->ledger, entry->id, &n, error) &&
           (verdict != NULL ? pantau_book_set_quarantined (self, n, reason, error)
                            : pantau_book_put_aside (self, entry, n, reason, error));
  if (verdict != NULL && !pantau_book_settle_line (self, entry->record, entry->id, NULL, error))
    return FALSE;
  if (g_str_has_prefix (entry->type, "device."))
    return pantau_book_apply_device (self, entry, index, error);
  if (device != NULL && g_str_equal (entry->type, PANTAU_TYPE_OPEN) &&
      !pantau_book_note_opening (self, device, entry, error))
    return FALSE;
  if (g_str_equal (entry->type, PANTAU_TYPE_REDACT))
    return take_redact (self, entry, error);

  if (device == NULL)
    return TRUE;

  return pantau_book_remember_record (self, device, entry, record, error) &&
         (!says_where (entry) || pantau_book_judge_again (self, entry->record, error));
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

/*
 * Joins first: what a device wrote before its enrolment may stand before its join in the batch. So with grants that a restored province has forgotten: who brings
 * them brings the lines of these devices too. Creates next: any order will do.
 */
static guint
rank (const PantauBook *self, const PantauIncoming *line)
{
  if (line->entry == NULL)
    return 2;
  if (g_str_equal (line->entry->type, PANTAU_TYPE_JOIN) ||
      (g_str_equal (line->entry->type, PANTAU_TYPE_GRANT) &&
       g_str_equal (line->entry->device, pantau_province_get_name (self->province))))
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
      if (rank (self, &lines[i]) == r)
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
