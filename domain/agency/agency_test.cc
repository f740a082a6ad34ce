#include "domain/agency/agency.h"

#include <string>
#include <vector>

#include "common/limits.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ogi {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr CivilDay kNever(1, 1, 1);

v1::DatedText Dated(absl::string_view text, CivilDay from = kNever, CivilDay to = kNever) {
  v1::DatedText dated;
  dated.set_text(std::string(text));
  if (from != kNever) *dated.mutable_from() = ToDate(from);
  if (to != kNever) *dated.mutable_to() = ToDate(to);
  return dated;
}

class AgencyCheck : public testing::Test {
 protected:
  AgencyCheck() {
    agency_.set_name("agencies/54-0424204");
    agency_.set_level(v1::Agency::TOWNSHIP);
    *agency_.add_names() = Dated("样本乡人民政府");
  }

  std::vector<FieldViolation> Check() const {
    FieldViolations violations;
    CheckAgency(agency_, "agency", &violations);
    return violations.all();
  }

  std::vector<std::string> Fields() const {
    std::vector<std::string> fields;
    for (const FieldViolation& violation : Check()) fields.push_back(violation.field);
    return fields;
  }

  v1::Agency agency_;
};

TEST_F(AgencyCheck, PassesAWellFormedAgency) {
  EXPECT_THAT(Fields(), IsEmpty());
  v1::LocalisedText& tibetan = *agency_.add_localised_names();
  tibetan.set_language_code("bo-CN");
  *tibetan.mutable_text() = Dated("བོད་ལྗོངས།");
  *agency_.add_region_codes() = Dated("542625204", kNever, CivilDay(2015, 12, 31));
  *agency_.add_region_codes() = Dated("540424204", CivilDay(2016, 1, 1));
  *agency_.add_credit_codes() = Dated("11371002565229128G");
  *agency_.add_local_numbers() = Dated("A-1");
  *agency_.add_superiors() = Dated("agencies/54-0424");
  v1::Succession& before = *agency_.add_successions();
  before.set_kind(v1::Succession::PREDECESSOR);
  before.set_agency("agencies/54-0424999");
  *before.mutable_date() = ToDate(CivilDay(2016, 1, 1));
  EXPECT_THAT(Fields(), IsEmpty());
}

TEST_F(AgencyCheck, NamesEveryFaultOfAnEmptyRecord) {
  agency_.Clear();
  EXPECT_THAT(Fields(), ElementsAre("agency.name", "agency.names", "agency.level"));
}

TEST_F(AgencyCheck, WantsTextInEveryDatedText) {
  agency_.mutable_names(0)->clear_text();
  EXPECT_THAT(Fields(), ElementsAre("agency.names[0].text"));
  agency_.mutable_names(0)->set_text(std::string(limits::kMaxLineBytes + 1, 'x'));
  EXPECT_THAT(Fields(), ElementsAre("agency.names[0].text"));
  agency_.mutable_names(0)->set_text("\xFF");
  EXPECT_THAT(Fields(), ElementsAre("agency.names[0].text"));
}

TEST_F(AgencyCheck, WantsRealDatesInOrder) {
  agency_.mutable_names(0)->mutable_from()->set_year(2021);
  EXPECT_THAT(Fields(), ElementsAre("agency.names[0].from"));
  *agency_.mutable_names(0) = Dated("名", CivilDay(2021, 1, 2), CivilDay(2021, 1, 1));
  EXPECT_THAT(Fields(), ElementsAre("agency.names[0].to"));
  *agency_.mutable_names(0) = Dated("名", CivilDay(2021, 1, 2), CivilDay(2021, 1, 2));
  EXPECT_THAT(Fields(), IsEmpty());
}

TEST_F(AgencyCheck, WantsOneNameAtATime) {
  *agency_.mutable_names(0) = Dated("旧名", kNever, CivilDay(2020, 6, 30));
  *agency_.add_names() = Dated("新名", CivilDay(2020, 7, 1));
  EXPECT_THAT(Fields(), IsEmpty());
  *agency_.mutable_names(1) = Dated("新名", CivilDay(2020, 6, 30));
  EXPECT_THAT(Fields(), ElementsAre("agency.names[1]"));
}

TEST_F(AgencyCheck, WantsOneSuperiorAtATime) {
  *agency_.add_superiors() = Dated("agencies/54-0424");
  *agency_.add_superiors() = Dated("agencies/54-0425");
  EXPECT_THAT(Fields(), ElementsAre("agency.superiors[1]"));
}

TEST_F(AgencyCheck, WantsSuperiorsThatAreOtherAgencies) {
  *agency_.add_superiors() = Dated("54-0424");
  EXPECT_THAT(Fields(), ElementsAre("agency.superiors[0].text"));
  *agency_.mutable_superiors(0) = Dated(agency_.name());
  EXPECT_THAT(Fields(), ElementsAre("agency.superiors[0].text"));
}

TEST_F(AgencyCheck, SaysWhichCheckDigitACreditCodeShouldHave) {
  *agency_.add_credit_codes() = Dated("11371002565229128H");
  const std::vector<FieldViolation> violations = Check();
  ASSERT_EQ(violations.size(), 1u);
  EXPECT_EQ(violations[0].field, "agency.credit_codes[0].text");
  EXPECT_THAT(violations[0].chinese, HasSubstr("末位应为 G"));
  EXPECT_THAT(violations[0].english, HasSubstr("the last would be G"));
}

TEST_F(AgencyCheck, WantsRegionCodes) {
  *agency_.add_region_codes() = Dated("5404242");
  EXPECT_THAT(Fields(), ElementsAre("agency.region_codes[0].text"));
}

TEST_F(AgencyCheck, WantsLanguageCodes) {
  v1::LocalisedText& name = *agency_.add_localised_names();
  *name.mutable_text() = Dated("x");
  for (const char* code : {"", "b", "tibetan", "bo_CN", "bo-", "1o"}) {
    name.set_language_code(code);
    EXPECT_THAT(Fields(), ElementsAre("agency.localised_names[0].language_code")) << code;
  }
  name.set_language_code("zh-Hant-TW");
  EXPECT_THAT(Fields(), IsEmpty());
}

TEST_F(AgencyCheck, WantsSuccessionsToNameAnotherAgency) {
  agency_.add_successions();
  EXPECT_THAT(Fields(), ElementsAre("agency.successions[0].kind", "agency.successions[0].agency"));
}

TEST_F(AgencyCheck, LimitsListsAndTheWholeRecord) {
  for (int i = 0; i <= limits::kMaxAgencyAttributes; ++i) *agency_.add_local_numbers() = Dated("1");
  EXPECT_THAT(Fields(), ElementsAre("agency.local_numbers"));
  for (auto& number : *agency_.mutable_local_numbers()) {
    number.set_text(std::string(limits::kMaxLineBytes, 'x'));
  }
  EXPECT_THAT(Fields(), ElementsAre("agency"));
}

// Finding 3: an overlong list was reported and checked all the same, each entry against each other.
TEST_F(AgencyCheck, Finding3LooksAtNothingOfAListThatIsTooLong) {
  for (int i = 0; i < 2000; ++i) {
    agency_.add_names();
    agency_.add_localised_names();
    agency_.add_region_codes();
    agency_.add_credit_codes();
    agency_.add_superiors();
    agency_.add_successions();
  }
  EXPECT_THAT(Fields(),
              ElementsAre("agency.names", "agency.localised_names", "agency.region_codes",
                          "agency.credit_codes", "agency.superiors", "agency.successions"));
}

TEST_F(AgencyCheck, Finding3TellsOfAnOverlapOncePerEntry) {
  agency_.clear_names();
  for (int i = 0; i < limits::kMaxAgencyAttributes; ++i) *agency_.add_names() = Dated("名");
  EXPECT_EQ(Fields().size(), size_t{limits::kMaxAgencyAttributes - 1});
}

TEST(NameOn, IsTheOneInForce) {
  v1::Agency agency;
  *agency.add_names() = Dated("旧名", CivilDay(2010, 1, 1), CivilDay(2020, 6, 30));
  *agency.add_names() = Dated("新名", CivilDay(2020, 7, 1), CivilDay(2022, 12, 31));
  EXPECT_EQ(NameOn(agency, CivilDay(2020, 6, 30)), "旧名");
  EXPECT_EQ(NameOn(agency, CivilDay(2020, 7, 1)), "新名");
}

TEST(NameOn, IsTheNearestBeforeWhereNoneIsInForce) {
  v1::Agency agency;
  EXPECT_EQ(NameOn(agency, CivilDay(2020, 1, 1)), "");
  *agency.add_names() = Dated("甲", CivilDay(2010, 1, 1), CivilDay(2011, 1, 1));
  *agency.add_names() = Dated("乙", CivilDay(2012, 1, 1), CivilDay(2013, 1, 1));
  *agency.add_names() = Dated("丙", CivilDay(2015, 1, 1), CivilDay(2016, 1, 1));
  EXPECT_EQ(NameOn(agency, CivilDay(2014, 1, 1)), "乙");
  EXPECT_EQ(NameOn(agency, CivilDay(2020, 1, 1)), "丙");
  EXPECT_EQ(NameOn(agency, CivilDay(2000, 1, 1)), "甲");
}

TEST(SuperiorOn, IsTheIdOfTheOneInForceOrNobody) {
  v1::Agency agency;
  EXPECT_EQ(SuperiorOn(agency, CivilDay(2020, 1, 1)), "");
  *agency.add_superiors() = Dated("agencies/54-0424", CivilDay(2010, 1, 1), CivilDay(2020, 6, 30));
  EXPECT_EQ(SuperiorOn(agency, CivilDay(2020, 6, 30)), "54-0424");
  EXPECT_EQ(SuperiorOn(agency, CivilDay(2020, 7, 1)), "");
}

}  // namespace
}  // namespace ogi
