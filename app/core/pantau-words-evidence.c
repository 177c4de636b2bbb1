/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names, types and whereabouts of files in words. */

#include "config.h"

#include "pantau-words-evidence.h"

#include <glib/gi18n-lib.h>

#include "pantau-file-type.h"
#include "pantau-format.h"
#include "pantau-words.h"

const char *
pantau_words_evidence_state (PantauEvidenceState state)
{
  switch (state)
    {
    case PANTAU_EVIDENCE_HERE:
      /* Translators: where a file is, after its name */
      return _ ("on this computer");
    case PANTAU_EVIDENCE_WAITING:
      return _ ("waits to be sent");
    case PANTAU_EVIDENCE_RECEIVED:
      return _ ("received by the province");
    case PANTAU_EVIDENCE_REFUSED:
      return _ ("not taken by the province");
    case PANTAU_EVIDENCE_ELSEWHERE:
      /* Translators: where a file is that is too large to be sent */
      return _ ("recorded by its hash, kept on a drive");
    case PANTAU_EVIDENCE_MISSING:
    default:
      return _ ("not on this computer");
    }
}

/* The first that a type begins with counts. */
static const struct
{
  const char *prefix, *name;
} types[] = {
  { "image/svg", N_ ("Drawing with code") },
  { "image/", N_ ("Picture") },
  { "video/", N_ ("Video") },
  { "audio/", N_ ("Sound recording") },
  { "text/html", N_ ("Web page") },
  { "text/", N_ ("Text") },
  { "application/pdf", N_ ("PDF document") },
  { "application/vnd.openxmlformats-officedocument.spreadsheet", N_ ("Spreadsheet") },
  { "application/vnd.openxmlformats-officedocument.presentation", N_ ("Presentation") },
  { "application/vnd.openxmlformats-officedocument", N_ ("Document") },
  { "application/vnd.oasis.opendocument.spreadsheet", N_ ("Spreadsheet") },
  { "application/vnd.oasis.opendocument", N_ ("Document") },
  { "application/x-ole-storage", N_ ("Document") },
  { "application/zip", N_ ("Archive") },
  { "application/gzip", N_ ("Archive") },
  { "application/vnd.rar", N_ ("Archive") },
  { "application/x-7z-compressed", N_ ("Archive") },
  { "application/vnd.android.package-archive", N_ ("Program") },
  { "application/java", N_ ("Program") },
  { "application/x-msdownload", N_ ("Program") },
  { "application/x-executable", N_ ("Program") },
  { "application/x-shellscript", N_ ("Program") },
  { "application/x-ms-shortcut", N_ ("Program") },
  { "application/vnd.debian.binary-package", N_ ("Program") },
};

const char *
pantau_words_file_type (const char *type)
{
  for (gsize i = 0; type != NULL && i < G_N_ELEMENTS (types); i++)
    if (g_str_has_prefix (type, types[i].prefix))
      return _ (types[i].name);

  /* Translators: what a file is of which no more is known */
  return _ ("File");
}

char *
pantau_words_evidence_name (const PantauEvidence *file)
{
  /* Translators: %.8s are the first letters of a file's hash. */
  return *file->name != '\0' ? pantau_words_clean (file->name)
                             : g_strdup_printf (_ ("File %.8s"), file->hash);
}

/* “stands for foto.jpg”, by the original's name where that is here. */
static char *
original (const PantauEvidence *file, GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++)
    {
      const PantauEvidence *one = g_ptr_array_index (files, i);

      if (g_str_equal (one->hash, file->masks))
        return pantau_words_evidence_name (one);
    }

  return g_strndup (file->masks, 8);
}

char *
pantau_words_evidence (const PantauEvidence *file, GPtrArray *files)
{
  g_autofree char *name = pantau_words_evidence_name (file);
  g_autofree char *size = file->size >= 0 ? pantau_format_bytes ((guint64) file->size) : NULL;
  g_autoptr (GString) text = g_string_new (name);

  g_string_append_printf (text, " · %s", pantau_words_file_type (file->type));
  if (size != NULL)
    g_string_append_printf (text, " · %s", size);
  g_string_append_printf (text, " · %s", pantau_words_evidence_state (file->state));
  if (file->medium != NULL)
    {
      g_autofree char *kept = pantau_words_clean (file->medium);

      g_string_append_printf (text, ": %s", kept);
    }
  if (file->masks != NULL)
    {
      g_autofree char *of = original (file, files);
      /* Translators: a copy of the file %s on which something was made unreadable */
      g_autofree char *said = g_strdup_printf (_ ("masked copy of %s"), of);

      g_string_append_printf (text, " · %s", said);
    }
  if (file->is_released)
    g_string_append_printf (text, " · %s", _ ("released to the provincial government"));

  return g_string_free (g_steal_pointer (&text), FALSE);
}
