#include "services/audit/list_audit_records.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "common/field_violations.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "common/utf8.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/principal.h"
#include "services/handler/records.h"
#include "services/handler/request_checks.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using google::protobuf::Timestamp;

constexpr int64_t kLastSecond = 253'402'300'799;  // of the year 9999

// Microseconds since 1970, rounded up; nothing is on record before.
int64_t MicrosOf(const Timestamp& time) {
  return std::max<int64_t>(time.seconds(), 0) * 1'000'000 +
         (time.seconds() < 0 ? 0 : (time.nanos() + 999) / 1000);
}

bool CheckTime(absl::string_view field, bool given, const Timestamp& time,
               FieldViolations* violations) {
  if (!given) {
    violations->Add(field, "必须填写时间，请补填。", "is required.");
    return false;
  }
  if (time.nanos() < 0 || time.nanos() > 999'999'999 || time.seconds() > kLastSecond ||
      time.seconds() < -62'135'596'800) {
    violations->Add(
        field,
        absl::StrCat("不是有效的时间：", time.seconds(), " 秒 ", time.nanos(), " 纳秒，请更正。"),
        absl::StrCat("is no time: ", time.seconds(), " s ", time.nanos(), " ns."));
    return false;
  }
  return true;
}

void CheckTimes(const v1::ListAuditRecordsRequest& request, FieldViolations* violations) {
  const bool start =
      CheckTime("start_time", request.has_start_time(), request.start_time(), violations);
  const bool end = CheckTime("end_time", request.has_end_time(), request.end_time(), violations);
  if (!start || !end) return;
  const auto before = [](const Timestamp& a, const Timestamp& b) {
    return std::pair(a.seconds(), a.nanos()) < std::pair(b.seconds(), b.nanos());
  };
  if (!before(request.start_time(), request.end_time())) {
    violations->Add("end_time", "结束时间应晚于 start_time，请更正。",
                    "must be later than start_time.");
  }
}

void CheckName(absl::string_view field, absl::string_view name, bool good, absl::string_view shape,
               FieldViolations* violations) {
  if (good) return;
  const absl::string_view shown = CutUtf8(name, 100);
  violations->Add(field, absl::StrCat("名称应为 ", shape, "，收到“", shown, "”，请更正。"),
                  absl::StrCat("must be ", shape, "; got \"", shown, "\"."));
}

bool IsOfKind(absl::string_view name, Principal::Kind kind) {
  const std::optional<Principal> principal = ParsePrincipal(name);
  return principal.has_value() && principal->kind == kind;
}

absl::Status Check(const v1::ListAuditRecordsRequest& request) {
  FieldViolations violations;
  CheckTimes(request, &violations);
  if (!request.agency().empty()) CheckAgencyName("agency", request.agency(), &violations);
  if (const std::string& person = request.person(); !person.empty()) {
    CheckName("person", person,
              ParsePersonName(person).has_value() || IsOfKind(person, Principal::Kind::kStaff),
              "platforms/xizang/people/li-si", &violations);
  }
  if (const std::string& platform = request.platform(); !platform.empty()) {
    CheckName("platform", platform, IsOfKind(platform, Principal::Kind::kPlatform),
              "platforms/xizang", &violations);
  }
  if (request.limit() < 0) {
    violations.Add("limit",
                   absl::StrCat("条数不能为负数，收到 ", request.limit(), "；0 表示不限，请更正。"),
                   absl::StrCat("must not be negative; got ", request.limit(), "; 0 is for all."));
  }
  return violations.ToStatus();
}

// Where there may be records of an organ. A central organ acts on those of every province.
std::vector<Partition> PartitionsOf(absl::string_view agency) {
  const std::optional<std::string> id = ParseAgencyName(agency);
  if (!id.has_value() || PartitionOf(*id) == kCentralPartition) return AuditPartitions();
  return {Partition(kAccessPartition), Partition(kLocalPartition), Partition(PartitionOf(*id))};
}

bool IsAtOrBelow(absl::string_view resource, absl::string_view agency) {
  return absl::StartsWith(resource, agency) &&
         (resource.size() == agency.size() || resource[agency.size()] == '/');
}

}  // namespace

std::vector<Partition> AuditPartitions() {
  std::vector<Partition> partitions = {Partition(kAccessPartition), Partition(kLocalPartition)};
  for (int i = 0; i < 100; ++i) partitions.push_back(absl::StrFormat("%02d", i));
  return partitions;
}

absl::StatusOr<AuditReader> AuditReader::Begin(const Reader* store,
                                               const v1::ListAuditRecordsRequest& request) {
  OGI_RETURN_IF_ERROR(Check(request));
  const Range range =
      keys::AuditBetween(MicrosOf(request.start_time()), MicrosOf(request.end_time()));
  AuditReader reader(store, request);
  reader.end_key_ = range.end;
  for (Partition& partition : PartitionsOf(request.agency())) {
    Source source;
    source.partition = std::move(partition);
    source.next = range.begin;
    reader.sources_.push_back(std::move(source));
  }
  // Both before 1970.
  reader.at_end_ = range.begin >= range.end;
  return reader;
}

absl::StatusOr<std::optional<v1::AuditRecord>> AuditReader::Next() {
  if (at_end_) return std::nullopt;
  if (!begun_) {
    order_.clear();
    for (size_t i = 0; i < sources_.size(); ++i) OGI_RETURN_IF_ERROR(Push(i));
    begun_ = true;
  }
  const auto after = [this](size_t a, size_t b) { return After(a, b); };
  for (int i = 0; i < limits::kMaxScannedRecords; ++i) {
    if (order_.empty() || (request_.limit() > 0 && found_ == request_.limit())) {
      at_end_ = true;
      return std::nullopt;
    }
    Source& oldest = sources_[order_.front()];
    OGI_ASSIGN_OR_RETURN(std::optional<v1::AuditRecord> record,
                         RecordOf(oldest.page[oldest.place]));
    std::pop_heap(order_.begin(), order_.end(), after);
    const size_t source = order_.back();
    order_.pop_back();
    ++oldest.place;
    OGI_RETURN_IF_ERROR(Push(source));
    if (record.has_value()) {
      ++found_;
      return record;
    }
  }
  return std::nullopt;
}

absl::Status AuditReader::Push(size_t source) {
  Source& each = sources_[source];
  if (each.place == each.page.size()) {
    each.page.clear();
    each.place = 0;
    if (each.next.empty()) return absl::OkStatus();
    OGI_ASSIGN_OR_RETURN(Page page, store_->Scan(each.partition, Range{each.next, end_key_},
                                                 {.items = limits::kAuditPageEntries,
                                                  .bytes = limits::kAuditPageBytes}));
    each.page = std::move(page.items);
    each.next = std::move(page.next);
    if (each.page.empty()) return absl::OkStatus();
  }
  order_.push_back(source);
  std::push_heap(order_.begin(), order_.end(), [this](size_t a, size_t b) { return After(a, b); });
  return absl::OkStatus();
}

bool AuditReader::After(size_t a, size_t b) const {
  const std::string& key_a = sources_[a].page[sources_[a].place].key;
  const std::string& key_b = sources_[b].page[sources_[b].place].key;
  return std::tie(key_a, a) > std::tie(key_b, b);
}

absl::StatusOr<std::optional<v1::AuditRecord>> AuditReader::RecordOf(const Item& item) const {
  OGI_ASSIGN_OR_RETURN(const keys::AuditKey key, keys::ParseAudit(item.key));
  OGI_ASSIGN_OR_RETURN(auto stored,
                       ParsePresentRecord<storage::v1::AuditEntry>(item, "an audit entry"));
  storage::v1::AuditEntry& entry = stored.message;
  if (!IsAskedFor(entry)) return std::nullopt;
  v1::AuditRecord record;
  *record.mutable_time() = ToTimestamp(absl::FromUnixMicros(key.time_us));
  *record.mutable_actor() = std::move(*entry.mutable_actor());
  record.set_method(std::move(*entry.mutable_method()));
  record.set_resource(std::move(*entry.mutable_resource()));
  record.set_code(entry.code());
  record.set_reason(std::move(*entry.mutable_reason()));
  record.set_request_id(std::move(*entry.mutable_request_id()));
  record.set_certificate_fingerprint(absl::BytesToHexString(entry.certificate_fingerprint()));
  record.set_count(entry.count());
  return record;
}

bool AuditReader::IsAskedFor(const storage::v1::AuditEntry& entry) const {
  const v1::Actor& actor = entry.actor();
  const std::string& agency = request_.agency();
  const std::string& person = request_.person();
  const std::string& platform = request_.platform();
  return (!request_.failures_only() || entry.code() != 0) &&
         (platform.empty() || actor.platform() == platform) &&
         (person.empty() || actor.person() == person || actor.person_represented() == person) &&
         (agency.empty() || actor.agency() == agency || IsAtOrBelow(entry.resource(), agency));
}

}  // namespace ogi
