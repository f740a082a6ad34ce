#!/usr/bin/env python3
"""Checks that dependencies point one way, and that no RocksDB type leaves storage/rocksdb.

proto <- common <- domain <- storage <- services; import stands on domain; clients see proto, common, domain and import. A room
uses the rooms before it in its house, and of what lies outside of them only the floor. Prints each line that breaks a rule, and
exits 1 if there is any. Tests beside the code, and what lies in testing/ for them, follow its rules, but may use tests/support;
tests/ may use everything.
"""
import pathlib
import re
import subprocess
import sys

# What each layer may include of the others.
MAY_INCLUDE = {
    "common": {"common"},
    "domain": {"common", "domain"},
    "import": {"common", "domain", "import"},
    "storage": {"common", "domain", "storage"},
    "services": {"common", "domain", "storage", "services"},
    "clients": {"common", "domain", "import", "clients"},
}
# By house, its rooms in order.
ROOMS = {
    "import": ["formats", "text", "rows", "tables", "parts", "report"],
    "clients/cli": ["text", "input"],
}
# What rooms may use of their house.
FLOOR = {
    "import": {"import/document.h", "import/result.h"},
    "clients/cli": {"clients/cli/exit_code.h"},
}
# Of common, domain sees only these.
DOMAIN_OF_COMMON = re.compile(
    r"common/(clock|digest|errors|field_violations|limits|status_macros)\.h")
# (what, where it may be included)
OUTSIDE = [
    (re.compile(r"rocksdb/"), re.compile(r"storage/rocksdb/|tests/")),
    (re.compile(r"grpcpp/|grpc/|.*\.grpc\.pb\.h"),
     re.compile(r"common/wire/|services/|clients/|tests/")),
]
INCLUDE = re.compile(r'\s*#\s*include\s*[<"]([^>"]+)[>"]')
STRING_VIEW = re.compile(r"std::string_view")


def breaks_room(path, included):
    """What of its own house a file in a room may not use."""
    for house, rooms in ROOMS.items():
        room = room_of(house, path)
        if room not in rooms or not included.startswith(house + "/"):
            continue
        target = room_of(house, pathlib.PurePath(included))
        if target == "testing" or included in FLOOR[house]:
            continue
        if target not in rooms or rooms.index(target) > rooms.index(room):
            return f"{room} may not use {included}"
    return None


def room_of(house, path):
    parts, above = path.parts, len(pathlib.PurePath(house).parts)
    if "/".join(parts[:above]) != house or len(parts) < above + 2:
        return None
    return parts[above]


def breaks(path, line):
    layer = path.parts[0]
    match = INCLUDE.match(line)
    if not match:
        if STRING_VIEW.search(line):
            return "absl::string_view is the one view of text"
        return None
    included = match[1]
    target = included.split("/")[0]
    is_test = path.stem.endswith("_test") or "testing" in path.parts
    if layer in MAY_INCLUDE and target in {*MAY_INCLUDE, "tests"}:
        allowed = MAY_INCLUDE[layer] | ({"tests"} if is_test else set())
        if target not in allowed:
            return f"{layer} may not use {target}"
        if layer == "domain" and target == "common" and not DOMAIN_OF_COMMON.match(included):
            return f"domain may not use {included}"
    problem = breaks_room(path, included)
    if problem:
        return problem
    for what, where in OUTSIDE:
        if what.match(included) and not where.match(str(path)):
            return f"{included} does not belong here"
    return None


def main():
    files = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "--", "*.cc", "*.h"],
        check=True, capture_output=True, text=True).stdout.split()
    count = 0
    for name in files:
        path = pathlib.Path(name)
        if not path.exists():
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            problem = breaks(path, line)
            if problem:
                print(f"{name}:{number}: {problem}: {line.strip()}")
                count += 1
    print(f"layers: {len(files)} files, {count} problems")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
