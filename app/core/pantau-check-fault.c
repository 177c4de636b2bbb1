/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Faults in what people give: a code for scripts, the place, and a sentence for the person.
 */

#include "config.h"

#include <string.h>

#include "pantau-check-private.h"
#include "pantau-error.h"
#include "pantau-json.h"

void
pantau_fault_free (PantauFault *self)
{
  g_free (self->code);
  g_free (self->field);
  g_free (self->message);
  g_free (self);
}

GPtrArray *
pantau_faults_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_fault_free);
}

gpointer
pantau_check_fault (PantauCheck *self, const char *code, const char *field, const char *format, ...)
{
  PantauFault *fault;
  va_list args;

  if (self->faults->len >= PANTAU_CHECK_MAX_FAULTS)
    return NULL;

  fault = g_new0 (PantauFault, 1);
  fault->code = g_strdup (code);
  fault->field = g_strdup (field);
  va_start (args, format);
  fault->message = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self->faults, fault);

  return NULL;
}

void
pantau_check_take_fault (PantauCheck *self, PantauFault *fault)
{
  if (self->faults->len < PANTAU_CHECK_MAX_FAULTS)
    g_ptr_array_add (self->faults, fault);
  else
    pantau_fault_free (fault);
}

char *
pantau_check_shown (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *shown = g_string_new (NULL);
  guint n = 0;

  for (const char *p = valid; *p != '\0' && n < 60; p = g_utf8_next_char (p), n++)
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (shown, g_unichar_isprint (c) ? c : '?');
    }
  if (n == 60)
    g_string_append (shown, "…");

  return g_string_free (shown, FALSE);
}

typedef struct
{
  GHashTable *seen; /* JsonObject → how many members were read into it */
  gboolean has_twice;
} Members;

static void
object_member_cb (JsonParser *parser, JsonObject *object, const char *name, gpointer data)
{
  Members *members = data;
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (members->seen, object)) + 1;

  g_hash_table_insert (members->seen, object, GUINT_TO_POINTER (n));
  members->has_twice |= n > json_object_get_size (object);
}

/* Whether @text, which is shallow and UTF-8, is refused only because it gives a key twice. */
static gboolean
has_key_twice (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  Members members = { .seen = seen };

  g_signal_connect (parser, "object-member", G_CALLBACK (object_member_cb), &members);

  return json_parser_load_from_data (parser, text, -1, NULL) && members.has_twice;
}

static gboolean
is_too_deep (const char *text)
{
  gboolean in_text = FALSE;
  guint depth = 0;

  for (const char *p = text; *p != '\0' && depth <= PANTAU_JSON_MAX_DEPTH; p++)
    {
      if (in_text && *p == '\\' && p[1] != '\0')
        p++;
      else if (*p == '"')
        in_text = !in_text;
      else if (!in_text && (*p == '{' || *p == '['))
        depth++;
      else if (!in_text && (*p == '}' || *p == ']') && depth > 0)
        depth--;
    }

  return depth > PANTAU_JSON_MAX_DEPTH;
}

const char *
pantau_check_scan_code (const char *text, gsize length, const GError *error)
{
  g_autofree char *copy = NULL;

  if (length > PANTAU_CHECK_MAX_BYTES)
    return "too-large";
  if (!g_utf8_validate_len (text, length, NULL))
    return memchr (text, '\0', length) != NULL && g_utf8_validate (text, -1, NULL) ? "malformed"
                                                                                   : "invalid-utf8";

  copy = g_strndup (text, length);
  if (is_too_deep (copy))
    return "too-deep";
  if (error->code == PANTAU_ERROR_TOO_LARGE)
    return "out-of-range";

  return has_key_twice (copy) ? "duplicate-key" : "malformed";
}
