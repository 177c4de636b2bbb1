/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Limits of the kernel on this process, which it cannot take back. */

#include "sandbox.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "sandbox-calls.h"
#include "sandbox-files.h"

#define MEMORY  (512UL * 1024 * 1024) /* bytes of address space */
#define SECONDS 5                     /* of the processor */
#define FILES   32                    /* descriptors: loaders are libraries, opened one by one */

static bool
limit (__rlimit_resource_t what, rlim_t most)
{
  const struct rlimit both = { most, most };

  return setrlimit (what, &both) == 0;
}

bool
sandbox_enter (void)
{
/* A sanitizer reserves terabytes that it never uses. */
#if !defined(__SANITIZE_ADDRESS__)
  if (!limit (RLIMIT_AS, MEMORY))
    return false;
#endif
  /* What a library would write, a cache of letters say, fails and is no end. */
  signal (SIGXFSZ, SIG_IGN);

  return limit (RLIMIT_CPU, SECONDS) && limit (RLIMIT_FSIZE, 0) && limit (RLIMIT_NOFILE, FILES) &&
         limit (RLIMIT_CORE, 0) && limit (RLIMIT_NPROC, 0) &&
         prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
         sandbox_files_enter () && sandbox_calls_enter ();
}
