/* SPDX-License-Identifier: GPL-3.0-or-later */
/* courier: what the operator says, and what is said to him. */

#include "config.h"

#include "courier-command.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <stdio.h>

#include "allowance.h"
#include "courier-run.h"
#include "pantau-console.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-json.h"

/* Bytes of files that go back where nobody says otherwise: a small stick holds them. */
#define DEFAULT_FILES (256 * G_GINT64_CONSTANT (1024) * 1024)

/* Numbers that are told, in their order: a name for programs, a sentence for people. */
static const struct
{
  const char *name;
  gsize offset;
  const char *words;
} numbers[] = {
#define NUMBER(member, words)                                                                      \
  {                                                                                                \
#member, G_STRUCT_OFFSET(PantauCourierRunSummary, member), words                               \
  }
  NUMBER (parcels, N_ ("parcels taken: %s")),
  NUMBER (lines, N_ ("lines stored, new or known: %s")),
  NUMBER (refused, N_ ("lines not taken: %s")),
  NUMBER (files, N_ ("files that are here now: %s")),
  NUMBER (grants, N_ ("devices enrolled: %s")),
  NUMBER (asks, N_ ("devices that asked for news: %s")),
  NUMBER (foreign, N_ ("parcels for others, not looked at: %s")),
  NUMBER (unreadable, N_ ("parcels that cannot be opened: %s")),
  NUMBER (early, N_ ("parcels that wait for others which no file here has: %s")),
  NUMBER (answers, N_ ("answers: %s")),
  NUMBER (given, N_ ("files that go back: %s")),
  NUMBER (left, N_ ("files that there was no room for: %s")),
#undef NUMBER
};

static guint
get_number (const PantauCourierRunSummary *summary, guint i)
{
  return G_STRUCT_MEMBER (guint, summary, numbers[i].offset);
}

static void
tell_json (const PantauCourierRunSummary *summary)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *text = NULL;
  JsonArray *missing = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    json_object_set_int_member (object, numbers[i].name, get_number (summary, i));
  json_object_set_int_member (object, "given_bytes", summary->given_bytes);
  json_object_set_int_member (object, "left_bytes", summary->left_bytes);
  for (guint i = 0; i < summary->missing->len; i++)
    json_array_add_string_element (missing, g_ptr_array_index (summary->missing, i));
  json_object_set_array_member (object, "missing", missing);
  json_object_set_string_member (object, "sha256", summary->hash);
  text = pantau_json_object_text (object);
  printf ("%s\n", text);
}

static void
tell_words (const PantauCourierRunSummary *summary)
{
  g_autofree char *size = pantau_format_bytes ((guint64) summary->left_bytes);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *number = pantau_format_integer (get_number (summary, i));

      /* What did not happen is not told; that nothing was refused goes without saying. */
      if (get_number (summary, i) == 0)
        continue;
      printf (_ (numbers[i].words), number);
      printf ("\n");
    }
  for (guint i = 0; i < summary->missing->len; i++)
    printf ("  %s\n", (const char *) g_ptr_array_index (summary->missing, i));
  if (summary->left > 0)
    printf (_ ("they have %s together; --files SIZE makes room\n"), size);
  printf (_ ("SHA-256 of the answer: %s\n"), summary->hash);
}

int
pantau_courier_command (const char *directory,
                        const PantauCourierCommandOptions *options,
                        const char *const *paths,
                        gboolean json,
                        GError **error)
{
  g_autoptr (PantauCourierExchange) exchange = NULL;
  g_auto (PantauCourierRunSummary) summary = { 0 };
  PantauCourierRunOptions run = { .paths = paths, .out = options->out, .most = DEFAULT_FILES };

  if (paths[0] == NULL || options->out == NULL)
    {
      pantau_throw (error, PANTAU_ERROR_INVALID,
                    _ ("courier needs the files that were brought, and --out, the file for the "
                       "answers"));
      return -1;
    }
  if (options->files != NULL && !pantau_allowance_parse_size (options->files, &run.most))
    {
      pantau_throw (error, PANTAU_ERROR_INVALID, "--files: %s",
                    _ ("a size is a number of bytes, or one with K, M or G behind it"));
      return -1;
    }

  exchange = pantau_courier_exchange_new (directory, error);
  if (exchange == NULL || !pantau_courier_run (exchange, &run, &summary, error))
    return -1;

  if (json)
    tell_json (&summary);
  else
    tell_words (&summary);
  for (guint i = 0; i < summary.faults->len; i++)
    pantau_console_fault ("torn", NULL, g_ptr_array_index (summary.faults, i));

  return summary.faults->len > 0 ? PANTAU_EXIT_FAILED : PANTAU_EXIT_OK;
}
