/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "province.h"

G_BEGIN_DECLS

/*
 * What a device may see of the ledger, in the order of the numbers: one page of it, as a pull or a courier file brings it. Where a line came out of
 * quarantine behind `after`, and lies before that itself, it is in the page too, before all others.
 */

/* What one may see of one line costs more to send than to look at: bytes of one page's text. */
#define PANTAU_LINES_BYTES (1024 * 1024)

typedef struct
{
  /* In: to be set by whoever asks. */
  const PantauDevice *device; /* (unowned) */
  gint64 after;               /* the number behind which it begins */
  guint limit;  /* lines; one more, where 1 would not take a line and the word that let it out */
  gboolean own; /* those that the device wrote, too */

  /* Out. */
  GString *text;      /* (owned): `INDEX TAB line LF` each */
  GArray *rows;       /* (owned) of gint64: of the ledger, one for each line */
  gint64 reached;     /* the last number looked at */
  gboolean more;      /* more is there at once, though perhaps none for this device */
  gboolean goes_back; /* before the others stand some that lie before `after` */
} PantauLines;

void pantau_lines_init (PantauLines *self, const PantauDevice *device, gint64 after);
void pantau_lines_clear (PantauLines *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PantauLines, pantau_lines_clear)

/* Looks at 20,000 lines at most, so that none who asks holds a thread for long. FALSE where the ledger cannot be read. */
gboolean pantau_lines_read (PantauLines *self, PantauDb *db, GError **error);

/* The region that @device reads for with all that lies under it: its kecamatan, of a field monitor. (transfer full) */
char *pantau_lines_get_scope (const PantauDevice *device) G_GNUC_WARN_UNUSED_RESULT;

/*
 * TRUE where the device may see such a line. @creator and @person (nullable): who created its record, where that is known.
 */
gboolean pantau_lines_may_read (const PantauDevice *device,
                                const PantauLine *line,
                                const char *creator,
                                const char *person,
                                gboolean is_quarantined);

/* What a cursor begins with, before its number. (transfer full) */
char *pantau_cursor_write_stem (PantauProvince *province,
                                const PantauDevice *device) G_GNUC_WARN_UNUSED_RESULT;

/* EPOCH.GRANT.INDEX, opaque to clients. (transfer full) */
char *pantau_cursor_write (PantauProvince *province,
                           const PantauDevice *device,
                           gint64 index) G_GNUC_WARN_UNUSED_RESULT;

/*
 * What it says: @after is 0 where it is none yet (NULL, empty), or was given under another grant, which may have shown less. FALSE where it is none
 * of ours, or of another epoch (@is_old).
 */
gboolean pantau_cursor_read (PantauProvince *province,
                             const PantauDevice *device,
                             const char *text,
                             gint64 *after,
                             gboolean *is_old);

G_END_DECLS
