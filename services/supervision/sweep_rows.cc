#include "services/supervision/sweep_rows.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "common/errors.h"
#include "common/status_macros.h"
#include "domain/agency/agency.h"
#include "domain/agency/levels.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/resource_name.h"
#include "domain/season/season.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/records.h"
#include "services/season/due_dates.h"
#include "services/season/roster.h"
#include "services/supervision/finding_heads.h"
#include "storage/commit/stamp.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::ReportRecord;
using storage::v1::RevisionEntry;
using storage::v1::RevisionRecord;
using storage::v1::RosterEntryRecord;

bool Counts(const RevisionEntry& entry) {
  return entry.state() != v1::RETURNED && entry.state() != v1::WITHDRAWN;
}

// The organs of one partition.
class PartitionRows {
 public:
  PartitionRows(const Reader& store, const SweepQuestion& question,
                absl::Span<const AgencyAt> agencies)
      : store_(store),
        question_(question),
        agencies_(agencies),
        partition_(PartitionOf(agencies[0].id)),
        rows_(agencies.size()),
        heads_(agencies.size()) {}

  absl::StatusOr<std::vector<SweepRow>> Run() {
    OGI_RETURN_IF_ERROR(ReadHeads());
    OGI_RETURN_IF_ERROR(ReadRevisions());
    for (size_t i = 0; i < rows_.size(); ++i) {
      if (!rows_[i].told.filed()) OGI_RETURN_IF_ERROR(SetDue(i));
    }
    return std::move(rows_);
  }

 private:
  ReportId IdOf(size_t i) const { return question_.ReportOf(agencies_[i].id); }

  absl::Status ReadHeads() {
    std::vector<std::string> keys;
    for (size_t i = 0; i < agencies_.size(); ++i) {
      keys.push_back(keys::Report(IdOf(i)));
      if (question_.roster_frozen) {
        keys.push_back(keys::RosterEntry(question_.year, agencies_[i].id));
      }
    }
    OGI_ASSIGN_OR_RETURN(const auto items, store_.MultiGet(partition_, keys));
    const size_t step = question_.roster_frozen ? 2 : 1;
    for (size_t i = 0; i < agencies_.size(); ++i) {
      SetAgency(i);
      OGI_ASSIGN_OR_RETURN(auto head, ParseRecord<ReportRecord>(items[i * step]));
      if (head.has_value()) SetHead(i, std::move(head->message));
      if (!question_.roster_frozen) continue;
      OGI_ASSIGN_OR_RETURN(auto entry, ParseRecord<RosterEntryRecord>(items[i * step + 1]));
      SetDuty(i, std::move(entry));
    }
    return absl::OkStatus();
  }

  void SetAgency(size_t i) {
    const v1::Agency& agency = agencies_[i].record.message.agency();
    v1::SweptAgency& row = rows_[i].told;
    row.set_agency(AgencyName(agencies_[i].id));
    row.set_display_name(std::string(NameOn(agency, question_.today)));
    row.set_level(agency.level());
    const absl::string_view superior = SuperiorOn(agency, question_.today);
    if (!superior.empty()) row.set_superior(AgencyName(superior));
    const bool files = question_.scope == v1::OWN || AddsUp(agency.level());
    if (files) row.set_duty(v1::SweptAgency::MUST_FILE);
  }

  void SetDuty(size_t i, std::optional<Record<RosterEntryRecord>> entry) {
    v1::SweptAgency& row = rows_[i].told;
    if (row.duty() != v1::SweptAgency::MUST_FILE) return;
    if (!entry.has_value()) {
      row.set_duty(v1::SweptAgency::NOT_ON_ROSTER);
    } else if (RosterEntryResource(std::move(*entry->message.mutable_entry())).exempt()) {
      row.set_duty(v1::SweptAgency::EXEMPT);
    }
  }

  void SetHead(size_t i, ReportRecord head) {
    if (head.revisions().empty()) return;
    v1::SweptAgency& row = rows_[i].told;
    row.set_revision(head.accepted() != 0 ? head.accepted() : head.revisions_size());
    const RevisionEntry& entry = head.revisions(row.revision() - 1);
    row.set_filed(Counts(entry));
    row.set_state(entry.state());
    row.set_outcome(entry.outcome());
    rows_[i].verdicts = entry.verdicts();
    rows_[i].historical = entry.historical();
    heads_[i] = std::move(head);
  }

  // The first filing that was neither withdrawn nor returned says whether the organ was in time; 0
  // for none.
  static int FirstOf(const ReportRecord& head) {
    for (int i = 0; i < head.revisions_size(); ++i) {
      if (Counts(head.revisions(i))) return i + 1;
    }
    return 0;
  }

  // Where the answers about an organ stand among those of ReadRevisions.
  struct Places {
    size_t organ = 0;
    size_t revision = 0;
    size_t first = 0;
    std::optional<size_t> verdict;
  };

  absl::Status ReadRevisions() {
    std::vector<std::string> keys;
    std::vector<Places> wanted;
    const auto add = [&keys](std::string key) {
      keys.push_back(std::move(key));
      return keys.size() - 1;
    };
    for (size_t i = 0; i < rows_.size(); ++i) {
      const int number = rows_[i].told.revision();
      if (number == 0) continue;
      const RevisionEntry& entry = heads_[i].revisions(number - 1);
      Places places = {i, add(keys::Revision({IdOf(i), number})), 0, std::nullopt};
      const int first = FirstOf(heads_[i]);
      places.first =
          first == 0 || first == number ? places.revision : add(keys::Revision({IdOf(i), first}));
      if (entry.errors() + entry.warnings() > 0) {
        places.verdict =
            add(keys::Verdict({IdOf(i), number}, static_cast<uint32_t>(entry.verdicts())));
      }
      wanted.push_back(places);
    }
    OGI_ASSIGN_OR_RETURN(const auto items, store_.MultiGet(partition_, keys));
    for (const Places& places : wanted) {
      OGI_RETURN_IF_ERROR(SetRevision(places, items));
    }
    return absl::OkStatus();
  }

  absl::Status SetRevision(const Places& places, const std::vector<std::optional<Item>>& items) {
    v1::SweptAgency& row = rows_[places.organ].told;
    const ReportId id = IdOf(places.organ);
    OGI_ASSIGN_OR_RETURN(const auto revision,
                         ParsePresentRecord<RevisionRecord>(items[places.revision], "a revision"));
    *row.mutable_receive_time() =
        ToTimestamp(absl::FromUnixMicros(revision.message.receive_time_us()));
    if (row.filed()) {
      OGI_ASSIGN_OR_RETURN(const auto first,
                           ParsePresentRecord<RevisionRecord>(items[places.first], "a revision"));
      rows_[places.organ].first_received = absl::FromUnixMicros(first.message.receive_time_us());
      v1::Revision of_first;
      of_first.set_historical(
          heads_[places.organ].revisions(FirstOf(heads_[places.organ]) - 1).historical());
      OGI_RETURN_IF_ERROR(SetTimeliness(question_.seasons, store_, id, first.message, of_first));
      if (of_first.has_timeliness()) *row.mutable_timeliness() = of_first.timeliness();
    }
    if (!places.verdict.has_value()) return absl::OkStatus();
    const std::optional<Item>& verdict = items[*places.verdict];
    if (!verdict.has_value()) return errors::RecordDamaged("a verdict is missing");
    OGI_ASSIGN_OR_RETURN(const StampedValue value, ParseStamped(verdict->value));
    OGI_ASSIGN_OR_RETURN(const std::vector<FindingHead> findings, FindingHeadsOf(value.record));
    AddFindings(findings, row);
    return absl::OkStatus();
  }

  absl::Status SetDue(size_t i) {
    v1::SweptAgency& row = rows_[i].told;
    if (row.duty() != v1::SweptAgency::MUST_FILE) return absl::OkStatus();
    OGI_ASSIGN_OR_RETURN(*row.mutable_timeliness()->mutable_due(),
                         DueDatesOf(question_.seasons, store_, IdOf(i), row.level()));
    row.set_overdue(DayOf(row.timeliness().due().due_date()) < question_.today);
    return absl::OkStatus();
  }

  const Reader& store_;
  const SweepQuestion& question_;
  const absl::Span<const AgencyAt> agencies_;
  const Partition partition_;
  std::vector<SweepRow> rows_;
  // Of those that have one.
  std::vector<ReportRecord> heads_;
};

}  // namespace

absl::StatusOr<std::vector<SweepRow>> ReadSweepRows(const Reader& store,
                                                    const SweepQuestion& question,
                                                    absl::Span<const AgencyAt> agencies) {
  std::vector<SweepRow> rows;
  for (size_t begin = 0; begin < agencies.size();) {
    size_t end = begin + 1;
    while (end < agencies.size() &&
           PartitionOf(agencies[end].id) == PartitionOf(agencies[begin].id)) {
      ++end;
    }
    OGI_ASSIGN_OR_RETURN(
        std::vector<SweepRow> part,
        PartitionRows(store, question, agencies.subspan(begin, end - begin)).Run());
    std::move(part.begin(), part.end(), std::back_inserter(rows));
    begin = end;
  }
  return rows;
}

void AddFindings(const std::vector<FindingHead>& findings, v1::SweptAgency& row) {
  std::map<std::string, v1::RuleFindings> by_rule;
  for (v1::RuleFindings& of_rule : *row.mutable_findings()) {
    const std::string rule = of_rule.rule();
    by_rule[rule] = std::move(of_rule);
  }
  for (const FindingHead& finding : findings) {
    if (finding.severity == v1::INFO || finding.result == v1::Finding::NOT_ASSESSABLE) continue;
    v1::RuleFindings& of_rule = by_rule[finding.rule];
    of_rule.set_severity(finding.severity);
    of_rule.set_findings(of_rule.findings() + 1);
  }
  row.clear_findings();
  for (auto& [rule, of_rule] : by_rule) {
    of_rule.set_rule(rule);
    of_rule.set_agencies(1);
    *row.add_findings() = std::move(of_rule);
  }
}

}  // namespace ogi
