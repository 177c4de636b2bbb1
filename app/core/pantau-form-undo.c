/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way back: each change of an answer with what it was before. What is typed in one go is one step, so that undo takes back a word and
 * not a letter.
 */

#include "config.h"

#include "pantau-form-private.h"

#define BURST     (1 * G_USEC_PER_SEC) /* between two changes of one step */
#define MAX_STEPS 300

struct _PantauFormStep
{
  char *name;
  JsonNode *values[2]; /* (owned) (nullable): before and after */
  char *typed[2];      /* (owned) (nullable) */
  gint64 time;         /* of the last change; 0: nothing is added any more */
};

void
pantau_form_step_free (PantauFormStep *self)
{
  g_free (self->name);
  for (guint i = 0; i < G_N_ELEMENTS (self->values); i++)
    {
      g_clear_pointer (&self->values[i], json_node_unref);
      g_free (self->typed[i]);
    }
  g_free (self);
}

static JsonNode *
copy (JsonNode *node)
{
  return node != NULL ? json_node_copy (node) : NULL;
}

static PantauFormStep *
last_step (PantauForm *self)
{
  return self->n_done > 0 ? g_ptr_array_index (self->steps, self->n_done - 1) : NULL;
}

static void
tell (PantauForm *self)
{
  g_object_notify (G_OBJECT (self), "can-undo");
  g_object_notify (G_OBJECT (self), "can-redo");
}

void
pantau_form_note_step (PantauForm *self,
                       const char *name,
                       const PantauAnswer *answer,
                       JsonNode *value,
                       const char *typed)
{
  gint64 now = g_get_monotonic_time ();
  PantauFormStep *step = last_step (self);
  gboolean continues = step != NULL && self->n_done == self->steps->len &&
                       g_str_equal (step->name, name) && step->time != 0 &&
                       now - step->time < BURST;

  g_ptr_array_set_size (self->steps, (int) self->n_done);
  if (!continues)
    {
      step = g_new0 (PantauFormStep, 1);
      step->name = g_strdup (name);
      step->values[0] = copy (answer->value);
      step->typed[0] = g_strdup (answer->typed);
      if (self->steps->len == MAX_STEPS)
        g_ptr_array_remove_index (self->steps, 0);
      g_ptr_array_add (self->steps, step);
    }

  g_clear_pointer (&step->values[1], json_node_unref);
  g_free (step->typed[1]);
  step->values[1] = copy (value);
  step->typed[1] = g_strdup (typed);
  step->time = now;
  self->n_done = self->steps->len;
  tell (self);
}

void
pantau_form_end_step (PantauForm *self)
{
  PantauFormStep *step = last_step (self);

  if (step != NULL)
    step->time = 0;
}

void
pantau_form_forget_steps (PantauForm *self)
{
  g_ptr_array_set_size (self->steps, 0);
  self->n_done = 0;
  tell (self);
}

/* Puts the answer of @step as it was on one of its sides. */
static void
put (PantauForm *self, const PantauFormStep *step, guint side)
{
  pantau_form_put (self, pantau_form_answer (self, step->name), copy (step->values[side]),
                   g_strdup (step->typed[side]));
}

void
pantau_form_undo (PantauForm *self)
{
  PantauFormStep *step = last_step (self);

  if (step == NULL)
    return;

  step->time = 0;
  self->n_done--;
  put (self, step, 0);
  tell (self);
}

void
pantau_form_redo (PantauForm *self)
{
  PantauFormStep *step;

  if (self->n_done == self->steps->len)
    return;

  step = g_ptr_array_index (self->steps, self->n_done++);
  put (self, step, 1);
  tell (self);
}
