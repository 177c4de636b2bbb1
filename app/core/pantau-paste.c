/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From messages to what a record of a hoax begins with, and what is to be told of it. What a person can be reached or found by stays behind, in the source.
 */

#include "config.h"

#include "pantau-paste-private.h"

#include <glib/gi18n-lib.h>

#include "pantau-crypto-box.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-json.h"

typedef struct
{
  PantauPaste public;
  PantauIdentity *source;
} Paste;

static void
work_clear (PantauPasteWork *self)
{
  pantau_paste_chat_clear (&self->chat);
  pantau_paste_text_clear (&self->text);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->numbers, g_hash_table_unref);
  g_clear_pointer (&self->received, pantau_secret_free);
  g_clear_pointer (&self->notice, g_ptr_array_unref);
  if (self->out != NULL)
    g_string_free (g_steal_pointer (&self->out), TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PantauPasteWork, work_clear)

static void G_GNUC_PRINTF (2, 3) note (PantauPasteWork *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (self->notice, g_strdup_vprintf (format, args));
  va_end (args);
}

/* What somebody who reads the record does not see of what was pasted. */
static void
note_all (PantauPasteWork *self, PantauPaste *paste)
{
  const PantauPasteText *text = &self->text;

  if (paste->n_masked > 0)
    {
      g_autofree char *n = pantau_format_integer (paste->n_masked);

      /* Translators: where they can be sealed they are; whoever does that says so. */
      note (self,
            ngettext ("%s number or address of a person was taken out of the text",
                      "%s numbers or addresses of people were taken out of the text",
                      paste->n_masked),
            n);
    }
  if (paste->n_senders > 0)
    {
      g_autofree char *n = pantau_format_integer (paste->n_senders);

      note (self,
            ngettext ("“[pengirim 1]” stands for the name of %s sender",
                      "“[pengirim 1]” and so on stand for the names of %s senders",
                      paste->n_senders),
            n);
    }
  if (paste->files[0] != NULL)
    {
      guint count = g_strv_length (paste->files);
      g_autofree char *n = pantau_format_integer (count);

      note (self,
            ngettext ("The messages have %s file, in the folder of the export; please attach it "
                      "where it belongs to the claim",
                      "The messages have %s files, in the folder of the export; please attach "
                      "those that belong to the claim",
                      count),
            n);
    }
  if (self->chat.has_strays)
    note (self, "%s",
          _ ("The export names files outside of its own folder: they were not looked at"));
  if (self->has_dropped)
    note (self, "%s",
          _ ("Not all names and numbers fit into the sealed part: the others are not kept"));
  if (paste->was_cut)
    {
      g_autofree char *n = pantau_format_integer (PANTAU_PASTE_MAX_QUOTE);

      note (self, _ ("Only the first %s characters were taken; please attach the whole as a file"),
            n);
    }
  if (text->had_turning)
    note (self, "%s",
          _ ("Signs that turn the direction of letters were taken out: the text may have looked "
             "otherwise"));
  if (text->had_nul)
    note (self, "%s", _ ("The text held zero bytes, which were taken out"));
  if (text->had_broken)
    note (
        self, "%s",
        _ ("Some characters were damaged and are shown as “\357\277\275”; please compare with the "
           "original"));
  if (text->was_utf16)
    note (self, "%s", _ ("The text was in another encoding (UTF-16) and was read as such"));
}

static const char *
name_of_script (GUnicodeScript script)
{
  switch ((int) script)
    {
    case G_UNICODE_SCRIPT_ARABIC:
      return _ ("Arabic");
    case G_UNICODE_SCRIPT_HAN:
      return _ ("Chinese");
    case G_UNICODE_SCRIPT_CYRILLIC:
      return _ ("Cyrillic");
    case G_UNICODE_SCRIPT_JAVANESE:
      return _ ("Javanese");
    case G_UNICODE_SCRIPT_REJANG:
      /* Translators: the old script of Southern Sumatra, “Surat Ulu” */
      return _ ("Rejang (Ulu)");
    case G_UNICODE_SCRIPT_DEVANAGARI:
      return _ ("Devanagari");
    case G_UNICODE_SCRIPT_HANGUL:
      return _ ("Korean");
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
      return _ ("Japanese");
    case G_UNICODE_SCRIPT_THAI:
      return _ ("Thai");
    case G_UNICODE_SCRIPT_GREEK:
      return _ ("Greek");
    default:
      return _ ("not Latin");
    }
}

/* (transfer full) (nullable) */
static char *
warn_of_script (const PantauPasteText *text)
{
  if (text->n_foreign * 2 <= text->n_letters)
    return NULL;

  /* Translators: %s is the name of a script, such as “Arabic” */
  return g_strdup_printf (_ ("Most letters are of another script (%s); please write the claim in "
                             "Indonesian as the title"),
                          name_of_script (text->foreign));
}

static gboolean
check_length (gsize length, GError **error)
{
  g_autofree char *most = NULL;

  if (length <= PANTAU_PASTE_LIMIT)
    return TRUE;
  most = pantau_format_bytes (PANTAU_PASTE_LIMIT);

  /* How long it is nobody knows: who gives it to us stops reading over the limit. */
  return pantau_throw (error, PANTAU_ERROR_TOO_LARGE,
                       _ ("this text is too long to be pasted (at most %s); please save it as a "
                          "file and attach that to the record"),
                       most);
}

/* (transfer full) */
static char **
take_files (PantauPasteWork *self)
{
  g_ptr_array_add (self->chat.files, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&self->chat.files), FALSE);
}

static void
fill (PantauPasteWork *self, Paste *paste, const char *file_name)
{
  PantauPaste *public = &paste->public;

  pantau_paste_take_people (self);
  public->n_senders = self->chat.senders->len;
  public->n_messages = self->chat.messages->len;
  pantau_paste_put_messages (self, public);
  pantau_paste_mask_names (self);
  pantau_paste_find_origin (self, public, file_name);
  public->occurred = self->chat.is_export ? g_strdup (self->chat.occurred) : NULL;
  pantau_paste_choose_words (self, public);
  if (public->forwarded == NULL)
  public->forwarded = self->chat.forwarded;
  public->files = take_files (self);
  public->n_masked = g_hash_table_size (self->numbers);
  public->script = warn_of_script (&self->text);
  note_all (self, public);
  g_ptr_array_add (self->notice, NULL);
  public->notice = (char **) g_ptr_array_free (g_steal_pointer (&self->notice), FALSE);
  paste->source = pantau_paste_make_source (self);
}

static gboolean
read_chat (PantauPasteWork *self, const char *bytes, gsize length, GError **error)
{
  if (pantau_paste_is_telegram (bytes, length))
    return pantau_paste_telegram_read (&self->text, &self->chat, bytes, length, error);
  if (pantau_paste_is_telegram_page (bytes, length))
    {
      pantau_paste_telegram_page_read (&self->text, &self->chat, bytes, length);
      return TRUE;
    }
  if (!pantau_paste_text_read (&self->text, bytes, length, error))
    return FALSE;
  pantau_paste_chat_read (&self->chat, &self->text);

  return TRUE;
}

PantauPaste *
pantau_paste_read (PantauReference *reference,
                   const char *bytes,
                   gsize length,
                   const char *file_name,
                   GError **error)
{
  g_auto (PantauPasteWork) work = { .reference = reference };
  g_autoptr (PantauPaste) paste = NULL;

  g_return_val_if_fail (reference != NULL && (bytes != NULL || length == 0), NULL);

  if (!check_length (length, error) || !read_chat (&work, bytes, length, error))
    return NULL;

  work.out = g_string_new (NULL);
  work.notice = g_ptr_array_new_with_free_func (g_free);
  paste = (PantauPaste *) g_new0 (Paste, 1);
  fill (&work, (Paste *) paste, file_name);
  if (paste->quote == NULL && paste->urls[0] == NULL && paste->form == NULL)
    return pantau_throw_null (
        error, PANTAU_ERROR_INVALID,
        _ ("there is nothing to read in this; please copy the message again, or "
           "write what it says"));

  return g_steal_pointer (&paste);
}

char *
pantau_paste_dup_text (const char *bytes, gsize length, GError **error)
{
  PantauPasteText text = { 0 };

  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  if (!check_length (length, error) || !pantau_paste_text_read (&text, bytes, length, error))
    return NULL;

  return g_steal_pointer (&text.text);
}

void
pantau_paste_free (PantauPaste *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->quote);
  g_strfreev (self->urls);
  g_free (self->group);
  g_free (self->occurred);
  g_free (self->script);
  g_strfreev (self->notice);
  g_strfreev (self->files);
  pantau_identity_free (((Paste *) self)->source);
  g_free (self);
}

PantauIdentity *
pantau_paste_dup_source (PantauPaste *self)
{
  static const char *const parts[] = { "name", "phone", "received" };
  PantauIdentity *source = pantau_identity_new ();

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    pantau_identity_set (source, parts[i],
                         pantau_identity_get (((Paste *) self)->source, parts[i]));

  return source;
}

JsonObject *
pantau_paste_answers (PantauPaste *self)
{
  JsonObject *answers = json_object_new (), *fields = json_object_new ();

  pantau_json_set_text (answers, "title", self->title);
  pantau_json_set_text (answers, "occurred", self->occurred);
  pantau_json_set_text (fields, "platform", self->platform);
  pantau_json_set_text (fields, "group", self->group);
  pantau_json_set_text (fields, "url", self->urls[0]);
  pantau_json_set_text (fields, "form", self->form);
  pantau_json_set_text (fields, "forwarded", self->forwarded);
  pantau_json_set_text (fields, "quote", self->quote);
  json_object_set_object_member (answers, "fields", fields);

  return answers;
}
