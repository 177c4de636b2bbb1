/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-due.h"

G_BEGIN_DECLS

/* Codes of the list `treatment_state`, which the program itself knows. For ever. */
#define PANTAU_TREATMENT_PLANNED   "rencana"
#define PANTAU_TREATMENT_RUNNING   "berjalan"
#define PANTAU_TREATMENT_DONE      "selesai"
#define PANTAU_TREATMENT_CANCELLED "batal"

/* How a treatment went on: one treatment.set. */
typedef struct
{
  char *entry; /* id in hex */
  char *state; /* code of `treatment_state` */
  gint64 when; /* Unix seconds, as the person says */
  char *text;  /* (nullable) */
  char *device;
  char *author;        /* (nullable) */
  gboolean is_current; /* no other step knew of it and replaced it */
} PantauTreatmentStep;

/*
 * Something that is done about a record: one treatment.add, with what became of it. Texts are as they were written: clean them before showing.
 *
 * Each step names as its base the steps that were current when it was written, and replaces them. Where people took steps without
 * knowing of each other, several are current: @differs, and the state is the least finished of theirs, so that nothing
 * counts as done before all say so.
 */
typedef struct
{
  char *entry;     /* id in hex */
  char *record;    /* UUID */
  char *what;      /* code of the list `treatment` */
  char *text;      /* (nullable) */
  char *person;    /* (nullable): who does it, an office or a duty post */
  gint64 due;      /* Unix seconds; 0: no time is set */
  JsonObject *aid; /* (nullable): code of the list `aid` → how many */
  char *device;
  char *author; /* (nullable) */
  char *state;  /* "rencana" while there is no step */
  gboolean differs;
  GPtrArray *steps; /* of PantauTreatmentStep, in the order of the timeline */

  /* In lists across records only, else NULL: of the record. */
  char *title;
  char *kind;
  char *region;
} PantauTreatment;

void pantau_treatment_free (PantauTreatment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauTreatment, pantau_treatment_free)

/* TRUE while something is still to be done: neither done nor cancelled. */
gboolean pantau_treatment_is_open (const PantauTreatment *self);

/* The ids of the steps that are current: what the next one replaces. (transfer full): strv, perhaps empty */
GStrv pantau_treatment_current (const PantauTreatment *self) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The treatments of a record (with its timeline), oldest first. What is in quarantine is left out. (transfer full): of PantauTreatment
 */
GPtrArray *pantau_treatments_new (PantauRecord *record) G_GNUC_WARN_UNUSED_RESULT;

/* The same of a record by its UUID. NULL with PANTAU_ERROR_NOT_FOUND. (transfer full): of PantauTreatment */
GPtrArray *pantau_store_treatments (PantauStore *self,
                                    const char *record,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Of all records that are not ended: the open treatments that are due within @filter's time, the earliest first.
 * (transfer full): of PantauTreatment
 */
GPtrArray *pantau_store_treatments_due (PantauStore *self,
                                        const PantauDueFilter *filter,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
