/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Wrong clocks (pace-clocks.c). */
void add_clock_tests (void);
