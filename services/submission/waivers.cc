#include "services/submission/waivers.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "common/digest.h"
#include "common/errors.h"
#include "common/field_violations.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/calendar/china_time.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/resource_name.h"
#include "domain/log/record_text.h"
#include "domain/rules/waiver.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/answer_note.h"
#include "services/handler/records.h"
#include "services/handler/request_checks.h"
#include "services/handler/waivers.h"
#include "services/rules/rule_library.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::AnswerNote;
using storage::v1::LoggedAct;
using storage::v1::WaiversRecord;

// A request that is well formed.
struct WaiverChange {
  ReportId report;
  LoggedAct::Kind kind = LoggedAct::KIND_UNSPECIFIED;
  absl::string_view request_id;
  absl::string_view reason;
  std::string request_digest;
  Token token;

  absl::string_view partition() const { return PartitionOf(report.agency_id); }
};

// What the change makes of the record: the waiver that it adds or alters, by its number.
using Alter = std::function<absl::StatusOr<int>(WaiversRecord&)>;

errors::Term StateTerm(v1::Waiver::State state) {
  switch (state) {
    case v1::Waiver::REQUESTED:
      return {"待批准", "REQUESTED"};
    case v1::Waiver::APPROVED:
      return {"已批准", "APPROVED"};
    default:
      return {"已撤销", "REVOKED"};
  }
}

v1::Waiver Answer(v1::Waiver waiver, const ReportId& report, int number, const Stamp& stamp) {
  waiver.set_name(WaiverName({report, number}));
  *waiver.mutable_position() = PositionOf(PartitionOf(report.agency_id), stamp);
  return waiver;
}

Step<v1::Waiver> Propose(const RequestContext& context, const WaiverChange& change,
                         const WaiversRecord& record, int number, Version version) {
  const v1::Waiver& waiver = record.waivers(number - 1);
  AnswerNote note;
  note.set_request_digest(change.request_digest);
  note.set_revision(number);
  *note.mutable_waiver() = waiver;
  Step<v1::Waiver> step;
  step.act.set_kind(change.kind);
  step.act.set_resource(WaiverName({change.report, number}));
  step.act.set_content_digest(RecordDigest(waiver));
  step.reason = std::string(change.reason);
  step.proposal = NewProposal(context, change.partition(), change.token, note);
  step.proposal.commit.writes = {
      {keys::Waivers(change.report), record.SerializeAsString(), version}};
  step.answer = [report = change.report, number, waiver](const Stamp& stamp) {
    return Answer(waiver, report, number, stamp);
  };
  return step;
}

absl::StatusOr<Step<v1::Waiver>> Change(const Environment& environment,
                                        const RequestContext& context, const WaiverChange& change,
                                        const Alter& alter) {
  const std::vector<std::string> keys = {keys::Marker(change.token),
                                         keys::Agency(change.report.agency_id)};
  OGI_ASSIGN_OR_RETURN(const auto items, environment.store->MultiGet(change.partition(), keys));
  OGI_ASSIGN_OR_RETURN(const auto first, ParseRecord<AnswerNote>(items[0]));
  if (first.has_value()) {
    OGI_RETURN_IF_ERROR(CheckSameRequest(first->message, change.request_digest, change.request_id));
    return Step<v1::Waiver>::Answer(
        Answer(first->message.waiver(), change.report, first->message.revision(), first->stamp));
  }
  if (!items[1].has_value()) return errors::AgencyNotFound(AgencyName(change.report.agency_id));
  OGI_ASSIGN_OR_RETURN(Record<WaiversRecord> record,
                       ReadWaivers(*environment.store, change.report));
  OGI_ASSIGN_OR_RETURN(const int number, alter(record.message));
  return Propose(context, change, record.message, number, record.version);
}

void CheckLastDay(const google::type::Date& date, CivilDay today, FieldViolations* violations) {
  const std::optional<CivilDay> last = ParseDate(date);
  if (!last.has_value()) {
    violations->Add("last_day", "请填写豁免的最后一天。", "is required: the last day.");
  } else if (*last < today || *last > today + limits::kMaxWaiverDays) {
    violations->Add(
        "last_day",
        absl::StrCat("不能早于今天，也不能晚于 ", limits::kMaxWaiverDays, " 天以后，请更正。"),
        absl::StrCat("must be today or later, at most ", limits::kMaxWaiverDays, " days ahead."));
  }
}

// The waiver that an approval or a revocation is of.
absl::StatusOr<v1::Waiver*> Find(const WaiverId& id, WaiversRecord& record) {
  if (id.number > record.waivers_size()) return errors::WaiverNotFound(WaiverName(id));
  return record.mutable_waivers(id.number - 1);
}

// A change of a waiver that is there.
WaiverChange OnWaiver(const Environment& environment, const RequestContext& context,
                      const WaiverId& id, LoggedAct::Kind kind, absl::string_view request_id,
                      absl::string_view reason) {
  return {
      id.report,
      kind,
      request_id,
      reason,
      Sha256(absl::StrCat("waiver\n", static_cast<int>(kind), "\n", WaiverName(id), "\n", reason)),
      TokenOf(environment, context.actor, id.report.agency_id, request_id)};
}

}  // namespace

absl::StatusOr<Step<v1::Waiver>> RequestWaiver(const Environment& environment,
                                               const RequestContext& context,
                                               const v1::RequestWaiverRequest& request) {
  FieldViolations violations;
  const std::optional<ReportId> id = CheckReportName("parent", request.parent(), &violations);
  const std::shared_ptr<const RulesInForce> rules = RulesInForceOf(environment);
  const v1::Rule* const rule =
      CheckFinding(*rules->book, request.rule(), request.finding_key(), &violations);
  CheckReason(request.reason(), /*required=*/true, &violations);
  CheckLastDay(request.last_day(), ChinaDay(context.receive_time), &violations);
  CheckRequestId(request.request_id(), &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  if (!MayWeigh(*rules, *rule, v1::ERROR)) return errors::NotWaivable(request.rule());

  v1::Waiver waiver;
  waiver.set_rule(request.rule());
  waiver.set_finding_key(request.finding_key());
  waiver.set_state(v1::Waiver::REQUESTED);
  waiver.set_reason(request.reason());
  *waiver.mutable_last_day() = request.last_day();
  const WaiverChange change = {
      *id,
      LoggedAct::WAIVER_REQUESTED,
      request.request_id(),
      request.reason(),
      Sha256(absl::StrCat("waive\n", request.parent(), "\n", waiver.SerializeAsString())),
      TokenOf(environment, context.actor, id->agency_id, request.request_id())};
  *waiver.mutable_requester() = context.actor;
  *waiver.mutable_request_time() = ToTimestamp(context.receive_time);
  return Change(environment, context, change,
                [&request, &waiver](WaiversRecord& record) -> absl::StatusOr<int> {
                  if (record.waivers_size() >= limits::kMaxWaivers) {
                    return errors::TooManyWaivers(request.parent());
                  }
                  *record.add_waivers() = std::move(waiver);
                  return record.waivers_size();
                });
}

absl::StatusOr<Step<v1::Waiver>> ApproveWaiver(const Environment& environment,
                                               const RequestContext& context,
                                               const v1::ApproveWaiverRequest& request) {
  FieldViolations violations;
  const std::optional<WaiverId> id = CheckWaiverName("name", request.name(), &violations);
  CheckRequestId(request.request_id(), &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  const WaiverChange change =
      OnWaiver(environment, context, *id, LoggedAct::WAIVER_APPROVED, request.request_id(), "");
  return Change(environment, context, change, [&](WaiversRecord& record) -> absl::StatusOr<int> {
    OGI_ASSIGN_OR_RETURN(v1::Waiver * waiver, Find(*id, record));
    if (waiver->state() != v1::Waiver::REQUESTED) {
      return errors::StateNotAllowed(request.name(), StateTerm(waiver->state()),
                                     {"批准", "approve"}, {});
    }
    if (!MayApprove(waiver->requester(), context.actor)) {
      return errors::ApproverIsRequester(request.name());
    }
    waiver->set_state(v1::Waiver::APPROVED);
    const CivilDay today = ChinaDay(context.receive_time);
    if (!InForce(*waiver, today)) {
      return errors::WaiverExpired(request.name(),
                                   absl::FormatCivilTime(*ParseDate(waiver->last_day())));
    }
    *waiver->mutable_approver() = context.actor;
    *waiver->mutable_approve_time() = ToTimestamp(context.receive_time);
    return id->number;
  });
}

absl::StatusOr<Step<v1::Waiver>> RevokeWaiver(const Environment& environment,
                                              const RequestContext& context,
                                              const v1::RevokeWaiverRequest& request) {
  FieldViolations violations;
  const std::optional<WaiverId> id = CheckWaiverName("name", request.name(), &violations);
  CheckReason(request.reason(), /*required=*/true, &violations);
  CheckRequestId(request.request_id(), &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  const WaiverChange change = OnWaiver(environment, context, *id, LoggedAct::WAIVER_REVOKED,
                                       request.request_id(), request.reason());
  return Change(environment, context, change, [&](WaiversRecord& record) -> absl::StatusOr<int> {
    OGI_ASSIGN_OR_RETURN(v1::Waiver * waiver, Find(*id, record));
    if (waiver->state() == v1::Waiver::REVOKED) {
      return errors::StateNotAllowed(request.name(), StateTerm(waiver->state()), {"撤销", "revoke"},
                                     {});
    }
    waiver->set_state(v1::Waiver::REVOKED);
    waiver->set_revoke_reason(request.reason());
    *waiver->mutable_revoker() = context.actor;
    *waiver->mutable_revoke_time() = ToTimestamp(context.receive_time);
    return id->number;
  });
}

}  // namespace ogi
