/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-field-view.h"
#include "pantau-picker.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_PICK_FIELD (pantau_pick_field_get_type ())
/*
 * A question that is answered by a code, which nobody types: some letters of its name are enough, with what they fit below. Which codes there are
 * and what they are called is a subclass's. A half-typed name is pending; what fits nothing when the focus leaves stays as it was typed, with the fault
 * that the form tells of it.
 *
 * Property: "placeholder-text" (nullable): in the empty line.
 */
G_DECLARE_DERIVABLE_TYPE (PantauPickField, pantau_pick_field, PANTAU, PICK_FIELD, PantauFieldView)

struct _PantauPickFieldClass
{
  PantauFieldViewClass parent_class;

  /* The codes that @text ("" too) may mean, best first. (transfer full) (element-type utf8): borrowed from the reference data */
  GPtrArray *(*find) (PantauPickField *self, const char *text);
  /* What the line shows for @code, also for one that is in no list: the code itself. (transfer full) */
  char *(*dup_name) (PantauPickField *self, const char *code);
  /* Offers @code by pantau_picker_offer(). (nullable): by its name */
  void (*offer) (PantauPickField *self, PantauPicker *picker, const char *code);
};

G_END_DECLS
