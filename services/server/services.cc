#include "services/server/services.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/limits.h"
#include "ogi/v1/registry_service.grpc.pb.h"
#include "ogi/v1/retrieval_service.grpc.pb.h"
#include "ogi/v1/submission_service.grpc.pb.h"
#include "ogi/v1/validation_service.grpc.pb.h"
#include "services/registry/find_agencies.h"
#include "services/registry/put_agency.h"
#include "services/retrieval/get_report.h"
#include "services/retrieval/list_reports.h"
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
    return new ItemStream<Item, Answer>(
        limits::kStreamWindow,
        [this, transport](const std::shared_ptr<const Item>& item, auto done) {
          const absl::Time begin = absl::Now();
          Mutation<v1::Revision>::Run(
              adapter_->runtime(),
              [this, item, context = adapter_->ItemContext(*transport)] {
                return ogi::SubmitReport(adapter_->environment(), context, item->request());
              },
              [this, item, begin, done](absl::StatusOr<v1::Revision> revision) {
                submit_item_->Count(revision.status().code(), absl::Now() - begin);
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
  Unary* Move(Transport* transport, const Bytes* in, Bytes* out, MethodMetrics* metrics, Act act) {
    return adapter_->Change<Request, v1::Revision>(
        transport, in, out, metrics,
        [act](const Environment& environment, const RequestContext& context,
              const Request& request) {
          return ChangeState(environment, context, act, StateChangeRequestOf(request));
        });
  }

  MethodMetrics* Method(absl::string_view name) {
    return adapter_->metrics()->Method(absl::StrCat("SubmissionService/", name));
  }

  Adapter* const adapter_;
  MethodMetrics* const submit_ = Method("SubmitReport");
  MethodMetrics* const submit_item_ = Method("SubmitReports");
  MethodMetrics* const record_historical_ = Method("RecordHistoricalReport");
  MethodMetrics* const withdraw_ = Method("WithdrawReport");
  MethodMetrics* const return_ = Method("ReturnReport");
  MethodMetrics* const accept_ = Method("AcceptReport");
  MethodMetrics* const publish_ = Method("PublishReport");
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
  MethodMetrics* const validate_ = adapter_->metrics()->Method("ValidationService/ValidateReport");
  MethodMetrics* const list_rules_ = adapter_->metrics()->Method("ValidationService/ListRules");
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
  MethodMetrics* const get_ = adapter_->metrics()->Method("RetrievalService/GetReport");
  MethodMetrics* const list_ = adapter_->metrics()->Method("RetrievalService/ListReports");
  MethodMetrics* const batch_get_ = adapter_->metrics()->Method("RetrievalService/BatchGetReports");
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
    return new ItemStream<Item, Answer>(
        /*window=*/1, [this, transport](const std::shared_ptr<const Item>& item, auto done) {
          const absl::Time begin = absl::Now();
          Mutation<Answer>::Run(
              adapter_->runtime(),
              [this, item, context = adapter_->ItemContext(*transport)] {
                return ogi::ImportAgency(adapter_->environment(), context, *item);
              },
              [this, item, begin, done](absl::StatusOr<Answer> answer) {
                import_item_->Count(answer.status().code(), absl::Now() - begin);
                done(answer.ok() ? *std::move(answer)
                                 : ItemFailure<Item, Answer>(*item, answer.status()));
              });
        });
  }

 private:
  MethodMetrics* Method(absl::string_view name) {
    return adapter_->metrics()->Method(absl::StrCat("RegistryService/", name));
  }

  Adapter* const adapter_;
  MethodMetrics* const create_ = Method("CreateAgency");
  MethodMetrics* const update_ = Method("UpdateAgency");
  MethodMetrics* const get_ = Method("GetAgency");
  MethodMetrics* const list_ = Method("ListAgencies");
  MethodMetrics* const lookup_ = Method("LookupAgency");
  MethodMetrics* const import_item_ = Method("ImportAgencies");
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
  return services;
}

}  // namespace ogi
