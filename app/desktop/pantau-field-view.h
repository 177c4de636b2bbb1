/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pantau-form.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_FIELD_VIEW (pantau_field_view_get_type ())
/*
 * One question of a form on the screen: its label, a control for the answer, what the answer means, a hint, and a fault beside it. One
 * subclass for each type of answer has the control; the rest is here, alike for all of them.
 *
 * A question that is not asked just now ("when") folds away and comes back by itself.
 *
 * Properties: "form" (PantauForm) and "question" (its name), both construct-only.
 */
G_DECLARE_DERIVABLE_TYPE (PantauFieldView, pantau_field_view, PANTAU, FIELD_VIEW, GtkBox)

struct _PantauFieldViewClass
{
  GtkBoxClass parent_class;

  /* Once, when form and question are known: choices, units. (nullable) */
  void (*set_up) (PantauFieldView *self);
  /* The form's answer is another one than the control gave (undo, a draft): show it. */
  void (*show_answer) (PantauFieldView *self);
  /* What takes the focus and bears the label: an accessible. (transfer none) */
  GtkWidget *(*get_control) (PantauFieldView *self);
  /* The person goes elsewhere: what was typed and not taken yet becomes the answer. (nullable) */
  void (*settle) (PantauFieldView *self);
};

PantauForm *pantau_field_view_get_form (PantauFieldView *self);
const PantauQuestion *pantau_field_view_get_question (PantauFieldView *self);
const char *pantau_field_view_get_name (PantauFieldView *self);
PantauReference *pantau_field_view_get_reference (PantauFieldView *self);

/* As of pantau_form_get_choices(): NULL where the question has none. (transfer none) */
GPtrArray *pantau_field_view_get_choices (PantauFieldView *self);

/* In the program's language. (transfer none) */
const char *pantau_field_view_choice_name (const PantauChoice *choice);

/* The form's answer where it is a text, such as the code of a choice. (transfer full) (nullable) */
char *pantau_field_view_dup_code (PantauFieldView *self) G_GNUC_WARN_UNUSED_RESULT;

/* Answers, as the control has it. @value (transfer full) (nullable): NULL takes the answer away */
void pantau_field_view_answer (PantauFieldView *self, JsonNode *value);
/* The same for what a person types into a line: numbers, days, times, texts. */
void pantau_field_view_answer_text (PantauFieldView *self, const char *text);
/* TRUE while the control is made to show the answer: neither of both above does anything then. */
gboolean pantau_field_view_is_showing (PantauFieldView *self);

/*
 * What stands in a line and is not taken yet: kept with the draft, no answer. A subclass sets it while one types, shows it in show_answer(),
 * and sets NULL when it is taken.
 */
void pantau_field_view_set_pending (PantauFieldView *self, const char *text);
const char *pantau_field_view_get_pending (PantauFieldView *self); /* (nullable) */

/* Shows the form's answer, in place of what the control has. */
void pantau_field_view_show_answer (PantauFieldView *self);

/* One line below the control on what the answer means: "Rabu, 14 Februari 2024". (nullable) */
void pantau_field_view_tell (PantauFieldView *self, const char *text);

/* On to the next question, as Enter does (action "editor.next"). */
void pantau_field_view_go_on (PantauFieldView *self);

/* Before the form is read or kept: takes what was typed and not taken yet. */
void pantau_field_view_settle (PantauFieldView *self);

/* Tells beside the field what hinders saving, until the answer is another one. */
void pantau_field_view_complain (PantauFieldView *self, const char *message);

/* TRUE where a fault is shown. */
gboolean pantau_field_view_is_faulty (PantauFieldView *self);

/* What is told beside the answer though it is well: a warning, or what the program will do because of it. (transfer none): "" where there is nothing */
const char *pantau_field_view_get_notice (PantauFieldView *self);

G_END_DECLS
