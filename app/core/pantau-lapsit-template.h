/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-reference.h"

G_BEGIN_DECLS

/*
 * How a situation report of one sort of office looks (lapsit.json): letterhead, headings, who signs. In Indonesian always, since it is an official
 * document. Everything in it is filled in already.
 */
typedef struct
{
  char *code;       /* "bawaslu-provinsi" … */
  GStrv letterhead; /* lines */
  char *title;      /* of the period */
  char *place;      /* where it is signed */
  char *position;   /* of who signs */
  GHashTable *headings; /* name → text */
} PantauLapsitTemplate;

/*
 * That of an office: @role "desk" or "pemprov", @office its region, @period "daily" or "weekly", @region what the report is of. Errors: PANTAU_ERROR_MALFORMED, where somebody spoiled the
 * file, _NOT_FOUND. (transfer full)
 */
PantauLapsitTemplate *pantau_lapsit_template_new (PantauReference *reference,
                                                  const char *role,
                                                  const char *office,
                                                  const char *period,
                                                  const char *region,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_lapsit_template_free (PantauLapsitTemplate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauLapsitTemplate, pantau_lapsit_template_free)

/* "" where the file has none. (transfer none) */
const char *pantau_lapsit_template_heading (const PantauLapsitTemplate *self, const char *name);

/* "Kabupaten Musi Banyuasin", "Kota Palembang", "Provinsi Sumatera Selatan", "Kecamatan Lalan". (transfer full) */
char *pantau_lapsit_region_name (PantauReference *reference,
                                 const char *code) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
