#include "domain/agency/merge.h"

#include "domain/agency/agency.h"

namespace ogi {
namespace {

using DatedTexts = google::protobuf::RepeatedPtrField<v1::DatedText>;

bool IsUndated(const DatedTexts& texts) {
  return texts.size() == 1 && !texts[0].has_from() && !texts[0].has_to();
}

DatedTexts MergeTexts(const DatedTexts& on_record, const DatedTexts& row, CivilDay today) {
  if (row.empty()) return on_record;
  if (on_record.empty() || !IsUndated(row)) return row;
  DatedTexts merged;
  for (const v1::DatedText& text : on_record) {
    if (!InForce(text, today)) {
      *merged.Add() = text;
      continue;
    }
    if (text.text() == row[0].text()) return on_record;
    // What began today was a slip of today.
    if (text.has_from() && ParseDate(text.from()) == today) continue;
    v1::DatedText& ended = *merged.Add();
    ended = text;
    *ended.mutable_to() = ToDate(today - 1);
  }
  v1::DatedText& begun = *merged.Add();
  begun = row[0];
  *begun.mutable_from() = ToDate(today);
  return merged;
}

}  // namespace

v1::Agency MergeRow(const v1::Agency& on_record, const v1::Agency& row, CivilDay today) {
  v1::Agency merged = row;
  *merged.mutable_names() = MergeTexts(on_record.names(), row.names(), today);
  *merged.mutable_region_codes() = MergeTexts(on_record.region_codes(), row.region_codes(), today);
  *merged.mutable_credit_codes() = MergeTexts(on_record.credit_codes(), row.credit_codes(), today);
  *merged.mutable_local_numbers() =
      MergeTexts(on_record.local_numbers(), row.local_numbers(), today);
  *merged.mutable_superiors() = MergeTexts(on_record.superiors(), row.superiors(), today);
  if (row.localised_names().empty()) {
    *merged.mutable_localised_names() = on_record.localised_names();
  }
  if (!row.has_vertically_led() && on_record.has_vertically_led()) {
    merged.set_vertically_led(on_record.vertically_led());
  }
  if (row.successions().empty()) *merged.mutable_successions() = on_record.successions();
  return merged;
}

}  // namespace ogi
