#include "services/server/services.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/limits.h"
#include "ogi/v1/access_service.grpc.pb.h"
#include "ogi/v1/audit_service.grpc.pb.h"
#include "ogi/v1/registry_service.grpc.pb.h"
#include "ogi/v1/retrieval_service.grpc.pb.h"
#include "ogi/v1/season_service.grpc.pb.h"
#include "ogi/v1/submission_service.grpc.pb.h"
#include "ogi/v1/validation_service.grpc.pb.h"
#include "services/access/credentials_records.h"
#include "services/access/mandates.h"
#include "services/access/roles.h"
#include "services/registry/find_agencies.h"
#include "services/registry/put_agency.h"
#include "services/retrieval/get_report.h"
#include "services/retrieval/list_reports.h"
#include "services/season/exemptions.h"
#include "services/season/extensions.h"
#include "services/season/freeze_roster.h"
#include "services/season/roster.h"
#include "services/season/seasons.h"
#include "services/server/audit_stream.h"
#include "services/server/failure_log.h"
#include "services/server/item_stream.h"
#include "services/submission/change_state.h"
#include "services/submission/file_report.h"
#include "services/validation/validate.h"

namespace ogi {
namespace {

using Bytes = grpc::ByteBuffer;
using Transport = grpc::CallbackServerContext;
using Unary = grpc::ServerUnaryReactor;
using Stream = grpc::ServerBidiReactor<Bytes, Bytes>;

// An item's failure is its answer.
template <typename Request, typename Response>
Response ItemFailure(const Request& item, const absl::Status& status) {
  LogFailure(status);
  Response response;
  response.set_index(item.index());
  *response.mutable_status() = wire::ToProto(status);
  return response;
}

template <typename Item, typename Answer>
Stream* OpenItemStream(Adapter* adapter, Transport* transport, const Method& method, int window,
                       typename ItemStream<Item, Answer>::Process process) {
  absl::StatusOr<std::unique_ptr<Gate::OpenedStream>> opened =
      adapter->OpenItems(transport, method);
  if (!opened.ok()) return new RefusedStream(opened.status());
  return new ItemStream<Item, Answer>(window, transport, adapter->streams(), *std::move(opened),
                                      std::move(process));
}

using SubmissionBase = v1::SubmissionService;
class SubmissionAdapter final
    : public SubmissionBase::WithRawCallbackMethod_SubmitReport<
          SubmissionBase::WithRawCallbackMethod_SubmitReports<
              SubmissionBase::WithRawCallbackMethod_WithdrawReport<
                  SubmissionBase::WithRawCallbackMethod_ReturnReport<
                      SubmissionBase::WithRawCallbackMethod_AcceptReport<
                          SubmissionBase::WithRawCallbackMethod_PublishReport<
                              SubmissionBase::WithRawCallbackMethod_RecordHistoricalReport<
                                  SubmissionBase::Service>>>>>>> {
 public:
  explicit SubmissionAdapter(Adapter* adapter) : adapter_(adapter) {}

  Unary* SubmitReport(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<v1::SubmitReportRequest, v1::Revision>(transport, in, out, submit_,
                                                                   &ogi::SubmitReport);
  }
  Unary* RecordHistoricalReport(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<v1::RecordHistoricalReportRequest, v1::Revision>(
        transport, in, out, record_historical_, &ogi::RecordHistoricalReport);
  }
  Unary* WithdrawReport(Transport* transport, const Bytes* in, Bytes* out) override {
    return Move<v1::WithdrawReportRequest>(transport, in, out, withdraw_, Act::kWithdraw);
  }
  Unary* ReturnReport(Transport* transport, const Bytes* in, Bytes* out) override {
    return Move<v1::ReturnReportRequest>(transport, in, out, return_, Act::kReturn);
  }
  Unary* AcceptReport(Transport* transport, const Bytes* in, Bytes* out) override {
    return Move<v1::AcceptReportRequest>(transport, in, out, accept_, Act::kAccept);
  }
  Unary* PublishReport(Transport* transport, const Bytes* in, Bytes* out) override {
    return Move<v1::PublishReportRequest>(transport, in, out, publish_, Act::kPublish);
  }

  Stream* SubmitReports(Transport* transport) override {
    using Item = v1::SubmitReportsRequest;
    using Answer = v1::SubmitReportsResponse;
    return OpenItemStream<Item, Answer>(
        adapter_, transport, submit_item_, limits::kStreamWindow,
        [this, transport](const std::shared_ptr<const Item>& item, auto done) {
          adapter_->ChangeItem<Item, v1::Revision>(
              *transport, submit_item_, item,
              [](const Environment& environment, const RequestContext& context,
                 const Item& filing) {
                return ogi::SubmitReport(environment, context, filing.request());
              },
              [item, done](absl::StatusOr<v1::Revision> revision) {
                if (!revision.ok()) {
                  return done(ItemFailure<Item, Answer>(*item, revision.status()));
                }
                Answer answer;
                answer.set_index(item->index());
                *answer.mutable_revision() = *std::move(revision);
                done(std::move(answer));
              });
        });
  }

 private:
  template <typename Request>
  Unary* Move(Transport* transport, const Bytes* in, Bytes* out, const Method& method, Act act) {
    return adapter_->Change<Request, v1::Revision>(
        transport, in, out, method,
        [act](const Environment& environment, const RequestContext& context,
              const Request& request) {
          return ChangeState(environment, context, act, StateChangeRequestOf(request));
        });
  }

  Method MethodOf(absl::string_view name) const {
    return adapter_->MethodOf(absl::StrCat("SubmissionService/", name));
  }

  Adapter* const adapter_;
  const Method submit_ = MethodOf("SubmitReport");
  const Method submit_item_ = MethodOf("SubmitReports");
  const Method record_historical_ = MethodOf("RecordHistoricalReport");
  const Method withdraw_ = MethodOf("WithdrawReport");
  const Method return_ = MethodOf("ReturnReport");
  const Method accept_ = MethodOf("AcceptReport");
  const Method publish_ = MethodOf("PublishReport");
};

using ValidationBase = v1::ValidationService;
class ValidationAdapter final
    : public ValidationBase::WithRawCallbackMethod_ValidateReport<
          ValidationBase::WithRawCallbackMethod_ListRules<ValidationBase::Service>> {
 public:
  explicit ValidationAdapter(Adapter* adapter) : adapter_(adapter) {}

  Unary* ValidateReport(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Read<v1::ValidateReportRequest, v1::Verdict>(
        transport, in, out, validate_, RunOn::kTransport, &ogi::ValidateReport);
  }
  Unary* ListRules(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Read<v1::ListRulesRequest, v1::ListRulesResponse>(
        transport, in, out, list_rules_, RunOn::kTransport, &ogi::ListRules);
  }

 private:
  Adapter* const adapter_;
  const Method validate_ = adapter_->MethodOf("ValidationService/ValidateReport");
  const Method list_rules_ = adapter_->MethodOf("ValidationService/ListRules");
};

using RetrievalBase = v1::RetrievalService;
class RetrievalAdapter final
    : public RetrievalBase::WithRawCallbackMethod_GetReport<
          RetrievalBase::WithRawCallbackMethod_ListReports<
              RetrievalBase::WithRawCallbackMethod_BatchGetReports<RetrievalBase::Service>>> {
 public:
  explicit RetrievalAdapter(Adapter* adapter) : adapter_(adapter) {}

  Unary* GetReport(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Read<v1::GetReportRequest, StoredRevision>(transport, in, out, get_,
                                                                RunOn::kTransport, &ogi::GetReport);
  }
  Unary* ListReports(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Read<v1::ListReportsRequest, v1::ListReportsResponse>(
        transport, in, out, list_, RunOn::kExecutor, &ogi::ListReports);
  }
  Unary* BatchGetReports(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Read<v1::BatchGetReportsRequest, v1::BatchGetReportsResponse>(
        transport, in, out, batch_get_, RunOn::kExecutor, &ogi::BatchGetReports);
  }

 private:
  Adapter* const adapter_;
  const Method get_ = adapter_->MethodOf("RetrievalService/GetReport");
  const Method list_ = adapter_->MethodOf("RetrievalService/ListReports");
  const Method batch_get_ = adapter_->MethodOf("RetrievalService/BatchGetReports");
};

using RegistryBase = v1::RegistryService;
class RegistryAdapter final : public RegistryBase::WithRawCallbackMethod_CreateAgency<
                                  RegistryBase::WithRawCallbackMethod_GetAgency<
                                      RegistryBase::WithRawCallbackMethod_ListAgencies<
                                          RegistryBase::WithRawCallbackMethod_UpdateAgency<
                                              RegistryBase::WithRawCallbackMethod_ImportAgencies<
                                                  RegistryBase::WithRawCallbackMethod_LookupAgency<
                                                      RegistryBase::Service>>>>>> {
 public:
  explicit RegistryAdapter(Adapter* adapter) : adapter_(adapter) {}

  Unary* CreateAgency(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<v1::CreateAgencyRequest, v1::Agency>(transport, in, out, create_,
                                                                 &ogi::CreateAgency);
  }
  Unary* UpdateAgency(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<v1::UpdateAgencyRequest, v1::Agency>(transport, in, out, update_,
                                                                 &ogi::UpdateAgency);
  }
  Unary* GetAgency(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Read<v1::GetAgencyRequest, v1::Agency>(transport, in, out, get_,
                                                            RunOn::kTransport, &ogi::GetAgency);
  }
  Unary* ListAgencies(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Read<v1::ListAgenciesRequest, v1::ListAgenciesResponse>(
        transport, in, out, list_, RunOn::kExecutor, &ogi::ListAgencies);
  }
  Unary* LookupAgency(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Read<v1::LookupAgencyRequest, v1::LookupAgencyResponse>(
        transport, in, out, lookup_, RunOn::kExecutor, &ogi::LookupAgency);
  }

  // One row at a time: a row's superior is the row before it as often as not.
  Stream* ImportAgencies(Transport* transport) override {
    using Item = v1::ImportAgenciesRequest;
    using Answer = v1::ImportAgenciesResponse;
    return OpenItemStream<Item, Answer>(
        adapter_, transport, import_item_, /*window=*/1,
        [this, transport](const std::shared_ptr<const Item>& item, auto done) {
          adapter_->ChangeItem<Item, Answer>(
              *transport, import_item_, item, &ogi::ImportAgency,
              [item, done](absl::StatusOr<Answer> answer) {
                done(answer.ok() ? *std::move(answer)
                                 : ItemFailure<Item, Answer>(*item, answer.status()));
              });
        });
  }

 private:
  Method MethodOf(absl::string_view name) const {
    return adapter_->MethodOf(absl::StrCat("RegistryService/", name));
  }

  Adapter* const adapter_;
  const Method create_ = MethodOf("CreateAgency");
  const Method update_ = MethodOf("UpdateAgency");
  const Method get_ = MethodOf("GetAgency");
  const Method list_ = MethodOf("ListAgencies");
  const Method lookup_ = MethodOf("LookupAgency");
  const Method import_item_ = MethodOf("ImportAgencies");
};

using AccessBase = v1::AccessService;
class AccessAdapter final
    : public AccessBase::WithRawCallbackMethod_CreateMandate<
          AccessBase::WithRawCallbackMethod_WithdrawMandate<
              AccessBase::WithRawCallbackMethod_ListMandates<
                  AccessBase::WithRawCallbackMethod_GrantRole<
                      AccessBase::WithRawCallbackMethod_WithdrawRole<
                          AccessBase::WithRawCallbackMethod_ListRoleGrants<
                              AccessBase::WithRawCallbackMethod_AddTokenKey<
                                  AccessBase::WithRawCallbackMethod_WithdrawTokenKey<
                                      AccessBase::WithRawCallbackMethod_ListTokenKeys<
                                          AccessBase::WithRawCallbackMethod_RevokeCertificate<
                                              AccessBase::WithRawCallbackMethod_ListRevocations<
                                                  AccessBase::Service>>>>>>>>>>> {
 public:
  explicit AccessAdapter(Adapter* adapter) : adapter_(adapter) {}

  Unary* CreateMandate(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<v1::CreateMandateRequest, v1::Mandate>(
        transport, in, out, create_mandate_, &ogi::CreateMandate);
  }
  Unary* WithdrawMandate(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<v1::WithdrawMandateRequest, v1::Mandate>(
        transport, in, out, withdraw_mandate_, &ogi::WithdrawMandate);
  }
  Unary* ListMandates(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Read<v1::ListMandatesRequest, v1::ListMandatesResponse>(
        transport, in, out, list_mandates_, RunOn::kExecutor, &ogi::ListMandates);
  }
  Unary* GrantRole(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<v1::GrantRoleRequest, v1::RoleGrant>(transport, in, out, grant_role_,
                                                                 &ogi::GrantRole);
  }
  Unary* WithdrawRole(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<v1::WithdrawRoleRequest, v1::RoleGrant>(
        transport, in, out, withdraw_role_, &ogi::WithdrawRole);
  }
  Unary* ListRoleGrants(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Read<v1::ListRoleGrantsRequest, v1::ListRoleGrantsResponse>(
        transport, in, out, list_role_grants_, RunOn::kExecutor, &ogi::ListRoleGrants);
  }
  Unary* AddTokenKey(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<v1::AddTokenKeyRequest, v1::TokenKey>(
        transport, in, out, add_token_key_, &ogi::AddTokenKey);
  }
  Unary* WithdrawTokenKey(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<v1::WithdrawTokenKeyRequest, v1::TokenKey>(
        transport, in, out, withdraw_token_key_, &ogi::WithdrawTokenKey);
  }
  Unary* ListTokenKeys(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Read<v1::ListTokenKeysRequest, v1::ListTokenKeysResponse>(
        transport, in, out, list_token_keys_, RunOn::kExecutor, &ogi::ListTokenKeys);
  }
  Unary* RevokeCertificate(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<v1::RevokeCertificateRequest, v1::Revocation>(
        transport, in, out, revoke_certificate_, &ogi::RevokeCertificate);
  }
  Unary* ListRevocations(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Read<v1::ListRevocationsRequest, v1::ListRevocationsResponse>(
        transport, in, out, list_revocations_, RunOn::kExecutor, &ogi::ListRevocations);
  }

 private:
  Method MethodOf(absl::string_view name) const {
    return adapter_->MethodOf(absl::StrCat("AccessService/", name));
  }

  Adapter* const adapter_;
  const Method create_mandate_ = MethodOf("CreateMandate");
  const Method withdraw_mandate_ = MethodOf("WithdrawMandate");
  const Method list_mandates_ = MethodOf("ListMandates");
  const Method grant_role_ = MethodOf("GrantRole");
  const Method withdraw_role_ = MethodOf("WithdrawRole");
  const Method list_role_grants_ = MethodOf("ListRoleGrants");
  const Method add_token_key_ = MethodOf("AddTokenKey");
  const Method withdraw_token_key_ = MethodOf("WithdrawTokenKey");
  const Method list_token_keys_ = MethodOf("ListTokenKeys");
  const Method revoke_certificate_ = MethodOf("RevokeCertificate");
  const Method list_revocations_ = MethodOf("ListRevocations");
};

using SeasonBase = v1::SeasonService;
class SeasonAdapter final
    : public SeasonBase::WithRawCallbackMethod_GetSeason<
          SeasonBase::WithRawCallbackMethod_ListSeasons<SeasonBase::WithRawCallbackMethod_SetSeason<
              SeasonBase::WithRawCallbackMethod_FreezeRoster<
                  SeasonBase::WithRawCallbackMethod_GetRosterEntry<
                      SeasonBase::WithRawCallbackMethod_ListRosterEntries<
                          SeasonBase::WithRawCallbackMethod_AddRosterEntry<
                              SeasonBase::WithRawCallbackMethod_ExemptAgency<
                                  SeasonBase::WithRawCallbackMethod_EndExemption<
                                      SeasonBase::WithRawCallbackMethod_GrantExtension<
                                          SeasonBase::WithRawCallbackMethod_WithdrawExtension<
                                              SeasonBase::WithRawCallbackMethod_ListExtensions<
                                                  SeasonBase::Service>>>>>>>>>>>> {
 public:
  explicit SeasonAdapter(Adapter* adapter) : adapter_(adapter) {}

  Unary* GetSeason(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Read<v1::GetSeasonRequest, v1::Season>(transport, in, out, get_season_,
                                                            RunOn::kTransport, &ogi::GetSeason);
  }
  Unary* ListSeasons(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Read<v1::ListSeasonsRequest, v1::ListSeasonsResponse>(
        transport, in, out, list_seasons_, RunOn::kExecutor, &ogi::ListSeasons);
  }
  Unary* SetSeason(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<v1::SetSeasonRequest, v1::Season>(transport, in, out, set_season_,
                                                              &ogi::SetSeason);
  }
  Unary* FreezeRoster(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<v1::FreezeRosterRequest, v1::Roster>(transport, in, out, freeze_roster_,
                                                                 &ogi::FreezeRoster);
  }
  Unary* GetRosterEntry(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Read<v1::GetRosterEntryRequest, v1::RosterEntry>(
        transport, in, out, get_roster_entry_, RunOn::kTransport, &ogi::GetRosterEntry);
  }
  Unary* ListRosterEntries(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Read<v1::ListRosterEntriesRequest, v1::ListRosterEntriesResponse>(
        transport, in, out, list_roster_entries_, RunOn::kExecutor, &ogi::ListRosterEntries);
  }
  Unary* AddRosterEntry(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<v1::AddRosterEntryRequest, v1::RosterEntry>(
        transport, in, out, add_roster_entry_, &ogi::AddRosterEntry);
  }
  Unary* ExemptAgency(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<v1::ExemptAgencyRequest, v1::RosterEntry>(
        transport, in, out, exempt_agency_, &ogi::ExemptAgency);
  }
  Unary* EndExemption(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<v1::EndExemptionRequest, v1::RosterEntry>(
        transport, in, out, end_exemption_, &ogi::EndExemption);
  }
  Unary* GrantExtension(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<v1::GrantExtensionRequest, v1::Extension>(
        transport, in, out, grant_extension_, &ogi::GrantExtension);
  }
  Unary* WithdrawExtension(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Change<v1::WithdrawExtensionRequest, v1::Extension>(
        transport, in, out, withdraw_extension_, &ogi::WithdrawExtension);
  }
  Unary* ListExtensions(Transport* transport, const Bytes* in, Bytes* out) override {
    return adapter_->Read<v1::ListExtensionsRequest, v1::ListExtensionsResponse>(
        transport, in, out, list_extensions_, RunOn::kExecutor, &ogi::ListExtensions);
  }

 private:
  Method MethodOf(absl::string_view name) const {
    return adapter_->MethodOf(absl::StrCat("SeasonService/", name));
  }

  Adapter* const adapter_;
  const Method get_season_ = MethodOf("GetSeason");
  const Method list_seasons_ = MethodOf("ListSeasons");
  const Method set_season_ = MethodOf("SetSeason");
  const Method freeze_roster_ = MethodOf("FreezeRoster");
  const Method get_roster_entry_ = MethodOf("GetRosterEntry");
  const Method list_roster_entries_ = MethodOf("ListRosterEntries");
  const Method add_roster_entry_ = MethodOf("AddRosterEntry");
  const Method exempt_agency_ = MethodOf("ExemptAgency");
  const Method end_exemption_ = MethodOf("EndExemption");
  const Method grant_extension_ = MethodOf("GrantExtension");
  const Method withdraw_extension_ = MethodOf("WithdrawExtension");
  const Method list_extensions_ = MethodOf("ListExtensions");
};

using AuditBase = v1::AuditService;
class AuditAdapter final
    : public AuditBase::WithRawCallbackMethod_ListAuditRecords<AuditBase::Service> {
 public:
  explicit AuditAdapter(Adapter* adapter) : adapter_(adapter) {}

  grpc::ServerWriteReactor<Bytes>* ListAuditRecords(Transport* transport,
                                                    const Bytes* in) override {
    auto admitted = adapter_->Admit<v1::ListAuditRecordsRequest>(transport, *in, list_);
    absl::StatusOr<AuditReader> reader =
        admitted->status.ok() ? AuditReader::Begin(adapter_->environment().store, admitted->request)
                              : admitted->status;
    return AuditStream::Start(
        transport, adapter_->executor(), std::move(reader),
        [admitted](const absl::Status& status, int64_t) { admitted->End(status); });
  }

 private:
  Adapter* const adapter_;
  const Method list_ = adapter_->MethodOf("AuditService/ListAuditRecords");
};

template <typename ServiceAdapter>
NamedService Named(std::string name, const char* full_name, Adapter* adapter) {
  return {std::move(name), full_name, std::make_unique<ServiceAdapter>(adapter)};
}

}  // namespace

std::vector<NamedService> AllServices(Adapter* adapter) {
  std::vector<NamedService> services;
  services.push_back(
      Named<SubmissionAdapter>("submission", SubmissionBase::service_full_name(), adapter));
  services.push_back(
      Named<ValidationAdapter>("validation", ValidationBase::service_full_name(), adapter));
  services.push_back(
      Named<RetrievalAdapter>("retrieval", RetrievalBase::service_full_name(), adapter));
  services.push_back(
      Named<RegistryAdapter>("registry", RegistryBase::service_full_name(), adapter));
  services.push_back(Named<AccessAdapter>("access", AccessBase::service_full_name(), adapter));
  services.push_back(Named<SeasonAdapter>("season", SeasonBase::service_full_name(), adapter));
  services.push_back(Named<AuditAdapter>("audit", AuditBase::service_full_name(), adapter));
  return services;
}

}  // namespace ogi
