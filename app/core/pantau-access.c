/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who may write and read what: one table and the two functions that read it. Province, desks and laptops all ask here;
 * tests/test-access.c enumerates roles × types × region relations × classes.
 */

#include "config.h"

#include "pantau-access.h"

#include <string.h>

#include "pantau-region.h"

/* What a role needs to write a type. */
typedef enum
{
  NO = 0,
  ANY = 1 << 0,    /* nothing more is asked */
  OWN = 1 << 1,    /* the record is the actor's own */
  REGION = 1 << 2, /* the line's region lies in the actor's */
  NEAR =
      1
      << 3, /* REGION, or a closed line one level or more above the actor's (Bawaslu's own chain) */
  EITHER = 1 << 4,   /* OWN or REGION */
  TOP = 1 << 5,      /* the actor's region is a province */
  PUBLIC = 1 << 6,   /* open risk and hoax only */
  WITHDRAW = 1 << 7, /* only the steps by which one takes an own record back */
} Rule;

typedef struct
{
  const char *type;
  guint rules[PANTAU_N_ROLES];
  gboolean hidden_from_field; /* even of records it created, and even where it is open */
} Row;

/* Design section 3, table of types, column "written by". The identity role writes as a desk, and more. */
/* clang-format off */
static const Row rows[] = {
  /* type                    field           desk          pemprov          identity      admin   province */
  { PANTAU_TYPE_CREATE,      { NEAR,           NEAR,         REGION | PUBLIC, NEAR,         NO,     NO  } },
  { PANTAU_TYPE_SET,         { OWN,            EITHER,       OWN | PUBLIC,    EITHER,       NO,     NO  } },
  { PANTAU_TYPE_MOVE,        { NO,             REGION,       NO,              REGION,       NO,     NO  } },
  { PANTAU_TYPE_STATUS,      { OWN | WITHDRAW, REGION,       NO,              REGION,       NO,     NO  } },
  { PANTAU_TYPE_NOTE,        { OWN,            EITHER,       REGION | PUBLIC, EITHER,       NO,     NO  } },
  { PANTAU_TYPE_EVIDENCE,    { OWN,            EITHER,       OWN | PUBLIC,    EITHER,       NO,     NO  } },
  { PANTAU_TYPE_TOUCH,       { OWN,            EITHER,       OWN | PUBLIC,    EITHER,       NO,     NO  } },
  { PANTAU_TYPE_DISCLOSE,    { NO,             REGION,       NO,              REGION,       NO,     NO  } },
  { PANTAU_TYPE_REVIEW,      { NO,             REGION,       NO,              REGION,       NO,     NO  }, TRUE },
  { PANTAU_TYPE_FORWARD,     { NO,             REGION,       REGION | PUBLIC, REGION,       NO,     NO  } },
  { PANTAU_TYPE_REPLY,       { NO,             REGION,       REGION | PUBLIC, REGION,       NO,     NO  } },
  { PANTAU_TYPE_TREATMENT,   { OWN,            EITHER,       REGION | PUBLIC, EITHER,       NO,     NO  } },
  { PANTAU_TYPE_TREATMENT_SET, { OWN,          EITHER,       REGION | PUBLIC, EITHER,       NO,     NO  } },
  { PANTAU_TYPE_RELEASE,     { NO,             REGION,       NO,              REGION,       NO,     NO  } },
  { PANTAU_TYPE_ASSIGN,      { NO,             REGION,       NO,              REGION,       NO,     NO  } },
  { PANTAU_TYPE_LINK,        { OWN,            EITHER,       OWN | PUBLIC,    EITHER,       NO,     NO  } },
  { PANTAU_TYPE_UNLINK,      { OWN,            EITHER,       OWN | PUBLIC,    EITHER,       NO,     NO  } },
  { PANTAU_TYPE_SEAL,        { OWN,            EITHER,       NO,              EITHER,       NO,     NO  } },
  { PANTAU_TYPE_OPEN,        { NO,             NO,           NO,              REGION,       NO,     NO  }, TRUE },
  { PANTAU_TYPE_ASK,         { OWN,            EITHER,       NO,              EITHER,       NO,     NO  } },
  { PANTAU_TYPE_ANSWER,      { NO,             NO,           NO,              REGION,       NO,     NO  } },
  { PANTAU_TYPE_WRAP,        { NO,             NO,           NO,              REGION,       NO,     ANY }, TRUE },
  { PANTAU_TYPE_REDACT,      { NO,             REGION | TOP, NO,              REGION | TOP, NO,     NO  } },
  { PANTAU_TYPE_JOIN,        { ANY,            ANY,          ANY,             ANY,          ANY,    ANY } },
  { PANTAU_TYPE_GRANT,       { NO,             NO,           NO,              NO,           REGION, ANY } },
  { PANTAU_TYPE_REVOKE,      { NO,             NO,           NO,              NO,           REGION, ANY } },
  { PANTAU_TYPE_OFFICERS,    { NO,             NO,           NO,              NO,           NO,     ANY } },
  { PANTAU_TYPE_ALERT,       { NO,             NO,           NO,              NO,           NO,     ANY } },
  { PANTAU_TYPE_QUARANTINE,  { NO,             NO,           NO,              NO,           NO,     ANY } },
  { PANTAU_TYPE_ADMIT,       { NO,             NO,           NO,              NO,           NO,     ANY } },
  /* A type from a newer program: kept and passed on, within what everybody may do to a record. */
  { NULL,                    { OWN,            EITHER,       OWN | PUBLIC,    EITHER,       NO,     NO  } },
};
/* clang-format on */

/* The statuses by which an author takes the own record back (data/reference/status.json names the steps). */
static const char *const withdrawals[] = { "dicabut", "salah-catat", NULL };

static const char *const role_names[] = {
  [PANTAU_ROLE_FIELD] = "field",     [PANTAU_ROLE_DESK] = "desk",
  [PANTAU_ROLE_PEMPROV] = "pemprov", [PANTAU_ROLE_IDENTITY] = "identity",
  [PANTAU_ROLE_ADMIN] = "admin",     [PANTAU_ROLE_PROVINCE] = "province",
};

gboolean
pantau_role_from_name (const char *name, PantauRole *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (role_names); i++)
    if (g_strcmp0 (name, role_names[i]) == 0)
      {
        *role = (PantauRole) i;
        return TRUE;
      }

  return FALSE;
}

const char *
pantau_role_get_name (PantauRole role)
{
  return role_names[role];
}

static const Row *
find_row (const char *type)
{
  const Row *row = rows;

  while (row->type != NULL && !g_str_equal (row->type, type))
    row++;

  return row;
}

static gboolean
is_device_type (const char *type)
{
  return g_str_has_prefix (type, "device.");
}

/* A monitor of a village or a polling station works for its kecamatan; of a higher body, for all of it. */
static char *
scope (const PantauActor *actor)
{
  return actor->role == PANTAU_ROLE_FIELD ? pantau_region_kecamatan (actor->region)
                                          : g_strdup (actor->region);
}

static gboolean
is_own (const PantauActor *actor, const PantauRecordFacts *record)
{
  return record != NULL && (g_strcmp0 (actor->device, record->device) == 0 ||
                            (actor->person != NULL && *actor->person != '\0' &&
                             g_strcmp0 (actor->person, record->person) == 0));
}

static gboolean
is_public (const PantauLine *line)
{
  return line->is_open && (g_str_equal (line->kind, "risk") || g_str_equal (line->kind, "hoax"));
}

/*
 * A desk may move a record away from its region, so for a move any region of the record counts: of two desks that move
 * it without knowing of each other, both are heard.
 */
static gboolean
covers_line (const char *own, const PantauLine *line, const PantauRecordFacts *record)
{
  if (!g_str_equal (line->type, PANTAU_TYPE_MOVE))
    return pantau_region_covers (own, line->region);

  for (gsize i = 0; record != NULL && record->regions[i] != NULL; i++)
    if (pantau_region_covers (own, record->regions[i]))
      return TRUE;

  return FALSE;
}

static const char *
judge_rules (const PantauActor *actor,
             const PantauLine *line,
             const PantauRecordFacts *record,
             guint rules)
{
  g_autofree char *own = scope (actor);

  if (rules == NO)
    return "role";
  if ((rules & PUBLIC) && !is_public (line))
    return "class";
  if ((rules & OWN) && record == NULL)
    return "unknown-record";
  if ((rules & OWN) && !is_own (actor, record))
    return "not-own";
  if ((rules & REGION) && !covers_line (own, line, record))
    return "region";
  if ((rules & EITHER) && !is_own (actor, record) && !covers_line (own, line, record))
    return "region";
  if ((rules & NEAR) && !pantau_region_covers (own, line->region) &&
      (line->is_open || !pantau_region_covers (line->region, own)))
    return "region";
  if ((rules & TOP) && strchr (actor->region, '.') != NULL)
    return "region";
  if ((rules & WITHDRAW) && (line->status == NULL || !g_strv_contains (withdrawals, line->status)))
    return "status";

  return NULL;
}

/*
 * Neutrality is closed always, and closed never reopens; a desk's release is the one open line. Files are released of open hoaxes alone. A redact line is as open as what it
 * names, so that all who have that hear of it.
 */
static const char *
judge_class (const PantauLine *line, const PantauRecordFacts *record)
{
  if (g_str_equal (line->type, PANTAU_TYPE_RELEASE))
    return line->is_open ? NULL : "class";
  if (g_str_equal (line->type, PANTAU_TYPE_REDACT))
    return NULL;
  if (g_str_equal (line->type, PANTAU_TYPE_DISCLOSE) &&
      (!line->is_open || !g_str_equal (line->kind, "hoax")))
    return "class";
  if (line->is_open &&
      (g_str_equal (line->kind, "neutrality") || (record != NULL && !record->is_open)))
    return "class";

  return NULL;
}

static const char *
judge_record (const PantauLine *line, const PantauRecordFacts *record)
{
  if (g_str_equal (line->type, PANTAU_TYPE_CREATE))
    return record != NULL ? "record-exists" : NULL;
  /* Where a line moves it to says nothing of where it was. */
  if (record == NULL)
    return g_str_equal (line->type, PANTAU_TYPE_MOVE) ? "unknown-record" : NULL;
  if (!g_str_equal (line->kind, record->kind))
    return "kind";
  if (!g_str_equal (line->type, PANTAU_TYPE_MOVE) &&
      !g_strv_contains (record->regions, line->region))
    return "region";

  return NULL;
}

const char *
pantau_access_judge (const PantauActor *actor,
                     const PantauLine *line,
                     const PantauRecordFacts *record)
{
  const Row *row = find_row (line->type);
  const char *reason = NULL;

  /* `device` is the one kind of device.* lines, and of no other; but a verdict has the kind of what it judges. */
  if (is_device_type (line->type) != g_str_equal (line->kind, "device") &&
      !g_str_equal (line->type, PANTAU_TYPE_QUARANTINE) &&
      !g_str_equal (line->type, PANTAU_TYPE_ADMIT))
    return "kind";

  if (!is_device_type (line->type) && actor->role != PANTAU_ROLE_PROVINCE)
    {
      reason = judge_record (line, record);
      if (reason == NULL)
        reason = judge_class (line, record);
    }
  else if (is_device_type (line->type) && line->is_open)
    {
      reason = "class";
    }

  if (reason == NULL)
    reason = judge_rules (actor, line, record, row->rules[actor->role]);

  return reason == NULL && line->sets_verdict && !pantau_access_may_judge_claims (actor->role)
             ? "verdict"
             : reason;
}

gboolean
pantau_access_may_judge_claims (PantauRole role)
{
  return role == PANTAU_ROLE_DESK || role == PANTAU_ROLE_IDENTITY;
}

gboolean
pantau_access_may_read (const PantauActor *actor,
                        const PantauLine *line,
                        const PantauRecordFacts *record,
                        gboolean is_quarantined)
{
  g_autofree char *own = NULL;
  gboolean covers;

  if (actor->role == PANTAU_ROLE_PROVINCE || g_strcmp0 (actor->device, line->device) == 0)
    return TRUE;

  own = scope (actor);
  covers = pantau_region_covers (own, line->region);

  /* Whoever records what has a reporter must be able to seal; Pemprov sees no closed line at all. */
  if (!is_quarantined && g_str_equal (line->type, PANTAU_TYPE_OFFICERS) &&
      actor->role != PANTAU_ROLE_PEMPROV)
    return TRUE;
  if (is_quarantined)
    return covers && (actor->role == PANTAU_ROLE_DESK || actor->role == PANTAU_ROLE_IDENTITY);

  /* Everybody sees what was granted to or taken from the own device. */
  if (is_device_type (line->type) && record != NULL &&
      g_strcmp0 (actor->device, record->device) == 0)
    return TRUE;

  switch (actor->role)
    {
    case PANTAU_ROLE_DESK:
    case PANTAU_ROLE_IDENTITY:
      return covers;
    case PANTAU_ROLE_ADMIN:
      return is_device_type (line->type) && covers;
    case PANTAU_ROLE_PEMPROV:
      return line->is_open && covers;
    case PANTAU_ROLE_FIELD:
      return !find_row (line->type)->hidden_from_field &&
             (is_own (actor, record) || (line->is_open && covers));
    case PANTAU_ROLE_PROVINCE:
    default:
      return FALSE;
    }
}

gboolean
pantau_access_may_record (PantauRole role, const char *kind)
{
  const PantauActor actor = { role, "16", "", "" };
  PantauLine line = { PANTAU_TYPE_CREATE, kind, FALSE, actor.region, actor.device, NULL };

  if (pantau_access_judge (&actor, &line, NULL) == NULL)
    return TRUE;
  line.is_open = TRUE;

  return pantau_access_judge (&actor, &line, NULL) == NULL;
}

gboolean
pantau_access_may_list (PantauRole role, const char *kind)
{
  const PantauActor actor = { role, "16", "", "" };
  PantauLine line = { PANTAU_TYPE_CREATE, kind, FALSE, actor.region, "somebody", NULL };

  if (pantau_access_may_record (role, kind) || pantau_access_may_read (&actor, &line, NULL, FALSE))
    return TRUE;
  line.is_open = TRUE;

  return judge_class (&line, NULL) == NULL && pantau_access_may_read (&actor, &line, NULL, FALSE);
}
