/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Links in one writing. A link that somebody sends is text of a stranger: it may be made to look like another one, so what cannot be seen in it is
 * refused, and what is left is split by hand, as strictly as a browser reads it and no further.
 */

#include "config.h"

#include "pantau-url.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-format.h"

#define LONGEST_HOST 253 /* RFC 1035 */

/* Pages that lead through a page that leads …: one is usual, and nobody makes more than this by accident. */
#define MOST_THROUGH 3

/* A link, taken apart. */
typedef struct
{
  char *host;  /* small letters, folded */
  guint port;  /* 0: the usual one */
  char *path;  /* "" or "/…", without a slash at the end */
  char *query; /* without '?' */
} Url;

static void
url_clear (Url *self)
{
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->query, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Url, url_clear)

static gboolean
turns_direction (gunichar c)
{
  return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

/* Letters that take no room: format characters, variation selectors, fillers that look like nothing. */
static gboolean
is_invisible (gunichar c)
{
  return g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT ||
         g_unichar_iszerowidth (c) || (c >= 0xfe00 && c <= 0xfe0f) || c == 0x3164 || c == 0xffa0 ||
         c == 0x034f;
}

static gboolean
is_blank (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_LINE_SEPARATOR ||
         g_unichar_type (c) == G_UNICODE_PARAGRAPH_SEPARATOR || c == 0x2800;
}

/* One sentence for each sort of character that a link has not, before anything else is made of it. */
static gboolean
check_characters (const char *text, GError **error)
{
  gboolean has_blank = FALSE, has_hidden = strstr (text, "%00") != NULL;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (turns_direction (c))
        return pantau_throw (
            error, PANTAU_ERROR_INVALID,
            _ ("the link holds signs that turn the direction of its letters, so that "
               "it looks like another one; please type it as it is shown"));
      if (is_blank (c))
        has_blank = TRUE;
      else if (is_invisible (c))
        has_hidden = TRUE;
    }
  if (has_hidden)
    return pantau_throw (
        error, PANTAU_ERROR_INVALID,
        _ ("the link holds characters that cannot be seen; please type it as it is "
           "shown"));

  return !has_blank || pantau_throw (error, PANTAU_ERROR_INVALID,
                                     _ ("a link has no blanks; please write only the link here"));
}

/* White space around, of any script. (transfer full) */
static char *
trim (const char *text)
{
  const char *end;

  while (is_blank (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  end = text + strlen (text);
  while (end > text && is_blank (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);

  return g_strndup (text, (gsize) (end - text));
}

static gboolean
throw_no_link (GError **error)
{
  return pantau_throw (error, PANTAU_ERROR_INVALID,
                       _ ("this is no link; a link begins with https:// or http://"));
}

/*
 * What stands behind "https://"; all of @text where it has no scheme and can be a link all the same. NULL with an error for another scheme. (nullable)
 */
static const char *
skip_scheme (PantauReference *reference, const char *text, GError **error)
{
  gsize name = strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");
  gsize host = strcspn (text, "/?#:");
  g_autofree char *scheme = NULL;

  if (g_ascii_strncasecmp (text, "https://", 8) == 0)
    return text + 8;
  if (g_ascii_strncasecmp (text, "http://", 7) == 0)
    return text + 7;

  /* "kpu.go.id:8080/berita" has a port, "javascript:1" has none that could be one: its host has no dot. */
  scheme = g_ascii_strdown (text, (gssize) name);
  if (text[name] == ':' && (!g_ascii_isdigit (text[name + 1]) || strchr (scheme, '.') == NULL))
    {
      if (g_str_equal (scheme, "http") || g_str_equal (scheme, "https"))
        throw_no_link (error);
      else
        pantau_throw (error, PANTAU_ERROR_INVALID,
                      /* Translators: %s is the beginning of what was typed, such as “javascript” */
                      _ ("what begins with “%s:” is no link to a page and is not taken; a link "
                         "begins with https:// or http://"),
                      strlen (scheme) <= 20 ? scheme : "…");
      return NULL;
    }
  if (strchr (scheme, '.') == NULL ||
      (g_ascii_strncasecmp (text, "www.", 4) != 0 && text[host] == '\0' &&
       pantau_url_rules_site (pantau_reference_get_url_rules (reference), scheme) == NULL))
    {
      throw_no_link (error);
      return NULL;
    }

  return text;
}

static gboolean
throw_no_host (const char *host, GError **error)
{
  if (*host == '\0')
    return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("the link names no web site"));
  if (strlen (host) > 60)
    return pantau_throw (error, PANTAU_ERROR_INVALID,
                         _ ("the name of the web site in this link is none"));

  return pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” is not the name of a web site"), host);
}

/* Labels of letters, digits and hyphens with dots between them, the last no number: "1.2.3" is none, and four numbers are told before. */
static gboolean
is_name (const char *host)
{
  g_auto (GStrv) labels = g_strsplit (host, ".", -1);
  guint n = g_strv_length (labels);

  for (guint i = 0; i < n; i++)
    if (*labels[i] == '\0' || strlen (labels[i]) > 63 ||
        strspn (labels[i], "abcdefghijklmnopqrstuvwxyz0123456789-_") != strlen (labels[i]))
      return FALSE;

  return n >= 2 && g_ascii_isalpha (labels[n - 1][0]) && strlen (labels[n - 1]) >= 2 &&
         strlen (host) <= LONGEST_HOST;
}

/* The host in small ASCII letters, without the dot that may stand behind it. NULL with an error. (transfer full) */
static char *
read_host (const char *text, GError **error)
{
  g_autofree char *ascii = NULL, *small = NULL;
  gsize length;

  if (*text == '[')
    {
      g_autofree char *inner = g_strndup (text + 1, strlen (text) - 2);

      if (!g_str_has_suffix (text, "]") || !g_hostname_is_ip_address (inner))
        {
          throw_no_host (text, error);
          return NULL;
        }
      return g_ascii_strdown (text, -1);
    }

  ascii = strpbrk (text, "%\\<>\"'`{}|^[]") == NULL && strlen (text) <= PANTAU_URL_MAX
              ? g_hostname_to_ascii (text)
              : NULL;
  small = g_ascii_strdown (ascii != NULL ? ascii : "", -1);
  length = strlen (small);
  if (length > 1 && small[length - 1] == '.')
    small[length - 1] = '\0';
  if (!g_hostname_is_ip_address (small) && !is_name (small))
    {
      throw_no_host (text, error);
      return NULL;
    }

  return g_steal_pointer (&small);
}

/* "host:port" in front of path, query and fragment. */
static gboolean
read_authority (
    Url *self, PantauReference *reference, const char *text, gsize length, GError **error)
{
  g_autofree char *authority = g_strndup (text, length), *host = NULL;
  const char *at = strrchr (authority, '@');
  char *colon;

  if (at != NULL)
    return pantau_throw (
        error, PANTAU_ERROR_INVALID,
        /* Translators: %s is the name of a web site; the link was made to look like one to another site */
        _ ("whatever this link seems to say before “@”, it leads to “%s”; please write it without "
           "that part"),
        strlen (at + 1) > 0 && strlen (at + 1) <= 60 ? at + 1 : "…");

  colon = strrchr (authority, ':');
  if (colon != NULL && strchr (colon, ']') == NULL)
    {
      guint64 port = 0;

      *colon = '\0';
      if (colon[1] != '\0' && !g_ascii_string_to_unsigned (colon + 1, 10, 1, 65535, &port, NULL))
        return pantau_throw (error, PANTAU_ERROR_INVALID,
                             _ ("what stands behind “:” in the link is no port"));
      self->port = port == 80 || port == 443 ? 0 : (guint) port;
    }

  host = read_host (authority, error);
  if (host == NULL)
    return FALSE;
  self->host = pantau_url_rules_fold_host (pantau_reference_get_url_rules (reference), host);

  return TRUE;
}

static gboolean
is_unreserved (guchar c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("-._~", c) != NULL);
}

/* Percent signs where they must be and nowhere else, in capitals: RFC 3986, section 6.2.2. */
static void
append_normal (GString *out, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];
      gboolean is_code = c == '%' && i + 2 < length && g_ascii_isxdigit (text[i + 1]) &&
                         g_ascii_isxdigit (text[i + 2]);

      if (is_code)
        {
          c = (guchar) (g_ascii_xdigit_value (text[i + 1]) * 16 +
                        g_ascii_xdigit_value (text[i + 2]));
          i += 2;
        }
      if (is_unreserved (c) ||
          (!is_code && c != '%' && c < 0x80 && strchr ("\"<>\\^`{|}", c) == NULL))
        g_string_append_c (out, (char) c);
      else
        g_string_append_printf (out, "%%%02X", c);
    }
}

/* Without "." and "..", and without a slash at the end. (transfer full) */
static char *
read_path (const char *text, gsize length)
{
  g_autoptr (GString) path = g_string_new (NULL);
  gsize at = 0;

  while (at < length)
    {
      const char *begin = text + at + 1;
      const char *slash = memchr (begin, '/', length - at - 1);
      gsize n = slash != NULL ? (gsize) (slash - begin) : length - at - 1;

      if (n == 2 && strncmp (begin, "..", 2) == 0)
        {
          const char *parent = strrchr (path->str, '/');

          g_string_truncate (path, parent != NULL ? (gsize) (parent - path->str) : 0);
        }
      else if (!(n == 1 && *begin == '.'))
        {
          g_string_append_c (path, '/');
          append_normal (path, begin, n);
        }
      at += n + 1;
    }
  while (path->len > 0 && path->str[path->len - 1] == '/')
    g_string_truncate (path, path->len - 1);

  return g_string_free (g_steal_pointer (&path), FALSE);
}

/* The value of the parameter @name, decoded. (transfer full) (nullable) */
static char *
parameter (const char *query, const char *name)
{
  g_auto (GStrv) pairs = g_strsplit (query, "&", -1);
  gsize length = strlen (name);

  for (guint i = 0; pairs[i] != NULL; i++)
    if (strncmp (pairs[i], name, length) == 0 && pairs[i][length] == '=')
      return g_uri_unescape_string (pairs[i] + length + 1, NULL);

  return NULL;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* What is left of the parameters, sorted. @keep (nullable): the only ones that count. (transfer full) */
static char *
read_query (PantauUrlRules *rules, const PantauUrlSite *site, char **keep, const char *query)
{
  g_auto (GStrv) pairs = g_strsplit (query, "&", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_autofree char *name = g_strndup (pairs[i], strcspn (pairs[i], "="));
      GString *pair;

      if (*name == '\0' || pantau_url_rules_drops (rules, site, name) ||
          (keep != NULL && !g_strv_contains ((const char *const *) keep, name)))
        continue;
      pair = g_string_new (NULL);
      append_normal (pair, pairs[i], strlen (pairs[i]));
      g_ptr_array_add (kept, g_string_free (pair, FALSE));
    }
  g_ptr_array_sort (kept, compare_texts);
  g_ptr_array_add (kept, NULL);

  return g_strjoinv ("&", (char **) kept->pdata);
}

/*
 * What the last '*' of @from stands for where @path begins as @from does, part by part: '*' is any one. @rest takes what follows, "" or "/…". NULL where it
 * does not. (transfer full) (nullable)
 */
static char *
match_path (const char *from, const char *path, const char **rest)
{
  g_autofree char *found = g_strdup ("");

  while (*from == '/')
    {
      gsize wanted = strcspn (from + 1, "/"), n = *path == '/' ? strcspn (path + 1, "/") : 0;

      if (n == 0)
        return NULL;
      if (wanted == 1 && from[1] == '*')
        {
          g_free (found);
          found = g_strndup (path + 1, n);
        }
      else if (n != wanted || strncmp (from + 1, path + 1, n) != 0)
        {
          return NULL;
        }
      from += wanted + 1;
      path += n + 1;
    }
  *rest = path;

  return g_steal_pointer (&found);
}

/* @to with @found for '*' and @rest behind it; a query in it goes to the front of the link's own. */
static void
rewrite (Url *self, const PantauUrlPath *rule, const char *found, const char *rest)
{
  g_auto (GStrv) parts = g_strsplit (rule->to, "*", 2);
  g_autofree char *whole = g_strconcat (parts[0], parts[1] != NULL ? found : "",
                                        parts[1] != NULL ? parts[1] : "", rest, NULL);
  char *mark = strchr (whole, '?');
  char *query;

  if (mark != NULL)
    {
      *mark = '\0';
      query = g_strconcat (mark + 1, "&", self->query, NULL);
      g_free (self->query);
      self->query = query;
    }
  g_free (self->path);
  self->path = g_strdup (whole);
}

/* The first rule of the site that the path is of. (nullable) */
static const PantauUrlPath *
apply_path (Url *self, const PantauUrlSite *site)
{
  for (guint i = 0; site != NULL && i < site->paths->len; i++)
    {
      const PantauUrlPath *rule = g_ptr_array_index (site->paths, i);
      const char *rest = "";
      g_autofree char *found = match_path (rule->from, self->path, &rest);

      if (found == NULL || (*rest != '\0' && rule->keep != NULL && !rule->ends))
        continue;
      if (rule->to != NULL)
        rewrite (self, rule, found, rule->ends ? "" : rest);
      return rule;
    }

  return NULL;
}

static gboolean
split (Url *self, PantauReference *reference, const char *text, GError **error)
{
  const char *rest = skip_scheme (reference, text, error);
  gsize authority, path, query;

  if (rest == NULL)
    return FALSE;

  authority = strcspn (rest, "/?#");
  if (!read_authority (self, reference, rest, authority, error))
    return FALSE;
  rest += authority;
  path = strcspn (rest, "?#");
  self->path = read_path (rest, path);
  rest += path;
  query = *rest == '?' ? strcspn (rest + 1, "#") : 0;
  self->query = g_strndup (query > 0 ? rest + 1 : "", query);

  return TRUE;
}

/* Where the page only leads on, the link that it leads to. (transfer full) (nullable) */
static char *
look_through (const Url *self, const PantauUrlSite *site)
{
  for (guint i = 0; site != NULL && i < site->through->len; i++)
    {
      const PantauUrlThrough *page = g_ptr_array_index (site->through, i);
      g_autofree char *target =
          g_str_equal (page->path, self->path) ? parameter (self->query, page->parameter) : NULL;

      if (target != NULL && g_utf8_validate (target, -1, NULL) &&
          (g_ascii_strncasecmp (target, "https://", 8) == 0 ||
           g_ascii_strncasecmp (target, "http://", 7) == 0) &&
          check_characters (target, NULL))
        return g_steal_pointer (&target);
    }

  return NULL;
}

/* Takes @text apart, through the pages that lead on. FALSE with an error. */
static gboolean
read_url (Url *self, PantauReference *reference, const char *text, GError **error)
{
  PantauUrlRules *rules = pantau_reference_get_url_rules (reference);
  g_autofree char *target = NULL;

  if (!split (self, reference, text, error))
    return FALSE;
  for (guint i = 0; i < MOST_THROUGH; i++)
    {
      g_auto (Url) behind = { NULL, 0, NULL, NULL };
      char *next = look_through (self, pantau_url_rules_site (rules, self->host));

      g_free (target);
      target = next;
      /* Where it leads to no link after all, the page itself is what was sent. */
      if (target == NULL || !split (&behind, reference, target, NULL))
        break;
      url_clear (self);
      *self = behind;
      behind = (Url){ NULL, 0, NULL, NULL };
    }

  return TRUE;
}

/* @text, trimmed, where all of its characters may stand in a link. NULL with an error. (transfer full) */
static char *
check_text (const char *text, GError **error)
{
  g_autofree char *trimmed = NULL;
  glong length;

  if (!g_utf8_validate (text, -1, NULL))
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, _ ("the text is not valid UTF-8"));
  trimmed = trim (text);
  if (*trimmed == '\0')
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, _ ("the link is empty"));

  length = g_utf8_strlen (trimmed, -1);
  if (length > PANTAU_URL_MAX)
    {
      g_autofree char *most = pantau_format_integer (PANTAU_URL_MAX),
                      *has = pantau_format_integer (length);

      return pantau_throw_null (error, PANTAU_ERROR_INVALID,
                                _ ("the link has %s characters; at most %s are taken"), has, most);
    }

  return check_characters (trimmed, error) ? g_steal_pointer (&trimmed) : NULL;
}

char *
pantau_url_canonical (PantauReference *reference, const char *text, GError **error)
{
  PantauUrlRules *rules = pantau_reference_get_url_rules (reference);
  g_auto (Url) url = { NULL, 0, NULL, NULL };
  g_autofree char *trimmed = NULL, *query = NULL;
  g_autoptr (GString) canonical = NULL;
  const PantauUrlSite *site;
  const PantauUrlPath *rule;

  g_return_val_if_fail (reference != NULL && text != NULL, NULL);

  trimmed = check_text (text, error);
  if (trimmed == NULL || !read_url (&url, reference, trimmed, error))
    return NULL;

  site = pantau_url_rules_site (rules, url.host);
  rule = apply_path (&url, site);
  query = read_query (rules, site, rule != NULL ? rule->keep : NULL, url.query);

  canonical = g_string_new ("https://");
  g_string_append (canonical, site != NULL && site->is != NULL && g_str_equal (url.host, site->host)
                                  ? site->is
                                  : url.host);
  if (url.port != 0)
    g_string_append_printf (canonical, ":%u", url.port);
  g_string_append (canonical, url.path);
  if (*query != '\0')
    g_string_append_printf (canonical, "?%s", query);

  return g_string_free (g_steal_pointer (&canonical), FALSE);
}

/* Takes apart what a record may hold, which is any text. */
static gboolean
read_any (Url *self, PantauReference *reference, const char *text)
{
  g_autofree char *trimmed = text != NULL ? check_text (text, NULL) : NULL;

  return trimmed != NULL && read_url (self, reference, trimmed, NULL);
}

gboolean
pantau_url_is_short (PantauReference *reference, const char *text)
{
  g_auto (Url) url = { NULL, 0, NULL, NULL };

  return read_any (&url, reference, text) &&
         pantau_url_rules_is_short (pantau_reference_get_url_rules (reference), url.host, url.path);
}

const char *
pantau_url_platform (PantauReference *reference, const char *text)
{
  g_auto (Url) url = { NULL, 0, NULL, NULL };
  const PantauUrlSite *site =
      read_any (&url, reference, text)
          ? pantau_url_rules_site (pantau_reference_get_url_rules (reference), url.host)
          : NULL;

  return site != NULL ? site->platform : "situs";
}
