/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claims: which records are one, what they are called, and that no order of arrival shows. */

#include "config.h"

#include <string.h>

#include "pantau-error.h"
#include "pantau-store-claim.h"
#include "store-fixture.h"
#include "test-util.h"

#define NOW G_GINT64_CONSTANT (1732600000) /* 2024-11-26T12:46:40+07:00 */

/* UUID of the record with this number: their order is that of the numbers. */
static const char *
uuid (guint number)
{
  static char names[64][37];

  g_assert_cmpuint (number, <, G_N_ELEMENTS (names));
  g_snprintf (names[number], sizeof names[number], "aaaaaaaa-0000-4000-8000-%012u", number);

  return names[number];
}

static PantauEntry *
add (Writer *writer,
     guint number,
     const char *region,
     const char *type,
     const char *json,
     const char *base)
{
  About about = { uuid (number), "hoax", FALSE, region };

  return writer_add (writer, &about, type, json, base, NULL);
}

static PantauEntry *
add_hoax (Writer *writer, guint number, const char *region, int hours_ago, const char *fields)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_utc (NOW - (gint64) hours_ago * 3600);
  g_autofree char *time = g_date_time_format (when, "%Y-%m-%dT%H:%M:%S+00:00");
  g_autofree char *json = g_strdup_printf (
      "{\"title\":\"Hoaks %u\",\"occurred\":\"%s\",\"fields\":{%s}}", number, time, fields);

  return add (writer, number, region, "record.create", json, NULL);
}

static PantauEntry *
add_link (Writer *writer, guint from, guint to)
{
  g_autofree char *json = g_strdup_printf ("{\"rel\":\"sighting-of\",\"to\":\"%s\"}", uuid (to));

  return add (writer, from, "16.06", "link.add", json, NULL);
}

static PantauEntry *
add_drop (Writer *writer, guint from, const PantauEntry *link)
{
  g_autofree char *json = g_strdup_printf ("{\"link\":\"%s\",\"reason\":\"x\"}", link->id);

  return add (writer, from, "16.06", "link.drop", json, link->id);
}

static PantauClaim *
get (Desk *desk, guint number)
{
  g_autoptr (GError) error = NULL;
  PantauClaim *claim = pantau_store_claim (desk->store, uuid (number), NOW, &error);

  g_assert_no_error (error);

  return claim;
}

static void
assert_root (Desk *desk, guint number, guint root)
{
  g_autoptr (PantauClaim) claim = get (desk, number);

  g_assert_cmpstr (claim->id, ==, uuid (root));
}

static void
take_all (Desk *desk, GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    desk_take (desk, g_ptr_array_index (entries, i));
}

static void
test_alone (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) writer = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauClaim) claim = NULL;

  add_hoax (&writer, 1, "16.06.01", 3, "\"reach\":10");
  take_all (&desk, all);
  claim = get (&desk, 1);

  g_assert_cmpstr (claim->id, ==, uuid (1));
  g_assert_cmpstr (claim->title, ==, "Hoaks 1");
  g_assert_cmpuint (claim->n_records, ==, 1);
  g_assert_cmpuint (claim->n_sightings, ==, 0);
  g_assert_cmpuint (claim->n_areas, ==, 1);
  g_assert_cmpuint (claim->n_kecamatan, ==, 1);
  g_assert_cmpuint (claim->in_24h, ==, 0);
  g_assert_cmpint (claim->reach, ==, 10);
  g_assert_cmpint (claim->first_at, ==, NOW - 3 * 3600);
}

/* What is no hoax belongs to no claim, whatever it is linked to. */
static void
test_other_kinds (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) writer = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GError) error = NULL;
  About about = { uuid (2), "risk", FALSE, "16.06" };

  add_hoax (&writer, 1, "16.06", 1, "");
  writer_add (&writer, &about, "record.create", "{\"title\":\"Banjir\"}", NULL, NULL);
  writer_add (&writer, &about, "link.add",
              "{\"rel\":\"duplicate-of\",\"to\":\"aaaaaaaa-0000-4000-8000-000000000001\"}", NULL,
              NULL);
  take_all (&desk, all);

  g_assert_null (pantau_store_claim (desk.store, uuid (2), NOW, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND);
  assert_root (&desk, 1, 1);
}

static void
test_figures (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) writer = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauClaim) claim = NULL;

  add_hoax (&writer, 9, "16.06.01", 80, "\"reach\":1000,\"changes_voting\":true");
  add_hoax (&writer, 1, "16.06.02", 30, "\"reach\":5,\"takedown_requested\":\"2024-11-25\"");
  add_hoax (&writer, 2, "16.71.01", 10, "\"forwarded\":\"berkali-kali\"");
  add_hoax (&writer, 3, "16.71", 2, "\"target\":[\"lain\",\"kpu\"]");
  for (guint i = 1; i <= 3; i++)
    add_link (&writer, i, 9);
  take_all (&desk, all);
  claim = get (&desk, 2);

  g_assert_cmpstr (claim->id, ==, uuid (9));
  g_assert_cmpuint (claim->n_records, ==, 4);
  g_assert_cmpuint (claim->n_sightings, ==, 3);
  g_assert_cmpuint (claim->n_areas, ==, 2);
  g_assert_cmpuint (claim->n_kecamatan, ==, 3);
  g_assert_cmpuint (claim->in_24h, ==, 2);
  g_assert_cmpuint (claim->in_6h, ==, 1);
  g_assert_cmpint (claim->reach, ==, 1005);
  g_assert_true (claim->changes_voting);
  g_assert_cmpint (claim->takedown, ==, PANTAU_TAKEDOWN_ASKED);
  g_assert_cmpint (claim->harm_facts.forwarded, ==, PANTAU_FORWARDED_MANY);
  g_assert_cmpuint (
      claim->harm, ==,
      pantau_harm_points (pantau_reference_get_harm (store_reference ()), &claim->harm_facts));
  g_assert_cmpuint (claim->harm, >, 50);
}

/* The root is who is linked to nobody, not who has the smallest name or came first. */
static void
test_chain (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) writer = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();

  for (guint i = 1; i <= 3; i++)
    add_hoax (&writer, i, "16.06", 1, "");
  add_link (&writer, 1, 2);
  add_link (&writer, 2, 3);
  take_all (&desk, all);

  for (guint i = 1; i <= 3; i++)
    assert_root (&desk, i, 3);
}

/* Of several that are linked to nobody, the smallest. */
static void
test_two_roots (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) writer = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();

  for (guint i = 1; i <= 3; i++)
    add_hoax (&writer, i, "16.06", 1, "");
  add_link (&writer, 1, 3);
  add_link (&writer, 1, 2);
  take_all (&desk, all);

  for (guint i = 1; i <= 3; i++)
    assert_root (&desk, i, 2);
}

/* Two offices that each make the other's record the claim: a ring. */
static void
test_ring (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) here = writer_new (1, all), there = writer_new (2, all);
  g_auto (Desk) desk = desk_new ();

  add_hoax (&here, 5, "16.06", 1, "");
  add_hoax (&there, 4, "16.06", 1, "");
  add_link (&here, 5, 4);
  add_link (&there, 4, 5);
  take_all (&desk, all);

  assert_root (&desk, 4, 4);
  assert_root (&desk, 5, 4);
}

static void
test_late_root (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) writer = writer_new (1, all), other = writer_new (2, all);
  g_auto (Desk) desk = desk_new ();

  for (guint i = 1; i <= 3; i++)
    {
      add_hoax (&writer, i, "16.06", 1, "");
      add_link (&writer, i, 9);
    }
  take_all (&desk, all);
  for (guint i = 1; i <= 3; i++)
    assert_root (&desk, i, i);

  desk_take (&desk, add_hoax (&other, 9, "16.71", 1, ""));
  for (guint i = 1; i <= 3; i++)
    assert_root (&desk, i, 9);
}

static void
test_drop (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) writer = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GPtrArray) links = NULL;
  PantauEntry *link;

  for (guint i = 1; i <= 4; i++)
    add_hoax (&writer, i, "16.06", 1, "");
  add_link (&writer, 1, 2);
  link = add_link (&writer, 2, 3);
  add_link (&writer, 3, 4);
  take_all (&desk, all);
  assert_root (&desk, 1, 4);

  desk_take (&desk, add_drop (&writer, 2, link));
  assert_root (&desk, 1, 2);
  assert_root (&desk, 2, 2);
  assert_root (&desk, 3, 4);

  /* It may be linked again. */
  desk_take (&desk, add_link (&writer, 2, 4));
  assert_root (&desk, 1, 4);
}

/* Only a line of the record itself takes its link back, and only what is one. */
static void
test_drop_of_others (void)
{
  static const char *const bodies[] = { "{}", "{\"link\":7}", "{\"link\":null}", "{\"link\":{}}" };
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) writer = writer_new (1, all);
  g_auto (Writer) hostile = writer_new (2, all);
  g_auto (Desk) desk = desk_new ();
  g_autofree char *array = NULL, *before = NULL, *anew = NULL;
  const PantauEntry *create, *link;

  create = add_hoax (&writer, 1, "16.06", 1, "");
  add_hoax (&writer, 2, "16.06", 1, "");
  add_hoax (&hostile, 3, "16.06", 1, "");
  link = add_link (&writer, 1, 2);
  take_all (&desk, all);
  assert_root (&desk, 1, 2);

  desk_take (&desk, add_drop (&hostile, 3, link));
  desk_take (&desk, add_drop (&hostile, 2, link)); /* the other end is no owner of it */
  desk_take (&desk, add_drop (&hostile, 1, create));
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    desk_take (&desk, add (&hostile, 1, "16.06", "link.drop", bodies[i], link->id));
  array = g_strdup_printf ("{\"link\":[\"%s\"],\"reason\":\"x\"}", link->id);
  desk_take (&desk, add (&hostile, 1, "16.06", "link.drop", array, link->id));
  assert_root (&desk, 1, 2);
  assert_root (&desk, 3, 3);

  before = store_dump_of (all, 1);
  anew = store_dump_of (all, 0);
  g_assert_cmpstr (before, ==, anew);
}

/* A mistake ties its sightings together as before, but is neither a root nor counted. */
static void
test_void_root (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) writer = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (PantauClaim) claim = NULL;
  PantauEntry *create;

  for (guint i = 1; i <= 3; i++)
    {
      add_hoax (&writer, i, "16.06", (int) i, "\"reach\":1");
      if (i < 3)
        add_link (&writer, i, 3);
    }
  create = g_ptr_array_index (all, all->len - 1);
  take_all (&desk, all);
  assert_root (&desk, 1, 3);

  desk_take (&desk,
             add (&writer, 3, "16.06", "status.set", "{\"status\":\"salah-catat\"}", create->id));
  claim = get (&desk, 3);
  g_assert_cmpstr (claim->id, ==, uuid (1));
  assert_root (&desk, 2, 1);
  g_assert_cmpuint (claim->n_records, ==, 2);
  g_assert_cmpuint (claim->n_sightings, ==, 1);
  g_assert_cmpint (claim->reach, ==, 2);
}

static void
test_quarantined (void)
{
  g_autoptr (GPtrArray) all = store_entries (), later = store_entries ();
  g_auto (Writer) writer = writer_new (1, all), province = writer_new_province (later);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GError) error = NULL;
  About about = { uuid (3), "hoax", FALSE, "16.06" };

  for (guint i = 1; i <= 3; i++)
    add_hoax (&writer, i, "16.06", 1, "");
  add_link (&writer, 1, 3);
  add_link (&writer, 2, 3);
  take_all (&desk, all);
  assert_root (&desk, 1, 3);

  writer_add_verdict (&province, &about, g_ptr_array_index (all, 2), "region");
  take_all (&desk, later);
  assert_root (&desk, 1, 1);
  assert_root (&desk, 2, 2);
  g_assert_null (pantau_store_claim (desk.store, uuid (3), NOW, &error));
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_NOT_FOUND);
}

static GPtrArray *
ask (Desk *desk, const PantauClaimFilter *filter)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *claims = pantau_store_claims (desk->store, filter, &error);

  g_assert_no_error (error);

  return claims;
}

static void
assert_order (Desk *desk, const PantauClaimFilter *filter, const char *expected)
{
  g_autoptr (GPtrArray) claims = ask (desk, filter);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < claims->len; i++)
    {
      const PantauClaim *claim = g_ptr_array_index (claims, i);

      g_string_append_printf (text, "%s%c", i > 0 ? " " : "", claim->id[strlen (claim->id) - 1]);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_orders (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) writer = writer_new (1, all), province = writer_new_province (all);
  g_auto (Desk) desk = desk_new ();

  writer_add_grant (&province, uuid (60), pantau_keypair_get_name (writer.key), "D1", "desk");
  /* 1 is far spread and old, 2 fast, 3 harmful, 4 decided. */
  add_hoax (&writer, 1, "16.06", 300, "");
  add_hoax (&writer, 5, "16.71", 200, "");
  add_link (&writer, 5, 1);
  add_hoax (&writer, 2, "16.06", 90, "");
  add_hoax (&writer, 6, "16.06", 3, "");
  add_link (&writer, 6, 2);
  add_hoax (&writer, 3, "16.05", 50, "\"changes_voting\":true,\"physical_unrest\":true");
  add_hoax (&writer, 4, "16.06.01", 1, "\"verdict\":\"hoaks\"");
  take_all (&desk, all);

  assert_order (&desk, &(PantauClaimFilter){ .order = PANTAU_CLAIMS_BY_SPREAD, .now = NOW },
                "1 4 2 3");
  assert_order (&desk, &(PantauClaimFilter){ .order = PANTAU_CLAIMS_BY_SPEED, .now = NOW },
                "2 4 3 1");
  assert_order (&desk, &(PantauClaimFilter){ .order = PANTAU_CLAIMS_BY_HARM, .now = NOW },
                "3 4 2 1");
  assert_order (&desk, &(PantauClaimFilter){ .order = PANTAU_CLAIMS_BY_VERDICT, .now = NOW },
                "2 3 1 4");
  assert_order (&desk, &(PantauClaimFilter){ .order = PANTAU_CLAIMS_NEWEST, .now = NOW },
                "4 2 3 1");

  assert_order (&desk,
                &(PantauClaimFilter){ .order = PANTAU_CLAIMS_BY_SPEED, .now = NOW, .limit = 2 },
                "2 4");
  assert_order (
      &desk, &(PantauClaimFilter){ .order = PANTAU_CLAIMS_NEWEST, .now = NOW, .verdict = "hoaks" },
      "4");
  assert_order (
      &desk, &(PantauClaimFilter){ .order = PANTAU_CLAIMS_NEWEST, .now = NOW, .verdict = "belum" },
      "2 3 1");
  assert_order (
      &desk, &(PantauClaimFilter){ .order = PANTAU_CLAIMS_NEWEST, .now = NOW, .region = "16.71" },
      "1");
  assert_order (&desk,
                &(PantauClaimFilter){ .order = PANTAU_CLAIMS_NEWEST, .now = NOW, .region = "16" },
                "4 2 3 1");
  assert_order (
      &desk,
      &(PantauClaimFilter){ .order = PANTAU_CLAIMS_NEWEST, .now = NOW, .since = NOW - 10 * 3600 },
      "4 2");
}

/* Each figure is followed to just the records that it counts. */
static void
test_spread (void)
{
  g_autoptr (GPtrArray) all = store_entries (), sightings = NULL;
  g_auto (Writer) writer = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauSpread) spread = NULL;
  guint total = 0;

  add_hoax (&writer, 9, "16.06.01", 20, "\"platform\":\"whatsapp\",\"group\":\"Warga\"");
  for (guint i = 1; i <= 5; i++)
    {
      add_hoax (&writer, i, i < 4 ? "16.71.01" : "16.71.02", (int) (i / 2) + 5, "");
      add_link (&writer, i, 9);
    }
  take_all (&desk, all);
  spread = pantau_store_spread (desk.store, uuid (1), NOW, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (spread->seconds, ==, 3600);
  g_assert_cmpint (spread->from % 3600, ==, 0);
  g_assert_cmpuint (spread->areas->len, ==, 2);
  g_assert_cmpstr (((PantauSpreadPlace *) g_ptr_array_index (spread->areas, 0))->region, ==,
                   "16.71");
  g_assert_cmpuint (spread->kecamatan->len, ==, 3);
  for (guint i = 0; i < spread->cells->len; i++)
    {
      const PantauSpreadCell *cell = &g_array_index (spread->cells, PantauSpreadCell, i);
      const PantauSpreadPlace *area = g_ptr_array_index (spread->areas, cell->area);
      gint64 from = spread->from + (gint64) cell->step * spread->seconds;
      g_autoptr (GArray) rows = pantau_store_claim_records (
          desk.store, uuid (9), area->region, from, from + spread->seconds, FALSE, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (cell->step, <, spread->n_steps);
      g_assert_cmpuint (rows->len, ==, cell->count);
      total += cell->count;
    }
  g_assert_cmpuint (total, ==, 6);

  sightings = pantau_store_sightings (desk.store, uuid (2), 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sightings->len, ==, 6);
  for (guint i = 0; i < sightings->len; i++)
    {
      const PantauSighting *one = g_ptr_array_index (sightings, i);

      g_assert_true (one->is_root == (one->link == NULL));
      g_assert_cmpstr (one->to, ==, one->is_root ? NULL : uuid (9));
      if (one->is_root)
        g_assert_cmpstr (one->group, ==, "Warga");
    }
}

/* A clock that says 2015 does not make a table of a hundred thousand hours. */
static void
test_wrong_clock (void)
{
  g_autoptr (GPtrArray) all = store_entries ();
  g_auto (Writer) writer = writer_new (1, all);
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauSpread) spread = NULL;

  add_hoax (&writer, 1, "16.06", 90000, "");
  add_hoax (&writer, 2, "16.06", 1, "");
  add_link (&writer, 1, 2);
  take_all (&desk, all);
  spread = pantau_store_spread (desk.store, uuid (1), NOW, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (spread->n_steps, <=, 121);
  g_assert_cmpuint (spread->cells->len, ==, 2);
  g_assert_cmpuint (g_array_index (spread->cells, PantauSpreadCell, 1).step, <, spread->n_steps);
}

/* What some hundred lines come to must not depend on how they came: not on their order, and not on how many at once. */
static GPtrArray *
random_story (void)
{
  GPtrArray *all = store_entries ();
  g_auto (Writer) field = writer_new (1, all), office = writer_new (2, all),
                  province = writer_new_province (all), stranger = writer_new (3, all);
  const guint n = 14;
  g_autoptr (GPtrArray) creates = g_ptr_array_new (), links = g_ptr_array_new ();
  g_autoptr (GArray) from = g_array_new (FALSE, FALSE, sizeof (guint));
  Writer *writers[] = { &field, &office, &stranger };

  writer_add_grant (&province, uuid (60), pantau_keypair_get_name (field.key), "F1", "field");
  writer_add_grant (&province, uuid (61), pantau_keypair_get_name (office.key), "D1", "desk");
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (creates, add_hoax (writers[i % 3], i, i % 2 ? "16.06" : "16.06.01",
                                        g_test_rand_int_range (0, 40),
                                        i % 4 == 0 ? "\"verdict\":\"benar\"" : "\"reach\":3"));
  for (guint i = 0; i < 16; i++)
    {
      guint a = (guint) g_test_rand_int_range (0, (int) n),
            b = (guint) g_test_rand_int_range (0, (int) n + 2);

      if (a == b)
        continue;
      g_ptr_array_add (links, add_link (writers[i % 3], a, b));
      g_array_append_val (from, a);
    }
  for (guint i = 0; i < 5 && i < links->len; i++)
    add_drop (&office, g_array_index (from, guint, i), g_ptr_array_index (links, i));
  for (guint i = 0; i < 4; i++)
    {
      guint a = (guint) g_test_rand_int_range (0, (int) n);
      const PantauEntry *create = g_ptr_array_index (creates, a);
      About about = { uuid (a), "hoax", FALSE, create->region };

      if (i == 0)
        writer_add_verdict (&province, &about, create, "region");
      else
        add (&office, a, create->region, "status.set", "{\"status\":\"salah-catat\"}", create->id);
    }
  for (guint i = 0; i < 6; i++)
    add (writers[i % 3], (guint) g_test_rand_int_range (0, (int) n), "16.06", "record.set",
         i % 2 ? "{\"fields\":{\"verdict\":\"hoaks\"}}" : "{\"fields\":{\"verdict\":\"benar\"}}",
         NULL);
  /* Who was a monitor becomes a desk. */
  writer_add_grant (&province, uuid (60), pantau_keypair_get_name (field.key), "F1", "desk");

  return all;
}

static void
shuffle (GPtrArray *entries)
{
  for (guint i = entries->len; i > 1; i--)
    {
      guint j = (guint) g_test_rand_int_range (0, (int) i);
      gpointer other = entries->pdata[j];

      entries->pdata[j] = entries->pdata[i - 1];
      entries->pdata[i - 1] = other;
    }
}

static void
test_random (void)
{
  for (guint round = 0; round < 6; round++)
    {
      g_autoptr (GPtrArray) all = random_story ();
      g_autofree char *expected = store_dump_of (all, 0);

      for (guint order = 0; order < 4; order++)
        {
          g_autofree char *dump = NULL;

          shuffle (all);
          dump = store_dump_of (all, order == 0 ? 0 : order * order);
          g_assert_cmpstr (dump, ==, expected);
        }
    }
}

/* What is written into the tables of claims is what a rebuild makes. */
static void
test_rebuild (void)
{
  g_autoptr (GPtrArray) all = random_story ();
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;

  take_all (&desk, all);
  before = desk_dump (&desk);
  pantau_store_rebuild (desk.store, NULL, NULL, &error);
  g_assert_no_error (error);
  after = desk_dump (&desk);
  g_assert_cmpstr (before, ==, after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/claim/alone", test_alone);
  g_test_add_func ("/claim/other-kinds", test_other_kinds);
  g_test_add_func ("/claim/figures", test_figures);
  g_test_add_func ("/claim/chain", test_chain);
  g_test_add_func ("/claim/two-roots", test_two_roots);
  g_test_add_func ("/claim/ring", test_ring);
  g_test_add_func ("/claim/late-root", test_late_root);
  g_test_add_func ("/claim/drop", test_drop);
  g_test_add_func ("/claim/drop-of-others", test_drop_of_others);
  g_test_add_func ("/claim/void-root", test_void_root);
  g_test_add_func ("/claim/quarantined", test_quarantined);
  g_test_add_func ("/claim/orders", test_orders);
  g_test_add_func ("/claim/spread", test_spread);
  g_test_add_func ("/claim/wrong-clock", test_wrong_clock);
  g_test_add_func ("/claim/random", test_random);
  g_test_add_func ("/claim/rebuild", test_rebuild);

  return store_test_run ();
}
