// A client of all of OGI's services: values in, absl::StatusOr out.
//
// Each method is one RPC, made again where that is safe (retry.h), within ClientOptions.timeout. A
// status carries what the server said, ErrorInfo and BadRequest included (common/errors.h reads
// it); its message has a Chinese line and an English one. Where a request wants a request id and
// has none, it gets one: filings one derived from their content, other acts a random one.
//
// Threads: any, at once.
#ifndef OGI_CLIENTS_CPP_CLIENT_H_
#define OGI_CLIENTS_CPP_CLIENT_H_

#include <grpcpp/channel.h>

#include <functional>
#include <memory>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/cpp/bulk.h"
#include "clients/cpp/connection.h"
#include "clients/cpp/environment.h"
#include "ogi/v1/access_service.pb.h"
#include "ogi/v1/audit_service.pb.h"
#include "ogi/v1/registry_service.pb.h"
#include "ogi/v1/retrieval_service.pb.h"
#include "ogi/v1/rule_service.pb.h"
#include "ogi/v1/season_service.pb.h"
#include "ogi/v1/submission_service.pb.h"
#include "ogi/v1/validation_service.pb.h"

namespace ogi::client {

class Client {
 public:
  // Over a channel of the caller's.
  Client(const std::shared_ptr<grpc::Channel>& channel, const ClientOptions& options,
         const Environment& environment = SystemEnvironment());
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  static absl::StatusOr<std::unique_ptr<Client>> Connect(
      const ClientOptions& options, const Environment& environment = SystemEnvironment());

  // SubmissionService. An empty parent is taken from the report.
  absl::StatusOr<v1::Revision> SubmitReport(v1::SubmitReportRequest request);
  absl::StatusOr<v1::Revision> RecordHistoricalReport(v1::RecordHistoricalReportRequest request);
  absl::StatusOr<v1::Revision> WithdrawReport(v1::WithdrawReportRequest request);
  absl::StatusOr<v1::Revision> ReturnReport(v1::ReturnReportRequest request);
  absl::StatusOr<v1::Revision> AcceptReport(v1::AcceptReportRequest request);
  absl::StatusOr<v1::Revision> PublishReport(v1::PublishReportRequest request);
  absl::StatusOr<v1::Revision> RetractReport(v1::RetractReportRequest request);
  absl::StatusOr<v1::Explanation> ExplainFinding(v1::ExplainFindingRequest request);
  absl::StatusOr<v1::Waiver> RequestWaiver(v1::RequestWaiverRequest request);
  absl::StatusOr<v1::Waiver> ApproveWaiver(v1::ApproveWaiverRequest request);
  absl::StatusOr<v1::Waiver> RevokeWaiver(v1::RevokeWaiverRequest request);
  absl::StatusOr<v1::Revision> RevalidateReport(v1::RevalidateReportRequest request);

  // Files whatever `next` gives until it gives nothing, over one stream, which is opened again when
  // it breaks. `answered` hears of each filing once. See BulkStream for threads.
  absl::Status SubmitReports(const BulkOptions& options,
                             const std::function<std::optional<v1::SubmitReportRequest>()>& next,
                             const std::function<void(const v1::SubmitReportRequest&,
                                                      v1::SubmitReportsResponse)>& answered);

  // ValidationService.
  absl::StatusOr<v1::Verdict> ValidateReport(const v1::ValidateReportRequest& request);
  absl::StatusOr<v1::ListRulesResponse> ListRules(const v1::ListRulesRequest& request);
  absl::StatusOr<v1::SupervisionSheet> GetSupervisionSheet(
      const v1::GetSupervisionSheetRequest& request);
  // `told` hears of every event as it comes; a stream that broke off goes on behind the latest
  // progress, so organs told since may be told again. OK once the last progress was told.
  absl::Status SweepRegion(v1::SweepRegionRequest request,
                           const std::function<void(const v1::SweepRegionResponse&)>& told);

  // RuleService.
  absl::StatusOr<v1::StoredRuleSet> PutRuleSet(v1::PutRuleSetRequest request);
  absl::StatusOr<v1::ListRuleSetsResponse> ListRuleSets(const v1::ListRuleSetsRequest& request);
  absl::StatusOr<v1::RuleActivation> ActivateRuleSet(v1::ActivateRuleSetRequest request);
  // As SweepRegion.
  absl::Status CompareRuleSets(v1::CompareRuleSetsRequest request,
                               const std::function<void(const v1::CompareRuleSetsResponse&)>& told);
  absl::StatusOr<v1::RuleOverlay> CreateRuleOverlay(v1::CreateRuleOverlayRequest request);
  absl::StatusOr<v1::RuleOverlay> WithdrawRuleOverlay(v1::WithdrawRuleOverlayRequest request);
  absl::StatusOr<v1::ListRuleOverlaysResponse> ListRuleOverlays(
      const v1::ListRuleOverlaysRequest& request);

  // RetrievalService.
  absl::StatusOr<v1::Revision> GetReport(const v1::GetReportRequest& request);
  absl::StatusOr<v1::ListReportsResponse> ListReports(const v1::ListReportsRequest& request);
  absl::StatusOr<v1::BatchGetReportsResponse> BatchGetReports(
      const v1::BatchGetReportsRequest& request);

  absl::StatusOr<v1::ListNoticesResponse> ListNotices(const v1::ListNoticesRequest& request);

  // RegistryService.
  absl::StatusOr<v1::Agency> CreateAgency(v1::CreateAgencyRequest request);
  absl::StatusOr<v1::Agency> UpdateAgency(v1::UpdateAgencyRequest request);
  absl::StatusOr<v1::Agency> GetAgency(const v1::GetAgencyRequest& request);
  absl::StatusOr<v1::ListAgenciesResponse> ListAgencies(const v1::ListAgenciesRequest& request);
  absl::StatusOr<v1::LookupAgencyResponse> LookupAgency(const v1::LookupAgencyRequest& request);

  // Puts rows on record, superiors first; as SubmitReports.
  absl::Status ImportAgencies(
      const BulkOptions& options, const std::function<std::optional<v1::Agency>()>& next,
      const std::function<void(const v1::Agency&, v1::ImportAgenciesResponse)>& answered);

  // AccessService.
  absl::StatusOr<v1::Mandate> CreateMandate(v1::CreateMandateRequest request);
  absl::StatusOr<v1::Mandate> WithdrawMandate(v1::WithdrawMandateRequest request);
  absl::StatusOr<v1::ListMandatesResponse> ListMandates(const v1::ListMandatesRequest& request);
  absl::StatusOr<v1::RoleGrant> GrantRole(v1::GrantRoleRequest request);
  absl::StatusOr<v1::RoleGrant> WithdrawRole(v1::WithdrawRoleRequest request);
  absl::StatusOr<v1::ListRoleGrantsResponse> ListRoleGrants(
      const v1::ListRoleGrantsRequest& request);
  absl::StatusOr<v1::TokenKey> AddTokenKey(v1::AddTokenKeyRequest request);
  absl::StatusOr<v1::TokenKey> WithdrawTokenKey(v1::WithdrawTokenKeyRequest request);
  absl::StatusOr<v1::ListTokenKeysResponse> ListTokenKeys(const v1::ListTokenKeysRequest& request);
  absl::StatusOr<v1::Revocation> RevokeCertificate(v1::RevokeCertificateRequest request);
  absl::StatusOr<v1::ListRevocationsResponse> ListRevocations(
      const v1::ListRevocationsRequest& request);

  // SeasonService. Of FreezeRoster one step, as the service says.
  absl::StatusOr<v1::Season> GetSeason(const v1::GetSeasonRequest& request);
  absl::StatusOr<v1::ListSeasonsResponse> ListSeasons(const v1::ListSeasonsRequest& request);
  absl::StatusOr<v1::Season> SetSeason(v1::SetSeasonRequest request);
  absl::StatusOr<v1::Roster> FreezeRoster(v1::FreezeRosterRequest request);
  absl::StatusOr<v1::RosterEntry> GetRosterEntry(const v1::GetRosterEntryRequest& request);
  absl::StatusOr<v1::ListRosterEntriesResponse> ListRosterEntries(
      const v1::ListRosterEntriesRequest& request);
  absl::StatusOr<v1::RosterEntry> AddRosterEntry(v1::AddRosterEntryRequest request);
  absl::StatusOr<v1::RosterEntry> ExemptAgency(v1::ExemptAgencyRequest request);
  absl::StatusOr<v1::RosterEntry> EndExemption(v1::EndExemptionRequest request);
  absl::StatusOr<v1::Extension> GrantExtension(v1::GrantExtensionRequest request);
  absl::StatusOr<v1::Extension> WithdrawExtension(v1::WithdrawExtensionRequest request);
  absl::StatusOr<v1::ListExtensionsResponse> ListExtensions(
      const v1::ListExtensionsRequest& request);

  // AuditService. `found` hears of each record, oldest first, as it comes. It is made
  // again only before the first came, and may take half an hour, whatever ClientOptions says.
  absl::Status ListAuditRecords(const v1::ListAuditRecordsRequest& request,
                                const std::function<void(const v1::AuditRecord&)>& found);

 private:
  struct Stubs;

  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Call(Stub& stub,
                                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                                const Request& request);

  template <typename Request>
  void EnsureRandomId(absl::string_view act, Request& request);
  // Reads a stream that tells progress with a token to go on from, and opens it again where it
  // breaks, until the last progress was told.
  template <typename Request, typename Event, typename Open>
  absl::Status FollowToTheEnd(Request request, const Open& open,
                              const std::function<void(const Event&)>& told);

  const ClientOptions options_;
  const Environment environment_;
  const std::unique_ptr<Stubs> stubs_;
};

}  // namespace ogi::client

#endif  // OGI_CLIENTS_CPP_CLIENT_H_
