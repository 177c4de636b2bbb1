/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program of a chat writes by itself, in Indonesian and English: of the group, and instead of files and words. */

#include "config.h"

#include "pantau-paste-private.h"

#include <string.h>

#define AROUND_FILE 8 /* bytes around the words that stand for a file */

/* Whether @needle, in small letters, is in the stretch. */
static gboolean
holds (const char *start, const char *end, const char *needle)
{
  gsize length = strlen (needle);

  for (const char *p = start; p + length <= end; p++)
    if ((*p | 0x20) == (*needle | 0x20) && g_ascii_strncasecmp (p, needle, length) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
holds_any (const char *start, const char *end, const char *const *needles)
{
  for (guint i = 0; needles[i] != NULL; i++)
    if (holds (start, end, needles[i]))
      return TRUE;

  return FALSE;
}

gboolean
pantau_paste_find_group (const char *start, const char *end, const char **name, gsize *length)
{
  static const char *const says[] = { "created group \"",
                                      "created group \342\200\234",
                                      "membuat grup \"",
                                      "membuat grup \342\200\234",
                                      "changed the subject",
                                      "changed the group name",
                                      "mengubah subjek",
                                      "mengubah nama grup",
                                      "mengganti nama grup",
                                      "changed the group's name",
                                      NULL };
  const char *open = NULL, *close;

  if (end - start > PANTAU_PASTE_LONGEST_NOTICE || !holds_any (start, end, says))
    return FALSE;
  close = end;
  while (close > start && (close[-1] == '.' || close[-1] == ' '))
    close--;
  if (close > start && close[-1] == '"')
    close--;
  else if (close - start >= 3 && strncmp (close - 3, "\342\200\235", 3) == 0)
    close -= 3;
  else
    return FALSE;
  for (const char *p = start; p < close; p++)
    if (*p == '"')
      open = p + 1;
    else if (g_str_has_prefix (p, "\342\200\234"))
      open = p + 3;
  if (open == NULL || open >= close)
    return FALSE;
  *name = open;
  *length = (gsize) (close - open);

  return TRUE;
}

static const struct
{
  const char *says;
  const char *form;
} files[] = {
  { "image omitted", "foto" },
  { "gambar tidak disertakan", "foto" },
  { "video omitted", "video" },
  { "video tidak disertakan", "video" },
  { "gif omitted", "video" },
  { "audio omitted", "audio" },
  { "audio tidak disertakan", "audio" },
  { "document omitted", "dokumen" },
  { "dokumen tidak disertakan", "dokumen" },
  { "sticker omitted", "foto" },
  { "stiker tidak disertakan", "foto" },
  { "<media omitted>", "" },
  { "<media tidak disertakan>", "" },
  { "img-", "foto" },
  { "vid-", "video" },
  { "aud-", "audio" },
  { "ptt-", "audio" },
  { "stk-", "foto" },
  { "doc-", "dokumen" },
  { "-photo-", "foto" },
  { "-video-", "video" },
  { "-audio-", "audio" },
  { ".jpg", "foto" },
  { ".mp4", "video" },
  { ".opus", "audio" },
};

static const char *const attached[] = { "(file attached)", "(file terlampir)",
                                        "<attached: ", "<terlampir: ", NULL };

/* What the program wrote instead of words. */
static const char *const empty_words[] = { "this message was deleted",
                                           "you deleted this message",
                                           "pesan ini telah dihapus",
                                           "pesan ini dihapus",
                                           "anda menghapus pesan ini",
                                           "end-to-end encrypted",
                                           "dienkripsi secara end-to-end",
                                           "terenkripsi secara end-to-end",
                                           "waiting for this message",
                                           "menunggu pesan ini",
                                           NULL };

const char *
pantau_paste_file_of (const char *start, const char *end)
{
  gboolean is_attached;

  if (end - start > PANTAU_PASTE_LONGEST_NOTICE)
    return NULL;
  is_attached = holds_any (start, end, attached);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      gboolean is_name = strchr (files[i].says, ' ') == NULL;

      if ((is_name ? is_attached : (gsize) (end - start) <= strlen (files[i].says) + AROUND_FILE) &&
          holds (start, end, files[i].says))
        return files[i].form;
    }

  return is_attached ? "" : NULL;
}

gboolean
pantau_paste_says_nothing (const char *start, const char *end, gboolean *is_encryption)
{
  if (end - start >= PANTAU_PASTE_LONGEST_NOTICE || !holds_any (start, end, empty_words))
    return FALSE;
  *is_encryption = holds (start, end, "end-to-end");

  return TRUE;
}
