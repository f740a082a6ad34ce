#include "services/retrieval/list_reports.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/field_violations.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/calendar/china_time.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/resource_name.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/agency_tree.h"
#include "services/handler/page_token.h"
#include "services/handler/records.h"
#include "services/handler/report_resource.h"
#include "services/handler/request_checks.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

constexpr absl::string_view kAnyAgency = "agencies/-";
// Subordinates read at a time.
constexpr int kAgencyChunk = 200;

// What to list. Exactly one of the three is set.
struct Query {
  std::string agency_id;
  std::string superior_id;
  Partition partition;
  int page_size = 0;
};

absl::StatusOr<Query> Check(const v1::ListReportsRequest& request) {
  Query query;
  FieldViolations violations;
  query.page_size = CheckPageSize(request.page_size(), &violations);
  if (!v1::State_IsValid(request.state())) {
    violations.Add("state",
                   absl::StrCat("没有这种状态：", static_cast<int>(request.state()), "，请更正。"),
                   absl::StrCat("is unknown: ", static_cast<int>(request.state()), "."));
  }
  if (request.parent() != kAnyAgency) {
    query.agency_id = CheckAgencyName("parent", request.parent(), &violations).value_or("");
    if (!request.superior().empty() || !request.partition().empty()) {
      violations.Add("parent", "按上级机关或分区查询时，parent 应为 agencies/-，请更正。",
                     "must be agencies/- when listing by superior or partition.");
    }
  } else if (!request.superior().empty() && request.partition().empty()) {
    query.superior_id = CheckAgencyName("superior", request.superior(), &violations).value_or("");
  } else if (request.superior().empty() && !request.partition().empty()) {
    CheckPartition("partition", request.partition(), &violations);
    query.partition = request.partition();
  } else {
    violations.Add("superior", "parent 为 agencies/- 时，应填写 superior 或 partition 其中一项。",
                   "with parent agencies/-, give exactly one of superior and partition.");
  }
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  return query;
}

// Collects a page: looks at records until it is full or has looked at enough.
class PageBuilder {
 public:
  // Without `sees_all`, as if what is not published were not there.
  PageBuilder(const Reader& store, const v1::ListReportsRequest& request, int page_size,
              bool sees_all)
      : store_(store), request_(request), page_size_(page_size), sees_all_(sees_all) {}

  // Adds what matches in a range of report keys. False once the page is done; `next` is then where
  // to go on.
  absl::StatusOr<bool> Add(absl::string_view partition, Range range, std::string& next) {
    while (true) {
      OGI_ASSIGN_OR_RETURN(Page page, store_.Scan(partition, range, {.items = Chunk()}));
      for (const Item& item : page.items) {
        if (IsFull()) {
          next = item.key;
          return false;
        }
        OGI_RETURN_IF_ERROR(AddItem(item));
      }
      if (page.next.empty()) return true;
      range.begin = std::move(page.next);
      if (IsFull()) {
        next = range.begin;
        return false;
      }
    }
  }

  // Looking for reports costs too where there are none.
  void CountLook() { ++looked_at_; }
  bool IsFull() const {
    return response_.reports_size() >= page_size_ || looked_at_ >= limits::kMaxScannedRecords;
  }
  v1::ListReportsResponse& response() { return response_; }

 private:
  size_t Chunk() const {
    return std::min<size_t>(static_cast<size_t>(page_size_ - response_.reports_size()) + 1, 1000);
  }

  absl::Status AddItem(const Item& item) {
    ++looked_at_;
    OGI_ASSIGN_OR_RETURN(ReportId id, keys::ParseReport(item.key));
    if (request_.year() != 0 && id.year != request_.year()) return absl::OkStatus();
    OGI_ASSIGN_OR_RETURN(std::optional<Record<storage::v1::ReportRecord>> record,
                         ParseRecord<storage::v1::ReportRecord>(item));
    if (record->message.revisions().empty()) {
      return errors::RecordDamaged(absl::StrCat(ReportName(id), " has no revisions"));
    }
    if (!sees_all_ && record->message.published() == 0) return absl::OkStatus();
    v1::Report report =
        sees_all_ ? ReportResource(id, *record) : PublishedReportResource(id, *record);
    if (request_.state() != v1::STATE_UNSPECIFIED && report.state() != request_.state()) {
      return absl::OkStatus();
    }
    *response_.add_reports() = std::move(report);
    return absl::OkStatus();
  }

  const Reader& store_;
  const v1::ListReportsRequest& request_;
  const int page_size_;
  const bool sees_all_;
  int looked_at_ = 0;
  v1::ListReportsResponse response_;
};

// Of every subordinate in turn. `begin` is the report key where the page before ended. Answers
// where the next page begins, or "".
absl::StatusOr<std::string> AddSubordinates(const Reader& store, absl::string_view superior_id,
                                            CivilDay today, const std::string& begin,
                                            PageBuilder& builder) {
  std::string first_id;
  if (!begin.empty()) {
    OGI_ASSIGN_OR_RETURN(ReportId report, keys::ParseReport(begin));
    first_id = report.agency_id;
  }
  while (true) {
    OGI_ASSIGN_OR_RETURN(SubordinatesPage page,
                         Subordinates(store, superior_id, today, first_id, kAgencyChunk));
    for (const AgencyAt& agency : page.agencies) {
      Range range = keys::ReportsOf(agency.id);
      const std::string start = std::max(range.begin, begin);
      if (builder.IsFull()) {
        return keys::Report({agency.id, 0, v1::OWN});
      }
      builder.CountLook();
      std::string next;
      range.begin = start;
      OGI_ASSIGN_OR_RETURN(bool more, builder.Add(PartitionOf(agency.id), range, next));
      if (!more) return next;
    }
    if (page.next_id.empty()) return std::string();
    // Stopped short of it: that was look enough for one page.
    if (page.agencies.size() < kAgencyChunk) return keys::Report({page.next_id, 0, v1::OWN});
    first_id = std::move(page.next_id);
  }
}

}  // namespace

absl::StatusOr<v1::ListReportsResponse> ListReports(const Environment& environment,
                                                    const RequestContext& context,
                                                    const v1::ListReportsRequest& request) {
  OGI_ASSIGN_OR_RETURN(const Query query, Check(request));
  OGI_RETURN_IF_ERROR(CheckCaughtUp(*environment.store, request.min_sequence()));
  const std::string bound = absl::StrCat("reports\n", request.parent(), "\n", request.superior(),
                                         "\n", request.partition(), "\n", request.year(), "\n",
                                         static_cast<int>(request.state()));
  OGI_ASSIGN_OR_RETURN(std::string begin,
                       ReadPageToken(environment.secret, bound, request.page_token()));

  // Of a whole partition: only who sees every organ's.
  OGI_ASSIGN_OR_RETURN(
      const bool sees_all,
      SeesAll(context, query.superior_id.empty() ? query.agency_id : query.superior_id));
  const std::unique_ptr<Reader> snapshot = environment.store->Snapshot();
  PageBuilder builder(*snapshot, request, query.page_size, sees_all);
  std::string next;
  if (!query.superior_id.empty()) {
    OGI_ASSIGN_OR_RETURN(next, AddSubordinates(*snapshot, query.superior_id,
                                               ChinaDay(context.receive_time), begin, builder));
  } else {
    const bool whole_partition = query.agency_id.empty();
    Range range = whole_partition ? keys::AllReports() : keys::ReportsOf(query.agency_id);
    range.begin = std::max(range.begin, begin);
    const Partition partition =
        whole_partition ? query.partition : Partition(PartitionOf(query.agency_id));
    OGI_RETURN_IF_ERROR(builder.Add(partition, range, next).status());
  }
  if (!next.empty()) {
    builder.response().set_next_page_token(MakePageToken(environment.secret, bound, next));
  }
  return std::move(builder.response());
}

}  // namespace ogi
