/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "pantau-condition.h"
#include "pantau-document.h"
#include "pantau-record.h"

G_BEGIN_DECLS

/* Which part of the country an agency serves. The names in instansi.json are a contract: append only. */
typedef enum
{
  PANTAU_AGENCY_NATIONAL, /* "pusat" */
  PANTAU_AGENCY_PROVINCE, /* "provinsi" */
  PANTAU_AGENCY_KABKOTA,  /* "kabkota": one in each; which one the record's region says */
  PANTAU_AGENCY_KECAMATAN,
} PantauAgencyLevel;

const char *pantau_agency_level_get_name (PantauAgencyLevel level);

/* What an agency is for: a kind of record, and perhaps only where fields of it hold some values. */
typedef struct
{
  char *kind;
  GPtrArray *when; /* (nullable): of PantauCondition, all of which must hold */
} PantauAgencyTask;

/* An agency that records are forwarded to. Everything in it belongs to the PantauAgencies that gave it. */
typedef struct
{
  char *code;
  char *group; /* agencies that are one for a clock: "bpbd", "gakkumdu", "asn" … */
  PantauLabel name;
  PantauLabel full_name;
  PantauLabel hint; /* what whoever forwards must know; both texts NULL where there is nothing */
  PantauAgencyLevel level;
  char *basis;      /* the law, the source, or (GK): general knowledge */
  int reply_hours;  /* how soon it usually answers or comes; 0: nothing is said */
  char *valid_from; /* (nullable): YYYY-MM-DD, the first day on which it takes records */
  char *valid_to;   /* (nullable): and the last */
  char **copies;    /* codes of those that get a copy (tembusan) unless somebody says otherwise */
  gboolean
      is_pemprov; /* of the provincial government: of a closed record it is told by a release */
  gboolean takes_unreviewed; /* it takes cases without a full review (kajian) */
  GPtrArray *tasks;          /* of PantauAgencyTask */
} PantauAgency;

/* The agencies of the reference data. Immutable, so any thread may read it. */
typedef struct _PantauAgencies PantauAgencies;

/* Reads instansi.json. NULL with PANTAU_ERROR_MALFORMED that names file and line. */
PantauAgencies *pantau_agencies_new (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
PantauAgencies *pantau_agencies_ref (PantauAgencies *self);
void pantau_agencies_unref (PantauAgencies *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauAgencies, pantau_agencies_unref)

/* In the order of the file, with those that are no more. (transfer none): of PantauAgency */
GPtrArray *pantau_agencies_list (PantauAgencies *self);

/* (transfer none) (nullable) */
const PantauAgency *pantau_agencies_lookup (PantauAgencies *self, const char *code);

/*
 * The agencies that take records at @when (Unix seconds), the most fitting for @record (with its values) first; those that do
 * not fit it come last, since nobody knows all that happens. (transfer container): of const PantauAgency *
 */
GPtrArray *pantau_agencies_for (PantauAgencies *self,
                                PantauRecord *record,
                                gint64 when) G_GNUC_WARN_UNUSED_RESULT;

/* How an agency fits a record: 0 not at all, 1 its kind, 2 what it says in particular, such as the hazard. */
guint pantau_agency_fit (const PantauAgency *self, PantauRecord *record);

/* The same for a record of @kind with @fields, {name: value}, such as a form has them. */
guint pantau_agency_fit_fields (const PantauAgency *self, const char *kind, JsonObject *fields);

/* Those of `copies` that take records at @when (Unix seconds). (transfer container): of const PantauAgency * */
GPtrArray *pantau_agency_copies (const PantauAgency *self,
                                 PantauAgencies *agencies,
                                 gint64 when) G_GNUC_WARN_UNUSED_RESULT;

/* TRUE where it takes records of @kind at all. */
gboolean pantau_agency_serves (const PantauAgency *self, const char *kind);

/* TRUE where it takes records at @when (Unix seconds; days are those of WIB). */
gboolean pantau_agency_is_valid (const PantauAgency *self, gint64 when);

/* When its reply is due if it was reached at @when (both in Unix seconds): 0 where nothing is said. */
gint64 pantau_agency_reply_due (const PantauAgency *self, gint64 when);

G_END_DECLS
