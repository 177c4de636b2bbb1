/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Between what reads bytes (-text.c), what finds messages in them (-chat.c, -heading.c, -notice.c; -telegram.c), what takes people out (-mask.c, -name.c), and what makes a record of the rest
 * (-quote.c, -origin.c). Text with people in it lies in memory for secrets.
 */
#pragma once

#include "pantau-paste.h"

G_BEGIN_DECLS

/* A text with LF at line ends and no character that hides or turns others. */
typedef struct
{
  char *text; /* (owned): of pantau_secret_new(), ends with a NUL */
  gsize length;
  gboolean was_utf16;
  gboolean had_nul;
  gboolean had_broken; /* bytes that are no UTF-8 */
  gboolean
      had_turning; /* signs that turn the direction, and not those that WhatsApp puts around a number */
  guint n_letters;        /* of scripts */
  guint n_foreign;        /* of these, not Latin */
  GUnicodeScript foreign; /* the last one of them */
} PantauPasteText;

/* FALSE with PANTAU_ERROR_MALFORMED where it is no text. */
gboolean
pantau_paste_text_read (PantauPasteText *self, const char *bytes, gsize length, GError **error);
void pantau_paste_text_clear (PantauPasteText *self);

/* The same piece by piece: room for @capacity bytes as they come, all together; then each of them, which is UTF-8. */
void pantau_paste_text_begin (PantauPasteText *self, gsize capacity);
void pantau_paste_text_append (PantauPasteText *self, const char *bytes, gsize length);

/* A stretch of PantauPasteText.text. */
typedef struct
{
  gsize start;
  gsize length;
} PantauSpan;

/* One message of a chat; of a plain text, all of it. */
typedef struct
{
  PantauSpan sender; /* of length 0 where none is named */
  PantauSpan body;
  guint who; /* the number of the sender, 1 …; 0 where none is named */
  const char *
      media; /* (nullable): a code of `content_form`: a file stood here, which the text does not hold */
  gboolean is_notice; /* the program's own words: gone once the chat is read */
} PantauPasteMessage;

typedef struct
{
  GArray
      *messages; /* of PantauPasteMessage, in their order, without what the program itself wrote */
  GArray *senders;       /* of PantauSpan: the first naming of each */
  PantauSpan group;      /* what the program itself calls the chat; of length 0 where it does not */
  gboolean is_group;     /* and it says that it is a group */
  gboolean is_new;       /* the last message's sender was not there before */
  gboolean is_chat;      /* there was at least one heading of a message */
  gboolean is_export;    /* and no brackets as of copied messages, or a file */
  char *occurred;        /* (owned) (nullable) */
  const char *platform;  /* (nullable: WhatsApp's): a code of the list `platform` */
  const char *forwarded; /* (nullable): a code of `forward_mark`, where the export itself says so */
  GPtrArray *files;      /* of char *: as PantauPaste.files */
  gboolean has_strays;   /* a path led elsewhere */
} PantauPasteChat;

void pantau_paste_chat_init (PantauPasteChat *self);
/* The number of a sender, the same for the same name, of whom @known (a GHashTable of g_int64_hash()) remembers all. */
guint pantau_paste_chat_number (PantauPasteChat *self,
                                GHashTable *known,
                                const char *text,
                                PantauSpan sender);
void pantau_paste_chat_read (PantauPasteChat *self, const PantauPasteText *text);
void pantau_paste_chat_clear (PantauPasteChat *self);

/* Whether @bytes look like result.json, as Telegram Desktop exports chats. */
gboolean pantau_paste_is_telegram (const char *bytes, gsize length);
/* Reads one. FALSE with PANTAU_ERROR_MALFORMED, or _INVALID where it holds several chats; @text and @chat are to be cleared all the same. */
gboolean pantau_paste_telegram_read (
    PantauPasteText *text, PantauPasteChat *chat, const char *bytes, gsize length, GError **error);

/* Whether a path of an export leads below its folder, by its own words alone. */
gboolean pantau_paste_stays_inside (const char *path);

/* The same of messages.html, which the same program exports unless one asks otherwise. As far as its classes are known; any bytes are taken. */
gboolean pantau_paste_is_telegram_page (const char *bytes, gsize length);
void pantau_paste_telegram_page_read (PantauPasteText *text,
                                      PantauPasteChat *chat,
                                      const char *bytes,
                                      gsize length);

/* The day and hour of a message. Which number is the month, the whole chat tells. */
typedef struct
{
  guint parts[3];
  guint n_parts; /* 3, or 2 without the year */
  guint hour, minute, second;
  gboolean is_year_first;
} PantauPasteStamp;

typedef struct
{
  const char *text;
  const char *p;
  const char *end; /* of the line */
} PantauPasteLine;

/* The heading of a message; afterwards the line stands behind it. FALSE where there is none */
gboolean
pantau_paste_take_heading (PantauPasteLine *self, PantauPasteStamp *stamp, gboolean *in_brackets);
/* "Budi: " behind a heading; "~ " in front of who is no contact is left out. FALSE where there is none */
gboolean pantau_paste_take_sender (PantauPasteLine *self, PantauSpan *sender);
/*
 * The first of @stamps (of PantauPasteStamp, one at least) as RFC 3339 in WIB, read as all of them together say. NULL without a year, and for what
 * is no day or has not come yet. (transfer full) (nullable)
 */
char *pantau_paste_first_time (GArray *stamps);

/* Bytes of what the program of a chat itself writes. */
#define PANTAU_PASTE_LONGEST_NOTICE 300

/* The name of a group (a stretch of the line), where the program tells of it and nobody else does: it stands in the last quotation marks. */
gboolean
pantau_paste_find_group (const char *start, const char *end, const char **name, gsize *length);
/* A code of `content_form` for what stands in the place of a file, "" where it does not tell of which sort; NULL for no file. */
const char *pantau_paste_file_of (const char *start, const char *end);
/* Words instead of a message. @is_encryption: of those that begin a chat */
gboolean pantau_paste_says_nothing (const char *start, const char *end, gboolean *is_encryption);

/*
 * Takes the first and last names of @senders (stretches of @text) that have two words or more out of @out, where they stand there as words of their own with a
 * capital letter; of the first @length bytes. Names of places stay. Of names that several bear nobody knows whose it is.
 */
void pantau_paste_mask_short_names (
    GString *out, gsize length, const char *text, GArray *senders, PantauRegions *regions);

/* Whether the stretch is a telephone's number and nothing else. */
gboolean pantau_paste_is_number (const char *text, PantauSpan span);

/* What is known while a PantauPaste is made: people are taken, messages put, names masked, the origin found, words chosen, the source made, in that order. */
typedef struct
{
  PantauReference *reference; /* (unowned) */
  PantauPasteText text;
  PantauPasteChat chat;
  GPtrArray *found;    /* of PantauPii, in the whole text */
  guint next;          /* the first of them behind what was written out */
  GHashTable *numbers; /* hashes of the different ones: none is copied */
  char *received;      /* of pantau_secret_new(): what is sealed as the part `received` */
  gsize received_length;
  gboolean has_dropped; /* not all of it went into @received */
  GString *out;         /* the text without people */
  GPtrArray *notice;    /* of char * */
} PantauPasteWork;

/* Finds numbers and addresses of people, also those that senders have instead of names; they and the senders go into what is sealed. */
void pantau_paste_take_people (PantauPasteWork *self);

/* Writes a stretch of the text out, with what stands for people in it. Stretches come in their order. */
void pantau_paste_put_masked (PantauPasteWork *self, PantauSpan span);

/* Names of senders in what was written out become the sender's number, or PANTAU_PASTE_NAME. */
void pantau_paste_mask_names (PantauPasteWork *self);

/* @text with marks for what is @found in it of people (of PantauPii), which is sealed too. (transfer full) */
char *pantau_paste_mask_found (PantauPasteWork *self,
                               const char *text,
                               GPtrArray *found) G_GNUC_WARN_UNUSED_RESULT;

/* Who sent it is known where one person wrote all of it; of several, the officer reads which is which. (transfer full) */
PantauIdentity *pantau_paste_make_source (PantauPasteWork *self) G_GNUC_WARN_UNUSED_RESULT;

/* Writes all messages out, one after the other; who said what, where several did. Sets `forwarded`, and the `form` of a file. */
void pantau_paste_put_messages (PantauPasteWork *self, PantauPaste *paste);

/* At most @most characters of @text, the last "…" where some are missing; between words where there is one near. (transfer full) */
char *pantau_paste_cut (const char *text, gsize most, gboolean *was_cut) G_GNUC_WARN_UNUSED_RESULT;

/* Sets `quote`, `was_cut` and `title`, where there are words. */
void pantau_paste_choose_words (PantauPasteWork *self, PantauPaste *paste);

/* Sets `urls`, `platform`, `group` and `form`. Of a link alone nothing stays written out, and `n_messages` is 0. @file_name (nullable) */
void pantau_paste_find_origin (PantauPasteWork *self, PantauPaste *paste, const char *file_name);

G_END_DECLS
