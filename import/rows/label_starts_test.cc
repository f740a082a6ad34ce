#include "import/rows/label_starts.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "import/text/testing/folded_text.h"

namespace ogi::reading {
namespace {

// The text with a bar where a label begins.
std::string Cut(absl::string_view text) {
  const FoldedText folded(text);
  std::string drawn;
  size_t begin = 0;
  for (const size_t start : LabelStarts(folded.folded, folded.all())) {
    const size_t end = folded.folded.glyphs[start].begin;
    absl::StrAppend(&drawn, text.substr(begin, end - begin), "|");
    begin = end;
  }
  return absl::StrCat(drawn, text.substr(begin));
}

TEST(LabelStartsTest, ANumeralBeginsALabel) {
  EXPECT_EQ(Cut("（二）部分公开（区分处理的）1.属于国家秘密2、其他法律"),
            "（二）部分公开（区分处理的）|1.属于国家秘密|2、其他法律");
  EXPECT_EQ(Cut("3.其他（七）总计四、结转下年度继续办理"),
            "3.其他|（七）总计|四、结转下年度继续办理");
}

TEST(LabelStartsTest, SoDoTheWordsOfALabelWithoutNumeral) {
  EXPECT_EQ(Cut("行政处罚行政强制"), "行政处罚|行政强制");
  EXPECT_EQ(Cut("重复申请要求提供公开出版物"), "重复申请|要求提供公开出版物");
}

TEST(LabelStartsTest, ALabelIsNotCutInItself) {
  EXPECT_EQ(Cut("行政规范性文件"), "行政规范性文件");
  EXPECT_EQ(Cut("（七）总计"), "（七）总计");
  EXPECT_EQ(Cut("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请");
}

TEST(LabelStartsTest, ArticlesAndDecimalsAreNoNumerals) {
  EXPECT_EQ(Cut("第二十条第（一）项"), "第二十条第（一）项");
  EXPECT_EQ(Cut("同比12.件"), "同比12.件");
}

}  // namespace
}  // namespace ogi::reading
