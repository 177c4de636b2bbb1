/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An agency's list of what it has warned of: RSS 2.0 as BMKG gives it, or Atom. */

#include "config.h"

#include "pantau-warning-index.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-xml.h"

#define MAX_URL 2000 /* bytes */

typedef struct
{
  GUri *base;
  GPtrArray *entries;
  PantauWarningEntry *entry; /* (owned) (nullable): the one that we are in */
  guint depth;               /* of the element that is this entry; 0: in none */
  char *link;                /* (owned) (nullable): as the entry writes it */
  char *id;                  /* (owned) (nullable) */
  char *date;                /* (owned) (nullable) */
} Reader;

void
pantau_warning_entry_free (PantauWarningEntry *self)
{
  g_free (self->url);
  g_free (self->title);
  g_free (self->text);
  g_free (self->stamp);
  g_free (self);
}

static void
reader_clear (Reader *self)
{
  g_clear_pointer (&self->base, g_uri_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->entry, pantau_warning_entry_free);
  g_clear_pointer (&self->link, g_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->date, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static gboolean
is_entry (const char *name)
{
  return g_str_equal (name, "item") || g_str_equal (name, "entry");
}

static gboolean
begin (const char *name,
       guint depth,
       const char *const *names,
       const char *const *values,
       gpointer data,
       GError **error)
{
  Reader *self = data;
  const char *link, *rel;

  if (depth == 1 && !g_str_equal (name, "rss") && !g_str_equal (name, "feed"))
    return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                         _ ("this is no list of early warnings: RSS or Atom is read here"));
  if (self->depth == 0 && is_entry (name))
    {
      self->depth = depth;
      self->entry = g_new0 (PantauWarningEntry, 1);
    }
  if (self->depth == 0 || depth != self->depth + 1 || !g_str_equal (name, "link"))
    return TRUE;

  /* Atom: the message itself is the link without a relation, or with that of CAP's type. */
  link = pantau_xml_attribute (names, values, "href");
  rel = pantau_xml_attribute (names, values, "rel");
  if (link != NULL &&
      (self->link == NULL ||
       g_strcmp0 (pantau_xml_attribute (names, values, "type"), "application/cap+xml") == 0) &&
      (rel == NULL || g_str_equal (rel, "alternate") || g_str_equal (rel, "enclosure")))
    {
      g_free (self->link);
      self->link = g_strdup (link);
    }

  return TRUE;
}

static void
set (char **place, const char *text)
{
  g_free (*place);
  *place = g_strdup (text);
}

/* Where @link leads, if that is with the one who gave the index. (transfer full) (nullable) */
static char *
resolve (Reader *self, const char *link)
{
  g_autoptr (GUri) uri = NULL;

  if (strlen (link) > MAX_URL)
    return NULL;
  uri = g_uri_parse_relative (self->base, link, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || g_uri_get_userinfo (uri) != NULL ||
      g_strcmp0 (g_uri_get_scheme (uri), g_uri_get_scheme (self->base)) != 0 ||
      g_strcmp0 (g_uri_get_host (uri), g_uri_get_host (self->base)) != 0 ||
      g_uri_get_port (uri) != g_uri_get_port (self->base))
    return NULL;

  return g_uri_to_string (uri);
}

static void
finish_entry (Reader *self)
{
  PantauWarningEntry *entry = self->entry;

  entry->url = self->link != NULL ? resolve (self, self->link) : NULL;
  if (entry->url != NULL && self->entries->len < PANTAU_WARNING_INDEX_MAX)
    {
      entry->title = entry->title != NULL ? entry->title : g_strdup ("");
      entry->text = entry->text != NULL ? entry->text : g_strdup ("");
      entry->stamp = g_strdup_printf ("%s %s", self->id != NULL ? self->id : "",
                                      self->date != NULL ? self->date : "");
      g_ptr_array_add (self->entries, g_steal_pointer (&self->entry));
    }
  g_clear_pointer (&self->entry, pantau_warning_entry_free);
  g_clear_pointer (&self->link, g_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->date, g_free);
  self->depth = 0;
}

static gboolean
end (const char *name, guint depth, const char *text, gpointer data, GError **error)
{
  Reader *self = data;

  if (self->depth == 0)
    return TRUE;
  if (depth == self->depth)
    {
      finish_entry (self);
      return TRUE;
    }
  if (depth != self->depth + 1)
    return TRUE;

  if (g_str_equal (name, "title"))
    set (&self->entry->title, text);
  else if (g_str_equal (name, "description") || g_str_equal (name, "summary"))
    set (&self->entry->text, text);
  else if (g_str_equal (name, "guid") || g_str_equal (name, "id"))
    set (&self->id, text);
  else if (g_str_equal (name, "pubDate") || g_str_equal (name, "updated"))
    set (&self->date, text);
  else if (g_str_equal (name, "link") && *text != '\0' && self->link == NULL)
    self->link = g_strdup (text);

  return TRUE;
}

/* The first element's name is all that is wanted: what comes after it is not read. */
static gboolean
stop_at_root (const char *name,
              guint depth,
              const char *const *names,
              const char *const *values,
              gpointer data,
              GError **error)
{
  gboolean *is_index = data;

  *is_index = g_str_equal (name, "rss") || g_str_equal (name, "feed");

  return pantau_throw (error, PANTAU_ERROR_FAILED, "read");
}

static const PantauXmlLimits limits = { .bytes = PANTAU_WARNING_INDEX_MAX_BYTES,
                                        .depth = 16,
                                        .elements = 50000 };

gboolean
pantau_warning_index_is (GBytes *bytes)
{
  static const PantauXmlHandler handler = { .begin = stop_at_root };
  gboolean is_index = FALSE;

  return !pantau_xml_parse (bytes, &limits, &handler, &is_index, NULL) && is_index;
}

GPtrArray *
pantau_warning_index_parse (GBytes *bytes, const char *base, GError **error)
{
  static const PantauXmlHandler handler = { .begin = begin, .end = end };
  g_auto (Reader) reader = { .base = g_uri_parse (base, G_URI_FLAGS_ENCODED, NULL) };

  if (reader.base == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, _ ("“%s” is no address"), base);
  reader.entries = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_warning_entry_free);
  if (!pantau_xml_parse (bytes, &limits, &handler, &reader, error))
    return NULL;

  return g_steal_pointer (&reader.entries);
}
