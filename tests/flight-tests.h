/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Between the files of the program test-flight. */
void flight_add_turns_tests (void);
void flight_add_appointments_tests (void);
void flight_add_gate_tests (void);
void flight_add_post_tests (void);

G_END_DECLS
