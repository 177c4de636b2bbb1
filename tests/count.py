# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts TAP lines in the given logs (.json) of `meson test`; exits 1 where anything failed, or a log is missing."""

import json
import os
import re
import sys



def last_words(test):
    """What the program said of its end: its assertion or warning, or else what stands last; and after which test."""
    output, errors = test.get("stdout") or "", test.get("stderr") or ""
    began = re.findall(r"^(ok\b.*)", output, re.M)
    said = re.findall(r"^Bail out! *(.+)", output, re.M) or (errors or output).strip().splitlines()
    return "after “" + (began or ["its start"])[-1] + "”: " + (said or ["nothing"])[-1]


passed = failed = skipped = programs = 0
for log in sys.argv[1:]:
    if not os.path.exists(log):
        print("no test was run:", log)
        failed += 1
        continue
    for line in open(log, encoding="utf-8"):
        test = json.loads(line)
        programs += 1
        output = test.get("stdout") or ""
        not_ok = len(re.findall(r"^not ok\b", output, re.M))
        skip = len(re.findall(r"^ok\b.*# *SKIP", output, re.M | re.I))
        ok = len(re.findall(r"^ok\b", output, re.M)) - skip
        if test["result"] not in ("OK", "SKIP", "EXPECTEDFAIL") and not_ok == 0:
            print("failed without a word of TAP:", test["name"], test["result"], last_words(test))
            not_ok = 1
        passed, failed, skipped = passed + ok, failed + not_ok, skipped + skip
if programs == 0:
    print("no test program was run")
    failed += 1
print(f"{programs} programs" + (f", {skipped} tests skipped" if skipped else ""))
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
