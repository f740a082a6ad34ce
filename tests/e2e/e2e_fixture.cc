#include "tests/e2e/e2e_fixture.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/security/credentials.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "absl/strings/cord.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/wire/status.h"
#include "domain/codes/resource_name.h"
#include "domain/testing/reports.h"
#include "google/rpc/error_details.pb.h"

namespace ogi {
namespace {

bool IsChinese(absl::string_view line) {
  return std::any_of(line.begin(), line.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0xE4; });
}

void ExpectBothLanguages(absl::string_view text) {
  const size_t end = text.find('\n');
  ASSERT_NE(end, absl::string_view::npos) << text;
  EXPECT_TRUE(IsChinese(text.substr(0, end))) << text;
  EXPECT_GT(text.size() - end, 10u) << text;
}

// Waits for the one operation that is under way.
bool Await(grpc::CompletionQueue& queue) {
  void* tag = nullptr;
  bool ok = false;
  return queue.Next(&tag, &ok) && ok;
}

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Dump(&slices).ok()) return bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

}  // namespace

E2eTest::E2eTest() : data_directory_(Directory("data")) {
  const ProgramResult init =
      Ogid({"init", "--data-directory", data_directory_, "--administrator", "admin"});
  EXPECT_EQ(init.exit_code, 0) << init.output;
}

std::string E2eTest::Directory(absl::string_view name) const {
  return absl::StrCat(directory_.path(), "/", name);
}

void E2eTest::Start(const std::vector<std::string>& flags, const std::string& data_directory) {
  std::vector<std::string> arguments = {OGI_OGID,
                                        "serve",
                                        "--data-directory",
                                        data_directory.empty() ? data_directory_ : data_directory,
                                        "--listen",
                                        absl::StrCat("127.0.0.1:", port_),
                                        "--insecure-loopback"};
  arguments.insert(arguments.end(), flags.begin(), flags.end());
  server_ = Process::Start(arguments);
  ASSERT_TRUE(server_->ready()) << server_->Output();
  port_ = server_->port();
  client_ = NewClient();
}

int E2eTest::Stop(int signal) {
  // An idle client of gRPC looks at its connection every five seconds only, and a server that stops
  // in order waits for it.
  if (signal == SIGTERM) client_.reset();
  const int code = server_->Stop(signal);
  server_.reset();
  return code;
}

ProgramResult E2eTest::Ogid(const std::vector<std::string>& arguments) {
  std::vector<std::string> all = {OGI_OGID};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return RunProgram(all);
}

ProgramResult E2eTest::Ogictl(const std::vector<std::string>& arguments) {
  std::vector<std::string> all = {OGI_OGICTL, "--server", target(), "--insecure-loopback"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return RunProgram(all);
}

std::string E2eTest::Do(const std::vector<std::string>& arguments, int code) {
  const ProgramResult result = Ogictl(arguments);
  EXPECT_EQ(result.exit_code, code) << result.output;
  return result.output;
}

std::string E2eTest::Write(absl::string_view name, const std::string& bytes) const {
  std::string path = Directory(name);
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

std::string E2eTest::Read(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

std::string E2eTest::target() const { return absl::StrCat("127.0.0.1:", port_); }

std::unique_ptr<client::Client> E2eTest::NewClient(absl::Duration timeout) const {
  client::ClientOptions options;
  options.target = target();
  options.insecure_loopback = true;
  options.timeout = timeout;
  return *client::Client::Connect(options);
}

void E2eTest::ImportAgencies() { Import({NewAgency(kCounty), NewAgency(kTownship, kCounty)}); }

void E2eTest::Import(const std::vector<v1::Agency>& agencies) {
  size_t next = 0;
  const absl::Status status = client().ImportAgencies(
      {},
      [&]() -> std::optional<v1::Agency> {
        if (next == agencies.size()) return std::nullopt;
        return agencies[next++];
      },
      [](const v1::Agency& agency, const v1::ImportAgenciesResponse& answer) {
        EXPECT_EQ(answer.change(), v1::ImportAgenciesResponse::CREATED) << agency.name();
      });
  ASSERT_TRUE(status.ok()) << status;
}

std::map<std::string, v1::Revision> E2eTest::AllRevisions() {
  std::map<std::string, v1::Revision> revisions;
  v1::ListReportsRequest list;
  list.set_parent("agencies/-");
  list.set_partition("54");
  list.set_page_size(1000);
  do {
    const absl::StatusOr<v1::ListReportsResponse> page = client().ListReports(list);
    EXPECT_TRUE(page.ok()) << page.status();
    if (!page.ok()) break;
    for (const v1::Report& report : page->reports()) {
      for (int number = 1; number <= report.latest_revision(); ++number) {
        v1::GetReportRequest get;
        get.set_name(absl::StrCat(report.name(), "/revisions/", number));
        const absl::StatusOr<v1::Revision> revision = client().GetReport(get);
        EXPECT_TRUE(revision.ok()) << revision.status();
        if (revision.ok()) revisions[get.name()] = *revision;
      }
    }
    list.set_page_token(page->next_page_token());
  } while (!list.page_token().empty());
  return revisions;
}

v1::Agency NewAgency(const std::string& name, const std::string& superior) {
  v1::Agency agency;
  agency.set_name(name);
  agency.set_level(superior.empty() ? v1::Agency::COUNTY : v1::Agency::TOWNSHIP);
  agency.add_names()->set_text(absl::StrCat("机关", name.substr(9)));
  if (!superior.empty()) agency.add_superiors()->set_text(superior);
  return agency;
}

std::vector<v1::ExplainFindingRequest> ExplanationsFor(const v1::Revision& revision) {
  std::vector<v1::ExplainFindingRequest> requests;
  for (const v1::Finding& finding : revision.verdict().findings()) {
    if (finding.severity() != v1::WARNING) continue;
    v1::ExplainFindingRequest& request = requests.emplace_back();
    request.set_parent(ReportName(ParseRevisionName(revision.name())->report));
    request.set_rule(finding.rule());
    request.set_finding_key(finding.key());
    request.set_text("核对无误。");
    request.set_request_id(absl::StrCat("explain-", absl::BytesToHexString(finding.key())));
  }
  return requests;
}

void E2eTest::ExplainWarnings(const v1::Revision& revision) {
  for (const v1::ExplainFindingRequest& request : ExplanationsFor(revision)) {
    const absl::StatusOr<v1::Explanation> explained = client().ExplainFinding(request);
    EXPECT_TRUE(explained.ok()) << explained.status();
  }
}

v1::AnnualReport ReportSaying(const std::string& text) {
  v1::AnnualReport report = CleanReport(v1::EDITION_2021);
  report.mutable_overview()->set_text(text);
  return report;
}

v1::SubmitReportRequest Filing(const v1::AnnualReport& report, const std::string& request_id) {
  v1::SubmitReportRequest request;
  request.set_parent(report.agency());
  *request.mutable_report() = report;
  request.set_request_id(request_id);
  return request;
}

RawAnswer CallRaw(const std::string& target, const std::string& method, absl::string_view bytes) {
  grpc::GenericStub stub(grpc::CreateChannel(target, grpc::InsecureChannelCredentials()));
  grpc::CompletionQueue queue;
  grpc::ClientContext context;
  const auto call = stub.PrepareCall(&context, method, &queue);
  const grpc::Slice slice(bytes.data(), bytes.size());
  grpc::ByteBuffer answer;
  grpc::Status status;
  call->StartCall(nullptr);
  Await(queue);
  call->WriteLast(grpc::ByteBuffer(&slice, 1), grpc::WriteOptions(), nullptr);
  Await(queue);
  call->Read(&answer, nullptr);
  Await(queue);
  call->Finish(&status, nullptr);
  Await(queue);
  return {wire::FromGrpc(status), BytesOf(answer)};
}

void ExpectHelps(const absl::Status& status, absl::StatusCode code, v1::ErrorReason reason,
                 absl::string_view field) {
  EXPECT_EQ(status.code(), code) << status;
  EXPECT_EQ(errors::ReasonOf(status), reason) << status;
  ExpectBothLanguages(status.message());
  if (field.empty()) return;
  google::rpc::BadRequest bad;
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.BadRequest");
  ASSERT_TRUE(payload.has_value()) << status;
  ASSERT_TRUE(bad.ParseFromString(std::string(*payload)));
  for (const auto& violation : bad.field_violations()) {
    if (violation.field() == field) return ExpectBothLanguages(violation.description());
  }
  ADD_FAILURE() << field << " is not named:\n" << bad.DebugString();
}

int FreePort() {
  const int socket_id = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  EXPECT_EQ(bind(socket_id, reinterpret_cast<sockaddr*>(&address), size), 0);
  EXPECT_EQ(getsockname(socket_id, reinterpret_cast<sockaddr*>(&address), &size), 0);
  close(socket_id);
  return ntohs(address.sin_port);
}

}  // namespace ogi
