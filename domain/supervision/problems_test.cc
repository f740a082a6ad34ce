#include "domain/supervision/problems.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ogi {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(ProblemsTest, AreThoseThatPartFiveCounts) {
  EXPECT_THAT(
      ProblemsIn("存在的问题：一是公开不够及时；二是公开渠道较为单一。改进措施是按月核对。"),
      ElementsAre("公开不够及时", "公开渠道较为单一"));
  EXPECT_THAT(
      ProblemsIn(
          "（一）存在的主要问题\n1.信息更新不及时。\n2.队伍不稳定，业务不熟。\n（二）下一步打算\n"),
      ElementsAre("信息更新不及时", "队伍不稳定，业务不熟"));
}

TEST(ProblemsTest, AreNoneWhereNothingIsNamed) {
  EXPECT_THAT(ProblemsIn(""), IsEmpty());
  EXPECT_THAT(ProblemsIn("无。"), IsEmpty());
}

TEST(ProblemsTest, AreAFewAndShort) {
  std::string text;
  for (int i = 0; i < 30; ++i) text += "公开不够及时。";
  EXPECT_THAT(ProblemsIn(text), SizeIs(10));
  std::string run_on;
  for (int i = 0; i < 1000; ++i) run_on += "问";
  ASSERT_THAT(ProblemsIn(run_on), SizeIs(1));
  EXPECT_EQ(ProblemsIn(run_on)[0].size(), 600u);
}

TEST(ProblemsTest, TheNextReportNamesThemAgainOrSpeaksOfThemOrDoesNot) {
  v1::AnnualReport next;
  EXPECT_EQ(FollowUpOf("公开渠道较为单一", nullptr), v1::NamedProblem::NO_REPORT);
  EXPECT_EQ(FollowUpOf("公开渠道较为单一", &next), v1::NamedProblem::NOT_SPOKEN_OF);
  next.mutable_overview()->set_text("针对公开渠道单一的问题，新开设了公众号。");
  EXPECT_EQ(FollowUpOf("公开渠道较为单一", &next), v1::NamedProblem::SPOKEN_OF);
  next.mutable_problems()->set_text("一是公开渠道较为单一；二是队伍不稳。");
  EXPECT_EQ(FollowUpOf("公开渠道较为单一", &next), v1::NamedProblem::NAMED_AGAIN);
}

}  // namespace
}  // namespace ogi
