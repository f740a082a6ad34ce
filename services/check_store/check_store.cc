#include "services/check_store/check_store.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/resource_name.h"
#include "domain/form/canonical.h"
#include "domain/form/figures.h"
#include "domain/log/record_text.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/records.h"
#include "services/handler/report_counts.h"
#include "services/handler/report_resource.h"
#include "storage/commit/committer.h"
#include "storage/commit/counts.h"
#include "storage/commit/leaf.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::ActRecord;
using storage::v1::AgencyRecord;
using storage::v1::LoggedAct;
using storage::v1::PayloadRecord;
using storage::v1::ReportRecord;
using storage::v1::RevisionRecord;
using storage::v1::WitnessGapRecord;

class StoreChecker {
 public:
  StoreChecker(const Reader& store, CheckDepth depth) : store_(store), depth_(depth) {}

  absl::StatusOr<CheckedStore> Run() {
    OGI_RETURN_IF_ERROR(ReadGaps());
    for (const Partition& partition : AllPartitions()) {
      OGI_RETURN_IF_ERROR(CheckCommits(partition));
      OGI_RETURN_IF_ERROR(EachItem(partition, keys::AllAgencies(),
                                   [&](const Item& item) { return CheckAgency(partition, item); }));
      recount_.clear();
      OGI_RETURN_IF_ERROR(EachItem(partition, keys::AllReports(),
                                   [&](const Item& item) { return CheckReport(partition, item); }));
      OGI_RETURN_IF_ERROR(CheckCounts(partition));
    }
    return std::move(result_);
  }

 private:
  using CheckItem = std::function<absl::Status(const Item&)>;

  void Problem(absl::string_view place, absl::string_view chinese, absl::string_view english) {
    if (++result_.problem_count > static_cast<int64_t>(CheckedStore::kMaxProblems)) return;
    result_.problems.push_back(absl::StrCat(place, "：", chinese, " / ", english));
  }

  // Goes on after damage, elsewhere; a store that is away ends the check.
  absl::Status Note(absl::string_view place, const absl::Status& status) {
    if (!absl::IsDataLoss(status)) return status;
    Problem(place, "记录已损坏", absl::StrCat("damaged: ", errors::LogDetail(status)));
    return absl::OkStatus();
  }

  absl::Status EachItem(const Partition& partition, Range range, const CheckItem& check) {
    const std::string place = absl::StrCat("partitions/", partition);
    do {
      absl::StatusOr<Page> page = store_.Scan(partition, range, {});
      if (!page.ok()) return Note(place, page.status());
      for (const Item& item : page->items) {
        OGI_RETURN_IF_ERROR(Note(place, check(item)));
      }
      range.begin = std::move(page->next);
    } while (!range.begin.empty());
    return absl::OkStatus();
  }

  absl::Status ReadGaps() {
    return EachItem(Partition(kLocalPartition), keys::AllWitnessGaps(),
                    [this](const Item& item) -> absl::Status {
                      OGI_ASSIGN_OR_RETURN(auto gap, ParseRecord<WitnessGapRecord>(item));
                      for (const auto& each : gap->message.partitions()) {
                        for (int64_t lost = each.found() + 1; lost <= each.witnessed(); ++lost) {
                          declared_lost_.insert({each.partition(), lost});
                        }
                      }
                      return absl::OkStatus();
                    });
  }

  // Each commit left a marker with its sequence, and an entry in the log.
  absl::Status CheckCommits(const Partition& partition) {
    const std::string place = absl::StrCat("partitions/", partition);
    const absl::StatusOr<Stamp> head = LatestStamp(store_, partition);
    if (!head.ok()) return Note(place, head.status());
    const int64_t last = head->place.sequence;
    std::vector<bool> seen(static_cast<size_t>(last) + 1);
    std::vector<bool> logged(static_cast<size_t>(last) + 1);
    OGI_RETURN_IF_ERROR(
        EachItem(partition, keys::AllLeaves(), [&](const Item& item) -> absl::Status {
          OGI_ASSIGN_OR_RETURN(const Place at, CheckLeaf(partition, item));
          if (at.sequence <= last) logged[static_cast<size_t>(at.sequence)] = true;
          return absl::OkStatus();
        }));
    OGI_RETURN_IF_ERROR(
        EachItem(partition, keys::AllMarkers(), [&](const Item& item) -> absl::Status {
          // Init commits without a number.
          if (item.value.size() < kStampBytes) return absl::OkStatus();
          OGI_ASSIGN_OR_RETURN(const StampedValue value, ParseStamped(item.value));
          ++result_.commits;
          const int64_t sequence = value.stamp.place.sequence;
          if (value.stamp.place > head->place) {
            Problem(place, absl::StrCat("序号 ", sequence, " 超出分区末尾 ", last),
                    absl::StrCat("sequence ", sequence, " is beyond the head"));
          } else if (sequence > 0) {
            seen[static_cast<size_t>(sequence)] = true;
          }
          return absl::OkStatus();
        }));
    for (int64_t sequence = 1; sequence <= last; ++sequence) {
      if (declared_lost_.contains({partition, sequence})) continue;
      if (!seen[static_cast<size_t>(sequence)]) {
        Problem(place, absl::StrCat("缺少序号 ", sequence, " 的提交"),
                absl::StrCat("the commit of sequence ", sequence, " is missing"));
      }
      if (!logged[static_cast<size_t>(sequence)]) {
        Problem(place, absl::StrCat("日志中缺少序号 ", sequence),
                absl::StrCat("the log lacks sequence ", sequence));
      }
    }
    return absl::OkStatus();
  }

  // That it is the digest of what stands beside it, and that of what was filed. Answers its place.
  absl::StatusOr<Place> CheckLeaf(const Partition& partition, const Item& item) {
    OGI_ASSIGN_OR_RETURN(const uint64_t encoded, keys::ParseLeaf(item.key));
    OGI_ASSIGN_OR_RETURN(const StoredLeaf stored, ParseLeaf(item.value));
    LoggedAct act;
    const bool readable =
        act.ParseFromArray(stored.record.data(), static_cast<int>(stored.record.size()));
    const std::string body = stored.record.empty() ? "" : BodyDigest(act);
    if (!readable || DecodePlace(encoded) != stored.stamp.place ||
        LeafOf(stored.stamp, body) != stored.leaf) {
      Problem(absl::StrCat("partitions/", partition),
              absl::StrCat("日志序号 ", stored.stamp.place.sequence, " 与其内容不符"),
              absl::StrCat("the log's entry ", stored.stamp.place.sequence,
                           " is not what stands beside it"));
    }
    const bool files =
        act.kind() == LoggedAct::FILED || act.kind() == LoggedAct::RECORDED_HISTORICAL;
    if (files) OGI_RETURN_IF_ERROR(CheckLogged(partition, act));
    return stored.stamp.place;
  }

  absl::Status CheckLogged(const Partition& partition, const LoggedAct& act) {
    const std::optional<RevisionId> id = ParseRevisionName(act.resource());
    if (!id.has_value()) return errors::RecordDamaged("the log names no revision");
    OGI_ASSIGN_OR_RETURN(const std::optional<Item> item,
                         store_.Get(partition, keys::Revision(*id)));
    OGI_ASSIGN_OR_RETURN(const auto revision,
                         ParsePresentRecord<RevisionRecord>(item, "a revision in the log"));
    if (revision.message.digest().value() != act.content_digest()) {
      Problem(act.resource(), "回执上的摘要与日志不符",
              "the receipt's digest is not that of the log");
    }
    return absl::OkStatus();
  }

  // The counts of reports against what CheckReport has seen of the partition.
  absl::Status CheckCounts(const Partition& partition) {
    std::map<int, Counts> kept;
    OGI_RETURN_IF_ERROR(
        EachItem(partition, keys::AllReportCounts(), [&kept](const Item& item) -> absl::Status {
          OGI_ASSIGN_OR_RETURN(const int year, keys::ParseReportCounts(item.key));
          OGI_ASSIGN_OR_RETURN(const StampedValue value, ParseStamped(item.value));
          OGI_ASSIGN_OR_RETURN(Counts counts, ParseCounts(value.record));
          if (!counts.empty()) kept.emplace(year, std::move(counts));
          return absl::OkStatus();
        }));
    if (kept == recount_) return absl::OkStatus();
    Problem(absl::StrCat("partitions/", partition), "年报计数与实际不符",
            "the counts of reports are not what a recount gives");
    return absl::OkStatus();
  }

  absl::Status CheckAgency(const Partition& partition, const Item& item) {
    ++result_.agencies;
    OGI_ASSIGN_OR_RETURN(const std::string id, keys::ParseAgency(item.key));
    OGI_ASSIGN_OR_RETURN(auto record, ParseRecord<AgencyRecord>(item));
    const v1::Agency& agency = record->message.agency();
    std::vector<std::string> lookups;
    for (const v1::DatedText& name : agency.names()) {
      lookups.push_back(keys::LookupName(name.text(), id));
    }
    for (const auto* codes :
         {&agency.region_codes(), &agency.credit_codes(), &agency.local_numbers()}) {
      for (const v1::DatedText& code : *codes) lookups.push_back(keys::LookupCode(code.text(), id));
    }
    std::vector<std::string> tree;
    for (const v1::DatedText& superior : agency.superiors()) {
      const std::optional<std::string> above = ParseAgencyName(superior.text());
      if (above.has_value()) tree.push_back(keys::Subordinate(*above, id));
    }
    OGI_RETURN_IF_ERROR(CheckIndex(AgencyName(id), Partition(kLookupPartition), lookups));
    return CheckIndex(AgencyName(id), partition, tree);
  }

  absl::Status CheckIndex(const std::string& place, const Partition& partition,
                          const std::vector<std::string>& keys) {
    OGI_ASSIGN_OR_RETURN(const auto items, store_.MultiGet(partition, keys));
    for (const std::optional<Item>& item : items) {
      if (!item.has_value()) {
        Problem(place, "索引中没有该机关的名称、代码或上级，重新导入该机关即可补上",
                "an entry of an index is missing; importing the agency again makes it");
      }
    }
    return absl::OkStatus();
  }

  absl::Status CheckReport(const Partition& partition, const Item& item) {
    ++result_.reports;
    OGI_ASSIGN_OR_RETURN(const ReportId id, keys::ParseReport(item.key));
    OGI_ASSIGN_OR_RETURN(auto record, ParseRecord<ReportRecord>(item));
    if (record->message.revisions().empty()) return errors::RecordDamaged("it has no revisions");
    const v1::State state = record->message.revisions().rbegin()->state();
    ++recount_[id.year][ReportCountNumber(id.scope, state)];
    for (int number = 1; number <= record->message.revisions_size(); ++number) {
      ++result_.revisions;
      if (depth_ == CheckDepth::kRecords) continue;
      const RevisionId revision{id, number};
      OGI_RETURN_IF_ERROR(
          Note(RevisionName(revision),
               CheckRevision(partition, revision, record->message.revisions(number - 1))));
    }
    return absl::OkStatus();
  }

  absl::Status CheckRevision(const Partition& partition, const RevisionId& id,
                             const storage::v1::RevisionEntry& entry) {
    const std::string place = RevisionName(id);
    const std::vector<std::string> keys = {keys::Revision(id), keys::Payload(id)};
    OGI_ASSIGN_OR_RETURN(const auto items, store_.MultiGet(partition, keys));
    OGI_ASSIGN_OR_RETURN(const auto revision,
                         ParsePresentRecord<RevisionRecord>(items[0], "the record of a revision"));
    OGI_ASSIGN_OR_RETURN(const auto payload,
                         ParsePresentRecord<PayloadRecord>(items[1], "the payload of a revision"));
    const v1::AnnualReport& report = payload.message.report();
    const std::string digest = DigestOf(report, Figures(report)).value();
    if (digest != revision.message.digest().value() || digest != entry.digest()) {
      Problem(place, "内容与回执上的摘要不符",
              "the contents are not those of the receipt's digest");
    }
    for (int verdict = 1; verdict <= entry.verdicts(); ++verdict) {
      OGI_ASSIGN_OR_RETURN(const v1::Verdict given, ReadVerdict(store_, id, verdict));
      if (verdict == entry.verdicts() && given.outcome() != entry.outcome()) {
        Problem(place, "校验结论与目录不符", "the verdict is not what the report's record says");
      }
    }
    for (int act = 1; act <= entry.acts(); ++act) {
      OGI_ASSIGN_OR_RETURN(const std::optional<Item> item,
                           store_.Get(partition, keys::Act(id, static_cast<uint32_t>(act))));
      OGI_RETURN_IF_ERROR(ParsePresentRecord<ActRecord>(item, "an act of a revision").status());
    }
    return absl::OkStatus();
  }

  const Reader& store_;
  const CheckDepth depth_;
  std::set<std::pair<Partition, int64_t>> declared_lost_;
  // Of the partition at hand, by year.
  std::map<int, Counts> recount_;
  CheckedStore result_;
};

}  // namespace

absl::StatusOr<CheckedStore> CheckStore(const Reader& store, CheckDepth depth) {
  return StoreChecker(store, depth).Run();
}

}  // namespace ogi
