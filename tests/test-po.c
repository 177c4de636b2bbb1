/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Indonesian is whole: every string that the sources hold now is translated, formats agree, and none was left in English. */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "ran.h"
#include "test-util.h"

/* The same in both languages: names, formats, words that Indonesian took over. Nothing else may stay as it is. */
static const char *const same[] = {
  "  %s, %s\\n",
  "%s %s",
  "%s %s, %s",
  "%s %s: %s",
  "%s (%s)",
  "%s TPS",
  "%s · %s",
  "%s – %s",
  "%s — %s",
  "%s, %s",
  "%s, %s: %s",
  "%s: %s",
  "%s: %s → %s",
  "%s: %s\\n",
  "%s: TPS %s",
  "%s: TPS %s (%s)",
  "%s; %s; %s; %s; status: %s; %s",
  "Administrator",
  "Ctrl+Enter",
  "Escape",
  "Kecamatan",
  "LATIHAN · %s",
  "No. %s, %s",
  "PDF",
  "Program",
  "Rejang (Ulu)",
  "SHA-256",
  "SHA-256: %s",
  "Status",
  "Status: %s",
  "TPS",
  "TPS %u",
  "Thai",
  "Video",
  "administrator",
  "formal",
  "forward: telepon, wa, radio, langsung, surat, surel",
  "invite: {\\\"code\\\",\\\"name\\\",\\\"position\\\",\\\"letter\\\",\\\"last_day\\\"}",
  "kecamatan",
  "laptop %s",
  "rawas ilir pauh 2,3,4",
  "“%s”: %s",
  NULL,
};

/* A call of gettext in a source. */
#define CALL "\\b(_|N_|C_|NC_|ngettext) \\(\\s*\""

static char *
source (const char *path)
{
  return g_build_filename (g_test_get_dir (G_TEST_DIST), "..", path, NULL);
}

/* Runs a program of gettext, which must succeed. Returns: (transfer full): what it said */
static char *
run (const char *program, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (Ran) ran = NULL;
  va_list arguments;
  const char *argument;

  g_ptr_array_add (argv, g_strdup (program));
  va_start (arguments, program);
  while ((argument = va_arg (arguments, const char *)) != NULL)
    g_ptr_array_add (argv, g_strdup (argument));
  va_end (arguments);
  g_ptr_array_add (argv, NULL);

  process = ran_spawn_piped (argv, FALSE);
  ran = ran_finish (process);
  if (ran->status != 0)
    g_test_message ("%s: %s", program, ran->err);
  g_assert_cmpint (ran->status, ==, 0);

  return g_steal_pointer (&ran->out);
}

/* As `ninja pantau-pot` does: what stands in the sources now, not what stood there when the translation was last merged. */
static void
test_complete (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *pot = g_build_filename (dir, "pantau.pot", NULL), *top = source (""),
                  *files = source ("po/POTFILES"), *po = source ("po/id.po"), *said = NULL,
                  *told = NULL;

  said =
      run ("xgettext", "--from-code=UTF-8", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2",
           "--keyword=NC_:1c,2", "--directory", top, "--files-from", files, "--output", pot, NULL);
  told = run ("msgcmp", po, pot, NULL);
}

/* Formats, plurals and mnemonics of a translation agree with its source. */
static void
test_formats (void)
{
  g_autofree char *po = source ("po/id.po"), *said = NULL;

  said = run ("msgfmt", "--check", "--check-accelerators=_", "--output-file=/dev/null", po, NULL);
}

/* What POTFILES forgets is never translated, and no other test would know. */
static void
find_unlisted (const char *folder, const char *suffix, const char *pattern, GHashTable *listed)
{
  g_autofree char *path = source (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  g_autoptr (GRegex) mark = NULL;
  const char *name;

  g_assert_no_error (error);
  mark = g_regex_new (pattern, 0, 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *own = g_build_filename (folder, name, NULL), *file = source (own),
                      *text = NULL;

      if (!g_str_has_suffix (name, suffix) || g_hash_table_contains (listed, own))
        continue;
      g_file_get_contents (file, &text, NULL, &error);
      g_assert_no_error (error);
      if (g_regex_match (mark, text, 0, NULL))
        g_test_message ("%s is not in po/POTFILES", own);
      g_assert_false (g_regex_match (mark, text, 0, NULL));
    }
}

static void
test_listed (void)
{
  g_autofree char *path = source ("po/POTFILES"), *text = NULL;
  g_autoptr (GHashTable) listed = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_hash_table_add (listed, lines[i]);

  find_unlisted ("app/core", ".c", CALL, listed);
  find_unlisted ("app/ctl", ".c", CALL, listed);
  find_unlisted ("app/desktop", ".c", CALL, listed);
  find_unlisted ("app/drawing", ".c", CALL, listed);
  find_unlisted ("app/province", ".c", CALL, listed);
  find_unlisted ("ui", ".ui", "translatable=\"yes\"", listed);
}

/* The text between the quotation marks of a line such as `msgid "…"`. (nullable) (transfer full) */
static char *
quoted (const char *line, const char *keyword)
{
  g_autofree char *start = g_strconcat (keyword, " \"", NULL);

  return g_str_has_prefix (line, start) && g_str_has_suffix (line, "\"")
             ? g_strndup (line + strlen (start), strlen (line) - strlen (start) - 1)
             : NULL;
}

/* A translation that equals its source is one that was forgotten, and one that equals it by right is on the list. */
static void
test_translated (void)
{
  g_autofree char *po = source ("po/id.po"), *text = NULL, *id = NULL;
  g_auto (GStrv) lines = NULL;
  guint seen = 0, alike = 0;

  text = run ("msgattrib", "--no-wrap", "--no-location", po, NULL);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *msgid = quoted (lines[i], "msgid"), *msgstr = quoted (lines[i], "msgstr");

      if (msgid != NULL)
        {
          g_free (id);
          id = g_steal_pointer (&msgid);
        }
      if (msgstr == NULL || id == NULL || *id == '\0')
        continue;
      seen++;
      if (!g_str_equal (id, msgstr))
        continue;
      alike++;
      if (!g_strv_contains (same, id))
        g_test_message ("“%s” is the same in Indonesian", id);
      g_assert_true (g_strv_contains (same, id));
    }
  g_assert_cmpuint (seen, >, 500);
  /* Nothing stays on the list that is gone from the program. */
  g_assert_cmpuint (alike, >=, G_N_ELEMENTS (same) - 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/po/complete", test_complete);
  g_test_add_func ("/po/formats", test_formats);
  g_test_add_func ("/po/listed", test_listed);
  g_test_add_func ("/po/translated", test_translated);

  return g_test_run ();
}
