/* SPDX-License-Identifier: GPL-3.0-or-later */
/* To whom a record was handed, and what they answered. A reply belongs to the forward that it names, however late that one comes. */

#include "config.h"

#include "pantau-forward.h"

#include "pantau-act.h"
#include "pantau-entry.h"
#include "pantau-json.h"

static void
reply_free (gpointer data)
{
  PantauReply *self = data;

  g_free (self->entry);
  g_free (self->text);
  g_free (self->person);
  g_free (self->device);
  g_free (self->author);
  g_free (self);
}

void
pantau_forward_free (PantauForward *self)
{
  g_free (self->entry);
  g_free (self->record);
  g_free (self->agency);
  g_free (self->channel);
  g_free (self->person);
  g_strfreev (self->copies);
  g_free (self->letter);
  g_free (self->note);
  g_free (self->device);
  g_free (self->author);
  g_ptr_array_unref (self->replies);
  g_free (self->title);
  g_free (self->kind);
  g_free (self->region);
  g_free (self);
}

PantauForward *
pantau_act_read_forward (const PantauActLine *line, const char *record)
{
  const char *agency = pantau_json_string (line->body, "agency");
  const char *channel = pantau_json_string (line->body, "channel");
  PantauForward *self;

  if (agency == NULL)
    return NULL;

  self = g_new0 (PantauForward, 1);
  self->entry = g_strdup (line->id);
  self->record = g_strdup (record);
  self->agency = g_strdup (agency);
  self->channel = g_strdup (channel != NULL ? channel : "");
  self->person = g_strdup (pantau_json_string (line->body, "person"));
  self->copies = pantau_act_read_texts (line->body, "copies");
  self->letter = g_strdup (pantau_json_string (line->body, "letter"));
  self->note = g_strdup (pantau_json_string (line->body, "note"));
  self->when = pantau_act_moment (line->body, "when", line->time);
  self->reply_due = pantau_act_moment (line->body, "reply_due", NULL);
  self->without_review = pantau_json_boolean (line->body, "without_review");
  self->device = g_strdup (line->device);
  self->author = g_strdup (line->author);
  self->replies = g_ptr_array_new_with_free_func (reply_free);

  return self;
}

static PantauForward *
find (GPtrArray *forwards, const char *entry)
{
  for (guint i = 0; entry != NULL && i < forwards->len; i++)
    {
      PantauForward *forward = g_ptr_array_index (forwards, i);

      if (g_str_equal (forward->entry, entry))
        return forward;
    }

  return NULL;
}

void
pantau_act_add_reply (PantauForward *self, const PantauActLine *line)
{
  const char *text = pantau_json_string (line->body, "text");
  PantauReply *reply = g_new0 (PantauReply, 1);

  reply->entry = g_strdup (line->id);
  reply->when = pantau_act_moment (line->body, "when", line->time);
  reply->text = g_strdup (text != NULL ? text : "");
  reply->person = g_strdup (pantau_json_string (line->body, "person"));
  reply->device = g_strdup (line->device);
  reply->author = g_strdup (line->author);
  g_ptr_array_add (self->replies, reply);
}

GPtrArray *
pantau_act_forwards (GArray *lines, const char *record)
{
  GPtrArray *forwards = g_ptr_array_new_with_free_func ((GDestroyNotify) pantau_forward_free);

  for (guint i = 0; i < lines->len; i++)
    {
      const PantauActLine *line = &g_array_index (lines, PantauActLine, i);
      PantauForward *forward = g_str_equal (line->type, PANTAU_TYPE_FORWARD)
                                   ? pantau_act_read_forward (line, record)
                                   : NULL;

      if (forward != NULL)
        g_ptr_array_add (forwards, forward);
    }

  /* A reply may stand before what it answers: lines come in any order. */
  for (guint i = 0; i < lines->len; i++)
    {
      const PantauActLine *line = &g_array_index (lines, PantauActLine, i);
      PantauForward *forward = g_str_equal (line->type, PANTAU_TYPE_REPLY)
                                   ? find (forwards, pantau_json_string (line->body, "forward"))
                                   : NULL;

      if (forward != NULL)
        pantau_act_add_reply (forward, line);
    }

  return forwards;
}

GPtrArray *
pantau_forwards_new (PantauRecord *record)
{
  g_autoptr (GArray) lines = pantau_act_lines_of (record);

  return pantau_act_forwards (lines, pantau_record_get_id (record));
}
