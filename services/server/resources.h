// Which resource a request is about: what permission is asked for, and what the audit record names.
#ifndef OGI_SERVICES_SERVER_RESOURCES_H_
#define OGI_SERVICES_SERVER_RESOURCES_H_

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "domain/codes/agency_id.h"
#include "ogi/v1/access_service.pb.h"
#include "ogi/v1/audit_service.pb.h"
#include "ogi/v1/registry_service.pb.h"
#include "ogi/v1/retrieval_service.pb.h"
#include "ogi/v1/rule_service.pb.h"
#include "ogi/v1/season_service.pb.h"
#include "ogi/v1/submission_service.pb.h"
#include "ogi/v1/validation_service.pb.h"

namespace ogi {

// A resource name as the request gives it, well formed or not; "" where it is about none. A request
// type without one does not compile.
inline std::string ResourceOf(const v1::SubmitReportRequest& request) { return request.parent(); }
inline std::string ResourceOf(const v1::SubmitReportsRequest& request) {
  return request.request().parent();
}
inline std::string ResourceOf(const v1::RecordHistoricalReportRequest& request) {
  return request.parent();
}
inline std::string ResourceOf(const v1::WithdrawReportRequest& request) { return request.name(); }
inline std::string ResourceOf(const v1::ReturnReportRequest& request) { return request.name(); }
inline std::string ResourceOf(const v1::AcceptReportRequest& request) { return request.name(); }
inline std::string ResourceOf(const v1::PublishReportRequest& request) { return request.name(); }
inline std::string ResourceOf(const v1::RetractReportRequest& request) { return request.name(); }
inline std::string ResourceOf(const v1::ExplainFindingRequest& request) { return request.parent(); }
inline std::string ResourceOf(const v1::RequestWaiverRequest& request) { return request.parent(); }
inline std::string ResourceOf(const v1::ApproveWaiverRequest& request) { return request.name(); }
inline std::string ResourceOf(const v1::RevokeWaiverRequest& request) { return request.name(); }

inline std::string ResourceOf(const v1::ValidateReportRequest&) { return ""; }
inline std::string ResourceOf(const v1::RevalidateReportRequest& request) { return request.name(); }
inline std::string ResourceOf(const v1::SweepRegionRequest& request) { return request.superior(); }
inline std::string ResourceOf(const v1::GetSupervisionSheetRequest& request) {
  return request.agency();
}
inline std::string ResourceOf(const v1::ListRulesRequest&) { return ""; }

inline std::string ResourceOf(const v1::PutRuleSetRequest&) { return ""; }
inline std::string ResourceOf(const v1::ListRuleSetsRequest&) { return ""; }
inline std::string ResourceOf(const v1::ActivateRuleSetRequest& request) { return request.name(); }
inline std::string ResourceOf(const v1::CompareRuleSetsRequest& request) {
  return request.superior();
}
inline std::string ResourceOf(const v1::CreateRuleOverlayRequest&) { return ""; }
inline std::string ResourceOf(const v1::WithdrawRuleOverlayRequest& request) {
  return request.name();
}
inline std::string ResourceOf(const v1::ListRuleOverlaysRequest&) { return ""; }

inline std::string ResourceOf(const v1::GetReportRequest& request) { return request.name(); }
// Whose reports may be seen is asked for each organ by the handler.
inline std::string ResourceOf(const v1::ListReportsRequest& request) {
  return request.superior().empty() ? request.parent() : request.superior();
}
inline std::string ResourceOf(const v1::BatchGetReportsRequest& request) {
  return request.names().empty() ? "" : request.names(0);
}

inline std::string ResourceOf(const v1::ListNoticesRequest& request) { return request.parent(); }

inline std::string ResourceOf(const v1::CreateAgencyRequest& request) {
  return absl::StrCat("agencies/", request.agency_id());
}
inline std::string ResourceOf(const v1::UpdateAgencyRequest& request) {
  return request.agency().name();
}
inline std::string ResourceOf(const v1::ImportAgenciesRequest& request) {
  return request.agency().name();
}
inline std::string ResourceOf(const v1::GetAgencyRequest& request) { return request.name(); }
inline std::string ResourceOf(const v1::ListAgenciesRequest& request) { return request.superior(); }
inline std::string ResourceOf(const v1::LookupAgencyRequest&) { return ""; }

inline std::string ResourceOf(const v1::CreateMandateRequest& request) {
  return request.mandate().agency();
}
inline std::string ResourceOf(const v1::WithdrawMandateRequest& request) { return request.name(); }
inline std::string ResourceOf(const v1::ListMandatesRequest& request) { return request.parent(); }
inline std::string ResourceOf(const v1::GrantRoleRequest& request) {
  return request.role_grant().holder();
}
inline std::string ResourceOf(const v1::WithdrawRoleRequest& request) { return request.name(); }
inline std::string ResourceOf(const v1::ListRoleGrantsRequest&) { return ""; }
inline std::string ResourceOf(const v1::AddTokenKeyRequest& request) {
  return request.token_key().issuer();
}
inline std::string ResourceOf(const v1::WithdrawTokenKeyRequest& request) { return request.name(); }
inline std::string ResourceOf(const v1::ListTokenKeysRequest&) { return ""; }
inline std::string ResourceOf(const v1::RevokeCertificateRequest& request) {
  return absl::StrCat("revocations/", request.revocation().fingerprint());
}
inline std::string ResourceOf(const v1::ListRevocationsRequest&) { return ""; }

inline std::string ResourceOf(const v1::ListAuditRecordsRequest& request) {
  return request.agency();
}

inline std::string ResourceOf(const v1::GetSeasonRequest& request) { return request.name(); }
inline std::string ResourceOf(const v1::ListSeasonsRequest&) { return ""; }
inline std::string ResourceOf(const v1::SetSeasonRequest& request) {
  return request.season().name();
}
inline std::string ResourceOf(const v1::FreezeRosterRequest& request) { return request.name(); }
inline std::string ResourceOf(const v1::GetRosterEntryRequest& request) { return request.name(); }
// Whether all of a partition may be seen is asked by the handler.
inline std::string ResourceOf(const v1::ListRosterEntriesRequest& request) {
  return request.superior().empty() ? request.parent() : request.superior();
}
inline std::string ResourceOf(const v1::AddRosterEntryRequest& request) { return request.name(); }
inline std::string ResourceOf(const v1::ExemptAgencyRequest& request) { return request.name(); }
inline std::string ResourceOf(const v1::EndExemptionRequest& request) { return request.name(); }
inline std::string ResourceOf(const v1::GrantExtensionRequest& request) {
  return request.extension().agency();
}
inline std::string ResourceOf(const v1::WithdrawExtensionRequest& request) {
  return request.name();
}
inline std::string ResourceOf(const v1::ListExtensionsRequest& request) { return request.parent(); }

// The organ whose resource it is: the id behind `agencies/`; "" where it is none's, or no id.
inline absl::string_view AgencyIdOf(absl::string_view resource) {
  constexpr absl::string_view kAgencies = "agencies/";
  if (!absl::StartsWith(resource, kAgencies)) return "";
  resource.remove_prefix(kAgencies.size());
  const absl::string_view id = resource.substr(0, resource.find('/'));
  return IsAgencyId(id) ? id : absl::string_view();
}

// What the request calls itself, if it has a request id.
template <typename Request>
std::string RequestIdOf(const Request& request) {
  if constexpr (requires { request.request_id(); }) return request.request_id();
  if constexpr (requires { request.request().request_id(); }) {
    return request.request().request_id();
  }
  return "";
}

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_RESOURCES_H_
