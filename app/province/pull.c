/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sending lines to those who may see them, at once or when there are some. See pull.h. */

#include "config.h"

#include "pull.h"

#include <string.h>

#include "book.h"
#include "lines.h"
#include "pantau-client.h"
#include "pantau-home.h"
#include "pantau-json.h"
#include "pantau-signed.h"
#include "post.h"
#include "reach.h"

#define READERS 2

/* Bytes of lines, as they are: of a page that is cut so many are lost, 4 to 7 KiB as they travel. */
#define PART (16 * 1024)

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

  PantauLines lines;
  guint wait;        /* seconds still to wait; 0: answer at once */
  PantauPost *post;  /* (owned) (nullable): while it waits for news */
  char *scope;       /* (owned) (nullable): the region that its reader covers; once it waits */
  gboolean has_left; /* it was woken, and then its client left, or the program ends */

  /* Head. */
  gint64 at;
  char *of_device; /* (nullable) */
  gboolean is_head;
  JsonObject *session; /* (owned) (nullable): the answer that the head is added to */

  /* Found. */
  char *answer; /* of a head */
  gboolean failed;
} Query;

static void
query_free (Query *query)
{
  g_clear_pointer (&query->post, pantau_post_free);
  pantau_lines_clear (&query->lines);
  g_free (query->of_device);
  g_clear_pointer (&query->session, json_object_unref);
  g_free (query->scope);
  g_free (query->answer);
  pantau_device_unref (query->device);
  pantau_request_unref (query->request);
  g_free (query);
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
reply_session (Query *query)
{
  g_autofree char *text = NULL;

  if (query->answer != NULL)
    json_object_set_object_member (query->session, "head",
                                   pantau_json_parse_known (query->answer, NULL));
  text = pantau_json_object_text (query->session);
  pantau_request_reply_text (query->request, 200, "application/json", text);
}

static void
reply_lines (Query *query)
{
  const PantauLines *lines = &query->lines;
  g_autoptr (GBytes) body = g_bytes_new (lines->text->str, lines->text->len);
  g_autofree char *cursor =
      pantau_cursor_write (query->pull->province, query->device, lines->reached);
  g_autofree char *stem = pantau_cursor_write_stem (query->pull->province, query->device);

  query->pull->lines += lines->rows->len;
  pantau_sessions_went_on (query->pull->sessions, query->device, lines->rows->len, lines->reached);
  pantau_request_set_header (query->request, "Pantau-Cursor", cursor);
  if (lines->more)
    pantau_request_set_header (query->request, "Pantau-More", "1");
  /* By the number of any line a reader may go on behind it, but of one that was sent for later. */
  if (!lines->goes_back)
    pantau_request_set_header (query->request, "Pantau-Cursor-Stem", stem);
  pantau_request_reply_in_parts (query->request, 200, "text/plain; charset=utf-8", body, PART);
}

static void
wait_over_cb (PantauPostEvent event, gpointer data)
{
  Query *query = data;

  reply_lines (query);
  g_hash_table_remove (query->pull->parked, query);
}

/* While its lines are looked for. */
static void
left_cb (PantauRequest *request, gpointer data)
{
  ((Query *) data)->has_left = TRUE;
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
  if (query->scope == NULL)
    query->scope = pantau_lines_get_scope (query->device);
  query->post = pantau_post_new (wait_over_cb, query);
  /* From when it came: it may have stood in line already, and its client counts that too. */
  pantau_post_set_time (query->post,
                        pantau_request_get_since (query->request) + query->wait * G_USEC_PER_SEC);
  pantau_request_set_gone_func (query->request, gone_cb, query);

  return TRUE;
}

/* In the main thread, when a reader thread has finished. */
static gboolean
found_cb (gpointer data)
{
  Query *query = data;
  PantauPull *self = query->pull;

  if (query->has_left)
    {
      query_free (query);
      return G_SOURCE_REMOVE;
    }

  /* Nobody may read it any more, but what is not answered stays in flight until its deadline. */
  if (pantau_request_is_gone (query->request))
    pantau_request_problem (query->request, 503, "busy", "the client closed its side");
  else if (query->failed)
    pantau_request_problem (query->request, 500, "internal", "the ledger could not be read");
  else if (query->session != NULL)
    reply_session (query);
  else if (query->is_head && query->answer == NULL)
    pantau_request_problem (query->request, 404, "not-found", "the ledger is not that long");
  else if (query->is_head)
    pantau_request_reply_text (query->request, 200, "application/json", query->answer);
  else if (query->lines.rows->len > 0 || query->lines.more || query->wait == 0)
    reply_lines (query);
  else if (query->lines.reached < pantau_province_get_head (self->province, NULL))
    {
      /* Something came between reading and parking. */
      query->lines.after = query->lines.reached;
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
    query->failed = !pantau_lines_read (&query->lines, db, NULL);
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
  pantau_lines_init (&query->lines, query->device, 0);

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
  if (!pantau_cursor_read (self->province, device, pantau_request_get_query (request, "after"),
                           &after, &is_old))
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
  query->lines.after = query->lines.reached = after;
  query->lines.limit = (guint) limit;
  query->lines.own = own != 0;
  query->wait = (guint) wait;
  g_thread_pool_push (self->pool, query, NULL);
}

gboolean
pantau_pull_is_patient (PantauRequest *request)
{
  const char *wait = pantau_request_get_query (request, "wait");

  return g_str_equal (pantau_request_get_method (request), "GET") && wait != NULL &&
         !g_str_equal (wait, "0");
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

void
pantau_pull_add_head (
    PantauRequest *request, PantauDevice *device, JsonObject *object, gint64 at, gpointer data)
{
  PantauPull *self = data;
  Query *query = query_new (self, request, device);

  query->is_head = TRUE;
  query->at = at;
  query->session = json_object_ref (object);
  g_thread_pool_push (self->pool, query, NULL);
}

/* ---- News ---- */

static gboolean
concerns (const Query *query, GPtrArray *news)
{
  for (guint i = 0; i < news->len; i++)
    {
      const PantauNews *item = g_ptr_array_index (news, i);
      const PantauEntry *entry = item->entry;
      PantauLine line = { entry->type,   entry->kind,   entry->is_open,
                          entry->region, entry->device, NULL };

      if ((query->lines.own || !g_str_equal (entry->device, query->device->key)) &&
          pantau_lines_may_read (query->device, &line, item->creator, item->creator_person,
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
  g_auto (PantauReach) reach = { 0 };
  GHashTableIter iter;
  gpointer key;

  pantau_reach_init (&reach, news);
  g_hash_table_iter_init (&iter, self->parked);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      Query *query = key;
      gboolean is_outdated = reach.rights && has_other_rights (self, query);

      if (!is_outdated &&
          !(pantau_reach_has (&reach, query->scope, query->device) && concerns (query, news)))
        continue;

      g_hash_table_iter_steal (&iter);
      g_clear_pointer (&query->post, pantau_post_free);
      /* It stays parked until its answer goes out: whoever has waited takes no place of those who come. */
      pantau_request_set_gone_func (query->request, left_cb, query);
      query->lines.after = query->lines.reached;
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
  self->pool = g_thread_pool_new (find, self, READERS, FALSE, NULL);

  self->readers = pantau_province_open_readers (province, READERS, error);
  if (self->readers == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
pantau_pull_free (PantauPull *self)
{
  g_thread_pool_free (self->pool, FALSE, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ; /* what the threads found last */
  g_hash_table_unref (self->parked);
  g_clear_pointer (&self->readers, g_async_queue_unref);
  g_free (self);
}

guint64
pantau_pull_get_lines (PantauPull *self)
{
  return self->lines;
}
