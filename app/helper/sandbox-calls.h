/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

/*
 * From now on the calls by which a process reaches another, the network or a file to write fail with EPERM (seccomp, on the machines whose numbers we
 * know: x86-64 and ARM 64; elsewhere TRUE and nothing done). FALSE where the kernel refuses.
 */
bool sandbox_calls_enter (void);
