/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Programs started, waited for, and read. */

#include "config.h"

#include "ran.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "pantau-json.h"

static struct
{
  const char *library, *variable, *value;
  gboolean may_warn;
} preloaded;

const char *
ran_program (const char *variable)
{
  const char *path = g_getenv (variable);

  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
    g_error ("%s must name the built program", variable);

  return path;
}

void
ran_free (Ran *self)
{
  g_free (self->out);
  g_free (self->err);
  g_free (self);
}

int
ran_ended (GSubprocess *process)
{
  return g_subprocess_get_if_signaled (process) ? -g_subprocess_get_term_sig (process)
                                                : g_subprocess_get_exit_status (process);
}

/* Bytes that are no text stay countable: a program that writes them is found by its reader. */
char *
ran_text (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_strndup (data != NULL ? data : "", length);
}

Ran *
ran_finish_with (GSubprocess *process, const char *input, gsize length)
{
  g_autoptr (GBytes) in = input != NULL ? g_bytes_new (input, length) : NULL;
  g_autoptr (GBytes) out = NULL, err = NULL;
  g_autoptr (GError) error = NULL;
  Ran *self = g_new0 (Ran, 1);

  /*
   * A program that does not read to the end of its input breaks the pipe; what it said still
   * counts.
   */
  g_subprocess_communicate (process, in, NULL, &out, &err, &error);
  if (error != NULL)
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
      g_subprocess_wait (process, NULL, NULL);
    }

  self->status = ran_ended (process);
  self->out = out != NULL ? ran_text (out) : g_strdup ("");
  self->err = err != NULL ? ran_text (err) : g_strdup ("");

  return self;
}

Ran *
ran_finish (GSubprocess *process)
{
  return ran_finish_with (process, NULL, 0);
}

/* A test that fails leaves nobody behind who serves on. In the child, where there is no leash (tests/leash.c): by hand, and in benchmarks. */
static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

void
ran_preload (const char *library, const char *variable, const char *value, gboolean may_warn)
{
  preloaded.library = library;
  preloaded.variable = variable;
  preloaded.value = value;
  preloaded.may_warn = may_warn;
}

GSubprocess *
ran_spawn (GPtrArray *argv, GSubprocessFlags flags)
{
  const char *leash = g_getenv ("PANTAU_LEASH"), *asan = g_getenv ("ASAN_OPTIONS");
  /* With both, GLib needs no fork. The leash closes what would be inherited. */
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (leash != NULL ? flags | G_SUBPROCESS_FLAGS_INHERIT_FDS : flags);
  g_autoptr (GPtrArray) command = g_ptr_array_new ();
  g_autofree char *pid = g_strdup_printf ("%d", (int) getpid ());
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  /*
   * Programs are started by the hundred; whole stacks of every malloc would make each ten times
   * slower.
   */
  if (asan != NULL)
    {
      /* What is preloaded stands before a sanitizer's own library, which works all the same. */
      g_autofree char *fast =
          g_strconcat (asan, ":fast_unwind_on_malloc=1",
                       preloaded.library != NULL ? ":verify_asan_link_order=0" : "", NULL);

      g_subprocess_launcher_setenv (launcher, "ASAN_OPTIONS", fast, TRUE);
    }
  if (preloaded.library != NULL)
    {
      g_subprocess_launcher_setenv (launcher, "LD_PRELOAD", preloaded.library, TRUE);
      g_subprocess_launcher_setenv (launcher, preloaded.variable, preloaded.value, TRUE);
      if (preloaded.may_warn)
        g_subprocess_launcher_setenv (launcher, "G_DEBUG", "gc-friendly", TRUE);
    }
  if (leash != NULL)
    {
      g_ptr_array_add (command, (gpointer) leash);
      g_ptr_array_add (command, pid);
    }
  else
    g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  g_ptr_array_extend (command, argv, NULL, NULL);
  g_ptr_array_add (command, NULL);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) command->pdata, &error);
  g_assert_no_error (error);

  return process;
}

GSubprocess *
ran_spawn_piped (GPtrArray *argv, gboolean has_input)
{
  GSubprocessFlags flags = G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE;

  return ran_spawn (argv, flags | (has_input ? G_SUBPROCESS_FLAGS_STDIN_PIPE : 0));
}

/* The command line of a program: its own two words, then what the caller gave. */
GPtrArray *
ran_command (const char *variable, const char *option, const char *path, va_list arguments)
{
  GPtrArray *argv = g_ptr_array_new ();
  const char *argument;

  g_ptr_array_add (argv, (gpointer) ran_program (variable));
  g_ptr_array_add (argv, (gpointer) option);
  g_ptr_array_add (argv, (gpointer) path);
  while ((argument = va_arg (arguments, const char *)) != NULL)
    g_ptr_array_add (argv, (gpointer) argument);

  return argv;
}

char *
ran_take_output (Ran *ran)
{
  g_autoptr (Ran) own = ran;

  if (ran->status != 0)
    g_error ("status %d: %s", ran->status, ran->err);

  return g_strstrip (g_steal_pointer (&own->out));
}

GStrv
ran_faults (Ran *self)
{
  g_auto (GStrv) lines = g_strsplit (self->err, "\n", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autoptr (JsonObject) object =
          pantau_json_parse (lines[i], strlen (lines[i]), 64 * 1024, NULL);
      g_autofree char *text = NULL;
      const char *message, *field;

      if (object == NULL)
        g_error ("not a fault: %s", lines[i]);
      g_assert_cmpuint (json_object_get_size (object), ==, 3);
      g_assert_true (json_object_has_member (object, "field"));
      message = pantau_json_string (object, "message");
      field = pantau_json_string (object, "field");
      g_assert_nonnull (message);
      g_assert_cmpuint (strlen (message), >, 3);
      g_assert_false (g_str_has_suffix (message, "."));
      g_assert_null (strchr (message, '\n'));
      g_assert_nonnull (pantau_json_string (object, "code"));

      text = g_strconcat (pantau_json_string (object, "code"), field != NULL ? " " : "",
                          field != NULL ? field : "", NULL);
      g_strv_builder_add (builder, text);
    }

  return g_strv_builder_end (builder);
}

void
ran_assert_fault (Ran *self, int status, const char *code, const char *field)
{
  g_auto (GStrv) faults = ran_faults (self);
  g_autofree char *expected = g_strconcat (code, field != NULL ? " " : "", field, NULL);

  g_assert_cmpuint (g_strv_length (faults), ==, 1);
  g_assert_cmpstr (faults[0], ==, expected);
  g_assert_cmpint (self->status, ==, status);
  g_assert_cmpstr (self->out, ==, "");
}
