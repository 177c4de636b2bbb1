/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * T4: the power is cut while a home is written to. Another process writes, and a diary of all that it does to its disk (diary.c). From that the test makes
 * states that a disk may be in after a cut: what was flushed is there, and of what was not each write is there, or not, or in part, whatever came before or
 * after it; of the names in a folder that was not flushed the first so many changes are. The strictest disk that there could be: ext4 keeps more of this order.
 */

#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "diary.h"
#include "home-fixture.h"
#include "home-kill-tests.h"
#include "pantau-blob.h"
#include "test-util.h"

#define STATES  (g_getenv ("PANTAU_TEST_LONG") != NULL ? test_rounds (500) : 60u)
#define RECORDS 40
#define FILES   10
#define SECTOR  512

/* ---- The one that writes ---- */

static void
say (const char *what, const char *name)
{
  g_autofree char *line = g_strconcat (what, " ", name, "\n", NULL);

  if (write (STDOUT_FILENO, line, strlen (line)) < 0)
    _exit (1);
}

void
home_kill_write (const char *path)
{
  g_autoptr (GError) error = NULL;
  PantauHome *home = NULL;

  for (guint i = 0; i < RECORDS; i++)
    {
      g_autofree char *id = NULL;

      /* Opened more than once: that is where a log is gone through, and the last one taken down. */
      if (i % (RECORDS / 4) == 0)
        {
          g_clear_pointer (&home, pantau_home_close);
          home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
          g_assert_no_error (error);
        }
      id = home_record (home);
      say ("record", id);
      if (i % (RECORDS / FILES) == 0)
        {
          gsize length = 1000 + i * 3000;
          guint8 *bytes = g_malloc (length);
          g_autoptr (GBytes) file = NULL;
          g_autofree char *hash = NULL;

          pantau_random_bytes (bytes, length);
          file = g_bytes_new_take (bytes, length);
          pantau_blobs_put_bytes (pantau_home_get_blobs (home), file, &hash, &error);
          g_assert_no_error (error);
          say ("file", hash);
        }
    }
  _exit (0); /* and is cut off there, too */
}

/* ---- The disk ---- */

typedef struct
{
  gatomicrefcount ref_count;
  gboolean is_folder;
  GByteArray *sound;  /* what was flushed */
  GPtrArray *pending; /* of Change: of its bytes, or of the names in it */
} Node;

/* One that was not flushed yet. */
typedef struct
{
  DiaryKind kind;
  guint64 at;
  GBytes *bytes; /* (nullable) */
  char *name;    /* (nullable): of a folder: what is at @name now is @node; NULL: nothing */
  Node *node;
} Change;

typedef struct
{
  GHashTable *now;   /* path → Node: as the program sees it */
  GHashTable *sound; /* path → Node: names that were flushed */
} Disk;

static Node *
node_ref (Node *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

static void
node_unref (gpointer data)
{
  Node *self = data;

  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_byte_array_unref (self->sound);
  g_ptr_array_unref (self->pending);
  g_free (self);
}

static void
change_free (gpointer data)
{
  Change *self = data;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->node, node_unref);
  g_free (self->name);
  g_free (self);
}

static Node *
node_new (gboolean is_folder)
{
  Node *self = g_new0 (Node, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->is_folder = is_folder;
  self->sound = g_byte_array_new ();
  self->pending = g_ptr_array_new_with_free_func (change_free);

  return self;
}

static void
apply_bytes (GByteArray *bytes, const Change *change, gsize length)
{
  if (change->kind == DIARY_TRUNCATE)
    {
      gsize old = bytes->len;

      g_byte_array_set_size (bytes, (guint) change->at);
      if (change->at > old)
        memset (bytes->data + old, 0, change->at - old);
      return;
    }
  if (bytes->len < change->at + length)
    {
      gsize old = bytes->len;

      g_byte_array_set_size (bytes, (guint) (change->at + length));
      memset (bytes->data + old, 0, change->at + length - old);
    }
  memcpy (bytes->data + change->at, g_bytes_get_data (change->bytes, NULL), length);
}

static void
apply_name (GHashTable *names, const Change *change)
{
  if (change->node != NULL)
    g_hash_table_insert (names, g_strdup (change->name), node_ref (change->node));
  else
    g_hash_table_remove (names, change->name);
}

/* What lies under @path before it all begins is on the disk. */
static void
disk_load (Disk *self, const char *path)
{
  Node *node = node_new (g_file_test (path, G_FILE_TEST_IS_DIR));

  if (node->is_folder)
    {
      g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
      const char *name;

      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          disk_load (self, child);
        }
    }
  else
    {
      g_autofree char *text = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      g_byte_array_append (node->sound, (const guint8 *) text, (guint) length);
    }
  g_hash_table_insert (self->now, g_strdup (path), node_ref (node));
  g_hash_table_insert (self->sound, g_strdup (path), node);
}

static void
disk_init (Disk *self, const char *path)
{
  self->now = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, node_unref);
  self->sound = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, node_unref);
  disk_load (self, path);
}

static void
disk_clear (Disk *self)
{
  g_hash_table_unref (self->now);
  g_hash_table_unref (self->sound);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Disk, disk_clear)

/* From now on @name is @node (nullable), as soon as its folder is flushed. */
static void
set_name (Disk *self, const char *name, Node *node)
{
  g_autofree char *parent = g_path_get_dirname (name);
  Node *folder = g_hash_table_lookup (self->now, parent);
  Change *change = g_new0 (Change, 1);

  g_assert_nonnull (folder);
  *change = (Change){ .name = g_strdup (name), .node = node != NULL ? node_ref (node) : NULL };
  g_ptr_array_add (folder->pending, change);
  apply_name (self->now, change);
}

static void
flush (Disk *self, Node *node)
{
  for (guint i = 0; i < node->pending->len; i++)
    {
      const Change *change = g_ptr_array_index (node->pending, i);

      if (node->is_folder)
        apply_name (self->sound, change);
      else
        apply_bytes (node->sound, change,
                     change->bytes != NULL ? g_bytes_get_size (change->bytes) : 0);
    }
  g_ptr_array_set_size (node->pending, 0);
}

/* @lies: nothing is flushed, as by a disk that says it were. */
static void
disk_do (Disk *self,
         const DiaryEntry *entry,
         const char *path,
         const char *other,
         const void *bytes,
         gboolean lies)
{
  Node *node = g_hash_table_lookup (self->now, path);
  Change *change;

  switch ((DiaryKind) entry->kind)
    {
    case DIARY_WRITE:
    case DIARY_TRUNCATE:
      if (node == NULL) /* its name is gone already */
        break;
      change = g_new0 (Change, 1);
      *change = (Change){ .kind = (DiaryKind) entry->kind,
                          .at = entry->at,
                          .bytes = bytes != NULL ? g_bytes_new (bytes, entry->length) : NULL };
      g_ptr_array_add (node->pending, change);
      break;
    case DIARY_SYNC:
      if (node != NULL && !lies)
        flush (self, node);
      break;
    case DIARY_CREATE:
    case DIARY_MKDIR:
      node = node_new (entry->kind == DIARY_MKDIR);
      set_name (self, path, node);
      node_unref (node);
      break;
    case DIARY_RENAME:
    case DIARY_LINK:
      g_assert_nonnull (node);
      node_ref (node);
      set_name (self, other, node);
      if (entry->kind == DIARY_RENAME)
        set_name (self, path, NULL);
      node_unref (node);
      break;
    case DIARY_UNLINK:
      set_name (self, path, NULL);
      break;
    case DIARY_SAID:
    default:
      break;
    }
}

/* Which of the writes that were not flushed are there: none, all, or each as it comes, some of them torn. */
typedef enum
{
  KEEP_NONE,
  KEEP_ALL,
  KEEP_SOME,
} Keep;

static GByteArray *
make_bytes (const Node *node, Keep keep, GRand *rand)
{
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, node->sound->data, node->sound->len);
  for (guint i = 0; keep != KEEP_NONE && i < node->pending->len; i++)
    {
      const Change *change = g_ptr_array_index (node->pending, i);
      gsize length = change->bytes != NULL ? g_bytes_get_size (change->bytes) : 0;
      gint chance = keep == KEEP_ALL ? 0 : g_rand_int_range (rand, 0, 3);

      if (chance == 1)
        continue;
      if (chance == 2 && length > SECTOR)
        length = (gsize) g_rand_int_range (rand, 1, (gint32) (length / SECTOR) + 1) * SECTOR;
      apply_bytes (bytes, change, length);
    }

  return bytes;
}

/* The names that are there: those that were flushed, and of each folder's others the first so many. */
static GHashTable *
make_names (const Disk *self, Keep keep, GRand *rand)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, node_unref);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->sound);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (names, g_strdup (key), node_ref (value));
  g_hash_table_iter_init (&iter, self->now);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Node *node = value;
      guint n = keep == KEEP_ALL ? node->pending->len
                : keep == KEEP_NONE
                    ? 0
                    : (guint) g_rand_int_range (rand, 0, (gint32) node->pending->len + 1);

      for (guint i = 0; node->is_folder && i < n; i++)
        apply_name (names, g_ptr_array_index (node->pending, i));
    }

  return names;
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Writes what is on the disk after a cut to where it was read from, moved to @to. */
static void
disk_cut (const Disk *self, const char *from, const char *to, Keep keep, GRand *rand)
{
  g_autoptr (GHashTable) names = make_names (self, keep, rand);
  g_autofree char **paths = (char **) g_hash_table_get_keys_as_array (names, NULL);
  guint n = g_hash_table_size (names);

  qsort (paths, n, sizeof *paths, compare_paths);
  for (guint i = 0; i < n; i++)
    {
      const Node *node = g_hash_table_lookup (names, paths[i]);
      g_autofree char *path = g_strconcat (to, paths[i] + strlen (from), NULL),
                      *parent = g_path_get_dirname (path);

      /* A folder whose own name is gone has nothing in it. SQLite makes its index of the log anew. */
      if (!g_file_test (parent, G_FILE_TEST_IS_DIR) || g_str_has_suffix (path, "-shm"))
        continue;
      if (node->is_folder)
        g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
      else
        {
          g_autoptr (GByteArray) bytes = make_bytes (node, keep, rand);

          g_assert_true (g_file_set_contents_full (path, (const char *) bytes->data, bytes->len,
                                                   G_FILE_SET_CONTENTS_NONE, 0600, NULL));
        }
    }
}

/* ---- The test ---- */

/* Of what was said: how much is not there. */
static guint
count_lost (PantauHome *home, GPtrArray *said)
{
  guint lost = 0;

  for (guint i = 0; i < said->len; i++)
    {
      const char *line = g_ptr_array_index (said, i), *name = strchr (line, ' ') + 1;

      if (g_str_has_prefix (line, "record "))
        lost += !home_has_record (home, name);
      else
        lost += !pantau_blobs_check (pantau_home_get_blobs (home), name, NULL, NULL);
    }

  return lost;
}

/* The state of the disk at one moment: opens, and what was said until then is there. Returns what is not. */
static guint
look (const Disk *disk, const char *from, GPtrArray *said, Keep keep, GRand *rand, gboolean lies)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "home", NULL);
  g_autoptr (GError) error = NULL;
  PantauHome *home;
  guint lost;

  disk_cut (disk, from, path, keep, rand);
  home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  if (lies && home == NULL)
    return said->len;
  g_assert_no_error (error);
  lost = count_lost (home, said);
  if (!lies)
    {
      g_assert_null (pantau_home_get_repair (home));
      home_assert_chain (home, home_count (home));
    }
  pantau_home_close (home);

  return lost;
}

/* What another process wrote to @place, and how. */
static GBytes *
write_diary (const Place *place, const char *self)
{
  g_autofree char *path = g_build_filename (place->dir, "diary", NULL), *text = NULL, *out = NULL;
  g_auto (GStrv) environment = g_get_environ ();
  char *argv[] = { (char *) self, (char *) "--write", place->path, NULL };
  g_autoptr (GError) error = NULL;
  gsize length;
  int status;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  environment = g_environ_setenv (environment, "LD_PRELOAD", g_getenv ("PANTAU_DIARY_LIB"), TRUE);
  environment = g_environ_setenv (environment, "PANTAU_DIARY", path, TRUE);
  environment = g_environ_setenv (environment, "PANTAU_DIARY_BELOW", place->path, TRUE);
  g_spawn_sync (NULL, argv, environment, 0, NULL, NULL, &out, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));

  return g_bytes_new_take (g_steal_pointer (&text), length);
}

static void
hear (GPtrArray *said, const char *bytes, gsize length)
{
  g_autofree char *text = g_strndup (bytes, length);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_ptr_array_add (said, g_strdup (lines[i]));
}

/* Goes through the diary, and looks at the disk at @states of its moments. Returns how much was lost, of all of them. */
static guint
go_through (GBytes *diary, const Place *sound, guint states, gboolean lies, guint *n_said)
{
  g_auto (Disk) disk = { NULL, NULL };
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GRand) rand = test_rand_new (4);
  gsize length, at = 0;
  const char *bytes = g_bytes_get_data (diary, &length);
  guint lost = 0, looked = 0;

  disk_init (&disk, sound->path);
  while (at < length)
    {
      const DiaryEntry *entry = (const DiaryEntry *) (gconstpointer) (bytes + at);
      DiaryEntry copy;
      g_autofree char *path = NULL, *other = NULL;
      const char *data;

      memcpy (&copy, entry, sizeof copy);
      path = g_strndup (bytes + at + sizeof copy, copy.path);
      other = g_strndup (bytes + at + sizeof copy + copy.path, copy.other);
      data = bytes + at + sizeof copy + copy.path + copy.other;
      at = (gsize) (data - bytes) + copy.length;

      if (copy.kind == DIARY_SAID)
        hear (said, data, copy.length);
      else
        disk_do (&disk, &copy, path, other, copy.length > 0 ? data : NULL, lies);
      /* Spread over the diary, which has more entries than there are states. */
      if ((double) looked / states <= (double) at / (double) length)
        {
          lost += look (&disk, sound->path, said, (Keep) g_rand_int_range (rand, 0, 3), rand, lies);
          looked++;
        }
    }
  *n_said = said->len;
  g_test_message ("%u states, %u things said to be safe; lost %u", looked, said->len, lost);

  return lost;
}

static void
test_power (gconstpointer self)
{
  g_auto (Place) place = place_new ();
  g_autoptr (GBytes) diary = NULL;
  g_autofree char *copy = g_strconcat (place.dir, "/before", NULL), *command = NULL;
  guint said;

#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("a library before the sanitizer's own");
  return;
#endif

  /* The disk as it was: the names in the diary are those of the place. */
  command = g_strdup_printf ("cp -a '%s' '%s'", place.path, copy);
  g_assert_cmpint (system (command), ==, 0);
  diary = write_diary (&place, self);
  {
    g_autofree char *after = g_strconcat (place.dir, "/after", NULL);

    g_assert_cmpint (g_rename (place.path, after), ==, 0);
    g_assert_cmpint (g_rename (copy, place.path), ==, 0);
  }

  g_assert_cmpuint (go_through (diary, &place, STATES, FALSE, &said), ==, 0);
  g_assert_cmpuint (said, ==, RECORDS + FILES);

  /* Control: a disk that never flushed, and said so, loses. Or this test proves nothing. */
  g_assert_cmpuint (go_through (diary, &place, 10, TRUE, &said), >, 0);
}

void
home_kill_add_power_tests (const char *self)
{
  g_test_add_data_func ("/home/power", self, test_power);
}
