/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record's history: to whom it was handed, what they answered, what was done about it, how it was judged and what it is tied to. */

#include "config.h"

#include "pantau-story-act.h"

#include <glib/gi18n-lib.h>

#include "pantau-act.h"
#include "pantau-assignment.h"
#include "pantau-json.h"
#include "pantau-words-act.h"
#include "pantau-words-review.h"
#include "pantau-words.h"

typedef struct
{
  PantauReference *reference;
  const char *region;
  const PantauEvent *event;
  JsonObject *body;
  GHashTable *bodies;
  const char *author;
} Act;

static PantauActLine
line_of (const Act *self)
{
  return (PantauActLine){ .id = self->event->entry,
                          .type = self->event->type,
                          .time = self->event->time,
                          .device = self->event->device,
                          .author = self->event->author,
                          .body = self->body };
}

/* (transfer full) (nullable): NULL where there is nothing to read */
static char *
or_null (char *text)
{
  if (*text != '\0')
    return text;
  g_free (text);

  return NULL;
}

static char *
tell_forward (const Act *self, char **text)
{
  PantauActLine line = line_of (self);
  g_autoptr (PantauForward) forward = pantau_act_read_forward (&line, "");
  g_autofree char *agency = NULL, *channel = NULL;

  if (forward == NULL)
    return NULL;
  agency = pantau_words_agency (self->reference, forward->agency, self->region);
  channel = pantau_words_choice (self->reference, "forward_channel", forward->channel);
  *text = pantau_words_forward_details (self->reference, forward, self->region);
  if (*channel == '\0')
    return g_strdup_printf (_ ("%s forwarded it to %s"), self->author, agency);

  /* Translators: a person, an agency, and how: “Siti forwarded it to BPBD (Phone)” */
  return g_strdup_printf (_ ("%s forwarded it to %s (%s)"), self->author, agency, channel);
}

static char *
tell_reply (const Act *self, char **text)
{
  const char *id = pantau_json_string (self->body, "forward");
  const char *said = pantau_json_string (self->body, "text");
  JsonObject *forward = id != NULL ? g_hash_table_lookup (self->bodies, id) : NULL;
  const char *code = pantau_json_string (forward, "agency");
  PantauReply reply = { .when = pantau_act_moment (self->body, "when", self->event->time),
                        .text = (char *) (said != NULL ? said : ""),
                        .person = (char *) pantau_json_string (self->body, "person") };
  g_autofree char *agency = NULL;

  *text = pantau_words_reply (&reply);
  if (code == NULL)
    return g_strdup_printf (_ ("%s wrote down a reply"), self->author);
  agency = pantau_words_agency (self->reference, code, self->region);

  /* Translators: a person and an agency */
  return g_strdup_printf (_ ("%s wrote down the reply of %s"), self->author, agency);
}

static char *
tell_treatment (const Act *self, char **text)
{
  PantauActLine line = line_of (self);
  g_autoptr (PantauTreatment) treatment = pantau_act_read_treatment (&line, "");
  g_autofree char *what = NULL;

  if (treatment == NULL)
    return NULL;
  what = pantau_words_choice (self->reference, "treatment", treatment->what);
  *text = or_null (pantau_words_treatment_details (self->reference, treatment));

  /* Translators: a person, and what is to be done: “Siti planned: Rubber boats” */
  return g_strdup_printf (_ ("%s planned: %s"), self->author, what);
}

static char *
tell_assignment (const Act *self, char **text)
{
  PantauActLine line = line_of (self);
  g_autoptr (PantauAssignment) assignment = pantau_act_read_assignment (&line);
  g_autofree char *name = NULL, *desk = NULL;

  if (assignment == NULL)
    return NULL;
  if (assignment->reason != NULL && *assignment->reason != '\0')
    *text = pantau_words_clean_lines (assignment->reason);
  if (!pantau_assignment_is_given (assignment))
    return g_strdup_printf (_ ("%s gave it back to the queue"), self->author);

  desk = pantau_regions_qualified (pantau_reference_get_regions (self->reference),
                                   assignment->region);
  name = pantau_words_clean (*assignment->name != '\0' ? assignment->name : assignment->person);
  if (*name == '\0')
    /* Translators: a person, and the region of a desk: “Siti assigned it to the desk of Kab. Lahat” */
    return g_strdup_printf (_ ("%s assigned it to the desk of %s"), self->author, desk);

  /* Translators: a person, another one, and the region of that one’s desk */
  return g_strdup_printf (_ ("%s assigned it to %s (%s)"), self->author, name, desk);
}

/* What the steps that this one replaces had said; "Planned" where it is the first. */
static char *
state_before (const Act *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; self->event->base != NULL && self->event->base[i] != NULL; i++)
    {
      JsonObject *body = g_hash_table_lookup (self->bodies, self->event->base[i]);
      const char *state = pantau_json_string (body, "state");
      g_autofree char *name =
          state != NULL ? pantau_words_choice (self->reference, "treatment_state", state) : NULL;

      if (name != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " / " : "", name);
    }
  if (text->len == 0)
    return pantau_words_choice (self->reference, "treatment_state", PANTAU_TREATMENT_PLANNED);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
tell_step (const Act *self, char **text)
{
  const char *id = pantau_json_string (self->body, "treatment");
  const char *state = pantau_json_string (self->body, "state");
  const char *said = pantau_json_string (self->body, "text");
  JsonObject *treatment = id != NULL ? g_hash_table_lookup (self->bodies, id) : NULL;
  const char *code = pantau_json_string (treatment, "what");
  g_autofree char *what = NULL, *before = NULL, *after = NULL;

  if (state == NULL)
    return NULL;
  what = pantau_words_choice (self->reference, "treatment", code != NULL ? code : "?");
  before = state_before (self);
  after = pantau_words_choice (self->reference, "treatment_state", state);
  if (said != NULL && *said != '\0')
    *text = pantau_words_clean_lines (said);
  if (g_str_equal (before, after))
    /* Translators: a person, what is done, and how far it is: “Siti updated “Rubber boats”: Under way” */
    return g_strdup_printf (_ ("%s updated “%s”: %s"), self->author, what, after);

  return g_strdup_printf (_ ("%s updated “%s”: %s → %s"), self->author, what, before, after);
}

static char *
tell_review (const Act *self, char **text)
{
  PantauActLine line = line_of (self);
  g_autoptr (PantauReview) review = pantau_act_read_review (&line);
  g_autofree char *title = NULL, *conclusion = NULL;

  if (review == NULL)
    return NULL;
  review->is_current = TRUE; /* of what came later its own line tells */
  title = pantau_words_review_title (self->reference, review);
  conclusion = pantau_words_review_conclusion (self->reference, review);
  *text = pantau_words_review_details (review);

  /* Translators: a person, a review (kajian) and what it comes to */
  return g_strdup_printf (_ ("%s wrote down a review: %s – %s"), self->author, title, conclusion);
}

static char *
tell_release (const Act *self, char **text)
{
  PantauActLine line = line_of (self);
  g_autoptr (PantauRelease) release =
      pantau_act_read_release (&line, "", "", self->region != NULL ? self->region : "");
  g_autofree char *way = NULL, *said = NULL;

  if (release == NULL)
    return NULL;
  way = pantau_words_release_way (self->reference, release);
  said = pantau_words_release_text (release);
  *text = g_strconcat (way, "\n", said, NULL);

  /* Translators: a person gave a text about a closed record to the provincial government’s team */
  return g_strdup_printf (_ ("%s released a summary for Pemprov"), self->author);
}

static char *
tell_link (const Act *self)
{
  const char *rel = pantau_json_string (self->body, "rel");
  const char *to = pantau_json_string (self->body, "to");
  g_autofree char *target = to != NULL ? pantau_words_device (to) : g_strdup ("?");

  if (g_strcmp0 (rel, "duplicate-of") == 0)
    return g_strdup_printf (_ ("%s marked it as a duplicate of %s"), self->author, target);
  if (g_strcmp0 (rel, "sighting-of") == 0)
    return g_strdup_printf (_ ("%s marked it as a sighting of %s"), self->author, target);
  if (g_strcmp0 (rel, "same-event") == 0)
    return g_strdup_printf (_ ("%s marked it as the same event as %s"), self->author, target);
  if (g_strcmp0 (rel, "became") == 0)
    return g_strdup_printf (_ ("%s noted that it became %s"), self->author, target);

  return g_strdup_printf (_ ("%s linked it to %s"), self->author, target);
}

/* What it was linked to, as far as that line is here. */
static char *
tell_unlink (const Act *self, char **text)
{
  const char *link = pantau_json_string (self->body, "link");
  JsonObject *linked = link != NULL ? g_hash_table_lookup (self->bodies, link) : NULL;
  const char *reason = pantau_json_string (self->body, "reason");
  g_autofree char *target = NULL;

  if (reason != NULL && *reason != '\0')
    *text = pantau_words_clean (reason);
  if (linked == NULL || pantau_json_string (linked, "to") == NULL)
    return g_strdup_printf (_ ("%s took a link back"), self->author);
  target = pantau_words_device (pantau_json_string (linked, "to"));

  return g_strdup_printf (_ ("%s took back the link to %s"), self->author, target);
}

char *
pantau_story_tell_act (PantauReference *reference,
                       const char *kind,
                       const char *region,
                       const PantauEvent *event,
                       JsonObject *body,
                       GHashTable *bodies,
                       const char *author,
                       char **text)
{
  const Act self = { reference, region, event, body, bodies, author };

  if (g_str_equal (event->type, PANTAU_TYPE_FORWARD))
    return tell_forward (&self, text);
  if (g_str_equal (event->type, PANTAU_TYPE_REPLY))
    return tell_reply (&self, text);
  if (g_str_equal (event->type, PANTAU_TYPE_TREATMENT))
    return tell_treatment (&self, text);
  if (g_str_equal (event->type, PANTAU_TYPE_TREATMENT_SET))
    return tell_step (&self, text);
  if (g_str_equal (event->type, PANTAU_TYPE_ASSIGN))
    return tell_assignment (&self, text);
  if (g_str_equal (event->type, PANTAU_TYPE_REVIEW))
    return tell_review (&self, text);
  if (g_str_equal (event->type, PANTAU_TYPE_RELEASE))
    return tell_release (&self, text);
  if (g_str_equal (event->type, PANTAU_TYPE_LINK))
    return tell_link (&self);
  if (g_str_equal (event->type, PANTAU_TYPE_UNLINK))
    return tell_unlink (&self, text);
  if (g_str_has_prefix (event->type, "evidence."))
    return pantau_story_tell_evidence (event, body, bodies, author, text);
  if (g_str_has_prefix (event->type, "identity."))
    return pantau_story_tell_identity (reference, kind, event, body, bodies, author, text);

  return NULL;
}
