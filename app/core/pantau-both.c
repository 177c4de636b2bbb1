/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "pantau-both.h"

typedef struct
{
  PantauBothFunc func;
  gpointer data;
} Call;

static gpointer
run (gpointer data)
{
  const Call *call = data;

  call->func (call->data);

  return NULL;
}

void
pantau_both (PantauBothFunc own, gpointer own_data, PantauBothFunc other, gpointer other_data)
{
  Call call = { other, other_data };
  GThread *thread = g_thread_try_new ("pantau-both", run, &call, NULL);

  own (own_data);
  if (thread != NULL)
    g_thread_join (thread);
  else
    run (&call);
}
