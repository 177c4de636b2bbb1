/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command's way to whoever may write to the province. */

#include "config.h"

#include "ask.h"

#include "commands.h"
#include "control.h"
#include "pantau-console.h"
#include "pantau-error.h"
#include "pantau-json.h"

/* Where nobody serves, the command line is the writer itself. */
static JsonObject *
run_here (const char *directory, JsonObject *request, GError **error)
{
  g_autoptr (PantauProvince) province = pantau_province_open (directory, error);
  g_autoptr (PantauBook) book = NULL;
  g_autoptr (JsonObject) answer = NULL;

  if (province == NULL)
    return NULL;
  book = pantau_book_new (province);
  if (!pantau_book_begin (book, error))
    return NULL;
  if (!pantau_command_run (province, book, request, &answer, error))
    {
      pantau_book_rollback (book);
      return NULL;
    }

  return pantau_book_commit (book, NULL, error) ? g_steal_pointer (&answer) : NULL;
}

JsonObject *
pantau_ask (const char *directory, JsonObject *request, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (JsonObject) answer = run_here (directory, request, &local_error);

  if (answer == NULL && g_error_matches (local_error, PANTAU_ERROR, PANTAU_ERROR_BUSY))
    {
      g_clear_error (&local_error);
      answer = pantau_control_ask (directory, request, &local_error);
    }
  if (answer == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return g_steal_pointer (&answer);
}

JsonObject *
pantau_ask_and_tell (const char *directory, JsonObject *request, int *status, GError **error)
{
  JsonObject *answer = pantau_ask (directory, request, error), *failure;

  failure = answer != NULL ? pantau_json_object (answer, "error") : NULL;
  *status = failure != NULL ? PANTAU_EXIT_FAILED : PANTAU_EXIT_OK;
  if (failure != NULL)
    pantau_console_fault (pantau_json_string (failure, "code"),
                          pantau_json_string (failure, "field"),
                          pantau_json_string (failure, "message"));

  return answer;
}
