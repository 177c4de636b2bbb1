/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-identity.h"
#include "pantau-reference.h"

G_BEGIN_DECLS

/*
 * What somebody pasted, forwarded or exported, understood as a hoax that goes round: an export of a WhatsApp chat (Android and iOS, 12 and 24 hours,
 * Indonesian and English) or of a Telegram chat (result.json), several messages copied at once, any text, a link alone. Numbers of people, and the names of who sent it, are taken
 * out of the text and lie in memory for secrets until pantau_paste_dup_source() hands them over to be sealed; where nobody can seal, they are gone.
 */

/* What is longer is a file and no text. */
#define PANTAU_PASTE_LIMIT (1024 * 1024)

/* Characters of the field `quote`, and of a title that one can read at a glance. */
#define PANTAU_PASTE_MAX_QUOTE 5000
#define PANTAU_PASTE_MAX_TITLE 120

/* What stands in a text for what was taken out of it. Fixed, since records keep it: in every language of the program. */
#define PANTAU_PASTE_NUMBER  "[nomor disegel]"
#define PANTAU_PASTE_ADDRESS "[surel disegel]"
#define PANTAU_PASTE_SENDER  "[pengirim %u]"
#define PANTAU_PASTE_NAME    "[nama disegel]" /* of one of several senders */

/* Read it, change nothing. All texts are UTF-8 and fit the fields of a hoax that they are named after. */
typedef struct
{
  char *title; /* (nullable): the first sentence; NULL where there is none, as of a link alone */
  char *quote; /* (nullable): the text as it was, without who sent it; NULL of a link alone */
  gboolean was_cut;      /* the text was longer than `quote` may be; it ends with "…" */
  char **urls;           /* as they stand there, each once, none that holds a number of somebody */
  const char *platform;  /* (nullable): a code of the list `platform` */
  char *group;           /* (nullable): of an export: the group's name; never that of a person */
  char *occurred;        /* (nullable): of an export: its first message, RFC 3339 in WIB */
  const char *forwarded; /* (nullable: unknown): a code of the list `forward_mark` */
  const char *form;      /* (nullable: unknown): a code of the list `content_form` */
  guint n_messages;      /* 0 of a link alone */
  guint n_senders;       /* who wrote them: different names or numbers */
  guint
      n_masked; /* different numbers and addresses of people that were taken out, with those who are senders */
  char **
      files; /* of an export: paths of the messages' files, below its folder by their own words; nothing was opened. At most 32; perhaps none */
  char *script;  /* (nullable): a warning: most letters are of another script than ours */
  char **notice; /* sentences: what was done that one does not see; perhaps none */
} PantauPaste;

/*
 * Reads @length bytes of @bytes. @file_name (nullable): of the file that they are from, which may hold the name of a chat; no path is opened. Any
 * thread; 1 MiB takes less than a tenth of a second.
 *
 * Damaged text is mended and that is noticed. NULL with PANTAU_ERROR_TOO_LARGE (over PANTAU_PASTE_LIMIT: what to do is in the sentence), _INVALID (nothing to
 * read in it, an export of several chats), _MALFORMED (bytes of a program or a picture, an export of Telegram that is not well-formed).
 */
PantauPaste *pantau_paste_read (PantauReference *reference,
                                const char *bytes,
                                gsize length,
                                const char *file_name,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The text of @bytes as pantau_paste_read() takes it, with all who are named in it: UTF-16 is recognised, what is damaged is marked, what hides or turns
 * letters is left out. (transfer full): in memory for secrets, for pantau_secret_free(); perhaps ""; NULL with PANTAU_ERROR_TOO_LARGE or
 * _MALFORMED
 */
char *
pantau_paste_dup_text (const char *bytes, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Takes NULL. */
void pantau_paste_free (PantauPaste *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauPaste, pantau_paste_free)

/*
 * Who sent it, as far as the text says: `name` and `phone` where one person did, `received` with what stood in the places of the text. Empty where there is
 * nothing to seal. For a hoax's reporter. (transfer full)
 */
PantauIdentity *pantau_paste_dup_source (PantauPaste *self) G_GNUC_WARN_UNUSED_RESULT;

/* What the fields of a new hoax may be filled with: {title?, occurred?, fields {platform?, group?, url?, form?, forwarded?, quote?}}. (transfer full) */
JsonObject *pantau_paste_answers (PantauPaste *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
