/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of devices, roles, and the reasons that a province gives, as words for people. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "pantau-words.h"

#define DEVICE_LETTERS 6

typedef struct
{
  const char *code;
  const char *words;
} Words;

static const Words quarantines[] = {
  { "role", N_ ("the author's role may not write this") },
  { "region", N_ ("it lies outside the author's region") },
  { "class", N_ ("it is open where it must be closed, or closed where it must be open") },
  { "kind", N_ ("it claims another kind than its record has") },
  { "not-own", N_ ("only the person who made the record, or a desk of its region, may do that") },
  { "unknown-record", N_ ("the province does not know the record that it is about") },
  { "record-exists", N_ ("it makes a record that exists already") },
  { "status", N_ ("the author may not take that step of status") },
  { "verdict", N_ ("only a desk of Bawaslu gives a verdict on a claim") },
  { "revoked", N_ ("the author's access had been withdrawn") },
  { "expired", N_ ("the author's assignment had ended") },
  { "person", N_ ("it does not say truly who asks for the erasure") },
  { NULL, NULL },
};

static const Words refusals[] = {
  { "malformed", N_ ("the province could not read it") },
  { "too-large", N_ ("it is larger than the province takes") },
  { "signature", N_ ("its signature does not match; it may be damaged") },
  { "newer", N_ ("it was written by a newer program than the province has") },
  { "unknown-device", N_ ("the province does not know the device that wrote it; it is sent again "
                          "once that device is enrolled") },
  { "invitation-unknown", N_ ("the province does not know the invitation") },
  { "invitation-used", N_ ("the invitation had been used before") },
  { "invitation-expired", N_ ("the invitation was no longer valid") },
  { "practice", N_ ("practice and real work are kept apart") },
  { NULL, NULL },
};

static const Words roles[] = {
  { "field", N_ ("field monitor") },
  { "desk", N_ ("desk") },
  { "pemprov", N_ ("provincial government's team") },
  { "identity", N_ ("identity officer") },
  { "admin", N_ ("administrator") },
  { "province", N_ ("province") },
  { NULL, NULL },
};

static const char *
find (const Words *table, const char *code)
{
  for (const Words *words = table; words->code != NULL; words++)
    if (g_str_equal (words->code, code))
      return _ (words->words);

  return code;
}

const char *
pantau_words_quarantine (const char *reason)
{
  return find (quarantines, reason);
}

const char *
pantau_words_refusal (const char *reason)
{
  return find (refusals, reason);
}

const char *
pantau_words_role (const char *role)
{
  return find (roles, role);
}

char *
pantau_words_device (const char *device)
{
  g_autofree char *clean = pantau_words_clean (device);

  return g_utf8_substring (clean, 0, MIN (DEVICE_LETTERS, g_utf8_strlen (clean, -1)));
}
