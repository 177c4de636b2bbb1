/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sending lines to those who may see them, at once or when there are some. See pull.h. */

#include "config.h"

#include "pull.h"

#include <string.h>

#include "book.h"
#include "pantau-client.h"
#include "pantau-home.h"
#include "pantau-json.h"
#include "pantau-signed.h"

#define READERS 2

/* Lines looked at for one answer: a reader of a small region in a large ledger gets there in a few requests, and none holds a thread for long. */
#define SCAN 20000

/* What one may see of one line costs more to send than to look at. */
#define ANSWER_BYTES (1024 * 1024)

struct _PantauPull
{
  PantauProvince *province; /* (unowned) */
  PantauSessions *sessions; /* (unowned) */
  GAsyncQueue *readers;     /* of PantauDb, idle ones */
  GThreadPool *pool;
  GHashTable *parked; /* of Query, as a set; (owned) */
  guint64 lines;      /* sent; atomic by the main thread alone */
};

/* One request for lines or for a head. */
typedef struct
{
  PantauPull *pull;       /* (unowned) */
  PantauRequest *request; /* (owned) */
  PantauDevice *device;   /* (owned) */

  /* Lines. */
  gint64 after;
  guint limit;
  guint wait; /* seconds still to wait; 0: answer at once */
  gboolean own;
  guint timeout_id;

  /* Head. */
  gint64 at;
  char *of_device; /* (nullable) */
  gboolean is_head;

  /* Found. */
  GString *text;
  gint64 reached; /* the last index looked at */
  guint n;
  gboolean more;
  char *answer; /* of a head */
  gboolean failed;
} Query;

static void
query_free (Query *query)
{
  if (query->timeout_id != 0)
    g_source_remove (query->timeout_id);
  g_string_free (query->text, TRUE);
  g_free (query->of_device);
  g_free (query->answer);
  pantau_device_unref (query->device);
  pantau_request_unref (query->request);
  g_free (query);
}

/* EPOCH.GRANT.INDEX: a wider grant shows more of what lies behind, so another grant starts at 0. */
static char *
cursor_text (PantauPull *self, const PantauDevice *device, gint64 index)
{
  return g_strdup_printf ("%s.%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT,
                          pantau_province_get_epoch (self->province), device->granted, index);
}

/* FALSE where the cursor is none (@is_old FALSE) or of another epoch (TRUE). */
static gboolean
parse_cursor (
    PantauPull *self, const PantauDevice *device, const char *text, gint64 *after, gboolean *is_old)
{
  g_auto (GStrv) pieces = NULL;
  guint64 grant, index;

  *after = 0;
  *is_old = FALSE;
  if (text == NULL || *text == '\0')
    return TRUE;

  pieces = g_strsplit (text, ".", -1);
  if (g_strv_length (pieces) != 3 ||
      !g_ascii_string_to_unsigned (pieces[1], 10, 0, G_MAXINT64, &grant, NULL) ||
      !g_ascii_string_to_unsigned (pieces[2], 10, 0, G_MAXINT64, &index, NULL))
    return FALSE;

  *is_old = !g_str_equal (pieces[0], pantau_province_get_epoch (self->province));
  if (!*is_old && (gint64) grant == device->granted)
    *after = (gint64) index;

  return !*is_old;
}

static gboolean
may_read (const PantauDevice *device,
          const PantauLine *line,
          const char *creator,
          const char *person,
          gboolean is_quarantined)
{
  const char *regions[] = { line->region, NULL };
  PantauRecordFacts record = { line->kind, line->is_open, creator, person, regions };
  PantauActor actor = pantau_device_get_actor (device);

  return pantau_access_may_read (&actor, line, creator != NULL ? &record : NULL, is_quarantined);
}

static void
append_line (Query *query, gint64 index, PantauStmt *stmt)
{
  const char *body = pantau_stmt_text (stmt, 8);

  g_string_append_printf (query->text, "%" G_GINT64_FORMAT "\t%s\t%s\t%s\n", index,
                          pantau_stmt_text (stmt, 6), pantau_stmt_text (stmt, 7),
                          body != NULL ? body : "");
  query->n++;
}

static gboolean
read_lines (PantauDb *db, Query *query)
{
  PantauStmt *stmt;
  guint seen = 0;

  stmt = pantau_db_query (
      db,
      "SELECT number.idx, e.type, e.kind, e.open, e.region, e.device, e.signature, e.header, "
      "body.json, r.device, r.person, q.entry IS NOT NULL, told.device "
      "FROM number JOIN entry AS e ON e.n = number.entry JOIN body ON body.entry = e.n "
      "LEFT JOIN record AS r ON r.id = e.record LEFT JOIN quarantined AS q ON q.entry = e.n "
      "LEFT JOIN told ON told.entry = e.n "
      "WHERE number.idx > ?1 ORDER BY number.idx",
      "i", query->after);
  query->more = FALSE;
  while (pantau_stmt_next (stmt))
    {
      PantauLine line = { pantau_stmt_text (stmt, 1),         pantau_stmt_text (stmt, 2),
                          pantau_stmt_integer (stmt, 3) != 0, pantau_stmt_text (stmt, 4),
                          pantau_stmt_text (stmt, 5),         NULL };

      if (query->n == query->limit || seen == SCAN ||
          query->text->len >= ANSWER_BYTES - PANTAU_LINE_LIMIT)
        {
          query->more = TRUE;
          break;
        }
      seen++;
      query->reached = pantau_stmt_integer (stmt, 0);
      if (!query->own && g_str_equal (line.device, query->device->key))
        continue;
      if (g_strcmp0 (pantau_stmt_text (stmt, 12), query->device->key) == 0 ||
          may_read (query->device, &line, pantau_stmt_text (stmt, 9), pantau_stmt_text (stmt, 10),
                    pantau_stmt_integer (stmt, 11) != 0))
        append_line (query, query->reached, stmt);
    }

  return pantau_stmt_finish (stmt, NULL);
}

static char *
signed_head (PantauPull *self, gint64 index, const char *hex)
{
  PantauHead head = { .epoch = (char *) pantau_province_get_epoch (self->province),
                      .index = index,
                      .head = (char *) hex };
  char *text;

  head.time = pantau_home_now ();
  text = pantau_head_seal (&head, pantau_province_get_key (self->province));
  g_free (head.time);

  return text;
}

static gboolean
read_head (PantauDb *db, Query *query)
{
  g_autofree char *head = NULL;
  PantauStmt *stmt;

  if (query->at == 0)
    head = g_strnfill (PANTAU_SHA256_HEX, '0');
  else
    {
      stmt = pantau_db_query (db, "SELECT head FROM number WHERE idx = ?1", "i", query->at);
      if (pantau_stmt_next (stmt))
        head = pantau_stmt_hex (stmt, 0);
      if (!pantau_stmt_finish (stmt, NULL))
        return FALSE;
    }
  if (head != NULL)
    query->answer = signed_head (query->pull, query->at, head);

  return TRUE;
}

static gboolean
read_device_head (PantauDb *db, Query *query)
{
  PantauProvince *province = query->pull->province;
  g_autoptr (PantauLedger) ledger = pantau_ledger_new (db);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *id = NULL, *now = pantau_home_now ();
  gint64 seq;

  if (!pantau_ledger_chain_contiguous (ledger, query->of_device, &seq, &id, NULL))
    return FALSE;

  json_object_set_int_member (object, "v", 1);
  json_object_set_string_member (object, "province", pantau_province_get_name (province));
  json_object_set_string_member (object, "epoch", pantau_province_get_epoch (province));
  json_object_set_string_member (object, "time", now);
  json_object_set_string_member (object, "device", query->of_device);
  json_object_set_int_member (object, "seq", seq);
  json_object_set_string_member (object, "id", id);
  query->answer =
      pantau_signed_seal (pantau_province_get_key (province), PANTAU_PURPOSE_HEAD, object);

  return TRUE;
}

static void
reply_lines (Query *query)
{
  g_autoptr (GBytes) body = g_bytes_new (query->text->str, query->text->len);
  g_autofree char *cursor = cursor_text (query->pull, query->device, query->reached);

  query->pull->lines += query->n;
  pantau_request_set_header (query->request, "Pantau-Cursor", cursor);
  if (query->more)
    pantau_request_set_header (query->request, "Pantau-More", "1");
  pantau_request_reply_encoded (query->request, 200, "text/plain; charset=utf-8", body);
}

static gboolean
wait_over_cb (gpointer data)
{
  Query *query = data;

  query->timeout_id = 0;
  reply_lines (query);
  g_hash_table_remove (query->pull->parked, query);

  return G_SOURCE_REMOVE;
}

static void
gone_cb (PantauRequest *request, gpointer data)
{
  Query *query = data;

  g_hash_table_remove (query->pull->parked, query);
}

/* TRUE where the request now waits for news. */
static gboolean
park (Query *query)
{
  PantauPull *self = query->pull;

  if (!pantau_request_park (query->request))
    return FALSE;

  g_hash_table_add (self->parked, query);
  /* Not g_timeout_add_seconds(), which may fire up to a second early. */
  query->timeout_id = g_timeout_add (query->wait * 1000, wait_over_cb, query);
  pantau_request_set_gone_func (query->request, gone_cb, query);

  return TRUE;
}

/* In the main thread, when a reader thread has finished. */
static gboolean
found_cb (gpointer data)
{
  Query *query = data;
  PantauPull *self = query->pull;

  /* Nobody may read it any more, but what is not answered stays in flight until its deadline. */
  if (pantau_request_is_gone (query->request))
    pantau_request_problem (query->request, 503, "busy", "the client closed its side");
  else if (query->failed)
    pantau_request_problem (query->request, 500, "internal", "the ledger could not be read");
  else if (query->is_head && query->answer == NULL)
    pantau_request_problem (query->request, 404, "not-found", "the ledger is not that long");
  else if (query->is_head)
    pantau_request_reply_text (query->request, 200, "application/json", query->answer);
  else if (query->n > 0 || query->more || query->wait == 0)
    reply_lines (query);
  else if (query->reached < pantau_province_get_head (self->province, NULL))
    {
      /* Something came between reading and parking. */
      query->after = query->reached;
      g_thread_pool_push (self->pool, query, NULL);
      return G_SOURCE_REMOVE;
    }
  else if (park (query))
    return G_SOURCE_REMOVE;
  else
    pantau_request_problem (query->request, 503, "busy", "too many requests are waiting for news");

  query_free (query);

  return G_SOURCE_REMOVE;
}

static void
find (gpointer data, gpointer user_data)
{
  Query *query = data;
  PantauPull *self = user_data;
  PantauDb *db = g_async_queue_pop (self->readers);

  if (!query->is_head)
    query->failed = !read_lines (db, query);
  else if (query->of_device != NULL)
    query->failed = !read_device_head (db, query);
  else
    query->failed = !read_head (db, query);

  g_async_queue_push (self->readers, db);
  g_idle_add_full (G_PRIORITY_DEFAULT, found_cb, query, NULL);
}

static Query *
query_new (PantauPull *self, PantauRequest *request, PantauDevice *device)
{
  Query *query = g_new0 (Query, 1);

  query->pull = self;
  query->request = pantau_request_ref (request);
  query->device = pantau_device_ref (device);
  query->text = g_string_new (NULL);

  return query;
}

/* A number in the query, or @fallback; FALSE where it is none or out of range. */
static gboolean
query_number (PantauRequest *request, const char *name, gint64 fallback, gint64 max, gint64 *value)
{
  const char *text = pantau_request_get_query (request, name);
  guint64 number;

  *value = fallback;
  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 0, (guint64) max, &number, NULL))
    return FALSE;
  *value = (gint64) number;

  return TRUE;
}

void
pantau_pull_handle_entries (PantauRequest *request, gpointer data)
{
  PantauPull *self = data;
  g_autoptr (PantauDevice) device =
      pantau_sessions_authenticate (self->sessions, request, PANTAU_WANT_READ);
  gint64 after, limit, wait, own;
  gboolean is_old;
  Query *query;

  if (device == NULL)
    return;

  if (!query_number (request, "limit", PANTAU_BATCH_LINES, PANTAU_BATCH_LINES, &limit) ||
      limit == 0 || !query_number (request, "wait", 0, PANTAU_WAIT_LIMIT, &wait) ||
      !query_number (request, "own", 1, 1, &own))
    {
      pantau_request_problem (request, 400, "malformed",
                              "limit is 1 to 500, wait 0 to 60, own 0 or 1");
      return;
    }
  if (!parse_cursor (self, device, pantau_request_get_query (request, "after"), &after, &is_old))
    {
      if (is_old)
        pantau_request_problem_with (request, 409, "epoch",
                                     "the province was restored; start at the beginning", "epoch",
                                     pantau_province_get_epoch (self->province));
      else
        pantau_request_problem (request, 400, "malformed", "the cursor is none of ours");
      return;
    }

  query = query_new (self, request, device);
  query->after = query->reached = after;
  query->limit = (guint) limit;
  query->wait = (guint) wait;
  query->own = own != 0;
  g_thread_pool_push (self->pool, query, NULL);
}

void
pantau_pull_handle_head (PantauRequest *request, gpointer data)
{
  PantauPull *self = data;
  g_autoptr (PantauDevice) device =
      pantau_sessions_authenticate (self->sessions, request, PANTAU_WANT_WRITE);
  const char *of_device = pantau_request_get_query (request, "device");
  gint64 at;
  Query *query;

  if (device == NULL)
    return;
  if (!query_number (request, "at", pantau_province_get_head (self->province, NULL), G_MAXINT64,
                     &at) ||
      (of_device != NULL && !pantau_key_is_valid (of_device)))
    {
      pantau_request_problem (request, 400, "malformed", "at is a number, device a public key");
      return;
    }

  query = query_new (self, request, device);
  query->is_head = TRUE;
  query->at = at;
  query->of_device = g_strdup (of_device);
  g_thread_pool_push (self->pool, query, NULL);
}

static gboolean
concerns (const Query *query, GPtrArray *news)
{
  for (guint i = 0; i < news->len; i++)
    {
      const PantauNews *item = g_ptr_array_index (news, i);
      const PantauEntry *entry = item->entry;
      PantauLine line = { entry->type,   entry->kind,   entry->is_open,
                          entry->region, entry->device, NULL };

      if ((query->own || !g_str_equal (entry->device, query->device->key)) &&
          may_read (query->device, &line, item->creator, item->creator_person,
                    item->is_quarantined))
        return TRUE;
    }

  return FALSE;
}

/* TRUE where the device was granted anew or revoked since the request was parked: it waits by rights that it had. */
static gboolean
has_other_rights (PantauPull *self, const Query *query)
{
  g_autoptr (PantauDevice) now = pantau_province_get_device (self->province, query->device->key);

  return now == NULL || now->revoked != 0 || now->granted != query->device->granted;
}

/* Sends the client away, to ask again by the rights that it has now. */
static void
dismiss (PantauPull *self, Query *query)
{
  g_autoptr (PantauDevice) now = pantau_province_get_device (self->province, query->device->key);

  if (now == NULL || now->revoked != 0)
    pantau_request_problem (query->request, 403, "revoked", "this device was revoked");
  else
    reply_lines (query);
  query_free (query);
}

void
pantau_pull_tell (GPtrArray *news, gpointer data)
{
  PantauPull *self = data;
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->parked);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      Query *query = key;
      gboolean is_outdated = has_other_rights (self, query);

      if (!is_outdated && !concerns (query, news))
        continue;

      g_hash_table_iter_steal (&iter);
      g_clear_handle_id (&query->timeout_id, g_source_remove);
      pantau_request_set_gone_func (query->request, NULL, NULL);
      pantau_request_unpark (query->request);
      query->after = query->reached;
      if (is_outdated)
        dismiss (self, query);
      else
        g_thread_pool_push (self->pool, query, NULL);
    }
}

PantauPull *
pantau_pull_new (PantauProvince *province, PantauSessions *sessions, GError **error)
{
  g_autoptr (PantauPull) self = g_new0 (PantauPull, 1);

  self->province = province;
  self->sessions = sessions;
  self->parked =
      g_hash_table_new_full (g_direct_hash, g_direct_equal, (GDestroyNotify) query_free, NULL);
  self->readers = g_async_queue_new_full ((GDestroyNotify) pantau_db_close);
  self->pool = g_thread_pool_new (find, self, READERS, FALSE, NULL);

  for (guint i = 0; i < READERS; i++)
    {
      PantauDb *db = pantau_province_open_reader (pantau_province_get_path (province), error);

      if (db == NULL)
        return NULL;
      g_async_queue_push (self->readers, db);
    }

  return g_steal_pointer (&self);
}

void
pantau_pull_free (PantauPull *self)
{
  g_thread_pool_free (self->pool, FALSE, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ; /* what the threads found last */
  g_hash_table_unref (self->parked);
  g_async_queue_unref (self->readers);
  g_free (self);
}

guint64
pantau_pull_get_lines (PantauPull *self)
{
  return self->lines;
}
