#include "services/judging/judge_revision.h"

#include <string>
#include <utility>
#include <vector>

#include "common/errors.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/codes/agency_id.h"
#include "domain/form/figures.h"
#include "services/handler/records.h"
#include "services/handler/report_resource.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::AgencyRecord;
using storage::v1::PayloadRecord;
using storage::v1::ReportRecord;
using storage::v1::RevisionEntry;
using storage::v1::RevisionRecord;
using storage::v1::VerdictRecord;

// But for the time, which alone is no reason for another verdict.
std::string Said(v1::Verdict verdict) {
  verdict.clear_validate_time();
  return verdict.SerializeAsString();
}

}  // namespace

absl::StatusOr<std::optional<absl::Time>> FirstFiled(const Reader& store, const ReportId& report,
                                                     const ReportRecord& record) {
  for (int number = 1; number <= record.revisions_size(); ++number) {
    const RevisionEntry& entry = record.revisions(number - 1);
    if (entry.historical() || entry.state() == v1::WITHDRAWN || entry.state() == v1::RETURNED) {
      continue;
    }
    const RevisionId id{report, number};
    OGI_ASSIGN_OR_RETURN(const std::optional<Item> item,
                         store.Get(PartitionOf(report.agency_id), keys::Revision(id)));
    OGI_ASSIGN_OR_RETURN(const Record<RevisionRecord> filed,
                         ParsePresentRecord<RevisionRecord>(item, RevisionName(id)));
    return absl::FromUnixMicros(filed.message.receive_time_us());
  }
  return std::nullopt;
}

absl::StatusOr<JudgedAnew> JudgeAnew(const Environment& environment, const RevisionId& id,
                                     const RevisionBefore& before, absl::Time now) {
  const RevisionEntry& entry = before.entry(id);
  const Reader& store = *environment.store;
  const absl::string_view partition = PartitionOf(id.report.agency_id);
  OGI_ASSIGN_OR_RETURN(v1::Verdict standing, ReadVerdict(store, id, entry.verdicts()));
  OGI_ASSIGN_OR_RETURN(const std::optional<Item> organ,
                       store.Get(partition, keys::Agency(id.report.agency_id)));
  OGI_ASSIGN_OR_RETURN(const Record<AgencyRecord> agency,
                       ParsePresentRecord<AgencyRecord>(organ, "the organ of a report"));
  OGI_ASSIGN_OR_RETURN(const std::optional<Item> filed, store.Get(partition, keys::Payload(id)));
  OGI_ASSIGN_OR_RETURN(const Record<PayloadRecord> payload,
                       ParsePresentRecord<PayloadRecord>(filed, RevisionName(id)));
  OGI_ASSIGN_OR_RETURN(const std::optional<absl::Time> first_filed,
                       FirstFiled(store, id.report, before.report.message));
  const v1::AnnualReport& report = payload.message.report();
  const Figures figures(report);
  OGI_ASSIGN_OR_RETURN(Judgement judgement,
                       JudgeReport(environment,
                                   {.id = id.report,
                                    .report = report,
                                    .figures = figures,
                                    .agency = agency.message.agency(),
                                    .receive_time = first_filed.value_or(absl::FromUnixMicros(
                                        before.revision.message.receive_time_us())),
                                    .historical = entry.historical()},
                                   now));
  if (Said(standing) == Said(judgement.verdict)) return JudgedAnew{std::move(standing), false, {}};
  if (entry.verdicts() >= limits::kMaxVerdicts) return errors::TooManyVerdicts(RevisionName(id));
  judgement.guards.push_back({keys::Agency(id.report.agency_id), agency.version});
  return JudgedAnew{std::move(judgement.verdict), true, std::move(judgement.guards)};
}

int AddVerdict(const v1::Verdict& verdict, RevisionEntry& entry) {
  entry.set_verdicts(entry.verdicts() + 1);
  entry.set_outcome(verdict.outcome());
  entry.set_errors(verdict.error_count());
  entry.set_warnings(verdict.warning_count());
  entry.set_infos(verdict.info_count());
  return entry.verdicts();
}

Write VerdictWrite(const RevisionId& id, int number, v1::Verdict& verdict) {
  // Borrowed for as long as it is written, which saves a copy of all its findings.
  VerdictRecord record;
  record.unsafe_arena_set_allocated_verdict(&verdict);
  std::string bytes = record.SerializeAsString();
  record.unsafe_arena_release_verdict();
  return {keys::Verdict(id, static_cast<uint32_t>(number)), std::move(bytes), kAbsent};
}

}  // namespace ogi
