/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of tus: what its requests mean, and what is answered. What becomes of the bytes is in inflow.c and depot.c. */

#include "config.h"

#include "tus.h"

#include <string.h>

#include "inflow.h"
#include "pantau-client-blob.h"
#include "pantau-crypto.h"

#define VERSION    "1.0.0"
#define EXTENSIONS "creation,creation-with-upload,checksum,termination,expiration"
#define PATCH_TYPE "application/offset+octet-stream"
#define PLACE      "/v1/blobs"
#define UPLOADS    PLACE "/uploads/"

/* Retry-After, seconds. */
#define UPLOADS_WAIT 15
#define DISK_WAIT    300
#define QUOTA_WAIT   3600

struct _PantauTus
{
  PantauDepot *depot;       /* (unowned) */
  PantauSessions *sessions; /* (unowned) */
};

static const PantauAnswerHeader headers[] = { { "Tus-Resumable", VERSION }, { NULL, NULL } };

/* FALSE where the request has been answered. */
static gboolean
check_version (PantauRequest *request)
{
  if (g_strcmp0 (pantau_request_get_header (request, "Tus-Resumable"), VERSION) == 0)
    return TRUE;

  pantau_request_set_header (request, "Tus-Version", VERSION);
  pantau_request_problem (request, 412, "version", "Tus-Resumable is missing, or not " VERSION);

  return FALSE;
}

/* NULL where the request has been answered. (transfer full) */
static PantauDevice *
admit (PantauTus *self, PantauRequest *request)
{
  return check_version (request)
             ? pantau_sessions_authenticate (self->sessions, request, PANTAU_WANT_WRITE)
             : NULL;
}

static const char *
get_id (PantauRequest *request)
{
  return strrchr (pantau_request_get_path (request), '/') + 1;
}

static gboolean
read_number (PantauRequest *request, const char *name, goffset *value)
{
  const char *text = pantau_request_get_header (request, name);
  guint64 number;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &number, NULL))
    return FALSE;
  *value = (goffset) number;

  return TRUE;
}

/* The value of @key in Upload-Metadata, decoded; NULL where it is not there or no text. (transfer full) */
static char *
read_metadata (PantauRequest *request, const char *key)
{
  const char *text = pantau_request_get_header (request, "Upload-Metadata");
  g_auto (GStrv) pairs = g_strsplit (text != NULL ? text : "", ",", 32);

  for (gsize i = 0; pairs[i] != NULL; i++)
    {
      char *space = strchr (g_strstrip (pairs[i]), ' ');
      g_autofree guchar *value = NULL;
      gsize length;

      if (space == NULL)
        continue;
      *space = '\0';
      if (!g_str_equal (pairs[i], key))
        continue;
      value = g_base64_decode (space + 1, &length);
      if (value != NULL && memchr (value, '\0', length) == NULL)
        return g_strndup ((const char *) value, length);
    }

  return NULL;
}

/* Upload-Checksum as a type and hex; both stay as they are where it is absent. FALSE where it is not understood. */
static gboolean
read_checksum (PantauRequest *request, GChecksumType *type, char **hex)
{
  const char *text = pantau_request_get_header (request, "Upload-Checksum");
  g_autofree guchar *value = NULL;
  gsize length;

  if (text == NULL)
    return TRUE;

  if (g_str_has_prefix (text, "sha256 "))
    *type = G_CHECKSUM_SHA256;
  else if (g_str_has_prefix (text, "sha1 "))
    *type = G_CHECKSUM_SHA1;
  else
    return FALSE;

  value = g_base64_decode (strchr (text, ' ') + 1, &length);
  if (length != (gsize) g_checksum_type_get_length (*type))
    return FALSE;
  *hex = pantau_hex (value, length);

  return TRUE;
}

/* ---- What is said of an upload ---- */

/* What the client keeps as proof, and believes by our signature alone. */
static void
set_stored (PantauTus *self, PantauRequest *request, const PantauUploading *upload)
{
  PantauProvince *province = pantau_depot_get_province (self->depot);
  g_autofree char *text =
      pantau_blob_stored_text (pantau_province_get_epoch (province), upload->hash, upload->size);
  g_autofree char *signature = pantau_keypair_sign (pantau_province_get_key (province),
                                                    PANTAU_PURPOSE_STORED, text, strlen (text));

  pantau_request_set_header (request, "Pantau-Stored", signature);
}

static void
set_offset (PantauTus *self, PantauRequest *request, const PantauUploading *upload)
{
  g_autofree char *offset = g_strdup_printf ("%" G_GOFFSET_FORMAT, upload->offset);
  g_autofree char *expires = pantau_answer_date (pantau_uploading_get_expiry (upload));

  pantau_request_set_header (request, "Upload-Offset", offset);
  if (upload->is_done)
    set_stored (self, request, upload);
  else
    pantau_request_set_header (request, "Upload-Expires", expires);
}

static void
reply_created (PantauTus *self, PantauRequest *request, const PantauUploading *upload)
{
  g_autofree char *location = g_strconcat ("blobs/uploads/", upload->id, NULL);

  /* Relative, so that it holds behind a proxy that serves us under a path of its own. */
  pantau_request_set_header (request, "Location", location);
  set_offset (self, request, upload);
  pantau_request_reply (request, 201, NULL, NULL);
}

/* Seconds. */
static gint64
get_wait (const PantauTrouble *trouble)
{
  if (trouble->status == 507)
    return DISK_WAIT;

  /* The operator may allow more meanwhile. */
  return g_str_equal (trouble->name, "quota") ? MIN (pantau_quota_get_wait (), QUOTA_WAIT)
                                              : UPLOADS_WAIT;
}

static void
refuse (PantauRequest *request, const PantauTrouble *trouble)
{
  g_autofree char *wait = NULL;

  if (trouble->status == 429 || trouble->status == 507)
    {
      wait = g_strdup_printf ("%" G_GINT64_FORMAT, get_wait (trouble));
      pantau_request_set_header (request, "Retry-After", wait);
    }
  pantau_request_problem (request, trouble->status, trouble->name, trouble->detail);
}

/* ---- A body ---- */

/* What a request with a body keeps until it ends: it waits, unread, until its upload is known. */
typedef struct
{
  PantauTus *tus; /* (unowned) */
  goffset offset;
  GChecksumType type;
  char *checksum;          /* (nullable) */
  PantauUploading *upload; /* (owned) (nullable): once it is known */
  PantauInflow *inflow;    /* (unowned) (nullable): where something of the body is wanted */
  gboolean is_repeated;    /* all of the file is in blobs/tmp: the inflow only ends it */
} Body;

static void
body_free (gpointer data)
{
  Body *body = data;

  g_clear_pointer (&body->upload, pantau_uploading_unref);
  g_free (body->checksum);
  g_free (body);
}

static Body *
body_new (PantauTus *self, PantauRequest *request)
{
  Body *body = g_new0 (Body, 1);

  body->tus = self;
  pantau_request_set_user (request, body, body_free);

  return body;
}

static void
chunk_cb (PantauRequest *request, GBytes *chunk, gpointer data)
{
  Body *body = pantau_request_get_user (request);

  /* What is not wanted is heard to its end all the same, for who sends it reads no answer before. */
  if (body->inflow != NULL && !body->is_repeated)
    pantau_inflow_take (body->inflow, chunk);
}

/*
 * Its last byte has come, and then it could not be ended: the disk failed, or the power. Without this nobody would end it any more, for who
 * brings it has nothing left to send.
 */
static gboolean
wants_its_end (const PantauUploading *upload)
{
  return !upload->is_done && upload->size > 0 && upload->offset == upload->size;
}

/* Its upload is known: takes what comes from byte @offset on, if that is where the upload stands. */
static void
take_body (PantauRequest *request,
           PantauUploading *upload,
           gboolean is_wanted,
           PantauInflowDone done)
{
  Body *body = pantau_request_get_user (request);
  goffset length = pantau_request_get_length (request);
  goffset bytes = length >= 0 ? length : upload->size - upload->offset;

  body->upload = pantau_uploading_ref (upload);
  /* Two creations at one moment: somebody else brings it already. This one is heard, and told how far it is. */
  if (upload->inflow != NULL)
    {
      pantau_request_go_on (request);
      return;
    }
  body->is_repeated = wants_its_end (upload);
  if (body->is_repeated)
    body->inflow = pantau_inflow_new (body->tus->depot, request, upload, 0, body->type, NULL, done);
  else if (is_wanted)
    {
      const PantauTrouble *trouble = pantau_depot_admit (body->tus->depot, upload, bytes);

      if (trouble != NULL)
        {
          refuse (request, trouble);
          return;
        }
      body->inflow = pantau_inflow_new (body->tus->depot, request, upload, bytes, body->type,
                                        body->checksum, done);
    }
  pantau_request_go_on (request);
}

static gboolean
has_room (PantauRequest *request, const PantauUploading *upload)
{
  return pantau_request_get_length (request) <= upload->size - upload->offset;
}

static void
refuse_too_much (PantauRequest *request)
{
  pantau_request_problem (request, 413, "too-large", "there are more bytes than were announced");
}

/* ---- PATCH ---- */

static void
patched_cb (PantauRequest *request, PantauUploading *upload, const PantauTrouble *trouble)
{
  Body *body = pantau_request_get_user (request);

  if (body == NULL)
    return; /* the client has gone */
  if (trouble != NULL)
    {
      refuse (request, trouble);
      return;
    }
  set_offset (body->tus, request, upload);
  pantau_request_reply (request, 204, NULL, NULL);
}

static void
patch_found_cb (PantauUploading *upload, const PantauTrouble *trouble, gpointer data)
{
  g_autoptr (PantauRequest) request = data;
  Body *body = pantau_request_get_user (request);

  if (body == NULL)
    return; /* it has ended */
  if (upload == NULL)
    refuse (request, trouble);
  else if (upload->offset != body->offset)
    pantau_request_problem (request, 409, "offset", "the upload stands at another byte");
  else if (!has_room (request, upload))
    refuse_too_much (request);
  else
    take_body (request, upload, !upload->is_done, patched_cb);
}

static void
patch_begin_cb (PantauRequest *request, gpointer data)
{
  PantauTus *self = data;
  g_autoptr (PantauDevice) device = admit (self, request);
  Body *body;

  if (device == NULL)
    return;

  body = body_new (self, request);
  if (g_strcmp0 (pantau_request_get_header (request, "Content-Type"), PATCH_TYPE) != 0)
    pantau_request_problem (request, 415, "unsupported-type", "Content-Type is not " PATCH_TYPE);
  else if (!read_number (request, "Upload-Offset", &body->offset) ||
           !read_checksum (request, &body->type, &body->checksum))
    pantau_request_problem (request, 400, "malformed",
                            "Upload-Offset or Upload-Checksum is not understood");
  else
    {
      pantau_request_hold_body (request);
      pantau_depot_find (self->depot, get_id (request), device->key, patch_found_cb,
                         pantau_request_ref (request));
    }
}

static void
patch_cb (PantauRequest *request, gpointer data)
{
  Body *body = pantau_request_get_user (request);

  if (body->inflow != NULL)
    pantau_inflow_end (body->inflow);
  else
    patched_cb (request, body->upload, NULL);
}

/* ---- POST ---- */

static void
posted_cb (PantauRequest *request, PantauUploading *upload, const PantauTrouble *trouble)
{
  Body *body = pantau_request_get_user (request);

  if (body == NULL)
    return; /* the client has gone */
  if (trouble != NULL)
    refuse (request, trouble);
  else
    reply_created (body->tus, request, upload);
}

static void
post_found_cb (PantauUploading *upload, const PantauTrouble *trouble, gpointer data)
{
  g_autoptr (PantauRequest) request = data;

  if (pantau_request_get_user (request) == NULL)
    return; /* it has ended */
  if (upload == NULL)
    refuse (request, trouble);
  else if (upload->offset == 0 && !has_room (request, upload))
    refuse_too_much (request);
  else
    /*
     * A body begins at byte 0, so an upload that is further already needs none of it. A file without a byte is finished by
     * its creation.
     */
    take_body (request, upload,
               !upload->is_done && upload->offset == 0 &&
                   (pantau_request_get_length (request) != 0 || upload->size == 0),
               posted_cb);
}

static void
post_begin_cb (PantauRequest *request, gpointer data)
{
  PantauTus *self = data;
  g_autoptr (PantauDevice) device = admit (self, request);
  g_autofree char *hash = NULL;
  goffset size;
  Body *body;

  if (device == NULL)
    return;

  hash = read_metadata (request, "hash");
  body = body_new (self, request);
  if (!read_number (request, "Upload-Length", &size) || !pantau_is_hash (hash) ||
      !read_checksum (request, &body->type, &body->checksum))
    pantau_request_problem (request, 400, "malformed",
                            "Upload-Length, Upload-Checksum or the hash in Upload-Metadata is not "
                            "understood");
  else if (size > PANTAU_BLOB_LIMIT)
    pantau_request_problem (request, 413, "too-large", "a file has at most 100 MiB");
  else if (pantau_request_get_length (request) != 0 &&
           g_strcmp0 (pantau_request_get_header (request, "Content-Type"), PATCH_TYPE) != 0)
    pantau_request_problem (request, 415, "unsupported-type", "Content-Type is not " PATCH_TYPE);
  else
    {
      pantau_request_hold_body (request);
      pantau_depot_begin (self->depot, device, hash, size, post_found_cb,
                          pantau_request_ref (request));
    }
}

static void
post_cb (PantauRequest *request, gpointer data)
{
  Body *body = pantau_request_get_user (request);

  if (body->inflow != NULL)
    pantau_inflow_end (body->inflow);
  else
    posted_cb (request, body->upload, NULL);
}

/* ---- HEAD, DELETE, OPTIONS ---- */

/* A request without a body that waits for its upload. */
typedef struct
{
  PantauTus *tus;         /* (unowned) */
  PantauRequest *request; /* (owned) */
} Question;

static Question *
question_new (PantauTus *self, PantauRequest *request)
{
  Question *question = g_new (Question, 1);

  *question = (Question){ self, pantau_request_ref (request) };

  return question;
}

static void
question_free (Question *question)
{
  pantau_request_unref (question->request);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
head_found_cb (PantauUploading *upload, const PantauTrouble *trouble, gpointer data)
{
  g_autoptr (Question) question = data;
  g_autofree char *length = NULL;

  if (upload == NULL)
    {
      refuse (question->request, trouble);
      return;
    }
  length = g_strdup_printf ("%" G_GOFFSET_FORMAT, upload->size);
  pantau_request_set_header (question->request, "Upload-Length", length);
  set_offset (question->tus, question->request, upload);
  pantau_request_reply (question->request, 200, NULL, NULL);
}

static void
head_cb (PantauRequest *request, gpointer data)
{
  PantauTus *self = data;
  g_autoptr (PantauDevice) device = admit (self, request);

  if (device != NULL)
    pantau_depot_find (self->depot, get_id (request), device->key, head_found_cb,
                       question_new (self, request));
}

static void
removed_cb (gpointer data, gboolean is_stored)
{
  g_autoptr (Question) question = data;

  if (is_stored)
    pantau_request_reply (question->request, 204, NULL, NULL);
  else
    pantau_request_problem (question->request, 500, "internal", "the upload could not be ended");
}

static void
delete_found_cb (PantauUploading *upload, const PantauTrouble *trouble, gpointer data)
{
  g_autoptr (Question) question = data;

  /* What is whole belongs to the lines that name it. */
  if (upload != NULL && !upload->is_done)
    {
      PantauDepot *depot = question->tus->depot;

      pantau_depot_end (depot, upload, FALSE, removed_cb, g_steal_pointer (&question));
    }
  else if (upload != NULL)
    pantau_request_problem (question->request, 403, "gone",
                            "the upload has ended, its file is kept");
  else
    refuse (question->request, trouble);
}

static void
delete_cb (PantauRequest *request, gpointer data)
{
  PantauTus *self = data;
  g_autoptr (PantauDevice) device = admit (self, request);

  if (device != NULL)
    pantau_depot_find (self->depot, get_id (request), device->key, delete_found_cb,
                       question_new (self, request));
}

static void
options_cb (PantauRequest *request, gpointer data)
{
  pantau_request_set_header (request, "Tus-Version", VERSION);
  pantau_request_set_header (request, "Tus-Max-Size", G_STRINGIFY (104857600));
  pantau_request_set_header (request, "Tus-Extension", EXTENSIONS);
  pantau_request_set_header (request, "Tus-Checksum-Algorithm", "sha256,sha1");
  pantau_request_reply (request, 204, NULL, NULL);
}

G_STATIC_ASSERT (PANTAU_BLOB_LIMIT == 104857600);

PantauTus *
pantau_tus_new (PantauDepot *depot, PantauSessions *sessions)
{
  PantauTus *self = g_new0 (PantauTus, 1);

  self->depot = depot;
  self->sessions = sessions;

  return self;
}

void
pantau_tus_free (PantauTus *self)
{
  g_free (self);
}

void
pantau_tus_add_routes (PantauTus *self, PantauHttp *http)
{
  static const PantauHttpStream post = { post_begin_cb, chunk_cb },
                                patch = { patch_begin_cb, chunk_cb };

  pantau_http_route (http, "OPTIONS", PLACE, 0, 0, options_cb, self);
  pantau_http_route_stream (http, "POST", PLACE, PANTAU_BLOB_LIMIT, &post, post_cb, self);
  pantau_http_route (http, "OPTIONS", UPLOADS, 0, 0, options_cb, self);
  pantau_http_route (http, "HEAD", UPLOADS, 0, 0, head_cb, self);
  pantau_http_route (http, "DELETE", UPLOADS, 0, 0, delete_cb, self);
  pantau_http_route_stream (http, "PATCH", UPLOADS, PANTAU_BLOB_LIMIT, &patch, patch_cb, self);
  pantau_http_route_headers (http, PLACE, headers);
  pantau_http_route_headers (http, UPLOADS, headers);
}
