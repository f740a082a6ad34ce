#include "tests/bench/fixture.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <cstdlib>
#include <iostream>
#include <random>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "clients/cpp/client.h"
#include "domain/testing/reports.h"

namespace ogi::bench {
namespace {

std::string AgencyName(int64_t number) { return absl::StrFormat("agencies/54-A%06d", number); }

void ImportAgencies(int port) {
  client::Client client(NewConnection(port), {.timeout = absl::Minutes(5)});
  int next = 0;
  const absl::Status status = client.ImportAgencies(
      {},
      [&next]() -> std::optional<v1::Agency> {
        if (next == kAgencies) return std::nullopt;
        v1::Agency agency;
        agency.set_name(AgencyName(next));
        agency.set_level(v1::Agency::TOWNSHIP);
        agency.add_names()->set_text(absl::StrCat("样本乡人民政府", next++));
        return agency;
      },
      [](const v1::Agency&, const v1::ImportAgenciesResponse& answer) {
        Check(answer.change() == v1::ImportAgenciesResponse::CREATED, "an agency was refused");
      });
  Check(status.ok(), status.message());
}

}  // namespace

int YearOf(int64_t number) { return kFirstYear + static_cast<int>(number / kAgencies % kYears); }

bool IsAggregate(int64_t number) { return number / (int64_t{kAgencies} * kYears) % 2 == 1; }

void Check(bool good, absl::string_view what) {
  if (good) return;
  std::cerr << what << "\n";
  std::exit(EXIT_FAILURE);
}

ReportSource::ReportSource(int characters) {
  std::mt19937_64 random(20210101);
  std::string text;
  for (int i = 0; i < characters; i += 10) absl::StrAppend(&text, "本年度主动公开信息若");
  for (int i = 0; i < 64; ++i) {
    v1::AnnualReport report = RandomCleanReport(v1::EDITION_2021, random);
    report.mutable_overview()->set_text(text);
    templates_.push_back(std::move(report));
  }
}

v1::SubmitReportRequest ReportSource::Request(int64_t number) const {
  v1::SubmitReportRequest request;
  v1::AnnualReport& report = *request.mutable_report();
  report = templates_[static_cast<size_t>(number) % templates_.size()];
  report.set_agency(AgencyName(number % kAgencies));
  report.set_year(YearOf(number));
  report.set_scope(IsAggregate(number) ? v1::AGGREGATE : v1::OWN);
  report.set_signatory(absl::StrCat("第", number, "次"));
  request.set_parent(report.agency());
  request.set_request_id(absl::StrCat("bench-", number));
  return request;
}

std::string ReportSource::ReportName(int64_t number) {
  return absl::StrCat(AgencyName(number % kAgencies), "/reports/", YearOf(number),
                      IsAggregate(number) ? "-aggregate" : "");
}

size_t ReportSource::Bytes() const { return Request(0).report().ByteSizeLong(); }

BenchServer::BenchServer(const std::string& ogid, bool with_agencies) {
  const std::string data = absl::StrCat("--data-directory=", directory_.path(), "/data");
  const ProgramResult made = RunProgram({ogid, data, "init", "--administrator", "bench"});
  Check(made.exit_code == 0, made.output);
  process_ = Process::Start({ogid, data, "serve", "--listen=127.0.0.1:0", "--insecure-loopback"});
  Check(process_->ready(), process_->Output());
  if (with_agencies) ImportAgencies(process_->port());
}

std::shared_ptr<grpc::Channel> NewConnection(int port) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(absl::StrCat("127.0.0.1:", port),
                                   grpc::InsecureChannelCredentials(), arguments);
}

}  // namespace ogi::bench
