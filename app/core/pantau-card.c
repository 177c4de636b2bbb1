/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cards: read as bytes from outside, written from this home's own grant. */

#include "config.h"

#include "pantau-card.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "pantau-courier-private.h"
#include "pantau-courier.h"
#include "pantau-error.h"
#include "pantau-json.h"

#define HEAD_LIMIT 4096
#define CARD_LIMIT (HEAD_LIMIT + PANTAU_LINE_LIMIT)

void
pantau_card_free (PantauCard *self)
{
  g_free (self->province);
  g_free (self->made);
  g_clear_pointer (&self->grant, pantau_entry_unref);
  g_clear_pointer (&self->person, pantau_person_free);
  g_free (self);
}

static gboolean
wrong (GError **error)
{
  return pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("this is not a laptop’s card"));
}

static char *
dup_member (JsonObject *object, const char *name)
{
  const char *text = object != NULL ? pantau_json_string (object, name) : NULL;

  return g_strdup (text != NULL ? text : "");
}

PantauPerson *
pantau_card_read_grant (const PantauEntry *grant, const char *province, GError **error)
{
  g_autoptr (PantauPerson) person = g_new0 (PantauPerson, 1);
  g_autoptr (JsonObject) body = NULL;
  JsonObject *who;

  if (g_str_equal (grant->type, PANTAU_TYPE_GRANT) && g_str_equal (grant->device, province) &&
      grant->body != NULL)
    body = pantau_entry_parse_body (grant, NULL);
  if (body == NULL || !pantau_key_is_valid (pantau_json_string (body, "device")))
    return pantau_throw_null (error, PANTAU_ERROR_SIGNATURE,
                              _ ("the province has not signed this grant"));

  who = pantau_json_object (body, "person");
  person->device = dup_member (body, "device");
  person->code = dup_member (who, "code");
  person->name = dup_member (who, "name");
  person->position = dup_member (who, "position");
  person->letter = dup_member (who, "letter");
  person->role = dup_member (body, "role");
  person->region = dup_member (body, "region");
  person->last_day = g_strdup (pantau_json_string (body, "last_day"));
  person->practice = pantau_json_boolean (body, "practice");

  return g_steal_pointer (&person);
}

/* All of a small file. */
static char *
read_small (const char *path, gsize *length, GError **error)
{
  g_autofree char *text = g_malloc (CARD_LIMIT + 1);
  int fd = pantau_courier_open_fd (path, NULL, error);
  gssize n = 0;

  *length = 0;
  if (fd < 0)
    return NULL;
  while (*length <= CARD_LIMIT && (n = read (fd, text + *length, CARD_LIMIT + 1 - *length)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        break;
      *length += (gsize) n;
    }
  close (fd);
  if (n < 0)
    return pantau_throw_null (error, PANTAU_ERROR_IO, _ ("cannot read “%s”: %s"), path,
                              g_strerror (errno));
  if (*length > CARD_LIMIT)
    {
      wrong (error);
      return NULL;
    }

  return g_steal_pointer (&text);
}

static gboolean
read_head (PantauCard *self, const char *text, const char *lf, char **device, GError **error)
{
  gsize magic = strlen (PANTAU_CARD_MAGIC);
  g_autoptr (JsonObject) head = NULL;

  if ((gsize) (lf - text) > magic && strncmp (text, PANTAU_CARD_MAGIC, magic) == 0)
    head = pantau_json_parse (text + magic, (gsize) (lf - text) - magic, HEAD_LIMIT, NULL);
  if (head == NULL || pantau_json_integer (head, "v", 0) < 1 ||
      !pantau_key_is_valid (pantau_json_string (head, "province")) ||
      !pantau_key_is_valid (pantau_json_string (head, "device")) ||
      !pantau_entry_time_is_valid (pantau_json_string (head, "made")))
    return wrong (error);
  if (pantau_json_integer (head, "v", 0) > 1)
    return pantau_throw (error, PANTAU_ERROR_NEWER,
                         _ ("the card was made by a newer program; please update this one"));

  self->province = g_strdup (pantau_json_string (head, "province"));
  self->made = g_strdup (pantau_json_string (head, "made"));
  self->practice = pantau_json_boolean (head, "practice");
  *device = g_strdup (pantau_json_string (head, "device"));

  return TRUE;
}

PantauCard *
pantau_card_read (const char *path, GError **error)
{
  g_autoptr (PantauCard) self = g_new0 (PantauCard, 1);
  g_autofree char *text = NULL, *device = NULL;
  const char *lf, *end;
  gsize length;

  text = read_small (path, &length, error);
  if (text == NULL)
    return NULL;
  lf = memchr (text, '\n', length);
  end = lf != NULL ? memchr (lf + 1, '\n', length - (gsize) (lf + 1 - text)) : NULL;
  if (end == NULL || (gsize) (end + 1 - text) != length)
    {
      wrong (error);
      return NULL;
    }
  if (!read_head (self, text, lf, &device, error))
    return NULL;

  self->grant = pantau_entry_decode (lf + 1, (gsize) (end - lf), error);
  if (self->grant == NULL)
    return NULL;
  self->person = pantau_card_read_grant (self->grant, self->province, error);
  if (self->person == NULL)
    return NULL;
  if (!g_str_equal (self->person->device, device))
    {
      wrong (error);
      return NULL;
    }

  return g_steal_pointer (&self);
}

PantauEntry *
pantau_courier_get_grant (PantauHome *home, const char *device, GError **error)
{
  gint64 n = 0;

  if (!pantau_store_catch_up (pantau_home_get_store (home), error) ||
      !pantau_db_integer (pantau_home_get_db (home), 0, &n, error,
                          "SELECT n FROM person WHERE device = ?1", "s", device))
    return NULL;
  if (n == 0)
    return pantau_throw_null (error, PANTAU_ERROR_NOT_ENROLLED,
                              _ ("this home belongs to no province yet"));

  return pantau_ledger_get (pantau_home_get_ledger (home), n, error);
}

gboolean
pantau_courier_write_card (PantauHome *home, const char *path, gboolean replace, GError **error)
{
  g_autoptr (PantauEntry) grant =
      pantau_courier_get_grant (home, pantau_home_get_device (home), error);
  g_autoptr (JsonObject) head = json_object_new ();
  g_autoptr (GString) text = g_string_new (PANTAU_CARD_MAGIC);
  g_autofree char *json = NULL, *now = pantau_home_now ();
  g_autoptr (GError) local_error = NULL;

  if (grant == NULL)
    return FALSE;
  if (!replace && g_file_test (path, G_FILE_TEST_EXISTS))
    return pantau_throw (error, PANTAU_ERROR_CONFLICT, _ ("there is something at “%s” already"),
                         path);

  json_object_set_int_member (head, "v", 1);
  json_object_set_string_member (head, "province", pantau_home_get_province (home));
  json_object_set_string_member (head, "device", pantau_home_get_device (home));
  json_object_set_string_member (head, "made", now);
  json_object_set_boolean_member (head, "practice", pantau_home_is_practice (home));
  json = pantau_json_object_text (head);
  g_string_append_printf (text, "%s\n", json);
  pantau_entry_append_line (grant, text);

  if (!g_file_set_contents_full (path, text->str, (gssize) text->len,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644,
                                 &local_error))
    return pantau_throw (error,
                         g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOSPC)
                             ? PANTAU_ERROR_FULL
                             : PANTAU_ERROR_IO,
                         _ ("cannot write “%s”: %s"), path, local_error->message);

  return TRUE;
}
