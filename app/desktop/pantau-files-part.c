/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files as people speak of them: what they are, where they are, who may have them. */

#define G_LOG_DOMAIN "pantau-files-part"

#include "config.h"

#include "pantau-files-part.h"

#include <glib/gi18n-lib.h>

#include "pantau-access.h"
#include "pantau-evidence.h"
#include "pantau-file-type.h"
#include "pantau-format.h"
#include "pantau-words-evidence.h"
#include "pantau-words-file.h"
#include "pantau-words.h"

/* Who asks, and about what. */
typedef struct
{
  PantauReference *reference;
  GPtrArray *evidence; /* of PantauEvidence */
  gboolean is_open;
  gboolean is_pemprov;
  const char *device;
} Reading;

static void
item_free (gpointer data)
{
  PantauFileItem *item = data;

  g_free (item->hash);
  g_free (item->name);
  g_free (item->title);
  g_free (item->details);
  g_free (item->state);
  g_free (item->remark);
  g_free (item->claims);
  g_free (item->said);
  g_free (item->warning);
  g_free (item->also);
  g_free (item->type);
  g_free (item);
}

void
pantau_files_part_free (PantauFilesPart *self)
{
  g_ptr_array_unref (self->files);
  g_free (self);
}

/* By what the file is, never by what its name says. */
static const struct
{
  const char *prefix;
  const char *icon;
} icons[] = {
  { "image/svg", "web-browser-symbolic" },
  { "image/", "image-x-generic-symbolic" },
  { "video/", "video-x-generic-symbolic" },
  { "audio/", "audio-x-generic-symbolic" },
  { "text/html", "web-browser-symbolic" },
  { "application/pdf", "x-office-document-symbolic" },
  { "application/vnd.o", "x-office-document-symbolic" },
  { "application/zip", "package-x-generic-symbolic" },
};

static const char *
choose_icon (const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_str_has_prefix (type, icons[i].prefix))
      return icons[i].icon;

  return "text-x-generic-symbolic";
}

/* A name of nothing but a dot, or none, would be no name for a file. (transfer full) */
static char *
dup_name (const PantauEvidence *file)
{
  g_autofree char *clean = pantau_attachment_clean_name (file->name);

  return *file->name != '\0' && *clean != '\0' ? g_steal_pointer (&clean)
                                               : g_strndup (file->hash, 12);
}

/* What is known, whatever the file says. (transfer full) */
static char *
describe (const Reading *reading, const PantauEvidence *file)
{
  const char *sort = pantau_words_file_type (file->type);
  g_autofree char *size = file->size >= 0 ? pantau_format_bytes ((guint64) file->size) : NULL;
  g_autofree char *time =
      pantau_format_rfc3339 (file->received != NULL ? file->received : file->time);
  g_autofree char *author = file->author != NULL ? pantau_words_clean (file->author) : NULL;
  GString *text = g_string_new (sort);

  if (size != NULL)
    g_string_append_printf (text, " · %s", size);
  g_string_append (text, " · ");
  /* Translators: of a file; %s is when it came to the laptop of who attached it */
  g_string_append_printf (text, file->received != NULL ? _ ("received %s") : "%s", time);
  if (author != NULL)
    g_string_append_printf (text, " · %s", author);
  if (file->origin != NULL)
    g_string_append_printf (text, " · %s",
                            pantau_words_file_origin (reading->reference, file->origin));

  return g_string_free (text, FALSE);
}

/* Pemprov gets a file of an open hoax by a release alone; what it attached itself it has. */
static gboolean
is_held (const Reading *reading, const PantauEvidence *file)
{
  return reading->is_pemprov && !file->is_released &&
         g_strcmp0 (file->device, reading->device) != 0;
}

static const char *
describe_state (const Reading *reading, const PantauEvidence *file)
{
  switch (file->state)
    {
    case PANTAU_EVIDENCE_HERE:
      return _ ("On this laptop");
    case PANTAU_EVIDENCE_WAITING:
      return _ ("On this laptop, not yet at the province");
    case PANTAU_EVIDENCE_RECEIVED:
      return _ ("Received by the province");
    case PANTAU_EVIDENCE_REFUSED:
      return _ ("On this laptop; the province does not take it");
    case PANTAU_EVIDENCE_ELSEWHERE:
      return _ ("Too large to be sent: its hash is recorded, the drive is handed over");
    case PANTAU_EVIDENCE_MISSING:
      break;
    }

  return is_held (reading, file) ? _ ("Held back: no desk has opened it to Pemprov")
                                 : _ ("Not on this laptop");
}

/* What it stands for, and what was said of it. (transfer full) (nullable) */
static char *
describe_remark (const Reading *reading, const PantauEvidence *file)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  if (file->masks != NULL)
    {
      const PantauEvidence *original = NULL;
      g_autofree char *title = NULL;

      for (guint i = 0; i < reading->evidence->len && original == NULL; i++)
        {
          const PantauEvidence *other = g_ptr_array_index (reading->evidence, i);

          original = g_str_equal (other->hash, file->masks) ? other : NULL;
        }
      title = original != NULL ? pantau_words_evidence_name (original) : NULL;
      /* Translators: a copy of a file on which names or numbers were covered; %s is the name of the original */
      g_ptr_array_add (lines, title != NULL ? g_strdup_printf (_ ("Masked copy of “%s”"), title)
                                            : g_strdup (_ ("Masked copy")));
    }
  if (file->medium != NULL)
    g_ptr_array_add (lines, pantau_words_file_medium (file->medium));
  if (file->note != NULL)
    g_ptr_array_add (lines, pantau_words_clean_lines (file->note));
  if (lines->len == 0)
    return NULL;
  g_ptr_array_add (lines, NULL);

  return g_strjoinv ("\n", (GStrv) lines->pdata);
}

/* Beside what is known, and told apart from it. (transfer full) (nullable) */
static char *
describe_claims (const PantauEvidence *file)
{
  g_autofree char *said = pantau_words_file_claims (file->claims);

  /* Translators: what a file claims about itself: “taken …, with Samsung …” */
  return said != NULL ? g_strdup_printf (_ ("The file says of itself, unchecked: %s"), said) : NULL;
}

static PantauFileItem *
describe_file (const Reading *reading, const PantauEvidence *file)
{
  PantauFileItem *item = g_new0 (PantauFileItem, 1);

  item->hash = g_strdup (file->hash);
  item->name = dup_name (file);
  item->title = pantau_words_evidence_name (file);
  item->details = describe (reading, file);
  item->state = g_strdup (describe_state (reading, file));
  item->remark = describe_remark (reading, file);
  item->claims = describe_claims (file);
  item->said = pantau_words_file_claims (file->claims);
  item->warning = g_strdup (pantau_words_file_stripped (file->stripped));
  item->type = g_strdup (file->type);
  item->icon = choose_icon (file->type);
  item->is_here =
      file->state != PANTAU_EVIDENCE_MISSING && file->state != PANTAU_EVIDENCE_ELSEWHERE;
  item->may_fetch = file->state == PANTAU_EVIDENCE_MISSING && !is_held (reading, file);
  item->may_mend = file->state == PANTAU_EVIDENCE_RECEIVED || file->state == PANTAU_EVIDENCE_HERE;
  item->is_released = reading->is_open && file->is_released;
  item->is_masked = file->masks != NULL;
  item->is_risky = pantau_file_type_is_risky (file->type);

  return item;
}

PantauFilesPart *
pantau_files_part_read (PantauStore *store,
                        PantauReference *reference,
                        PantauRecord *record,
                        const char *role,
                        const char *device,
                        GError **error)
{
  g_autoptr (GPtrArray) evidence =
      pantau_store_evidence (store, pantau_record_get_id (record), error);
  Reading reading = { reference, evidence, pantau_record_get_is_open (record), FALSE, device };
  g_autoptr (PantauFilesPart) self = NULL;
  PantauRole known;

  if (evidence == NULL)
    return NULL;
  reading.is_pemprov = pantau_role_from_name (role, &known) && known == PANTAU_ROLE_PEMPROV &&
                       g_str_equal (pantau_record_get_kind (record), "hoax");
  self = g_new0 (PantauFilesPart, 1);
  self->files = g_ptr_array_new_with_free_func (item_free);
  for (guint i = 0; i < evidence->len; i++)
    {
      const PantauEvidence *file = g_ptr_array_index (evidence, i);
      PantauFileItem *item = describe_file (&reading, file);
      g_autoptr (GPtrArray) others = NULL;

      g_ptr_array_add (self->files, item);
      others = pantau_store_same_file (store, file->hash, pantau_record_get_id (record), error);
      if (others == NULL)
        return NULL;
      item->also = pantau_words_file_same (others);
    }

  return g_steal_pointer (&self);
}

const PantauFileItem *
pantau_files_part_find (const PantauFilesPart *self, const char *hash)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const PantauFileItem *item = g_ptr_array_index (self->files, i);

      if (g_str_equal (item->hash, hash))
        return item;
    }

  return NULL;
}
