/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of the form: its parts, and what each does for the others. */
#pragma once

#include "pantau-form.h"
#include "pantau-rule.h"

G_BEGIN_DECLS

/* The name under which the class stands among the answers; no question bears it. */
#define PANTAU_FORM_CLASS PANTAU_FORM_CLASS_NAME

/* What is known about one question, or about the class or the claim, or about a cell of a list. */
typedef struct _PantauAnswer PantauAnswer;
struct _PantauAnswer
{
  const PantauQuestion *question; /* NULL for the class and the claim */
  JsonNode
      *value;  /* (owned) (nullable): texts as they were typed, other values in their one writing */
  char *typed; /* (owned) (nullable): what was typed where no value could be read from it */
  char *pending; /* (owned) (nullable): what stands in the line, and is no answer yet */
  char *fault;   /* (owned) (nullable) */
  char *warning; /* (owned) (nullable): what was last told beside it */
  JsonNode
      *before; /* (owned) (nullable): what the form began with: of the record, or given by itself */

  const char *name; /* of what is no question: the class, the claim */
  PantauAnswer
      *list; /* of a cell: what it is part of; its rows are the truth, the cell's value a copy */
  guint row; /* of a cell */
  const char *faulty_cell; /* of a list (nullable): @fault is about this one */
};

struct _PantauForm
{
  GObject parent_instance;

  PantauReference *reference;
  const PantauKind *kind;
  char *record; /* (nullable) */
  char *role;   /* (nullable) */
  char *region; /* (nullable) */
  gint64 now;   /* Unix seconds at the beginning, and the clock's then */
  gint64 started;

  gboolean is_open;   /* of the record that is changed */
  GStrv reporter_has; /* (nullable): parts of the reporter's identity that are sealed */

  GPtrArray *questions;          /* of PantauQuestion */
  GHashTable *answers;           /* name → PantauAnswer */
  GHashTable *cells;             /* name → PantauAnswer, of those that somebody asked for */
  const PantauAnswer *last_cell; /* (nullable): the one that was answered last */
  GHashTable *offered;           /* name → GPtrArray of PantauChoice, once they were asked for */

  GPtrArray *steps; /* of PantauFormStep */
  guint n_done;     /* of them; the others can be done again */
};

/* pantau-form.c */

/* One step of undo: @value and @typed (transfer full) (nullable) in place of the answer @name, where they are another one. */
void pantau_form_take (
    PantauForm *self, const char *name, PantauAnswer *answer, JsonNode *value, char *typed);
/* NULL where no such question is asked of this role, and for a cell of a row that is not there. */
PantauAnswer *pantau_form_answer (PantauForm *self, const char *name);
void pantau_form_answer_free (gpointer self);
void pantau_form_emit_changed (PantauForm *self, const char *name);
/* Looks for what is wrong with the answer. TRUE where that is something else now. */
gboolean pantau_form_look_for_fault (PantauForm *self, PantauAnswer *answer);
/* Now, by the clock that the form began with: Unix seconds. */
gint64 pantau_form_now (PantauForm *self);
/* Whether the answer is another one than the form began with. */
gboolean pantau_form_is_changed (PantauForm *self, const PantauAnswer *answer);
/* Puts @value and @typed (transfer full) (nullable) in place of the answer, without a step of undo, and tells everybody. */
void pantau_form_put (PantauForm *self, PantauAnswer *answer, JsonNode *value, char *typed);
/* After many answers at once: faults are looked for anew, and "" is told to have changed. */
void pantau_form_changed_all (PantauForm *self);

/* A form of @questions (transfer full) about @kind. */
PantauForm *pantau_form_new_asking (PantauReference *reference,
                                    const PantauKind *kind,
                                    GPtrArray *questions,
                                    const char *record,
                                    const char *role,
                                    const char *region,
                                    gint64 now) G_GNUC_WARN_UNUSED_RESULT;
/* Answers @name, where it is asked, with the time at which the form began, as what the form begins with. */
void pantau_form_begin_with_time (PantauForm *self, const char *name);
/* A moment in WIB, to the minute: more would claim an exactness that nobody has. (transfer full) */
JsonNode *pantau_form_time_node (gint64 when);

/* pantau-form-question.c */

/* All questions that @role is asked. (transfer full): of PantauQuestion */
GPtrArray *pantau_form_questions_new (const PantauKind *kind, const char *role);
/* The same without what every record is asked. (transfer full) */
GPtrArray *pantau_form_fields_new (const PantauKind *kind);
/* What a question says of itself where a field of reference data asks it: all but name, first. */
void pantau_form_describe (PantauQuestion *question, const PantauField *field);
/* Whether one of the conditions (of PantauCondition) holds; TRUE where @when is NULL. */
gboolean pantau_form_holds (PantauForm *self, GPtrArray *when);

/* Whether the question was asked when the form began, by the answers that it began with. */
gboolean pantau_form_was_asked (PantauForm *self, const char *name);

/* pantau-form-answer.c */

gboolean pantau_is_blank (const char *text);
/* Whether somebody answered: a value that is not blank, or something typed. */
gboolean pantau_answer_is_given (const PantauAnswer *self);
/* The value as the record will have it. NULL where there is none, or where it is faulty. (transfer full) (nullable) */
JsonNode *pantau_form_normalise (PantauForm *self, const PantauAnswer *answer);
/* Looks for what is wrong with the answer alone. (transfer full) (nullable) */
char *pantau_form_find_fault (PantauForm *self, const PantauAnswer *answer);
/* @text as a value; NULL where it is none, or empty. (transfer full) (nullable) */
JsonNode *
pantau_form_read_text (PantauForm *self, const PantauQuestion *question, const char *text);
/* (transfer full) */
char *pantau_form_write_text (PantauForm *self, const PantauAnswer *answer);
gboolean pantau_answer_equal (JsonNode *left, JsonNode *right);

/* pantau-form-list.c */

gboolean pantau_answer_is_list (const PantauAnswer *self);
void pantau_form_cell_free (gpointer cell);
/* NULL where @name is no cell of a row that is there. */
PantauAnswer *pantau_form_find_cell (PantauForm *self, const char *name);
/* Answers a cell, as a step of undo: @value and @typed (transfer full) (nullable). */
void pantau_form_put_cell (PantauForm *self, PantauAnswer *cell, JsonNode *value, char *typed);
/* After the rows of @list were @before (nullable): its cells have their new answers. (transfer container): of PantauAnswer, those that changed */
GPtrArray *pantau_form_split_list (PantauForm *self,
                                   PantauAnswer *list,
                                   JsonNode *before) G_GNUC_WARN_UNUSED_RESULT;
/* Whether no cell of any row has an answer. */
gboolean pantau_form_is_list_blank (const PantauAnswer *list);
/* Whether something is half-typed in a cell of @list. */
gboolean pantau_form_has_pending_cell (PantauForm *self, const PantauAnswer *list);
/* As pantau_form_find_fault(), for a list: sets @cell (nullable) where it is about that one. */
char *pantau_form_find_list_fault (PantauForm *self, const PantauAnswer *list, const char **cell);
/* Everything that hinders saving a list, cell by cell, what is missing too. FALSE where nothing does, and for any other answer. */
gboolean
pantau_form_tell_list_faults (PantauForm *self, const PantauAnswer *answer, GPtrArray *faults);
/* What is half-typed, into a draft and back: @pending (nullable) when it is read. */
void pantau_form_save_pending_cells (PantauForm *self, JsonObject *pending);
void pantau_form_load_pending_cells (PantauForm *self, JsonObject *pending);

/* pantau-form-finish.c */

/* Adds what pantau-check.h @found, said for who fills in the form. */
void pantau_form_tell_faults (PantauForm *self, GPtrArray *found, GPtrArray *faults);

/* pantau-form-rule.c */

/* What only several answers together can tell about @question. (transfer full) (nullable) */
char *pantau_form_find_breach (PantauForm *self, const PantauQuestion *question);
/* Whether an answer to @name may break a rule of the kind, or mend one. */
gboolean pantau_form_is_ruled (PantauForm *self, const char *name);

/* pantau-form-case.c */

/* Whether an answer says who somebody is, so that the record is closed. */
gboolean pantau_form_names_person (PantauForm *self);
/* What the table of origins, or the class of the record, says against a changed answer. @value as of rules. (transfer full) (nullable) */
char *pantau_form_find_case_breach (PantauForm *self,
                                    const PantauQuestion *question,
                                    PantauRuleValue value,
                                    gpointer data);

/* pantau-form-fault.c */

/* A sentence for who fills in the form, where @fault is one for who writes a file. (transfer full) */
char *
pantau_form_fault_text (PantauForm *self, const PantauQuestion *question, const PantauFault *fault);
/* The same for something typed that could not be read. (transfer full) */
char *pantau_form_unread_text (const PantauQuestion *question);

/* pantau-form-undo.c */

typedef struct _PantauFormStep PantauFormStep;

void pantau_form_step_free (PantauFormStep *self);
/* Notes that @answer, which is still the old one, is about to become @value and @typed (both nullable). */
void pantau_form_note_step (PantauForm *self,
                            const char *name,
                            const PantauAnswer *answer,
                            JsonNode *value,
                            const char *typed);
void pantau_form_forget_steps (PantauForm *self);

/* pantau-form-claim.c */

/* Makes room for the claim, where a form of this sort has one. */
void pantau_form_claim_begin (PantauForm *self);
/* Into a draft, and back: @draft without one sets none. */
void pantau_form_claim_save (PantauForm *self, JsonObject *draft);
void pantau_form_claim_load (PantauForm *self, JsonObject *draft);

/* pantau-form-completeness.c */

guint pantau_form_count_completeness (PantauForm *self);

G_END_DECLS
