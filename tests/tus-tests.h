/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tus-fixture.h"

G_BEGIN_DECLS

/* Between the files of the program test-tus: each adds what it tests. */
void tus_add_resume_tests (void);
void tus_add_register_tests (void);
void tus_add_store_tests (void);

/* Last of all: it mounts something, in this process alone. */
void tus_add_quota_tests (void);

#define TUS_ADD(path, function)                                                                    \
  g_test_add (path, TusFixture, NULL, tus_set_up, function, tus_tear_down)

G_END_DECLS
