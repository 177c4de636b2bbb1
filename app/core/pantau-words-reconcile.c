/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparisons with the province in words. */

#include "config.h"

#include "pantau-words-reconcile.h"

#include <glib/gi18n-lib.h>

#include "pantau-format.h"

char *
pantau_words_reconciled_lines (const PantauReconciled *self)
{
  g_autofree char *sent = pantau_format_integer (self->sent),
                  *held = pantau_format_integer (self->held);

  /* Translators: lines of the ledger: “We sent 214 lines, the province holds 214.” */
  return g_strdup_printf (ngettext ("We sent %s line, the province holds %s.",
                                    "We sent %s lines, the province holds %s.",
                                    (gulong) self->sent),
                          sent, held);
}

char *
pantau_words_reconciled_files (const PantauReconciled *self)
{
  g_autofree char *sent = NULL, *held = NULL;

  if (self->files_sent == 0 && self->files_held == 0)
    return NULL;
  sent = pantau_format_integer (self->files_sent);
  held = pantau_format_integer (self->files_held);

  return g_strdup_printf (ngettext ("We sent %s file, the province holds %s.",
                                    "We sent %s files, the province holds %s.",
                                    (gulong) self->files_sent),
                          sent, held);
}

/* Two sentences a kind: as long as it stands, and once it is settled. */
static const char *
difference_format (const PantauDifference *difference)
{
  switch (difference->kind)
    {
    case PANTAU_DIFFERENCE_LOST:
      return difference->is_settled
                 ? _ ("Line %s was missing at the province; it was sent again, and is there now.")
                 : _ ("Line %s is missing at the province; it is sent again by itself.");
    case PANTAU_DIFFERENCE_MISSING:
      return difference->is_settled
                 ? _ ("Line %s was missing on this laptop; it has come back from the province.")
                 : _ ("Line %s is missing on this laptop; it is asked for again by itself.");
    case PANTAU_DIFFERENCE_COPIED:
      return _ ("Two different lines have the number %s: these records were copied to another "
                "laptop. Please tell the administrator of your Bawaslu office.");
    case PANTAU_DIFFERENCE_FILE_LOST:
      return difference->is_settled
                 ? _ ("The file %s was missing at the province; it was sent again, and is there "
                      "now.")
                 : _ ("The file %s is missing at the province; it is sent again by itself.");
    }

  return "%s";
}

char *
pantau_words_difference (const PantauDifference *difference)
{
  g_autofree char *name = difference->kind == PANTAU_DIFFERENCE_FILE_LOST
                              ? g_strndup (difference->id, 8)
                              : pantau_format_integer (difference->seq);

  return g_strdup_printf (difference_format (difference), name);
}

char *
pantau_words_reconciled_more (const PantauReconciled *self)
{
  g_autofree char *more = pantau_format_integer (self->more);

  return self->more == 0 ? NULL
                         : g_strdup_printf (ngettext ("And %s more difference of this kind.",
                                                      "And %s more differences of this kind.",
                                                      (gulong) self->more),
                                            more);
}
