#include "import/parts/facts.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "import/text/testing/folded_text.h"

namespace ogi::reading {
namespace {

Facts FactsOf(absl::string_view bytes) {
  const FoldedText text(bytes);
  return FindFacts(text.folded, FindHeadings(text.folded));
}

constexpr char kParts[] = "一、总体情况\n主动公开信息120条。\n六、其他需要报告的事项\n无。\n";

TEST(FactsTest, TheTitleNamesOrganAndYear) {
  const Facts facts = FactsOf(absl::StrCat("云岭县水务局2022年政府信息公开工作年度报告\n", kParts));
  EXPECT_EQ(facts.title, "云岭县水务局2022年政府信息公开工作年度报告");
  EXPECT_EQ(facts.agency_name, "云岭县水务局");
  EXPECT_EQ(facts.year, 2022);
  EXPECT_FALSE(facts.title_doubtful);
}

TEST(FactsTest, TheYearMayStandBeforeTheOrgan) {
  const Facts facts = FactsOf(absl::StrCat("2022年云岭县水务局政府信息公开工作年度报告\n", kParts));
  EXPECT_EQ(facts.agency_name, "云岭县水务局");
  EXPECT_EQ(facts.year, 2022);
}

TEST(FactsTest, SpacesInATitleGo) {
  EXPECT_EQ(
      FactsOf(absl::StrCat("云岭县 水务局 2022 年 政府信息公开工作年度报告\n", kParts)).agency_name,
      "云岭县水务局");
}

TEST(FactsTest, TitlesOfTwoYearsAreDoubtful) {
  EXPECT_TRUE(FactsOf(absl::StrCat("云岭县水务局2021年政府信息公开工作年度报告\n"
                                   "云岭县水务局2022年政府信息公开工作年度报告\n",
                                   kParts))
                  .title_doubtful);
}

TEST(FactsTest, ThePeriodIsTold) {
  EXPECT_EQ(FactsOf(absl::StrCat("云岭县水务局2022年政府信息公开工作年度报告\n所列数据的统计期限"
                                 "自2021年1月1日起至2021年12月31日止。\n",
                                 kParts))
                .period_year,
            2021);
}

TEST(FactsTest, TheSignatureStandsAtTheEnd) {
  const Facts facts = FactsOf(absl::StrCat("云岭县水务局2022年政府信息公开工作年度报告\n", kParts,
                                           "云岭县水务局\n2023年1月20日\n"));
  EXPECT_EQ(facts.signatory, "云岭县水务局");
  ASSERT_TRUE(facts.signed_date.has_value());
  EXPECT_EQ(facts.signed_date->year, 2023);
  EXPECT_EQ(facts.signed_date->month, 1);
  EXPECT_EQ(facts.signed_date->day, 20);
}

TEST(FactsTest, ADateThatIsNoneIsNotFound) {
  EXPECT_FALSE(FactsOf(absl::StrCat("云岭县水务局2022年政府信息公开工作年度报告\n", kParts,
                                    "云岭县水务局\n2023年2月30日\n"))
                   .signed_date.has_value());
}

TEST(FactsTest, TheContactStandsInThePreamble) {
  const Facts facts = FactsOf(absl::StrCat(
      "云岭县水务局2022年政府信息公开工作年度报告\n如有疑问，请与云岭县水务局办公室联系（地址："
      "河西路5号，邮编：650000，电话：0871-1234567）。\n",
      kParts));
  EXPECT_EQ(facts.contact.telephone(), "0871-1234567");
  EXPECT_EQ(facts.contact.postal_code(), "650000");
}

TEST(FactsTest, AnEmptyDocumentSaysNothing) {
  const Facts facts = FactsOf("");
  EXPECT_EQ(facts.title, "");
  EXPECT_EQ(facts.agency_name, "");
  EXPECT_EQ(facts.year, 0);
  EXPECT_FALSE(facts.signed_date.has_value());
  EXPECT_TRUE(facts.preamble.empty());
}

}  // namespace
}  // namespace ogi::reading
