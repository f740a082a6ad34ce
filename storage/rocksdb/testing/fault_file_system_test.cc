#include "storage/rocksdb/testing/fault_file_system.h"

#include "gtest/gtest.h"
#include "tests/support/temporary_directory.h"

namespace ogi {
namespace {

class FaultFileSystemTest : public testing::Test {
 protected:
  std::unique_ptr<rocksdb::FSWritableFile> Create(const std::string& name) {
    std::unique_ptr<rocksdb::FSWritableFile> file;
    EXPECT_TRUE(disk_.NewWritableFile(directory_.Path(name), {}, &file, nullptr).ok());
    return file;
  }
  void SyncDirectory() {
    std::unique_ptr<rocksdb::FSDirectory> directory;
    ASSERT_TRUE(disk_.NewDirectory(directory_.Path(""), {}, &directory, nullptr).ok());
    ASSERT_TRUE(directory->Fsync({}, nullptr).ok());
  }
  // Nullopt where there is no such file.
  std::optional<std::string> Contents(const std::string& name) {
    std::string contents;
    if (!rocksdb::ReadFileToString(&disk_, directory_.Path(name), &contents).ok()) {
      return std::nullopt;
    }
    return contents;
  }
  // A file whose name and contents are durable.
  void WriteDurably(const std::string& name, const std::string& contents) {
    const auto file = Create(name);
    ASSERT_TRUE(file->Append(contents, {}, nullptr).ok());
    ASSERT_TRUE(file->Sync({}, nullptr).ok());
    SyncDirectory();
  }

  const TemporaryDirectory directory_;
  FaultFileSystem disk_;
};

TEST_F(FaultFileSystemTest, ForgetsWhatCameAfterTheLastSync) {
  auto file = Create("file");
  SyncDirectory();
  ASSERT_TRUE(file->Append("synced", {}, nullptr).ok());
  ASSERT_TRUE(file->Sync({}, nullptr).ok());
  ASSERT_TRUE(file->Append(" not synced", {}, nullptr).ok());
  ASSERT_TRUE(file->Flush({}, nullptr).ok());
  EXPECT_EQ(Contents("file"), "synced not synced");
  file.reset();
  disk_.DropUnsynced();
  EXPECT_EQ(Contents("file"), "synced");
}

TEST_F(FaultFileSystemTest, ForgetsAFileWhoseDirectoryWasNotSynced) {
  auto file = Create("file");
  ASSERT_TRUE(file->Append("synced", {}, nullptr).ok());
  ASSERT_TRUE(file->Sync({}, nullptr).ok());
  file.reset();
  disk_.DropUnsynced();
  EXPECT_EQ(Contents("file"), std::nullopt);
}

TEST_F(FaultFileSystemTest, UndoesARenameWhoseDirectoryWasNotSynced) {
  WriteDurably("current", "old");
  WriteDurably("new", "new");
  ASSERT_TRUE(
      disk_.RenameFile(directory_.Path("new"), directory_.Path("current"), {}, nullptr).ok());
  EXPECT_EQ(Contents("current"), "new");
  disk_.DropUnsynced();
  EXPECT_EQ(Contents("current"), "old");
  EXPECT_EQ(Contents("new"), "new");
}

TEST_F(FaultFileSystemTest, KeepsARenameWhoseDirectoryWasSynced) {
  WriteDurably("current", "old");
  WriteDurably("new", "new");
  ASSERT_TRUE(
      disk_.RenameFile(directory_.Path("new"), directory_.Path("current"), {}, nullptr).ok());
  SyncDirectory();
  disk_.DropUnsynced();
  EXPECT_EQ(Contents("current"), "new");
  EXPECT_EQ(Contents("new"), std::nullopt);
}

TEST_F(FaultFileSystemTest, WhatAFailedSyncLeftIsNotSavedByALaterOne) {
  auto file = Create("1.log");
  SyncDirectory();
  ASSERT_TRUE(file->Append("durable", {}, nullptr).ok());
  ASSERT_TRUE(file->Sync({}, nullptr).ok());
  ASSERT_TRUE(file->Append(" failed", {}, nullptr).ok());
  disk_.FailNextLogSync(/*lose=*/false);
  EXPECT_FALSE(file->Sync({}, nullptr).ok());
  EXPECT_TRUE(file->Sync({}, nullptr).ok());
  file.reset();
  EXPECT_EQ(Contents("1.log"), "durable failed");
  disk_.DropUnsynced();
  EXPECT_EQ(Contents("1.log"), "durable");
}

TEST_F(FaultFileSystemTest, AFailedSyncCanLoseItsBytesAtOnce) {
  auto file = Create("1.log");
  ASSERT_TRUE(file->Append("bytes", {}, nullptr).ok());
  disk_.FailNextLogSync(/*lose=*/true);
  EXPECT_FALSE(file->Sync({}, nullptr).ok());
  file.reset();
  EXPECT_EQ(Contents("1.log"), "");
}

TEST_F(FaultFileSystemTest, AFullDiskTakesWhatFitsAndADeletionMakesRoom) {
  WriteDurably("large", std::string(100, 'l'));
  disk_.SetRoom(3);
  auto file = Create("file");
  const rocksdb::IOStatus status = file->Append("12345", {}, nullptr);
  EXPECT_TRUE(status.IsNoSpace()) << status.ToString();
  uint64_t free_bytes = 1;
  ASSERT_TRUE(disk_.GetFreeSpace(directory_.Path(""), {}, &free_bytes, nullptr).ok());
  EXPECT_EQ(free_bytes, 0u);
  ASSERT_TRUE(disk_.DeleteFile(directory_.Path("large"), {}, nullptr).ok());
  EXPECT_TRUE(file->Append("67", {}, nullptr).ok());
  file.reset();
  EXPECT_EQ(Contents("file"), "12367");
}

TEST_F(FaultFileSystemTest, AfterAStopNothingChanges) {
  auto file = Create("file");
  disk_.Stop();
  EXPECT_FALSE(file->Append("x", {}, nullptr).ok());
  EXPECT_FALSE(file->Sync({}, nullptr).ok());
  EXPECT_FALSE(disk_.DeleteFile(directory_.Path("file"), {}, nullptr).ok());
  file.reset();
  disk_.DropUnsynced();
  Create("another");
}

}  // namespace
}  // namespace ogi
