#include "clients/cli/input/profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "clients/cli/exit_code.h"
#include "clients/cli/input/files.h"
#include "tests/support/temporary_directory.h"

namespace ogi::cli {
namespace {

class ProfileTest : public testing::Test {
 protected:
  ProfileTest() { setenv("XDG_CONFIG_HOME", directory_.Path("config").c_str(), 1); }
  ~ProfileTest() override { unsetenv("XDG_CONFIG_HOME"); }

  const TemporaryDirectory directory_;
};

TEST_F(ProfileTest, IsAFileThatItsOwnerAloneReads) {
  const auto path = WriteProfile("county", {{"server", "10.0.0.1:7443"}, {"key", "/k.pem"}});
  ASSERT_TRUE(path.ok()) << path.status();
  EXPECT_EQ(*path, directory_.Path("config/ogi/profiles/county.toml"));
  EXPECT_EQ(*ReadBytes(*path, 1000), "server = '10.0.0.1:7443'\nkey = '/k.pem'\n");
  namespace fs = std::filesystem;
  EXPECT_EQ(fs::status(*path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(*FindProfile("county"), *path);
}

TEST_F(ProfileTest, OneThatIsNotThereSaysHowToMakeIt) {
  const auto path = FindProfile("county");
  EXPECT_EQ(ExitCodeOf(path.status()), ExitCode::kLocalError);
  EXPECT_NE(path.status().message().find("ogictl login county"), std::string::npos);
}

TEST_F(ProfileTest, ANameLeadsNowhereElse) {
  for (const char* name : {"", "../x", "a/b", "a.b", "县"}) {
    EXPECT_FALSE(ProfilePath(name).ok()) << name;
  }
}

TEST_F(ProfileTest, AValueThatCannotBeWrittenIsRefused) {
  const auto path = WriteProfile("county", {{"token-command", "echo \"it's\""}});
  EXPECT_EQ(ExitCodeOf(path.status()), ExitCode::kLocalError);
  EXPECT_FALSE(FindProfile("county").ok());
}

}  // namespace
}  // namespace ogi::cli
