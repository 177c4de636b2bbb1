/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way back. */

#include "config.h"

#include "pantau-history.h"

/* Nobody goes back further; a window may stay open for a month. */
#define LONGEST 64

typedef struct
{
  char *place;
  char *query;
} Step;

struct _PantauHistory
{
  GPtrArray *steps; /* of Step, the last one left at the end */
};

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->place);
  g_free (step->query);
  g_free (step);
}

PantauHistory *
pantau_history_new (void)
{
  PantauHistory *self = g_new0 (PantauHistory, 1);

  self->steps = g_ptr_array_new_with_free_func (step_free);

  return self;
}

void
pantau_history_free (PantauHistory *self)
{
  g_ptr_array_unref (self->steps);
  g_free (self);
}

void
pantau_history_leave (PantauHistory *self, const char *place, const char *query)
{
  Step *step = g_new0 (Step, 1);

  if (self->steps->len > 0)
    {
      Step *last = g_ptr_array_index (self->steps, self->steps->len - 1);

      if (g_str_equal (last->place, place))
        g_ptr_array_remove_index (self->steps, self->steps->len - 1);
    }
  if (self->steps->len == LONGEST)
    g_ptr_array_remove_index (self->steps, 0);

  step->place = g_strdup (place);
  step->query = g_strdup (query != NULL ? query : "");
  g_ptr_array_add (self->steps, step);
}

gboolean
pantau_history_back (PantauHistory *self, char **place, char **query)
{
  Step *step;

  if (self->steps->len == 0)
    return FALSE;

  step = g_ptr_array_index (self->steps, self->steps->len - 1);
  *place = g_steal_pointer (&step->place);
  *query = g_steal_pointer (&step->query);
  g_ptr_array_remove_index (self->steps, self->steps->len - 1);

  return TRUE;
}

guint
pantau_history_get_length (PantauHistory *self)
{
  return self->steps->len;
}
