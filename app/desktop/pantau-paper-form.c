/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lays the form out as blocks that flow over sheets. A block knows its height and how it is drawn; none is broken, so what may be broken, a long text or
 * lines for writing, is a block a line.
 *
 * Texts of identities go to Pango only while they are measured and drawn. What Pango keeps of them meanwhile is ordinary memory.
 */

#include "config.h"

#include "pantau-paper-form.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>

#include "pantau-error.h"
#include "pantau-words.h"

#define LANGUAGE "id"

/* Points. */
#define LEFT    51.0
#define TOP     45.0
#define BOTTOM  62.0
#define WIDTH   (PANTAU_PAPER_FORM_WIDTH - 2 * LEFT)
#define LABEL   0.34 /* of the width */
#define GAP     8.0
#define WRITING 21.0 /* a line for writing by hand */
#define SIGNING 96.0

#define TEXT_SIZE     10.0
#define SMALL_SIZE    8.0
#define HEADING_SIZE  11.5
#define TITLE_SIZE    17.0
#define PRACTICE_SIZE 118.0

typedef enum
{
  BLOCK_TITLE,
  BLOCK_SUBTITLE,
  BLOCK_HEADING,
  BLOCK_FIELD, /* a label, and beside it a line or a text */
  BLOCK_LABEL, /* over lines for writing */
  BLOCK_RULE,  /* an empty line for writing */
  BLOCK_TEXT,
  BLOCK_SIGNATURES,
  BLOCK_SPACE,
} BlockType;

typedef struct
{
  BlockType type;
  guint page;
  double y;
  double height;
  guint number;     /* of a heading */
  char *label;      /* (owned) (nullable) */
  const char *text; /* (nullable): what fills it in, of the form or of an identity */
  gsize length;     /* of @text that this block shows */
} Block;

/* A reporter or witness. */
typedef struct
{
  char *person;
  PantauIdentity *identity;
} Person;

struct _PantauPaperForm
{
  PantauPaper *paper; /* (owned) */
  gboolean is_practice;
  GHashTable *texts; /* source → text */
  GPtrArray *people; /* of Person */
  GPtrArray *blocks; /* (nullable): of Block, once it is laid out */
  guint n_pages;
};

static void
block_free (gpointer data)
{
  Block *block = data;

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

static const char *
words (const PantauLabel *label)
{
  return pantau_label_get (label, LANGUAGE);
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

static PangoLayout *
make_layout (cairo_t *cairo, double size, gboolean is_bold, double width)
{
  PangoLayout *layout = pango_cairo_create_layout (cairo);
  PangoFontDescription *font = pango_font_description_from_string ("Sans");

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  if (is_bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);

  return layout;
}

static double
measure (cairo_t *cairo, const char *text, double size, gboolean is_bold, double width)
{
  g_autoptr (PangoLayout) layout = make_layout (cairo, size, is_bold, width);
  int height;

  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, NULL, &height);

  return (double) height / PANGO_SCALE;
}

static Block *
add_block (PantauPaperForm *self, BlockType type, double height)
{
  Block *block = g_new0 (Block, 1);

  block->type = type;
  block->height = height;
  g_ptr_array_add (self->blocks, block);

  return block;
}

/* Label and "(bila ada)". (transfer full) */
static char *
label_of (PantauPaperForm *self, const PantauLabel *label, gboolean is_optional)
{
  return is_optional ? g_strdup_printf ("%s (%s)", words (label), words (&self->paper->optional))
                     : g_strdup (words (label));
}

static void
add_field (PantauPaperForm *self, cairo_t *cairo, const PantauPaperField *field, const char *text)
{
  g_autofree char *label = label_of (self, &field->label, field->optional);
  double height = measure (cairo, label, TEXT_SIZE, FALSE, WIDTH * LABEL - GAP) + GAP;
  Block *block;

  height = MAX (height, WRITING * (text != NULL ? 1 : field->lines));
  if (text != NULL)
    height = MAX (height, measure (cairo, text, TEXT_SIZE, FALSE, WIDTH * (1 - LABEL)) + GAP);
  block = add_block (self, BLOCK_FIELD, height);
  block->label = g_steal_pointer (&label);
  block->text = text;
  block->length = text != NULL ? strlen (text) : 0;
}

/* A text over the whole width, line by line. */
static void
add_text (PantauPaperForm *self, cairo_t *cairo, const char *text)
{
  g_autoptr (PangoLayout) layout = make_layout (cairo, TEXT_SIZE, FALSE, WIDTH);

  pango_layout_set_text (layout, text, -1);
  for (int i = 0; i < pango_layout_get_line_count (layout); i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
      Block *block = add_block (self, BLOCK_TEXT, TEXT_SIZE * 1.45);

      block->text = text + line->start_index;
      block->length = (gsize) line->length;
    }
}

static void
add_wide (PantauPaperForm *self, cairo_t *cairo, const PantauPaperField *field, const char *text)
{
  double height = measure (cairo, words (&field->label), TEXT_SIZE, FALSE, WIDTH) + GAP / 2;

  add_block (self, BLOCK_LABEL, height)->label = g_strdup (words (&field->label));
  if (text != NULL)
    {
      add_text (self, cairo, text);
      return;
    }
  for (guint i = 0; i < field->lines; i++)
    add_block (self, BLOCK_RULE, WRITING);
}

static void
add_section (PantauPaperForm *self, cairo_t *cairo, const PantauPaperSection *section, guint number)
{
  g_autofree char *person = person_of (section);
  guint given = person != NULL ? count_people (self, person) : 0;
  guint times = given > 0 ? given : section->times;
  Block *heading = add_block (self, BLOCK_HEADING, HEADING_SIZE * 1.5 + GAP * 1.5);

  heading->label = label_of (self, &section->title, section->optional);
  heading->number = number;
  for (guint nth = 0; nth < times; nth++)
    {
      if (nth > 0)
        add_block (self, BLOCK_SPACE, GAP);
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

  add_block (self, BLOCK_TITLE, TITLE_SIZE * 1.5)->label = g_strdup (words (&paper->title));
  add_block (self, BLOCK_SUBTITLE,
             measure (cairo, words (&paper->subtitle), TEXT_SIZE, FALSE, WIDTH) + GAP)
      ->label = g_strdup (words (&paper->subtitle));
  for (guint i = 0; i < paper->sections->len; i++)
    add_section (self, cairo, g_ptr_array_index (paper->sections, i), i + 1);

  add_block (self, BLOCK_SPACE, GAP);
  for (guint i = 0; i < paper->closing->len; i++)
    {
      const PantauPaperField *field = g_ptr_array_index (paper->closing, i);

      add_field (self, cairo, field, find_text (self, field, NULL, 0));
    }
  add_block (self, BLOCK_SPACE, GAP);
  add_text (self, cairo, words (&paper->statement));
  add_block (self, BLOCK_SIGNATURES, SIGNING);
}

/* A heading does not stand alone at the foot of a sheet. */
static gboolean
goes_with_next (const Block *block)
{
  return block->type == BLOCK_HEADING || block->type == BLOCK_LABEL || block->type == BLOCK_TITLE;
}

static void
place_blocks (PantauPaperForm *self)
{
  const double foot = PANTAU_PAPER_FORM_HEIGHT - BOTTOM;
  double y = TOP;
  guint page = 0;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      Block *block = g_ptr_array_index (self->blocks, i);
      double needed = block->height;

      for (guint next = i + 1;
           next < self->blocks->len && goes_with_next (self->blocks->pdata[next - 1]); next++)
        needed += ((const Block *) self->blocks->pdata[next])->height;
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

/* Returns the height. */
static double
draw_text (cairo_t *cairo,
           const char *text,
           gsize length,
           double x,
           double y,
           double width,
           double size,
           gboolean is_bold,
           PangoAlignment alignment)
{
  g_autoptr (PangoLayout) layout = make_layout (cairo, size, is_bold, width);
  int height;

  pango_layout_set_alignment (layout, alignment);
  pango_layout_set_text (layout, text, (int) length);
  pango_layout_get_size (layout, NULL, &height);
  cairo_move_to (cairo, x, y);
  pango_cairo_show_layout (cairo, layout);

  return (double) height / PANGO_SCALE;
}

static void
draw_rule (cairo_t *cairo, double from, double to, double y)
{
  cairo_save (cairo);
  cairo_set_line_width (cairo, 0.5);
  cairo_set_source_rgb (cairo, 0.45, 0.45, 0.45);
  cairo_move_to (cairo, from, y);
  cairo_line_to (cairo, to, y);
  cairo_stroke (cairo);
  cairo_restore (cairo);
}

static void
draw_field (cairo_t *cairo, const Block *block)
{
  double x = LEFT + WIDTH * LABEL, end = block->y + block->height;

  draw_text (cairo, block->label, strlen (block->label), LEFT, block->y + GAP / 2,
             WIDTH * LABEL - GAP, TEXT_SIZE, FALSE, PANGO_ALIGN_LEFT);
  if (block->text != NULL)
    draw_text (cairo, block->text, block->length, x, block->y + GAP / 2, WIDTH * (1 - LABEL),
               TEXT_SIZE, TRUE, PANGO_ALIGN_LEFT);
  else
    for (double y = block->y + WRITING; y < end - 1; y += WRITING)
      draw_rule (cairo, x, LEFT + WIDTH, y - 2);
  draw_rule (cairo, x, LEFT + WIDTH, end - 2);
}

static void
draw_heading (cairo_t *cairo, const Block *block)
{
  g_autofree char *text = g_strdup_printf ("%u. %s", block->number, block->label);

  draw_text (cairo, text, strlen (text), LEFT, block->y + GAP, WIDTH, HEADING_SIZE, TRUE,
             PANGO_ALIGN_LEFT);
}

static void
draw_signatures (PantauPaperForm *self, cairo_t *cairo, const Block *block)
{
  guint n = self->paper->signatures->len;
  double column = WIDTH / MAX (n, 1);

  for (guint i = 0; i < n; i++)
    {
      const char *label = words (g_ptr_array_index (self->paper->signatures, i));
      double x = LEFT + column * i;

      draw_text (cairo, label, strlen (label), x, block->y + GAP * 1.5, column, TEXT_SIZE, FALSE,
                 PANGO_ALIGN_CENTER);
      draw_rule (cairo, x + GAP * 3, x + column - GAP * 3, block->y + SIGNING - GAP);
    }
}

static void
draw_block (PantauPaperForm *self, cairo_t *cairo, const Block *block)
{
  switch (block->type)
    {
    case BLOCK_TITLE:
      draw_text (cairo, block->label, strlen (block->label), LEFT, block->y, WIDTH, TITLE_SIZE,
                 TRUE, PANGO_ALIGN_LEFT);
      break;
    case BLOCK_SUBTITLE:
      draw_text (cairo, block->label, strlen (block->label), LEFT, block->y, WIDTH, TEXT_SIZE,
                 FALSE, PANGO_ALIGN_LEFT);
      break;
    case BLOCK_HEADING:
      draw_heading (cairo, block);
      break;
    case BLOCK_FIELD:
      draw_field (cairo, block);
      break;
    case BLOCK_LABEL:
      draw_text (cairo, block->label, strlen (block->label), LEFT, block->y, WIDTH, TEXT_SIZE,
                 FALSE, PANGO_ALIGN_LEFT);
      break;
    case BLOCK_RULE:
      draw_rule (cairo, LEFT, LEFT + WIDTH, block->y + WRITING - 2);
      break;
    case BLOCK_TEXT:
      draw_text (cairo, block->text, block->length, LEFT, block->y, WIDTH, TEXT_SIZE, FALSE,
                 PANGO_ALIGN_LEFT);
      break;
    case BLOCK_SIGNATURES:
      draw_signatures (self, cairo, block);
      break;
    case BLOCK_SPACE:
      break;
    }
}

/* Pale, and below everything: what is written stays legible, and nobody takes the sheet for a real one. */
static void
draw_practice (PantauPaperForm *self, cairo_t *cairo)
{
  const char *text = words (&self->paper->practice);
  g_autoptr (PangoLayout) layout = make_layout (cairo, PRACTICE_SIZE, TRUE, -1);
  int width, height;

  pango_layout_set_width (layout, -1);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_size (layout, &width, &height);
  cairo_save (cairo);
  cairo_translate (cairo, PANTAU_PAPER_FORM_WIDTH / 2, PANTAU_PAPER_FORM_HEIGHT / 2);
  cairo_rotate (cairo, -G_PI / 3.6);
  cairo_move_to (cairo, -(double) width / PANGO_SCALE / 2, -(double) height / PANGO_SCALE / 2);
  cairo_set_source_rgb (cairo, 0.90, 0.90, 0.90);
  pango_cairo_show_layout (cairo, layout);
  cairo_restore (cairo);
}

static void
draw_foot (PantauPaperForm *self, cairo_t *cairo, guint page)
{
  const double y = PANTAU_PAPER_FORM_HEIGHT - BOTTOM + GAP;
  const char *secrecy = words (&self->paper->secrecy);
  g_autofree char *number = g_strdup_printf ("%u/%u", page + 1, self->n_pages);
  g_autofree char *left =
      self->is_practice
          ? g_strdup_printf ("%s · %s", words (&self->paper->practice), self->paper->basis)
          : g_strdup (self->paper->basis);
  double height;

  draw_rule (cairo, LEFT, LEFT + WIDTH, y - GAP / 2);
  height = draw_text (cairo, secrecy, strlen (secrecy), LEFT, y, WIDTH, SMALL_SIZE, FALSE,
                      PANGO_ALIGN_LEFT);
  draw_text (cairo, left, strlen (left), LEFT, y + height + 2, WIDTH * 0.85, SMALL_SIZE, FALSE,
             PANGO_ALIGN_LEFT);
  draw_text (cairo, number, strlen (number), LEFT + WIDTH * 0.85, y + height + 2, WIDTH * 0.15,
             SMALL_SIZE, FALSE, PANGO_ALIGN_RIGHT);
}

void
pantau_paper_form_draw (PantauPaperForm *self, cairo_t *cairo, guint page)
{
  lay_out (self);
  g_return_if_fail (page < self->n_pages);

  if (self->is_practice)
    draw_practice (self, cairo);
  cairo_set_source_rgb (cairo, 0, 0, 0);
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const Block *block = g_ptr_array_index (self->blocks, i);

      if (block->page == page)
        draw_block (self, cairo, block);
    }
  draw_foot (self, cairo, page);
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
