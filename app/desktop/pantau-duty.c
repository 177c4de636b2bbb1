/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each role has on the screen: kinds as the table of access says, pages as design section 5 does. */

#include "config.h"

#include "pantau-duty.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pantau-access.h"

#define ROLE(name) (1u << PANTAU_ROLE_##name)
#define DESKS      (ROLE (DESK) | ROLE (IDENTITY))
#define READERS    (ROLE (FIELD) | DESKS | ROLE (PEMPROV))

/* The places that are not everybody's. */
static const struct
{
  const char *place;
  guint roles;
} places[] = {
  { "situation", DESKS | ROLE (PEMPROV) }, /* the whole, by who answers for it */
  { "triage", DESKS | ROLE (PEMPROV) },    /* what waits for a decision */
  { "deadlines", READERS },
  { "differences", READERS },
  { "register", READERS },
  { "claims", READERS },
  { "warnings", READERS },
  { "coverage", READERS },
  { "lapsit", DESKS | ROLE (PEMPROV) }, /* who reports on a region */
  { "files", READERS },
  { "agencies", DESKS },          /* who forwards cases has the register of them */
  { "asks", ROLE (IDENTITY) },    /* requests to the officer */
  { "releases", ROLE (PEMPROV) }, /* what it is told of cases, */
  { "totals", ROLE (PEMPROV) },   /* and how many there are: it sees none itself */
};

static PantauRole
get_role (PantauSession *session)
{
  PantauRole role;

  return pantau_role_from_name (pantau_session_get_role (session), &role) ? role
                                                                          : PANTAU_ROLE_FIELD;
}

static const PantauKind *
find_kind (PantauSession *session, const char *code)
{
  return pantau_kinds_lookup (pantau_reference_get_kinds (pantau_session_get_reference (session)),
                              code);
}

gboolean
pantau_duty_may_record (PantauSession *session, const char *kind)
{
  PantauRole role = get_role (session);
  GPtrArray *kinds;

  if (kind != NULL)
    return pantau_access_may_record (role, kind);

  kinds = pantau_kinds_list (pantau_reference_get_kinds (pantau_session_get_reference (session)));
  for (guint i = 0; i < kinds->len; i++)
    if (pantau_access_may_record (role, ((const PantauKind *) kinds->pdata[i])->code))
      return TRUE;

  return FALSE;
}

gboolean
pantau_duty_may_seal (PantauSession *session)
{
  return ((ROLE (FIELD) | DESKS) & (1u << get_role (session))) != 0;
}

gboolean
pantau_duty_has_place (PantauSession *session, const char *place)
{
  PantauRole role = get_role (session);
  g_autofree char *name = g_strndup (place, strcspn (place, ":"));

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (name, places[i].place))
      return (places[i].roles & (1u << role)) != 0;

  return find_kind (session, name) == NULL || pantau_access_may_list (role, name);
}

const char *
pantau_duty_explain (PantauSession *session)
{
  switch (get_role (session))
    {
    case PANTAU_ROLE_PEMPROV:
      return _ ("Pemprov records risks and hoaxes. Suspected violations and supervision are for "
                "Bawaslu to record: Pemprov sees how many there are, and what is forwarded to it.");
    case PANTAU_ROLE_ADMIN:
    case PANTAU_ROLE_PROVINCE:
      return _ ("An administrator looks after devices, and neither records nor reads anything.");
    case PANTAU_ROLE_FIELD:
    case PANTAU_ROLE_DESK:
    case PANTAU_ROLE_IDENTITY:
      break;
    }

  return NULL;
}
