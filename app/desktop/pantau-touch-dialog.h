/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-files-part.h"
#include "pantau-form-dialog.h"

G_BEGIN_DECLS

/* What files leave the program by. */
typedef enum
{
  PANTAU_TOUCH_ORDER_COPY,  /* one file, copied to a place that is asked for */
  PANTAU_TOUCH_ORDER_PRINT, /* one file; who opened the dialog prints it */
  PANTAU_TOUCH_ORDER_HAND_OVER, /* some files of a record: a copy was forwarded, or the medium handed over */
  PANTAU_TOUCH_ORDER_BUNDLE, /* the record with its files, as an evidence bundle */
} PantauTouchOrder;

#define PANTAU_TYPE_TOUCH_DIALOG (pantau_touch_dialog_get_type ())
/*
 * To whom files go, and what for: a line says so before a byte leaves (pantau-custody.h), so a copy that could not be written may be told of, and none that was
 * made goes untold. Closes when it is done; a refusal is told in it.
 *
 * Signal "done": it is written, and copied where that was asked.
 */
G_DECLARE_FINAL_TYPE (
    PantauTouchDialog, pantau_touch_dialog, PANTAU, TOUCH_DIALOG, PantauFormDialog)

/*
 * @files (of PantauFileItem) are read now. @hash (nullable): the file that was meant; else all. @may_tell: this person may write about the record; who may not
 * saves and prints without a line, and is told so. (transfer none): belongs to GTK until it is closed
 */
PantauTouchDialog *pantau_touch_dialog_new (GtkWindow *parent,
                                            PantauSession *session,
                                            PantauRecord *record,
                                            PantauTouchOrder order,
                                            GPtrArray *files,
                                            const char *hash,
                                            gboolean may_tell) G_GNUC_WARN_UNUSED_RESULT;

PantauTouchOrder pantau_touch_dialog_get_order (PantauTouchDialog *self);

/* What was written, once it is done. (transfer none) */
const char *pantau_touch_dialog_get_to (PantauTouchDialog *self);   /* (nullable) */
const char *pantau_touch_dialog_get_note (PantauTouchDialog *self); /* (nullable) */
const char *const *pantau_touch_dialog_get_targets (PantauTouchDialog *self);
/* Whether the medium itself went, and not a copy. */
gboolean pantau_touch_dialog_is_hand_over (PantauTouchDialog *self);
/* Whether a paper for both sides is wanted. */
gboolean pantau_touch_dialog_wants_paper (PantauTouchDialog *self);

/* Where the copy or the bundle is to be: who saves the dialog is not asked for it then. @place: (nullable) */
void pantau_touch_dialog_set_place (PantauTouchDialog *self, GFile *place);

G_END_DECLS
