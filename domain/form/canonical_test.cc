#include "domain/form/canonical.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "absl/strings/escaping.h"
#include "domain/form/check.h"
#include "domain/testing/reports.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"

namespace ogi {
namespace {

using testing::HasSubstr;

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// Tests run in the project's folder.
const std::filesystem::path kFolder = "tests/canonical";

std::map<std::string, v1::AnnualReport> Vectors() {
  std::map<std::string, v1::AnnualReport> vectors;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder / "vectors")) {
    const std::string json = ReadFile(entry.path());
    const auto status = google::protobuf::util::JsonStringToMessage(
        json, &vectors[entry.path().filename().string()]);
    EXPECT_TRUE(status.ok()) << entry.path() << " " << status.ToString();
  }
  return vectors;
}

TEST(CanonicalForm, GivesTheDigestsOfTheTestVectors) {
  std::map<std::string, std::string> expected;
  std::istringstream lines(ReadFile(kFolder / "digests.txt"));
  for (std::string digest, name; lines >> digest >> name;) expected[name] = digest;

  std::map<std::string, std::string> found;
  for (const auto& [name, report] : Vectors()) {
    found[name] = absl::BytesToHexString(DigestOf(report).value());
  }
  EXPECT_EQ(found.size(), 10u);
  EXPECT_EQ(found, expected);
}

TEST(CanonicalForm, IsGivenForWellFormedVectors) {
  for (const auto& [name, report] : Vectors()) {
    FieldViolations violations;
    CheckReport(report, CivilDay(2026, 3, 1), "report", &violations);
    for (const FieldViolation& violation : violations.all()) {
      ADD_FAILURE() << name << ": " << violation.field << ": " << violation.english;
    }
  }
}

TEST(CanonicalForm, IsWrittenAsTheDocumentSays) {
  v1::AnnualReport report;
  report.set_agency("agencies/54-0424204");
  report.set_year(2020);
  report.set_scope(v1::OWN);
  report.set_edition(v1::EDITION_2019);
  report.set_title("年报");
  SetCell(report, CellNumber("table_two", "fee", "change"), -15);
  SetNote(report, CellNumber("table_four", "review", "total"), v1::CellNote::NOT_APPLICABLE)
      .set_raw_text("/");
  const std::string form = CanonicalForm(report);
  EXPECT_THAT(form, testing::StartsWith("ogi-canonical 1\nagency 10:54-0424204\nyear 4:2020\n"
                                        "scope 3:OWN\nedition 4:2019\nagency_name 0:\n"
                                        "title 6:年报\npreamble 0:\noverview.heading 0:\n"));
  EXPECT_THAT(form, HasSubstr("\ntable_two.fee 5:,-15,\n"));
  EXPECT_THAT(form, HasSubstr("\ntable_three.other 6:,,,,,,\n"));
  EXPECT_THAT(form, HasSubstr("\ntable_four.review 6:,,,,!N\n"));
  EXPECT_THAT(form, HasSubstr("\nnote 23:table_four,review,total\nnote.raw_text 1:/\n"
                              "note.candidates 0:\n"));
  EXPECT_THAT(form, testing::EndsWith("\npublication.uri 0:\nsource_document.digest 0:\n"));
}

TEST(CanonicalForm, LeavesOutHowTheReportWasRead) {
  v1::AnnualReport report = CleanReport(v1::EDITION_2021);
  SetNote(report, 40, v1::CellNote::NOT_A_NUMBER);
  v1::AnnualReport same = report;
  same.mutable_cell_notes(0)->mutable_source_span()->set_begin(10);
  same.mutable_source_document()->set_file_name("报告.pdf");
  same.mutable_source_document()->set_media_type("application/pdf");
  EXPECT_EQ(CanonicalForm(report), CanonicalForm(same));
}

TEST(CanonicalForm, DoesNotDependOnTheOrderOfNotes) {
  v1::AnnualReport report;
  SetNote(report, 40, v1::CellNote::NOT_A_NUMBER);
  SetNote(report, 50, v1::CellNote::NOT_APPLICABLE);
  v1::AnnualReport other;
  SetNote(other, 50, v1::CellNote::NOT_APPLICABLE);
  SetNote(other, 40, v1::CellNote::NOT_A_NUMBER);
  EXPECT_EQ(CanonicalForm(report), CanonicalForm(other));
}

TEST(CanonicalForm, DiffersForEveryChangeOfOneCell) {
  const v1::AnnualReport report = CleanReport(v1::EDITION_2021);
  std::set<std::string> forms = {CanonicalForm(report)};
  size_t changes = 1;
  for (const CellInfo& cell : Cells()) {
    v1::AnnualReport changed = report;
    SetCell(changed, cell.index, 1);
    forms.insert(CanonicalForm(changed));
    ++changes;
    for (const v1::CellNote::Kind kind :
         {v1::CellNote::NOT_APPLICABLE, v1::CellNote::AMBIGUOUS, v1::CellNote::NOT_A_NUMBER}) {
      ClearCell(changed, cell.index);
      SetNote(changed, cell.index, kind);
      forms.insert(CanonicalForm(changed));
      ++changes;
    }
  }
  EXPECT_EQ(forms.size(), changes);
}

TEST(CanonicalForm, TellsBlankFromZeroAndNotesFromOneAnother) {
  v1::AnnualReport report;
  const int cell = CellNumber("table_three", "received", "total");
  std::set<std::string> forms = {CanonicalForm(report)};
  SetCell(report, cell, 0);
  forms.insert(CanonicalForm(report));
  ClearCell(report, cell);
  v1::CellNote& note = SetNote(report, cell, v1::CellNote::AMBIGUOUS);
  forms.insert(CanonicalForm(report));
  note.add_candidates("12");
  forms.insert(CanonicalForm(report));
  note.set_candidates(0, "1");
  note.add_candidates("2");
  forms.insert(CanonicalForm(report));
  note.set_raw_text("1,2");
  forms.insert(CanonicalForm(report));
  EXPECT_EQ(forms.size(), 6u);
}

TEST(CanonicalForm, CannotBeForgedByTextThatLooksLikeRecords) {
  v1::AnnualReport one;
  one.set_title("甲\npreamble 3:乙");
  v1::AnnualReport other;
  other.set_title("甲");
  other.set_preamble("乙");
  EXPECT_NE(CanonicalForm(one), CanonicalForm(other));
}

TEST(CanonicalForm, KeepsMoneyAsFiled) {
  const int fee = CellNumber("table_two", "fee", "amount");
  std::set<std::string> forms;
  for (const char* amount : {"1", "1.0", "01", "1.00"}) {
    for (const v1::Money::Unit unit : {v1::Money::YUAN, v1::Money::TEN_THOUSAND_YUAN}) {
      v1::AnnualReport report;
      SetMoney(report, fee, amount, unit);
      forms.insert(CanonicalForm(report));
    }
  }
  EXPECT_EQ(forms.size(), 8u);
}

}  // namespace
}  // namespace ogi
