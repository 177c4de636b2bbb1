/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links: which of them are one page, which are none, and where in a text they stand. No address in here is ever asked for. */

#include "config.h"

#include <string.h>

#include "pantau-check.h"
#include "pantau-error.h"
#include "pantau-resource.h"
#include "pantau-url.h"
#include "test-util.h"

static PantauReference *reference;

static void
assert_is (const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *canonical = pantau_url_canonical (reference, text, &error), *again = NULL;

  if (canonical == NULL)
    g_error ("“%s”: %s", text, error->message);
  g_assert_cmpstr (canonical, ==, expected);

  /* One writing is its own. */
  again = pantau_url_canonical (reference, canonical, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, canonical);
}

static void
assert_refused (const char *text, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *canonical = pantau_url_canonical (reference, text, &error);

  if (canonical != NULL)
    g_error ("“%s” was taken as “%s”", text, canonical);
  g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_INVALID);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), <, 240);
  if (says != NULL && strstr (error->message, says) == NULL)
    g_error ("“%s” does not say “%s”", error->message, says);
}

static void
test_plain (void)
{
  assert_is ("https://kpu.go.id", "https://kpu.go.id");
  assert_is ("  HTTP://WWW.KPU.GO.ID/ \n", "https://kpu.go.id");
  assert_is ("https://kpu.go.id:443/Berita/?#atas", "https://kpu.go.id/Berita");
  assert_is ("http://kpu.go.id:80/", "https://kpu.go.id");
  assert_is ("http://kpu.go.id:8080/a", "https://kpu.go.id:8080/a");
  assert_is ("https://kpu.go.id./a", "https://kpu.go.id/a");
  assert_is ("https://kpu.go.id/a/./b/../c", "https://kpu.go.id/a/c");
  assert_is ("https://kpu.go.id/../../a", "https://kpu.go.id/a");
  assert_is ("https://kpu.go.id/%7ea/%e2%82%ac?x=%41%2f", "https://kpu.go.id/~a/%E2%82%AC?x=A%2F");
  assert_is ("https://kpu.go.id/100%", "https://kpu.go.id/100%25");
  assert_is ("https://kpu.go.id/héros?q=é", "https://kpu.go.id/h%C3%A9ros?q=%C3%A9");
  assert_is ("https://kpu.go.id/?b=2&a=1&&b=1", "https://kpu.go.id?a=1&b=1&b=2");
  assert_is ("www.kpu.go.id/berita", "https://kpu.go.id/berita");
  assert_is ("fb.com/warga.pauh", "https://facebook.com/warga.pauh");
  assert_is ("http://127.0.0.1:8080/x", "https://127.0.0.1:8080/x");
  assert_is ("http://[2001:DB8::1]/x", "https://[2001:db8::1]/x");
}

/* Names in other letters have one writing in ASCII, in which they no longer look like another. */
static void
test_idn (void)
{
  assert_is ("https://münchen.example/", "https://xn--mnchen-3ya.example");
  assert_is ("https://MÜNCHEN.example/", "https://xn--mnchen-3ya.example");
  assert_is ("https://ｋｐｕ.go.id/a", "https://kpu.go.id/a");
  /* The "р" is a Cyrillic letter. */
  assert_is ("https://k\xd1\x80u.go.id/a", "https://xn--ku-lmc.go.id/a");
}

/* What differs between people who share one page. */
static void
test_tracking (void)
{
  assert_is ("https://www.kompas.com/a?utm_source=wa&UTM_Medium=x&id=7&fbclid=IwAR0",
             "https://kompas.com/a?id=7");
  assert_is ("https://m.detik.com/news/d-1", "https://detik.com/news/d-1");
  assert_is ("https://amp.kompas.com/a/1", "https://kompas.com/a/1");
  /* Where a prefix is all of the name it is the name. */
  assert_is ("https://m.id/x", "https://m.id/x");
  assert_is ("https://web.kpu.go.id/x", "https://web.kpu.go.id/x");
  assert_is ("https://t.example.id/a?s=1&t=2", "https://t.example.id/a?s=1&t=2");
}

static void
assert_same (const char *const *links)
{
  g_autofree char *first = pantau_url_canonical (reference, links[0], NULL);

  for (guint i = 0; links[i] != NULL; i++)
    assert_is (links[i], first);
}

static void
test_platforms (void)
{
  static const char *const x[] = {
    "https://x.com/i/status/1850012345678901234",
    "https://twitter.com/KPU_ID/status/1850012345678901234?s=20&t=aBc",
    "https://mobile.twitter.com/KPU_ID/status/1850012345678901234",
    "https://x.com/KPU_ID/status/1850012345678901234/photo/1",
    "http://www.x.com/i/web/status/1850012345678901234?ref_src=twsrc",
    NULL
  };
  static const char *const youtube[] = {
    "https://youtube.com/watch?v=dQw4w9WgXcQ",
    "https://youtu.be/dQw4w9WgXcQ?si=abc&t=42",
    "https://m.youtube.com/watch?v=dQw4w9WgXcQ&feature=share&list=PL1",
    "https://www.youtube.com/shorts/dQw4w9WgXcQ?feature=share",
    "youtube.com/live/dQw4w9WgXcQ",
    "https://www.youtube.com/embed/dQw4w9WgXcQ",
    NULL
  };
  static const char *const instagram[] = {
    "https://www.instagram.com/reel/DBx_1yzAb2C/?igsh=MWQ1ZGUx",
    "https://instagram.com/p/DBx_1yzAb2C",
    "https://www.instagram.com/info_pali/reel/DBx_1yzAb2C/?hl=id",
    "https://l.instagram.com/?u=https%3A%2F%2Fwww.instagram.com%2Fp%2FDBx_1yzAb2C%2F&e=AT0", NULL
  };
  static const char *const facebook[] = {
    "https://web.facebook.com/watch/?v=123456789&_rdc=1&_rdr",
    "https://m.facebook.com/watch/?v=123456789&mibextid=x",
    "https://mbasic.facebook.com/info.pali/videos/123456789?refid=17",
    "https://www.facebook.com/reel/123456789?fs=e", NULL
  };
  static const char *const posts[] = {
    "https://facebook.com/story.php?id=100&story_fbid=200",
    "https://m.facebook.com/story.php?story_fbid=200&id=100&__tn__=%2AW-R&__cft__[0]=AZ",
    "https://l.facebook.com/"
    "l.php?u=https%3A%2F%2Fm.facebook.com%2Fstory.php%3Fid%3D100%26story_fbid%3D200&h=AT3",
    NULL
  };
  static const char *const tiktok[] = {
    "https://www.tiktok.com/@warga.pauh/video/7300000000000000001?_r=1&_t=8g&is_from_webapp=1",
    "https://m.tiktok.com/@/video/7300000000000000001", NULL
  };
  static const char *const telegram[] = { "https://t.me/s/infopali/42", "t.me/infopali/42?single",
                                          "https://telegram.me/infopali/42", NULL };

  assert_same (x);
  assert_same (youtube);
  assert_same (instagram);
  assert_same (facebook + 0);
  assert_same (posts);
  assert_same (telegram);
  /* A name may be left out of a link of TikTok, and "@" alone is no part of a path. */
  assert_same (tiktok);
  assert_is ("https://youtube.com/playlist?list=PL1&si=x", "https://youtube.com/playlist?list=PL1");
  assert_is ("https://fb.watch/aBc-1/?mibextid=x", "https://fb.watch/aBc-1");
  assert_is ("https://chat.whatsapp.com/AbCdEf?mode=x", "https://chat.whatsapp.com/AbCdEf");
  assert_is ("https://www.google.com/url?sa=t&url=https%3A%2F%2Fkpu.go.id%2Fa%3Fb%3D1&usg=x",
             "https://kpu.go.id/a?b=1");
}

/* A page that leads on is followed as far as it is written out, and never to what is no link. */
static void
test_through (void)
{
  g_autoptr (GString) deep = g_string_new ("https://kpu.go.id/");

  assert_is ("https://l.facebook.com/l.php?u=javascript%3Aalert(1)&h=AT",
             "https://facebook.com/l.php?u=javascript%3Aalert(1)");
  assert_is ("https://l.facebook.com/l.php?u=https%3A%2F%2Fa%40b.example%2F",
             "https://facebook.com/l.php?u=https%3A%2F%2Fa%40b.example%2F");
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *escaped = g_uri_escape_string (deep->str, NULL, FALSE);

      g_string_printf (deep, "https://l.facebook.com/l.php?u=%s", escaped);
      if (deep->len > PANTAU_URL_MAX)
        break;
    }
  g_string_truncate (deep, MIN (deep->len, PANTAU_URL_MAX));
  g_free (pantau_url_canonical (reference, deep->str, NULL));
}

static void
test_short (void)
{
  static const char *const shortened[] = { "https://bit.ly/3AbCdEf",
                                           "s.id/pali-tps",
                                           "https://vm.tiktok.com/ZMh1/",
                                           "https://vt.tiktok.com/ZS1/",
                                           "https://wa.me/message/ABCDEF1234",
                                           "https://t.co/a",
                                           "http://goo.gl/x",
                                           "https://shorturl.at/abc",
                                           "https://www.facebook.com/share/v/1AbC/" };
  static const char *const whole[] = { "https://bit.ly/",
                                       "https://wa.me/6281234567890",
                                       "https://kpu.go.id/a",
                                       "https://tiktok.com/@a/video/1",
                                       "https://evilbit.ly/x",
                                       "bukan tautan",
                                       "" };

  for (guint i = 0; i < G_N_ELEMENTS (shortened); i++)
    g_assert_true (pantau_url_is_short (reference, shortened[i]));
  for (guint i = 0; i < G_N_ELEMENTS (whole); i++)
    g_assert_false (pantau_url_is_short (reference, whole[i]));

  /* What it stands for nobody knows, so letters stay as they are. */
  assert_is ("https://bit.ly/3AbCdEf?utm_source=x", "https://bit.ly/3AbCdEf");
  assert_is ("https://vm.tiktok.com/ZMh1/", "https://vm.tiktok.com/ZMh1");
}

static void
test_platform (void)
{
  static const struct
  {
    const char *url, *platform;
  } expected[] = {
    { "https://web.facebook.com/x", "facebook" },
    { "https://fb.watch/x", "facebook" },
    { "https://chat.whatsapp.com/Ab", "whatsapp" },
    { "https://wa.me/6281", "whatsapp" },
    { "https://vt.tiktok.com/x", "tiktok" },
    { "https://twitter.com/x", "x" },
    { "https://youtu.be/x", "youtube" },
    { "t.me/info/4", "telegram" },
    { "https://instagram.com/p/x", "instagram" },
    { "https://s.snackvideo.com/p/x", "snackvideo" },
    { "https://kpu.go.id/x", "situs" },
    { "https://notfacebook.com/x", "situs" },
    { "https://facebook.com.evil.example/x", "situs" },
    { "", "situs" },
    { "javascript:alert(1)", "situs" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (pantau_url_platform (reference, expected[i].url), ==, expected[i].platform);
  g_assert_cmpstr (pantau_url_platform (reference, NULL), ==, "situs");
}

/* Each with its own sentence; none repeats a long text or what turns the direction of letters. */
static void
test_refused (void)
{
  g_autofree char *huge = g_strnfill (100 * 1024, 'a'),
                  *link = g_strconcat ("https://kpu.go.id/", huge, NULL);
  g_autofree char *limit = g_strndup (link, PANTAU_URL_MAX),
                  *over = g_strndup (link, PANTAU_URL_MAX + 1);
  g_autofree char *host = g_strconcat ("https://", huge, ".id", NULL);

  g_free (pantau_url_canonical (reference, limit, NULL));
  assert_is (limit, limit);
  assert_refused (over, "2");
  assert_refused (link, "102");
  assert_refused (host, NULL);
  host[500] = '\0';
  assert_refused (host, NULL);

  assert_refused ("", "empty");
  assert_refused (" \n\xc2\xa0", "empty");
  assert_refused ("javascript:alert(1)", "javascript");
  assert_refused ("JavaScript:alert(1)", "javascript");
  assert_refused ("javascript:1", "javascript");
  assert_refused ("java\nscript:alert(1)", NULL);
  assert_refused ("data:text/html,<script>alert(1)</script>", "data");
  assert_refused ("file:///etc/passwd", "file");
  assert_refused ("ftp://kpu.go.id/a", "ftp");
  assert_refused ("mailto:warga@contoh.id", "mailto");
  assert_refused ("vbscript:x", "vbscript");
  assert_refused ("https:kpu.go.id", "https://");
  assert_refused ("https://kpu.go.id@evil.example/a", "evil.example");
  assert_refused ("https://kpu.go.id:80@evil.example", "evil.example");
  assert_refused ("https://kpu.go.id\\@evil.example", "evil.example");
  assert_refused ("https://kpu.go.id\\.evil.example/", NULL);
  assert_refused ("https://kpu.go.id%2eevil.example/", NULL);
  assert_refused ("https:///a", NULL);
  assert_refused ("https://", NULL);
  assert_refused ("https://?x", NULL);
  assert_refused ("https://localhost/a", "localhost");
  assert_refused ("https://a..id/", NULL);
  assert_refused ("https://1.2.3/", NULL);
  assert_refused ("https://[::1", NULL);
  assert_refused ("https://[kpu]/", NULL);
  assert_refused ("https://kpu.go.id:port/", NULL);
  assert_refused ("https://kpu.go.id:99999/", NULL);
  assert_refused ("https://kpu.go.id/a b", "blank");
  assert_refused ("lihat https://kpu.go.id/a", "blank");
  assert_refused ("https://kpu.go.id/a\xe2\x80\xaegpj.exe", "direction");
  assert_refused ("https://kpu.go.id/\xe2\x81\xa6x", "direction");
  assert_refused ("https://kpu\xe2\x80\x8b.go.id/", "seen");
  assert_refused ("https://kpu.go.id/\xef\xbb\xbf", "seen");
  assert_refused ("https://kpu.go.id/\xef\xb8\x8f", "seen");
  assert_refused ("https://kpu.go.id/\x01", "seen");
  assert_refused ("https://kpu.go.id/a%00b", "seen");
  assert_refused ("https://kpu.go.id/\xff", NULL);
  assert_refused ("TPS 5 pindah", NULL);
  assert_refused ("laporan.pdf", NULL);
  assert_refused ("http", NULL);
}

static void
assert_found (const char *text, const char *const *expected)
{
  g_autoptr (GPtrArray) found = pantau_url_find (text);

  for (guint i = 0; i < found->len; i++)
    {
      const PantauUrlFound *one = g_ptr_array_index (found, i);
      g_autofree char *there = g_strndup (text + one->start, one->length);

      g_assert_cmpstr (there, ==, one->url);
      g_assert_cmpstr (one->url, ==, expected[i]);
    }
  g_assert_null (expected[found->len]);
}

#define FOUND(text, ...)                                                                           \
  assert_found (text, (const char *const[]){ __VA_ARGS__ __VA_OPT__ (, ) NULL })

static void
test_find (void)
{
  FOUND ("");
  FOUND ("TPS 5 dipindah ke balai desa.");
  FOUND ("https://kpu.go.id", "https://kpu.go.id");
  FOUND ("Lihat https://kpu.go.id/a, lalu http://x.com/b!", "https://kpu.go.id/a",
         "http://x.com/b");
  FOUND ("(lihat https://id.wikipedia.org/wiki/TPS_(pemilu)).",
         "https://id.wikipedia.org/wiki/TPS_(pemilu)");
  FOUND ("*https://bit.ly/abc*\nwww.kompas.com/x👉fb.com/warga", "https://bit.ly/abc",
         "www.kompas.com/x", "fb.com/warga");
  FOUND ("HTTPS://KPU.GO.ID/A", "HTTPS://KPU.GO.ID/A");
  FOUND ("s.id/pali dan youtu.be/dQw4", "s.id/pali", "youtu.be/dQw4");
  FOUND ("“https://kpu.go.id/a”…", "https://kpu.go.id/a");
  FOUND ("https://kpu.go.id/\xe2\x80\xaegpj", "https://kpu.go.id/");
  FOUND ("javascript:alert(1) data:text/html,x");
  FOUND ("a.n. Budi, S.Pd/M.Pd, dll.di/ke, 08.12/2024, RT.01/RW.02, dan/atau");
  FOUND ("surel warga@contoh.com/x dan @akun.com/y");
  FOUND ("https:// kosong dan www. saja, https://satu");
  FOUND ("-https://kpu.go.id/a", "https://kpu.go.id/a");
}

/* A text that is all link beginnings takes no longer than its length. */
static void
test_find_long (void)
{
  static const char *const pieces[] = { "http://", "www.",   "a.com/", "((((",
                                        "@a.b-",   "www.a|", ".-.-",   "h" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      gint64 start = test_time_computed ();

      while (text->len < 1024 * 1024)
        g_string_append (text, pieces[i]);
      g_ptr_array_unref (pantau_url_find (text->str));
      g_assert_cmpint (test_time_computed () - start, <, 10 * G_USEC_PER_SEC);
    }
}

static JsonObject *
check_hoax (const char *url, GPtrArray *faults)
{
  g_autofree char *escaped = g_strescape (url, NULL);
  g_autofree char *text = NULL;
  char *region = NULL, *record_class = NULL;
  g_autoptr (JsonObject) fields = json_object_new (), record = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *body;

  json_object_set_string_member (fields, "url", url);
  json_object_set_string_member (record, "title", "TPS dipindah");
  json_object_set_object_member (record, "fields", g_steal_pointer (&fields));
  json_node_set_object (node, record);
  text = json_to_string (node, FALSE);
  body = pantau_check_record (reference, "hoax", text, strlen (text),
                              g_get_real_time () / G_USEC_PER_SEC, "16.13.04", &region,
                              &record_class, faults);
  g_free (region);
  g_free (record_class);

  return body;
}

/* A record keeps a link as it was typed, and none that is no link: with the field's name and the sentence. */
static void
test_field (void)
{
  static const char *const wrong[] = { "javascript:alert(1)", "https://kpu.go.id/\xe2\x80\xaegpj",
                                       "https://kpu.go.id@evil.example/", "https://kpu.go.id/a b" };
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (JsonObject) body = check_hoax (" https://www.KPU.go.id/a?utm_source=x ", faults);

  g_assert_cmpuint (faults->len, ==, 0);
  g_assert_nonnull (body);
  g_assert_cmpstr (
      json_object_get_string_member (json_object_get_object_member (body, "fields"), "url"), ==,
      "https://www.KPU.go.id/a?utm_source=x");

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (JsonObject) none = check_hoax (wrong[i], faults);
      const PantauFault *fault;

      g_assert_null (none);
      g_assert_cmpuint (faults->len, ==, 1);
      fault = g_ptr_array_index (faults, 0);
      g_assert_cmpstr (fault->code, ==, "wrong-link");
      g_assert_cmpstr (fault->field, ==, "fields.url");
      g_ptr_array_set_size (faults, 0);
    }
}

/* Damaged rules are told with the place, and never half taken. */
static void
test_rules (void)
{
  static const char *const damaged[] = {
    "{\"sites\": [{\"host\": \"x\", \"platform\": \"x\"}]}",
    "{\"sites\": [{\"host\": \"x.com\"}]}",
    "{\"sites\": [{\"host\": \"x.com\", \"platform\": \"x\"}, {\"host\": \"y.com\", \"also\": "
    "[\"x.com\"], \"platform\": \"x\"}]}",
    "{\"sites\": [{\"host\": \"x.com\", \"platform\": \"x\", \"paths\": [{\"from\": "
    "\"status\"}]}]}",
    "{\"sites\": {}}",
    "[]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (damaged[i], strlen (damaged[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (pantau_url_rules_new (bytes, &error));
      g_assert_error (error, PANTAU_ERROR, PANTAU_ERROR_MALFORMED);
      g_assert_nonnull (strstr (error->message, "tautan.json"));
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  reference = pantau_reference_new (NULL, &error);
  g_assert_no_error (error);

  g_test_add_func ("/url/plain", test_plain);
  g_test_add_func ("/url/idn", test_idn);
  g_test_add_func ("/url/tracking", test_tracking);
  g_test_add_func ("/url/platforms", test_platforms);
  g_test_add_func ("/url/through", test_through);
  g_test_add_func ("/url/short", test_short);
  g_test_add_func ("/url/platform", test_platform);
  g_test_add_func ("/url/refused", test_refused);
  g_test_add_func ("/url/find", test_find);
  g_test_add_func ("/url/find/long", test_find_long);
  g_test_add_func ("/url/field", test_field);
  g_test_add_func ("/url/rules", test_rules);
  status = g_test_run ();

  pantau_reference_unref (reference);

  return status;
}
