/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a hoax goes round: its links, the platform that they and the text tell of, the group of a chat. A link alone is no text. */

#include "config.h"

#include "pantau-paste-private.h"

#include <string.h>

#include "pantau-crypto-box.h"
#include "pantau-pii.h"
#include "pantau-url.h"

#define MAX_GROUP 200
#define MAX_URLS  20

/* Letters around a link that are no text of their own: "Lihat video ini di TikTok". */
#define MAX_BESIDE_LINK 120

/* One of which a record's own check would say that it is none, such as one with a name before "@", stays in the text alone. */
static gboolean
is_link (PantauReference *reference, const char *url)
{
  g_autofree char *canonical = pantau_url_canonical (reference, url, NULL);
  g_autoptr (GPtrArray) people = pantau_pii_find_all (url);

  return canonical != NULL && people->len == 0;
}

/* Links of the text without people: one that held a number is cut at it, and left out. @length: of those that are links, in bytes. (transfer full) */
static char **
find_urls (PantauReference *reference, const char *text, gsize *length)
{
  g_autoptr (GPtrArray) found = pantau_url_find (text);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) urls = g_strv_builder_new ();

  *length = 0;
  for (guint i = 0; i < found->len; i++)
    {
      const PantauUrlFound *one = g_ptr_array_index (found, i);

      if (g_hash_table_size (known) >= MAX_URLS)
        break;
      if (strchr (one->url, '[') != NULL || !is_link (reference, one->url))
        continue;
      *length += one->length;
      if (!g_hash_table_add (known, one->url))
        continue;
      g_strv_builder_add (urls, one->url);
    }

  return g_strv_builder_end (urls);
}

/* What the links say of where it goes round, and of what: a link alone is no text. @length: of all links. */
static void
judge_links (PantauPasteWork *self, PantauPaste *paste, gsize length)
{
  const char *first = paste->urls[0];
  gboolean is_alone = first != NULL && self->out->len - MIN (length, self->out->len) <= 2;
  gboolean is_shared = first != NULL && paste->urls[1] == NULL &&
                       self->out->len - MIN (length, self->out->len) <= MAX_BESIDE_LINK;
  const char *platform = first != NULL ? pantau_url_platform (self->reference, first) : NULL;

  if (self->chat.is_chat || paste->forwarded != NULL)
    paste->platform = self->chat.platform != NULL ? self->chat.platform : "whatsapp";
  else if (is_alone || (is_shared && !g_str_equal (platform, "situs")))
    paste->platform = platform;

  if (paste->form == NULL && is_alone && paste->platform != NULL)
    paste->form = g_str_equal (paste->platform, "youtube") ||
                          g_str_equal (paste->platform, "tiktok") ||
                          g_str_equal (paste->platform, "snackvideo")
                      ? "video"
                      : NULL;
  else if (!is_alone && self->out->len > 0 && (paste->form == NULL || paste->n_messages > 1))
    paste->form = "teks";

  if (is_alone)
    {
      g_string_truncate (self->out, 0);
      paste->n_messages = 0;
    }
}

/* "Chat WhatsApp dengan Info PALI.txt": what stands behind the words. (transfer full) (nullable): of pantau_secret_new() */
static char *
name_of_file (const char *file_name)
{
  static const char *const words[] = {
    "Chat WhatsApp dengan ", "Obrolan WhatsApp dengan ", "Percakapan WhatsApp dengan ",
    "WhatsApp Chat with ",   "WhatsApp Chat - ",         "Chat WhatsApp - "
  };
  g_autofree char *base = file_name != NULL && g_utf8_validate (file_name, -1, NULL)
                              ? g_path_get_basename (file_name)
                              : NULL;
  char *name = NULL;

  for (guint i = 0; base != NULL && name == NULL && i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (base, words[i]))
      {
        const char *start = base + strlen (words[i]), *end = strrchr (start, '.');

        name = pantau_secret_strndup (start, end != NULL ? (gsize) (end - start) : strlen (start));
      }
  if (base != NULL)
    pantau_secret_wipe (base, strlen (base));

  return name;
}

static gboolean
is_sender (PantauPasteWork *self, const char *name)
{
  for (guint i = 0; i < self->chat.senders->len; i++)
    {
      PantauSpan sender = g_array_index (self->chat.senders, PantauSpan, i);

      if (sender.length == strlen (name) &&
          strncmp (self->text.text + sender.start, name, sender.length) == 0)
        return TRUE;
    }

  return FALSE;
}

/*
 * The name of the group, where it is one: a chat of two bears the name of a person. (transfer full) (nullable)
 */
static char *
find_group (PantauPasteWork *self, const char *file_name)
{
  g_autoptr (GPtrArray) numbers = NULL;
  g_autofree char *group = NULL;
  char *of_file = name_of_file (file_name);
  gboolean was_cut;

  if (self->chat.group.length > 0 && (self->chat.is_group || self->chat.senders->len > 2))
    group = g_strndup (self->text.text + self->chat.group.start, self->chat.group.length);
  else if (of_file != NULL && self->chat.senders->len > 2)
    group = g_strdup (of_file);
  pantau_secret_free (of_file);
  if (group == NULL)
    return NULL;

  numbers = pantau_pii_find_all (group);
  if (numbers->len > 0 || is_sender (self, group))
    return NULL;

  return pantau_paste_cut (group, MAX_GROUP, &was_cut);
}

void
pantau_paste_find_origin (PantauPasteWork *self, PantauPaste *paste, const char *file_name)
{
  gsize links = 0;

  paste->urls = find_urls (self->reference, self->out->str, &links);
  judge_links (self, paste, links);
  paste->group = self->chat.is_chat ? find_group (self, file_name) : NULL;
}
