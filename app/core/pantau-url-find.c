/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links within what somebody wrote. One pass: what was looked at once is not looked at again. */

#include "config.h"

#include "pantau-url.h"

#include <string.h>

#define LONGEST_HOST 1024 /* bytes, in any script */

/*
 * Where a link without a scheme is one: "dll.di/ke" and "S.Pd/M.Pd" are none. Ends of names that links in Indonesia have; another site's link is found by
 * its "https://" or "www.".
 */
static const char *const known_ends[] = {
  "app", "be",    "biz",  "cc",    "click", "co",      "com",  "fm",    "gg",    "gl",
  "ic",  "id",    "in",   "info",  "io",    "is",      "it",   "link",  "live",  "ly",
  "me",  "media", "my",   "net",   "news",  "online",  "org",  "page",  "press", "pw",
  "qr",  "sg",    "shop", "site",  "store", "tel",     "to",   "today", "top",   "tv",
  "uk",  "us",    "vip",  "watch", "web",   "website", "wiki", "world", "xyz",   NULL
};

static void
found_free (gpointer data)
{
  PantauUrlFound *self = data;

  g_free (self->url);
  g_free (self);
}

/* What a link is made of: ASCII but blanks and what encloses it, and letters of any script. */
static const char *
end_of_link (const char *p)
{
  while (*p != '\0')
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x80 ? c <= ' ' || c == 0x7f || strchr ("<>\"`{}|\\^", (int) c) != NULL
                   : !g_unichar_isalnum (c) && !g_unichar_ismark (c))
        break;
      p = g_utf8_next_char (p);
    }

  return p;
}

/* Without what belongs to the sentence: "(lihat https://kpu.go.id/a_(b))." */
static const char *
trim_end (const char *start, const char *end)
{
  int open = 0;

  for (const char *p = start; p < end; p++)
    open += *p == '(' ? 1 : *p == ')' ? -1 : 0;
  while (end > start)
    {
      char last = end[-1];

      if (last == ')' && open < 0)
        open++;
      else if (strchr (".,;:!?'*_~]", last) == NULL)
        break;
      end--;
    }

  return end;
}

static gboolean
is_known_end (const char *start, gsize length)
{
  for (guint i = 0; known_ends[i] != NULL; i++)
    if (strlen (known_ends[i]) == length && g_ascii_strncasecmp (known_ends[i], start, length) == 0)
      return TRUE;

  return FALSE;
}

/* "fb.com/warga": @host is behind the name of the site. */
static gboolean
is_bare (const char *start, const char *host)
{
  const char *dot = host;

  if (*host != '/' || !(g_ascii_isalnum (host[1]) || strchr ("@+-_?#", host[1]) != NULL) ||
      host[1] == '\0')
    return FALSE;
  while (dot > start && *dot != '.')
    dot--;

  return dot > start && g_ascii_isalnum (dot[-1]) &&
         is_known_end (dot + 1, (gsize) (host - dot - 1));
}

/* Whether the host at @name has one. To the end of a link one goes only where it is a link, or text made for it would take for ever. */
static gboolean
has_dot (const char *name)
{
  for (guint i = 0; i < LONGEST_HOST && name[i] != '\0' && strchr ("/?# \t\r\n", name[i]) == NULL;
       i++)
    if (name[i] == '.')
      return TRUE;

  return FALSE;
}

/* The end of the link that begins with the word at @start; @host is behind its letters, digits, dots and hyphens. NULL where it is none. */
static const char *
match (const char *start, const char *host)
{
  const char *end, *name = NULL;

  /* Most words begin with no letter of these, and are compared no further. */
  if ((*start | 0x20) == 'h' && g_ascii_strncasecmp (start, "https://", 8) == 0)
    name = start + 8;
  else if ((*start | 0x20) == 'h' && g_ascii_strncasecmp (start, "http://", 7) == 0)
    name = start + 7;
  else if ((*start | 0x20) == 'w' && g_ascii_strncasecmp (start, "www.", 4) == 0)
    name = start + 4;
  else if (is_bare (start, host))
    name = start;
  if (name == NULL || !(g_unichar_isalnum (g_utf8_get_char (name)) || *name == '[') ||
      !has_dot (name))
    return NULL;

  end = trim_end (start, end_of_link (start));

  return end > name && memchr (name, '.', (gsize) (end - name)) != NULL ? end : NULL;
}

static void
add (GPtrArray *found, const char *text, const char *start, const char *end)
{
  PantauUrlFound *one = g_new0 (PantauUrlFound, 1);

  one->start = (gsize) (start - text);
  one->length = (gsize) (end - start);
  one->url = g_strndup (start, one->length);
  g_ptr_array_add (found, one);
}

GPtrArray *
pantau_url_find (const char *text)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (found_free);
  const char *p = text;

  while (*p != '\0')
    {
      const char *host = p, *end;

      if (!g_ascii_isalnum (*p))
        {
          /* An address of e-mail and the name of an account are no sites. */
          gboolean is_account = *p == '@';

          p = g_utf8_next_char (p);
          while (is_account && (g_ascii_isalnum (*p) || *p == '.' || *p == '-'))
            p++;
          continue;
        }
      while (g_ascii_isalnum (*host) || *host == '.' || *host == '-')
        host++;

      end = match (p, host);
      if (end != NULL)
        add (found, text, p, end);
      p = end != NULL ? end : host;
    }

  return found;
}
