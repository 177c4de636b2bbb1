/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one table of filters: their names in both languages, and what is told about them. */

#include "config.h"

#include "pantau-query-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-locale.h"

static const struct
{
  const char *id, *en;
  const char *example_id, *example_en;
  const char *meaning;
} keys[PANTAU_N_KEYS] = {
  [PANTAU_KEY_KIND] = { "jenis", "kind", "jenis:hoaks", "kind:hoax",
                        N_ ("The kind of record, or what it is about (flood, landslide …)") },
  [PANTAU_KEY_REGION] = { "wilayah", "region", "wilayah:muba", "region:muba",
                          N_ ("A region and all within it, by its name, its short name or its "
                              "code") },
  [PANTAU_KEY_STATUS] = { "status", "status", "status:baru", "status:new",
                          N_ ("How far the record has been dealt with") },
  [PANTAU_KEY_SEVERITY] = { "tingkat", "severity", "tingkat:4", "severity:4",
                            N_ ("This severity or worse, from 1 to 5") },
  [PANTAU_KEY_STATE] = { "keadaan", "state", "keadaan:tersimpan", "state:saved",
                         N_ ("Saved on this laptop, being sent, or received by the province") },
  [PANTAU_KEY_DIFFERENCE] = { "beda", "difference", "beda:ya", "difference:yes",
                              N_ ("Records in which people wrote different things into one "
                                  "field") },
  [PANTAU_KEY_MINE] = { "milik", "mine", "milik:saya", "mine:yes",
                        N_ ("Records that were made on this laptop") },
  [PANTAU_KEY_FROM] = { "dari", "from", "dari:14-02-2024", "from:2024-02-14",
                        N_ ("What happened on this day or later") },
  [PANTAU_KEY_TO] = { "sampai", "to", "sampai:kemarin", "to:yesterday",
                      N_ ("What happened on this day or earlier") },
  [PANTAU_KEY_QUARANTINE] = { "karantina", "quarantine", "karantina:ya", "quarantine:yes",
                              N_ ("Records that the province put before the desk") },
  [PANTAU_KEY_FIGURE] = { "hitung", "count", "hitung:tps/wilayah=16.06", "count:tps/wilayah=16.06",
                          N_ ("The records that a figure of the risk register, of the coverage or "
                              "of a claim counts") },
};

gboolean
pantau_key_from_name (const char *name, gssize length, PantauKey *key)
{
  gsize n = length < 0 ? strlen (name) : (gsize) length;

  for (guint i = 0; i < PANTAU_N_KEYS; i++)
    {
      const char *const names[] = { keys[i].id, keys[i].en };

      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        if (strlen (names[j]) == n && g_ascii_strncasecmp (names[j], name, n) == 0)
          {
            *key = (PantauKey) i;
            return TRUE;
          }
    }

  return FALSE;
}

guint
pantau_query_help (PantauQueryHelp *help, guint n)
{
  gboolean is_english = g_str_equal (pantau_locale_get (), "en");

  for (guint i = 0; i < MIN (n, PANTAU_N_KEYS); i++)
    help[i] = (PantauQueryHelp){ .key = is_english ? keys[i].en : keys[i].id,
                                 .example = is_english ? keys[i].example_en : keys[i].example_id,
                                 .meaning = _ (keys[i].meaning) };

  return PANTAU_N_KEYS;
}
