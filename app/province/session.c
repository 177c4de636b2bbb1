/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions: a challenge that the province signs, an answer that the device signs, a token for an hour. No clock is compared. */

#include "config.h"

#include "session.h"

#include <string.h>

#include "kept-challenges.h"
#include "next-challenge.h"
#include "pantau-home.h"
#include "pantau-json.h"
#include "pantau-pack-after.h"
#include "pantau-pack.h"
#include "pantau-signed.h"

#define JSON_TYPE "application/json"

#define NONCE_LIMIT 64 /* bytes */

#define CHALLENGE_SECONDS 60
#define TOKEN_SECONDS     3600

/* Challenges and tokens at once: 17,000 devices hold one token each. The oldest challenges give way. */
#define MAX_CHALLENGES 20000
#define MAX_TOKENS     50000

/* Tokens of one device; a program of ours has one. Its oldest gives way, so that it takes nobody else's place. */
#define MAX_OF_DEVICE 8

/* Requests of one device at once, parked ones and those whose answer is not read included. */
#define MAX_OPEN 16

/*
 * A device's budget of requests: bursts for a backlog, and a pace that no program of ours exceeds. Pages of new lines cost nothing of it, but those that are
 * smaller than any that our program asks for.
 */
#define RATE_BURST      240.0
#define RATE_PER_SECOND 4.0
#define FEWEST_LINES    12

typedef struct
{
  char *device;
  gint64 until; /* monotonic µs */
} Grant;

typedef struct
{
  double budget;
  gint64 at;      /* monotonic µs */
  gint64 reached; /* the highest number that went to it */
} Bucket;

struct _PantauSessions
{
  PantauProvince *province;   /* (unowned) */
  GHashTable *challenges;     /* text → Grant */
  GQueue *order;              /* of challenges as they were given, (owned) texts */
  PantauNextChallenges *next; /* (owned): answered without a question before */
  PantauSessionHead head;     /* (nullable) */
  gpointer head_data;
  GHashTable *tokens; /* SHA-256 in hex → Grant */
  GHashTable
      *of_device; /* device → GQueue of keys of `tokens`, oldest first; some may have run out */
  GHashTable *buckets; /* device → Bucket */
  guint sweep_id;
};

static void
free_texts (GQueue *queue)
{
  g_queue_free_full (queue, g_free);
}

static void
grant_free (Grant *grant)
{
  g_free (grant->device);
  g_free (grant);
}

static gboolean
is_over_cb (gpointer key, gpointer value, gpointer now)
{
  return ((Grant *) value)->until < *(gint64 *) now;
}

static gboolean
is_full_cb (gpointer key, gpointer value, gpointer now)
{
  const Bucket *bucket = value;
  double seconds = (double) (*(gint64 *) now - bucket->at) / G_USEC_PER_SEC;

  /* How far it came is not forgotten so soon: the same lines would cost nothing again. */
  return seconds * RATE_PER_SECOND >= RATE_BURST &&
         (bucket->reached == 0 || seconds >= TOKEN_SECONDS);
}

static gboolean
sweep_cb (gpointer data)
{
  PantauSessions *self = data;
  gint64 now = g_get_monotonic_time ();

  g_hash_table_foreach_remove (self->challenges, is_over_cb, &now);
  g_hash_table_foreach_remove (self->tokens, is_over_cb, &now);
  g_hash_table_foreach_remove (self->buckets, is_full_cb, &now);
  while (!g_queue_is_empty (self->order) &&
         !g_hash_table_contains (self->challenges, g_queue_peek_head (self->order)))
    g_free (g_queue_pop_head (self->order));

  return G_SOURCE_CONTINUE;
}

PantauSessions *
pantau_sessions_new (PantauProvince *province)
{
  PantauSessions *self = g_new0 (PantauSessions, 1);

  self->province = province;
  self->challenges =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) grant_free);
  self->order = g_queue_new ();
  self->next = pantau_next_challenges_new ();
  pantau_kept_challenges_take (province, self->next);
  self->tokens =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) grant_free);
  self->of_device =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) free_texts);
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->sweep_id = g_timeout_add_seconds (CHALLENGE_SECONDS, sweep_cb, self);

  return self;
}

void
pantau_sessions_free (PantauSessions *self)
{
  g_source_remove (self->sweep_id);
  g_hash_table_unref (self->challenges);
  g_queue_free_full (self->order, g_free);
  pantau_next_challenges_free (self->next);
  g_hash_table_unref (self->tokens);
  g_hash_table_unref (self->of_device);
  g_hash_table_unref (self->buckets);
  g_free (self);
}

static Grant *
grant_new (const char *device, guint seconds)
{
  Grant *grant = g_new (Grant, 1);

  grant->device = g_strdup (device);
  grant->until = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;

  return grant;
}

/* (transfer full) */
static char *
seal_challenge (PantauSessions *self, const char *challenge, const char *nonce)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *now = pantau_home_now ();

  json_object_set_int_member (object, "v", 1);
  json_object_set_string_member (object, "province", pantau_province_get_name (self->province));
  json_object_set_string_member (object, "nonce", nonce);
  json_object_set_string_member (object, "challenge", challenge);
  json_object_set_string_member (object, "time", now);
  json_object_set_string_member (object, "epoch", pantau_province_get_epoch (self->province));

  return pantau_signed_seal (pantau_province_get_key (self->province), PANTAU_PURPOSE_CHALLENGE,
                             object);
}

static void
give_challenge (PantauSessions *self, PantauRequest *request, const char *device, const char *nonce)
{
  g_autofree char *challenge = pantau_random_text (32), *text = NULL;

  while (g_hash_table_size (self->challenges) >= MAX_CHALLENGES && !g_queue_is_empty (self->order))
    {
      g_autofree char *oldest = g_queue_pop_head (self->order);

      g_hash_table_remove (self->challenges, oldest);
    }
  g_hash_table_insert (self->challenges, g_strdup (challenge),
                       grant_new (device, CHALLENGE_SECONDS));
  g_queue_push_tail (self->order, g_strdup (challenge));

  text = seal_challenge (self, challenge, nonce);
  pantau_request_reply_text (request, 200, JSON_TYPE, text);
}

/* Who was just given a challenge is on a visit already; whoever answers one that was left from the last visit begins another. */
static gboolean
is_of_visit (PantauSessions *self, const char *challenge)
{
  return g_hash_table_contains (self->challenges, challenge);
}

/* A challenge is used up by the first answer, right or wrong. */
static gboolean
take_challenge (PantauSessions *self, const char *challenge, const char *device)
{
  Grant *grant = g_hash_table_lookup (self->challenges, challenge);
  gboolean ok = grant != NULL && g_str_equal (grant->device, device) &&
                grant->until >= g_get_monotonic_time ();

  if (grant == NULL)
    return pantau_next_challenges_take (self->next, device, challenge);
  g_hash_table_remove (self->challenges, challenge);

  return ok;
}

static void
keep_token (PantauSessions *self, const char *token, const char *device)
{
  GQueue *queue = g_hash_table_lookup (self->of_device, device);
  g_autofree char *hash = pantau_sha256_text (token, strlen (token));

  if (queue == NULL)
    {
      queue = g_queue_new ();
      g_hash_table_insert (self->of_device, g_strdup (device), queue);
    }
  if (g_queue_get_length (queue) == MAX_OF_DEVICE)
    {
      g_autofree char *oldest = g_queue_pop_head (queue);

      g_hash_table_remove (self->tokens, oldest);
    }
  g_hash_table_insert (self->tokens, g_strdup (hash), grant_new (device, TOKEN_SECONDS));
  g_queue_push_tail (queue, g_steal_pointer (&hash));
}

/*
 * What makes a laptop empty itself is signed, and over this session's challenge: nobody else says it, and nobody says it again later.
 */
static void
add_standing (PantauSessions *self,
              JsonObject *object,
              const PantauDevice *device,
              const char *challenge)
{
  g_autoptr (JsonObject) standing = json_object_new ();
  g_autofree char *sealed = NULL;

  if (device->revoked == 0)
    return;
  json_object_set_int_member (standing, "v", 1);
  json_object_set_string_member (standing, "province", pantau_province_get_name (self->province));
  json_object_set_string_member (standing, "device", device->key);
  json_object_set_string_member (standing, "challenge", challenge);
  json_object_set_int_member (standing, "revoked", device->revoked);
  sealed = pantau_signed_seal (pantau_province_get_key (self->province), PANTAU_PURPOSE_STANDING,
                               standing);
  json_object_set_object_member (object, "standing", pantau_json_parse_known (sealed, NULL));
}

/* The challenge for the session after this one, over the device's nonce: by it the device knows this very answer, its epoch and its time for the province's. */
static void
add_next (PantauSessions *self, JsonObject *object, const char *device, const char *nonce)
{
  const char *challenge = nonce != NULL ? pantau_next_challenges_give (self->next, device) : NULL;
  g_autofree char *sealed = NULL;

  if (challenge == NULL)
    return;
  sealed = seal_challenge (self, challenge, nonce);
  json_object_set_object_member (object, "next", pantau_json_parse_known (sealed, NULL));
}

static void
give_token (PantauSessions *self,
            PantauRequest *request,
            PantauDevice *device,
            JsonObject *question)
{
  const char *challenge = pantau_json_string (question, "challenge");
  const char *nonce = pantau_json_string (question, "again");
  gint64 at = pantau_json_integer (question, "head", -1);
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *accepts;
  g_autofree char *token = pantau_random_text (32), *text = NULL;

  if (g_hash_table_size (self->tokens) >= MAX_TOKENS)
    {
      sweep_cb (self);
      if (g_hash_table_size (self->tokens) >= MAX_TOKENS)
        {
          pantau_request_problem (request, 503, "busy", "too many sessions at once");
          return;
        }
    }
  keep_token (self, token, device->key);

  accepts = json_array_new ();
  json_object_set_string_member (object, "token", token);
  json_object_set_int_member (object, "expires_in", TOKEN_SECONDS);
  json_object_set_string_member (object, "role", pantau_role_get_name (device->role));
  json_object_set_string_member (object, "region", device->region);
  json_object_set_string_member (object, "epoch", pantau_province_get_epoch (self->province));
  json_object_set_int_member (object, "index", pantau_province_get_head (self->province, NULL));
  json_array_add_string_element (accepts, PANTAU_PACK_TYPE);
  json_array_add_string_element (accepts, PANTAU_PACK_AFTER_TYPE);
  json_object_set_array_member (object, "accepts", accepts);
  add_standing (self, object, device, challenge);
  if (nonce != NULL && strlen (nonce) <= NONCE_LIMIT)
    add_next (self, object, device->key, nonce);
  if (at >= 0 && self->head != NULL)
    {
      self->head (request, device, object, at, self->head_data);
      return;
    }
  text = pantau_json_object_text (object);
  pantau_request_reply_text (request, 200, JSON_TYPE, text);
}

static void
answer_challenge (PantauSessions *self,
                  PantauRequest *request,
                  PantauDevice *device,
                  JsonObject *question)
{
  const char *challenge = pantau_json_string (question, "challenge");
  const char *signature = pantau_json_string (question, "signature");
  g_autofree char *text = g_strconcat (pantau_province_get_name (self->province), "\n", challenge,
                                       "\n", device->key, NULL);

  if (signature == NULL || !take_challenge (self, challenge, device->key) ||
      !pantau_key_verify (device->key, PANTAU_PURPOSE_SESSION, text, strlen (text), signature))
    {
      pantau_request_problem (request, 403, "bad-answer",
                              "the challenge is unknown, old, or answered by another key");
      return;
    }

  give_token (self, request, device, question);
}

void
pantau_sessions_handle (PantauRequest *request, gpointer data)
{
  PantauSessions *self = data;
  GBytes *body = pantau_request_get_body (request);
  gsize length;
  const char *bytes = g_bytes_get_data (body, &length);
  g_autoptr (JsonObject) object = pantau_json_parse (bytes, length, 16 * 1024, NULL);
  const char *key = pantau_json_string (object, "device");
  const char *nonce = pantau_json_string (object, "nonce");
  const char *challenge = pantau_json_string (object, "challenge");
  g_autoptr (PantauDevice) device = NULL;

  if (!pantau_key_is_valid (key) || (nonce == NULL) == (challenge == NULL) ||
      (nonce != NULL && strlen (nonce) > NONCE_LIMIT) ||
      (challenge != NULL && strlen (challenge) > 64))
    {
      pantau_request_problem (
          request, 400, "malformed",
          "a session needs a device and a nonce, or a challenge and its answer");
      return;
    }

  device = pantau_province_get_device (self->province, key);
  if (device == NULL)
    pantau_request_problem (request, 403, "unknown-device", "this device was never granted");
  else if (challenge != NULL &&
           (is_of_visit (self, challenge) || pantau_request_may_visit (request, key)))
    answer_challenge (self, request, device, object);
  else if (challenge == NULL && pantau_request_may_visit (request, key))
    give_challenge (self, request, key, nonce);
}

/* A token bucket for each device: what a broken or hostile program could do to the others is bounded. */
static gboolean
take_budget (PantauSessions *self, const char *device)
{
  gint64 now = g_get_monotonic_time ();
  Bucket *bucket = g_hash_table_lookup (self->buckets, device);

  if (bucket == NULL)
    {
      bucket = g_new0 (Bucket, 1);
      bucket->budget = RATE_BURST;
      bucket->at = now;
      g_hash_table_insert (self->buckets, g_strdup (device), bucket);
    }
  bucket->budget = MIN (RATE_BURST, bucket->budget + (double) (now - bucket->at) / G_USEC_PER_SEC *
                                                         RATE_PER_SECOND);
  bucket->at = now;
  if (bucket->budget < 1)
    return FALSE;
  bucket->budget -= 1;

  return TRUE;
}

void
pantau_sessions_went_on (PantauSessions *self,
                         const PantauDevice *device,
                         guint lines,
                         gint64 reached)
{
  Bucket *bucket = g_hash_table_lookup (self->buckets, device->key);

  if (bucket == NULL || lines < FEWEST_LINES || reached <= bucket->reached)
    return;
  bucket->reached = reached;
  bucket->budget = MIN (RATE_BURST, bucket->budget + 1);
}

PantauDevice *
pantau_sessions_authenticate (PantauSessions *self, PantauRequest *request, PantauWant want)
{
  const char *token = pantau_request_get_bearer (request);
  g_autofree char *hash = token != NULL ? pantau_sha256_text (token, strlen (token)) : NULL;
  Grant *grant = hash != NULL ? g_hash_table_lookup (self->tokens, hash) : NULL;
  g_autoptr (PantauDevice) device = NULL;

  if (grant != NULL && grant->until >= g_get_monotonic_time ())
    device = pantau_province_get_device (self->province, grant->device);

  if (device == NULL)
    pantau_request_problem (request, 401, "token", "open a session first");
  else if (want == PANTAU_WANT_READ && device->revoked != 0)
    pantau_request_problem (request, 403, "revoked", "this device was revoked");
  else if (want == PANTAU_WANT_READ && pantau_device_is_expired (device, NULL))
    pantau_request_problem (request, 403, "expired", "the assignment of this device has ended");
  else if (!take_budget (self, device->key))
    {
      pantau_request_set_header (request, "Retry-After", "15");
      pantau_request_problem (request, 429, "rate", "too many requests of this device");
    }
  else if (!pantau_request_claim (request, device->key, MAX_OPEN))
    {
      pantau_request_set_header (request, "Retry-After", "5");
      pantau_request_problem (request, 429, "rate", "too many requests of this device at once");
    }
  else
    return g_steal_pointer (&device);

  return NULL;
}

void
pantau_sessions_set_head_func (PantauSessions *self, PantauSessionHead func, gpointer data)
{
  self->head = func;
  self->head_data = data;
}

void
pantau_sessions_keep_next (PantauSessions *self)
{
  pantau_kept_challenges_leave (self->province, self->next);
}

guint
pantau_sessions_get_size (PantauSessions *self)
{
  return g_hash_table_size (self->tokens);
}
