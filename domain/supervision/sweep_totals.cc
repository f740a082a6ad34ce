#include "domain/supervision/sweep_totals.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <algorithm>
#include <string>

namespace ogi {
namespace {

// All its fields are numbers of organs.
void AddCounts(const v1::SweepCounts& part, v1::SweepCounts& counts) {
  const google::protobuf::Reflection& reflection = *counts.GetReflection();
  const google::protobuf::Descriptor& descriptor = *counts.GetDescriptor();
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const google::protobuf::FieldDescriptor* const field = descriptor.field(i);
    const int64_t sum = reflection.GetInt64(counts, field) + reflection.GetInt64(part, field);
    reflection.SetInt64(&counts, field, sum);
  }
}

v1::SweepCounts CountsOf(const v1::SweptAgency& row) {
  v1::SweepCounts counts;
  const bool must_file = row.duty() == v1::SweptAgency::MUST_FILE;
  counts.set_must_file(must_file ? 1 : 0);
  counts.set_exempt(row.duty() == v1::SweptAgency::EXEMPT ? 1 : 0);
  counts.set_not_on_roster(row.duty() == v1::SweptAgency::NOT_ON_ROSTER ? 1 : 0);
  if (row.filed()) {
    counts.set_filed(1);
    counts.set_accepted(row.state() == v1::ACCEPTED || row.state() == v1::PUBLISHED ? 1 : 0);
    counts.set_published(row.state() == v1::PUBLISHED ? 1 : 0);
    counts.set_blocked(row.outcome() == v1::Verdict::BLOCKED ? 1 : 0);
    counts.set_warned(row.outcome() == v1::Verdict::WARNED ? 1 : 0);
    counts.set_late(row.timeliness().days_late() > 0 ? 1 : 0);
  } else if (must_file) {
    counts.set_missing(1);
    counts.set_overdue(row.overdue() ? 1 : 0);
    counts.set_returned(row.state() == v1::RETURNED ? 1 : 0);
  }
  return counts;
}

v1::RegionCounts& RegionOf(absl::string_view agency, absl::string_view name,
                           v1::SweepTotals& totals) {
  auto& regions = *totals.mutable_regions();
  // An organ's region is mostly the latest.
  const auto found =
      std::find_if(regions.rbegin(), regions.rend(),
                   [agency](const v1::RegionCounts& each) { return each.agency() == agency; });
  if (found != regions.rend()) return *found;
  v1::RegionCounts& region = *regions.Add();
  region.set_agency(std::string(agency));
  region.set_display_name(std::string(name));
  return region;
}

// They stay in the order of their ids.
void AddFindings(const v1::RuleFindings& findings, v1::SweepTotals& totals) {
  auto& rules = *totals.mutable_rules();
  const auto place = std::lower_bound(
      rules.begin(), rules.end(), findings.rule(),
      [](const v1::RuleFindings& each, const std::string& rule) { return each.rule() < rule; });
  if (place != rules.end() && place->rule() == findings.rule()) {
    place->set_findings(place->findings() + findings.findings());
    place->set_agencies(place->agencies() + findings.agencies());
    return;
  }
  const auto at = place - rules.begin();
  *rules.Add() = findings;
  std::rotate(rules.begin() + at, rules.end() - 1, rules.end());
}

}  // namespace

void AddRow(const v1::SweptAgency& row, absl::string_view region, absl::string_view region_name,
            v1::SweepTotals& totals) {
  const v1::SweepCounts counts = CountsOf(row);
  AddCounts(counts, *totals.mutable_counts());
  AddCounts(counts, *RegionOf(region, region_name, totals).mutable_counts());
  if (!row.filed()) return;
  for (const v1::RuleFindings& findings : row.findings()) AddFindings(findings, totals);
}

void AddTotals(const v1::SweepTotals& part, v1::SweepTotals& totals) {
  AddCounts(part.counts(), *totals.mutable_counts());
  for (const v1::RegionCounts& each : part.regions()) {
    AddCounts(each.counts(),
              *RegionOf(each.agency(), each.display_name(), totals).mutable_counts());
  }
  for (const v1::RuleFindings& each : part.rules()) AddFindings(each, totals);
  totals.set_roster_frozen(part.roster_frozen());
  *totals.mutable_day() = part.day();
}

}  // namespace ogi
