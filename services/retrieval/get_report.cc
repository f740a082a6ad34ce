#include "services/retrieval/get_report.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/field_violations.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/resource_name.h"
#include "domain/rules/explanation.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/explanations.h"
#include "services/handler/records.h"
#include "services/handler/report_resource.h"
#include "services/handler/request_checks.h"
#include "services/handler/waivers.h"
#include "services/season/due_dates.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::ActRecord;
using storage::v1::PayloadRecord;
using storage::v1::ReportRecord;
using storage::v1::RevisionEntry;
using storage::v1::RevisionRecord;
using storage::v1::VerdictRecord;
using storage::v1::WaiversRecord;

// A report as a view shows it, or one revision of it.
struct Wanted {
  ReportId report;
  // 0: the view chooses.
  int revision = 0;
  v1::View view = v1::VIEW_UNSPECIFIED;
};

std::optional<Wanted> Check(absl::string_view field, absl::string_view name, v1::View view,
                            FieldViolations* violations) {
  if (!v1::View_IsValid(view)) {
    violations->Add("view", absl::StrCat("没有这种视图：", static_cast<int>(view), "，请更正。"),
                    absl::StrCat("is unknown: ", static_cast<int>(view), "."));
  }
  if (std::optional<RevisionId> id = ParseRevisionName(name); id.has_value()) {
    if (view != v1::VIEW_UNSPECIFIED) {
      violations->Add("view", "已指明版本时不能再选视图，请去掉其中之一。",
                      "does not go with the name of a revision; leave one of them out.");
    }
    return Wanted{id->report, id->number, view};
  }
  std::optional<ReportId> id = CheckReportName(field, name, violations);
  if (!id.has_value()) return std::nullopt;
  return Wanted{*std::move(id), 0, view};
}

// 0 where the view has none, or the caller may not see it.
int Choose(const ReportRecord& record, const Wanted& wanted, bool sees_all) {
  if (!sees_all) {
    const bool published = wanted.revision != 0 ? wanted.revision == record.published()
                                                : wanted.view == v1::VIEW_UNSPECIFIED ||
                                                      wanted.view == v1::VIEW_PUBLISHED;
    return published ? record.published() : 0;
  }
  if (wanted.revision != 0) return wanted.revision;
  switch (wanted.view) {
    case v1::VIEW_PUBLISHED:
      return record.published();
    case v1::VIEW_ACCEPTED:
      return record.accepted();
    case v1::VIEW_LATEST:
      return record.revisions_size();
    default:
      return record.accepted() != 0 ? record.accepted() : record.revisions_size();
  }
}

// The acts from one number to another; none where there are none.
absl::Status AddChanges(const Reader& store, const RevisionId& id, int first, int last,
                        v1::Revision& revision) {
  std::vector<std::string> keys;
  for (int act = first; act <= last; ++act) {
    keys.push_back(keys::Act(id, static_cast<uint32_t>(act)));
  }
  OGI_ASSIGN_OR_RETURN(std::vector<std::optional<Item>> items,
                       store.MultiGet(PartitionOf(id.report.agency_id), keys));
  for (const std::optional<Item>& item : items) {
    OGI_ASSIGN_OR_RETURN(Record<ActRecord> act,
                         ParsePresentRecord<ActRecord>(item, "an act of a revision"));
    *revision.add_changes() = StateChangeResource(id, act.message, act.stamp);
  }
  return absl::OkStatus();
}

// Adds to `fields` the field of a Revision that holds what a record holds. Such a record has
// nothing but a tag of one byte, a length, and a message; in the answer it has another tag.
// `stored` and `answered`: the fields' numbers, under 16.
absl::Status AppendField(const std::optional<Item>& item, const RevisionId& id,
                         absl::string_view what, int stored, int answered, std::string& fields) {
  constexpr int kLengthDelimited = 2;
  if (!item.has_value()) {
    return errors::RecordDamaged(absl::StrCat(what, " of ", RevisionName(id), " is missing"));
  }
  OGI_ASSIGN_OR_RETURN(StampedValue value, ParseStamped(item->value));
  if (value.record.empty() || value.record.front() != (stored << 3 | kLengthDelimited)) {
    return errors::RecordDamaged(absl::StrCat(what, " of ", RevisionName(id)));
  }
  fields.push_back(static_cast<char>(answered << 3 | kLengthDelimited));
  fields.append(value.record.data() + 1, value.record.size() - 1);
  return absl::OkStatus();
}

bool HasFindings(const RevisionEntry& entry) {
  return entry.errors() + entry.warnings() + entry.infos() > 0;
}

// What people say of what the verdict finds: explanations and waivers. It is read only if there are
// any.
absl::Status AddSaid(const Reader& store, const RevisionId& id, const RevisionEntry& entry,
                     const std::optional<Item>& verdict, bool sees_all, v1::Revision& revision) {
  if (!HasFindings(entry)) return absl::OkStatus();
  OGI_ASSIGN_OR_RETURN(const auto explanations, ReadExplanations(store, id.report));
  Record<WaiversRecord> waivers;
  if (entry.errors() > 0) {
    OGI_ASSIGN_OR_RETURN(waivers, ReadWaivers(store, id.report));
  }
  if (explanations.message.explanations().empty() && waivers.message.waivers().empty()) {
    return absl::OkStatus();
  }
  OGI_ASSIGN_OR_RETURN(const auto record,
                       ParsePresentRecord<VerdictRecord>(verdict, "a verdict on a revision"));
  const v1::Verdict& found = record.message.verdict();
  *revision.mutable_explanations() = ExplanationsOf(found, explanations.message.explanations());
  *revision.mutable_waivers() = ShownWaivers(id.report, found, waivers.message, sees_all);
  return absl::OkStatus();
}

// To the public, a report that is not published is not there: neither the words nor the details of
// the answer tell the two apart.
absl::Status NotThere(const Wanted& wanted, int number, bool sees_all) {
  if (!sees_all) return errors::ReportNotFound(ReportName(wanted.report));
  return errors::RevisionNotFound(
      number == 0 ? absl::StrCat(ReportName(wanted.report), " ", v1::View_Name(wanted.view))
                  : RevisionName({wanted.report, number}));
}

absl::StatusOr<StoredRevision> Read(const SeasonBook* seasons, const Reader& store,
                                    const RequestContext& context, const Wanted& wanted) {
  OGI_ASSIGN_OR_RETURN(const bool sees_all, SeesAll(context, wanted.report.agency_id));
  const absl::string_view partition = PartitionOf(wanted.report.agency_id);
  OGI_ASSIGN_OR_RETURN(std::optional<Item> head, store.Get(partition, keys::Report(wanted.report)));
  OGI_ASSIGN_OR_RETURN(std::optional<Record<ReportRecord>> record, ParseRecord<ReportRecord>(head));
  if (!record.has_value()) return errors::ReportNotFound(ReportName(wanted.report));
  const int number = Choose(record->message, wanted, sees_all);
  if (number == 0 || number > record->message.revisions_size()) {
    return NotThere(wanted, number, sees_all);
  }
  const RevisionId id{wanted.report, number};

  // All three are written once, so they agree however they are read.
  const auto& entry = record->message.revisions(number - 1);
  const std::vector<std::string> keys = {
      keys::Revision(id), keys::Verdict(id, static_cast<uint32_t>(entry.verdicts()))};
  OGI_ASSIGN_OR_RETURN(std::vector<std::optional<Item>> items, store.MultiGet(partition, keys));
  OGI_ASSIGN_OR_RETURN(std::optional<Item> payload, store.Get(partition, keys::Payload(id)));
  OGI_ASSIGN_OR_RETURN(Record<RevisionRecord> filed,
                       ParsePresentRecord<RevisionRecord>(items[0], RevisionName(id)));
  StoredRevision stored;
  OGI_RETURN_IF_ERROR(AppendField(payload, id, "the payload", PayloadRecord::kReportFieldNumber,
                                  v1::Revision::kReportFieldNumber, stored.stored_fields));
  OGI_RETURN_IF_ERROR(AppendField(items[1], id, "the verdict", VerdictRecord::kVerdictFieldNumber,
                                  v1::Revision::kVerdictFieldNumber, stored.stored_fields));
  v1::Revision& revision = stored.revision;
  revision = RevisionResource(id, filed, entry.state(), entry.historical());
  OGI_RETURN_IF_ERROR(AddSaid(store, id, entry, items[1], sees_all, revision));
  if (!sees_all) {
    revision.clear_actor();
    for (v1::Explanation& each : *revision.mutable_explanations()) each.clear_actor();
    if (entry.state() == v1::RETRACTED) {
      // The public learns why, and not by whom.
      OGI_RETURN_IF_ERROR(AddChanges(store, id, entry.acts(), entry.acts(), revision));
      revision.mutable_changes(0)->clear_actor();
    }
    return stored;
  }
  OGI_RETURN_IF_ERROR(SetTimeliness(seasons, store, id.report, filed.message, revision));
  revision.set_etag(EtagOf(record->version));
  if (entry.acts() > 0) OGI_RETURN_IF_ERROR(AddChanges(store, id, 1, entry.acts(), revision));
  return stored;
}

// Adds to `violations` a list that is empty, or longer than `most`; false then.
bool CheckLength(absl::string_view field, int count, int least, int most,
                 FieldViolations* violations) {
  if (count >= least && count <= most) return true;
  violations->Add(
      field, absl::StrCat("应有 ", least, " 至 ", most, " 项，收到 ", count, " 项，请分批查询。"),
      absl::StrCat("must have ", least, " to ", most, " entries; got ", count, "."));
  return false;
}

absl::StatusOr<std::vector<Wanted>> Check(const v1::BatchGetReportsRequest& request) {
  FieldViolations violations;
  std::optional<std::string> owner;
  if (!request.parent().empty() && request.parent() != "agencies/-") {
    owner = CheckAgencyName("parent", request.parent(), &violations);
  }
  CheckLength("min_sequences", request.min_sequences_size(), 0, limits::kMaxBatchGet, &violations);
  std::vector<Wanted> all;
  if (CheckLength("names", request.names_size(), 1, limits::kMaxBatchGet, &violations)) {
    for (int i = 0; i < request.names_size(); ++i) {
      const std::string field = absl::StrCat("names[", i, "]");
      std::optional<Wanted> wanted = Check(field, request.names(i), request.view(), &violations);
      if (!wanted.has_value()) continue;
      if (owner.has_value() && *owner != wanted->report.agency_id) {
        violations.Add(field, absl::StrCat("不属于 ", request.parent(), "，请核对。"),
                       absl::StrCat("does not belong to ", request.parent(), "."));
      }
      all.push_back(*std::move(wanted));
    }
  }
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  return all;
}

}  // namespace

absl::StatusOr<StoredRevision> GetReport(const Environment& environment,
                                         const RequestContext& context,
                                         const v1::GetReportRequest& request) {
  FieldViolations violations;
  const std::optional<Wanted> wanted = Check("name", request.name(), request.view(), &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  OGI_RETURN_IF_ERROR(CheckCaughtUp(*environment.store, request.min_sequence()));
  return Read(environment.seasons, *environment.store, context, *wanted);
}

absl::StatusOr<v1::BatchGetReportsResponse> BatchGetReports(
    const Environment& environment, const RequestContext& context,
    const v1::BatchGetReportsRequest& request) {
  OGI_ASSIGN_OR_RETURN(const std::vector<Wanted> all, Check(request));
  for (const v1::Position& position : request.min_sequences()) {
    OGI_RETURN_IF_ERROR(CheckCaughtUp(*environment.store, position));
  }
  const std::unique_ptr<Reader> snapshot = environment.store->Snapshot();
  v1::BatchGetReportsResponse response;
  size_t bytes = 0;
  for (const Wanted& wanted : all) {
    OGI_ASSIGN_OR_RETURN(StoredRevision stored,
                         Read(environment.seasons, *snapshot, context, wanted));
    OGI_ASSIGN_OR_RETURN(*response.add_revisions(), Assemble(std::move(stored)));
    bytes += response.revisions().rbegin()->ByteSizeLong();
    if (bytes > limits::kMaxPageBytes) {
      return errors::TooLarge("response", bytes, limits::kMaxPageBytes);
    }
  }
  return response;
}

}  // namespace ogi
