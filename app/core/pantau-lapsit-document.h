/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-lapsit-template.h"
#include "pantau-lapsit.h"
#include "pantau-store.h"

G_BEGIN_DECLS

/*
 * A situation report as it is read: blocks of text and tables, in Indonesian, from which the PDF and the ODT are made alike. What somebody wrote is clean already
 * (pantau-words.h), and numbers of people in titles are masked.
 */
typedef enum
{
  PANTAU_LAPSIT_BLOCK_LETTERHEAD, /* text: a line of it */
  PANTAU_LAPSIT_BLOCK_TITLE,
  PANTAU_LAPSIT_BLOCK_SUBTITLE,
  PANTAU_LAPSIT_BLOCK_HEADING,
  PANTAU_LAPSIT_BLOCK_TEXT,
  PANTAU_LAPSIT_BLOCK_ITEM,  /* a line of a list */
  PANTAU_LAPSIT_BLOCK_NOTE,  /* small */
  PANTAU_LAPSIT_BLOCK_TABLE, /* rows */
  PANTAU_LAPSIT_BLOCK_MAP,   /* open risks by kecamatan; text: what it shows */
  PANTAU_LAPSIT_BLOCK_SIGNATURE, /* rows: one, of place and day, position, name */
} PantauLapsitBlockType;

typedef struct
{
  PantauLapsitBlockType type;
  char *text;      /* (nullable) */
  GPtrArray *rows; /* (nullable): of GStrv, all of one length; of a table the first is its head and the last the total */
} PantauLapsitBlock;

typedef struct
{
  char *title; /* one line */
  char *foot;  /* of each page: cut and hash */
  gboolean practice;
  GPtrArray *blocks; /* of PantauLapsitBlock */
} PantauLapsitDocument;

/*
 * @previous (nullable): the report before, for the difference; @titles (nullable): UUID → title (pantau_lapsit_titles()). Errors as of
 * pantau_lapsit_template_new(). (transfer full)
 */
PantauLapsitDocument *pantau_lapsit_document_new (const PantauLapsit *report,
                                                  const PantauLapsit *previous,
                                                  GHashTable *titles,
                                                  PantauReference *reference,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_lapsit_document_free (PantauLapsitDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauLapsitDocument, pantau_lapsit_document_free)

/*
 * The titles of the open records that the report lists, as they are now: on one line, somebody's numbers masked. Closed ones have none, for a title may name whom it is
 * about. (transfer full): UUID → title
 */
GHashTable *pantau_lapsit_titles (PantauDb *db,
                                  const PantauLapsit *report,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The same for WhatsApp: one screen, at most PANTAU_LAPSIT_MESSAGE characters, with WhatsApp's marks for bold; nothing in it names a record. (transfer full)
 */
#define PANTAU_LAPSIT_MESSAGE 1200
char *pantau_lapsit_message (const PantauLapsit *report,
                             const PantauLapsit *previous,
                             PantauReference *reference,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What column @column of @block needs of a table's width, to be set against that of the others: letters of its longest text, in hundredths, and a little. */
guint pantau_lapsit_block_weight (const PantauLapsitBlock *block, guint column);

/* The head of a table, and the sum of one by regions: they stand out. */
gboolean pantau_lapsit_block_is_strong (const PantauLapsitBlock *block, guint row);

/*
 * As OpenDocument text (ODF 1.2), to be edited further. @map (nullable): the map as PNG (pantau_lapsit_paper_map()); without it there is none, for the table says the same.
 * (transfer full)
 */
GBytes *pantau_lapsit_odt (const PantauLapsitDocument *document,
                           GBytes *map) G_GNUC_WARN_UNUSED_RESULT;

/* --- What the texts have in common; all (transfer full), in Indonesian --- */

/* "1.234"; "–" for PANTAU_LAPSIT_NO_FIGURE. */
char *pantau_lapsit_say_number (gint64 number) G_GNUC_WARN_UNUSED_RESULT;
/* "12,5" of hundredths; "–". */
char *pantau_lapsit_say_hundredths (gint64 number) G_GNUC_WARN_UNUSED_RESULT;
/* "Rabu, 20 November 2024 pukul 16.00 WIB"; midnight is 24.00 of the day before. */
char *pantau_lapsit_say_hour (gint64 when) G_GNUC_WARN_UNUSED_RESULT;
/* "20 Nov 2024 16.00" */
char *pantau_lapsit_say_brief (gint64 when) G_GNUC_WARN_UNUSED_RESULT;
/* "20 November 2024" */
char *pantau_lapsit_say_day (gint64 when) G_GNUC_WARN_UNUSED_RESULT;
/* "100" or "100–250"; of a row's voters. */
char *pantau_lapsit_say_range (gint64 least, gint64 most) G_GNUC_WARN_UNUSED_RESULT;
/* "+3", "−2", "tetap" */
char *pantau_lapsit_say_change (gint64 before, gint64 now) G_GNUC_WARN_UNUSED_RESULT;
/* The sentence of a period in which nothing happened; NULL where something did. (nullable) */
char *pantau_lapsit_say_nihil (const PantauLapsit *report) G_GNUC_WARN_UNUSED_RESULT;
/* "risiko 3, hoaks 1"; what is 0 is left out: "" for nothing at all. */
char *pantau_lapsit_say_kinds (const PantauLapsit *report, const gint64 *counts, PantauReference *reference) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
