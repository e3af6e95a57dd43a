#!/usr/bin/env python3
"""Sums what the test runners counted, prints one closing line, and fails when a test failed or none ran.

Reads from the given folder: junit.xml (nextest), cargo-test.log, vitest.json, playwright.json, and
`broken`, one line per stage that ended badly.
"""

import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

folder = pathlib.Path(sys.argv[1])
counts = []  # (runner, passed, failed, skipped)
flaky = []  # passed at the second try


def read_json(name):
    path = folder / name
    return json.loads(path.read_text()) if path.exists() and path.stat().st_size else None


if (folder / "junit.xml").exists():
    root = ElementTree.parse(folder / "junit.xml").getroot()
    total, failed = int(root.get("tests", 0)), int(root.get("failures", 0)) + int(root.get("errors", 0))
    counts.append(("rust", total - failed, failed, 0))
    flaky += [case.get("name") for case in root.iter("testcase") if case.find("flakyFailure") is not None]

if (folder / "cargo-test.log").exists():
    lines = re.findall(
        r"^test result: .* (\d+) passed; (\d+) failed; (\d+) ignored", (folder / "cargo-test.log").read_text(), re.M
    )
    counts.append(("rust", *(sum(int(line[i]) for line in lines) for i in range(3))))

if vitest := read_json("vitest.json"):
    skipped = vitest["numPendingTests"] + vitest.get("numTodoTests", 0)
    counts.append(("front end", vitest["numPassedTests"], vitest["numFailedTests"], skipped))

if playwright := read_json("playwright.json"):
    stats = playwright["stats"]
    counts.append(("browser", stats["expected"] + stats["flaky"], stats["unexpected"], stats["skipped"]))
    flaky += [f"{stats['flaky']} in the browser"] if stats["flaky"] else []

broken = (folder / "broken").read_text().splitlines() if (folder / "broken").exists() else []
for runner, passed, failed, skipped in counts:
    print(f"{runner:>10}: {passed} passed, {failed} failed, {skipped} skipped")
for name in flaky:
    print(f"     flaky: {name}")
for stage in broken:
    print(f"    broken: {stage}")

passed, failed, skipped = (sum(count[i] for count in counts) for i in (1, 2, 3))
# A stage may break without counting a failure: it did not compile, or its set-up failed.
if broken and failed == 0:
    failed = len(broken)
if passed + failed == 0:
    print("no test ran")
print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
sys.exit(1 if failed or broken or passed == 0 else 0)
