/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pantau-entry.h"
#include "pantau-error.h"

G_BEGIN_DECLS

/* A sanitizer makes everything ten times slower and more: large sizes are divided by this. */
#ifdef __SANITIZE_ADDRESS__
#define TEST_SHARE 10
#else
#define TEST_SHARE 1
#endif

/* A record that entries of tests belong to where nothing else is said. */
#define TEST_RECORD "0b7a5c0e-1111-4222-8333-444455556666"

/* SHA-256 of nothing at all. */
#define TEST_SHA256_EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

/* A new empty directory. (transfer full): give it back to test_dir_remove(). */
char *test_dir_new (void) G_GNUC_WARN_UNUSED_RESULT;

/* Removes the directory with all that is in it, and frees @dir. Follows no links. */
void test_dir_remove (char *dir);

/* A directory that goes away with its scope: `g_autoptr (TestDir) dir = test_dir_new ();`. */
typedef char TestDir;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestDir, test_dir_remove)

/* The same key for the same @number, in every run: 32 bytes of it are the seed. */
PantauKeypair *test_key_new (guint8 number) G_GNUC_WARN_UNUSED_RESULT;

/*
 * A well-formed, correctly signed entry: an open risk of 16.13.03 on TEST_RECORD. @json (nullable)
 * is the body without its salt.
 */
PantauEntry *test_entry_new (PantauKeypair *key,
                             const char *type,
                             gint64 seq,
                             const char *prev,
                             const char *json) G_GNUC_WARN_UNUSED_RESULT;

/* The same with everything said; NULL stands for the values above, "" of @prev. */
PantauEntry *test_entry_new_full (PantauKeypair *key,
                                  const char *type,
                                  gint64 seq,
                                  const char *prev,
                                  const char *record,
                                  const char *kind,
                                  gboolean is_open,
                                  const char *region,
                                  const char *const *base,
                                  const char *json) G_GNUC_WARN_UNUSED_RESULT;

/* The entry's line with its LF. (transfer full) */
char *test_entry_line (const PantauEntry *entry) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Runs a program to its end. @out and @err (nullable) take what it wrote. Returns: its exit status,
 * or minus the signal that ended it.
 */
int test_run (const char *const *argv, char **out, char **err);

/* The contents of a file, which must be there. (transfer full) */
GBytes *test_file_read (const char *path) G_GNUC_WARN_UNUSED_RESULT;
void test_file_write (const char *path, const void *bytes, gsize length);

/*
 * How often to repeat what may fail one time in many: @usual times, twenty times that (or PANTAU_TEST_TIMES times that) under `tests/run --long`.
 */
guint test_rounds (guint usual);

/*
 * The seed of a random test: from PANTAU_TEST_SEED, else @usual. It is told, so that a failure can
 * be had again. (transfer full)
 */
GRand *test_rand_new (guint32 usual) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Clocks for claims about how long our own code takes, which other programs on a busy machine do
 * not move. In µs, of the calling thread. The first is for what computes alone: the processor's
 * time that it used. The second is for what also waits for a disk: the time that passed, without
 * that spent in line for a processor where the kernel tells of it.
 */
gint64 test_time_computed (void);
gint64 test_time_passed (void);
/*
 * For claims about what others do, in other threads and programs: the time in which this machine was there at all. What it stood still for more than
 * a twentieth of a second does not count. In µs, since the first call.
 */
gint64 test_time_awake (void);

/* Asserts that a call failed with @code of PANTAU_ERROR, in one sentence as users are given. */
void test_assert_error (const GError *error, PantauError code);

G_END_DECLS
