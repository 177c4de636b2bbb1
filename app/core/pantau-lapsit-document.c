/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in a situation report, in which order. Indonesian by hand, as official letters are. */

#include "config.h"

#include "pantau-lapsit-document.h"

#include <string.h>

#include "pantau-pii.h"
#include "pantau-words.h"

#define LANGUAGE  "id"
#define HOAX      "hoax"
#define MASK      "•••"
#define MAX_TITLE 90 /* characters */

static void
block_free (gpointer data)
{
  PantauLapsitBlock *block = data;

  g_free (block->text);
  g_clear_pointer (&block->rows, g_ptr_array_unref);
  g_free (block);
}

void
pantau_lapsit_document_free (PantauLapsitDocument *self)
{
  g_free (self->title);
  g_free (self->foot);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

static PantauLapsitBlock *
add (PantauLapsitDocument *self, PantauLapsitBlockType type, const char *text)
{
  PantauLapsitBlock *block = g_new0 (PantauLapsitBlock, 1);

  block->type = type;
  block->text = g_strdup (text);
  g_ptr_array_add (self->blocks, block);

  return block;
}

G_GNUC_PRINTF (3, 4)
static void
addf (PantauLapsitDocument *self, PantauLapsitBlockType type, const char *format, ...)
{
  va_list args;
  g_autofree char *text = NULL;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  add (self, type, text);
}

static PantauLapsitBlock *
add_table (PantauLapsitDocument *self, PantauLapsitBlockType type)
{
  PantauLapsitBlock *block = add (self, type, NULL);

  block->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  return block;
}

/* @cells: of char *, taken. */
static void
add_row (PantauLapsitBlock *table, GPtrArray *cells)
{
  g_ptr_array_add (cells, NULL);
  g_ptr_array_add (table->rows, g_ptr_array_free (cells, FALSE));
}

/* --- Titles --- */

/* (transfer full) */
static char *
mask (const char *text)
{
  g_autoptr (GPtrArray) found = pantau_pii_find_all (text);
  g_autoptr (GString) masked = g_string_new (NULL);
  gsize at = 0;

  for (guint i = 0; i < found->len; i++)
    {
      const PantauPii *pii = g_ptr_array_index (found, i);

      if (pii->start < at)
        continue;
      g_string_append_len (masked, text + at, (gssize) (pii->start - at));
      g_string_append (masked, MASK);
      at = pii->start + pii->length;
    }
  g_string_append (masked, text + at);

  return g_string_free (g_steal_pointer (&masked), FALSE);
}

static char *
title_of (const char *title)
{
  g_autofree char *clean = pantau_words_clean (title), *masked = mask (clean);
  g_autofree char *cut = NULL;

  if (g_utf8_strlen (masked, -1) <= MAX_TITLE)
    return g_steal_pointer (&masked);
  cut = g_utf8_substring (masked, 0, MAX_TITLE - 1);

  return g_strconcat (cut, "…", NULL);
}

GHashTable *
pantau_lapsit_titles (PantauDb *db, const PantauLapsit *report, GError **error)
{
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint list = 0; list < PANTAU_N_LAPSIT_LISTS; list++)
    for (guint i = 0; i < report->lists[list].items->len; i++)
      {
        const PantauLapsitItem *item = g_ptr_array_index (report->lists[list].items, i);
        g_autofree char *title = NULL;

        if (!item->is_open || g_hash_table_contains (titles, item->record))
          continue;
        if (!pantau_db_text (db, &title, error, "SELECT title FROM record WHERE id = ?1 AND open = 1",
                             "s", item->record))
          return NULL;
        if (title != NULL)
          g_hash_table_insert (titles, g_strdup (item->record), title_of (title));
      }

  return g_steal_pointer (&titles);
}

/* --- Parts --- */

static void
add_head (PantauLapsitDocument *self,
          const PantauLapsit *report,
          const PantauLapsitTemplate *template,
          PantauReference *reference)
{
  g_autofree char *region = pantau_lapsit_region_name (reference, report->region),
                  *from = pantau_lapsit_say_hour (report->from),
                  *until = pantau_lapsit_say_hour (report->until),
                  *last = pantau_lapsit_say_day (report->until), *nihil = pantau_lapsit_say_nihil (report);
  const PantauElection *election =
      report->election != NULL
          ? pantau_elections_lookup (pantau_reference_get_elections (reference), report->election)
          : NULL;

  for (gsize i = 0; template->letterhead[i] != NULL; i++)
    add (self, PANTAU_LAPSIT_BLOCK_LETTERHEAD, template->letterhead[i]);
  add (self, PANTAU_LAPSIT_BLOCK_TITLE, template->title);
  addf (self, PANTAU_LAPSIT_BLOCK_SUBTITLE, "%s", region);
  addf (self, PANTAU_LAPSIT_BLOCK_SUBTITLE, "%s", until);
  if (report->practice)
    add (self, PANTAU_LAPSIT_BLOCK_SUBTITLE, "LATIHAN – bukan keadaan sebenarnya");
  addf (self, PANTAU_LAPSIT_BLOCK_NOTE, "Masa laporan: sesudah %s sampai dengan %s.%s%s", from, until,
        election != NULL ? " Pemilihan: " : "",
        election != NULL ? election->name : "");
  if (report->state == PANTAU_LAPSIT_AT_MOMENT)
    addf (self, PANTAU_LAPSIT_BLOCK_NOTE,
          "Angka keadaan menurut %s, sebagaimana diketahui ketika laporan dipotong.%s", until,
          report->is_at_cut ? " Balasan dan penanganan yang lewat waktu menurut saat laporan dipotong."
                            : "");
  else if (report->is_at_cut)
    add (self, PANTAU_LAPSIT_BLOCK_NOTE,
         "Angka keadaan menurut catatan yang ada ketika laporan dipotong.");
  else
    addf (self, PANTAU_LAPSIT_BLOCK_NOTE,
          "Laporan dibuat kemudian: angka keadaan menurut akhir hari %s, sebagaimana diketahui ketika "
          "laporan dipotong.",
          last);
  if (nihil != NULL)
    add (self, PANTAU_LAPSIT_BLOCK_TEXT, nihil);
}

static void
add_numbers (PantauLapsitDocument *self, const PantauLapsit *report, PantauReference *reference)
{
  const gint64 *figures = report->total->figures;
  g_autofree char *risks = pantau_lapsit_say_number (figures[PANTAU_LAPSIT_RISKS]),
                  *high = pantau_lapsit_say_number (figures[PANTAU_LAPSIT_HIGH]),
                  *tps = pantau_lapsit_say_number (figures[PANTAU_LAPSIT_TPS]),
                  *voters = pantau_lapsit_say_range (figures[PANTAU_LAPSIT_VOTERS],
                                                     figures[PANTAU_LAPSIT_VOTERS_MOST]),
                  *logistics = pantau_lapsit_say_number (figures[PANTAU_LAPSIT_LOGISTICS]),
                  *special = pantau_lapsit_say_number (figures[PANTAU_LAPSIT_SPECIAL]),
                  *claims = pantau_lapsit_say_number (figures[PANTAU_LAPSIT_CLAIMS]),
                  *cases = pantau_lapsit_say_number (figures[PANTAU_LAPSIT_CASES]),
                  *overdue = pantau_lapsit_say_number (figures[PANTAU_LAPSIT_OVERDUE]),
                  *heard = pantau_lapsit_say_number (figures[PANTAU_LAPSIT_HEARD]),
                  *silent = pantau_lapsit_say_number (figures[PANTAU_LAPSIT_SILENT]),
                  *burden = pantau_lapsit_say_hundredths (figures[PANTAU_LAPSIT_BURDEN]);

  addf (self, PANTAU_LAPSIT_BLOCK_TEXT,
        "Risiko terbuka %s, di antaranya %s tinggi atau sangat tinggi; menyangkut %s TPS dan %s pemilih. "
        "Mengenai logistik: %s. TPS khusus (lapas dan rutan) terancam: %s.",
        risks, high, tps, voters, logistics, special);
  addf (self, PANTAU_LAPSIT_BLOCK_TEXT, "Klaim yang belum diputus: %s.", claims);
  if (figures[PANTAU_LAPSIT_CASES] >= 0)
    addf (self, PANTAU_LAPSIT_BLOCK_TEXT,
          "Kasus terbuka (netralitas dan dugaan pelanggaran lain): %s; tenggat yang terlewat: %s.", cases,
          overdue);
  if (figures[PANTAU_LAPSIT_HEARD] >= 0)
    addf (self, PANTAU_LAPSIT_BLOCK_TEXT,
          "Terdengar dalam 7 hari terakhir: %s %s; tanpa kabar: %s.", heard,
          pantau_region_level (report->region) >= 3 ? "desa/kelurahan" : "kecamatan", silent);
  addf (self, PANTAU_LAPSIT_BLOCK_TEXT,
        "Beban risiko terbuka: %s dari 100 (angka Pantau sendiri, bukan IKP).", burden);
  for (guint i = 0; i < report->totals->len; i++)
    {
      const PantauLapsitTotal *total = g_ptr_array_index (report->totals, i);
      g_autofree char *n = pantau_lapsit_say_number (total->n);

      addf (self, PANTAU_LAPSIT_BLOCK_TEXT, "%s: %s (jumlah yang ditandatangani provinsi, dibulatkan ke bawah).",
            pantau_reference_kind_label (reference, total->kind, LANGUAGE), n);
    }
}

/* What the difference is told of, and how it is called. */
static const struct
{
  PantauLapsitFigure figure;
  const char *label;
} changes[] = {
  { PANTAU_LAPSIT_RISKS, "Risiko terbuka" },
  { PANTAU_LAPSIT_HIGH, "– tinggi dan sangat tinggi" },
  { PANTAU_LAPSIT_TPS, "TPS terancam" },
  { PANTAU_LAPSIT_LOGISTICS, "Risiko logistik" },
  { PANTAU_LAPSIT_CLAIMS, "Klaim belum diputus" },
  { PANTAU_LAPSIT_CASES, "Kasus terbuka" },
  { PANTAU_LAPSIT_OVERDUE, "Tenggat terlewat" },
  { PANTAU_LAPSIT_SILENT, "Wilayah tanpa kabar" },
};

static GPtrArray *
cells_of (const char *a, const char *b, const char *c, const char *d)
{
  GPtrArray *cells = g_ptr_array_new ();

  g_ptr_array_add (cells, g_strdup (a));
  g_ptr_array_add (cells, g_strdup (b));
  g_ptr_array_add (cells, g_strdup (c));
  g_ptr_array_add (cells, g_strdup (d));

  return cells;
}

static void
add_difference (PantauLapsitDocument *self,
                const PantauLapsit *report,
                const PantauLapsit *previous,
                const PantauLapsitTemplate *template)
{
  PantauLapsitBlock *table;
  g_autofree char *when = NULL;

  add (self, PANTAU_LAPSIT_BLOCK_HEADING, pantau_lapsit_template_heading (template, "difference"));
  if (previous == NULL)
    {
      add (self, PANTAU_LAPSIT_BLOCK_TEXT,
           report->previous == NULL
               ? "Belum ada laporan sebelumnya yang dapat dibandingkan."
               : "Laporan sebelumnya tidak tersimpan lagi di sini, jadi selisihnya tidak dapat disebut.");
      return;
    }
  when = pantau_lapsit_say_brief (previous->until);
  table = add_table (self, PANTAU_LAPSIT_BLOCK_TABLE);
  add_row (table, cells_of ("Angka", when, "Sekarang", "Selisih"));
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      gint64 before = previous->total->figures[changes[i].figure],
             now = report->total->figures[changes[i].figure];
      g_autofree char *then = pantau_lapsit_say_number (before),
                      *number = pantau_lapsit_say_number (now),
                      *change = pantau_lapsit_say_change (before, now);

      if (now >= 0)
        add_row (table, cells_of (changes[i].label, then, number, change));
    }
}

/* Columns of the table by region. */
static const struct
{
  PantauLapsitFigure figure;
  const char *label;
} columns[] = {
  { PANTAU_LAPSIT_NEW, "Baru" },
  { PANTAU_LAPSIT_RISKS, "Risiko" },
  { PANTAU_LAPSIT_HIGH, "Tinggi" },
  { PANTAU_LAPSIT_TPS, "TPS" },
  { PANTAU_LAPSIT_VOTERS, "Pemilih" },
  { PANTAU_LAPSIT_CLAIMS, "Klaim" },
  { PANTAU_LAPSIT_CASES, "Kasus" },
  { PANTAU_LAPSIT_OVERDUE, "Lewat" },
  { PANTAU_LAPSIT_SILENT, "Sunyi" },
  { PANTAU_LAPSIT_BURDEN, "Beban" },
};

static char *
cell_of (const PantauLapsitRow *row, PantauLapsitFigure figure)
{
  if (figure == PANTAU_LAPSIT_BURDEN)
    return pantau_lapsit_say_hundredths (row->figures[figure]);
  if (figure == PANTAU_LAPSIT_VOTERS)
    return pantau_lapsit_say_range (row->figures[figure], row->figures[PANTAU_LAPSIT_VOTERS_MOST]);

  return pantau_lapsit_say_number (row->figures[figure]);
}

/* What nobody is told of is no column. */
static gboolean
has_column (const PantauLapsit *report, PantauLapsitFigure figure)
{
  if (figure == PANTAU_LAPSIT_SILENT && report->rows->len > 0)
    return ((const PantauLapsitRow *) g_ptr_array_index (report->rows, 0))->figures[figure] >= 0;

  return figure == PANTAU_LAPSIT_BURDEN || report->total->figures[figure] >= 0;
}

static void
add_region_row (PantauLapsitBlock *table, const PantauLapsit *report, const PantauLapsitRow *row, const char *name)
{
  GPtrArray *cells = g_ptr_array_new ();

  g_ptr_array_add (cells, g_strdup (name));
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (has_column (report, columns[i].figure))
      g_ptr_array_add (cells, cell_of (row, columns[i].figure));
  add_row (table, cells);
}

static void
add_regions (PantauLapsitDocument *self,
             const PantauLapsit *report,
             const PantauLapsitTemplate *template,
             PantauReference *reference)
{
  PantauRegions *regions = pantau_reference_get_regions (reference);
  GPtrArray *head = g_ptr_array_new ();
  PantauLapsitBlock *table;

  add (self, PANTAU_LAPSIT_BLOCK_HEADING, pantau_lapsit_template_heading (template, "table"));
  table = add_table (self, PANTAU_LAPSIT_BLOCK_TABLE);
  g_ptr_array_add (head, g_strdup ("Wilayah"));
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (has_column (report, columns[i].figure))
      g_ptr_array_add (head, g_strdup (columns[i].label));
  add_row (table, head);
  for (guint i = 0; i < report->rows->len; i++)
    {
      const PantauLapsitRow *row = g_ptr_array_index (report->rows, i);
      const PantauRegion *region = pantau_regions_lookup (regions, row->code);
      /* "Lahat" is a kabupaten and one of its kecamatan; only kota need their kind. */
      g_autofree char *name =
          region == NULL ? g_strdup (row->code)
          : g_str_equal (region->kind, "kota")
              ? g_strconcat ("Kota ", region->name, NULL)
              : g_strdup (region->name);

      add_region_row (table, report, row, name);
    }
  add_region_row (table, report, report->total, "Jumlah");
  add (self, PANTAU_LAPSIT_BLOCK_NOTE,
       "Satu catatan dapat menyangkut beberapa wilayah dan terhitung sekali dalam jumlah. Baru: catatan "
       "masa laporan. Tinggi: risiko tinggi dan sangat tinggi. Lewat: tenggat yang terlewat. Sunyi: "
       "wilayah di bawahnya tanpa kabar 7 hari. Beban: 0–100, angka Pantau sendiri, bukan IKP.");
}

/* --- Lists --- */

/* Why a record is counted otherwise. */
static const char *
say_reason (const char *why)
{
  static const struct
  {
    const char *code, *text;
  } reasons[] = {
    { PANTAU_LAPSIT_VOID, "tidak dihitung lagi (keliru, ganda, atau ditarik)" },
    { PANTAU_LAPSIT_QUARANTINE, "dikarantina" },
    { PANTAU_LAPSIT_MOVED, "dipindahkan ke wilayah lain" },
    { PANTAU_LAPSIT_CHANGED, "isian yang dihitung diubah" },
    { PANTAU_LAPSIT_LATE_STEP, "langkah lama yang baru diterima" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_str_equal (reasons[i].code, why))
      return reasons[i].text;

  return why;
}

/* (transfer full) */
static char *
say_what (const PantauLapsitItem *item, PantauLapsitListName list, PantauReference *reference)
{
  PantauKinds *kinds = pantau_reference_get_kinds (reference);
  const char *label;

  if (list == PANTAU_LAPSIT_LIST_CORRECTED)
    return g_strdup (say_reason (item->what));
  if (g_str_equal (item->what, "reply"))
    return g_strdup ("balasan instansi");
  if (g_str_equal (item->what, "treatment"))
    return g_strdup ("penanganan");
  if (list == PANTAU_LAPSIT_LIST_OVERDUE)
    {
      const PantauDeadline *rule =
          pantau_deadlines_lookup (pantau_reference_get_deadlines (reference), item->what);

      return g_strdup (rule != NULL ? pantau_label_get (&rule->name, LANGUAGE) : item->what);
    }
  label = pantau_reference_status_label (reference, item->kind, item->what, LANGUAGE);
  /* A verdict is no status. */
  if (g_str_equal (label, item->what) && g_str_equal (item->kind, HOAX))
    label = pantau_kinds_choice_label (kinds, "verdict", item->what, LANGUAGE);

  return g_strdup (label);
}

static void
add_list (PantauLapsitDocument *self,
          const PantauLapsit *report,
          PantauLapsitListName name,
          GHashTable *titles,
          const PantauLapsitTemplate *template,
          PantauReference *reference)
{
  const PantauLapsitList *list = &report->lists[name];
  g_autofree char *number = pantau_lapsit_say_number (list->total);

  addf (self, PANTAU_LAPSIT_BLOCK_HEADING, "%s: %s",
        pantau_lapsit_template_heading (template, pantau_lapsit_list_name (name)),
        list->total > 0 ? number : "nihil");
  for (guint i = 0; i < list->items->len; i++)
    {
      const PantauLapsitItem *item = g_ptr_array_index (list->items, i);
      const char *title = titles != NULL ? g_hash_table_lookup (titles, item->record) : NULL;
      g_autofree char *place =
          pantau_regions_qualified (pantau_reference_get_regions (reference), item->region);
      g_autofree char *when = pantau_lapsit_say_brief (item->at),
                      *what = say_what (item, name, reference);

      addf (self, PANTAU_LAPSIT_BLOCK_ITEM, "%s · %s · %s%s%s · %s [%.8s]", when,
            pantau_reference_kind_short_label (reference, item->kind, LANGUAGE), place,
            title != NULL ? " · " : "", title != NULL ? title : "", what, item->record);
    }
  if (list->total > list->items->len)
    addf (self, PANTAU_LAPSIT_BLOCK_NOTE, "dan %u lagi.", list->total - list->items->len);
}

static void
add_revisions (PantauLapsitDocument *self, const PantauLapsit *report, PantauReference *reference)
{
  for (guint i = 0; i < report->revisions->len; i++)
    {
      const PantauLapsitRevision *revision = g_ptr_array_index (report->revisions, i);

      addf (self, PANTAU_LAPSIT_BLOCK_ITEM,
            "%s %s pada masa laporan sebelumnya: disebut %" G_GINT64_FORMAT
            ", menurut yang diketahui sekarang %" G_GINT64_FORMAT ".",
            pantau_reference_kind_short_label (reference, revision->kind, LANGUAGE),
            revision->is_ended ? "selesai" : "baru", revision->said, revision->now);
    }
}

static void
add_aid (PantauLapsitDocument *self,
         const PantauLapsit *report,
         const PantauLapsitTemplate *template,
         PantauReference *reference)
{
  if (report->aid->len == 0)
    return;
  add (self, PANTAU_LAPSIT_BLOCK_HEADING, pantau_lapsit_template_heading (template, "aid"));
  for (guint i = 0; i < report->aid->len; i++)
    {
      const PantauLapsitAid *aid = g_ptr_array_index (report->aid, i);
      g_autofree char *records = pantau_lapsit_say_number (aid->records),
                      *needed = pantau_lapsit_say_number (aid->needed),
                      *planned = pantau_lapsit_say_number (aid->planned),
                      *sent = pantau_lapsit_say_number (aid->sent);

      /* Some say what they need and not how many: that is not none. */
      addf (self, PANTAU_LAPSIT_BLOCK_ITEM, "%s: dibutuhkan %s (pada %s risiko), direncanakan %s, dikirim %s",
            pantau_kinds_choice_label (pantau_reference_get_kinds (reference), "aid", aid->code,
                                       LANGUAGE),
            aid->records > 0 && aid->needed == 0 ? "tanpa sebutan jumlah" : needed, records, planned,
            sent);
    }
}

/* What the author wrote, a block a line; the section stands there empty too, so that who edits the file sees where it goes. */
static void
add_text (PantauLapsitDocument *self, const char *heading, const char *text)
{
  g_autofree char *clean = pantau_words_clean_lines (text);
  g_auto (GStrv) lines = g_strsplit (g_strstrip (clean), "\n", -1);

  add (self, PANTAU_LAPSIT_BLOCK_HEADING, heading);
  if (*clean == '\0')
    add (self, PANTAU_LAPSIT_BLOCK_TEXT, "–");
  for (gsize i = 0; *clean != '\0' && lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      add (self, PANTAU_LAPSIT_BLOCK_TEXT, lines[i]);
}

static void
add_signature (PantauLapsitDocument *self,
               const PantauLapsit *report,
               const PantauLapsitTemplate *template)
{
  PantauLapsitBlock *block = add_table (self, PANTAU_LAPSIT_BLOCK_SIGNATURE);
  g_autofree char *day = pantau_lapsit_say_day (report->made),
                  *where = g_strdup_printf ("%s, %s", template->place, day),
                  *name = pantau_words_clean (report->texts.signatory);

  add_row (block, cells_of (where, template->position, name, ""));
}

/* Of a report that is not kept yet the hash is there too: it is of what was counted. */
static char *
foot_of (const PantauLapsit *report)
{
  const PantauLapsitCut *cut = &report->cut;

  return g_strdup_printf ("%s · potongan: baris %" G_GINT64_FORMAT ", indeks provinsi %" G_GINT64_FORMAT
                          "%s%.8s · sidik %.16s",
                          report->id != NULL ? report->id : "pratinjau", cut->rows, cut->index,
                          cut->epoch != NULL ? " masa " : "", cut->epoch != NULL ? cut->epoch : "",
                          report->hash != NULL ? report->hash : "");
}

PantauLapsitDocument *
pantau_lapsit_document_new (const PantauLapsit *report,
                            const PantauLapsit *previous,
                            GHashTable *titles,
                            PantauReference *reference,
                            GError **error)
{
  g_autoptr (PantauLapsitTemplate) template =
      pantau_lapsit_template_new (reference, report->role, report->office,
                                  pantau_lapsit_period_name (report->period), report->region, error);
  g_autofree char *region = NULL, *when = NULL;
  PantauLapsitDocument *self;

  if (template == NULL)
    return NULL;
  region = pantau_lapsit_region_name (reference, report->region);
  when = pantau_lapsit_say_brief (report->until);
  self = g_new0 (PantauLapsitDocument, 1);
  self->blocks = g_ptr_array_new_with_free_func (block_free);
  self->practice = report->practice;
  self->title = g_strdup_printf ("%s, %s, %s", template->title, region, when);
  self->foot = foot_of (report);

  add_head (self, report, template, reference);
  add (self, PANTAU_LAPSIT_BLOCK_HEADING, pantau_lapsit_template_heading (template, "situation"));
  add_numbers (self, report, reference);
  add_difference (self, report, previous, template);
  add_regions (self, report, template, reference);
  add (self, PANTAU_LAPSIT_BLOCK_MAP, pantau_lapsit_template_heading (template, "map"));
  for (guint i = 0; i < PANTAU_N_LAPSIT_LISTS; i++)
    {
      add_list (self, report, (PantauLapsitListName) i, titles, template, reference);
      if (i == PANTAU_LAPSIT_LIST_CORRECTED)
        add_revisions (self, report, reference);
    }
  add_aid (self, report, template, reference);
  add_text (self, pantau_lapsit_template_heading (template, "analysis"), report->texts.analysis);
  add_text (self, pantau_lapsit_template_heading (template, "efforts"), report->texts.efforts);
  add_text (self, pantau_lapsit_template_heading (template, "recommendations"),
            report->texts.recommendations);
  add_signature (self, report, template);

  return self;
}
