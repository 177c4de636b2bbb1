/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Of what a person wants to be told on the desktop, and when not: see data/doc/notices.md. A setting of the home, so that each of those who share a laptop
 * has an own one; the province never hears of it.
 */

/* The setting. Its text is JSON; NULL, or what cannot be read, is as pantau_notice_rules_new() says. */
#define PANTAU_SETTING_NOTICES "notices"

#define PANTAU_NOTICE_MIN_AREAS 2
#define PANTAU_NOTICE_MAX_AREAS 17 /* kabupaten and kota of the province */

typedef struct
{
  gboolean severe; /* a record of somebody else that is at least this severe, */
  int severity;    /* 1 to 5 */
  char *region;    /* in this region and below; "": wherever the records that come here are */

  gboolean spread; /* a claim that was seen in so many kabupaten and kota within one hour */
  guint areas;

  gboolean due; /* what is due today, once a day from this hour on */
  guint hour;   /* 0 to 23, WIB */

  gboolean
      quiet; /* nothing is told from the hour @from until before @until, WIB; it may go over midnight */
  guint from;
  guint until;
} PantauNoticeRules;

/* @text (nullable): of the setting. (transfer full): never NULL */
PantauNoticeRules *pantau_notice_rules_new (const char *text) G_GNUC_WARN_UNUSED_RESULT;
void pantau_notice_rules_free (PantauNoticeRules *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PantauNoticeRules, pantau_notice_rules_free)

/* The setting's text. (transfer full) */
char *pantau_notice_rules_text (const PantauNoticeRules *self) G_GNUC_WARN_UNUSED_RESULT;

/* The hour of @now (Unix seconds) in WIB, and whether it is a quiet one. Where @from and @until are the same hour, the whole day is quiet. */
guint pantau_notice_hour (gint64 now);
gboolean pantau_notice_rules_is_quiet (const PantauNoticeRules *self, gint64 now);

G_END_DECLS
