/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Early warnings for tests: of no agency, in the shape that BMKG's have. */

#include "config.h"

#include "warning-fixture.h"

#include <string.h>

static void
add (GString *out, const char *name, const char *text, const char *usual)
{
  const char *value = text != NULL ? text : usual;
  g_autofree char *escaped = NULL;

  if (value == NULL || *value == '\0')
    return;
  escaped = g_markup_escape_text (value, -1);
  g_string_append_printf (out, "<%s>%s</%s>", name, escaped, name);
}

char *
warning_text (const WarningText *text)
{
  GString *out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<?xml-stylesheet type=\"text/xsl\" href=\"/cap/style.xsl\"?>\n"
                               "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\">\n");

  add (out, "identifier", text->identifier, WARNING_ID);
  add (out, "sender", text->sender, WARNING_SENDER);
  add (out, "sent", text->sent, "2027-02-10T10:00:00+07:00");
  add (out, "status", text->status, "Actual");
  add (out, "msgType", text->type, "Alert");
  add (out, "scope", "Public", NULL);
  add (out, "references", text->references, NULL);
  g_string_append (out, "<info>");
  add (out, "language", "id", NULL);
  add (out, "category", "Met", NULL);
  add (out, "event", text->event, "Hujan Lebat");
  add (out, "urgency", "Immediate", NULL);
  add (out, "severity", text->severity, "Moderate");
  add (out, "certainty", "Observed", NULL);
  add (out, "onset", text->onset, NULL);
  add (out, "expires", text->expires, "2027-02-10T16:00:00+07:00");
  add (out, "senderName", "Badan Contoh", NULL);
  add (out, "headline", text->headline, "Hujan lebat di Sumatera Selatan");
  add (out, "description", text->description, NULL);
  g_string_append (out, "<area>");
  add (out, "areaDesc", text->area, "Sumatera Selatan");
  g_string_append (out, text->shapes != NULL ? text->shapes : "");
  g_string_append (out, "</area></info></alert>\n");

  return g_string_free (out, FALSE);
}

GBytes *
warning_bytes (const WarningText *text)
{
  char *whole = warning_text (text);

  return g_bytes_new_take (whole, strlen (whole));
}
