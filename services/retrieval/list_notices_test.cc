#include "services/retrieval/list_notices.h"

#include "services/testing/service_fixture.h"

namespace ogi {
namespace {

class ListNoticesTest : public ServiceTest {
 protected:
  ListNoticesTest() {
    PutAgency(kTownship);
    request_.set_parent(kTownship);
  }

  v1::ListNoticesResponse List() {
    const auto answer = ListNotices(environment_, Context(), request_);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? *answer : v1::ListNoticesResponse();
  }

  v1::ListNoticesRequest request_;
};

TEST_F(ListNoticesTest, TellsWhatASuperiorDidTheNewestFirst) {
  ASSERT_TRUE(Submit(Filing(ReportSaying("一"), "a")).ok());
  ASSERT_TRUE(Do(Act::kReturn, kRevision1, "", "表三不平").ok());
  clock_.Move(absl::Hours(1));
  ASSERT_TRUE(Submit(Filing(ReportSaying("二"), "b")).ok());
  ASSERT_TRUE(Do(Act::kAccept, kRevision2).ok());
  const v1::ListNoticesResponse list = List();
  ASSERT_EQ(list.notices_size(), 2);
  EXPECT_EQ(list.notices(0).kind(), v1::Notice::ACCEPTED);
  EXPECT_EQ(list.notices(0).revision(), kRevision2);
  EXPECT_EQ(list.notices(1).kind(), v1::Notice::RETURNED);
  EXPECT_EQ(list.notices(1).reason(), "表三不平");
  EXPECT_GT(list.notices(0).position().sequence(), list.notices(1).position().sequence());
  EXPECT_GT(list.notices(0).create_time().seconds(), list.notices(1).create_time().seconds());
}

TEST_F(ListNoticesTest, SaysNothingOfWhatTheOrganDidItself) {
  ASSERT_TRUE(Submit(Filing(ReportSaying("一"), "a")).ok());
  ASSERT_TRUE(Do(Act::kWithdraw, kRevision1).ok());
  EXPECT_EQ(List().notices_size(), 0);
}

TEST_F(ListNoticesTest, ARepeatedActIsToldOnce) {
  ASSERT_TRUE(Submit(Filing(ReportSaying("一"), "a")).ok());
  ASSERT_TRUE(Do(Act::kAccept, kRevision1, "accept").ok());
  ASSERT_TRUE(Do(Act::kAccept, kRevision1, "accept").ok());
  EXPECT_EQ(List().notices_size(), 1);
}

TEST_F(ListNoticesTest, GoesOnPageByPage) {
  for (int i = 1; i <= 5; ++i) {
    ASSERT_TRUE(Submit(Filing(ReportSaying(absl::StrCat(i)), absl::StrCat("f", i))).ok());
    ASSERT_TRUE(Do(Act::kReturn, absl::StrCat(kReport, "/revisions/", i)).ok());
    clock_.Move(absl::Seconds(1));
  }
  request_.set_page_size(2);
  std::vector<std::string> told;
  do {
    const v1::ListNoticesResponse page = List();
    for (const v1::Notice& notice : page.notices()) told.push_back(notice.revision());
    request_.set_page_token(page.next_page_token());
  } while (!request_.page_token().empty());
  ASSERT_EQ(told.size(), 5u);
  EXPECT_EQ(told.front(), absl::StrCat(kReport, "/revisions/5"));
  EXPECT_EQ(told.back(), kRevision1);
}

TEST_F(ListNoticesTest, RefusesATokenOfAnotherOrgan) {
  request_.set_page_token("x");
  EXPECT_EQ(ReasonOf(ListNotices(environment_, Context(), request_)), v1::INVALID_PAGE_TOKEN);
  request_ = {};
  request_.set_parent("x");
  EXPECT_EQ(ReasonOf(ListNotices(environment_, Context(), request_)), v1::INVALID_FIELDS);
}

}  // namespace
}  // namespace ogi
