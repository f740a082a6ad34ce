#include "common/data_files.h"

#include <filesystem>
#include <fstream>

#include "common/errors.h"
#include "common/limits.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ogi {
namespace {

using ::testing::HasSubstr;

class DataFilesTest : public ::testing::Test {
 protected:
  DataFilesTest() { std::filesystem::create_directories(folder_ + "/below.textproto"); }
  ~DataFilesTest() override { std::filesystem::remove_all(folder_); }
  void Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ + "/" + name) << text;
  }

  const std::string folder_ = ::testing::TempDir() + "data_files_" +
                              ::testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(DataFilesTest, AreReadInTheOrderOfTheirNames) {
  Write("b.textproto", "2");
  Write("a.textproto", "1");
  Write("c.txt", "3");
  const auto files = ReadDataFolder(folder_, ".textproto");
  ASSERT_TRUE(files.ok()) << files.status();
  ASSERT_EQ(files->size(), 2u);
  EXPECT_THAT((*files)[0].name, HasSubstr("a.textproto"));
  EXPECT_EQ((*files)[1].text, "2");
}

TEST_F(DataFilesTest, AFolderThatIsMissingOrEmptyIsAnErrorThatNamesIt) {
  for (const std::string& folder : {folder_, folder_ + "/no"}) {
    const absl::Status status = ReadDataFolder(folder, ".textproto").status();
    EXPECT_EQ(errors::ReasonOf(status), v1::DATA_FILE_INVALID);
    EXPECT_THAT(std::string(status.message()), HasSubstr(folder));
  }
}

TEST_F(DataFilesTest, TooMuchIsAnError) {
  Write("a.textproto", std::string(limits::kMaxDataBytes + 1, ' '));
  EXPECT_EQ(errors::ReasonOf(ReadDataFolder(folder_, ".textproto").status()),
            v1::DATA_FILE_INVALID);
}

}  // namespace
}  // namespace ogi
