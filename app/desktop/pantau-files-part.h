/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-record.h"
#include "pantau-reference.h"
#include "pantau-store.h"

G_BEGIN_DECLS

/* One file of a record, in words. */
typedef struct
{
  char *hash;  /* SHA-256 */
  char *name;  /* as a new file may be called, with an extension where one is known; never empty */
  char *title; /* what a person reads: its name, "File abcdef12" where it has none */
  char *
      details; /* "Picture · 1.2 MB · received 14 February 2024, 16:30 WIB · Siti · From a witness" */
  char *state;        /* where it is */
  char *remark;       /* (nullable): what stands in its place, what was said of it */
  char *claims;       /* (nullable): what the file says of itself, and that nobody checked it */
  char *said;         /* (nullable): the same alone, for a place that says so */
  char *warning;      /* (nullable): that WhatsApp took away what it said */
  char *also;         /* (nullable): which other records have it */
  char *type;         /* MIME */
  const char *icon;   /* name */
  gboolean is_here;   /* it can be opened and saved */
  gboolean may_fetch; /* it is not here, and the province may be asked for it */
  gboolean
      may_mend; /* it is here, and the province has it too: where it is damaged it can be fetched anew */
  gboolean is_released; /* Pemprov may have it */
  gboolean is_masked;   /* it stands for another file */
  gboolean is_risky;    /* opening it may run something */
} PantauFileItem;

/* The files of a record, for its page; made in the reading thread. Immutable. */
typedef struct
{
  GPtrArray *files; /* (owned) of PantauFileItem, in the order in which they came */
} PantauFilesPart;

/* @role: of who works here ("" before enrolment); @device: the home's own. (transfer full): NULL with an error */
PantauFilesPart *pantau_files_part_read (PantauStore *store,
                                         PantauReference *reference,
                                         PantauRecord *record,
                                         const char *role,
                                         const char *device,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void pantau_files_part_free (PantauFilesPart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauFilesPart, pantau_files_part_free)

/* (transfer none) (nullable) */
const PantauFileItem *pantau_files_part_find (const PantauFilesPart *self, const char *hash);

G_END_DECLS
