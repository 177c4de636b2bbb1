/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pantauctl identity: its subcommands. What officers and the recovery key are about is in ctl-officer.c, what is sealed in ctl-seal.c and ctl-open.c. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ctl.h"
#include "pantau-error.h"

int
ctl_identity (const CtlOptions *options, int argc, char **argv, GError **error)
{
  static const struct
  {
    const char *name;
    CtlCommand run;
  } commands[] = {
    { "key", ctl_identity_key },
    { "status", ctl_identity_status },
    { "seal", ctl_identity_seal },
    { "list", ctl_identity_list },
    { "open", ctl_identity_open },
    { "ask", ctl_identity_ask },
    { "asks", ctl_identity_asks },
    { "answer", ctl_identity_answer },
    { "reseal", ctl_identity_reseal },
    { "alerts", ctl_identity_alerts },
  };

  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (argv[1], commands[i].name))
      return commands[i].run (options, argc - 1, argv + 1, error);

  pantau_throw (error, PANTAU_ERROR_INVALID, _ ("use it so: pantauctl --home DIR %s"),
                "identity key|status|seal|list|open|ask|asks|answer|reseal|alerts");

  return -1;
}
