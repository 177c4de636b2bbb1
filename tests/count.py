# SPDX-License-Identifier: GPL-3.0-or-later
"""
count.py LOG …: counts TAP lines in the logs (.json) of `meson test`; exits 1 where anything failed, or a log is missing.
count.py --failed LOG …: names the programs that failed, one a line.

A program that failed is tried once more, alone (tests/run), and told of in testlog-again-….json beside its log. Where it passes then, it counts as
what it said the second time, and as unsteady; why it failed before is printed all the same.
"""

import json
import os
import re
import sys

# A warning of the watchdog goes on with where it was.
LAST_LINES = 12


def last_words(test):
    """What the program said of its end: its assertion or warning, or else what stands last; and after which test."""
    output, errors = test.get("stdout") or "", test.get("stderr") or ""
    began = re.findall(r"^(ok\b.*)", output, re.M)
    said = re.findall(r"^(?:Bail out!|not ok) *(.+(?:\n  .+)*)", output, re.M)
    lines = ((said or [""])[-1] or errors or output).strip().splitlines()[-LAST_LINES:]
    return "after “" + (began or ["its start"])[-1] + "”: " + "\n  ".join(lines or ["nothing"])


def read(log):
    """The programs of a log by their names; none where there is no log."""
    if not os.path.exists(log):
        return {}
    return {test["name"]: test for test in map(json.loads, open(log, encoding="utf-8"))}


def is_failed(test):
    return test["result"] not in ("OK", "SKIP", "EXPECTEDFAIL")


def count(logs):
    passed = failed = skipped = programs = unsteady = 0
    for log in logs:
        tests = read(log)
        again = read(os.path.join(os.path.dirname(log), os.path.basename(log).replace("testlog-", "testlog-again-")))
        if not tests:
            print("no test was run:", log)
            failed += 1
        for name, test in tests.items():
            programs += 1
            if is_failed(test) and name in again and not is_failed(again[name]):
                print("unsteady (it passed when it was tried alone):", name, test["result"], last_words(test))
                unsteady += 1
                test = again[name]
            output = test.get("stdout") or ""
            not_ok = len(re.findall(r"^not ok\b", output, re.M))
            skip = len(re.findall(r"^ok\b.*# *SKIP", output, re.M | re.I))
            ok = len(re.findall(r"^ok\b", output, re.M)) - skip
            if is_failed(test):
                print("failed:", name, test["result"], last_words(test))
                not_ok = max(not_ok, 1)
            passed, failed, skipped = passed + ok, failed + not_ok, skipped + skip
    print(
        f"{programs} programs"
        + (f", {unsteady} unsteady" if unsteady else "")
        + (f", {skipped} tests skipped" if skipped else "")
    )
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if sys.argv[1:2] == ["--failed"]:
    for log in sys.argv[2:]:
        for name, test in read(log).items():
            if is_failed(test):
                print(name.rpartition(" / ")[2])
else:
    sys.exit(count(sys.argv[1:]))
