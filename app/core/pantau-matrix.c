/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of risk, read from data: regulations give it, and another one may. */

#include "config.h"

#include "pantau-matrix.h"

#include <glib/gi18n-lib.h>

#include "pantau-json.h"

#define MAX_SCORE 25

struct _PantauMatrix
{
  gatomicrefcount ref_count;
  char *likelihood;
  char *impact;
  int scores[PANTAU_MATRIX_GRADES][PANTAU_MATRIX_GRADES]; /* likelihood, impact */
  GPtrArray *levels;                                      /* of PantauLevel, lowest first */
};

static void
level_free (gpointer data)
{
  PantauLevel *self = data;

  g_free (self->code);
  pantau_label_clear (&self->name);
  g_free (self);
}

static void
read_row (PantauMatrix *self, PantauDocument *document, JsonObject *object, guint row)
{
  JsonArray *scores = pantau_json_array (object, "scores");

  if (pantau_json_integer (object, "likelihood", 0) != row + 1 || scores == NULL ||
      json_array_get_length (scores) != PANTAU_MATRIX_GRADES)
    {
      pantau_document_fail (document,
                            _ ("row %u of the matrix is not “likelihood” %u with %d scores"),
                            row + 1, row + 1, PANTAU_MATRIX_GRADES);
      return;
    }

  for (guint i = 0; i < PANTAU_MATRIX_GRADES; i++)
    {
      JsonNode *node = json_array_get_element (scores, i);
      gint64 score = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;

      if (score < 1 || score > MAX_SCORE || (i > 0 && score < self->scores[row][i - 1]) ||
          (row > 0 && score < self->scores[row - 1][i]))
        pantau_document_fail (document, _ ("score %u of likelihood %u is not in order"), i + 1,
                              row + 1);
      self->scores[row][i] = (int) CLAMP (score, 1, MAX_SCORE);
    }
}

static void
read_levels (PantauMatrix *self, PantauDocument *document, JsonArray *levels)
{
  int last = 0;

  for (guint i = 0; i < json_array_get_length (levels); i++)
    {
      JsonObject *object = json_array_get_object_element (levels, i);
      PantauLevel *level = g_new0 (PantauLevel, 1);

      pantau_document_at (document, "levels", pantau_json_string (object, "code"));
      level->code = g_strdup (pantau_document_code (document, object, "code"));
      pantau_document_label (document, object, "name", TRUE, &level->name);
      level->to = (int) CLAMP (pantau_json_integer (object, "to", 0), 0, MAX_SCORE);
      level->weight = (int) CLAMP (pantau_json_integer (object, "weight", 0), 0, 100);
      if (level->to <= last)
        pantau_document_fail (document, _ ("the level “%s” is not in order"), level->code);
      last = level->to;
      g_ptr_array_add (self->levels, level);
    }

  if (last != MAX_SCORE)
    pantau_document_fail (document, _ ("the levels do not end at %d"), MAX_SCORE);
}

PantauMatrix *
pantau_matrix_new (GBytes *bytes, GError **error)
{
  g_autoptr (PantauMatrix) self = g_new0 (PantauMatrix, 1);
  g_autoptr (PantauDocument) document = pantau_document_new ("matriks.json", bytes);
  JsonObject *root = pantau_document_root (document);
  JsonArray *rows = pantau_document_objects (document, root, "rows");

  g_atomic_ref_count_init (&self->ref_count);
  self->levels = g_ptr_array_new_with_free_func (level_free);
  self->likelihood = g_strdup (pantau_document_code (document, root, "likelihood"));
  self->impact = g_strdup (pantau_document_code (document, root, "impact"));

  if (json_array_get_length (rows) != PANTAU_MATRIX_GRADES)
    pantau_document_fail (document, _ ("the matrix has not %d rows"), PANTAU_MATRIX_GRADES);
  for (guint i = 0; i < json_array_get_length (rows) && i < PANTAU_MATRIX_GRADES; i++)
    read_row (self, document, json_array_get_object_element (rows, i), i);
  read_levels (self, document, pantau_document_objects (document, root, "levels"));

  return pantau_document_finish (document, error) ? g_steal_pointer (&self) : NULL;
}

PantauMatrix *
pantau_matrix_ref (PantauMatrix *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pantau_matrix_unref (PantauMatrix *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->likelihood);
  g_free (self->impact);
  g_ptr_array_unref (self->levels);
  g_free (self);
}

const char *
pantau_matrix_get_likelihood_list (PantauMatrix *self)
{
  return self->likelihood;
}

const char *
pantau_matrix_get_impact_list (PantauMatrix *self)
{
  return self->impact;
}

int
pantau_matrix_score (PantauMatrix *self, gint64 likelihood, gint64 impact)
{
  if (likelihood < 1 || likelihood > PANTAU_MATRIX_GRADES || impact < 1 ||
      impact > PANTAU_MATRIX_GRADES)
    return 0;

  return self->scores[likelihood - 1][impact - 1];
}

GPtrArray *
pantau_matrix_get_levels (PantauMatrix *self)
{
  return self->levels;
}

const PantauLevel *
pantau_matrix_level (PantauMatrix *self, int score)
{
  for (guint i = 0; score > 0 && i < self->levels->len; i++)
    {
      const PantauLevel *level = g_ptr_array_index (self->levels, i);

      if (score <= level->to)
        return level;
    }

  return NULL;
}
