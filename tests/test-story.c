/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record's history in sentences: what was there before, what is not valid, what has not come. */

#include "config.h"

#include <string.h>

#include "db-fixture.h"
#include "pantau-locale.h"
#include "pantau-story.h"
#include "store-fixture.h"
#include "test-util.h"

static PantauReference *reference;

static const About flood = { STORE_RECORD (1), "risk", FALSE, "16.06.01" };

/* The story of what @all hold, as the first writer's laptop tells it. */
static GPtrArray *
tell (Desk *desk, GPtrArray *all, const Writer *own)
{
  g_autoptr (PantauRecord) record = NULL;

  for (guint i = 0; i < all->len; i++)
    desk_store (desk, g_ptr_array_index (all, i));
  desk_catch_up (desk);
  record = desk_get (desk, STORE_RECORD (1));

  return pantau_story_new (reference, record, pantau_keypair_get_name (own->key));
}

static const PantauStoryItem *
find (GPtrArray *items, const PantauEntry *entry)
{
  for (guint i = 0; i < items->len; i++)
    {
      const PantauStoryItem *item = g_ptr_array_index (items, i);

      if (g_str_equal (item->entry, entry->id))
        return item;
    }
  g_assert_not_reached ();
}

static void
test_sentences (void)
{
  g_autoptr (GPtrArray) all = store_entries (), items = NULL;
  g_auto (Writer) prov = writer_new_province (all), field = writer_new (1, all),
                  desk_writer = writer_new (3, all), stranger = writer_new (4, all);
  g_auto (Desk) desk = desk_new ();
  g_autofree char *device = g_strndup (pantau_keypair_get_name (stranger.key), 6), *said = NULL;
  PantauEntry *create, *step, *note, *foreign;

  writer_add_grant (&prov, STORE_RECORD (8), pantau_keypair_get_name (desk_writer.key), "D-1",
                    "desk");
  create = writer_add (&field, &flood, "record.create", "{\"title\":\"a\"}", NULL, NULL);
  step = writer_add (&desk_writer, &flood, "status.set",
                     "{\"status\":\"diverifikasi\",\"reason\":\"Jelas.\\nSudah dicek.\"}",
                     create->id, NULL);
  note = writer_add (&desk_writer, &flood, "note.add", "{\"text\":\"satu\\ndua\"}", NULL, NULL);
  foreign = writer_add (&stranger, &flood, "weather.add", "{\"rain\":1}", NULL, NULL);
  items = tell (&desk, all, &field);

  g_assert_cmpuint (items->len, ==, 4);
  g_assert_cmpstr (find (items, create)->sentence, ==, "You recorded it");
  g_assert_true (find (items, create)->is_mine);
  g_assert_cmpstr (find (items, create)->device, ==, "this laptop");
  g_assert_cmpstr (find (items, step)->sentence, ==,
                   "Name of D-1 (PKD) changed the status: New → Verified");
  g_assert_cmpstr (find (items, step)->text, ==, "Jelas.\nSudah dicek.");
  g_assert_cmpstr (find (items, note)->sentence, ==, "Name of D-1 (PKD) wrote a note");
  g_assert_cmpstr (find (items, note)->text, ==, "satu\ndua");
  said = g_strdup_printf ("Device %s: weather.add", device);
  g_assert_cmpstr (find (items, foreign)->sentence, ==, said);
  g_assert_null (find (items, foreign)->warning);
}

static const PantauStoryChange *
get_change (const PantauStoryItem *item, guint index)
{
  return g_ptr_array_index (item->changes, index);
}

/* Of what it names as its base, not of what came before it: two changes that did not know of each other have one past. */
static void
test_before (void)
{
  g_autoptr (GPtrArray) all = store_entries (), items = NULL;
  g_auto (Writer) field = writer_new (1, all), other = writer_new (2, all);
  g_auto (Desk) desk = desk_new ();
  PantauEntry *create, *left, *right, *decision, *blind;

  create =
      writer_add (&field, &flood, "record.create", "{\"title\":\"a\",\"severity\":2}", NULL, NULL);
  left =
      writer_add (&field, &flood, "record.set", "{\"fields\":{\"title\":\"b\"}}", create->id, NULL);
  right = writer_add (&other, &flood, "record.set", "{\"fields\":{\"title\":\"c\",\"severity\":3}}",
                      create->id, NULL);
  decision = writer_add (&field, &flood, "record.set", "{\"fields\":{\"title\":\"d\"}}", left->id,
                         right->id);
  blind =
      writer_add (&other, &flood, "record.set", "{\"fields\":{\"known\":null}}", create->id, NULL);
  items = tell (&desk, all, &field);

  g_assert_cmpstr (find (items, left)->sentence, ==, "You changed 1 answer");
  g_assert_cmpstr (get_change (find (items, left), 0)->before, ==, "a");
  g_assert_cmpstr (get_change (find (items, left), 0)->after, ==, "b");
  g_assert_cmpuint (find (items, right)->changes->len, ==, 2);
  g_assert_cmpstr (get_change (find (items, right), 0)->before, ==, "a");
  g_assert_nonnull (strstr (get_change (find (items, decision), 0)->before, " / "));
  g_assert_null (get_change (find (items, blind), 0)->before);
  g_assert_cmpstr (get_change (find (items, blind), 0)->after, ==, "–");
}

/* Nothing has a number yet: a record begins with its beginning, whatever the keys of the devices are called. */
static void
test_beginning (void)
{
  for (guint8 first = 1; first <= 2; first++)
    {
      g_autoptr (GPtrArray) all = store_entries (), items = NULL;
      g_auto (Writer) field = writer_new (first, all), other = writer_new (3 - first, all);
      g_auto (Desk) desk = desk_new ();
      PantauEntry *create =
          writer_add (&field, &flood, "record.create", "{\"title\":\"a\"}", NULL, NULL);

      writer_add (&other, &flood, "record.set", "{\"fields\":{\"title\":\"b\"}}", create->id, NULL);
      items = tell (&desk, all, &field);

      g_assert_cmpuint (items->len, ==, 2);
      g_assert_cmpstr (((const PantauStoryItem *) g_ptr_array_index (items, 0))->entry, ==,
                       create->id);
    }
}

static void
test_void (void)
{
  g_autoptr (GPtrArray) all = store_entries (), items = NULL;
  g_auto (Writer) prov = writer_new_province (all), field = writer_new (1, all),
                  forger = writer_new (2, all);
  g_auto (Desk) desk = desk_new ();
  PantauEntry *create, *lapsed, *forged;

  create = writer_add (&field, &flood, "record.create", "{\"title\":\"a\"}", NULL, NULL);
  lapsed =
      writer_add (&field, &flood, "status.set", "{\"status\":\"tidak-ada\"}", create->id, NULL);
  forged = writer_add (&forger, &flood, "record.set", "{\"fields\":{\"title\":\"x\"}}", create->id,
                       NULL);
  writer_add_verdict (&prov, &flood, forged, "not-own");
  items = tell (&desk, all, &field);

  g_assert_cmpuint (items->len, ==, 4);
  g_assert_false (find (items, create)->is_void);
  g_assert_true (find (items, lapsed)->is_void);
  g_assert_true (g_str_has_prefix (find (items, lapsed)->warning, "Not valid"));
  g_assert_true (find (items, forged)->is_void);
  g_assert_true (
      g_str_has_prefix (find (items, forged)->warning, "In quarantine: only the person"));
}

static void
test_without_body (void)
{
  g_autoptr (GPtrArray) all = store_entries (), items = NULL;
  g_auto (Writer) field = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauEntry) bare = NULL;
  PantauEntry *create, *gone, *late, *redact;

  create = writer_add (&field, &flood, "record.create", "{\"title\":\"a\"}", NULL, NULL);
  gone = writer_add (&field, &flood, "note.add", "{\"text\":\"rahasia\"}", NULL, NULL);
  late = writer_add (&field, &flood, "note.add", "{\"text\":\"nanti\"}", NULL, NULL);
  redact = writer_add (&field, &flood, "redact", "{\"targets\":[]}", NULL, NULL);
  bare = pantau_entry_load (late->signature, late->header, NULL, NULL);
  for (guint i = 0; i < all->len; i++)
    desk_store (&desk, all->pdata[i] == late ? bare : g_ptr_array_index (all, i));
  db_script (desk.db, "INSERT INTO erased (entry, by) VALUES (2, 4);"
                      "UPDATE body SET json = NULL WHERE entry = 2;");
  g_ptr_array_remove (all, late);
  items = tell (&desk, all, &field);

  g_assert_null (find (items, create)->warning);
  g_assert_cmpstr (find (items, gone)->warning, ==, "Its content was erased by law.");
  g_assert_null (find (items, gone)->text);
  g_assert_cmpstr (find (items, bare)->warning, ==, "Its content has not come yet.");
  g_assert_cmpstr (find (items, redact)->sentence, ==, "You had content erased by law");
}

static void
test_received (void)
{
  g_autoptr (GPtrArray) all = store_entries (), items = NULL, later = NULL;
  g_auto (Writer) field = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  PantauEntry *create =
      writer_add (&field, &flood, "record.create", "{\"title\":\"a\"}", NULL, NULL);

  items = tell (&desk, all, &field);
  db_script (desk.db, "INSERT INTO epoch (n, name) VALUES (1, 'e');"
                      "INSERT INTO number (epoch, idx, entry) VALUES (1, 1234, 1);");
  g_ptr_array_set_size (all, 0);
  later = tell (&desk, all, &field);

  g_assert_cmpstr (((PantauStoryItem *) items->pdata[0])->where, ==, "saved on this laptop");
  g_assert_cmpstr (((PantauStoryItem *) later->pdata[0])->where, ==,
                   "received by the province, no. 1,234");
  g_assert_nonnull (create);
}

/* The longest value of a line has the length of a line. */
static void
test_long_value (void)
{
  g_autoptr (GPtrArray) all = store_entries (), items = NULL;
  g_auto (Writer) field = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  g_autofree char *text = g_strnfill (10000, 'x'),
                  *json = g_strdup_printf ("{\"fields\":{\"narrative\":\"%s\"}}", text);
  PantauEntry *create =
      writer_add (&field, &flood, "record.create", "{\"title\":\"a\"}", NULL, NULL);
  PantauEntry *set = writer_add (&field, &flood, "record.set", json, create->id, NULL);

  items = tell (&desk, all, &field);
  g_assert_cmpint (g_utf8_strlen (get_change (find (items, set), 0)->after, -1), ==, 201);
}

int
main (int argc, char **argv)
{
  pantau_locale_init ("en");
  g_test_init (&argc, &argv, NULL);
  reference = pantau_reference_new (NULL, NULL);

  g_test_add_func ("/story/sentences", test_sentences);
  g_test_add_func ("/story/before", test_before);
  g_test_add_func ("/story/beginning", test_beginning);
  g_test_add_func ("/story/void", test_void);
  g_test_add_func ("/story/without-body", test_without_body);
  g_test_add_func ("/story/received", test_received);
  g_test_add_func ("/story/long-value", test_long_value);

  return store_test_run ();
}
