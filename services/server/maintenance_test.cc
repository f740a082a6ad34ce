#include "services/server/maintenance.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>

#include "absl/synchronization/notification.h"
#include "common/errors.h"
#include "storage/memory/faulty_store.h"
#include "storage/memory/memory_store.h"
#include "tests/support/fakes.h"
#include "tests/support/temporary_directory.h"

namespace ogi {
namespace {

// A backup that runs until it is broken off.
class EndlessBackup : public FaultyStore {
 public:
  using FaultyStore::FaultyStore;

  absl::StatusOr<BackupInfo> Backup(const std::string&, int) override {
    begun.Notify();
    stopped_.WaitForNotification();
    return errors::StorageUnavailable("broken off");
  }
  void StopBackup() override {
    if (begun.HasBeenNotified() && !stopped_.HasBeenNotified()) stopped_.Notify();
  }

  absl::Notification begun;

 private:
  absl::Notification stopped_;
};

// Finding 11: stopping waited for a running backup without limit.
TEST(MaintenanceTest, Finding11StoppingBreaksOffTheBackupThatRuns) {
  const TemporaryDirectory directory;
  const std::string socket = directory.path() + "/admin.sock";
  MemoryStore memory;
  EndlessBackup store(&memory);
  std::unique_ptr<MaintenanceServer> server = MaintenanceServer::Start(socket, {.store = &store});
  ASSERT_NE(server, nullptr);
  absl::StatusOr<BackupInfo> backup;
  std::thread caller([&] { backup = RequestBackup(socket, directory.path() + "/backup", 0); });
  store.begun.WaitForNotification();
  server.reset();
  caller.join();
  EXPECT_EQ(backup.status().code(), absl::StatusCode::kUnavailable) << backup.status();
}

}  // namespace
}  // namespace ogi
