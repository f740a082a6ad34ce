#include "clients/cli/text/grid.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_split.h"
#include "clients/cli/text/text_width.h"

namespace ogi::cli {
namespace {

TEST(GridTest, DrawsChineseAligned) {
  Grid grid({20, 8});
  grid.AddRow({{"信息内容", Align::kCentre}, {"数量", Align::kCentre}});
  grid.AddRule();
  grid.AddRow({{"规章"}, {"0", Align::kRight}});
  grid.AddRow({{"规范性文件"}, {"12", Align::kRight}});
  EXPECT_EQ(grid.Draw(),
            "┌────────────┬──────┐\n"
            "│  信息内容  │ 数量 │\n"
            "├────────────┼──────┤\n"
            "│ 规章       │    0 │\n"
            "│ 规范性文件 │   12 │\n"
            "└────────────┴──────┘\n");
}

TEST(GridTest, SpansJoinColumns) {
  Grid grid({4, 4, 4});
  grid.AddRow({{"一"}, {"合并", Align::kCentre, 2}});
  grid.AddRule();
  grid.AddRow({{"二"}, {"三"}, {"四"}});
  grid.AddRule();
  grid.AddRow({{"全部", Align::kLeft, 3}});
  EXPECT_EQ(grid.Draw(),
            "┌────┬─────────┐\n"
            "│ 一 │  合并   │\n"
            "├────┼────┬────┤\n"
            "│ 二 │ 三 │ 四 │\n"
            "├────┴────┴────┤\n"
            "│ 全部         │\n"
            "└──────────────┘\n");
}

TEST(GridTest, WideTextIsWrappedInItsColumn) {
  Grid grid({4, 4});
  grid.AddRow({{"社会公益组织"}, {"1", Align::kRight}});
  EXPECT_EQ(grid.Draw(),
            "┌──────┬───┐\n"
            "│ 社会 │ 1 │\n"
            "│ 公益 │   │\n"
            "│ 组织 │   │\n"
            "└──────┴───┘\n");
}

TEST(GridTest, AllLinesAreEquallyWide) {
  Grid grid({10, 6, 6});
  grid.AddRow({{"宽 wide 宽"}, {"a"}, {"甲乙丙丁"}});
  grid.AddRule();
  grid.AddRow({{"所有列合并为一", Align::kCentre, 3}});
  for (const absl::string_view line : absl::StrSplit(grid.Draw(), '\n', absl::SkipEmpty())) {
    EXPECT_EQ(DisplayWidth(line), 27) << line;
  }
}

TEST(GridTest, NothingIsDrawnOfNothing) { EXPECT_EQ(Grid({4}).Draw(), ""); }

}  // namespace
}  // namespace ogi::cli
