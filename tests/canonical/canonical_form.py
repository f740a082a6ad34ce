#!/usr/bin/env python3
"""Recomputes the digests of the test vectors from docs/canonical-form.md alone.

usage: canonical_form.py [FOLDER]    FOLDER has vectors/*.json and digests.txt
"""
import base64
import hashlib
import json
import pathlib
import sys

PARTS = ["overview", "proactive_disclosure", "requests", "review_and_litigation", "problems",
         "other_matters"]
DOCUMENTS = ["made", "newly_disclosed", "total_disclosed", "repealed", "in_force"]
ITEMS = ["items_last_year", "change", "decisions"]
APPLICANTS = ["natural_person", "commercial_enterprise", "research_institution",
              "social_organisation", "legal_service", "other", "total"]
SUITS = ["upheld", "corrected", "other", "pending", "total"]
TABLE_TWO = {"regulation": DOCUMENTS, "normative_document": DOCUMENTS, "licence": ITEMS,
             "other_service": ITEMS, "penalty": ITEMS, "coercion": ITEMS,
             "fee": ["items_last_year", "change", "amount"], "procurement": ["count", "amount"]}
TABLE_THREE = {row: APPLICANTS for row in """
    received carried_in granted partly_granted refused.state_secret refused.other_law
    refused.three_securities_one_stability refused.third_party_rights refused.internal_affairs
    refused.process_information refused.enforcement_file refused.administrative_inquiry
    unable.not_held unable.needs_making unable.still_unclear_after_correction
    not_processed.petition_complaint not_processed.repeated not_processed.publication
    not_processed.excessive not_processed.confirm_or_reissue other other.correction_overdue
    other.fee_overdue other.other outcome_total carried_out""".split()}
TABLE_FOUR = {row: SUITS for row in ["review", "suit_direct", "suit_after_review"]}
TABLES = {"table_two": TABLE_TWO, "table_three": TABLE_THREE, "table_four": TABLE_FOUR}
UNITS = {"YUAN": "y", "TEN_THOUSAND_YUAN": "w"}
KINDS = {"NOT_APPLICABLE": "N", "AMBIGUOUS": "A", "NOT_A_NUMBER": "X",
         "ROW_OF_ANOTHER_EDITION": "R"}


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def find(message, path, otherwise=""):
    """The field at `path`; protobuf JSON may use either spelling of a field's name."""
    for name in path.split("."):
        if name in message:
            message = message[name]
        elif camel(name) in message:
            message = message[camel(name)]
        else:
            return otherwise
    return message


def cell_text(report, notes, table, row, column):
    path = "other.undivided" if (table, row) == ("table_three", "other") else row
    value = find(report, f"{table}.{path}.{column}")
    if isinstance(value, dict):
        value = find(value, "amount") + UNITS[find(value, "unit")]
    note = notes.get((table, row, column))
    return str(value) + ("!" + KINDS[find(note, "kind")] if note else "")


def date_text(report, path):
    date = find(report, path, None)
    return f"{date['year']:04}-{date['month']:02}-{date['day']:02}" if date else ""


def digest_text(report):
    digest = find(report, "source_document.digest", None)
    if not digest:
        return ""
    return digest["algorithm"].lower() + ":" + base64.b64decode(digest["value"]).hex()


def records(report):
    yield "agency", find(report, "agency").removeprefix("agencies/")
    yield "year", str(find(report, "year"))
    yield "scope", find(report, "scope")
    yield "edition", find(report, "edition").removeprefix("EDITION_")
    for name in ["agency_name", "title", "preamble"]:
        yield name, find(report, name)
    for part in PARTS:
        yield f"{part}.heading", find(report, f"{part}.heading")
        yield f"{part}.text", find(report, f"{part}.text")
    notes = {(find(note, "table"), find(note, "row"), find(note, "column")): note
             for note in find(report, "cell_notes", [])}
    for table, rows in TABLES.items():
        for row, columns in rows.items():
            yield f"{table}.{row}", ",".join(
                cell_text(report, notes, table, row, column) for column in columns)
    for table, rows in TABLES.items():
        for row, columns in rows.items():
            for column in columns:
                if note := notes.get((table, row, column)):
                    yield "note", f"{table},{row},{column}"
                    yield "note.raw_text", find(note, "raw_text")
                    yield "note.candidates", ",".join(find(note, "candidates", []))
    yield "signed_date", date_text(report, "signed_date")
    yield "signatory", find(report, "signatory")
    for name in ["office", "telephone", "email", "address", "postal_code"]:
        yield f"contact.{name}", find(report, f"contact.{name}")
    yield "publication.date", date_text(report, "publication.date")
    yield "publication.uri", find(report, "publication.uri")
    yield "source_document.digest", digest_text(report)


def canonical_form(report):
    out = b"ogi-canonical 1\n"
    for name, value in records(report):
        data = value.encode("utf-8")
        out += b"%s %d:%s\n" % (name.encode("ascii"), len(data), data)
    return out


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
    lines = (folder / "digests.txt").read_text("utf-8").splitlines()
    expected = {name: digest for digest, name in (line.split() for line in lines)}
    found = {}
    for path in sorted((folder / "vectors").glob("*.json")):
        form = canonical_form(json.loads(path.read_text("utf-8")))
        found[path.name] = hashlib.sha256(form).hexdigest()
    for name in sorted(expected.keys() | found.keys()):
        same = expected.get(name) == found.get(name)
        print("same" if same else "DIFFERENT", found.get(name, "(no such vector)"), name)
    return 0 if found and found == expected else 1


if __name__ == "__main__":
    sys.exit(main())
