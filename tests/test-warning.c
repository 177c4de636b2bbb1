/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Early warnings: what is read of a message, what is refused, which kecamatan it is about, and what becomes of it. */

#include "config.h"

#include <string.h>

#include "home-fixture.h"
#include "pantau-reference.h"
#include "pantau-warning-index.h"
#include "pantau-warning-match.h"
#include "pantau-warning-rules.h"
#include "pantau-warning-state.h"
#include "pantau-warning-xml.h"
#include "pantau-warnings.h"
#include "pantau-xml.h"
#include "test-util.h"
#include "warning-fixture.h"
#include "warning-tests.h"

#define NAMESPACE "xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\""

static PantauReference *reference;
static PantauWarningMatcher *matcher;

static PantauWarning *
parse (const WarningText *text)
{
  g_autoptr (GBytes) bytes = warning_bytes (text);
  g_autoptr (GError) error = NULL;
  PantauWarning *warning = pantau_warning_parse (bytes, &error);

  g_assert_no_error (error);
  g_assert_nonnull (warning);

  return warning;
}

static void
assert_refused (GBytes *bytes, PantauError code, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (pantau_warning_parse (bytes, &error));
  test_assert_error (error, code);
  if (part != NULL && strstr (error->message, part) == NULL)
    g_error ("“%s” does not say “%s”", error->message, part);
}

static void
assert_text_refused (const char *text, PantauError code, const char *part)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  assert_refused (bytes, code, part);
}

static void
test_read (void)
{
  g_autoptr (PantauWarning) warning = parse (&(WarningText){
      .description = "Berpotensi & <meluas>",
      .shapes = "<polygon>-3.0,104.0 -3.0,105.0 -4.0,105.0 -3.0,104.0</polygon>"
                "<circle>-3.5,104.5 12.5</circle>"
                "<geocode><valueName>Kemendagri</valueName><value>16.06</value></geocode>" });
  const PantauWarningInfo *info = pantau_warning_get_info (warning, "en");
  const PantauWarningArea *area = g_ptr_array_index (info->areas, 0);

  g_assert_cmpstr (warning->identifier, ==, WARNING_ID);
  g_assert_cmpstr (warning->sender, ==, WARNING_SENDER);
  g_assert_cmpint (warning->sent, ==, WARNING_NOON - 2 * 3600);
  g_assert_cmpint (warning->status, ==, PANTAU_WARNING_ACTUAL);
  g_assert_cmpint (warning->type, ==, PANTAU_WARNING_ALERT);
  g_assert_cmpstr (info->description, ==, "Berpotensi & <meluas>");
  g_assert_cmpint (pantau_warning_get_end (warning), ==, WARNING_NOON + 4 * 3600);
  g_assert_cmpint (pantau_warning_get_begin (warning), ==, warning->sent);
  g_assert_cmpstr (area->desc, ==, "Sumatera Selatan");
  g_assert_cmpuint (area->polygons->len, ==, 1);
  g_assert_cmpuint (((GArray *) g_ptr_array_index (area->polygons, 0))->len, ==, 4);
  g_assert_cmpfloat (g_array_index (area->circles, PantauWarningCircle, 0).radius, ==, 12.5);
  g_assert_cmpstr (((PantauWarningPair *) g_ptr_array_index (area->geocodes, 0))->value, ==,
                   "16.06");
  g_assert_cmpuint (area->unreadable, ==, 0);
}

/* A slip in one part loses that part alone. */
static void
test_slips (void)
{
  g_autoptr (PantauWarning) warning = parse (&(WarningText){
      .expires = "besok",
      .shapes = "<polygon>-3.0,104.0 -3.0,105.0</polygon><polygon>-3.0;104.0</polygon>"
                "<polygon>-3.0,104.0 -3.0,905.0 -4.0,105.0</polygon>"
                "<polygon>nan,104.0 -3.0,105.0 -4.0,105.0</polygon><circle>-3.5,104.5 -1</circle>"
                "<polygon>-3.0,104.0 -3.0,105.0 -4.0,105.0</polygon>" });
  const PantauWarningInfo *info = pantau_warning_get_info (warning, "id");
  const PantauWarningArea *area = g_ptr_array_index (info->areas, 0);

  g_assert_cmpint (info->expires, ==, 0);
  g_assert_cmpuint (area->polygons->len, ==, 1);
  g_assert_cmpuint (area->circles->len, ==, 0);
  g_assert_cmpuint (area->unreadable, ==, 5);
}

static void
test_prefixes (void)
{
  static const char text[] =
      "<cap:alert "
      "xmlns:cap='urn:oasis:names:tc:emergency:cap:1.1'><cap:identifier>A</cap:identifier>"
      "<cap:sender>s</cap:sender><cap:sent>2027-02-10T10:00:00+07:00</cap:sent>"
      "<cap:status>Test</cap:status><cap:msgType>Cancel</cap:msgType>"
      "<cap:references>s,B,2027-02-10T09:00:00+07:00 broken s,C,x</cap:references>"
      "<ds:Signature xmlns:ds='x'><ds:identifier>Z</ds:identifier></ds:Signature>"
      "<cap:unknown><cap:identifier>Y</cap:identifier></cap:unknown></cap:alert>";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauWarning) warning = pantau_warning_parse (bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (warning->identifier, ==, "A");
  g_assert_cmpint (warning->status, ==, PANTAU_WARNING_TEST);
  g_assert_cmpuint (warning->references->len, ==, 2);
  g_assert_cmpstr (
      ((PantauWarningReference *) g_ptr_array_index (warning->references, 1))->identifier, ==, "C");
  g_assert_null (pantau_warning_get_info (warning, "id"));
  g_assert_cmpstr (pantau_warning_get_title (warning, "id"), ==, "A");
}

static void
test_encodings (void)
{
  static const struct
  {
    const char *name, *iconv;
  } encodings[] = { { "ISO-8859-1", "ISO-8859-1" },
                    { "windows-1252", "WINDOWS-1252" },
                    { "UTF-16", "UTF-16" },
                    { "utf-8", "UTF-8" } };

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      g_autofree char *text = warning_text (&(WarningText){ .event = "Café" }), *whole = NULL;
      g_autofree char *coded = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (PantauWarning) warning = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;

      whole = g_strconcat ("<?xml version='1.0' encoding='", encodings[i].name, "'?>",
                           strchr (text, '\n'), NULL);
      coded = g_convert (whole, -1, encodings[i].iconv, "UTF-8", NULL, &length, &error);
      g_assert_no_error (error);
      bytes = g_bytes_new (coded, length);
      warning = pantau_warning_parse (bytes, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (pantau_warning_get_info (warning, "id")->event, ==, "Café");
    }
  assert_text_refused ("<?xml version='1.0' encoding='EBCDIC-US'?><alert/>", PANTAU_ERROR_MALFORMED,
                       "encoding");
  assert_text_refused ("<alert " NAMESPACE ">\xff</alert>", PANTAU_ERROR_MALFORMED, "text");
}

static void
test_incomplete (void)
{
  assert_text_refused ("", PANTAU_ERROR_MALFORMED, NULL);
  assert_text_refused ("<?xml version='1.0'?> <!-- kosong -->", PANTAU_ERROR_MALFORMED, "XML");
  assert_text_refused ("<alert " NAMESPACE "/><alert " NAMESPACE "/>", PANTAU_ERROR_MALFORMED,
                       NULL);
  assert_text_refused ("tidak ada", PANTAU_ERROR_MALFORMED, "XML");
  assert_text_refused ("<html><body>Masuk ke Wi-Fi</body></html>", PANTAU_ERROR_MALFORMED, "CAP");
  assert_text_refused ("<alert xmlns='http://www.incident.com/cap/1.0'/>", PANTAU_ERROR_MALFORMED,
                       "CAP");
  assert_text_refused ("<alert " NAMESPACE "/>", PANTAU_ERROR_MALFORMED, "identifier");
  assert_text_refused ("<alert " NAMESPACE "><identifier>a b</identifier></alert>",
                       PANTAU_ERROR_MALFORMED, "identifier");
  assert_text_refused ("<alert " NAMESPACE "><identifier>a</identifier><sender>s</sender></alert>",
                       PANTAU_ERROR_MALFORMED, "sent");
  assert_text_refused ("<alert " NAMESPACE "><identifier>a</identifier><sender>s</sender>",
                       PANTAU_ERROR_MALFORMED, "XML");
}

/* Entities of the file's own, from within or from elsewhere, never come to anything. */
static void
test_entities (void)
{
  static const char bomb[] =
      "<?xml version='1.0'?><!DOCTYPE alert [<!ENTITY a 'aaaaaaaaaa'>"
      "<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]>"
      "<alert " NAMESPACE "><identifier>&c;</identifier></alert>";
  static const char external[] = "<!DOCTYPE alert [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
                                 "<alert " NAMESPACE "><identifier>&x;</identifier></alert>";
  static const char outside[] =
      "<!DOCTYPE alert SYSTEM 'http://127.0.0.1:9/evil.dtd'><alert " NAMESPACE "/>";

  assert_text_refused (bomb, PANTAU_ERROR_MALFORMED, "document type");
  assert_text_refused (external, PANTAU_ERROR_MALFORMED, "document type");
  assert_text_refused (outside, PANTAU_ERROR_MALFORMED, "document type");
  assert_text_refused ("<alert " NAMESPACE "><identifier>&x;</identifier></alert>",
                       PANTAU_ERROR_MALFORMED, "entities");
}

static GBytes *
repeat (const char *head, const char *piece, guint n)
{
  GString *text = g_string_new (head);

  for (guint i = 0; i < n; i++)
    g_string_append (text, piece);

  return g_string_free_to_bytes (text);
}

static void
test_bombs (void)
{
  g_autoptr (GBytes) deep = repeat ("<alert " NAMESPACE ">", "<info>", 100000);
  g_autoptr (GBytes) wide = repeat ("<alert " NAMESPACE ">", "<info/>", 100000);
  g_autoptr (GBytes) large = repeat ("<alert " NAMESPACE "><note>", "0123456789abcdef", 140000);

  assert_refused (deep, PANTAU_ERROR_TOO_LARGE, "deep");
  assert_refused (wide, PANTAU_ERROR_TOO_LARGE, "elements");
  assert_refused (large, PANTAU_ERROR_TOO_LARGE, "KiB");
}

/* A polygon as large as a file may be is read, in time proportional to it. */
static void
test_huge_polygon (void)
{
  GString *shapes = g_string_new ("<polygon>");
  g_autofree char *text = NULL;
  g_autoptr (PantauWarning) warning = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  gint64 start = test_time_computed ();

  for (guint i = 0; i < 120000; i++)
    g_string_append_printf (shapes, "%s,10%u.5 ", i % 2 == 0 ? "-1.5" : "-5.5", i % 10);
  g_string_append (shapes, "</polygon>");
  text = g_string_free (shapes, FALSE);
  warning = parse (&(WarningText){ .shapes = text });
  hits = pantau_warning_matcher_match (matcher, warning);
  g_assert_cmpint (test_time_computed () - start, <, 30 * G_USEC_PER_SEC);
}

/* A stream without an end is left as soon as it is too long; a file too large is not begun. */
static void
test_limit (void)
{
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "besar.xml", NULL);
  g_autoptr (GFile) zero = g_file_new_for_path ("/dev/zero"), file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GFileOutputStream) out = NULL;
  g_autoptr (GError) error = NULL;

  stream = g_file_read (zero, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (pantau_xml_read_stream (G_INPUT_STREAM (stream), 1 << 20, NULL, &error));
  test_assert_error (error, PANTAU_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_cmpint (g_seekable_tell (G_SEEKABLE (stream)), <, 2 << 20);

  out = g_file_create (file, G_FILE_CREATE_NONE, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_seekable_truncate (G_SEEKABLE (out), 100 * 1024 * 1024, NULL, &error));
  g_assert_true (g_output_stream_close (G_OUTPUT_STREAM (out), NULL, &error));
  g_assert_null (pantau_xml_read_file (file, 1 << 20, NULL, &error));
  test_assert_error (error, PANTAU_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_null (pantau_xml_read_file (zero, 1 << 20, NULL, &error));
  test_assert_error (error, PANTAU_ERROR_IO);
}

/* Whatever bytes are changed, cut off or doubled: a message or a sentence, never more. */
static void
test_random (void)
{
  g_autoptr (GRand) rand = test_rand_new (20270210);
  g_autofree char *text = warning_text (
      &(WarningText){ .references = "cuaca@contoh.go.id,a,2027-02-10T09:00:00+07:00",
                      .shapes = "<polygon>-3.0,104.0 -3.0,105.0 -4.0,105.0 -3.0,104.0</polygon>" });
  gsize length = strlen (text);
  guint rounds = test_rounds (4000 / TEST_SHARE), read = 0;

  for (guint i = 0; i < rounds; i++)
    {
      g_autofree char *other = g_memdup2 (text, length);
      gsize end =
          g_rand_boolean (rand) ? length : (gsize) g_rand_int_range (rand, 1, (gint32) length);
      guint changes = (guint) g_rand_int_range (rand, 0, 6);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (PantauWarning) warning = NULL;
      g_autoptr (GPtrArray) entries = NULL;
      g_autoptr (GError) error = NULL;

      for (guint j = 0; j < changes; j++)
        other[g_rand_int_range (rand, 0, (gint32) end)] =
            g_rand_boolean (rand) ? "<>&/;'\" "[g_rand_int_range (rand, 0, 8)]
                                  : (char) g_rand_int_range (rand, 0, 256);
      bytes = g_bytes_new_take (g_steal_pointer (&other), end);
      warning = pantau_warning_parse (bytes, &error);
      g_assert_true ((warning == NULL) == (error != NULL));
      if (warning != NULL)
        {
          g_autoptr (GPtrArray) hits = pantau_warning_matcher_match (matcher, warning);

          read++;
        }
      entries = pantau_warning_index_parse (bytes, "https://contoh.go.id/rss", NULL);
      g_assert_null (entries);
    }
  g_assert_cmpuint (read, >, 0);
}

static void
test_index (void)
{
  static const char rss[] =
      "<?xml version='1.0'?><rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel>"
      "<title>Peringatan</title><link>https://contoh.go.id/rss.xml</link>"
      "<atom:link href='https://contoh.go.id/rss.xml' rel='self'/>"
      "<item><title>Hujan di Sumatera Selatan</title><link>/alerts/1.xml</link>"
      "<description>Lahat</description><guid>g1</guid><pubDate>Mon</pubDate></item>"
      "<item><title>Lain</title><link>https://contoh.go.id/alerts/2.xml</link></item>"
      "<item><title>Jauh</title><link>https://jahat.example/3.xml</link></item>"
      "<item><title>Polos</title><link>http://contoh.go.id/4.xml</link></item>"
      "<item><title>Berkas</title><link>file:///etc/passwd</link></item>"
      "<item><title>Kosong</title></item></channel></rss>";
  static const char atom[] =
      "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>e1</id><updated>u</updated>"
      "<title>Satu</title><summary>Isi</summary><link href='https://contoh.go.id/laman'/>"
      "<link rel='alternate' type='application/cap+xml' href='https://contoh.go.id/1.cap'/>"
      "<link rel='edit' href='https://contoh.go.id/ubah'/></entry></feed>";
  g_autoptr (GBytes) rss_bytes = g_bytes_new_static (rss, strlen (rss));
  g_autoptr (GBytes) atom_bytes = g_bytes_new_static (atom, strlen (atom));
  g_autoptr (GBytes) warning = warning_bytes (&(WarningText){ 0 });
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries =
      pantau_warning_index_parse (rss_bytes, "https://contoh.go.id/alerts", &error);
  const PantauWarningEntry *first;

  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 2);
  first = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (first->url, ==, "https://contoh.go.id/alerts/1.xml");
  g_assert_cmpstr (first->title, ==, "Hujan di Sumatera Selatan");
  g_assert_cmpstr (first->text, ==, "Lahat");
  g_assert_cmpstr (first->stamp, ==, "g1 Mon");

  g_clear_pointer (&entries, g_ptr_array_unref);
  entries = pantau_warning_index_parse (atom_bytes, "https://contoh.go.id/", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_cmpstr (((PantauWarningEntry *) g_ptr_array_index (entries, 0))->url, ==,
                   "https://contoh.go.id/1.cap");
  g_assert_true (pantau_warning_index_is (rss_bytes));
  g_assert_true (pantau_warning_index_is (atom_bytes));
  g_assert_false (pantau_warning_index_is (warning));
}

static gboolean
holds (const PantauWarningPoint *points, guint n, double lat, double lon)
{
  g_autoptr (GArray) polygon = g_array_new (FALSE, FALSE, sizeof (PantauWarningPoint));
  const PantauWarningPoint point = { lat, lon };

  g_array_append_vals (polygon, points, n);

  return pantau_warning_polygon_holds (polygon, &point);
}

/* A square, either way round, closed or not; a bow whose lobes turn against each other; a star whose middle is wound around twice. */
static void
test_polygons (void)
{
  static const PantauWarningPoint square[] = { { 0, 0 }, { 0, 4 }, { 4, 4 }, { 4, 0 }, { 0, 0 } };
  static const PantauWarningPoint turned[] = { { 0, 0 }, { 4, 0 }, { 4, 4 }, { 0, 4 } };
  static const PantauWarningPoint bow[] = { { 0, 0 }, { 4, 4 }, { 0, 4 }, { 4, 0 } };
  static const PantauWarningPoint star[] = {
    { 4, 0 }, { -3.2, 2.4 }, { 1.2, -3.8 }, { 1.2, 3.8 }, { -3.2, -2.4 }
  };

  g_assert_true (holds (square, 5, 2, 2));
  g_assert_false (holds (square, 5, 2, 5));
  g_assert_false (holds (square, 5, -1, 2));
  g_assert_true (holds (turned, 4, 2, 2));
  g_assert_false (holds (turned, 4, 5, 2));
  g_assert_true (holds (bow, 4, 2, 0.5));
  g_assert_true (holds (bow, 4, 2, 3.5));
  g_assert_false (holds (bow, 4, 0.5, 2));
  g_assert_true (holds (star, 5, 0, 0));
  g_assert_false (holds (star, 5, 3, 3));
}

static const PantauWarningHit *
find (GPtrArray *hits, const char *code)
{
  for (guint i = 0; i < hits->len; i++)
    if (g_str_equal (((PantauWarningHit *) g_ptr_array_index (hits, i))->code, code))
      return g_ptr_array_index (hits, i);

  return NULL;
}

static void
assert_hit (GPtrArray *hits, const char *code, guint by)
{
  const PantauWarningHit *hit = find (hits, code);

  g_assert_nonnull (hit);
  g_assert_cmpuint (hit->by, ==, by);
}

static GPtrArray *
match (const WarningText *text)
{
  g_autoptr (PantauWarning) warning = parse (text);

  return pantau_warning_matcher_match (matcher, warning);
}

/* Baturaja Timur's point is -4.16, 104.22; Baturaja Barat's -4.12, 104.13. */
static void
test_by_area (void)
{
  g_autoptr (GPtrArray) hits = match (&(WarningText){
      .shapes =
          "<polygon>-4.20,104.18 -4.20,104.26 -4.13,104.26 -4.13,104.18 -4.20,104.18</polygon>" });
  g_autoptr (GPtrArray) circle =
      match (&(WarningText){ .shapes = "<circle>-4.16,104.22 1</circle>" });
  g_autoptr (GPtrArray) far = match (
      &(WarningText){ .headline = "Hujan lebat di Banten",
                      .area = "Banten",
                      .shapes = "<polygon>-5.9,105.9 -5.9,106.0 -6.0,106.0 -5.9,105.9</polygon>" });

  g_assert_cmpuint (hits->len, ==, 1);
  assert_hit (hits, "16.01.14", PANTAU_WARNING_BY_AREA);
  g_assert_cmpuint (circle->len, ==, 1);
  assert_hit (circle, "16.01.14", PANTAU_WARNING_BY_AREA);
  g_assert_cmpuint (far->len, ==, 0);
}

/* What is too small to hold a point is counted to the nearest, and is not sure. */
static void
test_by_nearness (void)
{
  g_autoptr (GPtrArray) hits = match (&(WarningText){
      .shapes = "<polygon>-4.18,104.24 -4.18,104.25 -4.19,104.25 -4.18,104.24</polygon>" });
  const PantauWarningHit *hit = find (hits, "16.01.14");

  g_assert_cmpuint (hits->len, ==, 1);
  assert_hit (hits, "16.01.14", PANTAU_WARNING_BY_NEAR);
  g_assert_cmpfloat (hit->km, >, 2);
  g_assert_cmpfloat (hit->km, <, 5);
  g_assert_true (pantau_warning_hit_is_unsure (hit));
}

static void
test_by_name (void)
{
  g_autoptr (GPtrArray) hits = match (&(WarningText){
      .description = "Hujan lebat di sebagian wilayah Sumatera Selatan, khususnya di Bukit Kecil, "
                     "Ilir Barat I, Kec. Lahat, Baturaja Timur dan Peninjauan." });

  g_assert_cmpuint (hits->len, ==, 5);
  assert_hit (hits, "16.01.14", PANTAU_WARNING_BY_NAME);
  assert_hit (hits, "16.01.09", PANTAU_WARNING_BY_NAME);
  for (guint i = 0; i < hits->len; i++)
    g_assert_false (pantau_warning_hit_is_unsure (g_ptr_array_index (hits, i)));
}

/* Names that are ours too, in a warning for elsewhere. */
static void
test_other_province (void)
{
  g_autoptr (GPtrArray) hits = match (&(WarningText){
      .headline = "Hujan lebat di Lampung",
      .area = "Lampung",
      .description = "khususnya di Muara Dua, Kota Agung, Tanjung Raja, Sukarami." });

  g_assert_cmpuint (hits->len, ==, 0);
}

/* Its kabupaten says which of two is meant; without it both are counted, and neither is sure. */
static void
test_same_names (void)
{
  static const char more[] = "16.11.99,Baturaja Timur,kecamatan\n";
  g_autoptr (TestDir) dir = test_dir_new ();
  g_autofree char *path = g_build_filename (dir, "wilayah.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) wilayah = pantau_reference_read (reference, "wilayah.csv", &error);
  g_autoptr (GByteArray) edition = g_bytes_unref_to_array (g_bytes_ref (wilayah));
  g_autoptr (PantauWarning) plain =
      parse (&(WarningText){ .description = "di Sumatera Selatan, khususnya di Baturaja Timur" });
  g_autoptr (PantauWarning) within =
      parse (&(WarningText){ .headline = "Hujan",
                             .area = "-",
                             .description = "Kecamatan Baturaja Timur, Kabupaten Empat Lawang" });
  g_autoptr (PantauWarningMatcher) other = NULL;
  g_autoptr (PantauReference) changed = NULL;
  g_autoptr (GPtrArray) both = NULL, one = NULL;

  g_byte_array_append (edition, (const guint8 *) more, strlen (more));
  test_file_write (path, edition->data, edition->len);
  changed = pantau_reference_new (dir, &error);
  g_assert_no_error (error);
  other = pantau_warning_matcher_new (changed, &error);
  g_assert_no_error (error);

  both = pantau_warning_matcher_match (other, plain);
  g_assert_cmpuint (both->len, ==, 2);
  g_assert_true (pantau_warning_hit_is_unsure (find (both, "16.01.14")));
  g_assert_true (pantau_warning_hit_is_unsure (find (both, "16.11.99")));

  one = pantau_warning_matcher_match (other, within);
  g_assert_cmpuint (one->len, ==, 1);
  assert_hit (one, "16.11.99", PANTAU_WARNING_BY_NAME);
  g_assert_false (pantau_warning_hit_is_unsure (find (one, "16.11.99")));
}

/* Lahat is a kecamatan and a kabupaten: the bare name is the smaller one, as agencies list kecamatan. */
static void
test_both_levels (void)
{
  g_autoptr (GPtrArray) bare = match (&(WarningText){ .description = "khususnya di Lahat." });
  g_autoptr (GPtrArray) regency = match (&(WarningText){ .description = "Kab. Lahat." });
  g_autoptr (GPtrArray) village = match (&(WarningText){
      .headline = "di Palembang", .area = "Palembang", .description = "Desa Lahat, Kel. Lahat" });

  g_assert_cmpuint (bare->len, ==, 1);
  assert_hit (bare, "16.04.10", PANTAU_WARNING_BY_NAME);
  g_assert_cmpuint (regency->len, ==, 24);
  assert_hit (regency, "16.04.10", PANTAU_WARNING_BY_REGENCY);
  g_assert_null (find (village, "16.04.10"));
}

/* A kabupaten that is named alone means all of it, and so does the province; where something smaller was found, they are only its surroundings. */
static void
test_wider (void)
{
  g_autoptr (GPtrArray) regency = match (&(WarningText){
      .description = "Kabupaten Empat Lawang agar waspada", .area = "Sumatera Selatan" });
  g_autoptr (GPtrArray) province = match (&(WarningText){ .area = "Sumatera Selatan" });
  g_autoptr (GPtrArray) inner = match (&(WarningText){
      .area = "Sumatera Selatan", .description = "Kabupaten Ogan Komering Ulu: Baturaja Timur" });

  g_assert_cmpuint (regency->len, ==, 10);
  assert_hit (regency, "16.11.01", PANTAU_WARNING_BY_REGENCY);
  g_assert_cmpuint (province->len, ==, 241);
  assert_hit (province, "16.01.14", PANTAU_WARNING_BY_PROVINCE);
  g_assert_cmpuint (inner->len, ==, 1);
}

static void
test_by_code (void)
{
  g_autoptr (GPtrArray) hits = match (&(WarningText){
      .headline = "Hujan lebat",
      .area = "?",
      .shapes = "<geocode><valueName>Kemendagri</valueName><value>16.11</value></geocode>"
                "<geocode><valueName>Kemendagri</valueName><value>16.01.14.2015</value></geocode>"
                "<geocode><valueName>SAME</valueName><value>006109</value></geocode>" });

  g_assert_cmpuint (hits->len, ==, 11);
  assert_hit (hits, "16.01.14", PANTAU_WARNING_BY_CODE);
}

static void
test_hazards (void)
{
  static const struct
  {
    const char *event, *hazard;
  } events[] = { { "Hujan Lebat dan Petir", "hujan-lebat" },
                 { "Banjir", "banjir" },
                 { "Banjir Bandang", "banjir-bandang" },
                 { "Flash Flood Watch", "banjir-bandang" },
                 { "Angin Kencang", "angin-kencang" },
                 { "Kabut Asap", "karhutla" },
                 { "Gelombang Tinggi", "rob" },
                 { "Hari Robotik", "lain" } };
  const PantauWarningRules *rules = pantau_reference_get_warning_rules (reference);

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      g_autoptr (PantauWarning) warning =
          parse (&(WarningText){ .event = events[i].event, .headline = "Awas" });

      g_assert_cmpstr (pantau_warning_rules_hazard (rules, pantau_warning_get_info (warning, "id")),
                       ==, events[i].hazard);
    }
}

/* A home, and what it says of a message. */
static void
keep (PantauHome *home, const WarningText *text, PantauWarningsOutcome expected)
{
  g_autoptr (GBytes) bytes = warning_bytes (text);
  g_autoptr (GError) error = NULL;
  PantauWarningsOutcome outcome;

  g_assert_true (pantau_warnings_add (pantau_home_get_db (home), matcher, bytes, NULL, TRUE,
                                      &outcome, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (outcome, ==, expected);
}

static PantauWarningState
state_at (PantauHome *home, const char *identifier, gint64 now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauWarningItem) item =
      pantau_warnings_get (pantau_home_get_db (home), matcher, identifier, now, &error);

  g_assert_no_error (error);
  g_assert_nonnull (item);

  return item->state;
}

#define NAME(identifier) WARNING_SENDER "," identifier ",2027-02-10T10:00:00+07:00"
#define LATER            "2027-02-10T11:00:00+07:00"

static void
test_expiry (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  const WarningText coming = { .identifier = "nanti", .onset = "2027-02-10T13:00:00+07:00" };
  const WarningText unsaid = { .identifier = "tanpa", .expires = "" };

  keep (home, &(WarningText){ 0 }, PANTAU_WARNINGS_ADDED);
  keep (home, &(WarningText){ 0 }, PANTAU_WARNINGS_KNOWN);
  keep (home, &coming, PANTAU_WARNINGS_ADDED);
  keep (home, &unsaid, PANTAU_WARNINGS_ADDED);
  g_assert_cmpint (state_at (home, WARNING_ID, WARNING_NOON), ==, PANTAU_WARNING_IS_ACTIVE);
  g_assert_cmpint (state_at (home, WARNING_ID, WARNING_NOON + 4 * 3600), ==,
                   PANTAU_WARNING_IS_EXPIRED);
  g_assert_cmpint (state_at (home, "nanti", WARNING_NOON), ==, PANTAU_WARNING_IS_COMING);
  g_assert_cmpint (state_at (home, "nanti", WARNING_NOON + 3600), ==, PANTAU_WARNING_IS_ACTIVE);
  g_assert_cmpint (state_at (home, "tanpa", WARNING_NOON + 21 * 3600), ==,
                   PANTAU_WARNING_IS_ACTIVE);
  g_assert_cmpint (state_at (home, "tanpa", WARNING_NOON + 22 * 3600), ==,
                   PANTAU_WARNING_IS_EXPIRED);
}

static guint
count_hits (PantauHome *home, const char *identifier)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PantauWarningItem) item =
      pantau_warnings_get (pantau_home_get_db (home), matcher, identifier, WARNING_NOON, &error);

  g_assert_no_error (error);

  return item->hits->len;
}

/* In either order of arrival; and the cancellation itself, which names the whole province, threatens nothing. */
static void
test_cancel (void)
{
  const WarningText cancel = {
    .identifier = "batal", .type = "Cancel", .sent = LATER, .references = NAME (WARNING_ID)
  };

  for (guint order = 0; order < 2; order++)
    {
      g_auto (Place) place = place_new ();
      g_autoptr (PantauHome) home = place_open (&place);

      keep (home, order == 0 ? &(WarningText){ 0 } : &cancel, PANTAU_WARNINGS_ADDED);
      keep (home, order == 0 ? &cancel : &(WarningText){ 0 }, PANTAU_WARNINGS_ADDED);
      g_assert_cmpint (state_at (home, WARNING_ID, WARNING_NOON), ==, PANTAU_WARNING_IS_CANCELLED);
      g_assert_cmpint (state_at (home, "batal", WARNING_NOON), ==, PANTAU_WARNING_IS_NOTICE);
      g_assert_cmpuint (count_hits (home, "batal"), ==, 0);
      g_assert_cmpuint (count_hits (home, WARNING_ID), >, 0);
    }
}

/* Of an update of an update the last stands; of two updates of one message the later one. */
static void
test_update (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  const WarningText second = {
    .identifier = "dua", .type = "Update", .sent = LATER, .references = NAME (WARNING_ID)
  };
  const WarningText third = { .identifier = "tiga",
                              .type = "Update",
                              .sent = "2027-02-10T11:30:00+07:00",
                              .references = NAME ("dua") };
  const WarningText other = { .identifier = "lain",
                              .type = "Update",
                              .sent = "2027-02-10T11:40:00+07:00",
                              .references = NAME (WARNING_ID) };

  keep (home, &third, PANTAU_WARNINGS_ADDED);
  keep (home, &second, PANTAU_WARNINGS_ADDED);
  keep (home, &(WarningText){ 0 }, PANTAU_WARNINGS_ADDED);
  g_assert_cmpint (state_at (home, WARNING_ID, WARNING_NOON), ==, PANTAU_WARNING_IS_REPLACED);
  g_assert_cmpint (state_at (home, "dua", WARNING_NOON), ==, PANTAU_WARNING_IS_REPLACED);
  g_assert_cmpint (state_at (home, "tiga", WARNING_NOON), ==, PANTAU_WARNING_IS_ACTIVE);

  keep (home, &other, PANTAU_WARNINGS_ADDED);
  g_assert_cmpint (state_at (home, "dua", WARNING_NOON), ==, PANTAU_WARNING_IS_REPLACED);
  g_assert_cmpint (state_at (home, "lain", WARNING_NOON), ==, PANTAU_WARNING_IS_ACTIVE);
}

/* An exercise ends nothing that is real, a stranger nothing of somebody else's, an earlier message nothing of a later one. */
static void
test_powerless (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  const WarningText texts[] = {
    { .identifier = "a",
      .type = "Cancel",
      .status = "Exercise",
      .sent = LATER,
      .references = NAME (WARNING_ID) },
    { .identifier = "b",
      .type = "Cancel",
      .sender = "orang@lain.id",
      .sent = LATER,
      .references = NAME (WARNING_ID) },
    { .identifier = "c",
      .type = "Cancel",
      .sent = "2027-02-10T09:00:00+07:00",
      .references = NAME (WARNING_ID) },
    { .identifier = "d", .type = "Ack", .sent = LATER, .references = NAME (WARNING_ID) },
  };

  keep (home, &(WarningText){ 0 }, PANTAU_WARNINGS_ADDED);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    keep (home, &texts[i], PANTAU_WARNINGS_ADDED);
  g_assert_cmpint (state_at (home, WARNING_ID, WARNING_NOON), ==, PANTAU_WARNING_IS_ACTIVE);
}

static void
test_not_real (void)
{
  static const char *const statuses[] = { "Exercise", "System", "Test", "Draft", "Nyata" };
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      keep (home, &(WarningText){ .identifier = statuses[i], .status = statuses[i] },
            PANTAU_WARNINGS_ADDED);
      g_assert_cmpint (state_at (home, statuses[i], WARNING_NOON), ==, PANTAU_WARNING_IS_NOT_REAL);
    }
}

/* What is not ours is left, unless it may end what is; what a person brings is always kept. */
static void
test_elsewhere (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  const WarningText banten = { .headline = "Hujan di Banten", .area = "Banten" };
  const WarningText cancel = { .identifier = "batal",
                               .type = "Cancel",
                               .headline = "Selesai",
                               .area = "Banten",
                               .references = NAME (WARNING_ID) };
  g_autoptr (GBytes) bytes = warning_bytes (&banten);
  g_autoptr (GError) error = NULL;
  PantauWarningsOutcome outcome;

  keep (home, &banten, PANTAU_WARNINGS_ELSEWHERE);
  keep (home, &cancel, PANTAU_WARNINGS_ADDED);
  g_assert_true (pantau_warnings_add (pantau_home_get_db (home), matcher, bytes, NULL, FALSE,
                                      &outcome, NULL, &error));
  g_assert_cmpint (outcome, ==, PANTAU_WARNINGS_ADDED);
}

/* The worst first, then what ends first; what is over last. The bytes are there as they came. */
static void
test_list (void)
{
  g_auto (Place) place = place_new ();
  g_autoptr (PantauHome) home = place_open (&place);
  static const char *const order[] = { "parah", "cepat", "lambat", "lewat" };
  g_autoptr (GBytes) bytes =
      warning_bytes (&(WarningText){ .identifier = "parah", .severity = "Severe" });
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;

  keep (home, &(WarningText){ .identifier = "lewat", .severity = "Extreme", .expires = LATER },
        PANTAU_WARNINGS_ADDED);
  keep (home, &(WarningText){ .identifier = "lambat", .expires = "2027-02-10T18:00:00+07:00" },
        PANTAU_WARNINGS_ADDED);
  keep (home, &(WarningText){ .identifier = "cepat" }, PANTAU_WARNINGS_ADDED);
  keep (home, &(WarningText){ .identifier = "parah", .severity = "Severe" }, PANTAU_WARNINGS_ADDED);
  items = pantau_warnings_list (pantau_home_get_db (home), matcher, WARNING_NOON, 100, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < items->len; i++)
    g_assert_cmpstr (((PantauWarningItem *) g_ptr_array_index (items, i))->warning->identifier, ==,
                     order[i]);
  kept = pantau_warnings_dup_bytes (
      pantau_home_get_db (home), ((PantauWarningItem *) g_ptr_array_index (items, 0))->id, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (kept, bytes));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  reference = pantau_reference_new (NULL, &error);
  g_assert_no_error (error);
  matcher = pantau_warning_matcher_new (reference, &error);
  g_assert_no_error (error);

  g_test_add_func ("/warning/read", test_read);
  g_test_add_func ("/warning/slips", test_slips);
  g_test_add_func ("/warning/prefixes", test_prefixes);
  g_test_add_func ("/warning/encodings", test_encodings);
  g_test_add_func ("/warning/incomplete", test_incomplete);
  g_test_add_func ("/warning/entities", test_entities);
  g_test_add_func ("/warning/bombs", test_bombs);
  g_test_add_func ("/warning/huge-polygon", test_huge_polygon);
  g_test_add_func ("/warning/limit", test_limit);
  g_test_add_func ("/warning/random", test_random);
  g_test_add_func ("/warning/index", test_index);
  g_test_add_func ("/warning/polygons", test_polygons);
  g_test_add_func ("/warning/by-area", test_by_area);
  g_test_add_func ("/warning/by-nearness", test_by_nearness);
  g_test_add_func ("/warning/by-name", test_by_name);
  g_test_add_func ("/warning/other-province", test_other_province);
  g_test_add_func ("/warning/same-names", test_same_names);
  g_test_add_func ("/warning/both-levels", test_both_levels);
  g_test_add_func ("/warning/wider", test_wider);
  g_test_add_func ("/warning/by-code", test_by_code);
  g_test_add_func ("/warning/hazards", test_hazards);
  g_test_add_func ("/warning/expiry", test_expiry);
  g_test_add_func ("/warning/cancel", test_cancel);
  g_test_add_func ("/warning/update", test_update);
  g_test_add_func ("/warning/powerless", test_powerless);
  g_test_add_func ("/warning/not-real", test_not_real);
  g_test_add_func ("/warning/elsewhere", test_elsewhere);
  g_test_add_func ("/warning/list", test_list);

  add_warning_work_tests ();

  status = g_test_run ();
  pantau_warning_matcher_free (matcher);
  pantau_reference_unref (reference);

  return status;
}
