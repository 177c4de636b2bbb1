/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An invitation as a file. */

#include "config.h"

#include "pantau-invitation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-error.h"
#include "pantau-invite.h"
#include "pantau-json.h"
#include "pantau-pins.h"
#include "pantau-recovery.h"
#include "pantau-secretfile.h"

#define LIMIT 4096

/* Of what a window shows: a name is one line. */
#define LONGEST_NAME 200

void
pantau_invitation_free (PantauInvitation *self)
{
  g_free (self->server);
  if (self->code != NULL)
    explicit_bzero (self->code, strlen (self->code));
  g_free (self->code);
  g_free (self->name);
  g_strfreev (self->pins);
  g_free (self->recovery);
  g_free (self);
}

PantauInvitation *
pantau_invitation_load (const char *path, GError **error)
{
  g_autoptr (PantauInvitation) self = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autofree char *text = NULL;
  g_autofree char *fingerprint = NULL;
  const char *server, *code, *name, *recovery;
  guint8 bytes[PANTAU_INVITE_CODE_SIZE];
  gint64 serial;
  gsize length;
  gboolean ok;

  text = pantau_secretfile_read (path, LIMIT, &length, error);
  if (text == NULL)
    return NULL;

  object = pantau_json_parse (text, length, LIMIT, NULL);
  explicit_bzero (text, length);
  server = pantau_json_string (object, "server");
  code = pantau_json_string (object, "code");
  name = pantau_json_string (object, "name");
  recovery = pantau_json_string (object, "recovery");
  if (server == NULL || code == NULL)
    return pantau_throw_null (error, PANTAU_ERROR_MALFORMED, _ ("“%s” is no invitation of Pantau"),
                              path);

  ok = pantau_invite_parse (code, bytes, error);
  explicit_bzero (bytes, sizeof bytes);
  if (ok && recovery != NULL)
    {
      fingerprint = pantau_fingerprint_read (recovery, error);
      ok = fingerprint != NULL;
    }
  if (!ok)
    {
      g_prefix_error (error, "“%s”: ", path);
      return NULL;
    }

  self = g_new0 (PantauInvitation, 1);
  self->server = g_strdup (server);
  self->code = g_strdup (code);
  self->name = name != NULL && g_utf8_strlen (name, -1) <= LONGEST_NAME ? g_strdup (name) : NULL;
  self->recovery = g_steal_pointer (&fingerprint);
  self->practice = pantau_json_boolean (object, "practice");
  self->pins = pantau_pins_read (pantau_json_object (object, "pin"), &serial);

  return g_steal_pointer (&self);
}

gboolean
pantau_invitation_save (const PantauInvitation *self, const char *path, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *json = NULL, *text = NULL;
  gboolean ok;

  json_object_set_string_member (object, "server", self->server);
  json_object_set_string_member (object, "code", self->code);
  if (self->recovery != NULL)
    json_object_set_string_member (object, "recovery", self->recovery);
  if (self->name != NULL)
    json_object_set_string_member (object, "name", self->name);
  if (self->pins != NULL)
    json_object_set_object_member (object, "pin",
                                   pantau_pins_describe (0, (const char *const *) self->pins));
  if (self->practice)
    json_object_set_boolean_member (object, "practice", TRUE);
  json = pantau_json_object_text (object);
  text = g_strconcat (json, "\n", NULL);

  /* Never over another one: its code would be gone with it. */
  ok = pantau_secretfile_create (path, text, error);
  explicit_bzero (json, strlen (json));
  explicit_bzero (text, strlen (text));

  return ok;
}
