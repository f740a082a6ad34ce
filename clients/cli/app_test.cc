#include "clients/cli/app.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "clients/cpp/fake_environment.h"
#include "clients/cpp/fake_server.h"
#include "common/errors.h"
#include "ogi/v1/registry_service.grpc.pb.h"
#include "ogi/v1/retrieval_service.grpc.pb.h"
#include "ogi/v1/submission_service.grpc.pb.h"

namespace ogi::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr char kName[] = "agencies/54-0424204/reports/2020";

// Files everything as revision 1; a report whose title is 差 is BLOCKED, one without a year
// refused.
class FakeSubmission : public v1::SubmissionService::Service {
 public:
  grpc::Status SubmitReport(grpc::ServerContext*, const v1::SubmitReportRequest* request,
                            v1::Revision* revision) override {
    return wire::ToGrpc(File(*request, revision));
  }

  grpc::Status SubmitReports(grpc::ServerContext*,
                             grpc::ServerReaderWriter<v1::SubmitReportsResponse,
                                                      v1::SubmitReportsRequest>* stream) override {
    v1::SubmitReportsRequest request;
    while (stream->Read(&request)) {
      v1::SubmitReportsResponse answer;
      answer.set_index(request.index());
      const absl::Status status = File(request.request(), answer.mutable_revision());
      if (!status.ok()) *answer.mutable_status() = wire::ToProto(status);
      stream->Write(answer);
    }
    return grpc::Status::OK;
  }

  grpc::Status AcceptReport(grpc::ServerContext*, const v1::AcceptReportRequest* request,
                            v1::Revision* revision) override {
    acted = absl::StrCat(request->name(), " ", request->etag());
    revision->set_name(request->name());
    revision->set_state(v1::ACCEPTED);
    return grpc::Status::OK;
  }

  grpc::Status ReturnReport(grpc::ServerContext*, const v1::ReturnReportRequest* request,
                            v1::Revision*) override {
    acted = absl::StrCat(request->name(), " ", request->reason());
    return wire::ToGrpc(errors::StateNotAllowed(request->name(), {"已公布", "PUBLISHED"},
                                                {"退回", "return"}, {"", ""}));
  }

  std::map<std::string, int> ids;
  bool validate_only = false;
  std::string acted;

 private:
  absl::Status File(const v1::SubmitReportRequest& request, v1::Revision* revision) {
    ++ids[request.request_id()];
    validate_only = request.validate_only();
    const v1::AnnualReport& report = request.report();
    if (report.year() == 0) {
      FieldViolations violations;
      violations.Add("report.year", "没有填年度", "the year is missing");
      return violations.ToStatus();
    }
    if (!request.validate_only()) {
      revision->set_name(absl::StrCat(kName, "/revisions/1"));
      revision->set_state(v1::SUBMITTED);
    }
    revision->mutable_verdict()->set_outcome(report.title() == "差" ? v1::Verdict::BLOCKED
                                                                    : v1::Verdict::CLEAN);
    revision->mutable_receipt()->mutable_position()->set_partition("54");
    revision->mutable_receipt()->mutable_position()->set_sequence(9);
    revision->mutable_receipt()->mutable_position()->set_epoch(1);
    return absl::OkStatus();
  }
};

// Two pages of one report each, whatever is asked.
class FakeRetrieval : public v1::RetrievalService::Service {
 public:
  grpc::Status ListReports(grpc::ServerContext*, const v1::ListReportsRequest* request,
                           v1::ListReportsResponse* page) override {
    if (empty) return grpc::Status::OK;
    v1::Report& report = *page->add_reports();
    report.set_name(request->page_token().empty() ? kName : "agencies/54-0424205/reports/2020");
    report.set_state(request->state());
    if (request->page_token().empty()) page->set_next_page_token("2");
    return grpc::Status::OK;
  }

  grpc::Status GetReport(grpc::ServerContext*, const v1::GetReportRequest* request,
                         v1::Revision* revision) override {
    view = request->view();
    revision->set_name(absl::StrCat(kName, "/revisions/3"));
    revision->set_state(v1::SUBMITTED);
    revision->set_etag("now");
    revision->mutable_report()->set_edition(v1::EDITION_2019);
    revision->mutable_report()->mutable_table_four()->mutable_review()->set_total(8);
    return grpc::Status::OK;
  }

  bool empty = false;
  v1::View view = v1::VIEW_UNSPECIFIED;
};

class FakeRegistry : public v1::RegistryService::Service {
 public:
  grpc::Status ImportAgencies(
      grpc::ServerContext*,
      grpc::ServerReaderWriter<v1::ImportAgenciesResponse, v1::ImportAgenciesRequest>* stream)
      override {
    v1::ImportAgenciesRequest request;
    while (stream->Read(&request)) {
      imported.push_back(request.agency().name());
      v1::ImportAgenciesResponse answer;
      answer.set_index(request.index());
      if (request.agency().name() == "agencies/54-0009") {
        *answer.mutable_status() = wire::ToProto(errors::AgencyNotFound("agencies/54-7777"));
      } else {
        answer.set_change(v1::ImportAgenciesResponse::CREATED);
      }
      stream->Write(answer);
    }
    return grpc::Status::OK;
  }

  std::vector<std::string> imported;
};

class AppTest : public ::testing::Test {
 protected:
  AppTest() { std::filesystem::create_directories(folder_); }
  ~AppTest() override { std::filesystem::remove_all(folder_); }

  int Run(std::vector<std::string> arguments, const std::string& server) {
    out_.str("");
    err_.str("");
    for (const char* flag : {"--insecure-loopback", "--server"}) arguments.emplace_back(flag);
    arguments.push_back(server);
    return static_cast<int>(RunOgictl(arguments, {out_, err_, false, environment_}));
  }
  int Run(const std::vector<std::string>& arguments) { return Run(arguments, server_.target()); }

  std::string Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ + "/" + name) << text;
    return folder_ + "/" + name;
  }
  std::string WriteReport(const std::string& name, const std::string& title) {
    return Write(name, absl::StrCat(R"({"agency": "agencies/54-0424204", "year": 2020,
        "scope": "OWN", "edition": "EDITION_2019", "title": ")",
                                    title, "\"}"));
  }

  std::string out() const { return out_.str(); }
  std::string err() const { return err_.str(); }

  const std::string folder_ = ::testing::TempDir() + "ogi_app_" +
                              ::testing::UnitTest::GetInstance()->current_test_info()->name();
  client::FakeEnvironment world_;
  const client::Environment environment_ = world_.Get();
  FakeSubmission submission_;
  FakeRetrieval retrieval_;
  FakeRegistry registry_;
  client::FakeServer server_{&submission_, &retrieval_, &registry_};
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(AppTest, FilingShowsStateVerdictAndReceipt) {
  EXPECT_EQ(Run({"submit", WriteReport("a.json", "好")}), 0);
  EXPECT_THAT(out(), StartsWith("54-0424204/2020/1  已报送\n回执\n"));
  EXPECT_THAT(out(), HasSubstr("登记序号      54-1-9\n"));
  EXPECT_THAT(out(), HasSubstr("校验结论：通过\n"));
}

TEST_F(AppTest, ABlockedVerdictEndsWithFour) {
  EXPECT_EQ(Run({"submit", WriteReport("a.json", "差")}), 4);
  EXPECT_THAT(out(), HasSubstr("校验结论：有错误"));
}

TEST_F(AppTest, ARefusedFilingEndsWithTwoAndNamesTheField) {
  EXPECT_EQ(Run({"submit", Write("a.json", "{}")}), 2);
  EXPECT_THAT(err(), HasSubstr("· report.year：没有填年度\n"));
}

TEST_F(AppTest, AFileThatIsNotThereEndsWithOne) { EXPECT_EQ(Run({"submit", "/no/such"}), 1); }

TEST_F(AppTest, AServerOutOfReachEndsWithThree) {
  EXPECT_EQ(Run({"submit", WriteReport("a.json", "好")}, "127.0.0.1:1"), 3);
  EXPECT_THAT(err(), HasSubstr("连不上服务器 127.0.0.1:1"));
}

// With the server's address and all that goes with it from a profile.
TEST_F(AppTest, AProfileSaysWhereTheServerIsAndTheCommandLineHasTheLastWord) {
  setenv("XDG_CONFIG_HOME", (folder_ + "/config").c_str(), 1);
  // The fake server has no seasons: the profile is written all the same.
  EXPECT_NE(Run({"login", "trial"}), 0);
  EXPECT_THAT(out(), HasSubstr("trial.toml"));
  const std::string report = WriteReport("a.json", "好");
  const auto run = [&](const std::vector<std::string>& arguments) {
    out_.str("");
    err_.str("");
    return static_cast<int>(RunOgictl(arguments, {out_, err_, false, environment_}));
  };
  EXPECT_EQ(run({"--profile", "trial", "submit", report}), 0) << err();
  EXPECT_EQ(run({"--profile=trial", "--server", "127.0.0.1:1", "submit", report}), 3);
  EXPECT_THAT(err(), HasSubstr("127.0.0.1:1"));
  EXPECT_EQ(run({"--profile", "none", "submit", report}), 1);
  EXPECT_THAT(err(), HasSubstr("ogictl login none"));
  unsetenv("XDG_CONFIG_HOME");
}

TEST_F(AppTest, SeveralReportsAreActedOnEachByItself) {
  EXPECT_EQ(Run({"accept", "54-0424204/2020/1", "x", "54-0424204/2021/2"}), 1);
  EXPECT_THAT(out(), HasSubstr("54-0424204/2020/1  已接受\n"));
  EXPECT_THAT(out(), HasSubstr("“x”不是报告名称"));
  EXPECT_THAT(out(), HasSubstr("54-0424204/2021/2  已接受\n"));
  EXPECT_THAT(out(), HasSubstr("共 3 份，未成功 1 份。\n"));
  EXPECT_EQ(Run({"return", "54-0424204/2020/1", "54-0424204/2021/2", "--reason", "更正", "--output",
                 "json"}),
            2);
  EXPECT_THAT(out(), StartsWith(R"({"results":[{"name":"54-0424204/2020/1","error":)"));
  EXPECT_EQ(Run({"accept", "54-0424204/2020/1", "54-0424204/2021/2", "--etag", "x"}), 1);
}

TEST_F(AppTest, ManyFilesAreFiledOverTheStreamWithASummary) {
  WriteReport("a.json", "好");
  WriteReport("b.json", "差");
  Write("c.json", "{}");
  Write("d.json", "{");
  EXPECT_EQ(Run({"submit", folder_}), 2);
  EXPECT_THAT(out(),
              HasSubstr("共 4 份：已报送 2 份（通过 1，有警告 0，有错误 1），未成功 2 份。\n"));
  EXPECT_LT(out().find("a.json"), out().find("d.json"));
}

TEST_F(AppTest, ManyFilesWithoutAServerAreAllToldAsNotFiled) {
  WriteReport("a.json", "好");
  WriteReport("b.json", "差");
  EXPECT_EQ(Run({"submit", folder_}, "127.0.0.1:1"), 3);
  EXPECT_THAT(out(), HasSubstr("已报送 0 份（通过 0，有警告 0，有错误 0），未成功 2 份。\n"));
}

TEST_F(AppTest, TheSameFileAgainCarriesTheSameRequestId) {
  const std::string file = WriteReport("a.json", "好");
  Run({"submit", file});
  Run({"submit", file});
  EXPECT_THAT(submission_.ids, SizeIs(1));
  Run({"submit", file, "--again"});
  EXPECT_THAT(submission_.ids, SizeIs(2));
}

TEST_F(AppTest, ADryRunStoresNothing) {
  EXPECT_EQ(Run({"submit", "--dry-run", WriteReport("a.json", "好")}), 0);
  EXPECT_TRUE(submission_.validate_only);
  EXPECT_THAT(out(), StartsWith("仅作检查，没有报送\n"));
}

TEST_F(AppTest, JsonOfSeveralFilesIsOneObjectInTheirOrder) {
  WriteReport("a.json", "好");
  Write("b.json", "{}");
  EXPECT_EQ(Run({"--output", "json", "submit", folder_}), 2);
  EXPECT_THAT(out(), StartsWith(absl::StrCat(R"({"results":[{"file":")", folder_,
                                             R"(/a.json","revision":{"name":")")));
  EXPECT_THAT(out(), HasSubstr(R"(/b.json","error":{"code":3,)"));
  EXPECT_THAT(err(), IsEmpty());
}

TEST_F(AppTest, ErrorsInJsonGoToTheOutput) {
  EXPECT_EQ(Run({"get", "nonsense", "--output=json"}), 1);
  EXPECT_THAT(out(), StartsWith(R"({"error":{"code":3,"message":")"));
  EXPECT_THAT(err(), IsEmpty());
}

TEST_F(AppTest, ValidateNeedsNoServer) {
  const std::string file = WriteReport("a.json", "好");
  EXPECT_EQ(Run({"validate", file}, "127.0.0.1:1"), 4);
  EXPECT_THAT(out(), HasSubstr("E5"));
  EXPECT_EQ(Run({"validate", Write("b.json", "{}")}, "127.0.0.1:1"), 2);
}

TEST_F(AppTest, GetDrawsTheTables) {
  EXPECT_EQ(Run({"get", "54-0424204/2020", "--view", "published"}), 0);
  EXPECT_EQ(retrieval_.view, v1::VIEW_PUBLISHED);
  EXPECT_THAT(out(), HasSubstr("│ 行政复议 "));
}

TEST_F(AppTest, GetListsCells) {
  EXPECT_EQ(Run({"get", "54-0424204/2020", "--output", "cells"}), 0);
  EXPECT_THAT(out(), HasSubstr("table_four\treview\ttotal\t8\n"));
  EXPECT_EQ(Run({"rules", "list", "--local", "--output", "cells"}), 1);
}

TEST_F(AppTest, AViewOfARevisionIsAContradiction) {
  EXPECT_EQ(Run({"get", "54-0424204/2020/1", "--view", "latest"}), 1);
}

TEST_F(AppTest, ListReadsAllPages) {
  EXPECT_EQ(Run({"list", "--partition", "54"}), 0);
  EXPECT_THAT(out(), HasSubstr("54-0424204/2020"));
  EXPECT_THAT(out(), HasSubstr("54-0424205/2020"));
  EXPECT_THAT(out(), HasSubstr("共 2 份。\n"));
}

TEST_F(AppTest, ListByStateTellsCronByItsExitCode) {
  EXPECT_EQ(Run({"list", "--partition", "54", "--state", "returned"}), 10);
  EXPECT_EQ(Run({"list", "--partition", "54", "--state", "已退回"}), 10);
  retrieval_.empty = true;
  EXPECT_EQ(Run({"list", "--partition", "54", "--state", "returned"}), 0);
  EXPECT_EQ(Run({"list", "--partition", "54", "--state", "lost"}), 1);
}

TEST_F(AppTest, AnEmptyListIsAListInJson) {
  retrieval_.empty = true;
  EXPECT_EQ(Run({"list", "--partition", "54", "--output", "json"}), 0);
  EXPECT_EQ(out(), "{\"reports\":[]}\n");
}

TEST_F(AppTest, ListWantsOnePlaceToLook) {
  EXPECT_EQ(Run({"list"}), 1);
  EXPECT_EQ(Run({"list", "--partition", "54", "--superior", "54-0424000"}), 1);
}

TEST_F(AppTest, AnActWithoutARevisionIsOnTheLatestAndGuardedByItsEtag) {
  EXPECT_EQ(Run({"accept", "54-0424204/2020"}), 0);
  EXPECT_EQ(submission_.acted, absl::StrCat(kName, "/revisions/3 now"));
  EXPECT_THAT(out(), StartsWith("54-0424204/2020/3  已接受\n"));
  EXPECT_EQ(Run({"accept", "54-0424204/2020/2"}), 0);
  EXPECT_EQ(submission_.acted, absl::StrCat(kName, "/revisions/2 "));
}

TEST_F(AppTest, ReturningWantsAReason) {
  EXPECT_EQ(Run({"return", "54-0424204/2020/2"}), 1);
  EXPECT_EQ(Run({"return", "54-0424204/2020/2", "--reason", "表三不平"}), 2);
  EXPECT_EQ(submission_.acted, absl::StrCat(kName, "/revisions/2 表三不平"));
  EXPECT_THAT(err(), HasSubstr("已公布"));
}

TEST_F(AppTest, ImportAnswersEachRowAndGoesOnAfterABadOne) {
  const std::string file = Write("a.csv",
                                 "id,name,level,superior\n"
                                 "54-0002,乙,乡级,54-0001\n"
                                 "54-0009,丙,乡级,54-7777\n"
                                 "54-0003,丁,大,54-0001\n"
                                 "54-0001,甲,县级,\n");
  EXPECT_EQ(Run({"agencies", "import", file}), 2);
  EXPECT_THAT(registry_.imported,
              ElementsAre("agencies/54-0009", "agencies/54-0001", "agencies/54-0002"));
  EXPECT_THAT(out(), HasSubstr("第 5 行 54-0001 甲  新登记\n"));
  EXPECT_THAT(out(), HasSubstr("第 3 行 54-0009 丙  错误：没有登记该机关：agencies/54-7777。\n"));
  EXPECT_THAT(out(), HasSubstr("第 4 行 54-0003 丁  错误：有 1 处填写不符合要求：\n  · level："));
  EXPECT_THAT(out(), HasSubstr("共 4 行：新登记 2，已更新 0，未变 0，有误 2。\n"));
}

TEST_F(AppTest, HelpTellsTheExitCodesInBothLanguages) {
  EXPECT_EQ(Run({"--help"}), 0);
  EXPECT_THAT(out(), HasSubstr("退出码"));
  EXPECT_THAT(out(), Not(HasSubstr("Exit codes")));
  EXPECT_EQ(Run({"--lang", "en", "--help"}), 0);
  EXPECT_THAT(out(), HasSubstr("Exit codes"));
  EXPECT_EQ(Run({"list", "--help"}), 0);
  EXPECT_THAT(out(), HasSubstr("退出码为 10"));
}

TEST_F(AppTest, AWrongCommandLineIsToldInTheLanguageAsked) {
  EXPECT_EQ(Run({"frobnicate"}), 1);
  EXPECT_THAT(err(), StartsWith("错误：命令写法有误"));
  EXPECT_EQ(Run({"--lang", "en", "rules", "list", "--local", "--timeout", "soon"}), 1);
  EXPECT_THAT(err(), StartsWith("Error: --timeout soon"));
}

TEST_F(AppTest, NoTlsToAnotherMachineIsALocalError) {
  EXPECT_EQ(Run({"get", "54-0424204/2020"}, "10.0.0.1:7443"), 1);
}

}  // namespace
}  // namespace ogi::cli
