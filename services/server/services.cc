#include "services/server/services.h"

#include <utility>

#include "common/limits.h"
#include "ogi/v1/access_service.grpc.pb.h"
#include "ogi/v1/audit_service.grpc.pb.h"
#include "ogi/v1/registry_service.grpc.pb.h"
#include "ogi/v1/retrieval_service.grpc.pb.h"
#include "ogi/v1/rule_service.grpc.pb.h"
#include "ogi/v1/season_service.grpc.pb.h"
#include "ogi/v1/submission_service.grpc.pb.h"
#include "ogi/v1/validation_service.grpc.pb.h"
#include "services/access/credentials_records.h"
#include "services/access/mandates.h"
#include "services/access/roles.h"
#include "services/audit/list_audit_records.h"
#include "services/registry/find_agencies.h"
#include "services/registry/put_agency.h"
#include "services/retrieval/get_report.h"
#include "services/retrieval/list_notices.h"
#include "services/retrieval/list_reports.h"
#include "services/rules/compare_rule_sets.h"
#include "services/rules/rule_overlays.h"
#include "services/rules/rule_sets.h"
#include "services/season/exemptions.h"
#include "services/season/extensions.h"
#include "services/season/freeze_roster.h"
#include "services/season/roster.h"
#include "services/season/seasons.h"
#include "services/server/adapter.h"
#include "services/server/answer_stream.h"
#include "services/server/raw_services.h"
#include "services/submission/change_state.h"
#include "services/submission/explain_finding.h"
#include "services/submission/file_report.h"
#include "services/submission/waivers.h"
#include "services/supervision/supervision_sheet.h"
#include "services/supervision/sweep_region.h"
#include "services/validation/revalidate.h"
#include "services/validation/validate.h"

// A line per method: its name, its handler, and where that runs (services/server/adapter.h).
namespace ogi {
namespace {

using Bytes = grpc::ByteBuffer;
using Transport = grpc::CallbackServerContext;
using Unary = grpc::ServerUnaryReactor;
using Stream = grpc::ServerBidiReactor<Bytes, Bytes>;

// A method that streams its answer, which others need not wait for, from what `begin` makes of the
// request.
template <typename Source, typename Request, typename Begin>
grpc::ServerWriteReactor<Bytes>* Streamed(Adapter* adapter, Transport* transport, const Bytes& in,
                                          absl::string_view method, Begin begin) {
  auto admitted = adapter->Admit<Request>(transport, in, method);
  absl::StatusOr<Source> source =
      admitted->status.ok() ? begin(adapter->environment(), admitted->context, admitted->request)
                            : admitted->status;
  return AnswerStream<Source>::Start(
      transport, adapter->background(), std::move(source),
      [admitted](const absl::Status& status, int64_t) { admitted->End(status); });
}

using SubmissionRpc = v1::SubmissionService;
class SubmissionAdapter final
    : public RawService<SubmissionRpc::Service, SubmissionRpc::WithRawCallbackMethod_SubmitReport,
                        SubmissionRpc::WithRawCallbackMethod_RecordHistoricalReport,
                        SubmissionRpc::WithRawCallbackMethod_WithdrawReport,
                        SubmissionRpc::WithRawCallbackMethod_ReturnReport,
                        SubmissionRpc::WithRawCallbackMethod_AcceptReport,
                        SubmissionRpc::WithRawCallbackMethod_PublishReport,
                        SubmissionRpc::WithRawCallbackMethod_RetractReport,
                        SubmissionRpc::WithRawCallbackMethod_ExplainFinding,
                        SubmissionRpc::WithRawCallbackMethod_RequestWaiver,
                        SubmissionRpc::WithRawCallbackMethod_ApproveWaiver,
                        SubmissionRpc::WithRawCallbackMethod_RevokeWaiver,
                        SubmissionRpc::WithRawCallbackMethod_SubmitReports> {
 public:
  explicit SubmissionAdapter(Adapter* adapter) : adapter_(adapter) {}

  Unary* SubmitReport(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::SubmitReport>({transport, in, out},
                                                "SubmissionService/SubmitReport");
  }
  Stream* SubmitReports(Transport* transport) override {
    return adapter_->ChangeItems<&ogi::SubmitReportItem>(
        transport, "SubmissionService/SubmitReports", limits::kStreamWindow);
  }
  Unary* RecordHistoricalReport(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::RecordHistoricalReport>(
        {transport, in, out}, "SubmissionService/RecordHistoricalReport");
  }
  Unary* WithdrawReport(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::WithdrawReport>({transport, in, out},
                                                  "SubmissionService/WithdrawReport");
  }
  Unary* ReturnReport(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::ReturnReport>({transport, in, out},
                                                "SubmissionService/ReturnReport");
  }
  Unary* AcceptReport(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::AcceptReport>({transport, in, out},
                                                "SubmissionService/AcceptReport");
  }
  Unary* PublishReport(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::PublishReport>({transport, in, out},
                                                 "SubmissionService/PublishReport");
  }
  Unary* RetractReport(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::RetractReport>({transport, in, out},
                                                 "SubmissionService/RetractReport");
  }
  Unary* ExplainFinding(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::ExplainFinding>({transport, in, out},
                                                  "SubmissionService/ExplainFinding");
  }
  Unary* RequestWaiver(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::RequestWaiver>({transport, in, out},
                                                 "SubmissionService/RequestWaiver");
  }
  Unary* ApproveWaiver(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::ApproveWaiver>({transport, in, out},
                                                 "SubmissionService/ApproveWaiver");
  }
  Unary* RevokeWaiver(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::RevokeWaiver>({transport, in, out},
                                                "SubmissionService/RevokeWaiver");
  }

 private:
  Adapter* const adapter_;
};

using ValidationRpc = v1::ValidationService;
class ValidationAdapter final
    : public RawService<ValidationRpc::Service, ValidationRpc::WithRawCallbackMethod_ValidateReport,
                        ValidationRpc::WithRawCallbackMethod_RevalidateReport,
                        ValidationRpc::WithRawCallbackMethod_SweepRegion,
                        ValidationRpc::WithRawCallbackMethod_GetSupervisionSheet,
                        ValidationRpc::WithRawCallbackMethod_ListRules> {
 public:
  explicit ValidationAdapter(Adapter* adapter) : adapter_(adapter) {}

  Unary* ValidateReport(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Work<&ogi::ValidateReport>({transport, in, out},
                                                "ValidationService/ValidateReport");
  }
  Unary* RevalidateReport(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::RevalidateReport>({transport, in, out},
                                                    "ValidationService/RevalidateReport");
  }
  grpc::ServerWriteReactor<Bytes>* SweepRegion(Transport* transport, const Bytes* in) override {
    return Streamed<SweepReader, v1::SweepRegionRequest>(
        adapter_, transport, *in, "ValidationService/SweepRegion",
        [](const Environment& environment, const RequestContext& context, const auto& request) {
          return SweepReader::Begin(environment, context, request);
        });
  }
  Unary* GetSupervisionSheet(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Work<&ogi::GetSupervisionSheet>({transport, in, out},
                                                     "ValidationService/GetSupervisionSheet");
  }
  Unary* ListRules(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Read<&ogi::ListRules>({transport, in, out}, "ValidationService/ListRules");
  }

 private:
  Adapter* const adapter_;
};

using RuleRpc = v1::RuleService;
class RuleAdapter final
    : public RawService<RuleRpc::Service, RuleRpc::WithRawCallbackMethod_PutRuleSet,
                        RuleRpc::WithRawCallbackMethod_ListRuleSets,
                        RuleRpc::WithRawCallbackMethod_ActivateRuleSet,
                        RuleRpc::WithRawCallbackMethod_CompareRuleSets,
                        RuleRpc::WithRawCallbackMethod_CreateRuleOverlay,
                        RuleRpc::WithRawCallbackMethod_WithdrawRuleOverlay,
                        RuleRpc::WithRawCallbackMethod_ListRuleOverlays> {
 public:
  explicit RuleAdapter(Adapter* adapter) : adapter_(adapter) {}

  Unary* PutRuleSet(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::PutRuleSet>({transport, in, out}, "RuleService/PutRuleSet");
  }
  Unary* ListRuleSets(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Work<&ogi::ListRuleSets>({transport, in, out}, "RuleService/ListRuleSets");
  }
  Unary* ActivateRuleSet(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::ActivateRuleSet>({transport, in, out},
                                                   "RuleService/ActivateRuleSet");
  }
  grpc::ServerWriteReactor<Bytes>* CompareRuleSets(Transport* transport, const Bytes* in) override {
    return Streamed<RuleSetComparer, v1::CompareRuleSetsRequest>(
        adapter_, transport, *in, "RuleService/CompareRuleSets", &RuleSetComparer::Begin);
  }
  Unary* CreateRuleOverlay(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::CreateRuleOverlay>({transport, in, out},
                                                     "RuleService/CreateRuleOverlay");
  }
  Unary* WithdrawRuleOverlay(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::WithdrawRuleOverlay>({transport, in, out},
                                                       "RuleService/WithdrawRuleOverlay");
  }
  Unary* ListRuleOverlays(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Work<&ogi::ListRuleOverlays>({transport, in, out},
                                                  "RuleService/ListRuleOverlays");
  }

 private:
  Adapter* const adapter_;
};

using RetrievalRpc = v1::RetrievalService;
class RetrievalAdapter final
    : public RawService<RetrievalRpc::Service, RetrievalRpc::WithRawCallbackMethod_GetReport,
                        RetrievalRpc::WithRawCallbackMethod_ListReports,
                        RetrievalRpc::WithRawCallbackMethod_BatchGetReports,
                        RetrievalRpc::WithRawCallbackMethod_ListNotices> {
 public:
  explicit RetrievalAdapter(Adapter* adapter) : adapter_(adapter) {}

  Unary* GetReport(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Read<&ogi::GetReport>({transport, in, out}, "RetrievalService/GetReport");
  }
  Unary* ListReports(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Work<&ogi::ListReports>({transport, in, out}, "RetrievalService/ListReports");
  }
  Unary* BatchGetReports(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Work<&ogi::BatchGetReports>({transport, in, out},
                                                 "RetrievalService/BatchGetReports");
  }
  Unary* ListNotices(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Work<&ogi::ListNotices>({transport, in, out}, "RetrievalService/ListNotices");
  }

 private:
  Adapter* const adapter_;
};

using RegistryRpc = v1::RegistryService;
class RegistryAdapter final
    : public RawService<RegistryRpc::Service, RegistryRpc::WithRawCallbackMethod_CreateAgency,
                        RegistryRpc::WithRawCallbackMethod_UpdateAgency,
                        RegistryRpc::WithRawCallbackMethod_GetAgency,
                        RegistryRpc::WithRawCallbackMethod_ListAgencies,
                        RegistryRpc::WithRawCallbackMethod_LookupAgency,
                        RegistryRpc::WithRawCallbackMethod_ImportAgencies> {
 public:
  explicit RegistryAdapter(Adapter* adapter) : adapter_(adapter) {}

  Unary* CreateAgency(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::CreateAgency>({transport, in, out},
                                                "RegistryService/CreateAgency");
  }
  Unary* UpdateAgency(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::UpdateAgency>({transport, in, out},
                                                "RegistryService/UpdateAgency");
  }
  Stream* ImportAgencies(Transport* transport) override {
    return adapter_->ChangeItems<&ogi::ImportAgency>(transport, "RegistryService/ImportAgencies",
                                                     limits::kStreamWindow);
  }
  Unary* GetAgency(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Read<&ogi::GetAgency>({transport, in, out}, "RegistryService/GetAgency");
  }
  Unary* ListAgencies(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Work<&ogi::ListAgencies>({transport, in, out}, "RegistryService/ListAgencies");
  }
  Unary* LookupAgency(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Work<&ogi::LookupAgency>({transport, in, out}, "RegistryService/LookupAgency");
  }

 private:
  Adapter* const adapter_;
};

using AccessRpc = v1::AccessService;
class AccessAdapter final
    : public RawService<AccessRpc::Service, AccessRpc::WithRawCallbackMethod_CreateMandate,
                        AccessRpc::WithRawCallbackMethod_WithdrawMandate,
                        AccessRpc::WithRawCallbackMethod_ListMandates,
                        AccessRpc::WithRawCallbackMethod_GrantRole,
                        AccessRpc::WithRawCallbackMethod_WithdrawRole,
                        AccessRpc::WithRawCallbackMethod_ListRoleGrants,
                        AccessRpc::WithRawCallbackMethod_AddTokenKey,
                        AccessRpc::WithRawCallbackMethod_WithdrawTokenKey,
                        AccessRpc::WithRawCallbackMethod_ListTokenKeys,
                        AccessRpc::WithRawCallbackMethod_RevokeCertificate,
                        AccessRpc::WithRawCallbackMethod_ListRevocations> {
 public:
  explicit AccessAdapter(Adapter* adapter) : adapter_(adapter) {}

  Unary* CreateMandate(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::CreateMandate>({transport, in, out},
                                                 "AccessService/CreateMandate");
  }
  Unary* WithdrawMandate(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::WithdrawMandate>({transport, in, out},
                                                   "AccessService/WithdrawMandate");
  }
  Unary* ListMandates(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Work<&ogi::ListMandates>({transport, in, out}, "AccessService/ListMandates");
  }
  Unary* GrantRole(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::GrantRole>({transport, in, out}, "AccessService/GrantRole");
  }
  Unary* WithdrawRole(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::WithdrawRole>({transport, in, out}, "AccessService/WithdrawRole");
  }
  Unary* ListRoleGrants(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Work<&ogi::ListRoleGrants>({transport, in, out},
                                                "AccessService/ListRoleGrants");
  }
  Unary* AddTokenKey(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::AddTokenKey>({transport, in, out}, "AccessService/AddTokenKey");
  }
  Unary* WithdrawTokenKey(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::WithdrawTokenKey>({transport, in, out},
                                                    "AccessService/WithdrawTokenKey");
  }
  Unary* ListTokenKeys(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Work<&ogi::ListTokenKeys>({transport, in, out}, "AccessService/ListTokenKeys");
  }
  Unary* RevokeCertificate(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::RevokeCertificate>({transport, in, out},
                                                     "AccessService/RevokeCertificate");
  }
  Unary* ListRevocations(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Work<&ogi::ListRevocations>({transport, in, out},
                                                 "AccessService/ListRevocations");
  }

 private:
  Adapter* const adapter_;
};

using SeasonRpc = v1::SeasonService;
class SeasonAdapter final
    : public RawService<SeasonRpc::Service, SeasonRpc::WithRawCallbackMethod_GetSeason,
                        SeasonRpc::WithRawCallbackMethod_ListSeasons,
                        SeasonRpc::WithRawCallbackMethod_SetSeason,
                        SeasonRpc::WithRawCallbackMethod_FreezeRoster,
                        SeasonRpc::WithRawCallbackMethod_GetRosterEntry,
                        SeasonRpc::WithRawCallbackMethod_ListRosterEntries,
                        SeasonRpc::WithRawCallbackMethod_AddRosterEntry,
                        SeasonRpc::WithRawCallbackMethod_ExemptAgency,
                        SeasonRpc::WithRawCallbackMethod_EndExemption,
                        SeasonRpc::WithRawCallbackMethod_GrantExtension,
                        SeasonRpc::WithRawCallbackMethod_WithdrawExtension,
                        SeasonRpc::WithRawCallbackMethod_ListExtensions> {
 public:
  explicit SeasonAdapter(Adapter* adapter) : adapter_(adapter) {}

  Unary* GetSeason(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Read<&ogi::GetSeason>({transport, in, out}, "SeasonService/GetSeason");
  }
  Unary* ListSeasons(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Work<&ogi::ListSeasons>({transport, in, out}, "SeasonService/ListSeasons");
  }
  Unary* SetSeason(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::SetSeason>({transport, in, out}, "SeasonService/SetSeason");
  }
  Unary* FreezeRoster(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::FreezeRoster>({transport, in, out}, "SeasonService/FreezeRoster");
  }
  Unary* GetRosterEntry(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Read<&ogi::GetRosterEntry>({transport, in, out},
                                                "SeasonService/GetRosterEntry");
  }
  Unary* ListRosterEntries(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Work<&ogi::ListRosterEntries>({transport, in, out},
                                                   "SeasonService/ListRosterEntries");
  }
  Unary* AddRosterEntry(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::AddRosterEntry>({transport, in, out},
                                                  "SeasonService/AddRosterEntry");
  }
  Unary* ExemptAgency(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::ExemptAgency>({transport, in, out}, "SeasonService/ExemptAgency");
  }
  Unary* EndExemption(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::EndExemption>({transport, in, out}, "SeasonService/EndExemption");
  }
  Unary* GrantExtension(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::GrantExtension>({transport, in, out},
                                                  "SeasonService/GrantExtension");
  }
  Unary* WithdrawExtension(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<&ogi::WithdrawExtension>({transport, in, out},
                                                     "SeasonService/WithdrawExtension");
  }
  Unary* ListExtensions(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Work<&ogi::ListExtensions>({transport, in, out},
                                                "SeasonService/ListExtensions");
  }

 private:
  Adapter* const adapter_;
};

using AuditRpc = v1::AuditService;
class AuditAdapter final
    : public RawService<AuditRpc::Service, AuditRpc::WithRawCallbackMethod_ListAuditRecords> {
 public:
  explicit AuditAdapter(Adapter* adapter) : adapter_(adapter) {}

  grpc::ServerWriteReactor<Bytes>* ListAuditRecords(Transport* transport,
                                                    const Bytes* in) override {
    return Streamed<AuditReader, v1::ListAuditRecordsRequest>(
        adapter_, transport, *in, "AuditService/ListAuditRecords",
        [](const Environment& environment, const RequestContext&, const auto& request) {
          return AuditReader::Begin(environment.store, request);
        });
  }

 private:
  Adapter* const adapter_;
};

template <typename ServiceAdapter>
NamedService Named(std::string name, const char* full_name, Adapter* adapter) {
  return {std::move(name), full_name, std::make_unique<ServiceAdapter>(adapter)};
}

}  // namespace

std::vector<NamedService> AllServices(Adapter* adapter) {
  std::vector<NamedService> services;
  services.push_back(
      Named<SubmissionAdapter>("submission", SubmissionRpc::service_full_name(), adapter));
  services.push_back(
      Named<ValidationAdapter>("validation", ValidationRpc::service_full_name(), adapter));
  services.push_back(Named<RuleAdapter>("rules", RuleRpc::service_full_name(), adapter));
  services.push_back(
      Named<RetrievalAdapter>("retrieval", RetrievalRpc::service_full_name(), adapter));
  services.push_back(Named<RegistryAdapter>("registry", RegistryRpc::service_full_name(), adapter));
  services.push_back(Named<AccessAdapter>("access", AccessRpc::service_full_name(), adapter));
  services.push_back(Named<SeasonAdapter>("season", SeasonRpc::service_full_name(), adapter));
  services.push_back(Named<AuditAdapter>("audit", AuditRpc::service_full_name(), adapter));
  return services;
}

}  // namespace ogi
