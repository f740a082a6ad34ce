#include "services/access/mandates.h"

#include <string>
#include <vector>

#include "google/rpc/error_details.pb.h"
#include "services/access/access_book.h"
#include "services/testing/service_fixture.h"

namespace ogi {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kPlatform[] = "platforms/xizang";
constexpr char kZhang[] = "platforms/xizang/people/zhang-san";
constexpr char kLi[] = "platforms/xizang/people/li-si";
constexpr char kWang[] = "platforms/xizang/people/wang-wu";
constexpr char kMissing[] = "agencies/54-0424204/mandates/0123456789abcdef";
// By the fixture's clock.
const CivilDay kToday(2024, 2, 1);

class MandatesTest : public ServiceTest {
 protected:
  MandatesTest() {
    environment_.access = &book_;
    PutAgency(kTownship);
  }

  // A person of the township, through the platform; empty for the township itself.
  RequestContext By(const std::string& person, const std::string& represented = "") const {
    RequestContext context = Context();
    context.actor.set_agency(kTownship);
    context.actor.set_person(person);
    context.actor.set_person_represented(represented);
    return context;
  }

  static v1::Mandate MandateOf(v1::Mandate::Kind kind, const std::string& delegate,
                               const std::string& represented = "") {
    v1::Mandate mandate;
    mandate.set_kind(kind);
    mandate.set_agency(kTownship);
    mandate.set_delegate(delegate);
    mandate.set_represented(represented);
    *mandate.mutable_from() = ToDate(kToday);
    *mandate.mutable_to() = ToDate(kToday + 30);
    return mandate;
  }

  absl::StatusOr<v1::Mandate> Create(const RequestContext& context, const v1::Mandate& mandate,
                                     std::string request_id = "") {
    v1::CreateMandateRequest request;
    *request.mutable_mandate() = mandate;
    if (request_id.empty()) request_id = absl::StrCat("create-", ++requests_);
    request.set_request_id(request_id);
    return Run<v1::Mandate>([&] { return CreateMandate(environment_, context, request); });
  }

  absl::StatusOr<v1::Mandate> Withdraw(const RequestContext& context, const std::string& name,
                                       const std::string& reason = "") {
    v1::WithdrawMandateRequest request;
    request.set_name(name);
    request.set_request_id(absl::StrCat("withdraw-", ++requests_));
    request.set_reason(reason);
    return Run<v1::Mandate>([&] { return WithdrawMandate(environment_, context, request); });
  }

  // The fields that are said to be wrong.
  std::vector<std::string> WrongFields(const v1::Mandate& mandate) {
    const auto made = Create(By(kZhang), mandate);
    EXPECT_EQ(ReasonOf(made), v1::INVALID_FIELDS) << made.status();
    google::rpc::BadRequest bad;
    const auto payload = made.status().GetPayload("type.googleapis.com/google.rpc.BadRequest");
    EXPECT_TRUE(payload.has_value() && bad.ParseFromString(std::string(*payload)));
    std::vector<std::string> fields;
    for (const auto& violation : bad.field_violations()) fields.push_back(violation.field());
    return fields;
  }

  AccessBook book_;
  int requests_ = 0;
};

TEST_F(MandatesTest, OneIsInForceAndOnRecordWhenItIsAnswered) {
  const auto made = Create(By(""), MandateOf(v1::Mandate::PLATFORM, kPlatform));
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(made->life().creator().agency(), kTownship);
  EXPECT_TRUE(made->life().has_create_time());
  EXPECT_THAT(book_.EntitlementsOf(kPlatform, kToday), SizeIs(1));
  v1::ListMandatesRequest list;
  list.set_parent(kTownship);
  const auto listed = ListMandates(environment_, Context(), list);
  ASSERT_TRUE(listed.ok()) << listed.status();
  ASSERT_EQ(listed->mandates_size(), 1);
  EXPECT_EQ(listed->mandates(0).name(), made->name());
}

TEST_F(MandatesTest, TheSameRequestIdMakesOneAndGivesTheSameAnswer) {
  const v1::Mandate mandate = MandateOf(v1::Mandate::PLATFORM, kPlatform);
  const auto made = Create(By(""), mandate, "one");
  const auto again = Create(By(""), mandate, "one");
  ASSERT_TRUE(made.ok() && again.ok());
  EXPECT_EQ(made->name(), again->name());
  EXPECT_THAT(book_.EntitlementsOf(kPlatform, kToday), SizeIs(1));
  EXPECT_EQ(ReasonOf(Create(By(""), MandateOf(v1::Mandate::PLATFORM, "platforms/other"), "one")),
            v1::REQUEST_ID_REUSED);
}

TEST_F(MandatesTest, IsForAnOrganOnRecord) {
  v1::Mandate mandate = MandateOf(v1::Mandate::PLATFORM, kPlatform);
  mandate.set_agency("agencies/54-0999000");
  EXPECT_EQ(ReasonOf(Create(By(""), mandate)), v1::AGENCY_NOT_FOUND);
}

TEST_F(MandatesTest, HasAFirstAndALastDayNotBeforeTodayAndAtMostFiveYearsApart) {
  v1::Mandate mandate = MandateOf(v1::Mandate::PLATFORM, kPlatform);
  mandate.clear_from();
  mandate.clear_to();
  EXPECT_THAT(WrongFields(mandate), ElementsAre("mandate.from", "mandate.to"));
  const auto with_days = [&](CivilDay from, CivilDay to) {
    *mandate.mutable_from() = ToDate(from);
    *mandate.mutable_to() = ToDate(to);
    return mandate;
  };
  EXPECT_THAT(WrongFields(with_days(kToday + 2, kToday + 1)), ElementsAre("mandate.to"));
  EXPECT_THAT(WrongFields(with_days(kToday - 9, kToday - 1)), ElementsAre("mandate.to"));
  EXPECT_THAT(WrongFields(with_days(kToday, CivilDay(2029, 2, 2))), ElementsAre("mandate.to"));
  EXPECT_TRUE(Create(By(""), with_days(kToday, CivilDay(2029, 2, 1))).ok());
}

TEST_F(MandatesTest, NamesItsPartiesByTheirKind) {
  EXPECT_THAT(WrongFields(MandateOf(v1::Mandate::PLATFORM, kLi)), ElementsAre("mandate.delegate"));
  EXPECT_THAT(WrongFields(MandateOf(v1::Mandate::PLATFORM, kPlatform, kZhang)),
              ElementsAre("mandate.represented"));
  EXPECT_THAT(WrongFields(MandateOf(v1::Mandate::KIND_UNSPECIFIED, kPlatform)),
              ElementsAre("mandate.kind"));
  for (const auto kind : {v1::Mandate::DELEGATION, v1::Mandate::LEAVE}) {
    EXPECT_THAT(WrongFields(MandateOf(kind, kPlatform, kZhang)), ElementsAre("mandate.delegate"));
    EXPECT_THAT(WrongFields(MandateOf(kind, kZhang, kZhang)), ElementsAre("mandate.delegate"));
    EXPECT_THAT(WrongFields(MandateOf(kind, kLi)), ElementsAre("mandate.represented"));
    v1::Mandate subtree = MandateOf(kind, kLi, kZhang);
    subtree.set_subtree(true);
    EXPECT_THAT(WrongFields(subtree), ElementsAre("mandate.subtree"));
  }
}

TEST_F(MandatesTest, APersonNamesWhoStandsInForHimself) {
  ASSERT_TRUE(Create(By(kZhang), MandateOf(v1::Mandate::DELEGATION, kLi, kZhang)).ok());
  EXPECT_EQ(book_.RepresentedAgency(kLi, kZhang, kToday), kTownship);
  EXPECT_FALSE(book_.IsOnLeave(kZhang, kToday));
  ASSERT_TRUE(Create(By(kZhang), MandateOf(v1::Mandate::LEAVE, kLi, kZhang)).ok());
  EXPECT_TRUE(book_.IsOnLeave(kZhang, kToday));
}

TEST_F(MandatesTest, NobodyHandsOnAnothersAuthority) {
  for (const auto kind : {v1::Mandate::DELEGATION, v1::Mandate::LEAVE}) {
    // Another person, the organ, and the one who stands in for him.
    EXPECT_EQ(Create(By(kWang), MandateOf(kind, kLi, kZhang)).status(), errors::NotPermitted());
    EXPECT_EQ(Create(By(""), MandateOf(kind, kLi, kZhang)).status(), errors::NotPermitted());
    EXPECT_EQ(Create(By(kLi, kZhang), MandateOf(kind, kWang, kLi)).status(),
              errors::NotPermitted());
    // Not for an organ that is not his.
    RequestContext elsewhere = By(kZhang);
    elsewhere.actor.set_agency("agencies/54-0424201");
    EXPECT_EQ(Create(elsewhere, MandateOf(kind, kLi, kZhang)).status(), errors::NotPermitted());
  }
}

TEST_F(MandatesTest, OneThatIsWithdrawnHoldsNoLongerAndSaysByWhomAndWhy) {
  const auto made = Create(By(""), MandateOf(v1::Mandate::PLATFORM, kPlatform));
  ASSERT_TRUE(made.ok());
  const auto withdrawn = Withdraw(By(kZhang), made->name(), "更换平台");
  ASSERT_TRUE(withdrawn.ok()) << withdrawn.status();
  EXPECT_EQ(withdrawn->life().withdrawer().person(), kZhang);
  EXPECT_EQ(withdrawn->life().withdraw_reason(), "更换平台");
  EXPECT_THAT(book_.EntitlementsOf(kPlatform, kToday), IsEmpty());
}

TEST_F(MandatesTest, OneThatWasWithdrawnStaysAsItWas) {
  const auto made = Create(By(""), MandateOf(v1::Mandate::PLATFORM, kPlatform));
  ASSERT_TRUE(made.ok() && Withdraw(By(kZhang), made->name(), "更换平台").ok());
  const auto again = Withdraw(By(kLi), made->name(), "别的原因");
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->life().withdrawer().person(), kZhang);
  EXPECT_EQ(again->life().withdraw_reason(), "更换平台");
}

TEST_F(MandatesTest, OneThatIsNotThereIsNotFound) {
  EXPECT_EQ(ReasonOf(Withdraw(By(""), kMissing)), v1::ACCESS_RECORD_NOT_FOUND);
  EXPECT_EQ(ReasonOf(Withdraw(By(""), "agencies/54-0424204")), v1::INVALID_FIELDS);
}

TEST_F(MandatesTest, APersonOnLeaveEndsThatLeaveAndNoOtherMandate) {
  const auto platform = Create(By(""), MandateOf(v1::Mandate::PLATFORM, kPlatform));
  const auto delegation = Create(By(kZhang), MandateOf(v1::Mandate::DELEGATION, kLi, kZhang));
  const auto of_other = Create(By(kWang), MandateOf(v1::Mandate::LEAVE, kLi, kWang));
  const auto leave = Create(By(kZhang), MandateOf(v1::Mandate::LEAVE, kLi, kZhang));
  ASSERT_TRUE(platform.ok() && delegation.ok() && of_other.ok() && leave.ok());
  for (const std::string& name :
       {platform->name(), delegation->name(), of_other->name(), std::string(kMissing)}) {
    EXPECT_EQ(Withdraw(By(kZhang), name).status(), errors::NotPermitted()) << name;
  }
  EXPECT_TRUE(Withdraw(By(kZhang), leave->name()).ok());
  EXPECT_FALSE(book_.IsOnLeave(kZhang, kToday));
  // He is back, and does as every person of the organ does.
  EXPECT_TRUE(Withdraw(By(kZhang), delegation->name()).ok());
}

TEST_F(MandatesTest, TheLeaveOfAnotherIsEndedByHisOrganToo) {
  const auto leave = Create(By(kZhang), MandateOf(v1::Mandate::LEAVE, kLi, kZhang));
  ASSERT_TRUE(leave.ok());
  EXPECT_TRUE(Withdraw(By(""), leave->name()).ok());
  EXPECT_FALSE(book_.IsOnLeave(kZhang, kToday));
}

TEST_F(MandatesTest, AreListedOldestFirstWithdrawnOnesToo) {
  std::vector<std::string> names;
  for (const char* platform : {"platforms/one", "platforms/two", "platforms/three"}) {
    const auto made = Create(By(""), MandateOf(v1::Mandate::PLATFORM, platform));
    ASSERT_TRUE(made.ok());
    names.push_back(made->name());
    clock_.Move(absl::Seconds(1));
  }
  ASSERT_TRUE(Withdraw(By(""), names[0]).ok());
  v1::ListMandatesRequest request;
  request.set_parent(kTownship);
  const auto listed = ListMandates(environment_, Context(), request);
  ASSERT_TRUE(listed.ok());
  std::vector<std::string> found;
  for (const v1::Mandate& mandate : listed->mandates()) found.push_back(mandate.name());
  EXPECT_EQ(found, names);
}

}  // namespace
}  // namespace ogi
