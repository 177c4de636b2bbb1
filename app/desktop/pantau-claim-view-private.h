/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between pantau-claim-view.c, which shows, and pantau-claim-view-actions.c, which acts. */
#pragma once

#include <adwaita.h>

#include "pantau-claim-sheet.h"
#include "pantau-claim-tag.h"
#include "pantau-claim-view.h"
#include "pantau-heat-strip.h"
#include "pantau-hex-map.h"
#include "pantau-inquiry.h"
#include "pantau-long-text.h"
#include "pantau-record-view.h"

G_BEGIN_DECLS

struct _PantauClaimView
{
  GtkWidget parent_instance;

  PantauInquiry *inquiry;  /* (owned) (nullable) once it is disposed */
  char *record;            /* "" for none */
  guint limit;             /* of sightings */
  PantauClaimSheet *sheet; /* (owned) (nullable): what is shown */
  PantauRecordRights
      *rights; /* (owned) (nullable): of the claim's own record, once they are known */
  GHashTable *
      unlinkable; /* (owned) (nullable): set of UUIDs: sightings whose link this person may take back */

  GtkLabel *alarm_label;
  GtkListBox *areas_list;
  GtkWidget *counter_figures_button;
  PantauLongText *counter_figures_text;
  GtkWidget *counter_media_button;
  PantauLongText *counter_media_text;
  GtkButton *day_button;
  PantauLongText *facts_text;
  GtkWidget *forward_button;
  GtkLabel *harm_label;
  GtkWidget *join_button;
  GtkLabel *last_label;
  PantauHexMap *map;
  GtkButton *more_button;
  GtkLabel *no_facts_label;
  GtkLabel *no_requests_label;
  GtkWidget *references_box;
  PantauLongText *references_text;
  GtkListBox *requests_list;
  GtkListBox *sightings_list;
  GtkButton *sightings_button;
  GtkWidget *sightings_section;
  GtkStack *stack;
  AdwStatusPage *status;
  PantauHeatStrip *strip;
  GtkLabel *takedown_label;
  PantauClaimTag *tag;
  GtkLabel *title_label;
  GtkWidget *verdict_button;
  GtkLabel *verdict_label;
  GtkLabel *where_label;
};

/* The verbs `page.*` and their keys. */
void pantau_claim_view_install_actions (GtkWidgetClass *widget_class);

/* Which of them there are now. */
void pantau_claim_view_update_actions (PantauClaimView *self);

/* Asks what this person may do; shown when it is known. */
void pantau_claim_view_ask_rights (PantauClaimView *self);

/* Shows `rights` and `unlinkable`. */
void pantau_claim_view_show_rights (PantauClaimView *self);

G_END_DECLS
