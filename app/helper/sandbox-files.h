/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

/*
 * From now on this process opens nothing but what lies in /usr, /etc, /lib and the cache of letters, and that to read (Landlock, since Linux 5.13). TRUE too where
 * the kernel has no Landlock: then other limits are all there are. FALSE where it has and refuses.
 */
bool sandbox_files_enter (void);
