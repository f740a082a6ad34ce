#include "clients/cli/input/token_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "tests/support/fakes.h"
#include "tests/support/temporary_directory.h"

namespace ogi::cli {
namespace {

using ::testing::HasSubstr;

class TokenCommandTest : public testing::Test {
 protected:
  FakeClock clock_{absl::FromUnixSeconds(1'706'760'000)};
};

TEST_F(TokenCommandTest, IsWhatTheCommandPrints) {
  EXPECT_EQ(*TokenCommand("printf '%s' \"it's\"; echo", &clock_).Token(), "it's");
}

TEST_F(TokenCommandTest, IsAskedForAgainAfterAMinute) {
  const TemporaryDirectory directory;
  const std::string count = directory.Path("count");
  TokenCommand command(absl::StrCat("echo x >> ", count, "; wc -l < ", count), &clock_);
  EXPECT_EQ(*command.Token(), "1");
  clock_.Move(absl::Seconds(59));
  EXPECT_EQ(*command.Token(), "1");
  clock_.Move(absl::Seconds(1));
  EXPECT_EQ(*command.Token(), "2");
}

TEST_F(TokenCommandTest, ACommandThatGivesNoneIsNamed) {
  for (const char* command : {"true", "echo x; false", "no-such-program 2>/dev/null"}) {
    const absl::StatusOr<std::string> token = TokenCommand(command, &clock_).Token();
    ASSERT_FALSE(token.ok()) << command;
    EXPECT_THAT(std::string(token.status().message()), HasSubstr(command));
  }
}

}  // namespace
}  // namespace ogi::cli
