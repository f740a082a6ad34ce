#include "services/judging/subordinate_reports.h"

#include <string>
#include <utility>
#include <vector>

#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/agency/agency.h"
#include "domain/agency/levels.h"
#include "domain/calendar/china_time.h"
#include "domain/codes/agency_id.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/agency_tree.h"
#include "services/handler/records.h"
#include "services/judging/counting_revision.h"
#include "services/season/roster.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::ReportRecord;
using storage::v1::RosterEntryRecord;

constexpr int kSubordinatesAtOnce = 200;

class SubordinatesReader {
 public:
  SubordinatesReader(const Environment& environment, const Reader& store,
                     const ReportToJudge& judged, EvidenceReader& evidence)
      : environment_(environment),
        store_(store),
        judged_(judged),
        evidence_(evidence),
        partition_(PartitionOf(judged.id.agency_id)) {}

  absl::StatusOr<std::optional<SubordinateReports>> Run() {
    if (partition_ == kCentralPartition) return std::nullopt;
    OGI_ASSIGN_OR_RETURN(found_.roster_frozen, IsRosterFrozen(environment_, judged_.id.year));
    std::string first_id;
    size_t count = 0;
    do {
      OGI_ASSIGN_OR_RETURN(
          const SubordinatesPage page,
          Subordinates(store_, judged_.id.agency_id, LastDay(), first_id, kSubordinatesAtOnce));
      count += page.agencies.size();
      if (count > limits::kMaxSubordinatesAdded) return std::nullopt;
      OGI_RETURN_IF_ERROR(AddAll(page.agencies));
      first_id = page.next_id;
    } while (!first_id.empty());
    return std::move(found_);
  }

 private:
  CivilDay LastDay() const { return CivilDay(judged_.id.year, 12, 31); }

  absl::Status AddAll(const std::vector<AgencyAt>& agencies) {
    const int year = judged_.id.year;
    std::vector<std::string> keys;
    for (const AgencyAt& agency : agencies) {
      keys.push_back(keys::Report({agency.id, year, v1::AGGREGATE}));
      keys.push_back(keys::Report({agency.id, year, v1::OWN}));
      keys.push_back(keys::RosterEntry(year, agency.id));
    }
    OGI_ASSIGN_OR_RETURN(const auto items, evidence_.Read(partition_, keys));
    for (size_t i = 0; i < agencies.size(); ++i) {
      const v1::Agency& agency = agencies[i].record.message.agency();
      if (agency.vertically_led() && !judged_.agency.vertically_led()) continue;
      const std::string name(NameOn(agency, LastDay()));
      if (!StandsRightBelow(agency.level(), judged_.agency.level())) {
        found_.misplaced.push_back(name);
      }
      OGI_ASSIGN_OR_RETURN(const bool must_file, MustFile(items[3 * i + 2]));
      OGI_ASSIGN_OR_RETURN(bool added,
                           AddReport({agencies[i].id, year, v1::AGGREGATE}, name, items[3 * i]));
      if (!added && !AddsUp(agency.level())) {
        OGI_ASSIGN_OR_RETURN(added,
                             AddReport({agencies[i].id, year, v1::OWN}, name, items[3 * i + 1]));
      }
      if (!added && must_file) found_.missing.push_back(name);
    }
    return absl::OkStatus();
  }

  absl::StatusOr<bool> MustFile(const std::optional<Item>& item) const {
    if (!found_.roster_frozen) return true;
    OGI_ASSIGN_OR_RETURN(auto entry, ParseRecord<RosterEntryRecord>(item));
    return entry.has_value() &&
           !RosterEntryResource(std::move(*entry->message.mutable_entry())).exempt();
  }

  // False where nothing is on file that counts.
  absl::StatusOr<bool> AddReport(const ReportId& id, const std::string& name,
                                 const std::optional<Item>& item) {
    OGI_ASSIGN_OR_RETURN(const auto head, ParseRecord<ReportRecord>(item));
    const int number = head.has_value() ? CountingRevision(head->message) : 0;
    if (number == 0) return false;
    OGI_RETURN_IF_ERROR(TellOrder(id, name, head->message));
    if (!IsFinal(head->message.revisions(number - 1))) {
      found_.not_final.push_back(name);
      return true;
    }
    OGI_RETURN_IF_ERROR(evidence_.AddRevision({id, number}, head->message, found_.final_reports));
    return true;
  }

  absl::Status TellOrder(const ReportId& id, const std::string& name, const ReportRecord& head) {
    if (id.scope != v1::AGGREGATE || !judged_.receive_time.has_value() || judged_.historical) {
      return absl::OkStatus();
    }
    OGI_ASSIGN_OR_RETURN(const std::optional<absl::Time> filed, FirstFiled(store_, id, head));
    if (filed.has_value() && *filed > *judged_.receive_time) found_.filed_later.push_back(name);
    return absl::OkStatus();
  }

  const Environment& environment_;
  const Reader& store_;
  const ReportToJudge& judged_;
  EvidenceReader& evidence_;
  const absl::string_view partition_;
  SubordinateReports found_;
};

}  // namespace

absl::StatusOr<std::optional<SubordinateReports>> ReadSubordinateReports(
    const Environment& environment, const Reader& store, const ReportToJudge& judged,
    EvidenceReader& evidence) {
  return SubordinatesReader(environment, store, judged, evidence).Run();
}

}  // namespace ogi
