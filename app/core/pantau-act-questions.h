/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pantau-kind.h"

G_BEGIN_DECLS

/* What people do with a record besides changing it, and are asked something first. */
typedef enum
{
  PANTAU_ACT_FORWARD,   /* tell an agency of it */
  PANTAU_ACT_REPLY,     /* what the agency answered */
  PANTAU_ACT_TREAT,     /* what is to be done about it */
  PANTAU_ACT_TREATMENT, /* how far that is */
  PANTAU_ACT_BECOME,    /* the risk has come true */
  PANTAU_ACT_REVIEW,    /* the legal assessment of a case (kajian) */
  PANTAU_ACT_RELEASE,   /* what Pemprov may know of a closed record */
  PANTAU_ACT_OPEN,      /* why a sealed identity is to be opened */
  PANTAU_ACT_ASK,       /* what an identity officer is to ask or tell somebody */
  PANTAU_ACT_ANSWER,    /* what came of that */
  PANTAU_ACT_COPY,      /* a copy of a file is saved or printed: for whom */
  PANTAU_ACT_HAND_OVER, /* files go to an office */
} PantauAct;

/*
 * What @act asks, in the words of a kind of record, so that a form asks it as it asks the questions of a record
 * (pantau_form_new_for_act()). The fields are named as the members of the entry. It is no kind: no list has it. (transfer none)
 */
const PantauKind *pantau_act_get_questions (PantauAct act);

G_END_DECLS
