/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parsed once for all tests with a window: what most of them include first. Each includes what it uses all the same. */
#ifndef DISPLAY_TESTS_PCH /* "#pragma once" is warned of in what is compiled alone */
#define DISPLAY_TESTS_PCH

#include <adwaita.h>
#include <json-glib/json-glib.h>

#undef G_LOG_DOMAIN /* each file's own; config.h has it where a file has none */

#endif
