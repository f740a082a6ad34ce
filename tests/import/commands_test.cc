// `ogictl import` and `ogictl file`: what a clerk types, what comes back, and the exit codes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "clients/cli/app.h"
#include "clients/cli/input/parse_json.h"
#include "clients/cli/text/cells.h"
#include "clients/cli/text/json.h"
#include "clients/cpp/fake_environment.h"
#include "clients/cpp/fake_server.h"
#include "import/importer.h"
#include "ogi/v1/registry_service.grpc.pb.h"
#include "ogi/v1/submission_service.grpc.pb.h"
#include "ogi/v1/validation_service.grpc.pb.h"
#include "tests/import/layouts.h"
#include "tests/support/temporary_directory.h"

namespace ogi::import_test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

// Files everything as revision 1.
class FakeSubmission : public v1::SubmissionService::Service {
 public:
  grpc::Status SubmitReport(grpc::ServerContext*, const v1::SubmitReportRequest* request,
                            v1::Revision* revision) override {
    requests.push_back(*request);
    revision->set_name(absl::StrCat(request->parent(), "/reports/2020/revisions/1"));
    revision->set_state(v1::SUBMITTED);
    revision->mutable_receipt()->mutable_position()->set_partition("54");
    revision->mutable_receipt()->mutable_position()->set_sequence(9);
    revision->mutable_receipt()->mutable_position()->set_epoch(1);
    revision->mutable_verdict()->set_outcome(v1::Verdict::CLEAN);
    return grpc::Status::OK;
  }
  std::vector<v1::SubmitReportRequest> requests;
};

// Finds every report warned.
class FakeValidation : public v1::ValidationService::Service {
 public:
  grpc::Status ValidateReport(grpc::ServerContext*, const v1::ValidateReportRequest* request,
                              v1::Verdict* verdict) override {
    agency = request->report().agency();
    verdict->set_outcome(v1::Verdict::WARNED);
    v1::Finding& finding = *verdict->add_findings();
    finding.set_rule("W9");
    finding.set_severity(v1::WARNING);
    finding.set_result(v1::Finding::FAIL);
    finding.set_message("请核对规章数。");
    return grpc::Status::OK;
  }
  std::string agency;
};

// Whatever name is asked for, the same agencies have it.
class FakeRegistry : public v1::RegistryService::Service {
 public:
  grpc::Status LookupAgency(grpc::ServerContext*, const v1::LookupAgencyRequest* request,
                            v1::LookupAgencyResponse* response) override {
    asked.push_back(request->display_name());
    *response = answer;
    return grpc::Status::OK;
  }
  grpc::Status GetAgency(grpc::ServerContext*, const v1::GetAgencyRequest* request,
                         v1::Agency* agency) override {
    agency->set_name(request->name());
    return grpc::Status::OK;
  }
  void Add(const std::string& id, const std::string& name) {
    v1::Agency& agency = *answer.add_agencies();
    agency.set_name(absl::StrCat("agencies/", id));
    agency.set_display_name(name);
  }
  v1::LookupAgencyResponse answer;
  std::vector<std::string> asked;
};

class ImportCommands : public testing::Test {
 protected:
  int Run(std::vector<std::string> arguments, std::istream* answers = nullptr) {
    out_.str("");
    err_.str("");
    for (const char* flag : {"--insecure-loopback", "--server"}) arguments.emplace_back(flag);
    arguments.push_back(server_.target());
    return static_cast<int>(cli::RunOgictl(arguments, {out_, err_, false, environment_, answers}));
  }
  int RunAnswering(const std::vector<std::string>& arguments, const std::string& answer) {
    std::istringstream answers(answer);
    return Run(arguments, &answers);
  }

  std::string Write(const std::string& name, const std::string& bytes) {
    std::string path = directory_.Path(name);
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }

  // Everything a report has; nothing doubtful.
  static Sample WholeSample() {
    for (uint64_t seed = 1;; ++seed) {
      Dice dice(seed);
      Sample sample = MakeSample({.blanks = false, .notes = false}, dice);
      const v1::AnnualReport& report = sample.report;
      // The form of 2019 does not say in which unit procurement is.
      if (report.edition() == v1::EDITION_2021 && report.has_signed_date() &&
          !report.preamble().empty()) {
        return sample;
      }
    }
  }
  std::string WriteWhole(const std::string& name) {
    Dice dice(1);
    return Write(
        name,
        RenderHtml(Print(sample_, {.dressed_numbers = false, .free_labels = false}, dice), dice));
  }
  // The same without the last table: its cells are missing.
  std::string WritePart(const std::string& name) {
    Dice dice(1);
    PrintedItems items = Print(sample_, {}, dice);
    size_t last = 0;
    for (size_t i = 0; i < items.size(); ++i) {
      if (std::holds_alternative<PrintedTable>(items[i])) last = i;
    }
    items.erase(items.begin() + static_cast<long>(last));
    return Write(name, RenderHtml(items, dice));
  }
  // Cells run together, and some can be parted in more than one way.
  std::string WriteAmbiguous(const std::string& name) {
    for (uint64_t seed = 1;; ++seed) {
      Dice dice(seed);
      const Sample sample = MakeSample({.blanks = false, .notes = false}, dice);
      const std::string bytes =
          RenderRunTogether(Print(sample, {.dressed_numbers = false}, dice), dice);
      const absl::StatusOr<Imported> imported = ImportFile(name, bytes);
      if (!imported.ok()) continue;
      for (const v1::CellNote& note : imported->report.cell_notes()) {
        if (note.kind() == v1::CellNote::AMBIGUOUS) return Write(name, bytes);
      }
    }
  }

  std::string out() const { return out_.str(); }
  std::string err() const { return err_.str(); }
  std::string Read(const std::string& path) const {
    std::stringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
  }

  const Sample sample_ = WholeSample();
  const std::string name_ = sample_.report.agency_name();
  TemporaryDirectory directory_;
  client::FakeEnvironment world_;
  const client::Environment environment_ = world_.Get();
  FakeSubmission submission_;
  FakeValidation validation_;
  FakeRegistry registry_;
  client::FakeServer server_{&submission_, &validation_, &registry_};
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(ImportCommands, ValidateReadsADocumentAsItReadsJson) {
  world_.Advance(absl::Hours(24 * 366 * 20));
  Run({"validate", WriteWhole("a.html")});
  EXPECT_THAT(out(), HasSubstr("校验结论：")) << err();
  EXPECT_THAT(out(), HasSubstr("上年报告未在册"));
  EXPECT_THAT(out(), HasSubstr("机关未登记"));
  v1::AnnualReport report = sample_.report;
  report.set_scope(v1::OWN);
  Run({"validate", Write("a.json", cli::ToPrettyJson(report))});
  EXPECT_THAT(out(), HasSubstr("校验结论：")) << err();
}

TEST_F(ImportCommands, ValidateTakesLastYearsReportTheLevelAndTheDayOfPublication) {
  world_.Advance(absl::Hours(24 * 366 * 20));
  Sample before = sample_;
  before.report.set_year(sample_.report.year() - 1);
  before.report.set_edition(v1::EDITION_2021);
  before.report.set_scope(v1::OWN);
  const std::string last_year = Write("last.json", cli::ToPrettyJson(before.report));
  const std::string file = WriteWhole("a.html");
  Run({"validate", file, "--last-year", last_year, "--level", "乡级", "--published", "2030-01-31"});
  if (before.report.year() >= 2021) {
    EXPECT_THAT(out(), HasSubstr("校验结论：")) << err();
    EXPECT_THAT(out(), Not(HasSubstr("上年报告未在册")));
    EXPECT_THAT(out(), Not(HasSubstr("机关未登记")));
  }
  EXPECT_EQ(Run({"validate", file, "--last-year", file}), 1);
  EXPECT_THAT(err(), HasSubstr("--last-year"));
  EXPECT_EQ(Run({"validate", file, "--level", "村级"}), 1);
  EXPECT_EQ(Run({"validate", file, "--published", "昨天"}), 1);
  EXPECT_EQ(Run({"validate", file, "--server-side", "--level", "乡级"}), 1);
}

TEST_F(ImportCommands, ImportDrawsTheTablesAndSaysWhatIsSure) {
  EXPECT_EQ(Run({"import", WriteWhole("a.html")}), 0) << out();
  EXPECT_THAT(out(), AllOf(HasSubstr(name_), HasSubstr("│ 行政复议 "), HasSubstr("尚未审结"),
                           HasSubstr("没有存疑之处。\n")));
}

TEST_F(ImportCommands, ImportMarksAndListsWhatIsMissing) {
  EXPECT_EQ(Run({"import", WritePart("a.html")}), 5);
  EXPECT_THAT(out(), HasSubstr("存疑 "));
  EXPECT_EQ(Run({"--lang", "en", "import", WritePart("a.html")}), 5);
  EXPECT_THAT(out(), HasSubstr("Doubtful: "));
}

TEST_F(ImportCommands, ImportGivesTheReportInJsonForSubmit) {
  EXPECT_EQ(Run({"--output", "json", "import", WriteWhole("a.html"), "--agency", "54-0424204"}), 0);
  EXPECT_THAT(err(), IsEmpty());
  v1::AnnualReport report;
  ASSERT_TRUE(cli::ParseJson(out(), "out", &report).ok());
  EXPECT_EQ(report.agency(), "agencies/54-0424204");
  EXPECT_EQ(report.source_document().file_name(), "a.html");
  EXPECT_THAT(report.source_document().digest().value(), SizeIs(32));
}

TEST_F(ImportCommands, InJsonDoubtsGoToTheClerk) {
  EXPECT_EQ(Run({"--output", "json", "import", WritePart("a.html")}), 5);
  EXPECT_THAT(out(), StartsWith("{"));
  EXPECT_THAT(err(), HasSubstr("存疑 "));
}

TEST_F(ImportCommands, ImportListsCells) {
  EXPECT_EQ(Run({"--output", "cells", "import", WriteWhole("a.html")}), 0);
  EXPECT_EQ(out(), cli::CellLines(sample_.report));
}

TEST_F(ImportCommands, SourcesNameLineAndCharacters) {
  const std::string file = WriteWhole("a.html");
  EXPECT_EQ(Run({"import", "--sources", file}), 0);
  EXPECT_THAT(out(), AllOf(HasSubstr("出处\n"), HasSubstr(" 行 “")));
  EXPECT_EQ(Run({"--output", "cells", "import", "--sources", file}), 0);
  EXPECT_THAT(out(), HasSubstr("table_four\treview\ttotal\t"));
  EXPECT_EQ(Run({"--output", "json", "import", "--sources", file}), 1);
}

TEST_F(ImportCommands, AFileThatIsNoReportIsRefused) {
  EXPECT_EQ(Run({"import", Write("a.txt", "今天开会。\n")}), 2);
  EXPECT_THAT(err(), StartsWith("错误："));
  EXPECT_EQ(Run({"import", directory_.Path("none.txt")}), 1);
}

TEST_F(ImportCommands, AFolderIsSummedUpByConfidence) {
  WriteWhole("in/a.html");
  WriteWhole("in/deeper/a.html");
  WritePart("in/b.html");
  Write("in/c.txt", "今天开会。\n");
  Write("in/.hidden", "x");
  EXPECT_EQ(Run({"import", directory_.Path("in")}), 2);
  EXPECT_THAT(out(), AllOf(HasSubstr("共 4 份：确定 2，存疑 1，读不出 1。\n"),
                           HasSubstr("in/c.txt  读不出\n  错误：")));
  EXPECT_LT(out().find("a.html"), out().find("c.txt"));
}

TEST_F(ImportCommands, AFolderIsWrittenAndGoneOnWith) {
  WriteWhole("in/a.html");
  WritePart("in/deeper/b.html");
  const std::vector<std::string> command = {
      "import", directory_.Path("in"), "--to", directory_.Path("in/out"), "--agency", "54-0424204"};
  EXPECT_EQ(Run(command), 5);
  v1::AnnualReport report;
  ASSERT_TRUE(cli::ParseJson(Read(directory_.Path("in/out/a.html.json")), "a", &report).ok());
  EXPECT_EQ(cli::CellLines(report), cli::CellLines(sample_.report));
  EXPECT_THAT(Read(directory_.Path("in/out/deeper/b.html.doubts.txt")), HasSubstr("存疑"));

  EXPECT_EQ(Run(command), 5);
  EXPECT_THAT(out(), HasSubstr("共 2 份：确定 0，存疑 0，读不出 0，先前已导入、没有变化 2。\n"));
  // What changed is read again; what is no longer doubtful loses its list.
  WriteWhole("in/deeper/b.html");
  EXPECT_EQ(Run(command), 0);
  EXPECT_THAT(out(), HasSubstr("确定 1，存疑 0，读不出 0，先前已导入、没有变化 1。\n"));
  EXPECT_FALSE(std::filesystem::exists(directory_.Path("in/out/deeper/b.html.doubts.txt")));
}

TEST_F(ImportCommands, AFolderInJsonIsOneObject) {
  WriteWhole("in/a.html");
  Write("in/c.txt", "今天开会。\n");
  EXPECT_EQ(Run({"--output", "json", "import", directory_.Path("in")}), 2);
  EXPECT_THAT(out(), AllOf(StartsWith("{\"results\":[{\"file\":"),
                           HasSubstr("\"outcome\":\"certain\",\"doubts\":0}"),
                           HasSubstr("\"outcome\":\"unreadable\",\"error\":{\"code\":3")));
}

TEST_F(ImportCommands, TwoFilesOfOneNameWouldOverwriteEachOther) {
  EXPECT_EQ(Run({"import", WriteWhole("a/x.html"), WriteWhole("b/x.html"), "--to",
                 directory_.Path("out")}),
            1);
}

TEST_F(ImportCommands, TheRegistryIsAskedAndHowSureItIsIsSaid) {
  const std::string file = WriteWhole("a.html");
  EXPECT_EQ(Run({"import", "--agencies", file}), 0);
  EXPECT_THAT(out(), HasSubstr("登记中没有“"));
  registry_.Add("54-0424204", "别的名称");
  EXPECT_EQ(Run({"import", "--agencies", file}), 0);
  EXPECT_THAT(out(), AllOf(HasSubstr("54-0424204 别的名称"), HasSubstr("曾用名或别名")));
  registry_.answer.clear_agencies();
  registry_.Add("54-0424204", name_);
  EXPECT_EQ(Run({"import", "--agencies", file}), 0);
  EXPECT_THAT(out(), AllOf(HasSubstr("与登记的现用名称一致"), HasSubstr("agencies/54-0424204")));
  registry_.Add("54-0424205", name_);
  EXPECT_EQ(Run({"import", "--agencies", file}), 0);
  EXPECT_THAT(out(), AllOf(HasSubstr("登记中有 2 个"), Not(HasSubstr("agencies/54"))));
  EXPECT_EQ(registry_.asked.front(), name_);
}

TEST_F(ImportCommands, OfAFolderEachNameIsAskedOnce) {
  WriteWhole("in/a.html");
  WritePart("in/b.html");
  registry_.Add("54-0424204", name_);
  Run({"import", "--agencies", directory_.Path("in"), "--to", directory_.Path("out")});
  EXPECT_THAT(Read(directory_.Path("out/b.html.json")), HasSubstr("agencies/54-0424204"));
}

TEST_F(ImportCommands, FileShowsAsksAndFiles) {
  registry_.Add("54-0424204", name_);
  const std::string file = WriteWhole("a.html");
  EXPECT_EQ(RunAnswering({"file", file}, "y\n"), 0) << err();
  EXPECT_THAT(out(), AllOf(HasSubstr("尚未审结"), HasSubstr("请核对规章数。"),
                           HasSubstr("登记序号      54-1-9\n")));
  EXPECT_THAT(err(), HasSubstr("提交？[y/N] "));
  EXPECT_EQ(validation_.agency, "agencies/54-0424204");
  RunAnswering({"file", file}, "y\n");
  ASSERT_THAT(submission_.requests, SizeIs(2));
  EXPECT_EQ(submission_.requests[0].request_id(), submission_.requests[1].request_id());
}

TEST_F(ImportCommands, WithoutAYesNothingIsFiled) {
  const std::string file = WriteWhole("a.html");
  for (const char* answer : {"\n", "n\n", "", "maybe\n"}) {
    EXPECT_EQ(RunAnswering({"file", file, "--agency", "54-0424204"}, answer), 0);
    EXPECT_THAT(err(), HasSubstr("没有报送。\n"));
  }
  EXPECT_THAT(submission_.requests, IsEmpty());
}

TEST_F(ImportCommands, WithoutATerminalFileWantsAYes) {
  const std::string file = WriteWhole("a.html");
  EXPECT_EQ(Run({"file", file, "--agency", "54-0424204"}), 1);
  EXPECT_THAT(submission_.requests, IsEmpty());
  EXPECT_EQ(Run({"file", file, "--agency", "54-0424204", "--yes"}), 0) << err();
  EXPECT_THAT(submission_.requests, SizeIs(1));
}

TEST_F(ImportCommands, DoubtsThatNobodySeesAreNotFiled) {
  const std::string file = WritePart("a.html");
  EXPECT_EQ(Run({"file", file, "--agency", "54-0424204", "--yes"}), 2);
  EXPECT_THAT(submission_.requests, IsEmpty());
  EXPECT_EQ(RunAnswering({"file", file, "--agency", "54-0424204"}, "y\n"), 0);
  EXPECT_THAT(submission_.requests, SizeIs(1));
}

TEST_F(ImportCommands, AmbiguousCellsAreFiledOnlyIfAcceptedByName) {
  const std::string file = WriteAmbiguous("a.txt");
  EXPECT_EQ(RunAnswering({"file", file, "--agency", "54-0424204"}, "y\n"), 2);
  EXPECT_THAT(submission_.requests, IsEmpty());
  EXPECT_EQ(RunAnswering({"file", file, "--agency", "54-0424204", "--accept-doubts"}, "y\n"), 0);
  EXPECT_THAT(submission_.requests, SizeIs(1));
}

TEST_F(ImportCommands, AnOrganThatIsNotClearIsNotFiledFor) {
  const std::string file = WriteWhole("a.html");
  EXPECT_EQ(RunAnswering({"file", file}, "y\n"), 2);
  EXPECT_THAT(err(), HasSubstr("登记中没有"));
  registry_.Add("54-0424204", "别的名称");
  EXPECT_EQ(Run({"file", file, "--yes"}), 2);
  EXPECT_EQ(RunAnswering({"file", file}, "y\n"), 0);
  registry_.Add("54-0424205", "又一个");
  EXPECT_EQ(RunAnswering({"file", file}, "y\n"), 2);
  EXPECT_THAT(submission_.requests, SizeIs(1));
}

}  // namespace
}  // namespace ogi::import_test
