#include "domain/agency/merge.h"

#include <google/protobuf/util/message_differencer.h>

#include "domain/agency/agency.h"
#include "gtest/gtest.h"

namespace ogi {
namespace {

using google::protobuf::util::MessageDifferencer;

const CivilDay kToday(2026, 3, 1);

v1::Agency Row(const std::string& name) {
  v1::Agency agency;
  agency.set_name("agencies/54-0424204");
  agency.set_level(v1::Agency::TOWNSHIP);
  agency.add_names()->set_text(name);
  return agency;
}

void ExpectWellFormed(const v1::Agency& agency) {
  FieldViolations violations;
  CheckAgency(agency, "agency", &violations);
  EXPECT_TRUE(violations.ToStatus().ok()) << violations.ToStatus();
}

// U5: a table with a new name wiped the former one, and old documents no longer matched.
TEST(MergeRow, U5KeepsTheFormerNameAndBeginsTheNewOneToday) {
  const v1::Agency merged = MergeRow(Row("旧名"), Row("新名"), kToday);
  ASSERT_EQ(merged.names_size(), 2);
  EXPECT_EQ(NameOn(merged, kToday - 1), "旧名");
  EXPECT_EQ(NameOn(merged, kToday), "新名");
  ExpectWellFormed(merged);
}

TEST(MergeRow, ChangesNothingWhereTheNameIsInForce) {
  const v1::Agency renamed = MergeRow(Row("旧名"), Row("新名"), kToday);
  EXPECT_TRUE(MessageDifferencer::Equals(MergeRow(renamed, Row("新名"), kToday + 30), renamed));
}

TEST(MergeRow, CorrectsASlipOfTheSameDay) {
  const v1::Agency slip = MergeRow(Row("旧名"), Row("新铭"), kToday);
  const v1::Agency merged = MergeRow(slip, Row("新名"), kToday);
  ASSERT_EQ(merged.names_size(), 2);
  EXPECT_EQ(NameOn(merged, kToday), "新名");
  ExpectWellFormed(merged);
}

TEST(MergeRow, GoesBackToAFormerNameAsToANewOne) {
  v1::Agency agency = MergeRow(Row("旧名"), Row("新名"), kToday);
  agency = MergeRow(agency, Row("旧名"), kToday + 10);
  EXPECT_EQ(agency.names_size(), 3);
  EXPECT_EQ(NameOn(agency, kToday + 5), "新名");
  EXPECT_EQ(NameOn(agency, kToday + 10), "旧名");
  ExpectWellFormed(agency);
}

TEST(MergeRow, TakesNothingAwayThatARowDoesNotSpeakOf) {
  v1::Agency on_record = Row("名");
  on_record.add_superiors()->set_text("agencies/54-0424");
  on_record.add_credit_codes()->set_text("11371002565229128G");
  on_record.add_localised_names()->set_language_code("bo");
  on_record.add_successions()->set_agency("agencies/54-0425");
  EXPECT_TRUE(MessageDifferencer::Equals(MergeRow(on_record, Row("名"), kToday), on_record));
}

TEST(MergeRow, MovesAnAgencyFromTodayOn) {
  v1::Agency on_record = Row("名");
  on_record.add_superiors()->set_text("agencies/54-0424");
  v1::Agency row = Row("名");
  row.add_superiors()->set_text("agencies/54-0500");
  const v1::Agency merged = MergeRow(on_record, row, kToday);
  EXPECT_EQ(SuperiorOn(merged, kToday - 1), "54-0424");
  EXPECT_EQ(SuperiorOn(merged, kToday), "54-0500");
}

TEST(MergeRow, KeepsWhoLeadsAnAgencyUnlessTheRowSays) {
  v1::Agency on_record = Row("名");
  on_record.set_vertically_led(true);
  EXPECT_TRUE(MergeRow(on_record, Row("名"), kToday).vertically_led());
  v1::Agency row = Row("名");
  row.set_vertically_led(false);
  EXPECT_FALSE(MergeRow(on_record, row, kToday).vertically_led());
}

TEST(MergeRow, TakesAListWithDatesAsItIs) {
  v1::Agency row = Row("名");
  *row.mutable_names(0)->mutable_from() = ToDate(CivilDay(2020, 1, 1));
  EXPECT_TRUE(MessageDifferencer::Equals(MergeRow(Row("旧名"), row, kToday), row));
}

}  // namespace
}  // namespace ogi
