/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who may write and read what. The rules are said here once more, from the plan's words and not
 * from pantau-access.c, and every combination of role, type, region, class, kind and ownership is
 * judged by both.
 */

#include "config.h"

#include <string.h>

#include "pantau-access.h"

#define ME       "A000000000000000000000000000000000000000000"
#define MY_OTHER "B000000000000000000000000000000000000000000"
#define STRANGER "C000000000000000000000000000000000000000000"

static const char *const types[] = {
  "record.create",    "record.set",      "record.move",      "status.set",      "note.add",
  "evidence.add",     "evidence.touch",  "review.add",       "forward.add",     "forward.reply",
  "release.add",      "link.add",        "identity.seal",    "identity.open",   "redact",
  "treatment.add",    "treatment.set",   "device.join",      "device.grant",    "device.revoke",
  "identity.ask",     "identity.answer", "identity.wrap",    "device.officers", "device.alert",
  "entry.quarantine", "entry.admit",     "evidence.release", "link.drop",       "assignment.set",
  "weather.add",
};
static const char *const kinds[] = { "risk", "hoax", "neutrality", "other", "device" };
static const char *const actor_regions[] = { "16",    "16.06", "16.06.01", "16.06.01.2001",
                                             "16.71", "16.7" };
static const char *const line_regions[] = { "16",       "16.06", "16.06.01", "16.06.01.2001",
                                            "16.06.02", "16.71", "16.71.01", "17" };
static const char *const statuses[] = { "dicabut", "salah-catat", "baru", "selesai", NULL };

/* Whose the record is. */
typedef enum
{
  BY_ME,
  BY_MY_OTHER_DEVICE,
  BY_STRANGER,
  BY_NAMELESS, /* another device without a person code, and so am I */
  NOT_KNOWN,
  N_OWNERS,
} Owner;

/* Where the record lies, against the line. */
typedef enum
{
  AT_LINE,     /* where the line says */
  WAS_AT_LINE, /* it moved on since */
  ELSEWHERE,
  N_PLACES,
} Place;

typedef struct
{
  PantauRole role;
  const char *region;
  const char *type;
  const char *kind;
  gboolean is_open;
  const char *line_region;
  Owner owner;
  gboolean record_open;
  gboolean same_kind;
  Place place;
  const char *status;
} Case;

/* Is @above the same region as @below, or one that it lies in? By whole parts between dots. */
static gboolean
lies_in (const char *below, const char *above)
{
  gsize length = strlen (above);

  return strncmp (below, above, length) == 0 && (below[length] == '.' || below[length] == '\0');
}

/* "A monitor of a village works for its kecamatan"; one of what is no region, for nothing. */
static const char *
working_region (PantauRole role, const char *region)
{
  if (role == PANTAU_ROLE_FIELD && g_str_equal (region, "16.06.01.2001"))
    return "16.06.01";
  if (role == PANTAU_ROLE_FIELD && g_str_equal (region, "16.7"))
    return "nowhere";

  return region;
}

static gboolean
is_one_of (const char *word, const char *words)
{
  const char *found = strstr (words, word);
  gsize length = strlen (word);

  return found != NULL && (found == words || found[-1] == ' ') &&
         (found[length] == ' ' || found[length] == '\0');
}

static const char *
record_region (const Case *c, guint n)
{
  static const char other[] = "16.13";

  switch (c->place)
    {
    case AT_LINE:
      return n == 0 ? c->line_region : NULL;
    case WAS_AT_LINE:
      return n == 0 ? other : n == 1 ? c->line_region : NULL;
    case ELSEWHERE:
      return n == 0 ? other : NULL;
    case N_PLACES:
    default:
      g_assert_not_reached ();
    }
}

/* Section 3 of the plan, table of types and the paragraph "Who sees a line". */
static gboolean
plan_may_write (const Case *c)
{
  const char *mine = working_region (c->role, c->region);
  gboolean known = c->owner != NOT_KNOWN, own = c->owner == BY_ME || c->owner == BY_MY_OTHER_DEVICE;
  gboolean covered = lies_in (c->line_region, mine);
  gboolean desk = c->role == PANTAU_ROLE_DESK || c->role == PANTAU_ROLE_IDENTITY;
  gboolean field = c->role == PANTAU_ROLE_FIELD;
  gboolean pemprov =
      c->role == PANTAU_ROLE_PEMPROV && c->is_open && is_one_of (c->kind, "risk hoax");

  /* The verdict is the province's, about a line of any kind. */
  if (is_one_of (c->type, "entry.quarantine entry.admit"))
    return c->role == PANTAU_ROLE_PROVINCE;
  /* What the recovery key's holder made offline is brought in by the province. */
  if (g_str_equal (c->type, "identity.wrap") && c->role == PANTAU_ROLE_PROVINCE)
    return !g_str_equal (c->kind, "device");
  /* The province alone tells whom to seal to, and what it has noticed. */
  if (is_one_of (c->type, "device.officers device.alert"))
    return c->role == PANTAU_ROLE_PROVINCE && g_str_equal (c->kind, "device") && !c->is_open;

  /*
   * "device.*": join by the device; grant and revoke by the province and admins; for nobody's eyes
   * but theirs.
   */
  if (g_str_has_prefix (c->type, "device."))
    return g_str_equal (c->kind, "device") && !c->is_open &&
           (g_str_equal (c->type, "device.join") || c->role == PANTAU_ROLE_PROVINCE ||
            (c->role == PANTAU_ROLE_ADMIN && covered));
  if (g_str_equal (c->kind, "device") || c->role == PANTAU_ROLE_ADMIN ||
      c->role == PANTAU_ROLE_PROVINCE)
    return FALSE;

  /*
   * "Neutrality is closed always (but for a desk's release.add); closed never reopens." The release
   * is the open line.
   */
  if (g_str_equal (c->type, "release.add"))
    {
      if (!c->is_open)
        return FALSE;
    }
  /* A redact line is as open as what it names, which its program sees to: whoever has that must hear of it. */
  else if (!g_str_equal (c->type, "redact") && c->is_open &&
           (g_str_equal (c->kind, "neutrality") || (known && !c->record_open)))
    return FALSE;

  if (g_str_equal (c->type, "record.create"))
    {
      if (known)
        return FALSE;
      /*
       * "Where the reported party belongs to Bawaslu's own chain, region is at least one level
       * above."
       */
      if (field || desk)
        return covered || (!c->is_open && lies_in (mine, c->line_region));
      return pemprov && covered;
    }

  if (known && (!c->same_kind || (!g_str_equal (c->type, "record.move") && c->place == ELSEWHERE)))
    return FALSE;

  if (g_str_equal (c->type, "record.move"))
    return desk && known &&
           (lies_in (record_region (c, 0), mine) ||
            (record_region (c, 1) != NULL && lies_in (record_region (c, 1), mine)));
  if (g_str_equal (c->type, "status.set"))
    return (desk && covered) ||
           (field && own && c->status != NULL && is_one_of (c->status, "dicabut salah-catat"));
  /* Who looks after a record is for desks to say. */
  if (is_one_of (c->type, "review.add release.add assignment.set"))
    return desk && covered;
  /* "Pemprov sees files only once a desk has released them": of open hoaxes, and of nothing else. */
  if (g_str_equal (c->type, "evidence.release"))
    return desk && covered && c->is_open && g_str_equal (c->kind, "hoax");
  if (is_one_of (c->type, "forward.add forward.reply"))
    return (desk || pemprov) && covered;
  /* What is done about it: by the author too; Pemprov adds aid to everybody's open risks and hoaxes. */
  if (is_one_of (c->type, "treatment.add treatment.set"))
    return (field && own) || (desk && (own || covered)) || (pemprov && covered);
  /* Pemprov says what it knows of everybody's open risks and hoaxes, and changes nothing of them. */
  if (g_str_equal (c->type, "note.add"))
    return (field && own) || (desk && (own || covered)) || (pemprov && covered);
  if (is_one_of (c->type, "identity.open identity.answer identity.wrap"))
    return c->role == PANTAU_ROLE_IDENTITY && covered;
  if (g_str_equal (c->type, "redact"))
    return desk && g_str_equal (c->region, "16") && covered;
  if (is_one_of (c->type, "identity.seal identity.ask"))
    return (field && own) || (desk && (own || covered)); /* "no identity ever" for Pemprov */

  /*
   * "as create, on own records; desk on its region's": set, evidence, link, and what we do
   * not know yet
   */
  return (field && own) || (desk && (own || covered)) || (pemprov && own);
}

/* Section 3, "Who sees a line", and "kept in quarantine and shown to the desk". */
static gboolean
plan_may_read (const Case *c, gboolean by_me, gboolean is_quarantined)
{
  const char *mine = working_region (c->role, c->region);
  gboolean covered = lies_in (c->line_region, mine), device = g_str_has_prefix (c->type, "device.");

  if (by_me || c->role == PANTAU_ROLE_PROVINCE)
    return TRUE;
  if (is_quarantined)
    return covered && (c->role == PANTAU_ROLE_DESK || c->role == PANTAU_ROLE_IDENTITY);
  if (device && c->owner == BY_ME)
    return TRUE; /* its own grant and revocation */
  if (g_str_equal (c->type, "device.officers") && c->role != PANTAU_ROLE_PEMPROV)
    return TRUE; /* whoever records what has a reporter must be able to seal */

  switch (c->role)
    {
    case PANTAU_ROLE_DESK:
    case PANTAU_ROLE_IDENTITY:
      return covered;
    case PANTAU_ROLE_PEMPROV:
      return c->is_open && covered;
    case PANTAU_ROLE_ADMIN:
      return device && covered;
    case PANTAU_ROLE_FIELD:
      return !is_one_of (c->type, "review.add identity.open identity.wrap") &&
             (c->owner == BY_ME || c->owner == BY_MY_OTHER_DEVICE || (c->is_open && covered));
    case PANTAU_ROLE_PROVINCE:
    default:
      return FALSE;
    }
}

/* What the program is asked for @c. */
static void
prepare (const Case *c,
         PantauActor *actor,
         PantauLine *line,
         PantauRecordFacts *facts,
         const char *regions[3])
{
  regions[0] = record_region (c, 0);
  regions[1] = regions[0] != NULL ? record_region (c, 1) : NULL;
  regions[2] = NULL;

  *actor = (PantauActor){ c->role, c->region, ME, c->owner == BY_NAMELESS ? "" : "P-1" };
  *line = (PantauLine){ c->type, c->kind, c->is_open, c->line_region, ME, c->status };
  *facts = (PantauRecordFacts){
    .kind = c->same_kind                    ? c->kind
            : g_str_equal (c->kind, "risk") ? "hoax"
                                            : "risk",
    .is_open = c->record_open,
    .device = c->owner == BY_ME                ? ME
              : c->owner == BY_MY_OTHER_DEVICE ? MY_OTHER
                                               : STRANGER,
    .person = c->owner == BY_MY_OTHER_DEVICE ? "P-1"
              : c->owner == BY_NAMELESS      ? ""
                                             : "P-2",
    .regions = regions,
  };
}

static void
fail (const Case *c, const char *what, const char *found, gboolean expected)
{
  g_error ("%s: %s of %s as %s %s %s at %s by owner %d (record open %d, kind the same %d, place "
           "%d, status %s): %s, "
           "the plan says %s",
           what, pantau_role_get_name (c->role), c->region, c->type, c->is_open ? "open" : "closed",
           c->kind, c->line_region, (int) c->owner, c->record_open, c->same_kind, (int) c->place,
           c->status != NULL ? c->status : "-", found, expected ? "yes" : "no");
}

static void
check_write (const Case *c)
{
  const char *regions[3], *reason;
  PantauActor actor;
  PantauLine line;
  PantauRecordFacts facts;
  gboolean expected = plan_may_write (c);

  prepare (c, &actor, &line, &facts, regions);
  reason = pantau_access_judge (&actor, &line, c->owner != NOT_KNOWN ? &facts : NULL);
  if ((reason == NULL) != expected)
    fail (c, "write", reason != NULL ? reason : "allowed", expected);
}

static void
check_read (const Case *c, gboolean by_me, gboolean is_quarantined)
{
  const char *regions[3];
  PantauActor actor;
  PantauLine line;
  PantauRecordFacts facts;
  gboolean expected = plan_may_read (c, by_me, is_quarantined), found;

  prepare (c, &actor, &line, &facts, regions);
  line.device = by_me ? ME : STRANGER;
  found =
      pantau_access_may_read (&actor, &line, c->owner != NOT_KNOWN ? &facts : NULL, is_quarantined);
  if (found != expected)
    fail (c,
          is_quarantined ? "read in quarantine"
          : by_me        ? "read own"
                         : "read",
          found ? "allowed" : "refused", expected);
}

static void
vary_record (Case c, guint *n)
{
  gboolean known = c.owner != NOT_KNOWN;

  for (c.record_open = FALSE; c.record_open <= (known ? TRUE : FALSE); c.record_open++)
    for (c.same_kind = known ? FALSE : TRUE; c.same_kind <= TRUE; c.same_kind++)
      for (c.place = AT_LINE; c.place < (known && c.same_kind ? N_PLACES : 1); c.place++)
        for (guint s = 0; s < (g_str_equal (c.type, "status.set") ? G_N_ELEMENTS (statuses) : 1);
             s++)
          {
            c.status = g_str_equal (c.type, "status.set") ? statuses[s] : NULL;
            check_write (&c);
            *n += 1;
          }
}

static void
test_write (void)
{
  guint n = 0;

  for (guint role = 0; role < PANTAU_N_ROLES; role++)
    for (guint a = 0; a < G_N_ELEMENTS (actor_regions); a++)
      for (guint t = 0; t < G_N_ELEMENTS (types); t++)
        for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
          for (guint l = 0; l < G_N_ELEMENTS (line_regions); l++)
            for (guint o = 0; o < N_OWNERS; o++)
              for (gboolean open = FALSE; open <= TRUE; open++)
                vary_record ((Case){ (PantauRole) role, actor_regions[a], types[t], kinds[k], open,
                                     line_regions[l], (Owner) o },
                             &n);

  g_test_message ("%u cases", n);
  g_assert_cmpuint (n, >, 100000);
}

static void
test_read (void)
{
  for (guint role = 0; role < PANTAU_N_ROLES; role++)
    for (guint a = 0; a < G_N_ELEMENTS (actor_regions); a++)
      for (guint t = 0; t < G_N_ELEMENTS (types); t++)
        for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
          for (guint l = 0; l < G_N_ELEMENTS (line_regions); l++)
            for (guint o = 0; o < N_OWNERS; o++)
              for (guint bits = 0; bits < 8; bits++)
                {
                  Case c = { (PantauRole) role,
                             actor_regions[a],
                             types[t],
                             kinds[k],
                             (bits & 1) != 0,
                             line_regions[l],
                             (Owner) o,
                             TRUE,
                             TRUE,
                             AT_LINE,
                             NULL };

                  check_read (&c, (bits & 2) != 0, (bits & 4) != 0);
                }
}

/*
 * The few that matter most, in words of their own, so that an error in the enumeration cannot hide
 * them.
 */
static gboolean
reads (PantauRole role,
       const char *region,
       const char *type,
       gboolean is_open,
       const char *line_region)
{
  const char *regions[] = { line_region, NULL };
  PantauActor actor = { role, region, ME, "P-1" };
  PantauLine line = { type, "hoax", is_open, line_region, STRANGER, NULL };
  PantauRecordFacts facts = { "hoax", is_open, STRANGER, "P-2", regions };

  return pantau_access_may_read (&actor, &line, &facts, FALSE);
}

static void
test_regions_at_dots (void)
{
  g_assert_false (reads (PANTAU_ROLE_DESK, "16.7", "record.create", FALSE, "16.71"));
  g_assert_false (reads (PANTAU_ROLE_PEMPROV, "16.7", "record.create", TRUE, "16.71.01"));
  g_assert_false (reads (PANTAU_ROLE_DESK, "16.71.01", "record.create", FALSE, "16.71"));
  g_assert_true (reads (PANTAU_ROLE_DESK, "16.71", "record.create", FALSE, "16.71.01.1001"));
  g_assert_false (reads (PANTAU_ROLE_DESK, "", "record.create", TRUE, "16.71"));
}

static void
test_village_grant (void)
{
  g_assert_true (reads (PANTAU_ROLE_FIELD, "16.06.01.2001", "record.create", TRUE, "16.06.01"));
  g_assert_true (
      reads (PANTAU_ROLE_FIELD, "16.06.01.2001", "record.create", TRUE, "16.06.01.2002"));
  g_assert_false (reads (PANTAU_ROLE_FIELD, "16.06.01.2001", "record.create", FALSE, "16.06.01"));
  g_assert_false (reads (PANTAU_ROLE_FIELD, "16.06.01.2001", "record.create", TRUE, "16.06.02"));
  g_assert_false (reads (PANTAU_ROLE_FIELD, "16.06.01.2001", "record.create", TRUE, "16.06"));
}

static void
test_pemprov_closed (void)
{
  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    for (guint l = 0; l < G_N_ELEMENTS (line_regions); l++)
      g_assert_false (reads (PANTAU_ROLE_PEMPROV, "16", types[t], FALSE, line_regions[l]));
  g_assert_true (reads (PANTAU_ROLE_PEMPROV, "16", "release.add", TRUE, "16.06.01"));
}

/*
 * A legal study and an opened identity are no reading for the field, whosever record, whatever
 * their class.
 */
static void
test_hidden_from_field (void)
{
  for (gboolean open = FALSE; open <= TRUE; open++)
    {
      const char *regions[] = { "16.06.01", NULL };
      PantauActor actor = { PANTAU_ROLE_FIELD, "16.06.01", ME, "P-1" };
      PantauLine line = { "review.add", "risk", open, "16.06.01", STRANGER, NULL };
      PantauRecordFacts mine = { "risk", TRUE, ME, "P-1", regions };

      g_assert_false (pantau_access_may_read (&actor, &line, &mine, FALSE));
      g_assert_false (reads (PANTAU_ROLE_FIELD, "16.06.01", "review.add", open, "16.06.01"));
      g_assert_false (reads (PANTAU_ROLE_FIELD, "16.06.01", "identity.open", open, "16.06.01"));
    }
}

/* The rule for a quarantined line names its class nowhere: a forged "open" opens nothing. */
static void
test_quarantine (void)
{
  const char *regions[] = { "16.06.01", NULL };
  PantauLine line = { "record.set", "risk", TRUE, "16.06.01", STRANGER, NULL };
  PantauLine grant = { "device.grant", "device", FALSE, "16.06.01", STRANGER, NULL };
  PantauRecordFacts mine = { "risk", TRUE, ME, "P-1", regions };
  PantauActor field = { PANTAU_ROLE_FIELD, "16.06.01", ME, "P-1" };
  PantauActor pemprov = { PANTAU_ROLE_PEMPROV, "16", ME, "P-1" };
  PantauActor admin = { PANTAU_ROLE_ADMIN, "16", ME, "P-1" };
  PantauActor desk = { PANTAU_ROLE_DESK, "16.06", ME, "P-1" };
  PantauActor author = { PANTAU_ROLE_PEMPROV, "16.71", STRANGER, "P-2" };

  g_assert_false (pantau_access_may_read (&field, &line, &mine, TRUE));
  g_assert_false (pantau_access_may_read (&pemprov, &line, &mine, TRUE));
  g_assert_false (pantau_access_may_read (&admin, &grant, &mine, TRUE));
  g_assert_true (pantau_access_may_read (&desk, &line, &mine, TRUE));
  g_assert_true (pantau_access_may_read (&author, &line, &mine, TRUE));
}

static const char *
judge_mine (
    PantauRole role, const char *type, gboolean is_open, gboolean record_open, const char *status)
{
  const char *regions[] = { "16.06.01", NULL };
  PantauActor actor = { role, "16.06.01", ME, "P-1" };
  PantauLine line = { type, "hoax", is_open, "16.06.01", ME, status };
  PantauRecordFacts facts = { "hoax", record_open, ME, "P-1", regions };

  return pantau_access_judge (&actor, &line, &facts);
}

/* What a hoax is, only desks say; the rest of a change is judged as ever. */
static void
test_verdict (void)
{
  const char *regions[] = { "16.06.01", NULL };
  PantauRecordFacts facts = { "hoax", TRUE, ME, "P-1", regions };

  for (guint role = 0; role < PANTAU_N_ROLES; role++)
    {
      PantauActor actor = { (PantauRole) role, "16.06.01", ME, "P-1" };
      PantauLine line = { "record.set", "hoax", TRUE, "16.06.01", ME, NULL, FALSE };
      const char *without = pantau_access_judge (&actor, &line, &facts), *with;

      line.sets_verdict = TRUE;
      with = pantau_access_judge (&actor, &line, &facts);
      if (role == PANTAU_ROLE_DESK || role == PANTAU_ROLE_IDENTITY)
        g_assert_null (with);
      else
        g_assert_cmpstr (with, ==, without != NULL ? without : "verdict");
    }
}

static void
test_withdrawal (void)
{
  g_assert_null (judge_mine (PANTAU_ROLE_FIELD, "status.set", TRUE, TRUE, "dicabut"));
  g_assert_null (judge_mine (PANTAU_ROLE_FIELD, "status.set", FALSE, FALSE, "salah-catat"));
  g_assert_cmpstr (judge_mine (PANTAU_ROLE_FIELD, "status.set", TRUE, TRUE, "selesai"), ==,
                   "status");
  g_assert_cmpstr (judge_mine (PANTAU_ROLE_FIELD, "status.set", TRUE, TRUE, NULL), ==, "status");
  g_assert_nonnull (judge_mine (PANTAU_ROLE_PEMPROV, "status.set", TRUE, TRUE, "dicabut"));
}

static void
test_closed_stays_closed (void)
{
  g_assert_cmpstr (judge_mine (PANTAU_ROLE_DESK, "record.set", TRUE, FALSE, NULL), ==, "class");
  g_assert_cmpstr (judge_mine (PANTAU_ROLE_DESK, "record.move", TRUE, FALSE, NULL), ==, "class");
  g_assert_null (judge_mine (PANTAU_ROLE_DESK, "record.move", FALSE, TRUE, NULL));
  g_assert_null (judge_mine (PANTAU_ROLE_DESK, "release.add", TRUE, FALSE, NULL));
  g_assert_cmpstr (judge_mine (PANTAU_ROLE_DESK, "release.add", FALSE, FALSE, NULL), ==, "class");
  g_assert_nonnull (judge_mine (PANTAU_ROLE_FIELD, "release.add", TRUE, FALSE, NULL));
}

/*
 * The kecamatan's own people do not read what is said of them; and a desk may report its own chief.
 */
static void
test_own_chain (void)
{
  PantauActor monitor = { PANTAU_ROLE_FIELD, "16.06.01", ME, "P-1" },
              desk = { PANTAU_ROLE_DESK, "16.06", ME, "P-1" };
  PantauLine line = { "record.create", "neutrality", FALSE, "16.06", ME, NULL };

  g_assert_null (pantau_access_judge (&monitor, &line, NULL));
  line.region = "16";
  g_assert_null (pantau_access_judge (&monitor, &line, NULL));
  g_assert_null (pantau_access_judge (&desk, &line, NULL));
  line.region = "16.07";
  g_assert_cmpstr (pantau_access_judge (&desk, &line, NULL), ==, "region");

  line = (PantauLine){ "record.create", "risk", TRUE, "16.06", ME, NULL };
  g_assert_cmpstr (pantau_access_judge (&monitor, &line, NULL), ==, "region");
}

static void
test_names (void)
{
  PantauRole role;

  for (guint i = 0; i < PANTAU_N_ROLES; i++)
    {
      g_assert_true (pantau_role_from_name (pantau_role_get_name ((PantauRole) i), &role));
      g_assert_cmpuint (role, ==, i);
    }
  g_assert_false (pantau_role_from_name ("root", &role));
  g_assert_false (pantau_role_from_name ("", &role));
  g_assert_false (pantau_role_from_name (NULL, &role));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/access/write", test_write);
  g_test_add_func ("/access/read", test_read);
  g_test_add_func ("/access/regions-at-dots", test_regions_at_dots);
  g_test_add_func ("/access/village-grant", test_village_grant);
  g_test_add_func ("/access/pemprov-closed", test_pemprov_closed);
  g_test_add_func ("/access/hidden-from-field", test_hidden_from_field);
  g_test_add_func ("/access/quarantine", test_quarantine);
  g_test_add_func ("/access/verdict", test_verdict);
  g_test_add_func ("/access/withdrawal", test_withdrawal);
  g_test_add_func ("/access/closed-stays-closed", test_closed_stays_closed);
  g_test_add_func ("/access/own-chain", test_own_chain);
  g_test_add_func ("/access/names", test_names);

  return g_test_run ();
}
