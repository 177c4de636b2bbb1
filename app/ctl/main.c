/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl: the core without a screen (data/doc/protocol.md, "Programs"). */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "ctl.h"
#include "pantau-console.h"
#include "pantau-error.h"
#include "pantau-locale.h"

static CtlOptions options = { .seed = 1, .soon = -1, .ordinal = 1 };
static gboolean version;

static const struct
{
  const char *name;
  CtlCommand run;
  const char *usage;
} commands[] = {
  { "init", ctl_init, "init [--practice]" },
  { "enroll", ctl_enroll, "enroll (--server URL CODE | --invitation FILE) [--recovery LETTERS]" },
  { "record", ctl_record, "record --kind risk|hoax|neutrality|other|activity FILE" },
  { "paste", ctl_paste, "paste FILE|- [--region CODE] [--dry-run] [--json]" },
  { "set", ctl_set, "set UUID KEY=VALUE …" },
  { "move", ctl_move, "move UUID REGION" },
  { "status", ctl_status, "status UUID STATUS [--reason TEXT]" },
  { "note", ctl_note, "note UUID TEXT" },
  { "attach", ctl_attach,
    "attach UUID FILE [--text NOTE] [--origin CODE] [--medium WHERE] [--json]" },
  { "release-file", ctl_release_file, "release-file UUID SHA256 [--reason TEXT] [--masked FILE]" },
  { "fetch", ctl_fetch, "fetch UUID SHA256 [--to FILE [--note TEXT]]" },
  { "touch", ctl_touch,
    "touch UUID SHA256 … --what export|print|forward|hand-over [--to TEXT] [--note TEXT]" },
  { "export", ctl_export, "export --bundle DIR|FILE.zip --to TEXT [--note TEXT] UUID …" },
  { "custody", ctl_custody, "custody UUID [SHA256] [--json]" },
  { "proof", ctl_proof, "proof [--to FILE] [--json]" },
  { "rekey", ctl_rekey, "rekey [CODE]" },
  { "forward", ctl_forward,
    "forward UUID AGENCY --channel CHANNEL [--person WHO] [--copy AGENCY …] [--when TIME] "
    "[--reply-due TIME|-] [--letter NUMBER] [--note TEXT]" },
  { "reply", ctl_reply, "reply UUID FORWARD --text TEXT [--person WHO] [--when TIME]" },
  { "treat", ctl_treat,
    "treat UUID WHAT [--text TEXT] [--person WHO] [--due TIME] [--aid THING=N …]" },
  { "treatment", ctl_treatment, "treatment UUID ENTRY STATE [--text TEXT] [--when TIME]" },
  { "become", ctl_become, "become UUID [--when TIME]" },
  { "link", ctl_link, "link UUID sighting-of|same-event|duplicate-of|became UUID" },
  { "unlink", ctl_unlink, "unlink UUID ENTRY --reason TEXT" },
  { "claims", ctl_claims,
    "claims [--order spread|speed|harm|verdict|newest] [--verdict VERDICT] [--region CODE] "
    "[--limit N] [--json]" },
  { "claim", ctl_claim, "claim UUID [--json]" },
  { "verdict", ctl_verdict,
    "verdict UUID belum|sedang|hoaks|benar|tak-terverifikasi [--facts TEXT] [--references TEXT]" },
  { "counter", ctl_counter, "counter UUID media|figures" },
  { "review", ctl_review, "review UUID FILE [--paper PDF]" },
  { "release", ctl_release, "release UUID FORWARD --text TEXT [--reply TEXT] [--when TIME]" },
  { "releases", ctl_releases,
    "releases [UUID] [--region CODE] [--kind KIND] [--all] [--limit N] [--json]" },
  { "agency", ctl_agency, "agency [AGENCY] [--region CODE] [--limit N] [--json]" },
  { "due", ctl_due, "due [--until TIME] [--region CODE] [--kind KIND] [--limit N] [--json]" },
  { "agencies", ctl_agencies, "agencies [UUID] [--kind KIND] [--json]" },
  { "checklist", ctl_checklist, "checklist UUID [--json]" },
  { "elections", ctl_elections, "elections [--json]" },
  { "list", ctl_list,
    "list [--search TEXT] [--kind KIND] [--region CODE] [--status STATUS] [--limit N] [--json]" },
  { "queue", ctl_queue,
    "queue [--view open|unread|mine|returned] [--search TEXT] [--kind KIND] [--region CODE] "
    "[--status STATUS] [--limit N] [--json]" },
  { "assign", ctl_assign, "assign UUID (me | PERSON | --region CODE) [--reason TEXT]" },
  { "give-back", ctl_give_back, "give-back UUID [--reason TEXT]" },
  { "show", ctl_show, "show UUID [--json]" },
  { "similar", ctl_similar, "similar FILE|-|--url URL [--limit N] [--json]" },
  { "consequence", ctl_consequence, "consequence UUID [--json]" },
  { "clocks", ctl_clocks,
    "clocks [UUID] [--overdue | --today | --soon DAYS] [--region CODE] [--kind KIND] [--limit N] "
    "[--json]" },
  { "count", ctl_count,
    "count [--by region|hazard|level] [--region CODE] [--hazard CODE] [--election CODE] [--all] "
    "[--from DATE] [--until DATE] [--records FIGURE] [--json]" },
  { "coverage", ctl_coverage,
    "coverage [--region CODE] [--level kabkota|kecamatan|village|tps] [--election CODE] "
    "[--from DATE] [--until DATE] [--json]" },
  { "situation", ctl_situation, "situation [--region CODE] [--election CODE] [--at DAY] [--json]" },
  { "lapsit", ctl_lapsit,
    "lapsit make [--period daily|weekly] [--at TIME] [--region CODE] [--election CODE] [--json]" },
  { "lapsit", ctl_lapsit, "lapsit list [--json]" },
  { "lapsit", ctl_lapsit, "lapsit show ID [--json]" },
  { "lapsit", ctl_lapsit,
    "lapsit set ID [--analysis TEXT] [--efforts TEXT] [--recommendations TEXT] [--signatory "
    "NAME]" },
  { "lapsit", ctl_lapsit, "lapsit text ID" },
  { "lapsit", ctl_lapsit, "lapsit pdf|odt ID --to FILE [--replace]" },
  { "lapsit", ctl_lapsit, "lapsit verify ID [--json]" },
  { "lapsit", ctl_lapsit, "lapsit remove ID" },
  { "identity", ctl_identity, "identity key|status" },
  { "redact", ctl_redact, "redact UUID|ENTRY … --reason TEXT --basis TEXT [--json]" },
  { "redactions", ctl_redactions, "redactions [UUID] [--all] [--json]" },
  { "identity", ctl_identity,
    "identity seal UUID --person reporter|witness [--ordinal N] [--card PICTURE] FILE|-" },
  { "identity", ctl_identity, "identity list UUID [--json]" },
  { "identity", ctl_identity, "identity open UUID SEAL --reason TEXT" },
  { "identity", ctl_identity,
    "identity ask UUID --person reporter|witness [--ordinal N] --text TEXT" },
  { "identity", ctl_identity, "identity asks [--all] [--json]" },
  { "identity", ctl_identity, "identity answer UUID ASK OUTCOME [--text TEXT]" },
  { "identity", ctl_identity, "identity reseal [UUID]" },
  { "totals", ctl_totals, "totals [--kind KIND] [--json]" },
  { "identity", ctl_identity, "identity alerts [--limit N] [--json]" },
  { "sync", ctl_sync, "sync [--wait SECONDS] [--no-files]" },
  { "enroll", ctl_enroll, "enroll --by-file OUT (--server URL CODE | --invitation FILE)" },
  { "courier", ctl_courier,
    "courier out FILE [--no-files] [--all] [--for CARD …] [--most SIZE] [--replace] [--json]" },
  { "courier", ctl_courier, "courier in FILE … [--json]" },
  { "courier", ctl_courier, "courier card FILE [--replace]" },
  { "courier", ctl_courier, "courier note FILE [--json]" },
  { "courier", ctl_courier, "courier list [--limit N] [--json]" },
  { "sync", ctl_sync, "sync [--wait SECONDS | --keep] [--no-files]" },
  { "alerts", ctl_alerts,
    "alerts [list] [--json] | fetch [URL] | read FILE|DIR … | show ID | open ID [KECAMATAN …]" },
  { "reconcile", ctl_reconcile, "reconcile [--json]" },
  { "files", ctl_files, "files [pause|resume|metered N|metered off] [--limit N] [--json]" },
  { "verify", ctl_verify, "verify" },
  { "verify", ctl_verify, "verify [--files | --bundle PATH] [--json]" },
  { "rebuild", ctl_rebuild, "rebuild" },
  { "seed", ctl_seed, "seed N [--seed NUMBER] [--region CODE] [--claims]" },
};

static const GOptionEntry entries[] = {
  { "home", 0, 0, G_OPTION_ARG_FILENAME, &options.home, N_ ("The home directory"), "DIR" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &options.json,
    N_ ("Answers and errors as JSON, one object a line"), NULL },
  { "practice", 0, 0, G_OPTION_ARG_NONE, &options.practice, N_ ("init: a practice home (LATIHAN)"),
    NULL },
  { "kind", 0, 0, G_OPTION_ARG_STRING, &options.kind, N_ ("record, list: the kind of record"),
    "KIND" },
  { "server", 0, 0, G_OPTION_ARG_STRING, &options.server, N_ ("enroll: the province's address"),
    "URL" },
  { "recovery", 0, 0, G_OPTION_ARG_STRING, &options.recovery,
    N_ ("enroll: the letters of Bawaslu's recovery key, from the invitation"), "LETTERS" },
  { "region", 0, 0, G_OPTION_ARG_STRING, &options.region,
    N_ ("list, count, coverage, situation, lapsit, releases, agency, seed: within this region"),
    "CODE" },
  { "status", 0, 0, G_OPTION_ARG_STRING, &options.status, N_ ("list: with this status"), "STATUS" },
  { "view", 0, 0, G_OPTION_ARG_STRING, &options.view,
    N_ ("queue: open (usual), unread, mine or returned"), "VIEW" },
  { "search", 0, 0, G_OPTION_ARG_STRING, &options.search,
    N_ ("list: what the search of the window would find"), "TEXT" },
  { "limit", 0, 0, G_OPTION_ARG_INT, &options.limit, N_ ("list: at most so many"), "N" },
  { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason,
    N_ ("status, redact, release-file, identity open: why"), "TEXT" },
  { "basis", 0, 0, G_OPTION_ARG_STRING, &options.basis,
    N_ ("redact: the law or decision that demands it"), "TEXT" },
  { "overdue", 0, 0, G_OPTION_ARG_NONE, &options.overdue, N_ ("clocks: what is overdue"), NULL },
  { "today", 0, 0, G_OPTION_ARG_NONE, &options.today, N_ ("clocks: what is due today"), NULL },
  { "soon", 0, 0, G_OPTION_ARG_INT, &options.soon,
    N_ ("clocks: what is due within so many days after today"), "DAYS" },
  { "wait", 0, 0, G_OPTION_ARG_INT, &options.wait, N_ ("sync: wait for news so long, at most 60"),
    "SECONDS" },
  { "keep", 0, 0, G_OPTION_ARG_NONE, &options.keep,
    N_ ("sync: stay, and go on until it is told to end"), NULL },
  { "no-files", 0, 0, G_OPTION_ARG_NONE, &options.no_files,
    N_ ("sync: lines only; files wait for another time"), NULL },
  { "seed", 0, 0, G_OPTION_ARG_INT64, &options.seed,
    N_ ("seed: the same number gives the same records"), "NUMBER" },
  { "claims", 0, 0, G_OPTION_ARG_NONE, &options.claims,
    N_ ("seed: claims with sightings for the hoax desk too, seen within the last days"), NULL },
  { "by", 0, 0, G_OPTION_ARG_STRING, &options.by,
    N_ ("count: a line for each region, hazard or level"), "GROUP" },
  { "hazard", 0, 0, G_OPTION_ARG_STRING, &options.hazard, N_ ("count: of this hazard"), "CODE" },
  { "records", 0, 0, G_OPTION_ARG_STRING, &options.records,
    N_ ("count: the records behind a figure"), "FIGURE" },
  { "all", 0, 0, G_OPTION_ARG_NONE, &options.all,
    N_ ("count, redactions: what is done as well; releases: what was replaced"), NULL },
  { "level", 0, 0, G_OPTION_ARG_STRING, &options.level,
    N_ ("coverage: kabkota, kecamatan, village or tps"), "LEVEL" },
  { "election", 0, 0, G_OPTION_ARG_STRING, &options.election,
    N_ ("count, coverage, situation, lapsit: of this election"), "CODE" },
  { "at", 0, 0, G_OPTION_ARG_STRING, &options.at,
    N_ ("situation: as it was at the end of this day; lapsit: up to this hour, a day alone is all "
        "of "
        "it; now unless said"),
    "TIME" },
  { "period", 0, 0, G_OPTION_ARG_STRING, &options.period, N_ ("lapsit: daily or weekly"),
    "PERIOD" },
  { "analysis", 0, 0, G_OPTION_ARG_STRING, &options.analysis, N_ ("lapsit: the analysis"), "TEXT" },
  { "efforts", 0, 0, G_OPTION_ARG_STRING, &options.efforts, N_ ("lapsit: what was done"), "TEXT" },
  { "recommendations", 0, 0, G_OPTION_ARG_STRING, &options.recommendations,
    N_ ("lapsit: what is recommended"), "TEXT" },
  { "signatory", 0, 0, G_OPTION_ARG_STRING, &options.signatory,
    N_ ("lapsit: the name of who signs"), "NAME" },
  { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, N_ ("count, coverage: events since this day"),
    "DATE" },
  { "until", 0, 0, G_OPTION_ARG_STRING, &options.until,
    N_ ("count, coverage: events up to this day; due: what is due before then"), "DATE" },
  { "channel", 0, 0, G_OPTION_ARG_STRING, &options.channel,
    N_ ("forward: telepon, wa, radio, langsung, surat, surel"), "CHANNEL" },
  { "person", 0, 0, G_OPTION_ARG_STRING, &options.person,
    N_ ("forward, reply, treat: the office or duty post; identity: reporter or witness"), "WHO" },
  { "ordinal", 0, 0, G_OPTION_ARG_INT, &options.ordinal,
    N_ ("identity: which of several, 1 unless said"), "N" },
  { "card", 0, 0, G_OPTION_ARG_FILENAME, &options.picture,
    N_ ("identity seal: a picture of the identity card"), "PICTURE" },
  { "copy", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.copies,
    N_ ("forward: a copy goes there; may be repeated; “-”: to nobody"), "AGENCY" },
  { "letter", 0, 0, G_OPTION_ARG_STRING, &options.letter, N_ ("forward: number of the letter"),
    "NUMBER" },
  { "note", 0, 0, G_OPTION_ARG_STRING, &options.note,
    N_ ("forward, touch, export: what else was said"), "TEXT" },
  { "reply-due", 0, 0, G_OPTION_ARG_STRING, &options.reply_due,
    N_ ("forward: when the reply is due; “-”: none is awaited"), "TIME" },
  { "when", 0, 0, G_OPTION_ARG_STRING, &options.when,
    N_ ("forward, reply, treatment, become, release: when it was, if not now"), "TIME" },
  { "text", 0, 0, G_OPTION_ARG_STRING, &options.text,
    N_ ("reply, treat, treatment, release, attach, identity: the text"), "TEXT" },
  { "due", 0, 0, G_OPTION_ARG_STRING, &options.due, N_ ("treat: until when it is to be done"),
    "TIME" },
  { "aid", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.aid,
    N_ ("treat: what is brought, such as perahu=2; may be repeated"), "THING=N" },
  { "paper", 0, 0, G_OPTION_ARG_FILENAME, &options.paper,
    N_ ("review: the paper itself, instead of its texts"), "PDF" },
  { "reply", 0, 0, G_OPTION_ARG_STRING, &options.reply, N_ ("release: what the agency answered"),
    "TEXT" },
  { "masked", 0, 0, G_OPTION_ARG_FILENAME, &options.masked,
    N_ ("release-file: release this masked copy instead of the file itself"), "FILE" },
  { "origin", 0, 0, G_OPTION_ARG_STRING, &options.origin,
    N_ ("attach: from whom the file came: sendiri, rekan, pelapor, saksi, masyarakat, instansi, "
        "unduhan"),
    "CODE" },
  { "medium", 0, 0, G_OPTION_ARG_STRING, &options.medium,
    N_ ("attach: where a file of more than 100 MiB is kept; only its hash is recorded"), "WHERE" },
  { "to", 0, 0, G_OPTION_ARG_FILENAME, &options.to,
    N_ ("fetch: write a copy there too, never over another file; touch, export: the office it goes "
        "to; lapsit: the file"),
    "FILE" },
  { "what", 0, 0, G_OPTION_ARG_STRING, &options.what,
    N_ ("touch: what was done: export, print, forward, hand-over"), "WHAT" },
  { "order", 0, 0, G_OPTION_ARG_STRING, &options.order,
    N_ ("claims: which come first: spread, speed, harm, verdict, newest"), "ORDER" },
  { "verdict", 0, 0, G_OPTION_ARG_STRING, &options.verdict, N_ ("claims: with this verdict"),
    "VERDICT" },
  { "facts", 0, 0, G_OPTION_ARG_STRING, &options.facts,
    N_ ("verdict: what is true instead, and how one knows"), "TEXT" },
  { "references", 0, 0, G_OPTION_ARG_STRING, &options.references,
    N_ ("verdict: where it can be read"), "TEXT" },
  { "url", 0, 0, G_OPTION_ARG_STRING, &options.url, N_ ("similar: by this link"), "URL" },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run,
    N_ ("paste: say what was understood, and record nothing"), NULL },
  { "bundle", 0, 0, G_OPTION_ARG_FILENAME, &options.bundle,
    N_ ("export, verify: an evidence bundle; a ZIP where it ends with .zip"), "PATH" },
  { "files", 0, 0, G_OPTION_ARG_NONE, &options.files,
    N_ ("verify: a line for each file; paste: attach the files of a Telegram export, from its "
        "folder"),
    NULL },
  { "for", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.cards,
    N_ ("courier out: for the laptop of this card too; may be repeated"), "CARD" },
  { "most", 0, 0, G_OPTION_ARG_STRING, &options.most,
    N_ ("courier out: no file larger than this, such as 700M; the rest goes into FILE-2, FILE-3 …"),
    "SIZE" },
  { "replace", 0, 0, G_OPTION_ARG_NONE, &options.replace,
    N_ ("courier out, courier card, enroll, lapsit: replace a file that is there already"), NULL },
  { "by-file", 0, 0, G_OPTION_ARG_FILENAME, &options.by_file,
    N_ ("enroll: without any signal, by a courier file"), "OUT" },
  { "invitation", 0, 0, G_OPTION_ARG_FILENAME, &options.invitation,
    N_ ("enroll: the invitation as a file, instead of its code"), "FILE" },
  { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_ ("Show the version"), NULL },
  { NULL },
};

PantauHome *
ctl_open (const CtlOptions *given, PantauHomeMode mode, GError **error)
{
  g_autoptr (PantauHome) home = pantau_home_open (given->home, mode, error);

  if (home != NULL && pantau_home_get_repair (home) != NULL)
    pantau_console_fault ("repaired", NULL, pantau_home_get_repair (home));

  return g_steal_pointer (&home);
}

gboolean
ctl_check_arguments (int argc, char **argv, int min, int max, const char *usage, GError **error)
{
  return (argc - 1 >= min && argc - 1 <= max) ||
         pantau_throw (error, PANTAU_ERROR_INVALID, _ ("use it so: pantauctl --home DIR %s"),
                       usage);
}

/* Whoever got a bundle or a stick may have no home. */
static gboolean
needs_no_home (int argc, char **argv)
{
  return (options.bundle != NULL && g_str_equal (argv[1], "verify")) ||
         (argc > 2 && g_str_equal (argv[1], "courier") && g_str_equal (argv[2], "note"));
}

static char *
summary (void)
{
  g_autoptr (GString) text = g_string_new (_ ("Commands:"));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "\n  %s", commands[i].usage);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  int status = -1;

  g_set_prgname ("pantauctl");
  pantau_locale_init (pantau_locale_take_argument (&argc, &argv));
  /* Before the options are read, so that a fault in them is told in the same way. */
  pantau_console_set_json (g_strv_contains ((const char *const *) argv, "--json"));

  text = summary ();
  context = g_option_context_new (_ ("COMMAND"));
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, text);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return pantau_console_fail (error);
  pantau_console_set_json (options.json);

  if (version)
    {
      printf ("pantauctl %s\n", PANTAU_VERSION);
      return PANTAU_EXIT_OK;
    }
  if (argc < 2 || (options.home == NULL && !needs_no_home (argc, argv)))
    {
      g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

      fprintf (stderr, "%s", help);
      return PANTAU_EXIT_FAILED;
    }

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (argv[1], commands[i].name))
      {
        status = commands[i].run (&options, argc - 1, argv + 1, &error);
        break;
      }
  if (status < 0 && error == NULL)
    pantau_throw (&error, PANTAU_ERROR_INVALID, _ ("there is no command “%s”"), argv[1]);

  return status >= 0 ? status : pantau_console_fail (error);
}
