#include "import/tables/column_headings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "import/text/testing/folded_text.h"

namespace ogi::reading {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// The names of the columns; `-` for a cell that names none.
std::vector<std::string> Names(const std::vector<ColumnHeading>& headings) {
  std::vector<std::string> names;
  for (const ColumnHeading& each : headings) {
    names.emplace_back(each.word == nullptr ? "-" : each.word->column);
  }
  return names;
}

std::vector<std::string> NamesIn(Table table, absl::string_view text) {
  const FoldedText folded(text);
  return Names(HeadingsIn(folded.folded, table, folded.all()));
}

TEST(ColumnHeadingsTest, ALineIsReadWordByWord) {
  EXPECT_THAT(NamesIn(Table::kTwo, "信息内容 本年新制作数量 本年新公开数量 对外公开总数量\n"),
              ElementsAre("made", "newly_disclosed", "total_disclosed"));
  EXPECT_THAT(NamesIn(Table::kThree, "自然人 法人或其他组织 总计\n商业企业 科研机构\n"),
              ElementsAre("natural_person", kOrganisations, "total", "commercial_enterprise",
                          "research_institution"));
}

TEST(ColumnHeadingsTest, MarksWithinAHeadingDoNotPartIt) {
  EXPECT_THAT(NamesIn(Table::kTwo, "上一年项目数量 本年增/减 处理决定数量\n"),
              ElementsAre("items_last_year", "change", "decisions"));
}

TEST(ColumnHeadingsTest, BrokenWordsOfTableFourAreToldByTheirFirstGlyph) {
  EXPECT_THAT(NamesIn(Table::kFour, "结果维 结果纠\n持 正\n"), ElementsAre("upheld", "corrected"));
}

TEST(ColumnHeadingsTest, ACellOfAGridIsOneHeadingWithItsColumns) {
  const FoldedText text(
      "<html><table><tr><td>信息<td colspan=2>企业<td>备注<tr><td>x<td>1<td>2<td>3</table></html>");
  const std::vector<ColumnHeading> headings =
      HeadingsIn(text.folded, Table::kThree, PartOfBlock(text.folded, 0, SIZE_MAX));
  EXPECT_EQ(headings[1].word->column, "commercial_enterprise");
  EXPECT_EQ(headings[1].place, 1);
  EXPECT_EQ(headings[1].column, 1);
  EXPECT_TRUE(headings[1].over(2, 1));
  EXPECT_FALSE(headings[1].over(3, 1));
  EXPECT_EQ(headings[2].word, nullptr);
}

TEST(ColumnHeadingsTest, AWordThatIsAHeadingAloneIsNoneWithinOthers) {
  EXPECT_THAT(NamesIn(Table::kThree, "<html><table><tr><td>其他<td>其他处理</table></html>"),
              ElementsAre("other", "-"));
  EXPECT_THAT(NamesIn(Table::kThree, "其他 其他处理\n"), IsEmpty());
}

TEST(ColumnHeadingsTest, AHeadingOverSeveralKindsIsNoneOfThem) {
  EXPECT_THAT(
      NamesIn(
          Table::kThree,
          "<html><table><tr><td>自然人<td>法人或其他组织（商业企业、科研机构等）</table></html>"),
      ElementsAre("natural_person", "-"));
}

TEST(ColumnHeadingsTest, ACellThatNamesTwoColumnsIsBoth) {
  EXPECT_THAT(
      NamesIn(Table::kThree, "<html><table><tr><td>商业企业科研机构<td>总计</table></html>"),
      ElementsAre("commercial_enterprise", "research_institution", "total"));
}

TEST(ColumnHeadingsTest, OnlyTheRangeIsRead) {
  const FoldedText text("自然人 商业企业 科研机构\n");
  EXPECT_THAT(Names(HeadingsIn(text.folded, Table::kThree, {3, 7})),
              ElementsAre("commercial_enterprise"));
}

}  // namespace
}  // namespace ogi::reading
