/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All keys of the program but those of single pages, in one place. */

#include "config.h"

#include "pantau-keys.h"

const PantauKey pantau_keys[] = {
  { "win.new-record::risk", { "<Control>1" } },
  { "win.new-record::hoax", { "<Control>2" } },
  { "win.new-record::neutrality", { "<Control>3" } },
  { "win.new-record::other", { "<Control>4" } },
  { "win.new-record::activity", { "<Control>5" } },
  { "win.choose-kind", { "<Control>n" } },
  { "win.paste", { "<Control><Shift>v" } },
  { "win.search", { "<Control>f" } },
  { "win.show::all", { "<Alt>1" } },
  { "win.show::drafts", { "<Alt>2" } },
  { "win.show::differences", { "<Alt>3" } },
  { "win.show::sync", { "<Alt>4" } },
  { "win.show::deadlines", { "<Alt>5" } },
  { "win.show::register", { "<Alt>6" } },
  { "win.show::coverage", { "<Alt>7" } },
  { "win.show::agencies", { "<Alt>8" } },
  { "win.show::releases", { "<Alt>9" } },
  { "win.show::claims", { "<Alt>0" } },
  { "win.show::lapsit", { "<Alt>l" } },
  { "win.show::warnings", { "<Alt>w" } },
  { "win.show::files", { "<Alt>b" } },
  { "win.show::triage", { "<Alt>q" } },
  { "win.show::situation", { "<Alt>i" } },
  { "win.sync", { "<Control>r", "F5" } },
  { "win.back", { "Escape", "<Alt>Left" }, TRUE },
  { "win.toggle-sidebar", { "F9" } },
  { "win.enroll", { "<Control><Shift>d" } },
  { "win.notices", { "<Control>comma" } },
  { "app.profiles", { "<Control><Shift>o" } },
  { "app.menu", { "F10" }, TRUE }, /* GtkMenuButton:primary has it */
  { "app.shortcuts", { "<Control>question", "F1" } },
  { "window.close", { "<Control>w" } },
  { "app.quit", { "<Control>q" } },
  { NULL },
};

void
pantau_keys_install (GtkApplication *application)
{
  for (const PantauKey *key = pantau_keys; key->action != NULL; key++)
    if (!key->after)
      gtk_application_set_accels_for_action (application, key->action, key->keys);
}
