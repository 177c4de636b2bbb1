# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts TAP lines in the logs that `meson test` left in the given directories; exits 1 where anything failed."""

import glob
import json
import os
import re
import sys

passed = failed = skipped = programs = 0
for directory in sys.argv[1:]:
    logs = glob.glob(os.path.join(directory, "testlog*.json"))
    if not logs:
        print("no test was run in", directory)
        failed += 1
        continue
    for line in open(max(logs, key=os.path.getmtime), encoding="utf-8"):
        test = json.loads(line)
        programs += 1
        output = test.get("stdout") or ""
        not_ok = len(re.findall(r"^not ok\b", output, re.M))
        skip = len(re.findall(r"^ok\b.*# *SKIP", output, re.M | re.I))
        ok = len(re.findall(r"^ok\b", output, re.M)) - skip
        if test["result"] not in ("OK", "SKIP", "EXPECTEDFAIL") and not_ok == 0:
            print("failed without a word of TAP:", test["name"], test["result"])
            not_ok = 1
        passed, failed, skipped = passed + ok, failed + not_ok, skipped + skip
if programs == 0:
    print("no test program was run")
    failed += 1
print(f"{programs} programs" + (f", {skipped} tests skipped" if skipped else ""))
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
