#include "domain/codes/principal.h"

#include <gtest/gtest.h>

namespace ogi {
namespace {

TEST(PrincipalTest, OrgansPlatformsAndStaffAreCallers) {
  EXPECT_EQ(ParsePrincipal("agencies/54-0424204")->kind, Principal::Kind::kAgency);
  EXPECT_EQ(ParsePrincipal("platforms/xizang")->kind, Principal::Kind::kPlatform);
  EXPECT_EQ(ParsePrincipal("staff/zhang-san")->kind, Principal::Kind::kStaff);
}

TEST(PrincipalTest, NothingElseIsACaller) {
  for (const char* name : {"", "agencies/", "agencies/x", "platforms/", "platforms/a/b",
                           "platforms/a b", "people/x", "staff/张三", "platforms/a\n", "Staff/x"}) {
    EXPECT_FALSE(ParsePrincipal(name).has_value()) << name;
  }
  EXPECT_FALSE(ParsePrincipal("platforms/" + std::string(65, 'a')).has_value());
}

TEST(PrincipalTest, ACertificateNamesACallerAfterItsScheme) {
  EXPECT_EQ(ParsePrincipalUri("ogi:platforms/xizang")->name, "platforms/xizang");
  EXPECT_FALSE(ParsePrincipalUri("platforms/xizang").has_value());
  EXPECT_FALSE(ParsePrincipalUri("https://ogi:platforms/xizang").has_value());
  EXPECT_FALSE(ParsePrincipalUri("OGI:platforms/xizang").has_value());
}

TEST(PrincipalTest, PeopleAreNamedBelowWhoNamesThem) {
  const auto person = ParsePersonName("platforms/xizang/people/li-si");
  ASSERT_TRUE(person.has_value());
  EXPECT_EQ(*person, (PersonName{"platforms/xizang", "li-si"}));
  EXPECT_EQ(FormatPersonName(person->issuer, person->person), "platforms/xizang/people/li-si");
  EXPECT_TRUE(ParsePersonName("agencies/54-0424204/people/a").has_value());
  EXPECT_FALSE(ParsePersonName("staff/zhang/people/a").has_value());
  EXPECT_FALSE(ParsePersonName("platforms/xizang/people/").has_value());
  EXPECT_FALSE(ParsePersonName("platforms/xizang/people/a/people/b").has_value());
  EXPECT_FALSE(ParsePersonName("people/a").has_value());
}

}  // namespace
}  // namespace ogi
