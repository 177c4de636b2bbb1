/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claims to practise with: what they say is like what was seen in past elections, and of nobody in particular. */

#include "config.h"

#include "pantau-seed-claims.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-check.h"
#include "pantau-claim-label.h"
#include "pantau-edit-forward.h"
#include "pantau-edit-link.h"
#include "pantau-edit-verdict.h"
#include "pantau-edit.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-link.h"

#define HOUR 3600

/* One claim: what it says, how far it went, and what the desk made of it. */
typedef struct
{
  const char *title;
  const char *quote;
  const char *platform;
  const char *group;
  const char *target;
  const char *forwarded; /* (nullable) */
  gboolean changes_voting;
  guint sightings;
  guint hours;         /* since the first */
  guint reach;         /* of each */
  const char *verdict; /* (nullable): nobody has decided */
  const char *facts, *references, *media, *figures;
  const char *agency; /* (nullable): asked to take it down */
  gint64 due;         /* its reply, in hours from now */
  gboolean joins;     /* the claim before is the same one */
} Story;

static const Story stories[] = {
  { .title = "TPS dipindah ke kantor kecamatan tanpa pemberitahuan",
    .quote = "INFO PENTING!! Semua TPS di kelurahan kita dipindah ke kantor kecamatan. Yang datang "
             "ke TPS lama suaranya hangus. Sebarkan ke tetangga!",
    .platform = "whatsapp",
    .group = "Info Warga RT",
    .target = "pemilih",
    .forwarded = "berkali-kali",
    .changes_voting = TRUE,
    .sightings = 9,
    .hours = 30,
    .reach = 240,
    .agency = "polda-siber",
    .due = -5 },
  { .title = "Lokasi TPS berubah, pemilih diminta ke kantor camat",
    .quote = "Mohon izin admin, lokasi TPS berubah. Silakan ke kantor camat membawa KTP.",
    .platform = "facebook",
    .group = "Forum Warga Sumsel",
    .target = "kpu",
    .changes_voting = TRUE,
    .sightings = 3,
    .hours = 20,
    .reach = 1500,
    .joins = TRUE },
  { .title = "Surat suara sudah tercoblos tujuh peti",
    .quote =
        "Ditemukan tujuh peti surat suara yang sudah dicoblos di gudang. Videonya sedang viral.",
    .platform = "tiktok",
    .group = "@kabar.pilkada",
    .target = "kpu",
    .forwarded = "diteruskan",
    .sightings = 6,
    .hours = 60,
    .reach = 42000,
    .verdict = PANTAU_VERDICT_HOAX,
    .facts =
        "Video itu direkam pada simulasi pemungutan suara. Gudang logistik disegel dan dijaga; "
        "KPU dan Bawaslu memeriksanya bersama, semua segel utuh dan surat suara belum dibuka.",
    .references = "Berita acara pemeriksaan gudang KPU dan Bawaslu, latihan",
    .media = "Gudang logistik telah diperiksa KPU bersama Bawaslu: segel utuh, surat suara belum "
             "dibuka. Video yang beredar adalah rekaman simulasi.",
    .figures = "Bapak dan Ibu, surat suara kita aman dan masih tersegel. Video yang beredar adalah "
               "rekaman latihan petugas. Mohon tidak diteruskan.",
    .agency = "komdigi",
    .due = 10 },
  { .title = "Pemungutan suara di tiga TPS ditunda karena banjir",
    .quote = "Pencoblosan di tiga TPS ditunda, air masih setinggi pinggang.",
    .platform = "whatsapp",
    .group = "Relawan Banjir",
    .target = "proses",
    .changes_voting = TRUE,
    .sightings = 2,
    .hours = 12,
    .reach = 90,
    .verdict = PANTAU_VERDICT_TRUE,
    .facts = "KPU kabupaten menetapkan pemungutan suara susulan di tiga TPS yang terendam.",
    .references = "Keputusan KPU kabupaten, latihan",
    .media = "Benar: pemungutan suara di tiga TPS ditunda karena banjir. Jadwal susulan diumumkan "
             "KPU; TPS lain tetap buka.",
    .figures = "Warga tiga TPS yang terendam akan memilih pada hari susulan yang diumumkan KPU." },
  { .title = "Uang dibagikan bagi yang memfoto surat suara",
    .quote = "Foto surat suaranya di bilik, kirim ke nomor ini, langsung cair.",
    .platform = "telegram",
    .group = "Kanal Cuan Pilkada",
    .target = "pemilih",
    .sightings = 0,
    .hours = 3,
    .reach = 18 },
};

/* Where they are seen: kecamatan of this person's region. */
typedef struct
{
  PantauHome *home;
  GPtrArray *kecamatan; /* of const PantauRegion * */
  guint next;
  gint64 now;
  guint written;
} Work;

static void
collect_kecamatan (Work *self)
{
  PantauRegions *regions = pantau_reference_get_regions (pantau_home_get_reference (self->home));
  g_autoptr (PantauPerson) person = pantau_home_get_person (self->home, NULL);
  const char *within = person != NULL ? person->region : "16";

  for (guint i = 0; i < pantau_regions_get_size (regions); i++)
    {
      const PantauRegion *region = pantau_regions_get_nth (regions, i);

      if (region->level == 3 && pantau_region_covers (within, region->code))
        g_ptr_array_add (self->kecamatan, (gpointer) region);
    }
}

/* Far from the one before, so that they are seen in several kabupaten. */
static const char *
next_region (Work *self)
{
  const PantauRegion *region;

  self->next = (self->next + 37) % self->kecamatan->len;
  region = g_ptr_array_index (self->kecamatan, self->next);

  return region->code;
}

static JsonObject *
story_fields (const Story *story, gint64 when)
{
  JsonObject *fields = json_object_new ();
  JsonArray *targets = json_array_new ();
  g_autofree char *seen = pantau_check_write_time (when);

  json_array_add_string_element (targets, story->target);
  json_object_set_string_member (fields, "platform", story->platform);
  json_object_set_string_member (fields, "group", story->group);
  json_object_set_string_member (fields, "quote", story->quote);
  json_object_set_array_member (fields, "target", targets);
  json_object_set_boolean_member (fields, "changes_voting", story->changes_voting);
  json_object_set_int_member (fields, "reach", story->reach);
  json_object_set_string_member (fields, "reach_at", seen);
  if (story->forwarded != NULL)
    json_object_set_string_member (fields, "forwarded", story->forwarded);

  return fields;
}

/* A record of the story, seen @hours ago. (transfer full): its UUID */
static char *
add_record (Work *self, const Story *story, guint hours, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new (), body = NULL;
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autofree char *text = NULL, *region = NULL, *record_class = NULL, *when = NULL;
  gint64 at = self->now - (gint64) hours * HOUR;
  char *record;

  when = pantau_check_write_time (at);
  json_object_set_string_member (object, "region", next_region (self));
  json_object_set_string_member (object, "occurred", when);
  json_object_set_string_member (object, "title", story->title);
  json_object_set_string_member (object, "narrative",
                                 "Contoh untuk latihan: pesan terlihat oleh pengawas dan dicatat "
                                 "apa adanya untuk diperiksa.");
  json_object_set_int_member (object, "severity", story->changes_voting ? 4 : 3);
  json_object_set_object_member (object, "fields", story_fields (story, at));

  text = pantau_json_object_text (object);
  body = pantau_check_record (pantau_home_get_reference (self->home), "hoax", text, strlen (text),
                              self->now, NULL, &region, &record_class, faults);
  if (body == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_INVALID, "%s",
                              faults->len > 0
                                  ? ((const PantauFault *) g_ptr_array_index (faults, 0))->message
                                  : story->title);
  record = pantau_edit_create (self->home, "hoax", region, g_str_equal (record_class, "open"), body,
                               NULL, error);
  if (record != NULL)
    self->written++;

  return record;
}

static void
set_text (JsonObject *values, const char *field, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (values, field, text);
}

/* What the checks say of a sample: the data of a province may have other codes. */
static gboolean
throw_fault (GPtrArray *faults, GError **error)
{
  if (faults->len > 0)
    pantau_throw (error, PANTAU_ERROR_INVALID, "%s",
                  ((const PantauFault *) g_ptr_array_index (faults, 0))->message);

  return FALSE;
}

static gboolean
add_verdict (Work *self, const Story *story, const char *record, GError **error)
{
  g_autoptr (JsonObject) values = json_object_new ();
  g_autoptr (GPtrArray) faults = pantau_faults_new ();

  if (story->verdict == NULL || !pantau_edit_may_judge_claims (self->home, NULL))
    return TRUE;
  set_text (values, "verdict", story->verdict);
  set_text (values, "facts", story->facts);
  set_text (values, "references", story->references);
  set_text (values, "counter_media", story->media);
  set_text (values, "counter_figures", story->figures);

  return pantau_edit_verdict (self->home, record, values, faults, error) ||
         throw_fault (faults, error);
}

static gboolean
add_request (Work *self, const Story *story, const char *record, GError **error)
{
  g_autoptr (JsonObject) given = json_object_new ();
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autofree char *when = pantau_check_write_time (self->now - 20 * HOUR);
  g_autofree char *due = pantau_check_write_time (self->now + story->due * HOUR);

  if (story->agency == NULL ||
      !pantau_edit_may_write (self->home, record, PANTAU_TYPE_FORWARD, NULL))
    return TRUE;
  set_text (given, "agency", story->agency);
  set_text (given, "channel", "surat");
  set_text (given, "when", when);
  set_text (given, "reply_due", due);

  return pantau_edit_forward (self->home, record, given, NULL, faults, error) ||
         throw_fault (faults, error);
}

static gboolean
tell (Work *self, const Story *story, char **claim, GError **error)
{
  g_autofree char *before = g_steal_pointer (claim);

  *claim = add_record (self, story, story->hours, error);
  if (*claim == NULL)
    return FALSE;

  for (guint i = 0; i < story->sightings; i++)
    {
      g_autofree char *seen =
          add_record (self, story, story->hours * i / (story->sightings + 1), error);

      if (seen == NULL ||
          !pantau_edit_link (self->home, seen, PANTAU_REL_SIGHTING, *claim, NULL, error))
        return FALSE;
    }
  if (story->joins && before != NULL &&
      !pantau_edit_link (self->home, *claim, PANTAU_REL_SIGHTING, before, NULL, error))
    return FALSE;

  return add_verdict (self, story, *claim, error) && add_request (self, story, *claim, error);
}

gboolean
pantau_seed_claims (PantauHome *home, gint64 now, guint *written, GError **error)
{
  g_autoptr (GPtrArray) kecamatan = g_ptr_array_new ();
  g_autofree char *claim = NULL;
  Work work = { .home = home, .kecamatan = kecamatan, .now = now };

  if (!pantau_home_is_practice (home))
    return pantau_throw (error, PANTAU_ERROR_REFUSED,
                         _ ("samples are made in a practice home only"));
  collect_kecamatan (&work);
  if (kecamatan->len == 0)
    return pantau_throw (error, PANTAU_ERROR_NOT_FOUND,
                         _ ("there is no kecamatan in your region to make samples in"));

  for (guint i = 0; i < G_N_ELEMENTS (stories); i++)
    if (!tell (&work, &stories[i], &claim, error))
      return FALSE;
  *written = work.written;

  return TRUE;
}
