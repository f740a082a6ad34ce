#include "clients/cpp/client.h"

#include <algorithm>
#include <utility>

#include "clients/cpp/request_id.h"
#include "common/status_macros.h"
#include "common/wire/status.h"
#include "ogi/v1/access_service.grpc.pb.h"
#include "ogi/v1/audit_service.grpc.pb.h"
#include "ogi/v1/registry_service.grpc.pb.h"
#include "ogi/v1/retrieval_service.grpc.pb.h"
#include "ogi/v1/rule_service.grpc.pb.h"
#include "ogi/v1/season_service.grpc.pb.h"
#include "ogi/v1/submission_service.grpc.pb.h"
#include "ogi/v1/validation_service.grpc.pb.h"

namespace ogi::client {

using Submission = v1::SubmissionService::StubInterface;
using Validation = v1::ValidationService::StubInterface;
using Retrieval = v1::RetrievalService::StubInterface;
using Rules = v1::RuleService::StubInterface;
using Registry = v1::RegistryService::StubInterface;
using Access = v1::AccessService::StubInterface;
using Seasons = v1::SeasonService::StubInterface;
using Audit = v1::AuditService::StubInterface;

// Of a stream that is read to its end: a province's year of records.
constexpr absl::Duration kListingTimeout = absl::Minutes(30);

struct Client::Stubs {
  explicit Stubs(const std::shared_ptr<grpc::Channel>& channel)
      : submission(v1::SubmissionService::NewStub(channel)),
        validation(v1::ValidationService::NewStub(channel)),
        retrieval(v1::RetrievalService::NewStub(channel)),
        rules(v1::RuleService::NewStub(channel)),
        registry(v1::RegistryService::NewStub(channel)),
        access(v1::AccessService::NewStub(channel)),
        season(v1::SeasonService::NewStub(channel)),
        audit(v1::AuditService::NewStub(channel)) {}

  const std::unique_ptr<Submission> submission;
  const std::unique_ptr<Validation> validation;
  const std::unique_ptr<Retrieval> retrieval;
  const std::unique_ptr<Rules> rules;
  const std::unique_ptr<Registry> registry;
  const std::unique_ptr<Access> access;
  const std::unique_ptr<Seasons> season;
  const std::unique_ptr<Audit> audit;
};

Client::Client(const std::shared_ptr<grpc::Channel>& channel, const ClientOptions& options,
               const Environment& environment)
    : options_(options), environment_(environment), stubs_(std::make_unique<Stubs>(channel)) {}

Client::~Client() = default;

absl::StatusOr<std::unique_ptr<Client>> Client::Connect(const ClientOptions& options,
                                                        const Environment& environment) {
  OGI_ASSIGN_OR_RETURN(std::shared_ptr<grpc::Channel> channel, OpenChannel(options));
  return std::make_unique<Client>(std::move(channel), options, environment);
}

template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> Client::Call(Stub& stub,
                                      grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                                   const Request&, Response*),
                                      const Request& request) {
  Response response;
  OGI_RETURN_IF_ERROR(
      CallWithRetry(options_.retry, options_.timeout, environment_, [&](absl::Duration remaining) {
        grpc::ClientContext context;
        SetTimeout(context, remaining);
        response.Clear();
        return wire::FromGrpc((stub.*method)(&context, request, &response));
      }));
  return response;
}

template <typename Request>
void Client::EnsureRandomId(absl::string_view act, Request& request) {
  if (request.request_id().empty()) {
    request.set_request_id(RandomRequestId(act, *environment_.random));
  }
}

namespace {

// For filings: their id comes from their content.
template <typename Request>
void Complete(absl::string_view act, Request& request) {
  if (request.parent().empty()) request.set_parent(request.report().agency());
  if (request.request_id().empty()) request.set_request_id(RequestIdFor(act, request.report()));
}

}  // namespace

absl::StatusOr<v1::Revision> Client::SubmitReport(v1::SubmitReportRequest request) {
  Complete("submit", request);
  return Call(*stubs_->submission, &Submission::SubmitReport, request);
}

absl::StatusOr<v1::Revision> Client::RecordHistoricalReport(
    v1::RecordHistoricalReportRequest request) {
  Complete("history", request);
  return Call(*stubs_->submission, &Submission::RecordHistoricalReport, request);
}

absl::StatusOr<v1::Revision> Client::WithdrawReport(v1::WithdrawReportRequest request) {
  EnsureRandomId("withdraw", request);
  return Call(*stubs_->submission, &Submission::WithdrawReport, request);
}

absl::StatusOr<v1::Revision> Client::ReturnReport(v1::ReturnReportRequest request) {
  EnsureRandomId("return", request);
  return Call(*stubs_->submission, &Submission::ReturnReport, request);
}

absl::StatusOr<v1::Revision> Client::AcceptReport(v1::AcceptReportRequest request) {
  EnsureRandomId("accept", request);
  return Call(*stubs_->submission, &Submission::AcceptReport, request);
}

absl::StatusOr<v1::Revision> Client::PublishReport(v1::PublishReportRequest request) {
  EnsureRandomId("publish", request);
  return Call(*stubs_->submission, &Submission::PublishReport, request);
}

absl::StatusOr<v1::Revision> Client::RetractReport(v1::RetractReportRequest request) {
  EnsureRandomId("retract", request);
  return Call(*stubs_->submission, &Submission::RetractReport, request);
}

absl::StatusOr<v1::Explanation> Client::ExplainFinding(v1::ExplainFindingRequest request) {
  EnsureRandomId("explain", request);
  return Call(*stubs_->submission, &Submission::ExplainFinding, request);
}

absl::StatusOr<v1::Waiver> Client::RequestWaiver(v1::RequestWaiverRequest request) {
  EnsureRandomId("waive", request);
  return Call(*stubs_->submission, &Submission::RequestWaiver, request);
}

absl::StatusOr<v1::Waiver> Client::ApproveWaiver(v1::ApproveWaiverRequest request) {
  EnsureRandomId("approve", request);
  return Call(*stubs_->submission, &Submission::ApproveWaiver, request);
}

absl::StatusOr<v1::Waiver> Client::RevokeWaiver(v1::RevokeWaiverRequest request) {
  EnsureRandomId("revoke", request);
  return Call(*stubs_->submission, &Submission::RevokeWaiver, request);
}

absl::StatusOr<v1::Revision> Client::RevalidateReport(v1::RevalidateReportRequest request) {
  EnsureRandomId("revalidate", request);
  return Call(*stubs_->validation, &Validation::RevalidateReport, request);
}

absl::Status Client::SubmitReports(
    const BulkOptions& options, const std::function<std::optional<v1::SubmitReportRequest>()>& next,
    const std::function<void(const v1::SubmitReportRequest&, v1::SubmitReportsResponse)>&
        answered) {
  return BulkStream<v1::SubmitReportsRequest, v1::SubmitReportsResponse>(
             options, environment_,
             [&](grpc::ClientContext* context) {
               return stubs_->submission->SubmitReports(context);
             },
             [&]() -> std::optional<v1::SubmitReportsRequest> {
               std::optional<v1::SubmitReportRequest> filing = next();
               if (!filing.has_value()) return std::nullopt;
               Complete("submit", *filing);
               v1::SubmitReportsRequest request;
               *request.mutable_request() = *std::move(filing);
               return request;
             },
             [&](const v1::SubmitReportsRequest& request, v1::SubmitReportsResponse answer) {
               answered(request.request(), std::move(answer));
             })
      .Run();
}

absl::StatusOr<v1::Verdict> Client::ValidateReport(const v1::ValidateReportRequest& request) {
  return Call(*stubs_->validation, &Validation::ValidateReport, request);
}

absl::StatusOr<v1::ListRulesResponse> Client::ListRules(const v1::ListRulesRequest& request) {
  return Call(*stubs_->validation, &Validation::ListRules, request);
}

absl::StatusOr<v1::Revision> Client::GetReport(const v1::GetReportRequest& request) {
  return Call(*stubs_->retrieval, &Retrieval::GetReport, request);
}

absl::StatusOr<v1::StoredRuleSet> Client::PutRuleSet(v1::PutRuleSetRequest request) {
  EnsureRandomId("rules", request);
  return Call(*stubs_->rules, &Rules::PutRuleSet, request);
}

absl::StatusOr<v1::ListRuleSetsResponse> Client::ListRuleSets(
    const v1::ListRuleSetsRequest& request) {
  return Call(*stubs_->rules, &Rules::ListRuleSets, request);
}

absl::StatusOr<v1::RuleActivation> Client::ActivateRuleSet(v1::ActivateRuleSetRequest request) {
  EnsureRandomId("activate", request);
  return Call(*stubs_->rules, &Rules::ActivateRuleSet, request);
}

absl::StatusOr<v1::RuleOverlay> Client::CreateRuleOverlay(v1::CreateRuleOverlayRequest request) {
  EnsureRandomId("overlay", request);
  return Call(*stubs_->rules, &Rules::CreateRuleOverlay, request);
}

absl::StatusOr<v1::RuleOverlay> Client::WithdrawRuleOverlay(
    v1::WithdrawRuleOverlayRequest request) {
  EnsureRandomId("withdraw", request);
  return Call(*stubs_->rules, &Rules::WithdrawRuleOverlay, request);
}

absl::StatusOr<v1::ListRuleOverlaysResponse> Client::ListRuleOverlays(
    const v1::ListRuleOverlaysRequest& request) {
  return Call(*stubs_->rules, &Rules::ListRuleOverlays, request);
}

absl::StatusOr<v1::ListNoticesResponse> Client::ListNotices(const v1::ListNoticesRequest& request) {
  return Call(*stubs_->retrieval, &Retrieval::ListNotices, request);
}

absl::StatusOr<v1::ListReportsResponse> Client::ListReports(const v1::ListReportsRequest& request) {
  return Call(*stubs_->retrieval, &Retrieval::ListReports, request);
}

absl::StatusOr<v1::BatchGetReportsResponse> Client::BatchGetReports(
    const v1::BatchGetReportsRequest& request) {
  return Call(*stubs_->retrieval, &Retrieval::BatchGetReports, request);
}

absl::StatusOr<v1::Agency> Client::CreateAgency(v1::CreateAgencyRequest request) {
  EnsureRandomId("create", request);
  return Call(*stubs_->registry, &Registry::CreateAgency, request);
}

absl::StatusOr<v1::Agency> Client::UpdateAgency(v1::UpdateAgencyRequest request) {
  EnsureRandomId("update", request);
  return Call(*stubs_->registry, &Registry::UpdateAgency, request);
}

absl::StatusOr<v1::Agency> Client::GetAgency(const v1::GetAgencyRequest& request) {
  return Call(*stubs_->registry, &Registry::GetAgency, request);
}

absl::StatusOr<v1::ListAgenciesResponse> Client::ListAgencies(
    const v1::ListAgenciesRequest& request) {
  return Call(*stubs_->registry, &Registry::ListAgencies, request);
}

absl::StatusOr<v1::LookupAgencyResponse> Client::LookupAgency(
    const v1::LookupAgencyRequest& request) {
  return Call(*stubs_->registry, &Registry::LookupAgency, request);
}

absl::Status Client::ImportAgencies(
    const BulkOptions& options, const std::function<std::optional<v1::Agency>()>& next,
    const std::function<void(const v1::Agency&, v1::ImportAgenciesResponse)>& answered) {
  return BulkStream<v1::ImportAgenciesRequest, v1::ImportAgenciesResponse>(
             options, environment_,
             [&](grpc::ClientContext* context) {
               return stubs_->registry->ImportAgencies(context);
             },
             [&]() -> std::optional<v1::ImportAgenciesRequest> {
               std::optional<v1::Agency> agency = next();
               if (!agency.has_value()) return std::nullopt;
               v1::ImportAgenciesRequest request;
               *request.mutable_agency() = *std::move(agency);
               return request;
             },
             [&](const v1::ImportAgenciesRequest& request, v1::ImportAgenciesResponse answer) {
               answered(request.agency(), std::move(answer));
             })
      .Run();
}

absl::StatusOr<v1::Mandate> Client::CreateMandate(v1::CreateMandateRequest request) {
  EnsureRandomId("entitle", request);
  return Call(*stubs_->access, &Access::CreateMandate, request);
}

absl::StatusOr<v1::Mandate> Client::WithdrawMandate(v1::WithdrawMandateRequest request) {
  EnsureRandomId("withdraw", request);
  return Call(*stubs_->access, &Access::WithdrawMandate, request);
}

absl::StatusOr<v1::ListMandatesResponse> Client::ListMandates(
    const v1::ListMandatesRequest& request) {
  return Call(*stubs_->access, &Access::ListMandates, request);
}

absl::StatusOr<v1::RoleGrant> Client::GrantRole(v1::GrantRoleRequest request) {
  EnsureRandomId("grant", request);
  return Call(*stubs_->access, &Access::GrantRole, request);
}

absl::StatusOr<v1::RoleGrant> Client::WithdrawRole(v1::WithdrawRoleRequest request) {
  EnsureRandomId("withdraw", request);
  return Call(*stubs_->access, &Access::WithdrawRole, request);
}

absl::StatusOr<v1::ListRoleGrantsResponse> Client::ListRoleGrants(
    const v1::ListRoleGrantsRequest& request) {
  return Call(*stubs_->access, &Access::ListRoleGrants, request);
}

absl::StatusOr<v1::TokenKey> Client::AddTokenKey(v1::AddTokenKeyRequest request) {
  EnsureRandomId("add", request);
  return Call(*stubs_->access, &Access::AddTokenKey, request);
}

absl::StatusOr<v1::TokenKey> Client::WithdrawTokenKey(v1::WithdrawTokenKeyRequest request) {
  EnsureRandomId("withdraw", request);
  return Call(*stubs_->access, &Access::WithdrawTokenKey, request);
}

absl::StatusOr<v1::ListTokenKeysResponse> Client::ListTokenKeys(
    const v1::ListTokenKeysRequest& request) {
  return Call(*stubs_->access, &Access::ListTokenKeys, request);
}

absl::StatusOr<v1::Revocation> Client::RevokeCertificate(v1::RevokeCertificateRequest request) {
  EnsureRandomId("revoke", request);
  return Call(*stubs_->access, &Access::RevokeCertificate, request);
}

absl::StatusOr<v1::ListRevocationsResponse> Client::ListRevocations(
    const v1::ListRevocationsRequest& request) {
  return Call(*stubs_->access, &Access::ListRevocations, request);
}

absl::StatusOr<v1::Season> Client::GetSeason(const v1::GetSeasonRequest& request) {
  return Call(*stubs_->season, &Seasons::GetSeason, request);
}

absl::StatusOr<v1::ListSeasonsResponse> Client::ListSeasons(const v1::ListSeasonsRequest& request) {
  return Call(*stubs_->season, &Seasons::ListSeasons, request);
}

absl::StatusOr<v1::Season> Client::SetSeason(v1::SetSeasonRequest request) {
  EnsureRandomId("set", request);
  return Call(*stubs_->season, &Seasons::SetSeason, request);
}

absl::StatusOr<v1::Roster> Client::FreezeRoster(v1::FreezeRosterRequest request) {
  EnsureRandomId("freeze", request);
  return Call(*stubs_->season, &Seasons::FreezeRoster, request);
}

absl::StatusOr<v1::RosterEntry> Client::GetRosterEntry(const v1::GetRosterEntryRequest& request) {
  return Call(*stubs_->season, &Seasons::GetRosterEntry, request);
}

absl::StatusOr<v1::ListRosterEntriesResponse> Client::ListRosterEntries(
    const v1::ListRosterEntriesRequest& request) {
  return Call(*stubs_->season, &Seasons::ListRosterEntries, request);
}

absl::StatusOr<v1::RosterEntry> Client::AddRosterEntry(v1::AddRosterEntryRequest request) {
  EnsureRandomId("add", request);
  return Call(*stubs_->season, &Seasons::AddRosterEntry, request);
}

absl::StatusOr<v1::RosterEntry> Client::ExemptAgency(v1::ExemptAgencyRequest request) {
  EnsureRandomId("exempt", request);
  return Call(*stubs_->season, &Seasons::ExemptAgency, request);
}

absl::StatusOr<v1::RosterEntry> Client::EndExemption(v1::EndExemptionRequest request) {
  EnsureRandomId("end", request);
  return Call(*stubs_->season, &Seasons::EndExemption, request);
}

absl::StatusOr<v1::Extension> Client::GrantExtension(v1::GrantExtensionRequest request) {
  EnsureRandomId("extend", request);
  return Call(*stubs_->season, &Seasons::GrantExtension, request);
}

absl::StatusOr<v1::Extension> Client::WithdrawExtension(v1::WithdrawExtensionRequest request) {
  EnsureRandomId("withdraw", request);
  return Call(*stubs_->season, &Seasons::WithdrawExtension, request);
}

absl::StatusOr<v1::ListExtensionsResponse> Client::ListExtensions(
    const v1::ListExtensionsRequest& request) {
  return Call(*stubs_->season, &Seasons::ListExtensions, request);
}

absl::StatusOr<v1::SupervisionSheet> Client::GetSupervisionSheet(
    const v1::GetSupervisionSheetRequest& request) {
  return Call(*stubs_->validation, &Validation::GetSupervisionSheet, request);
}

template <typename Request, typename Event, typename Open>
absl::Status Client::FollowToTheEnd(Request request, const Open& open,
                                    const std::function<void(const Event&)>& told) {
  // Each call that gets further may be followed by another; one that does not counts as a retry.
  bool done = false;
  while (!done) {
    bool further = false;
    absl::Status broken_off;
    OGI_RETURN_IF_ERROR(CallWithRetry(options_.retry, options_.timeout, environment_,
                                      [&](absl::Duration remaining) {
                                        grpc::ClientContext context;
                                        SetTimeout(context, std::max(remaining, kListingTimeout));
                                        const auto stream = open(&context, request);
                                        Event event;
                                        while (stream->Read(&event)) {
                                          told(event);
                                          if (!event.has_progress()) continue;
                                          further = true;
                                          request.set_resume_token(event.progress().resume_token());
                                          done = event.progress().resume_token().empty();
                                        }
                                        absl::Status status = wire::FromGrpc(stream->Finish());
                                        if (done || !further) return status;
                                        broken_off = std::move(status);
                                        return absl::OkStatus();
                                      }));
    if (!done && broken_off.ok()) return absl::InternalError("a stream ended without its end");
    if (!done && !MayRetry(broken_off)) return broken_off;
  }
  return absl::OkStatus();
}

absl::Status Client::SweepRegion(v1::SweepRegionRequest request,
                                 const std::function<void(const v1::SweepRegionResponse&)>& told) {
  return FollowToTheEnd(
      std::move(request),
      [this](grpc::ClientContext* context, const v1::SweepRegionRequest& each) {
        return stubs_->validation->SweepRegion(context, each);
      },
      told);
}

absl::Status Client::CompareRuleSets(
    v1::CompareRuleSetsRequest request,
    const std::function<void(const v1::CompareRuleSetsResponse&)>& told) {
  return FollowToTheEnd(
      std::move(request),
      [this](grpc::ClientContext* context, const v1::CompareRuleSetsRequest& each) {
        return stubs_->rules->CompareRuleSets(context, each);
      },
      told);
}

absl::Status Client::ListAuditRecords(const v1::ListAuditRecordsRequest& request,
                                      const std::function<void(const v1::AuditRecord&)>& found) {
  absl::Status broken_off;
  OGI_RETURN_IF_ERROR(
      CallWithRetry(options_.retry, options_.timeout, environment_, [&](absl::Duration remaining) {
        grpc::ClientContext context;
        SetTimeout(context, std::max(remaining, kListingTimeout));
        const auto stream = stubs_->audit->ListAuditRecords(&context, request);
        v1::AuditRecord record;
        bool any = false;
        while (stream->Read(&record)) {
          any = true;
          found(record);
        }
        absl::Status status = wire::FromGrpc(stream->Finish());
        if (!any) return status;
        broken_off = std::move(status);
        return absl::OkStatus();
      }));
  return broken_off;
}

}  // namespace ogi::client
