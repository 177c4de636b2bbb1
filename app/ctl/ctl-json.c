/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: the members of an answer, and how it is printed. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "ctl.h"
#include "pantau-check.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-store-claim.h"
#include "pantau-words.h"

void
ctl_set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, name, text);
}

void
ctl_set_time (JsonObject *object, const char *name, gint64 when)
{
  g_autofree char *text = when > 0 ? pantau_check_write_time (when) : NULL;

  ctl_set_text (object, name, text);
}

void
ctl_set_texts (JsonObject *object, const char *name, char **texts)
{
  JsonArray *array = json_array_new ();

  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  json_object_set_array_member (object, name, array);
}

void
ctl_set_objects (
    JsonObject *object, const char *name, GPtrArray *items, CtlObjectFunc make, gpointer data)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < items->len; i++)
    json_array_add_object_element (array, make (g_ptr_array_index (items, i), data));
  json_object_set_array_member (object, name, array);
}

void
ctl_set_text_or_null (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

void
ctl_set_label (JsonObject *object, PantauClaimLabel label)
{
  json_object_set_string_member (object, "label", pantau_claim_label_name (label));
  ctl_set_text (object, "label_text", pantau_claim_label_text (label));
}

void
ctl_add_label (JsonObject *object, PantauHome *home, const char *kind, const char *record)
{
  PantauClaimLabel label = pantau_store_label (pantau_home_get_store (home), kind, record);

  if (g_strcmp0 (kind, "hoax") == 0 || label != PANTAU_CLAIM_LABEL_NONE)
    ctl_set_label (object, label);
}

char *
ctl_title (PantauHome *home, const char *kind, const char *record, const char *title)
{
  const char *label =
      pantau_claim_label_text (pantau_store_label (pantau_home_get_store (home), kind, record));
  g_autofree char *clean = pantau_words_clean (title != NULL ? title : "");

  return label != NULL ? g_strconcat (label, "  ", clean, NULL) : g_steal_pointer (&clean);
}

gboolean
ctl_take (JsonObject *given, const char *name, const char *text, GError **error)
{
  if (text == NULL)
    return TRUE;
  if (!g_utf8_validate (text, -1, NULL))
    return pantau_throw (error, PANTAU_ERROR_MALFORMED, _ ("the text is not valid UTF-8"));
  json_object_set_string_member (given, name, text);

  return TRUE;
}

void
ctl_set_range (JsonObject *object, const char *name, const PantauRange *range)
{
  JsonObject *member = json_object_new ();

  json_object_set_int_member (member, "least", range->least);
  json_object_set_int_member (member, "most", range->most);
  json_object_set_object_member (object, name, member);
}

void
ctl_print_object (JsonObject *object)
{
  g_autofree char *text = pantau_json_object_text (object);

  printf ("%s\n", text);
}
