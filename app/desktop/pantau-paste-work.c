/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From pasted bytes to a draft: read, sealed and kept in one go, so that nothing of it waits readable for a second step. */

#define G_LOG_DOMAIN "pantau-paste"

#include "config.h"

#include "pantau-paste-work.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-advice.h"
#include "pantau-drafts.h"
#include "pantau-duty.h"
#include "pantau-store-identity.h"

#define KIND "hoax"

/* What goes to the writing thread. */
typedef struct
{
  PantauReference *reference; /* (owned) */
  GBytes *text;               /* (owned) */
  char *file_name;            /* (nullable) */
  char *draft;                /* (nullable) */
  char *record;               /* (nullable) */
  char *role;                 /* (nullable) */
  char *region;               /* (nullable) */
  gboolean may_seal;
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  pantau_reference_unref (self->reference);
  g_bytes_unref (self->text);
  g_free (self->file_name);
  g_free (self->draft);
  g_free (self->record);
  g_free (self->role);
  g_free (self->region);
  g_free (self);
}

void
pantau_pasted_free (PantauPasted *self)
{
  g_free (self->draft);
  g_clear_pointer (&self->paste, pantau_paste_free);
  g_free (self->told);
  g_free (self->summary);
  g_free (self);
}

/* Answers @name, where there is something to answer and nobody did. */
static void
answer (PantauForm *form, const char *name, const char *text)
{
  if (text != NULL && *text != '\0' && pantau_form_get (form, name) == NULL)
    {
      g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);

      pantau_form_set (form, name, node);
    }
}

/* How long an answer may be, in characters. */
static gsize
room_of (PantauForm *form, const char *name)
{
  const PantauQuestion *question = pantau_form_get_question (form, name);

  return question != NULL && question->field != NULL ? (gsize) question->field->max_length : 0;
}

static gboolean
add_quote (PantauForm *form, const char *quote)
{
  g_autofree char *before = pantau_form_get_text (form, "quote");
  g_autofree char *whole =
      *g_strchomp (before) != '\0' ? g_strconcat (before, "\n\n", quote, NULL) : g_strdup (quote);
  g_autoptr (JsonNode) node = NULL;

  if (g_utf8_strlen (whole, -1) > (glong) room_of (form, "quote"))
    return FALSE;
  node = json_node_init_string (json_node_alloc (), whole);
  pantau_form_set (form, "quote", node);

  return TRUE;
}

gboolean
pantau_paste_fill (PantauForm *form, const PantauPaste *paste)
{
  g_return_val_if_fail (PANTAU_IS_FORM (form), FALSE);

  if (paste->quote != NULL && *paste->quote != '\0' && !add_quote (form, paste->quote))
    return FALSE;
  answer (form, "title", paste->title);
  answer (form, "url", paste->urls != NULL ? paste->urls[0] : NULL);
  answer (form, "platform", paste->platform);
  answer (form, "group", paste->group);
  answer (form, "forwarded", paste->forwarded);
  answer (form, "form", paste->form);
  pantau_form_end_step (form);

  return TRUE;
}

/* A form of a new record, with what was pasted; in this thread alone. (transfer full) */
static PantauForm *
make_form (const Job *job, const PantauPaste *paste)
{
  PantauForm *form = pantau_form_new (job->reference, KIND, job->role, job->region,
                                      g_get_real_time () / G_USEC_PER_SEC);

  /* When the first message came is known better than now. */
  if (paste->occurred != NULL)
    {
      g_autoptr (JsonNode) when = json_node_init_string (json_node_alloc (), paste->occurred);

      pantau_form_set (form, "occurred", when);
    }
  pantau_paste_fill (form, paste);

  return form;
}

/* The first ordinal that has no envelope: an envelope that is there cannot be read, so nothing is put in its place. 0: there are too many, or an error */
static guint
free_ordinal (PantauHome *home, const char *draft, GError **error)
{
  g_autoptr (GPtrArray) envelopes =
      pantau_drafts_envelopes (pantau_home_get_db (home), draft, error);
  guint ordinal = 1;

  if (envelopes == NULL)
    return 0;
  for (guint i = 0; i < envelopes->len; i++)
    {
      const PantauDraftEnvelope *envelope = g_ptr_array_index (envelopes, i);

      if (g_str_equal (envelope->person, PANTAU_PERSON_REPORTER))
        ordinal = MAX (ordinal, envelope->ordinal + 1);
    }

  return ordinal <= PANTAU_IDENTITY_MAX_ORDINAL ? ordinal : 0;
}

/* Where sealing is not possible (before enrolment, say) the paper form is the way: nothing readable stays. */
static gboolean
seal (PantauHome *home, const Job *job, const PantauPasted *pasted, PantauIdentity *source)
{
  guint ordinal = job->may_seal ? free_ordinal (home, pasted->draft, NULL) : 0;

  return ordinal > 0 && pantau_drafts_seal (home, pasted->draft, PANTAU_PERSON_REPORTER, ordinal,
                                            source, job->record, NULL, NULL);
}

static void
add_sentence (GStrvBuilder *builder, const char *notice)
{
  g_autofree char *sentence = pantau_advice_sentence (notice);

  g_strv_builder_add (builder, sentence);
}

/* What the program did by itself, in whole sentences; @has_source, @is_sealed: of who sent it. */
static void
tell (PantauPasted *self, gboolean has_source, gboolean is_sealed)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;

  g_strv_builder_add (builder, _ ("Filled in from what was pasted. Look it over before you save."));
  if (has_source)
    g_strv_builder_add (
        builder, is_sealed ? _ ("Numbers and names of senders were sealed; they stand in no field.")
                           : _ ("Numbers and names of senders were left out, for they cannot be "
                                "sealed here. Use the paper form where they matter."));
  for (gsize i = 0; self->paste->notice[i] != NULL; i++)
    add_sentence (builder, self->paste->notice[i]);
  if (self->paste->script != NULL)
    add_sentence (builder, self->paste->script);
  lines = g_strv_builder_end (builder);
  self->told = g_strjoinv ("\n", lines);
  self->summary = g_strdup (!has_source ? _ ("Filled in from what was pasted")
                            : is_sealed ? _ ("Filled in; numbers and names were sealed")
                                        : _ ("Filled in; numbers and names were left out"));
}

static gpointer
take_in_thread (PantauHome *home, gpointer data, GError **error)
{
  const Job *job = data;
  g_autoptr (PantauPasted) self = g_new0 (PantauPasted, 1);
  g_autoptr (PantauIdentity) source = NULL;
  gsize length;
  const char *bytes = g_bytes_get_data (job->text, &length);
  gboolean has_source;

  self->paste = pantau_paste_read (job->reference, bytes, length, job->file_name, error);
  if (self->paste == NULL)
    return NULL;
  self->draft = job->draft != NULL ? g_strdup (job->draft) : g_uuid_string_random ();
  if (job->draft == NULL)
    {
      g_autoptr (PantauForm) form = make_form (job, self->paste);
      g_autofree char *title = pantau_form_dup_title (form), *text = pantau_form_save (form);

      if (!pantau_drafts_save (home, self->draft, KIND, NULL, title, text, error))
        return NULL;
    }
  source = pantau_paste_dup_source (self->paste);
  has_source = source != NULL && !pantau_identity_is_empty (source);
  tell (self, has_source, has_source && seal (home, job, self, source));

  return g_steal_pointer (&self);
}

static const char *
filled (const char *text)
{
  return *text != '\0' ? text : NULL;
}

void
pantau_paste_take (PantauSession *session,
                   GBytes *text,
                   const char *file_name,
                   const char *draft,
                   const char *record,
                   GAsyncReadyCallback callback,
                   gpointer data)
{
  Job *job = g_new0 (Job, 1);

  job->reference = pantau_reference_ref (pantau_session_get_reference (session));
  job->text = g_bytes_ref (text);
  job->file_name = g_strdup (file_name);
  job->draft = g_strdup (draft);
  job->record = g_strdup (record);
  job->role = g_strdup (filled (pantau_session_get_role (session)));
  job->region = g_strdup (filled (pantau_session_get_region (session)));
  job->may_seal = pantau_duty_may_seal (session);
  pantau_session_keep (session, take_in_thread, job, job_free, (GDestroyNotify) pantau_pasted_free,
                       callback, data);
}

PantauPasted *
pantau_paste_take_finish (PantauSession *session, GAsyncResult *result, GError **error)
{
  return pantau_session_write_finish (session, result, error);
}
