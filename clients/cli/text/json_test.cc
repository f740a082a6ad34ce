#include "clients/cli/text/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <vector>

#include "common/errors.h"
#include "ogi/v1/annual_report.pb.h"
#include "ogi/v1/retrieval_service.pb.h"

namespace ogi::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(JsonTest, OutputUsesTheNamesOfTheProtoFiles) {
  v1::AnnualReport report;
  report.set_agency_name("乡");
  EXPECT_EQ(ToJson(report), R"({"agency_name":"乡"})");
}

TEST(JsonTest, ErrorsAreGoogleRpcStatuses) {
  const std::string json = ErrorToJson(errors::EtagMismatch("a", "b"));
  EXPECT_THAT(json, StartsWith(R"({"error":{"code":10,"message":")"));
  EXPECT_THAT(json, HasSubstr(R"("@type":"type.googleapis.com/google.rpc.ErrorInfo")"));
  EXPECT_THAT(json, HasSubstr(R"("metadata":{"current_etag":"b","name":"a"})"));
}

TEST(JsonTest, AnEmptyListIsSaidToBeEmpty) {
  v1::ListReportsResponse list;
  EXPECT_EQ(ListToJson(list, "reports"), R"({"reports":[]})");
  list.set_next_page_token("x");
  EXPECT_EQ(ListToJson(list, "reports"), R"({"reports":[],"next_page_token":"x"})");
  list.clear_next_page_token();
  list.add_reports()->set_name("r");
  EXPECT_EQ(ListToJson(list, "reports"), R"({"reports":[{"name":"r"}]})");
}

TEST(JsonTest, AnObjectKeepsTheOrderOfItsFieldsAndQuotesTexts) {
  v1::AnnualReport report;
  report.set_year(2020);
  JsonObject object;
  object.Text("file", "a\"\n乡").Number("line", 3).Message("report", report);
  object.Texts("names", std::vector<std::string>{"x", "\""});
  EXPECT_EQ(object.Done(),
            R"({"file":"a\"\n乡","line":3,"report":{"year":2020},"names":["x","\""]})");
}

TEST(JsonTest, ResultsAreOneArrayHoweverMany) {
  std::ostringstream none;
  JsonResults(none).Finish();
  EXPECT_EQ(none.str(), "{\"results\":[]}\n");
  std::ostringstream two;
  JsonResults results(two);
  results.Add(JsonObject().Number("line", 1));
  results.Add(JsonObject().Number("line", 2));
  results.Finish(JsonObject().Text("more", "x"));
  EXPECT_EQ(two.str(), "{\"results\":[{\"line\":1},\n{\"line\":2}],\"more\":\"x\"}\n");
}

}  // namespace
}  // namespace ogi::cli
