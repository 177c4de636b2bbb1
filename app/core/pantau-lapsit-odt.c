/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A situation report as OpenDocument text, for whoever wants to edit it in an office program: ODF 1.2, a ZIP whose first member is `mimetype`, stored. All is stored, so
 * that no library is needed and equal reports are equal files.
 */

#include "config.h"

#include "pantau-lapsit-document.h"

#include <string.h>

#include "pantau-dossier-sink.h"

#define MIME "application/vnd.oasis.opendocument.text"

#define NAMESPACES                                                                                 \
  "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "                             \
  "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "                               \
  "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "                                 \
  "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "                               \
  "xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" "                      \
  "xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" "                        \
  "xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" "                              \
  "xmlns:xlink=\"http://www.w3.org/1999/xlink\" "                                                  \
  "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "                                                 \
  "xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" "                                 \
  "office:version=\"1.2\""

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

/* Of paragraphs; the letters are those of the page's style. */
#define STYLES                                                                                     \
  "<style:default-style style:family=\"paragraph\"><style:paragraph-properties "                   \
  "fo:margin-bottom=\"0.15cm\"/><style:text-properties fo:font-family=\"Liberation Sans\" "        \
  "fo:font-size=\"10.5pt\" fo:language=\"id\" fo:country=\"ID\"/></style:default-style>"           \
  "<style:style style:name=\"Standard\" style:family=\"paragraph\" style:class=\"text\"/>"         \
  "<style:style style:name=\"Kop\" style:family=\"paragraph\" "                                    \
  "style:parent-style-name=\"Standard\"><style:paragraph-properties fo:text-align=\"center\" "     \
  "fo:margin-bottom=\"0cm\"/><style:text-properties fo:font-size=\"13pt\" "                        \
  "fo:font-weight=\"bold\"/></style:style>"                                                        \
  "<style:style style:name=\"Judul\" style:family=\"paragraph\" "                                  \
  "style:parent-style-name=\"Standard\"><style:paragraph-properties fo:text-align=\"center\" "     \
  "fo:margin-top=\"0.3cm\" fo:padding-top=\"0.2cm\" fo:border-top=\"1.2pt solid #000000\"/>"       \
  "<style:text-properties fo:font-size=\"14pt\" "                                                  \
  "fo:font-weight=\"bold\"/></style:style>"                                                        \
  "<style:style style:name=\"Anak_20_judul\" style:display-name=\"Anak judul\" "                   \
  "style:family=\"paragraph\" style:parent-style-name=\"Standard\">"                               \
  "<style:paragraph-properties fo:text-align=\"center\" fo:margin-bottom=\"0cm\"/></style:style>"  \
  "<style:style style:name=\"Heading_20_1\" style:display-name=\"Heading 1\" "                     \
  "style:family=\"paragraph\" style:parent-style-name=\"Standard\" "                               \
  "style:default-outline-level=\"1\"><style:paragraph-properties fo:margin-top=\"0.4cm\" "         \
  "fo:keep-with-next=\"always\"/><style:text-properties fo:font-size=\"12pt\" "                    \
  "fo:font-weight=\"bold\"/></style:style>"                                                        \
  "<style:style style:name=\"Butir\" style:family=\"paragraph\" "                                  \
  "style:parent-style-name=\"Standard\"><style:paragraph-properties fo:margin-left=\"0.4cm\" "     \
  "fo:text-indent=\"-0.4cm\" fo:margin-bottom=\"0.05cm\" fo:orphans=\"2\" "                        \
  "fo:widows=\"2\"/></style:style>"                                                                \
  "<style:style style:name=\"Catatan\" style:family=\"paragraph\" "                                \
  "style:parent-style-name=\"Standard\"><style:paragraph-properties fo:margin-top=\"0.1cm\"/>"     \
  "<style:text-properties fo:font-size=\"8.5pt\"/>"                                                \
  "</style:style>"                                                                                 \
  "<style:style style:name=\"Sel\" style:family=\"paragraph\" "                                    \
  "style:parent-style-name=\"Standard\"><style:paragraph-properties fo:margin-bottom=\"0cm\"/>"    \
  "<style:text-properties fo:font-size=\"9pt\"/></style:style>"                                    \
  "<style:style style:name=\"Sel_20_angka\" style:display-name=\"Sel angka\" "                     \
  "style:family=\"paragraph\" style:parent-style-name=\"Sel\"><style:paragraph-properties "        \
  "fo:text-align=\"end\"/></style:style>"                                                          \
  "<style:style style:name=\"Sel_20_tebal\" style:display-name=\"Sel tebal\" "                     \
  "style:family=\"paragraph\" style:parent-style-name=\"Sel\"><style:text-properties "             \
  "fo:font-weight=\"bold\"/></style:style>"                                                        \
  "<style:style style:name=\"Sel_20_angka_20_tebal\" style:display-name=\"Sel angka tebal\" "      \
  "style:family=\"paragraph\" style:parent-style-name=\"Sel_20_angka\"><style:text-properties "    \
  "fo:font-weight=\"bold\"/></style:style>"                                                        \
  "<style:style style:name=\"Tanda_20_tangan\" style:display-name=\"Tanda tangan\" "               \
  "style:family=\"paragraph\" style:parent-style-name=\"Standard\"><style:paragraph-properties "   \
  "fo:margin-left=\"9cm\" fo:margin-bottom=\"0cm\" fo:keep-with-next=\"always\"/></style:style>"   \
  "<style:style style:name=\"Penutup\" style:family=\"paragraph\" "                                \
  "style:parent-style-name=\"Standard\"><style:paragraph-properties "                              \
  "fo:keep-with-next=\"always\"/></style:style>"                                                  \
  "<style:style style:name=\"Butir_20_penutup\" style:display-name=\"Butir penutup\" "           \
  "style:family=\"paragraph\" style:parent-style-name=\"Butir\"><style:paragraph-properties "      \
  "fo:keep-with-next=\"always\"/></style:style>"                                                  \
  "<style:style style:name=\"Kaki\" style:family=\"paragraph\" "                                   \
  "style:parent-style-name=\"Standard\"><style:text-properties "                                   \
  "fo:font-size=\"8pt\"/></style:style>"

#define AUTOMATIC                                                                                  \
  "<style:style style:name=\"Tabel\" style:family=\"table\"><style:table-properties "              \
  "style:width=\"17cm\" table:align=\"margins\" table:border-model=\"collapsing\"/></style:style>" \
  "<style:style style:name=\"Baris\" style:family=\"table-row\"><style:table-row-properties "      \
  "fo:keep-together=\"always\"/></style:style>"                                                    \
  "<style:style style:name=\"Kotak\" style:family=\"table-cell\"><style:table-cell-properties "    \
  "fo:padding=\"0.05cm\" fo:border=\"0.5pt solid #808080\"/></style:style>"                        \
  "<style:style style:name=\"Kepala\" style:family=\"table-cell\"><style:table-cell-properties "   \
  "fo:padding=\"0.05cm\" fo:border=\"0.5pt solid #808080\" fo:background-color=\"#e6e6e6\"/>"      \
  "</style:style>"                                                                                 \
  "<style:style style:name=\"Peta\" style:family=\"graphic\"><style:graphic-properties "           \
  "style:vertical-pos=\"top\" style:vertical-rel=\"baseline\" fo:border=\"none\"/></style:style>"

/* Hundredths of a millimetre between the margins. */
#define WIDTH 17000

#define MAP_NAME "Pictures/peta.png"

/* --- The ZIP --- */

typedef struct
{
  GByteArray *bytes;
  GByteArray *directory;
  guint16 n;
} Zip;

static void
add_bytes (Zip *zip, const char *name, const guint8 *bytes, gsize length)
{
  guint32 size = (guint32) length, at = zip->bytes->len;
  guint32 crc = pantau_dossier_crc (0, bytes, size);
  guint8 local[PANTAU_DOSSIER_LOCAL], central[PANTAU_DOSSIER_CENTRAL];

  pantau_dossier_put_local (local, name, crc, size);
  g_byte_array_append (zip->bytes, local, sizeof local);
  g_byte_array_append (zip->bytes, (const guint8 *) name, (guint) strlen (name));
  g_byte_array_append (zip->bytes, bytes, size);
  pantau_dossier_put_central (central, name, crc, size, at);
  g_byte_array_append (zip->directory, central, sizeof central);
  g_byte_array_append (zip->directory, (const guint8 *) name, (guint) strlen (name));
  zip->n++;
}

static void
add_member (Zip *zip, const char *name, const char *text)
{
  add_bytes (zip, name, (const guint8 *) text, strlen (text));
}

static GBytes *
finish (Zip *zip)
{
  guint8 end[PANTAU_DOSSIER_END];

  pantau_dossier_put_end (end, zip->n, zip->directory->len, zip->bytes->len);
  g_byte_array_append (zip->bytes, zip->directory->data, zip->directory->len);
  g_byte_array_append (zip->bytes, end, sizeof end);
  g_byte_array_unref (zip->directory);

  return g_byte_array_free_to_bytes (zip->bytes);
}

/* --- What is in it --- */

/* XML 1.0 has no way to write control characters; what was cleaned has none but a tab. */
static void
append_escaped (GString *xml, const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    switch (*at)
      {
      case '&':
        g_string_append (xml, "&amp;");
        break;
      case '<':
        g_string_append (xml, "&lt;");
        break;
      case '>':
        g_string_append (xml, "&gt;");
        break;
      case '"':
        g_string_append (xml, "&quot;");
        break;
      default:
        g_string_append_c (xml, (guchar) *at < 0x20 ? ' ' : *at);
        break;
      }
}

static void
append_paragraph (GString *xml, const char *style, const char *before, const char *text)
{
  g_string_append_printf (xml, "<text:p text:style-name=\"%s\">%s", style, before);
  append_escaped (xml, text);
  g_string_append (xml, "</text:p>");
}

static void
append_row (GString *xml, const PantauLapsitBlock *block, guint row)
{
  static const char *const styles[2][2] = { { "Sel", "Sel_20_angka" },
                                            { "Sel_20_tebal", "Sel_20_angka_20_tebal" } };
  char **cells = g_ptr_array_index (block->rows, row);
  gboolean is_strong = pantau_lapsit_block_is_strong (block, row);

  g_string_append (xml, "<table:table-row table:style-name=\"Baris\">");
  for (guint i = 0; cells[i] != NULL; i++)
    {
      g_string_append_printf (xml,
                              "<table:table-cell table:style-name=\"%s\" "
                              "office:value-type=\"string\">",
                              row == 0 ? "Kepala" : "Kotak");
      append_paragraph (xml, styles[is_strong][i > 0], "", cells[i]);
      g_string_append (xml, "</table:table-cell>");
    }
  g_string_append (xml, "</table:table-row>");
}

/* Each column as wide as the sheet of the PDF has it, in hundredths of a millimetre. */
static void
append_widths (GString *xml, const PantauLapsitBlock *block, guint number)
{
  guint n = g_strv_length (g_ptr_array_index (block->rows, 0)), all = 0;

  for (guint i = 0; i < n; i++)
    all += pantau_lapsit_block_weight (block, i);
  for (guint i = 0; i < n; i++)
    {
      guint width = WIDTH * pantau_lapsit_block_weight (block, i) / all;

      g_string_append_printf (
          xml,
          "<style:style style:name=\"Tabel%u.%u\" style:family=\"table-column\">"
          "<style:table-column-properties style:column-width=\"%u.%02umm\"/>"
          "</style:style>",
          number, i + 1, width / 100, width % 100);
    }
}

static void
append_table (GString *xml, const PantauLapsitBlock *block, guint number)
{
  guint columns = g_strv_length (g_ptr_array_index (block->rows, 0));

  g_string_append_printf (xml, "<table:table table:name=\"Tabel%u\" table:style-name=\"Tabel\">",
                          number);
  for (guint i = 0; i < columns; i++)
    g_string_append_printf (xml, "<table:table-column table:style-name=\"Tabel%u.%u\"/>", number,
                            i + 1);
  g_string_append (xml, "<table:table-header-rows>");
  append_row (xml, block, 0);
  g_string_append (xml, "</table:table-header-rows>");
  for (guint i = 1; i < block->rows->len; i++)
    append_row (xml, block, i);
  g_string_append (xml, "</table:table>");
}

/* In a paragraph, as a letter: it moves with the text. Whoever does not see it hears what it shows, and that a table says it in numbers. */
static void
append_map (GString *xml, const PantauLapsitBlock *block)
{
  g_string_append (xml, "<text:h text:style-name=\"Heading_20_1\" text:outline-level=\"1\">");
  append_escaped (xml, block->text);
  g_string_append (xml, "</text:h><text:p text:style-name=\"Standard\"><draw:frame "
                        "draw:style-name=\"Peta\" draw:name=\"Peta\" "
                        "text:anchor-type=\"as-char\" svg:width=\"17cm\" "
                        "svg:height=\"10.27cm\" draw:z-index=\"0\"><draw:image "
                        "xlink:href=\"" MAP_NAME "\" xlink:type=\"simple\" xlink:show=\"embed\" "
                        "xlink:actuate=\"onLoad\"/><svg:title>");
  append_escaped (xml, block->text);
  g_string_append (xml, "</svg:title><svg:desc>");
  append_escaped (xml, block->text);
  g_string_append (xml, ". Jumlah per daerah ada pada tabel di atas.</svg:desc></draw:frame>"
                        "</text:p>");
}

static void
append_signature (GString *xml, char **cells)
{
  append_paragraph (xml, "Penutup", "", "");
  append_paragraph (xml, "Tanda_20_tangan", "", cells[0]);
  append_paragraph (xml, "Tanda_20_tangan", "", cells[1]);
  for (guint i = 0; i < 3; i++)
    append_paragraph (xml, "Tanda_20_tangan", "", "");
  append_paragraph (xml, "Tanda_20_tangan", "",
                    *cells[2] != '\0' ? cells[2] : "(................................)");
}

static void
append_block (GString *xml,
              const PantauLapsitBlock *block,
              const PantauLapsitBlock *next,
              gboolean has_map,
              guint *tables)
{
  /* Who signs does not stand alone on a sheet. */
  gboolean is_last = next != NULL && next->type == PANTAU_LAPSIT_BLOCK_SIGNATURE;

  switch (block->type)
    {
    case PANTAU_LAPSIT_BLOCK_LETTERHEAD:
      append_paragraph (xml, "Kop", "", block->text);
      break;
    case PANTAU_LAPSIT_BLOCK_TITLE:
      append_paragraph (xml, "Judul", "", block->text);
      break;
    case PANTAU_LAPSIT_BLOCK_SUBTITLE:
      append_paragraph (xml, "Anak_20_judul", "", block->text);
      break;
    case PANTAU_LAPSIT_BLOCK_HEADING:
      g_string_append (xml, "<text:h text:style-name=\"Heading_20_1\" text:outline-level=\"1\">");
      append_escaped (xml, block->text);
      g_string_append (xml, "</text:h>");
      break;
    case PANTAU_LAPSIT_BLOCK_ITEM:
      append_paragraph (xml, is_last ? "Butir_20_penutup" : "Butir", "• ", block->text);
      break;
    case PANTAU_LAPSIT_BLOCK_NOTE:
      append_paragraph (xml, "Catatan", "", block->text);
      break;
    case PANTAU_LAPSIT_BLOCK_TABLE:
      append_table (xml, block, ++*tables);
      break;
    case PANTAU_LAPSIT_BLOCK_SIGNATURE:
      append_signature (xml, g_ptr_array_index (block->rows, 0));
      break;
    case PANTAU_LAPSIT_BLOCK_MAP:
      if (has_map)
        append_map (xml, block);
      break;
    case PANTAU_LAPSIT_BLOCK_TEXT:
    default:
      append_paragraph (xml, is_last ? "Penutup" : "Standard", "", block->text);
      break;
    }
}

static char *
write_content (const PantauLapsitDocument *document, gboolean has_map)
{
  g_autoptr (GString) xml = g_string_new (DECLARATION "<office:document-content " NAMESPACES
                                                      "><office:automatic-styles>" AUTOMATIC);
  guint tables = 0;

  for (guint i = 0; i < document->blocks->len; i++)
    {
      const PantauLapsitBlock *block = g_ptr_array_index (document->blocks, i);

      if (block->type == PANTAU_LAPSIT_BLOCK_TABLE)
        append_widths (xml, block, ++tables);
    }
  g_string_append (xml, "</office:automatic-styles><office:body><office:text>");
  tables = 0;
  for (guint i = 0; i < document->blocks->len; i++)
    append_block (xml, g_ptr_array_index (document->blocks, i),
                  i + 1 < document->blocks->len ? g_ptr_array_index (document->blocks, i + 1) : NULL,
                  has_map, &tables);
  g_string_append (xml, "</office:text></office:body></office:document-content>");

  return g_string_free (g_steal_pointer (&xml), FALSE);
}

/* A4, with the cut and the hash at the foot of each page. */
static char *
write_styles (const PantauLapsitDocument *document)
{
  g_autoptr (GString) xml = g_string_new (
      DECLARATION
      "<office:document-styles " NAMESPACES "><office:styles>" STYLES
      "</office:styles><office:automatic-styles><style:page-layout style:name=\"A4\">"
      "<style:page-layout-properties fo:page-width=\"21cm\" fo:page-height=\"29.7cm\" "
      "fo:margin-top=\"2cm\" fo:margin-bottom=\"1.5cm\" fo:margin-left=\"2cm\" "
      "fo:margin-right=\"2cm\" style:print-orientation=\"portrait\"/><style:footer-style>"
      "<style:header-footer-properties fo:min-height=\"0.8cm\" fo:margin-top=\"0.3cm\"/>"
      "</style:footer-style>"
      "</style:page-layout></office:automatic-styles><office:master-styles><style:master-page "
      "style:name=\"Standard\" style:page-layout-name=\"A4\"><style:footer>"
      "<text:p text:style-name=\"Kaki\">");

  append_escaped (xml, document->foot);
  if (document->practice)
    g_string_append (xml, " · LATIHAN");
  g_string_append (xml, " · halaman <text:page-number text:select-page=\"current\">1"
                        "</text:page-number> dari <text:page-count>1</text:page-count></text:p>"
                        "</style:footer></style:master-page></office:master-styles>"
                        "</office:document-styles>");

  return g_string_free (g_steal_pointer (&xml), FALSE);
}

static char *
write_meta (const PantauLapsitDocument *document)
{
  g_autoptr (GString) xml = g_string_new (DECLARATION "<office:document-meta " NAMESPACES
                                                      "><office:meta><meta:generator>Pantau "
                                                      "</meta:generator><dc:title>");

  append_escaped (xml, document->title);
  g_string_append (xml, "</dc:title><dc:language>id-ID</dc:language></office:meta>"
                        "</office:document-meta>");

  return g_string_free (g_steal_pointer (&xml), FALSE);
}

#define FILE_ENTRY(path, type)                                                                     \
  "<manifest:file-entry manifest:full-path=\"" path "\" manifest:media-type=\"" type "\"/>"

#define MAP_ENTRY FILE_ENTRY (MAP_NAME, "image/png")

#define MANIFEST(more)                                                                             \
  DECLARATION                                                                                      \
  "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "      \
  "manifest:version=\"1.2\"><manifest:file-entry manifest:full-path=\"/\" "                        \
  "manifest:version=\"1.2\" manifest:media-type=\"" MIME                                           \
  "\"/>" FILE_ENTRY ("content.xml", "text/xml") FILE_ENTRY ("styles.xml", "text/xml")              \
      FILE_ENTRY ("meta.xml", "text/xml") more "</manifest:manifest>"

GBytes *
pantau_lapsit_odt (const PantauLapsitDocument *document, GBytes *map)
{
  Zip zip = { .bytes = g_byte_array_new (), .directory = g_byte_array_new () };
  g_autofree char *content = write_content (document, map != NULL),
                  *styles = write_styles (document), *meta = write_meta (document);

  add_member (&zip, "mimetype", MIME);
  add_member (&zip, "META-INF/manifest.xml", map != NULL ? MANIFEST (MAP_ENTRY) : MANIFEST (""));
  add_member (&zip, "content.xml", content);
  add_member (&zip, "styles.xml", styles);
  add_member (&zip, "meta.xml", meta);
  if (map != NULL)
    add_bytes (&zip, MAP_NAME, g_bytes_get_data (map, NULL), g_bytes_get_size (map));

  return finish (&zip);
}
