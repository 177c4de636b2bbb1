/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing of who somebody is stays in the process: all memory that can be read is searched for it. */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "pantau-crypto.h"
#include "pantau-seal.h"
#include "seal-fixture.h"
#include "test-util.h"

#define LENGTH 32
#define CHUNK  (1024 * 1024)

/* The mask keeps what we search for from being found in the search itself. */
#define MASK 0x5a

typedef struct
{
  guint8 masked[LENGTH];
} Canary;

/* A name that nobody else has, in memory that the caller frees. */
static char *
canary_new (Canary *canary)
{
  char *text = pantau_secret_new (LENGTH + 1);

  pantau_random_bytes (text, LENGTH);
  for (guint i = 0; i < LENGTH; i++)
    {
      text[i] = (char) ('a' + (guint8) text[i] % 26);
      canary->masked[i] = (guint8) text[i] ^ MASK;
    }
  text[LENGTH] = '\0';

  return text;
}

static guint
count_in (const guint8 *bytes, gsize length, const Canary *canary)
{
  guint found = 0;

  for (gsize i = 0; i + LENGTH <= length; i++)
    {
      guint n = 0;

      while (n < LENGTH && (bytes[i + n] ^ MASK) == canary->masked[n])
        n++;
      found += n == LENGTH;
    }

  return found;
}

/* How often it stands in the memory of this process, but for the buffer that is searched with. */
static guint
count_everywhere (const Canary *canary)
{
  guint8 *buffer = mmap (NULL, CHUNK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  int memory = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  g_autofree char *maps = NULL;
  g_auto (GStrv) lines = NULL;
  guint found = 0;

  g_assert_true (buffer != MAP_FAILED);
  g_assert_cmpint (memory, >=, 0);
  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint64 start, end;
      char mode[5];

      if (sscanf (lines[i], "%" SCNx64 "-%" SCNx64 " %4s", &start, &end, mode) != 3 ||
          mode[0] != 'r' || mode[1] != 'w' || start == (guint64) (gsize) buffer)
        continue;
      /* Overlapping, so that nothing hides across an edge. */
      for (guint64 at = start; at < end; at += CHUNK - LENGTH)
        {
          gssize n = pread (memory, buffer, MIN (CHUNK, end - at), (off_t) at);

          if (n > 0)
            found += count_in (buffer, (gsize) n, canary);
        }
    }
  close (memory);
  munmap (buffer, CHUNK);

  return found;
}

static GBytes *
seal_canary (const char *text)
{
  g_autoptr (PantauRecovery) recovery = seal_recovery (7);
  g_autoptr (PantauRoster) roster = seal_roster (recovery, 1, seal_officer (1, "16", NULL), NULL);
  g_autoptr (PantauIdentity) identity = pantau_identity_new ();
  g_autoptr (GError) error = NULL;
  GBytes *envelope;

  pantau_identity_set (identity, "name", text);
  pantau_identity_set (identity, "address", "Jl. Merdeka 5");
  pantau_identity_set (identity, "name", text); /* typed over: the old one goes too */
  envelope = pantau_seal (identity, SEAL_RECORD, "reporter", 1, roster, "16.13", &error);
  g_assert_no_error (error);

  return envelope;
}

/* Else the tests below would find nothing either way. */
static void
test_search_finds (void)
{
  Canary canary;
  char *text = canary_new (&canary);
  g_autofree char *forgotten = NULL;

  g_assert_cmpuint (count_everywhere (&canary), ==, 1);
  forgotten = g_strdup (text);
  pantau_secret_free (text);
  g_assert_cmpuint (count_everywhere (&canary), ==, 1);
}

static void
test_after_sealing (void)
{
  Canary canary;
  char *text = canary_new (&canary);
  g_autoptr (GBytes) envelope = seal_canary (text);

  pantau_secret_free (text);
  g_assert_cmpuint (count_everywhere (&canary), ==, 0);
}

static void
test_after_opening (void)
{
  Canary canary;
  char *text = canary_new (&canary);
  g_autoptr (GBytes) envelope = seal_canary (text);
  g_autoptr (PantauBoxKey) key = seal_key (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauIdentity) opened = NULL;

  pantau_secret_free (text);
  opened = pantau_seal_open (envelope, NULL, key, SEAL_RECORD, "reporter", 1, &error);
  g_assert_no_error (error);
  g_assert_nonnull (pantau_identity_get (opened, "name"));
  g_assert_cmpuint (count_everywhere (&canary), ==, 1);
  g_clear_pointer (&opened, pantau_identity_free);
  g_assert_cmpuint (count_everywhere (&canary), ==, 0);
}

/* A picture's bytes too, also where they are lent and the identity is gone before them. */
static void
test_picture (void)
{
  Canary canary;
  char *text = canary_new (&canary);
  PantauIdentity *identity = pantau_identity_new ();
  g_autoptr (GBytes) given = g_bytes_new_static (text, LENGTH);
  GBytes *lent;

  g_assert_true (pantau_identity_set_copy (identity, given));
  lent = g_bytes_ref (pantau_identity_get_copy (identity));
  pantau_secret_free (text);
  pantau_identity_free (identity);
  g_assert_cmpuint (count_everywhere (&canary), ==, 1);
  g_bytes_unref (lent);
  g_assert_cmpuint (count_everywhere (&canary), ==, 0);
}

#ifdef __SANITIZE_ADDRESS__
static void
test_skipped (void)
{
  g_test_skip ("memory is not searched under a sanitizer");
}
#endif

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#ifdef __SANITIZE_ADDRESS__
  /* The sanitizer keeps what was freed, and maps terabytes. */
  g_test_add_func ("/secret/search-finds", test_skipped);
  return g_test_run ();
#endif
  g_test_add_func ("/secret/search-finds", test_search_finds);
  g_test_add_func ("/secret/after-sealing", test_after_sealing);
  g_test_add_func ("/secret/after-opening", test_after_opening);
  g_test_add_func ("/secret/picture", test_picture);

  return g_test_run ();
}
