/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points for the harm that a claim may do, by weights that are data. */

#include "config.h"

#include "pantau-harm.h"

#include <glib/gi18n-lib.h>

#include "pantau-crypto.h"
#include "pantau-json.h"

#define FILE_NAME  "bahaya.json"
#define MAX_POINTS 1000 /* of one part: what is more is a slip of the finger */

typedef enum
{
  VOTING,
  UNREST,
  TARGET,
  REACH,
  FORWARDED,
} Cause;

static const char *const causes[] = {
  [VOTING] = "voting", [UNREST] = "unrest",       [TARGET] = "target",
  [REACH] = "reach",   [FORWARDED] = "forwarded",
};

/* From so much on, so many points. */
typedef struct
{
  gint64 from;
  guint points;
} Step;

typedef struct
{
  Cause cause;
  PantauLabel name;
  GArray *steps;       /* of Step, rising */
  GHashTable *targets; /* code → GUINT_TO_POINTER (points) */
  guint most;
} Part;

struct _PantauHarm
{
  gatomicrefcount ref_count;
  PantauLabel note;
  GPtrArray *parts; /* of Part */
  char *digest;
};

static void
part_free (gpointer data)
{
  Part *self = data;

  pantau_label_clear (&self->name);
  g_array_unref (self->steps);
  g_hash_table_unref (self->targets);
  g_free (self);
}

void
pantau_harm_part_free (PantauHarmPart *self)
{
  g_free (self->code);
  g_free (self->name);
  g_free (self);
}

static guint
read_points (PantauDocument *document, JsonObject *object)
{
  gint64 points = pantau_json_integer (object, "points", -1);

  if (points < 0 || points > MAX_POINTS)
    pantau_document_fail (document, _ ("“points” is not a number from 0 to %d"), MAX_POINTS);

  return (guint) CLAMP (points, 0, MAX_POINTS);
}

static void
add_step (Part *self, PantauDocument *document, gint64 from, guint points)
{
  const Step *last =
      self->steps->len > 0 ? &g_array_index (self->steps, Step, self->steps->len - 1) : NULL;
  Step step = { from, points };

  if (from < 1 || (last != NULL && (from <= last->from || points < last->points)))
    pantau_document_fail (document, _ ("the steps of “%s” do not rise"), causes[self->cause]);
  g_array_append_val (self->steps, step);
  self->most = MAX (self->most, points);
}

static void
read_targets (Part *self, PantauDocument *document, JsonArray *targets)
{
  for (guint i = 0; i < json_array_get_length (targets); i++)
    {
      JsonObject *object = json_array_get_object_element (targets, i);
      const char *code = pantau_document_code (document, object, "code");
      guint points = read_points (document, object);

      if (!g_hash_table_insert (self->targets, g_strdup (code), GUINT_TO_POINTER (points)))
        pantau_document_fail (document, _ ("the target “%s” is there twice"), code);
      self->most = MAX (self->most, points);
    }
}

static void
read_part (PantauHarm *self, PantauDocument *document, JsonObject *object)
{
  const char *code = pantau_document_code (document, object, "part");
  Part *part = g_new0 (Part, 1);
  gboolean is_known = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    if (g_str_equal (causes[i], code))
      {
        part->cause = (Cause) i;
        is_known = TRUE;
      }
  if (!is_known)
    pantau_document_fail (document, _ ("there is no part “%s”"), code);
  for (guint i = 0; i < self->parts->len; i++)
    if (((const Part *) g_ptr_array_index (self->parts, i))->cause == part->cause)
      pantau_document_fail (document, _ ("the part “%s” is there twice"), code);

  part->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  part->targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_ptr_array_add (self->parts, part);
  pantau_document_label (document, object, "name", TRUE, &part->name);

  if (part->cause == TARGET)
    read_targets (part, document, pantau_document_objects (document, object, "targets"));
  else if (part->cause == REACH || part->cause == FORWARDED)
    {
      JsonArray *steps = pantau_document_objects (document, object, "steps");

      for (guint i = 0; i < json_array_get_length (steps); i++)
        {
          JsonObject *step = json_array_get_object_element (steps, i);

          add_step (part, document, pantau_json_integer (step, "from", 0),
                    read_points (document, step));
        }
    }
  else
    add_step (part, document, 1, read_points (document, object));
}

PantauHarm *
pantau_harm_new (GBytes *bytes, GError **error)
{
  g_autoptr (PantauHarm) self = g_new0 (PantauHarm, 1);
  g_autoptr (PantauDocument) document = pantau_document_new (FILE_NAME, bytes);
  JsonObject *root = pantau_document_root (document);
  JsonArray *parts = pantau_document_objects (document, root, "parts");

  g_atomic_ref_count_init (&self->ref_count);
  self->parts = g_ptr_array_new_with_free_func (part_free);
  self->digest = pantau_sha256_text (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  pantau_document_label (document, root, "note", TRUE, &self->note);
  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      JsonObject *object = json_array_get_object_element (parts, i);

      pantau_document_at (document, "parts", pantau_json_string (object, "part"));
      read_part (self, document, object);
    }

  return pantau_document_finish (document, error) ? g_steal_pointer (&self) : NULL;
}

PantauHarm *
pantau_harm_ref (PantauHarm *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pantau_harm_unref (PantauHarm *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  pantau_label_clear (&self->note);
  g_ptr_array_unref (self->parts);
  g_free (self->digest);
  g_free (self);
}

guint
pantau_harm_target (const PantauHarm *self, const char *code)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (self->parts, i);

      if (part->cause == TARGET)
        return GPOINTER_TO_UINT (g_hash_table_lookup (part->targets, code));
    }

  return 0;
}

static guint
points_of_step (const Part *part, gint64 much)
{
  guint points = 0;

  for (guint i = 0; i < part->steps->len; i++)
    {
      const Step *step = &g_array_index (part->steps, Step, i);

      if (much >= step->from)
        points = step->points;
    }

  return points;
}

static guint
points_of (const Part *part, const PantauHarmFacts *facts)
{
  switch (part->cause)
    {
    case VOTING:
      return points_of_step (part, facts->changes_voting ? 1 : 0);
    case UNREST:
      return points_of_step (part, facts->unrest ? 1 : 0);
    case TARGET:
      return facts->targets;
    case REACH:
      return points_of_step (part, facts->reach);
    case FORWARDED:
    default:
      return points_of_step (part, facts->forwarded);
    }
}

guint
pantau_harm_points (const PantauHarm *self, const PantauHarmFacts *facts)
{
  guint points = 0;

  for (guint i = 0; i < self->parts->len; i++)
    points += points_of (g_ptr_array_index (self->parts, i), facts);

  return points;
}

guint
pantau_harm_most (const PantauHarm *self)
{
  guint most = 0;

  for (guint i = 0; i < self->parts->len; i++)
    most += ((const Part *) g_ptr_array_index (self->parts, i))->most;

  return most;
}

GPtrArray *
pantau_harm_parts (const PantauHarm *self, const PantauHarmFacts *facts, const char *language)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_harm_part_free);

  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (self->parts, i);
      guint points = points_of (part, facts);
      PantauHarmPart *told;

      if (points == 0)
        continue;
      told = g_new0 (PantauHarmPart, 1);
      told->code = g_strdup (causes[part->cause]);
      told->name = g_strdup (pantau_label_get (&part->name, language));
      told->points = points;
      g_ptr_array_add (parts, told);
    }

  return parts;
}

const char *
pantau_harm_note (const PantauHarm *self, const char *language)
{
  return pantau_label_get (&self->note, language);
}

const char *
pantau_harm_digest (const PantauHarm *self)
{
  return self->digest;
}
