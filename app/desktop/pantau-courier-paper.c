/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The note of a courier file, as a paper. */

#define G_LOG_DOMAIN "pantau-courier-paper"

#include "config.h"

#include "pantau-courier-paper.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"
#include "pantau-words.h"

static void
add_all (PantauPaperFlow *flow, GPtrArray *sentences)
{
  for (guint i = 0; i < sentences->len; i++)
    pantau_paper_flow_add_text (flow, g_ptr_array_index (sentences, i));
}

PantauPaperFlow *
pantau_courier_paper_new (PantauSession *session, const PantauCourierSummary *summary)
{
  g_autoptr (GPtrArray) words = pantau_courier_words (summary, TRUE);
  g_autofree char *name = pantau_words_clean (summary->name);
  g_autofree char *made = pantau_format_rfc3339 (summary->made);
  g_autofree char *size = pantau_format_bytes ((guint64) summary->bytes);
  /* Translators: the foot of a paper: its title, then a file's name */
  g_autofree char *foot = g_strdup_printf (_ ("Hand-over note · %s"), name);
  const char *person = pantau_session_get_person (session);
  PantauPaperFlow *flow = pantau_paper_flow_new (pantau_session_is_practice (session), foot);

  /* Translators: the title of a paper that goes by hand with a USB stick */
  pantau_paper_flow_add_title (flow, _ ("Hand-over note of a courier file"));
  /* Translators: on paper: of the person at this laptop */
  pantau_paper_flow_add_field (flow, _ ("Written by"), *person != '\0' ? person : NULL);
  pantau_paper_flow_add_field (flow, _ ("When"), made);
  /* Translators: on paper: a file's name */
  pantau_paper_flow_add_field (flow, _ ("File"), name);
  pantau_paper_flow_add_field (flow, _ ("Size"), size);
  /* Translators: on paper: what a stick looks like, or what is written on it */
  pantau_paper_flow_add_field (flow, _ ("Stick"), NULL);
  pantau_paper_flow_add_heading (flow, _ ("What is in it"));
  add_all (flow, words);
  pantau_paper_flow_add_heading (flow, _ ("SHA-256 of the file"));
  pantau_paper_flow_add_code (flow, summary->hash);
  pantau_paper_flow_add_text (
      flow, _ ("The file is sealed: whoever carries or finds it can read nothing. It may be taken "
               "in twice, and in any order; the receipt comes back the same way."));
  pantau_paper_flow_add_signatures (flow, _ ("Given by (name, position, signature)"),
                                    _ ("Received by (name, position, signature)"));

  return flow;
}
