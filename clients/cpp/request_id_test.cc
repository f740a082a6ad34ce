#include "clients/cpp/request_id.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cpp/fake_environment.h"

namespace ogi::client {
namespace {

using ::testing::MatchesRegex;

v1::AnnualReport SomeReport() {
  v1::AnnualReport report;
  report.set_agency("agencies/54-0424204");
  report.set_year(2020);
  report.set_scope(v1::OWN);
  report.set_edition(v1::EDITION_2019);
  return report;
}

TEST(RequestIdTest, IsPrefixAnd32SafeCharacters) {
  EXPECT_THAT(RequestIdFor("submit", SomeReport()), MatchesRegex("submit-[0-9A-Za-z_-]{32}"));
}

TEST(RequestIdTest, SameContentHasTheSameId) {
  v1::AnnualReport same = SomeReport();
  same.mutable_source_document()->set_file_name("another.docx");
  EXPECT_EQ(RequestIdFor("submit", SomeReport()), RequestIdFor("submit", same));
}

TEST(RequestIdTest, OtherContentHasAnotherId) {
  v1::AnnualReport other = SomeReport();
  other.mutable_table_four()->mutable_review()->set_total(0);
  EXPECT_NE(RequestIdFor("submit", SomeReport()), RequestIdFor("submit", other));
}

TEST(RequestIdTest, OtherActsHaveOtherIds) {
  EXPECT_NE(RequestIdFor("submit", SomeReport()), RequestIdFor("history", SomeReport()));
}

TEST(RequestIdTest, AReportThatIsNotWellFormedHasAnIdToo) {
  v1::AnnualReport bad = SomeReport();
  bad.set_year(1900);
  bad.mutable_table_two()->mutable_fee()->mutable_amount()->set_amount("many");
  EXPECT_THAT(RequestIdFor("submit", bad), MatchesRegex("submit-[0-9A-Za-z_-]{32}"));
}

TEST(RequestIdTest, RandomIdsDiffer) {
  FakeEnvironment world;
  Random& random = *world.Get().random;
  const std::string first = RandomRequestId("accept", random);
  EXPECT_THAT(first, MatchesRegex("accept-[0-9A-Za-z_-]{32}"));
  EXPECT_NE(RandomRequestId("accept", random), first);
}

}  // namespace
}  // namespace ogi::client
