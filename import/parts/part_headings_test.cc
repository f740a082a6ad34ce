#include "import/parts/part_headings.h"

#include <gtest/gtest.h>

#include "import/text/testing/folded_text.h"

namespace ogi::reading {
namespace {

// The headings, one a line; `-` for none.
std::string Found(absl::string_view bytes) {
  const FoldedText text(bytes);
  std::string found;
  for (const auto& heading : FindHeadings(text.folded)) {
    found += heading.has_value() ? std::string(text.Text(*heading)) : "-";
    found += "\n";
  }
  return found;
}

constexpr char kOfficial[] =
    "一、总体情况\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n"
    "四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n"
    "六、其他需要报告的事项\n";
constexpr char kNone[] = "-\n-\n-\n-\n-\n-\n";

TEST(HeadingsTest, OfTheFormAreFound) {
  EXPECT_EQ(Found("某县2022年报告\n一、总体情况\n文字。\n二、主动公开政府信息情况\n文字。\n"
                  "三、收到和处理政府信息公开申请情况\n文字。\n"
                  "四、政府信息公开行政复议、行政诉讼情况\n文字。\n"
                  "五、存在的主要问题及改进情况\n文字。\n六、其他需要报告的事项\n无。\n"),
            kOfficial);
}

TEST(HeadingsTest, WithoutNumeralStandOnLinesOfTheirOwn) {
  EXPECT_EQ(Found("总体情况\n文字。\n主动公开政府信息情况\n文字。\n").substr(0, 44),
            std::string("总体情况\n主动公开政府信息情况\n-\n").substr(0, 44));
}

TEST(HeadingsTest, NamedInRunningTextAreNone) {
  EXPECT_EQ(Found("本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、存在的"
                  "主要问题及改进情况、其他需要报告的事项等部分组成，现予公布。\n"),
            kNone);
}

TEST(HeadingsTest, ThatAreMissingAreNone) {
  EXPECT_EQ(Found("一、总体情况\n文字。\n六、其他需要报告的事项\n无。\n"),
            "一、总体情况\n-\n-\n-\n-\n六、其他需要报告的事项\n");
}

TEST(HeadingsTest, AnEmptyDocumentHasNone) { EXPECT_EQ(Found(""), kNone); }

TEST(HeadingsTest, StandInDocumentOrder) {
  const FoldedText text(
      "六、其他需要报告的事项\n一、总体情况\n二、主动公开政府信息情况\n一、总体情况\n");
  size_t last = 0;
  for (const auto& heading : FindHeadings(text.folded)) {
    if (!heading.has_value()) continue;
    EXPECT_GE(heading->begin, last);
    last = heading->end;
  }
}

}  // namespace
}  // namespace ogi::reading
