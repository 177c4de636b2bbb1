/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file on its way into the home: where it is from, how far it is, and why it failed. */

#include "config.h"

#include "pantau-files-copy.h"

PantauFilesCopy *
pantau_files_copy_new (PantauFilesSection *section, const PantauFileSource *source, guint number)
{
  PantauFilesCopy *self = g_new0 (PantauFilesCopy, 1);

  g_ref_count_init (&self->refs);
  self->section = g_object_ref (section);
  self->cancellable = g_cancellable_new ();
  self->source = pantau_file_source_copy (source);
  self->number = number;

  return self;
}

PantauFilesCopy *
pantau_files_copy_ref (PantauFilesCopy *self)
{
  g_ref_count_inc (&self->refs);

  return self;
}

void
pantau_files_copy_unref (PantauFilesCopy *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;
  g_clear_object (&self->section);
  g_clear_object (&self->cancellable);
  pantau_file_source_free (self->source);
  g_free (self->fault);
  g_free (self->progress);
  g_free (self->hash);
  g_free (self);
}
