/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the province said first counts, also where it forgot that; see appeal.h. */

#include "config.h"

#include "appeal.h"

#include "book-private.h"
#include "pantau-receipt-proof.h"
#include "succession.h"

struct _PantauAppeals
{
  PantauProvince *province; /* (unowned) */
  PantauSessions *sessions; /* (unowned) */
  PantauWriter *writer;     /* (unowned) */
};

typedef struct
{
  PantauAppeals *appeals; /* (unowned) */
  PantauRequest *request; /* (owned) */
  gboolean is_wrong;
  guint admitted, waiting;
} Appeal;

static void
appeal_free (Appeal *appeal)
{
  pantau_request_unref (appeal->request);
  g_free (appeal);
}

static gboolean
appeal_job (PantauBook *book, gpointer data, GError **error)
{
  Appeal *appeal = data;
  const PantauLineage *lineage = pantau_province_get_lineage (appeal->appeals->province);
  GBytes *body = pantau_request_get_body (appeal->request);
  g_autoptr (GPtrArray) ids = NULL;
  gint64 time;

  appeal->admitted = appeal->waiting = 0;
  ids =
      pantau_receipt_proof_read ((const char *const *) lineage->keys, g_bytes_get_data (body, NULL),
                                 g_bytes_get_size (body), &time, NULL);
  appeal->is_wrong = ids == NULL;
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      gboolean admitted, waits;

      if (!pantau_book_uphold (book, g_ptr_array_index (ids, i), time, &admitted, &waits, error))
        return FALSE;
      appeal->admitted += admitted;
      appeal->waiting += waits;
    }

  return TRUE;
}

static void
heard_cb (gpointer data, const GError *error)
{
  Appeal *appeal = data;
  g_autofree char *text = g_strdup_printf ("{\"admitted\":%u,\"waiting\":%u}", appeal->admitted,
                                             appeal->waiting);

  if (error != NULL)
    pantau_request_problem (appeal->request, 503, "busy", "the ledger could not be written");
  else if (appeal->is_wrong)
    pantau_request_problem (appeal->request, 400, "malformed",
                            "this is no receipt of this province with its lines");
  else
    pantau_request_reply_text (appeal->request, 200, "application/json", text);
  appeal_free (appeal);
}

void
pantau_appeals_handle (PantauRequest *request, gpointer data)
{
  PantauAppeals *self = data;
  g_autoptr (PantauDevice) device =
      pantau_sessions_authenticate (self->sessions, request, PANTAU_WANT_WRITE);
  Appeal *appeal;

  if (device == NULL)
    return;
  appeal = g_new0 (Appeal, 1);
  appeal->appeals = self;
  appeal->request = pantau_request_ref (request);
  pantau_writer_submit (self->writer, appeal_job, heard_cb, appeal);
}

PantauAppeals *
pantau_appeals_new (PantauProvince *province, PantauSessions *sessions, PantauWriter *writer)
{
  PantauAppeals *self = g_new0 (PantauAppeals, 1);

  self->province = province;
  self->sessions = sessions;
  self->writer = writer;

  return self;
}

void
pantau_appeals_free (PantauAppeals *self)
{
  g_free (self);
}
