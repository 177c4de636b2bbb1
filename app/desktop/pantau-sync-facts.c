/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sync page says of the last exchange and of this laptop. */

#define G_LOG_DOMAIN "pantau-sync-facts"

#include "config.h"

#include "pantau-sync-facts.h"

#include <glib/gi18n-lib.h>

#include "pantau-field-row.h"
#include "pantau-format.h"
#include "pantau-list-fill.h"
#include "pantau-words.h"

/* What a list of names and values shows. */
typedef struct
{
  const char *label;
  char *value;
} Fact;

static void
fact_free (gpointer data)
{
  Fact *fact = data;

  g_free (fact->value);
  g_free (fact);
}

/* Takes @value; NULL and "" are not shown. */
static void
add_fact (GPtrArray *facts, const char *label, char *value)
{
  Fact *fact;

  if (value == NULL || *value == '\0')
    {
      g_free (value);
      return;
    }
  fact = g_new0 (Fact, 1);
  fact->label = label;
  fact->value = value;
  g_ptr_array_add (facts, fact);
}

static void
fill_fact (GtkWidget *row, gpointer item, gpointer data)
{
  Fact *fact = item;

  pantau_field_row_set (PANTAU_FIELD_ROW (row), fact->label, fact->value, FALSE);
}

void
pantau_sync_facts_show_exchange (GtkListBox *list, PantauSession *session, gint64 now)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (fact_free);
  const PantauSyncResult *result = pantau_session_get_last_sync (session);
  gint64 contact = pantau_session_get_last_contact (session);

  if (contact == 0)
    {
      add_fact (facts, _ ("Last contact"), g_strdup (_ ("never yet")));
    }
  else
    {
      g_autofree char *ago = pantau_format_ago (contact, now), *time = pantau_format_time (contact);

      add_fact (facts, _ ("Last contact"), g_strdup_printf ("%s\n%s", ago, time));
    }
  if (result->bytes_sent + result->bytes_received > 0)
    {
      g_autofree char *sent = pantau_format_bytes (result->bytes_sent),
                      *received = pantau_format_bytes (result->bytes_received);
      g_autofree char *pushed = pantau_format_integer (result->pushed),
                      *pulled = pantau_format_integer (result->pulled);

      /* Translators: lines and bytes: “12 lines, 3.4 KB” */
      add_fact (
          facts, _ ("Sent"),
          g_strdup_printf (ngettext ("%s line, %s", "%s lines, %s", result->pushed), pushed, sent));
      add_fact (facts, _ ("Received"),
                g_strdup_printf (ngettext ("%s line, %s", "%s lines, %s", result->pulled), pulled,
                                 received));
    }
  pantau_list_fill (list, facts, PANTAU_TYPE_FIELD_ROW, fill_fact, NULL);
}

static char *
describe_region (PantauSession *session)
{
  const char *region = pantau_session_get_region (session);

  return *region != '\0'
             ? pantau_regions_qualified (
                   pantau_reference_get_regions (pantau_session_get_reference (session)), region)
             : NULL;
}

void
pantau_sync_facts_show_laptop (GtkListBox *list, PantauSession *session, const PantauPerson *person)
{
  g_autoptr (GPtrArray) facts = g_ptr_array_new_with_free_func (fact_free);
  const char *name = pantau_session_get_person (session), *role = pantau_session_get_role (session);

  add_fact (facts, _ ("Person"), pantau_words_clean (name));
  if (person != NULL)
    {
      add_fact (facts, _ ("Position"), pantau_words_clean (person->position));
      add_fact (facts, _ ("Assignment letter"), pantau_words_clean (person->letter));
    }
  add_fact (facts, _ ("Role"), g_strdup (pantau_words_role (role)));
  add_fact (facts, _ ("Region"), describe_region (session));
  if (person != NULL && person->last_day != NULL)
    add_fact (facts, _ ("Last day of the assignment"), pantau_format_date (person->last_day));
  if (person != NULL && person->revoked)
    add_fact (facts, _ ("Access"), g_strdup (_ ("withdrawn by the province")));
  add_fact (facts, _ ("Province’s address"), g_strdup (pantau_session_get_server (session)));
  add_fact (facts, _ ("This laptop"), pantau_words_device (pantau_session_get_device (session)));
  pantau_list_fill (list, facts, PANTAU_TYPE_FIELD_ROW, fill_fact, NULL);
}
