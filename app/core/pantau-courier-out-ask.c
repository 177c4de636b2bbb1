/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a courier file asks the province: how far this home has come, and which files it misses. */

#include "config.h"

#include "pantau-courier-out.h"
#include "pantau-json.h"

/* Files that one question asks for: those of the newest lines. */
#define MOST_WANTED 200

/* Files that lines here name and that are not here. Envelopes are for officers, who fetch them where they open them. */
static JsonArray *
find_wanted (PantauOut *self, GError **error)
{
  PantauBlobs *blobs = pantau_home_get_blobs (self->home);
  JsonArray *wanted = json_array_new ();
  PantauStmt *stmt = pantau_db_query (
      pantau_home_get_db (self->home),
      "SELECT hash FROM (SELECT hash, entry FROM evidence UNION SELECT hash, entry FROM upload "
      "WHERE state = 'missing') GROUP BY hash ORDER BY max (entry) DESC",
      "");

  while (json_array_get_length (wanted) < MOST_WANTED && pantau_stmt_next (stmt))
    if (!pantau_blobs_has (blobs, pantau_stmt_text (stmt, 0)))
      json_array_add_string_element (wanted, pantau_stmt_text (stmt, 0));
  if (pantau_stmt_finish (stmt, error))
    return wanted;
  json_array_unref (wanted);

  return NULL;
}

static void
set_setting (PantauOut *self, JsonObject *content, const char *member, const char *name)
{
  g_autofree char *value = pantau_home_get_setting (self->home, name);

  if (value != NULL)
    json_object_set_string_member (content, member, value);
}

gboolean
pantau_out_write_ask (PantauOut *self, GError **error)
{
  g_autoptr (JsonObject) content = pantau_out_content (self, PANTAU_PARCEL_ASK);
  g_autofree char *index = pantau_home_get_setting (self->home, "head-index"), *last = NULL;
  JsonArray *wanted = NULL;
  gint64 seq;

  if (!pantau_ledger_chain_end (pantau_home_get_ledger (self->home),
                                pantau_home_get_device (self->home), &seq, &last, error))
    return FALSE;
  wanted = find_wanted (self, error);
  if (wanted == NULL)
    return FALSE;

  set_setting (self, content, "epoch", "epoch");
  set_setting (self, content, "cursor", "cursor");
  set_setting (self, content, "head", "head");
  json_object_set_int_member (content, "head_index",
                              index != NULL ? g_ascii_strtoll (index, NULL, 10) : 0);
  json_object_set_boolean_member (content, "own", pantau_home_misses_own (self->home));
  json_object_set_int_member (content, "seq", seq);
  json_object_set_array_member (content, "files", wanted);

  return pantau_out_seal (self, content, NULL, self->head.province, error);
}
