/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Landlock by its calls: the C library has no names for them. */

#include "sandbox-files.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#define READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)

/* Of the first edition, which every kernel with Landlock knows. */
#define ALL                                                                                        \
  (READ | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |                             \
   LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR | \
   LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |      \
   LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM)

/* FALSE where it is refused; what is not there needs no leave. */
static bool
allow (int rules, const char *path)
{
  struct landlock_path_beneath_attr beneath = { .allowed_access = READ };
  int directory = open (path, O_PATH | O_CLOEXEC | O_DIRECTORY);
  bool is_allowed;

  if (directory < 0)
    return true;
  beneath.parent_fd = directory;
  is_allowed = syscall (SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == 0;
  close (directory);

  return is_allowed;
}

bool
sandbox_files_enter (void)
{
  static const char *const paths[] = { "/usr", "/etc", "/lib", "/lib64", "/var/cache/fontconfig" };
  const struct landlock_ruleset_attr attr = { .handled_access_fs = ALL };
  int rules = (int) syscall (SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
  bool is_done = true;

  if (rules < 0)
    return true;
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
    is_done = is_done && allow (rules, paths[i]);
  is_done = is_done && syscall (SYS_landlock_restrict_self, rules, 0) == 0;
  close (rules);

  return is_done;
}
