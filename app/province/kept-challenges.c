/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Challenges over a restart; see the header. */

#include "config.h"

#include "kept-challenges.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pantau-crypto.h"

#define SETTING "kept-challenges"
#define BOOT    "/proc/sys/kernel/random/boot_id"

/* "DEVICE CHALLENGE UNTIL\n" each. */
#define FORMAT "%s %s %" G_GINT64_FORMAT "\n"

/* Which run of the machine this is; its monotonic clock means nothing in another. (transfer full) (nullable) */
static char *
get_boot (void)
{
  char *text = NULL;

  if (!g_file_get_contents (BOOT, &text, NULL, NULL))
    return NULL;

  return g_strstrip (text);
}

/* What nobody can give to a copy: (transfer full) (nullable) */
static char *
name_file (PantauProvince *province, const char *path)
{
  g_autofree char *boot = get_boot ();
  struct stat found;

  if (boot == NULL || lstat (path, &found) != 0 || !S_ISREG (found.st_mode))
    return NULL;

  return g_strdup_printf ("%s %s %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld", boot,
                          pantau_province_get_epoch (province), (guint64) found.st_ino,
                          (gint64) found.st_ctim.tv_sec, (long) found.st_ctim.tv_nsec);
}

static void
read_one (PantauNextChallenges *challenges, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  guint64 until;

  if (g_strv_length (words) == 3 && pantau_key_is_valid (words[0]) &&
      g_ascii_string_to_unsigned (words[2], 10, 0, G_MAXINT64, &until, NULL))
    pantau_next_challenges_restore (challenges, words[0], words[1], (gint64) until);
}

void
pantau_kept_challenges_take (PantauProvince *province, PantauNextChallenges *challenges)
{
  PantauDb *db = pantau_province_get_db (province);
  g_autofree char *path =
      g_build_filename (pantau_province_get_path (province), PANTAU_KEPT_CHALLENGES, NULL);
  g_autofree char *is = name_file (province, path), *was = NULL, *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  if (!pantau_db_text (db, &was, &error, "SELECT value FROM setting WHERE name = '" SETTING "'",
                       "") ||
      (is != NULL && g_strcmp0 (is, was) == 0 && !g_file_get_contents (path, &text, NULL, &error)))
    g_message ("%s", error->message);

  /* First of all nobody takes them a second time; where that is not sure nobody takes them at all. */
  g_clear_error (&error);
  if (was != NULL &&
      !pantau_db_run (db, &error, "DELETE FROM setting WHERE name = '" SETTING "'", ""))
    {
      g_message ("%s", error->message);
      return;
    }
  g_unlink (path);
  if (text == NULL)
    return;

  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    read_one (challenges, *line);
}

static void
add_cb (const char *device, const char *challenge, gint64 until, gpointer text)
{
  g_string_append_printf (text, FORMAT, device, challenge, until);
}

void
pantau_kept_challenges_leave (PantauProvince *province, PantauNextChallenges *challenges)
{
  g_autofree char *path =
      g_build_filename (pantau_province_get_path (province), PANTAU_KEPT_CHALLENGES, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;

  pantau_next_challenges_foreach (challenges, add_cb, text);
  if (text->len == 0)
    return;
  if (!g_file_set_contents_full (path, text->str, (gssize) text->len, G_FILE_SET_CONTENTS_NONE,
                                 0600, &error))
    {
      g_message ("%s", error->message);
      return;
    }

  name = name_file (province, path);
  if (name != NULL &&
      !pantau_db_run (pantau_province_get_db (province), &error,
                      "INSERT INTO setting (name, value) VALUES ('" SETTING "', ?1) "
                      "ON CONFLICT (name) DO UPDATE SET value = ?1",
                      "s", name))
    g_message ("%s", error->message);
}
