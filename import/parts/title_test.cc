#include "import/parts/title.h"

#include <gtest/gtest.h>

namespace ogi::reading {
namespace {

struct TitleCase {
  std::u32string_view text;
  std::u32string_view agency;
  int year;
};

class Titles : public testing::TestWithParam<TitleCase> {};

TEST_P(Titles, NameTheOrganWhateverTheOrder) {
  const std::optional<Title> title = ParseTitle(std::u32string(GetParam().text));
  ASSERT_TRUE(title.has_value());
  EXPECT_TRUE(title->agency == GetParam().agency) << title->agency.size();
  EXPECT_EQ(title->year, GetParam().year);
}

INSTANTIATE_TEST_SUITE_P(
    I6, Titles,
    testing::Values(
        TitleCase{U"君山镇人民政府2025年政府信息公开工作年度报告", U"君山镇人民政府", 2025},
        TitleCase{U"2025年君山镇人民政府政府信息公开工作年度报告", U"君山镇人民政府", 2025},
        TitleCase{U"2025年度君山镇人民政府信息公开工作年度报告", U"君山镇人民政府", 2025},
        TitleCase{U"君山镇人民政府政府信息公开工作年度报告(2025年度)", U"君山镇人民政府", 2025},
        TitleCase{U"君山镇人民政府信息公开工作2025年度报告", U"君山镇人民政府", 2025},
        TitleCase{U"2025年沭阳县发展和改革局政府信息公开工作年度报告", U"沭阳县发展和改革局", 2025},
        TitleCase{U"沭阳县发展和改革局政府信息公开工作年度报告(2025)", U"沭阳县发展和改革局", 2025},
        TitleCase{U"沭阳县发展和改革局关于2025年政府信息公开工作情况的报告", U"沭阳县发展和改革局",
                  2025},
        TitleCase{U"关于沭阳县财政局2025年政务信息公开工作年度报告", U"沭阳县财政局", 2025},
        TitleCase{U"平潭综合实验区2022年度政府信息公开工作年度报告", U"平潭综合实验区", 2022},
        TitleCase{U"2025年政府信息公开工作年度报告", U"", 2025},
        TitleCase{U"政府信息公开工作年度报告(2025年度)", U"", 2025}));

TEST(Title, IsNoneWithoutYearOrDisclosure) {
  EXPECT_FALSE(ParseTitle(U"君山镇人民政府政府信息公开工作年度报告").has_value());
  EXPECT_FALSE(ParseTitle(U"君山镇人民政府2025年工作报告").has_value());
}

TEST(Title, WhatAPagePrintsAboveItIsNoPartOfIt) {
  for (const std::u32string_view line : {U"附件1", U"附件:", U"通知公告", U"正文", U"政务公开"}) {
    EXPECT_TRUE(IsPageLine(line));
  }
  EXPECT_FALSE(IsPageLine(U"君山镇人民政府"));
  EXPECT_FALSE(IsPageLine(U"政务公开办公室"));
}

TEST(Title, OneOrganMayBeNamedInFullAndInShort) {
  EXPECT_TRUE(MayBeOneOrgan(U"玉许乡人民政府", U"波密县玉许乡人民政府"));
  EXPECT_TRUE(MayBeOneOrgan(U"洪泽区人民政府办公室", U"洪泽区人民政府"));
  EXPECT_FALSE(MayBeOneOrgan(U"玉许乡人民政府", U"倾多镇人民政府"));
}

TEST(TitleTest, AYearIsOneWithItsWordBehindIt) {
  const std::optional<Title> title =
      ParseTitle(U"014-2024-31清河县教育局2022年政府信息公开年度报告");
  ASSERT_TRUE(title.has_value());
  EXPECT_EQ(title->year, 2022);
}

TEST(TitleTest, WhatPagesHaveBeforeATitleThatRunsOnIsNotOfIt) {
  const std::u32string_view title = U"清河县教育局2022年政府信息公开年度报告";
  for (const std::u32string_view before :
       {U"附件1", U"首页>政务公开>年度报告>", U"索引号:014-2024-00031", U"通知公告"}) {
    EXPECT_EQ(WithoutPageWords(std::u32string(before) + std::u32string(title)), title);
  }
  EXPECT_EQ(WithoutPageWords(U"附件12022年清河县教育局"), U"2022年清河县教育局");
}

}  // namespace
}  // namespace ogi::reading
