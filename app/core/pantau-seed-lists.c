/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What samples choose from besides sentences: places, codes, exhibits, rivers. */

#include "config.h"

#include "pantau-seed-words.h"

#include "pantau-region.h"

const char *const pantau_seed_sites[] = {
  "balai desa",    "SD negeri", "halaman masjid",   "rumah warga", "posyandu", "kantor lurah",
  "lapangan voli", "madrasah",  "gedung serbaguna", "teras toko",  NULL,
};

const char *const pantau_seed_groups[] = {
  "whatsapp|grup WhatsApp warga {kec}",
  "whatsapp|grup WhatsApp arisan",
  "facebook|grup Facebook jual beli {kec}",
  "facebook|halaman Facebook kabar {kec}",
  "telegram|grup Telegram komunitas",
  "tiktok|akun TikTok tanpa nama",
  "whatsapp|status WhatsApp",
  "whatsapp|grup WhatsApp keluarga besar",
  NULL,
};

const char *const pantau_seed_transport[] = {
  "motor", "perahu", "perahu-karet", "speedboat", "getek", NULL,
};

const char *const pantau_seed_stages[] = {
  "kampanye",           "distribusi-logistik", "masa-tenang", "pemungutan-suara",
  "penghitungan-suara", "rekapitulasi",        NULL,
};

const char *const pantau_seed_exhibits[] = {
  "Spanduk",
  "Amplop berisi uang",
  "Stiker pasangan calon",
  "Kalender bergambar calon",
  "Paket sembako",
  "Rekaman video",
  "Tangkapan layar",
  "Kaus bergambar calon",
  "Undangan tertulis",
  NULL,
};

const char *const pantau_seed_stores[] = {
  "Kantor Panwascam",
  "Kantor Bawaslu kabupaten",
  "Brankas Gakkumdu",
  NULL,
};

const char *const *
pantau_seed_rivers (const char *region)
{
  /* By kabupaten and kota (GK); samples need no more. */
  static const struct
  {
    const char *region;
    const char *rivers[4];
  } table[] = {
    { "16.01", { "Ogan", "Lengkiti" } },
    { "16.02", { "Komering", "Mesuji", "Lempuing" } },
    { "16.03", { "Enim", "Lematang" } },
    { "16.04", { "Lematang", "Selangis" } },
    { "16.05", { "Musi", "Lakitan", "Kelingi" } },
    { "16.06", { "Musi", "Batanghari Leko" } },
    { "16.07", { "Musi", "Banyuasin" } },
    { "16.08", { "Komering", "Belitang" } },
    { "16.09", { "Saka", "Selabung" } },
    { "16.10", { "Ogan", "Kelekar" } },
    { "16.11", { "Musi", "Keruh" } },
    { "16.12", { "Penukal", "Abab", "Lematang" } },
    { "16.13", { "Rawas", "Rupit" } },
    { "16.71", { "Musi", "Ogan", "Keramasan" } },
    { "16.72", { "Lematang", "Selangis" } },
    { "16.73", { "Kelingi" } },
    { "16.74", { "Kelekar", "Lematang" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (pantau_region_covers (table[i].region, region))
      return table[i].rivers;

  return table[5].rivers;
}
