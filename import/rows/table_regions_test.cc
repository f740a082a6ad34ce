#include "import/rows/table_regions.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "domain/form/cells.h"
#include "domain/form/printed_form.h"
#include "import/text/testing/folded_text.h"

namespace ogi::reading {
namespace {

// The rows of a table as lines, each with as many zeros as it has cells.
std::string Rows(Table table) {
  std::string lines;
  for (const FormBlock& block :
       FormOf(v1::EDITION_2021).tables[static_cast<size_t>(table)].blocks) {
    for (const FormColumn& column : block.columns) absl::StrAppend(&lines, column.label, " ");
    absl::StrAppend(&lines, "\n");
    for (const FormRow& row : block.rows) {
      absl::StrAppend(&lines, row.label);
      for (size_t i = 0; i < row.cells.size(); ++i) absl::StrAppend(&lines, " 0");
      absl::StrAppend(&lines, "\n");
    }
  }
  return lines;
}

std::string Prose(int lines) {
  std::string text;
  for (int i = 0; i < lines; ++i)
    absl::StrAppend(&text, "办公室牵头梳理目录，各科室按职责分工。\n");
  return text;
}

bool AnyHolds(const FoldedText& text, const std::vector<GlyphRange>& regions,
              absl::string_view words) {
  for (const GlyphRange region : regions) {
    if (text.Text(region).find(words) != absl::string_view::npos) return true;
  }
  return false;
}

TEST(RegionsTest, HoldTheWholeTable) {
  const FoldedText text(
      absl::StrCat(Prose(5), Rows(Table::kTwo), Prose(60), Rows(Table::kThree), Prose(60)));
  const TableRegions regions = FindRegions(text.folded);
  EXPECT_TRUE(AnyHolds(text, regions.Of(Table::kTwo), "规章 0 0 0"));
  EXPECT_TRUE(AnyHolds(text, regions.Of(Table::kTwo), "行政事业性收费 0"));
  EXPECT_TRUE(AnyHolds(text, regions.Of(Table::kThree), "一、本年新收政府信息公开申请数量 0"));
  EXPECT_TRUE(AnyHolds(text, regions.Of(Table::kThree), "四、结转下年度继续办理 0"));
}

TEST(RegionsTest, TwoTablesOfAKindAreBothThere) {
  const FoldedText text(
      absl::StrCat(Rows(Table::kThree), "甲\n", Prose(60), "乙\n", Rows(Table::kThree)));
  size_t begin = text.all().end;
  size_t end = 0;
  const TableRegions regions = FindRegions(text.folded);
  for (const GlyphRange region : regions.Of(Table::kThree)) {
    begin = std::min(begin, region.begin);
    end = std::max(end, region.end);
  }
  EXPECT_LT(begin, 40u);
  EXPECT_GT(end, text.all().end - 20);
}

TEST(RegionsTest, ProseHasNone) {
  for (const std::string& bytes : {std::string(), Prose(3), std::string("行政许可 3 件。\n")}) {
    const FoldedText text(bytes);
    const TableRegions regions = FindRegions(text.folded);
    EXPECT_TRUE(regions.Of(Table::kThree).empty()) << bytes;
    EXPECT_TRUE(regions.Of(Table::kFour).empty()) << bytes;
  }
}

TEST(RegionsTest, LieWithinTheDocument) {
  const FoldedText text(absl::StrCat(Rows(Table::kTwo), Rows(Table::kThree)));
  const TableRegions regions = FindRegions(text.folded);
  for (const auto& kind :
       {regions.Of(Table::kTwo), regions.Of(Table::kThree), regions.Of(Table::kFour)}) {
    for (const GlyphRange region : kind) {
      EXPECT_FALSE(region.empty());
      EXPECT_LE(region.end, text.all().end);
    }
  }
}

}  // namespace
}  // namespace ogi::reading
