// What an operator does: back up, stop, watch.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "tests/e2e/e2e_fixture.h"

namespace ogi {
namespace {

using testing::HasSubstr;

std::map<std::string, std::string> Bytes(const std::map<std::string, v1::Revision>& revisions) {
  std::map<std::string, std::string> bytes;
  for (const auto& [name, revision] : revisions) bytes[name] = revision.SerializeAsString();
  return bytes;
}

std::string HttpGet(int port, const std::string& path) {
  const int connection = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  std::string text;
  if (connect(connection, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0) {
    const std::string request =
        absl::StrCat("GET ", path, " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(send(connection, request.data(), request.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(request.size()));
    char buffer[4096];
    ssize_t count = 0;
    while ((count = recv(connection, buffer, sizeof(buffer), 0)) > 0) {
      text.append(buffer, static_cast<size_t>(count));
    }
  }
  close(connection);
  return text;
}

TEST_F(E2eTest, ABackupOfARunningServerRestoresToTheSameRevisions) {
  Start();
  ImportAgencies();
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(client().SubmitReport(Filing(ReportSaying(absl::StrCat("第 ", i)))).ok());
  }
  const auto before = Bytes(AllRevisions());
  EXPECT_EQ(before.size(), 20u);
  const std::string backup = Directory("backup");
  const ProgramResult made = Ogid({"backup", "--data-directory", data_directory_, backup});
  EXPECT_EQ(made.exit_code, 0) << made.output;
  const ProgramResult verified = Ogid({"verify", "--data-directory", data_directory_, backup});
  EXPECT_EQ(verified.exit_code, 0) << verified.output;
  // What comes after the backup is not in it.
  ASSERT_TRUE(client().SubmitReport(Filing(ReportSaying("以后"))).ok());
  EXPECT_EQ(Stop(SIGTERM), 0);

  const std::string restored = Directory("restored");
  const ProgramResult restore = Ogid({"restore", "--data-directory", restored, backup});
  EXPECT_EQ(restore.exit_code, 0) << restore.output;
  // What was filed after the backup is not there: that is declared first.
  const ProgramResult refused = Ogid(
      {"serve", "--data-directory", restored, "--listen", "127.0.0.1:0", "--insecure-loopback"});
  EXPECT_NE(refused.exit_code, 0);
  EXPECT_NE(refused.output.find("accept-witness"), std::string::npos) << refused.output;
  const ProgramResult declared = Ogid({"accept-witness", "--data-directory", restored});
  EXPECT_EQ(declared.exit_code, 0) << declared.output;
  Start({}, restored);
  EXPECT_EQ(Bytes(AllRevisions()), before);
  EXPECT_TRUE(client().SubmitReport(Filing(ReportSaying("以后"))).ok());
}

TEST_F(E2eTest, ABackupIsNotRestoredOverADataDirectoryInUse) {
  const std::string backup = Directory("backup");
  ASSERT_EQ(Ogid({"backup", "--data-directory", data_directory_, backup}).exit_code, 0);
  const ProgramResult restore = Ogid({"restore", "--data-directory", data_directory_, backup});
  EXPECT_NE(restore.exit_code, 0) << restore.output;
  Start();
}

TEST_F(E2eTest, StoppingUnderLoadLosesNothingThatWasAcknowledged) {
  Start();
  ImportAgencies();
  absl::Mutex mutex;
  std::map<std::string, std::string> acknowledged;
  std::vector<std::thread> clients;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back([&, i] {
      const auto own = NewClient(absl::Milliseconds(300));
      for (int number = 0;; ++number) {
        // Years of their own, so that the clients do not take turns losing races.
        v1::AnnualReport report = ReportSaying(absl::StrCat(i, " 之 ", number));
        report.set_year(2021 + i);
        const absl::StatusOr<v1::Revision> filed = own->SubmitReport(Filing(report));
        if (!filed.ok()) return;
        absl::MutexLock lock(&mutex);
        acknowledged[filed->name()] = filed->receipt().SerializeAsString();
      }
    });
  }
  {
    const auto enough = [&] { return acknowledged.size() >= 100; };
    absl::MutexLock lock(&mutex, absl::Condition(&enough));
  }
  EXPECT_EQ(Stop(SIGTERM), 0);
  for (std::thread& each : clients) each.join();
  Start();
  const std::map<std::string, v1::Revision> revisions = AllRevisions();
  EXPECT_GE(revisions.size(), acknowledged.size());
  for (const auto& [name, receipt] : acknowledged) {
    ASSERT_TRUE(revisions.contains(name)) << name;
    EXPECT_EQ(revisions.at(name).receipt().SerializeAsString(), receipt);
  }
}

TEST_F(E2eTest, AServerOffersTheServicesItIsToldToAlone) {
  Start({"--services", "validation,retrieval"});
  EXPECT_TRUE(client().ListRules({}).ok());
  v1::ListReportsRequest list;
  list.set_parent(kTownship);
  EXPECT_TRUE(client().ListReports(list).ok());
  EXPECT_EQ(client().SubmitReport(Filing(ReportSaying("一"))).status().code(),
            absl::StatusCode::kUnimplemented);
  v1::GetAgencyRequest get;
  get.set_name(kTownship);
  EXPECT_EQ(client().GetAgency(get).status().code(), absl::StatusCode::kUnimplemented);
}

TEST_F(E2eTest, AServerDoesNotStartWithWhatItCannotServe) {
  const auto start = [](const std::vector<std::string>& flags, const std::string& data) {
    std::vector<std::string> all = {OGI_OGID, "serve", "--data-directory", data};
    all.insert(all.end(), flags.begin(), flags.end());
    const std::unique_ptr<Process> server = Process::Start(all);
    EXPECT_FALSE(server->ready());
    // Signal 0 only waits.
    if (!server->ready()) {
      EXPECT_GT(server->Stop(0), 0);
    }
    return server->Output();
  };
  const std::vector<std::string> plain = {"--listen", "127.0.0.1:0", "--insecure-loopback"};
  std::vector<std::string> unknown = plain;
  unknown.insert(unknown.end(), {"--services", "submision"});
  EXPECT_THAT(start(unknown, data_directory_), HasSubstr("submision"));
  EXPECT_THAT(start({"--listen", "127.0.0.1:0"}, data_directory_), HasSubstr("--tls-certificate"));
  EXPECT_THAT(start({"--listen", "0.0.0.0:0", "--insecure-loopback"}, data_directory_),
              HasSubstr("loopback only"));
  EXPECT_THAT(start(plain, Directory("nothing")), HasSubstr("ogid init"));
  // One process at a time has a data directory. U14: the other was said to be a store that is away.
  Start();
  EXPECT_THAT(start(plain, data_directory_), HasSubstr("in use by process"));
  std::vector<std::string> metrics = plain;
  metrics.insert(metrics.end(), {"--metrics-listen", absl::StrCat("127.0.0.1:", port_)});
  const ProgramResult init = RunProgram(
      {OGI_OGID, "init", "--data-directory", Directory("other"), "--administrator", "a"});
  EXPECT_EQ(init.exit_code, 0) << init.output;
  EXPECT_THAT(start(metrics, Directory("other")), HasSubstr("不能在"));
}

TEST_F(E2eTest, TheConfigurationIsCheckedWithoutServing) {
  const ProgramResult good =
      Ogid({"check-config", "--data-directory", data_directory_, "--insecure-loopback"});
  EXPECT_EQ(good.exit_code, 0) << good.output;
  const ProgramResult bad =
      Ogid({"check-config", "--data-directory", data_directory_, "--tls-certificate",
            Directory("none.pem"), "--tls-key", Directory("none.pem")});
  EXPECT_NE(bad.exit_code, 0);
  EXPECT_THAT(bad.output, HasSubstr("none.pem"));
}

// Finding 1: a store that lost what was acknowledged was served without a word.
TEST_F(E2eTest, Finding1AStoreThatLostFilingsIsNotServedUntilTheGapIsDeclared) {
  Start();
  ImportAgencies();
  ASSERT_TRUE(client().SubmitReport(Filing(ReportSaying("一"))).ok());
  const absl::StatusOr<v1::Revision> lost = client().SubmitReport(Filing(ReportSaying("二")));
  ASSERT_TRUE(lost.ok());
  EXPECT_EQ(Stop(SIGTERM), 0);
  // The disk gives back an older store.
  const std::string older = Directory("older");
  EXPECT_EQ(Ogid({"init", "--data-directory", older, "--administrator", "admin"}).exit_code, 0);
  std::filesystem::remove_all(data_directory_ + "/store");
  std::filesystem::rename(older + "/store", data_directory_ + "/store");

  const std::vector<std::string> serve = {"serve",    "--data-directory", data_directory_,
                                          "--listen", "127.0.0.1:0",      "--insecure-loopback"};
  const ProgramResult refused = Ogid(serve);
  EXPECT_NE(refused.exit_code, 0);
  EXPECT_THAT(refused.output, HasSubstr("分区 54"));
  EXPECT_THAT(refused.output, HasSubstr("accept-witness"));
  const ProgramResult declared = Ogid({"accept-witness", "--data-directory", data_directory_});
  EXPECT_EQ(declared.exit_code, 0) << declared.output;

  Start();
  ImportAgencies();
  const absl::StatusOr<v1::Revision> next = client().SubmitReport(Filing(ReportSaying("三")));
  ASSERT_TRUE(next.ok()) << next.status();
  // No place stands on two receipts.
  EXPECT_GT(next->receipt().position().sequence(), lost->receipt().position().sequence());
  // Finding 23: nor does a reader wait for what is gone.
  EXPECT_EQ(lost->receipt().position().epoch(), 1);
  EXPECT_EQ(next->receipt().position().epoch(), 2);
  v1::GetReportRequest read;
  read.set_name(kReport);
  *read.mutable_min_sequence() = lost->receipt().position();
  EXPECT_EQ(errors::ReasonOf(client().GetReport(read).status()), v1::POSITION_OUTDATED);
  *read.mutable_min_sequence() = next->receipt().position();
  EXPECT_TRUE(client().GetReport(read).ok());
  EXPECT_EQ(Stop(SIGTERM), 0);
  const ProgramResult checked = Ogid({"check", "--data-directory", data_directory_});
  EXPECT_EQ(checked.exit_code, 0) << checked.output;
}

// Finding 20, by the way that a superior and the public go.
TEST_F(E2eTest, Finding20APublicationInErrorIsRetractedAndStaysInTheLog) {
  Start();
  ImportAgencies();
  v1::RecordHistoricalReportRequest record;
  record.set_parent(kTownship);
  *record.mutable_report() = ReportSaying("一");
  record.mutable_report()->mutable_publication()->mutable_date()->set_year(record.report().year() +
                                                                           1);
  record.mutable_report()->mutable_publication()->mutable_date()->set_month(1);
  record.mutable_report()->mutable_publication()->mutable_date()->set_day(31);
  const absl::StatusOr<v1::Revision> recorded = client().RecordHistoricalReport(record);
  ASSERT_TRUE(recorded.ok()) << recorded.status();
  v1::RetractReportRequest retract;
  retract.set_name(recorded->name());
  EXPECT_EQ(errors::ReasonOf(client().RetractReport(retract).status()), v1::INVALID_FIELDS);
  retract.set_reason("表格属于另一机关");
  const absl::StatusOr<v1::Revision> retracted = client().RetractReport(retract);
  ASSERT_TRUE(retracted.ok()) << retracted.status();
  EXPECT_EQ(retracted->state(), v1::RETRACTED);
  EXPECT_TRUE(retracted->historical());
  EXPECT_EQ(Stop(SIGTERM), 0);
  const ProgramResult checked = Ogid({"check", "--data-directory", data_directory_});
  EXPECT_EQ(checked.exit_code, 0) << checked.output;
}

TEST_F(E2eTest, TheHealthServiceSaysServing) {
  Start();
  const RawAnswer answer = CallRaw(target(), "/grpc.health.v1.Health/Check", "");
  ASSERT_TRUE(answer.status.ok()) << answer.status;
  // HealthCheckResponse{status: SERVING}
  EXPECT_EQ(answer.bytes, "\x08\x01");
}

TEST_F(E2eTest, ReflectionNamesTheServicesUnlessTurnedOff) {
  constexpr char kMethod[] = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
  // ServerReflectionRequest{list_services: "*"}
  constexpr char kListServices[] = "\x3a\x01*";
  Start();
  const RawAnswer answer = CallRaw(target(), kMethod, kListServices);
  for (const char* service : {"Submission", "Validation", "Retrieval", "Registry"}) {
    EXPECT_THAT(answer.bytes, HasSubstr(absl::StrCat("ogi.v1.", service, "Service")));
  }
  EXPECT_EQ(Stop(SIGTERM), 0);
  Start({"--no-reflection"});
  EXPECT_EQ(CallRaw(target(), kMethod, kListServices).status.code(),
            absl::StatusCode::kUnimplemented);
}

TEST_F(E2eTest, MetricsCountCallsByMethodAndCode) {
  const int port = FreePort();
  Start({"--metrics-listen", absl::StrCat("127.0.0.1:", port)});
  ImportAgencies();
  ASSERT_TRUE(client().SubmitReport(Filing(ReportSaying("一"))).ok());
  const std::string page = HttpGet(port, "/metrics");
  EXPECT_TRUE(absl::StartsWith(page, "HTTP/1.1 200")) << page;
  EXPECT_THAT(page, HasSubstr("# TYPE ogi_calls_total counter"));
  EXPECT_THAT(
      page, HasSubstr("ogi_calls_total{code=\"OK\",method=\"SubmissionService/SubmitReport\"} 1"));
  EXPECT_THAT(page, HasSubstr("ogi_healthy 1"));
}

}  // namespace
}  // namespace ogi
