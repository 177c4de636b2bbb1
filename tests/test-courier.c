/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Courier files between homes and a province on a table: what comes back counts, twice and in any order; what is torn, foreign or false harms nothing; nobody reads what
 * is not for him.
 */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "office-fixture.h"
#include "pantau-card.h"
#include "pantau-codec.h"
#include "pantau-enroll.h"
#include "pantau-error.h"
#include "pantau-invite.h"
#include "pantau-json.h"
#include "pantau-news.h"
#include "pantau-parcels.h"
#include "pantau-receipt.h"
#include "pantau-uploads.h"
#include "test-util.h"

#define KECAMATAN "16.71.01"
#define VILLAGE   "16.71.01.1001"
#define OTHER     "16.06.01"

static void
assert_refused (Laptop *laptop, const char *path, PantauError code)
{
  g_auto (PantauCourierSummary) summary = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (pantau_courier_read (laptop->home, path, NULL, NULL, &summary, NULL, &error));
  g_assert_error (error, PANTAU_ERROR, (int) code);
}

static gboolean
has_sentence (const PantauCourierSummary *summary)
{
  return summary->sentences->len > 0;
}

/* ---- To the province and back ---- */

static void
test_round (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) laptop = laptop_new (&office, 1, "field", VILLAGE);
  g_autofree char *record = laptop_record (&laptop, VILLAGE, TRUE, "Banjir");
  g_auto (PantauCourierSummary) out = { 0 };
  g_auto (PantauCourierSummary) in = { 0 };
  g_autofree char *path = NULL, *back = NULL, *carried = NULL, *after = NULL;

  path = laptop_out (&laptop, &office, "keluar.pantau", NULL, &out);
  g_assert_cmpuint (out.lines, ==, 1);
  g_assert_cmpuint (out.own_lines, ==, 1);
  g_assert_cmpint (laptop_unsent (&laptop), ==, 1);
  g_assert_true (
      pantau_courier_get_carried (pantau_home_get_db (laptop.home), record, &carried, NULL));
  g_assert_cmpstr (carried, ==, out.made);

  back = office_answer (&office, path, NULL);
  laptop_in (&laptop, back, &in);
  g_assert_cmpuint (in.receipts, ==, 1);
  g_assert_cmpuint (in.received, ==, 1);
  g_assert_cmpuint (in.problems, ==, 0);
  g_assert_false (has_sentence (&in));
  g_assert_cmpint (laptop_unsent (&laptop), ==, 0);
  g_assert_true (
      pantau_courier_get_carried (pantau_home_get_db (laptop.home), record, &after, NULL));
  g_assert_null (after);
  g_assert_cmpint (laptop_number (&laptop, "SELECT count(*) FROM carried"), ==, 0);
}

/* A line that was recorded after the file was made is not among what was handed over. */
static void
test_later_line (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) laptop = laptop_new (&office, 1, "field", VILLAGE);
  g_autofree char *first = laptop_record (&laptop, VILLAGE, TRUE, "Satu"), *second = NULL,
                  *path = NULL, *back = NULL, *carried = NULL;

  path = laptop_out (&laptop, &office, "keluar.pantau", NULL, NULL);
  second = laptop_record (&laptop, VILLAGE, TRUE, "Dua");
  g_assert_true (
      pantau_courier_get_carried (pantau_home_get_db (laptop.home), second, &carried, NULL));
  g_assert_null (carried);
  back = office_answer (&office, path, NULL);
  laptop_in (&laptop, back, NULL);
  g_assert_cmpint (laptop_unsent (&laptop), ==, 1);
}

static void
test_twice (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) laptop = laptop_new (&office, 1, "field", VILLAGE);
  g_autofree char *record = laptop_record (&laptop, VILLAGE, TRUE, "Banjir");
  g_autofree char *path = laptop_out (&laptop, &office, "keluar.pantau", NULL, NULL);
  g_autofree char *back = office_answer (&office, path, NULL);
  g_autofree char *again = office_answer (&office, path, NULL);
  g_auto (PantauCourierSummary) in = { 0 };
  gint64 receipts;

  laptop_in (&laptop, back, NULL);
  receipts = laptop_number (&laptop, "SELECT count(*) FROM receipt");
  laptop_in (&laptop, back, &in);
  g_assert_cmpuint (in.received, ==, 0);
  g_assert_cmpuint (in.news, ==, 0);
  g_assert_cmpuint (in.problems, ==, 0);
  g_assert_cmpint (laptop_number (&laptop, "SELECT count(*) FROM receipt"), ==, receipts);

  laptop_in (&laptop, again, &in);
  g_assert_cmpuint (in.received, ==, 0);
  g_assert_cmpint (home_count_faults (laptop.home), ==, 0);
}

/* News come by number; the cursor moves with them and never back. */
static void
test_news (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) desk = laptop_new (&office, 1, "desk", "16.71");
  g_auto (Laptop) field = laptop_new (&office, 2, "field", VILLAGE);
  g_autofree char *record = laptop_record (&field, VILLAGE, FALSE, "Netral"), *path = NULL,
                  *back = NULL, *cursor = NULL, *kept = NULL;
  g_auto (PantauCourierSummary) in = { 0 };

  office_take (&office, field.home);
  path = laptop_out (&desk, &office, "tanya.pantau", NULL, NULL);
  back = office_answer (&office, path, NULL);
  laptop_in (&desk, back, &in);
  g_assert_cmpuint (in.news, >, 0);
  g_assert_true (laptop_has (&desk, record));
  cursor = pantau_home_get_setting (desk.home, "cursor");
  g_assert_cmpstr (cursor, ==, "masa-satu.1.3");

  laptop_in (&desk, back, &in);
  kept = pantau_home_get_setting (desk.home, "cursor");
  g_assert_cmpstr (kept, ==, cursor);
}

/* All that is here, also what was acknowledged: for a province that lost it, or somebody who is not sure. */
static void
test_all (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) laptop = laptop_new (&office, 1, "field", VILLAGE);
  g_autofree char *hash = laptop_attach (&laptop, VILLAGE, 1000), *path = NULL, *back = NULL,
                  *none = NULL, *all = NULL;
  PantauCourierOptions options = { .all = TRUE };
  g_auto (PantauCourierSummary) out = { 0 };

  path = laptop_out (&laptop, &office, "satu.pantau", NULL, NULL);
  back = office_answer (&office, path, NULL);
  laptop_in (&laptop, back, NULL);
  none = laptop_out (&laptop, &office, "dua.pantau", NULL, &out);
  g_assert_cmpuint (out.lines + out.files, ==, 0);
  g_assert_cmpuint (out.parcels, ==, 1);
  pantau_courier_summary_clear (&out);
  all = laptop_out (&laptop, &office, "tiga.pantau", &options, &out);
  g_assert_cmpuint (out.lines, ==, home_count (laptop.home));
  g_assert_cmpuint (out.files, ==, 1);
  /* It was received: nothing says that it is on its way. */
  g_assert_cmpint (laptop_number (&laptop, "SELECT count(*) FROM carried"), ==, 0);
}

/* A grant of the own province, newer than that which is here: a wider role comes by a stick too. */
static void
test_granted_anew (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Office) stranger = office_new ();
  g_auto (Laptop) laptop = laptop_new (&office, 1, "field", VILLAGE);
  g_autoptr (PantauPerson) person = NULL;

  pantau_keypair_free (stranger.key);
  stranger.key = pantau_keypair_new ();
  stranger.name = pantau_keypair_get_name (stranger.key);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (PantauEntry) grant =
          office_grant (i == 0 ? &stranger : &office, laptop.device,
                        pantau_home_get_device_record (laptop.home), 1, "desk", "16.71", NULL);
      g_autoptr (GPtrArray) parcels =
          g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_parcel_free);
      g_autoptr (JsonObject) content = json_object_new ();
      g_autofree char *line = test_entry_line (grant), *path = NULL;
      g_auto (PantauCourierSummary) in = { 0 };

      json_object_set_string_member (content, "kind", PANTAU_PARCEL_GRANT);
      json_object_set_string_member (content, "grant", g_strchomp (line));
      json_object_set_int_member (content, "index", 9);
      g_ptr_array_add (parcels, office_seal (&office, content, NULL, laptop.device));
      path = office_file (&office, "izin.pantau", parcels, FALSE);
      laptop_in (&laptop, path, &in);
      g_assert_cmpuint (in.grants, ==, i);
      g_assert_cmpuint (in.problems, ==, 1 - i);
    }
  person = pantau_home_get_person (laptop.home, NULL);
  g_assert_cmpstr (person->role, ==, "desk");
}

/* The second page before the first: its lines are there, its cursor waits. */
static void
test_pages_in_any_order (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) desk = laptop_new (&office, 1, "desk", "16");
  g_auto (Laptop) field = laptop_new (&office, 2, "field", VILLAGE);
  GPtrArray *pages[3];
  g_autofree char *cursor = NULL, *end = NULL;
  g_auto (PantauCourierSummary) in = { 0 };
  static const char *const after[] = { "", "masa-satu.1.4", "masa-satu.1.8" };
  static const guint order[] = { 2, 1, 0 };

  home_record_many (field.home, 10);
  office_take (&office, field.home);
  for (guint i = 0; i < 3; i++)
    {
      pages[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_parcel_free);
      g_ptr_array_add (pages[i], office_news (&office, desk.device, after[i], 4 * i, 4 * i + 4));
    }
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("halaman-%u.pantau", i);
      g_autofree char *path = office_file (&office, name, pages[order[i]], FALSE);

      g_ptr_array_unref (pages[order[i]]);
      laptop_in (&desk, path, &in);
      g_assert_cmpuint (in.waiting, ==, i < 2 ? i + 1 : 0);
      if (i == 1)
        {
          cursor = pantau_home_get_setting (desk.home, "cursor");
          g_assert_null (cursor);
        }
    }
  end = pantau_home_get_setting (desk.home, "cursor");
  g_assert_cmpstr (end, ==, "masa-satu.1.12");
  g_assert_cmpint (laptop_number (&desk, "SELECT count(*) FROM number"), ==, 12);
  g_assert_cmpint (laptop_number (&desk, "SELECT count(*) FROM parcel"), ==, 0);
}

/* Whoever has the public key of a laptop can seal to it: without the province's signature nothing moves. */
static void
test_forged_news (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Office) forger = office_new ();
  g_auto (Laptop) desk = laptop_new (&office, 1, "desk", "16");
  g_auto (Laptop) other = laptop_new (&office, 2, "desk", "16");
  g_autoptr (GPtrArray) parcels =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_parcel_free);
  g_autoptr (PantauParcel) of_other = office_news (&office, other.device, "", 0, 2);
  g_autoptr (PantauContent) theirs =
      pantau_parcel_open (of_other, pantau_home_get_key (other.home), NULL);
  g_autofree char *path = NULL, *cursor = NULL;
  g_auto (PantauCourierSummary) in = { 0 };

  pantau_keypair_free (forger.key);
  forger.key = pantau_keypair_new ();
  g_ptr_array_add (parcels, office_news (&forger, desk.device, "", 0, 0));
  /* And one that is signed, but for another laptop: it would hide what that one may not read. */
  g_ptr_array_add (parcels, office_seal (&office, theirs->json, theirs->payload, desk.device));
  path = office_file (&office, "palsu.pantau", parcels, FALSE);
  laptop_in (&desk, path, &in);
  g_assert_cmpuint (in.problems, ==, 2);
  g_assert_cmpuint (in.news, ==, 0);
  cursor = pantau_home_get_setting (desk.home, "cursor");
  g_assert_null (cursor);
}

/* ---- What is done to files ---- */

static void
write_bytes (const char *path, const guint8 *bytes, gsize length)
{
  test_file_write (path, bytes, length);
}

/* Torn anywhere: what is whole counts, nothing else happens, and the whole file heals all. */
static void
test_torn (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) desk = laptop_new (&office, 1, "desk", "16");
  g_auto (Laptop) field = laptop_new (&office, 2, "field", VILLAGE);
  g_autofree char *path = NULL, *back = NULL, *torn = office_path (&office, "sobek.pantau"),
                  *cursor = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GRand) random = test_rand_new (8);
  g_autoptr (GArray) borders = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_auto (PantauCourierSummary) in = { 0 };
  const guint8 *data;
  gsize length, line;

  home_record_many (field.home, 8);
  office_take (&office, field.home);
  office.page = 2;
  path = laptop_out (&desk, &office, "tanya.pantau", NULL, NULL);
  back = office_answer (&office, path, NULL);
  bytes = test_file_read (back);
  data = g_bytes_get_data (bytes, &length);

  for (line = (gsize) ((const guint8 *) memchr (data, '\n', length) - data) + 1; line < length;)
    {
      gsize frame;

      g_array_append_val (borders, line);
      if (!pantau_parcel_measure ((const char *) data + line, length - line, &frame, NULL) ||
          frame == 0)
        break;
      line += frame;
    }
  g_assert_cmpuint (borders->len, ==, 6);
  for (guint i = 0; i < test_rounds (200); i++)
    {
      gsize cut = (gsize) g_rand_int_range (random, (gint32) g_array_index (borders, gsize, 0),
                                            (gint32) length);

      g_array_append_val (borders, cut);
    }

  for (guint i = 0; i < borders->len; i++)
    {
      gsize cut = g_array_index (borders, gsize, i);
      guint whole = 0;

      write_bytes (torn, data, cut);
      for (guint j = 1; j < 6; j++)
        whole += g_array_index (borders, gsize, j) <= cut;
      /* Taking in costs the disk some commits each time: where the borders are matters most. */
      if (i >= 6 + test_rounds (20))
        {
          pantau_courier_summary_clear (&in);
          g_assert_true (pantau_courier_look (torn, &in, NULL, NULL));
          g_assert_true (in.torn);
          g_assert_cmpuint (in.parcels, ==, whole);
          continue;
        }
      laptop_in (&desk, torn, &in);
      g_assert_true (in.torn);
      g_assert_true (has_sentence (&in));
      g_assert_cmpuint (in.parcels, ==, whole);
      g_assert_cmpuint (in.problems, ==, 0);
    }
  laptop_in (&desk, back, &in);
  g_assert_false (in.torn);
  cursor = pantau_home_get_setting (desk.home, "cursor");
  g_assert_cmpstr (cursor, ==, "masa-satu.1.10");
  g_assert_cmpint (home_count_faults (desk.home), ==, 0);
}

/* A bit that fell over in the middle: what was before it counts, and somebody is told. */
static void
test_damaged (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) laptop = laptop_new (&office, 1, "field", VILLAGE);
  g_autofree char *record = laptop_record (&laptop, VILLAGE, TRUE, "Banjir");
  g_autofree char *path = laptop_out (&laptop, &office, "keluar.pantau", NULL, NULL);
  g_autofree char *back = office_answer (&office, path, NULL);
  g_autoptr (GBytes) bytes = test_file_read (back);
  gsize length = g_bytes_get_size (bytes);
  g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
  g_autoptr (GRand) random = test_rand_new (9);
  g_auto (PantauCourierSummary) in = { 0 };

  for (guint i = 0; i < test_rounds (30); i++)
    {
      gsize at = (gsize) g_rand_int_range (random, 0, (gint32) length);
      g_autoptr (GError) error = NULL;

      data[at] ^= (guint8) (1 << g_rand_int_range (random, 0, 8));
      write_bytes (back, data, length);
      pantau_courier_summary_clear (&in);
      if (pantau_courier_read (laptop.home, back, NULL, NULL, &in, NULL, &error))
        g_assert_true (in.torn);
      else
        g_assert_true (error->domain == PANTAU_ERROR);
      memcpy (data, g_bytes_get_data (bytes, NULL), length);
    }
  write_bytes (back, data, length);
  laptop_in (&laptop, back, &in);
  g_assert_cmpint (laptop_unsent (&laptop), ==, 0);
}

static void
assert_empty (const char *dir)
{
  g_autoptr (GDir) open = g_dir_open (dir, 0, NULL);

  g_assert_cmpstr (g_dir_read_name (open), ==, NULL);
}

/* A stick without room: no half file, no leftovers, nothing noted as handed over. */
static void
test_stick_full (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) laptop = laptop_new (&office, 1, "field", VILLAGE);
  g_autofree char *hash = laptop_attach (&laptop, VILLAGE, 3 * 1024 * 1024);
  g_autofree char *stick = office_path (&office, "stik"),
                  *path = g_build_filename (stick, "keluar.pantau", NULL);
  g_auto (PantauCourierSummary) out = { 0 };
  g_autoptr (GError) error = NULL;
  struct rlimit before, small;
  gboolean ok;

  g_assert_cmpint (g_mkdir (stick, 0700), ==, 0);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 2 * 1024 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  ok = pantau_courier_write (laptop.home, path, NULL, &out, NULL, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);

  g_assert_false (ok);
  g_assert_true (g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_FULL) ||
                 g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_IO));
  assert_empty (stick);
  g_assert_cmpint (laptop_number (&laptop, "SELECT count(*) FROM carried"), ==, 0);
  g_assert_cmpint (laptop_number (&laptop, "SELECT count(*) FROM courier"), ==, 0);
}

/* What nobody can write to, and what is there already. */
static void
test_no_place (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) laptop = laptop_new (&office, 1, "field", VILLAGE);
  g_autofree char *there = laptop_out (&laptop, &office, "ada.pantau", NULL, NULL);
  PantauCourierOptions replace = { .replace = TRUE };
  const char *const places[] = { "/proc/pantau/keluar.pantau", "/proc/keluar.pantau" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_auto (PantauCourierSummary) out = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_false (pantau_courier_write (laptop.home, places[i], NULL, &out, NULL, &error));
      g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_IO);
    }
  {
    g_auto (PantauCourierSummary) out = { 0 };
    g_autoptr (GError) error = NULL;

    g_assert_false (pantau_courier_write (laptop.home, there, NULL, &out, NULL, &error));
    g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_CONFLICT);
  }
  g_free (laptop_out (&laptop, &office, "ada.pantau", &replace, NULL));
}

/* Pulled out in the middle, or cancelled: the same. */
static void
test_cancelled (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) laptop = laptop_new (&office, 1, "field", VILLAGE);
  g_autofree char *stick = office_path (&office, "stik"),
                  *path = g_build_filename (stick, "keluar.pantau", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (PantauCourierSummary) out = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (stick, 0700), ==, 0);
  g_free (laptop_record (&laptop, VILLAGE, TRUE, "Banjir"));
  g_cancellable_cancel (cancellable);
  g_assert_false (pantau_courier_write (laptop.home, path, NULL, &out, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_empty (stick);
}

static void
test_not_one (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) laptop = laptop_new (&office, 1, "field", VILLAGE);
  g_autofree char *real = laptop_out (&laptop, &office, "asli.pantau", NULL, NULL);
  g_autofree char *text = office_path (&office, "surat.pantau"),
                  *empty = office_path (&office, "kosong.pantau"),
                  *fifo = office_path (&office, "pipa.pantau"),
                  *link = office_path (&office, "tautan.pantau"),
                  *none = office_path (&office, "tiada.pantau"),
                  *newer = office_path (&office, "baru.pantau"),
                  *zeros = office_path (&office, "nol.pantau");
  g_autofree guint8 *nothing = g_malloc0 (100000);
  static const char line[] = "#pantau-courier-1\t{\"v\":2}\n";

  write_bytes (text, (const guint8 *) "Kepada Yth.\n", 12);
  write_bytes (empty, (const guint8 *) "", 0);
  write_bytes (newer, (const guint8 *) line, sizeof line - 1);
  write_bytes (zeros, nothing, 100000);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_cmpint (symlink (real, link), ==, 0);

  assert_refused (&laptop, text, PANTAU_ERROR_MALFORMED);
  assert_refused (&laptop, empty, PANTAU_ERROR_MALFORMED);
  assert_refused (&laptop, zeros, PANTAU_ERROR_MALFORMED);
  assert_refused (&laptop, newer, PANTAU_ERROR_NEWER);
  assert_refused (&laptop, fifo, PANTAU_ERROR_INVALID);
  assert_refused (&laptop, link, PANTAU_ERROR_INVALID);
  assert_refused (&laptop, "/dev/zero", PANTAU_ERROR_INVALID);
  assert_refused (&laptop, office.dir, PANTAU_ERROR_INVALID);
  assert_refused (&laptop, none, PANTAU_ERROR_NOT_FOUND);
}

static void
test_others (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Office) elsewhere = office_new ();
  g_auto (Laptop) laptop = laptop_new (&office, 1, "field", VILLAGE);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autofree char *practice = office_file (&office, "latihan.pantau", none, TRUE), *foreign = NULL;
  g_auto (Place) fresh = place_new ();
  g_autoptr (PantauHome) nobody = place_open (&fresh);
  g_auto (PantauCourierSummary) summary = { 0 };
  g_autoptr (GError) error = NULL;

  pantau_keypair_free (elsewhere.key);
  elsewhere.key = pantau_keypair_new ();
  elsewhere.name = pantau_keypair_get_name (elsewhere.key);
  foreign = office_file (&elsewhere, "lain.pantau", none, FALSE);
  assert_refused (&laptop, practice, PANTAU_ERROR_REFUSED);
  assert_refused (&laptop, foreign, PANTAU_ERROR_REFUSED);

  g_assert_false (pantau_courier_read (nobody, practice, NULL, NULL, &summary, NULL, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_NOT_ENROLLED);
  g_clear_error (&error);
  pantau_courier_summary_clear (&summary);
  g_assert_false (pantau_courier_write (nobody, "x.pantau", NULL, &summary, NULL, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_NOT_ENROLLED);
}

/* The one who made it reads it: nothing happens, and he is told. */
static void
test_own (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) laptop = laptop_new (&office, 1, "field", VILLAGE);
  g_autofree char *path = laptop_out (&laptop, &office, "keluar.pantau", NULL, NULL);
  g_auto (PantauCourierSummary) in = { 0 };

  laptop_in (&laptop, path, &in);
  g_assert_true (has_sentence (&in));
  g_assert_cmpuint (in.foreign, ==, 0);
  g_assert_cmpint (laptop_number (&laptop, "SELECT count(*) FROM parcel"), ==, 0);
}

/* A lost stick tells nobody what is in it: titles, stories, kinds, places, who. */
static void
test_hides (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) laptop = laptop_new (&office, 1, "field", VILLAGE);
  g_autofree char *record = laptop_record (&laptop, VILLAGE, FALSE, "KenariTercetak");
  g_autofree char *hash = laptop_attach (&laptop, VILLAGE, 70000);
  g_autofree char *path = laptop_out (&laptop, &office, "keluar.pantau", NULL, NULL);
  g_autoptr (GBytes) bytes = test_file_read (path);
  const char *const canaries[] = { "KenariTercetak", record, hash,  VILLAGE,
                                   "record.create",  "risk", "P01", "Foto" };
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  for (guint i = 0; i < G_N_ELEMENTS (canaries); i++)
    g_assert_null (memmem (data, length, canaries[i], strlen (canaries[i])));
}

/* Small sticks: parts that are read alone, in any order. */
static void
test_split (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) laptop = laptop_new (&office, 1, "field", VILLAGE);
  g_autofree char *hash = laptop_attach (&laptop, VILLAGE, 9 * 1024 * 1024);
  PantauCourierOptions options = { .most = PANTAU_COURIER_LEAST };
  g_auto (PantauCourierSummary) out = { 0 };
  g_autofree char *path = laptop_out (&laptop, &office, "besar.pantau", &options, &out);
  guint n = g_strv_length (out.paths), opened = 0;

  g_assert_cmpuint (n, ==, 3);
  g_assert_true (g_str_has_suffix (out.paths[2], "besar-3.pantau"));
  for (guint i = n; i > 0; i--)
    {
      g_autofree char *back = NULL;
      guint some;

      g_assert_cmpint (file_size (out.paths[i - 1]), <=, PANTAU_COURIER_LEAST);
      back = office_answer (&office, out.paths[i - 1], &some);
      opened += some;
      laptop_in (&laptop, back, NULL);
    }
  g_assert_cmpuint (opened, ==, out.parcels);
  g_assert_cmpint (laptop_unsent (&laptop), ==, 0);
  g_assert_cmpint (laptop_number (&laptop, "SELECT count(*) FROM upload WHERE state = 'sent'"), ==,
                   1);
}

/* ---- Files ---- */

static void
test_stored (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) laptop = laptop_new (&office, 1, "field", VILLAGE);
  g_autofree char *hash = laptop_attach (&laptop, VILLAGE, 2500000);
  PantauCourierOptions options = { .no_files = TRUE };
  g_auto (PantauCourierSummary) out = { 0 };
  g_auto (PantauCourierSummary) in = { 0 };
  g_autofree char *lines = laptop_out (&laptop, &office, "baris.pantau", &options, &out);
  g_autofree char *all = NULL, *back = NULL;

  g_assert_cmpuint (out.files, ==, 0);
  pantau_courier_summary_clear (&out);
  all = laptop_out (&laptop, &office, "semua.pantau", NULL, &out);
  g_assert_cmpuint (out.files, ==, 1);
  g_assert_cmpuint (out.parcels, ==, 5);
  back = office_answer (&office, all, NULL);
  laptop_in (&laptop, back, &in);
  g_assert_cmpuint (in.stored, ==, 1);
  g_assert_cmpint (laptop_number (&laptop, "SELECT count(*) FROM upload WHERE state = 'sent'"), ==,
                   1);
}

static PantauParcel *
piece_of (Office *office,
          const char *device,
          const char *hash,
          const guint8 *bytes,
          goffset size,
          goffset offset,
          gsize length)
{
  g_autoptr (JsonObject) content = json_object_new ();
  g_autoptr (GBytes) payload = g_bytes_new (bytes + offset, length);

  json_object_set_string_member (content, "kind", PANTAU_PARCEL_FILE);
  json_object_set_string_member (content, "from", office->name);
  json_object_set_string_member (content, "hash", hash);
  json_object_set_int_member (content, "size", size);
  json_object_set_int_member (content, "offset", offset);

  return office_seal (office, content, payload, device);
}

/* The end of a file before its beginning, and both before the line that names it. */
static void
test_pieces_in_any_order (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) desk = laptop_new (&office, 1, "desk", "16");
  g_auto (Laptop) field = laptop_new (&office, 2, "field", VILLAGE);
  g_autofree char *hash = laptop_attach (&field, VILLAGE, 1500);
  g_autoptr (GBytes) file =
      pantau_blobs_get_bytes (pantau_home_get_blobs (field.home), hash, 2000, NULL);
  const guint8 *bytes = g_bytes_get_data (file, NULL);
  static const goffset offsets[] = { 1000, 0, 500 };
  g_autofree char *ask = NULL, *news = NULL;
  g_auto (PantauCourierSummary) in = { 0 };

  office_take (&office, field.home);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GPtrArray) one =
          g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_parcel_free);
      g_autofree char *name = g_strdup_printf ("potong-%u.pantau", i), *path = NULL;

      g_ptr_array_add (one, piece_of (&office, desk.device, hash, bytes, 1500, offsets[i], 500));
      path = office_file (&office, name, one, FALSE);
      laptop_in (&desk, path, &in);
      g_assert_cmpuint (in.waiting, ==, i + 1);
    }
  g_assert_false (pantau_blobs_has (pantau_home_get_blobs (desk.home), hash));

  ask = laptop_out (&desk, &office, "tanya.pantau", NULL, NULL);
  news = office_answer (&office, ask, NULL);
  laptop_in (&desk, news, &in);
  g_assert_cmpuint (in.files, ==, 1);
  g_assert_cmpuint (in.waiting, ==, 0);
  g_assert_true (pantau_blobs_check (pantau_home_get_blobs (desk.home), hash, NULL, NULL));
}

/* Names and numbers that are none; bytes that are others. */
static void
test_hostile_files (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) laptop = laptop_new (&office, 1, "field", VILLAGE);
  g_autofree char *hash = laptop_attach (&laptop, VILLAGE, 10);
  g_autoptr (GPtrArray) parcels =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_parcel_free);
  g_autofree char *path = NULL, *zeros = g_strnfill (64, '0');
  static const guint8 bytes[64] = { 1 };
  const char *const names[] = { "../../../../tmp/x", "", "/etc/passwd", "CON", "a/b" };
  g_auto (PantauCourierSummary) in = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (parcels, piece_of (&office, laptop.device, names[i], bytes, 5, 0, 5));
  g_ptr_array_add (parcels, piece_of (&office, laptop.device, zeros, bytes, 3, 0, 5));
  g_ptr_array_add (parcels, piece_of (&office, laptop.device, zeros, bytes,
                                      G_GINT64_CONSTANT (9007199254740000), 0, 5));
  g_ptr_array_add (parcels, piece_of (&office, laptop.device, zeros, bytes, 20, 18, 5));
  path = office_file (&office, "jahat.pantau", parcels, FALSE);
  laptop_in (&laptop, path, &in);
  g_assert_cmpuint (in.problems, ==, parcels->len);
  g_assert_cmpuint (in.files, ==, 0);

  /* The name of a file that a line here names, and other bytes. */
  g_ptr_array_set_size (parcels, 0);
  g_assert_true (pantau_blobs_remove (pantau_home_get_blobs (laptop.home), hash, NULL));
  g_ptr_array_add (parcels, piece_of (&office, laptop.device, hash, bytes, 10, 0, 10));
  g_free (path);
  path = office_file (&office, "tukar.pantau", parcels, FALSE);
  laptop_in (&laptop, path, &in);
  g_assert_cmpuint (in.problems, ==, 1);
  g_assert_false (pantau_blobs_has (pantau_home_get_blobs (laptop.home), hash));
}

/* ---- From laptop to laptop ---- */

static char *
card_of (Laptop *laptop, Office *office, const char *name)
{
  g_autoptr (GError) error = NULL;
  char *path = office_path (office, name);

  pantau_courier_write_card (laptop->home, path, FALSE, &error);
  g_assert_no_error (error);

  return path;
}

/* A kecamatan gets the open lines of its villages, and never a closed one; nor does another kecamatan get any. */
static void
test_kecamatan (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) village = laptop_new (&office, 1, "field", VILLAGE);
  g_auto (Laptop) kecamatan = laptop_new (&office, 2, "field", KECAMATAN);
  g_auto (Laptop) other = laptop_new (&office, 3, "field", OTHER);
  g_autofree char *open = laptop_record (&village, VILLAGE, TRUE, "Terbuka"),
                  *closed = laptop_record (&village, VILLAGE, FALSE, "Tertutup"),
                  *hash = laptop_attach (&village, VILLAGE, 5000);
  g_autofree char *card = card_of (&kecamatan, &office, "kartu-kec.pantau"),
                  *other_card = card_of (&other, &office, "kartu-lain.pantau"), *path = NULL,
                  *back = NULL;
  const char *const cards[] = { card, other_card, NULL };
  PantauCourierOptions options = { .cards = cards };
  g_autoptr (PantauCourierReader) reader = NULL;
  g_auto (PantauCourierSummary) in = { 0 };

  path = laptop_out (&village, &office, "untuk.pantau", &options, NULL);
  /* Who made it has asked the table too: there is nothing in it for who may read nothing. */
  reader = pantau_courier_reader_open (path, NULL);
  for (;;)
    {
      g_autoptr (PantauParcel) parcel = NULL;

      g_assert_true (pantau_courier_reader_next (reader, &parcel, NULL));
      if (parcel == NULL)
        break;
      g_assert_false (pantau_parcel_is_for (parcel, other.device));
    }
  laptop_in (&other, path, &in);
  g_assert_cmpuint (in.lines, ==, 0);
  laptop_in (&kecamatan, path, &in);
  g_assert_cmpuint (in.lines, ==, 2);
  g_assert_cmpuint (in.files, ==, 1);
  g_assert_true (laptop_has (&kecamatan, open));
  g_assert_false (laptop_has (&kecamatan, closed));
  g_assert_cmpint (laptop_number (&kecamatan, "SELECT count(*) FROM entry WHERE open = 0 AND type "
                                              "NOT LIKE 'device.%'"),
                   ==, 0);

  /* It brings them to the province like own ones, and the rest sealed as it came. */
  g_assert_cmpint (laptop_unsent (&kecamatan), ==, 2);
  g_assert_cmpint (laptop_number (&kecamatan, "SELECT count(*) FROM parcel"), >, 0);
  g_free (path);
  path = laptop_out (&kecamatan, &office, "antar.pantau", NULL, NULL);
  back = office_answer (&office, path, NULL);
  laptop_in (&kecamatan, back, &in);
  g_assert_cmpint (laptop_unsent (&kecamatan), ==, 0);
  g_assert_cmpuint (in.received, ==, 0);
  g_assert_true (laptop_unsent (&village) == 3);
  laptop_in (&village, back, &in);
  g_assert_cmpuint (in.received, ==, 3);
}

/* A desk gets all of its region. */
static void
test_desk (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) village = laptop_new (&office, 1, "field", VILLAGE);
  g_auto (Laptop) desk = laptop_new (&office, 2, "desk", "16.71");
  g_autofree char *open = laptop_record (&village, VILLAGE, TRUE, "Terbuka"),
                  *closed = laptop_record (&village, VILLAGE, FALSE, "Tertutup");
  g_autofree char *card = card_of (&desk, &office, "kartu.pantau"), *path = NULL;
  const char *const cards[] = { card, NULL };
  PantauCourierOptions options = { .cards = cards };
  g_auto (PantauCourierSummary) in = { 0 };
  const PantauCourierAuthor *author;
  g_autoptr (GPtrArray) words = NULL;
  g_autofree char *said = NULL;

  path = laptop_out (&village, &office, "untuk.pantau", &options, NULL);
  laptop_in (&desk, path, &in);
  g_assert_true (laptop_has (&desk, open));
  g_assert_true (laptop_has (&desk, closed));

  /* And is told whose they are. */
  g_assert_cmpuint (in.authors->len, ==, 1);
  author = g_ptr_array_index (in.authors, 0);
  g_assert_cmpstr (author->device, ==, pantau_home_get_device (village.home));
  g_assert_cmpuint (author->lines, ==, in.lines);
  g_assert_nonnull (author->who);
  g_assert_cmpstr (in.who, ==, author->who);
  words = pantau_courier_author_words (&in);
  said = g_strdup_printf ("of %s: 2 lines", author->who);
  g_assert_true (g_ptr_array_find_with_equal_func (words, said, g_str_equal, NULL));
}

/* Whoever makes a file may be wrong, or lie, about who may read a line: the reader asks again. */
static void
test_reader_judges (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) village = laptop_new (&office, 1, "field", VILLAGE);
  g_auto (Laptop) kecamatan = laptop_new (&office, 2, "field", KECAMATAN);
  g_auto (Place) stranger = place_new ();
  g_autoptr (PantauHome) unknown = place_open (&stranger);
  g_autofree char *closed = laptop_record (&village, VILLAGE, FALSE, "Tertutup"),
                  *forged = home_record_in (unknown, KECAMATAN), *path = NULL;
  PantauHome *const homes[] = { village.home, unknown };
  g_autoptr (GPtrArray) parcels =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_parcel_free);
  g_auto (PantauCourierSummary) in = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (homes); i++)
    {
      g_autoptr (GPtrArray) lines =
          pantau_ledger_read_after (pantau_home_get_ledger (homes[i]), 0, 500, NULL, NULL);
      g_autoptr (JsonObject) content = json_object_new ();
      g_autoptr (GString) grants = g_string_new (NULL);
      g_autoptr (GBytes) payload = NULL;
      g_autofree char *text = NULL;
      JsonArray *array = json_array_new ();

      /* The village's own grant comes with it, as it would. */
      pantau_entry_append_line (g_ptr_array_index (office.lines, 0), grants);
      json_array_add_string_element (array, grants->str);
      json_object_set_string_member (content, "kind", PANTAU_PARCEL_LINES);
      json_object_set_string_member (content, "from", village.device);
      json_object_set_array_member (content, "grants", array);
      {
        g_autoptr (GString) all = g_string_new (NULL);

        for (guint j = 0; j < lines->len; j++)
          pantau_entry_append_line (g_ptr_array_index (lines, j), all);
        payload = pantau_codec_encode (PANTAU_CODING_ZSTD, 3, all->str, all->len);
      }
      g_ptr_array_add (parcels, office_seal (&office, content, payload, kecamatan.device));
    }
  path = office_file (&office, "bohong.pantau", parcels, FALSE);
  laptop_in (&kecamatan, path, &in);
  g_assert_cmpuint (in.lines, ==, 0);
  g_assert_true (has_sentence (&in));
  g_assert_false (laptop_has (&kecamatan, closed));
  g_assert_false (laptop_has (&kecamatan, forged));
  g_assert_cmpint (laptop_unsent (&kecamatan), ==, 0);
}

/* ---- Carrying ---- */

/* Three villages through one kecamatan, which can open nothing of it; the answers come back by it too. */
static void
test_carries (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) carrier = laptop_new (&office, 9, "field", KECAMATAN);
  Laptop villages[3] = { { { 0 } } };
  g_autofree char *path = NULL, *back = NULL, *home_way = NULL, *empty = NULL;
  g_auto (PantauCourierSummary) in = { 0 };
  g_auto (PantauCourierSummary) out = { 0 };

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("desa-%u.pantau", i), *of = NULL;

      villages[i] = laptop_new (&office, i + 1, "field", VILLAGE);
      g_free (laptop_record (&villages[i], VILLAGE, FALSE, "RahasiaDesa"));
      of = laptop_out (&villages[i], &office, name, NULL, NULL);
      laptop_in (&carrier, of, &in);
      g_assert_cmpuint (in.foreign, ==, 2);
      laptop_in (&carrier, of, &in);
      g_assert_cmpuint (in.foreign, ==, 0);
    }
  {
    g_autoptr (GPtrArray) list = pantau_parcels_list (carrier.home, NULL, NULL);

    g_assert_cmpuint (list->len, ==, 6);
    for (guint i = 0; i < list->len; i++)
      {
        const PantauKept *kept = g_ptr_array_index (list, i);
        g_autoptr (PantauParcel) parcel = pantau_parcels_load (carrier.home, kept->hash, NULL);

        g_assert_nonnull (parcel);
        g_assert_null (pantau_parcel_open (parcel, pantau_home_get_key (carrier.home), NULL));
      }
  }

  path = laptop_out (&carrier, &office, "antar.pantau", NULL, &out);
  g_assert_cmpuint (out.foreign, ==, 6);
  back = office_answer (&office, path, NULL);
  laptop_in (&carrier, back, &in);
  g_assert_cmpuint (in.answers, >=, 3);
  /* What was answered is carried no longer; the receipts are. */
  pantau_courier_summary_clear (&out);
  home_way = laptop_out (&carrier, &office, "pulang.pantau", NULL, &out);
  g_assert_cmpuint (out.answers, >=, 3);
  g_assert_cmpint (laptop_number (&carrier, "SELECT count(*) FROM parcel WHERE state = 'passed'"),
                   ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      laptop_in (&villages[i], home_way, &in);
      g_assert_cmpuint (in.received, ==, 1);
      g_assert_cmpint (laptop_unsent (&villages[i]), ==, 0);
      laptop_clear (&villages[i]);
    }
  /* The same stick once more brings nothing back to be carried. */
  empty = laptop_out (&carrier, &office, "lagi.pantau", NULL, NULL);
}

static void
test_carries_so_much (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) carrier = laptop_new (&office, 1, "field", KECAMATAN);
  g_auto (Laptop) village = laptop_new (&office, 2, "field", VILLAGE);
  g_autofree char *path = laptop_out (&village, &office, "desa.pantau", NULL, NULL);
  g_autoptr (PantauCourierList) list = NULL;
  g_auto (PantauCourierSummary) in = { 0 };

  g_assert_true (pantau_db_script (
      pantau_home_get_db (carrier.home),
      "INSERT INTO parcel (hash, id, addressee, answers, size, received, state) VALUES ('"
      "0000000000000000000000000000000000000000000000000000000000000000"
      "', 'x', 'y', NULL, 2147483648, unixepoch () - 1, 'waiting')",
      NULL));
  laptop_in (&carrier, path, &in);
  g_assert_true (has_sentence (&in));
  g_assert_cmpuint (in.foreign, ==, 0);

  /* Too old: given up, and somebody is told. */
  g_assert_true (
      pantau_db_script (pantau_home_get_db (carrier.home),
                        "UPDATE parcel SET size = 1, received = unixepoch () - 91 * 86400", NULL));
  laptop_in (&carrier, path, &in);
  g_assert_true (has_sentence (&in));
  g_assert_cmpuint (in.foreign, >, 0);
  list = pantau_courier_list (pantau_home_get_db (carrier.home), 10, NULL);
  g_assert_cmpuint (list->carried, ==, in.foreign);
  g_assert_cmpuint (list->events->len, ==, 2);
}

/* ---- A broken laptop ---- */

/* Its journal is read elsewhere: what that laptop may not read leaves it sealed, and none of it is lost. */
static void
test_journal (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) broken = laptop_new (&office, 1, "field", VILLAGE);
  g_auto (Laptop) kecamatan = laptop_new (&office, 2, "field", KECAMATAN);
  g_autofree char *open = laptop_record (&broken, VILLAGE, TRUE, "Terbuka"),
                  *closed = laptop_record (&broken, VILLAGE, FALSE, "TertutupDiJurnal"),
                  *journal = g_build_filename (broken.place.path, "journal.pantau", NULL),
                  *path = NULL, *back = NULL;
  g_auto (PantauCourierSummary) in = { 0 };

  laptop_in (&kecamatan, journal, &in);
  g_assert_cmpint (in.kind, ==, PANTAU_COURIER_JOURNAL);
  g_assert_false (laptop_has (&kecamatan, closed));
  g_assert_cmpuint (in.foreign, >, 0);
  laptop_in (&kecamatan, journal, &in);
  g_assert_cmpuint (in.foreign, ==, 0);

  path = laptop_out (&kecamatan, &office, "antar.pantau", NULL, NULL);
  back = office_answer (&office, path, NULL);
  laptop_in (&broken, back, &in);
  g_assert_cmpuint (in.received, ==, 2);
}

/* ---- Enrolment ---- */

static void
test_enroll (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  g_autofree char *path = office_path (&office, "daftar.pantau"),
                  *before = home_record_in (home, VILLAGE), *text = NULL, *mac = NULL,
                  *answer = NULL, *waits = NULL;
  guint8 code[PANTAU_INVITE_CODE_SIZE];
  g_autoptr (PantauInvite) invite = NULL;
  g_autoptr (PantauCourierReader) reader = NULL;
  g_autoptr (PantauParcel) parcel = NULL;
  g_autoptr (PantauContent) content = NULL;
  g_autoptr (PantauEntry) grant = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (JsonObject) json = json_object_new ();
  g_autoptr (GPtrArray) parcels =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_parcel_free);
  g_auto (PantauCourierSummary) out = { 0 };
  g_auto (PantauCourierSummary) in = { 0 };
  g_autoptr (GError) error = NULL;

  memset (code, 5, sizeof code);
  text = pantau_invite_format (code);
  invite = pantau_invite_new (code);
  pantau_courier_enroll (home, path, "http://127.0.0.1:1", text, NULL, FALSE, FALSE, &out, NULL,
                         &error);
  g_assert_no_error (error);
  g_assert_cmpuint (out.lines, ==, 2);

  /* Only who knows the code opens it. */
  reader = pantau_courier_reader_open (path, &error);
  g_assert_true (pantau_courier_reader_next (reader, &parcel, &error));
  content = pantau_parcel_open_invited (parcel, invite, &error);
  g_assert_no_error (error);
  g_assert_nonnull (pantau_json_string (content->json, "enroll"));

  /* A grant by somebody else changes nothing. */
  mac = pantau_invite_grant_mac (invite, office.name, pantau_home_get_device (home));
  for (guint i = 0; i < 2; i++)
    {
      g_clear_pointer (&grant, pantau_entry_unref);
      grant = office_grant (&office, pantau_home_get_device (home),
                            pantau_home_get_device_record (home), 1, "field", VILLAGE,
                            i == 0 ? "0000" : mac);
      g_string_truncate (line, 0);
      pantau_entry_append_line (grant, line);
      g_string_truncate (line, line->len - 1);
      json_object_set_string_member (json, "kind", PANTAU_PARCEL_GRANT);
      json_object_set_string_member (json, "grant", line->str);
      json_object_set_int_member (json, "index", office.index);
      g_ptr_array_set_size (parcels, 0);
      g_ptr_array_add (parcels, office_seal (&office, json, NULL, pantau_home_get_device (home)));
      g_free (answer);
      answer = office_file (&office, "jawab.pantau", parcels, FALSE);
      pantau_courier_summary_clear (&in);
      pantau_courier_read (home, answer, NULL, NULL, &in, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (in.grants, ==, i);
      g_assert_cmpint (pantau_home_get_province (home) != NULL, ==, i == 1);
    }
  g_assert_cmpstr (pantau_home_get_province (home), ==, office.name);
  g_assert_cmpstr (pantau_home_get_server (home), ==, "http://127.0.0.1:1");
  waits = pantau_home_get_setting (home, "joining");
  g_assert_null (waits);
  g_assert_false (pantau_enroll_is_awaited (home));
}

/* ---- The province forgets ---- */

/* A receipt of an epoch that is new and later: all is offered again. One from before it is proof, and counts no more. */
static void
test_restored (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) laptop = laptop_new (&office, 1, "field", VILLAGE);
  g_autofree char *first = laptop_record (&laptop, VILLAGE, TRUE, "Satu"),
                  *old = laptop_out (&laptop, &office, "lama.pantau", NULL, NULL),
                  *old_back = office_answer (&office, old, NULL), *second = NULL, *fresh = NULL,
                  *fresh_back = NULL, *epoch = NULL;
  g_auto (PantauCourierSummary) in = { 0 };

  laptop_in (&laptop, old_back, NULL);
  g_assert_cmpint (laptop_unsent (&laptop), ==, 0);

  /* Receipts have whole seconds. */
  g_usleep (1100 * 1000);
  office_restore (&office, "masa-dua");
  second = laptop_record (&laptop, VILLAGE, TRUE, "Dua");
  fresh = laptop_out (&laptop, &office, "baru.pantau", NULL, NULL);
  fresh_back = office_answer (&office, fresh, NULL);
  laptop_in (&laptop, fresh_back, &in);
  g_assert_true (has_sentence (&in));
  epoch = pantau_home_get_setting (laptop.home, "epoch");
  g_assert_cmpstr (epoch, ==, "masa-dua");
  /* The first one is to be sent again, the second one was received. */
  g_assert_cmpuint (in.received, ==, 1);
  g_assert_cmpint (laptop_unsent (&laptop), >=, 1);
  g_assert_cmpint (laptop_number (&laptop, "SELECT count(*) FROM contradiction"), ==, 1);

  laptop_in (&laptop, old_back, &in);
  g_assert_cmpuint (in.received, ==, 0);
  g_assert_cmpint (laptop_unsent (&laptop), >=, 1);
  g_assert_cmpint (home_count_faults (laptop.home), ==, 0);
}

/* A receipt of an epoch that nobody here has heard of, and that is over already: it begins nothing. */
static void
test_late_receipt (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) laptop = laptop_new (&office, 1, "field", VILLAGE);
  g_autofree char *record = laptop_record (&laptop, VILLAGE, TRUE, "Satu"),
                  *path = laptop_out (&laptop, &office, "keluar.pantau", NULL, NULL), *late = NULL,
                  *back = NULL, *epoch = NULL;
  g_auto (PantauCourierSummary) in = { 0 };

  office_restore (&office, "masa-nol");
  late = office_answer (&office, path, NULL);
  /* Receipts have whole seconds. */
  g_usleep (1100 * 1000);
  office_restore (&office, "masa-satu");
  office_take (&office, laptop.home);
  back = office_answer (&office, path, NULL);
  laptop_in (&laptop, back, &in);
  g_assert_cmpuint (in.received, ==, 1);

  laptop_in (&laptop, late, &in);
  g_assert_true (has_sentence (&in));
  g_assert_cmpuint (in.received, ==, 0);
  epoch = pantau_home_get_setting (laptop.home, "epoch");
  g_assert_cmpstr (epoch, ==, "masa-satu");
  g_assert_cmpint (laptop_unsent (&laptop), ==, 0);
  g_assert_cmpint (laptop_number (&laptop, "SELECT count(*) FROM contradiction"), ==, 0);
}

/* One number for two lines: it is said, nothing is believed, and the rest of the file counts. */
static void
test_rewritten (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) laptop = laptop_new (&office, 1, "field", VILLAGE);
  g_autofree char *record = laptop_record (&laptop, VILLAGE, TRUE, "Satu"),
                  *hash = laptop_attach (&laptop, VILLAGE, 100),
                  *path = laptop_out (&laptop, &office, "keluar.pantau", NULL, NULL), *back = NULL;
  g_auto (PantauCourierSummary) in = { 0 };

  /* Number 1 is the laptop's grant. */
  office_restore (&office, "masa-satu");
  back = office_answer (&office, path, NULL);
  laptop_in (&laptop, back, &in);
  g_assert_true (has_sentence (&in));
  g_assert_cmpuint (in.problems, >=, 1);
  g_assert_cmpuint (in.received, ==, 0);
  g_assert_cmpuint (in.stored, ==, 1);
  g_assert_cmpint (laptop_unsent (&laptop), ==, 2);
}

/* Two signed heads for one number, and a head that is lower than what was signed before: both are kept as proof, and all is offered again. */
static void
test_heads (void)
{
  for (guint i = 0; i < 4; i++)
    {
      g_auto (Office) office = office_new ();
      g_auto (Laptop) laptop = laptop_new (&office, 1, "field", VILLAGE);
      g_autofree char *record = laptop_record (&laptop, VILLAGE, TRUE, "Satu"),
                      *path = laptop_out (&laptop, &office, "keluar.pantau", NULL, NULL),
                      *back = office_answer (&office, path, NULL), *sealed = NULL, *said = NULL,
                      *epoch = NULL, *hex = pantau_hex (office.head, sizeof office.head),
                      *zeros = g_strnfill (PANTAU_SHA256_HEX, '0');
      /* The same; another for the same number; lower, signed later; lower, signed before. */
      PantauHead head = { .epoch = office.epoch,
                          .time =
                              i == 3 ? "2020-01-01T08:00:00+07:00" : "2099-01-01T08:00:00+07:00",
                          .index = i < 2 ? office.index : 1,
                          .head = i == 0 ? hex : zeros };
      g_autoptr (JsonObject) content = NULL;
      g_autoptr (GPtrArray) parcels =
          g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_parcel_free);
      g_auto (PantauCourierSummary) in = { 0 };

      laptop_in (&laptop, back, NULL);
      sealed = pantau_head_seal (&head, office.key);
      content = pantau_json_parse_known (sealed, NULL);
      json_object_set_string_member (content, "kind", PANTAU_PARCEL_HEAD);
      json_object_set_int_member (content, "asked", 2);
      g_ptr_array_add (parcels, office_seal (&office, content, NULL, laptop.device));
      said = office_file (&office, "kepala.pantau", parcels, FALSE);
      laptop_in (&laptop, said, &in);

      epoch = pantau_home_get_setting (laptop.home, "epoch");
      g_assert_cmpstr (epoch, ==, i == 1 || i == 2 ? "masa-satu~2" : "masa-satu");
      g_assert_cmpint (laptop_unsent (&laptop) > 0, ==, i == 1 || i == 2);
      g_assert_cmpint (laptop_number (&laptop, "SELECT count(*) FROM contradiction"), ==,
                       i == 1 || i == 2);
    }
}

/* A receipt for other lines, or by another key, takes nothing out of what is to be sent. */
static void
test_false_receipt (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Office) forger = office_new ();
  g_auto (Laptop) laptop = laptop_new (&office, 1, "field", VILLAGE);
  g_autofree char *record = laptop_record (&laptop, VILLAGE, TRUE, "Banjir"),
                  *path = laptop_out (&laptop, &office, "keluar.pantau", NULL, NULL), *back = NULL,
                  *false_back = NULL;
  g_autoptr (GPtrArray) parcels =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_parcel_free);
  g_autoptr (PantauCourierReader) reader = NULL;
  g_auto (PantauCourierSummary) in = { 0 };

  back = office_answer (&office, path, NULL);
  reader = pantau_courier_reader_open (back, NULL);
  for (;;)
    {
      g_autoptr (PantauParcel) parcel = NULL;
      g_autoptr (PantauContent) content = NULL;
      g_autofree char *text = NULL;
      JsonObject *statement;
      JsonArray *ids;

      g_assert_true (pantau_courier_reader_next (reader, &parcel, NULL));
      if (parcel == NULL)
        break;
      content = pantau_parcel_open (parcel, pantau_home_get_key (laptop.home), NULL);
      if (!g_str_equal (content->kind, PANTAU_PARCEL_RECEIPT))
        continue;

      /* One id more than it was signed for. */
      ids = pantau_json_array (content->json, "ids");
      json_array_add_string_element (ids, json_array_get_string_element (ids, 0));
      g_ptr_array_add (parcels, office_seal (&office, content->json, NULL, laptop.device));
      json_array_remove_element (ids, 1);

      /* The same words, signed by nobody we know. */
      statement = pantau_json_object (content->json, "receipt");
      pantau_keypair_free (forger.key);
      forger.key = pantau_keypair_new ();
      text = pantau_keypair_sign (forger.key, PANTAU_PURPOSE_RECEIPT,
                                  pantau_json_string (statement, "text"),
                                  strlen (pantau_json_string (statement, "text")));
      json_object_set_string_member (statement, "signature", text);
      g_ptr_array_add (parcels, office_seal (&office, content->json, NULL, laptop.device));
    }
  g_assert_cmpuint (parcels->len, ==, 2);
  false_back = office_file (&office, "palsu.pantau", parcels, FALSE);
  laptop_in (&laptop, false_back, &in);
  g_assert_cmpuint (in.problems, ==, 2);
  g_assert_cmpint (laptop_unsent (&laptop), ==, 1);
}

/* ---- Cards ---- */

static void
test_cards (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) laptop = laptop_new (&office, 1, "field", VILLAGE);
  g_autofree char *path = card_of (&laptop, &office, "kartu.pantau"),
                  *changed = office_path (&office, "ubah.pantau");
  g_autoptr (GBytes) bytes = test_file_read (path);
  gsize length = g_bytes_get_size (bytes);
  g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
  g_autoptr (GRand) random = test_rand_new (10);
  g_autoptr (PantauCard) card = pantau_card_read (path, NULL);
  g_auto (PantauCourierSummary) look = { 0 };

  g_assert_nonnull (card);
  g_assert_cmpstr (card->person->device, ==, laptop.device);
  g_assert_cmpstr (card->person->role, ==, "field");
  g_assert_true (pantau_courier_look (path, &look, NULL, NULL));
  g_assert_cmpint (look.kind, ==, PANTAU_COURIER_CARD);
  g_assert_cmpstr (look.who, ==, "P01");
  assert_refused (&laptop, path, PANTAU_ERROR_INVALID);

  /* Whatever is changed, the card is for this laptop of this province or for nobody. */
  for (guint i = 0; i < test_rounds (100); i++)
    {
      gsize at = (gsize) g_rand_int_range (random, 0, (gint32) length);
      guint8 bit = (guint8) (1 << g_rand_int_range (random, 0, 8));
      g_autoptr (PantauCard) read = NULL;

      data[at] ^= bit;
      write_bytes (changed, data, length);
      read = pantau_card_read (changed, NULL);
      data[at] ^= bit;
      if (read == NULL)
        continue;
      g_assert_cmpstr (read->person->device, ==, laptop.device);
      g_assert_cmpstr (read->person->role, ==, "field");
      g_assert_cmpstr (read->person->region, ==, VILLAGE);
      g_assert_cmpstr (read->province, ==, office.name);
    }
}

/* ---- Beside other work ---- */

typedef struct
{
  PantauHome *home;
  int stop; /* atomic */
  guint n;
} Busy;

static gpointer
record_on (gpointer data)
{
  Busy *busy = data;

  while (!g_atomic_int_get (&busy->stop))
    {
      g_free (home_record_in (busy->home, VILLAGE));
      busy->n++;
    }

  return NULL;
}

/* Somebody records while another thread takes a file in. */
static void
test_beside (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) desk = laptop_new (&office, 1, "desk", "16");
  g_auto (Laptop) field = laptop_new (&office, 2, "field", VILLAGE);
  g_autofree char *path = NULL, *back = NULL;
  Busy busy = { desk.home, 0, 0 };
  GThread *thread;
  g_auto (PantauCourierSummary) in = { 0 };

  home_record_many (field.home, 60);
  office_take (&office, field.home);
  office.page = 5;
  path = laptop_out (&desk, &office, "tanya.pantau", NULL, NULL);
  back = office_answer (&office, path, NULL);
  thread = g_thread_new ("records", record_on, &busy);
  laptop_in (&desk, back, &in);
  g_atomic_int_set (&busy.stop, 1);
  g_thread_join (thread);
  g_assert_cmpuint (in.problems, ==, 0);
  g_assert_cmpint (laptop_unsent (&desk), ==, busy.n);
  g_assert_cmpint (home_count_faults (desk.home), ==, 0);
}

/* What a person hands over with the stick says how much and which, and nothing of what. */
static void
test_note (void)
{
  g_auto (Office) office = office_new ();
  g_auto (Laptop) laptop = laptop_new (&office, 1, "field", VILLAGE);
  g_autofree char *record = laptop_record (&laptop, VILLAGE, TRUE, "KenariTercetak"), *path = NULL,
                  *all = NULL, *hash = NULL;
  g_auto (PantauCourierSummary) out = { 0 };
  g_auto (PantauCourierSummary) look = { 0 };
  g_autoptr (GPtrArray) note = NULL;
  g_autoptr (GBytes) bytes = NULL;

  path = laptop_out (&laptop, &office, "keluar.pantau", NULL, &out);
  g_assert_true (pantau_courier_look (path, &look, NULL, NULL));
  bytes = test_file_read (path);
  hash = pantau_sha256_text (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_cmpstr (look.hash, ==, hash);
  g_assert_cmpstr (out.hash, ==, hash);
  g_assert_cmpuint (look.parcels, ==, out.parcels);
  g_assert_false (look.torn);

  note = pantau_courier_note (&look);
  g_ptr_array_add (note, NULL);
  all = g_strjoinv ("\n", (char **) note->pdata);
  hash[8] = '\0';
  g_assert_nonnull (strstr (all, hash));
  g_assert_null (strstr (all, "KenariTercetak"));
  g_ptr_array_set_size (note, (int) note->len - 1);
}

/* ---- Frozen ---- */

static PantauKeypair *
frozen_key (guint8 number)
{
  guint8 seed[PANTAU_SEED_SIZE];

  memset (seed, number, sizeof seed);

  return pantau_keypair_new_from_seed (seed);
}

/* A file of the first release, for ever: to a province, to two laptops, to an invitation, and an answer. */
static void
test_fixture (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "fixtures", "v1", "courier.pantau", NULL);
  g_autoptr (PantauKeypair) province = frozen_key (77), laptop = frozen_key (3),
                            other = frozen_key (4);
  guint8 code[PANTAU_INVITE_CODE_SIZE];
  g_autoptr (PantauInvite) invite = NULL;
  g_autoptr (GPtrArray) parcels =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_parcel_free);
  g_autoptr (PantauCourierReader) reader = pantau_courier_reader_open (path, NULL);
  PantauKeypair *const openers[] = { province, laptop, NULL, laptop };
  static const char *const kinds[] = { PANTAU_PARCEL_LINES, PANTAU_PARCEL_FILE, PANTAU_PARCEL_LINES,
                                       PANTAU_PARCEL_NEWS };
  g_autoptr (PantauContent) shared = NULL;

  memset (code, 5, sizeof code);
  invite = pantau_invite_new (code);
  g_assert_nonnull (reader);
  for (;;)
    {
      PantauParcel *parcel;

      g_assert_true (pantau_courier_reader_next (reader, &parcel, NULL));
      if (parcel == NULL)
        break;
      g_ptr_array_add (parcels, parcel);
    }
  g_assert_true (pantau_courier_reader_is_whole (reader));
  g_assert_cmpuint (parcels->len, ==, 4);

  for (guint i = 0; i < parcels->len; i++)
    {
      PantauParcel *parcel = g_ptr_array_index (parcels, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (PantauContent) content = openers[i] != NULL
                                              ? pantau_parcel_open (parcel, openers[i], &error)
                                              : pantau_parcel_open_invited (parcel, invite, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (content->kind, ==, kinds[i]);
      if (i == 1)
        g_assert_cmpmem (g_bytes_get_data (content->payload, NULL),
                         g_bytes_get_size (content->payload), "isi berkas\n", 11);
      if (i == 3)
        g_assert_true (pantau_news_verify (pantau_keypair_get_name (province),
                                           pantau_keypair_get_name (laptop), content->json,
                                           content->payload));
      if (i == 0 || i == 2)
        {
          g_autoptr (GBytes) lines = pantau_codec_decode (
              PANTAU_CODING_ZSTD, g_bytes_get_data (content->payload, NULL),
              g_bytes_get_size (content->payload), PANTAU_PARCEL_PIECE, &error);
          const char *text = g_bytes_get_data (lines, NULL);
          g_autoptr (PantauEntry) entry =
              pantau_entry_decode (text, (gsize) (strchr (text, '\n') - text), &error);

          g_assert_no_error (error);
        }
    }
  g_assert_cmpstr (((PantauParcel *) g_ptr_array_index (parcels, 3))->re, ==,
                   ((PantauParcel *) g_ptr_array_index (parcels, 0))->id);
  shared = pantau_parcel_open (g_ptr_array_index (parcels, 1), other, NULL);
  g_assert_nonnull (shared);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/courier/round", test_round);
  g_test_add_func ("/courier/later-line", test_later_line);
  g_test_add_func ("/courier/twice", test_twice);
  g_test_add_func ("/courier/news", test_news);
  g_test_add_func ("/courier/all", test_all);
  g_test_add_func ("/courier/granted-anew", test_granted_anew);
  g_test_add_func ("/courier/pages-in-any-order", test_pages_in_any_order);
  g_test_add_func ("/courier/forged-news", test_forged_news);
  g_test_add_func ("/courier/torn", test_torn);
  g_test_add_func ("/courier/damaged", test_damaged);
  g_test_add_func ("/courier/stick-full", test_stick_full);
  g_test_add_func ("/courier/no-place", test_no_place);
  g_test_add_func ("/courier/cancelled", test_cancelled);
  g_test_add_func ("/courier/not-one", test_not_one);
  g_test_add_func ("/courier/others", test_others);
  g_test_add_func ("/courier/own", test_own);
  g_test_add_func ("/courier/hides", test_hides);
  g_test_add_func ("/courier/split", test_split);
  g_test_add_func ("/courier/stored", test_stored);
  g_test_add_func ("/courier/pieces-in-any-order", test_pieces_in_any_order);
  g_test_add_func ("/courier/hostile-files", test_hostile_files);
  g_test_add_func ("/courier/kecamatan", test_kecamatan);
  g_test_add_func ("/courier/desk", test_desk);
  g_test_add_func ("/courier/reader-judges", test_reader_judges);
  g_test_add_func ("/courier/carries", test_carries);
  g_test_add_func ("/courier/carries-so-much", test_carries_so_much);
  g_test_add_func ("/courier/journal", test_journal);
  g_test_add_func ("/courier/enroll", test_enroll);
  g_test_add_func ("/courier/restored", test_restored);
  g_test_add_func ("/courier/late-receipt", test_late_receipt);
  g_test_add_func ("/courier/rewritten", test_rewritten);
  g_test_add_func ("/courier/heads", test_heads);
  g_test_add_func ("/courier/false-receipt", test_false_receipt);
  g_test_add_func ("/courier/cards", test_cards);
  g_test_add_func ("/courier/beside", test_beside);
  g_test_add_func ("/courier/note", test_note);

  g_test_add_func ("/courier/fixture", test_fixture);

  return g_test_run ();
}
