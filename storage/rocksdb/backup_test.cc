#include "storage/rocksdb/backup.h"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "common/errors.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/conformance/store_under_test.h"
#include "storage/rocksdb/rocksdb_store.h"
#include "tests/support/temporary_directory.h"

namespace ogi {
namespace {

using conformance::CommitOf;
using conformance::Put;
namespace fs = std::filesystem;

class BackupTest : public testing::Test {
 protected:
  BackupTest() { store_ = Open(directory_.Path("data")); }

  static std::unique_ptr<RocksDbStore> Open(const std::string& path) {
    RocksDbOptions options;
    options.directory = path;
    options.create_if_missing = true;
    auto store = RocksDbStore::Open(options);
    EXPECT_TRUE(store.ok()) << store.status() << errors::LogDetail(store.status());
    return store.ok() ? *std::move(store) : nullptr;
  }

  // Each commit writes a record and a payload of the same number.
  void File(uint64_t number) {
    const Commit commit =
        CommitOf(number, {Put(absl::StrCat("\x20", number), absl::StrCat(number)),
                          Put(absl::StrCat("\x22", number), std::string(2000, 'p'))});
    const auto outcomes = store_->CommitUnsealed("54", absl::MakeConstSpan(&commit, 1));
    ASSERT_EQ(outcomes.front().state, CommitState::kCommitted) << outcomes.front().error;
  }

  static std::vector<std::pair<std::string, std::string>> Everything(const Reader& reader) {
    std::vector<std::pair<std::string, std::string>> all;
    Range range;
    do {
      const auto page = reader.Scan("54", range, ScanLimits{});
      EXPECT_TRUE(page.ok()) << page.status();
      if (!page.ok()) break;
      for (const Item& item : page->items) {
        all.emplace_back(item.key, absl::StrCat(item.version, " ", item.value));
      }
      range.begin = page->next;
    } while (!range.begin.empty());
    return all;
  }

  BackupInfo MakeBackup() {
    const auto info = store_->Backup(backups_, /*keep=*/0);
    EXPECT_TRUE(info.ok()) << info.status() << errors::LogDetail(info.status());
    return info.ok() ? *info : BackupInfo{};
  }

  const TemporaryDirectory directory_;
  const std::string backups_ = directory_.Path("backups");
  std::unique_ptr<RocksDbStore> store_;
};

TEST_F(BackupTest, ARestoredBackupIsTheStoreAsItWas) {
  for (uint64_t i = 1; i <= 100; ++i) File(i);
  const auto before = Everything(*store_);
  const BackupInfo info = MakeBackup();
  EXPECT_EQ(info.id, 1);
  EXPECT_GT(info.bytes, 1000);
  File(101);
  EXPECT_EQ(VerifyBackup(backups_), absl::OkStatus());
  ASSERT_EQ(RestoreBackup(backups_, directory_.Path("restored")), absl::OkStatus());
  EXPECT_EQ(Everything(*Open(directory_.Path("restored"))), before);
}

TEST_F(BackupTest, ABackupMadeWhileWritingGoesOnHoldsAPrefixOfIt) {
  for (uint64_t i = 1; i <= 50; ++i) File(i);
  std::atomic<bool> stop = false;
  std::atomic<uint64_t> last = 50;
  std::thread writer([&] {
    while (!stop.load()) {
      File(last.load() + 1);
      last.fetch_add(1);
    }
  });
  MakeBackup();
  const uint64_t acknowledged_before = last.load();
  MakeBackup();
  stop.store(true);
  writer.join();
  EXPECT_EQ(VerifyBackup(backups_), absl::OkStatus());
  ASSERT_EQ(RestoreBackup(backups_, directory_.Path("restored")), absl::OkStatus());
  const auto restored = Open(directory_.Path("restored"));
  bool ended = false;
  for (uint64_t i = 1; i <= last.load(); ++i) {
    const auto items = restored->MultiGet(
        "54", std::vector<std::string>{absl::StrCat("\x20", i), absl::StrCat("\x22", i),
                                       keys::Marker(conformance::TokenOf(i))});
    ASSERT_TRUE(items.ok()) << items.status();
    const bool there = (*items)[0].has_value();
    EXPECT_EQ((*items)[1].has_value(), there) << i;
    EXPECT_EQ((*items)[2].has_value(), there) << i;
    if (i <= acknowledged_before) {
      EXPECT_TRUE(there) << i;
    }
    EXPECT_FALSE(ended && there) << "commit " << i << " without the one before it";
    ended = !there;
  }
}

TEST_F(BackupTest, ASecondBackupSharesWhatTheFirstHas) {
  for (uint64_t i = 1; i <= 20; ++i) File(i);
  MakeBackup();
  File(21);
  EXPECT_EQ(MakeBackup().id, 2);
  EXPECT_EQ(VerifyBackup(backups_), absl::OkStatus());
  const auto now = Everything(*store_);
  ASSERT_EQ(RestoreBackup(backups_, directory_.Path("restored")), absl::OkStatus());
  EXPECT_EQ(Everything(*Open(directory_.Path("restored"))), now);
}

TEST_F(BackupTest, VerifyFindsAFlippedByteInAnyFile) {
  for (uint64_t i = 1; i <= 20; ++i) File(i);
  MakeBackup();
  int files = 0;
  for (const auto& file : fs::recursive_directory_iterator(backups_)) {
    // What describes the backup (meta) has a check of its own; the rest is data.
    if (!file.is_regular_file() || file.file_size() == 0) continue;
    ++files;
    std::fstream bytes(file.path(), std::ios::in | std::ios::out | std::ios::binary);
    const auto middle = static_cast<std::streamoff>(file.file_size() / 2);
    bytes.seekg(middle);
    const int was = bytes.get();
    bytes.seekp(middle);
    bytes.put(static_cast<char>(was ^ 0x55)).flush();
    EXPECT_EQ(VerifyBackup(backups_).code(), absl::StatusCode::kDataLoss) << file.path();
    bytes.seekp(middle);
    bytes.put(static_cast<char>(was)).flush();
  }
  EXPECT_GE(files, 4);
  EXPECT_EQ(VerifyBackup(backups_), absl::OkStatus());
}

TEST_F(BackupTest, VerifyFindsAMissingFile) {
  File(1);
  MakeBackup();
  for (const auto& file : fs::directory_iterator(backups_ + "/shared_checksum")) {
    fs::remove(file.path());
  }
  EXPECT_EQ(VerifyBackup(backups_).code(), absl::StatusCode::kDataLoss);
}

TEST_F(BackupTest, ADirectoryWithoutBackupsIsSaidToBe) {
  for (const char* name : {"missing", "data"}) {
    EXPECT_EQ(VerifyBackup(directory_.Path(name)).code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_EQ(RestoreBackup(directory_.Path(name), directory_.Path("restored")).code(),
              absl::StatusCode::kFailedPrecondition);
  }
  EXPECT_FALSE(fs::exists(directory_.Path("missing")));
  EXPECT_FALSE(fs::exists(directory_.Path("restored")));
}

TEST_F(BackupTest, NothingIsRestoredOverADirectoryThatHasSomething) {
  File(1);
  MakeBackup();
  const absl::Status status = RestoreBackup(backups_, directory_.Path("data"));
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(store_->Probe(), absl::OkStatus());
  fs::create_directory(directory_.Path("empty"));
  EXPECT_EQ(RestoreBackup(backups_, directory_.Path("empty") + "/"), absl::OkStatus());
  EXPECT_NE(Open(directory_.Path("empty")), nullptr);
}

// Finding 22: only the newest could be restored, and nothing listed or removed backups.
TEST_F(BackupTest, Finding22RestoresTheBackupThatIsChosen) {
  File(1);
  const auto before = Everything(*store_);
  MakeBackup();
  File(2);
  MakeBackup();
  const auto backups = ListBackups(backups_);
  ASSERT_TRUE(backups.ok()) << backups.status();
  ASSERT_EQ(backups->size(), 2u);
  EXPECT_EQ(backups->front().id, 1);
  EXPECT_GT(backups->front().time, absl::UnixEpoch());
  ASSERT_EQ(RestoreBackup(backups_, directory_.Path("restored"), 1), absl::OkStatus());
  EXPECT_EQ(Everything(*Open(directory_.Path("restored"))), before);
  EXPECT_EQ(RestoreBackup(backups_, directory_.Path("other"), 7).code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST_F(BackupTest, Finding22KeepsAsManyAsItIsTold) {
  for (uint64_t i = 1; i <= 4; ++i) {
    File(i);
    ASSERT_TRUE(store_->Backup(backups_, /*keep=*/2).ok());
  }
  const auto backups = ListBackups(backups_);
  ASSERT_EQ(backups->size(), 2u);
  EXPECT_EQ(backups->front().id, 3);
  EXPECT_EQ(VerifyBackup(backups_), absl::OkStatus());
}

// U3: by a relative path a whole backup was said to be damaged.
TEST_F(BackupTest, U3IsVerifiedByARelativePathToo) {
  File(1);
  MakeBackup();
  EXPECT_EQ(VerifyBackup(fs::relative(backups_).string()), absl::OkStatus());
}

// U4: a damaged backup left `restored.restoring` behind.
TEST_F(BackupTest, U4LeavesNothingOfADamagedBackup) {
  for (uint64_t i = 1; i <= 20; ++i) File(i);
  MakeBackup();
  for (const auto& file : fs::directory_iterator(backups_ + "/shared_checksum")) {
    std::fstream(file.path(), std::ios::binary | std::ios::in | std::ios::out).seekp(100) << "XXXX";
  }
  EXPECT_FALSE(RestoreBackup(backups_, directory_.Path("restored")).ok());
  EXPECT_FALSE(fs::exists(directory_.Path("restored")));
  EXPECT_FALSE(fs::exists(directory_.Path("restored.restoring")));
}

TEST_F(BackupTest, ARestoreThatWasBrokenOffIsBegunAgain) {
  File(1);
  MakeBackup();
  fs::create_directory(directory_.Path("restored.restoring"));
  std::ofstream(directory_.Path("restored.restoring/CURRENT")) << "half";
  ASSERT_EQ(RestoreBackup(backups_, directory_.Path("restored")), absl::OkStatus());
  EXPECT_EQ(Everything(*Open(directory_.Path("restored"))), Everything(*store_));
  EXPECT_FALSE(fs::exists(directory_.Path("restored.restoring")));
}

}  // namespace
}  // namespace ogi
