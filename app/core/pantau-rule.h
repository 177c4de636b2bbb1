/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-check.h"

G_BEGIN_DECLS

/* What several values of a record must keep together. The names in kinds.json ("rule") are a contract: append only. */
typedef enum
{
  PANTAU_RULE_AT_MOST, /* "at-most": the numbers in `fields` together are not more than `other` */
  PANTAU_RULE_NOT_BEFORE, /* "not-before": the time in `fields` is not before that in `other`; days are compared as days */
  PANTAU_RULE_NOT_PAST, /* "not-past": the time in `fields` has not passed when it is recorded */
  PANTAU_RULE_NEEDS,    /* "needs": what is in `fields` says nothing without `other` */
  PANTAU_RULE_FORM, /* "form": the number in `fields` has the form `form` where `other` is one of `in` */
} PantauRuleType;

/*
 * A rule of a kind. It judges only what is answered: a number or a time that is missing keeps every rule. Every kind has one that no
 * file says: nothing is known before it occurred.
 */
typedef struct
{
  PantauRuleType type;
  char **fields; /* names of fields of the kind, or occurred, known; one, but several for a sum */
  char *other;   /* (nullable) likewise */
  PantauCondition when;  /* of a form: `other`, and its values; its members are NULL otherwise */
  PantauNumberForm form; /* of a form */
  PantauLabel why;       /* one sentence for who broke it; both texts NULL where ours will do */
} PantauRule;

void pantau_rule_free (gpointer self);

/* The member "rules" of a kind in kinds.json, after its fields were read. (transfer full): of PantauRule */
GPtrArray *pantau_rules_read (PantauDocument *document,
                              JsonObject *object,
                              const PantauKind *kind) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The value of @name in its one writing; NULL where there is none. @unclear is set where there is something that cannot be judged:
 * it has a fault of its own, or people differ in it. (transfer none) (nullable)
 */
typedef JsonNode *(*PantauRuleValue) (const char *name, gboolean *unclear, gpointer data);

/* Whether the rule speaks of @name. */
gboolean pantau_rule_concerns (const PantauRule *self, const char *name);

/*
 * NULL where @rule of @kind is kept at @now (Unix seconds), or cannot be judged; else a fault: codes “exceeds” (one number is more than another), “sum-exceeds” (several are),
 * “wrong-order”, “in-past”, “incomplete”, “wrong-length”, “wrong-digits”. Its field is the bare name of the last answer of the rule's `fields` that matters, its message a sentence with the names that people know. (transfer full) (nullable)
 */
PantauFault *pantau_rule_judge (const PantauRule *self,
                                PantauReference *reference,
                                const PantauKind *kind,
                                gint64 now,
                                PantauRuleValue value,
                                gpointer data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
