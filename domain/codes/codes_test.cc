#include <array>
#include <string>

#include "domain/codes/agency_id.h"
#include "domain/codes/credit_code.h"
#include "domain/codes/region_code.h"
#include "gtest/gtest.h"

namespace ogi {
namespace {

TEST(AgencyId, TakesTwoDigitsAHyphenAndFourToTwentyDigitsOrCapitals) {
  EXPECT_TRUE(IsAgencyId("54-0424204"));
  EXPECT_TRUE(IsAgencyId("00-ABCD"));
  EXPECT_TRUE(IsAgencyId("11-0123456789ABCDEFGHIJ"));
}

TEST(AgencyId, RefusesAnythingElse) {
  for (const char* text : {"", "54", "54-", "54-042", "5-0424204", "544-0424204", "54_0424204",
                           "54-042420a", "54-04242 4", "54-0123456789ABCDEFGHIJK", "5X-0424204",
                           "54-0424204\n", " 54-0424204", "54-乡乡"}) {
    EXPECT_FALSE(IsAgencyId(text)) << text;
  }
  EXPECT_FALSE(IsAgencyId(absl::string_view("54-0424\0", 8)));
}

TEST(AgencyId, BelongsToThePartitionOfItsTwoDigits) {
  EXPECT_EQ(PartitionOf("54-0424204"), "54");
  EXPECT_EQ(PartitionOf("00-ABCD"), "00");
}

constexpr std::array<const char*, 5> kRealCodes = {"11371002565229128G", "11371000004359010J",
                                                   "11371082004230911E", "11341702486344515H",
                                                   "113325000026455663"};

TEST(CreditCode, TakesRealCodes) {
  for (const char* code : kRealCodes) {
    EXPECT_TRUE(IsCreditCode(code)) << code;
    EXPECT_EQ(CreditCodeCheckDigit(absl::string_view(code).substr(0, 17)), code[17]) << code;
  }
}

TEST(CreditCode, NoticesEveryChangeOfOneCharacter) {
  constexpr absl::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  for (const char* code : kRealCodes) {
    for (size_t place = 0; place < 18; ++place) {
      for (const char c : kAlphabet) {
        if (code[place] == c) continue;
        std::string changed = code;
        changed[place] = c;
        EXPECT_FALSE(IsCreditCode(changed)) << changed;
      }
    }
  }
}

TEST(CreditCode, RefusesWrongLengthsAndForeignCharacters) {
  EXPECT_FALSE(IsCreditCode(""));
  EXPECT_FALSE(IsCreditCode("11371002565229128"));
  EXPECT_FALSE(IsCreditCode("11371002565229128GG"));
  EXPECT_FALSE(IsCreditCode("11371002565229128g"));
  for (const char* letter : {"I", "O", "S", "V", "Z", "-", " "}) {
    std::string code = "11371002565229128G";
    code.replace(9, 1, letter);
    EXPECT_FALSE(IsCreditCode(code)) << code;
    EXPECT_EQ(CreditCodeCheckDigit(absl::string_view(code).substr(0, 17)), '\0') << code;
  }
  EXPECT_FALSE(IsCreditCode(absl::string_view("11371002I65229128\0", 18)));
}

TEST(CreditCode, RefusesLettersInTheRegionThoughTheCheckDigitIsRight) {
  std::string code = "11A71002565229128";
  code += CreditCodeCheckDigit(code);
  EXPECT_FALSE(IsCreditCode(code));
}

TEST(OrganisationCode, ChecksItsNinthCharacter) {
  EXPECT_EQ(OrganisationCodeCheckDigit("56522912"), '8');
  EXPECT_TRUE(IsOrganisationCode("565229128"));
  EXPECT_FALSE(IsOrganisationCode("565229127"));
  EXPECT_FALSE(IsOrganisationCode("56522912-8"));
  EXPECT_FALSE(IsOrganisationCode(absl::string_view("5652-912\0", 9)));
}

TEST(OrganisationCode, AgreesWithTheOneInsideRealCreditCodes) {
  for (const char* code : kRealCodes) {
    EXPECT_TRUE(IsOrganisationCode(absl::string_view(code).substr(8, 9))) << code;
  }
}

TEST(OrganisationCode, WritesTenAsXAndElevenAsZero) {
  // Weights 3 and 7: 4 × 3 = 12, 12 mod 11 = 1, 11 − 1 = 10.
  EXPECT_EQ(OrganisationCodeCheckDigit("40000000"), 'X');
  EXPECT_EQ(OrganisationCodeCheckDigit("00000000"), '0');
}

TEST(RegionCode, KnowsTheLevelOfEachLength) {
  EXPECT_EQ(RegionLevelOf("540000"), RegionLevel::kProvince);
  EXPECT_EQ(RegionLevelOf("540400"), RegionLevel::kPrefecture);
  EXPECT_EQ(RegionLevelOf("540424"), RegionLevel::kCounty);
  EXPECT_EQ(RegionLevelOf("540424204"), RegionLevel::kTownship);
  EXPECT_EQ(RegionLevelOf("540424204000"), RegionLevel::kTownship);
  EXPECT_EQ(RegionLevelOf("540424204201"), RegionLevel::kVillage);
}

TEST(RegionCode, TakesTownshipsOfCitiesWithoutCounties) {
  EXPECT_EQ(RegionLevelOf("441900003"), RegionLevel::kTownship);
  EXPECT_EQ(ParentRegion("441900003"), "441900");
}

TEST(RegionCode, RefusesWrongStructures) {
  for (const char* code : {"", "54", "5404", "54042", "5404242", "54042420400", "5404242040001",
                           "54042a", "100000", "830000", "000000", "540024", "540424000201"}) {
    EXPECT_FALSE(IsRegionCode(code)) << code;
    EXPECT_EQ(ParentRegion(code), std::nullopt) << code;
  }
}

TEST(RegionCode, ClimbsToTheProvinceAndNoFurther) {
  EXPECT_EQ(ParentRegion("540424204201"), "540424204");
  EXPECT_EQ(ParentRegion("540424204000"), "540424");
  EXPECT_EQ(ParentRegion("540424204"), "540424");
  EXPECT_EQ(ParentRegion("540424"), "540400");
  EXPECT_EQ(ParentRegion("540400"), "540000");
  EXPECT_EQ(ParentRegion("540000"), std::nullopt);
}

}  // namespace
}  // namespace ogi
