/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-client.h"
#include "pantau-home.h"

G_BEGIN_DECLS

/*
 * Does the province still hold what it has signed for? A home keeps the newest head that the province signed, in a receipt or by itself
 * (settings `head`, `head-index`, `head-cursor`, and `head-proof` where no receipt says it), and compares it at each sync. Where the answer is no, that is noted with its
 * proof (pantau-contradiction.h), and all is offered again: nothing that was acknowledged is lost while a home has it.
 */

/*
 * Another numbering begins, under @name: all lines and files are offered again, and everything is asked for from the start. One
 * transaction of its own; @noted (nullable) is done in it as well.
 */
typedef gboolean (*PantauEpochNote) (PantauDb *db, gpointer data, GError **error);
gboolean pantau_epoch_begin (
    PantauHome *home, const char *name, PantauEpochNote noted, gpointer data, GError **error);

/* The number of the newest head that is kept, which pantau_epoch_settle() asks about; -1: none. */
gint64 pantau_epoch_get_witnessed (PantauHome *home);

/*
 * With a session open: compares, and begins another epoch where need be. @name takes what our own tables call the present one (EPOCH, or EPOCH~2
 * and so on where the province lost what it had acknowledged but kept its epoch's name, since two numberings must not be mixed); @changed, whether an epoch was
 * known before and this is another. Blocks.
 */
gboolean pantau_epoch_settle (PantauHome *home,
                              PantauClient *client,
                              char **name,
                              gboolean *changed,
                              GCancellable *cancellable,
                              GError **error);

/*
 * Inside a transaction: of all signed heads of the present epoch the one that says most is what is compared next time; they may come in any order.
 * @text and @signature (nullable): what was signed, where no stored receipt says it.
 */
gboolean pantau_epoch_remember (PantauHome *home,
                                gint64 index,
                                const char *head,
                                const char *text,
                                const char *signature,
                                GError **error);

/*
 * The same as pantau_epoch_settle() by signed statements that came by courier, perhaps long ago and in any order: so they prove less.
 *
 * pantau_epoch_judge_head(): @head is the province's answer to a question that named number @asked (0: none). Two heads for one number are a fork; a head that was signed
 * after our newest receipt and says less than that is a rollback. @changed: another epoch began.
 *
 * pantau_epoch_find(): under which name a receipt of @epoch, signed at @time, counts: that of the present epoch; or of a new one, which is begun where it was signed later
 * than all that is here. @name is NULL where it is of an epoch that is over, and proves nothing about the present one.
 */
gboolean pantau_epoch_judge_head (
    PantauHome *home, const PantauHead *head, gint64 asked, gboolean *changed, GError **error);
gboolean pantau_epoch_find (PantauHome *home,
                            const char *epoch,
                            const char *time,
                            JsonObject *statement,
                            char **name,
                            gboolean *changed,
                            GError **error);

/*
 * After a pull, for who has read and not written, and so has no receipt: asks for a signed head where the cursor has moved since one was kept and that says less
 * than number @reached. A province
 * that were rolled back later would give these numbers anew, and this home would miss the lines under them. Blocks.
 */
gboolean pantau_epoch_witness (PantauHome *home,
                               PantauClient *client,
                               gint64 reached,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
