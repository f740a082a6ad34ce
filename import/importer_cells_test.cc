// What stands in cells and beside them: what is a number, whose number, and what is none.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_replace.h"
#include "domain/form/cells.h"
#include "domain/form/figures.h"
#include "import/importer.h"
#include "import/testing/shape.h"

namespace ogi {
namespace {

using import_testing::Cell;
using import_testing::DoubtsOf;
using import_testing::Import;
using import_testing::Page;
using import_testing::Row;
using import_testing::RowOfThree;
using import_testing::Shape;
using import_testing::Text;
using ::testing::HasSubstr;

constexpr char kBlankRow[] = "blank blank blank blank blank blank blank";

TEST(ImporterCellsTest, FindingI1RowsWithoutFiguresTakeNobodys) {
  Shape shape;
  shape.RowOf("部分公开").resize(1);
  shape.RowOf("收费通知").resize(1);
  shape.three[22].resize(1);
  for (const char* separator : {"\t", " "}) {
    const Imported imported = Import(Text(shape, separator));
    EXPECT_EQ(RowOfThree(imported, "granted"), "2 1 0 0 0 0 3");
    EXPECT_EQ(RowOfThree(imported, "partly_granted"), kBlankRow);
    EXPECT_EQ(RowOfThree(imported, "other.fee_overdue"), kBlankRow);
    EXPECT_EQ(RowOfThree(imported, "other.other"), kBlankRow);
    EXPECT_EQ(RowOfThree(imported, "outcome_total"), "3 1 0 0 0 1 5");
    EXPECT_THAT(DoubtsOf(imported), HasSubstr("“（六）其他处理 3.其他”一行没有填数字"));
  }
}

TEST(ImporterCellsTest, FindingI1NorDoThoseOfTableTwo) {
  Shape shape;
  shape.two[9].resize(1);
  const Imported imported = Import(Text(shape, " "));
  EXPECT_EQ(Cell(imported, "table_two", "penalty", "decisions"), "blank");
  EXPECT_EQ(Cell(imported, "table_two", "coercion", "decisions"), "4");
}

TEST(ImporterCellsTest, FindingI4TableFourWithSwappedHeadingsIsNotReadByPlace) {
  Shape shape;
  for (size_t group = 0; group < 3; ++group)
    std::swap(shape.four[0][1][group * 5], shape.four[0][1][group * 5 + 1]);
  const Imported imported = Import(Text(shape, " "));
  EXPECT_EQ(Cell(imported, "table_four", "review", "upheld"), "blank");
  EXPECT_THAT(DoubtsOf(imported), HasSubstr("表头各列的次序与格式不同"));
}

TEST(ImporterCellsTest, FindingI7WhatIsNoNumberIsADoubtThatQuotesIt) {
  for (const char* said : {"近300", "1,2", "O", "5949.0900000000001"}) {
    Shape shape;
    shape.two[9][1] = said;
    const Imported imported = Import(Page(shape));
    EXPECT_EQ(Cell(imported, "table_two", "penalty", "decisions"), "not_a_number") << said;
    EXPECT_THAT(DoubtsOf(imported), HasSubstr(said));
    EXPECT_EQ(Cell(imported, "table_two", "coercion", "decisions"), "4") << said;
  }
  Shape shape;
  shape.two[9][1] = "近300";
  EXPECT_EQ(Cell(Import(Text(shape, " ")), "table_two", "penalty", "decisions"), "not_a_number");
}

TEST(ImporterCellsTest, FindingI7MarksAreOneDoubt) {
  Shape shape;
  shape.two[2] = {"规章", "/", "/", "/"};
  const Imported imported = Import(Page(shape));
  ASSERT_EQ(imported.doubts.size(), 1u);
  EXPECT_THAT(DoubtsOf(imported), HasSubstr("有 3 格填的是“/”"));
}

TEST(ImporterCellsTest, ARemarkBehindTheFiguresIsNoFigure) {
  Shape shape;
  shape.two[3] = {"行政规范性文件", "2", "1", "9", "含联合发文"};
  EXPECT_EQ(Cell(Import(Page(shape)), "table_two", "normative_document", "in_force"), "9");
}

TEST(ImporterCellsTest, FindingI9TwoRowsOfHeadingsOnOneLineAreInTheFormsOrder) {
  const std::string text = absl::StrReplaceAll(
      Text(Shape(), " "),
      {{"自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计",
        "自然人 法人或其他组织 总计 商业企业 科研机构 社会公益组织 法律服务机构 其他"}});
  EXPECT_EQ(RowOfThree(Import(text), "received"), "3 2 0 0 0 1 6");
}

TEST(ImporterCellsTest, Word10ADoubtAboutTheOrderOfColumnsNamesTwoOfThem) {
  Shape shape;
  std::swap(shape.applicants[1], shape.applicants[2]);
  const Imported imported = Import(Text(shape, " "));
  EXPECT_EQ(RowOfThree(imported, "received"), kBlankRow);
  EXPECT_THAT(DoubtsOf(imported), HasSubstr("（“科研”排在“商业”之前）"));
}

TEST(ImporterCellsTest, HeadingsThatEverySumSpeaksAgainstAreNotFollowed) {
  Shape shape;
  shape.applicants = {"自然人",       "总计",         "商业企业", "科研机构",
                      "社会公益组织", "法律服务机构", "其他"};
  const Imported imported = Import(Page(shape));
  EXPECT_EQ(RowOfThree(imported, "received"), kBlankRow);
  EXPECT_THAT(DoubtsOf(imported), HasSubstr("表头各列的次序与格式不同"));
}

TEST(ImporterCellsTest, FindingI11AColumnMoreInEveryRowIsOneDoubtThatCounts) {
  Shape shape;
  for (Row& row : shape.three) row.insert(row.begin() + 7, "0");
  const Imported imported = Import(Text(shape, " "));
  ASSERT_EQ(imported.doubts.size(), 1u);
  EXPECT_THAT(DoubtsOf(imported), HasSubstr("表三有 25 行每行 8 个数，格式是 7 列"));
}

TEST(ImporterCellsTest, FindingI12ANoteBesideAFigureIsNoFigure) {
  Shape shape;
  shape.two[3][1] = "22（其中修订16件）";
  for (const std::string& document : {Page(shape), Text(shape, " ")}) {
    EXPECT_EQ(Cell(Import(document), "table_two", "normative_document", "made"), "22");
  }
}

TEST(ImporterCellsTest, FindingI19AYearBehindFiguresIsOfTheNextSentence) {
  const std::string text = absl::StrReplaceAll(
      Text(Shape(), " "),
      {{"行政事业性收费 12.50\n", "行政事业性收费02025年，我局没有收费。\n"},
       {"继续办理 0 1 0 0 0 0 1\n", "继续办理01000012025年，我局继续努力。\n"}});
  const Imported imported = Import(text);
  EXPECT_EQ(Cell(imported, "table_two", "fee", "amount"), "0");
  EXPECT_EQ(RowOfThree(imported, "carried_out"), "0 1 0 0 0 0 1");
}

TEST(ImporterCellsTest, FindingI13TraditionalCharactersAreSaidToBeThat) {
  const absl::StatusOr<Imported> imported = ImportFile(
      "report",
      "某機關2022年政府資訊公開工作年度報告\n收到申請數據條件請見機關報告，開放資訊數據。\n");
  ASSERT_FALSE(imported.ok());
  EXPECT_THAT(std::string(imported.status().message()), HasSubstr("繁体字"));
}

TEST(ImporterCellsTest, FindingI14TheYearMayBeGiven) {
  const std::string text =
      absl::StrReplaceAll(Text(Shape(), " "), {{"云岭县水务局2022年政府", "云岭县水务局政府"}});
  EXPECT_EQ(Import(text).report.year(), 0);
  const absl::StatusOr<Imported> given = ImportFile("report", text, nullptr, 2022);
  ASSERT_TRUE(given.ok()) << given.status();
  EXPECT_EQ(given->report.year(), 2022);
  EXPECT_EQ(given->report.edition(), v1::EDITION_2021);

  const absl::StatusOr<Imported> other = ImportFile("report", Text(Shape(), " "), nullptr, 2023);
  ASSERT_TRUE(other.ok()) << other.status();
  EXPECT_THAT(DoubtsOf(*other), HasSubstr("文件写的年度是 2022，按所给的 2023 年读取"));
}

TEST(ImporterCellsTest, FindingI15TwoCopiesThatDifferAreSaidToBeTwo) {
  Shape shape;
  Shape other;
  other.RowOf("予以公开")[1] = "9";
  const std::string text = Text(shape, " ");
  const std::string copy = Text(other, " ");
  const Imported imported = Import(text + copy.substr(copy.find('\n')));
  EXPECT_THAT(DoubtsOf(imported), HasSubstr("同一张表在文件中出现了两次"));
}

}  // namespace
}  // namespace ogi
