/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a paper about files says, in the order in which it is read. */

#define G_LOG_DOMAIN "pantau-custody-paper"

#include "config.h"

#include "pantau-custody-paper.h"

#include <glib/gi18n-lib.h>

#include "pantau-claim-label.h"
#include "pantau-format.h"
#include "pantau-ui.h"
#include "pantau-words-custody.h"
#include "pantau-words.h"

/* What both papers begin with. */
static PantauPaperFlow *
begin (const PantauCustodyPaper *self, const char *title)
{
  g_autofree char *foot = g_strdup_printf ("%s · %s", title, pantau_record_get_id (self->record));
  g_autofree char *name = pantau_words_clean (pantau_record_get_title (self->record));
  g_autofree char *place = pantau_ui_region_name (pantau_reference_get_regions (self->reference),
                                                  pantau_record_get_region (self->record));
  const char *label = pantau_claim_label_text (pantau_record_get_label (self->record));
  PantauPaperFlow *flow = pantau_paper_flow_new (self->is_practice, foot);

  pantau_paper_flow_add_title (flow, title);
  if (label != NULL)
    pantau_paper_flow_add_warning (flow, label);
  /* Translators: on paper: of which record of the program something is */
  pantau_paper_flow_add_field (flow, _ ("Record"), *name != '\0' ? name : _ ("Without a title"));
  pantau_paper_flow_add_field (flow, _ ("Number of the record"),
                               pantau_record_get_id (self->record));
  pantau_paper_flow_add_field (flow, _ ("Region"), place);

  return flow;
}

static void
add_file (PantauPaperFlow *flow, const PantauFileItem *file)
{
  pantau_paper_flow_add_text (flow, file->details);
  if (file->remark != NULL)
    pantau_paper_flow_add_text (flow, file->remark);
  if (file->warning != NULL)
    pantau_paper_flow_add_text (flow, file->warning);
  pantau_paper_flow_add_code (flow, file->hash);
}

static void
add_chain (PantauPaperFlow *flow,
           const PantauCustodyPaper *self,
           const PantauFileItem *file,
           GPtrArray *chain)
{
  for (guint i = 0; i < chain->len; i++)
    {
      const PantauCustody *step = g_ptr_array_index (chain, i);
      g_autofree char *text = NULL;

      if (!g_str_equal (step->hash, file->hash))
        continue;
      /* A paper is read by people elsewhere: nobody is “you” on it. */
      text = pantau_words_custody_full (self->reference, step, NULL);
      pantau_paper_flow_add_text (flow, text);
    }
}

PantauPaperFlow *
pantau_custody_paper_hand_over (const PantauCustodyPaper *self,
                                gboolean is_medium,
                                const char *to,
                                const char *note,
                                GPtrArray *files,
                                GPtrArray *chain)
{
  /* Translators: the title of a paper that both sides sign: berita acara */
  PantauPaperFlow *flow = begin (self, is_medium ? _ ("Record of a handover of evidence")
                                                 : _ ("Receipt for copies of evidence"));
  g_autofree char *when = pantau_format_time (self->now);
  g_autofree char *clean_to = pantau_words_clean (to);
  g_autofree char *clean_note = note != NULL ? pantau_words_clean_lines (note) : NULL;

  pantau_paper_flow_add_field (flow, _ ("When"), when);
  pantau_paper_flow_add_field (flow, _ ("Place"), NULL);
  /* Translators: on paper: who gives evidence away */
  pantau_paper_flow_add_field (flow, _ ("Given by"), *self->person != '\0' ? self->person : NULL);
  /* Translators: on paper: the office that gets evidence */
  pantau_paper_flow_add_field (flow, _ ("Received by"), clean_to);
  if (clean_note != NULL)
    pantau_paper_flow_add_field (flow, _ ("What for"), clean_note);
  if (is_medium)
    /* Translators: on paper: what a file is stored on (a flash disk, a phone), its make and serial number */
    pantau_paper_flow_add_field (flow, _ ("Medium, make, serial number"), NULL);
  for (guint i = 0; i < files->len; i++)
    {
      const PantauFileItem *file = g_ptr_array_index (files, i);
      g_autofree char *heading = g_strdup_printf ("%u. %s", i + 1, file->title);

      pantau_paper_flow_add_heading (flow, heading);
      add_file (flow, file);
      add_chain (flow, self, file, chain);
    }
  pantau_paper_flow_add_text (flow, "");
  pantau_paper_flow_add_text (
      flow, _ ("The code below each file is its SHA-256 hash: a file that has another one is not "
               "the file of this paper."));
  pantau_paper_flow_add_signatures (flow, _ ("Given by (name, position, signature)"),
                                    _ ("Received by (name, position, signature)"));

  return flow;
}

PantauPaperFlow *
pantau_custody_paper_picture (const PantauCustodyPaper *self,
                              const PantauFileItem *file,
                              cairo_surface_t *picture,
                              guint pages,
                              const char *to)
{
  PantauPaperFlow *flow = begin (self, file->title);
  g_autofree char *when = pantau_format_time (self->now);

  /* Translators: on paper: when it was printed */
  pantau_paper_flow_add_field (flow, _ ("Printed"), when);
  if (to != NULL)
    {
      g_autofree char *clean = pantau_words_clean (to);

      pantau_paper_flow_add_field (flow, _ ("For whom"), clean);
    }
  add_file (flow, file);
  if (pages > 1)
    {
      g_autofree char *number = pantau_format_integer (pages);
      /* Translators: %s is how many pages a document has */
      g_autofree char *text =
          g_strdup_printf (_ ("The first of %s pages; a print is no original."), number);

      pantau_paper_flow_add_text (flow, text);
    }
  pantau_paper_flow_add_picture (flow, picture);

  return flow;
}
