#include "clients/cli/input/parse_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cli/input/json_scanner.h"
#include "domain/form/text.h"
#include "ogi/v1/annual_report.pb.h"

namespace ogi::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string ErrorOf(absl::string_view text) {
  v1::AnnualReport report;
  return std::string(ParseJson(text, "a.json", &report).message());
}

TEST(ParseJsonTest, BothSpellingsOfAFieldAreRead) {
  v1::AnnualReport report;
  ASSERT_TRUE(ParseJson(R"({"table_three": {"received": {"natural_person": 3}},
                            "agencyName": "乡"})",
                        "a.json", &report)
                  .ok());
  EXPECT_EQ(report.table_three().received().natural_person(), 3);
  EXPECT_EQ(report.agency_name(), "乡");
}

TEST(ParseJsonTest, ABlankStaysBlankAndZeroZero) {
  v1::AnnualReport report;
  ASSERT_TRUE(
      ParseJson(R"({"table_four": {"review": {"total": 0, "upheld": null}}})", "a", &report).ok());
  EXPECT_TRUE(report.table_four().review().has_total());
  EXPECT_FALSE(report.table_four().review().has_upheld());
}

TEST(ParseJsonTest, AnUnknownFieldIsNamedWithItsPlace) {
  EXPECT_THAT(ErrorOf("{\"year\": 2020,\n  \"table_three\": {\"recieved\": {}}}"),
              StartsWith("a.json 第 2 行第 19 列：table_three.recieved 没有名为 recieved 的字段"));
}

TEST(ParseJsonTest, AControlCharacterOfAFieldNameIsNotRepeated) {
  v1::AnnualReport report;
  for (const char* text : {"{\"ye\x7f\": 1}", "{\"ye\x7f\": 1, \"ye\x7f\": 1}"}) {
    const absl::Status status = ParseJson(text, "a.json", &report);
    EXPECT_EQ(InspectText(status.message()).fault, TextFault::kNone) << status;
    EXPECT_NE(status.message().find("ye"), std::string::npos) << status;
  }
}

TEST(ParseJsonTest, AValueOfTheWrongKindIsNamedWithItsPlace) {
  EXPECT_THAT(ErrorOf("{\"tableThree\":\n{\"received\": {\"naturalPerson\": \"三\"}}}"),
              StartsWith("a.json 第 2 行第 15 列：table_three.received.natural_person 填的是"));
  EXPECT_THAT(ErrorOf("{\"table_four\": {\"review\": {\"total\": 1.5}}}"), HasSubstr("应为整数"));
  EXPECT_THAT(ErrorOf("{\"scope\": \"own\"}"), HasSubstr("scope"));
  EXPECT_THAT(ErrorOf("{\"cell_notes\": [{}, {\"kind\": \"X\"}]}"),
              StartsWith("a.json 第 1 行第 22 列：cell_notes[1].kind"));
}

TEST(ParseJsonTest, AFieldGivenTwiceIsAnError) {
  EXPECT_THAT(ErrorOf("{\"year\": 2020,\n\"year\": 2021}"),
              StartsWith("a.json 第 2 行第 1 列：不是正确的 JSON：字段 year 出现了两次"));
  EXPECT_THAT(ErrorOf("{\"agency_name\": \"a\", \"agencyName\": \"b\"}"), HasSubstr("出现了两次"));
}

TEST(ParseJsonTest, FaultsOfTheTextAreToldWithTheirPlace) {
  const std::pair<const char*, const char*> cases[] = {
      {"{\"年度\" 2020}", "第 1 行第 7 列"},
      {"{\"a\": 1", "文件已经结束"},
      {"{\"a\": 1}}", "第 1 行第 9 列"},
      {"{\"a\": 01}", "第 1 行第 7 列"},
      {"{\"a\": 'x'}", "第 1 行第 7 列"},
      {"{\"a\": \"x\n\"}", "没有以双引号结束"},
      {"{\"a\": 1,}", "第 1 行第 9 列"},
      {"[1, 2", "文件已经结束"},
      {"", "文件已经结束"},
      {"{a: 1}", "带双引号的字段名"},
      {"{\"a\": \"x", "没有以双引号结束"},
      {"{\"a\": \"x\\", "没有以双引号结束"},
  };
  for (const auto& [text, told] : cases) EXPECT_THAT(ErrorOf(text), HasSubstr(told)) << text;
}

TEST(ParseJsonTest, DeepNestingIsRefused) {
  EXPECT_THAT(ErrorOf(std::string(100'000, '[')), HasSubstr("嵌套过深"));
}

TEST(ParseJsonTest, ErrorsHaveAnEnglishLine) {
  EXPECT_THAT(ErrorOf("{\"bogus\": 1}"),
              HasSubstr("\na.json, line 1, column 2: bogus: there is no field bogus"));
}

}  // namespace
}  // namespace ogi::cli
