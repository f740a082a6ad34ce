#include "services/submission/file_report.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/digest.h"
#include "common/errors.h"
#include "common/field_violations.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/agency/agency.h"
#include "domain/calendar/china_time.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/resource_name.h"
#include "domain/form/canonical.h"
#include "domain/form/check.h"
#include "domain/form/figures.h"
#include "domain/lifecycle/lifecycle.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/raw_field.h"
#include "services/handler/records.h"
#include "services/handler/report_resource.h"
#include "services/handler/request_checks.h"
#include "services/judging/judge_report.h"
#include "services/season/due_dates.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::AgencyRecord;
using storage::v1::AnswerNote;
using storage::v1::PayloadRecord;
using storage::v1::ReportRecord;
using storage::v1::RevisionRecord;

// What the two calls have in common.
struct Filing {
  Act act;
  absl::string_view parent;
  absl::string_view report_id;
  const v1::AnnualReport* report;
  // The same as it came over the wire, where that is known.
  std::optional<absl::string_view> raw_report;
  absl::string_view request_id;
  absl::string_view etag;
  bool validate_only = false;
};

absl::StatusOr<ReportId> Check(const Filing& filing, CivilDay today) {
  const size_t bytes =
      filing.raw_report.has_value() ? filing.raw_report->size() : filing.report->ByteSizeLong();
  if (bytes > limits::kMaxReportBytes) {
    return errors::TooLarge("report", bytes, limits::kMaxReportBytes);
  }
  FieldViolations violations;
  const std::optional<std::string> agency_id =
      CheckAgencyName("parent", filing.parent, &violations);
  if (agency_id.has_value() && filing.report->agency() != filing.parent) {
    violations.Add("report.agency",
                   absl::StrCat("报告所属机关应与 parent（", filing.parent, "）一致，请核对。"),
                   absl::StrCat("must be the same agency as parent, ", filing.parent, "."));
  }
  CheckReport(*filing.report, today, "report", &violations);
  const std::string segment = ReportIdSegment(filing.report->year(), filing.report->scope());
  if (!filing.report_id.empty() && filing.report_id != segment) {
    violations.Add("report_id",
                   absl::StrCat("应与报告的年度和口径一致，即 ", segment, "，请核对。"),
                   absl::StrCat("must fit the report's year and scope: ", segment, "."));
  }
  if (!filing.validate_only) CheckRequestId(filing.request_id, &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  return ReportId{*agency_id, filing.report->year(), filing.report->scope()};
}

absl::StatusOr<v1::Revision> StoredRevision(const Environment& environment, const RevisionId& id,
                                            v1::State state, bool historical) {
  OGI_ASSIGN_OR_RETURN(
      std::optional<Item> item,
      environment.store->Get(PartitionOf(id.report.agency_id), keys::Revision(id)));
  OGI_ASSIGN_OR_RETURN(Record<RevisionRecord> record,
                       ParsePresentRecord<RevisionRecord>(item, RevisionName(id)));
  v1::Revision revision = RevisionResource(id, record.message, state, historical);
  SetCommit(id, record.stamp, *revision.mutable_receipt());
  OGI_RETURN_IF_ERROR(
      SetTimeliness(environment.seasons, *environment.store, id.report, record.message, revision));
  return revision;
}

// The answer to a request id that has been used, if it has.
absl::StatusOr<std::optional<v1::Revision>> FirstAnswer(const Environment& environment,
                                                        const Filing& filing,
                                                        const ReportId& report, const Token& token,
                                                        const std::optional<Item>& marker,
                                                        absl::string_view request_digest) {
  OGI_ASSIGN_OR_RETURN(std::optional<Record<AnswerNote>> note, ParseRecord<AnswerNote>(marker));
  if (!note.has_value()) return std::nullopt;
  if (note->message.request_digest() != request_digest) {
    return errors::RequestIdReused(filing.request_id);
  }
  OGI_ASSIGN_OR_RETURN(v1::Revision revision,
                       StoredRevision(environment, {report, note->message.revision()},
                                      note->message.state(), filing.act == Act::kRecordHistorical));
  const bool filed = note->message.report_version() == kAbsent;
  revision.set_etag(EtagOf(filed ? VersionOf(token) : note->message.report_version()));
  return revision;
}

bool HasOwnFilings(const ReportRecord& record) {
  for (const auto& entry : record.revisions()) {
    if (!entry.historical()) return true;
  }
  return false;
}

// Filing what is there already files nothing. After a withdrawal the same may be filed anew.
bool IsUnchanged(const ReportRecord& record, const Filing& filing, absl::string_view digest) {
  if (record.revisions().empty()) return false;
  const auto& latest = *record.revisions().rbegin();
  return latest.digest() == digest && latest.state() != v1::WITHDRAWN &&
         latest.historical() == (filing.act == Act::kRecordHistorical);
}

// As it came, where it can be told from the rest of the request: writing a report anew costs as
// much as reading it did.
std::string SerializePayload(const Filing& filing) {
  if (filing.raw_report.has_value()) {
    return MessageOf(PayloadRecord::kReportFieldNumber, *filing.raw_report);
  }
  // The envelope borrows the report while it is written, which saves a copy of all its rows.
  PayloadRecord payload;
  payload.unsafe_arena_set_allocated_report(const_cast<v1::AnnualReport*>(filing.report));
  std::string bytes = payload.SerializeAsString();
  payload.unsafe_arena_release_report();
  return bytes;
}

std::vector<Write> Writes(const RevisionId& id, const ReportRecord& record, Version version,
                          const RevisionRecord& revision, const Filing& filing) {
  return {
      {keys::Report(id.report), record.SerializeAsString(), version},
      {keys::Revision(id), revision.SerializeAsString(), std::nullopt},
      {keys::Payload(id), SerializePayload(filing), std::nullopt},
  };
}

// Files nothing, but remembers the answer for the request id.
Step<v1::Revision> AnswerUnchanged(v1::Revision revision, const RevisionId& id, const Guard& report,
                                   const Token& token, const std::string& request_digest,
                                   absl::Time deadline) {
  AnswerNote note;
  note.set_request_digest(request_digest);
  note.set_revision(id.number);
  note.set_state(revision.state());
  note.set_report_version(report.expected);
  revision.set_etag(EtagOf(report.expected));
  Step<v1::Revision> step;
  step.proposal.partition = Partition(PartitionOf(id.report.agency_id));
  step.proposal.deadline = deadline;
  step.proposal.commit.token = token;
  step.proposal.commit.guards = {report};
  step.proposal.commit.note = note.SerializeAsString();
  step.answer = [revision = std::move(revision)](const Stamp&) { return revision; };
  return step;
}

// When the first filing that was neither withdrawn nor returned came in; `now` where this is it.
absl::StatusOr<absl::Time> FirstFiled(const Reader& store, const ReportId& report,
                                      const ReportRecord& record, absl::Time now) {
  for (int number = 1; number <= record.revisions_size(); ++number) {
    const auto& entry = record.revisions(number - 1);
    if (entry.historical() || entry.state() == v1::WITHDRAWN || entry.state() == v1::RETURNED) {
      continue;
    }
    const RevisionId id{report, number};
    OGI_ASSIGN_OR_RETURN(std::optional<Item> item,
                         store.Get(PartitionOf(report.agency_id), keys::Revision(id)));
    OGI_ASSIGN_OR_RETURN(Record<RevisionRecord> filed,
                         ParsePresentRecord<RevisionRecord>(item, RevisionName(id)));
    return absl::FromUnixMicros(filed.message.receive_time_us());
  }
  return now;
}

absl::StatusOr<Step<v1::Revision>> FileReport(const Environment& environment,
                                              const RequestContext& context, const Filing& filing) {
  const CivilDay today = ChinaDay(context.receive_time);
  OGI_ASSIGN_OR_RETURN(const ReportId report_id, Check(filing, today));
  const Figures figures(*filing.report);
  const v1::Digest digest = DigestOf(*filing.report, figures);
  const std::string request_digest =
      Sha256(absl::StrCat("file\n", static_cast<int>(filing.act), "\n", digest.value()));
  const Token token = TokenOf(context.actor, report_id.agency_id, filing.request_id);
  const absl::string_view partition = PartitionOf(report_id.agency_id);

  const std::vector<std::string> keys = {keys::Marker(token), keys::Agency(report_id.agency_id),
                                         keys::Report(report_id)};
  OGI_ASSIGN_OR_RETURN(std::vector<std::optional<Item>> items,
                       environment.store->MultiGet(partition, keys));
  if (!filing.validate_only) {
    OGI_ASSIGN_OR_RETURN(
        std::optional<v1::Revision> answer,
        FirstAnswer(environment, filing, report_id, token, items[0], request_digest));
    if (answer.has_value()) return Step<v1::Revision>::Answer(*std::move(answer));
  }
  OGI_ASSIGN_OR_RETURN(std::optional<Record<AgencyRecord>> agency,
                       ParseRecord<AgencyRecord>(items[1]));
  if (!agency.has_value()) return errors::AgencyNotFound(filing.parent);
  const v1::Agency::Level level = agency->message.agency().level();
  // What is history already was not filed in any season.
  if (filing.act == Act::kSubmit) {
    OGI_RETURN_IF_ERROR(CheckSeasonOpen(environment.seasons, report_id.year, level, today));
  }
  OGI_ASSIGN_OR_RETURN(std::optional<Record<ReportRecord>> stored,
                       ParseRecord<ReportRecord>(items[2]));
  ReportRecord record = stored.has_value() ? std::move(stored->message) : ReportRecord();
  const Version version = stored.has_value() ? stored->version : kAbsent;

  if (!filing.etag.empty() && filing.etag != EtagOf(version)) {
    return errors::EtagMismatch(ReportName(report_id), EtagOf(version));
  }
  if (filing.act == Act::kRecordHistorical && HasOwnFilings(record)) {
    return errors::NotHistorical(ReportName(report_id));
  }
  if (!filing.validate_only && IsUnchanged(record, filing, digest.value())) {
    const auto& latest = *record.revisions().rbegin();
    const RevisionId id{report_id, record.revisions_size()};
    OGI_ASSIGN_OR_RETURN(v1::Revision revision,
                         StoredRevision(environment, id, latest.state(), latest.historical()));
    return AnswerUnchanged(std::move(revision), id, {keys[2], version}, token, request_digest,
                           context.deadline);
  }
  if (record.revisions_size() >= limits::kMaxRevisions) {
    return errors::TooManyRevisions(ReportName(report_id));
  }

  const RevisionId id{report_id, record.revisions_size() + 1};
  const v1::State state = *NextState(v1::STATE_UNSPECIFIED, filing.act);
  RevisionRecord revision;
  OGI_ASSIGN_OR_RETURN(const absl::Time first_filed,
                       FirstFiled(*environment.store, report_id, record, context.receive_time));
  OGI_ASSIGN_OR_RETURN(*revision.mutable_verdict(),
                       JudgeReport(environment,
                                   {.id = report_id,
                                    .report = *filing.report,
                                    .figures = figures,
                                    .agency = agency->message.agency(),
                                    .receive_time = first_filed,
                                    .historical = filing.act == Act::kRecordHistorical},
                                   context.receive_time));
  *revision.mutable_digest() = digest;
  *revision.mutable_actor() = context.actor;
  revision.set_agency_display_name(std::string(NameOn(agency->message.agency(), today)));
  revision.set_receive_time_us(absl::ToUnixMicros(context.receive_time));
  revision.set_level(level);
  v1::Revision answer = RevisionResource(id, revision, state, filing.act == Act::kRecordHistorical);
  OGI_RETURN_IF_ERROR(
      SetTimeliness(environment.seasons, *environment.store, report_id, revision, answer));
  if (filing.validate_only) {
    answer.clear_name();
    answer.clear_state();
    answer.clear_receipt();
    return Step<v1::Revision>::Answer(std::move(answer));
  }

  ReportStates states = StatesOf(record);
  Apply(states, id.number, state);
  auto* entry = record.add_revisions();
  entry->set_outcome(revision.verdict().outcome());
  entry->set_historical(answer.historical());
  entry->set_digest(digest.value());
  SetStates(states, record);
  record.set_agency_display_name(revision.agency_display_name());

  AnswerNote note;
  note.set_request_digest(request_digest);
  note.set_revision(id.number);
  note.set_state(state);

  Step<v1::Revision> step;
  step.proposal.partition = Partition(partition);
  step.proposal.deadline = context.deadline;
  step.proposal.commit.token = token;
  step.proposal.commit.writes = Writes(id, record, version, revision, filing);
  step.proposal.commit.guards = {{keys[1], agency->version}};
  step.proposal.commit.note = note.SerializeAsString();
  answer.set_etag(EtagOf(VersionOf(token)));
  step.answer = [id, answer = std::move(answer)](const Stamp& stamp) mutable {
    SetCommit(id, stamp, *answer.mutable_receipt());
    return std::move(answer);
  };
  return step;
}

}  // namespace

absl::StatusOr<Step<v1::Revision>> SubmitReport(const Environment& environment,
                                                const RequestContext& context,
                                                const v1::SubmitReportRequest& request) {
  return FileReport(
      environment, context,
      {.act = Act::kSubmit,
       .parent = request.parent(),
       .report_id = request.report_id(),
       .report = &request.report(),
       .raw_report = RawField(context.message, v1::SubmitReportRequest::kReportFieldNumber),
       .request_id = request.request_id(),
       .etag = request.etag(),
       .validate_only = request.validate_only()});
}

absl::StatusOr<Step<v1::Revision>> RecordHistoricalReport(
    const Environment& environment, const RequestContext& context,
    const v1::RecordHistoricalReportRequest& request) {
  return FileReport(environment, context,
                    {.act = Act::kRecordHistorical,
                     .parent = request.parent(),
                     .report_id = {},
                     .report = &request.report(),
                     .raw_report = RawField(context.message,
                                            v1::RecordHistoricalReportRequest::kReportFieldNumber),
                     .request_id = request.request_id(),
                     .etag = {}});
}

}  // namespace ogi
