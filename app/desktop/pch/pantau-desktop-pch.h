/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parsed once for the whole library: what most of its files include first. Each includes what it uses all the same. */
#ifndef PANTAU_DESKTOP_PCH /* "#pragma once" is warned of in what is compiled alone */
#define PANTAU_DESKTOP_PCH

#include <adwaita.h>
#include <json-glib/json-glib.h>

#undef G_LOG_DOMAIN /* each file's own; config.h has it where a file has none */

#endif
