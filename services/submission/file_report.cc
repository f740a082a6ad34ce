#include "services/submission/file_report.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/agency/agency.h"
#include "domain/calendar/china_time.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/resource_name.h"
#include "domain/lifecycle/lifecycle.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/answer_note.h"
#include "services/handler/raw_field.h"
#include "services/handler/records.h"
#include "services/handler/report_counts.h"
#include "services/handler/report_resource.h"
#include "services/handler/request_checks.h"
#include "services/judging/counting_revision.h"
#include "services/judging/dependents.h"
#include "services/judging/judge_report.h"
#include "services/judging/judge_revision.h"
#include "services/season/due_dates.h"
#include "services/submission/check_filing.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::AgencyRecord;
using storage::v1::AnswerNote;
using storage::v1::LoggedAct;
using storage::v1::PayloadRecord;
using storage::v1::ReportRecord;
using storage::v1::RevisionRecord;

// The number of the verdict given on filing.
constexpr int kFirstVerdict = 1;

// What the store says before the filing.
struct Before {
  // Of an earlier call with the same request id.
  std::optional<Record<AnswerNote>> first_answer;
  std::optional<Record<AgencyRecord>> agency;
  // Empty, and of version kAbsent, before the first filing.
  Record<ReportRecord> report;
};

// --- Read before. -------------------------------------------------------------------------------

absl::StatusOr<Before> ReadBefore(const Reader& store, const CheckedFiling& checked) {
  const std::vector<std::string> keys = {
      keys::Marker(checked.token), keys::Agency(checked.id.agency_id), keys::Report(checked.id)};
  OGI_ASSIGN_OR_RETURN(std::vector<std::optional<Item>> items,
                       store.MultiGet(checked.partition(), keys));
  Before before;
  OGI_ASSIGN_OR_RETURN(before.first_answer, ParseRecord<AnswerNote>(items[0]));
  OGI_ASSIGN_OR_RETURN(before.agency, ParseRecord<AgencyRecord>(items[1]));
  OGI_ASSIGN_OR_RETURN(std::optional<Record<ReportRecord>> report,
                       ParseRecord<ReportRecord>(items[2]));
  if (report.has_value()) before.report = *std::move(report);
  return before;
}

// --- Refuse or repeat. --------------------------------------------------------------------------

// `verdict`: which of its verdicts.
absl::StatusOr<v1::Revision> RevisionOnRecord(const Environment& environment, const RevisionId& id,
                                              v1::State state, bool historical, int verdict) {
  OGI_ASSIGN_OR_RETURN(
      std::optional<Item> item,
      environment.store->Get(PartitionOf(id.report.agency_id), keys::Revision(id)));
  OGI_ASSIGN_OR_RETURN(Record<RevisionRecord> record,
                       ParsePresentRecord<RevisionRecord>(item, RevisionName(id)));
  v1::Revision revision = RevisionResource(id, record, state, historical);
  OGI_ASSIGN_OR_RETURN(*revision.mutable_verdict(), ReadVerdict(*environment.store, id, verdict));
  OGI_RETURN_IF_ERROR(
      SetTimeliness(environment.seasons, *environment.store, id.report, record.message, revision));
  revision.set_repeated(true);
  return revision;
}

// The answer that the request id was given first, whatever happened since.
absl::StatusOr<v1::Revision> FirstAnswer(const Environment& environment,
                                         const CheckedFiling& checked, const AnswerNote& note) {
  OGI_RETURN_IF_ERROR(CheckSameRequest(note, checked.request_digest, checked.filing.request_id));
  OGI_ASSIGN_OR_RETURN(v1::Revision revision,
                       RevisionOnRecord(environment, {checked.id, note.revision()}, note.state(),
                                        checked.historical(), note.verdict()));
  const bool filed = note.report_version() == kAbsent;
  revision.set_etag(EtagOf(filed ? VersionOf(checked.token) : note.report_version()));
  return revision;
}

bool HasOwnFilings(const ReportRecord& record) {
  for (const auto& entry : record.revisions()) {
    if (!entry.historical()) return true;
  }
  return false;
}

absl::Status Refuse(const Environment& environment, const CheckedFiling& checked,
                    const Before& before, CivilDay today) {
  if (!before.agency.has_value()) return errors::AgencyNotFound(checked.filing.parent);
  // What is history already was not filed in any season.
  if (!checked.historical()) {
    OGI_RETURN_IF_ERROR(CheckSeasonOpen(environment.seasons, checked.id.year,
                                        before.agency->message.agency().level(), today));
  }
  const std::string etag = EtagOf(before.report.version);
  if (!checked.filing.etag.empty() && checked.filing.etag != etag) {
    return errors::EtagMismatch(ReportName(checked.id), etag);
  }
  if (checked.historical() && HasOwnFilings(before.report.message)) {
    return errors::NotHistorical(ReportName(checked.id));
  }
  return absl::OkStatus();
}

// Filing what is there already files nothing. What was taken back may be filed anew.
bool IsUnchanged(const CheckedFiling& checked, const ReportRecord& record) {
  if (record.revisions().empty()) return false;
  const auto& latest = *record.revisions().rbegin();
  const bool taken_back = latest.state() == v1::WITHDRAWN || latest.state() == v1::RETRACTED ||
                          (checked.filing.even_if_unchanged && latest.state() == v1::RETURNED);
  return latest.digest() == checked.digest.value() && !taken_back &&
         latest.historical() == checked.historical();
}

// Files nothing, but remembers the answer for the request id.
absl::StatusOr<Step<v1::Revision>> AnswerUnchanged(const Environment& environment,
                                                   const RequestContext& context,
                                                   const CheckedFiling& checked,
                                                   const Record<ReportRecord>& report) {
  const auto& latest = *report.message.revisions().rbegin();
  const RevisionId id{checked.id, report.message.revisions_size()};
  OGI_ASSIGN_OR_RETURN(
      v1::Revision revision,
      RevisionOnRecord(environment, id, latest.state(), latest.historical(), latest.verdicts()));
  revision.set_etag(EtagOf(report.version));
  AnswerNote note;
  note.set_request_digest(checked.request_digest);
  note.set_revision(id.number);
  note.set_state(latest.state());
  note.set_verdict(latest.verdicts());
  note.set_report_version(report.version);
  Step<v1::Revision> step;
  step.act.set_kind(LoggedAct::FOUND_FILED);
  step.act.set_resource(RevisionName(id));
  step.act.set_content_digest(latest.digest());
  step.proposal = NewProposal(context, checked.partition(), checked.token, note);
  step.proposal.commit.guards = {{keys::Report(checked.id), report.version}};
  step.answer = [revision = std::move(revision)](const Stamp&) { return revision; };
  return step;
}

// --- Judge. -------------------------------------------------------------------------------------

absl::StatusOr<Judgement> Judge(const Environment& environment, const RequestContext& context,
                                const CheckedFiling& checked, const Before& before) {
  OGI_ASSIGN_OR_RETURN(const std::optional<absl::Time> first_filed,
                       FirstFiled(*environment.store, checked.id, before.report.message));
  return JudgeReport(environment, *environment.store,
                     {.id = checked.id,
                      .report = *checked.filing.report,
                      .figures = checked.figures,
                      .agency = before.agency->message.agency(),
                      .receive_time = first_filed.value_or(context.receive_time),
                      .historical = checked.historical()},
                     context.receive_time);
}

// The record of the new revision: what was filed, by whom and when.
RevisionRecord NewRevision(const Environment& environment, const RequestContext& context,
                           const CheckedFiling& checked, const v1::Agency& agency) {
  RevisionRecord revision;
  *revision.mutable_digest() = checked.digest;
  *revision.mutable_actor() = context.actor;
  revision.set_agency_display_name(std::string(NameOn(agency, ChinaDay(context.receive_time))));
  revision.set_receive_time_us(absl::ToUnixMicros(context.receive_time));
  revision.set_level(agency.level());
  revision.set_realm(environment.realm);
  return revision;
}

// --- Propose. -----------------------------------------------------------------------------------

// As it came, if it can be told from the rest of the request: writing a report anew costs as much
// as reading it did.
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

// The report's record with the new revision in it.
ReportRecord Add(const RevisionRecord& revision, const v1::Revision& answer, ReportRecord record) {
  auto* const entry = record.add_revisions();
  ReportStates states = StatesOf(record);
  Apply(states, record.revisions_size(), answer.state());
  AddVerdict(answer.verdict(), *entry);
  entry->set_historical(answer.historical());
  entry->set_digest(revision.digest().value());
  SetStates(states, record);
  record.set_agency_display_name(revision.agency_display_name());
  return record;
}

// What a filing does, for the log.
LoggedAct ActOf(const CheckedFiling& checked, const v1::Revision& answer) {
  LoggedAct act;
  act.set_kind(checked.historical() ? LoggedAct::RECORDED_HISTORICAL : LoggedAct::FILED);
  act.set_resource(answer.name());
  act.set_to(answer.state());
  act.set_content_digest(checked.digest.value());
  return act;
}

// `answer`: without its commit, which is not made yet.
absl::StatusOr<Step<v1::Revision>> Propose(const Reader& store, const RequestContext& context,
                                           const CheckedFiling& checked, const Before& before,
                                           const RevisionRecord& revision,
                                           std::vector<Guard> guards, v1::Revision answer) {
  const RevisionId id{checked.id, before.report.message.revisions_size() + 1};
  AnswerNote note;
  note.set_request_digest(checked.request_digest);
  note.set_revision(id.number);
  note.set_state(answer.state());
  note.set_verdict(kFirstVerdict);
  const ReportRecord record = Add(revision, answer, before.report.message);
  OGI_ASSIGN_OR_RETURN(
      DependentMarks marks,
      MarkDependents(store, checked.id, before.report.message, record, RevisionName(id),
                     before.agency->message.agency(), context.receive_time));

  Step<v1::Revision> step;
  step.act = ActOf(checked, answer);
  step.proposal = NewProposal(context, checked.partition(), checked.token, note);
  step.proposal.commit.writes = {
      {keys::Report(checked.id), record.SerializeAsString(), before.report.version},
      // Written once: whatever the report's version says, nothing takes their place.
      {keys::Revision(id), revision.SerializeAsString(), kAbsent},
      {keys::Payload(id), SerializePayload(checked.filing), kAbsent},
      VerdictWrite(id, kFirstVerdict, *answer.mutable_verdict()),
  };
  step.proposal.commit.guards = std::move(guards);
  step.proposal.commit.guards.push_back(
      {keys::Agency(checked.id.agency_id), before.agency->version});
  std::move(marks).AddTo(step.proposal.commit);
  step.proposal.additions = CountChange(checked.id, before.report.message, record);
  answer.set_etag(EtagOf(VersionOf(checked.token)));
  step.answer = [id, answer = std::move(answer)](const Stamp& stamp) mutable {
    SetCommit(id, stamp, *answer.mutable_receipt());
    return std::move(answer);
  };
  return step;
}

v1::Revision TrialAnswer(v1::Revision answer) {
  answer.clear_name();
  answer.clear_state();
  answer.clear_receipt();
  return answer;
}

// Who filed the others is read only of a report with so many that it may matter.
absl::Status CheckRevisionsLeft(const Reader& store, const v1::Actor& actor, const ReportId& id,
                                const ReportRecord& report) {
  const int revisions = report.revisions_size();
  if (revisions >= limits::kMaxRevisions) return errors::TooManyRevisions(ReportName(id));
  if (actor.platform().empty() || revisions < limits::kMaxRevisionsOfPlatform) {
    return absl::OkStatus();
  }
  std::vector<std::string> keys;
  for (int number = 1; number <= revisions; ++number) {
    keys.push_back(keys::Revision({id, number}));
  }
  OGI_ASSIGN_OR_RETURN(const auto items, store.MultiGet(PartitionOf(id.agency_id), keys));
  int by_platform = 0;
  for (const std::optional<Item>& item : items) {
    OGI_ASSIGN_OR_RETURN(const auto revision,
                         ParsePresentRecord<RevisionRecord>(item, "a revision"));
    by_platform += revision.message.actor().platform() == actor.platform() ? 1 : 0;
  }
  return by_platform < limits::kMaxRevisionsOfPlatform
             ? absl::OkStatus()
             : errors::TooManyRevisionsOfPlatform(ReportName(id), actor.platform());
}

absl::StatusOr<Step<v1::Revision>> FileReport(const Environment& environment,
                                              const RequestContext& context, const Filing& filing) {
  OGI_ASSIGN_OR_RETURN(const CheckedFiling checked, CheckFiling(environment, context, filing));
  OGI_ASSIGN_OR_RETURN(const Before before, ReadBefore(*environment.store, checked));
  if (!filing.validate_only && before.first_answer.has_value()) {
    OGI_ASSIGN_OR_RETURN(v1::Revision first,
                         FirstAnswer(environment, checked, before.first_answer->message));
    return Step<v1::Revision>::Answer(std::move(first));
  }
  OGI_RETURN_IF_ERROR(Refuse(environment, checked, before, ChinaDay(context.receive_time)));
  if (!filing.validate_only && IsUnchanged(checked, before.report.message)) {
    return AnswerUnchanged(environment, context, checked, before.report);
  }
  OGI_RETURN_IF_ERROR(
      CheckRevisionsLeft(*environment.store, context.actor, checked.id, before.report.message));
  OGI_ASSIGN_OR_RETURN(Judgement judgement, Judge(environment, context, checked, before));
  const RevisionRecord revision =
      NewRevision(environment, context, checked, before.agency->message.agency());
  v1::Revision answer =
      RevisionResource({checked.id, before.report.message.revisions_size() + 1}, revision,
                       *NextState(v1::STATE_UNSPECIFIED, filing.act), checked.historical());
  *answer.mutable_verdict() = std::move(judgement.verdict);
  OGI_RETURN_IF_ERROR(
      SetTimeliness(environment.seasons, *environment.store, checked.id, revision, answer));
  if (filing.validate_only) return Step<v1::Revision>::Answer(TrialAnswer(std::move(answer)));
  return Propose(*environment.store, context, checked, before, revision,
                 std::move(judgement.guards), std::move(answer));
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
       .validate_only = request.validate_only(),
       .even_if_unchanged = request.even_if_unchanged()});
}

absl::StatusOr<Step<v1::SubmitReportsResponse>> SubmitReportItem(
    const Environment& environment, const RequestContext& context,
    const v1::SubmitReportsRequest& item) {
  OGI_ASSIGN_OR_RETURN(Step<v1::Revision> filing,
                       SubmitReport(environment, context, item.request()));
  const auto answer = [index = item.index()](v1::Revision revision) {
    v1::SubmitReportsResponse response;
    response.set_index(index);
    *response.mutable_revision() = std::move(revision);
    return response;
  };
  if (filing.response.has_value()) {
    return Step<v1::SubmitReportsResponse>::Answer(answer(*std::move(filing.response)));
  }
  Step<v1::SubmitReportsResponse> step;
  step.act = std::move(filing.act);
  step.proposal = std::move(filing.proposal);
  step.answer = [answer, filed = std::move(filing.answer)](const Stamp& stamp) {
    return answer(filed(stamp));
  };
  return step;
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
