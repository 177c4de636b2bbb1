/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pictures for the window. All bookkeeping is the main loop's; a thread of GLib's compares the file with its name, waits for the helper and turns its
 * answer into a texture as cairo has it, since another order of colours would be changed at each frame.
 */

#define G_LOG_DOMAIN "pantau-previews"

#include "config.h"

#include "pantau-previews.h"

#include <string.h>
#include <unistd.h>

#include "pantau-blob.h"
#include "pantau-error.h"
#include "pantau-preview.h"

/* Who waits for a file. */
typedef struct
{
  guint id;
  PantauPreviewsFunc func;
  gpointer data;
} Asker;

/* A file that is to be drawn. */
typedef struct
{
  char *key;
  char *hash;
  guint most;
  GArray *askers;            /* (owned) of Asker */
  GCancellable *cancellable; /* (owned) */
} Request;

/* A file that was drawn, or cannot be. */
typedef struct
{
  char *key;
  PantauDrawn *drawn; /* (owned) (nullable) */
  GError *error;      /* (owned) (nullable): why it never will be */
  gsize bytes;
  GList link; /* of `order` */
} Kept;

struct _PantauPreviews
{
  GObject parent_instance;

  PantauBlobs *blobs;  /* (owned) */
  GHashTable *kept;    /* (owned): key → Kept */
  GQueue order;        /* of Kept: what was looked at last comes first */
  gsize bytes;         /* of all textures that are kept */
  GQueue waiting;      /* (owned) of Request: what was asked for last comes first */
  Request *running;    /* (nullable): its task's */
  Request *delivering; /* (nullable): whose askers are being told */
  guint last;          /* id */
};

G_DEFINE_FINAL_TYPE (PantauPreviews, pantau_previews, G_TYPE_OBJECT)

PantauDrawn *
pantau_drawn_ref (PantauDrawn *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
drawn_clear (gpointer data)
{
  PantauDrawn *self = data;

  g_clear_object (&self->texture);
  g_clear_pointer (&self->claims, pantau_file_claims_free);
}

void
pantau_drawn_unref (PantauDrawn *self)
{
  g_atomic_rc_box_release_full (self, drawn_clear);
}

/* Red, green, blue and opacity, to what cairo draws without a change. (transfer full) */
static guint32 *
premultiply (const PantauPreview *preview)
{
  const guint8 *from = g_bytes_get_data (preview->rgba, NULL);
  gsize n = (gsize) preview->width * preview->height;
  guint32 *to = g_new (guint32, n);

  for (gsize i = 0; i < n; i++, from += 4)
    {
      guint32 opacity = from[3];

      to[i] = opacity << 24 | (from[0] * opacity + 127) / 255 << 16 |
              (from[1] * opacity + 127) / 255 << 8 | (from[2] * opacity + 127) / 255;
    }

  return to;
}

/* Pixels that are wiped when they go. */
typedef struct
{
  guint32 *pixels;
  gsize length; /* bytes */
} Secret;

static void
secret_free (gpointer data)
{
  Secret *secret = data;

  explicit_bzero (secret->pixels, secret->length);
  g_free (secret->pixels);
  g_free (secret);
}

static PantauDrawn *
drawn_new (PantauPreview *preview, gboolean is_secret)
{
  PantauDrawn *self = g_atomic_rc_box_new0 (PantauDrawn);
  gsize length = (gsize) preview->width * preview->height * 4;
  guint32 *pixels = premultiply (preview);
  g_autoptr (GBytes) bytes = NULL;

  if (is_secret)
    {
      Secret *secret = g_new (Secret, 1);

      *secret = (Secret){ pixels, length };
      bytes = g_bytes_new_with_free_func (pixels, length, secret_free, secret);
      /* What came out of the pipe is ours alone: nobody else has a reference to it. */
      explicit_bzero ((gpointer) g_bytes_get_data (preview->rgba, NULL), length);
    }
  else
    bytes = g_bytes_new_take (pixels, length);
  self->texture = gdk_memory_texture_new ((int) preview->width, (int) preview->height,
                                          GDK_MEMORY_DEFAULT, bytes, (gsize) preview->width * 4);
  self->pages = preview->pages;
  self->claims = g_steal_pointer (&preview->claims);

  return self;
}

PantauDrawn *
pantau_drawn_new_for_bytes (GBytes *bytes, guint most, GCancellable *cancellable, GError **error)
{
  g_autoptr (PantauPreview) preview =
      pantau_preview_new_for_bytes (bytes, most, cancellable, error);

  return preview != NULL ? drawn_new (preview, TRUE) : NULL;
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->key);
  g_free (request->hash);
  g_array_unref (request->askers);
  g_object_unref (request->cancellable);
  g_free (request);
}

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_free (kept->key);
  g_clear_pointer (&kept->drawn, pantau_drawn_unref);
  g_clear_error (&kept->error);
  g_free (kept);
}

static void
pantau_previews_finalize (GObject *object)
{
  PantauPreviews *self = PANTAU_PREVIEWS (object);

  g_queue_clear_full (&self->waiting, request_free);
  g_hash_table_unref (self->kept);
  g_clear_pointer (&self->blobs, pantau_blobs_free);

  G_OBJECT_CLASS (pantau_previews_parent_class)->finalize (object);
}

static void
pantau_previews_class_init (PantauPreviewsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pantau_previews_finalize;
}

static void
pantau_previews_init (PantauPreviews *self)
{
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, kept_free);
}

/* The session ends: what is being drawn is for nobody. */
static void
end (gpointer data)
{
  PantauPreviews *self = data;

  g_queue_clear_full (&self->waiting, request_free);
  if (self->running != NULL)
    {
      g_array_set_size (self->running->askers, 0);
      g_cancellable_cancel (self->running->cancellable);
    }
  g_object_unref (self);
}

PantauPreviews *
pantau_previews_of (PantauSession *session)
{
  PantauPreviews *self = g_object_get_data (G_OBJECT (session), "pantau-previews");
  g_autofree char *path = NULL;

  if (self != NULL)
    return self;

  path = g_build_filename (pantau_session_get_path (session), "blobs", NULL);
  self = g_object_new (PANTAU_TYPE_PREVIEWS, NULL);
  self->blobs = pantau_blobs_new (path);
  g_object_set_data_full (G_OBJECT (session), "pantau-previews", self, end);

  return self;
}

static char *
make_key (const char *hash, guint most)
{
  return g_strdup_printf ("%s/%u", hash, most);
}

static void
drop (PantauPreviews *self, Kept *kept)
{
  g_queue_unlink (&self->order, &kept->link);
  self->bytes -= kept->bytes;
  g_hash_table_remove (self->kept, kept->key);
}

static Kept *
find_kept (PantauPreviews *self, const char *key)
{
  Kept *kept = g_hash_table_lookup (self->kept, key);

  if (kept != NULL)
    {
      g_queue_unlink (&self->order, &kept->link);
      g_queue_push_head_link (&self->order, &kept->link);
    }

  return kept;
}

PantauDrawn *
pantau_previews_lookup (PantauPreviews *self, const char *hash, guint most)
{
  g_autofree char *key = NULL;
  const Kept *kept;

  g_return_val_if_fail (PANTAU_IS_PREVIEWS (self), NULL);

  key = make_key (hash, most);
  kept = find_kept (self, key);

  return kept != NULL ? kept->drawn : NULL;
}

/* What another try would say again. */
static gboolean
is_for_ever (const GError *error)
{
  return g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED) ||
         g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_TOO_LARGE);
}

static void
keep (PantauPreviews *self, const Request *request, PantauDrawn *drawn, const GError *error)
{
  Kept *kept = g_hash_table_lookup (self->kept, request->key);

  if (kept != NULL)
    drop (self, kept);
  if (drawn == NULL && !is_for_ever (error))
    return;

  kept = g_new0 (Kept, 1);
  kept->key = g_strdup (request->key);
  kept->link.data = kept;
  if (drawn != NULL)
    {
      kept->drawn = pantau_drawn_ref (drawn);
      kept->bytes = (gsize) gdk_texture_get_width (drawn->texture) *
                    (gsize) gdk_texture_get_height (drawn->texture) * 4;
    }
  else
    kept->error = g_error_copy (error);
  self->bytes += kept->bytes;
  g_hash_table_insert (self->kept, kept->key, kept);
  g_queue_push_head_link (&self->order, &kept->link);
  while (self->bytes > PANTAU_PREVIEWS_LIMIT && self->order.tail != &kept->link)
    drop (self, self->order.tail->data);
}

static void
draw_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PantauPreviews *self = source;
  const Request *request = data;
  g_autoptr (PantauPreview) preview = NULL;
  g_autoptr (GError) error = NULL;
  int fd = -1;

  /* Nobody is to take for evidence what somebody has put in its place. */
  if (pantau_blobs_check (self->blobs, request->hash, cancellable, &error))
    fd = pantau_blobs_open_fd (self->blobs, request->hash, NULL, &error);
  if (fd >= 0)
    {
      preview = pantau_preview_new (fd, request->most, cancellable, &error);
      close (fd);
    }

  if (preview != NULL)
    g_task_return_pointer (task, drawn_new (preview, FALSE), (GDestroyNotify) pantau_drawn_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Each is told once, and may forget another one meanwhile. */
static void
deliver (PantauPreviews *self, Request *request, PantauDrawn *drawn, const GError *error)
{
  self->delivering = request;
  while (request->askers->len > 0)
    {
      Asker asker = g_array_index (request->askers, Asker, 0);

      g_array_remove_index (request->askers, 0);
      asker.func (drawn, error, asker.data);
    }
  self->delivering = NULL;
}

static void was_drawn (GObject *source, GAsyncResult *result, gpointer data);

/* What is known by now is told without a process, and in the next turn of the main loop. */
static void
start_next (PantauPreviews *self)
{
  g_autoptr (GTask) task = NULL;
  const Kept *kept;

  if (self->running != NULL || self->waiting.head == NULL)
    return;

  self->running = g_queue_pop_head (&self->waiting);
  task = g_task_new (self, self->running->cancellable, was_drawn, NULL);
  g_task_set_source_tag (task, start_next);
  g_task_set_task_data (task, self->running, request_free);
  kept = find_kept (self, self->running->key);
  if (kept == NULL)
    g_task_run_in_thread (task, draw_in_thread);
  else if (kept->drawn != NULL)
    g_task_return_pointer (task, pantau_drawn_ref (kept->drawn),
                           (GDestroyNotify) pantau_drawn_unref);
  else
    g_task_return_error (task, g_error_copy (kept->error));
}

static void
was_drawn (GObject *source, GAsyncResult *result, gpointer data)
{
  PantauPreviews *self = PANTAU_PREVIEWS (source);
  Request *request = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauDrawn) drawn = g_task_propagate_pointer (G_TASK (result), &error);

  self->running = NULL;
  keep (self, request, drawn, error);
  deliver (self, request, drawn, error);
  start_next (self);
}

/* (nullable): one that still runs or waits */
static Request *
find_request (PantauPreviews *self, const char *key)
{
  if (self->running != NULL && g_str_equal (self->running->key, key) &&
      !g_cancellable_is_cancelled (self->running->cancellable))
    return self->running;
  for (GList *l = self->waiting.head; l != NULL; l = l->next)
    if (g_str_equal (((Request *) l->data)->key, key))
      return l->data;

  return NULL;
}

static Request *
request_new (const char *hash, guint most)
{
  Request *request = g_new0 (Request, 1);

  request->key = make_key (hash, most);
  request->hash = g_strdup (hash);
  request->most = most;
  request->askers = g_array_new (FALSE, FALSE, sizeof (Asker));
  request->cancellable = g_cancellable_new ();

  return request;
}

guint
pantau_previews_ask (
    PantauPreviews *self, const char *hash, guint most, PantauPreviewsFunc func, gpointer data)
{
  g_autofree char *key = NULL;
  Request *request;
  Asker asker;

  g_return_val_if_fail (PANTAU_IS_PREVIEWS (self), 0);

  key = make_key (hash, most);
  request = find_request (self, key);
  if (request == NULL)
    request = request_new (hash, most);
  else if (request != self->running)
    g_queue_remove (&self->waiting, request);
  if (request != self->running)
    g_queue_push_head (&self->waiting, request);

  self->last = MAX (self->last + 1, 1);
  asker = (Asker){ self->last, func, data };
  g_array_append_val (request->askers, asker);
  start_next (self);

  return asker.id;
}

/* Whether @id was one of those who wait for @request. */
static gboolean
leave (Request *request, guint id)
{
  for (guint i = 0; request != NULL && i < request->askers->len; i++)
    if (g_array_index (request->askers, Asker, i).id == id)
      {
        g_array_remove_index (request->askers, i);
        return TRUE;
      }

  return FALSE;
}

void
pantau_previews_forget (PantauPreviews *self, guint id)
{
  g_return_if_fail (PANTAU_IS_PREVIEWS (self));

  if (id == 0 || leave (self->delivering, id))
    return;
  if (leave (self->running, id))
    {
      if (self->running->askers->len == 0)
        g_cancellable_cancel (self->running->cancellable);
      return;
    }
  for (GList *l = self->waiting.head; l != NULL; l = l->next)
    if (leave (l->data, id))
      {
        Request *request = l->data;

        if (request->askers->len == 0)
          {
            g_queue_delete_link (&self->waiting, l);
            request_free (request);
          }
        return;
      }
}
