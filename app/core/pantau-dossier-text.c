/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person reads who gets an evidence bundle: a judge, a policeman, an expert witness. In Indonesian and by hand, so that it needs neither our program
 * nor its language.
 */

#include "config.h"

#include "pantau-custody.h"
#include "pantau-dossier-private.h"
#include "pantau-words.h"

#define LANGUAGE "id"
#define WIB      (7 * 3600)

/* “14-02-2024 16.30 WIB”; the text itself where it is no time. (transfer full) */
static char *
say_time (const char *time)
{
  g_autoptr (GDateTime) when = time != NULL ? g_date_time_new_from_iso8601 (time, NULL) : NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (WIB);
  g_autoptr (GDateTime) local = when != NULL ? g_date_time_to_timezone (when, zone) : NULL;

  return local != NULL ? g_date_time_format (local, "%d-%m-%Y %H.%M WIB")
                       : pantau_words_clean (time != NULL ? time : "?");
}

static const PantauPerson *
find_person (const PantauDossier *self, const char *device)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      const PantauPerson *person = g_ptr_array_index (self->people, i);

      if (g_str_equal (person->device, device))
        return person;
    }

  return NULL;
}

/* “Siti, PKD Pauh”, or the first letters of the device. (transfer full) */
static char *
say_person (const PantauDossier *self, const char *device)
{
  const PantauPerson *person = find_person (self, device);
  g_autofree char *name = NULL, *position = NULL;

  if (person == NULL)
    return g_strdup_printf ("perangkat %.6s", device);
  name = pantau_words_clean (person->name);
  position = pantau_words_clean (person->position);

  return g_strdup_printf ("%s%s%s", name, *position != '\0' ? ", " : "", position);
}

G_GNUC_PRINTF (3, 4)
static void
add (GString *text, const char *label, const char *format, ...)
{
  va_list args;
  g_autofree char *value = NULL;

  va_start (args, format);
  value = g_strdup_vprintf (format, args);
  va_end (args);
  g_string_append_printf (text, "%s: %s\n", label, value);
}

/* What a person wrote. */
static void
add_clean (GString *text, const char *label, const char *value)
{
  g_autofree char *clean = value != NULL ? pantau_words_clean (value) : NULL;

  if (clean != NULL && *clean != '\0')
    add (text, label, "%s", clean);
}

static void
add_claims (GString *text, const PantauFileClaims *claims)
{
  g_autofree char *camera = NULL;

  if (claims == NULL)
    return;
  camera = g_strjoin (" ", claims->make != NULL ? claims->make : "",
                      claims->model != NULL ? claims->model : "", NULL);
  g_string_append (text, "      Menurut berkas itu sendiri (dapat dipalsukan, tidak dijamin):\n");
  add_clean (text, "        waktu", claims->taken);
  if (claims->has_place)
    add (text, "        tempat (lintang, bujur)", "%.6f, %.6f", claims->lat, claims->lon);
  add_clean (text, "        kamera", g_strstrip (camera));
  add_clean (text, "        perangkat lunak", claims->software);
}

static const char *
say_state (PantauDossierState state)
{
  switch (state)
    {
    case PANTAU_DOSSIER_PRESENT:
      return "disertakan";
    case PANTAU_DOSSIER_ELSEWHERE:
      return "TIDAK disertakan: terlalu besar, tersimpan pada medianya sendiri";
    case PANTAU_DOSSIER_HELD:
      return "TIDAK disertakan: belum dibuka oleh Bawaslu untuk pemerintah provinsi";
    case PANTAU_DOSSIER_SEALED:
      return "TIDAK disertakan: identitas tersegel";
    case PANTAU_DOSSIER_MISSING:
    default:
      return "TIDAK disertakan: tidak ada di komputer pembuat paket";
    }
}

static void
add_step (const PantauDossier *self, GString *text, const PantauCustody *step)
{
  g_autofree char *when = say_time (step->time), *who = say_person (self, step->device);
  g_autofree char *to = step->to != NULL ? pantau_words_clean (step->to) : NULL;
  const char *what = "dilampirkan oleh", *towards = " untuk ";

  switch (step->what)
    {
    case PANTAU_CUSTODY_RELEASE:
      what = "dibuka untuk pemerintah provinsi oleh";
      break;
    case PANTAU_CUSTODY_EXPORT:
      what = "diekspor oleh";
      break;
    case PANTAU_CUSTODY_PRINT:
      what = "dicetak oleh";
      break;
    case PANTAU_CUSTODY_FORWARD:
      what = "diteruskan oleh";
      towards = " kepada ";
      break;
    case PANTAU_CUSTODY_HAND_OVER:
      what = "diserahkan oleh";
      towards = " kepada ";
      break;
    case PANTAU_CUSTODY_IMPORT:
    default:
      break;
    }
  g_string_append_printf (text, "        %s %s %s%s%s\n", when, what, who,
                          to != NULL ? towards : "", to != NULL ? to : "");
  if (step->note != NULL)
    {
      g_autofree char *note = pantau_words_clean (step->note);

      g_string_append_printf (text, "          %s\n", note);
    }
}

static const char *
say_origin (const PantauDossier *self, const char *code)
{
  const PantauChoice *choice =
      pantau_kinds_choice (pantau_reference_get_kinds (pantau_home_get_reference (self->home)),
                           PANTAU_ATTACHMENT_ORIGINS, code);

  return choice != NULL ? pantau_label_get (&choice->name, LANGUAGE) : code;
}

static void
add_file (const PantauDossier *self,
          GString *text,
          guint number,
          const PantauDossierRecord *record,
          const PantauDossierFile *one)
{
  const PantauEvidence *file = one->file;
  g_autofree char *name = pantau_words_clean (file->name);

  g_string_append_printf (text, "\n  %u. %s\n", number, *name != '\0' ? name : "(tanpa nama)");
  add (text, "      SHA-256", "%s", file->hash);
  if (file->size >= 0)
    add (text, "      Ukuran", "%" G_GOFFSET_FORMAT " byte", file->size);
  add_clean (text, "      Jenis", file->type);
  add (text, "      Keadaan", "%s", say_state (one->state));
  if (one->member != NULL)
    add (text, "      Berkas", "%s", one->member);
  add_clean (text, "      Media", file->medium);
  if (file->received != NULL)
    {
      g_autofree char *when = say_time (file->received);

      add (text, "      Diterima", "%s, pada laptop yang melampirkannya", when);
    }
  if (file->origin != NULL)
    add_clean (text, "      Asal", say_origin (self, file->origin));
  if (file->masks != NULL)
    add (text, "      Salinan tersamar dari", "%s", file->masks);
  if (file->stripped != NULL)
    add (text, "      Catatan", "%s",
         "dikirim melalui WhatsApp, yang menghapus waktu, tempat, dan kamera");
  add_claims (text, file->claims);

  g_string_append (text, "      Rantai penguasaan:\n");
  for (guint i = 0; i < record->custody->len; i++)
    {
      const PantauCustody *step = g_ptr_array_index (record->custody, i);

      if (g_str_equal (step->hash, file->hash))
        add_step (self, text, step);
    }
}

static void
add_record (const PantauDossier *self,
            GString *text,
            guint number,
            const PantauDossierRecord *record)
{
  PantauReference *reference = pantau_home_get_reference (self->home);
  PantauRecord *shown = record->record;
  const char *label = pantau_claim_label_text (pantau_record_get_label (shown));
  g_autofree char *title = pantau_words_clean (pantau_record_get_title (shown));
  g_autofree char *region = pantau_regions_qualified (pantau_reference_get_regions (reference),
                                                      pantau_record_get_region (shown));

  g_string_append_printf (text, "\n\nCATATAN %u\n", number);
  if (label != NULL)
    g_string_append_printf (text, "%s\n", label);
  add (text, "Judul", "%s", *title != '\0' ? title : "(tanpa judul)");
  add (text, "Nomor", "%s", pantau_record_get_id (shown));
  add_clean (text, "Jenis",
             pantau_reference_kind_label (reference, pantau_record_get_kind (shown), LANGUAGE));
  add_clean (text, "Wilayah", region);
  if (pantau_record_get_occurred (shown) != NULL)
    {
      g_autofree char *when = say_time (pantau_record_get_occurred (shown));

      add (text, "Kejadian", "%s", when);
    }
  add (text, "Baris", "%u", record->lines->len);
  add (text, "Berkas", "%u", record->files->len);
  for (guint i = 0; i < record->files->len; i++)
    add_file (self, text, i + 1, record, g_ptr_array_index (record->files, i));
}

static guint
count_lines (const PantauDossier *self)
{
  guint n = self->grants->len;

  for (guint i = 0; i < self->records->len; i++)
    n += ((const PantauDossierRecord *) g_ptr_array_index (self->records, i))->lines->len;

  return n;
}

/* How many originals are in it, each once, and how many are left out. */
static void
count_files (const PantauDossier *self, guint *present, guint *absent)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  *absent = 0;
  for (guint i = 0; i < self->records->len; i++)
    {
      const PantauDossierRecord *record = g_ptr_array_index (self->records, i);

      for (guint k = 0; k < record->files->len; k++)
        {
          const PantauDossierFile *file = g_ptr_array_index (record->files, k);

          if (file->state == PANTAU_DOSSIER_PRESENT)
            g_hash_table_add (seen, file->file->hash);
          else
            (*absent)++;
        }
    }
  *present = g_hash_table_size (seen);
}

char *
pantau_dossier_text (const PantauDossier *self)
{
  GString *text = g_string_new (NULL);
  const char *own = pantau_home_get_device (self->home);
  g_autofree char *when = say_time (self->time), *who = say_person (self, own);
  gboolean practice = pantau_home_is_practice (self->home);
  guint present, absent;

  count_files (self, &present, &absent);
  if (practice)
    g_string_append (text, "LATIHAN – bukan kejadian sebenarnya\n\n");
  g_string_append (text, "PAKET BUKTI PANTAU\n\n");
  add (text, "Dibuat oleh", "%s", who);
  add (text, "Perangkat", "%s", own);
  add (text, "Provinsi", "%s", pantau_home_get_province (self->home));
  add (text, "Pada", "%s (jam perangkat itu)", when);
  add (text, "Untuk", "%s", self->to);
  add_clean (text, "Keterangan", self->note);
  add (text, "Catatan", "%u", self->records->len);
  add (text, "Berkas asli", "%u disertakan, %u tidak", present, absent);
  add (text, "Baris bertanda tangan", "%u", count_lines (self));
  add (text, "Bukti kirim dari provinsi", "%u", self->receipts->len);
  for (guint i = 0; i < self->records->len; i++)
    add_record (self, text, i + 1, g_ptr_array_index (self->records, i));

  g_string_append (
      text,
      "\n\nCARA MEMERIKSA TANPA PROGRAM PANTAU\n\n"
      "1. Setiap berkas di folder files bernama menurut SHA-256-nya. Jalankan\n"
      "     sha256sum files/*\n"
      "   (Windows: certutil -hashfile NAMA SHA256). Angka yang keluar harus sama dengan nama\n"
      "   berkas dan dengan angka di atas; bila tidak, berkas itu telah berubah.\n"
      "2. manifest.json memuat SHA-256 dan ukuran semua isi paket, termasuk berkas ini.\n"
      "   manifest.sig adalah tanda tangan Ed25519 perangkat di atas (base64) atas teks\n"
      "   “pantau-dossier-1”, satu LF, lalu isi manifest.json.\n"
      "3. lines.pantau memuat baris catatan sebagaimana ditandatangani penulisnya; keys.txt\n"
      "   kunci publik mereka; receipts tanda terima provinsi. Bentuknya diuraikan dalam\n"
      "   dokumen protokol Pantau.\n"
      "4. Cocokkan kunci provinsi di atas dengan yang diumumkan Bawaslu Provinsi: paket yang\n"
      "   seluruhnya palsu hanya ketahuan dari situ.\n\n"
      "Waktu menurut jam laptop masing-masing. Identitas tersegel pelapor dan saksi tidak "
      "disertakan,\n"
      "tetapi berkas asli dapat memperlihatkan orang: jangan disebarkan.\n");
  if (practice)
    g_string_append (text, "\nLATIHAN\n");

  return g_string_free (text, FALSE);
}

char *
pantau_dossier_keys (const PantauDossier *self)
{
  GString *text = g_string_new (NULL);

  if (pantau_home_is_practice (self->home))
    g_string_append (text, "LATIHAN – bukan kejadian sebenarnya\n\n");
  g_string_append (text, "Kunci publik (Ed25519, RFC 8032; base64url tanpa padding)\n\n");
  add (text, "Provinsi", "%s", pantau_home_get_province (self->home));
  add (text, "Pembuat paket", "%s", pantau_home_get_device (self->home));
  g_string_append (
      text, "\nPenulis baris, menurut penugasan perangkat (device.grant) dalam lines.pantau\n");
  for (guint i = 0; i < self->people->len; i++)
    {
      const PantauPerson *person = g_ptr_array_index (self->people, i);
      g_autofree char *who = say_person (self, person->device),
                      *letter = pantau_words_clean (person->letter);

      g_string_append_printf (text, "\n%s\n", person->device);
      add (text, "  Nama", "%s", who);
      add_clean (text, "  Surat tugas", letter);
      add_clean (text, "  Peran", person->role);
      add_clean (text, "  Wilayah", person->region);
      if (person->revoked)
        g_string_append (text, "  Telah dicabut\n");
    }
  for (guint i = 0; i < self->unvouched->len; i++)
    g_string_append_printf (text, "\n%s\n  Penugasannya tidak ada di komputer pembuat paket\n",
                            (const char *) g_ptr_array_index (self->unvouched, i));

  return g_string_free (text, FALSE);
}
