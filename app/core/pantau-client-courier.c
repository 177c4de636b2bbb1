/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Posting a parcel, and taking the answers apart. They are sealed to others, so all that can be believed is that the province took it. */

#include "config.h"

#include "pantau-client-courier.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-client-private.h"
#include "pantau-error.h"

char *
pantau_courier_taken_text (const char *epoch, const char *hash)
{
  return g_strdup_printf ("%s\n%s", epoch, hash);
}

static gboolean
not_well_formed (GError **error)
{
  return pantau_throw (error, PANTAU_ERROR_MALFORMED,
                       _ ("the province's answer is not well-formed"));
}

/* A network's login page, or whoever else answers, does not make us forget what is carried. */
static gboolean
check_taken (PantauClient *self, PantauParcel *parcel, const PantauAnswer *answer, GError **error)
{
  g_autofree char *text = pantau_courier_taken_text (pantau_client_get_epoch (self), parcel->hash);

  return (answer->taken != NULL && strlen (answer->taken) == PANTAU_SIGNATURE_TEXT &&
          pantau_key_verify (pantau_client_get_province (self), PANTAU_PURPOSE_TAKEN, text,
                             strlen (text), answer->taken)) ||
         pantau_throw (error, PANTAU_ERROR_SIGNATURE,
                       _ ("nothing proves that the province has taken the parcel"));
}

static gboolean
read_answers (PantauParcel *asked, GBytes *body, GPtrArray *answers, GError **error)
{
  gsize length, at = 0, size;
  const char *bytes = g_bytes_get_data (body, &length);

  while (at < length)
    {
      g_autoptr (GBytes) frame = NULL;
      g_autoptr (PantauParcel) parcel = NULL;

      if (!pantau_parcel_measure (bytes + at, length - at, &size, error))
        return FALSE;
      if (size == 0 || size > length - at)
        return not_well_formed (error);
      frame = g_bytes_new (bytes + at, size);
      parcel = pantau_parcel_read (frame, error);
      if (parcel == NULL)
        return FALSE;
      if (g_strcmp0 (parcel->re, asked->id) != 0)
        return not_well_formed (error);
      g_ptr_array_add (answers, g_steal_pointer (&parcel));
      at += size;
    }

  return TRUE;
}

gboolean
pantau_client_courier (PantauClient *self,
                       PantauParcel *parcel,
                       const char *after,
                       gboolean files,
                       GPtrArray **answers,
                       char **more,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (after != NULL ? after : "", NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/v1/courier?files=%d%s%s", files ? 1 : 0,
                                           after != NULL ? "&after=" : "", escaped);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_parcel_free);
  g_autoptr (PantauAnswer) answer = NULL;
  PantauCall call = { .method = "POST",
                      .path = path,
                      .content_type = PANTAU_PARCEL_TYPE,
                      .body = parcel->frame,
                      .limit = PANTAU_COURIER_ANSWER_LIMIT };

  answer = pantau_client_ask (self, &call, FALSE, cancellable, error);
  if (answer == NULL || !check_taken (self, parcel, answer, error) ||
      !read_answers (parcel, answer->body, list, error))
    return FALSE;

  /* A way on that leads nowhere would make us ask for the same for ever. */
  if (answer->more && (answer->cursor == NULL || g_strcmp0 (answer->cursor, after) == 0))
    return not_well_formed (error);
  *answers = g_steal_pointer (&list);
  *more = answer->more ? g_strdup (answer->cursor) : NULL;

  return TRUE;
}
