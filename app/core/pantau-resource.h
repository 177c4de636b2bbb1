/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A file that is built into the program: SQL scripts ("sql/facts-001.sql") and reference data
 * ("reference/wilayah.csv"). Returns: (transfer full): its bytes, which a NUL follows, or NULL with PANTAU_ERROR_NOT_FOUND.
 */
GBytes *pantau_resource_lookup (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
