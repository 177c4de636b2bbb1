/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealing, in the writing thread: what a person typed leaves the main loop once, in secure memory, and is wiped where it was sealed. */

#define G_LOG_DOMAIN "pantau-identity-work"

#include "config.h"

#include "pantau-identity-work.h"

#include <glib/gi18n-lib.h>

#include "pantau-advice.h"
#include "pantau-edit-identity.h"
#include "pantau-election.h"
#include "pantau-error.h"
#include "pantau-trust.h"
#include "pantau-words.h"

void
pantau_seal_standing_free (PantauSealStanding *self)
{
  g_free (self->fault);
  g_ptr_array_unref (self->officers);
  g_free (self->fingerprint);
  g_clear_pointer (&self->envelopes, g_ptr_array_unref);
  g_free (self);
}

PantauSealPlace *
pantau_seal_place_new (
    const char *draft, const char *record, const char *region, const char *person, guint ordinal)
{
  PantauSealPlace *self = g_new0 (PantauSealPlace, 1);

  self->draft = g_strdup (draft);
  self->record = g_strdup (record);
  self->region = g_strdup (region);
  self->person = g_strdup (person);
  self->ordinal = ordinal;

  return self;
}

PantauSealPlace *
pantau_seal_place_copy (const PantauSealPlace *self)
{
  return pantau_seal_place_new (self->draft, self->record, self->region, self->person,
                                self->ordinal);
}

void
pantau_seal_place_free (PantauSealPlace *self)
{
  g_free (self->draft);
  g_free (self->record);
  g_free (self->region);
  g_free (self->person);
  g_free (self);
}

/* What is asked about. */
typedef struct
{
  char *draft;
  char *record;
  char *region;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->draft);
  g_free (question->record);
  g_free (question->region);
  g_free (question);
}

/* The refusal, and what can be done: on paper it can always be taken. (transfer full) */
static char *
explain (const GError *error)
{
  g_autofree char *sentence = pantau_advice_sentence (error->message);

  if (g_error_matches (error, PANTAU_ERROR, PANTAU_ERROR_REFUSED))
    return g_steal_pointer (&sentence);

  /* Translators: %s is a sentence on why nothing can be sealed */
  return g_strdup_printf (_ ("%s Until then take reporters and witnesses down on the paper form, "
                             "and keep it locked away."),
                          sentence);
}

/* YYYY-MM-DD, by the corrected clock. (transfer full) */
static char *
today (PantauHome *home)
{
  GDate day = pantau_election_day_of (pantau_home_clock (home));

  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&day), g_date_get_month (&day),
                          g_date_get_day (&day));
}

static void
name_officers (PantauHome *home, PantauRoster *roster, const char *region, GPtrArray *names)
{
  PantauRegions *regions = pantau_reference_get_regions (pantau_home_get_reference (home));
  g_autofree char *day = today (home);
  g_autoptr (GPtrArray) officers = pantau_roster_for_region (roster, region, day);

  for (guint i = 0; i < officers->len; i++)
    {
      const PantauOfficer *officer = g_ptr_array_index (officers, i);
      g_autofree char *name = pantau_words_clean (officer->name);
      g_autofree char *place = pantau_regions_qualified (regions, officer->region);

      /* Translators: an identity officer, and the region that he or she serves */
      g_ptr_array_add (names, g_strdup_printf (_ ("%s (%s)"), name, place));
    }
}

static gpointer
read_standing (PantauHome *home, gpointer data, GError **error)
{
  const Question *question = data;
  g_autoptr (PantauSealStanding) self = g_new0 (PantauSealStanding, 1);
  g_autoptr (GError) refusal = NULL;
  g_autoptr (PantauTrust) trust = NULL;
  g_autoptr (PantauPerson) person = pantau_home_get_person (home, NULL);

  self->officers = g_ptr_array_new_with_free_func (g_free);
  self->can_seal = pantau_edit_may_seal (home, question->record, &refusal);
  if (refusal != NULL)
    self->fault = explain (refusal);
  trust = pantau_trust_read (pantau_home_get_store (home), pantau_home_get_path (home), NULL);
  if (trust != NULL && trust->roster != NULL)
    {
      const char *region = question->region != NULL ? question->region
                           : person != NULL         ? person->region
                                                    : NULL;

      self->serial = pantau_roster_get_serial (trust->roster);
      self->fingerprint = g_strdup (trust->fingerprint);
      self->is_compared = g_strcmp0 (trust->from, "invitation") == 0;
      if (region != NULL)
        name_officers (home, trust->roster, region, self->officers);
    }
  self->envelopes = question->draft != NULL ? pantau_drafts_envelopes (pantau_home_get_db (home),
                                                                       question->draft, error)
                                            : g_ptr_array_new ();

  return self->envelopes != NULL ? g_steal_pointer (&self) : NULL;
}

void
pantau_seal_standing_read (PantauSession *session,
                           const char *draft,
                           const char *record,
                           const char *region,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  Question *question = g_new0 (Question, 1);

  question->draft = g_strdup (draft);
  question->record = g_strdup (record);
  question->region = g_strdup (region);
  pantau_session_ask (session, read_standing, question, question_free,
                      (GDestroyNotify) pantau_seal_standing_free, callback, data);
}

PantauSealStanding *
pantau_seal_standing_read_finish (PantauSession *session, GAsyncResult *result, GError **error)
{
  return pantau_session_write_finish (session, result, error);
}

/* What goes to the writing thread. */
typedef struct
{
  PantauSealPlace *place;
  PantauIdentity *identity; /* (nullable): the envelope goes */
} Sealing;

static void
sealing_free (gpointer data)
{
  Sealing *sealing = data;

  pantau_seal_place_free (sealing->place);
  pantau_identity_free (sealing->identity);
  g_free (sealing);
}

static gpointer
seal_in_thread (PantauHome *home, gpointer data, GError **error)
{
  Sealing *sealing = data;
  const PantauSealPlace *place = sealing->place;
  gboolean is_done =
      sealing->identity != NULL
          ? pantau_drafts_seal (home, place->draft, place->person, place->ordinal,
                                sealing->identity, place->record, place->region, error)
          : pantau_drafts_unseal (home, place->draft, place->person, place->ordinal, error);

  /* Not a moment longer than it takes. */
  g_clear_pointer (&sealing->identity, pantau_identity_free);

  return GINT_TO_POINTER (is_done);
}

static void
push (PantauSession *session,
      const PantauSealPlace *place,
      PantauIdentity *identity,
      GAsyncReadyCallback callback,
      gpointer data)
{
  Sealing *sealing = g_new0 (Sealing, 1);

  sealing->place = pantau_seal_place_copy (place);
  sealing->identity = identity;
  pantau_session_keep (session, seal_in_thread, sealing, sealing_free, NULL, callback, data);
}

void
pantau_seal_keep (PantauSession *session,
                  const PantauSealPlace *place,
                  PantauIdentity *identity,
                  GAsyncReadyCallback callback,
                  gpointer data)
{
  push (session, place, identity, callback, data);
}

void
pantau_seal_drop (PantauSession *session,
                  const PantauSealPlace *place,
                  GAsyncReadyCallback callback,
                  gpointer data)
{
  push (session, place, NULL, callback, data);
}

gboolean
pantau_seal_finish (PantauSession *session, GAsyncResult *result, GError **error)
{
  return pantau_session_write_finish (session, result, error) != NULL;
}
