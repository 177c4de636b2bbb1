/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every failure has a sentence on what to do about it. */

#include "config.h"

#include <string.h>

#include "pantau-advice.h"
#include "pantau-error.h"
#include "pantau-locale.h"
#include "pantau-verdict.h"
#include "pantau-words.h"

static void
assert_sentence (const char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_unichar_isupper (g_utf8_get_char (text)));
  g_assert_true (g_str_has_suffix (text, "."));
}

/* A code that is added later must get its own advice: that of _FAILED alone would be silence. */
static void
test_every_code (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (int code = PANTAU_ERROR_FAILED;; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (PANTAU_ERROR, code, "x");

      if (code > PANTAU_ERROR_FAILED && g_str_equal (pantau_error_name (error), "failed"))
        break;
      assert_sentence (pantau_advice_for_error (error));
      g_assert_true (g_hash_table_add (seen, (gpointer) pantau_advice_for_error (error)));
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, PANTAU_ERROR_CONFLICT + 1);
}

/* Every name that a province gives a failure (data/doc/protocol.md, “Problems”): what happened and what to do, each a whole sentence. */
static void
test_every_problem (void)
{
  static const struct
  {
    guint status;
    const char *problem;
    gboolean is_exact; /* there is more to say than by the code alone */
  } problems[] = {
    { 400, "malformed", FALSE },
    { 413, "too-large", FALSE },
    { 415, "unsupported-encoding", TRUE },
    { 404, "not-found", FALSE },
    { 405, "method", FALSE },
    { 401, "token", FALSE },
    { 403, "unknown-device", TRUE },
    { 403, "revoked", TRUE },
    { 403, "expired", TRUE },
    { 403, "invitation-unknown", TRUE },
    { 403, "invitation-used", TRUE },
    { 403, "invitation-expired", TRUE },
    { 403, "practice", TRUE },
    { 403, "bad-answer", FALSE },
    { 409, "epoch", FALSE },
    { 429, "rate", TRUE },
    { 429, "uploads", TRUE },
    { 429, "quota", TRUE },
    { 409, "size", FALSE },
    { 503, "busy", TRUE },
    { 507, "disk", TRUE },
    { 403, "not-named", FALSE },
    { 404, "not-here", TRUE },
    { 403, "sealed", TRUE },
    { 403, "held", TRUE },
    { 409, "offset", FALSE },
    { 460, "checksum", FALSE },
    { 410, "gone", FALSE },
    { 416, "range", FALSE },
    { 415, "unsupported-type", FALSE },
    { 412, "version", TRUE },
    { 500, "internal", FALSE },
    { 418, "from-tomorrow", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      g_autoptr (GError) error = NULL, bare = NULL;
      g_autofree char *sentence = NULL;

      g_test_message ("%s", problems[i].problem);
      pantau_verdict_throw (&error, NULL, problems[i].status, problems[i].problem, FALSE);
      bare = g_error_copy (error);
      pantau_error_tell (error, problems[i].problem, 0);
      sentence = pantau_advice_sentence (error->message);
      assert_sentence (sentence);
      assert_sentence (pantau_advice_for_error (error));
      g_assert_true (g_str_equal (pantau_advice_for_error (error),
                                  pantau_advice_for_error (bare)) != problems[i].is_exact);
    }
}

static void
test_other_domains (void)
{
  g_autoptr (GError) failed = g_error_new_literal (PANTAU_ERROR, PANTAU_ERROR_FAILED, "x");
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED, "x");
  g_autoptr (GError) beyond = g_error_new_literal (PANTAU_ERROR, 999, "x");
  g_autoptr (GError) below = g_error_new_literal (PANTAU_ERROR, -1, "x");
  const char *advice = pantau_advice_for_error (failed);

  g_assert_cmpstr (pantau_advice_for_error (other), ==, advice);
  g_assert_cmpstr (pantau_advice_for_error (beyond), ==, advice);
  g_assert_cmpstr (pantau_advice_for_error (below), ==, advice);
  g_assert_cmpstr (pantau_advice_for_error (NULL), ==, advice);
}

static void
test_clock (void)
{
  g_autofree char *slow = pantau_advice_for_clock (12 * 60);
  g_autofree char *fast = pantau_advice_for_clock (-3 * 3600);

  g_assert_null (pantau_advice_for_clock (0));
  g_assert_null (pantau_advice_for_clock (PANTAU_ADVICE_CLOCK_LIMIT));
  g_assert_null (pantau_advice_for_clock (-PANTAU_ADVICE_CLOCK_LIMIT));
  assert_sentence (slow);
  g_assert_nonnull (strstr (slow, "12 minutes slow"));
  assert_sentence (fast);
  g_assert_nonnull (strstr (fast, "3 hours fast"));
}

static void
test_sentence (void)
{
  static const struct
  {
    const char *message, *sentence;
  } cases[] = {
    { "the province is busy", "The province is busy." },
    { "Why?", "Why?" },
    { "", "" },
    { "étale.", "Étale." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sentence = pantau_advice_sentence (cases[i].message);

      g_assert_cmpstr (sentence, ==, cases[i].sentence);
    }
}

/* What data/doc/protocol.md lists as reasons has words here; others stand for themselves. */
static void
test_reasons (void)
{
  static const char *const quarantines[] = { "role",    "region",         "class",         "kind",
                                             "not-own", "unknown-record", "record-exists", "status",
                                             "revoked", "expired",        "person" };
  static const char *const refusals[] = {
    "malformed",          "too-large",       "signature",          "newer",   "unknown-device",
    "invitation-unknown", "invitation-used", "invitation-expired", "practice"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (quarantines); i++)
    g_assert_cmpstr (pantau_words_quarantine (quarantines[i]), !=, quarantines[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    g_assert_cmpstr (pantau_words_refusal (refusals[i]), !=, refusals[i]);
  g_assert_cmpstr (pantau_words_quarantine ("from-tomorrow"), ==, "from-tomorrow");
  g_assert_cmpstr (pantau_words_role (""), ==, "");
}

int
main (int argc, char **argv)
{
  pantau_locale_init ("en");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/advice/every-code", test_every_code);
  g_test_add_func ("/advice/every-problem", test_every_problem);
  g_test_add_func ("/advice/other-domains", test_other_domains);
  g_test_add_func ("/advice/clock", test_clock);
  g_test_add_func ("/advice/sentence", test_sentence);
  g_test_add_func ("/advice/reasons", test_reasons);

  return g_test_run ();
}
