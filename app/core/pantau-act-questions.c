/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What forwarding, answering, treating, reviewing and releasing ask. Choices are reference data; the questions are the program's own. */

#include "config.h"

#include "pantau-act-questions.h"

#include <glib/gi18n-lib.h>

#include "pantau-edit-forward.h"
#include "pantau-edit-release.h"
#include "pantau-edit-review.h"

#include "pantau-edit-identity.h"
#include "pantau-touch.h"

typedef struct _Asked Asked;

/* A question; a NULL name ends a list of them. */
struct _Asked
{
  const char *name; /* the member of the entry (protocol.md) */
  PantauFieldType type;
  gboolean required;
  guint max_length;
  const char *choices; /* (nullable) */
  const char *label;
  const char *hint;      /* (nullable) */
  const Asked *items;    /* (nullable): the cells of a list */
  guint max_items;       /* its rows */
  const char *item_name; /* (nullable): what a row is */
  gboolean ahead;        /* a time to come */
};

#define OFFICE N_ ("The office or duty post, not a private person’s name")

static const Asked of_forward[] = {
  /* Translators: to which agency something is forwarded */
  { "agency", PANTAU_FIELD_TEXT, TRUE, 64, NULL, N_ ("To"),
    N_ ("Some letters are enough, such as “bpbd”") },
  /* Translators: by phone, by letter, by radio … */
  { "channel", PANTAU_FIELD_CHOICE, TRUE, 0, "forward_channel", N_ ("How"), NULL },
  { "person", PANTAU_FIELD_TEXT, FALSE, 120, NULL, N_ ("Who was reached"), OFFICE },
  { "when", PANTAU_FIELD_DATETIME, TRUE, 0, NULL, N_ ("When"), NULL },
  { "reply_due", PANTAU_FIELD_DATETIME, FALSE, 0, NULL, N_ ("Answer expected by"), NULL, NULL, 0,
    NULL, TRUE },
  { "letter", PANTAU_FIELD_TEXT, FALSE, 120, NULL, N_ ("Number of the letter"),
    N_ ("Only where there is a letter") },
  /* Translators: who gets a copy of a letter (tembusan) */
  { "copies", PANTAU_FIELD_CHOICES, FALSE, 0, NULL, N_ ("Copies to"), NULL },
  { "note", PANTAU_FIELD_LONGTEXT, FALSE, 2000, NULL, N_ ("Note"),
    N_ ("What was asked for. No names of reporters or witnesses") },
  { 0 }
};

static const Asked of_reply[] = {
  { "text", PANTAU_FIELD_LONGTEXT, TRUE, 2000, NULL, N_ ("What they answered"),
    N_ ("No names of reporters or witnesses") },
  { "when", PANTAU_FIELD_DATETIME, TRUE, 0, NULL, N_ ("When"), NULL },
  { "person", PANTAU_FIELD_TEXT, FALSE, 120, NULL, N_ ("Who answered"), OFFICE },
  { 0 }
};

static const Asked of_treat[] = {
  { "what", PANTAU_FIELD_CHOICE, TRUE, 0, "treatment", N_ ("What is to be done"), NULL },
  { "person", PANTAU_FIELD_TEXT, FALSE, 120, NULL, N_ ("Who does it"), OFFICE },
  /* Translators: the time by which a task must be done */
  { "due", PANTAU_FIELD_DATETIME, FALSE, 0, NULL, N_ ("To be done by"), NULL, NULL, 0, NULL, TRUE },
  { "text", PANTAU_FIELD_LONGTEXT, FALSE, 2000, NULL, N_ ("Details"), NULL },
  { "aid", PANTAU_FIELD_PEOPLE, FALSE, 0, "aid", N_ ("Aid, counted"), NULL },
  { 0 }
};

static const Asked of_treatment[] = {
  { "state", PANTAU_FIELD_CHOICE, TRUE, 0, "treatment_state", N_ ("How far it is"), NULL },
  { "when", PANTAU_FIELD_DATETIME, TRUE, 0, NULL, N_ ("Since when"), NULL },
  { "text", PANTAU_FIELD_LONGTEXT, FALSE, 2000, NULL, N_ ("What was done, or why not"), NULL },
  { 0 }
};

static const Asked of_become[] = { { "when", PANTAU_FIELD_DATETIME, TRUE, 0, NULL,
                                     N_ ("When it happened"),
                                     N_ ("All that was recorded stays; nothing is typed again") },
                                   { 0 } };

static const Asked of_open[] = {
  { "reason", PANTAU_FIELD_LONGTEXT, TRUE, PANTAU_OPEN_MAX_REASON, NULL,
    N_ ("Why it is to be opened"),
    N_ ("Stays in the record’s history for every desk to read. No names of reporters or "
        "witnesses") },
  { 0 }
};

static const Asked of_ask[] = { { "text", PANTAU_FIELD_LONGTEXT, TRUE, PANTAU_ASK_MAX_TEXT, NULL,
                                  N_ ("What the officer is to ask or to tell"),
                                  N_ ("No names of reporters or witnesses") },
                                { 0 } };

static const Asked of_answer[] = {
  { "outcome", PANTAU_FIELD_CHOICE, TRUE, 0, "ask_outcome", N_ ("What came of it"), NULL },
  { "text", PANTAU_FIELD_LONGTEXT, FALSE, PANTAU_ASK_MAX_TEXT, NULL, N_ ("Their answer"),
    N_ ("Nothing that tells who they are") },
  { 0 }
};

static const Asked of_article[] = { { "article", PANTAU_FIELD_TEXT, TRUE, PANTAU_REVIEW_MAX_ARTICLE,
                                      NULL, N_ ("Article"),
                                      N_ ("Such as: UU 10/2016 pasal 71 ayat (1)") },
                                    { 0 } };

static const Asked of_element[] = {
  /* Translators: an element of an article of law (unsur) */
  { "element", PANTAU_FIELD_TEXT, TRUE, PANTAU_REVIEW_MAX_ELEMENT, NULL, N_ ("Element"), NULL },
  /* Translators: whether an element of an article of law is fulfilled */
  { "met", PANTAU_FIELD_BOOLEAN, TRUE, 0, NULL, N_ ("Met"), NULL },
  { "why", PANTAU_FIELD_LONGTEXT, FALSE, PANTAU_REVIEW_MAX_WHY, NULL, N_ ("Why"), NULL },
  { 0 }
};

static const Asked of_review[] = {
  { "stage", PANTAU_FIELD_CHOICE, TRUE, 0, "review_stage", N_ ("Which review"), NULL },
  { "facts", PANTAU_FIELD_LONGTEXT, FALSE, PANTAU_REVIEW_MAX_FACTS, NULL, N_ ("Facts"),
    N_ ("What was found, and by which evidence. No names of reporters or witnesses") },
  { "articles", PANTAU_FIELD_LIST, FALSE, 0, NULL, N_ ("Articles"), NULL, of_article,
    PANTAU_REVIEW_MAX_ARTICLES, N_ ("article") },
  { "elements", PANTAU_FIELD_LIST, FALSE, 0, NULL, N_ ("Elements"),
    N_ ("Each element of the article, and whether what happened meets it"), of_element,
    PANTAU_REVIEW_MAX_ELEMENTS, N_ ("element") },
  { "conclusion", PANTAU_FIELD_CHOICE, TRUE, 0, "review_conclusion", N_ ("Conclusion"), NULL },
  { "signer", PANTAU_FIELD_TEXT, TRUE, PANTAU_REVIEW_MAX_SIGNER, NULL, N_ ("Signed by"),
    N_ ("Office and name, as the paper bears them") },
  /* Translators: the day on a paper */
  { "date", PANTAU_FIELD_DATE, FALSE, 0, NULL, N_ ("Day"), N_ ("Today, where nothing is said") },
  { "number", PANTAU_FIELD_TEXT, FALSE, PANTAU_REVIEW_MAX_NUMBER, NULL, N_ ("Number"), NULL },
  /* Translators: a signed document */
  { "paper", PANTAU_FIELD_TEXT, FALSE, 4096, NULL, N_ ("The paper itself"),
    N_ ("Instead of facts, articles and elements: a PDF") },
  { 0 }
};

static const Asked of_release[] = {
  { "summary", PANTAU_FIELD_LONGTEXT, TRUE, PANTAU_RELEASE_MAX_SUMMARY, NULL,
    N_ ("What Pemprov may know"), N_ ("No names of reporters or witnesses") },
  { "reply", PANTAU_FIELD_LONGTEXT, FALSE, PANTAU_FORWARD_MAX_NOTE, NULL,
    N_ ("What the agency answered"), N_ ("Only once it has answered") },
  { "replied", PANTAU_FIELD_DATETIME, FALSE, 0, NULL, N_ ("When it answered"), NULL },
  { 0 }
};

#define NOTE_OF_FILES N_ ("Stays in the history of the files. No names of reporters or witnesses")

static const Asked of_copy[] = {
  /* Translators: the office for which a copy of a file is made */
  { "to", PANTAU_FIELD_TEXT, FALSE, PANTAU_TOUCH_MAX_TO, NULL, N_ ("For whom"), OFFICE },
  { "note", PANTAU_FIELD_LONGTEXT, FALSE, PANTAU_TOUCH_MAX_NOTE, NULL, N_ ("What for"),
    NOTE_OF_FILES },
  { 0 }
};

static const Asked of_hand_over[] = {
  /* Translators: the office that gets files */
  { "to", PANTAU_FIELD_TEXT, TRUE, PANTAU_TOUCH_MAX_TO, NULL, N_ ("To"), OFFICE },
  { "note", PANTAU_FIELD_LONGTEXT, FALSE, PANTAU_TOUCH_MAX_NOTE, NULL, N_ ("What for"),
    NOTE_OF_FILES },
  { 0 }
};

static const struct
{
  const char *code;
  const Asked *asked;
} acts[] = {
  [PANTAU_ACT_FORWARD] = { "forward", of_forward },
  [PANTAU_ACT_REPLY] = { "reply", of_reply },
  [PANTAU_ACT_TREAT] = { "treat", of_treat },
  [PANTAU_ACT_TREATMENT] = { "treatment", of_treatment },
  [PANTAU_ACT_BECOME] = { "become", of_become },
  [PANTAU_ACT_REVIEW] = { "review", of_review },
  [PANTAU_ACT_RELEASE] = { "release", of_release },
  [PANTAU_ACT_OPEN] = { "open", of_open },
  [PANTAU_ACT_ASK] = { "ask", of_ask },
  [PANTAU_ACT_ANSWER] = { "answer", of_answer },
  [PANTAU_ACT_COPY] = { "copy", of_copy },
  [PANTAU_ACT_HAND_OVER] = { "hand-over", of_hand_over },
};

/* gettext chose the language already. */
static void
set_label (PantauLabel *label, const char *text)
{
  if (text == NULL)
    return;
  label->id = g_strdup (_ (text));
  label->en = g_strdup (label->id);
}

static PantauField *
make_field (const Asked *asked)
{
  PantauField *field = g_new0 (PantauField, 1);

  field->name = g_strdup (asked->name);
  field->type = asked->type;
  set_label (&field->label, asked->label);
  set_label (&field->hint, asked->hint);
  field->choices = g_strdup (asked->choices);
  field->max_length = asked->max_length;
  field->required = asked->required;
  field->ahead = asked->ahead;
  if (asked->items == NULL)
    return field;

  field->items = g_ptr_array_new ();
  field->max_items = asked->max_items;
  set_label (&field->item_name, asked->item_name);
  for (const Asked *item = asked->items; item->name != NULL; item++)
    g_ptr_array_add (field->items, make_field (item));

  return field;
}

static PantauKind *
make_questions (PantauAct act)
{
  static char *none[] = { NULL };
  PantauKind *kind = g_new0 (PantauKind, 1);

  kind->code = g_strdup (acts[act].code);
  kind->first = none;
  kind->fields = g_ptr_array_new ();
  kind->needs = g_ptr_array_new ();
  kind->rules = g_ptr_array_new ();
  for (const Asked *asked = acts[act].asked; asked->name != NULL; asked++)
    g_ptr_array_add (kind->fields, make_field (asked));

  return kind;
}

const PantauKind *
pantau_act_get_questions (PantauAct act)
{
  /* Made once, for as long as the program runs: its language does not change. */
  static PantauKind *made[G_N_ELEMENTS (acts)];

  g_return_val_if_fail ((guint) act < G_N_ELEMENTS (acts), NULL);

  if (g_once_init_enter (&made[act]))
    g_once_init_leave (&made[act], make_questions (act));

  return made[act];
}
