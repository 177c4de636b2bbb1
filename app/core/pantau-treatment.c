/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done about a record, and how far it is: by what people said knowing of each other, never by the order of arrival. */

#include "config.h"

#include "pantau-treatment.h"

#include "pantau-act.h"
#include "pantau-entry.h"
#include "pantau-json.h"

/* The least finished first. */
static const char *const states[] = { PANTAU_TREATMENT_PLANNED, PANTAU_TREATMENT_RUNNING,
                                      PANTAU_TREATMENT_CANCELLED, PANTAU_TREATMENT_DONE, NULL };

static void
step_free (gpointer data)
{
  PantauTreatmentStep *self = data;

  g_free (self->entry);
  g_free (self->state);
  g_free (self->text);
  g_free (self->device);
  g_free (self->author);
  g_free (self);
}

void
pantau_treatment_free (PantauTreatment *self)
{
  g_free (self->entry);
  g_free (self->record);
  g_free (self->what);
  g_free (self->text);
  g_free (self->person);
  g_clear_pointer (&self->aid, json_object_unref);
  g_free (self->device);
  g_free (self->author);
  g_free (self->state);
  g_ptr_array_unref (self->steps);
  g_free (self->title);
  g_free (self->kind);
  g_free (self->region);
  g_free (self);
}

gboolean
pantau_treatment_is_open (const PantauTreatment *self)
{
  return !g_str_equal (self->state, PANTAU_TREATMENT_DONE) &&
         !g_str_equal (self->state, PANTAU_TREATMENT_CANCELLED);
}

GStrv
pantau_treatment_current (const PantauTreatment *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->steps->len; i++)
    {
      const PantauTreatmentStep *step = g_ptr_array_index (self->steps, i);

      if (step->is_current)
        g_strv_builder_add (builder, step->entry);
    }

  return g_strv_builder_end (builder);
}

PantauTreatment *
pantau_act_read_treatment (const PantauActLine *line, const char *record)
{
  const char *what = pantau_json_string (line->body, "what");
  JsonObject *aid = pantau_json_object (line->body, "aid");
  PantauTreatment *self;

  if (what == NULL)
    return NULL;

  self = g_new0 (PantauTreatment, 1);
  self->entry = g_strdup (line->id);
  self->record = g_strdup (record);
  self->what = g_strdup (what);
  self->text = g_strdup (pantau_json_string (line->body, "text"));
  self->person = g_strdup (pantau_json_string (line->body, "person"));
  self->due = pantau_act_moment (line->body, "due", NULL);
  self->aid = aid != NULL ? json_object_ref (aid) : NULL;
  self->device = g_strdup (line->device);
  self->author = g_strdup (line->author);
  self->state = g_strdup (PANTAU_TREATMENT_PLANNED);
  self->steps = g_ptr_array_new_with_free_func (step_free);

  return self;
}

static PantauTreatment *
find (GPtrArray *treatments, const char *entry)
{
  for (guint i = 0; entry != NULL && i < treatments->len; i++)
    {
      PantauTreatment *treatment = g_ptr_array_index (treatments, i);

      if (g_str_equal (treatment->entry, entry))
        return treatment;
    }

  return NULL;
}

/* A step replaces only steps of its own treatment, whatever its base says: so both are in the name. (transfer full) */
static char *
step_name (const PantauActLine *step, const char *id)
{
  const char *treatment = pantau_json_string (step->body, "treatment");

  return g_strconcat (treatment != NULL ? treatment : "", " ", id, NULL);
}

/* @replaced: the names of all that some step has in its base. */
static void
take_step (GPtrArray *treatments, GHashTable *replaced, const PantauActLine *line)
{
  PantauTreatment *treatment = find (treatments, pantau_json_string (line->body, "treatment"));
  const char *state = pantau_json_string (line->body, "state");
  g_autofree char *name = step_name (line, line->id);
  PantauTreatmentStep *step;

  if (treatment == NULL || state == NULL)
    return;

  step = g_new0 (PantauTreatmentStep, 1);
  step->entry = g_strdup (line->id);
  step->state = g_strdup (state);
  step->when = pantau_act_moment (line->body, "when", line->time);
  step->text = g_strdup (pantau_json_string (line->body, "text"));
  step->device = g_strdup (line->device);
  step->author = g_strdup (line->author);
  step->is_current = !g_hash_table_contains (replaced, name);
  g_ptr_array_add (treatment->steps, step);
}

/* What a newer program calls it is taken for unfinished. */
static guint
rank (const char *state)
{
  guint at = 0;

  while (states[at] != NULL && !g_str_equal (states[at], state))
    at++;

  return states[at] != NULL ? at + 1 : 0;
}

static void
settle (PantauTreatment *self)
{
  const char *least = NULL;

  for (guint i = 0; i < self->steps->len; i++)
    {
      const PantauTreatmentStep *step = g_ptr_array_index (self->steps, i);

      if (!step->is_current)
        continue;
      self->differs |= least != NULL && !g_str_equal (least, step->state);
      /* Two that we do not know: the same one on every machine. */
      if (least == NULL || rank (step->state) < rank (least) ||
          (rank (step->state) == rank (least) && g_strcmp0 (step->state, least) < 0))
        least = step->state;
    }

  if (least != NULL)
    {
      g_free (self->state);
      self->state = g_strdup (least);
    }
}

GPtrArray *
pantau_act_treatments (GArray *lines, const char *record)
{
  GPtrArray *treatments = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_treatment_free);
  g_autoptr (GHashTable) replaced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const PantauActLine *line = &g_array_index (lines, PantauActLine, i);
      PantauTreatment *treatment = g_str_equal (line->type, PANTAU_TYPE_TREATMENT)
                                       ? pantau_act_read_treatment (line, record)
                                       : NULL;

      if (treatment != NULL)
        g_ptr_array_add (treatments, treatment);
      if (g_str_equal (line->type, PANTAU_TYPE_TREATMENT_SET))
        for (gsize j = 0; line->base != NULL && line->base[j] != NULL; j++)
          g_hash_table_add (replaced, step_name (line, line->base[j]));
    }

  for (guint i = 0; i < lines->len; i++)
    {
      const PantauActLine *line = &g_array_index (lines, PantauActLine, i);

      if (g_str_equal (line->type, PANTAU_TYPE_TREATMENT_SET))
        take_step (treatments, replaced, line);
    }
  g_ptr_array_foreach (treatments, (GFunc) settle, NULL);

  return treatments;
}

GPtrArray *
pantau_treatments_new (PantauRecord *record)
{
  g_autoptr (GArray) lines = pantau_act_lines_of (record);

  return pantau_act_treatments (lines, pantau_record_get_id (record));
}
