#include "services/judging/judge_revision.h"

#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/errors.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/codes/agency_id.h"
#include "domain/form/figures.h"
#include "services/handler/notice.h"
#include "services/handler/records.h"
#include "services/handler/report_resource.h"
#include "services/judging/counting_revision.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::AgencyRecord;
using storage::v1::PayloadRecord;
using storage::v1::ReportRecord;
using storage::v1::RevisionEntry;
using storage::v1::RevisionRecord;
using storage::v1::VerdictRecord;

std::string Said(v1::Verdict verdict) {
  verdict.clear_validate_time();
  return verdict.SerializeAsString();
}

void AddFailingErrors(const v1::Verdict& verdict, v1::Notice& notice) {
  constexpr int kMaxRules = 20;
  std::set<absl::string_view> told;
  for (const v1::Finding& finding : verdict.findings()) {
    if (finding.severity() != v1::ERROR || finding.result() != v1::Finding::FAIL) continue;
    if (notice.rules_size() == kMaxRules || !told.insert(finding.rule()).second) continue;
    notice.add_rules(finding.rule());
  }
}

}  // namespace

bool Turns(const RevisionEntry& entry, const v1::Verdict& verdict) {
  return IsFinal(entry) && entry.outcome() != v1::Verdict::BLOCKED &&
         verdict.outcome() == v1::Verdict::BLOCKED;
}

bool SayTheSame(const v1::Verdict& one, const v1::Verdict& other) {
  return Said(one) == Said(other);
}

absl::StatusOr<FiledRevision> ReadFiledRevision(const Reader& store, const RevisionId& id) {
  const std::string& agency_id = id.report.agency_id;
  OGI_ASSIGN_OR_RETURN(
      const auto items,
      store.MultiGet(PartitionOf(agency_id),
                     std::vector<std::string>{keys::Agency(agency_id), keys::Report(id.report),
                                              keys::Revision(id), keys::Payload(id)}));
  OGI_ASSIGN_OR_RETURN(auto agency,
                       ParsePresentRecord<AgencyRecord>(items[0], "the organ of a report"));
  OGI_ASSIGN_OR_RETURN(const auto head,
                       ParsePresentRecord<ReportRecord>(items[1], ReportName(id.report)));
  OGI_ASSIGN_OR_RETURN(const auto revision,
                       ParsePresentRecord<RevisionRecord>(items[2], RevisionName(id)));
  OGI_ASSIGN_OR_RETURN(auto payload, ParsePresentRecord<PayloadRecord>(items[3], RevisionName(id)));
  OGI_ASSIGN_OR_RETURN(const std::optional<absl::Time> first_filed,
                       FirstFiled(store, id.report, head.message));
  FiledRevision filed;
  filed.payload = std::move(payload.message);
  filed.agency = std::move(*agency.message.mutable_agency());
  filed.agency_version = agency.version;
  filed.received = first_filed.value_or(absl::FromUnixMicros(revision.message.receive_time_us()));
  filed.historical = head.message.revisions(id.number - 1).historical();
  return filed;
}

absl::StatusOr<JudgedAnew> JudgeAnew(const Environment& environment, const RevisionId& id,
                                     const RevisionBefore& before, absl::Time now) {
  const RevisionEntry& entry = before.entry(id);
  const Reader& store = *environment.store;
  OGI_ASSIGN_OR_RETURN(v1::Verdict standing, ReadVerdict(store, id, entry.verdicts()));
  OGI_ASSIGN_OR_RETURN(const FiledRevision filed, ReadFiledRevision(store, id));
  const Figures figures(filed.payload.report());
  OGI_ASSIGN_OR_RETURN(Judgement judgement,
                       JudgeReport(environment, store, filed.ToJudge(id.report, figures), now));
  if (SayTheSame(standing, judgement.verdict)) return JudgedAnew{std::move(standing), false, {}};
  if (entry.verdicts() >= limits::kMaxVerdicts) return errors::TooManyVerdicts(RevisionName(id));
  judgement.guards.push_back({keys::Agency(id.report.agency_id), filed.agency_version});
  return JudgedAnew{std::move(judgement.verdict), true, std::move(judgement.guards)};
}

int AddJudgedAnew(const RevisionId& id, const RevisionBefore& before, JudgedAnew& judged,
                  absl::string_view cause, absl::Time now, Commit& commit) {
  ReportRecord record = before.report.message;
  const int number = AddVerdict(judged.verdict, *record.mutable_revisions(id.number - 1));
  commit.writes.push_back(
      {keys::Report(id.report), record.SerializeAsString(), before.report.version});
  commit.writes.push_back(VerdictWrite(id, number, judged.verdict));
  std::move(judged.guards.begin(), judged.guards.end(), std::back_inserter(commit.guards));
  if (Turns(before.entry(id), judged.verdict)) {
    v1::Notice notice;
    notice.set_kind(v1::Notice::VERDICT_TURNED);
    notice.set_cause(std::string(cause));
    AddFailingErrors(judged.verdict, notice);
    commit.writes.push_back(NoticeWrite(id, std::move(notice), now, commit.token));
  }
  return number;
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
