/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record's history in sentences: who did what, when, from which device, and whether the province has it. */

#include "config.h"

#include "pantau-story.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "pantau-entry.h"
#include "pantau-format.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-sheet.h"
#include "pantau-story-act.h"
#include "pantau-story-redact.h"
#include "pantau-words.h"

/* A value in a line of a history; the whole of it is on the page. */
#define VALUE_LENGTH 200 /* characters */

typedef struct
{
  PantauReference *reference;
  PantauRecord *record;
  const char *kind;
  const char *own;    /* this home's device */
  GHashTable *bodies; /* (owned) id of an event → its body (owned JsonObject) */
} Story;

static void
change_free (gpointer data)
{
  PantauStoryChange *self = data;

  g_free (self->label);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

static void
item_free (gpointer data)
{
  PantauStoryItem *self = data;

  g_free (self->entry);
  g_free (self->sentence);
  g_ptr_array_unref (self->changes);
  g_free (self->text);
  g_free (self->when);
  g_free (self->device);
  g_free (self->where);
  g_free (self->warning);
  g_free (self);
}

char *
pantau_story_device (const char *device, const char *own)
{
  g_autofree char *name = pantau_words_device (device);

  if (g_strcmp0 (device, own) == 0)
    return g_strdup (_ ("this laptop"));

  /* Translators: %s are the first letters of a device's key. */
  return g_strdup_printf (_ ("device %s"), name);
}

/* Somebody whose grant is not here, at the beginning of a sentence. */
static char *
stranger (const char *device, const char *own)
{
  g_autofree char *name = pantau_words_device (device);

  /* Translators: %s are the first letters of a device's key. At the beginning of a sentence. */
  return g_strcmp0 (device, own) == 0 ? g_strdup (_ ("You"))
                                      : g_strdup_printf (_ ("Device %s"), name);
}

char *
pantau_story_author (const PantauEvent *event, const char *own)
{
  g_autofree char *name = NULL, *position = NULL;

  if (event->author == NULL || *event->author == '\0')
    return stranger (event->device, own);

  name = pantau_words_clean (event->author);
  if (event->position == NULL || *event->position == '\0')
    return g_steal_pointer (&name);
  position = pantau_words_clean (event->position);

  /* Translators: a person's name and position. */
  return g_strdup_printf (_ ("%s (%s)"), name, position);
}

char *
pantau_story_author_of (PantauRecord *record, const PantauValue *value, const char *own)
{
  GPtrArray *events = pantau_record_get_timeline (record);

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const PantauEvent *event = g_ptr_array_index (events, i);

      if (g_str_equal (event->entry, value->entry))
        return pantau_story_author (event, own);
    }

  return stranger (value->device, own);
}

/* What the body of a create, a change, a move or a step sets @field to. (nullable) */
static JsonNode *
get_setting (JsonObject *body, const char *field)
{
  JsonObject *fields = pantau_json_object (body, "fields");

  if (fields != NULL && json_object_has_member (fields, field))
    return json_object_get_member (fields, field);

  return json_object_get_member (body, field);
}

static char *
shorten (char *text)
{
  g_autofree char *whole = text;

  if (g_utf8_strlen (whole, -1) <= VALUE_LENGTH)
    return g_steal_pointer (&whole);
  *g_utf8_offset_to_pointer (whole, VALUE_LENGTH) = '\0';

  return g_strconcat (whole, "…", NULL);
}

static char *
say_value (Story *self, const char *field, JsonNode *node)
{
  g_autofree char *json = pantau_json_canonical (node);

  return shorten (pantau_sheet_value (self->reference, self->kind, field, json));
}

/* What the entries that this one replaces had said of @field: several where it decided between them. (nullable) */
static char *
say_before (Story *self, const PantauEvent *event, const char *field)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; event->base != NULL && event->base[i] != NULL; i++)
    {
      JsonObject *body = g_hash_table_lookup (self->bodies, event->base[i]);
      JsonNode *node = body != NULL ? get_setting (body, field) : NULL;
      g_autofree char *value = NULL;

      if (node == NULL || JSON_NODE_HOLDS_NULL (node))
        continue;
      value = say_value (self, field, node);
      g_string_append_printf (text, "%s%s", text->len > 0 ? " / " : "", value);
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
tell_changes (Story *self, const PantauEvent *event, JsonObject *body, PantauStoryItem *item)
{
  JsonObject *fields = pantau_json_object (body, "fields");
  g_autoptr (GList) names = fields != NULL ? json_object_get_members (fields) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      PantauStoryChange *change = g_new0 (PantauStoryChange, 1);

      change->label =
          pantau_words_clean (pantau_words_field (self->reference, self->kind, l->data));
      change->before = say_before (self, event, l->data);
      change->after = say_value (self, l->data, json_object_get_member (fields, l->data));
      g_ptr_array_add (item->changes, change);
    }
}

static char *
tell_set (PantauStoryItem *item, const char *author)
{
  g_autofree char *n = pantau_format_integer (item->changes->len);

  /* Translators: a person did it: “Siti changed 3 answers” */
  return g_strdup_printf (
      ngettext ("%s changed %s answer", "%s changed %s answers", item->changes->len), author, n);
}

static char *
tell_status (Story *self,
             const PantauEvent *event,
             JsonObject *body,
             PantauStoryItem *item,
             const char *author)
{
  const char *status = pantau_json_string (body, "status"),
             *reason = pantau_json_string (body, "reason");
  g_autofree char *before = say_before (self, event, "status"), *after = NULL;

  if (reason != NULL && *reason != '\0')
    item->text = pantau_words_clean_lines (reason);
  after = pantau_words_clean (pantau_reference_status_label (
      self->reference, self->kind, status != NULL ? status : "?", pantau_locale_get ()));
  if (before == NULL)
    {
      /* A step from the start: no entry had set a status yet. */
      g_autofree char *first = pantau_words_clean (pantau_reference_status_label (
          self->reference, self->kind, "baru", pantau_locale_get ()));

      return g_strdup_printf (_ ("%s changed the status: %s → %s"), author, first, after);
    }

  return g_strdup_printf (_ ("%s changed the status: %s → %s"), author, before, after);
}

/* What is told of a line whose type has more to say than that it happened. (nullable) */
static char *
tell_body (Story *self,
           const PantauEvent *event,
           JsonObject *body,
           PantauStoryItem *item,
           const char *author)
{
  const char *text = pantau_json_string (body, "text"), *reason;
  char *told;

  if (g_str_equal (event->type, PANTAU_TYPE_SET))
    {
      tell_changes (self, event, body, item);
      return tell_set (item, author);
    }
  if (g_str_equal (event->type, PANTAU_TYPE_STATUS))
    return tell_status (self, event, body, item, author);
  if (g_str_equal (event->type, PANTAU_TYPE_QUARANTINE))
    {
      reason = pantau_json_string (body, "reason");
      item->text = g_strdup (pantau_words_quarantine (reason != NULL ? reason : "?"));
      return g_strdup (_ ("The province put a line of this record into quarantine"));
    }
  if (g_str_equal (event->type, PANTAU_TYPE_ADMIT))
    return g_strdup (_ ("The province let a line of this record out of quarantine"));
  if (g_str_equal (event->type, PANTAU_TYPE_REDACT))
    return pantau_story_tell_redact (event, author, &item->text);
  told =
      pantau_story_tell_act (self->reference, self->kind, pantau_record_get_region (self->record),
                             event, body, self->bodies, author, &item->text);
  if (told != NULL)
    return told;
  if (text != NULL && *text != '\0')
    item->text = pantau_words_clean_lines (text);

  return NULL;
}

static char *
tell_type (const PantauEvent *event, const char *author)
{
  g_autofree char *type = NULL;

  if (g_str_equal (event->type, PANTAU_TYPE_CREATE))
    return g_strdup_printf (_ ("%s recorded it"), author);
  if (g_str_equal (event->type, PANTAU_TYPE_SET))
    return g_strdup_printf (_ ("%s changed answers"), author);
  if (g_str_equal (event->type, PANTAU_TYPE_STATUS))
    return g_strdup_printf (_ ("%s changed the status"), author);
  if (g_str_equal (event->type, PANTAU_TYPE_NOTE))
    return g_strdup_printf (_ ("%s wrote a note"), author);
  if (g_str_equal (event->type, PANTAU_TYPE_MOVE))
    return g_strdup_printf (_ ("%s moved it to another region"), author);
  if (g_str_equal (event->type, PANTAU_TYPE_REDACT))
    return g_strdup_printf (_ ("%s had content erased by law"), author);

  type = pantau_words_clean (pantau_words_event (event->type));

  /* Translators: who, and what was done in one word: “Siti: forwarded” */
  return g_strdup_printf (_ ("%s: %s"), author, type);
}

static PantauStoryTopic
find_topic (const char *type)
{
  static const struct
  {
    const char *type;
    PantauStoryTopic topic;
  } topics[] = {
    { PANTAU_TYPE_CREATE, PANTAU_STORY_RECORDED },
    { PANTAU_TYPE_SET, PANTAU_STORY_CHANGED },
    { PANTAU_TYPE_STATUS, PANTAU_STORY_STATUS },
    { PANTAU_TYPE_NOTE, PANTAU_STORY_NOTE },
    { PANTAU_TYPE_FORWARD, PANTAU_STORY_FORWARDED },
    { PANTAU_TYPE_REPLY, PANTAU_STORY_FORWARDED },
    { PANTAU_TYPE_TREATMENT, PANTAU_STORY_TREATED },
    { PANTAU_TYPE_TREATMENT_SET, PANTAU_STORY_TREATED },
    { PANTAU_TYPE_REVIEW, PANTAU_STORY_REVIEWED },
    { PANTAU_TYPE_RELEASE, PANTAU_STORY_FORWARDED },
    { PANTAU_TYPE_ASSIGN, PANTAU_STORY_ASSIGNED },
    { PANTAU_TYPE_LINK, PANTAU_STORY_LINKED },
    { PANTAU_TYPE_UNLINK, PANTAU_STORY_LINKED },
    { PANTAU_TYPE_SEAL, PANTAU_STORY_SEALED },
    { PANTAU_TYPE_OPEN, PANTAU_STORY_SEALED },
    { PANTAU_TYPE_ASK, PANTAU_STORY_SEALED },
    { PANTAU_TYPE_ANSWER, PANTAU_STORY_SEALED },
    { PANTAU_TYPE_WRAP, PANTAU_STORY_SEALED },
    { PANTAU_TYPE_EVIDENCE, PANTAU_STORY_FILES },
    { PANTAU_TYPE_DISCLOSE, PANTAU_STORY_FILES },
    { PANTAU_TYPE_TOUCH, PANTAU_STORY_FILES },
    { PANTAU_TYPE_QUARANTINE, PANTAU_STORY_WARNING },
    { PANTAU_TYPE_REDACT, PANTAU_STORY_WARNING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    if (g_str_equal (topics[i].type, type))
      return topics[i].topic;

  return PANTAU_STORY_OTHER;
}

static char *
tell_where (Story *self, const PantauEvent *event)
{
  g_autofree char *number = NULL;

  if (event->index == 0)
    return g_strdup (pantau_record_get_state (self->record) == PANTAU_STATE_SENDING
                         ? _ ("being sent")
                         : _ ("saved on this laptop"));
  number = pantau_format_integer (event->index);

  /* Translators: %s is the number that the province gave the line. */
  return g_strdup_printf (_ ("received by the province, no. %s"), number);
}

/* (nullable) */
static char *
tell_warning (Story *self, const PantauEvent *event)
{
  if (event->verdict != NULL)
    return g_strdup_printf (_ ("In quarantine: %s."), pantau_words_quarantine (event->verdict));
  if (event->lapsed)
    return g_strdup (_ ("Not valid: the step was not allowed from the status it started from."));
  if (event->erased)
    return pantau_story_tell_erased (pantau_record_get_timeline (self->record), event);
  if (event->body == NULL)
    return g_strdup (_ ("Its content has not come yet."));

  return NULL;
}

static PantauStoryItem *
tell (Story *self, const PantauEvent *event)
{
  PantauStoryItem *item = g_new0 (PantauStoryItem, 1);
  JsonObject *body = g_hash_table_lookup (self->bodies, event->entry);
  g_autofree char *author = pantau_story_author (event, self->own);

  item->topic = find_topic (event->type);
  item->entry = g_strdup (event->entry);
  item->changes = g_ptr_array_new_with_free_func (change_free);
  if (body != NULL)
    item->sentence = tell_body (self, event, body, item, author);
  if (item->sentence == NULL)
    item->sentence = tell_type (event, author);
  item->when = pantau_format_rfc3339 (event->time);
  item->device = pantau_story_device (event->device, self->own);
  item->where = tell_where (self, event);
  item->warning = tell_warning (self, event);
  item->is_mine = g_strcmp0 (event->device, self->own) == 0;
  item->is_void = event->lapsed || event->verdict != NULL;

  return item;
}

GPtrArray *
pantau_story_new (PantauReference *reference, PantauRecord *record, const char *device)
{
  g_autoptr (GHashTable) bodies =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) json_object_unref);
  Story self = { reference, record, pantau_record_get_kind (record), device, bodies };
  GPtrArray *events = pantau_record_get_timeline (record),
            *items = g_ptr_array_new_with_free_func (item_free);

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const PantauEvent *event = g_ptr_array_index (events, i);
      JsonObject *body = event->body != NULL ? pantau_json_parse_known (event->body, NULL) : NULL;

      if (body != NULL)
        g_hash_table_insert (bodies, event->entry, body);
    }
  for (guint i = 0; events != NULL && i < events->len; i++)
    g_ptr_array_add (items, tell (&self, g_ptr_array_index (events, i)));

  return items;
}
