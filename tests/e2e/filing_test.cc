// From a document to a checked filing: a clerk at a terminal, ogictl, and a real server.
#include <filesystem>
#include <random>
#include <variant>

#include "absl/strings/str_cat.h"
#include "domain/form/figures.h"
#include "domain/form/printed_form.h"
#include "domain/testing/reports.h"
#include "import/importer.h"
#include "tests/e2e/e2e_fixture.h"
#include "tests/import/layouts.h"
#include "tests/support/dialogue.h"

namespace ogi {
namespace {

using import_test::Dice;
using import_test::PrintedItems;
using import_test::PrintedTable;
using import_test::Sample;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr int kDone = 0;
constexpr int kLocalError = 1;
constexpr int kRefused = 2;
constexpr int kTryLater = 3;
constexpr int kBlocked = 4;
constexpr int kDoubtful = 5;
constexpr char kQuestion[] = "提交？[y/N] ";

// A report that is all there, whose sums are right, and whose headings are the form's.
Sample CleanSample() {
  for (uint64_t seed = 1;; ++seed) {
    Dice dice(seed);
    Sample sample = MakeSample({.blanks = false, .notes = false}, dice);
    v1::AnnualReport& report = sample.report;
    const bool whole = report.edition() == v1::EDITION_2021 && report.has_signed_date() &&
                       !report.preamble().empty() && report.overview().heading() == "一、总体情况";
    if (!whole) continue;
    std::mt19937_64 random(seed);
    const v1::AnnualReport clean = RandomCleanReport(report.edition(), random);
    *report.mutable_table_three() = clean.table_three();
    *report.mutable_table_four() = clean.table_four();
    return sample;
  }
}

struct Answered {
  int code = 0;
  std::string output;
};

class Clerk : public E2eTest {
 protected:
  Clerk() { Start(); }

  void SetUp() override {
    if (!Dialogue::Possible()) GTEST_SKIP() << "no terminals here: /dev/pts is not mounted";
  }

  // The printed organ is the township on record.
  void Register() {
    v1::Agency county = NewAgency(kCounty);
    v1::Agency township = NewAgency(kTownship, kCounty);
    township.mutable_names(0)->set_text(sample_.report.agency_name());
    Import({county, township});
  }

  std::vector<std::string> Command(const std::vector<std::string>& arguments) const {
    std::vector<std::string> all = {OGI_OGICTL, "--server", target(), "--insecure-loopback"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return all;
  }
  // At a terminal: `keys` are typed once the program asks.
  Answered Ask(const std::vector<std::string>& arguments, absl::string_view keys) const {
    Dialogue dialogue(Command(arguments));
    if (dialogue.Await("[y/N] ")) dialogue.Type(keys);
    const int code = dialogue.End();
    return {code, dialogue.output()};
  }
  // Without anybody there.
  static PrintedItems Printed(const Sample& sample) {
    Dice dice(1);
    return Print(sample, {.dressed_numbers = false, .free_labels = false}, dice);
  }
  std::string WriteGood(const std::string& name) const {
    Dice dice(1);
    return Write(name, RenderHtml(Printed(sample_), dice));
  }
  // The natural persons of what is carried over are one too many for the row's total.
  std::string WriteWrongSum(const std::string& name) const {
    Sample wrong = sample_;
    const int cell = CellNumber("table_three", "carried_in", "natural_person");
    SetCell(wrong.report, cell, Figures(wrong.report).number(cell) + 1);
    Dice dice(1);
    return Write(name, RenderHtml(Printed(wrong), dice));
  }
  // Table four is missing.
  std::string WriteDoubtful(const std::string& name) const {
    PrintedItems items = Printed(sample_);
    size_t last = 0;
    for (size_t i = 0; i < items.size(); ++i) {
      if (std::holds_alternative<PrintedTable>(items[i])) last = i;
    }
    items.erase(items.begin() + static_cast<long>(last));
    Dice dice(1);
    return Write(name, RenderHtml(items, dice));
  }
  // Digits ran together, and the sums leave more than one way to part them.
  std::string WriteAmbiguous(const std::string& name) const {
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

  // The one revision there is.
  v1::AnnualReport Filed() {
    const std::map<std::string, v1::Revision> revisions = AllRevisions();
    EXPECT_THAT(revisions, SizeIs(1));
    return revisions.empty() ? v1::AnnualReport() : revisions.begin()->second.report();
  }

  static void ExpectFigures(const v1::AnnualReport& filed, const v1::AnnualReport& printed) {
    const Figures got(filed);
    const Figures wanted(printed);
    for (const int cell : FormOf(printed.edition()).cells) {
      EXPECT_EQ(got.ListingText(cell), wanted.ListingText(cell)) << cell;
    }
  }

  const Sample sample_ = CleanSample();
};

TEST_F(Clerk, FilesADocumentAndReadsTheSameFiguresBack) {
  Register();
  const Answered filed = Ask({"file", WriteGood("a.html")}, "y\n");
  EXPECT_EQ(filed.code, kDone) << filed.output;
  EXPECT_THAT(filed.output,
              AllOf(HasSubstr("与登记的现用名称一致"), HasSubstr("尚未审结"),
                    HasSubstr("没有存疑之处"), HasSubstr("将报送："), HasSubstr(kQuestion),
                    HasSubstr("回执"), HasSubstr(sample_.report.agency_name())));
  ExpectFigures(Filed(), sample_.report);
}

TEST_F(Clerk, FilesEveryKindOfDocument) {
  Register();
  Dice dice(1);
  const PrintedItems items = Printed(sample_);
  // Other bytes are another source document, so each is a revision of its own.
  for (const std::string& file :
       {Write("a.txt", RenderTabs(items, dice)), Write("a.docx", RenderDocx(items, dice)),
        Write("a.pdf", RenderPdf(items, dice))}) {
    const Answered filed = Ask({"file", file, "--agency", "54-0424204"}, "y\n");
    EXPECT_EQ(filed.code, kDone) << filed.output;
  }
  const std::map<std::string, v1::Revision> revisions = AllRevisions();
  EXPECT_THAT(revisions, SizeIs(3));
  for (const auto& [name, revision] : revisions) ExpectFigures(revision.report(), sample_.report);
}

TEST_F(Clerk, FilesNothingWithoutAYes) {
  Register();
  const std::string file = WriteGood("a.html");
  // The last is the end of the input.
  for (const char* keys : {"n\n", "\n", "yo\n", "\x04"}) {
    const Answered asked = Ask({"file", file}, keys);
    EXPECT_EQ(asked.code, kDone) << asked.output;
    EXPECT_THAT(asked.output, HasSubstr("没有报送"));
  }
  EXPECT_THAT(AllRevisions(), IsEmpty());
}

TEST_F(Clerk, WithoutATerminalMustSayYesBeforehand) {
  Register();
  const std::string file = WriteGood("a.html");
  Do({"file", file}, kLocalError);
  EXPECT_THAT(AllRevisions(), IsEmpty());
  Do({"file", file, "--yes"});
  ExpectFigures(Filed(), sample_.report);
}

TEST_F(Clerk, SeesAWrongSumBeforeItIsFiled) {
  Register();
  const std::string file = WriteWrongSum("a.html");
  const Answered refused = Ask({"file", file}, "n\n");
  EXPECT_EQ(refused.code, kDone);
  const size_t question = refused.output.find(kQuestion);
  ASSERT_NE(question, std::string::npos) << refused.output;
  EXPECT_THAT(refused.output.substr(0, question),
              AllOf(HasSubstr("相差 1"), HasSubstr("不会被接受")));
  EXPECT_THAT(AllRevisions(), IsEmpty());

  const Answered filed = Ask({"file", file}, "y\n");
  EXPECT_EQ(filed.code, kBlocked) << filed.output;
  // As written: the importer mends nothing.
  const int cell = CellNumber("table_three", "carried_in", "natural_person");
  EXPECT_EQ(Figures(Filed()).number(cell), Figures(sample_.report).number(cell) + 1);
}

TEST_F(Clerk, FilesWhatIsDoubtfulOnlyAfterALook) {
  Register();
  const std::string file = WriteDoubtful("a.html");
  EXPECT_THAT(Do({"import", file}, kDoubtful), HasSubstr("存疑 "));
  EXPECT_THAT(Do({"file", file, "--yes"}, kRefused), HasSubstr("没有报送"));
  EXPECT_THAT(Ask({"file", file}, "n\n").output, HasSubstr("存疑 "));
  EXPECT_THAT(AllRevisions(), IsEmpty());
  Ask({"file", file}, "y\n");
  EXPECT_FALSE(Filed().has_table_four());
}

TEST_F(Clerk, FilesCellsWithSeveralReadingsOnlyIfAcceptedByName) {
  Register();
  const std::string file = WriteAmbiguous("a.txt");
  const Answered refused = Ask({"file", file, "--agency", "54-0424204"}, "y\n");
  EXPECT_EQ(refused.code, kRefused);
  EXPECT_THAT(refused.output, AllOf(HasSubstr("--accept-doubts"), Not(HasSubstr(kQuestion))));
  EXPECT_THAT(AllRevisions(), IsEmpty());
  const Answered filed = Ask({"file", file, "--agency", "54-0424204", "--accept-doubts"}, "y\n");
  EXPECT_EQ(filed.code, kBlocked) << filed.output;
  EXPECT_THAT(Filed().cell_notes(), Not(IsEmpty()));
}

TEST_F(Clerk, FilesADocumentOnce) {
  Register();
  const std::string file = WriteGood("a.html");
  const Answered first = Ask({"file", file}, "y\n");
  const std::string receipt = first.output.substr(first.output.find("回执"));
  // The very receipt, to the microsecond.
  EXPECT_THAT(Ask({"file", file}, "y\n").output,
              AllOf(HasSubstr("内容与第 1 版相同，没有重新报送"), HasSubstr(receipt)));
  EXPECT_THAT(Do({"file", file, "--yes"}), HasSubstr(receipt));
  EXPECT_THAT(AllRevisions(), SizeIs(1));
}

TEST_F(Clerk, LearnsThatAnOrganIsUnknownBeforeBeingAsked) {
  Register();
  const std::string file = WriteGood("a.html");
  const Answered asked = Ask({"file", file, "--agency", "54-0424999"}, "y\n");
  EXPECT_EQ(asked.code, kRefused);
  EXPECT_THAT(asked.output,
              AllOf(HasSubstr("没有登记该机关：agencies/54-0424999"), Not(HasSubstr(kQuestion))));
  EXPECT_THAT(Do({"--lang", "en", "file", file, "--agency", "54-0424999", "--yes"}, kRefused),
              HasSubstr("agencies/54-0424999"));
  EXPECT_THAT(AllRevisions(), IsEmpty());
}

TEST_F(Clerk, IsToldWhenTheCodeIsOfAnotherOrganThanTheDocuments) {
  Register();
  const Answered asked = Ask({"file", WriteGood("a.html"), "--agency", "54-0424000"}, "n\n");
  EXPECT_THAT(asked.output,
              HasSubstr(absl::StrCat("文件中写的是“", sample_.report.agency_name(), "”")));
}

TEST_F(Clerk, IsToldThatTheNamedOrganIsNotOnRecord) {
  const std::string file = WriteGood("a.html");
  const Answered asked = Ask({"file", file}, "y\n");
  EXPECT_EQ(asked.code, kRefused);
  EXPECT_THAT(asked.output, HasSubstr("登记中没有“"));
}

TEST_F(Clerk, IsToldThatTheServerCannotBeReached) {
  const std::string file = WriteGood("a.html");
  Stop(SIGKILL);
  EXPECT_THAT(Do({"--timeout", "0.3", "file", file, "--yes"}, kTryLater),
              AllOf(HasSubstr("错误：连不上服务器"), HasSubstr(target())));
  EXPECT_THAT(Do({"--timeout", "0.3", "--lang", "en", "file", file, "--yes"}, kTryLater),
              AllOf(HasSubstr("Error: Cannot reach the server"), HasSubstr(target())));
}

TEST_F(Clerk, WhoseServerIsLostAtTheQuestionFilesNothingAndMayJustDoItAgain) {
  Register();
  const std::string file = WriteGood("a.html");
  Dialogue dialogue(Command({"--timeout", "3", "file", file}));
  ASSERT_TRUE(dialogue.Await(kQuestion)) << dialogue.output();
  Stop(SIGKILL);
  dialogue.Type("y\n");
  EXPECT_EQ(dialogue.End(), kTryLater);
  EXPECT_THAT(dialogue.output(), AllOf(HasSubstr("连不上服务器"), Not(HasSubstr("回执"))));
  Start();
  EXPECT_THAT(AllRevisions(), IsEmpty());
  EXPECT_EQ(Ask({"file", file}, "y\n").code, kDone);
  ExpectFigures(Filed(), sample_.report);
}

TEST_F(Clerk, ImportsAFolderThenSubmitsIt) {
  Register();
  WriteGood("in/a.html");
  WriteDoubtful("in/b.html");
  Write("in/c.txt", "今天开会。\n");
  const std::vector<std::string> import = {"import", Directory("in"), "--agencies", "--to",
                                           Directory("out")};
  EXPECT_THAT(Do(import, kRefused), HasSubstr("共 3 份：确定 1，存疑 1，读不出 1。"));
  const std::string report = Read(Directory("out/a.html.json"));
  EXPECT_THAT(report, HasSubstr(kTownship));
  // Again: what is done is passed over, and not written anew.
  const auto written = std::filesystem::last_write_time(Directory("out/a.html.json"));
  EXPECT_THAT(Do(import, kRefused),
              HasSubstr("共 3 份：确定 0，存疑 0，读不出 1，先前已导入、没有变化 2。"));
  EXPECT_EQ(std::filesystem::last_write_time(Directory("out/a.html.json")), written);

  Do({"submit", Directory("out/a.html.json")});
  ExpectFigures(Filed(), sample_.report);
  // The same content by the other way is the same filing.
  Ask({"file", Directory("in/a.html")}, "y\n");
  EXPECT_THAT(AllRevisions(), SizeIs(1));
}

TEST_F(Clerk, WhoNamesAFolderToFileIsToldSo) {
  Write("in/a.txt", "");
  EXPECT_THAT(Do({"file", Directory("in"), "--yes"}, kLocalError), HasSubstr("是文件夹"));
}

}  // namespace
}  // namespace ogi
