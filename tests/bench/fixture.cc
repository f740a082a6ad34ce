#include "tests/bench/fixture.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <cstdlib>
#include <iostream>
#include <iterator>
#include <random>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "clients/cpp/client.h"
#include "domain/calendar/china_time.h"
#include "domain/testing/reports.h"
#include "ogi/v1/access_service.grpc.pb.h"
#include "tests/support/token.h"

namespace ogi::bench {
namespace {

std::string AgencyName(int64_t number) { return absl::StrFormat("agencies/54-A%06d", number); }

// As the certificate `county` names it.
constexpr char kCounty[] = "agencies/54-0424000";
constexpr char kAudience[] = "ogi-bench";

std::string DataDirectory(const TemporaryDirectory& directory) {
  return absl::StrCat(directory.path(), "/data");
}

void ImportAgencies(const std::shared_ptr<grpc::Channel>& channel) {
  client::Client client(channel, {.timeout = absl::Minutes(5)});
  int next = -1;
  const absl::Status status = client.ImportAgencies(
      {},
      [&next]() -> std::optional<v1::Agency> {
        if (next == kAgencies) return std::nullopt;
        v1::Agency agency;
        if (next < 0) {
          agency.set_name(kCounty);
          agency.set_level(v1::Agency::COUNTY);
          agency.add_names()->set_text("样本县人民政府");
        } else {
          agency.set_name(AgencyName(next));
          agency.set_level(v1::Agency::TOWNSHIP);
          agency.add_names()->set_text(absl::StrCat("样本乡人民政府", next));
          agency.add_superiors()->set_text(kCounty);
        }
        ++next;
        return agency;
      },
      [](const v1::Agency&, const v1::ImportAgenciesResponse& answer) {
        Check(answer.change() == v1::ImportAgenciesResponse::CREATED, "an agency was refused");
      });
  Check(status.ok(), status.message());
}

// What reports are full of: sentences of all kinds, a number in most, none about the tables.
constexpr const char* kSentences[] = {
    "一年来，坚持以公开为常态、不公开为例外，及时准确公开各类信息。",
    "全年通过门户网站发布动态128条，其中工作动态96条、通知公告20条、其他12条。",
    "规范依申请公开的登记、审核、办理和答复，畅通当面、信函、网络等渠道。",
    "定期清理政府信息管理目录，更新栏目6个，整改错链3处。",
    "平台建设依托集约化网站，公众号推送信息215篇，阅读量1.2万次。",
    "监督保障方面，组织培训3次，参训人员126人次，开展社会评议和工作考核各1次，没有责任追究的情形。",
    "下一步将持续加强队伍建设，进一步提升公开质量。",
};

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
  for (int i = 0; i < 64; ++i) {
    v1::AnnualReport report = RandomCleanReport(v1::EDITION_2021, random);
    std::string& text = *report.mutable_overview()->mutable_text();
    text.clear();
    // Three bytes a character, nearly all.
    for (size_t next = 0; text.size() < static_cast<size_t>(characters) * 3; ++next) {
      absl::StrAppend(&text, kSentences[next % std::size(kSentences)]);
    }
    templates_.push_back(std::move(report));
  }
}

v1::SubmitReportRequest ReportSource::Request(int64_t number) const {
  v1::SubmitReportRequest request;
  v1::AnnualReport& report = *request.mutable_report();
  // An organ's figures are much the same every year.
  report = templates_[static_cast<size_t>(number % kAgencies) % templates_.size()];
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
  if (with_agencies) ImportAgencies(NewConnection(process_->port()));
}

std::shared_ptr<grpc::Channel> NewConnection(int port) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(absl::StrCat("127.0.0.1:", port),
                                   grpc::InsecureChannelCredentials(), arguments);
}

void IdentifiedServer::Start(bool quotas) {
  process_ = Process::Start(
      {ogid_, "--data-directory", DataDirectory(directory_), "serve", "--listen=127.0.0.1:0",
       "--tls-certificate", certificates_.Path("server.pem"), "--tls-key",
       certificates_.Path("server-key.pem"), "--tls-client-ca", certificates_.Path("root.pem"),
       "--token-audience", kAudience, quotas ? "--quotas" : "--no-quotas"});
  Check(process_->ready(), process_->Output());
}

IdentifiedServer::IdentifiedServer(const std::string& ogid, bool quotas) : ogid_(ogid) {
  const ProgramResult made = RunProgram({ogid_, "--data-directory", DataDirectory(directory_),
                                         "init", "--administrator", "security"});
  Check(made.exit_code == 0, made.output);
  // What is set up here would take a member of staff minutes of his quota.
  Start(/*quotas=*/false);
  const auto access = v1::AccessService::NewStub(Connect("security"));
  {
    grpc::ClientContext context;
    v1::GrantRoleRequest request;
    request.mutable_role_grant()->set_holder("staff/operator");
    request.mutable_role_grant()->set_role(v1::OPERATOR);
    request.set_request_id("operator");
    v1::RoleGrant grant;
    Check(access->GrantRole(&context, request, &grant).ok(), "no operator");
  }
  ImportAgencies(Connect("operator"));
  {
    grpc::ClientContext context;
    v1::CreateMandateRequest request;
    v1::Mandate& mandate = *request.mutable_mandate();
    mandate.set_kind(v1::Mandate::PLATFORM);
    mandate.set_agency(kCounty);
    mandate.set_subtree(true);
    mandate.set_delegate("platforms/xizang");
    *mandate.mutable_from() = ToDate(ChinaDay(absl::Now()));
    *mandate.mutable_to() = ToDate(ChinaDay(absl::Now()) + 30);
    request.set_request_id("mandate");
    Check(access->CreateMandate(&context, request, &mandate).ok(), "no mandate");
  }
  {
    grpc::ClientContext context;
    v1::AddTokenKeyRequest request;
    v1::TokenKey& key = *request.mutable_token_key();
    key.set_issuer("platforms/xizang");
    key.set_key_id("bench");
    key.set_public_key(certificates_.Text("platform-token-public.pem"));
    request.set_request_id("key");
    Check(access->AddTokenKey(&context, request, &key).ok(), "no token key");
  }
  if (quotas) {
    process_.reset();
    Start(/*quotas=*/true);
  }
  const std::string key = certificates_.Text("platform-token-key.pem");
  for (int i = 0; i < kAgencies; ++i) {
    const TokenClaims claims{.audience = kAudience,
                             .person = absl::StrCat("clerk-", i),
                             .agency = AgencyName(i),
                             .issued = absl::Now(),
                             .lifetime = absl::Minutes(55)};
    authorizations_.push_back(
        absl::StrCat("Bearer ", MakeToken(TokenHeader("bench"), claims.Json(), key)));
  }
}

std::shared_ptr<grpc::Channel> IdentifiedServer::NewPlatformConnection() const {
  return Connect("platform");
}

const std::string& IdentifiedServer::Authorization(int64_t number) const {
  return authorizations_[static_cast<size_t>(number % kAgencies)];
}

std::shared_ptr<grpc::Channel> IdentifiedServer::Connect(absl::string_view who) const {
  grpc::SslCredentialsOptions tls;
  tls.pem_root_certs = certificates_.Text("root.pem");
  tls.pem_cert_chain = certificates_.Text(absl::StrCat(who, ".pem"));
  tls.pem_private_key = certificates_.Text(absl::StrCat(who, "-key.pem"));
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(absl::StrCat("127.0.0.1:", process_->port()),
                                   grpc::SslCredentials(tls), arguments);
}

}  // namespace ogi::bench
