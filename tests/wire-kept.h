/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Of test-wire: what becomes of connections that are kept. */
void add_kept_tests (void);
