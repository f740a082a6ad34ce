#include "clients/cli/input/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "clients/cli/exit_code.h"
#include "common/errors.h"
#include "common/limits.h"

namespace ogi::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class FilesTest : public ::testing::Test {
 protected:
  FilesTest() { std::filesystem::create_directories(folder_ + "/deep"); }
  ~FilesTest() override { std::filesystem::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& bytes) {
    std::ofstream(folder_ + "/" + name, std::ios::binary) << bytes;
    return folder_ + "/" + name;
  }

  const std::string folder_ = ::testing::TempDir() + "ogi_files_" +
                              ::testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(FilesTest, FoldersAreSearchedInOrder) {
  const std::string b = Write("b.json", "{}");
  const std::string a = Write("deep/a.json", "{}");
  Write("notes.txt", "");
  const std::string single = Write("single.dat", "{}");
  const auto files = FindReportFiles({single, folder_});
  ASSERT_TRUE(files.ok()) << files.status();
  EXPECT_THAT(*files, ElementsAre(single, b, a));
}

TEST_F(FilesTest, AMissingPathOrAnEmptyFolderIsALocalError) {
  EXPECT_EQ(ExitCodeOf(FindReportFiles({folder_ + "/none.json"}).status()), ExitCode::kLocalError);
  EXPECT_EQ(ExitCodeOf(FindReportFiles({folder_ + "/deep"}).status()), ExitCode::kLocalError);
  EXPECT_EQ(ExitCodeOf(ReadText(folder_, 10).status()), ExitCode::kLocalError);
}

TEST_F(FilesTest, AFileOverTheLimitIsNotRead) {
  const std::string path = Write("large.json", "0123456789");
  EXPECT_TRUE(ReadText(path, 10).ok());
  EXPECT_EQ(errors::ReasonOf(ReadText(path, 9).status()), v1::TOO_LARGE);
}

TEST_F(FilesTest, AReportLargerThanTheServerTakesIsRefusedHere) {
  const std::string path =
      Write("r.json", "{\"preamble\": \"" + std::string(limits::kMaxReportBytes, 'x') + "\"}");
  EXPECT_EQ(errors::ReasonOf(ReadReport(path).status()), v1::TOO_LARGE);
}

TEST_F(FilesTest, Gb18030IsRead) {
  const auto report =
      ReadReport(Write("gb.json", "{\"agency_name\": \"\xD3\xF1\xD0\xED\xCF\xE7\"}"));
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->agency_name(), "玉许乡");
}

TEST_F(FilesTest, AnErrorNamesTheFile) {
  const std::string path = Write("bad.json", "\xFF\xFF\xFF");
  EXPECT_THAT(std::string(ReadReport(path).status().message()), HasSubstr("bad.json：文件既不是"));
  const std::string unknown = Write("unknown.json", "{\"x\": 1}");
  EXPECT_THAT(std::string(ReadReport(unknown).status().message()),
              HasSubstr("unknown.json 第 1 行"));
}

TEST_F(FilesTest, AFileIsReplacedWholeAndItsFolderMade) {
  const std::string path = folder_ + "/new/a.txt";
  ASSERT_TRUE(WriteFile(path, "one").ok());
  ASSERT_TRUE(WriteFile(path, "two").ok());
  EXPECT_EQ(ReadBytes(path, 3).value(), "two");
  EXPECT_FALSE(std::filesystem::exists(path + ".unfinished"));
}

TEST_F(FilesTest, AFileThatCannotBeWrittenIsALocalError) {
  Write("file", "");
  EXPECT_EQ(ExitCodeOf(WriteFile(folder_ + "/file/a.txt", "x")), ExitCode::kLocalError);
}

}  // namespace
}  // namespace ogi::cli
