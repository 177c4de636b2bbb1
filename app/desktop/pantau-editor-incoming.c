/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes into the editor otherwise than by typing: files, similar claims, and what the program did by itself. */

#define G_LOG_DOMAIN "pantau-editor"

#include "config.h"

#include "pantau-editor-private.h"

void
pantau_editor_update_hold (PantauEditor *self)
{
  gboolean holds = pantau_identity_section_get_has_envelopes (self->identities) ||
                   pantau_files_section_get_has_files (self->files);

  /* A draft that was loaded is held until all is known: one of files alone would go otherwise. */
  if (self->keeper != NULL && (holds || (self->knows_envelopes && self->knows_files)))
    pantau_draft_keeper_hold (self->keeper, holds);
}

void
pantau_editor_envelopes_changed (PantauEditor *self)
{
  self->knows_envelopes = TRUE;
  pantau_editor_update_hold (self);
}

void
pantau_editor_files_changed (PantauEditor *self)
{
  GArray *pictures = pantau_files_section_get_pictures (self->files);

  self->knows_files = TRUE;
  pantau_editor_update_hold (self);
  pantau_similar_card_set_pictures (self->similar, (const guint64 *) pictures->data, pictures->len);
}

void
pantau_editor_show_incoming (PantauEditor *self)
{
  self->knows_envelopes = !gtk_widget_get_visible (GTK_WIDGET (self->identities));
  self->knows_files = FALSE;
  pantau_similar_card_set (self->similar, self->session, self->form);
  pantau_files_section_set (self->files, self->session, pantau_draft_keeper_get_id (self->keeper),
                            pantau_form_get_record (self->form));
  for (guint i = 0; i < self->arriving->len; i++)
    pantau_files_section_add (self->files, g_ptr_array_index (self->arriving, i));
  g_ptr_array_set_size (self->arriving, 0);
  /* What was filled in by itself is to be looked through: the original wording and the link are asked last. */
  if (gtk_widget_get_visible (GTK_WIDGET (self->notice_box)))
    pantau_editor_unfold_more (self);
}

void
pantau_editor_join (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PantauEditor *self = PANTAU_EDITOR (widget);

  if (!self->is_saving)
    pantau_similar_card_join (self->similar, g_variant_get_uint32 (parameter));
}

void
pantau_editor_dismiss (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PantauEditor *self = PANTAU_EDITOR (widget);

  pantau_editor_tell (self, NULL);
  pantau_editor_focus_first_empty (self);
}

const char *
pantau_editor_get_draft (PantauEditor *self)
{
  g_return_val_if_fail (PANTAU_IS_EDITOR (self), NULL);

  return self->keeper != NULL ? pantau_draft_keeper_get_id (self->keeper) : NULL;
}

void
pantau_editor_add_file (PantauEditor *self, const PantauFileSource *source)
{
  g_return_if_fail (PANTAU_IS_EDITOR (self));

  if (self->form == NULL)
    g_ptr_array_add (self->arriving, pantau_file_source_copy (source));
  else
    pantau_files_section_add (self->files, source);
}

gboolean
pantau_editor_has_files (PantauEditor *self)
{
  g_return_val_if_fail (PANTAU_IS_EDITOR (self), FALSE);

  return self->arriving->len > 0 || pantau_files_section_get_has_files (self->files);
}

void
pantau_editor_tell (PantauEditor *self, const char *text)
{
  g_return_if_fail (PANTAU_IS_EDITOR (self));

  gtk_label_set_label (self->notice_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->notice_box, text != NULL && *text != '\0');
}
