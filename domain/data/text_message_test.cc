#include "domain/data/text_message.h"

#include "domain/data/embedded_files.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ogi/catalogue/v1/work_calendar.pb.h"

namespace ogi {
namespace {

using ::testing::HasSubstr;

constexpr absl::string_view kText = R"(years {
  year: 2020
  holidays { name: "a" first: "2020-01-01" }
  holidays {
    name: "b"
    first: "2020-02-01"
  }
}
)";

class TextMessageTest : public ::testing::Test {
 protected:
  FileLines Lines() {
    EXPECT_TRUE(ReadTextMessage("x.textproto", kText, &calendar_, &tree_).ok());
    return FileLines("x.textproto", &tree_, calendar_.GetDescriptor());
  }
  catalogue::v1::WorkCalendar calendar_;
  google::protobuf::TextFormat::ParseInfoTree tree_;
};

TEST_F(TextMessageTest, AFieldIsNamedByItsLine) {
  const FileLines lines = Lines();
  EXPECT_EQ(lines.At("years", 0).Place("year"), "x.textproto:2");
  EXPECT_EQ(lines.At("years", 0).At("holidays", 0).Place("first"), "x.textproto:3");
  EXPECT_EQ(lines.At("years", 0).At("holidays", 1).Place("first"), "x.textproto:6");
}

TEST_F(TextMessageTest, AFieldThatIsNotWrittenIsNamedByItsMessage) {
  EXPECT_EQ(Lines().At("years", 0).At("holidays", 1).Place("last"), "x.textproto:4");
}

TEST_F(TextMessageTest, WhatCannotBeReadIsNamedByFileAndLine) {
  const absl::Status status =
      ReadTextMessage("x.textproto", "years {\n  yaer: 2020\n}\n", &calendar_, &tree_);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("x.textproto:2"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("yaer"));
}

TEST_F(TextMessageTest, AnErrorAtTheEndOfTheFileHasNoControlBytes) {
  for (const char* cut : {"years { year: ", "years {", "years { year: \"2\"02 holidays: "}) {
    const absl::Status status = ReadTextMessage("x.textproto", cut, &calendar_, &tree_);
    EXPECT_EQ(std::string(status.message()).find_first_of(std::string("\0\1", 2)),
              std::string::npos)
        << status;
  }
}

TEST(EmbeddedFilesTest, TheCalendarIsCompiledIn) {
  ASSERT_FALSE(EmbeddedFiles().empty());
  EXPECT_EQ(EmbeddedFiles()[0].name, "calendar/work_calendar.textproto");
  EXPECT_THAT(std::string(EmbeddedFiles()[0].text), HasSubstr("years {"));
}

}  // namespace
}  // namespace ogi
