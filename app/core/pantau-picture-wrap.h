/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The command that runs @program with @arguments (nullable) in a world of its own: within bubblewrap, without network, home, other processes and
 * rights, with /usr to read. Where bubblewrap is not installed or the system does not let it work (it is tried once), the plain command: the limits
 * that the program gives itself remain. Any thread. (transfer full)
 */
GStrv pantau_picture_wrap (const char *program,
                           const char *const *arguments) G_GNUC_WARN_UNUSED_RESULT;

/* Whether it does. */
gboolean pantau_picture_is_wrapped (void);

G_END_DECLS
