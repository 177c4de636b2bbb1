/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A herd: laptops that come back after an outage, each with its own key and a backlog, to one province on this machine, while others wait there for news.
 * How long until all is carried, what each part took, who waited how long, what it cost the province; at the end the province's ledger is verified.
 *
 * They come back as our back-off makes them: after a long outage each tries at a random moment of five minutes, so they are spread over that time in
 * earnest. Nothing is compressed. The times of a laptop begin when it came back, also where all threads of this program were busy just then. The laptops run on the same processors as the province, so what is measured is less than a province alone would carry.
 *
 * bench-herd [LAPTOPS] [--option=value …]; PANTAU_PROVINCE and PANTAUCTL name the programs (tests/bench/herd gives all of it).
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "herd-laptop.h"
#include "herd-parked.h"
#include "raw-device.h"
#include "test-util.h"

#define HOUR 3600.0

static struct
{
  int laptops;
  int records;
  int photos;
  int parked;
  int desks;
  int spread;
  int connections;
  int limit;
} options = { 17000, 5, 3, 3000, 20, 300, 1500, 450 };

static const GOptionEntry entries[] = {
  { "records", 0, 0, G_OPTION_ARG_INT, &options.records, "Records of each laptop (5)", "N" },
  { "photos", 0, 0, G_OPTION_ARG_INT, &options.photos,
    "One laptop in so many has a photo of 60 to 300 KiB (3); 0: none", "N" },
  { "parked", 0, 0, G_OPTION_ARG_INT, &options.parked, "Others that wait for news meanwhile (3000)",
    "N" },
  { "desks", 0, 0, G_OPTION_ARG_INT, &options.desks,
    "So many of these are desks, of the whole province and its kabupaten (20)", "N" },
  { "spread", 0, 0, G_OPTION_ARG_INT, &options.spread,
    "Seconds over which they come back (300, the longest wait of our back-off)", "S" },
  { "connections", 0, 0, G_OPTION_ARG_INT, &options.connections,
    "Laptops that are at it at one moment, at most (1500)", "N" },
  { "limit", 0, 0, G_OPTION_ARG_INT, &options.limit,
    "Seconds after which it ends, and counts who is not through (450)", "S" },
  { NULL }
};

typedef struct
{
  Trip *trip;
  HerdWorld world;
  GPtrArray *laptops;   /* of HerdLaptop */
  GPtrArray *kecamatan; /* of const char, the reference's */
  GAsyncQueue *ready;   /* of HerdLaptop, whose time has come; the herd itself means the end */

  gint is_over; /* atomic: nobody begins another try */

  GMutex lock; /* of all below */
  GCond changed;
  GSequence *waiting; /* of HerdLaptop, by when they are due */
  guint carried;
  GArray *took[HERD_N_PHASES]; /* of gint64, µs */
  GHashTable *errors;          /* name → number */
} Herd;

/* ---- Before ---- */

static GPtrArray *
list_kecamatan (PantauReference *reference)
{
  PantauRegions *regions = pantau_reference_get_regions (reference);
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < pantau_regions_get_size (regions); i++)
    {
      const PantauRegion *region = pantau_regions_get_nth (regions, i);

      if (region->level == 3)
        g_ptr_array_add (list, (gpointer) region->code);
    }

  return list;
}

/* Where the @n-th of those who wait works, and as what. */
static const char *
get_waiting_role (Herd *self, guint n, const char **region)
{
  const char *kecamatan = g_ptr_array_index (self->kecamatan, n * 7 % self->kecamatan->len);
  static char kabupaten[6];

  *region = kecamatan;
  if (n >= (guint) options.desks)
    return "field";
  g_strlcpy (kabupaten, kecamatan, sizeof kabupaten);
  *region = n == 0 ? "16" : kabupaten;

  return "desk";
}

static char *
make_list (Herd *self)
{
  g_autoptr (GString) text = g_string_new ("role,region,code,name,position,letter,last_day\n");
  g_autofree char *path = trip_path (self->trip, "people.csv");

  for (guint i = 0; i < self->laptops->len; i++)
    g_string_append_printf (text, "field,%s,herd-%u,Pengawas %u,PKD,,\n",
                            ((HerdLaptop *) g_ptr_array_index (self->laptops, i))->region, i, i);
  for (guint i = 0; i < (guint) options.parked; i++)
    {
      const char *region, *role = get_waiting_role (self, i, &region);

      g_string_append_printf (text, "%s,%s,wait-%u,Penunggu %u,PKD,,\n", role, region, i, i);
    }
  if (!g_file_set_contents (path, text->str, (gssize) text->len, NULL))
    g_error ("%s cannot be written", path);

  return g_steal_pointer (&path);
}

static char **
invite_all (Herd *self)
{
  g_autofree char *path = make_list (self);
  g_autofree char *out = trip_province_ok (self->trip, "invite", "--list", path, NULL);
  g_auto (GStrv) rows = g_strsplit (out, "\n", -1);
  GStrvBuilder *codes = g_strv_builder_new ();
  char **list;

  for (gsize i = 1; rows[i] != NULL; i++)
    if (*rows[i] != '\0')
      g_strv_builder_add (codes, strrchr (rows[i], ',') + 1);
  list = g_strv_builder_end (codes);
  g_strv_builder_unref (codes);

  return list;
}

/* A device of the herd's, for as long as it is enrolled. */
static RawDevice *
raw_laptop (Herd *self, guint number)
{
  RawDevice *device = raw_device_new (self->trip);

  device->province = g_strdup (self->world.province);
  if (number < self->laptops->len)
    {
      HerdLaptop *laptop = g_ptr_array_index (self->laptops, number);

      pantau_keypair_free (device->key);
      device->key = pantau_keypair_new_from_seed (laptop->seed);
    }

  return device;
}

/* One batch: their joins are brought by @carrier, as a courier would; those who wait open a session. */
static void
enrol_some (Herd *self, RawDevice *carrier, HerdParked *parked, char **codes, guint from, guint to)
{
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func ((GDestroyNotify) raw_device_free);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (Reply) reply = NULL;

  for (guint i = from; i < to; i++)
    {
      RawDevice *device = raw_laptop (self, i);
      g_autoptr (PantauEntry) join = raw_device_join (device, codes[i]);

      pantau_entry_append_line (join, text);
      g_ptr_array_add (devices, device);
    }
  reply = raw_device_push (carrier, "Content-Type: text/plain\r\n", text->str, text->len);
  g_assert_cmpuint (reply->status, ==, 200);

  for (guint i = from; i < to; i++)
    {
      RawDevice *device = g_ptr_array_index (devices, i - from);

      if (i < self->laptops->len)
        {
          HerdLaptop *laptop = g_ptr_array_index (self->laptops, i);

          laptop->seq = device->seq;
          g_free (laptop->prev);
          laptop->prev = g_strdup (device->prev);
        }
      else
        {
          raw_device_open (device);
          herd_parked_add (parked, device->token);
        }
    }
}

/* Enrols all; returns those who wait, waiting. */
static HerdParked *
enrol (Herd *self)
{
  g_auto (GStrv) codes = invite_all (self);
  g_autoptr (RawDevice) carrier = raw_device_enrolled (self->trip, "desk", "16");
  guint total = self->laptops->len + (guint) options.parked;
  HerdParked *parked = herd_parked_new (
      (guint16) g_ascii_strtoull (strrchr (trip_url (self->trip), ':') + 1, NULL, 10));

  self->world.province = g_strdup (carrier->province);
  for (guint from = 0; from < total; from += PANTAU_BATCH_LINES)
    enrol_some (self, carrier, parked, codes, from, MIN (from + PANTAU_BATCH_LINES, total));
  herd_parked_start (parked);

  return parked;
}

/* ---- The herd ---- */

static int
compare_due (gconstpointer a, gconstpointer b, gpointer data)
{
  const HerdLaptop *one = a, *other = b;

  return one->due != other->due ? (one->due < other->due ? -1 : 1)
                                : (int) one->number - (int) other->number;
}

static void
note_cb (HerdPhase phase, gint64 took, gpointer data)
{
  Herd *self = data;

  g_mutex_lock (&self->lock);
  g_array_append_val (self->took[phase], took);
  g_mutex_unlock (&self->lock);
}

/* Under the lock. */
static void
count_error (Herd *self, const char *name)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->errors, name));

  g_hash_table_insert (self->errors, g_strdup (name), GUINT_TO_POINTER (n + 1));
}

static void
try_once (Herd *self, HerdLaptop *laptop)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *problem = NULL;
  gboolean ok = herd_laptop_try (laptop, &self->world, note_cb, self, &problem, &error);

  g_mutex_lock (&self->lock);
  if (ok)
    self->carried++;
  else
    {
      count_error (self, problem != NULL ? problem : error->message);
      g_sequence_insert_sorted (self->waiting, laptop, compare_due, NULL);
    }
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
}

static gpointer
work (gpointer data)
{
  Herd *self = data;
  gpointer item;

  while ((item = g_async_queue_pop (self->ready)) != self)
    if (!g_atomic_int_get (&self->is_over))
      try_once (self, item);

  return NULL;
}

/* What the province costs, while it runs. */
typedef struct
{
  guint descriptors;
  gint64 parked;
} Peak;

static guint
count_descriptors (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/fd", (int) pid);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
look (Herd *self, HerdParked *parked, Peak *peak, gint64 start)
{
  HerdParkedCounts counts;

  herd_parked_get_counts (parked, &counts);
  peak->descriptors = MAX (peak->descriptors, count_descriptors (trip_pid (self->trip)));
  if (isatty (STDERR_FILENO))
    fprintf (stderr, "\r%3.0f s: %u of %u carried, %u parked, %u descriptors   ",
             (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC, self->carried,
             self->laptops->len, counts.parked, peak->descriptors);
}

/* Sends each to work when it is due, until all are through or the time is over. */
static void
drive (Herd *self, HerdParked *parked, Peak *peak)
{
  gint64 start = g_get_monotonic_time (), next_look = start,
         end = start + options.limit * G_USEC_PER_SEC;

  for (guint i = 0; i < self->laptops->len; i++)
    {
      HerdLaptop *laptop = g_ptr_array_index (self->laptops, i);

      laptop->due = start + (gint64) (g_random_double () * options.spread * G_USEC_PER_SEC);
      laptop->first = laptop->due;
      g_sequence_append (self->waiting, laptop);
    }
  g_sequence_sort (self->waiting, compare_due, NULL);

  g_mutex_lock (&self->lock);
  while (self->carried < self->laptops->len && g_get_monotonic_time () < end)
    {
      GSequenceIter *first = g_sequence_get_begin_iter (self->waiting);
      HerdLaptop *laptop = g_sequence_iter_is_end (first) ? NULL : g_sequence_get (first);
      gint64 now = g_get_monotonic_time ();

      if (laptop != NULL && laptop->due <= now)
        {
          g_sequence_remove (first);
          g_async_queue_push (self->ready, laptop);
        }
      else
        g_cond_wait_until (&self->changed, &self->lock,
                           MIN (laptop != NULL ? laptop->due : G_MAXINT64, next_look));
      if (now >= next_look)
        {
          g_mutex_unlock (&self->lock);
          look (self, parked, peak, start);
          next_look = now + G_USEC_PER_SEC;
          g_mutex_lock (&self->lock);
        }
    }
  g_mutex_unlock (&self->lock);
}

static void
run (Herd *self, HerdParked *parked, Peak *peak)
{
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();

  for (int i = 0; i < options.connections; i++)
    g_ptr_array_add (threads, g_thread_new ("laptop", work, self));
  drive (self, parked, peak);
  g_atomic_int_set (&self->is_over, TRUE);
  for (guint i = 0; i < threads->len; i++)
    g_async_queue_push (self->ready, self);
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (g_ptr_array_index (threads, i));
}

/* ---- After ---- */

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return one < other ? -1 : one > other;
}

/* Seconds. */
static double
percentile (GArray *sorted, double part)
{
  return sorted->len > 0
             ? (double) g_array_index (sorted, gint64, (guint) (part * (sorted->len - 1))) /
                   G_USEC_PER_SEC
             : 0;
}

static void
print_times (const char *name, GArray *times)
{
  g_array_sort (times, compare_times);
  printf ("  %-8s %7u  p50 %8.1f ms  p99 %8.1f ms  max %8.1f ms\n", name, times->len,
          percentile (times, 0.5) * 1000, percentile (times, 0.99) * 1000,
          percentile (times, 1) * 1000);
}

/* A number of KiB of /proc/PID/status. */
static guint
read_status (GPid pid, const char *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", (int) pid), *text = NULL;
  const char *at;

  if (!g_file_get_contents (path, &text, NULL, NULL) || (at = strstr (text, name)) == NULL)
    return 0;

  return (guint) g_ascii_strtoull (at + strlen (name) + strspn (at + strlen (name), ": \t"), NULL,
                                   10);
}

/* Seconds of processor time that the process has used. */
static double
read_cpu (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", (int) pid), *text = NULL;
  g_auto (GStrv) fields = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  fields = g_strsplit (strrchr (text, ')') + 2, " ", -1);

  return (double) (g_ascii_strtoull (fields[11], NULL, 10) +
                   g_ascii_strtoull (fields[12], NULL, 10)) /
         (double) sysconf (_SC_CLK_TCK);
}

static void
print_result (Herd *self, HerdParked *parked, const Peak *peak, double seconds, double cpu)
{
  g_autoptr (GArray) waits = g_array_new (FALSE, FALSE, sizeof (gint64));
  struct rusage own;
  HerdParkedCounts counts;
  GHashTableIter iter;
  gpointer name, number;
  double median;
  guint most = 0;

  for (guint i = 0; i < self->laptops->len; i++)
    {
      const HerdLaptop *laptop = g_ptr_array_index (self->laptops, i);
      gint64 wait = laptop->done - laptop->first;

      most = MAX (most, laptop->tries);
      if (laptop->done != 0)
        g_array_append_val (waits, wait);
    }
  getrusage (RUSAGE_SELF, &own);
  herd_parked_get_counts (parked, &counts);

  printf ("%u laptops with %d records each carried in %.0f s: %.0f in an hour, %.1f × 17,000; "
          "%.0f lines/s\n",
          waits->len, options.records, seconds, waits->len * HOUR / seconds,
          waits->len * HOUR / seconds / 17000,
          (double) trip_metric (self->trip, "lines_received_total") / seconds);
  for (guint i = 0; i < HERD_N_PHASES; i++)
    print_times (herd_phase_get_name ((HerdPhase) i), self->took[i]);
  print_times ("laptop", waits);
  median = percentile (waits, 0.5);
  printf ("  from when it came back until all is carried: p99 ÷ median %.1f, max ÷ median %.1f; at "
          "most %u tries\n",
          percentile (waits, 0.99) / median, percentile (waits, 1) / median, most);
  if (waits->len < self->laptops->len)
    printf ("  NOT THROUGH after %d s: %u laptops\n", options.limit,
            self->laptops->len - waits->len);

  g_hash_table_iter_init (&iter, self->errors);
  while (g_hash_table_iter_next (&iter, &name, &number))
    printf ("  sent away %u times: %s\n", GPOINTER_TO_UINT (number), (const char *) name);
  printf ("waiting for news: %d; answered with news %" G_GUINT64_FORMAT " times (%" G_GUINT64_FORMAT
          " lines), without %" G_GUINT64_FORMAT ", sent away %" G_GUINT64_FORMAT
          ", failed %" G_GUINT64_FORMAT "\n",
          options.parked, counts.news, counts.lines, counts.quiet, counts.busy, counts.failed);
  printf ("province: %.0f s of processor time (%.0f %% of one core), %u MiB at most, %u "
          "descriptors at most; the laptops took %.0f s\n",
          cpu, cpu * 100 / seconds, read_status (trip_pid (self->trip), "VmHWM") / 1024,
          peak->descriptors, (double) (own.ru_utime.tv_sec + own.ru_stime.tv_sec));
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("[LAPTOPS]");
  g_autoptr (GError) error = NULL;
  HerdParked *parked;
  Herd self = { .carried = 0 };
  Peak peak = { 0 };
  gint64 start;
  double seconds, cpu;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);
  if (argc > 1)
    options.laptops = atoi (argv[1]);

  self.trip = trip_new (TRUE);
  self.world = (HerdWorld){ .url = trip_url (self.trip),
                            .reference = pantau_reference_new (NULL, &error),
                            .records = (guint) options.records,
                            .photos = (guint) options.photos,
                            .newest = g_get_real_time () / G_USEC_PER_SEC };
  if (self.world.reference == NULL)
    g_error ("%s", error->message);
  self.kecamatan = list_kecamatan (self.world.reference);
  self.laptops = g_ptr_array_new_with_free_func ((GDestroyNotify) herd_laptop_free);
  self.ready = g_async_queue_new ();
  self.waiting = g_sequence_new (NULL);
  self.errors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_mutex_init (&self.lock);
  g_cond_init (&self.changed);
  for (guint i = 0; i < HERD_N_PHASES; i++)
    self.took[i] = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < (guint) options.laptops; i++)
    g_ptr_array_add (
        self.laptops,
        herd_laptop_new (i, g_ptr_array_index (self.kecamatan, i % self.kecamatan->len)));

  start = g_get_monotonic_time ();
  parked = enrol (&self);
  while (trip_metric (self.trip, "requests_parked") < options.parked)
    g_usleep (G_USEC_PER_SEC / 10);
  printf ("%d enrolled, and %d of them parked, in %.1f s\n", options.laptops + options.parked,
          options.parked, (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  fflush (stdout);

  cpu = read_cpu (trip_pid (self.trip));
  start = g_get_monotonic_time ();
  run (&self, parked, &peak);
  seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  cpu = read_cpu (trip_pid (self.trip)) - cpu;
  print_result (&self, parked, &peak, seconds, cpu);
  fflush (stdout);

  herd_parked_free (parked);
  trip_free (self.trip); /* which verifies its ledger */
  printf ("the province's ledger and files verify\n");

  return self.carried == self.laptops->len ? 0 : 1;
}
