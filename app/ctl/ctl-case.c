/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: what law says of a case, and what is warned of while one is written. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "ctl.h"
#include "pantau-check.h"
#include "pantau-consequence.h"
#include "pantau-console.h"
#include "pantau-election.h"
#include "pantau-error.h"
#include "pantau-json.h"
#include "pantau-pii.h"

/* A node's texts, those in lists and rows too. Names and numbers of the party have fields of their own, which are meant. */
static void
warn_node (const char *field, JsonNode *node)
{
  g_autofree char *warning = NULL;

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          g_autofree char *at = g_strdup_printf ("%s[%u]", field, i);

          warn_node (at, json_array_get_element (array, i));
        }
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GList) names = json_object_get_members (object);

      for (GList *l = names; l != NULL; l = l->next)
        {
          g_autofree char *at = g_strdup_printf ("%s.%s", field, (const char *) l->data);

          warn_node (at, json_object_get_member (object, l->data));
        }
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      warning = pantau_pii_warning (json_node_get_string (node));
      if (warning != NULL)
        pantau_console_fault ("personal-data", field, warning);
    }
}

void
ctl_warn_values (const PantauKind *kind, JsonObject *values, const char *prefix)
{
  g_autoptr (GList) names = json_object_get_members (values);

  for (GList *l = names; l != NULL; l = l->next)
    {
      const PantauField *field = kind != NULL ? pantau_kind_field (kind, l->data) : NULL;
      g_autofree char *at = g_strconcat (prefix, l->data, NULL);

      /* A number that has its own field says itself what it is. */
      if (field == NULL || !field->personal)
        warn_node (at, json_object_get_member (values, l->data));
    }
}

void
ctl_warn_record (const PantauKind *kind, JsonObject *body)
{
  static const char *const texts[] = { "title", "narrative" };
  JsonObject *fields = pantau_json_object (body, "fields");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (json_object_has_member (body, texts[i]))
      warn_node (texts[i], json_object_get_member (body, texts[i]));
  if (fields != NULL)
    ctl_warn_values (kind, fields, "fields.");
}

void
ctl_warn_text (const char *field, const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);

  warn_node (field, node);
}

void
ctl_warn_chain (PantauReference *reference,
                const PantauKind *kind,
                JsonObject *values,
                const char *region)
{
  g_autofree char *name = NULL, *message = NULL;

  if (!pantau_check_goes_up (reference, kind, values))
    return;
  if (region == NULL)
    {
      pantau_console_fault ("own-chain", NULL,
                            _ ("the party is of Bawaslu’s own chain, and the record stays where it "
                               "is: a desk must move it one level up"));
      return;
    }
  name = pantau_regions_qualified (pantau_reference_get_regions (reference), region);
  message = g_strdup_printf (
      _ ("the party is of Bawaslu’s own chain: the record is closed and went one level up, to %s"),
      name);
  pantau_console_fault ("own-chain", NULL, message);
}

static void
print_json (const PantauConsequence *consequence)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *lines = json_array_new (), *tracks = json_array_new (), *agencies = json_array_new ();

  for (guint i = 0; i < consequence->lines->len; i++)
    {
      const PantauConsequenceLine *line = g_ptr_array_index (consequence->lines, i);
      JsonObject *member = json_object_new ();

      json_object_set_string_member (member, "part", pantau_consequence_part_get_name (line->part));
      json_object_set_string_member (member, "code", line->code);
      json_object_set_string_member (member, "text", line->text);
      json_object_set_string_member (member, "basis", line->basis);
      json_object_set_boolean_member (member, "unsure", line->unsure);
      json_array_add_object_element (lines, member);
    }
  for (guint i = 0; consequence->tracks[i] != NULL; i++)
    json_array_add_string_element (tracks, consequence->tracks[i]);
  for (guint i = 0; consequence->agencies[i] != NULL; i++)
    json_array_add_string_element (agencies, consequence->agencies[i]);
  json_object_set_array_member (object, "lines", lines);
  json_object_set_array_member (object, "tracks", tracks);
  json_object_set_array_member (object, "agencies", agencies);

  ctl_print_object (object);
}

static const char *
part_title (PantauConsequencePart part)
{
  switch (part)
    {
    case PANTAU_CONSEQUENCE_ACT:
      return _ ("Act");
    case PANTAU_CONSEQUENCE_NATURE:
      /* Translators: what sort of breach it is: of ethics, of discipline. */
      return _ ("Breach");
    case PANTAU_CONSEQUENCE_SANCTION:
      return _ ("Sanction");
    case PANTAU_CONSEQUENCE_TRACK:
      /* Translators: before whom a case goes: the criminal track, the one of discipline. */
      return _ ("Track");
    case PANTAU_CONSEQUENCE_AGENCY:
      return _ ("Forward to");
    case PANTAU_CONSEQUENCE_GAP:
      return _ ("Not known yet");
    case PANTAU_CONSEQUENCE_NOTE:
    default:
      return _ ("Note");
    }
}

static void
print_text (const PantauConsequence *consequence)
{
  for (guint i = 0; i < consequence->lines->len; i++)
    {
      const PantauConsequenceLine *line = g_ptr_array_index (consequence->lines, i);
      const PantauConsequenceLine *before =
          i > 0 ? g_ptr_array_index (consequence->lines, i - 1) : NULL;

      if (before == NULL || before->part != line->part)
        printf ("%s\n", part_title (line->part));
      printf ("  %s\n", line->text);
      if (*line->basis != '\0' && !g_str_equal (line->basis, "–"))
        printf ("    %s\n", line->basis);
    }
}

int
ctl_consequence (const CtlOptions *options, int argc, char **argv, GError **error)
{
  g_autoptr (PantauHome) home = NULL;
  g_autoptr (PantauRecord) record = NULL;
  PantauConsequence *consequence;
  GDate today;

  if (!ctl_check_arguments (argc, argv, 1, 1, "consequence UUID [--json]", error))
    return -1;
  home = ctl_open (options, PANTAU_HOME_READ, error);
  record = home != NULL ? pantau_store_get (pantau_home_get_store (home), argv[1], error) : NULL;
  if (record == NULL)
    return -1;

  today = pantau_election_day_of (pantau_home_clock (home));
  consequence =
      pantau_consequence_new_for_record (pantau_home_get_reference (home), record, &today);
  if (options->json)
    print_json (consequence);
  else
    print_text (consequence);
  if (consequence->lines->len == 0 && !options->json)
    fprintf (stderr, "%s\n", _ ("of such records the data say nothing"));
  pantau_consequence_free (consequence);

  return PANTAU_EXIT_OK;
}
