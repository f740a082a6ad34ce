#!/usr/bin/env python3
"""Runs clang-tidy on the sources whose content it has not found clean before.

tests/lint/clean.txt lists what it has: a digest and a path per line. The digest covers the source, the
headers that are looked at with it, .clang-tidy and clang-tidy's version. A header is looked at with the source
of the same name, else with the first source that includes it; so a change is looked at once, not in each of
the hundred files that include it.

Usage: tidy.py BUILD_DIRECTORY [JOBS [FOLDER…]]   (BUILD_DIRECTORY has compile_commands.json and generated
code; with folders, only what lies in them is looked at)
OGI_TIDY_MINUTES bounds the time: what is left then is named and not looked at.
Exit: 0 what was looked at is clean, and clean.txt says so; 1 something was found.
"""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import time

TIDY = "clang-tidy-14"
CLEAN = pathlib.Path("tests/lint/clean.txt")
INCLUDE = re.compile(r'^#include "([^"]+\.h)"', re.MULTILINE)
# What g++ alone understands: clang has its own precompiled headers, or none.
GNU_ONLY = {"-Winvalid-pch", "-fpch-preprocess"}
DEADLINE_SECONDS = 600


def tracked():
    names = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "--", "*.cc", "*.h"],
                           check=True, capture_output=True, text=True).stdout.split()
    return [name for name in sorted(names) if pathlib.Path(name).exists()]


def texts_by_source(files):
    """For each source, itself and the headers that are looked at with it."""
    texts = {name: pathlib.Path(name).read_text() for name in files}
    sources = [name for name in files if name.endswith(".cc")]
    first_to_include = {}
    for source in sources:
        for header in INCLUDE.findall(texts[source]):
            first_to_include.setdefault(header, source)
    looked_at = {source: [texts[source]] for source in sources}
    for header in (name for name in files if name.endswith(".h")):
        own = header[:-2] + ".cc"
        source = own if own in looked_at else first_to_include.get(header)
        if source:
            looked_at[source].append(texts[header])
    return looked_at


def commands_without_gnu(build):
    """Rewrites the build's commands for clang, and returns where they are."""
    commands = json.loads((build / "compile_commands.json").read_text())
    for command in commands:
        words = shlex.split(command.pop("command"))
        kept = []
        skip = False
        for i, word in enumerate(words):
            if skip or word in GNU_ONLY:
                skip = False
            elif word == "-include" and "cmake_pch" in words[i + 1]:
                skip = True
            else:
                kept.append(word)
        # Of g++ too, and clang knows them under other names or not at all.
        command["arguments"] = [*kept, "-Wno-unknown-warning-option"]
    folder = build / "tidy"
    folder.mkdir(exist_ok=True)
    (folder / "compile_commands.json").write_text(json.dumps(commands))
    return folder, {os.path.relpath(command["file"]) for command in commands}


def run(folder, source, end):
    if time.monotonic() > end:
        return source, False, None
    try:
        result = subprocess.run([TIDY, "-p", str(folder), "--quiet", source],
                                capture_output=True, text=True, timeout=DEADLINE_SECONDS)
    except subprocess.TimeoutExpired:
        return source, False, None
    return source, result.returncode == 0, result.stdout


def main():
    build = pathlib.Path(sys.argv[1])
    jobs = int(sys.argv[2]) if len(sys.argv) > 2 else os.cpu_count()
    version = subprocess.run([TIDY, "--version"], check=True, capture_output=True, text=True).stdout
    # Not the processor it runs on.
    common = pathlib.Path(".clang-tidy").read_text() + re.search(r"version \d+", version)[0]
    folder, compiled = commands_without_gnu(build)
    digests = {
        source: hashlib.sha256("\0".join([common, *texts]).encode()).hexdigest()[:32]
        for source, texts in texts_by_source(tracked()).items() if source in compiled
    }
    seen = set(CLEAN.read_text().split("\n")) if CLEAN.exists() else set()
    lines = {source: f"{digest}  {source}" for source, digest in digests.items()}
    folders = tuple(sys.argv[3:])
    unseen = [source for source, line in lines.items()
              if line not in seen and (not folders or source.startswith(folders))]
    clean = [line for line in lines.values() if line in seen]
    print(f"tidy: {len(lines)} sources, {len(unseen)} not seen before", flush=True)

    def keep():
        CLEAN.write_text("".join(line + "\n" for line in sorted(clean, key=lambda each: each[34:])))

    problems = 0
    left = []
    end = time.monotonic() + 60 * float(os.environ.get("OGI_TIDY_MINUTES", "inf"))
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for source, is_clean, text in pool.map(lambda each: run(folder, each, end), unseen):
            if text is None:
                left.append(source)
                continue
            if is_clean:
                clean.append(lines[source])
                keep()
                continue
            problems += 1
            print(f"== {source}\n{text}", flush=True)
    keep()
    if left:
        print(f"tidy: no time was left for {len(left)} sources:", *left)
    print(f"tidy: {problems} sources with problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
