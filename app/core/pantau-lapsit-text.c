/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a situation report speaks: Indonesian always, whatever the program speaks, because it goes to offices. And the message for WhatsApp.
 */

#include "config.h"

#include "pantau-lapsit-document.h"

#include <string.h>

#include "pantau-format-private.h"
#include "pantau-situation-item.h"

#define LANGUAGE "id"
#define NONE     "–"
#define MINUS    "−"
#define LEAST    3 /* rows of regions that the message names at most */

static const char *const months[] = { "Januari", "Februari", "Maret",     "April",   "Mei",      "Juni",
                                      "Juli",    "Agustus",  "September", "Oktober", "November", "Desember" };
static const char *const short_months[] = { "Jan", "Feb", "Mar", "Apr", "Mei", "Jun",
                                            "Jul", "Agu", "Sep", "Okt", "Nov", "Des" };
static const char *const days[] = { "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu" };

/* Grouped by points. (transfer full) */
static char *
group (guint64 number)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, number);
  g_autoptr (GString) text = g_string_new (NULL);
  gsize n = strlen (digits);

  for (gsize i = 0; i < n; i++)
    {
      if (i > 0 && (n - i) % 3 == 0)
        g_string_append_c (text, '.');
      g_string_append_c (text, digits[i]);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pantau_lapsit_say_number (gint64 number)
{
  return number < 0 ? g_strdup (NONE) : group ((guint64) number);
}

char *
pantau_lapsit_say_hundredths (gint64 number)
{
  if (number < 0)
    return g_strdup (NONE);
  if (number % 100 == 0)
    return group ((guint64) number / 100);

  return g_strdup_printf (number % 10 == 0 ? "%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT
                                           : "%" G_GINT64_FORMAT ",%02" G_GINT64_FORMAT,
                          number / 100, number % 10 == 0 ? number % 100 / 10 : number % 100);
}

char *
pantau_lapsit_say_range (gint64 least, gint64 most)
{
  g_autofree char *low = pantau_lapsit_say_number (least), *high = pantau_lapsit_say_number (most);

  return most > least && least >= 0 ? g_strconcat (low, "–", high, NULL) : g_steal_pointer (&low);
}

char *
pantau_lapsit_say_change (gint64 before, gint64 now)
{
  g_autofree char *by = NULL;

  if (before < 0 || now < 0)
    return g_strdup (NONE);
  if (before == now)
    return g_strdup ("tetap");
  by = group ((guint64) (now > before ? now - before : before - now));

  return g_strconcat (now > before ? "+" : MINUS, by, NULL);
}

/* Midnight ends the day before. */
static void
set_moment (PantauCivil *at, gint64 when, int *hour)
{
  pantau_civil_set (at, when);
  *hour = at->hour;
  if (at->hour != 0 || at->minute != 0)
    return;
  pantau_civil_set (at, when - 1);
  at->minute = 0;
  *hour = 24;
}

char *
pantau_lapsit_say_hour (gint64 when)
{
  PantauCivil at;
  int hour;

  set_moment (&at, when, &hour);

  return g_strdup_printf ("%s, %d %s %d pukul %02d.%02d WIB", days[at.weekday - 1], at.day,
                          months[at.month - 1], at.year, hour, at.minute);
}

char *
pantau_lapsit_say_brief (gint64 when)
{
  PantauCivil at;
  int hour;

  set_moment (&at, when, &hour);

  return g_strdup_printf ("%d %s %d %02d.%02d", at.day, short_months[at.month - 1], at.year, hour,
                          at.minute);
}

char *
pantau_lapsit_say_day (gint64 when)
{
  PantauCivil at;
  int hour;

  set_moment (&at, when, &hour);

  return g_strdup_printf ("%d %s %d", at.day, months[at.month - 1], at.year);
}

char *
pantau_lapsit_say_nihil (const PantauLapsit *report)
{
  if (!pantau_lapsit_is_nihil (report))
    return NULL;

  return g_strdup_printf (
      "NIHIL: tidak ada catatan baru%s%s.%s",
      report->previous != NULL ? ", keputusan, catatan terlambat, atau koreksi" : " atau keputusan",
      report->previous != NULL ? " sejak laporan sebelumnya" : " pada masa laporan ini",
      /* It is told of none of them. */
      g_str_equal (report->role, "pemprov") ? " Di luar kasus, yang disebut dalam jumlah saja." : "");
}

char *
pantau_lapsit_say_kinds (const PantauLapsit *report, const gint64 *counts, PantauReference *reference)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < PANTAU_N_LAPSIT_KINDS; i++)
    {
      g_autofree char *number = NULL, *name = NULL;

      if (counts[i] == 0)
        continue;
      number = pantau_lapsit_say_number (counts[i]);
      name = g_utf8_strdown (
          pantau_reference_kind_short_label (
              reference, pantau_situation_kind_code ((PantauSituationKind) i), LANGUAGE),
          -1);
      g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "", name, number);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- The message --- */

/* " (+3)" against the report before; "" without one. (transfer full) */
static char *
change_of (const PantauLapsit *report, const PantauLapsit *previous, PantauLapsitFigure figure)
{
  g_autofree char *change = NULL;

  if (previous == NULL || previous->total->figures[figure] < 0 ||
      report->total->figures[figure] < 0)
    return g_strdup ("");
  change =
      pantau_lapsit_say_change (previous->total->figures[figure], report->total->figures[figure]);

  return g_strdup_printf (" (%s)", change);
}

static void
add_figure (GString *text,
            const PantauLapsit *report,
            const PantauLapsit *previous,
            const char *label,
            PantauLapsitFigure figure)
{
  g_autofree char *number = pantau_lapsit_say_number (report->total->figures[figure]),
                  *change = change_of (report, previous, figure);

  if (report->total->figures[figure] >= 0)
    g_string_append_printf (text, "%s: %s%s\n", label, number, change);
}

static int
compare_risks (gconstpointer a, gconstpointer b)
{
  const PantauLapsitRow *left = *(PantauLapsitRow *const *) a,
                        *right = *(PantauLapsitRow *const *) b;
  gint64 less = left->figures[PANTAU_LAPSIT_RISKS], more = right->figures[PANTAU_LAPSIT_RISKS];

  return less != more ? (less < more ? 1 : -1) : strcmp (left->code, right->code);
}

/* Where most of the open risks are. */
static void
add_most (GString *text, const PantauLapsit *report, PantauReference *reference)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < report->rows->len; i++)
    g_ptr_array_add (rows, g_ptr_array_index (report->rows, i));
  g_ptr_array_sort (rows, compare_risks);
  for (guint i = 0; i < MIN (rows->len, LEAST); i++)
    {
      const PantauLapsitRow *row = g_ptr_array_index (rows, i);
      const PantauRegion *region =
          pantau_regions_lookup (pantau_reference_get_regions (reference), row->code);
      g_autofree char *number = pantau_lapsit_say_number (row->figures[PANTAU_LAPSIT_RISKS]);

      if (row->figures[PANTAU_LAPSIT_RISKS] <= 0)
        break;
      g_string_append_printf (names, "%s%s %s", names->len > 0 ? ", " : "",
                              region != NULL ? region->name : row->code, number);
    }
  if (names->len > 0)
    g_string_append_printf (text, "Terbanyak: %s\n", names->str);
}

static void
add_kinds (GString *text,
           const char *label,
           const PantauLapsit *report,
           const gint64 *counts,
           gint64 sum,
           PantauReference *reference)
{
  g_autofree char *number = pantau_lapsit_say_number (sum),
                  *kinds = pantau_lapsit_say_kinds (report, counts, reference);

  if (sum > 0)
    g_string_append_printf (text, "%s: %s (%s)\n", label, number, kinds);
  else
    g_string_append_printf (text, "%s: nihil\n", label);
}

static void
add_list (GString *text, const PantauLapsit *report, PantauLapsitListName list, const char *label)
{
  g_autofree char *number = pantau_lapsit_say_number (report->lists[list].total);

  if (report->lists[list].total > 0)
    g_string_append_printf (text, "%s: %s\n", label, number);
}

/* The beginning of what the author recommends, as far as there is room. */
static void
add_recommendations (GString *text, const PantauLapsit *report, gsize room)
{
  g_autofree char *plain = g_strdup (report->texts.recommendations);
  g_autofree char *short_text = NULL;
  glong length;

  g_strstrip (plain);
  length = g_utf8_strlen (plain, -1);
  if (length == 0 || room < 60)
    return;
  short_text = length <= (glong) room ? g_strdup (plain) : g_utf8_substring (plain, 0, (glong) room - 1);
  g_string_append_printf (text, "*Rekomendasi*\n%s%s\n", short_text, length <= (glong) room ? "" : "…");
}

char *
pantau_lapsit_message (const PantauLapsit *report,
                       const PantauLapsit *previous,
                       PantauReference *reference,
                       GError **error)
{
  g_autoptr (PantauLapsitTemplate) template =
      pantau_lapsit_template_new (reference, report->role, report->office,
                                  pantau_lapsit_period_name (report->period), report->region, error);
  g_autofree char *region = pantau_lapsit_region_name (reference, report->region), *hour = NULL,
                  *nihil = pantau_lapsit_say_nihil (report), *foot = NULL, *burden = NULL,
                  *voters = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  glong used;

  if (template == NULL)
    return NULL;
  hour = pantau_lapsit_say_hour (report->until);
  voters = pantau_lapsit_say_range (report->total->figures[PANTAU_LAPSIT_VOTERS],
                                    report->total->figures[PANTAU_LAPSIT_VOTERS_MOST]);
  burden = pantau_lapsit_say_hundredths (report->total->figures[PANTAU_LAPSIT_BURDEN]);

  g_string_append_printf (text, "%s*%s*\n%s\n%s\n\n", report->practice ? "LATIHAN\n" : "",
                          template->title, region, hour);
  if (nihil != NULL)
    g_string_append_printf (text, "%s\n\n", nihil);
  g_string_append (text, "*Keadaan*\n");
  add_figure (text, report, previous, "Risiko terbuka", PANTAU_LAPSIT_RISKS);
  add_figure (text, report, previous, "– tinggi dan sangat tinggi", PANTAU_LAPSIT_HIGH);
  add_figure (text, report, previous, "TPS terancam", PANTAU_LAPSIT_TPS);
  g_string_append_printf (text, "Pemilih terancam: %s\n", voters);
  add_figure (text, report, previous, "Klaim belum diputus", PANTAU_LAPSIT_CLAIMS);
  add_figure (text, report, previous, "Kasus terbuka", PANTAU_LAPSIT_CASES);
  add_figure (text, report, previous, "Tenggat terlewat", PANTAU_LAPSIT_OVERDUE);
  add_figure (text, report, previous, "Wilayah tanpa kabar 7 hari", PANTAU_LAPSIT_SILENT);
  g_string_append_printf (text, "Beban risiko terbuka: %s (0–100, bukan IKP)\n", burden);
  add_most (text, report, reference);
  if (nihil == NULL)
    {
      g_string_append_printf (text, "\n*Sejak %s*\n",
                              report->previous != NULL ? "laporan sebelumnya" : "awal masa laporan");
      add_kinds (text, "Baru", report, report->fresh, pantau_lapsit_sum_fresh (report), reference);
      add_kinds (text, "Diputus/selesai", report, report->ended, pantau_lapsit_sum_ended (report),
                 reference);
      add_list (text, report, PANTAU_LAPSIT_LIST_LATE, "Terlambat masuk");
      add_list (text, report, PANTAU_LAPSIT_LIST_CORRECTED, "Koreksi");
    }
  foot = g_strdup_printf ("\nSidik angka %.12s", report->hash != NULL ? report->hash : "");
  used = g_utf8_strlen (text->str, -1) + g_utf8_strlen (foot, -1);
  g_string_append_c (text, '\n');
  if (used + 20 < PANTAU_LAPSIT_MESSAGE)
    add_recommendations (text, report, (gsize) (PANTAU_LAPSIT_MESSAGE - used - 20));
  g_string_append (text, g_str_has_suffix (text->str, "\n\n") ? foot + 1 : foot);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

guint
pantau_lapsit_block_weight (const PantauLapsitBlock *block, guint column)
{
  glong most = 0;

  for (guint i = 0; i < block->rows->len; i++)
    {
      glong letters = g_utf8_strlen (((char **) g_ptr_array_index (block->rows, i))[column], -1);

      /* Bold letters are wider. */
      most = MAX (most, letters * (pantau_lapsit_block_is_strong (block, i) ? 115 : 100));
    }

  return (guint) most + 200;
}

gboolean
pantau_lapsit_block_is_strong (const PantauLapsitBlock *block, guint row)
{
  char **cells = g_ptr_array_index (block->rows, row);

  return row == 0 || (row + 1 == block->rows->len && g_strv_length (cells) > 4);
}
