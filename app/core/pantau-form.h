/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-act-questions.h"
#include "pantau-check.h"
#include "pantau-record.h"
#include "pantau-reference.h"

G_BEGIN_DECLS

#define PANTAU_TYPE_FORM (pantau_form_get_type ())
/*
 * What a person has answered so far about one record, without a widget: which questions are asked, what is wrong with an
 * answer, what is missing, and the way back (undo). An editor shows it; a draft is its text.
 *
 * Questions are named as pantau_check_field() names them: title, narrative, occurred, known, severity, places, heard_from, and
 * the kind's own fields. The cells of a list are questions too, named as its faults name them ("barang_bukti[0].what"): whatever asks, tells or
 * takes an answer by name does so for a cell. For one thread.
 *
 * Properties: "can-undo", "can-redo", "completeness" (0 to 100), "is-empty" (nobody answered anything yet).
 * Signal "changed" (const char *name): the answer, the fault or the asking of a question changed; "" for all of them.
 * Signal "pending" (const char *name): what is typed and not taken yet is another text.
 */
G_DECLARE_FINAL_TYPE (PantauForm, pantau_form, PANTAU, FORM, GObject)

/* One question, in the order of the form; or a cell of a list. Belongs to the form. */
typedef struct
{
  const char *name;
  const char *label; /* in the program's language */
  const char *hint;  /* (nullable) */
  const PantauField *
      field; /* NULL for what every record has: title, narrative, occurred, known, severity, places, heard_from */
  gboolean first;    /* one of the at most six asked first; the others are under "Lengkapi nanti" */
  gboolean required; /* completeness asks for it */
} PantauQuestion;

/* The name under which "changed" tells that the class is another one, and pantau_form_dup_notice() why. */
#define PANTAU_FORM_CLASS_NAME "class"

/* The name under which "changed" tells that the record will be a sighting of another claim, or of none any more. */
#define PANTAU_FORM_CLAIM_NAME "sighting-of"

/* What completeness misses. */
typedef struct
{
  const char *
      name; /* of the question; PANTAU_NEED_REPORTER for the sealed identity, which is no question */
  const char *label; /* of the question */
  const char *group; /* "formal" (syarat formal) or "material" (syarat materiel) */
  const char *why;   /* (nullable): one sentence, in the program's language */
} PantauMissing;

/*
 * A new record of @kind. @role and @region are those of who records (nullable before enrolment: a field monitor anywhere): a field
 * role is not asked what the desk is asked. `occurred` is answered with @now (Unix seconds) until somebody changes it.
 */
PantauForm *pantau_form_new (PantauReference *reference,
                             const char *kind,
                             const char *role,
                             const char *region,
                             gint64 now) G_GNUC_WARN_UNUSED_RESULT;

/* A change of @record (with its values), whose answers are there. What differs shows the value of the list. */
PantauForm *pantau_form_new_for_record (PantauReference *reference,
                                        PantauRecord *record,
                                        const char *role,
                                        const char *region,
                                        gint64 now) G_GNUC_WARN_UNUSED_RESULT;

/* What @act on @record asks; "when" is answered with @now. Ends with pantau_form_finish_act(). */
PantauForm *pantau_form_new_for_act (PantauReference *reference,
                                     PantauAct act,
                                     const char *record,
                                     gint64 now) G_GNUC_WARN_UNUSED_RESULT;

const char *pantau_form_get_kind (PantauForm *self);
const char *pantau_form_get_record (PantauForm *self); /* (nullable): the UUID of what is changed */
PantauReference *pantau_form_get_reference (PantauForm *self);
const char *pantau_form_get_region (PantauForm *self); /* (nullable) of who records */

/* All questions that this role is asked, asked just now or not. (transfer none) (element-type PantauQuestion) */
GPtrArray *pantau_form_get_questions (PantauForm *self);

/* FALSE where the question depends on an answer that is another one (kinds.json, "when"). What was answered is kept, but not part of the record. */
gboolean pantau_form_is_asked (PantauForm *self, const char *name);

/*
 * What may be chosen for a question of choice or choices, and for severity, whose codes are "1" to "5" and whose answer is the number: what is in force on the
 * day of the event, and what the record had before.
 * (transfer none) (nullable) (element-type PantauChoice)
 */
GPtrArray *pantau_form_get_choices (PantauForm *self, const char *name);

/* What may be chosen for a question whose choices are no list of the reference data: @choices (of PantauChoice) are borrowed from whoever outlives the form. */
void pantau_form_offer (PantauForm *self, const char *name, GPtrArray *choices);

/* (transfer none) (nullable): NULL for a name that this role is not asked. */
const PantauQuestion *pantau_form_get_question (PantauForm *self, const char *name);

/* The answer; NULL where there is none. (transfer none) */
JsonNode *pantau_form_get (PantauForm *self, const char *name);

/*
 * Answers; NULL, an empty text and an empty list take the answer away. A faulty answer is kept as it is, with its fault. Changes of one
 * question that follow each other within a second are one step of undo. A name that is no question is left alone.
 */
void pantau_form_set (PantauForm *self, const char *name, JsonNode *value);

/*
 * What a person typed: numbers, dates and times as pantau-format.h reads them (a unit may follow), "ya" and "tidak", names of choices and regions.
 * What cannot be read is kept as it was typed, with a fault; so is a day without a time of day where a moment is asked for, since no value can say it. "" takes the answer away. Text that pantau_form_get_text() gave changes nothing.
 */
void pantau_form_set_text (PantauForm *self, const char *name, const char *text);

/*
 * The answer as a person writes it: "1.500.000", "14-02-2024 16.30", "keruh setinggi lutut". For a faulty answer what was
 * typed. (transfer full), "" where there is none
 */
char *pantau_form_get_text (PantauForm *self, const char *name);

/*
 * What stands in the line of a question that is answered by choosing, while nothing is chosen yet: "rawas il". It is no answer, has no
 * fault and no step of undo; but it belongs to the draft and makes it worth keeping. Blanks alone are nothing (NULL). Who takes the text
 * sets NULL. A name that is no question is left alone.
 */
void pantau_form_set_pending (PantauForm *self, const char *name, const char *text);
const char *pantau_form_get_pending (PantauForm *self, const char *name); /* (nullable) */

/*
 * One sentence on what is wrong with the answer, NULL where nothing is. (transfer none). What is merely missing is no fault; what is wrong with
 * a cell is told of the cell, not of its list.
 */
const char *pantau_form_get_fault (PantauForm *self, const char *name);

/* The first question or cell with a fault, NULL where there is none. */
const char *pantau_form_get_first_fault (PantauForm *self);

/*
 * Rows of the list @name, counted from 0. A row that nobody filled in is no part of the record. Each of these is a step of undo, and tells
 * "changed" of the list, then of the cells that have another answer now. A name that is no list has no rows and takes none.
 */
guint pantau_form_get_n_rows (PantauForm *self, const char *name);
/* An empty row at the end. FALSE where there is no room for one more (kinds.json, "max_items"). */
gboolean pantau_form_add_row (PantauForm *self, const char *name);
void pantau_form_remove_row (PantauForm *self, const char *name, guint row);
/* Puts row @from where row @to is; those between make room. */
void pantau_form_move_row (PantauForm *self, const char *name, guint from, guint to);
/* TRUE where no cell of the row has an answer, or something half-typed. */
gboolean pantau_form_is_row_empty (PantauForm *self, const char *name, guint row);
/* The name of a cell: "barang_bukti[2].what". (transfer full) */
char *
pantau_form_cell_name (const char *name, guint row, const char *item) G_GNUC_WARN_UNUSED_RESULT;

/*
 * A warning beside an answer, NULL where there is none: personal numbers or addresses in text that everybody reads who reads the record. It hinders
 * nothing. (transfer none), until it is asked again
 */
const char *pantau_form_get_warning (PantauForm *self, const char *name);

/*
 * What the program will do by itself because of an answer, as one sentence: that the record goes one level up, because the reported party is of the
 * chain that would read it (of a change: that a desk must move it); for "class", that it is closed because it names a person.
 * (transfer full): NULL where there is nothing to say
 */
char *pantau_form_dup_notice (PantauForm *self, const char *name) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Which parts of the reporter's identity are sealed, or will be with this record: names of identitas.json (nullable: none). Completeness and the
 * origin of the case ask for them; what they say is nowhere here.
 */
void pantau_form_set_reporter_has (PantauForm *self, const char *const *has);

void pantau_form_undo (PantauForm *self);
void pantau_form_redo (PantauForm *self);
/* What is typed next is a step of its own, however soon it comes: an entry lost the focus. */
void pantau_form_end_step (PantauForm *self);

guint pantau_form_get_completeness (PantauForm *self);

/* What is missing, most important first. (transfer full) (element-type PantauMissing): borrowed texts */
GPtrArray *pantau_form_get_missing (PantauForm *self) G_GNUC_WARN_UNUSED_RESULT;

/* The same as one text for people: “Formal: …; material: …”. (transfer full): "" where nothing is missing */
char *pantau_form_dup_missing_text (PantauForm *self) G_GNUC_WARN_UNUSED_RESULT;

/*
 * "open" or "closed", where the kind lets somebody choose; "" otherwise. What names a person is closed whatever was chosen, as long as it does;
 * "changed" tells of PANTAU_FORM_CLASS_NAME then.
 */
const char *pantau_form_get_class (PantauForm *self);
void pantau_form_set_class (PantauForm *self, const char *record_class);

/*
 * The claim of which a new hoax will be a sighting: a step of undo, and part of the draft; the link itself is written with the record, by
 * whoever saves it. @record: UUID of the claim; NULL: of none. @title: what it is called, for people. Nothing happens where the form is no new
 * hoax.
 */
void pantau_form_set_claim (PantauForm *self, const char *record, const char *title);
/* (transfer none) (nullable): UUID */
const char *pantau_form_get_claim (PantauForm *self);
/* (transfer none) (nullable) */
const char *pantau_form_get_claim_title (PantauForm *self);
/* Whether a claim can be set at all. */
gboolean pantau_form_has_claim (PantauForm *self);

/*
 * The title that pantau_form_finish() gives where nobody types one: the narrative's first line, else what the answers say
 * ("Banjir di Pauh, Rawas Ilir, TPS 2–4"). (transfer full): "" where they do not say enough
 */
char *pantau_form_suggest_title (PantauForm *self) G_GNUC_WARN_UNUSED_RESULT;

/* What a list of drafts calls it: the title typed so far, else the suggested one. (transfer full): "" where there is neither */
char *pantau_form_dup_title (PantauForm *self) G_GNUC_WARN_UNUSED_RESULT;

/* TRUE where there is something worth keeping as a draft: an answer that the form did not give itself, a change of the record, or pending text. */
gboolean pantau_form_is_worth_keeping (PantauForm *self);

/*
 * The draft: everything typed, faulty answers too, as one JSON text; and back. Of a change only what was changed, so that what others
 * changed meanwhile is not taken back. pantau_form_load() takes what it knows and leaves
 * out what this program does not. FALSE with PANTAU_ERROR_MALFORMED where @text is no draft of this kind.
 */
char *pantau_form_save (PantauForm *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean pantau_form_load (PantauForm *self, const char *text, GError **error);

/*
 * The finished record, for pantau_edit_create(): @region and @record_class (transfer full). NULL with faults in @faults
 * (of PantauFault, for whole and fields; @field is the question or the cell, @message a sentence for who fills in the form), where something is wrong.
 */
JsonObject *pantau_form_finish (PantauForm *self,
                                gint64 now,
                                char **region,
                                char **record_class,
                                GPtrArray *faults) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The changed fields, for pantau_edit_set(); empty where nothing changed. Answers that the changes made senseless ("when") are taken away.
 * NULL with faults as above.
 */
JsonObject *pantau_form_finish_change (PantauForm *self,
                                       gint64 now,
                                       GPtrArray *faults) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The changed fields as above, where only the questions @names were asked: what is wrong elsewhere in the record hinders nothing. What is well
 * is there, beside @faults too. (transfer full)
 */
JsonObject *pantau_form_finish_some (PantauForm *self,
                                     const char *const *names,
                                     gint64 now,
                                     GPtrArray *faults) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The answers to what an act asks, {name: value}: what is not answered is left out. NULL with faults as above, of what is needed and missing
 * too.
 */
JsonObject *pantau_form_finish_act (PantauForm *self, GPtrArray *faults) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Answers the question @name with @value (transfer full) (nullable: with nothing) as the form's own suggestion, which another one may follow; not
 * where somebody answered it.
 */
void pantau_form_suggest (PantauForm *self, const char *name, JsonNode *value);
/* The same of a moment; @when in Unix seconds, 0: with nothing. */
void pantau_form_suggest_time (PantauForm *self, const char *name, gint64 when);

G_END_DECLS
