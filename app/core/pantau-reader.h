/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-home.h"

G_BEGIN_DECLS

/*
 * A second, read-only connection to an open home with a store of its own: what a window asks while another thread writes, without
 * ever waiting for it. It sees what was committed; it never takes entries in itself, so whoever wrote calls
 * pantau_store_catch_up() on the home's store first. For one thread at a time; ends before its home.
 */
typedef struct _PantauReader PantauReader;

PantauReader *pantau_reader_new (PantauHome *home, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_reader_free (PantauReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauReader, pantau_reader_free)

/* Its own, on a connection that only reads; they live as long as the reader. (transfer none) */
PantauStore *pantau_reader_get_store (PantauReader *self);
PantauDb *pantau_reader_get_db (PantauReader *self);

/* The home's own store notes a new province (enrolment) so; this one follows. */
void pantau_reader_set_province (PantauReader *self, const char *province);

G_END_DECLS
