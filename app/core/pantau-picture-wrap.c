/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bubblewrap around what reads strangers' files. A decoder that somebody has taken over finds an empty machine: what it can still do is to answer.
 */

#include "config.h"

#include "pantau-picture-wrap.h"

#include <gio/gio.h>

#define PROGRAM "bwrap"

/* What a program consists of, and letters for documents that bring none. */
static const char *const world[] = {
  "--unshare-all",
  "--die-with-parent",
  "--new-session",
  "--cap-drop",
  "ALL",
  "--ro-bind",
  "/usr",
  "/usr",
  "--ro-bind-try",
  "/bin",
  "/bin",
  "--ro-bind-try",
  "/lib",
  "/lib",
  "--ro-bind-try",
  "/lib64",
  "/lib64",
  "--ro-bind-try",
  "/etc/fonts",
  "/etc/fonts",
  "--ro-bind-try",
  "/etc/ld.so.cache",
  "/etc/ld.so.cache",
  "--ro-bind-try",
  "/etc/alternatives",
  "/etc/alternatives",
  "--ro-bind-try",
  "/var/cache/fontconfig",
  "/var/cache/fontconfig",
  "--proc",
  "/proc",
  "--dev",
  "/dev",
  NULL,
};

/* (transfer full) */
static GStrvBuilder *
begin (const char *bwrap)
{
  GStrvBuilder *builder = g_strv_builder_new ();

  g_strv_builder_add (builder, bwrap);
  g_strv_builder_addv (builder, (const char **) world);

  return builder;
}

/* Many a container and some kernels refuse what bubblewrap needs. */
static gboolean
works (const char *bwrap)
{
  g_autoptr (GStrvBuilder) builder = begin (bwrap);
  g_auto (GStrv) command = NULL;
  g_autoptr (GSubprocess) child = NULL;

  g_strv_builder_add_many (builder, "--", "true", NULL);
  command = g_strv_builder_end (builder);
  child = g_subprocess_newv ((const char *const *) command,
                             G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                             NULL);

  return child != NULL && g_subprocess_wait_check (child, NULL, NULL);
}

/* (transfer none) (nullable): its path, where it works */
static const char *
find_bwrap (void)
{
  static gsize is_known = 0;
  static char *found = NULL;

  if (g_once_init_enter (&is_known))
    {
      found = g_find_program_in_path (PROGRAM);
      if (found != NULL && !works (found))
        g_clear_pointer (&found, g_free);
      g_once_init_leave (&is_known, 1);
    }

  return found;
}

gboolean
pantau_picture_is_wrapped (void)
{
  return find_bwrap () != NULL;
}

GStrv
pantau_picture_wrap (const char *program, const char *const *arguments)
{
  const char *bwrap = find_bwrap ();
  g_autoptr (GStrvBuilder) builder = NULL;

  if (bwrap != NULL)
    {
      builder = begin (bwrap);
      /* It may lie elsewhere than in /usr. */
      g_strv_builder_add_many (builder, "--ro-bind", program, program, "--chdir", "/", "--", NULL);
    }
  else
    builder = g_strv_builder_new ();
  g_strv_builder_add (builder, program);
  if (arguments != NULL)
    g_strv_builder_addv (builder, (const char **) arguments);

  return g_strv_builder_end (builder);
}
