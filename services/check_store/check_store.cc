#include "services/check_store/check_store.h"

#include <functional>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/resource_name.h"
#include "domain/form/canonical.h"
#include "domain/form/figures.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/records.h"
#include "storage/commit/committer.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::ActRecord;
using storage::v1::AgencyRecord;
using storage::v1::PayloadRecord;
using storage::v1::ReportRecord;
using storage::v1::RevisionRecord;
using storage::v1::WitnessGapRecord;

std::vector<Partition> AllPartitions() {
  std::vector<Partition> partitions;
  for (int number = 0; number < 100; ++number) {
    partitions.push_back(absl::StrFormat("%02d", number));
  }
  for (const absl::string_view each : {kAccessPartition, kLocalPartition, kLookupPartition}) {
    partitions.emplace_back(each);
  }
  return partitions;
}

class StoreChecker {
 public:
  explicit StoreChecker(const Reader& store) : store_(store) {}

  absl::StatusOr<CheckedStore> Run() {
    OGI_RETURN_IF_ERROR(ReadGaps());
    for (const Partition& partition : AllPartitions()) {
      OGI_RETURN_IF_ERROR(CheckCommits(partition));
      OGI_RETURN_IF_ERROR(EachItem(partition, keys::AllAgencies(),
                                   [&](const Item& item) { return CheckAgency(partition, item); }));
      OGI_RETURN_IF_ERROR(EachItem(partition, keys::AllReports(),
                                   [&](const Item& item) { return CheckReport(partition, item); }));
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

  // Each commit left a marker with its sequence.
  absl::Status CheckCommits(const Partition& partition) {
    const std::string place = absl::StrCat("partitions/", partition);
    const absl::StatusOr<Stamp> head = LatestStamp(store_, partition);
    if (!head.ok()) return Note(place, head.status());
    std::vector<bool> seen(static_cast<size_t>(head->sequence) + 1);
    OGI_RETURN_IF_ERROR(
        EachItem(partition, keys::AllMarkers(), [&](const Item& item) -> absl::Status {
          // Init commits without a number.
          if (item.value.size() < kStampBytes) return absl::OkStatus();
          OGI_ASSIGN_OR_RETURN(const StampedValue value, ParseStamped(item.value));
          ++result_.commits;
          const int64_t sequence = value.stamp.sequence;
          if (sequence > head->sequence) {
            Problem(place, absl::StrCat("序号 ", sequence, " 超出分区末尾 ", head->sequence),
                    absl::StrCat("sequence ", sequence, " is beyond the head"));
          } else if (sequence > 0) {
            seen[static_cast<size_t>(sequence)] = true;
          }
          return absl::OkStatus();
        }));
    for (int64_t sequence = 1; sequence <= head->sequence; ++sequence) {
      if (seen[static_cast<size_t>(sequence)] || declared_lost_.contains({partition, sequence})) {
        continue;
      }
      Problem(place, absl::StrCat("缺少序号 ", sequence, " 的提交"),
              absl::StrCat("the commit of sequence ", sequence, " is missing"));
    }
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
    for (int number = 1; number <= record->message.revisions_size(); ++number) {
      ++result_.revisions;
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
    for (int act = 1; act <= entry.acts(); ++act) {
      OGI_ASSIGN_OR_RETURN(const std::optional<Item> item,
                           store_.Get(partition, keys::Act(id, static_cast<uint32_t>(act))));
      OGI_RETURN_IF_ERROR(ParsePresentRecord<ActRecord>(item, "an act of a revision").status());
    }
    return absl::OkStatus();
  }

  const Reader& store_;
  std::set<std::pair<Partition, int64_t>> declared_lost_;
  CheckedStore result_;
};

}  // namespace

absl::StatusOr<CheckedStore> CheckStore(const Reader& store) { return StoreChecker(store).Run(); }

}  // namespace ogi
