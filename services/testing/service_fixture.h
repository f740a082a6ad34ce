// For tests of handlers: a store in memory, and every call driven to its end as the server would.
#ifndef OGI_SERVICES_TESTING_SERVICE_FIXTURE_H_
#define OGI_SERVICES_TESTING_SERVICE_FIXTURE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "common/errors.h"
#include "domain/calendar/china_time.h"
#include "domain/lifecycle/lifecycle.h"
#include "domain/testing/reports.h"
#include "services/registry/put_agency.h"
#include "services/retrieval/get_report.h"
#include "services/server/mutation.h"
#include "services/submission/change_state.h"
#include "services/submission/file_report.h"
#include "storage/memory/faulty_store.h"
#include "storage/memory/memory_store.h"
#include "tests/support/fakes.h"

namespace ogi {

class ServiceTest : public testing::Test {
 protected:
  // CleanReport is this agency's.
  static constexpr char kTownship[] = "agencies/54-0424204";
  static constexpr char kReport[] = "agencies/54-0424204/reports/2023";
  static constexpr char kRevision1[] = "agencies/54-0424204/reports/2023/revisions/1";
  static constexpr char kRevision2[] = "agencies/54-0424204/reports/2023/revisions/2";

  ServiceTest() { environment_ = {&store_, &clock_, &random_, std::string(32, 'k')}; }

  RequestContext Context() const {
    RequestContext context;
    context.actor.set_peer("ipv4:127.0.0.1:40312");
    if (sees_all_) context.sees_all = [](absl::string_view) { return true; };
    context.receive_time = clock_.Now();
    context.deadline = context.receive_time + absl::Seconds(20);
    return context;
  }

  template <typename Response>
  absl::StatusOr<Response> Run(std::function<absl::StatusOr<Step<Response>>()> handler) {
    absl::StatusOr<Response> response;
    absl::Notification done;
    Mutation<Response>::Run({&committer_, &executor_}, std::move(handler),
                            [&](absl::StatusOr<Response> answer) {
                              response = std::move(answer);
                              done.Notify();
                            });
    done.WaitForNotification();
    return response;
  }

  absl::StatusOr<v1::Revision> Submit(const v1::SubmitReportRequest& request) {
    return Run<v1::Revision>([&] { return SubmitReport(environment_, Context(), request); });
  }

  static v1::SubmitReportRequest Filing(const v1::AnnualReport& report,
                                        const std::string& request_id) {
    v1::SubmitReportRequest request;
    request.set_parent(report.agency());
    *request.mutable_report() = report;
    request.set_request_id(request_id);
    return request;
  }

  // As published a month ago, unless the report says when.
  absl::StatusOr<v1::Revision> RecordHistorical(const v1::AnnualReport& report,
                                                const std::string& request_id) {
    v1::RecordHistoricalReportRequest request;
    request.set_parent(report.agency());
    *request.mutable_report() = report;
    if (!report.publication().has_date()) {
      *request.mutable_report()->mutable_publication()->mutable_date() =
          ToDate(CivilDay(2024, 1, 1));
    }
    request.set_request_id(request_id);
    return Run<v1::Revision>(
        [&] { return RecordHistoricalReport(environment_, Context(), request); });
  }

  // Each act under a request id of its own, unless one is given.
  absl::StatusOr<v1::Revision> Do(Act act, const std::string& name, std::string request_id = "",
                                  const std::string& reason = "因为",
                                  const std::string& etag = "") {
    if (request_id.empty()) request_id = absl::StrCat("act-", ++acts_);
    const auto run = [&](auto request, auto handler) {
      request.set_name(name);
      request.set_request_id(request_id);
      request.set_etag(etag);
      request.set_reason(reason);
      return Run<v1::Revision>([&] { return handler(environment_, Context(), request); });
    };
    switch (act) {
      case Act::kReturn:
        return run(v1::ReturnReportRequest(), &ReturnReport);
      case Act::kAccept:
        return run(v1::AcceptReportRequest(), &AcceptReport);
      case Act::kPublish:
        return run(v1::PublishReportRequest(), &PublishReport);
      case Act::kRetract:
        return run(v1::RetractReportRequest(), &RetractReport);
      default:
        return run(v1::WithdrawReportRequest(), &WithdrawReport);
    }
  }

  // `superior` as `agencies/{agency}`, or empty.
  static v1::Agency NewAgency(const std::string& name, const std::string& superior = "") {
    v1::Agency agency;
    agency.set_name(name);
    agency.set_level(v1::Agency::TOWNSHIP);
    agency.add_names()->set_text(absl::StrCat("机关", name.substr(9)));
    if (!superior.empty()) agency.add_superiors()->set_text(superior);
    return agency;
  }

  absl::StatusOr<v1::ImportAgenciesResponse> Import(const v1::Agency& agency) {
    v1::ImportAgenciesRequest request;
    request.set_index(7);
    *request.mutable_agency() = agency;
    return Run<v1::ImportAgenciesResponse>(
        [&] { return ImportAgency(environment_, Context(), request); });
  }

  void PutAgency(const std::string& name, const std::string& superior = "") {
    const auto answer = Import(NewAgency(name, superior));
    ASSERT_TRUE(answer.ok()) << answer.status();
  }

  absl::StatusOr<v1::Revision> Get(const std::string& name, v1::View view = v1::VIEW_UNSPECIFIED) {
    v1::GetReportRequest request;
    request.set_name(name);
    request.set_view(view);
    absl::StatusOr<StoredRevision> stored = GetReport(environment_, Context(), request);
    if (!stored.ok()) return stored.status();
    return Assemble(*std::move(stored));
  }

  // The number of revisions a report has; 0 where there is no report.
  int Revisions(const std::string& report = kReport) {
    int count = 0;
    while (Get(absl::StrCat(report, "/revisions/", count + 1)).ok()) ++count;
    return count;
  }

  v1::State StateOf(const std::string& name) {
    const absl::StatusOr<v1::Revision> revision = Get(name);
    return revision.ok() ? revision->state() : v1::STATE_UNSPECIFIED;
  }

  // A repeat's answer, without saying that it is one.
  static v1::Revision AsFirst(v1::Revision answer) {
    EXPECT_TRUE(answer.repeated());
    answer.clear_repeated();
    return answer;
  }

  // Clean reports that differ by `text`, their preamble.
  static v1::AnnualReport ReportSaying(const std::string& text) {
    v1::AnnualReport report = CleanReport(v1::EDITION_2021);
    report.set_preamble(text);
    return report;
  }

  static v1::AnnualReport BlockedReport() {
    v1::AnnualReport report = CleanReport(v1::EDITION_2021);
    SetCell(report, CellNumber("table_four", "review", "total"), 3);
    return report;
  }

  MemoryStore memory_;
  FaultyStore store_{&memory_};
  // 1 February 2024 in China.
  FakeClock clock_{absl::FromUnixSeconds(1'706'760'000)};
  FakeRandom random_;
  Environment environment_;
  Executor executor_{2, 64};
  Committer committer_{&store_, &clock_};
  int acts_ = 0;
  bool sees_all_ = true;
};

// What a failure is, for EXPECT_EQ.
template <typename Response>
v1::ErrorReason ReasonOf(const absl::StatusOr<Response>& response) {
  return errors::ReasonOf(response.status());
}

}  // namespace ogi

#endif  // OGI_SERVICES_TESTING_SERVICE_FIXTURE_H_
