/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-store.h"

G_BEGIN_DECLS

/*
 * What the ledger says about the identities of reporters and witnesses: that there is an envelope, which parts it holds, why somebody opened it,
 * what officers were asked. Never who it is; that is in the envelope (pantau-seal.h).
 */

/* Whose identity: member `person` of identity.* lines. Append only. */
#define PANTAU_PERSON_REPORTER "reporter"
#define PANTAU_PERSON_WITNESS  "witness"

/* Answers of an officer that end an ask, and the one that does not: codes of the list `ask_outcome`. For ever. */
#define PANTAU_ASK_REACHED     "reached"
#define PANTAU_ASK_NOT_REACHED "not-reached"
#define PANTAU_ASK_REFUSED     "refused"

/*
 * A sealed identity: one identity.seal that no other one of the same person and ordinal has in its base. Retyping makes a new
 * envelope, which replaces those that were current. Where people sealed without knowing of each other several are current, and all
 * of them are shown.
 */
typedef struct
{
  char *entry;  /* id in hex of the identity.seal */
  char *record; /* UUID */
  char *person; /* PANTAU_PERSON_REPORTER, PANTAU_PERSON_WITNESS, or what a newer program says */
  guint ordinal;
  GStrv has;    /* codes of the parts in it (identitas.json), as the line says; perhaps empty */
  char *blob;   /* SHA-256 of the envelope */
  char *time;   /* RFC 3339, the device's clock */
  char *device; /* who sealed it */
  char *author; /* (nullable): that person's name, where the grant is here */
  guint opened; /* identity.open lines about it that are here: a field monitor sees none */
  gboolean is_current; /* TRUE in all lists */
  gboolean differs;    /* another one is current for the same person and ordinal */
  GStrv
      earlier; /* ids of the seals that it replaces, and that these replace: they may be opened too */
} PantauSealed;

void pantau_sealed_free (PantauSealed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauSealed, pantau_sealed_free)

/* Whether a part is in it. */
gboolean pantau_sealed_has (const PantauSealed *self, const char *part);

/*
 * The current seals of a record (with its timeline), reporters first, then by ordinal and id. What is in quarantine is left out. (transfer full):
 * of PantauSealed
 */
GPtrArray *pantau_sealed_new (PantauRecord *record) G_GNUC_WARN_UNUSED_RESULT;

/* The same of a record by its UUID. NULL with PANTAU_ERROR_NOT_FOUND. (transfer full): of PantauSealed */
GPtrArray *pantau_store_sealed (PantauStore *self,
                                const char *record,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What an officer answered: one identity.answer. */
typedef struct
{
  char *entry;   /* id in hex */
  char *outcome; /* code of the list `ask_outcome` */
  char *text;    /* (nullable) */
  char *time;    /* RFC 3339 */
  char *device;
  char *author; /* (nullable) */
} PantauAskAnswer;

/*
 * “Minta hubungi pelapor”: somebody asks the officer to reach a person, without learning who it is. One identity.ask with its answers. It is
 * open until an answer says that the person was reached or refused; whether the case has ended meanwhile does not matter, since
 * people are also told how it ended.
 */
typedef struct
{
  char *entry; /* id in hex */
  char *record;
  char *person;
  guint ordinal;
  char *text; /* what is needed; as it was written: clean it before showing */
  char *time; /* RFC 3339 */
  char *device;
  char *author;       /* (nullable) */
  GPtrArray *answers; /* of PantauAskAnswer, in the order of the timeline */
  gboolean is_open;

  /* In lists across records only, else NULL: of the record. */
  char *title;
  char *kind;
  char *region;
} PantauAsk;

void pantau_ask_free (PantauAsk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauAsk, pantau_ask_free)

/* The asks of a record (with its timeline), oldest first, without those in quarantine. (transfer full): of PantauAsk */
GPtrArray *pantau_asks_new (PantauRecord *record) G_GNUC_WARN_UNUSED_RESULT;

/* The asks of all records, or only those that are open: the longest waiting first. (transfer full): of PantauAsk */
GPtrArray *
pantau_store_asks (PantauStore *self, gboolean open_only, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How many are open. */
gboolean pantau_store_count_asks (PantauStore *self, gint64 *open, GError **error);

/* The province noticed something unusual: one device.alert. */
typedef struct
{
  char *entry; /* id in hex */
  char *
      what; /* "identity-open", "copied" (a home, without `count` and `since`), or what a newer province notices */
  char *person; /* person code; a device's key where it has none */
  char *name;   /* (nullable): the person's name, where a grant is here */
  guint count;  /* so many times … */
  char *since;  /* (nullable): … since then (RFC 3339, the province's clock) */
  char *time;   /* RFC 3339, the province's clock */
  char *region; /* of who did it */
} PantauAlert;

void pantau_alert_free (PantauAlert *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauAlert, pantau_alert_free)

/* Those of the province that this home sees, newest first; @limit 0: all. (transfer full): of PantauAlert */
GPtrArray *
pantau_store_alerts (PantauStore *self, guint limit, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
