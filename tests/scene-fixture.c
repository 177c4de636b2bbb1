/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A home among others, for tests of what a window shows of them. */

#include "config.h"

#include "scene-fixture.h"

#include <string.h>

#include "pantau-edit.h"
#include "pantau-record-page.h"

#define REGION "16.13.04"

typedef struct
{
  PantauEntry *entry;
  const char *sql;
} Coming;

static PantauEntry *
sign (Scene *self,
      SceneWriter who,
      const char *record,
      const char *kind,
      gboolean is_open,
      const char *type,
      const char *base,
      const char *json)
{
  const char *ids[] = { base, NULL };
  PantauEntry *entry =
      test_entry_new_full (self->keys[who], type, ++self->seqs[who], self->ends[who], record, kind,
                           is_open, REGION, ids, json);

  g_free (self->ends[who]);
  self->ends[who] = g_strdup (entry->id);

  return entry;
}

static void
store (PantauHome *home, PantauEntry *entry)
{
  PantauDb *db = pantau_home_get_db (home);
  g_autoptr (GError) error = NULL;

  pantau_db_begin (db, PANTAU_DB_DURABLE, &error);
  g_assert_no_error (error);
  pantau_ledger_add (pantau_home_get_ledger (home), entry, NULL, NULL, &error);
  g_assert_no_error (error);
  pantau_db_commit (db, &error);
  g_assert_no_error (error);
}

static void
grant (Scene *self,
       PantauHome *home,
       const char *device,
       const char *record,
       const char *role,
       const char *region,
       const char *name,
       const char *position)
{
  g_autofree char *json =
      g_strdup_printf ("{\"device\":\"%s\",\"role\":\"%s\",\"region\":\"%s\",\"practice\":false,"
                       "\"person\":{\"code\":\"%s\",\"name\":\"%s\",\"position\":\"%s\","
                       "\"letter\":\"12/ST/2026\"}}",
                       device, role, region, name, name, position);
  g_autoptr (PantauEntry) entry =
      sign (self, SCENE_PROVINCE, record, "device", FALSE, "device.grant", NULL, json);

  store (home, entry);
}

static void
fill (Scene *self, PantauHome *home, const char *role, const char *region)
{
  g_autofree char *desk = pantau_uuid_new (), *other = pantau_uuid_new ();
  g_autoptr (GError) error = NULL;

  pantau_home_set_province (home, "http://127.0.0.1:1",
                            pantau_keypair_get_name (self->keys[SCENE_PROVINCE]), FALSE, &error);
  g_assert_no_error (error);
  grant (self, home, pantau_home_get_device (home), pantau_home_get_device_record (home), role,
         region, "Pengawas Satu", "Panwascam");
  grant (self, home, pantau_keypair_get_name (self->keys[SCENE_DESK]), desk, "desk", "16",
         "Meja Latihan", "Bawaslu Provinsi");
  grant (self, home, pantau_keypair_get_name (self->keys[SCENE_OTHER]), other, "field", REGION,
         "Pengawas Dua", "PKD");
}

static void
has_come (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **place = data;

  *place = g_object_ref (result);
}

Scene
scene_new (const char *role, const char *region, gboolean practice)
{
  Scene self = { .place = { .dir = test_dir_new () } };
  g_autofree char *path = g_build_filename (self.place.dir, "home", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < SCENE_N_WRITERS; i++)
    {
      self.keys[i] = test_key_new ((guint8) (60 + i));
      self.ends[i] = g_strdup ("");
    }
  pantau_home_create (path, practice, &error);
  g_assert_no_error (error);
  home = pantau_home_open (path, PANTAU_HOME_WRITE, &error);
  g_assert_no_error (error);
  if (role != NULL)
    fill (&self, home, role, region);
  g_clear_pointer (&home, pantau_home_close);

  pantau_session_open (path, FALSE, NULL, has_come, &result);
  display_wait (result != NULL);
  self.place.session = pantau_session_open_finish (result, &error);
  g_assert_no_error (error);

  return self;
}

void
scene_clear (Scene *self)
{
  display_place_clear (&self->place);
  for (guint i = 0; i < SCENE_N_WRITERS; i++)
    {
      pantau_keypair_free (self->keys[i]);
      g_free (self->ends[i]);
    }
}

static void
count_change (PantauSession *session, guint *n)
{
  (*n)++;
}

void
scene_act (Scene *self, PantauWriteFunc func, gpointer data)
{
  PantauSession *session = self->place.session;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint changes = 0;
  gulong handler;

  pantau_session_write (session, func, data, NULL, NULL, has_come, &result);
  handler = g_signal_connect (session, "changed", G_CALLBACK (count_change), &changes);
  display_wait (result != NULL && changes > 0);
  g_signal_handler_disconnect (session, handler);
  pantau_session_write_finish (session, result, &error);
  g_assert_no_error (error);
}

static gpointer
come (PantauHome *home, gpointer data, GError **error)
{
  Coming *coming = data;

  if (coming->entry != NULL)
    store (home, coming->entry);
  if (coming->sql != NULL)
    pantau_db_script (pantau_home_get_db (home), coming->sql, error);

  return NULL;
}

char *
scene_write (Scene *self,
             SceneWriter who,
             const char *record,
             const char *kind,
             const char *type,
             const char *base,
             const char *json)
{
  /* Neutrality is closed always, but for what a desk releases of it. */
  gboolean is_open = who != SCENE_PROVINCE &&
                     (!g_str_equal (kind, "neutrality") || g_str_equal (type, PANTAU_TYPE_RELEASE));
  g_autoptr (PantauEntry) entry = sign (self, who, record, kind, is_open, type, base, json);

  scene_act (self, come, &(Coming){ .entry = entry });

  return g_strdup (entry->id);
}

void
scene_script (Scene *self, const char *sql)
{
  scene_act (self, come, &(Coming){ .sql = sql });
}

typedef struct
{
  const char *record;
  char *id;
} Asked;

static gpointer
find_first (PantauHome *home, gpointer data, GError **error)
{
  Asked *asked = data;

  pantau_db_text (pantau_home_get_db (home), &asked->id, error,
                  "SELECT lower (hex (id)) FROM entry WHERE record = ?1 AND type = 'record.create'",
                  "s", asked->record);

  return NULL;
}

char *
scene_first_line (Scene *self, const char *record)
{
  Asked asked = { record, NULL };

  scene_act (self, find_first, &asked);
  g_assert_nonnull (asked.id);

  return asked.id;
}

char *
scene_flood (Scene *self)
{
  return display_record (
      self->place.session, "risk",
      "{\"region\":\"16.13.04\",\"places\":[{\"village\":\"16.13.04.2004\",\"tps\":[1,2,3]},"
      "{\"text\":\"Bumi Makmur I\",\"tps\":[7]}],\"occurred\":\"2024-02-13T16:00:00+07:00\","
      "\"title\":\"Banjir di Pauh\",\"narrative\":\"Air naik.\\nJalan putus.\",\"severity\":4,"
      "\"fields\":{\"hazard\":\"banjir\",\"phase\":\"sedang\",\"voters_affected\":12000}}");
}

GtkWidget *
scene_show_record (Scene *self, const char *record, GtkWindow **window)
{
  GtkWidget *page = g_object_new (PANTAU_TYPE_RECORD_PAGE, NULL);

  pantau_record_page_set_record (PANTAU_RECORD_PAGE (page), record);
  *window = display_show (page, self->place.session);
  /* Comes last, and the rights from another thread. */
  display_wait (gtk_widget_get_mapped (display_find_id (page, "events_list")));
  display_rest (self->place.session);
  display_settle ();

  return page;
}

/* Whether any file below @path, whatever it is, holds the bytes of @text. */
static gboolean
is_in_files (const char *path, const char *text)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  gboolean is_found = FALSE;
  const char *name;

  while (!is_found && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL), *bytes = NULL;
      gsize length = 0;

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        is_found = is_in_files (child, text);
      else if (g_file_get_contents (child, &bytes, &length, NULL))
        is_found = memmem (bytes, length, text, strlen (text)) != NULL;
    }

  return is_found;
}

void
scene_assert_nowhere (Scene *self, const char *text)
{
  g_assert_false (is_in_files (self->place.dir, text));
}
