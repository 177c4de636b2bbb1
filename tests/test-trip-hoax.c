/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A hoax on its whole way with the real programs: pasted in one kecamatan and seen in another, joined, judged, asked to be taken down, shown to Pemprov without its
 * screenshot, and read again where it began. Who sent it is in an envelope, and in no other byte of any machine or of the wire.
 */

#include "config.h"

#include <string.h>

#include "canary-fixture.h"
#include "drawn-pictures.h"
#include "pantau-claim.h"
#include "pantau-json.h"
#include "tap-fixture.h"
#include "trip-fixture.h"

#define LAIS   "16.06.01"
#define SEKAYU "16.06.02"
#define FACTS  "TPS 5 Desa Teluk tetap di SD Negeri 3. KPU tidak memindahkan TPS mana pun."
#define MEDIA  "TPS 5 Desa Teluk tetap di SD Negeri 3."

/* No secret, and it goes the same way as those: where it is not found, nothing was searched. */
#define MARK "Penanda-sebar-7391"

typedef struct
{
  Trip *trip;
  Tap *tap;
  Canary *sender, *named; /* (owned): who wrote, and whom the message names */
  char *nik, *phone;      /* (owned): in the message too; such as may be, unlike a canary's */
  Needles *needles;
  char *pasted, *typed; /* (owned): UUIDs of the record from the export, and of the other's */
  char *screenshot;     /* (owned): SHA-256 */
  char *link;           /* (owned): the line that joins them */
} Way;

/* ---- Small things ---- */

/* Everybody talks to the province over the wire that is listened to. */
static void
enrol (Way *self, const char *home, const char *role, const char *region)
{
  g_autofree char *code = trip_invite (self->trip, role, region);

  trip_home (self->trip, home);
  ctl_do (self->trip, home, "enroll", "--server", tap_url (self->tap), code, NULL);
}

static char *
write_bytes (Way *self, const char *name, GBytes *bytes)
{
  char *path = trip_path (self->trip, name);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_assert_true (g_file_set_contents (path, data, (gssize) size, NULL));

  return path;
}

static void
assert_label (Way *self, const char *home, const char *id, PantauClaimLabel label)
{
  g_autofree char *text = ctl_ok (self->trip, home, "show", id, NULL);
  const char *words = pantau_claim_label_text (label);

  g_assert_nonnull (words);
  g_assert_true (g_str_has_prefix (text, words));
}

static JsonObject *
claim_object (Way *self, const char *home, const char *id)
{
  g_autofree char *out = ctl_ok (self->trip, home, "claim", id, "--json", NULL);
  JsonObject *object = pantau_json_parse_known (out, NULL);

  g_assert_nonnull (object);

  return object;
}

static void
assert_claim (Way *self, const char *home, const char *id, const char *root, guint records)
{
  g_autoptr (JsonObject) claim = claim_object (self, home, id);

  g_assert_cmpstr (pantau_json_string (claim, "id"), ==, root);
  g_assert_cmpint (pantau_json_integer (claim, "records", 0), ==, records);
}

/* Which claim `similar` offers first to what @ran was asked, with its reason. */
static void
assert_offered (Ran *given, const char *id, const char *why)
{
  g_autoptr (Ran) ran = given;
  g_auto (GStrv) lines = g_strsplit (ran->out, "\n", 2);
  g_autoptr (JsonObject) first = pantau_json_parse_known (lines[0], NULL);
  JsonArray *whys = first != NULL ? pantau_json_array (first, "why") : NULL;

  g_assert_cmpint (ran->status, ==, 0);
  g_assert_nonnull (whys);
  g_assert_cmpstr (pantau_json_string (first, "id"), ==, id);
  g_assert_cmpstr (json_array_get_string_element (whys, 0), ==, why);
}

static void
assert_no_person (Way *self, const char *when)
{
  g_autofree char *all = trip_path (self->trip, "."), *found = NULL;
  guint files = 0;

  found = needles_find (self->needles, all, &files);
  if (found != NULL)
    g_test_message ("%s: %s", when, found);
  g_assert_null (found);
  g_assert_cmpuint (files, >, 20);
}

static void
assert_marked (Way *self, const char *where)
{
  g_autoptr (Needles) mark = needles_new ();
  g_autofree char *path = trip_path (self->trip, where), *found = NULL;

  needles_add_text (mark, MARK);
  found = needles_find (mark, path, NULL);
  g_assert_nonnull (found);
}

/* ---- The way ---- */

/* Of the field, A is in one kecamatan and B in the next; an officer can be sealed to. */
static void
begin (Way *self)
{
  g_autofree char *heard = NULL, *ledger = NULL;

  self->trip = trip_new (TRUE);
  heard = trip_path (self->trip, "heard");
  ledger = trip_province_path (self->trip, "province.db");
  self->tap =
      tap_new ((guint16) g_ascii_strtoull (strrchr (trip_url (self->trip), ':') + 1, NULL, 10),
               ledger, heard);
  self->needles = needles_new ();
  self->sender = canary_new (g_random_int (), 0, 0);
  self->named = canary_new (g_random_int (), 0, 1);
  needles_add_canary (self->needles, self->sender);
  needles_add_canary (self->needles, self->named);
  self->nik = g_strdup_printf ("160601450590%04d", g_random_int_range (1, 10000));
  self->phone = g_strdup_printf ("0812%08d", g_random_int_range (10000000, 100000000));
  needles_add_text (self->needles, self->nik);
  needles_add_text (self->needles, self->phone);

  enrol (self, "officer", "identity", "16.06");
  trip_name_officer (self->trip, "officer");
  enrol (self, "a", "field", LAIS);
  enrol (self, "b", "field", SEKAYU);
  enrol (self, "desk", "desk", "16");
  enrol (self, "pemprov", "pemprov", "16");
  ctl_sync (self->trip, "a");
  ctl_sync (self->trip, "b");
}

/* A pastes the export of a chat and attaches a screenshot; nothing is sent yet. */
static void
paste (Way *self)
{
  g_autofree char *chat = g_strdup_printf (
      "25/10/24 19.05 - %s: Diteruskan berkali-kali\n"
      "TPS 5 Desa Teluk dipindah ke balai desa, warga yang datang ke SD ditolak. " MARK "\n"
      "25/10/24 19.06 - %s: Kalau ragu hubungi %s atau %s, KTP %s\n",
      self->sender->name, self->sender->name, self->phone, self->named->email, self->nik);
  g_autoptr (Ran) ran = ctl_input (self->trip, "a", chat, strlen (chat), "paste", "-", NULL);
  g_autoptr (GBytes) drawn = drawn_picture (0, 0);
  g_autofree char *path = write_bytes (self, "layar.png", drawn), *seals = NULL,
                  *said = g_strconcat (ran->out, ran->err, NULL),
                  *said_path = trip_path (self->trip, "said");

  if (ran->status != 0)
    g_test_message ("%s", ran->err);
  g_assert_cmpint (ran->status, ==, 0);
  g_assert_true (g_file_set_contents (said_path, said, -1, NULL));
  self->pasted = g_strdup (g_strchomp (ran->out));
  self->screenshot = ctl_ok (self->trip, "a", "attach", self->pasted, path, NULL);
  seals = ctl_ok (self->trip, "a", "identity", "list", self->pasted, "--json", NULL);
  g_assert_nonnull (strstr (seals, "\"received\""));
  assert_label (self, "a", self->pasted, PANTAU_CLAIM_LABEL_UNVERIFIED);
  assert_no_person (self, "pasted");
}

/* B, without a line to anybody, heard the same in other words. */
static void
type (Way *self)
{
  self->typed = ctl_record (
      self->trip, "b", "hoax",
      "{\"title\":\"TPS 5 Teluk pindah ke balai desa\",\"region\":\"" SEKAYU "\","
      "\"occurred\":\"2024-10-25T21:40:00+07:00\",\"fields\":{\"platform\":\"whatsapp\","
      "\"quote\":\"Info: tps 5 desa teluk di pindah ke balai desa!!! yg datang ke SD ditolak\"}}");
  assert_label (self, "b", self->typed, PANTAU_CLAIM_LABEL_UNVERIFIED);
}

/* The desk is offered each for the other, by what it says; it joins them, and takes that back and does it again. */
static void
join (Way *self)
{
  static const char words[] = "tps 5 desa teluk dipindah ke balai desa, yang datang ke SD ditolak";
  g_autoptr (GBytes) drawn = drawn_changed (0, DRAWN_JPEG_70);
  g_autofree char *path = write_bytes (self, "beredar.jpg", drawn);
  g_autoptr (JsonObject) claim = NULL;
  JsonArray *members;

  ctl_sync (self->trip, "a");
  ctl_sync (self->trip, "b");
  ctl_sync (self->trip, "desk");
  assert_claim (self, "desk", self->pasted, self->pasted, 1);
  assert_claim (self, "desk", self->typed, self->typed, 1);
  {
    g_autoptr (Ran) ran =
        ctl_input (self->trip, "desk", words, strlen (words), "similar", "-", "--json", NULL);

    g_assert_cmpint (ran->status, ==, 0);
    g_assert_nonnull (strstr (ran->out, self->pasted));
    g_assert_nonnull (strstr (ran->out, self->typed));
  }
  assert_offered (ctl (self->trip, "desk", "similar", path, "--json", NULL), self->pasted,
                  "picture");

  ctl_do (self->trip, "desk", "link", self->typed, "sighting-of", self->pasted, NULL);
  assert_claim (self, "desk", self->typed, self->pasted, 2);
  claim = claim_object (self, "desk", self->typed);
  g_assert_cmpint (pantau_json_integer (claim, "kecamatan", 0), ==, 2);
  members = pantau_json_array (claim, "members");
  for (guint i = 0; i < json_array_get_length (members); i++)
    {
      JsonObject *member = json_array_get_object_element (members, i);

      if (g_str_equal (pantau_json_string (member, "id"), self->typed))
        self->link = g_strdup (pantau_json_string (member, "link"));
    }
  g_assert_nonnull (self->link);
  /* Once joined it is one claim, so it is offered once. */
  assert_offered (
      ctl_input (self->trip, "desk", words, strlen (words), "similar", "-", "--json", NULL),
      self->pasted, "text");
}

static void
judge (Way *self)
{
  g_autofree char *media = NULL, *figures = NULL;

  ctl_do (self->trip, "desk", "verdict", self->pasted, "hoaks", "--facts", FACTS, "--references",
          "SK KPU Musi Banyuasin 12/2024", NULL);
  ctl_do (self->trip, "desk", "set", self->pasted, "counter_media=" MEDIA,
          "counter_figures=Datanglah ke SD Negeri 3 seperti biasa.", "changes_voting=true", NULL);
  media = ctl_ok (self->trip, "desk", "counter", self->pasted, "media", NULL);
  figures = ctl_ok (self->trip, "desk", "counter", self->typed, "figures", NULL);
  g_assert_nonnull (strstr (media, MEDIA));
  g_assert_nonnull (strstr (media, "SK KPU Musi Banyuasin"));
  g_assert_nonnull (strstr (figures, "Datanglah ke SD Negeri 3"));
  g_assert_null (strstr (media, MARK)); /* the hoax's own words */
  assert_label (self, "desk", self->typed, PANTAU_CLAIM_LABEL_HOAX);
}

/* Asked of the ministry and of the platform, each with the time until which a reply is due. */
static void
forward (Way *self)
{
  g_autofree char *komdigi = ctl_ok (self->trip, "desk", "forward", self->pasted, "komdigi",
                                     "--channel", "surel", "--letter", "1/PM/2024", NULL);
  g_autofree char *platform =
      ctl_ok (self->trip, "desk", "forward", self->pasted, "whatsapp", "--channel", "surel", NULL);
  g_autofree char *due = ctl_ok (self->trip, "desk", "due", "--json", NULL);
  g_autoptr (JsonObject) claim = NULL;

  ctl_do (self->trip, "desk", "set", self->pasted, "takedown_requested=2024-10-26", NULL);
  claim = claim_object (self, "desk", self->typed);
  g_assert_nonnull (strstr (due, komdigi));
  g_assert_nonnull (strstr (due, platform));
  g_assert_cmpint (pantau_json_integer (claim, "waits", 0), ==, 2);
  g_assert_cmpint (pantau_json_integer (claim, "overdue", 9), ==, 0);
  g_assert_cmpstr (pantau_json_string (claim, "takedown"), ==, "asked");
  ctl_sync (self->trip, "desk");
}

static gboolean
was_heard (Needles *needles, const char *heard)
{
  g_autofree char *found = needles_find (needles, heard, NULL);

  return found != NULL;
}

/* Pemprov reads both records with their label; of the screenshot it gets what a desk masked. */
static void
show_to_pemprov (Way *self)
{
  g_autoptr (GHashTable) list = NULL;
  g_autoptr (GBytes) drawn = drawn_changed (0, DRAWN_HALF);
  g_autofree char *path = write_bytes (self, "tertutup.jpg", drawn), *copy = NULL,
                  *heard = trip_path (self->trip, "heard"), *to = NULL, *got = NULL;
  g_autoptr (Needles) refusal = needles_new ();
  g_autoptr (Ran) held = NULL, still = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize length;

  ctl_sync (self->trip, "pemprov");
  list = ctl_list (self->trip, "pemprov");
  g_assert_true (g_hash_table_contains (list, self->pasted));
  g_assert_true (g_hash_table_contains (list, self->typed));
  assert_label (self, "pemprov", self->pasted, PANTAU_CLAIM_LABEL_HOAX);
  assert_label (self, "pemprov", self->typed, PANTAU_CLAIM_LABEL_HOAX);

  needles_add_text (refusal, "HTTP/1.1 403 ");
  g_assert_false (was_heard (refusal, heard));
  held = ctl (self->trip, "pemprov", "--json", "fetch", self->pasted, self->screenshot, NULL);
  ran_assert_fault (held, 1, "refused", NULL);
  TRIP_WAIT_UNTIL (was_heard (refusal, heard));

  copy = ctl_ok (self->trip, "desk", "release-file", self->pasted, self->screenshot, "--masked",
                 path, "--reason", "Nama pengirim ditutup", NULL);
  ctl_sync (self->trip, "desk");
  ctl_sync (self->trip, "pemprov");
  to = trip_path (self->trip, "di-pemprov");
  ctl_do (self->trip, "pemprov", "fetch", self->pasted, copy, "--to", to, NULL);
  g_assert_true (g_file_get_contents (to, &got, &length, NULL));
  bytes = g_bytes_new (got, length);
  g_assert_true (g_bytes_equal (bytes, drawn));
  still = ctl (self->trip, "pemprov", "--json", "fetch", self->pasted, self->screenshot, NULL);
  ran_assert_fault (still, 1, "refused", NULL);
}

/* Who recorded it reads what became of it. B's home does not hold A's record, which is of another kecamatan: the verdict comes to B's own. */
static void
read_at_home (Way *self)
{
  g_autofree char *verdict = NULL, *facts = NULL, *told = NULL;
  g_autoptr (Ran) refused = NULL;

  ctl_sync (self->trip, "a");
  ctl_sync (self->trip, "b");
  verdict = ctl_values (self->trip, "a", self->pasted, "verdict");
  facts = ctl_values (self->trip, "a", self->pasted, "facts");
  g_assert_cmpstr (verdict, ==, "\"hoaks\"");
  g_assert_cmpstr (facts, ==, "\"" FACTS "\"");
  assert_label (self, "a", self->pasted, PANTAU_CLAIM_LABEL_HOAX);
  assert_label (self, "b", self->typed, PANTAU_CLAIM_LABEL_HOAX);
  told = ctl_values (self->trip, "b", self->typed, "facts");
  g_assert_cmpstr (told, ==, "\"" FACTS "\"");

  refused = ctl (self->trip, "b", "--json", "verdict", self->typed, "benar", NULL);
  ran_assert_fault (refused, 1, "refused", NULL);
}

/* Taken apart, each is its own claim again with what was said of it; joined again, all is as it was. */
static void
part_and_join (Way *self)
{
  g_autofree char *none = NULL;

  ctl_do (self->trip, "desk", "unlink", self->typed, self->link, "--reason", "Salah gabung", NULL);
  ctl_sync (self->trip, "desk");
  ctl_sync (self->trip, "pemprov");
  for (guint i = 0; i < 2; i++)
    {
      const char *home = i == 0 ? "desk" : "pemprov";

      assert_claim (self, home, self->pasted, self->pasted, 1);
      assert_claim (self, home, self->typed, self->typed, 1);
      assert_label (self, home, self->pasted, PANTAU_CLAIM_LABEL_HOAX);
      assert_label (self, home, self->typed, PANTAU_CLAIM_LABEL_UNVERIFIED);
    }

  /* What was only passed on goes with the link. */
  ctl_sync (self->trip, "b");
  assert_label (self, "b", self->typed, PANTAU_CLAIM_LABEL_UNVERIFIED);
  none = ctl_values (self->trip, "b", self->typed, "facts");
  g_assert_cmpstr (none, !=, "\"" FACTS "\"");

  ctl_do (self->trip, "desk", "link", self->typed, "sighting-of", self->pasted, NULL);
  ctl_sync (self->trip, "desk");
  ctl_sync (self->trip, "b");
  assert_label (self, "b", self->typed, PANTAU_CLAIM_LABEL_HOAX);
  ctl_sync (self->trip, "pemprov");
  assert_claim (self, "desk", self->typed, self->pasted, 2);
  assert_claim (self, "pemprov", self->typed, self->pasted, 2);
  assert_label (self, "pemprov", self->typed, PANTAU_CLAIM_LABEL_HOAX);
}

/* All that a home says of it. (transfer full) */
static char *
everything (Way *self, const char *home)
{
  g_autofree char *list = ctl_ok (self->trip, home, "list", "--json", NULL),
                  *claims = ctl_ok (self->trip, home, "claims", "--json", NULL);
  g_autoptr (GString) all = g_string_new (list);
  const char *const ids[] = { self->pasted, self->typed };
  g_autoptr (GHashTable) here = ctl_list (self->trip, home);

  g_string_append (all, claims);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *shown = NULL, *claim = NULL;

      if (!g_hash_table_contains (here, ids[i]))
        continue;
      shown = ctl_ok (self->trip, home, "show", ids[i], "--json", NULL);
      claim = ctl_ok (self->trip, home, "claim", ids[i], "--json", NULL);
      g_string_append_printf (all, "\n%s\n%s", shown, claim);
    }

  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
check_homes (Way *self)
{
  static const char *const homes[] = { "a", "b", "desk", "pemprov" };

  for (guint i = 0; i < G_N_ELEMENTS (homes); i++)
    {
      g_autofree char *before = NULL, *after = NULL;

      ctl_verify (self->trip, homes[i]);
      before = everything (self, homes[i]);
      ctl_do (self->trip, homes[i], "rebuild", NULL);
      after = everything (self, homes[i]);
      g_assert_cmpstr (after, ==, before);
    }
}

static void
end (Way *self)
{
  g_clear_pointer (&self->tap, tap_free);
  assert_no_person (self, "at the end");
  assert_marked (self, "a");
  assert_marked (self, "desk");
  assert_marked (self, "pemprov");
  assert_marked (self, PROVINCE);
  assert_marked (self, "heard");

  needles_free (self->needles);
  canary_free (self->sender);
  canary_free (self->named);
  g_free (self->nik);
  g_free (self->phone);
  g_free (self->pasted);
  g_free (self->typed);
  g_free (self->screenshot);
  g_free (self->link);
  trip_free (self->trip);
}

static void
test_way (void)
{
  Way self = { 0 };

  begin (&self);
  paste (&self);
  type (&self);
  join (&self);
  judge (&self);
  forward (&self);
  show_to_pemprov (&self);
  read_at_home (&self);
  part_and_join (&self);
  check_homes (&self);
  end (&self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trip-hoax/way", test_way);

  return g_test_run ();
}
