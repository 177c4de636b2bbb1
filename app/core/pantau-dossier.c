/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From chosen records to an evidence bundle: what goes into it, in which order, and first of all the line that says that it goes. */

#include "config.h"

#include "pantau-dossier.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-access-blob.h"
#include "pantau-custody.h"
#include "pantau-dossier-private.h"
#include "pantau-dossier-sink.h"
#include "pantau-error.h"

static void
file_free (gpointer data)
{
  PantauDossierFile *self = data;

  g_free (self->member);
  g_free (self);
}

static void
record_free (gpointer data)
{
  PantauDossierRecord *self = data;

  g_object_unref (self->record);
  g_clear_pointer (&self->evidence, g_ptr_array_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->custody, g_ptr_array_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_free (self);
}

static void
dossier_free (PantauDossier *self)
{
  g_free (self->to);
  g_free (self->note);
  g_free (self->time);
  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->grants);
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->unvouched);
  g_ptr_array_unref (self->receipts);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauDossier, dossier_free)

static PantauDossier *
dossier_new (PantauHome *home, const PantauDossierOrder *order)
{
  PantauDossier *self = g_new0 (PantauDossier, 1);

  self->home = home;
  self->order = order;
  self->time = pantau_home_now ();
  self->records = g_ptr_array_new_with_free_func (record_free);
  self->grants = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_entry_unref);
  self->people = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_person_free);
  self->unvouched = g_ptr_array_new_with_free_func (g_free);
  self->receipts = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/* What may be opened anywhere without running as a program keeps its extension; all else is only bytes. */
static const char *
extension_of (const char *type)
{
  static const struct
  {
    const char *type, *extension;
  } extensions[] = {
    { "image/jpeg", "jpg" },  { "image/png", "png" },   { "image/webp", "webp" },
    { "image/gif", "gif" },   { "image/heic", "heic" }, { "image/tiff", "tif" },
    { "video/mp4", "mp4" },   { "video/3gpp", "3gp" },  { "video/quicktime", "mov" },
    { "video/webm", "webm" }, { "audio/mpeg", "mp3" },  { "audio/mp4", "m4a" },
    { "audio/ogg", "ogg" },   { "audio/wav", "wav" },   { "audio/amr", "amr" },
    { "audio/aac", "aac" },   { "text/plain", "txt" },  { "application/pdf", "pdf" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (extensions); i++)
    if (g_strcmp0 (extensions[i].type, type) == 0)
      return extensions[i].extension;

  return "bin";
}

/* An envelope says what it is by its first bytes, whichever line names it; a line of a record may name one too. */
static gboolean
is_sealed (PantauHome *home, const char *hash, gboolean *sealed, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  char bytes[sizeof PANTAU_ENVELOPE_MAGIC - 1] = { 0 };
  gint64 named;
  gsize n = 0;

  if (!pantau_db_integer (pantau_home_get_db (home), 0, &named, error,
                          "SELECT count(*) FROM identity WHERE blob = ?1", "s", hash))
    return FALSE;
  stream = pantau_blobs_open (pantau_home_get_blobs (home), hash, error);
  if (stream == NULL || !g_input_stream_read_all (stream, bytes, sizeof bytes, &n, NULL, error))
    return FALSE;
  *sealed = named > 0 || (n == sizeof bytes && memcmp (bytes, PANTAU_ENVELOPE_MAGIC, n) == 0);

  return TRUE;
}

static gboolean
judge_file (PantauDossier *self,
            const PantauPerson *person,
            PantauRecord *record,
            PantauDossierFile *one,
            GError **error)
{
  const PantauEvidence *file = one->file;
  gboolean sealed = FALSE;

  if (file->state == PANTAU_EVIDENCE_ELSEWHERE)
    one->state = PANTAU_DOSSIER_ELSEWHERE;
  else if (file->state == PANTAU_EVIDENCE_MISSING)
    one->state = PANTAU_DOSSIER_MISSING;
  else if (!is_sealed (self->home, file->hash, &sealed, error))
    return FALSE;
  else if (sealed)
    one->state = PANTAU_DOSSIER_SEALED;
  else if (pantau_custody_is_held (person, record, file))
    one->state = PANTAU_DOSSIER_HELD;
  else
    one->member =
        g_strdup_printf (PANTAU_DOSSIER_FILES "%s.%s", file->hash, extension_of (file->type));

  return TRUE;
}

static gboolean
add_record (PantauDossier *self, const PantauPerson *person, const char *id, GError **error)
{
  PantauStore *store = pantau_home_get_store (self->home);
  PantauRecord *record = pantau_store_get (store, id, error);
  PantauDossierRecord *one;

  if (record == NULL)
    return FALSE;
  one = g_new0 (PantauDossierRecord, 1);
  one->record = record;
  g_ptr_array_add (self->records, one);
  /* Also of a record without files: a bundle is an export of what it says. */
  if (!pantau_custody_may_touch (self->home, id, error))
    return FALSE;
  one->evidence = pantau_store_evidence (store, id, error);
  if (one->evidence == NULL)
    return FALSE;
  one->files = g_ptr_array_new_with_free_func (file_free);
  for (guint i = 0; i < one->evidence->len; i++)
    {
      PantauDossierFile *file = g_new0 (PantauDossierFile, 1);

      file->file = g_ptr_array_index (one->evidence, i);
      g_ptr_array_add (one->files, file);
      if (!judge_file (self, person, record, file, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_records (PantauDossier *self, GError **error)
{
  g_autoptr (GError) trouble = NULL;
  g_autoptr (PantauPerson) person = pantau_home_get_person (self->home, &trouble);
  const char *const *ids = self->order->records;
  guint n = ids != NULL ? g_strv_length ((GStrv) ids) : 0;

  if (trouble != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&trouble));
      return FALSE;
    }
  if (person == NULL || pantau_home_get_province (self->home) == NULL)
    return pantau_throw (error, PANTAU_ERROR_NOT_ENROLLED,
                         _ ("nobody vouches for this laptop before it is enrolled"));
  if (n == 0 || n > PANTAU_DOSSIER_MAX_RECORDS)
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("between 1 and %d records are exported"),
                         PANTAU_DOSSIER_MAX_RECORDS);
  for (guint i = 0; i < n; i++)
    {
      for (guint k = 0; k < i; k++)
        if (g_str_equal (ids[i], ids[k]))
          return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("a record stands twice"));
      if (!add_record (self, person, ids[i], error))
        return FALSE;
    }

  return TRUE;
}

/* Says of each original that it leaves, before it does. */
static gboolean
write_touches (PantauDossier *self, GError **error)
{
  g_autoptr (GArray) files = g_array_new (FALSE, FALSE, sizeof (PantauCustodyFiles));
  g_autoptr (GPtrArray) arrays =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < self->records->len; i++)
    {
      const PantauDossierRecord *record = g_ptr_array_index (self->records, i);
      GPtrArray *targets = g_ptr_array_new ();
      PantauCustodyFiles one = { .record = pantau_record_get_id (record->record) };

      g_ptr_array_add (arrays, targets);
      for (guint k = 0; k < record->files->len; k++)
        {
          const PantauDossierFile *file = g_ptr_array_index (record->files, k);

          if (file->state == PANTAU_DOSSIER_PRESENT)
            g_ptr_array_add (targets, file->file->hash);
        }
      if (targets->len == 0)
        continue;
      g_ptr_array_add (targets, NULL);
      one.targets = (const char *const *) targets->pdata;
      g_array_append_val (files, one);
    }

  return pantau_custody_touch_several (self->home, PANTAU_TOUCH_EXPORT,
                                       (const PantauCustodyFiles *) (gpointer) files->data,
                                       files->len, self->to, self->note, NULL, error);
}

static void
sum_up (const PantauDossier *self, GPtrArray *parts, PantauDossierSum *sum)
{
  *sum = (PantauDossierSum){ .records = self->records->len,
                             .receipts = self->receipts->len,
                             .lines = self->grants->len };
  for (guint i = 0; i < self->records->len; i++)
    {
      const PantauDossierRecord *record = g_ptr_array_index (self->records, i);

      sum->lines += record->lines->len;
      for (guint k = 0; k < record->files->len; k++)
        sum->left_out += ((PantauDossierFile *) g_ptr_array_index (record->files, k))->state !=
                         PANTAU_DOSSIER_PRESENT;
    }
  for (guint i = 0; i < parts->len; i++)
    {
      const PantauDossierPart *part = g_ptr_array_index (parts, i);

      sum->files += part->bytes == NULL;
      sum->bytes += part->bytes == NULL ? part->size : 0;
    }
}

typedef struct
{
  PantauDossierProgress func;
  gpointer data;
  goffset done, total;
} Progress;

static void
progress_cb (gsize bytes, gpointer data)
{
  Progress *progress = data;

  progress->done += (goffset) bytes;
  if (progress->func != NULL)
    progress->func (progress->done, progress->total, progress->data);
}

static gboolean
write_parts (PantauDossier *self,
             PantauDossierSink *sink,
             GPtrArray *parts,
             Progress *progress,
             GCancellable *cancellable,
             GError **error)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const PantauDossierPart *part = g_ptr_array_index (parts, i);
      gsize length;
      const void *bytes = part->bytes != NULL ? g_bytes_get_data (part->bytes, &length) : NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (part->bytes != NULL
              ? !pantau_dossier_sink_add_bytes (sink, part->name, bytes, length, error)
              : !pantau_dossier_sink_add_blob (sink, part->name, pantau_home_get_blobs (self->home),
                                               part->hash, progress_cb, progress, cancellable,
                                               error))
        return FALSE;
    }

  return pantau_dossier_sink_finish (sink, error);
}

gboolean
pantau_dossier_export (PantauHome *home,
                       const PantauDossierOrder *order,
                       PantauDossierProgress progress,
                       gpointer data,
                       GCancellable *cancellable,
                       PantauDossierSum *sum,
                       GError **error)
{
  g_autoptr (PantauDossier) self = dossier_new (home, order);
  g_autoptr (PantauDossierSink) sink = NULL;
  g_autoptr (GPtrArray) parts = NULL;
  PantauDossierSum found;
  Progress told = { progress, data, 0, 0 };

  /* As for a forward: a bundle is for somebody. */
  if (!pantau_custody_check (PANTAU_TOUCH_FORWARD, order->to, order->note, &self->to, &self->note,
                             error) ||
      !add_records (self, error))
    return FALSE;
  /* Before the line: where nothing can be written, nothing leaves. */
  sink = pantau_dossier_sink_new (order->path, error);
  if (sink == NULL || !write_touches (self, error) || !pantau_dossier_gather (self, error))
    return FALSE;
  parts = pantau_dossier_parts (self);
  sum_up (self, parts, &found);
  told.total = found.bytes;
  if (!write_parts (self, sink, parts, &told, cancellable, error))
    return FALSE;
  if (sum != NULL)
    *sum = found;

  return TRUE;
}
