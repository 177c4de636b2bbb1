/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chain of custody: what is done with files is written before it is done, by whom who may, and what is malformed has no effect. */

#include "config.h"

#include "pantau-custody.h"

#include <glib/gstdio.h>
#include <string.h>

#include "pantau-edit-evidence.h"
#include "pantau-edit-private.h"
#include "pantau-filecheck.h"
#include "pantau-json.h"
#include "pantau-story.h"
#include "pantau-words-custody.h"
#include "test-util.h"
#include "world-fixture.h"

#define PLACE "16.06.01"
#define HOAX  "{\"title\":\"TPS dipindah\",\"fields\":{}}"
#define RISK  "{\"title\":\"TPS terendam\",\"fields\":{}}"
#define OTHER "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

/* Attaches one file of one text and gives its hash. */
static char *
attach (World *self, const char *id, const char *text)
{
  g_autoptr (GPtrArray) files = pantau_attachments_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  PantauAttachment *file = pantau_attachment_new_for_bytes (pantau_home_get_blobs (self->home),
                                                            bytes, "foto.jpg", NULL, &error);

  g_assert_no_error (error);
  g_ptr_array_add (files, file);
  pantau_edit_attach (self->home, id, files, NULL, NULL, &error);
  g_assert_no_error (error);

  return g_strdup (file->hash);
}

static gboolean
touch (World *self,
       const char *id,
       PantauTouchWhat what,
       const char *hash,
       const char *to,
       const char *note,
       GError **error)
{
  const char *const targets[] = { hash, NULL };

  return pantau_custody_touch (self->home, id, what, targets, to, note, NULL, error);
}

static GPtrArray *
chain_of (World *self, const char *id, const char *hash)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *steps = pantau_store_custody (pantau_home_get_store (self->home), id, hash, &error);

  g_assert_no_error (error);

  return steps;
}

/* The names of the steps with blanks between. (transfer full) */
static char *
names_of (GPtrArray *steps)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < steps->len; i++)
    g_string_append_printf (
        text, "%s%s", i > 0 ? " " : "",
        pantau_custody_get_name (((PantauCustody *) g_ptr_array_index (steps, i))->what));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_chain (World *self, const char *id, const char *hash, const char *expected)
{
  g_autoptr (GPtrArray) steps = chain_of (self, id, hash);
  g_autofree char *names = names_of (steps);

  g_assert_cmpstr (names, ==, expected);
}

/* Writes a line of any type and body, as another program might. */
static void
write_raw (World *self, const char *id, const char *type, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauRecord) record =
      pantau_store_get (pantau_home_get_store (self->home), id, &error);
  g_autoptr (JsonObject) body = pantau_json_parse (json, strlen (json), 65536, &error);

  g_assert_no_error (error);
  pantau_edit_write_on (self->home, record, type, NULL, body, NULL, &error);
  g_assert_no_error (error);
}

static void
test_chain (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "risk", PLACE, RISK);
  g_autofree char *hash = attach (&world, id, "satu"), *second = attach (&world, id, "dua");
  g_autoptr (GPtrArray) steps = NULL;
  g_autoptr (GError) error = NULL;
  const PantauCustody *step;

  g_assert_true (touch (&world, id, PANTAU_TOUCH_PRINT, hash, NULL, NULL, &error));
  g_assert_true (touch (&world, id, PANTAU_TOUCH_FORWARD, second, "BPBD Muba", NULL, &error));
  g_assert_true (touch (&world, id, PANTAU_TOUCH_HAND_OVER, hash, "  Polres Musi Banyuasin ",
                        "flashdisk biru", &error));
  g_assert_no_error (error);

  assert_chain (&world, id, hash, "import print hand-over");
  assert_chain (&world, id, second, "import forward");
  assert_chain (&world, id, NULL, "import import print forward hand-over");
  assert_chain (&world, id, OTHER, "");
  steps = chain_of (&world, id, hash);
  step = g_ptr_array_index (steps, 2);
  g_assert_cmpstr (step->to, ==, "Polres Musi Banyuasin");
  g_assert_cmpstr (step->note, ==, "flashdisk biru");
  g_assert_cmpstr (step->name, ==, "foto.jpg");
  g_assert_cmpstr (step->device, ==, pantau_home_get_device (world.home));
  g_assert_nonnull (((PantauCustody *) g_ptr_array_index (steps, 0))->received);
}

static void
refuse (World *self,
        const char *id,
        PantauTouchWhat what,
        const char *hash,
        const char *to,
        const char *note,
        PantauError code)
{
  gint64 before = world_count (self);
  g_autoptr (GError) error = NULL;

  g_assert_false (touch (self, id, what, hash, to, note, &error));
  test_assert_error (error, code);
  g_assert_cmpint (world_count (self), ==, before);
}

static void
test_refused (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "risk", PLACE, RISK);
  g_autofree char *hash = attach (&world, id, "satu");
  g_autofree char *longer = g_strnfill (PANTAU_TOUCH_MAX_TO + 1, 'a'),
                  *endless = g_strnfill (PANTAU_TOUCH_MAX_NOTE + 1, 'a');

  refuse (&world, id, PANTAU_TOUCH_PRINT, OTHER, NULL, NULL, PANTAU_ERROR_NOT_FOUND);
  refuse (&world, id, PANTAU_TOUCH_PRINT, "../../etc", NULL, NULL, PANTAU_ERROR_NOT_FOUND);
  refuse (&world, id, PANTAU_TOUCH_PRINT, NULL, NULL, NULL, PANTAU_ERROR_INVALID);
  refuse (&world, id, PANTAU_TOUCH_FORWARD, hash, NULL, NULL, PANTAU_ERROR_INVALID);
  refuse (&world, id, PANTAU_TOUCH_HAND_OVER, hash, "  ", NULL, PANTAU_ERROR_INVALID);
  refuse (&world, id, PANTAU_TOUCH_FORWARD, hash, "Ibu Siti 0812-3456-7890", NULL,
          PANTAU_ERROR_INVALID);
  refuse (&world, id, PANTAU_TOUCH_FORWARD, hash, "BPBD", "surel siti@contoh.id",
          PANTAU_ERROR_INVALID);
  refuse (&world, id, PANTAU_TOUCH_FORWARD, hash, "BPBD \xff", NULL, PANTAU_ERROR_INVALID);
  refuse (&world, id, PANTAU_TOUCH_FORWARD, hash, longer, NULL, PANTAU_ERROR_INVALID);
  refuse (&world, id, PANTAU_TOUCH_FORWARD, hash, "BPBD", endless, PANTAU_ERROR_INVALID);
}

/* An export needs the bytes; what is handed over may lie in a cupboard. */
static void
test_not_here (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "risk", PLACE, RISK);
  g_autofree char *hash = attach (&world, id, "satu");
  g_autoptr (GError) error = NULL;

  g_assert_true (pantau_blobs_remove (pantau_home_get_blobs (world.home), hash, &error));
  refuse (&world, id, PANTAU_TOUCH_EXPORT, hash, "KPU", NULL, PANTAU_ERROR_NOT_FOUND);
  refuse (&world, id, PANTAU_TOUCH_PRINT, hash, NULL, NULL, PANTAU_ERROR_NOT_FOUND);
  g_assert_true (touch (&world, id, PANTAU_TOUCH_HAND_OVER, hash, "KPU Muba", NULL, &error));
}

/* Several records, all or none. */
static void
test_several (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *one = world_record (&world, "risk", PLACE, RISK),
                  *two = world_record (&world, "hoax", PLACE, HOAX);
  g_autofree char *first = attach (&world, one, "satu"), *second = attach (&world, two, "dua");
  const char *const of_one[] = { first, first, NULL }, *const of_two[] = { second, NULL },
                    *const wrong[] = { first, NULL };
  const PantauCustodyFiles good[] = { { one, of_one }, { two, of_two } },
                           bad[] = { { one, of_one }, { two, wrong } };
  g_auto (GStrv) entries = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (pantau_custody_touch_several (world.home, PANTAU_TOUCH_EXPORT, bad, 2, "KPU",
                                                NULL, NULL, &error));
  test_assert_error (error, PANTAU_ERROR_NOT_FOUND);
  g_clear_error (&error);
  assert_chain (&world, one, NULL, "import");

  g_assert_true (pantau_custody_touch_several (world.home, PANTAU_TOUCH_EXPORT, good, 2, "KPU",
                                               NULL, &entries, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (entries), ==, 2);
  assert_chain (&world, one, NULL, "import export");
  assert_chain (&world, two, NULL, "import export");
}

/* More files than one line names, which other programs may have brought: as many lines as it takes, in one commit. */
static void
test_many (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "risk", PLACE, RISK);
  g_autoptr (GPtrArray) targets = g_ptr_array_new_with_free_func (g_free), steps = NULL;
  PantauCustodyFiles files = { .record = id };
  g_auto (GStrv) entries = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 40; i++)
    {
      char *hash = pantau_sha256_text (&i, sizeof i);
      g_autofree char *json = g_strdup_printf ("{\"files\":[{\"hash\":\"%s\",\"name\":\"a\"}],"
                                               "\"blobs\":[\"%s\"]}",
                                               hash, hash);

      g_ptr_array_add (targets, hash);
      write_raw (&world, id, PANTAU_TYPE_EVIDENCE, json);
    }
  g_ptr_array_add (targets, NULL);
  files.targets = (const char *const *) targets->pdata;
  g_assert_false (pantau_custody_touch (world.home, id, PANTAU_TOUCH_HAND_OVER, files.targets,
                                        "KPU", NULL, NULL, &error));
  test_assert_error (error, PANTAU_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_true (pantau_custody_touch_several (world.home, PANTAU_TOUCH_HAND_OVER, &files, 1, "KPU",
                                               NULL, &entries, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (entries), ==, 2);
  steps = chain_of (&world, id, NULL);
  g_assert_cmpuint (steps->len, ==, 80);
}

/* Whoever made neither the record nor sits at a desk of its region may not take its files out. */
static void
test_role (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *line = NULL;

  world_grant_me (&world, "field", "16.06.01");
  line = world_other_writes (&world, NULL, "risk", PANTAU_TYPE_CREATE, PLACE, NULL, RISK);
  refuse (&world, TEST_RECORD, PANTAU_TOUCH_PRINT, OTHER, NULL, NULL, PANTAU_ERROR_REFUSED);
}

/* Malformed ones are kept, shown as something, and do nothing; nor does what names files of others. */
static void
test_malformed (void)
{
  static const char *const bodies[] = {
    "{}",
    "{\"what\":\"export\"}",
    "{\"what\":\"export\",\"targets\":[]}",
    "{\"what\":\"export\",\"targets\":\"%1$s\"}",
    "{\"what\":\"export\",\"targets\":[7,{},null]}",
    "{\"what\":\"burn\",\"targets\":[\"%1$s\"]}",
    "{\"what\":7,\"targets\":[\"%1$s\"]}",
    "{\"what\":\"export\",\"targets\":[\"%1$s\",\"%1$s\"]}",
    "{\"what\":\"export\",\"targets\":[\"%1$s\",\"x\"]}",
    "{\"what\":\"export\",\"targets\":[\"%1$s\"],\"to\":7}",
    "{\"what\":\"export\",\"targets\":[\"%1$s\"],\"to\":\"\"}",
    "{\"what\":\"export\",\"targets\":[\"%1$s\"],\"to\":null}",
    "{\"what\":\"export\",\"targets\":[\"%1$s\"],\"note\":[]}",
    "{\"what\":\"forward\",\"targets\":[\"%1$s\"]}",
    "{\"what\":\"hand-over\",\"targets\":[\"%1$s\"],\"note\":\"tanpa tujuan\"}",
    "{\"what\":\"export\",\"targets\":[\"%1$s\"],\"blobs\":[\"%1$s\"]}",
    "{\"what\":\"export\",\"targets\":[\"" OTHER "\"]}",
  };
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "risk", PLACE, RISK);
  g_autofree char *hash = attach (&world, id, "satu"), *longer = g_strnfill (201, 'a');
  g_autoptr (GString) many = g_string_new ("{\"what\":\"export\",\"targets\":[");
  g_autofree char *wide =
      g_strdup_printf ("{\"what\":\"export\",\"targets\":[\"%s\"],\"to\":\"%s\"}", hash, longer);

  for (guint i = 0; i < 33; i++)
    g_string_append_printf (many, "%s\"%s%02u\"", i > 0 ? "," : "", hash + 2, i);
  g_string_append (many, "]}");
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_auto (GStrv) parts = g_strsplit (bodies[i], "%1$s", -1);
      g_autofree char *json = g_strjoinv (hash, parts);

      write_raw (&world, id, PANTAU_TYPE_TOUCH, json);
    }
  write_raw (&world, id, PANTAU_TYPE_TOUCH, many->str);
  write_raw (&world, id, PANTAU_TYPE_TOUCH, wide);

  assert_chain (&world, id, NULL, "import");
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (PantauRecord) record =
        pantau_store_get (pantau_home_get_store (world.home), id, &error);
    g_autoptr (GPtrArray) story =
        pantau_story_new (pantau_home_get_reference (world.home), record, NULL);

    g_assert_cmpuint (story->len, ==, 2 + G_N_ELEMENTS (bodies) + 2);
  }
}

/* What a line says of a file counts whenever the line with the file comes, and a rebuild gives the same. */
static void
test_order (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "risk", PLACE, RISK);
  g_autofree char *hash = pantau_sha256_text ("satu", 4), *dump = NULL, *again = NULL,
                  *json = g_strdup_printf ("{\"what\":\"print\",\"targets\":[\"%s\"]}", hash),
                  *same = NULL;
  g_autoptr (GError) error = NULL;
  PantauStore *store = pantau_home_get_store (world.home);

  write_raw (&world, id, PANTAU_TYPE_TOUCH, json);
  assert_chain (&world, id, NULL, "");
  same = attach (&world, id, "satu");
  assert_chain (&world, id, hash, "print import");

  dump = pantau_store_dump (store, &error);
  g_assert_no_error (error);
  g_assert_true (pantau_store_rebuild (store, NULL, NULL, &error));
  again = pantau_store_dump (store, &error);
  g_assert_cmpstr (dump, ==, again);
}

/* Two lines that bring one file are two steps of its chain. */
static void
test_twice (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "risk", PLACE, RISK);
  g_autofree char *hash = attach (&world, id, "satu"),
                  *json = g_strdup_printf ("{\"files\":[{\"hash\":\"%s\",\"name\":\"lagi.jpg\"}],"
                                           "\"blobs\":[\"%s\"]}",
                                           hash, hash);

  write_raw (&world, id, PANTAU_TYPE_EVIDENCE, json);
  assert_chain (&world, id, hash, "import import");
}

/* History tells it with the names of the files; the chain in words names who, what and to whom, and shows nothing that drives a terminal. */
static void
test_words (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "risk", PLACE, RISK);
  g_autofree char *hash = attach (&world, id, "satu"),
                  *json = g_strdup_printf (
                      "{\"what\":\"hand-over\",\"targets\":[\"%s\"],"
                      "\"to\":\"Polres \\u001b[31mMuba\\u202e\",\"note\":\"segel utuh\"}",
                      hash),
                  *said = NULL, *full = NULL;
  g_autoptr (GPtrArray) story = NULL, steps = NULL;
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  PantauReference *reference = pantau_home_get_reference (world.home);
  const PantauStoryItem *item;

  write_raw (&world, id, PANTAU_TYPE_TOUCH, json);
  record = pantau_store_get (pantau_home_get_store (world.home), id, &error);
  story = pantau_story_new (reference, record, pantau_home_get_device (world.home));
  item = g_ptr_array_index (story, story->len - 1);
  g_assert_cmpint (item->topic, ==, PANTAU_STORY_FILES);
  g_assert_nonnull (strstr (item->sentence, "Muba"));
  g_assert_nonnull (strstr (item->text, "foto.jpg"));
  g_assert_nonnull (strstr (item->text, "segel utuh"));
  g_assert_null (strchr (item->sentence, 0x1b));

  steps = chain_of (&world, id, hash);
  said = pantau_words_custody (g_ptr_array_index (steps, 1), pantau_home_get_device (world.home));
  full = pantau_words_custody_full (reference, g_ptr_array_index (steps, 1), NULL);
  g_assert_nonnull (strstr (said, "Muba"));
  g_assert_null (strchr (said, 0x1b));
  g_assert_null (strstr (said, "\xe2\x80\xae"));
  g_assert_nonnull (strstr (full, "segel utuh"));
  for (int what = PANTAU_CUSTODY_IMPORT; what <= PANTAU_CUSTODY_HAND_OVER; what++)
    {
      PantauCustody step = { .what = (PantauCustodyWhat) what,
                             .device = (char *) pantau_home_get_device (world.home),
                             .to = (char *) "KPU",
                             .time = (char *) "2024-02-14T10:00:00+07:00" };
      g_autofree char *one = pantau_words_custody (&step, NULL);

      g_assert_cmpstr (one, !=, "");
      g_assert_cmpstr (pantau_words_custody_what (step.what), !=, "");
    }
}

static PantauFilecheckState
state_of (World *self, const char *hash)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = pantau_filecheck_list (pantau_home_get_store (self->home), &error);

  g_assert_no_error (error);
  for (guint i = 0; i < files->len; i++)
    {
      const PantauFilecheck *file = g_ptr_array_index (files, i);

      if (g_str_equal (file->hash, hash))
        return file->state;
    }
  g_assert_not_reached ();
}

static void
check (World *self, guint intact, guint changed, guint missing)
{
  g_autoptr (PantauFilecheckResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pantau_filecheck_run (self->home, NULL, NULL, NULL, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (result->intact, ==, intact);
  g_assert_cmpuint (result->changed, ==, changed);
  g_assert_cmpuint (result->missing, ==, missing);
}

static char *
path_of (World *self, const char *hash)
{
  return g_strdup_printf (
      "%s/%.2s/%s", pantau_blobs_get_directory (pantau_home_get_blobs (self->home)), hash, hash);
}

/* Each file is intact, changed or missing, as it is on the disk; the list tells what the last check found. */
static void
test_check (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "risk", PLACE, RISK);
  g_autofree char *whole = attach (&world, id, "satu"), *changed = attach (&world, id, "dua"),
                  *gone = attach (&world, id, "tiga"), *path = path_of (&world, changed);
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (state_of (&world, whole), ==, PANTAU_FILECHECK_UNCHECKED);
  check (&world, 3, 0, 0);
  g_assert_cmpint (state_of (&world, gone), ==, PANTAU_FILECHECK_INTACT);

  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  test_file_write (path, "Dua", 3);
  g_assert_true (pantau_blobs_remove (pantau_home_get_blobs (world.home), gone, &error));
  g_assert_cmpint (state_of (&world, gone), ==, PANTAU_FILECHECK_MISSING);
  check (&world, 1, 1, 1);
  g_assert_cmpint (state_of (&world, whole), ==, PANTAU_FILECHECK_INTACT);
  g_assert_cmpint (state_of (&world, changed), ==, PANTAU_FILECHECK_CHANGED);
  g_assert_cmpint (state_of (&world, gone), ==, PANTAU_FILECHECK_MISSING);
  files = pantau_filecheck_list (pantau_home_get_store (world.home), &error);
  g_assert_cmpstr (((PantauFilecheck *) g_ptr_array_index (files, 0))->hash, ==, changed);
  g_assert_cmpstr (((PantauFilecheck *) g_ptr_array_index (files, 1))->hash, ==, gone);
  g_assert_cmpstr (((PantauFilecheck *) g_ptr_array_index (files, 0))->record, ==, id);

  {
    g_autoptr (GBytes) bytes = g_bytes_new_static ("tiga", 4);

    g_assert_true (
        pantau_blobs_put_bytes (pantau_home_get_blobs (world.home), bytes, NULL, &error));
  }
  g_assert_cmpint (state_of (&world, gone), ==, PANTAU_FILECHECK_UNCHECKED);
  check (&world, 2, 1, 0);
}

/* What somebody else attached and nobody fetched is no fault; what was fetched and is gone is one. */
static void
test_check_others (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *hash = pantau_sha256_text ("satu", 4),
                  *json = g_strdup_printf ("{\"files\":[{\"hash\":\"%s\",\"name\":\"a.jpg\"}],"
                                           "\"blobs\":[\"%s\"]}",
                                           hash, hash);
  g_autofree char *create =
      world_other_writes (&world, NULL, "risk", PANTAU_TYPE_CREATE, PLACE, NULL, RISK);
  g_autofree char *line =
      world_other_writes (&world, NULL, "risk", PANTAU_TYPE_EVIDENCE, PLACE, NULL, json);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("satu", 4);
  g_autoptr (GError) error = NULL;
  PantauBlobs *blobs = pantau_home_get_blobs (world.home);

  check (&world, 0, 0, 0);
  g_assert_cmpint (state_of (&world, hash), ==, PANTAU_FILECHECK_AWAY);
  g_assert_true (pantau_blobs_put_bytes (blobs, bytes, NULL, &error));
  check (&world, 1, 0, 0);
  g_assert_true (pantau_blobs_remove (blobs, hash, &error));
  check (&world, 0, 0, 1);
}

/* Whether the home remembers what a check found of it. */
static gboolean
is_remembered (World *self, const char *hash)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  pantau_db_integer (pantau_home_get_db (self->home), 0, &n, &error,
                     "SELECT count(*) FROM file_check WHERE hash = ?1", "s", hash);
  g_assert_no_error (error);

  return n > 0;
}

/* Of a file that nothing names and that is gone no trace stays, though it was intact when it was last compared. */
static void
test_check_forgets (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "risk", PLACE, RISK),
                  *kept = attach (&world, id, "satu"), *gone = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("dua", 3);
  g_autoptr (GError) error = NULL;
  PantauBlobs *blobs = pantau_home_get_blobs (world.home);

  g_assert_true (pantau_blobs_put_bytes (blobs, bytes, &gone, &error));
  check (&world, 2, 0, 0);
  g_assert_true (is_remembered (&world, gone));
  g_assert_true (pantau_blobs_remove (blobs, gone, &error));
  check (&world, 1, 0, 0);
  g_assert_false (is_remembered (&world, gone));
  g_assert_true (is_remembered (&world, kept));
}

static void
cancel_cb (guint files, guint all_files, goffset bytes, goffset all_bytes, gpointer data)
{
  g_assert_cmpuint (files, <=, all_files);
  g_assert_cmpint (bytes, <=, all_bytes);
  if (files == 2)
    g_cancellable_cancel (data);
}

/* Given up in the middle, what was compared stays known. */
static void
test_check_cancelled (void)
{
  g_auto (World) world = world_new ();
  g_autofree char *id = world_record (&world, "risk", PLACE, RISK);
  g_autoptr (GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free), files = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint known = 0;

  g_ptr_array_add (hashes, attach (&world, id, "satu"));
  g_ptr_array_add (hashes, attach (&world, id, "dua"));
  g_ptr_array_add (hashes, attach (&world, id, "tiga"));
  g_assert_false (
      pantau_filecheck_run (world.home, cancel_cb, cancellable, cancellable, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  for (guint i = 0; i < hashes->len; i++)
    known += state_of (&world, g_ptr_array_index (hashes, i)) == PANTAU_FILECHECK_INTACT;
  g_assert_cmpuint (known, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/custody/chain", test_chain);
  g_test_add_func ("/custody/refused", test_refused);
  g_test_add_func ("/custody/not-here", test_not_here);
  g_test_add_func ("/custody/several", test_several);
  g_test_add_func ("/custody/many", test_many);
  g_test_add_func ("/custody/role", test_role);
  g_test_add_func ("/custody/malformed", test_malformed);
  g_test_add_func ("/custody/order", test_order);
  g_test_add_func ("/custody/twice", test_twice);
  g_test_add_func ("/custody/words", test_words);
  g_test_add_func ("/custody/check", test_check);
  g_test_add_func ("/custody/check/others", test_check_others);
  g_test_add_func ("/custody/check/forgets", test_check_forgets);
  g_test_add_func ("/custody/check/cancelled", test_check_cancelled);

  return g_test_run ();
}
