/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pantau-forward.h"
#include "pantau-home.h"
#include "pantau-invitation.h"
#include "pantau-store-exposure.h"

G_BEGIN_DECLS

/* What the command line gave. */
typedef struct
{
  char *home;
  gboolean json;
  gboolean practice; /* init */
  char *kind;        /* record, list */
  char *server;      /* enroll */
  char *recovery;    /* enroll */
  char *region;      /* list, seed */
  char *status;      /* list */
  int limit;         /* list */
  char *search;      /* list */
  char *reason;      /* status, redact */
  gboolean overdue;  /* clocks */
  gboolean today;    /* clocks */
  int soon;          /* clocks; negative: not asked */
  int wait;          /* sync */
  gboolean no_files; /* sync */
  gboolean keep;     /* sync */
  gint64 seed;       /* seed */
  gboolean claims;   /* seed */
  char *by;          /* count */
  char *hazard;      /* count */
  char *records;     /* count */
  gboolean all;      /* count, redactions */
  char *level;       /* coverage */
  char *election;    /* count, coverage, situation */
  char *at;          /* situation, lapsit */
  char *period;      /* lapsit */
  char *analysis;        /* lapsit */
  char *efforts;         /* lapsit */
  char *recommendations; /* lapsit */
  char *signatory;       /* lapsit */
  char *from;        /* count, coverage */
  char *until;       /* count, coverage, due */
  char *channel;     /* forward */
  char *person;      /* forward, reply, treat, identity seal, identity ask */
  int ordinal;       /* identity seal, identity ask */
  char *picture;     /* identity seal */
  char **copies;     /* forward */
  char *letter;      /* forward */
  char *note;        /* forward, touch, export */
  char *reply_due;   /* forward */
  char *when;        /* forward, reply, treatment, become */
  char *text;        /* reply, treat, treatment */
  char *due;         /* treat */
  char **aid;        /* treat */
  char *paper;       /* review */
  char *reply;       /* release */
  char *basis;       /* redact */
  gboolean dry_run;  /* paste */
  char *order;       /* claims */
  char *verdict;     /* claims */
  char *facts;       /* verdict */
  char *references;  /* verdict */
  char *masked;      /* release-file */
  char *to;          /* fetch, touch, export */
  char *origin;      /* attach */
  char *medium;      /* attach */
  char *url;         /* similar */
  char *what;        /* touch */
  gboolean files;    /* verify, paste */
  char *bundle;      /* export, verify */
  char **cards;      /* courier out */
  char *most;        /* courier out */
  gboolean replace;  /* courier out, courier card, enroll */
  char *by_file;     /* enroll */
  char *invitation;  /* enroll */
  char *view;        /* queue */
} CtlOptions;

/*
 * A command: @argv[0] is its name, then its arguments. Returns an exit status, or -1 with @error set, whose kind
 * gives the status. Each is in the file that its group is named after.
 */
typedef int (*CtlCommand) (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-home.c */
int ctl_init (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_enroll (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_rebuild (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-courier.c */
int ctl_courier (const CtlOptions *options, int argc, char **argv, GError **error);
/* `enroll --by-file`. */
/*
 * With what a home is enrolled: by --invitation, or by --server and the argument @code (nullable). @invitation takes the file, which what the others point into
 * belongs to.
 */
gboolean ctl_take_invitation (const CtlOptions *options,
                              PantauInvitation **invitation,
                              const char **server,
                              const char **code,
                              const char **recovery,
                              GError **error);
int ctl_enroll_by_file (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-alert.c */
int ctl_alerts (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-files.c */
int ctl_files (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-write.c */
int ctl_record (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_set (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_status (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_move (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_note (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_seed (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-custody.c */
int ctl_touch (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_custody (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_export (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_verify (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-similar.c */
int ctl_similar (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-count.c */
int ctl_count (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_coverage (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_situation (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-lapsit.c */
int ctl_lapsit (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-election.c */
int ctl_elections (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_checklist (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-read.c */
int ctl_list (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_show (const CtlOptions *options, int argc, char **argv, GError **error);
/* One line for each of @records (of PantauRecord; what is gone is NULL). */
void ctl_print_records (const CtlOptions *options, PantauHome *home, GPtrArray *records);

/* What --search, --kind, --region and --status ask for together, in the search's language. (transfer full) */
char *ctl_search_text (const CtlOptions *options) G_GNUC_WARN_UNUSED_RESULT;

/* ctl-queue.c */
int ctl_queue (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_assign (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_give_back (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-case.c */
int ctl_consequence (const CtlOptions *options, int argc, char **argv, GError **error);
/* Says on stderr (code “personal-data”) where texts seem to hold numbers or addresses of people: of a body, of {name: value}, of one text. */
void ctl_warn_record (const PantauKind *kind, JsonObject *body);
void ctl_warn_values (const PantauKind *kind, JsonObject *values, const char *prefix);
void ctl_warn_text (const char *field, const char *text);
/* Says (code “own-chain”) where @values name Bawaslu's own chain: @region the record went to, or NULL for one that a desk must move. */
void ctl_warn_chain (PantauReference *reference,
                     const PantauKind *kind,
                     JsonObject *values,
                     const char *region);

/* ctl-clock.c */
int ctl_clocks (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-act.c */
int ctl_forward (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_reply (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_treat (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_treatment (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_become (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_link (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-claim.c */
int ctl_claims (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_claim (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_unlink (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_verdict (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_counter (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-act-show.c */
int ctl_due (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_agencies (const CtlOptions *options, int argc, char **argv, GError **error);
/* The members `forwards`, `treatments`, `reviews`, `releases` and `links` of `show --json`. */
gboolean ctl_add_acts (JsonObject *object, PantauHome *home, PantauRecord *record, GError **error);

/* A forward as `show --json` tells it. (transfer full) */
JsonObject *ctl_forward_object (gconstpointer item, gpointer data);

/* ctl-review.c */
int ctl_review (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_release (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_releases (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_agency (const CtlOptions *options, int argc, char **argv, GError **error);
/* The members `reviews` and `releases` of `show --json`. */
void ctl_add_reviews (JsonObject *object, PantauRecord *record);

/* ctl-json.c: a member of an answer. The first three leave out what has nothing to say; but an array may be empty. */
void ctl_set_text (JsonObject *object, const char *name, const char *text);
void ctl_set_time (JsonObject *object, const char *name, gint64 when);
void ctl_set_texts (JsonObject *object, const char *name, char **texts);
/* What @make makes of each of @items, in their order. (transfer full) */
typedef JsonObject *(*CtlObjectFunc) (gconstpointer item, gpointer data);
void ctl_set_objects (
    JsonObject *object, const char *name, GPtrArray *items, CtlObjectFunc make, gpointer data);
/* `label` (none, unverified, hoax) and `label_text`, the words that must be passed on with a hoax; of a record only for that kind. */
void ctl_set_label (JsonObject *object, PantauClaimLabel label);
/* The same of a record that something else names; nothing where it is no hoax. @kind nullable: not known. */
void ctl_add_label (JsonObject *object, PantauHome *home, const char *kind, const char *record);
/* What a list of something else calls a record: its title on one line, behind the label that it bears. @title nullable. (transfer full) */
char *ctl_title (PantauHome *home, const char *kind, const char *record, const char *title)
    G_GNUC_WARN_UNUSED_RESULT;
void ctl_set_text_or_null (JsonObject *object, const char *name, const char *text);
void ctl_set_range (JsonObject *object, const char *name, const PantauRange *range);
void ctl_print_object (JsonObject *object);
/* What the command line gave as @name, where it gave it. FALSE where it is no UTF-8. */
gboolean ctl_take (JsonObject *given, const char *name, const char *text, GError **error);

/* Prints the new entry's id alone, once it is durable; else what is wrong. Returns the exit status, -1 with an error. */
int ctl_tell_written (gboolean written, const char *entry, GPtrArray *faults);

/* ctl-seal.c */
int ctl_identity_seal (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_identity_list (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_identity_ask (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_identity_asks (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_identity_answer (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_identity_alerts (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_identity_reseal (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-open.c */
int ctl_identity_open (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-identity.c */
int ctl_identity (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-officer.c */
int ctl_identity_key (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_identity_status (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-evidence.c */
int ctl_attach (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_release_file (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_fetch (const CtlOptions *options, int argc, char **argv, GError **error);
/* The member `evidence` of `show --json`, and its lines in text. */
gboolean
ctl_add_evidence (JsonObject *object, PantauHome *home, const char *record, GError **error);
gboolean ctl_print_evidence (PantauHome *home, const char *record, GError **error);

/* ctl-sync.c */
int ctl_sync (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-reconcile.c */
int ctl_reconcile (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-totals.c */
int ctl_totals (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-paste.c */
int ctl_paste (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-proof.c */
int ctl_proof (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_rekey (const CtlOptions *options, int argc, char **argv, GError **error);

/* ctl-redact.c */
int ctl_redact (const CtlOptions *options, int argc, char **argv, GError **error);
int ctl_redactions (const CtlOptions *options, int argc, char **argv, GError **error);

/* Says all that is wrong with what was given, and returns the exit status for it. */
int ctl_tell_faults (GPtrArray *faults);

/* Opens the home of --home and says on stderr where it had to be repaired. */
PantauHome *
ctl_open (const CtlOptions *options, PantauHomeMode mode, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* FALSE with a sentence where the number of arguments is not within @min and @max. */
gboolean
ctl_check_arguments (int argc, char **argv, int min, int max, const char *usage, GError **error);

G_END_DECLS
