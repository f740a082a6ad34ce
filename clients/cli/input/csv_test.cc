#include "clients/cli/input/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ogi::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

TEST(CsvTest, RowsKnowTheirLines) {
  const auto rows = ParseCsv("a,b\n\n1,2\r\n3,4");
  ASSERT_TRUE(rows.ok());
  ASSERT_THAT(*rows, SizeIs(3));
  EXPECT_EQ((*rows)[1].line, 3);
  EXPECT_THAT((*rows)[1].fields, ElementsAre("1", "2"));
  EXPECT_EQ((*rows)[2].line, 4);
}

TEST(CsvTest, QuotesHoldCommasQuotesAndLineBreaks) {
  const auto rows = ParseCsv("\"a,b\",\"say \"\"yes\"\"\",\"two\nlines\"\nnext,,");
  ASSERT_TRUE(rows.ok());
  EXPECT_THAT((*rows)[0].fields, ElementsAre("a,b", "say \"yes\"", "two\nlines"));
  EXPECT_EQ((*rows)[1].line, 3);
  EXPECT_THAT((*rows)[1].fields, ElementsAre("next", "", ""));
}

TEST(CsvTest, TheFirstLineSaysWhatSeparatesFields) {
  EXPECT_THAT((*ParseCsv("a;b\n1,5;\"x;y\"\n"))[1].fields, ElementsAre("1,5", "x;y"));
  EXPECT_THAT((*ParseCsv("a\tb\n1\t\n"))[1].fields, ElementsAre("1", ""));
  EXPECT_THAT((*ParseCsv("a,b;c\n1;2,3\n"))[1].fields, ElementsAre("1;2", "3"));
}

TEST(CsvTest, SpacesAroundFieldsAreDropped) {
  EXPECT_THAT((*ParseCsv(" a , \"b\" ,c \n"))[0].fields, ElementsAre("a", "b", "c"));
}

TEST(CsvTest, AnOpenQuoteIsToldWithTheLineItBeginsOn) {
  const absl::Status status = ParseCsv("a\n\"b\nc\n").status();
  EXPECT_NE(status.message().find("第 2 行"), absl::string_view::npos) << status;
}

TEST(CsvTest, TextAfterAQuoteIsAnError) { EXPECT_FALSE(ParseCsv("\"a\"b,c").ok()); }

TEST(CsvTest, AnEmptyTextHasNoRows) { EXPECT_THAT(*ParseCsv("\n\r\n"), SizeIs(0)); }

}  // namespace
}  // namespace ogi::cli
