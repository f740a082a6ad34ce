#include "clients/cli/input/agency_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cli/text/error_text.h"

namespace ogi::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<std::string> Names(const std::vector<AgencyRow>& rows) {
  std::vector<std::string> names;
  for (const AgencyRow& row : rows) names.push_back(row.agency.name());
  return names;
}

TEST(AgencyRowsTest, ReadsEveryColumnInAnyOrder) {
  const auto rows = ReadAgencyRows(
      "name,id,level,superior,region_code,credit_code,local_number\n"
      "环翠区信访局,37-1002X,DEPARTMENT,37-1002,371002,11371002565229128G,17\n",
      "a.csv");
  ASSERT_TRUE(rows.ok()) << rows.status();
  const AgencyRow& row = rows->front();
  EXPECT_TRUE(row.problem.ok()) << row.problem;
  EXPECT_EQ(row.line, 2);
  EXPECT_EQ(row.agency.name(), "agencies/37-1002X");
  EXPECT_EQ(row.agency.names(0).text(), "环翠区信访局");
  EXPECT_EQ(row.agency.level(), v1::Agency::DEPARTMENT);
  EXPECT_EQ(row.agency.superiors(0).text(), "agencies/37-1002");
  EXPECT_EQ(row.agency.region_codes(0).text(), "371002");
  EXPECT_EQ(row.agency.credit_codes(0).text(), "11371002565229128G");
  EXPECT_EQ(row.agency.local_numbers(0).text(), "17");
}

TEST(AgencyRowsTest, U5ReadsChineseHeadingsAndSemicolons) {
  const auto rows = ReadAgencyRows(
      "机关名称;机关标识;级别;上级机关;行政区划代码\n环翠区信访局;37-1002X;部门;37-1002;371002\n",
      "a.csv");
  ASSERT_TRUE(rows.ok()) << rows.status();
  EXPECT_TRUE(rows->front().problem.ok()) << rows->front().problem;
  EXPECT_EQ(rows->front().agency.name(), "agencies/37-1002X");
  EXPECT_EQ(rows->front().agency.superiors(0).text(), "agencies/37-1002");
  EXPECT_THAT(std::string(ReadAgencyRows("编号\n", "a.csv").status().message()),
              HasSubstr("机关标识（id）"));
}

// U5: a space that nobody sees was kept, and the name was never found.
TEST(AgencyRowsTest, U5DropsSpacesOfEveryKindAroundAValue) {
  const auto rows = ReadAgencyRows(
      "id,name,level\n54-0001,\u3000达仁乡人民政府\u00a0,TOWNSHIP\n"
      "54-0002,\"乙乡\u00a0\",TOWNSHIP\n",
      "a.csv");
  ASSERT_TRUE(rows.ok()) << rows.status();
  EXPECT_EQ((*rows)[0].agency.names(0).text(), "达仁乡人民政府");
  EXPECT_EQ((*rows)[1].agency.names(0).text(), "乙乡");
}

TEST(AgencyRowsTest, U5TellsRowsOfOneName) {
  const auto rows = ReadAgencyRows(
      "id,name,level\n54-0001,城关镇人民政府,TOWNSHIP\n54-0002,乙乡,TOWNSHIP\n"
      "54-0003,城关镇人民政府,TOWNSHIP\n",
      "a.csv");
  ASSERT_TRUE(rows.ok());
  EXPECT_EQ((*rows)[0].same_name_as_line, 0);
  EXPECT_EQ((*rows)[2].same_name_as_line, 2);
  EXPECT_TRUE((*rows)[2].problem.ok());
}

TEST(AgencyRowsTest, SuperiorsComeFirst) {
  const auto rows = ReadAgencyRows(
      "id,name,level,superior\n"
      "54-0003,丙,TOWNSHIP,54-0002\n"
      "54-0009,外,TOWNSHIP,54-7777\n"
      "54-0002,乙,COUNTY,54-0001\n"
      "54-0001,甲,市级,\n",
      "a.csv");
  ASSERT_TRUE(rows.ok()) << rows.status();
  EXPECT_THAT(Names(*rows), ElementsAre("agencies/54-0009", "agencies/54-0001", "agencies/54-0002",
                                        "agencies/54-0003"));
  EXPECT_EQ((*rows)[1].agency.level(), v1::Agency::PREFECTURE);
}

TEST(AgencyRowsTest, ACircleIsAProblemOfItsRowsAlone) {
  const auto rows = ReadAgencyRows(
      "id,name,level,superior\n54-0001,甲,COUNTY,54-0002\n54-0002,乙,COUNTY,54-0001\n"
      "54-0003,丙,COUNTY,\n",
      "a.csv");
  ASSERT_TRUE(rows.ok());
  EXPECT_TRUE((*rows)[0].problem.ok());
  EXPECT_FALSE((*rows)[1].problem.ok());
  EXPECT_FALSE((*rows)[2].problem.ok());
}

TEST(AgencyRowsTest, AProblemNamesItsColumnAndWhatToDo) {
  const auto rows = ReadAgencyRows(
      "id,name,level,credit_code\n54-0001,甲,COUNTY,11371002565229128H\n54-0002,乙,大,\n", "a.csv");
  ASSERT_TRUE(rows.ok());
  const std::string code = ErrorText((*rows)[0].problem, "", Language::kChinese);
  EXPECT_THAT(code, HasSubstr("credit_code"));
  EXPECT_THAT(code, Not(HasSubstr("credit_codes")));
  EXPECT_THAT(ErrorText((*rows)[1].problem, "", Language::kEnglish), HasSubstr("level: “大”"));
}

TEST(AgencyRowsTest, WhoIsLedFromAboveIsSaidWithYesOrNo) {
  const auto rows = ReadAgencyRows(
      "id,name,level,垂直领导\n54-0001,甲,部门,是\n54-0002,乙,部门,否\n54-0003,丙,部门,\n54-0004,"
      "丁,部"
      "门,也许\n",
      "a.csv");
  ASSERT_TRUE(rows.ok());
  EXPECT_TRUE((*rows)[0].agency.vertically_led());
  EXPECT_TRUE((*rows)[1].agency.has_vertically_led());
  EXPECT_FALSE((*rows)[1].agency.vertically_led());
  EXPECT_FALSE((*rows)[2].agency.has_vertically_led());
  EXPECT_THAT(ErrorText((*rows)[3].problem, "", Language::kEnglish), HasSubstr("vertically_led"));
}

TEST(AgencyRowsTest, AnIdGivenTwiceIsAProblemOfTheSecond) {
  const auto rows =
      ReadAgencyRows("id,name,level\n54-0001,甲,COUNTY\n54-0001,乙,COUNTY\n", "a.csv");
  ASSERT_TRUE(rows.ok());
  EXPECT_TRUE((*rows)[0].problem.ok());
  EXPECT_THAT(std::string((*rows)[1].problem.message()), HasSubstr("第 2 行"));
}

TEST(AgencyRowsTest, AMissingFieldIsAProblemOfTheRow) {
  const auto rows = ReadAgencyRows("id,name,level\n54-0001,甲\n", "a.csv");
  ASSERT_TRUE(rows.ok());
  EXPECT_FALSE(rows->front().problem.ok());
}

TEST(AgencyRowsTest, AnUnknownColumnRefusesTheFile) {
  EXPECT_THAT(std::string(ReadAgencyRows("id,nmae\n", "a.csv").status().message()),
              HasSubstr("nmae"));
}

TEST(AgencyRowsTest, AnEmptyFileIsRefused) { EXPECT_FALSE(ReadAgencyRows("", "a.csv").ok()); }

TEST(AgencyRowsTest, ReadsJsonLines) {
  const auto rows = ReadAgencyRows(
      "{\"id\": \"54-0001\", \"name\": \"甲\", \"level\": \"COUNTY\"}\n\n"
      "{\"id\": \"54-0002\", \"name\": \"乙\", \"level\": \"乡级\", \"superior\": \"54-0001\"}\n",
      "a.jsonl");
  ASSERT_TRUE(rows.ok()) << rows.status();
  EXPECT_THAT(Names(*rows), ElementsAre("agencies/54-0001", "agencies/54-0002"));
  EXPECT_EQ((*rows)[1].line, 3);
  EXPECT_THAT(std::string(ReadAgencyRows("{\"id\": 5}", "a.jsonl").status().message()),
              HasSubstr("a.jsonl:1"));
}

}  // namespace
}  // namespace ogi::cli
