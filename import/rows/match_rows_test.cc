#include "import/rows/match_rows.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "import/text/testing/folded_text.h"

namespace ogi::reading {
namespace {

// The rows of a table that lines are taken for: `name=first value`, `?` before one by place;
// then those without figures.
std::string Aligned(absl::string_view lines, Table table = Table::kTwo) {
  const FoldedText text(lines);
  const ItemList list = Itemize(text.folded, text.all());
  const std::vector<bool> yes(list.items.size(), true);
  std::string drawn;
  const RowMatches found = Align(list, yes, yes, RowLabelsOf(table));
  for (const RowMatch& match : found.matches) {
    drawn += drawn.empty() ? "" : " ";
    drawn += match.by_place ? "?" : "";
    absl::StrAppend(&drawn, TableRowAt(match.row).name);
    drawn += "=" + list.items[match.item].values.front().digits;
  }
  for (const BlankRow& row : found.blank) {
    absl::StrAppend(&drawn, drawn.empty() ? "" : " ", TableRowAt(row.row).name, "=blank");
  }
  return drawn;
}

TEST(AlignTest, RowsAreFoundByTheirLabels) {
  EXPECT_EQ(Aligned("规章 4 0 9\n行政规范性文件 7 2 8\n行政许可 5\n"),
            "regulation=4 normative_document=7 licence=5");
}

TEST(AlignTest, WhatIsNoRowIsPassedOver) {
  EXPECT_EQ(Aligned("规章 4 0 9\n今天气温 31 25\n行政许可 5\n"), "regulation=4 licence=5");
}

TEST(AlignTest, ALabelMayStandAboveAndBelowItsValues) {
  EXPECT_EQ(Aligned("规章 4 0 9\n行政规范\n7 2 8\n性文件\n行政许可 5\n"),
            "regulation=4 normative_document=7 licence=5");
}

TEST(AlignTest, ARowIsMatchedOnce) {
  EXPECT_EQ(Aligned("行政许可 5\n行政许可 6\n").find("licence"),
            Aligned("行政许可 5\n行政许可 6\n").rfind("licence"));
}

TEST(AlignTest, ARowWithoutLabelIsFoundByItsPlaceAndThatIsSaid) {
  EXPECT_EQ(Aligned("规章 4 0 9\n7 2 8\n行政许可 5\n"),
            "regulation=4 ?normative_document=7 licence=5");
}

TEST(AlignTest, OneRowTooManyIsFoundByNoPlace) {
  EXPECT_EQ(Aligned("规章 4 0 9\n7 2 8\n6 2 8\n行政许可 5\n"), "regulation=4 licence=5");
}

TEST(AlignTest, FindingI1ALabelBeforeALabelIsBlank) {
  EXPECT_EQ(Aligned("规章 4 0 9\n行政规范性文件\n行政许可 5\n"),
            "regulation=4 licence=5 normative_document=blank");
  EXPECT_EQ(Aligned("行政许可 5\n行政处罚行政强制 6\n"), "licence=5 coercion=6 penalty=blank");
  EXPECT_EQ(Aligned("行政许可 5\n行政处罚\n行政强制\n行政事业性收费 6 0\n"),
            "licence=5 fee=6 penalty=blank coercion=blank");
}

TEST(AlignTest, FindingI1SoIsOneThatIsBrokenOverLines) {
  EXPECT_EQ(Aligned("（一）予以公开 3 1 1 1 1 1 8\n（二）部分公开（区分处理的，只计这\n"
                    "一情形，不计其他情形）\n1.属于国家秘密 5 0 0 0 0 0 5\n",
                    Table::kThree),
            "granted=3 refused.state_secret=5 partly_granted=blank");
}

TEST(AlignTest, WhatStandsLeftOfSeveralRowsIsNoPieceOfTheirLabels) {
  EXPECT_EQ(Aligned("7.属于行政执法案\n本年度办理结果\n4 0 0 0 0 0 4\n卷\n8.属于行政查询事\n"
                    "2 0 0 0 0 0 2\n项\n",
                    Table::kThree),
            "refused.enforcement_file=4 refused.administrative_inquiry=2");
}

TEST(AlignTest, AWholeLabelBelowValuesIsThatOfTheNextRow) {
  EXPECT_EQ(Aligned("4.无正当理由大量反复申\n予处理 6 0 0 0 0 0 6\n请\n5.要求行政机关确认或重\n"
                    "新出具已获取信息\n",
                    Table::kThree),
            "not_processed.excessive=6 not_processed.confirm_or_reissue=blank");
}

TEST(AlignTest, LabelsInAHeapBelongToNoValues) {
  EXPECT_EQ(Aligned("行政许可\n行政处罚\n行政强制\n5\n6\n7\n"),
            "licence=blank penalty=blank coercion=blank");
}

TEST(AlignTest, NothingHasNoRows) {
  EXPECT_EQ(Aligned(""), "");
  EXPECT_EQ(Aligned("规章\n"), "regulation=blank");
}

}  // namespace
}  // namespace ogi::reading
