/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what a person says of a forwarding, or of the answer to it, to an entry. */

#include "config.h"

#include "pantau-edit-forward.h"

#include <glib/gi18n-lib.h>

#include "pantau-check-act.h"
#include "pantau-edit-private.h"
#include "pantau-error.h"
#include "pantau-format.h"
#include "pantau-forward.h"
#include "pantau-json.h"
#include "pantau-locale.h"
#include "pantau-review.h"

/* An agency's code at @field, or NULL after a fault. @when: it must take records then. */
static const PantauAgency *
check_agency (PantauCheck *self, const char *field, JsonNode *node, gint64 when)
{
  PantauAgencies *agencies = pantau_reference_get_agencies (self->reference);
  g_autoptr (JsonNode) text = pantau_check_text (self, field, node, PANTAU_CHECK_MAX_TITLE, FALSE);
  const PantauAgency *agency;
  g_autofree char *shown = NULL;

  if (text == NULL)
    return NULL;
  agency = pantau_agencies_lookup (agencies, json_node_get_string (text));
  shown = pantau_check_shown (json_node_get_string (text));
  if (agency == NULL)
    return pantau_check_fault (self, "unknown-agency", field, _ ("there is no agency “%s”"), shown);

  if (!pantau_agency_is_valid (agency, when))
    {
      gboolean is_past = agency->valid_to != NULL;
      g_autofree char *day = pantau_format_date (is_past ? agency->valid_to : agency->valid_from);

      return pantau_check_fault (self, "not-in-force", field,
                                 is_past ? _ ("“%s” took records until %s")
                                         : _ ("“%s” takes records since %s"),
                                 pantau_label_get (&agency->name, pantau_locale_get ()), day);
    }

  return agency;
}

static void
take_agency (PantauCheck *self, JsonObject *given, gint64 when, JsonObject *body)
{
  JsonNode *node = pantau_check_given (given, "agency");
  const PantauAgency *agency;

  if (node == NULL)
    {
      pantau_check_fault (self, "missing", "agency", "%s", _ ("say to which agency it goes"));
      return;
    }
  agency = check_agency (self, "agency", node, when);
  if (agency != NULL)
    json_object_set_string_member (body, "agency", agency->code);
}

/* Each once, and not the addressee itself. */
static void
take_copies (PantauCheck *self, JsonObject *given, gint64 when, JsonObject *body)
{
  JsonNode *node = pantau_check_given (given, "copies");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (JsonArray) copies = json_array_new ();
  JsonArray *array;

  if (node == NULL)
    return;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      pantau_check_fault (self, "wrong-type", "copies", _ ("“%s” must be a list"), "copies");
      return;
    }
  array = json_node_get_array (node);
  if (json_array_get_length (array) > PANTAU_FORWARD_MAX_COPIES)
    {
      pantau_check_fault (self, "too-many", "copies", _ ("at most %d copies are taken"),
                          PANTAU_FORWARD_MAX_COPIES);
      return;
    }

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *field = g_strdup_printf ("copies[%u]", i);
      const PantauAgency *agency =
          check_agency (self, field, json_array_get_element (array, i), when);

      if (agency != NULL && g_hash_table_add (seen, agency->code) &&
          g_strcmp0 (agency->code, pantau_json_string (body, "agency")) != 0)
        json_array_add_string_element (copies, agency->code);
    }
  if (json_array_get_length (copies) > 0)
    json_object_set_array_member (body, "copies", g_steal_pointer (&copies));
}

JsonObject *
pantau_check_forward (PantauReference *reference, JsonObject *given, gint64 now, GPtrArray *faults)
{
  static const char *const names[] = { "agency", "channel",   "person", "copies", "letter",
                                       "when",   "reply_due", "note",   NULL };
  PantauCheck check = pantau_check_act (reference, now, faults);
  g_autoptr (JsonObject) body = json_object_new (), time = json_object_new ();
  guint before = faults->len;
  gint64 when, due;
  gboolean has_when, has_due;

  pantau_check_names (&check, given, names);
  /* First, since an agency must be there at that time. */
  has_when = pantau_check_take_past (&check, given, "when", time, &when);

  take_agency (&check, given, when, body);
  pantau_check_take_choice (&check, given, "channel", "forward_channel",
                            _ ("say how it was handed over: by letter, by phone …"), body);
  pantau_check_take_text (&check, given, "person", PANTAU_FORWARD_MAX_PERSON, FALSE, NULL, body);
  take_copies (&check, given, when, body);
  pantau_check_take_text (&check, given, "letter", PANTAU_FORWARD_MAX_LETTER, FALSE, NULL, body);
  if (has_when)
    json_object_set_string_member (body, "when", pantau_json_string (time, "when"));
  has_due = pantau_check_take_due (&check, given, "reply_due", body, &due);
  if (has_when && has_due && due > 0 && due <= when)
    pantau_check_fault (&check, "wrong-order", "reply_due", "%s",
                        _ ("the reply is due before it was forwarded"));
  pantau_check_take_text (&check, given, "note", PANTAU_FORWARD_MAX_NOTE, TRUE, NULL, body);

  return faults->len == before ? g_steal_pointer (&body) : NULL;
}

JsonObject *
pantau_check_reply (
    PantauReference *reference, JsonObject *given, gint64 forwarded, gint64 now, GPtrArray *faults)
{
  static const char *const names[] = { "when", "text", "person", NULL };
  PantauCheck check = pantau_check_act (reference, now, faults);
  g_autoptr (JsonObject) body = json_object_new ();
  guint before = faults->len;
  gint64 when;

  pantau_check_names (&check, given, names);
  /* What a person says is compared, not the clocks of two laptops. */
  if (pantau_check_take_past (&check, given, "when", body, &when) && when < forwarded &&
      pantau_check_given (given, "when") != NULL)
    pantau_check_fault (&check, "wrong-order", "when", "%s",
                        _ ("the reply came before it was forwarded"));
  pantau_check_take_text (&check, given, "text", PANTAU_FORWARD_MAX_NOTE, TRUE,
                          _ ("say what was answered"), body);
  pantau_check_take_text (&check, given, "person", PANTAU_FORWARD_MAX_PERSON, FALSE, NULL, body);

  return faults->len == before ? g_steal_pointer (&body) : NULL;
}

char *
pantau_forward_warning (PantauReference *reference,
                        const char *kind,
                        GPtrArray *reviews,
                        const char *agency)
{
  const PantauAgency *addressee =
      pantau_agencies_lookup (pantau_reference_get_agencies (reference), agency);

  if (!pantau_review_is_for (reference, kind) ||
      (addressee != NULL && addressee->takes_unreviewed) ||
      pantau_reviews_newest (reviews, PANTAU_REVIEW_FULL) != NULL)
    return NULL;

  return g_strdup (
      _ ("there is no full review (kajian) of this case yet; agencies have returned "
         "cases that came without one, and the history will say that it went without"));
}

gboolean
pantau_edit_forward (PantauHome *home,
                     const char *id,
                     JsonObject *given,
                     char **entry,
                     GPtrArray *faults,
                     GError **error)
{
  PantauReference *reference = pantau_home_get_reference (home);
  g_autoptr (PantauRecord) record = pantau_edit_open (home, id, PANTAU_TYPE_FORWARD, error);
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (GPtrArray) reviews = NULL;
  g_autofree char *warning = NULL;

  if (record == NULL)
    return FALSE;
  body = pantau_check_forward (reference, given, pantau_home_clock (home), faults);
  if (body == NULL)
    return FALSE;

  reviews = pantau_reviews_new (record);
  warning = pantau_forward_warning (reference, pantau_record_get_kind (record), reviews,
                                    pantau_json_string (body, "agency"));
  /* Said by who knows: field monitors do not have the reviews, and later ones change nothing. */
  if (warning != NULL)
    json_object_set_boolean_member (body, "without_review", TRUE);

  return pantau_edit_write_on (home, record, PANTAU_TYPE_FORWARD, NULL, body, entry, error);
}

static const PantauForward *
find_forward (GPtrArray *forwards, const char *entry, GError **error)
{
  for (guint i = 0; i < forwards->len; i++)
    {
      const PantauForward *forward = g_ptr_array_index (forwards, i);

      if (g_str_equal (forward->entry, entry))
        return forward;
    }

  return pantau_throw_null (error, PANTAU_ERROR_NOT_FOUND,
                            _ ("the record was not forwarded by an entry “%s”"), entry);
}

gboolean
pantau_edit_forward_reply (PantauHome *home,
                           const char *id,
                           const char *forward,
                           JsonObject *given,
                           char **entry,
                           GPtrArray *faults,
                           GError **error)
{
  g_autoptr (PantauRecord) record = pantau_edit_open (home, id, PANTAU_TYPE_REPLY, error);
  g_autoptr (GPtrArray) forwards = record != NULL ? pantau_forwards_new (record) : NULL;
  const PantauForward *answered = forwards != NULL ? find_forward (forwards, forward, error) : NULL;
  g_autoptr (JsonObject) body = NULL;

  if (answered == NULL)
    return FALSE;
  body = pantau_check_reply (pantau_home_get_reference (home), given, answered->when,
                             pantau_home_clock (home), faults);
  if (body == NULL)
    return FALSE;
  json_object_set_string_member (body, "forward", answered->entry);

  return pantau_edit_write_on (home, record, PANTAU_TYPE_REPLY, NULL, body, entry, error);
}

gboolean
pantau_edit_may_forward (PantauHome *home, const char *record, GError **error)
{
  return pantau_edit_may_write (home, record, PANTAU_TYPE_FORWARD, error);
}
