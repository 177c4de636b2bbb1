/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: commands that write entries. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ctl.h"
#include "pantau-check.h"
#include "pantau-console.h"
#include "pantau-edit.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-seed-claims.h"
#include "pantau-seed.h"

/* Read before it is judged; what is longer than a record may be gets the check's own sentence. */
#define READ_LIMIT (64 * 1024 * 1024)

/* Samples end on the last day of Pilkada 2024's week, so that equal seeds give equal records on any day. */
#define SEED_NEWEST G_GINT64_CONSTANT (1732752000) /* 2024-11-28T07:00:00+07:00 */

/* Samples written in one transaction. */
#define SEED_STEP 500

int
ctl_tell_faults (GPtrArray *faults)
{
  for (guint i = 0; i < faults->len; i++)
    {
      PantauFault *fault = g_ptr_array_index (faults, i);

      pantau_console_fault (fault->code, *fault->field != '\0' ? fault->field : NULL,
                            fault->message);
    }

  return PANTAU_EXIT_FAILED;
}

static gint64
unix_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* What a person should know of the record that was just made, and what does not hinder it. */
static void
warn_record (PantauHome *home, const char *code, const char *region, JsonObject *body)
{
  PantauReference *reference = pantau_home_get_reference (home);
  const PantauKind *kind = pantau_kinds_lookup (pantau_reference_get_kinds (reference), code);
  JsonObject *fields = pantau_json_object (body, "fields");

  ctl_warn_record (kind, body);
  if (kind != NULL && fields != NULL)
    ctl_warn_chain (reference, kind, fields, region);
}

int
ctl_record (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autofree char *text = NULL, *region = NULL, *record_class = NULL, *id = NULL, *warning = NULL;
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauPerson) person = NULL;
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (JsonObject) body = NULL;
  gsize length;

  if (!ctl_check_arguments (argc, argv, 1, 1, "record --kind KIND FILE", error))
    return -1;
  if (options->kind == NULL)
    {
      pantau_throw (error, PANTAU_ERROR_INVALID, _ ("say which kind of record it is: --kind KIND"));
      return -1;
    }

  text = pantau_console_read (argv[1], READ_LIMIT, &length, error);
  if (text == NULL)
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL)
    return -1;

  person = pantau_home_get_person (home, NULL);
  body = pantau_check_record (pantau_home_get_reference (home), options->kind, text, length,
                              unix_now (), person != NULL ? person->region : NULL, &region,
                              &record_class, faults);
  if (body == NULL)
    return ctl_tell_faults (faults);

  id = pantau_edit_create (home, options->kind, region, g_str_equal (record_class, "open"), body,
                           &warning, error);
  if (id == NULL)
    return -1;

  /* It is durable now, and nothing that follows may make it look otherwise. */
  printf ("%s\n", id);
  fflush (stdout);
  if (warning != NULL)
    pantau_console_fault ("quarantine", NULL, warning);
  if (pantau_home_is_on_reserve (home))
    pantau_console_fault ("reserve", NULL,
                          _ ("the disk is full: this was saved in the room that was kept for it, "
                             "and the next may not be; please free some room"));
  warn_record (home, options->kind, region, body);

  return PANTAU_EXIT_OK;
}

/* KEY=VALUE … as values of the kind, or their faults. */
static JsonObject *
read_values (
    PantauHome *home, const PantauKind *kind, char **arguments, GPtrArray *faults, GError **error)
{
  g_autoptr (JsonObject) values = json_object_new ();

  for (gsize i = 0; arguments[i] != NULL; i++)
    {
      const char *equals = strchr (arguments[i], '=');
      g_autofree char *name = NULL;
      g_autoptr (JsonNode) given = NULL;
      JsonNode *normalised = NULL;

      if (equals == NULL || equals == arguments[i])
        return pantau_throw_null (error, PANTAU_ERROR_INVALID,
                                  _ ("“%s” is not of the form KEY=VALUE"), arguments[i]);
      if (!g_utf8_validate (arguments[i], -1, NULL))
        return pantau_throw_null (error, PANTAU_ERROR_MALFORMED, _ ("the text is not valid UTF-8"));
      name = g_strndup (arguments[i], (gsize) (equals - arguments[i]));
      given = pantau_check_parse_value (kind, name, equals + 1);
      if (pantau_check_field (pantau_home_get_reference (home), kind, name, given, unix_now (),
                              &normalised, faults))
        json_object_set_member (values, name, normalised);
    }

  return g_steal_pointer (&values);
}

int
ctl_set (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauRecord) record = NULL;
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autoptr (JsonObject) values = NULL;
  const PantauKind *kind;

  if (!ctl_check_arguments (argc, argv, 2, 64, "set UUID KEY=VALUE …", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  record = home != NULL ? pantau_store_get (pantau_home_get_store (home), argv[1], error) : NULL;
  if (record == NULL)
    return -1;

  kind = pantau_kinds_lookup (pantau_reference_get_kinds (pantau_home_get_reference (home)),
                              pantau_record_get_kind (record));
  if (kind == NULL)
    {
      pantau_throw (error, PANTAU_ERROR_NEWER,
                    _ ("the record was made by a newer program; it cannot be changed here"));
      return -1;
    }

  values = read_values (home, kind, argv + 2, faults, error);
  if (values == NULL)
    return -1;
  pantau_edit_check (home, record, values, faults);
  if (faults->len > 0)
    return ctl_tell_faults (faults);

  if (!pantau_edit_set (home, argv[1], values, error))
    return -1;
  ctl_warn_values (kind, values, "");
  ctl_warn_chain (pantau_home_get_reference (home), kind, values, NULL);

  return PANTAU_EXIT_OK;
}

int
ctl_status (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;

  if (!ctl_check_arguments (argc, argv, 2, 2, "status UUID STATUS [--reason TEXT]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);

  return home != NULL && pantau_edit_status (home, argv[1], argv[2], options->reason, error)
             ? PANTAU_EXIT_OK
             : -1;
}

int
ctl_move (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;

  if (!ctl_check_arguments (argc, argv, 2, 2, "move UUID REGION", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);

  return home != NULL && pantau_edit_move (home, argv[1], argv[2], error) ? PANTAU_EXIT_OK : -1;
}

int
ctl_note (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;

  if (!ctl_check_arguments (argc, argv, 2, 2, "note UUID TEXT", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_WRITE, error);

  if (home == NULL || !pantau_edit_note (home, argv[1], argv[2], error))
    return -1;
  ctl_warn_text ("text", argv[2]);

  return PANTAU_EXIT_OK;
}

/* What a draft borrows, kept until it is written. */
typedef struct
{
  PantauDraft draft;
  char *record;
  char *region;
  char *kind;
  char *time;
  JsonObject *body;
  guint8 salt[PANTAU_SALT_SIZE];
} Sample;

static void
sample_free (gpointer data)
{
  Sample *sample = data;

  g_free (sample->record);
  g_free (sample->region);
  g_free (sample->kind);
  g_free (sample->time);
  g_clear_pointer (&sample->body, json_object_unref);
  g_free (sample);
}

static Sample *
next_sample (PantauSeed *seed, PantauReference *reference, GError **error)
{
  g_autoptr (GPtrArray) faults = pantau_faults_new ();
  g_autofree char *text = NULL, *record_class = NULL;
  g_autoptr (JsonObject) input = NULL;
  Sample *sample = g_new0 (Sample, 1);
  const char *kind;
  guint8 uuid[16];

  input = pantau_seed_next (seed, &kind);
  text = pantau_json_object_text (input);
  sample->kind = g_strdup (kind);
  sample->body = pantau_check_record (reference, kind, text, strlen (text), SEED_NEWEST, NULL,
                                      &sample->region, &record_class, faults);
  if (sample->body == NULL)
    {
      pantau_throw (error, PANTAU_ERROR_FAILED, "%s",
                    ((PantauFault *) g_ptr_array_index (faults, 0))->message);
      sample_free (sample);
      return NULL;
    }

  pantau_seed_bytes (seed, uuid, sizeof uuid);
  pantau_seed_bytes (seed, sample->salt, sizeof sample->salt);
  sample->record = pantau_uuid_from_bytes (uuid);
  sample->time = g_strdup (pantau_json_string (sample->body, "occurred"));
  sample->draft = (PantauDraft){ .record = sample->record,
                                 .kind = sample->kind,
                                 .is_open = g_str_equal (record_class, "open"),
                                 .region = sample->region,
                                 .type = PANTAU_TYPE_CREATE,
                                 .time = sample->time,
                                 .body = sample->body,
                                 .salt = sample->salt };

  return sample;
}

/* FALSE where a sample of this very seed is here: seeding twice makes nothing new. */
static gboolean
is_new (PantauHome *home, const Sample *sample)
{
  gint64 found = 0;

  return pantau_db_integer (pantau_home_get_db (home), 0, &found, NULL,
                            "SELECT count(*) FROM entry WHERE record = ?1", "s", sample->record) &&
         found == 0;
}

int
ctl_seed (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauPerson) person = NULL;
  g_autoptr (PantauSeed) seed = NULL;
  const char *region = options->region;
  guint64 total, written = 0;

  if (!ctl_check_arguments (argc, argv, 1, 1, "seed N [--seed NUMBER] [--region CODE]", error))
    return -1;
  if (!g_ascii_string_to_unsigned (argv[1], 10, options->claims ? 0 : 1, 10000000, &total, NULL))
    {
      pantau_throw (error, PANTAU_ERROR_INVALID, _ ("“%s” is not a number from 1 to 10,000,000"),
                    argv[1]);
      return -1;
    }

  home = ctl_open (options, PANTAU_HOME_WRITE, error);
  if (home == NULL || !pantau_home_make_practice (home, error))
    return -1;
  person = pantau_home_get_person (home, NULL);
  if (region == NULL && person != NULL)
    region = person->region;
  if (region != NULL &&
      pantau_regions_lookup (pantau_reference_get_regions (pantau_home_get_reference (home)),
                             region) == NULL)
    {
      pantau_throw (error, PANTAU_ERROR_INVALID, _ ("the region “%s” is not known"), region);
      return -1;
    }

  seed = pantau_seed_new (pantau_home_get_reference (home), (guint64) options->seed, region,
                          SEED_NEWEST);
  for (guint64 done = 0; done < total;)
    {
      g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func (sample_free);

      for (; done < total && drafts->len < SEED_STEP; done++)
        {
          Sample *sample = next_sample (seed, pantau_home_get_reference (home), error);

          if (sample == NULL)
            return -1;
          if (is_new (home, sample))
            g_ptr_array_add (drafts, sample);
          else
            sample_free (sample);
        }
      if (drafts->len > 0 && !pantau_home_write_many (home, drafts, error))
        return -1;
      written += drafts->len;
      pantau_console_progress ((gint64) done, (gint64) total, (gpointer) _ ("Recording samples"));
    }

  if (options->claims)
    {
      guint of_claims = 0;

      if (!pantau_seed_claims (home, pantau_home_clock (home), &of_claims, error))
        return -1;
      written += of_claims;
    }

  if (!options->json)
    printf (_ ("%" PRIu64 " sample records (LATIHAN)\n"), written);

  return PANTAU_EXIT_OK;
}
