/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lays the form out as blocks that flow over sheets; they are drawn in pantau-paper-form-draw.c. A block knows its height; none is broken, so what may be broken, a
 * long text or lines for writing, is a block a line.
 *
 * Texts of identities go to Pango only while they are measured and drawn. What Pango keeps of them meanwhile is ordinary memory.
 */

#include "config.h"

#include "pantau-paper-form.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "pantau-error.h"
#include "pantau-paper-form-private.h"
#include "pantau-words.h"

/* A reporter or witness. */
typedef struct
{
  char *person;
  PantauIdentity *identity;
} Person;

static void
block_free (gpointer data)
{
  PantauPaperBlock *block = data;

  g_free (block->label);
  g_free (block);
}

static void
person_free (gpointer data)
{
  Person *person = data;

  g_free (person->person);
  pantau_identity_free (person->identity);
  g_free (person);
}

PantauPaperForm *
pantau_paper_form_new (PantauPaper *paper, gboolean is_practice)
{
  PantauPaperForm *self = g_new0 (PantauPaperForm, 1);

  self->paper = paper;
  self->is_practice = is_practice;
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->people = g_ptr_array_new_with_free_func (person_free);

  return self;
}

void
pantau_paper_form_free (PantauPaperForm *self)
{
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  pantau_paper_free (self->paper);
  g_hash_table_unref (self->texts);
  g_ptr_array_unref (self->people);
  g_free (self);
}

void
pantau_paper_form_set (PantauPaperForm *self, const char *source, const char *text)
{
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  if (text == NULL || *text == '\0')
    g_hash_table_remove (self->texts, source);
  else
    g_hash_table_replace (self->texts, g_strdup (source), pantau_words_clean_lines (text));
}

void
pantau_paper_form_take_identity (PantauPaperForm *self,
                                 const char *person,
                                 PantauIdentity *identity)
{
  Person *taken = g_new0 (Person, 1);

  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  taken->person = g_strdup (person);
  taken->identity = identity;
  g_ptr_array_add (self->people, taken);
}

/* "reporter" of "reporter.name", where such a person may fill it in. (transfer full) (nullable) */
static char *
person_of (const PantauPaperSection *section)
{
  const PantauPaperField *first = section->fields->len > 0 ? section->fields->pdata[0] : NULL;
  const char *dot = first != NULL && first->source != NULL ? strchr (first->source, '.') : NULL;

  if (dot == NULL || g_str_has_prefix (first->source, "record."))
    return NULL;

  return g_strndup (first->source, (gsize) (dot - first->source));
}

/* The @nth identity of @person. (nullable) */
static const PantauIdentity *
find_identity (PantauPaperForm *self, const char *person, guint nth)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      const Person *found = g_ptr_array_index (self->people, i);

      if (g_str_equal (found->person, person) && nth-- == 0)
        return found->identity;
    }

  return NULL;
}

static guint
count_people (PantauPaperForm *self, const char *person)
{
  guint n = 0;

  while (find_identity (self, person, n) != NULL)
    n++;

  return n;
}

/* What fills in @field. (transfer none) (nullable) */
static const char *
find_text (PantauPaperForm *self, const PantauPaperField *field, const char *person, guint nth)
{
  const PantauIdentity *identity = person != NULL ? find_identity (self, person, nth) : NULL;

  if (field->source == NULL)
    return NULL;
  if (identity != NULL)
    return pantau_identity_get ((PantauIdentity *) identity, strchr (field->source, '.') + 1);

  return g_hash_table_lookup (self->texts, field->source);
}

static double
measure (cairo_t *cairo, const char *text, double size, gboolean is_bold, double width)
{
  g_autoptr (PangoLayout) layout = pantau_paper_layout (cairo, size, is_bold, width);
  int height;

  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, NULL, &height);

  return (double) height / PANGO_SCALE;
}

static PantauPaperBlock *
add_block (PantauPaperForm *self, PantauPaperBlockType type, double height)
{
  PantauPaperBlock *block = g_new0 (PantauPaperBlock, 1);

  block->type = type;
  block->height = height;
  g_ptr_array_add (self->blocks, block);

  return block;
}

/* Label and "(bila ada)". (transfer full) */
static char *
label_of (PantauPaperForm *self, const PantauLabel *label, gboolean is_optional)
{
  return is_optional ? g_strdup_printf ("%s (%s)", pantau_paper_words (label),
                                        pantau_paper_words (&self->paper->optional))
                     : g_strdup (pantau_paper_words (label));
}

static void
add_field (PantauPaperForm *self, cairo_t *cairo, const PantauPaperField *field, const char *text)
{
  g_autofree char *label = label_of (self, &field->label, field->optional);
  double height = measure (cairo, label, TEXT_SIZE, FALSE, WIDTH * LABEL - GAP) + GAP;
  PantauPaperBlock *block;

  height = MAX (height, WRITING * (text != NULL ? 1 : field->lines));
  if (text != NULL)
    height = MAX (height, measure (cairo, text, TEXT_SIZE, FALSE, WIDTH * (1 - LABEL)) + GAP);
  block = add_block (self, PANTAU_PAPER_BLOCK_FIELD, height);
  block->label = g_steal_pointer (&label);
  block->text = text;
  block->length = text != NULL ? strlen (text) : 0;
}

/* A text over the whole width, line by line. */
static void
add_text (PantauPaperForm *self, cairo_t *cairo, const char *text)
{
  g_autoptr (PangoLayout) layout = pantau_paper_layout (cairo, TEXT_SIZE, FALSE, WIDTH);

  pango_layout_set_text (layout, text, -1);
  for (int i = 0; i < pango_layout_get_line_count (layout); i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
      PantauPaperBlock *block = add_block (self, PANTAU_PAPER_BLOCK_TEXT, TEXT_SIZE * 1.45);

      block->text = text + line->start_index;
      block->length = (gsize) line->length;
    }
}

static void
add_wide (PantauPaperForm *self, cairo_t *cairo, const PantauPaperField *field, const char *text)
{
  double height =
      measure (cairo, pantau_paper_words (&field->label), TEXT_SIZE, FALSE, WIDTH) + GAP / 2;

  add_block (self, PANTAU_PAPER_BLOCK_LABEL, height)->label =
      g_strdup (pantau_paper_words (&field->label));
  if (text != NULL)
    {
      add_text (self, cairo, text);
      return;
    }
  for (guint i = 0; i < field->lines; i++)
    add_block (self, PANTAU_PAPER_BLOCK_RULE, WRITING);
}

static void
add_section (PantauPaperForm *self, cairo_t *cairo, const PantauPaperSection *section, guint number)
{
  g_autofree char *person = person_of (section);
  guint given = person != NULL ? count_people (self, person) : 0;
  guint times = given > 0 ? given : section->times;
  PantauPaperBlock *heading =
      add_block (self, PANTAU_PAPER_BLOCK_HEADING, HEADING_SIZE * 1.5 + GAP * 1.5);

  heading->label = label_of (self, &section->title, section->optional);
  heading->number = number;
  for (guint nth = 0; nth < times; nth++)
    {
      if (nth > 0)
        add_block (self, PANTAU_PAPER_BLOCK_SPACE, GAP);
      for (guint i = 0; i < section->fields->len; i++)
        {
          const PantauPaperField *field = g_ptr_array_index (section->fields, i);
          const char *text = find_text (self, field, person, nth);

          if (field->lines >= PANTAU_PAPER_WIDE)
            add_wide (self, cairo, field, text);
          else
            add_field (self, cairo, field, text);
        }
    }
}

static void
add_blocks (PantauPaperForm *self, cairo_t *cairo)
{
  const PantauPaper *paper = self->paper;

  add_block (self, PANTAU_PAPER_BLOCK_TITLE, TITLE_SIZE * 1.5)->label =
      g_strdup (pantau_paper_words (&paper->title));
  add_block (self, PANTAU_PAPER_BLOCK_SUBTITLE,
             measure (cairo, pantau_paper_words (&paper->subtitle), TEXT_SIZE, FALSE, WIDTH) + GAP)
      ->label = g_strdup (pantau_paper_words (&paper->subtitle));
  for (guint i = 0; i < paper->sections->len; i++)
    add_section (self, cairo, g_ptr_array_index (paper->sections, i), i + 1);

  add_block (self, PANTAU_PAPER_BLOCK_SPACE, GAP);
  for (guint i = 0; i < paper->closing->len; i++)
    {
      const PantauPaperField *field = g_ptr_array_index (paper->closing, i);

      add_field (self, cairo, field, find_text (self, field, NULL, 0));
    }
  add_block (self, PANTAU_PAPER_BLOCK_SPACE, GAP);
  add_text (self, cairo, pantau_paper_words (&paper->statement));
  add_block (self, PANTAU_PAPER_BLOCK_SIGNATURES, SIGNING);
}

/* A heading does not stand alone at the foot of a sheet. */
static gboolean
goes_with_next (const PantauPaperBlock *block)
{
  return block->type == PANTAU_PAPER_BLOCK_HEADING || block->type == PANTAU_PAPER_BLOCK_LABEL ||
         block->type == PANTAU_PAPER_BLOCK_TITLE;
}

static void
place_blocks (PantauPaperForm *self)
{
  const double foot = PANTAU_PAPER_FORM_HEIGHT - BOTTOM;
  double y = TOP;
  guint page = 0;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      PantauPaperBlock *block = g_ptr_array_index (self->blocks, i);
      double needed = block->height;

      for (guint next = i + 1;
           next < self->blocks->len && goes_with_next (self->blocks->pdata[next - 1]); next++)
        needed += ((const PantauPaperBlock *) self->blocks->pdata[next])->height;
      if (y > TOP && y + needed > foot)
        {
          page++;
          y = TOP;
        }
      block->page = page;
      block->y = y;
      y += block->height;
    }
  self->n_pages = page + 1;
}

static void
lay_out (PantauPaperForm *self)
{
  cairo_surface_t *surface;
  cairo_t *cairo;

  if (self->blocks != NULL)
    return;

  surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo = cairo_create (surface);
  self->blocks = g_ptr_array_new_with_free_func (block_free);
  add_blocks (self, cairo);
  place_blocks (self);
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
}

guint
pantau_paper_form_count_pages (PantauPaperForm *self)
{
  lay_out (self);

  return self->n_pages;
}

void
pantau_paper_form_draw (PantauPaperForm *self, cairo_t *cairo, guint page)
{
  lay_out (self);
  g_return_if_fail (page < self->n_pages);

  if (self->is_practice)
    pantau_paper_draw_practice (self, cairo);
  cairo_set_source_rgb (cairo, 0, 0, 0);
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const PantauPaperBlock *block = g_ptr_array_index (self->blocks, i);

      if (block->page == page)
        pantau_paper_draw_block (self, cairo, block);
    }
  pantau_paper_draw_foot (self, cairo, page);
}

gboolean
pantau_paper_form_save (PantauPaperForm *self, const char *path, GError **error)
{
  cairo_surface_t *surface =
      cairo_pdf_surface_create (path, PANTAU_PAPER_FORM_WIDTH, PANTAU_PAPER_FORM_HEIGHT);
  cairo_t *cairo = cairo_create (surface);
  cairo_status_t status;

  for (guint page = 0; page < pantau_paper_form_count_pages (self); page++)
    {
      pantau_paper_form_draw (self, cairo, page);
      cairo_show_page (cairo);
    }
  cairo_destroy (cairo);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  return status == CAIRO_STATUS_SUCCESS ||
         pantau_throw (error, PANTAU_ERROR_IO, _ ("“%s” cannot be written: %s"), path,
                       cairo_status_to_string (status));
}
