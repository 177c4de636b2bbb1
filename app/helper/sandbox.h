/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

/*
 * Gives away what a decoder does not need, before the first byte of a stranger's file is read: 512 MiB of memory at most, 5 s of processor, no file
 * written, no child, no new rights, no core dump; no file read but what programs are made of (sandbox-files.h), no call but what decoding needs
 * (sandbox-calls.h). FALSE where the system refuses, and then nothing is to be read.
 */
bool sandbox_enter (void);
