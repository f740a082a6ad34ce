#include "services/supervision/sweep_judge.h"

#include <atomic>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <utility>

#include "common/status_macros.h"
#include "domain/codes/agency_id.h"
#include "domain/form/figures.h"
#include "domain/rules/overlays.h"
#include "domain/rules/rule_book.h"
#include "domain/supervision/peer_group.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/records.h"
#include "services/handler/report_resource.h"
#include "services/judging/judge_report.h"
#include "services/judging/judge_revision.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::PayloadRecord;

// A report that stands, beside its row.
struct Standing {
  size_t row = 0;
  Record<PayloadRecord> payload;
  Peers peers;
};

// Those of the rows that have one, in their order.
absl::StatusOr<std::vector<Standing>> ReadStanding(const Reader& store,
                                                   const SweepQuestion& question,
                                                   absl::Span<const AgencyAt> agencies,
                                                   const std::vector<SweepRow>& rows) {
  std::map<Partition, std::vector<size_t>, std::less<>> partitions;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].told.filed()) partitions[Partition(PartitionOf(agencies[i].id))].push_back(i);
  }
  std::vector<Standing> standing;
  for (const auto& [partition, places] : partitions) {
    std::vector<std::string> keys;
    for (const size_t i : places) {
      keys.push_back(keys::Payload({question.ReportOf(agencies[i].id), rows[i].told.revision()}));
    }
    OGI_ASSIGN_OR_RETURN(const auto items, store.MultiGet(partition, keys));
    for (size_t i = 0; i < places.size(); ++i) {
      OGI_ASSIGN_OR_RETURN(auto payload, ParsePresentRecord<PayloadRecord>(items[i], "a report"));
      standing.push_back({places[i], std::move(payload), {}});
    }
  }
  return standing;
}

// Compares those of one level, and says of each what came of it. The groups must outlive the peers.
void Compare(const std::vector<SweepRow>& rows, bool texts, std::vector<Standing>& standing,
             std::map<v1::Agency::Level, PeerGroup>& groups) {
  std::map<v1::Agency::Level, size_t> places;
  for (const Standing& each : standing) {
    const v1::SweptAgency& told = rows[each.row].told;
    const v1::AnnualReport& report = each.payload.message.report();
    groups[told.level()].Add(report, Figures(report), told.display_name(), texts);
  }
  for (auto& [level, group] : groups) group.Compare();
  for (Standing& each : standing) {
    const v1::Agency::Level level = rows[each.row].told.level();
    each.peers = groups[level].PeersOf(places[level]++);
  }
}

// Calls `work` with 0 up to `count`, in two threads if there are more than a few; answers an error
// of one of them. What comes after an error may be left out.
absl::Status ForEachOnTwoThreads(size_t count, const std::function<absl::Status(size_t)>& work) {
  constexpr size_t kFew = 8;
  std::atomic<size_t> next = 0;
  const auto go = [&]() -> absl::Status {
    for (size_t i = next++; i < count; i = next++) OGI_RETURN_IF_ERROR(work(i));
    return absl::OkStatus();
  };
  if (count <= kFew) return go();
  absl::Status of_other;
  // It has the share of the processor that this one has.
  std::thread other([&] { of_other = go(); });
  absl::Status status = go();
  other.join();
  return status.ok() ? of_other : status;
}

std::vector<FindingHead> HeadsOf(const v1::Verdict& verdict) {
  std::vector<FindingHead> heads;
  for (const v1::Finding& finding : verdict.findings()) {
    heads.push_back({finding.rule(), finding.severity(), finding.result()});
  }
  return heads;
}

}  // namespace

absl::Status SweepJudge::Judge(const Reader& store, absl::Span<const AgencyAt> agencies,
                               std::vector<SweepRow>& rows) const {
  if (!re_evaluate_ && !compare_) return absl::OkStatus();
  OGI_ASSIGN_OR_RETURN(std::vector<Standing> standing,
                       ReadStanding(store, question_, agencies, rows));
  std::map<v1::Agency::Level, PeerGroup> groups;
  if (compare_) Compare(rows, texts_, standing, groups);
  return ForEachOnTwoThreads(standing.size(), [&](size_t i) {
    const Standing& each = standing[i];
    return JudgeOne(store, agencies[each.row], each.payload.message.report(), each.peers,
                    rows[each.row]);
  });
}

absl::Status SweepJudge::JudgeOne(const Reader& store, const AgencyAt& agency,
                                  const v1::AnnualReport& report, const Peers& peers,
                                  SweepRow& row) const {
  const Figures figures(report);
  const ReportToJudge judged = {.id = question_.ReportOf(agency.id),
                                .report = report,
                                .figures = figures,
                                .agency = agency.record.message.agency(),
                                .receive_time = row.first_received,
                                .historical = row.historical};
  if (re_evaluate_) OGI_RETURN_IF_ERROR(ReEvaluate(store, judged, row));
  if (!compare_) return absl::OkStatus();
  OGI_ASSIGN_OR_RETURN(const RuleWeights weights, WeightsOf(*rules_, store, judged));
  v1::Verdict compared =
      rules_->book->Judge({.report = &report, .figures = &figures, .peers = &peers}, now_,
                          {.narrative = false, .peers_only = true, .weights = &weights});
  AddFindings(HeadsOf(compared), row.told);
  row.told.mutable_peer_findings()->Swap(compared.mutable_findings());
  return absl::OkStatus();
}

absl::Status SweepJudge::ReEvaluate(const Reader& store, const ReportToJudge& judged,
                                    SweepRow& row) const {
  OGI_ASSIGN_OR_RETURN(const Judgement judgement, JudgeReport(*environment_, store, judged, now_,
                                                              {.rules = rules_, .texts = texts_}));
  row.told.set_outcome(judgement.verdict.outcome());
  row.told.clear_findings();
  AddFindings(HeadsOf(judgement.verdict), row.told);
  // Without texts it is another verdict anyway.
  if (!texts_) return absl::OkStatus();
  OGI_ASSIGN_OR_RETURN(const v1::Verdict stored,
                       ReadVerdict(store, {judged.id, row.told.revision()}, row.verdicts));
  row.told.set_verdict_changed(!SayTheSame(stored, judgement.verdict));
  return absl::OkStatus();
}

}  // namespace ogi
