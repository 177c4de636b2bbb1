/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of regions: read once, never changed. Villages are found by code or by a qualified
 * name, never by a bare one, because names repeat; the search itself is in pantau-region-search.c.
 */

#include "config.h"

#include "pantau-region.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-csv.h"
#include "pantau-error.h"
#include "pantau-region-private.h"

gboolean
pantau_region_covers (const char *region, const char *code)
{
  gsize length = region != NULL ? strlen (region) : 0;

  if (length == 0 || code == NULL || strncmp (region, code, length) != 0)
    return FALSE;

  return code[length] == '\0' || code[length] == '.';
}

guint
pantau_region_level (const char *code)
{
  static const char pattern[] = "00.00.00.0000";
  gsize length = code != NULL ? strnlen (code, sizeof (pattern)) : 0;

  if (length != 2 && length != 5 && length != 8 && length != 13)
    return 0;

  for (gsize i = 0; i < length; i++)
    if (pattern[i] == '0' ? !g_ascii_isdigit (code[i]) : code[i] != pattern[i])
      return 0;

  return length == 13 ? 4 : (guint) (length + 1) / 3;
}

gboolean
pantau_region_is_code (const char *text)
{
  return pantau_region_level (text) > 0;
}

char *
pantau_region_parent (const char *code)
{
  if (pantau_region_level (code) < 2)
    return NULL;

  return g_strndup (code, (gsize) (strrchr (code, '.') - code));
}

char *
pantau_region_kecamatan (const char *code)
{
  guint level = pantau_region_level (code);

  if (level == 0)
    return NULL;

  return level == 4 ? g_strndup (code, 8) : g_strdup (code);
}

static gboolean
kind_has_level (const char *kind, guint level)
{
  static const struct
  {
    const char *kind;
    guint level;
  } kinds[] = {
    { "provinsi", 1 },  { "kabupaten", 2 }, { "kota", 2 },
    { "kecamatan", 3 }, { "kelurahan", 4 }, { "desa", 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, kind))
      return kinds[i].level == level;

  return FALSE;
}

static PantauRegionEntry *
entry_nth (PantauRegions *self, guint n)
{
  return &g_array_index (self->entries, PantauRegionEntry, n);
}

static guint
find_entry (PantauRegions *self, const char *code)
{
  gpointer found = code != NULL ? g_hash_table_lookup (self->by_code, code) : NULL;

  return found != NULL ? GPOINTER_TO_UINT (found) - 1 : PANTAU_REGION_NONE;
}

static void
add_key (PantauRegions *self, guint entry, const char *folded)
{
  PantauRegionKey key = { .length = (guint) strlen (folded),
                          .entry = entry,
                          .letters = pantau_region_letters (folded, strlen (folded)) };

  if (key.length == 0)
    return;

  /*
   * The writings of one entry stand together unless they are aliases; few enough to look through.
   */
  for (guint i = self->keys->len; i > 0; i--)
    {
      const PantauRegionKey *other = &g_array_index (self->keys, PantauRegionKey, i - 1);

      if (other->entry != entry)
        break;
      if (g_str_equal (other->text, folded))
        return;
    }

  key.text = g_string_chunk_insert_len (self->strings, folded, key.length);
  g_array_append_val (self->keys, key);
}

static void
add_name (PantauRegions *self, guint entry, const char *name)
{
  g_autoptr (GPtrArray) writings = pantau_region_writings (name);

  for (guint i = 0; i < writings->len; i++)
    add_key (self, entry, g_ptr_array_index (writings, i));
}

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  return strcmp (((const PantauRegionEntry *) a)->region.code,
                 ((const PantauRegionEntry *) b)->region.code);
}

static void
read_row (PantauRegions *self, PantauCsv *csv)
{
  PantauRegionEntry entry = { 0 };
  const char *code = pantau_csv_get (csv, 0), *name = pantau_csv_get (csv, 1);
  const char *kind = pantau_csv_get (csv, 2);

  entry.region.level = pantau_region_level (code);
  if (entry.region.level == 0)
    pantau_csv_fail (csv, _ ("“%s” is not the code of a region"), code);
  else if (!kind_has_level (kind, entry.region.level))
    pantau_csv_fail (csv, _ ("“%s” is not a kind for the code %s"), kind, code);
  else if (*name == '\0')
    pantau_csv_fail (csv, _ ("the region %s has no name"), code);
  else if (g_hash_table_contains (self->by_code, code))
    pantau_csv_fail (csv, _ ("the code %s is given twice"), code);
  else
    {
      entry.region.code = g_string_chunk_insert (self->strings, code);
      entry.region.name = g_string_chunk_insert (self->strings, name);
      entry.region.brief = entry.region.name;
      entry.region.kind = g_string_chunk_insert_const (self->strings, kind);
      /* The line, until the table is sorted and has numbers. */
      g_hash_table_insert (self->by_code, (gpointer) entry.region.code,
                           GUINT_TO_POINTER (pantau_csv_line (csv)));
      g_array_append_val (self->entries, entry);
    }
}

/*
 * Gives each entry its ancestors; every one needs them all, or a record there would have no
 * jurisdiction.
 */
static void
link_entries (PantauRegions *self, PantauCsv *csv)
{
  g_array_sort (self->entries, compare_codes);

  for (guint i = 0; i < self->entries->len; i++)
    {
      PantauRegionEntry *entry = entry_nth (self, i);
      g_autofree char *parent = pantau_region_parent (entry->region.code);
      guint line = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_code, entry->region.code));
      guint above, high = entry->region.level < 4 ? self->n_high++ : PANTAU_REGION_NONE;

      /* A parent sorts before its children, so it has its number already. */
      g_hash_table_insert (self->by_code, (gpointer) entry->region.code, GUINT_TO_POINTER (i + 1));
      g_array_append_val (self->high, high);
      if (parent == NULL)
        continue;

      if (!g_hash_table_contains (self->by_code, parent))
        {
          pantau_csv_fail_at (csv, line, _ ("the region %s is missing above %s"), parent,
                              entry->region.code);
          return;
        }

      above = find_entry (self, parent);
      memcpy (entry->ancestors, entry_nth (self, above)->ancestors, sizeof (entry->ancestors));
      entry->n_ancestors = entry_nth (self, above)->n_ancestors;
      entry->ancestors[entry->n_ancestors++] = above;
    }
}

static gboolean
read_wilayah (PantauRegions *self, GBytes *bytes, GError **error)
{
  static const char *const columns[] = { "code", "name", "kind", NULL };
  g_autoptr (PantauCsv) csv = pantau_csv_new ("wilayah.csv", bytes, columns);

  while (pantau_csv_next (csv))
    read_row (self, csv);
  link_entries (self, csv);
  if (self->entries->len == 0)
    pantau_csv_fail (csv, "%s", _ ("there is no region"));
  if (!pantau_csv_finish (csv, error))
    return FALSE;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const PantauRegion *region = &entry_nth (self, i)->region;

      add_name (self, i, region->name);
      if (g_str_equal (region->kind, "kota"))
        {
          g_autofree char *full = g_strconcat ("kota ", region->name, NULL);

          add_name (self, i, full);
        }
    }

  return TRUE;
}

/* "Ogan Komering Ulu Timur" is called by its first alias of one word, "OKUT". */
static void
shorten (PantauRegion *region, const char *alias)
{
  const char *blank = strchr (region->name, ' ');

  if (region->brief == region->name && strchr (alias, ' ') == NULL && blank != NULL &&
      strchr (blank + 1, ' ') != NULL)
    region->brief = alias;
}

static gboolean
read_alias (PantauRegions *self, GBytes *bytes, GError **error)
{
  static const char *const columns[] = { "code", "alias", NULL };
  g_autoptr (PantauCsv) csv = pantau_csv_new ("alias.csv", bytes, columns);

  while (pantau_csv_next (csv))
    {
      guint entry = find_entry (self, pantau_csv_get (csv, 0));

      if (entry == PANTAU_REGION_NONE)
        pantau_csv_fail (csv, _ ("no region has the code %s"), pantau_csv_get (csv, 0));
      else
        {
          const char *alias = g_string_chunk_insert_const (self->strings, pantau_csv_get (csv, 1));

          add_name (self, entry, alias);
          if (entry_nth (self, entry)->region.level == 2)
            shorten (&entry_nth (self, entry)->region, alias);
        }
    }

  return pantau_csv_finish (csv, error);
}

PantauRegions *
pantau_regions_new (GBytes *wilayah, GBytes *alias, GError **error)
{
  g_autoptr (PantauRegions) self = g_new0 (PantauRegions, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->strings = g_string_chunk_new (64 * 1024);
  self->entries = g_array_sized_new (FALSE, TRUE, sizeof (PantauRegionEntry), 4096);
  self->keys = g_array_sized_new (FALSE, FALSE, sizeof (PantauRegionKey), 5000);
  self->high = g_array_new (FALSE, FALSE, sizeof (guint));
  self->by_code = g_hash_table_new (g_str_hash, g_str_equal);

  if (!read_wilayah (self, wilayah, error) || !read_alias (self, alias, error))
    return NULL;

  return g_steal_pointer (&self);
}

PantauRegions *
pantau_regions_ref (PantauRegions *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pantau_regions_unref (PantauRegions *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->entries);
  g_array_unref (self->keys);
  g_array_unref (self->high);
  g_hash_table_unref (self->by_code);
  g_string_chunk_free (self->strings);
  g_free (self);
}

guint
pantau_regions_get_size (PantauRegions *self)
{
  return self->entries->len;
}

const PantauRegion *
pantau_regions_get_nth (PantauRegions *self, guint index)
{
  return index < self->entries->len ? &entry_nth (self, index)->region : NULL;
}

const PantauRegion *
pantau_regions_lookup (PantauRegions *self, const char *code)
{
  guint entry = find_entry (self, code);

  return entry != PANTAU_REGION_NONE ? &entry_nth (self, entry)->region : NULL;
}

GPtrArray *
pantau_regions_children (PantauRegions *self, const char *code)
{
  GPtrArray *children = g_ptr_array_new ();
  guint level = pantau_region_level (code), first = find_entry (self, code);

  for (guint i = first; first != PANTAU_REGION_NONE && i < self->entries->len; i++)
    {
      const PantauRegion *region = &entry_nth (self, i)->region;

      if (!pantau_region_covers (code, region->code))
        break;
      if (region->level == level + 1)
        g_ptr_array_add (children, (gpointer) region);
    }

  return children;
}

static const char *
kind_prefix (const PantauRegion *region)
{
  switch (region->kind[0])
    {
    case 'p':
      return "Prov. ";
    case 'd':
      return "Desa ";
    default:
      if (g_str_equal (region->kind, "kabupaten"))
        return "Kab. ";
      if (g_str_equal (region->kind, "kota"))
        return "Kota ";
      return g_str_equal (region->kind, "kecamatan") ? "Kec. " : "Kel. ";
    }
}

char *
pantau_regions_qualified (PantauRegions *self, const char *code)
{
  guint n = find_entry (self, code);
  const PantauRegionEntry *entry = n != PANTAU_REGION_NONE ? entry_nth (self, n) : NULL;
  GString *text;

  if (entry == NULL)
    return g_strdup (code != NULL ? code : "");

  text = g_string_new (kind_prefix (&entry->region));
  g_string_append (text, entry->region.name);

  /* The province is the same for everybody who reads this. */
  for (guint i = entry->n_ancestors; i > 1; i--)
    {
      const PantauRegion *above = &entry_nth (self, entry->ancestors[i - 1])->region;

      g_string_append_printf (text, ", %s%s", kind_prefix (above), above->name);
    }

  return g_string_free (text, FALSE);
}
